"""The accession game of a case, played through: what `accord game` prints."""

from pathlib import Path

from accord.api.runs import study_of
from accord.case.model import Case
from accord.errors import InputError
from accord.result.game import Game
from accord.result.made.game import game as made
from accord.world import World

__all__ = ["Game", "game"]


def game(
    case: Case | str | Path, *, world: World | None = None, draws: int = 1000, seed: int = 0
) -> Game:
    """Play a case's game: stable sets, answers, dominoes, break-evens, and chances beside them.

    Parameters
    ----------
    case : a Case, the name of a shipped one, or the path of a file
    world, draws, seed : as for `run`

    Raises
    ------
    InputError
        where the case has no game, or one that is too large
    """
    study = study_of(case, world, draws, seed)
    found = made(study)
    if found is None:
        raise InputError(
            f"the case {study.case.name} has no [game]; docs/case-file.md says how one is written"
        )
    return found
