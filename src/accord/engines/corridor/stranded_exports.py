"""Stranded exports: how much of what states export can't get out of pipes and ports with limits.

One good moves from exporters to importers over edges and ports of limited capacity, at least cost;
what finds no room stays where it is. A linear program (HiGHS): arcs carry flows, every exporter has
a slack, and slack costs more than any way out, so that as much as can be gets out and the dearest
barrels are left. Who buys from whom is free: a pool on the move, not a forecast of trade.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, Mask, Places
from accord.engines.corridor.graph import Graph, arcs_in_use, graph
from accord.engines.corridor.network import Network, Whole
from accord.errors import QuantityError

if TYPE_CHECKING:
    from scipy.sparse import coo_array

# Slack costs so many times the dearest arc, along the longest way: any way out is cheaper than
# none, and costs stay within what HiGHS tells apart.
BEYOND = 10.0
NOTHING = 1e-9  # a flow below this is none: a kilo a year, far below what HiGHS tells from nothing


@dataclass(frozen=True, slots=True)
class Ends:
    """Variables that put goods into the graph, or take them out: a state and a vertex each."""

    state: Places
    vertex: Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Arcs:
    """What goods may move along: A arcs between so many vertices."""

    vertices: int
    arc: Whole  # of the graph
    tail: Whole
    head: Whole
    edge: Whole  # of the network, -1 for a change of mode
    cost: Array
    room: Array
    limit: Whole  # row of the network's terminal limits, -1 for none

    @staticmethod
    def of(g: Graph, on: Mask) -> "Arcs":
        """Take the arcs of a graph that are open."""
        return Arcs(
            vertices=len(g.place),
            arc=np.flatnonzero(on),
            tail=g.tail[on],
            head=g.head[on],
            edge=g.edge[on],
            cost=g.cost[on],
            room=g.room[on],
            limit=g.limit[on],
        )

    def own_apart(self, vetoer: Whole) -> tuple["Arcs", Places]:
        """Tell what starts in a vetoer's territory apart from what has come into it.

        Parameters
        ----------
        vetoer : (V,) a number for each state that lets no transit through, at vertices in its
            territory; -1 elsewhere

        Returns
        -------
        arcs by which what has come into such a territory never leaves it, while its own goods do
        from a twin of each vertex; and the vertex at which the goods of each vertex start, (V,)
        """
        vetoed = vetoer >= 0
        start = np.arange(self.vertices)
        start[vetoed] = self.vertices + np.arange(vetoed.sum())
        stays = vetoer[self.tail] == vetoer[self.head]
        inside = np.flatnonzero(vetoed[self.tail] & stays)
        tail = np.where(stays, self.tail, start[self.tail])
        both = {
            name: np.concatenate([getattr(self, name), getattr(self, name)[inside]])
            for name in ("arc", "edge", "cost", "room", "limit")
        }
        apart = replace(
            self,
            vertices=self.vertices + int(vetoed.sum()),
            tail=np.concatenate([tail, start[self.tail[inside]]]),
            head=np.concatenate([self.head, start[self.head[inside]]]),
            **both,
        )
        return apart, start


@dataclass(frozen=True, slots=True)
class Moved:
    """What moves and what doesn't, in the unit of the good's capacities.

    left : (S,) of each state, what finds no way
    carried : (E,) by each edge of the network
    by : arcs of the good's graph along which anything moves
    """

    left: Array
    carried: Array
    by: Whole


def amounts(**given: ArrayLike) -> tuple[Array, ...]:
    """Take amounts by name; raises QuantityError where any is negative or not finite."""
    taken = tuple(np.asarray(one, dtype=float) for one in given.values())
    if not all(np.isfinite(one).all() and (one >= 0).all() for one in taken):
        raise QuantityError(f"{' and '.join(given)} are 0 or more, and finite")
    return taken


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
) -> Moved:
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
    what is left, (S,), in the unit of exports; 0 for a state that the network doesn't hold

    Raises
    ------
    QuantityError
        where exports or imports are negative or not finite
    """
    sold, bought = amounts(exports=exports, imports=imports)
    g = graph(network, good)
    vetoed = {code.upper() for code in avoid}
    asked = [s in network.states and s not in vetoed for s in states]
    starts = ends_of(network, g, states, np.where(asked, sold, 0.0), good, start=True)
    ends = ends_of(network, g, states, bought, good, start=False)
    on = arcs_in_use(network, g, good=good, year=year, close=close, use=use)
    shut = np.array([s in vetoed for s in network.state])
    on &= ~shut[g.tail_place]  # what enters a vetoer's territory can't leave it
    return left_over(network, Arcs.of(g, on), starts, ends, (sold, bought))


def hindered(
    network: Network, moved: Moved, close: Iterable[str], *, good: str, year: int | None
) -> frozenset[str]:
    """Name what would stop a part of what moves if it shut; where nothing does, an optimum stands.

    For what moves is then as good as before, and with less open nothing can be better.
    """
    g = graph(network, good)
    return frozenset(
        name
        for name in close
        if not arcs_in_use(network, g, good=good, year=year, close=[name])[moved.by].all()
    )


def ends_of(
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


def left_over(
    network: Network,
    arcs: Arcs,
    given: Ends,
    open_: Ends,
    amounts: tuple[Array, Array],
    *,
    inward: bool = False,
    tranches: int = 1,
) -> Moved:
    """Solve for flows and slack; nothing moves where nobody sells, or nobody buys.

    Parameters
    ----------
    given : ends of states whose amounts are to move as far as they can; open_ : the other ends
    amounts : what is given, and the most at the other ends, (S,) each; inf for no limit
    inward : whether the given ends are where goods leave the graph: imports, not exports
    tranches : the slack of each state in so many parts, each dearer than the one before, so that
        all lack a like share of what they want where ways are short for several
    """
    from scipy.optimize import linprog  # half of the start of a command
    from scipy.sparse import coo_array

    wanted, other = amounts
    left, carried = np.zeros(len(wanted)), np.zeros(len(network.edges.name))
    n, a, b = arcs.tail.size, given.state.size, open_.state.size
    if not a or not (b or inward):
        return Moved(left, carried, arcs.arc[:0])
    states = np.unique(given.state)
    k = states.size
    width = n + a + b + k * tranches
    sign = -1.0 if inward else 1.0

    # Nothing gathers at a vertex: in and out balance.
    rows = np.concatenate([arcs.tail, arcs.head, given.vertex, open_.vertex])
    columns = np.concatenate([np.arange(n), np.arange(n), n + np.arange(a), n + a + np.arange(b)])
    signs = np.concatenate([-np.ones(n), np.ones(n), sign * np.ones(a), -sign * np.ones(b)])
    # What a state is given is what moves and what doesn't.
    own = arcs.vertices + np.searchsorted(states, given.state)
    slack = n + a + b + np.arange(k * tranches)
    rows = np.concatenate([rows, own, arcs.vertices + np.repeat(np.arange(k), tranches)])
    columns = np.concatenate([columns, n + np.arange(a), slack])
    signs = np.concatenate([signs, np.ones(a), np.ones(k * tranches)])
    equal = coo_array((signs, (rows, columns)), shape=(arcs.vertices + k, width))
    right = np.concatenate([np.zeros(arcs.vertices), wanted[states]])

    most, limits = _limits(network, arcs, open_, other, (n + a, width))
    dear = BEYOND * max(float(arcs.cost.sum()), 1.0)
    each = np.tile(dear * (1 + np.arange(tranches)), k)
    cost = np.concatenate([arcs.cost, np.zeros(a + b), each])
    of_slack = np.repeat(wanted[states] / tranches, tranches) if tranches > 1 else np.inf
    top = np.concatenate([arcs.room, np.full(a + b, np.inf), of_slack * np.ones(k * tranches)])
    found = linprog(
        cost,
        A_ub=most,
        b_ub=limits,
        A_eq=equal.tocsr(),
        b_eq=right,
        bounds=np.stack([np.zeros(width), top], axis=1),
        method="highs",
    )
    flow = found.x[:n]
    left[states] = found.x[slack].reshape(k, tranches).sum(axis=1)
    np.add.at(carried, arcs.edge[arcs.edge >= 0], flow[arcs.edge >= 0])
    return Moved(left, carried, np.unique(arcs.arc[flow > NOTHING]))


def _limits(
    network: Network, arcs: Arcs, ends: Ends, most: Array, at: tuple[int, int]
) -> tuple["coo_array", Array]:
    """Limits that several variables share: a port's capacity, and what a state trades at most.

    at : the first variable of `ends`, and how many variables there are
    """
    from scipy.sparse import coo_array

    first, width = at
    inside = np.flatnonzero(arcs.limit >= 0)
    names, port = np.unique(arcs.limit[inside], return_inverse=True)
    limited = np.flatnonzero(np.isfinite(most[ends.state]))
    traders, trader = np.unique(ends.state[limited], return_inverse=True)
    rows = np.concatenate([port, names.size + trader])
    columns = np.concatenate([inside, first + limited])
    matrix = coo_array(
        (np.ones(rows.size), (rows, columns)), shape=(names.size + traders.size, width)
    )
    return matrix, np.concatenate([network.limits.capacity[names], most[traders]])
