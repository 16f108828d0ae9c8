"""Draws of another study with an assumption moved; and what groups of states gain in some draws.

Along a curve each point meets the same draws of all other assumptions. What doesn't hang on the one
that moves has been solved in these draws: they are picked from the other study's answer.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accord.axes import Array, Places
from accord.draws import BATCH

if TYPE_CHECKING:
    from accord.study.study import Study

AT_ONCE = 4 * BATCH  # draws of another study that are asked at a time, as along a curve


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """What groups of states gain in one good under each of many scenarios.

    values : (N, D, P), US$ a year; nan in draws without equilibrium
    used : names of the assumptions that they rest on
    """

    values: Array
    used: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Picked:
    """Draws of another study, each as often as it is named, in which some assumptions are moved.

    draws : (D,) which of the other's draws each one is
    """

    study: "Study"
    draws: Places
    moved: frozenset[str]

    def unmoved(self, names: frozenset[str], batch: int) -> Places | None:
        """Give which of the other's first draws those of a batch are, where nothing has moved.

        None where any of the names has, or where one is beyond the first batch.
        """
        here = self.draws[batch * AT_ONCE : (batch + 1) * AT_ONCE]
        return None if self.moved & names or here.max(initial=0) >= BATCH else here
