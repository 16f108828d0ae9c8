"""A break-even: where a claim begins or ceases to hold, along one assumption.

It is the first x, outward from the assumption's median, at which the median of the metric crosses
the claim's line. The case's own range is searched first, at the points of the response curve, and
then out to what is physically possible, so that 'it would take X' is answered; between two points
on either side of the line the crossing is narrowed down (Brent 1973). Where the metric can't be
solved nobody knows, and nothing turns there.
"""

from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from accord.axes import Array
from accord.condition import Condition

POINTS = 31  # over the range: those of the response curve
BEYOND = 5  # on each side of it, where no curve is drawn
NEAR = 1e-9  # a median so near to the line, as a share of the largest on the way, is on it
CLOSE = 1e-5  # of the gap between two points: how far a crossing is narrowed down
HALVINGS = 17  # 2^-17 is closer than that

Medians = Callable[[Array], Array]  # values of the assumption (N,) -> medians of the metric (N,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turning:
    """Where a claim turns; or, where it never does, how far the median moves on the way.

    in_range : whether the case's own range holds the value
    reach : least and greatest median; None where nothing could be solved, or where it turns
    """

    value: float | None
    in_range: bool = False
    reach: tuple[float, float] | None = None


def turning(
    medians: Medians,
    holds: Condition,
    *,
    centre: float,
    allowed: tuple[float, float],
    bounds: tuple[float, float],
) -> Turning:
    """Find where a claim turns.

    Parameters
    ----------
    centre : the assumption's median, from which the search goes outward
    allowed, bounds : ends of the case's range and of what is physically possible

    Examples
    --------
    >>> from accord.condition import parse
    >>> twice = lambda x: 2 * x
    >>> turning(twice, parse("> 1.5", "share"), centre=0.5, allowed=(0, 1), bounds=(0, 9)).value
    0.75
    """
    way = _Way(medians, holds)
    way.look(np.linspace(*allowed, POINTS))
    if (at := way.nearest(centre, *allowed)) is not None:
        return Turning(value=at, in_range=True)
    for end, bound in zip(allowed, bounds, strict=True):
        if end != bound:
            way.look(np.linspace(end, bound, BEYOND))
    if (at := way.nearest(centre, min(*allowed, *bounds), max(*allowed, *bounds))) is not None:
        return Turning(value=at)
    return Turning(value=None, reach=way.reach)


class _Way:
    """Medians along an assumption, as far as they were looked at."""

    def __init__(self, medians: Medians, holds: Condition) -> None:
        self.medians, self.holds = medians, holds
        self.found: dict[float, float] = {}

    def look(self, x: Array) -> None:
        """Find the medians at some values."""
        self.found |= zip(x.tolist(), self.medians(x).tolist(), strict=True)

    @property
    def reach(self) -> tuple[float, float] | None:
        """Least and greatest median so far."""
        fine = [y for y in self.found.values() if np.isfinite(y)]
        return (min(fine), max(fine)) if fine else None

    def above(self, x: float) -> float:
        """How far the median lies above the line; 0 where it is as good as on it."""
        if x not in self.found:
            self.look(np.array([x]))
        low, high = self.reach or (0.0, 0.0)
        gap = self.found[x] - self.holds.number
        return 0.0 if abs(gap) <= NEAR * max(abs(low), abs(high)) else gap

    def true(self, x: float) -> bool | None:
        """Whether the claim holds there; None where nobody knows."""
        gap = self.above(x)
        return bool(self.holds.of(np.array([self.holds.number + gap]))[0]) if gap == gap else None

    def nearest(self, centre: float, low: float, high: float) -> float | None:
        """Give the turn that is nearest to the centre; None where there is none.

        The way out begins at the points on either side of the centre, on both sides with both.
        """
        x = sorted(x for x in self.found if low <= x <= high)
        at = min(bisect(x, centre), len(x) - 1)
        sides = (x[max(at - 1, 0) :], x[at::-1])
        turns = [self._narrowed(*gap) for side in sides for gap in self._first(side)]
        return min(turns, key=lambda x: abs(x - centre), default=None)

    def _first(self, outward: list[float]) -> Iterator[tuple[float, float]]:
        """Give the first two neighbours between which the truth changes, if there are any."""
        for a, b in pairwise(outward):
            if (one := self.true(a)) is not None and self.true(b) == (not one):
                yield a, b
                return

    def _narrowed(self, a: float, b: float) -> float:
        """Narrow a change of truth down; one that is hard by an end is at the end."""
        least = CLOSE * abs(b - a)
        for end, other in ((a, b), (b, a)):
            if self.above(end) == 0:
                beside = end + np.copysign(least, other - end)
                return end if self.true(beside) == self.true(other) else self._halved(a, b)
        at = self._crossed(a, b) if self.above(a) * self.above(b) < 0 else self._halved(a, b)
        return next((end for end in (a, b) if abs(at - end) <= 2 * least), at)

    def _crossed(self, a: float, b: float) -> float:
        """Find where the median crosses the line."""
        from scipy.optimize import brentq

        try:
            return float(brentq(self.above, a, b, xtol=CLOSE * abs(b - a)))
        except ValueError:  # somewhere on the way nobody knows
            return self._halved(a, b)

    def _halved(self, a: float, b: float) -> float:
        """Halve the gap in which the truth changes; what nobody knows counts as beyond."""
        before = self.true(a)
        for _ in range(HALVINGS):
            middle = (a + b) / 2
            a, b = (middle, b) if self.true(middle) == before else (a, middle)
        return (a + b) / 2
