"""The graph of one good: places by mode, edges, and the changes between modes.

A place that several modes meet at stands in the graph once per mode (rail once per gauge); between
these stand arcs for what a change takes: a gauge break, a port, a refinery gate. So a route can't
cross from a pipeline to a ship where there is no terminal, nor from gauge to gauge for nothing.

Arcs are sorted by their ends; arcs between the same two are merged by their least weight for each
question (`least`). One way is searched for here, and ends where it is found; the least weights to
everywhere are scipy's, which a process that asks for one way need not import.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accord.axes import Array, Mask
from accord.engines.corridor.network import Cargo, Network, Opening, Whole
from accord.names import CONTAINERS

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Small = NDArray[np.int32]
BOXES = "teu"  # what a place handles that has cranes for containers
LNG = "lng"  # what a port handles that liquefies gas or takes it liquid
GATE = "lng-terminal"  # the layer of plants and terminals, between the land and the sea
NOTHING = 1e-12
TIE = 1e-6  # a change of mode weighs this much of its hours where only kilometres count


@dataclass(frozen=True, slots=True)
class Graph:
    """Arcs of length A between V vertices, sorted by (tail, head), in P distinct pairs."""

    place: Whole  # (V,) place of each vertex
    layer: tuple[str, ...]  # (V,) mode, with the gauge for rail
    at: dict[int, list[int]]  # place -> its vertices
    tail: Whole
    head: Whole
    edge: Whole  # (A,) edge of the network, -1 for a change of mode
    tail_place: Whole
    head_place: Whole
    km: Array
    hours: Array
    cost: Array
    room: Array  # (A,) most that it carries of this good, in the good's unit; inf where unknown
    limit: Whole  # (A,) row of the network's terminal limits that it counts in, -1 for none
    first: Whole  # (P,) first arc of each pair
    between: dict[tuple[int, int], tuple[int, int]]  # tail, head: its arcs, from and up to
    indptr: Small
    indices: Small

    def weight(self, by: str) -> Array:
        """Weight of each arc, (A,), for hours, km or cost."""
        return {"hours": self.hours, "km": self.km + TIE * self.hours, "cost": self.cost}[by]

    def open_arcs(self, opening: Opening) -> Mask:
        """Arcs whose edge and both places are open, (A,)."""
        on = opening.nodes[self.tail_place] & opening.nodes[self.head_place]
        on &= opening.edges[self.edge] | (self.edge < 0)
        return on

    def least(self, weight: Array) -> Array:
        """Weight of the best arc of each pair of vertices, (P,)."""
        return np.minimum.reduceat(weight, self.first) if len(self.first) else weight

    def way(self, weight: Array, starts: Iterable[int], ends: Sequence[int]) -> list[int] | None:
        """Arcs of the best path from a start to an end, in order; None where there is none.

        weight : (A,), inf for a closed arc. Of ends as near the first is taken; of ways as good the
        one that comes by the nearer vertex, or else by the one that stands earlier in the graph.

        Dijkstra 1959, "A note on two problems in connexion with graphs", Numerische Mathematik 1.
        """
        least, head, rows = self.least(weight).tolist(), self.indices.tolist(), self.indptr.tolist()
        distance, before = [np.inf] * len(self.place), [-1] * len(self.place)
        wanted, enough = set(ends), np.inf
        due = [(0.0, start) for start in starts]
        for _, start in due:
            distance[start] = 0.0
        heapify(due)
        while due:
            so_far, here = heappop(due)
            if so_far > enough:
                break
            if so_far > distance[here]:
                continue  # a nearer way was found since
            if here in wanted:
                enough = so_far
            for arc in range(rows[here], rows[here + 1]):
                longer, there = so_far + least[arc], head[arc]
                if longer < distance[there]:
                    distance[there], before[there] = longer, here
                    heappush(due, (longer, there))
        if enough == np.inf:
            return None
        return self.trail(weight, before, min(ends, key=distance.__getitem__))

    def paths(self, weight: Array, starts: Iterable[int]) -> tuple[Array, Small]:
        """Least weight to every vertex from the nearest of the starts, and the vertex before.

        weight : (A,), inf for a closed arc  ->  (V,) inf where unreachable, (V,) negative at ends
        """
        return self.tree(self.matrix(weight), starts)

    def matrix(self, weight: Array) -> "csr_array":
        """Least weight of each pair of vertices, (V, V), for `tree`."""
        from scipy.sparse import csr_array  # with what follows, as long to import as all else

        size = len(self.place)
        return csr_array((self.least(weight), self.indices, self.indptr), shape=(size, size))

    def tree(self, matrix: "csr_array", starts: Iterable[int]) -> tuple[Array, Small]:
        """Answer as `paths` does, of a matrix that many questions share."""
        from scipy.sparse.csgraph import dijkstra

        size, sources = len(self.place), list(starts)
        if not sources:
            return np.full(size, np.inf), np.full(size, -9999, dtype=np.int32)
        distance, before, _ = dijkstra(
            matrix, indices=sources, min_only=True, return_predecessors=True
        )
        return distance, before

    def table(self, weight: Array, places: Sequence[int]) -> Array:
        """Least weight between all pairs of places, (P, P), inf where there is no way.

        Each place gets a vertex of its own in front of those it has by mode, so that one call does
        all of them.
        """
        from scipy.sparse import csr_array  # see `paths`
        from scipy.sparse.csgraph import dijkstra

        size, extra = len(self.place), len(places)
        least = self.least(weight)
        doors = [self.at.get(p, []) for p in places]
        matrix = csr_array(
            (
                # A weight of 0 would be no edge in some of scipy's code paths.
                np.concatenate([least, np.full(sum(map(len, doors)), NOTHING)]),
                np.concatenate([self.indices, *[np.array(d, dtype=np.int32) for d in doors]]),
                np.concatenate([self.indptr, self.indptr[-1] + np.cumsum([len(d) for d in doors])]),
            ),
            shape=(size + extra, size + extra),
        )
        reached = dijkstra(matrix, indices=np.arange(size, size + extra))
        found = np.full((extra, extra), np.inf)
        for j, door in enumerate(doors):
            if door:
                found[:, j] = reached[:, door].min(axis=1)
        return found

    def trail(self, weight: Array, before: Sequence[int] | Small, end: int) -> list[int]:
        """Arcs of the path to a vertex, in order."""
        arcs = []
        while (start := int(before[end])) >= 0:
            a, z = self.between[start, end]
            arcs.append(a if z - a == 1 else a + int(np.argmin(weight[a:z])))
            end = start
        return arcs[::-1]


def graph(network: Network, good: str | None) -> Graph:
    """Graph of a good; made once per network and kept."""
    cargo = network.cargo(good)
    key = cargo.good
    if key not in network.graphs:
        network.graphs[key] = _made(network, cargo)
    found: Graph = network.graphs[key]
    return found


def without_limit(network: Network, g: Graph, cargo: Cargo) -> Mask:
    """Arcs by railways of unknown room for oil, (A,), for what pipelines carry; none for others.

    What is unknown is not without limit, and a pipeline's worth of tank wagons is what no railway
    has to spare: such a railway is a way only where a question names rail among its modes.
    """
    e = network.edges
    if not cargo.pipeline:
        return np.zeros(len(g.edge), dtype=bool)
    unknown = np.array([m == "rail" for m in e.mode]) & ~np.isfinite(e.oil)
    return unknown[g.edge] & (g.edge >= 0)


def arcs_in_use(
    network: Network,
    g: Graph,
    *,
    good: str | None,
    year: int | None,
    close: Iterable[str] = (),
    use: Iterable[str] = (),
) -> Mask:
    """Arcs open to a good when some passages are shut and some lines run that do not, (A,).

    Railways whose room for it nobody knows are left out; see `without_limit`.
    """
    opening = network.opening(close=close, year=year, use=use)
    return g.open_arcs(opening) & ~without_limit(network, g, network.cargo(good))


def _layer(mode: str, gauge: int) -> str:
    return f"rail-{gauge}" if mode == "rail" and gauge else mode


def _made(network: Network, cargo: Cargo) -> Graph:
    e = network.edges
    number: dict[tuple[int, str], int] = {}
    at: dict[int, list[int]] = defaultdict(list)

    def vertex(place: int, layer: str) -> int:
        if (place, layer) not in number:
            number[place, layer] = len(number)
            at[place].append(number[place, layer])
        return number[place, layer]

    arcs: list[tuple[int, int, int, float, float, float, int]] = []
    for i, mode in enumerate(e.mode):
        if mode not in cargo.modes or (e.good[i] and e.good[i] != cargo.pipeline):
            continue
        layer = _layer(mode, int(e.gauge[i]))
        one, two = vertex(int(e.tail[i]), layer), vertex(int(e.head[i]), layer)
        size = (float(e.km[i]), float(e.hours[cargo.cargo][i]), float(e.cost[cargo.cargo][i]))
        arcs.append((one, two, i, *size, -1))
        if e.both[i]:
            arcs.append((two, one, i, *size, -1))
    arcs += _changes(network, cargo, number, at)
    if cargo.terminal == LNG:
        arcs += _gates(network, number, at, vertex)
    rail = np.array([m == "rail" for m in e.mode], dtype=bool) & bool(cargo.pipeline)
    room = np.minimum(e.capacity, np.where(rail, e.oil, np.inf))
    return _sorted(number, dict(at), arcs, room)


def _changes(
    network: Network,
    cargo: Cargo,
    number: dict[tuple[int, str], int],
    at: dict[int, list[int]],
) -> list[tuple[int, int, int, float, float, float, int]]:
    layer = {v: name for (_, name), v in number.items()}
    limits = _limits(network)
    found = []
    for place, vertices in at.items():
        for one in vertices:
            for two in vertices:
                modes = [_mode(layer[v]) for v in (one, two)]
                price = network.transfers.get((modes[0], modes[1], cargo.cargo))
                if one == two or price is None or not _may_change(network, cargo, place, modes):
                    continue
                limit = _limit_of_change(place, modes, cargo, limits)
                found.append((one, two, -1, 0.0, *price, limit))
    return found


def _limit_of_change(
    place: int, modes: list[str], cargo: Cargo, limits: Mapping[tuple[int, str], int]
) -> int:
    """Row of the limit that a change counts in, -1 for none: of ships, and of boxes by crane.

    What a terminal has for boxes limits them alone, also from one gauge to another; where nobody
    counts boxes, a port's room for all that comes in them or as they do is theirs too.
    """
    of_boxes = limits.get((place, BOXES), -1) if cargo.good == CONTAINERS else -1
    if of_boxes >= 0:
        return of_boxes
    return limits.get((place, cargo.terminal), -1) if {"sea", "ferry"} & set(modes) else -1


def _gates(
    network: Network,
    number: dict[tuple[int, str], int],
    at: dict[int, list[int]],
    vertex: Callable[[int, str], int],
) -> list[tuple[int, int, int, float, float, float, int]]:
    """Let ships of gas begin at a plant and end at a terminal, within what each can do a year.

    A cargo that starts or ends at sea would need neither; so the sea is no door of any place, and
    a port has one only through what it has built.
    """
    found = []
    limits = _limits(network)
    for place, layer in [key for key in number if key[1] == "sea"]:
        ship = number[place, layer]
        at[place].remove(ship)
        if LNG not in network.handles[place]:
            continue
        gate, limit = vertex(place, GATE), limits.get((place, LNG), -1)
        if LNG in network.gives[place]:
            found.append((gate, ship, -1, 0.0, 0.0, 0.0, limit))
        if LNG in network.takes[place] or LNG not in network.gives[place]:
            found.append((ship, gate, -1, 0.0, 0.0, 0.0, limit))
    return found


def _limits(network: Network) -> dict[tuple[int, str], int]:
    """Rows of terminal limits by place and what is handled."""
    ends = zip(network.limits.node, network.limits.handle, strict=True)
    return {(int(place), handle): row for row, (place, handle) in enumerate(ends)}


def _mode(layer: str) -> str:
    return "rail" if layer.startswith("rail") else layer


def _may_change(network: Network, cargo: Cargo, place: int, modes: list[str]) -> bool:
    """Ships need a port that handles the cargo, pipelines a terminal; land modes nothing."""
    if not {"sea", "ferry", "oil-pipeline", "gas-pipeline"} & set(modes):
        return True
    if cargo.terminal in network.handles[place]:
        return cargo.terminal != LNG or _right_way(network, place, modes)
    offered = network.gives[place] | network.takes[place]
    return "rail" in modes and bool(offered & (cargo.starts | cargo.ends))


def _right_way(network: Network, place: int, modes: list[str]) -> bool:
    """A plant that makes LNG doesn't take it, and a terminal that takes it doesn't make it."""
    makes = LNG in network.gives[place]
    return makes if modes == ["gas-pipeline", "sea"] else not makes or LNG in network.takes[place]


def _sorted(
    number: dict[tuple[int, str], int],
    at: dict[int, list[int]],
    arcs: list[tuple[int, int, int, float, float, float, int]],
    room: Array,
) -> Graph:
    rows = np.array(arcs, dtype=float).reshape(-1, 7)
    rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
    tail, head = rows[:, 0].astype(np.int64), rows[:, 1].astype(np.int64)
    place = np.array([p for p, _ in number], dtype=np.int64)
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (np.diff(tail) != 0) | (np.diff(head) != 0)
    first = np.flatnonzero(new)
    counts = np.bincount(tail[first], minlength=len(place))
    return Graph(
        place=place,
        layer=tuple(name for _, name in number),
        at=at,
        tail=tail,
        head=head,
        edge=rows[:, 2].astype(np.int64),
        tail_place=place[tail],
        head_place=place[head],
        km=rows[:, 3].copy(),
        hours=rows[:, 4].copy(),
        cost=rows[:, 5].copy(),
        room=np.where(rows[:, 2] < 0, np.inf, room[rows[:, 2].astype(np.int64)]),
        limit=rows[:, 6].astype(np.int64),
        first=first,
        between={
            (int(tail[a]), int(head[a])): (int(a), int(z))
            for a, z in pairwise([*first.tolist(), len(rows)])
        },
        indptr=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        indices=head[first].astype(np.int32),
    )
