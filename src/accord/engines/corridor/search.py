"""The search for one way: where it may begin and end, what each arc weighs, the best path."""

from collections.abc import Sequence

import numpy as np

from accord.axes import Array, Mask
from accord.engines.corridor.graph import Graph, without_limit
from accord.engines.corridor.network import Network, Opening
from accord.engines.corridor.question import Question
from accord.errors import InputError

Ends = tuple[tuple[int, ...], tuple[int, ...]]


def _several(names: str | Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def said(names: str | Sequence[str]) -> str:
    """Name the places that were asked for, as a message does."""
    return " or ".join(_several(names))


def ends(
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
        ("origin", "destination"), (said(origin), said(destination)), both, strict=True
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


def weights(network: Network, g: Graph, question: Question) -> Array:
    """Weigh each arc by what is asked; inf where it is shut, of another mode or another line."""
    opening, lines = question.opening(network), question.lines
    on = usable(network, g, opening, question.good, question.modes, named=bool(lines))
    if lines:
        only = np.array([line in lines for line in network.edges.line])
        on &= only[g.edge] | (g.edge < 0)
    return np.where(on, g.weight(question.by), np.inf)


def usable(
    network: Network,
    g: Graph,
    opening: Opening,
    good: str | None,
    modes: Sequence[str] | None,
    *,
    named: bool = False,
) -> Mask:
    """Arcs that a good may use by these modes, (A,); see `without_limit` for railways.

    named : its lines are named, and railways among them are taken as they are
    """
    on = g.open_arcs(opening)
    if not named and "rail" not in (modes or ()):
        on &= ~without_limit(network, g, network.cargo(good))
    if modes is not None:
        on &= np.array([m in modes for m in network.edges.mode])[g.edge] | (g.edge < 0)
    return on


def best(
    g: Graph, weight: Array, starts: tuple[int, ...], stops: tuple[int, ...]
) -> list[int] | None:
    """Arcs of the best path between places, [] where they are the same, None without any."""
    if set(starts) & set(stops):
        return []
    targets = [v for p in stops for v in g.at.get(p, ())]
    sources = [v for p in starts for v in g.at.get(p, ())]
    if not targets or not sources:
        return None
    return g.way(weight, sources, targets)
