"""Unserved imports: how much of what states import no pipe or port has room to bring in.

Stranded exports seen from the other end: one good moves to importers at least cost over edges and
ports of limited capacity, and what finds no way in is lacking. Sellers may send twice what they
export, for here the question is of ways, not of oil; and no more, for who sells a little is no
source of all that a neighbour buys. Where ways are short for several states, each lacks a like
share of what it wants, to a tenth. A state that lets no transit through still sells its own, and is
still sold to: what has come into it goes no further, what starts in it goes where it may.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from accord.engines.corridor.graph import arcs_in_use, graph
from accord.engines.corridor.network import Network
from accord.engines.corridor.stranded_exports import (
    Arcs,
    Ends,
    Moved,
    amounts,
    ends_of,
    left_over,
)

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
    avoid: Iterable[str] = (),
    close: Iterable[str] = (),
    use: Iterable[str] = (),
) -> Moved:
    """Find how much of each state's imports has no way in.

    Parameters
    ----------
    states : codes, in the order of the axes
    imports, exports : (S,), in Mt or bcm a year, as the good's capacities are
    good : a good of the network
    year : what ran in that year
    avoid : states that let no transit through; the pipes inside of one carry its own goods and what
        is sold to it as if each had them alone
    close, use : passages and lines that are shut, and lines that run though they don't in that year

    Returns
    -------
    what is left, (S,), in the unit of imports; 0 for a state that the network doesn't hold

    Raises
    ------
    QuantityError
        where imports or exports are negative or not finite
    """
    bought, sold = amounts(imports=imports, exports=exports)
    g = graph(network, good)
    given = ends_of(network, g, states, bought, good, start=False)
    open_ = ends_of(network, g, states, sold, good, start=True)
    on = arcs_in_use(network, g, good=good, year=year, close=close, use=use)
    number = {code.upper(): n for n, code in enumerate(avoid)}
    vetoer = np.array([number.get(state, -1) for state in network.state])[g.place]
    arcs, start = Arcs.of(g, on).own_apart(vetoer)
    open_ = Ends(open_.state, start[open_.vertex])
    ample = (bought, AMPLE * sold)
    return left_over(network, arcs, given, open_, ample, inward=True, tranches=TRANCHES)
