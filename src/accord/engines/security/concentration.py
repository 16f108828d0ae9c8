"""Concentration of supply: how few hands hold it.

Supply that comes in equal parts from n suppliers has effective_suppliers = n.
Unequal parts count for less, so the number says how many suppliers a buyer
*really* has. It is 1 / H, with H = sum over suppliers of s^2 on 1/S..1 (competition
authorities print 10,000 times that).

Sources: H as the sum of squared shares, Herfindahl (1950), "Concentration in the U.S. Steel
Industry", thesis, Columbia; Hirschman (1945), "National Power and the Structure of Foreign Trade",
whose own index is 100 sqrt(H) and is not meant here (Hirschman 1964, Am. Econ. Rev. 54(5), 761).
As a count of equals: Adelman (1969), "Comment on the 'H' concentration measure as a
numbers-equivalent", Rev. Econ. Stat. 51(1), 99-101.

Traders count as suppliers in trade data: a hub (NLD, CHE, SGP) is not an origin.
"""

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, StateLabels
from accord.engines.security.quantities import fit, quantities, ratio, sides


def hhi(supply: ArrayLike, *, labels: StateLabels | None = None) -> Array:
    """Sum the squared shares of the suppliers of each buyer (Herfindahl-Hirschman, 0..1).

    Parameters
    ----------
    supply : (..., S, B), in any one unit of mass, energy or value
        Quantity from each supplier to each buyer; leading axes, such as draws, are kept. The
        diagonal counts like any other cell: leave it 0 to look at imports alone.
    labels : codes of suppliers and buyers, in the order of the axes, for messages

    Returns
    -------
    (..., B), dimensionless, in 1/S..1; nan where a buyer has no supply

    Raises
    ------
    QuantityError : a cell is negative or not finite

    Examples
    --------
    >>> hhi(np.array([[6.0, 5.0, 0.0], [0.0, 5.0, 0.0]]))
    array([1. , 0.5, nan])
    """
    checked = quantities(supply, "supply", axes=2, labels=sides(labels))
    # The largest first, so that no unit is so small or so large that squares run out of range.
    relative = ratio(checked, checked.max(axis=-2, keepdims=True, initial=0.0))
    share = relative / relative.sum(axis=-2, keepdims=True)
    index: Array = (share**2).sum(axis=-2)
    return index


def effective_suppliers(supply: ArrayLike, *, labels: StateLabels | None = None) -> Array:
    """Count the equal suppliers that would leave each buyer as exposed as it is.

    Parameters
    ----------
    supply : (..., S, B), in any one unit of mass, energy or value
        Quantity from each supplier to each buyer. Axes before these two, such as
        draws and goods, are kept. A buyer's own output goes on its own row; leave
        that cell 0 to look at imports alone.
    labels : codes of suppliers and buyers, in the order of the axes, for messages

    Returns
    -------
    (..., B), dimensionless, in 1..S
        nan where a buyer has no supply: nobody to count is not the same as nobody
        to depend on.

    Raises
    ------
    QuantityError : a cell is negative or not finite

    Examples
    --------
    >>> azeri_and_kazakh = np.array([[6.0, 5.0], [0.0, 5.0]])
    >>> effective_suppliers(azeri_and_kazakh)
    array([1., 2.])
    """
    count: Array = 1 / hhi(supply, labels=labels)
    return count


def one_market(
    supply: ArrayLike,
    *,
    suppliers: ArrayLike,
    buyers: ArrayLike,
    labels: StateLabels | None = None,
) -> Array:
    """Look at a bloc as one buyer: members summed, trade among them dropped.

    Parameters
    ----------
    supply : (..., S, B), in any one unit of mass, energy or value
    suppliers, buyers : (S,), (B,) bool
        Members of the bloc among the suppliers, whose rows are dropped, and among the buyers.
    labels : codes of suppliers and buyers, for messages

    Returns
    -------
    (..., S, 1), in the unit of `supply`: ready for `hhi` and its neighbours

    Examples
    --------
    A bloc of the last two buys 3 and 4 from the first, and 9 from itself.

    >>> trade = np.array([[0.0, 3.0, 4.0], [0.0, 0.0, 9.0], [1.0, 0.0, 0.0]])
    >>> bloc = np.array([False, True, True])
    >>> one_market(trade, suppliers=bloc, buyers=bloc)[:, 0]
    array([7., 0., 0.])
    """
    checked = quantities(supply, "supply", axes=2, labels=sides(labels))
    inside, buying = np.asarray(suppliers, dtype=bool), np.asarray(buyers, dtype=bool)
    fit(supply=checked.shape[-2], suppliers=inside.size)
    fit(supply=checked.shape[-1], buyers=buying.size)
    bought = (checked * buying).sum(axis=-1, keepdims=True)
    market: Array = np.where(inside[:, None], 0.0, bought)
    return market
