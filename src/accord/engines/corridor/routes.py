"""Routes: the fastest, shortest or cheapest way under vetoes, closures, modes and gauge breaks.

That there is none is an answer: the route then names the smallest set of vetoes and closures that
is enough to cut every way (`blocking`), and the smallest that has to go for a way to open
(`reopening`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from accord.axes import Array
from accord.engines.corridor.graph import Graph, Small, graph
from accord.engines.corridor.network import Network
from accord.engines.corridor.no_way import infeasible
from accord.engines.corridor.question import Question, put
from accord.engines.corridor.search import best, ends, said, weights
from accord.engines.corridor.way import Route, told

STEEPER = 1.3  # how much dearer an edge gets each time that a route has used it
TRIALS = 30


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
    question = put(
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
    question = replace(question, close=tuple(network.passage(c).name for c in question.close))
    places = ends(network, origin, destination, question)
    g = graph(network, question.good)
    found = best(g, weights(network, g, question), *places)
    if found is None:
        return infeasible(network, g, said(origin), said(destination), question, places)
    return told(network, g, found, places)


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
    first = route(network, origin, destination, **asked)
    if not first.feasible or not first.legs:
        return (first,)
    question = put(**asked)
    places = ends(network, origin, destination, question)
    g = graph(network, question.good)
    weight = weights(network, g, question)
    found, used = [first], _arcs_of(network, g, first)
    for _ in range(TRIALS):
        if len(found) == most:
            break
        weight = weight.copy()
        weight[used] *= STEEPER
        arcs = best(g, weight, *places)
        if arcs is None:
            break
        used = np.union1d(used, arcs)
        other = told(network, g, arcs, places)
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
    question = put(
        avoid=avoid, close=close, modes=modes, good=good, by=by, year=year, also=also, use=use
    )
    g = graph(network, good)
    found = g.table(weights(network, g, question), [network.place(p) for p in places])
    np.fill_diagonal(found, 0)
    return found
