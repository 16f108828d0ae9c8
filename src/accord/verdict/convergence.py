"""Convergence: how far median and interval of a result would move with other draws.

The standard error of a quantile q from D draws, without assuming any distribution (Woodruff 1952):
half the distance between the quantiles q ± sqrt(q (1 - q) / D) of the same draws. It is that of
independent draws; a Latin hypercube is never more than D/(D - 1) times worse in variance (Owen
1997), and a Sobol' sequence is made to be better, so for both it is an upper bound.

Enough is where the error of median and both ends is at most a twentieth of the interval's width.
"""

from dataclasses import dataclass

import numpy as np

from accord.axes import Array
from accord.draws import Draws

ENDS = (0.05, 0.5, 0.95)
ENOUGH = 0.05  # of the width of the 90 % interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Convergence:
    """Standard errors of a result's median and interval, in its unit.

    needed : about how many draws would be enough; those at hand where they are
    """

    value_error: float
    low_error: float
    high_error: float
    enough: bool
    needed: int


def convergence(values: Array) -> Convergence | None:
    """Estimate how far the median and the 5th and 95th percentile are off for want of draws.

    Parameters
    ----------
    values : (D,), one for each draw, nan where it failed

    Returns
    -------
    None where no draw could be solved

    Examples
    --------
    >>> grid = np.linspace(0.0, 1.0, 1001)
    >>> round(convergence(grid).value_error, 4)  # sqrt(0.25 / 1001)
    0.0158
    """
    fine = values[np.isfinite(values)]
    if not fine.size:
        return None
    low, value, high = (_error(fine, q) for q in ENDS)
    width = float(np.diff(Draws(fine).quantile([ENDS[0], ENDS[-1]]))[0])
    worst = max(low, value, high)
    enough = worst <= ENOUGH * width
    needed = fine.size if enough or width == 0 else fine.size * (worst / width / ENOUGH) ** 2
    return Convergence(
        value_error=value,
        low_error=low,
        high_error=high,
        enough=enough,
        needed=int(np.ceil(needed)),
    )


def _error(values: Array, q: float) -> float:
    """Give the standard error of one quantile."""
    step = np.sqrt(q * (1 - q) / values.size)
    below, above = Draws(values).quantile(np.clip([q - step, q + step], 0, 1))
    return float(above - below) / 2
