"""Stranded exports: how much of what states export can't get out of pipes and ports with limits.

One good moves from exporters to importers over edges and ports of limited capacity, at least cost;
what finds no room stays where it is. A linear program (HiGHS): arcs carry flows, every exporter has
a slack, and slack costs more than any way out, so that as much as can be gets out and the dearest
barrels are left. Who buys from whom is free: a pool on the move, not a forecast of trade.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import coo_array

from accord.axes import Array, Mask, Places
from accord.engines.corridor.graph import Graph, arcs_in_use, graph
from accord.engines.corridor.network import Network
from accord.errors import QuantityError

# Slack costs so many times the dearest arc, along the longest way: any way out is cheaper than
# none, and costs stay within what HiGHS tells apart.
BEYOND = 10.0


@dataclass(frozen=True, slots=True)
class Ends:
    """Variables that put goods into the graph, or take them out: a state and a vertex each."""

    state: Places
    vertex: Places


def stranded_exports(
    network: Network,
    states: Sequence[str],
    *,
    exports: ArrayLike,
    imports: ArrayLike,
    good: str,
    year: int | None = None,
    avoid: Iterable[str] = (),
    close: Iterable[str] = (),
    use: Iterable[str] = (),
) -> Array:
    """Find how much of each state's exports can't get out.

    Parameters
    ----------
    states : codes, in the order of the axes
    exports, imports : (S,), in Mt or bcm a year, as the good's capacities are
    good : a good of the network
    year : what ran in that year
    avoid : states that let no transit through; their own exports are left out of the question
    close, use : passages and lines that are shut, and lines that run though they don't in that year

    Returns
    -------
    (S,), in the unit of exports; 0 for a state that the network doesn't hold

    Raises
    ------
    QuantityError
        where exports or imports are negative or not finite
    """
    sold, bought = np.asarray(exports, dtype=float), np.asarray(imports, dtype=float)
    amounts = np.concatenate([sold, bought])
    if not np.isfinite(amounts).all() or (amounts < 0).any():
        raise QuantityError("exports and imports are 0 or more, and finite")
    g = graph(network, good)
    vetoed = {code.upper() for code in avoid}
    asked = [s in network.states and s not in vetoed for s in states]
    starts = _ends(network, g, states, np.where(asked, sold, 0.0), good, start=True)
    ends = _ends(network, g, states, bought, good, start=False)
    on = arcs_in_use(network, g, good=good, year=year, close=close, use=use)
    shut = np.array([s in vetoed for s in network.state])
    on &= ~shut[g.tail_place]  # what enters a vetoer's territory can't leave it
    left = np.zeros(len(states))
    if starts.state.size and ends.state.size:
        left = _program(network, g, on, starts, ends, sold, bought)
    return left


def _ends(
    network: Network, g: Graph, states: Sequence[str], amount: Array, good: str, *, start: bool
) -> Ends:
    """List where each state's goods may enter or leave the graph."""
    pairs = [
        (i, v)
        for i, code in enumerate(states)
        if amount[i] > 0 and code in network.states
        for p in network.ends(code, good, start=start)
        for v in g.at.get(p, ())
    ]
    both = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    return Ends(both[:, 0], both[:, 1])


def _program(
    network: Network, g: Graph, on: Mask, starts: Ends, ends: Ends, sold: Array, bought: Array
) -> Array:
    """Solve for flows and slack; give the slack by state."""
    from scipy.optimize import linprog  # half of the start of a command

    arcs = np.flatnonzero(on)
    n, a, b = arcs.size, starts.state.size, ends.state.size
    exporters = np.unique(starts.state)
    slack = dict(zip(exporters.tolist(), range(n + a + b, n + a + b + exporters.size), strict=True))
    width = n + a + b + exporters.size

    # Nothing gathers at a vertex: in and out balance.
    rows = np.concatenate([g.tail[arcs], g.head[arcs], starts.vertex, ends.vertex])
    columns = np.concatenate([np.arange(n), np.arange(n), n + np.arange(a), n + a + np.arange(b)])
    signs = np.concatenate([-np.ones(n), np.ones(n), np.ones(a), -np.ones(b)])
    # What a state sells is what it puts in and what stays.
    order = {s: len(g.place) + k for k, s in enumerate(exporters.tolist())}
    own = np.array([order[s] for s in starts.state.tolist()])
    rows = np.concatenate([rows, own, [order[s] for s in slack]])
    columns = np.concatenate([columns, n + np.arange(a), list(slack.values())])
    signs = np.concatenate([signs, np.ones(a), np.ones(exporters.size)])
    equal = coo_array((signs, (rows, columns)), shape=(len(g.place) + exporters.size, width))
    right = np.concatenate([np.zeros(len(g.place)), sold[exporters]])

    most, limits = _limits(network, g, arcs, ends, bought, (n + a, width))
    dear = BEYOND * max(float(g.cost[arcs].sum(initial=0.0)), 1.0)
    cost = np.concatenate([g.cost[arcs], np.zeros(a + b), np.full(exporters.size, dear)])
    top = np.concatenate([g.room[arcs], np.full(width - n, np.inf)])
    found = linprog(
        cost,
        A_ub=most,
        b_ub=limits,
        A_eq=equal.tocsr(),
        b_eq=right,
        bounds=np.stack([np.zeros(width), top], axis=1),
        method="highs",
    )
    left = np.zeros(len(sold))
    left[exporters] = found.x[list(slack.values())]
    return left


def _limits(
    network: Network, g: Graph, arcs: Places, ends: Ends, bought: Array, at: tuple[int, int]
) -> tuple[coo_array, Array]:
    """Limits that several variables share: a port's capacity, and what a state buys.

    at : the first variable of `ends`, and how many variables there are
    """
    first, width = at
    ports = g.limit[arcs]
    inside = np.flatnonzero(ports >= 0)
    names, port = np.unique(ports[inside], return_inverse=True)
    buyers, buyer = np.unique(ends.state, return_inverse=True)
    rows = np.concatenate([port, names.size + buyer])
    columns = np.concatenate([inside, first + np.arange(ends.state.size)])
    matrix = coo_array(
        (np.ones(rows.size), (rows, columns)), shape=(names.size + buyers.size, width)
    )
    return matrix, np.concatenate([network.limits.capacity[names], bought[buyers]])
