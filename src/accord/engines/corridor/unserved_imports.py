"""Unserved imports: how much of what states import no pipe or port has room to bring in.

Stranded exports seen from the other end: one good moves to importers at least cost over edges and
ports of limited capacity, and what finds no way in is lacking. Sellers may send twice what they
export, for here the question is of ways, not of oil; and no more, for who sells a little is no
source of all that a neighbour buys. Where ways are short for several states, each lacks a like
share of what it wants, to a tenth.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array
from accord.engines.corridor.graph import arcs_in_use, graph
from accord.engines.corridor.network import Network
from accord.engines.corridor.stranded_exports import amounts, ends_of, left_over

AMPLE = 2.0  # times what a seller exports: more than any closure asks of it, less than endless
TRANCHES = 10  # in which states go short together: a finer share costs more variables


def unserved_imports(
    network: Network,
    states: Sequence[str],
    *,
    imports: ArrayLike,
    exports: ArrayLike,
    good: str,
    year: int | None = None,
    close: Iterable[str] = (),
    use: Iterable[str] = (),
) -> Array:
    """Find how much of each state's imports has no way in.

    Parameters
    ----------
    states : codes, in the order of the axes
    imports, exports : (S,), in Mt or bcm a year, as the good's capacities are
    good : a good of the network
    year : what ran in that year
    close, use : passages and lines that are shut, and lines that run though they don't in that year

    Returns
    -------
    (S,), in the unit of imports; 0 for a state that the network doesn't hold

    Raises
    ------
    QuantityError
        where imports or exports are negative or not finite
    """
    bought, sold = amounts(imports=imports, exports=exports)
    g = graph(network, good)
    given = ends_of(network, g, states, bought, good, start=False)
    open_ = ends_of(network, g, states, sold, good, start=True)
    if not given.state.size:
        return np.zeros(len(states))
    on = arcs_in_use(network, g, good=good, year=year, close=close, use=use)
    ample = (bought, AMPLE * sold)
    return left_over(network, g, on, given, open_, ample, inward=True, tranches=TRANCHES)
