"""Shapley value: what each candidate adds, on average over all orders of joining.

    phi_i = sum over S without i of  |S|! (k - 1 - |S|)! / k! * (v(S with i) - v(S))

Source: Shapley (1953), "A Value for n-Person Games", Contributions to the Theory of Games II,
307-317, eq. 13. The values add up to v(all) - v(nobody), so v need not be 0 for the empty set.

It attributes a change to candidates. It says nothing of who will join: see `stable` and `qre`.
"""

from math import comb

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array
from accord.engines.coalition.subsets import candidates, checked, sizes, without_and_with
from accord.threads import one_thread_each


@one_thread_each()
def shapley(v: ArrayLike) -> Array:
    """Attribute a function of subsets to the candidates.

    Parameters
    ----------
    v : (..., 2^k), in any unit
        Worth of each subset, bit i of the index being candidate i. Leading axes are kept: give
        (parties, 2^k) for a table that says whose accession gave whom what.

    Returns
    -------
    (..., k), in the unit of v

    Raises
    ------
    QuantityError : the last axis is no power of 2, or a cell is not finite

    Examples
    --------
    A left glove and two right ones make one pair.

    >>> shapley(np.array([0, 0, 0, 1, 0, 1, 0, 1.0])).round(4)
    array([0.6667, 0.1667, 0.1667])
    """
    worth = checked(v, "v")
    k = candidates(worth)
    if k == 0:
        return np.zeros((*worth.shape[:-1], 0))
    # The others' subsets have the same sizes whoever is left out, hence one vector of weights.
    weight = np.array([1 / (k * comb(k - 1, size)) for size in range(k)])[sizes(k - 1)]
    values = np.empty((*worth.shape[:-1], k))
    for i in range(k):
        without, joined = without_and_with(worth, i)
        values[..., i] = (joined - without) @ weight
    return values
