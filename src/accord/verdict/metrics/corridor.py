"""Metrics read off the network of corridors: ways, capacities, and who must be passed."""

import numpy as np

from accord.engines import corridor
from accord.engines.corridor import Demand, Exposure, Flows, Route
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
from accord.names import GoodName
from accord.study import Cells, Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.record import members, record
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import percent, plain, sentence

APPROXIMATE = "a curated network: rates by mode and border, not tariffs of any one contract"
EVERYTHING = 1e4  # Mt or bcm a year: more than any way of known capacity carries
MEGATONNE = 1e6  # t
NAMED = 5  # lines of unknown room that a message names
GAS = "natural-gas"  # its conversion, t per million m3, serves all gas
MILLION_M3 = 1e3  # in a bcm


@implements(ROUTE_EXISTS)
def route_exists(p: Way, q: Inquiry) -> Reading:
    """Ask for the best way, and see whether there is one."""
    found = _route(p, q)
    ends = _ends(p, q)
    finding = (
        f"a way leads {ends}, through {wording.states(found.states, q.world)}."
        if found.feasible
        else f"no way leads {ends}: {found.reason}."
    )
    return _way(p, q, found, float(found.feasible), f"whether a way leads {ends}", finding)


@implements(ROUTE_DAYS)
def route_days(p: Way, q: Inquiry) -> Reading:
    """Ask for the best way, and say how long it takes, waiting included."""
    found = _route(p, q)
    ends = _ends(p, q)
    if not found.feasible:
        raise Untestable(found.reason)
    finding = f"the way {ends} takes {{value}}, through {wording.states(found.states, q.world)}."
    return _way(p, q, found, found.hours / 24, f"days {ends}", finding)


def _route(p: Way, q: Inquiry) -> Route:
    """Ask the network for the best way."""
    year = p.year or q.world.year
    return corridor.route(
        q.network,
        p.origin,
        p.destination,
        avoid=members(p.avoid, year, q.world),
        close=p.close,
        modes=p.modes or None,
        good=p.good,
        by=p.by,
        year=year,
    )


def _ends(p: Way, q: Inquiry) -> str:
    """Say from where to where, and around whom."""
    start, end = (_place(name, q) for name in (p.origin, p.destination))
    avoided = [*(wording.states(s, q.world) for s in p.avoid), *map(plain, p.close)]
    without = f" without {wording.listed(avoided, 'or')}" if avoided else ""
    goods = f" for {wording.good(p.good, q.world)}" if p.good else ""
    return f"from {start} to {end}{goods}{without}"


def _place(name: str, q: Inquiry) -> str:
    known = {*q.world.states, *q.world.blocs}
    return wording.states(name, q.world) if name in known else name


def _way(p: Way, q: Inquiry, found: Route, value: float, text: str, finding: str) -> Reading:
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


@implements(CORRIDOR_CAPACITY)
def corridor_capacity(p: CorridorCapacity, q: Inquiry) -> Reading:
    """Send more than any way carries to every member that is on the network, and add up.

    What no known limit holds is unknown and not endless: then the number is what other ways carry,
    and the true one that or more.
    """
    year = p.year or q.world.year
    unit = q.network.cargo(p.good).unit
    start, end = wording.states(p.origin, q.world), wording.states(p.destination, q.world)
    around = [*(wording.states(s, q.world) for s in p.avoid), *map(plain, p.close)]
    without = f" without {wording.listed(around, 'or')}" if around else ""
    what = wording.good(p.good, q.world)
    found, endless = _limited(p, year, unit, q)
    delivered = float(found.delivered.sum())
    if endless and not delivered:
        raise Untestable(
            f"no limit is known of any way for {what} from {start} to {end}{without}, in {year}: "
            f"they lead over {wording.some(endless, NAMED)}",
            "the capacity of one part of each way",
        )
    carried = [c for c in found.carried if c.quantity > 0]
    q.note(*(Cells(table="corridors", line=n, years=(year,)) for c in carried for n in c.lines))
    least = "at least " if endless else ""
    return Reading(
        values=delivered * _tonnes(unit, q),
        text=f"room for {what} from {start} to {end}{without}, {year}",
        finding=f"Pipes and ports had room for {least}{{value}} of {what} from {start} to "
        f"{end}{without}, in {year}.",
        sources=("accord-corridors",),
        year=year,
        table=Table(
            caption="ways that fill up",
            columns=(("through", ""), ("lines", ""), (unit, "")),
            rows=tuple(
                (wording.states(c.states, q.world), ", ".join(dict.fromkeys(c.lines)), c.quantity)
                for c in sorted(carried, key=lambda c: -c.quantity)[:12]
            ),
        ),
        notes=("room in pipes and ports, not what flows in them", APPROXIMATE),
        endless=endless,
    )


def _limited(
    p: CorridorCapacity, year: int, unit: str, q: Inquiry
) -> tuple[Flows, tuple[str, ...]]:
    """Give what fits on ways that a known limit holds, and what was left out to find it.

    A way without any is shut, by its lines on land or else by its places, until none is left.
    """
    wanted = [
        Demand(good=p.good, origins=(p.origin,), destination=s, quantity=EVERYTHING, unit=unit)
        for s in members(p.destination, year, q.world)
        if s in q.network.states
    ]
    avoid = members(p.avoid, year, q.world)
    mode = dict(zip(q.network.edges.line, q.network.edges.mode, strict=True))
    left_out: dict[str, None] = {}
    while True:
        found = corridor.capacity(
            q.network, wanted, avoid=avoid, close=(*p.close, *left_out), year=year
        )
        ways = [way for way in found.carried if not way.limited]
        if not ways:
            return found, tuple(left_out)
        for way in ways:
            on_land = [line for line in way.lines if mode[line] != "sea"]
            left_out |= dict.fromkeys(on_land or way.places[:1])


@implements(CLOSURE_LOSS)
def closure_loss(p: ClosureLoss, q: Inquiry) -> Reading:
    """Carry recorded imports at least cost with and without the closure, and compare."""
    year = p.year or q.world.year
    unit = q.network.cargo(p.good).unit
    wanted, sent = _wanted(p, year, unit, q)
    buyer, who = wording.states(p.buyer, q.world), wording.states(p.suppliers, q.world)
    what = wording.good(p.good, q.world)
    if not wanted:
        raise Untestable(f"{buyer} imports no {what} from {who} in {year}")
    found = corridor.closure(
        q.network,
        wanted,
        avoid=members(p.avoid, year, q.world),
        close=p.close,
        supplies={(p.good, seller): amount * (1 + p.spare) for seller, amount in sent.items()},
        year=year,
    )
    total = sum(d.quantity for d in wanted)
    shut = wording.listed([*map(plain, p.close), *(wording.states(s, q.world) for s in p.avoid)])
    return Reading(
        values=round(float(found.lost.sum() / total), 9),
        text=f"share of {what} of {buyer} from {who} lost for good when {shut} closes, {year}",
        finding=sentence(
            f"{shut} shut, {buyer} would lose {{value}} of its recorded {what} from {who} for "
            f"good, as in {year}."
        ),
        sources=("baci", "accord-corridors"),
        year=year,
        table=Table(
            caption=f"by buyer, {unit}",
            columns=(("buyer", ""), ("wanted", ""), ("ran through", ""), ("lost", "")),
            rows=tuple(
                (wording.states(d.destination, q.world), d.quantity, float(hit), float(lost))
                for d, hit, lost in zip(wanted, found.hit, found.lost, strict=True)
            ),
        ),
        notes=(
            "the most that other ways could give back: no contract or pressure limits them here",
            APPROXIMATE,
        ),
    )


def _wanted(
    p: ClosureLoss, year: int, unit: str, q: Inquiry
) -> tuple[list[Demand], dict[str, float]]:
    """Recorded imports by buying state, and what each supplier sends, in the unit of capacities."""
    there = q.network.states
    sellers = [s for s in members(p.suppliers, year, q.world) if s in there]
    buyers = [s for s in members(p.buyer, year, q.world) if s in there and s not in sellers]
    trade, factor = record(q, p.good), _tonnes(unit, q)
    amount = {(s, b): trade.links(s, b, year, "mass") / factor for s in sellers for b in buyers}
    wanted = {b: sum(amount[s, b] for s in sellers) for b in buyers}
    demands = [
        Demand(good=p.good, origins=tuple(sellers), destination=b, quantity=quantity, unit=unit)
        for b, quantity in wanted.items()
        if quantity > 0
    ]
    return demands, {s: sum(amount[s, b] for b in buyers) for s in sellers}


@implements(TRANSIT_SHARE)
def transit_share(p: TransitShare, q: Inquiry) -> Reading:
    """Read the share off the split as it was published, or off what other ways could carry."""
    found, year = _exposed(p, q)
    value = found.used if p.measure == "used" else found.must
    who, what = wording.states(p.state, q.world), wording.good(p.good, q.world)
    if not np.isfinite(value):
        raise Untestable(
            f"no split of {p.direction}s of {what} of {who} over routes is known up to {year}",
            "the quantities by route, with a source",
        )
    passed = "passed" if p.measure == "used" else "had to pass"
    finding = f"{{value}} of {p.direction}s of {what} of {who} {passed} {_through(p, q)} in {year}."
    return _exposure(p, q, found, year, value, finding, ())


@implements(TRANSIT_SHARE_REMOVED)
def transit_share_removed(p: TransitShareChange, q: Inquiry) -> Reading:
    """Compare what must pass today with what must when the scenario's new lines run."""
    title, what = wording.scenario(p.scenario, q.case), wording.good(p.good, q.world)
    lines = _opened(p, q)
    if not lines:
        raise Untestable(
            f"'{title}' brings no line for {what} into use: no way, room or tariff that this reads "
            "is touched",
            "the lines that it would bring into use",
        )
    asked = TransitShare(state=p.state, good=p.good, through=p.through, year=p.year)
    today, year = _exposed(asked, q)
    after, _ = _exposed(asked, q, lines)
    who, opened = wording.states(p.state, q.world), wording.listed(map(plain, lines))
    if not np.isfinite(today.must):
        raise Untestable(
            f"no split of exports of {what} of {who} over routes is known up to {year}",
            "the quantities by route, with a source",
        )
    notes = (
        f"of {today.quantity:g} {today.unit} {percent(today.used)} pass it, "
        f"{percent(today.must)} have no other way",
        f"{opened} come into use",
    )
    finding = (
        f"{title}: the share of exports of {what} of {who} that must pass {_through(asked, q)} "
        "falls by {value}."
    )
    return _exposure(asked, q, today, year, today.must - after.must, finding, notes)


def _opened(p: TransitShareChange, q: Inquiry) -> tuple[str, ...]:
    """Name the lines that a scenario brings into use for the good."""
    return tuple(sorted(q.scenario_effects(p.scenario).shut(p.good).use))


def _through(p: TransitShare, q: Inquiry) -> str:
    known = {*q.world.states, *q.world.blocs}
    return wording.states(p.through, q.world) if p.through in known else plain(p.through)


def _exposed(p: TransitShare, q: Inquiry, use: tuple[str, ...] = ()) -> tuple[Exposure, int]:
    """Trace the newest published split up to the year, with or without more lines in use."""
    last = p.year or q.world.year
    asked = (p.state, p.good, p.direction)
    splits = [
        row
        for row in q.world.splits().iter_rows(named=True)
        if (row["state"], row["good"], row["direction"]) == asked and row["year"] <= last
    ]
    year = max((row["year"] for row in splits), default=last)
    q.note(Cells(table="splits", good=p.good, suppliers=(p.state,), years=(year,)))
    found = corridor.exposure(
        q.network,
        p.state,
        p.good,
        p.through,
        splits=splits,
        direction=p.direction,
        year=year,
        use=use,
    )
    return found, year


def _exposure(
    p: TransitShare,
    q: Inquiry,
    found: Exposure,
    year: int,
    value: float,
    finding: str,
    notes: tuple[str, ...],
) -> Reading:
    """Show the split behind an exposure."""
    memory = [w for w in found.ways if w.source_status == "from memory"]
    who, what = wording.states(p.state, q.world), wording.good(p.good, q.world)
    return Reading(
        values=value,
        text=f"{p.direction}s of {what} of {who} through {_through(p, q)}, {year}",
        finding=sentence(finding),
        sources=tuple(sorted({w.source for w in found.ways})) or ("accord-corridors",),
        year=year,
        table=Table(
            caption=f"{p.direction}s of {what} of {who} by route, {year}",
            columns=(
                ("route", ""),
                (found.unit, ""),
                (f"through {_through(p, q)}", ""),
                ("source", ""),
            ),
            rows=tuple(
                (w.route, w.quantity, "yes" if w.meets(found.through) else "no", w.source)
                for w in found.ways
            ),
        ),
        notes=(*notes, APPROXIMATE),
        remembered=bool(found.ways) and len(memory) == len(found.ways),
    )


def _tonnes(unit: str, q: Inquiry) -> float:
    """Tonnes in a unit of capacity, a year aside."""
    if unit == "Mt/a":
        return MEGATONNE
    gas: GoodName = GoodName(GAS)
    conversion = q.world.goods[gas].conversion if gas in q.world.goods else None
    if conversion is None:
        raise Untestable("no conversion of gas from volume to mass")
    return conversion.central * MILLION_M3
