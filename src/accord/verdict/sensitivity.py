"""What decides a result: first-order shares of variance, and where a claim turns.

Shares of variance: Sobol' (1993) first-order index Var(E[Y|X]) / Var(Y), estimated from the draws
at hand by the correlation ratio over equal-probability bins of X (Pearson 1905), less what chance
alone gives, (k - 1)/(D - 1) for k bins (Kelley 1935). Its noise is what chance alone would stay
below in 99 of 100 results, whichever of the n assumptions is looked at: the quantile 1 - 0.01/n of
the ratio under independence, a Beta((k - 1)/2, (D - k)/2) distribution, on the same scale.

The shares add up to at most 1 where assumptions are independent; what is missing is interaction.
Where the case correlates them, each share holds what its assumption says of the others too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from accord.axes import Array, Mask

BINS = 20  # at most; fewer where there are few draws
PER_BIN = 10  # draws at least
GRID = 65  # points of a search; three rounds find a crossing to 1 part in 250,000
ROUNDS = 3
CHANCE = 0.01  # of naming any assumption that decides nothing


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
    noise = _noise(y.size, bins, len(used))
    shares = (_share(y, sample[name][fine], name, bins, noise) for name in sorted(used))
    return tuple(sorted((s for s in shares if s.share > s.noise), key=lambda s: -s.share))


def _noise(draws: int, bins: int, assumptions: int) -> float:
    """Give the share that chance alone hardly exceeds in any of so many assumptions."""
    from scipy.special import betaincinv

    ratio = betaincinv((bins - 1) / 2, (draws - bins) / 2, 1 - CHANCE / max(assumptions, 1))
    return _less_chance(float(ratio), draws, bins)


def _less_chance(ratio: float, draws: int, bins: int) -> float:
    """Take off what a correlation ratio of independent draws is on average."""
    chance = (bins - 1) / (draws - 1)
    return (ratio - chance) / (1 - chance)


def _share(y: Array, x: Array, name: str, bins: int, noise: float) -> Share:
    """Estimate one assumption's share, corrected for what chance gives."""
    if np.ptp(x) == 0:
        return Share(assumption=name, share=0.0, noise=0.0)
    order = np.argsort(x, kind="stable")
    edges = np.linspace(0, y.size, bins + 1).astype(int)
    sums = np.add.reduceat(y[order] - y.mean(), edges[:-1])
    ratio = float((sums**2 / np.diff(edges)).sum() / ((y - y.mean()) ** 2).sum())
    return Share(assumption=name, share=_less_chance(ratio, y.size, bins), noise=noise)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Where a condition turns, along one assumption with the rest at their centre."""

    value: float
    in_range: bool  # whether the case's own range holds it


def crossing(
    holds: Callable[[Array], Array | Mask],
    allowed: tuple[float, float],
    bounds: tuple[float, float],
    centre: float,
) -> Crossing | None:
    """Find where a condition turns: over the case's range first, then out to the physical bounds.

    Parameters
    ----------
    holds : values of the assumption (K,) -> whether the condition is true (K,); nan where it can't
        be known, and from known to unknown nothing turns
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


def _search(
    holds: Callable[[Array], Array | Mask], low: float, high: float, near: float
) -> float | None:
    """Narrow a change of truth down on a grid, round by round.

    A change at the very end of the range is at the end: "> 0" turns at 0, not a little above.
    """
    ends, found = (low, high), False
    for _ in range(ROUNDS):
        if not high > low:
            break
        grid = np.linspace(low, high, GRID)
        true = np.asarray(holds(grid), dtype=float)
        turns = np.flatnonzero(np.abs(np.diff(true)) > 0)  # nan is no change
        if turns.size == 0:
            break
        turn = min(turns, key=lambda t: abs((grid[t] + grid[t + 1]) / 2 - near))
        low, high, found = float(grid[turn]), float(grid[turn + 1]), True
    if not found:
        return None
    return next((e for e, at in zip(ends, (low, high), strict=True) if e == at), (low + high) / 2)
