"""Routes: the fastest, shortest or cheapest way under vetoes, closures, modes and gauge breaks.

That there is none is an answer: the route then names the smallest set of vetoes and closures that
is enough to cut every way (`blocking`), and the smallest that has to go for a way to open
(`reopening`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby
from typing import Any

import numpy as np

from accord.axes import Array, Mask
from accord.engines.corridor.graph import GATE, Graph, Small, graph, without_limit
from accord.engines.corridor.minimum_hitting_set import Around, minimum_hitting_set
from accord.engines.corridor.network import Network, Opening
from accord.errors import InputError
from accord.names import require

BY = ("hours", "km", "cost")
STEEPER = 1.3  # how much dearer an edge gets each time that a route has used it
TRIALS = 30


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of a route by one line, or a change of mode (`mode` is then "transfer")."""

    start: str
    end: str
    mode: str
    line: str
    km: float
    hours: float
    cost: float  # US$ a tonne
    states: tuple[str, ...]
    places: tuple[str, ...]
    edges: tuple[str, ...]
    status: str  # running, idle ...
    source: str
    source_status: str  # verified, from memory, computed or judgement

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "from": self.start, "to": self.end, "mode": self.mode, "line": self.line,
            "km": round(self.km, 1), "hours": round(self.hours, 2), "cost": round(self.cost, 3),
            "states": list(self.states), "places": list(self.places), "status": self.status,
            "source": self.source, "source_status": self.source_status,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Route:
    """A way from origin to destination, or the answer that there is none.

    km, hours, cost (US$ a tonne) are nan where infeasible. `states` run from origin to destination,
    both included; the high seas are left out. `passages` are the straits, canals and the like that
    the way goes through. `blocking` is the smallest set of vetoes and closures that is enough to
    cut every way, `reopening` the smallest whose lifting opens one; both empty for a feasible
    route. `reason` says in words why there is none.
    """

    origin: str
    destination: str
    feasible: bool
    km: float = float("nan")
    hours: float = float("nan")
    cost: float = float("nan")
    states: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    legs: tuple[Leg, ...] = ()
    blocking: tuple[str, ...] = ()
    reopening: tuple[str, ...] = ()
    reason: str = ""

    @property
    def from_memory(self) -> int:
        """How many legs rest on what is only remembered."""
        return sum(leg.source_status == "from memory" for leg in self.legs)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON; numbers are None where infeasible."""
        sizes = {
            "km": round(self.km, 1),
            "hours": round(self.hours, 2),
            "cost": round(self.cost, 3),
        }
        return {
            "feasible": self.feasible,
            **{k: v if self.feasible else None for k, v in sizes.items()},
            "states": list(self.states),
            "legs": [leg.to_dict() for leg in self.legs],
            "blocking": list(self.blocking),
            "reopening": list(self.reopening),
            "passages": list(self.passages),
            "origin": self.origin,
            "destination": self.destination,
            "from_memory": self.from_memory,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the network, apart from origin and destination."""

    avoid: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    modes: tuple[str, ...] | None = None
    good: str | None = None
    by: str = "hours"
    year: int | None = None
    also: tuple[str, ...] = ()  # statuses that count as running too: "idle", "proposed" ...
    use: tuple[str, ...] = ()  # lines that run though they don't in that year
    lines: tuple[str, ...] = ()  # by these lines alone; () for any


def route(
    network: Network,
    origin: str | Sequence[str],
    destination: str | Sequence[str],
    *,
    avoid: Iterable[str] = (),
    close: Iterable[str] = (),
    modes: Iterable[str] | None = None,
    good: str | None = None,
    by: str = "hours",
    year: int | None = None,
    also: Iterable[str] = (),
    use: Iterable[str] = (),
) -> Route:
    """Find the best way from origin to destination.

    Parameters
    ----------
    origin, destination : places by any of their names, or states (then where the good starts or
        ends in it, whichever is best); of several, whichever is best
    avoid : states whose territory is shut
    close : passages, lines, places or edges that are shut
    modes : rail, road, sea, ferry, oil-pipeline, gas-pipeline; None for all that the good can use
        (crude goes by railways of unknown capacity only where rail is named)
    good : what travels; None for goods in containers. A pipeline carries its good alone
    by : hours, km or cost (US$ a tonne)
    year : what ran in that year; None for what runs now
    also : statuses that are taken as running too, such as "proposed"
    use : lines that run though they don't in that year

    Raises
    ------
    UnknownNameError
        A place, state, passage, mode or status that there is none of, with the nearest name.
    InputError
        A veto on the origin or destination itself, a closure of what isn't in use in that year.
    """
    question = _question(
        avoid=avoid, close=close, modes=modes, good=good, by=by, year=year, also=also, use=use
    )
    return answer(network, origin, destination, question)


def answer(
    network: Network,
    origin: str | Sequence[str],
    destination: str | Sequence[str],
    question: Question,
) -> Route:
    """Answer a question that was put together already; see `route`."""
    _check(question)
    question = replace(question, close=tuple(network.passage(c).name for c in question.close))
    ends = _ends(network, origin, destination, question)
    g = graph(network, question.good)
    opening = network.opening(
        avoid=question.avoid,
        close=question.close,
        year=question.year,
        also=question.also,
        use=question.use,
    )
    weight = _weight(network, g, question, opening)
    found = _best(g, weight, *ends)
    if found is None:
        return _infeasible(network, g, origin, destination, question, ends)
    return _told(network, g, found, ends)


def _question(
    *,
    avoid: Iterable[str] = (),
    close: Iterable[str] = (),
    modes: Iterable[str] | None = None,
    good: str | None = None,
    by: str = "hours",
    year: int | None = None,
    also: Iterable[str] = (),
    use: Iterable[str] = (),
) -> Question:
    asked = Question(
        avoid=_codes(avoid),
        close=tuple(close),
        modes=None if modes is None else tuple(modes),
        good=good,
        by=by,
        year=year,
        also=tuple(also),
        use=tuple(use),
    )
    _check(asked)
    return asked


def _codes(states: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.upper() for s in states))


def _check(question: Question) -> None:
    require("measure", question.by, BY)
    for mode in question.modes or ():
        require("mode", mode, ("rail", "road", "sea", "ferry", "oil-pipeline", "gas-pipeline"))
    for status in question.also:
        require(
            "status",
            status,
            ("running", "idle", "under construction", "proposed", "optional", "out"),
        )


Ends = tuple[tuple[int, ...], tuple[int, ...]]


def _several(names: str | Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _said(names: str | Sequence[str]) -> str:
    return " or ".join(_several(names))


def _ends(
    network: Network,
    origin: str | Sequence[str],
    destination: str | Sequence[str],
    question: Question,
) -> Ends:
    """Places of origin and destination, refusing a veto or closure of all of them."""
    starts, stops = (
        tuple(
            dict.fromkeys(
                place
                for name in _several(names)
                for place in network.ends(name, question.good, start=start)
            )
        )
        for names, start in ((origin, True), (destination, False))
    )
    both = (starts, stops)
    for what, name, places in zip(
        ("origin", "destination"), (_said(origin), _said(destination)), both, strict=True
    ):
        states = {network.state[p] for p in places}
        if vetoed := sorted(states & set(question.avoid)):
            raise InputError(
                f"the {what} {name} is in {vetoed[0]}, which is to be avoided; "
                f"drop the veto on {vetoed[0]} or choose another {what}"
            )
        for closed in question.close:
            if network.passage(closed).nodes[list(places)].all():
                raise InputError(f'the {what} {name} is itself closed by "{closed}"')
    return both


def _weight(network: Network, g: Graph, question: Question, opening: Opening) -> Array:
    on = g.open_arcs(opening)
    if question.lines:
        only = np.array([line in question.lines for line in network.edges.line])
        on &= only[g.edge] | (g.edge < 0)
    elif "rail" not in (question.modes or ()):
        on &= ~without_limit(network, g, network.cargo(question.good))
    if question.modes is not None:
        on &= _mode_mask(network, g, question.modes)
    return np.where(on, g.weight(question.by), np.inf)


def _mode_mask(network: Network, g: Graph, modes: Sequence[str]) -> Mask:
    wanted = np.array([m in modes for m in network.edges.mode])
    return wanted[g.edge] | (g.edge < 0)


def _best(
    g: Graph, weight: Array, starts: tuple[int, ...], ends: tuple[int, ...]
) -> list[int] | None:
    """Arcs of the best path between places, [] where they are the same, None without any."""
    if set(starts) & set(ends):
        return []
    targets = [v for p in ends for v in g.at.get(p, ())]
    sources = [v for p in starts for v in g.at.get(p, ())]
    if not targets or not sources:
        return None
    distance, before = g.paths(weight, sources)
    end = min(targets, key=lambda v: float(distance[v]))
    if not np.isfinite(distance[end]):
        return None
    return g.trail(weight, before, end)


# ---------------------------------------------------------------- telling


def places_on(g: Graph, arcs: Sequence[int], start: int) -> list[int]:
    """Places along a path, each once."""
    way = [int(g.tail_place[arcs[0]])] if arcs else [start]
    for place in g.head_place[list(arcs)].tolist() if arcs else ():
        if place != way[-1]:
            way.append(place)
    return way


def states_on(network: Network, places: Sequence[int]) -> tuple[str, ...]:
    """States along a path, without the high seas and without repeating a neighbour."""
    states = [network.state[p] for p in places if network.state[p]]
    return tuple(s for s, _ in groupby(states))


def passages_on(network: Network, places: Sequence[int], edges: Sequence[int]) -> tuple[str, ...]:
    """Passages that a path goes through, in their order along it."""
    first: dict[str, int] = {}
    for members, way in zip(network.meets, (places, edges), strict=True):
        for i, own in enumerate(way):
            for name in members.get(own, ()):
                first[name] = min(i, first.get(name, i))
    return tuple(sorted(first, key=lambda n: (first[n], n)))


def _told(network: Network, g: Graph, arcs: list[int], ends: Ends) -> Route:
    if not arcs:  # origin and destination are the same place
        here = next(p for p in ends[0] if p in ends[1])
        at = network.node[here]
        return Route(at, at, True, 0.0, 0.0, 0.0, states_on(network, [here]))
    places = places_on(g, arcs, ends[0][0])
    edges = [int(g.edge[a]) for a in arcs]
    legs = _legs(network, g, arcs)
    return Route(
        origin=network.node[places[0]],
        destination=network.node[places[-1]],
        feasible=True,
        km=float(g.km[arcs].sum()),
        hours=float(g.hours[arcs].sum()),
        cost=float(g.cost[arcs].sum()),
        states=states_on(network, places),
        passages=passages_on(network, places, edges),
        legs=legs,
    )


def _legs(network: Network, g: Graph, arcs: list[int]) -> tuple[Leg, ...]:
    """Join what runs by one line, or is one change of mode, into legs."""
    e = network.edges
    columns = (g.edge, g.tail, g.head, g.tail_place, g.head_place, g.km, g.hours, g.cost)
    steps = [
        step
        for step in zip(*(c[arcs].tolist() for c in columns), strict=True)
        if step[0] >= 0 or GATE not in (g.layer[step[1]], g.layer[step[2]])
    ]

    def same(step: tuple[Any, ...]) -> tuple[str, str, str]:
        edge, tail, head = step[:3]
        if edge < 0:
            return ("transfer", f"{g.layer[tail]} to {g.layer[head]}", "running")
        return (e.mode[edge], e.line[edge], e.status[edge])

    legs = []
    for (mode, line, status), group in groupby(steps, key=same):
        edges, _, _, tails, heads, km, hours, cost = zip(*group, strict=True)
        places = (tails[0], *heads) if edges[0] >= 0 else (tails[0],)
        legs.append(
            Leg(
                start=network.node[places[0]],
                end=network.node[places[-1]],
                mode=mode,
                line=line,
                km=sum(km),
                hours=sum(hours),
                cost=sum(cost),
                states=states_on(network, places),
                places=tuple(network.node[p] for p in places),
                edges=tuple(e.name[i] for i in edges if i >= 0),
                status=status,
                source="accord-judgement" if edges[0] < 0 else e.source[edges[0]],
                source_status="judgement" if edges[0] < 0 else e.source_status[edges[0]],
            )
        )
    return tuple(legs)


# ---------------------------------------------------------------- no way


def _met(
    network: Network, g: Graph, arcs: Sequence[int], start: int, shut: Sequence[str]
) -> frozenset[str]:
    """Vetoes and closures that a path would run into."""
    places = places_on(g, arcs, start)
    edges = [int(g.edge[a]) for a in arcs if g.edge[a] >= 0]
    states = {network.state[p] for p in places}
    met = states & set(shut)
    for name in set(shut) - set(network.states):
        passage = network.passage(name)
        if passage.nodes[places].any() or passage.edges[edges].any():
            met.add(name)
    return frozenset(met)


def _infeasible(
    network: Network,
    g: Graph,
    origin: str | Sequence[str],
    destination: str | Sequence[str],
    question: Question,
    ends: Ends,
) -> Route:
    everything = (*question.avoid, *question.close)

    def around(shut: frozenset[str]) -> frozenset[str] | None:
        some = replace(
            question,
            avoid=tuple(s for s in question.avoid if s in shut),
            close=tuple(c for c in question.close if c in shut),
        )
        opening = network.opening(
            avoid=some.avoid,
            close=some.close,
            year=some.year,
            also=some.also,
            use=some.use,
        )
        found = _best(g, _weight(network, g, some, opening), *ends)
        return None if found is None else _met(network, g, found, ends[0][0], everything)

    blocking = minimum_hitting_set(around) or frozenset()
    order = [name for name in everything if name in blocking]
    reopening = _reopening(around, everything) if blocking else ()
    return Route(
        origin=_said(origin),
        destination=_said(destination),
        feasible=False,
        blocking=tuple(order),
        reopening=reopening,
        reason=_why(_said(origin), _said(destination), question, order, reopening),
    )


def _reopening(around: Around, everything: Sequence[str]) -> tuple[str, ...]:
    """Find the smallest set of vetoes whose lifting opens a way, by size and then by order.

    Any way left under fewer vetoes shows what it would take to lift; the search starts from the
    way under none, whose crossings are an upper bound, and tries smaller sets.
    """
    whole = frozenset(everything)
    bound = around(frozenset()) or whole
    for size in range(1, len(bound)):
        for lifted in combinations(everything, size):
            if around(whole - set(lifted)) is not None:
                return lifted
    return tuple(name for name in everything if name in bound)


def _why(
    origin: str,
    destination: str,
    question: Question,
    blocking: Sequence[str],
    reopening: Sequence[str],
) -> str:
    by = " or ".join(question.modes) if question.modes else "any mode"
    what = question.good or "goods"
    when = f" in {question.year}" if question.year is not None else ""
    said = f"no way for {what} from {origin} to {destination} by {by}{when}"
    if not blocking:
        return said + ", with or without the vetoes"
    cut = " and ".join(blocking)
    reopen = " and ".join(reopening)
    return (
        f"{said} while {cut} {'is' if len(blocking) == 1 else 'are'} shut; {reopen} would reopen it"
    )


# ---------------------------------------------------------------- several


def alternatives(
    network: Network,
    origin: str,
    destination: str,
    *,
    most: int = 3,
    alike: float = 0.6,
    **asked: Any,
) -> tuple[Route, ...]:
    """Find ways that really differ, the best first.

    most : at most so many; alike : two ways may share this share of the shorter's kilometres;
    asked : as for `route`. Edges of ways found get dearer until another way comes up (k shortest
    paths would be the same way with another siding).
    """
    best = route(network, origin, destination, **asked)
    if not best.feasible or not best.legs:
        return (best,)
    question = _question(**asked)
    ends = _ends(network, origin, destination, question)
    g = graph(network, question.good)
    opening = network.opening(
        avoid=question.avoid,
        close=question.close,
        year=question.year,
        also=question.also,
        use=question.use,
    )
    weight = _weight(network, g, question, opening)
    found, used = [best], _arcs_of(network, g, best)
    for _ in range(TRIALS):
        if len(found) == most:
            break
        weight = weight.copy()
        weight[used] *= STEEPER
        arcs = _best(g, weight, *ends)
        if arcs is None:
            break
        used = np.union1d(used, arcs)
        other = _told(network, g, arcs, ends)
        if all(_shared(network, one, other) <= alike for one in found):
            found.append(other)
    return tuple(sorted(found, key=lambda r: float(getattr(r, question.by))))


def _arcs_of(network: Network, g: Graph, found: Route) -> Small:
    names = {e for leg in found.legs for e in leg.edges}
    on = np.array([n in names for n in network.edges.name])
    arcs: Small = np.flatnonzero(on[g.edge] & (g.edge >= 0)).astype(np.int32)
    return arcs


def _shared(network: Network, one: Route, two: Route) -> float:
    """Share of the shorter route's kilometres that both use."""
    km = dict(zip(network.edges.name, network.edges.km, strict=True))
    edges = [{e for leg in r.legs for e in leg.edges} for r in (one, two)]
    common = sum(float(km[e]) for e in edges[0] & edges[1])
    return common / max(min(one.km, two.km), 1e-9)


def matrix(
    network: Network,
    places: Sequence[str],
    *,
    avoid: Iterable[str] = (),
    close: Iterable[str] = (),
    modes: Iterable[str] | None = None,
    good: str | None = None,
    by: str = "hours",
    year: int | None = None,
    also: Iterable[str] = (),
    use: Iterable[str] = (),
) -> Array:
    """Hours, km or cost between all pairs of places, (P, P); inf where there is no way.

    A place in a vetoed state is cut off: inf in its row and column, 0 on the diagonal.
    """
    question = _question(
        avoid=avoid, close=close, modes=modes, good=good, by=by, year=year, also=also, use=use
    )
    g = graph(network, good)
    opening = network.opening(
        avoid=question.avoid,
        close=question.close,
        year=year,
        also=question.also,
        use=question.use,
    )
    weight = _weight(network, g, question, opening)
    answer = g.table(weight, [network.place(p) for p in places])
    np.fill_diagonal(answer, 0)
    return answer
