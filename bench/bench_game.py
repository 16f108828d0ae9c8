"""The accession game on the package's own data: many candidates, and many answers."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from bench.rows import Row, warm_median

import accord
from accord.case.game import EmbargoAction, Game, StopAction, WordsAction
from accord.game import payoffs
from accord.study import Study

MANY = ("AZE", "KAZ", "UZB", "TKM", "SAU", "OMN", "QAT", "KWT", "IRQ", "LBY", "DZA", "TUN")
DRAWS = 100


def rows() -> Iterator[Row]:
    """Measure the two works of the goals."""
    case = accord.load_case("abraham-accords")
    world = accord.load_world(case.year)
    game = Game(with_=("ISR", "USA"), cost_cut="access-cost-cut", candidates=MANY, horizon="long")

    def solve(played: Game) -> object:
        study = Study.of(replace(case, game=played), world, draws=DRAWS, seed=0)
        return payoffs(study.inquire())

    yield _timed("12 candidates, the case's goods, 100 draws", lambda: solve(game), 60.0)
    answered = replace(game, candidates=MANY[:5], actions=_actions(), horizon=None)
    yield _timed("5 candidates, 3 adversaries, 4 actions, 100 draws", lambda: solve(answered), 10.0)


def _timed(name: str, work: Callable[[], object], goal: float) -> Row:
    """Measure with what the processor spent beside it, which other work doesn't stretch."""
    before = time.process_time()
    seconds = warm_median(work, 1)
    spent = (time.process_time() - before) / 2  # the warming round is counted too
    return Row(name, seconds, goal=goal, note=f"{spent:.1f} s of processor time")


def _actions() -> tuple[WordsAction | StopAction | EmbargoAction, ...]:
    """Give each adversary words, a stop and an embargo, beside nothing."""
    found: list[WordsAction | StopAction | EmbargoAction] = []
    for by, passage in (("RUS", "cpc"), ("IRN", "hormuz"), ("CHN", "malacca")):
        found += [
            WordsAction(kind="words", id=f"{by}-words", by=by),
            StopAction(kind="stop", id=f"{by}-stop", by=by, passages=(passage,), days=30.0),
            EmbargoAction(kind="embargo", id=f"{by}-ban", by=by, evasion=0.2, evasion_cost=0.1),
        ]
    return tuple(found)
