"""Routes through the World's network of corridors, with what a reader asks next.

Which way, through whom, how long, how dear: the engine says. Here that answer gets its year, other
ways that really differ, and one sentence. Where there is no way, the sentence says which vetoes are
to blame and what would reopen one, or which way there is by other means.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from accord.engines.corridor import Leg, Network, Route, alternatives, route
from accord.errors import InputError, UnknownNameError
from accord.names import fold, require
from accord.solve.corridors import Corridors
from accord.world import World

MODES = ("rail", "road", "sea", "ferry", "pipeline", "oil-pipeline", "gas-pipeline")
PIPELINES = ("oil-pipeline", "gas-pipeline")
SHIPS = {
    "crude-oil": "tanker",
    "oil-products": "tanker",
    "lng": "LNG carrier",
    "natural-gas": "LNG carrier",
}
LONGEST_SHORT_NAME = 5  # letters of a line's name that is said in capitals: BTC, TANAP


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for, apart from the two ends."""

    avoid: tuple[str, ...]
    close: tuple[str, ...]
    use: tuple[str, ...]
    modes: tuple[str, ...]  # as the user named them; none for all
    good: str | None
    by: str
    year: int

    def options(self, *, any_mode: bool = False) -> dict[str, Any]:
        """Give the options of the engine."""
        modes = [m for mode in self.modes for m in (PIPELINES if mode == "pipeline" else (mode,))]
        return {
            "avoid": self.avoid,
            "close": self.close,
            "use": self.use,
            "modes": None if any_mode or not modes else tuple(dict.fromkeys(modes)),
            "good": self.good,
            "by": self.by,
            "year": self.year,
        }


def routes(
    corridors: Corridors,
    origin: str,
    destination: str,
    *,
    avoid: Iterable[str] = (),
    close: Iterable[str] = (),
    use: Iterable[str] = (),
    modes: Iterable[str] = (),
    good: str | None = None,
    by: str = "hours",
    year: int | None = None,
    others: int = 0,
) -> dict[str, Any]:
    """Find the best way from origin to destination, and others that really differ.

    Parameters
    ----------
    origin, destination : places or states, by any of their names
    avoid : states whose territory is shut, a bloc standing for its members
    close : passages, lines, places or edges that are shut
    use : lines that run though they don't in that year
    modes : rail, road, sea, ferry, pipeline, oil-pipeline, gas-pipeline; all where none is named
    good : what travels; goods in containers where None. A pipeline carries its own good alone
    by : hours, km or cost
    year : what ran in that year; the World's where None
    others : how many other ways to find at most

    Returns
    -------
    feasible, km, hours, cost (US$ a tonne; null where there is no way), states from origin to
    destination, legs, blocking (the smallest set of vetoes and closures that is enough to cut every
    way), reopening (the smallest whose lifting opens one), passages, from_memory (legs that rest on
    what is only remembered), says (one sentence), alternatives (the same of other ways), otherwise
    (the way by other modes where those asked for have none, or null), and what was asked.

    Raises
    ------
    UnknownNameError
        No such place, state, passage, mode or good.
    InputError
        A veto on the origin or destination itself, a closure of what doesn't run in that year.
    """
    world, network = corridors.world, corridors.network
    asked = Asked(
        avoid=_states(corridors, avoid),
        close=tuple(close),
        use=tuple(use),
        modes=tuple(require("mode", mode, MODES) for mode in modes),
        good=None if good is None else _good(world, network, good),
        by=by,
        year=world.year if year is None else year,
    )
    if others < 0:
        raise InputError(f"{others} other ways cannot be found; 0 or more is right")
    corridors.require_year(asked.year)
    ends = place_of(corridors, origin), place_of(corridors, destination)
    best = route(network, *ends, **asked.options())
    ways: tuple[Route, ...] = (best,)
    if best.feasible and others:
        ways = alternatives(network, *ends, most=others + 1, **asked.options())
    other = None if best.feasible else _by_any_mode(network, ends, asked)
    return {
        **_told(network, best),
        "says": _sentence(network, (origin, destination), asked, best, other),
        "alternatives": [_told(network, way) for way in ways if way != best],
        "otherwise": None if other is None else _told(network, other),
        "year": asked.year,
        "by": by,
        "good": good,
        "avoid": list(asked.avoid),
        "close": list(asked.close),
        "modes": list(asked.modes),
    }


def _good(world: World, network: Network, good: str) -> str:
    known = sorted({*world.goods, *network.cargoes} - {"any"})
    inside = [name for name in known if good.casefold() in name]
    if good not in known and inside:
        raise UnknownNameError(f'no good "{good}"; did you mean {_list(inside, "or")}?')
    return require("good", good, known)


def _states(corridors: Corridors, names: Iterable[str]) -> tuple[str, ...]:
    """Turn states, by code or everyday name, and blocs into states that the network has."""
    world, network = corridors.world, corridors.network
    found: dict[str, None] = {}
    for name in names:
        code = world.tables.state_called(name) or name
        if code not in world.states and code not in world.blocs:
            known = (*network.states, *world.states, *world.blocs)
            require("state", name, known, where="in the network")
        some = world.expand(code) if code in world.blocs else (code,)
        found.update(dict.fromkeys(state for state in some if state in network.states))
    return tuple(found)


def place_of(corridors: Corridors, name: str) -> str:
    """Give a place as it is, and the everyday name of a state as its code."""
    network = corridors.network
    if fold(name) in network.places:
        return name
    code = corridors.world.tables.state_called(name)
    if code in corridors.world.states and code not in network.states:
        raise UnknownNameError(f"the network does not cover {corridors.world.name(str(code))}")
    return code if code in network.state else name


def _told(network: Network, way: Route) -> dict[str, Any]:
    """Give a way as plain values, with a title for each place and line."""
    told = way.to_dict()
    for leg, own in zip(told["legs"], way.legs, strict=True):
        leg["title"] = _line(network, own)
        leg["from_title"] = _title(network, own.start)
        leg["to_title"] = _title(network, own.end)
    return told


def _title(network: Network, place: str) -> str:
    return network.title[network.node.index(place)]


def _line(network: Network, leg: Leg) -> str:
    """Name the line of a leg: a pipeline by its short name where it has one, as BTC has."""
    e = network.edges
    short = leg.line.upper()
    if leg.mode in PIPELINES and len(short) <= LONGEST_SHORT_NAME:
        return short
    return e.title[e.line.index(leg.line)] if leg.line in e.line else leg.line


def _by_any_mode(network: Network, ends: tuple[str, str], asked: Asked) -> Route | None:
    """Find the way by whatever the good can use, where the modes asked for have none."""
    if not asked.modes or asked.good is None:
        return None
    other = route(network, *ends, **asked.options(any_mode=True))
    return other if other.feasible else None


def _sentence(
    network: Network, ends: tuple[str, str], asked: Asked, best: Route, other: Route | None
) -> str:
    """Say in one sentence which way there is, or why there is none."""
    names = " → ".join(ends)
    if best.feasible:
        return f"{names} in {asked.year}: {summary(network, best, asked.good)}"
    means = " or ".join(asked.modes)
    what = f" for {asked.good}" if asked.good and "pipeline" not in means else ""
    said = f"no {means + ' ' if means else ''}route {names}{what} in {asked.year}"
    if best.blocking:
        verb = "is" if len(best.blocking) == 1 else "are"
        said += f" while {_list(best.blocking, 'and')} {verb} shut; {_reopening(best)}"
    elif asked.avoid or asked.close:
        said += ", with or without the vetoes"
    if asked.good is None and "pipeline" in means:
        return f"{said}; a pipeline carries its own good alone, and none is named"
    if other is None:
        return said
    return f"{said}; by {_means(other)}: {summary(network, other, asked.good)}"


def _reopening(best: Route) -> str:
    """Say what would have to go for a way to open."""
    lifted = _list(best.reopening, "and")
    return f"lifting {lifted} {'alone reopens' if len(best.reopening) == 1 else 'would reopen'} one"


def _means(way: Route) -> str:
    kinds = [leg.mode for leg in way.legs if leg.mode != "transfer"]
    short = ["pipeline" if mode in PIPELINES else mode for mode in kinds]
    return _list(tuple(dict.fromkeys(short)), "and")


def summary(network: Network, way: Route, good: str | None = None) -> str:
    """Say a way in a line: what carries it to where, and how far in all."""
    pieces = []
    carried = [leg for leg in way.legs if leg.mode != "transfer"]
    for kind, group in groupby(carried, key=lambda leg: _kind(network, leg, good)):
        *_, last = group
        pieces.append(f"{kind} to {_title(network, last.end)}")
    return ", ".join([*pieces, f"{way.km:,.0f} km"])


def _kind(network: Network, leg: Leg, good: str | None) -> str:
    """Say what carries a leg in one word, or a pipeline by its name."""
    if leg.mode in PIPELINES:
        return _line(network, leg)
    return SHIPS.get(good or "", "ship") if leg.mode == "sea" else leg.mode


def _list(names: Sequence[str], word: str) -> str:
    return f" {word} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
