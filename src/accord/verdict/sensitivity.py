"""What decides a result: first-order shares of variance, break-evens, and the curve between.

Shares of variance: Sobol' (1993) first-order index Var(E[Y|X]) / Var(Y), estimated from the draws
at hand by the correlation ratio over equal-probability bins of X (Pearson 1905), less what chance
alone gives, (k - 1)/(D - 1) for k bins (Kelley 1935). Its noise is two standard deviations of the
ratio under independence, where it follows a Beta((k - 1)/2, (D - k)/2) distribution.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from accord.axes import Array, Mask

BINS = 20  # at most; fewer where there are few draws
PER_BIN = 10  # draws at least
GRID = 65  # points of a search; three rounds find a crossing to 1 part in 250,000
ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """An assumption's first-order share of a result's variance, and how much is noise."""

    assumption: str
    share: float
    noise: float


def deciding(values: Array, sample: Mapping[str, Array], used: set[str]) -> tuple[Share, ...]:
    """Rank assumptions by share of variance, those that exceed their noise only.

    Parameters
    ----------
    values : (D,), nan where the draw failed
    sample : name -> (D,)
    used : names that the values can depend on

    Returns
    -------
    falling in share; empty where nothing exceeds its noise or nothing varies
    """
    fine = np.isfinite(values)
    y = values[fine]
    if y.size < 2 * PER_BIN or np.ptp(y) == 0:
        return ()
    bins = max(2, min(BINS, y.size // PER_BIN))
    shares = (_share(y, sample[name][fine], name, bins) for name in sorted(used))
    return tuple(sorted((s for s in shares if s.share > s.noise), key=lambda s: -s.share))


def _share(y: Array, x: Array, name: str, bins: int) -> Share:
    """Estimate one assumption's share, corrected for what chance gives."""
    if np.ptp(x) == 0:
        return Share(assumption=name, share=0.0, noise=0.0)
    order = np.argsort(x, kind="stable")
    edges = np.linspace(0, y.size, bins + 1).astype(int)
    sums = np.add.reduceat(y[order] - y.mean(), edges[:-1])
    ratio = float((sums**2 / np.diff(edges)).sum() / ((y - y.mean()) ** 2).sum())
    chance = (bins - 1) / (y.size - 1)
    a, b = (bins - 1) / 2, (y.size - bins) / 2
    noise = 2 * float(np.sqrt(a * b / ((a + b) ** 2 * (a + b + 1))))
    return Share(assumption=name, share=(ratio - chance) / (1 - chance), noise=noise)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Where a condition turns, along one assumption with the rest at their centre."""

    value: float
    in_range: bool  # whether the case's own range holds it


def crossing(
    holds: Callable[[Array], Mask],
    allowed: tuple[float, float],
    bounds: tuple[float, float],
    centre: float,
) -> Crossing | None:
    """Find where a condition turns: over the case's range first, then out to the physical bounds.

    Parameters
    ----------
    holds : values of the assumption (K,) -> whether the condition is true (K,)
    allowed, bounds : ends of the case's range and of what is physically possible
    centre : of several crossings, the one nearest to it is given

    Returns
    -------
    None where the condition never turns within the bounds
    """
    low, high = allowed
    if (found := _search(holds, low, high, centre)) is not None:
        return Crossing(value=found, in_range=True)
    outside = [(bounds[0], low), (high, bounds[1])]
    beyond = [_search(holds, a, b, centre) for a, b in outside if b > a]
    values = [v for v in beyond if v is not None]
    if not values:
        return None
    return Crossing(value=min(values, key=lambda v: abs(v - centre)), in_range=False)


def _search(holds: Callable[[Array], Mask], low: float, high: float, near: float) -> float | None:
    """Narrow a change of truth down on a grid, round by round."""
    for _ in range(ROUNDS):
        if not high > low:
            return None
        grid = np.linspace(low, high, GRID)
        true = holds(grid)
        turns = np.flatnonzero(true[1:] != true[:-1])
        if turns.size == 0:
            return None
        turn = min(turns, key=lambda t: abs(grid[t] - near))
        low, high = float(grid[turn]), float(grid[turn + 1])
    return (low + high) / 2
