"""Values between points that were solved: as their neighbours foretell them, and how far off.

Along an assumption a metric is smooth but for a few kinks: a cap that begins to bind, another party
that gains least. So between the points of a grid its value in each draw is foretold by polynomials
(Lagrange's form) through six of the neighbouring points, on whichever side no kink lies, or four
where nothing moves. Each is held against those through one and two points fewer, and the one that
agrees best counts (as in essentially non-oscillatory schemes: Harten et al. 1987, J. Comput. Phys.
71(2), 231-303). Elasticities act by their inverse where they are large: a grid above 0 is tried in
1 / x, too. What agrees to some millionths is as good as solved.

Of many draws only a few decide a quantile: those about its rank. The others need be known no better
than on which side of it they lie, so that what is foretold roughly will do for them.
"""

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from accord.axes import Array, Mask, Places
from accord.threads import one_thread_each

# How far what more and fewer points foretell may differ, as a share of the largest value, by how
# many points there are. What agrees so is nearer to the truth by some ten times.
AGREED = {6: 3e-6, 4: 1e-9}
Values = tuple[
    Array, Array | None
]  # (D, N) 0 where there is none; 1 there, None where all are known
MARGIN = 30.0  # times what more and fewer points differ by: how far off a value may be at most


@one_thread_each()
def foretell(grid: Array, values: Array, x: Array) -> tuple[Array, Array]:
    """Foretell values between the points of a grid.

    Parameters
    ----------
    grid : (N,) rising, six points or more
    values : (D, N) in each draw at each of them; nan where nothing could be solved
    x : (M,)

    Returns
    -------
    (D, M) values and how far each may be off: 0 where neighbours agree, else as far as any six of
    them foretell; nan and inf beyond the grid, and beside what was not solved

    Examples
    --------
    >>> grid = np.arange(7.0)
    >>> foretell(grid, grid[None] ** 3, np.array([2.5, 9.0]))
    (array([[15.625,    nan]]), array([[ 0., inf]]))
    """
    largest = np.max(np.abs(values), initial=0.0, where=np.isfinite(values))
    inside = (grid[0] <= x) & (x <= grid[-1])
    found = np.full((len(values), len(x)), np.nan)
    apart, agreed = np.full(found.shape, np.inf), np.zeros(found.shape, dtype=bool)
    least, most = np.full(found.shape, np.inf), np.full(found.shape, -np.inf)
    known = np.isfinite(values)
    solved, missing = np.where(known, values, 0.0), None if known.all() else (~known).astype(float)
    along = [(grid, x)] + ([(-1 / grid, -1 / np.where(inside, x, grid[0]))] if grid[0] > 0 else [])
    for (here, at), count in product(along, AGREED):
        for foretold, gap in _windows(count, here, (solved, missing), at):
            agrees, counts = gap <= AGREED[count] * largest, count == max(AGREED)
            better = inside & (gap < apart) & (agrees | counts)
            found, apart = np.where(better, foretold, found), np.where(better, gap, apart)
            agreed |= better & agrees
            if counts:
                least, most = np.fmin(least, foretold), np.fmax(most, foretold)
    farthest = np.maximum(np.maximum(found - least, most - found), MARGIN * apart)
    off = np.where(agreed, 0.0, farthest)
    return found, np.where(np.isfinite(apart), off, np.inf)


def undecided(found: Array, off: Array, shares: Sequence[float]) -> Mask:
    """Say which draws must be known better for some quantiles to be known: (D, M).

    Parameters
    ----------
    found, off : (D, M) as `foretell` gives them
    shares : the quantiles wanted, 0..1
    """
    low, high = (np.where(np.isfinite(off), found + side * off, side * np.inf) for side in (-1, 1))
    at = np.asarray(shares) * (len(found) - 1)
    ranks = np.unique(np.concatenate([np.floor(at), np.ceil(at)]).astype(int))
    least, most = (np.sort(end, axis=0)[ranks] for end in (low, high))  # (ranks, M) of each rank
    about: Mask = ((low[:, None] <= most) & (high[:, None] >= least)).any(axis=1)
    failed = (np.isnan(found) & (off == 0)).any(axis=0)  # beside a draw without a number all count
    wanted: Mask = (about | failed) & (off > 0)
    return wanted


def _windows(count: int, grid: Array, values: Values, x: Array) -> Iterator[tuple[Array, Array]]:
    """Give what each window of neighbours foretells, and how far fewer of them differ: (D, M)."""
    left = np.clip(np.searchsorted(grid, x, side="right") - 1, 0, len(grid) - 2)
    for back in range(count - 1):
        first = np.clip(left - back, 0, len(grid) - count)
        foretold = _through(count, first, grid, values, x)
        gaps = []
        for fewer in (count - 1, count - 2):
            within = np.clip(left - (fewer // 2 - 1), first, first + count - fewer)
            gaps.append(np.abs(foretold - _through(fewer, within, grid, values, x)))
        yield foretold, np.maximum(*gaps)


def _through(count: int, first: Places, grid: Array, values: Values, x: Array) -> Array:
    """Follow the polynomial through some points of the grid, from the first one on: (D, M)."""
    near = first[:, None] + np.arange(count)  # (M, count)
    points, itself = grid[near], np.eye(count, dtype=bool)
    apart = np.where(itself, 1.0, points[:, :, None] - points[:, None, :])
    off = np.where(itself, 1.0, x[:, None, None] - points[:, None, :])
    at = near, np.arange(len(x))[:, None]
    weights = np.zeros((len(grid), len(x)))
    weights[at] = (off / apart).prod(axis=-1)
    solved, missing = values
    total: Array = solved @ weights
    if missing is not None:
        among = np.zeros(weights.shape)
        among[at] = 1.0
        total[missing @ among > 0] = np.nan
    return total
