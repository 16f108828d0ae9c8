"""Who plays, and what each set of candidates with an answer of each adversary makes happen.

A set of candidates is a bit mask, bit i being candidate i; a profile is an action of each
adversary, profile 0 being that nobody answers. The two together are a scenario like any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from accord.case.game import NOTHING, Action, Game
from accord.case.model import Case, Scenario
from accord.engines.coalition.subsets import Count
from accord.errors import InputError
from accord.names import StateName, require
from accord.shocks import Shock

Profile = tuple[Action | None, ...]  # of each adversary; None: it does nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Players:
    """Who may join, who may answer, and with what.

    adversaries : those that have an action, in the order of the case
    choices : what each may do, None first
    """

    game: Game
    candidates: tuple[StateName, ...]
    adversaries: tuple[StateName, ...]
    choices: tuple[Profile, ...]

    @staticmethod
    def of(case: Case) -> "Players":
        """Give the players of a case.

        Raises InputError where it has no game.
        """
        if case.game is None or case.accord is None:
            raise InputError("the case has no [game]")
        game, named = case.game, case.game_names
        adversaries = tuple(map(StateName, named.adversaries))
        return Players(
            game=game,
            candidates=tuple(map(StateName, named.candidates)),
            adversaries=adversaries,
            choices=tuple(
                (None, *(action for action in game.actions if action.by == one))
                for one in adversaries
            ),
        )

    @property
    def sets(self) -> int:
        """How many sets of candidates there are."""
        return 1 << len(self.candidates)

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """Every combination of what adversaries may do; nobody answers in the first."""
        return tuple(product(*self.choices))

    @property
    def actions(self) -> Count:
        """What each adversary does in each profile, by its place among its choices: (T, m)."""
        places = product(*(range(len(choice)) for choice in self.choices))
        return np.array(list(places), dtype=np.int64).reshape(len(self.profiles), -1)

    @property
    def by_id(self) -> Mapping[str, Action]:
        """The actions by their names."""
        return {action.id: action for action in self.game.actions}

    def members(self, mask: int) -> tuple[StateName, ...]:
        """Name the candidates of a set."""
        return tuple(name for i, name in enumerate(self.candidates) if mask >> i & 1)

    def mask(self, names: tuple[str, ...]) -> int:
        """Give the set of some candidates.

        Raises UnknownNameError for who is no candidate of the game.
        """
        for name in names:
            require("candidate", name, self.candidates, where="in the game")
        return sum(1 << self.candidates.index(StateName(name)) for name in names)

    def profile(self, actions: tuple[str, ...]) -> int:
        """Give the profile in which these actions are taken and no other.

        Raises UnknownNameError for what is no action, InputError for two of one adversary.
        """
        taken: dict[StateName, Action] = {}
        for name in actions:
            action = self.by_id[require("action", name, self.by_id, where="in the game")]
            if action.by in taken:
                both = f"{taken[action.by].id} and {action.id}"
                raise InputError(f"{both} are both {action.by}'s; an adversary does one thing")
            taken[action.by] = action
        return self.profiles.index(tuple(taken.get(one) for one in self.adversaries))

    def answer(self, mask: int, profile: Profile) -> tuple[Shock, ...]:
        """Give what a profile makes happen to a set: nothing, where it hits nobody who is in."""
        inside = self.members(mask)
        found: list[Shock] = []
        for action in filter(None, profile):
            hit = tuple(one for one in inside if not action.on or one in action.on)
            found += action.shocks(hit) if hit else ()
        return tuple(dict.fromkeys(found))

    def scenario(self, mask: int, profile: Profile) -> Scenario:
        """Give what happens where a set is in and a profile is played."""
        shocks = (*self.game.joining(self.members(mask)), *self.answer(mask, profile))
        return Scenario(
            name=f"{self.said(mask)}; {said(profile)}",
            shocks=shocks,
            horizon=self.game.default_horizon,
        )

    def said(self, mask: int) -> str:
        """Name a set in few letters: `AZE+KAZ`."""
        return "+".join(self.members(mask)) or "nobody"


def said(profile: Profile) -> str:
    """Name a profile by its actions."""
    return "+".join(action.id for action in profile if action) or NOTHING
