"""Core and least core: can what all have together be shared so that no group would leave?

    minimise epsilon   such that   sum_S x >= v(S) - epsilon for every proper subset S that is
                                   not empty,   sum of all x = v(all)

epsilon <= 0: the core is not empty, and x is in it. epsilon > 0: the core is empty, and epsilon is
what a group would have to lose by leaving. Sources: Gillies (1959); Shapley and Shubik (1966),
Econometrica 34(4), 805-827 (epsilon-core); Maschler, Peleg and Shapley (1979), Math. Oper. Res.
4(4), 303-338 (least core).

v(S) assumes what outsiders do. With those outside single, as `solve` has it, this is the gamma core
of Chander and Tulkens (1997), Int. J. Game Theory 26, 379-401.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array
from accord.engines.coalition.subsets import candidates, checked, members
from accord.errors import NoEquilibrium


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """The least core: its epsilon, and one allocation in it, which need not be the only one."""

    epsilon: Array  # (...,), in the unit of v; -inf with one candidate, whom no group could leave
    allocation: Array  # (..., k), adding up to v(all) - v(nobody)


def core(v: ArrayLike) -> Core:
    """Share the worth of all so that the group that complains most complains least.

    Parameters
    ----------
    v : (..., 2^k), in any unit; worth is counted from that of the empty set

    Returns
    -------
    Core

    Raises
    ------
    QuantityError : the last axis is no power of 2, or a cell is not finite
    NoEquilibrium : the linear programme could not be solved

    Examples
    --------
    A left glove and two right ones: the left one gets all, for there is a right one too many.

    >>> found = core(np.array([0, 0, 0, 1, 0, 1, 0, 1.0]))
    >>> found.epsilon.round(9).item() == 0, found.allocation.round(9) + 0.0
    (True, array([1., 0., 0.]))
    """
    worth = checked(v, "v")
    k = candidates(worth)
    lead = worth.shape[:-1]
    epsilon, allocation = np.empty(lead), np.empty((*lead, k))
    for draw in np.ndindex(lead):  # a linear programme has no axis of draws
        epsilon[draw], allocation[draw] = least_core(worth[draw] - worth[draw][0])
    return Core(epsilon=epsilon, allocation=allocation)


def least_core(worth: Array) -> tuple[float, Array]:
    """Solve one game (2^k,) with worth 0 of the empty set, scaled to 1 for the solver's sake."""
    from scipy.optimize import linprog  # half of the start of a command

    k = candidates(worth)
    if k < 2:
        return -np.inf, worth[1:].copy()
    scale = float(np.abs(worth).max()) or 1.0
    groups = members(k).T[1:-1].astype(np.float64)
    found = linprog(
        np.append(np.zeros(k), 1.0),
        A_ub=-np.column_stack([groups, np.ones(len(groups))]),
        b_ub=-worth[1:-1] / scale,
        A_eq=np.append(np.ones(k), 0.0)[None, :],
        b_eq=[worth[-1] / scale],
        bounds=(None, None),
        method="highs",
    )
    if not found.success:
        raise NoEquilibrium(f"the least core of {k} candidates was not found: {found.message}")
    x: Array = np.asarray(found.x) * scale
    return float(x[-1]), x[:-1]
