"""A way through the network, told by its legs, its states and its passages."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from accord.engines.corridor.graph import GATE, Graph
from accord.engines.corridor.network import Network
from accord.engines.corridor.search import Ends


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


def told(network: Network, g: Graph, arcs: list[int], ends: Ends) -> Route:
    """Tell a path of arcs; none, where origin and destination are the same place."""
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
