"""The fewest states or passages whose closure cuts a supply altogether: a minimum hitting set."""

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from accord.axes import Array, Mask
from accord.engines.corridor.graph import Graph, graph
from accord.engines.corridor.minimum_hitting_set import minimum_hitting_set
from accord.engines.corridor.network import Network
from accord.engines.corridor.search import usable
from accord.engines.corridor.way import passages_on, places_on
from accord.errors import InputError
from accord.names import require

TINY = 1e-6  # weight of cost where ways are to meet as few borders and passages as can be


def cut(
    network: Network,
    origin: str,
    destination: str,
    *,
    good: str | None = None,
    kinds: Iterable[str] = ("state", "passage"),
    year: int | None = None,
    also: Iterable[str] = (),
    modes: Iterable[str] | None = None,
    never: Iterable[str] = (),
) -> tuple[str, ...] | None:
    """Find the fewest states or passages whose closure cuts a supply altogether.

    kinds : what may close: "state", "passage" or both; `never` are those that can't. The states of
        origin and destination don't count. None where a way runs through nothing that may close.
    """
    kinds, never = tuple(kinds), frozenset(never)
    for kind in kinds:
        require("kind", kind, ("state", "passage"))
    g = graph(network, good)
    ends = (
        network.ends(origin, good, start=True),
        network.ends(destination, good, start=False),
    )
    own = {network.state[p] for places in ends for p in places}
    opening = network.opening(year=year, also=also)
    on = usable(network, g, opening, good, None if modes is None else tuple(modes))
    base = np.where(on, g.cost, np.inf) * TINY + _entries(network, g, kinds, own | never)
    sources = [v for p in ends[0] for v in g.at.get(p, ())]
    targets = [v for p in ends[1] for v in g.at.get(p, ())]
    if not targets:
        raise InputError(f"{destination} takes no {good or 'goods'} in the network")

    def around(shut: frozenset[str]) -> frozenset[str] | None:
        nodes, edges = _shut(network, shut)
        on = ~(nodes[g.tail_place] | nodes[g.head_place] | (edges[g.edge] & (g.edge >= 0)))
        weight = np.where(on, base, np.inf)
        distance, before = g.paths(weight, sources)
        end = min(targets, key=lambda v: float(distance[v]))
        if not np.isfinite(distance[end]):
            return None
        arcs = g.trail(weight, before, end)
        places = places_on(g, arcs, int(g.place[end]))
        met: set[str] = set()
        if "state" in kinds:
            met |= {network.state[p] for p in places} - own - {""}
        if "passage" in kinds:
            met |= set(passages_on(network, places, [int(e) for e in g.edge[arcs]]))
        return frozenset(met - never)

    found = minimum_hitting_set(around)
    return None if found is None else tuple(sorted(found))


def _entries(network: Network, g: Graph, kinds: Sequence[str], exempt: Collection[str]) -> Array:
    """Count what each arc enters that may close, so that the ways asked for meet little."""
    count = np.zeros(len(g.tail))
    if "state" in kinds:
        state = np.array(network.state, dtype=object)
        one, two = state[g.tail_place], state[g.head_place]
        count += (one != two) & ~np.isin(two.astype(str), ["", *exempt])
    if "passage" in kinds:
        for name, passage in network.passages.items():
            if name not in exempt:
                inside = passage.nodes[g.head_place] & ~passage.nodes[g.tail_place]
                count += inside | (passage.edges[g.edge] & (g.edge >= 0))
    return count


def _shut(network: Network, names: Iterable[str]) -> tuple[Mask, Mask]:
    nodes = np.zeros(len(network.node), dtype=bool)
    edges = np.zeros(len(network.edges.name), dtype=bool)
    for name in names:
        if name in network.passages:
            nodes |= network.passages[name].nodes
            edges |= network.passages[name].edges
        else:
            nodes |= network.state_mask(name)
    return nodes, edges
