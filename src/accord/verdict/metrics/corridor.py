"""Metrics read off the network of corridors: ways, capacities, and who must be passed."""

from dataclasses import replace

import numpy as np

from accord.engines import corridor
from accord.engines.corridor import Demand, Exposure, Network, Route
from accord.measures.corridor import (
    CLOSURE_LOSS,
    CORRIDOR_CAPACITY,
    ROUTE_DAYS,
    ROUTE_EXISTS,
    TRANSIT_SHARE,
    TRANSIT_SHARE_REMOVED,
    ClosureLoss,
    CorridorCapacity,
    TransitShare,
    TransitShareChange,
    Way,
)
from accord.solve import network_of
from accord.verdict.evidence import Evidence
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements, percent

APPROXIMATE = "a curated network: rates by mode and border, not tariffs of any one contract"
EVERYTHING = 1e4  # Mt or bcm a year: more than any way carries


def _route(p: Way, evidence: Evidence) -> Route:
    """Ask the network for the best way."""
    return corridor.route(
        network_of(evidence.world),
        p.origin,
        p.destination,
        avoid=_states(p.avoid, evidence),
        close=p.close,
        modes=p.modes or None,
        good=p.good,
        by=p.by,
        year=p.year or evidence.world.year,
    )


def _states(named: tuple[str, ...], evidence: Evidence) -> list[str]:
    """Give the states that are named, a bloc standing for its members."""
    return [state for name in named for state in evidence.world.expand(name)]


def _reading(p: Way, evidence: Evidence, found: Route, value: float, what: str) -> Reading:
    """Show a way leg by leg, or why there is none."""
    without = f" without {', '.join(p.avoid)}" if p.avoid else ""
    legs = tuple(
        (leg.start, leg.end, leg.mode, leg.line, leg.km, leg.hours, leg.source_status)
        for leg in found.legs
    )
    notes = [f"through {', '.join(found.states)}" if found.feasible else found.reason, APPROXIMATE]
    if found.from_memory:
        notes.append(f"{found.from_memory} of {len(legs)} legs rest on what is only remembered")
    return Reading(
        values=value,
        text=f"{what} from {p.origin} to {p.destination}{without}, best by {p.by}",
        sources=("accord-corridors",),
        year=p.year or evidence.world.year,
        table=Table(
            caption="the way, leg by leg",
            columns=(
                ("from", ""),
                ("to", ""),
                ("mode", ""),
                ("line", ""),
                ("km", ""),
                ("hours", ""),
                ("source", ""),
            ),
            rows=legs,
        ),
        notes=tuple(notes),
    )


@implements(ROUTE_EXISTS)
def route_exists(p: Way, evidence: Evidence) -> Reading:
    """Whether a way exists that avoids the states and passages: 1 or 0."""
    found = _route(p, evidence)
    return _reading(p, evidence, found, float(found.feasible), "a way")


@implements(ROUTE_DAYS)
def route_days(p: Way, evidence: Evidence) -> Reading:
    """How long the best way takes, waiting included; untestable where there is none."""
    found = _route(p, evidence)
    if not found.feasible:
        raise Untestable(found.reason)
    return _reading(p, evidence, found, found.hours / 24, "days")


@implements(CORRIDOR_CAPACITY)
def corridor_capacity(p: CorridorCapacity, evidence: Evidence) -> Reading:
    """How much of a good the running lines and ports could carry a year, were it all theirs."""
    world = evidence.world
    network = network_of(world)
    year = p.year or world.year
    unit = network.cargo(p.good).unit
    ends = [s for s in world.expand(p.destination) if s in network.states]
    wanted = [
        Demand(good=p.good, origins=(p.origin,), destination=s, quantity=EVERYTHING, unit=unit)
        for s in ends
    ]
    found = corridor.capacity(
        network, wanted, avoid=_states(p.avoid, evidence), close=p.close, year=year
    )
    carried = [c for c in found.carried if c.quantity > 0]
    factor = _tonnes(p.good, unit, evidence)
    unlimited = float(found.delivered.sum()) >= EVERYTHING
    return Reading(
        values=float(found.delivered.sum()) * factor,
        text=f"capacity for {p.good} from {p.origin} to {p.destination}"
        + (f" without {', '.join(p.avoid)}" if p.avoid else "")
        + f", {year}",
        sources=("accord-corridors",),
        year=year,
        table=Table(
            caption="ways that fill up",
            columns=(("through", ""), ("lines", ""), (unit, "")),
            rows=tuple(
                (" ".join(c.states), ", ".join(dict.fromkeys(c.lines)), c.quantity)
                for c in sorted(carried, key=lambda c: -c.quantity)[:12]
            ),
        ),
        notes=(
            "somewhere on the way no capacity is known: read it as 'not limited here'",
            APPROXIMATE,
        )
        if unlimited
        else (APPROXIMATE,),
    )


@implements(CLOSURE_LOSS)
def closure_loss(p: ClosureLoss, evidence: Evidence) -> Reading:
    """Share of a buyer's recorded imports from the suppliers that a closure takes for good."""
    world = evidence.world
    network, year = network_of(world), p.year or world.year
    unit = network.cargo(p.good).unit
    wanted = _wanted(p, evidence, network, unit)
    if not wanted:
        raise Untestable(f"{p.buyer} imports no {p.good} from {', '.join(p.suppliers)} in {year}")
    supplies: dict[tuple[str | None, str], float] = {
        (p.good, seller): amount * (1 + p.spare)
        for seller, amount in _sent(p, evidence, network, unit).items()
    }
    found = corridor.closure(
        network,
        wanted,
        avoid=_states(p.avoid, evidence),
        close=p.close,
        supplies=supplies,
        year=year,
    )
    total = sum(d.quantity for d in wanted)
    ends = [d.destination for d in wanted]
    return Reading(
        values=round(float(found.lost.sum() / total), 9),
        text=f"share of {p.buyer}'s {p.good} from {', '.join(p.suppliers)} lost when "
        f"{', '.join((*p.close, *p.avoid))} closes, {year}",
        sources=("baci", "accord-corridors"),
        year=year,
        table=Table(
            caption=f"by buyer, {unit}",
            columns=(("buyer", ""), ("wanted", ""), ("ran through", ""), ("lost", "")),
            rows=tuple(
                (end, d.quantity, float(hit), float(lost))
                for end, d, hit, lost in zip(ends, wanted, found.hit, found.lost, strict=True)
            ),
        ),
        notes=(
            "the most that other ways could give back: no contract or pressure limits them here",
            APPROXIMATE,
        ),
    )


def _sent(p: ClosureLoss, evidence: Evidence, network: Network, unit: str) -> dict[str, float]:
    """What each supplier is recorded to send to the buyer, in the unit of capacities."""
    world = evidence.world
    mass = world.recorded(p.good, p.year).mass_t
    columns = [world.index(s) for s in world.expand(p.buyer) if s in network.states]
    factor = _tonnes(p.good, unit, evidence)
    return {
        s: float(mass[world.index(s), columns].sum()) / factor
        for s in _states(p.suppliers, evidence)
        if s in network.states
    }


def _wanted(p: ClosureLoss, evidence: Evidence, network: Network, unit: str) -> list[Demand]:
    """Recorded imports by buying state, each from its suppliers, in the unit of capacities."""
    world = evidence.world
    mass = world.recorded(p.good, p.year).mass_t
    sellers = [s for s in _states(p.suppliers, evidence) if s in network.states]
    rows = [world.index(s) for s in sellers]
    factor = _tonnes(p.good, unit, evidence)
    amounts = {
        state: float(mass[rows, world.index(state)].sum()) / factor
        for state in world.expand(p.buyer)
        if state in network.states and state not in sellers
    }
    return [
        Demand(good=p.good, origins=tuple(sellers), destination=state, quantity=q, unit=unit)
        for state, q in amounts.items()
        if q > 0
    ]


@implements(TRANSIT_SHARE)
def transit_share(p: TransitShare, evidence: Evidence) -> Reading:
    """Share of a state's exports or imports of a good that passes a state, passage or line."""
    found, year = _exposed(p, evidence)
    value = found.used if p.measure == "used" else found.must
    if not np.isfinite(value):
        raise Untestable(
            f"no split of {p.state}'s {p.direction}s of {p.good} over routes is known up to {year}",
            "the quantities by route, with a source",
        )
    return _exposure_reading(p, found, year, value, (f"share through {p.through}",))


@implements(TRANSIT_SHARE_REMOVED)
def transit_share_removed(p: TransitShareChange, evidence: Evidence) -> Reading:
    """By how much a scenario lowers the share of exports that must pass a state or passage."""
    asked = TransitShare(state=p.state, good=p.good, through=p.through, year=p.year)
    today, year = _exposed(asked, evidence)
    lines = {
        line
        for shock in evidence.case.scenario(p.scenario).shocks
        for effect in shock.change(evidence.world, tuple(evidence.case.goods)).passages
        for line in effect.open
    }
    removed = 0.0
    if lines:
        edges = network_of(evidence.world).edges
        statuses = {s for n, s in zip(edges.line, edges.status, strict=True) if n in lines}
        after, _ = _exposed(asked, evidence, tuple(sorted(statuses)))
        removed = today.must - after.must
    notes = (
        f"of {today.quantity:g} {today.unit} {percent(today.used)} pass it, "
        f"{percent(today.must)} have no other way",
        f"{p.scenario} brings {', '.join(sorted(lines)) or 'no line'} into use",
    )
    reading = _exposure_reading(asked, today, year, removed, notes)
    # That nothing changes follows from the scenario, whatever the split is.
    return reading if lines else replace(reading, remembered=False)


def _exposed(
    p: TransitShare, evidence: Evidence, also: tuple[str, ...] = ()
) -> tuple[Exposure, int]:
    """Trace the newest published split up to the year through the network."""
    last = p.year or evidence.world.year
    splits = [
        row
        for row in evidence.world.splits().iter_rows(named=True)
        if (row["state"], row["good"], row["direction"]) == (p.state, p.good, p.direction)
        and row["year"] <= last
    ]
    year = max((row["year"] for row in splits), default=last)
    found = corridor.exposure(
        network_of(evidence.world),
        p.state,
        p.good,
        p.through,
        splits=splits,
        direction=p.direction,
        year=year,
        also=also,
    )
    return found, year


def _exposure_reading(
    p: TransitShare, found: Exposure, year: int, value: float, notes: tuple[str, ...]
) -> Reading:
    """Show the split behind an exposure."""
    memory = [w for w in found.ways if w.source_status == "from memory"]
    return Reading(
        values=value,
        text=f"{p.state}'s {p.direction}s of {p.good} through {p.through}, {year}",
        sources=tuple(sorted({w.source for w in found.ways})) or ("accord-corridors",),
        year=year,
        table=Table(
            caption=f"{p.direction}s of {p.state} by route, {year}",
            columns=(("route", ""), (found.unit, ""), (f"through {p.through}", ""), ("source", "")),
            rows=tuple(
                (w.route, w.quantity, "yes" if w.meets(found.through) else "no", w.source)
                for w in found.ways
            ),
        ),
        notes=(*notes, APPROXIMATE),
        remembered=bool(found.ways) and len(memory) == len(found.ways),
    )


def _tonnes(good: str, unit: str, evidence: Evidence) -> float:
    """Tonnes in a unit of capacity."""
    if unit == "Mt/a":
        return 1e6
    conversion = evidence.world.goods["natural-gas"].conversion
    if conversion is None:
        raise Untestable(f"no conversion of {good} from volume to mass")
    return conversion.central * 1e3
