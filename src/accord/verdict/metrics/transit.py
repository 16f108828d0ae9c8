"""Metrics read off who must pass: the part of a trade that goes through a state, passage or line.

By the split over routes that was published; where nobody published one, recorded trade is laid on
the least-cost ways of the network, within their capacities, and every word of it says `derived`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from accord.engines import corridor
from accord.engines.corridor import Carried, Demand, Way
from accord.measures.corridor import (
    TRANSIT_SHARE,
    TRANSIT_SHARE_REMOVED,
    TransitShare,
    TransitShareChange,
)
from accord.names import StateName
from accord.study import Cells, Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.record import members, record
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.ways import APPROXIMATE
from accord.verdict.metrics.wording import percent, plain, sentence

LEAST_LAID = 0.5  # of recorded trade: what has to find a place in the network for a share of it
LISTED = 12  # ways that are shown
DERIVED = (
    "derived from the network: nobody published how it is split over routes, so recorded trade is "
    "laid on the cheapest ways that have room"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A route, what goes by it a year, whether that passes, and who says so."""

    route: str
    quantity: float
    passes: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passing:
    """Shares 0..1 that pass and that must, of `quantity` in `unit`; `laid` of it was traced."""

    used: float
    must: float
    quantity: float
    unit: str
    rows: tuple[_Row, ...]
    sources: tuple[str, ...]
    year: int
    derived: bool
    remembered: bool = False
    laid: float = 1.0


@implements(TRANSIT_SHARE)
def transit_share(p: TransitShare, q: Inquiry) -> Reading:
    """Read the share off the routes, or off what other ways could carry."""
    found = _passing(p, q)
    value = found.used if p.measure == "used" else found.must
    who, what = wording.states(p.state, q.world), wording.good(p.good, q.world)
    passed = "passed" if p.measure == "used" else "had to pass"
    how = ", as derived from the network" if found.derived else ""
    finding = (
        f"{{value}} of {p.direction}s of {what} of {who} {passed} {_through(p, q)} in "
        f"{found.year}{how}."
    )
    return _reading(p, q, found, value, finding, ())


@implements(TRANSIT_SHARE_REMOVED)
def transit_share_removed(p: TransitShareChange, q: Inquiry) -> Reading:
    """Compare what must pass today with what must when the scenario's new lines run."""
    title, what = wording.scenario(p.scenario, q.case), wording.good(p.good, q.world)
    lines = tuple(sorted(q.scenario_effects(p.scenario).shut(p.good).use))
    if not lines:
        raise Untestable(
            f"'{title}' brings no line for {what} into use: no way, room or tariff that this reads "
            "is touched",
            "the lines that it would bring into use",
        )
    asked = TransitShare(state=p.state, good=p.good, through=p.through, year=p.year)
    today, after = _passing(asked, q), _passing(asked, q, lines)
    who, opened = wording.states(p.state, q.world), wording.listed(map(plain, lines))
    notes = (
        f"of {today.quantity:g} {today.unit} {percent(today.used)} pass it, "
        f"{percent(today.must)} have no other way",
        f"{opened} come into use",
    )
    finding = (
        f"{title}: the share of exports of {what} of {who} that must pass {_through(asked, q)} "
        "falls by {value}."
    )
    return _reading(asked, q, today, today.must - after.must, finding, notes)


def _through(p: TransitShare, q: Inquiry) -> str:
    known = {*q.world.states, *q.world.blocs}
    return wording.states(p.through, q.world) if p.through in known else plain(p.through)


def _passing(p: TransitShare, q: Inquiry, use: tuple[str, ...] = ()) -> _Passing:
    """Trace the published split, or where there is none lay recorded trade on the network."""
    p = _by_whom(p, q)
    asked = (p.state, p.good, p.direction)
    splits = [
        row
        for row in q.world.splits().iter_rows(named=True)
        if (row["state"], row["good"], row["direction"]) == asked
    ]
    last = p.year or q.world.year
    known = [row["year"] for row in splits if row["year"] <= last]
    if not known and splits:
        who, what = wording.states(p.state, q.world), wording.good(p.good, q.world)
        raise Untestable(
            f"no split of {p.direction}s of {what} of {who} over routes is known up to {last}",
            "the quantities by route, with a source",
        )
    return _published(p, max(known), splits, q, use) if known else _derived(p, last, q, use)


def _by_whom(p: TransitShare, q: Inquiry) -> TransitShare:
    """Ask of the one member of a bloc that has such trade; nobody splits a trade of several."""
    if p.state not in q.world.blocs or not q.world.traded(p.good):
        return p
    year, trade = p.year or q.world.year, record(q, p.good)
    sums = trade.exports if p.direction == "export" else trade.imports
    trading = [s for s in q.world.bloc(p.state, year) if sums(s, year).any()]
    return replace(p, state=StateName(trading[0])) if len(trading) == 1 else p


def _published(
    p: TransitShare, year: int, splits: list[dict[str, object]], q: Inquiry, use: tuple[str, ...]
) -> _Passing:
    """Trace the split of a year, with or without more lines in use."""
    q.note(Cells(table="splits", good=p.good, suppliers=(p.state,), years=(year,)))
    crossed = _crossed(p, year, (p.state,), q)
    found = corridor.exposure(
        q.network,
        p.state,
        p.good,
        crossed,
        splits=splits,
        direction=p.direction,
        year=year,
        use=use,
    )
    memory = [w for w in found.ways if w.source_status == "from memory"]
    return _Passing(
        used=found.used,
        must=found.must,
        quantity=found.quantity,
        unit=found.unit,
        rows=tuple(
            _Row(
                route=w.route,
                quantity=w.quantity,
                passes=any(map(w.meets, crossed)),
                source=w.source,
            )
            for w in found.ways
        ),
        sources=tuple(sorted({w.source for w in found.ways})) or ("accord-corridors",),
        year=year,
        derived=False,
        remembered=bool(found.ways) and len(memory) == len(found.ways),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """The ways that a trade takes, with what goes by each in `unit`."""

    ways: tuple[Way, ...] | tuple[Carried, ...]
    unit: str
    year: int
    sources: tuple[str, ...]
    derived: bool


def lay(p: TransitShare, q: Inquiry) -> Laid:
    """Give the ways of a trade: as published up to the year, or as the network would carry it.

    Raises Untestable where no trade is recorded, or too little of it finds a way.
    """
    p = _by_whom(p, q)
    asked, last = (p.state, p.good, p.direction), p.year or q.world.year
    splits = [
        row
        for row in q.world.splits().iter_rows(named=True)
        if (row["state"], row["good"], row["direction"]) == asked and row["year"] <= last
    ]
    if splits:
        year = max(row["year"] for row in splits)
        q.note(Cells(table="splits", good=p.good, suppliers=(p.state,), years=(year,)))
        found = corridor.exposure(
            q.network, *asked[:2], p.state, splits=splits, direction=p.direction, year=year
        )
        return Laid(
            ways=found.ways,
            unit=found.unit,
            year=year,
            sources=tuple(sorted({way.source for way in found.ways})),
            derived=False,
        )
    own = [s for s in members(p.state, last, q.world) if s in q.network.states]
    unit = q.network.cargo(p.good).unit
    demands, recorded = _demands(p, own, unit, last, q)
    flows = corridor.capacity(q.network, demands, year=last)
    _enough(float(flows.delivered.sum()), recorded)
    return Laid(
        ways=flows.carried,
        unit=unit,
        year=last,
        sources=("accord-corridors", "baci"),
        derived=True,
    )


def _enough(carried: float, recorded: float) -> None:
    """Refuse a trade of which too little finds a place in the network."""
    if carried < LEAST_LAID * recorded:
        raise Untestable(
            f"{percent(carried / recorded)} of that trade finds a place in the network: too little "
            "to say how it goes",
            "how it is split over routes, with a source",
        )


def _derived(p: TransitShare, year: int, q: Inquiry, use: tuple[str, ...]) -> _Passing:
    """Carry recorded trade at least cost within capacities, with and without what is passed."""
    own = [s for s in members(p.state, year, q.world) if s in q.network.states]
    crossed = _crossed(p, year, own, q)
    unit = q.network.cargo(p.good).unit
    demands, recorded = _demands(p, own, unit, year, q)
    avoid = [name for name in crossed if name in q.network.states]
    close = [name for name in crossed if name not in q.network.states]
    found = corridor.closure(q.network, demands, avoid=avoid, close=close, year=year, use=use)
    carried = float(found.before.delivered.sum())
    _enough(carried, recorded)
    q.note(
        *(Cells(table="corridors", line=n, years=(year,))
          for way in found.before.carried for n in way.lines)
    )  # fmt: skip
    return _Passing(
        used=float(found.hit.sum()) / carried,
        must=float(found.lost.sum()) / carried,
        quantity=carried,
        unit=unit,
        rows=_ways(found.before.carried, crossed, q),
        sources=("accord-corridors", "baci"),
        year=year,
        derived=True,
        laid=carried / recorded,
    )


def _crossed(p: TransitShare, year: int, own: Sequence[str], q: Inquiry) -> tuple[str, ...]:
    """Give what may be crossed: a state, passage or line, of a bloc each member on the network.

    An end of the trade is no transit: refused, and of a bloc left out.
    """
    if p.through not in q.world.blocs:
        is_state = p.through.upper() in q.network.states
        named = [p.through.upper() if is_state else q.network.passage(p.through).name]
    else:
        named = [s for s in q.world.bloc(p.through, year) if s in q.network.states]
        if not named:
            raise Untestable(f"the network does not cover {_through(p, q)}")
    crossed = tuple(name for name in named if name not in own)
    if not crossed:
        raise Untestable(f"{_through(p, q)} is an end of that trade, and no transit")
    return crossed


def _demands(
    p: TransitShare, own: list[str], unit: str, year: int, q: Inquiry
) -> tuple[list[Demand], float]:
    """Recorded trade with each partner that the network holds, and what is recorded with all."""
    trade, export = record(q, p.good), p.direction == "export"
    amounts = (trade.exports if export else trade.imports)(p.state, year, "mass")
    amounts = amounts / q.world.tonnes_in(unit)
    if not amounts.sum() > 0:
        who = wording.states(p.state, q.world)
        raise Untestable(f"no {p.direction}s of {trade.title} of {who} are recorded in {year}")
    partners = {
        state: float(amounts[i])
        for i, state in enumerate(q.world.states)
        if amounts[i] > 0 and state in q.network.states and state not in own
    }
    _enough(float(sum(partners.values())), float(amounts.sum()))
    return [
        Demand(
            good=p.good,
            origins=tuple(own) if export else (partner,),
            destination=partner if export else tuple(own),
            quantity=amount,
            unit=unit,
        )
        for partner, amount in partners.items()
    ], float(amounts.sum())


def _ways(carried: tuple[Carried, ...], through: tuple[str, ...], q: Inquiry) -> tuple[_Row, ...]:
    """Show the largest ways."""
    largest = sorted(carried, key=lambda way: -way.quantity)[:LISTED]
    return tuple(
        _Row(
            route=", ".join(wording.states(s, q.world) for s in way.states),
            quantity=way.quantity,
            passes=not {*way.states, *way.passages, *way.lines}.isdisjoint(through),
            source="accord-corridors",
        )
        for way in largest
    )


def _reading(
    p: TransitShare,
    q: Inquiry,
    found: _Passing,
    value: float,
    finding: str,
    notes: tuple[str, ...],
) -> Reading:
    """Show the routes behind a share."""
    who, what = wording.states(p.state, q.world), wording.good(p.good, q.world)
    laid = (f"{percent(found.laid)} of recorded trade finds a place in the network",)
    return Reading(
        values=value,
        text=f"{p.direction}s of {what} of {who} through {_through(p, q)}"
        f"{', derived from the network' if found.derived else ''}, {found.year}",
        finding=sentence(finding),
        sources=found.sources,
        year=found.year,
        table=Table(
            caption=f"{p.direction}s of {what} of {who} by route, {found.year}",
            columns=(
                ("route", ""),
                (found.unit, ""),
                (f"through {_through(p, q)}", ""),
                ("source", ""),
            ),
            rows=tuple(
                (row.route, row.quantity, "yes" if row.passes else "no", row.source)
                for row in found.rows
            ),
        ),
        notes=(*notes, *((DERIVED, *laid) if found.derived else ()), APPROXIMATE),
        remembered=found.remembered,
    )
