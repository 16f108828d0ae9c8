"""Iterative proportional fitting: a table that keeps the pattern of another and meets two margins.

Deming and Stephan (1940), "On a least squares adjustment of a sampled frequency table when the
expected marginal totals are known", Ann. Math. Stat. 11(4). A row or column whose pattern is all
zero stays zero, whatever its margin says: where that happens the margins can't be met, and the
table comes as near as its zeros let it.
"""

import numpy as np

from accord.axes import Array

SWEEPS = 60  # of rows and columns: margins are met to about 1e-6 where the zeros let them


def balanced(pattern: Array, rows: Array, columns: Array, *, sweeps: int = SWEEPS) -> Array:
    """Scale rows and columns of a table in turn until they sum to the margins.

    Parameters
    ----------
    pattern : (R, C), 0 or more; zeros stay
    rows, columns : (..., R), (..., C), in one unit, with equal sums

    Returns
    -------
    (..., R, C); columns are met exactly wherever they have a pattern, rows as nearly as it lets

    Examples
    --------
    >>> balanced(np.ones((2, 2)), np.array([3.0, 1.0]), np.array([2.0, 2.0]))
    array([[1.5, 1.5],
           [0.5, 0.5]])
    """
    row, column = factors(pattern, rows, columns, sweeps=sweeps)
    table: Array = row[..., :, None] * pattern * column[..., None, :]
    return table


def factors(
    pattern: Array, rows: Array, columns: Array, *, sweeps: int = SWEEPS
) -> tuple[Array, Array]:
    """Give what rows and columns are scaled by: (..., R) and (..., C), parameters as above.

    Many margins on one pattern cost two matrix products a sweep.
    """
    row = np.ones(rows.shape)
    for _ in range(sweeps):
        column = _over(columns, row @ pattern)
        row = _over(rows, column @ pattern.T)
    return row, _over(columns, row @ pattern)


def _over(margin: Array, total: Array) -> Array:
    """Divide where there is something to scale; 0 elsewhere."""
    shape = np.broadcast_shapes(margin.shape, total.shape)
    return np.divide(margin, total, out=np.zeros(shape), where=total > 0)
