"""Ways under what a scenario shuts and opens."""

from dataclasses import replace
from typing import Any

from accord.solve import Corridors, Shut
from accord.solve.routes import place_of, routes
from accord.study.question import RouteQ


def way_of(question: RouteQ, shut: Shut, corridors: Corridors) -> dict[str, Any]:
    """Find a way with what is shut and opened on it, as `solve.routes` tells it."""
    return routes(
        corridors,
        question.origin,
        question.destination,
        avoid=(*question.avoid, *sorted(shut.avoid)),
        close=sorted(shut.close),
        use=sorted(shut.use),
        modes=question.modes,
        good=question.good,
        by=question.by,
    )


def without_ends(
    shut: Shut,
    corridors: Corridors,
    ends: tuple[str | tuple[str, ...], str | tuple[str, ...]],
    good: str | None,
) -> Shut:
    """Give what is shut without vetoes by a state in which the way begins or may end."""
    network = corridors.network
    places = [
        place
        for names, start in zip(ends, (True, False), strict=True)
        for name in ((names,) if isinstance(names, str) else names)
        for place in network.ends(place_of(corridors, name), good, start=start)
    ]
    return replace(shut, avoid=shut.avoid - {network.state[place] for place in places})
