"""What decides a result: first-order shares of variance.

Shares of variance: Sobol' (1993) first-order index Var(E[Y|X]) / Var(Y), estimated from the draws
at hand by the correlation ratio over equal-probability bins of X (Pearson 1905), less what chance
alone gives, (k - 1)/(D - 1) for k bins (Kelley 1935). Its noise is what chance alone would stay
below in 99 of 100 results, whichever of the n assumptions is looked at: the quantile 1 - 0.01/n of
the ratio under independence, a Beta((k - 1)/2, (D - k)/2) distribution, on the same scale.

The shares add up to at most 1 where assumptions are independent; what is missing is interaction.
Where the case correlates them, each share holds what its assumption says of the others too.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass

import numpy as np

from accord.axes import Array

BINS = 20  # at most; fewer where there are few draws
PER_BIN = 10  # draws at least
CHANCE = 0.01  # of naming any assumption that decides nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """An assumption's first-order share of a result's variance, and how much is noise."""

    assumption: str
    share: float
    noise: float


def deciding(values: Array, sample: Mapping[str, Array], used: Set[str]) -> tuple[Share, ...]:
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
