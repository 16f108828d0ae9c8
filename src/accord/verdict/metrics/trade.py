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
    ExportShare,
    ImportShare,
    ImportShareChange,
    LargestImportShare,
    RecordedTrade,
    ReplacementShare,
)
from accord.names import AssumptionName
from accord.shocks.change import mask_of
from accord.verdict.evidence import Evidence
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements, percent
from accord.world import World

BARRELS = "barrels-per-tonne"  # the figure that turns kb/d into tonnes
DAYS = 365


@implements(IMPORT_SHARE)
def import_share(p: ImportShare, evidence: Evidence) -> Reading:
    """Share of a buyer's recorded imports that comes from the suppliers."""
    world = evidence.world
    what = p.codes or traded(p.good, world)
    last = p.year or world.year
    years = range(last - p.years + 1, last + 1)
    found = [_one_year(p, what, year, evidence) for year in years]
    usable = [f for f in found if f.values is not None]
    if len(usable) < p.reached_in:
        raise Untestable(
            f"recorded trade covers less than {percent(LEAST, 0)} of {p.buyer}'s imports "
            f"in {len(found) - len(usable)} of {p.years} years",
            "the buyer's own statistics by origin",
        )
    stacked = np.stack(np.broadcast_arrays(*(np.atleast_1d(f.values) for f in usable)))  # type: ignore[arg-type]
    reached = np.sort(stacked, axis=0)[::-1][p.reached_in - 1]
    return Reading(
        values=reached if p.outside else float(reached[0]),
        text=_text(p, last),
        sources=("baci",),
        year=last,
        table=_table(p, found),
        notes=_notes(p, found),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    """One year's recorded share and what coverage makes of it; `values` None where refused."""

    year: int
    recorded: float
    single: tuple[float, ...]
    mass: float  # recorded imports, t
    covered: float | None  # median coverage
    values: Array | float | None


def _one_year(p: ImportShare, what: str | tuple[str, ...], year: int, evidence: Evidence) -> _Year:
    """Read one year off the record, and widen it by what the record leaves out."""
    world = evidence.world
    trade = world.recorded(what, year)
    amount = trade.value_usd if p.by == "value" else trade.mass_t
    buyers = mask_of(world, (p.buyer,))
    total = float(amount[~buyers][:, buyers].sum())
    if total == 0:
        return _Year(year=year, recorded=np.nan, single=(), mass=0.0, covered=None, values=None)
    single = tuple(
        float(amount[mask_of(world, (s,)) & ~buyers][:, buyers].sum()) / total for s in p.suppliers
    )
    share = sum(single) if p.take == "sum" else min(single)
    mass = float(trade.mass_t[~buyers][:, buyers].sum())
    if p.outside is None:
        return _Year(
            year=year, recorded=share, single=single, mass=mass, covered=None, values=share
        )
    part = evidence.drawn(p.unrecorded) if p.unrecorded else np.zeros(evidence.draws)
    if p.take == "smallest" and sum(single) > 0:
        part = part * share / sum(single)
    wide = coverage(
        share, recorded=mass, total=_outside(p.outside, evidence), unrecorded_share=part
    )
    return _Year(
        year=year,
        recorded=share,
        single=single,
        mass=mass,
        covered=float(np.median(wide.coverage)),
        values=None if wide.refused else wide.share,
    )


def _outside(name: AssumptionName, evidence: Evidence) -> Array:
    """Give a buyer's true imports in tonnes a year: (D,); kb/d are turned by barrels per tonne."""
    drawn = evidence.drawn(name)
    if evidence.case.assumptions[name].unit != "kb/d":
        return drawn
    barrels = evidence.world.figure(BARRELS)
    if barrels is None:
        raise Untestable(f"no figure {BARRELS} to turn kb/d into tonnes")
    return drawn * 1000 * DAYS / barrels.value


def _table(p: ImportShare, found: list[_Year]) -> Table:
    """Show every year: each supplier's recorded share, recorded mass and coverage."""
    return Table(
        caption=f"recorded imports of {p.buyer}, by {p.by}",
        columns=(
            ("year", ""),
            *((s, "share") for s in p.suppliers),
            ("recorded imports", "t"),
            ("coverage, median", "share"),
        ),
        rows=tuple(
            (f.year, *(f.single or (None,) * len(p.suppliers)), f.mass, f.covered) for f in found
        ),
    )


def _notes(p: ImportShare, found: list[_Year]) -> tuple[str, ...]:
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
            f"{percent(last.covered, 0)} of imports recorded the true one lies between "
            f"{percent(low)} and {percent(high)}"
        )
    if refused:
        notes.append(f"coverage below {percent(LEAST, 0)}, year not counted: {', '.join(refused)}")
    return tuple(notes)


def _text(p: ImportShare, last: int) -> str:
    """Say what the number is of."""
    who = " + ".join(p.suppliers) if p.take == "sum" else f"each of {', '.join(p.suppliers)}"
    what = p.good or "+".join(p.codes)
    span = f"in {last}"
    if p.years > 1:
        span = f"reached in {p.reached_in} of {p.years} years to {last}"
    return f"share of {who} in {p.buyer}'s recorded imports of {what} by {p.by}, {span}"


def _later(since: int, until: int) -> int:
    """Refuse a change whose last year is not after its first."""
    if until <= since:
        raise Untestable(f"a change since {since} can't be read in {until}", "a later year")
    return until


def traded(good: str | None, world: World) -> str:
    """Refuse a metric that names neither a good nor codes, or a good without codes of its own."""
    if good is None:
        raise Untestable("the metric names neither a good nor HS codes", "one of the two")
    if not world.goods[good].codes:
        raise Untestable(world.goods[good].why_not or f"no HS code is {good} alone")
    return good


@implements(EXPORT_SHARE)
def export_share(p: ExportShare, evidence: Evidence) -> Reading:
    """Share of the suppliers' recorded exports that goes to the buyers."""
    world = evidence.world
    year = p.year or world.year
    trade = world.recorded(p.codes or p.good or None, year)
    amount = trade.value_usd if p.by == "value" else trade.mass_t
    sellers, buyers = mask_of(world, p.suppliers), mask_of(world, p.buyers)
    total = float(amount[sellers].sum())
    if total == 0:
        raise Untestable(f"no recorded exports of {', '.join(p.suppliers)} in {year}")
    each = [(b, float(amount[sellers][:, mask_of(world, (b,))].sum()) / total) for b in p.buyers]
    what = p.good or "+".join(p.codes) or "all energy and mineral codes"
    return Reading(
        values=float(amount[sellers][:, buyers].sum()) / total,
        text=f"share of {', '.join(p.buyers)} in {' + '.join(p.suppliers)}'s recorded exports of "
        f"{what}, {year}",
        sources=("baci",),
        year=year,
        table=Table(
            caption=f"where {' + '.join(p.suppliers)} export to, {year}",
            columns=(("buyer", ""), ("share", "share")),
            rows=tuple(each),
        ),
    )


@implements(RECORDED_TRADE)
def recorded_trade(p: RecordedTrade, evidence: Evidence) -> Reading:
    """Mass recorded from suppliers to buyers over a span of years, in tonnes."""
    world = evidence.world
    last = p.last or world.year
    first = p.first or last
    what = p.codes or traded(p.good, world)
    sellers, buyers = mask_of(world, p.suppliers), mask_of(world, p.buyers)
    by_year = []
    for year in range(first, last + 1):
        mass = world.recorded(what, year).mass_t[sellers][:, buyers]
        by_year.append((year, float(mass.sum())))
    shown = [row for row in by_year if row[1] > 0] or by_year[-1:]
    return Reading(
        values=sum(mass for _, mass in by_year),
        text=f"{' + '.join(p.suppliers)} to {', '.join(p.buyers)}, {p.good or '+'.join(p.codes)}, "
        f"recorded {first} to {last}",
        sources=("baci",),
        year=last,
        table=Table(
            caption="years with recorded trade" if by_year[-1:] != shown else "no year has any",
            columns=(("year", ""), ("mass", "t")),
            rows=tuple(shown),
        ),
    )


@implements(IMPORT_SHARE_CHANGE)
def import_share_change(p: ImportShareChange, evidence: Evidence) -> Reading:
    """Change of the suppliers' share in a buyer's recorded imports between two years."""
    world = evidence.world
    until = _later(p.since, p.until or world.year)
    shares = [(year, _plain_share(world, p, year)) for year in range(p.since, until + 1)]
    return Reading(
        values=shares[-1][1] - shares[0][1],
        text=f"change of {' + '.join(p.suppliers)}'s share in {p.buyer}'s recorded imports of "
        f"{', '.join(p.goods)} by value, {p.since} to {until}",
        sources=("baci",),
        year=until,
        table=Table(
            caption="share by year", columns=(("year", ""), ("share", "share")), rows=tuple(shares)
        ),
    )


def _plain_share(world: World, p: ImportShareChange, year: int) -> float:
    """Share of the suppliers over several goods in one year, members of the year."""
    buyers = mask_of(world, (p.buyer,))
    sellers = mask_of(world, p.suppliers)
    taken = total = 0.0
    for good in p.goods:
        value = world.recorded(good, year).value_usd
        taken += float(value[sellers & ~buyers][:, buyers].sum())
        total += float(value[~buyers][:, buyers].sum())
    return taken / total if total else np.nan


@implements(REPLACEMENT_SHARE)
def replacement_share(p: ReplacementShare, evidence: Evidence) -> Reading:
    """Part of a buyer's lost supply, in tonnes, that other suppliers made up, of record."""
    world = evidence.world
    until = _later(p.since, p.until or world.year)
    rows = [(year, *_two_masses(world, p, year)) for year in range(p.since, until + 1)]
    lost = rows[0][1] - rows[-1][1]
    if lost <= 0:
        raise Untestable(f"{p.buyer} lost no {p.good} from {', '.join(p.lost_from)}")
    gained = rows[-1][2] - rows[0][2]
    return Reading(
        values=gained / lost,
        text=f"part of {p.buyer}'s loss of {p.good} from {', '.join(p.lost_from)} that "
        f"{' + '.join(p.replaced_by)} made up, {p.since} to {until}",
        sources=("baci",),
        year=until,
        table=Table(
            caption=f"{p.buyer}'s recorded imports of {p.good}",
            columns=(
                ("year", ""),
                (" + ".join(p.lost_from), "t"),
                (" + ".join(p.replaced_by), "t"),
            ),
            rows=tuple(rows),
        ),
    )


def _two_masses(world: World, p: ReplacementShare, year: int) -> tuple[float, float]:
    """Tonnes from those who were lost and from those who replace."""
    mass = world.recorded(p.good, year).mass_t[:, mask_of(world, (p.buyer,))].sum(axis=1)
    return (
        float(mass[mask_of(world, p.lost_from)].sum()),
        float(mass[mask_of(world, p.replaced_by)].sum()),
    )


@implements(LARGEST_IMPORT_SHARE)
def largest_import_share(p: LargestImportShare, evidence: Evidence) -> Reading:
    """The largest share that the suppliers have in a buyer's imports of any of the codes."""
    world = evidence.world
    year = p.year or world.year
    buyers, sellers = mask_of(world, (p.buyer,)), mask_of(world, p.suppliers)
    rows = sorted(
        ((code, _share_of_code(world, code, year, sellers, buyers)) for code in p.codes),
        key=lambda row: -row[1],
    )
    return Reading(
        values=rows[0][1],
        text=f"largest share of {' + '.join(p.suppliers)} in {p.buyer}'s imports of any of "
        f"{len(p.codes)} codes, {year}",
        sources=("baci",),
        year=year,
        table=Table(
            caption=f"share by HS code, {year}",
            columns=(("HS code", ""), ("share", "share")),
            rows=tuple(rows),
        ),
    )


def _share_of_code(world: World, code: str, year: int, sellers: Mask, buyers: Mask) -> float:
    """Share of the sellers in one code, 0 where nobody imports it."""
    value = world.recorded((code,), year).value_usd[~buyers][:, buyers].sum(axis=1)
    total = float(value.sum())
    return float(value[sellers[~buyers]].sum()) / total if total else 0.0
