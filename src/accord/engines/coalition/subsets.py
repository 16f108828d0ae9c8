"""Subsets of candidates as bit masks: bit i of S is 1 where candidate i is in.

A function of subsets is an array whose last axis has 2^k cells. Read as a hypercube with one axis
of length 2 per candidate (the last candidate's first), "with i" and "without i" are two slices of
it, and no function here loops over sets.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from accord.axes import Array, Mask
from accord.errors import QuantityError

Count = NDArray[np.int64]


def checked(values: ArrayLike, what: str) -> Array:
    """Return a function of subsets as (..., 2^k) floats, or say why it is none."""
    array: Array = np.asarray(values, dtype=np.float64)
    cells = array.shape[-1] if array.ndim else 0
    if cells < 1 or cells & (cells - 1):
        raise QuantityError(f"{what} has {cells} subsets; k candidates have 2^k")
    bad = ~np.isfinite(array)
    if bad.any():
        subset = int(np.argwhere(bad)[0][-1])
        raise QuantityError(
            f"{bad.sum()} of {bad.size} cells of {what} are not finite, the first for the subset "
            f"{subset:#b}; a draw without a solution is taken out and counted before"
        )
    return array


def checked_payoffs(values: ArrayLike, what: str = "payoffs") -> Array:
    """Return payoffs as (..., k, 2^k) floats, or say why they are none."""
    array = checked(values, what)
    k = candidates(array)
    if array.ndim < 2 or array.shape[-2] != k:
        raise QuantityError(f"{what} has shape {array.shape}; the last axes are k and 2^k")
    return array


def candidates(function: Array) -> int:
    """Count the candidates of a function of subsets."""
    return int(function.shape[-1]).bit_length() - 1


def without_and_with(function: Array, i: int) -> tuple[Array, Array]:
    """Split (..., 2^k) in the halves without and with candidate i, each (..., 2^(k-1)).

    Both are in the order of the subsets of the others, bit i being left out.
    """
    *lead, cells = function.shape
    halves = function.reshape(*lead, cells >> (i + 1), 2, 1 << i)
    rest = (*lead, cells // 2)
    return halves[..., 0, :].reshape(rest), halves[..., 1, :].reshape(rest)


def gains(payoffs: ArrayLike) -> Array:
    """Give D_i(S) = U_i(S with i) - U_i(S without i), the same whether i is in S or not.

    Parameters
    ----------
    payoffs : (..., k, 2^k)

    Returns
    -------
    (..., k, 2^k)

    Examples
    --------
    Alone, the first gains 1; the second gains 2, but only when the first is in.

    >>> gains(np.array([[0.0, 1.0, 0.0, 1.0], [0.0, 0.0, 0.0, 2.0]]))
    array([[1., 1., 1., 1.],
           [0., 2., 0., 2.]])
    """
    u = checked_payoffs(payoffs)
    gain = np.empty_like(u)
    for i in range(candidates(u)):
        *lead, cells = u.shape[:-2] + u.shape[-1:]
        cube = u[..., i, :].reshape(*lead, cells >> (i + 1), 2, 1 << i)
        difference = np.broadcast_to(cube[..., 1:, :] - cube[..., :1, :], cube.shape)
        gain[..., i, :] = difference.reshape(*lead, cells)
    return gain


def members(k: int) -> Mask:
    """Say who is in which subset: (k, 2^k) bool."""
    belongs: Mask = np.asarray((np.arange(1 << k) >> np.arange(k)[:, None]) & 1, dtype=bool)
    return belongs


def sizes(k: int) -> Count:
    """Count the members of every subset: (2^k,)."""
    return np.asarray(members(k).sum(axis=0), dtype=np.int64)
