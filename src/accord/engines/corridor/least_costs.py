"""Least costs between states: the delivered cost that a market sees, before and after a closure.

A state is all places where the good starts or ends in it; the cheapest pair counts. One shortest-
path tree per origin serves all destinations.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from accord.axes import Array, Mask
from accord.engines.corridor.graph import arcs_in_use, graph
from accord.engines.corridor.network import Network

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def least_costs(
    network: Network,
    origins: Sequence[str],
    destinations: Sequence[str],
    *,
    good: str | None = None,
    by: str = "cost",
    year: int | None = None,
    avoid: Iterable[str] = (),
    close: Iterable[str] = (),
    use: Iterable[str] = (),
) -> Array:
    """Find the least hours, km or cost from each origin state to each destination state.

    Parameters
    ----------
    origins, destinations : codes of states; one that the network doesn't hold gives nan
    good : what travels; None for goods in containers
    by : hours, km or cost (US$ a tonne)
    year : what ran in that year; None for what runs now
    avoid : states that let no transit through; their own trade goes on
    close : passages, lines, places or edges that are shut
    use : lines that count as running though they don't run in that year

    Returns
    -------
    (O, D); inf where there is no way, nan where the network doesn't hold a state

    Raises
    ------
    UnknownNameError, InputError
        as `route` does
    """
    g = graph(network, good)
    on = arcs_in_use(network, g, good=good, year=year, close=close, use=use)
    weight = np.where(on, g.weight(by), np.inf)
    vetoed = [code.upper() for code in avoid]
    own = {code: network.state_mask(code) for code in vetoed}
    transit = np.any([*own.values()], axis=0) if own else np.zeros(len(network.node), dtype=bool)
    known = set(network.state)
    answer = np.full((len(origins), len(destinations)), np.nan)
    ends = {
        j: [v for p in network.ends(d, good, start=False) for v in g.at.get(p, ())]
        for j, d in enumerate(destinations)
        if d in known
    }
    held, some = [*ends], [j for j, vertices in ends.items() if vertices]
    every = [v for j in some for v in ends[j]]
    first = np.cumsum([0, *(len(ends[j]) for j in some)])[:-1]

    def matrix(shut: Mask) -> "csr_array":
        """What may enter a vetoer, and not leave it."""
        return g.matrix(np.where(shut[g.tail_place], np.inf, weight))

    of_most = matrix(transit)
    for i, origin in enumerate(origins):
        if origin not in known:
            continue
        starts = [v for p in network.ends(origin, good, start=True) for v in g.at.get(p, ())]
        ways = matrix(transit & ~own[origin]) if origin in own else of_most
        distance, _ = g.tree(ways, starts)
        answer[i, held] = np.inf
        if some:
            answer[i, some] = np.minimum.reduceat(distance[every], first)
    return answer
