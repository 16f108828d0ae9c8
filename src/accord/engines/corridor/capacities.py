"""How much fits: flows of several goods at once over edges and ports of limited capacity.

Multi-commodity flow of least cost with unmet demand as slack (Ford and Fulkerson 1958, "A suggested
computation for maximal multi-commodity network flows", Management Science 5(1)): a linear program
over ways, to which ways are added only as the prices of the bottlenecks call for them (column
generation). It ends at the optimum of the program over all ways, for no way left is worth its cost.
HiGHS solves the program; its duals are the prices: what one more unit a year of a bottleneck saves.

Goods in bcm a year (gas) and in Mt a year (all else) never share an edge. Costs are US$ a tonne for
both: for gas they only order the ways.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from accord.axes import Array
from accord.engines.corridor.graph import Graph, graph
from accord.engines.corridor.network import Cargo, Network, Opening
from accord.engines.corridor.search import usable
from accord.engines.corridor.way import passages_on, places_on, states_on
from accord.errors import NoEquilibrium, QuantityError
from accord.names import require
from accord.threads import one_thread_each

ROUNDS = 200
WORTH = 1e-7  # a way is added if it saves more than this share of the cost of a shortage
DEARER = 10.0  # a shortage costs this many times the dearest way, so that all that fits is carried
WITHOUT_WAY = 1000.0  # US$ a tonne, the cost of a shortage where no demand has a way at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """So much of a good, wanted at a place or in a state each year, from any of the origins."""

    good: str | None
    origins: tuple[str, ...]
    destination: str | tuple[str, ...]  # several: wherever of these it gets to
    quantity: float
    unit: str  # Mt/a or bcm/a

    @property
    def label(self) -> str:
        """Words for messages."""
        to = "+".join(self.destinations[:3]) + ("+..." if len(self.destinations) > 3 else "")
        return f"{self.good or 'goods'} {'+'.join(self.origins)} -> {to}"

    @property
    def destinations(self) -> tuple[str, ...]:
        """Destination as a tuple."""
        return (self.destination,) if isinstance(self.destination, str) else self.destination


@dataclass(frozen=True, slots=True)
class Carried:
    """A flow along one way.

    limited : whether a capacity or a supply that is known limits it
    """

    demand: int  # position among the demands
    quantity: float
    unit: str
    cost: float  # US$ a tonne
    km: float
    states: tuple[str, ...]
    passages: tuple[str, ...]
    places: tuple[str, ...]
    lines: tuple[str, ...]
    limited: bool


@dataclass(frozen=True, slots=True)
class Flows:
    """What fits.

    delivered, unmet : (K,) by demand, in its unit
    carried : flows by way
    use : quantity on each edge, (E,), both directions added
    prices : bottleneck -> what one more unit a year would save, US$ a tonne times the unit
    spare : limit -> (used, capacity) of every limit that something runs through
    cost : US$ a tonne times units, of what is carried
    residual : largest breach of a limit or a balance
    """

    demands: tuple[Demand, ...]
    delivered: Array
    unmet: Array
    carried: tuple[Carried, ...]
    use: Array
    prices: Mapping[str, float]
    spare: Mapping[str, tuple[float, float]]
    cost: float
    residual: float


@dataclass(slots=True)
class _Program:
    """The program as it grows: rows are demands, limits and supplies; columns are ways."""

    demand: list[int] = field(default_factory=list)
    arcs: list[list[int]] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    rows: list[list[int]] = field(default_factory=list)  # limits that a way counts in
    cost: list[float] = field(default_factory=list)
    known: set[tuple[int, tuple[int, ...]]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Limits:
    """Rows of limits: names, capacities, and the row of each edge, terminal limit and supply."""

    name: tuple[str, ...]
    capacity: Array
    of_edge: Array  # (E,) row, -1 for none
    of_oil: Array  # (E,) row of what a railway has for oil, -1 for none
    of_terminal: Array  # (T,) row, -1 for none
    of_supply: Mapping[tuple[str | None, str], int]


@one_thread_each()
def capacity(
    network: Network,
    demands: Sequence[Demand],
    *,
    supplies: Mapping[tuple[str | None, str], float] | None = None,
    avoid: Iterable[str] = (),
    close: Iterable[str] = (),
    open_share: Mapping[str, float] | None = None,
    year: int | None = None,
    also: Iterable[str] = (),
    use: Iterable[str] = (),
    modes: Iterable[str] | None = None,
    shortage: float | None = None,
) -> Flows:
    """Carry as much of the demands as fits, at least cost.

    Parameters
    ----------
    demands : what is wanted; quantities in Mt/a, for gas in bcm/a
    supplies : (good, origin) -> most that the origin gives a year, in the good's unit; without an
        entry an origin gives whatever is wanted
    avoid, close, year, also, modes : as for `route`
    use : lines that run though they do not in that year, by name
    shortage : cost of a unit that is not delivered, US$ a tonne; None for ten times the dearest
        way, so that all that fits is carried
    open_share : passage -> share of the capacity of its edges that is left, 0..1; what has no known
        capacity, as the open sea, is not narrowed by it (close it, and weigh the two answers)

    Raises
    ------
    QuantityError
        A negative demand, or one in another unit than its good's.
    UnknownNameError, InputError
        As for `route`.
    """
    demands = tuple(demands)
    _check(network, demands)
    opening = network.opening(avoid=avoid, close=close, year=year, also=also, use=use)
    wanted = None if modes is None else tuple(modes)
    limits = _rows(network, demands, dict(supplies or {}), dict(open_share or {}), year)
    graphs = {d.good: graph(network, d.good) for d in demands}
    ends = [_vertices(network, graphs[d.good], d, opening) for d in demands]
    base = {
        good: np.where(usable(network, g, opening, good, wanted), g.cost, np.inf)
        for good, g in graphs.items()
    }
    return _solved(network, demands, limits, graphs, ends, base, shortage)


def _check(network: Network, demands: Sequence[Demand]) -> None:
    for d in demands:
        unit = network.cargo(d.good).unit
        if d.unit != unit:
            raise QuantityError(
                f'{d.label}: the demand is in "{d.unit}", but {d.good or "goods"} move in {unit} '
                "here; convert it first"
            )
        if not (np.isfinite(d.quantity) and d.quantity >= 0):
            raise QuantityError(
                f"{d.label}: a demand of {d.quantity:g} {d.unit}; 0 or more is right"
            )


def _rows(
    network: Network,
    demands: Sequence[Demand],
    supplies: Mapping[tuple[str | None, str], float],
    open_share: Mapping[str, float],
    year: int | None,
) -> _Limits:
    """Number the limits: edges of known capacity, terminals, supplies."""
    e, t = network.edges, network.limits
    share = np.ones(len(e.name))
    for name, left in open_share.items():
        if not 0 <= left <= 1:
            raise QuantityError(f"{name}: an open share of {left:g}; 0..1 is right")
        passage = network.passage(name)
        through = passage.edges | passage.nodes[e.tail] | passage.nodes[e.head]
        share[through] = np.minimum(share[through], left)
    names: list[str] = []
    sizes: list[float] = []
    of_edge = np.full(len(e.name), -1)
    for i in np.flatnonzero(np.isfinite(e.capacity)).tolist():
        of_edge[i] = len(names)
        names.append(e.name[i])
        sizes.append(float(e.capacity[i] * share[i]))
    of_oil = np.full(len(e.name), -1)
    for i in np.flatnonzero(np.isfinite(e.oil) & np.array([m == "rail" for m in e.mode])).tolist():
        of_oil[i] = len(names)
        names.append(f"{e.name[i]} (oil)")
        sizes.append(float(e.oil[i] * share[i]))
    of_terminal = np.full(len(t.node), -1)
    for i, node in enumerate(t.node.tolist()):
        if year is None or t.first[i] <= year <= t.last[i]:
            of_terminal[i] = len(names)
            names.append(f"{network.node[node]} ({t.handle[i]})")
            sizes.append(float(t.capacity[i]))
    of_supply = {}
    for (good, origin), most in supplies.items():
        require("origin", origin, {o for d in demands for o in d.origins}, where="of a demand")
        of_supply[good, origin] = len(names)
        names.append(f"supply of {good or 'goods'} from {origin}")
        sizes.append(float(most))
    size = np.array(sizes, dtype=float)
    return _Limits(tuple(names), size, of_edge, of_oil, of_terminal, of_supply)


def _vertices(
    network: Network, g: Graph, demand: Demand, opening: Opening
) -> tuple[dict[str, list[int]], list[int]]:
    """Vertices of each origin and of the destination; shut places give and take nothing."""

    def at(places: Iterable[int]) -> list[int]:
        return [v for p in places if opening.nodes[p] for v in g.at.get(p, ())]

    starts = {o: at(network.ends(o, demand.good, start=True)) for o in demand.origins}
    ends = {p for d in demand.destinations for p in network.ends(d, demand.good, start=False)}
    return starts, at(sorted(ends))


def _arc_rows(g: Graph, limits: _Limits, cargo: Cargo) -> Array:
    """Rows of the limits that each arc counts in, (2, A), -1 for none: its own, and that of oil."""
    row = np.where(g.edge >= 0, limits.of_edge[g.edge], -1)
    if len(limits.of_terminal):
        row = np.where(g.limit >= 0, limits.of_terminal[g.limit], row)
    oil = np.where((g.edge >= 0) & bool(cargo.pipeline), limits.of_oil[g.edge], -1)
    return np.stack([row, oil])


def _solved(
    network: Network,
    demands: tuple[Demand, ...],
    limits: _Limits,
    graphs: Mapping[str | None, Graph],
    ends: Sequence[tuple[dict[str, list[int]], list[int]]],
    base: Mapping[str | None, Array],
    shortage: float | None,
) -> Flows:
    rows = {good: _arc_rows(g, limits, network.cargo(good)) for good, g in graphs.items()}
    program = _Program()
    free = np.zeros(len(limits.name))
    _price(demands, graphs, ends, base, rows, limits, program, free, np.full(len(demands), np.inf))
    if shortage is None:
        shortage = DEARER * max(program.cost, default=WITHOUT_WAY / DEARER) or 1.0
    answer = _optimum(demands, limits, program, shortage)
    for _ in range(ROUNDS):
        price, worth = answer
        added = _price(
            demands,
            graphs,
            ends,
            base,
            rows,
            limits,
            program,
            price[1],
            price[0] - WORTH * shortage,
        )
        if not added:
            return _told(network, demands, limits, graphs, program, worth, price, shortage)
        answer = _optimum(demands, limits, program, shortage)
    raise NoEquilibrium(f"flows: {ROUNDS} rounds and still ways to add")


def _optimum(
    demands: Sequence[Demand], limits: _Limits, program: _Program, shortage: float
) -> tuple[tuple[Array, Array], Array]:
    """Solve the program as it stands: ((worth of a demand, price of a limit), quantities)."""
    from scipy.optimize import linprog  # half of the start of a command
    from scipy.sparse import csr_array

    k, columns = len(demands), len(program.cost)
    cost = np.concatenate([program.cost, np.full(k, shortage)])
    meet = csr_array(
        (
            np.ones(columns + k),
            (np.concatenate([program.demand, np.arange(k)]).astype(int), np.arange(columns + k)),
        ),
        shape=(k, columns + k),
    )
    wanted = np.array([d.quantity for d in demands])
    flat = [(r, c) for c, own in enumerate(program.rows) for r in own]
    r, c = np.array(flat, dtype=int).reshape(-1, 2).T
    most = csr_array((np.ones(len(r)), (r, c)), shape=(len(limits.name), columns + k))
    found = linprog(
        cost,
        A_ub=most if len(limits.name) else None,
        b_ub=limits.capacity if len(limits.name) else None,
        A_eq=meet,
        b_eq=wanted,
        method="highs",
    )
    if found.status != 0:
        raise NoEquilibrium(f"flows: the linear program answered {found.message}")
    prices = -found.ineqlin.marginals if len(limits.name) else np.zeros(0)
    return (np.asarray(found.eqlin.marginals), np.maximum(prices, 0)), np.asarray(found.x)


def _price(
    demands: Sequence[Demand],
    graphs: Mapping[str | None, Graph],
    ends: Sequence[tuple[dict[str, list[int]], list[int]]],
    base: Mapping[str | None, Array],
    rows: Mapping[str | None, Array],
    limits: _Limits,
    program: _Program,
    price: Array,
    worth: Array,
) -> int:
    """Add each demand's best way at these prices where it beats what the demand is worth."""
    added = 0
    weights = {
        good: base[good] + np.append(price, 0.0)[row].sum(axis=0)  # row -1 is the last: free
        for good, row in rows.items()
    }
    ways = {good: graphs[good].matrix(weight) for good, weight in weights.items()}
    groups: dict[tuple[str | None, str], list[int]] = {}
    for i, demand in enumerate(demands):
        for origin in demand.origins:
            groups.setdefault((demand.good, origin), []).append(i)
    for (good, origin), members in groups.items():
        g, row, weight = graphs[good], rows[good], weights[good]
        supply = limits.of_supply.get((good, origin), -1)
        toll = price[supply] if supply >= 0 else 0.0
        distance, before = g.tree(ways[good], ends[members[0]][0][origin])
        for i in members:
            targets = ends[i][1]
            end = min(targets, key=lambda v: float(distance[v]), default=-1)
            if end < 0 or not distance[end] + toll < worth[i]:
                continue
            arcs = g.trail(weight, before, end)
            key = (i, (end, *arcs)) if arcs else (i, (end,))
            if key in program.known:
                continue
            program.known.add(key)
            program.demand.append(i)
            program.arcs.append(arcs)
            program.start.append(int(g.place[end]) if not arcs else int(g.tail_place[arcs[0]]))
            hit = {int(r) for r in row[:, arcs].flat if r >= 0} | (
                {supply} if supply >= 0 else set()
            )
            program.rows.append(sorted(hit))
            program.cost.append(float(g.cost[arcs].sum()))
            added += 1
    return added


def _told(
    network: Network,
    demands: tuple[Demand, ...],
    limits: _Limits,
    graphs: Mapping[str | None, Graph],
    program: _Program,
    quantities: Array,
    price: tuple[Array, Array],
    shortage: float,
) -> Flows:
    columns = len(program.cost)
    x, unmet = quantities[:columns], quantities[columns:]
    delivered = np.zeros(len(demands))
    np.add.at(delivered, np.array(program.demand, dtype=int), x)
    used = np.zeros(len(limits.name))
    use = np.zeros(len(network.edges.name))
    carried = []
    for i in np.flatnonzero(x > 1e-9 * max(1.0, float(x.max(initial=0)))):
        used[program.rows[i]] += x[i]
        g = graphs[demands[program.demand[i]].good]
        arcs = program.arcs[i]
        edges = [int(a) for a in g.edge[arcs] if a >= 0]
        use[edges] += x[i]
        carried.append(_way(network, demands, program, int(i), float(x[i]), g, arcs, edges))
    wanted = np.array([d.quantity for d in demands])
    over = float(np.maximum(used - limits.capacity, 0).max(initial=0))
    return Flows(
        demands=demands,
        delivered=delivered,
        unmet=unmet,
        carried=tuple(sorted(carried, key=lambda c: (c.demand, -c.quantity))),
        use=use,
        prices={
            limits.name[r]: float(price[1][r])
            for r in np.argsort(-price[1])
            if price[1][r] > 1e-9 * shortage
        },
        spare={
            limits.name[r]: (float(used[r]), float(limits.capacity[r]))
            for r in np.flatnonzero(used > 0)
        },
        cost=float(np.dot(x, program.cost)) if columns else 0.0,
        residual=max(over, float(np.abs(delivered + unmet - wanted).max(initial=0))),
    )


def _way(
    network: Network,
    demands: Sequence[Demand],
    program: _Program,
    i: int,
    quantity: float,
    g: Graph,
    arcs: list[int],
    edges: list[int],
) -> Carried:
    places = places_on(g, arcs, program.start[i])
    return Carried(
        demand=program.demand[i],
        quantity=quantity,
        unit=demands[program.demand[i]].unit,
        cost=program.cost[i],
        km=float(g.km[arcs].sum()),
        states=states_on(network, places),
        passages=passages_on(network, places, edges),
        places=tuple(network.node[p] for p in places),
        lines=tuple(dict.fromkeys(network.edges.line[e] for e in edges)),
        limited=bool(program.rows[i]),
    )
