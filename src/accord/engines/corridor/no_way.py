"""That there is no way: which vetoes and closures cut them all, and which lifted open one."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from accord.engines.corridor.graph import Graph
from accord.engines.corridor.minimum_hitting_set import Around, minimum_hitting_set
from accord.engines.corridor.network import Network
from accord.engines.corridor.question import Question
from accord.engines.corridor.search import Ends, best, weights
from accord.engines.corridor.way import Route, places_on


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


def infeasible(
    network: Network,
    g: Graph,
    origin: str,
    destination: str,
    question: Question,
    ends: Ends,
) -> Route:
    """Answer where no way is open: what cuts them all, and what would open one."""
    everything = (*question.avoid, *question.close)

    def around(shut: frozenset[str]) -> frozenset[str] | None:
        some = replace(
            question,
            avoid=tuple(s for s in question.avoid if s in shut),
            close=tuple(c for c in question.close if c in shut),
        )
        found = best(g, weights(network, g, some), *ends)
        return None if found is None else _met(network, g, found, ends[0][0], everything)

    blocking = minimum_hitting_set(around) or frozenset()
    order = [name for name in everything if name in blocking]
    reopening = _reopening(around, everything) if blocking else ()
    return Route(
        origin=origin,
        destination=destination,
        feasible=False,
        blocking=tuple(order),
        reopening=reopening,
        reason=_why(origin, destination, question, order, reopening),
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
