"""Metrics read off ways through the network: whether there is one, how long, how far, how dear.

A scenario counts in full force: what it shuts is shut, what it opens runs. A veto stops what passes
through a state: it is no bar to a way that begins or ends there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from accord.engines import corridor
from accord.engines.corridor import Route
from accord.measures.corridor import (
    ROUTE_COST,
    ROUTE_DAYS,
    ROUTE_EXISTS,
    ROUTE_KM,
    Way,
    WayLength,
)
from accord.names import CONTAINERS, ScenarioName
from accord.numbers import value_text
from accord.study import Cells, Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.record import members
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import plain, sentence

APPROXIMATE = "a curated network: rates by mode and border, not tariffs of any one contract"


@implements(ROUTE_EXISTS)
def route_exists(p: Way, q: Inquiry) -> Reading:
    """Ask for the best way, and see whether there is one."""
    found = _route(p, p.scenario, q)
    ends = _ends(p, p.scenario, q)
    finding = (
        f"a way leads {ends}, through {wording.states(found.states, q.world)}."
        if found.feasible
        else f"no way leads {ends}: {found.reason}."
    )
    return _way(p, q, found, float(found.feasible), f"whether a way leads {ends}", finding)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Length:
    """What is measured of a way: how it is read, its unit, and the verb that goes with it."""

    of: Callable[[Route], float]
    unit: str
    verb: str
    what: str


DAYS = _Length(of=lambda way: way.hours / 24, unit="days", verb="takes", what="days")
KM = _Length(of=lambda way: way.km, unit="km", verb="is", what="km")
COST = _Length(of=lambda way: way.cost, unit="usd_per_t", verb="costs", what="cost a tonne")


@implements(ROUTE_DAYS)
def route_days(p: WayLength, q: Inquiry) -> Reading:
    """Ask for the best way, and say how long it takes, waiting included."""
    return _length(p, q, DAYS)


@implements(ROUTE_KM)
def route_km(p: WayLength, q: Inquiry) -> Reading:
    """Ask for the best way, and say how long it is."""
    return _length(p, q, KM)


@implements(ROUTE_COST)
def route_cost(p: WayLength, q: Inquiry) -> Reading:
    """Ask for the best way, and say what it costs a tonne."""
    return _length(p, q, COST)


def _length(p: WayLength, q: Inquiry, length: _Length) -> Reading:
    """Measure the best way, and take off the one under another scenario where one is named."""
    found = _feasible(p, p.scenario, q)
    ends = _ends(p, p.scenario, q)
    through = f"through {wording.states(found.states, q.world)}"
    if p.against is None:
        finding = f"the way {ends} {length.verb} {{value}}, {through}."
        return _way(p, q, found, length.of(found), f"{length.what} {ends}", finding)
    other = _feasible(p, p.against, q)
    before = value_text(length.of(other), unit=length.unit)
    against = wording.scenario(p.against, q.case)
    finding = (
        f"the way {ends} {length.verb} {{value}} more than under '{against}', where it "
        f"{length.verb} {before}, {through}."
    )
    text = f"{length.what} {ends}, against '{against}'"
    return _way(p, q, found, length.of(found) - length.of(other), text, finding)


def _feasible(p: WayLength, scenario: ScenarioName | None, q: Inquiry) -> Route:
    """Give the best way under a scenario; refused, with the reason, where there is none."""
    found = _route(p, scenario, q)
    if not found.feasible:
        raise Untestable(found.reason)
    return found


def _route(p: Way | WayLength, scenario: ScenarioName | None, q: Inquiry) -> Route:
    """Ask the network for the best way."""
    year = p.year or q.world.year
    q.study.corridors.require_year(year)
    there = q.network.states
    travels = None if p.good == CONTAINERS else p.good
    avoided = set(members(p.avoid, year, q.world))
    origin, destination = (_end(name, year, avoided, q) for name in (p.origin, p.destination))
    if shared := [name for name in origin if name in destination and name in q.world.states]:
        who = wording.states(shared, q.world)
        raise Untestable(f"{who} is at both ends of the way")
    shut = q.shut_on_way(scenario, origin, destination, travels)
    return corridor.route(
        q.network,
        origin,
        destination,
        avoid=[s for s in (*members(p.avoid, year, q.world), *sorted(shut.avoid)) if s in there],
        close=(*p.close, *sorted(shut.close)),
        use=sorted(shut.use),
        modes=p.modes or None,
        good=travels,
        by=p.by,
        year=year,
    )


def _end(name: str, year: int, avoided: set[str], q: Inquiry) -> tuple[str, ...]:
    """Give a place or state, of a bloc the members that the network holds and nobody avoids."""
    if name not in q.world.blocs:
        return (name,)
    there = [s for s in q.world.bloc(name, year) if s in q.network.states]
    if not there:
        raise Untestable(f"the network does not cover {wording.states(name, q.world)}")
    left = tuple(s for s in there if s not in avoided)
    if not left:
        raise Untestable(f"all of {wording.states(name, q.world)} is to be avoided")
    return left


def _ends(p: Way | WayLength, scenario: ScenarioName | None, q: Inquiry) -> str:
    """Say from where to where, around whom, and under what."""
    start, end = (place(name, q) for name in (p.origin, p.destination))
    avoided = [*(wording.states(s, q.world) for s in p.avoid), *map(plain, p.close)]
    without = f" without {wording.listed(avoided, 'or')}" if avoided else ""
    goods = f" for {wording.good(p.good, q.world)}" if p.good else ""
    under = f" under '{wording.scenario(scenario, q.case)}'" if scenario else ""
    return f"from {start} to {end}{goods}{without}{under}"


def place(name: str, q: Inquiry) -> str:
    """Name an end of a way: a state or bloc in words, a place as it is written."""
    known = {*q.world.states, *q.world.blocs}
    return wording.states(name, q.world) if name in known else name


def _way(
    p: Way | WayLength, q: Inquiry, found: Route, value: float, text: str, finding: str
) -> Reading:
    """Show a way leg by leg, or why there is none."""
    year = p.year or q.world.year
    legs = tuple(
        (leg.start, leg.end, leg.mode, leg.line, leg.km, leg.hours, leg.source_status)
        for leg in found.legs
    )
    through = f"through {wording.states(found.states, q.world)}" if found.feasible else found.reason
    notes = [through, APPROXIMATE]
    if found.from_memory:
        notes.append(f"{found.from_memory} of {len(legs)} legs rest on what is only remembered")
    q.note(*(Cells(table="corridors", line=leg.line, years=(year,)) for leg in found.legs))
    return Reading(
        values=value,
        text=f"{text}, best by {p.by}, {year}",
        finding=sentence(finding),
        sources=("accord-corridors",),
        year=year,
        table=Table(
            caption="the way, leg by leg",
            columns=(
                ("from", ""),
                ("to", ""),
                ("mode", ""),
                ("line", ""),
                ("distance", "km"),
                ("time", "hours"),
                ("source", ""),
            ),
            rows=legs,
        ),
        notes=tuple(notes),
    )
