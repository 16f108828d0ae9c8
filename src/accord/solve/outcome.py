"""An outcome: all that the engines say of a scenario at a horizon, for every draw."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from accord.axes import Array, Mask
from accord.names import GoodName, Horizon
from accord.solve.market import GoodOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All that the engines say of a scenario at a horizon, for every draw.

    A good that no shock touches is absent from `goods`: nothing changes there. Surplus and rents
    are US$ of the World's year, per year.
    """

    scenario: str
    horizon: Horizon
    draws: int
    goods: Mapping[GoodName, GoodOutcome]

    def __repr__(self) -> str:
        """Name the scenario and the goods that move in it."""
        moved = ", ".join(self.goods) or "nothing moves"
        return f"<Outcome of {self.scenario}, {self.horizon} run, {self.draws:,} draws: {moved}>"

    @property
    def used(self) -> frozenset[str]:
        """Names of the assumptions that any of the markets rests on."""
        return frozenset().union(*(g.used for g in self.goods.values()))

    @property
    def failed(self) -> Mask:
        """Draws in which some market could not be cleared: (D,)."""
        failed = np.zeros(self.draws, dtype=bool)
        for good in self.goods.values():
            failed |= good.solution.failed
        return failed

    def gain(self, states: Mask) -> Array:
        """Sum surplus, tariffs, tolls and rents of the states marked, over all goods: (D,), US$."""
        total = np.zeros(self.draws)
        for good in self.goods.values():
            total = total + good.gain_of(states)
        return total
