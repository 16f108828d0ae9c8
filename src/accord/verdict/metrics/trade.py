"""Metrics read off recorded trade: who supplies whom, of record, by value or by mass."""

from dataclasses import dataclass

import numpy as np

from accord.axes import Array, Mask
from accord.engines.security.coverage import LEAST, coverage
from accord.measures.trade import (
    EXPORT_SHARE,
    IMPORT_SHARE,
    IMPORT_SHARE_CHANGE,
    LARGEST_IMPORT_SHARE,
    RECORDED_TRADE,
    REPLACEMENT_SHARE,
    By,
    ExportShare,
    ImportShare,
    ImportShareChange,
    LargestImportShare,
    RecordedTrade,
    ReplacementShare,
)
from accord.names import AssumptionName
from accord.numbers import level_text, value_text
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.record import LEAST_BASE, Record, enough_exports, record
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import own, percent, sentence

BARRELS = "barrels-per-tonne"  # the figure that turns kb/d into tonnes
DAYS = 365
LEAST_SHARE = level_text(LEAST, "share")


@implements(IMPORT_SHARE)
def import_share(p: ImportShare, q: Inquiry) -> Reading:
    """Read the share of each year, and of these the one that is reached in so many."""
    trade = record(q, p.good, p.codes)
    last = p.year or q.world.year
    found = [_one_year(p, trade, year) for year in range(last - p.years + 1, last + 1)]
    usable = [f.values for f in found if f.values is not None]
    if len(usable) < p.reached_in:
        raise Untestable(_too_few(p, trade, found), "the buyer's own statistics by origin")
    stacked = np.stack(np.broadcast_arrays(*(np.atleast_1d(values) for values in usable)))
    reached = np.sort(stacked, axis=0)[::-1][p.reached_in - 1]
    return Reading(
        values=reached if p.outside else float(reached[0]),
        text=_share_text(p, trade, last),
        finding=_share_finding(p, trade, last),
        sources=("baci",),
        year=last,
        table=_share_table(p, trade, found),
        notes=_share_notes(p, found),
    )


def _too_few(p: ImportShare, trade: Record, found: list["_Year"]) -> str:
    """Say in how many years nothing is recorded, or too little of what the case says there is."""
    who, last = wording.states(p.buyer, trade.q.world), found[-1].year
    unread = sum(one.values is None for one in found)
    when = f"in {unread} of {p.years} years to {last}" if p.years > 1 else f"in {last}"
    if p.outside is None:
        return f"{who} has no recorded imports of {trade.title} {when}"
    least = f"recorded trade covers less than {LEAST_SHARE}"
    return f"{least} of {own(who)} imports of {trade.title} {when}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    """One year's recorded share and what coverage makes of it; `values` None where refused.

    Whether a year is refused is said by the middle of what the case assumes, not by any draws: so
    it is the same in every batch, and wherever along an assumption the metric is followed.
    """

    year: int
    recorded: float
    single: tuple[float, ...]
    mass: float  # recorded imports, t
    covered: float | None  # coverage where the outside total is at its median
    values: Array | float | None


def _one_year(p: ImportShare, trade: Record, year: int) -> _Year:
    """Read one year off the record, and widen it by what the record leaves out."""
    q = trade.q
    bought = trade.imports(p.buyer, year, p.by)
    total = float(bought.sum())
    if total == 0:
        return _Year(year=year, recorded=np.nan, single=(), mass=0.0, covered=None, values=None)
    single = tuple(float(bought[q.world.mask(s, year)].sum()) / total for s in p.suppliers)
    together = float(bought[q.world.mask(p.suppliers, year)].sum()) / total
    share = together if p.take == "sum" else min(single)
    # Tonnes beside a share by value are shown, not read: the share doesn't rest on them, unless an
    # outside total is held against them.
    mass = float((trade.imports if p.outside else trade.shown)(p.buyer, year, "mass").sum())
    if p.outside is None:
        return _Year(
            year=year, recorded=share, single=single, mass=mass, covered=None, values=share
        )
    part = q.drawn(p.unrecorded) if p.unrecorded else np.zeros(q.draws)
    if p.take == "smallest":  # of what is not recorded it has as much of theirs as of the rest
        part = part * (share / together if together else 1 / len(p.suppliers))
    middle = _tonnes(p.outside, q.median_of(p.outside), q)
    usual = coverage(share, recorded=mass, total=middle, unrecorded_share=0.0)
    total_t = _tonnes(p.outside, q.drawn(p.outside), q)
    wide = coverage(share, recorded=mass, total=total_t, unrecorded_share=part)
    return _Year(
        year=year,
        recorded=share,
        single=single,
        mass=mass,
        covered=float(usual.coverage),
        values=None if usual.refused else wide.share,
    )


def _tonnes(name: AssumptionName, total: Array, q: Inquiry) -> Array:
    """Turn a buyer's true imports into tonnes a year, kb/d by barrels per tonne."""
    if q.case.assumptions[name].unit != "kb/d":
        return total
    barrels = q.world.figure(BARRELS)
    if barrels is None:
        raise Untestable("no figure of barrels per tonne, to turn kb/d into tonnes")
    return total * 1000 * DAYS / barrels.value


def _share_table(p: ImportShare, trade: Record, found: list[_Year]) -> Table:
    """Show every year: each supplier's recorded share, recorded mass and coverage."""
    buyer = wording.states(p.buyer, trade.q.world)
    return Table(
        caption=f"recorded imports of {trade.title} of {buyer}, by {p.by}",
        columns=(
            ("year", ""),
            *((wording.states(s, trade.q.world), "share") for s in p.suppliers),
            ("recorded imports", "t"),
            ("coverage, median", "share"),
        ),
        rows=tuple(
            (f.year, *(f.single or (None,) * len(p.suppliers)), f.mass, f.covered) for f in found
        ),
    )


def _share_notes(p: ImportShare, found: list[_Year]) -> tuple[str, ...]:
    """Say the recorded share and its bounds, and which years were refused."""
    if p.outside is None:
        return ()
    last = found[-1]
    refused = [str(f.year) for f in found if f.values is None]
    notes = []
    if last.covered is not None and np.isfinite(last.recorded):
        low = last.covered * last.recorded
        high = low + 1 - last.covered
        notes.append(
            f"recorded share {percent(last.recorded)} in {last.year}; with "
            f"{percent(last.covered)} of imports recorded the true one lies between "
            f"{percent(low)} and {percent(high)}"
        )
    if refused:
        notes.append(f"coverage below {LEAST_SHARE}, year not counted: {', '.join(refused)}")
    return tuple(notes)


def _share_text(p: ImportShare, trade: Record, last: int) -> str:
    """Say what the number is of."""
    who = wording.states(p.suppliers, trade.q.world)
    if p.take == "smallest":
        who = f"whoever has least of {who}"
    buyer = wording.states(p.buyer, trade.q.world)
    span = f"in {last}"
    if p.years > 1:
        span = f"reached in {p.reached_in} of {p.years} years to {last}"
    what = f"{own(buyer)} {'' if p.outside else 'recorded '}imports of {trade.title}"
    return f"share of {who} in {what} by {p.by}, {span}"


def _share_finding(p: ImportShare, trade: Record, last: int) -> str:
    """Say what was found."""
    buyer = wording.states(p.buyer, trade.q.world)
    who = wording.states(p.suppliers, trade.q.world)
    if p.take == "smallest":
        who = f"each of {who}"
    what = f"of its {'' if p.outside else 'recorded '}imports of {trade.title} by {p.by}"
    if p.years > 1:
        when = f"in {p.reached_in} of the {p.years} years to {last}"
        return sentence(f"{buyer} took {{value}} or more {what} from {who} {when}.")
    least = " or more" if p.take == "smallest" else ""
    return sentence(f"{buyer} took {{value}}{least} {what} from {who} in {last}.")


@implements(EXPORT_SHARE)
def export_share(p: ExportShare, q: Inquiry) -> Reading:
    """Read where the suppliers' recorded exports went."""
    year = p.year or q.world.year
    trade = record(q, p.good, p.codes) if p.good or p.codes else Record(q=q)
    who, to = wording.states(p.suppliers, q.world), wording.states(p.buyers, q.world)
    sold = trade.exports(p.suppliers, year, p.by)
    total = float(sold.sum())
    if total == 0:
        raise Untestable(f"no recorded exports of {trade.title} of {who} in {year}")
    if p.good and not p.codes:
        enough_exports(p.suppliers, p.good, year, q)
    each = [(wording.states(b, q.world), _part(sold, q.world.mask(b, year))) for b in p.buyers]
    return Reading(
        values=_part(sold, q.world.mask(p.buyers, year)),
        text=f"share of {to} in {own(who)} recorded exports of {trade.title} by {p.by}, {year}",
        finding=sentence(
            f"{who} sent {{value}} of recorded exports of {trade.title} by {p.by} to {to} in "
            f"{year}."
        ),
        sources=("baci",),
        year=year,
        table=Table(
            caption=f"where {who} export {trade.title} to, {year}",
            columns=(("buyer", ""), ("share", "share")),
            rows=tuple(each),
        ),
    )


def _part(amounts: Array, here: Mask) -> float:
    """Share of the marked in a sum; nan where it is 0."""
    total = float(amounts.sum())
    return float(amounts[here].sum()) / total if total else np.nan


@implements(RECORDED_TRADE)
def recorded_trade(p: RecordedTrade, q: Inquiry) -> Reading:
    """Add up the recorded mass of every year; what bears a value and no mass is said."""
    trade = record(q, p.good, p.codes)
    last = p.last or q.world.year
    first = p.first or last
    who, to = wording.states(p.suppliers, q.world), wording.states(p.buyers, q.world)
    by_year = [
        (year, *(trade.links(p.suppliers, p.buyers, year, by) for by in _BOTH))
        for year in range(first, last + 1)
    ]
    mass, value = (sum(row[n] for row in by_year) for n in (1, 2))
    if mass == 0 and value > 0:
        raise Untestable(
            f"trade in {trade.title} from {who} to {to} is recorded by value alone "
            f"({value_text(value, unit='usd')}): nobody reported a mass",
            "its mass",
        )
    span = f"in {last}" if first == last else f"from {first} to {last}"
    return Reading(
        values=mass,
        text=f"{trade.title} from {who} to {to}, recorded {span}",
        finding=f"Recorded trade in {trade.title} from {who} to {to} {span} is {{value}}.",
        sources=("baci",),
        year=last,
        table=Table(
            caption="years with recorded trade" if value else "no year has any",
            columns=(("year", ""), ("mass", "t"), ("value", "usd")),
            rows=tuple([row for row in by_year if row[2] > 0] or by_year[-1:]),
        ),
    )


_BOTH: tuple[By, By] = ("mass", "value")


@implements(IMPORT_SHARE_CHANGE)
def import_share_change(p: ImportShareChange, q: Inquiry) -> Reading:
    """Read the share over all goods in each year, and take the first from the last."""
    until = _later(p.since, p.until or q.world.year)
    shares = [(year, _share_of_goods(p, year, q)) for year in range(p.since, until + 1)]
    who, buyer = wording.states(p.suppliers, q.world), wording.states(p.buyer, q.world)
    what = wording.listed(wording.good(g, q.world) for g in p.goods)
    for year, share in (shares[0], shares[-1]):
        if not np.isfinite(share):
            raise Untestable(f"{buyer} imported no {what} of record in {year}")
    (_, before), (_, after) = shares[0], shares[-1]
    return Reading(
        values=after - before,
        text=f"change of {own(who)} share in {own(buyer)} recorded imports of {what} by value, "
        f"{p.since} to {until}",
        finding=sentence(
            f"{own(who)} share in {own(buyer)} recorded imports of {what} changed by {{value}} "
            f"from {p.since} to {until}, on record from {percent(before)} to {percent(after)}."
        ),
        sources=("baci",),
        year=until,
        table=Table(
            caption="share by year", columns=(("year", ""), ("share", "share")), rows=tuple(shares)
        ),
    )


def _later(since: int, until: int) -> int:
    """Refuse a change whose last year is not after its first."""
    if until <= since:
        raise Untestable(f"a change since {since} can't be read in {until}", "a later year")
    return until


def _share_of_goods(p: ImportShareChange, year: int, q: Inquiry) -> float:
    """Share of the suppliers over several goods in one year, blocs as they were that year."""
    bought = np.sum([record(q, good).imports(p.buyer, year) for good in p.goods], axis=0)
    return _part(bought, q.world.mask(p.suppliers, year))


@implements(REPLACEMENT_SHARE)
def replacement_share(p: ReplacementShare, q: Inquiry) -> Reading:
    """Hold what the replacing suppliers gained against what was lost, in tonnes of record."""
    until = _later(p.since, p.until or q.world.year)
    trade = record(q, p.good)
    rows = [(year, *_two_masses(p, trade, year)) for year in range(p.since, until + 1)]
    lost, gained = rows[0][1] - rows[-1][1], rows[-1][2] - rows[0][2]
    buyer = wording.states(p.buyer, q.world)
    gone, come = wording.states(p.lost_from, q.world), wording.states(p.replaced_by, q.world)
    if lost <= LEAST_BASE * rows[0][1]:
        raise Untestable(
            f"{buyer} lost no {trade.title} from {gone}: {value_text(rows[0][1], unit='t')} in "
            f"{p.since}, {value_text(rows[-1][1], unit='t')} in {until}"
        )
    return Reading(
        values=gained / lost,
        text=f"part of {own(buyer)} loss of {trade.title} from {gone} that {come} made up, "
        f"{p.since} to {until}",
        finding=sentence(
            f"{come} made up {{value}} of what {buyer} lost of {trade.title} from {gone} from "
            f"{p.since} to {until}, in tonnes of record."
        ),
        sources=("baci",),
        year=until,
        table=Table(
            caption=f"recorded imports of {trade.title} of {buyer}",
            columns=(("year", ""), (gone, "t"), (come, "t")),
            rows=tuple(rows),
        ),
    )


def _two_masses(p: ReplacementShare, trade: Record, year: int) -> tuple[float, float]:
    """Tonnes from those who were lost and from those who replace."""
    bought, world = trade.imports(p.buyer, year, "mass"), trade.q.world
    return (
        float(bought[world.mask(p.lost_from, year)].sum()),
        float(bought[world.mask(p.replaced_by, year)].sum()),
    )


@implements(LARGEST_IMPORT_SHARE)
def largest_import_share(p: LargestImportShare, q: Inquiry) -> Reading:
    """Read the share in each thing that the buyer imports at all, and take the largest."""
    year = p.year or q.world.year
    who, buyer = wording.states(p.suppliers, q.world), wording.states(p.buyer, q.world)
    asked, kind = _things(p, q)
    rows = sorted(
        (row for thing in asked if (row := _of_thing(p, thing, year)) is not None),
        key=lambda row: -row[1],
    )
    if not rows:
        raise Untestable(f"{buyer} imports none of {len(asked)} {kind}s in {year}")
    title, share, value = rows[0]
    return Reading(
        values=share,
        text=f"largest share of {who} in {own(buyer)} recorded imports of any of {len(asked)} "
        f"{kind}s by value, {year}",
        finding=sentence(
            f"{own(who)} largest share in {own(buyer)} recorded imports of any of "
            f"{len(asked)} {kind}s is {{value}}, of {title}, worth "
            f"{value_text(value, unit='usd')} in {year}."
        ),
        sources=("baci",),
        year=year,
        table=Table(
            caption=f"share by {'HS code' if kind == 'code' else kind}, {year}",
            columns=(
                ("HS code" if kind == "code" else kind, ""), ("share", "share"), ("value", "usd"),
            ),
            rows=tuple((title.removeprefix("HS "), *row) for title, *row in rows),
        ),
        notes=(f"{len(asked) - len(rows)} {kind}s are not imported at all",)
        if len(rows) < len(asked)
        else (),
    )  # fmt: skip


def _things(p: LargestImportShare, q: Inquiry) -> tuple[list[Record], str]:
    """Give the record of each thing that is looked at, and what kind of thing it is."""
    if p.goods:
        return [record(q, good) for good in p.goods], "good"
    codes = p.codes or (record(q, p.good).of_good if p.good else ())
    if not codes:
        raise Untestable("the metric names neither goods nor HS codes", "one of them")
    return [record(q, None, (code,)) for code in codes], "code"


def _of_thing(p: LargestImportShare, thing: Record, year: int) -> tuple[str, float, float] | None:
    """Share and value of the suppliers in one thing; None where nobody sells it to the buyer."""
    bought = thing.imports(p.buyer, year)
    here = thing.q.world.mask(p.suppliers, year)
    if not bought.sum():
        return None
    return thing.title, _part(bought, here), float(bought[here].sum())
