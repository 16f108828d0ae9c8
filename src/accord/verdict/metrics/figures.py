"""Metrics read off curated single figures, and off the tables of regions, texts and projects."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import polars as pl

from accord.errors import InputError
from accord.measures.figures import (
    FIGURE,
    FIGURE_RANK,
    FIGURE_RATIO,
    FIGURE_REPLACEMENT,
    IN_REGION,
    INSTRUMENTS_WITH_CLAUSE,
    PROJECTS,
    ClauseCount,
    FigureOf,
    FigureRank,
    FigureRatio,
    FigureReplacement,
    InRegion,
    Projects,
)
from accord.names import require
from accord.numbers import range_text, value_text
from accord.study import Cells, Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.record import LEAST_BASE, members
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import plain, sentence
from accord.world import Figure

Span = tuple[float, float]  # the least and the most that a number can be

ENDS: tuple[Literal["low"], Literal["high"]] = ("low", "high")
MISSING = 3  # members without a figure that a message names
AMOUNTS = ("usd", "US$", "count", "people", "teu", "m3", "bbl/d", "MW", "GW", "MWh", "GWh", "TWh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A figure of a state or bloc: as published, or its members' added up.

    year : None where it is of none, or of several
    rows : what was published
    """

    figure: str
    party: str | None
    value: float
    unit: str
    year: int | None
    low: float | None
    high: float | None
    rows: tuple[Figure, ...]
    notes: tuple[str, ...] = ()

    @property
    def sources(self) -> set[str]:
        """Who published it."""
        return {row.source for row in self.rows}

    @property
    def remembered(self) -> bool:
        """Whether any of it is only remembered."""
        return any(row.remembered for row in self.rows)

    @property
    def span(self) -> Span | None:
        """The least and the most that it can be; None where it is published as one number."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def ends(self) -> Span:
        """The same; twice the number where it is published as one."""
        return self.span or (self.value, self.value)


def published(name: str, party: str | None, year: int | None, q: Inquiry) -> tuple[Figure, ...]:
    """Look up a figure of a state, or of a bloc or else all of its members.

    Raises Untestable where nobody published it.
    """
    q.note(
        Cells(
            table="figures",
            codes=(name,),
            suppliers=(party,) if party else (),
            years=(year,) if year else (),
        )
    )
    found = q.world.figures(name, party, year)
    if not found:
        when = f" in {year}" if year else ""
        what = _of(name, party, q)
        lacking = _lacking(name, party, year, q)
        raise Untestable(
            f"no sourced figure of {what}{when}{lacking}", f"a published figure of {what}"
        )
    return found


def _lacking(name: str, party: str | None, year: int | None, q: Inquiry) -> str:
    """Say of which members of a bloc a figure is missing, where some have one."""
    if party not in q.world.blocs:
        return ""
    members = q.world.bloc(party, year)
    missing = [s for s in members if q.world.figure(name, s, year) is None]
    if not missing or len(missing) == len(members):
        return ""
    return f", nor of its members {wording.states(missing[:MISSING], q.world)}" + (
        f" and {len(missing) - MISSING} more" if len(missing) > MISSING else ""
    )


def end_of(figure: Figure, end: Literal["low", "high"]) -> float:
    """Give an end of a figure's range; the figure itself where it is published as one number."""
    found: float | None = getattr(figure, end)
    return figure.value if found is None else found


def known(name: str, party: str | None, year: int | None, q: Inquiry) -> Known:
    """Look up a figure; of a bloc without one of its own, add up its members'.

    Raises Untestable where nobody published it, or members' figures can't be added.
    """
    rows = published(name, party, year, q)
    years = sorted({row.year for row in rows if row.year is not None})
    several = len(rows) > 1
    if several:
        _addable(rows, name, party, q)
    ranged = any(row.low is not None for row in rows)
    low, high = (sum(end_of(row, end) for row in rows) if ranged else None for end in ENDS)
    span = f"{years[0]} to {years[-1]}" if len(years) > 1 else ""
    return Known(
        figure=name,
        party=party,
        value=sum(row.value for row in rows),
        unit=rows[0].unit,
        year=years[0] if len(years) == 1 else None,
        low=low,
        high=high,
        rows=rows,
        notes=(
            *((f"added up over {len(rows)} members{f', of {span}' * bool(span)}",) * several),
            *((rows[0].note,) if rows[0].note and not several else ()),
        ),
    )


def _addable(rows: tuple[Figure, ...], name: str, party: str | None, q: Inquiry) -> None:
    """Refuse to add up what is no amount, or amounts in several units."""
    units = sorted({row.unit for row in rows})
    what = _of(name, party, q)
    would = f"a published figure of {what}"
    if len(units) > 1:
        raise Untestable(f"members' figures of {what} are in {wording.listed(units)}", would)
    if not _is_amount(units[0], q):
        raise Untestable(f"members' figures of {what} are in {units[0]}: no amounts to add", would)


def _is_amount(unit: str, q: Inquiry) -> bool:
    if unit in AMOUNTS:
        return True
    try:
        return q.world.tonnes_in(unit) > 0
    except InputError:
        return False


def _of(name: str, state: str | None, q: Inquiry) -> str:
    """Name a figure, and of whom it is."""
    return f"{plain(name)} of {wording.states(state, q.world)}" if state else plain(name)


def _value(figure: Known) -> str:
    """Write a figure for a reader."""
    return value_text(figure.value, unit=figure.unit)


def _in(figure: Known) -> str:
    """Say of when a figure is, where it is of a year."""
    return f" in {figure.year}" if figure.year else ""


@implements(FIGURE)
def figure(p: FigureOf, q: Inquiry) -> Reading:
    """Look a figure up."""
    found = known(p.figure, p.state, p.year, q)
    span: tuple[str, ...] = ()
    if found.low is not None and found.high is not None:
        span = (f"published range {range_text(found.low, found.high, found.unit)}",)
    what = _of(p.figure, p.state, q)
    return Reading(
        values=found.value,
        text=f"{what}{_in(found)}",
        finding=sentence(f"{what}{_in(found)}: {{value}}, as published."),
        sources=tuple(sorted(found.sources)),
        year=found.year,
        table=_published((found,), q) if len(found.rows) > 1 else None,
        notes=(*span, *found.notes),
        remembered=found.remembered,
        span=found.span,
    )


@implements(FIGURE_RANK)
def figure_rank(p: FigureRank, q: Inquiry) -> Reading:
    """Count the members of the bloc with a larger figure; a bloc among them stands as one."""
    world = q.world
    among, own = world.expand(p.among, p.year), world.expand(p.state, p.year)
    who, bloc = wording.states(p.state, world), wording.states(p.among, world)
    if outside := [s for s in own if s not in among]:
        raise Untestable(f"{wording.states(outside, world)} is no member of {bloc}")
    rest = [s for s in among if s not in own]
    missing = [s for s in rest if not world.figures(p.figure, s, p.year)]
    missing += [p.state] if not world.figures(p.figure, p.state, p.year) else []
    if missing:
        raise Untestable(
            f"no sourced figure of {plain(p.figure)} of "
            f"{wording.states(sorted(missing, key=(*among, p.state).index), world)}",
            f"{plain(p.figure)} of every member of {bloc}",
        )
    mine = known(p.figure, p.state, p.year, q)
    others = [known(p.figure, s, p.year, q) for s in rest]
    rows = sorted((mine, *others), key=lambda f: -f.value)
    what = plain(p.figure)
    return Reading(
        values=float(1 + sum(f.value > mine.value for f in rows)),
        span=_ranks(mine, others),
        text=f"rank of {who} by {what} among {len(rows)} members of {bloc}{_in(mine)}",
        finding=sentence(
            f"{who} ranks number {{value}} by {what} of {len(rows)} members of {bloc}{_in(mine)}."
        ),
        sources=tuple(sorted(set().union(*(f.sources for f in rows)))),
        year=mine.year,
        table=Table(
            caption=f"{what}, members of {bloc}",
            columns=(("state", ""), (what, mine.unit), ("year", ""), ("source", "")),
            rows=tuple(
                (
                    wording.states(f.party or "", world),
                    f.value,
                    f.year,
                    ", ".join(sorted(f.sources)),
                )
                for f in rows
            ),
        ),
        notes=mine.notes if len(mine.rows) > 1 else (),
        remembered=any(f.remembered for f in rows),
    )


def _ranks(mine: Known, others: Sequence[Known]) -> Span | None:
    """Give the best and the worst rank over published ranges; None where there is one rank."""
    best, worst = (
        float(1 + sum(other.ends[theirs] > mine.ends[1 - theirs] for other in others))
        for theirs in (0, 1)
    )
    return None if best == worst else (best, worst)


@implements(FIGURE_RATIO)
def figure_ratio(p: FigureRatio, q: Inquiry) -> Reading:
    """Divide one figure by the other."""
    above, below = (known(n, s, p.year, q) for n, s in ((p.part, p.part_of), (p.whole, p.whole_of)))
    part, whole = _of(p.part, p.part_of, q), _of(p.whole, p.whole_of, q)
    below = _in_unit(below, above.unit, q)
    if above.unit != below.unit or not below.value:
        raise Untestable(f"{part} is in {above.unit}, {whole} in {below.unit}: no ratio")
    return Reading(
        values=above.value / below.value,
        span=_divided(above.ends, below.ends),
        text=f"{part} over {whole}{_in(above)}",
        finding=sentence(f"{part}{_in(above)} is {{value}} of {whole}{_in(below)}, as published."),
        sources=tuple(sorted(above.sources | below.sources)),
        year=above.year,
        table=_published((above, below), q),
        remembered=above.remembered or below.remembered,
    )


def _in_unit(figure: Known, unit: str, q: Inquiry) -> Known:
    """Write a rate in another unit of the same kind, kb/d in Mb/d; any other as it is."""
    units = q.world.tables.units
    if figure.unit not in units or unit not in units or units[figure.unit][0] != units[unit][0]:
        return figure
    times = units[figure.unit][1] / units[unit][1]
    low, high = (None if end is None else end * times for end in (figure.low, figure.high))
    return replace(figure, value=figure.value * times, low=low, high=high, unit=unit)


def _divided(above: Span, below: Span) -> Span | None:
    """Divide the ends of two ranges; None where neither is one, or the lower reaches 0."""
    (least, most), (few, many) = above, below
    if (least, few) == (most, many) or few <= 0:
        return None
    return min(least / many, least / few), max(most / few, most / many)


def _moved(since: Known, until: Known) -> Span:
    """Give the least and the most that a figure can have risen."""
    return until.ends[0] - since.ends[1], until.ends[1] - since.ends[0]


@implements(FIGURE_REPLACEMENT)
def figure_replacement(p: FigureReplacement, q: Inquiry) -> Reading:
    """Hold what was gained against what was lost, both as published."""
    more, less = _of(p.gained, p.gained_by, q), _of(p.lost, p.lost_by, q)
    gained, lost = (
        tuple(known(name, state, year, q) for year in (p.since, p.until))
        for name, state in ((p.gained, p.gained_by), (p.lost, p.lost_by))
    )
    fall, falls = lost[0].value - lost[1].value, _moved(lost[1], lost[0])
    if fall <= LEAST_BASE * lost[0].value:
        raise Untestable(
            f"{less} did not fall: {_value(lost[0])} in {p.since}, {_value(lost[1])} in {p.until}"
        )
    if falls[0] <= 0:
        raise Untestable(f"{less} need not have fallen: its range of {p.since} reaches {p.until}'s")
    if gained[0].unit != lost[0].unit:
        raise Untestable(f"{more} is in {gained[0].unit}, {less} in {lost[0].unit}: no ratio")
    return Reading(
        values=(gained[1].value - gained[0].value) / fall,
        span=_divided(_moved(*gained), falls),
        text=f"part of the fall of {less} that {more} made up, {p.since} to {p.until}",
        finding=sentence(
            f"{more} rose by {{value}} of what {less} fell by from {p.since} to {p.until}, as "
            "published."
        ),
        sources=tuple(sorted(set().union(*(f.sources for f in (*gained, *lost))))),
        year=p.until,
        table=_published((*gained, *lost), q),
        remembered=any(f.remembered for f in (*gained, *lost)),
    )


def _published(figures: tuple[Known, ...], q: Inquiry) -> Table:
    """Show figures as they were published."""
    return Table(
        caption="figures as published",
        columns=(("figure", ""), ("year", ""), ("value", ""), ("unit", ""), ("source", "")),
        rows=tuple(
            (_of(f.figure, f.state, q), f.year, f.value, f.unit, f.source)
            for known_ in figures
            for f in known_.rows
        ),
    )


@implements(IN_REGION)
def in_region(p: InRegion, q: Inquiry) -> Reading:
    """Look up each state's region and subregion; of a region of the data, who is in it."""
    world = q.world
    if p.region in world.blocs:
        return _in_bloc(p, q)
    require("region", p.region, {*world.blocs, *(w for s in world.states for w in world.region(s))})
    where = {s: world.region(s) for s in members(p.states, world.year, world)}
    who = wording.states(p.states, world)
    one, text = _lie(who, p.region, len(where))
    counted = f"Of {who}, {{value}} of {len(where)} lie in {p.region} by the UN's geoscheme."
    return Reading(
        values=float(sum(p.region in w for w in where.values())),
        text=text,
        finding=wording.answered(f"{text} by the UN's geoscheme") if one else counted,
        one=one,
        sources=("un-m49",),
        table=Table(
            caption="UN geoscheme",
            columns=(("state", ""), ("region", ""), ("subregion", "")),
            rows=tuple((world.name(s), *w) for s, w in where.items()),
        ),
    )


def _lie(who: str, where: str, of: int) -> tuple[bool, str]:
    """Say what is asked of where states lie, and whether it is of one alone."""
    one = of == 1
    return one, f"whether {who} lies in {where}" if one else f"how many of {who} lie in {where}"


def _in_bloc(p: InRegion, q: Inquiry) -> Reading:
    """Count who is in a region of the data or the case, or in a bloc."""
    states, inside = members(p.states, q.world.year, q.world), q.world.bloc(p.region)
    who, where = wording.states(p.states, q.world), wording.states(p.region, q.world)
    rows = q.world.memberships(bloc=p.region)
    one, text = _lie(who, where, len(states))
    counted = f"Of {who}, {{value}} of {len(states)} lie in {where}."
    return Reading(
        values=float(sum(s in inside for s in states)),
        text=text,
        finding=wording.answered(text) if one else counted,
        one=one,
        sources=tuple(sorted(set(rows["source"]))),
        table=Table(
            caption=f"who lies in {where}",
            columns=(("state", ""), ("lies there", "")),
            rows=tuple((q.world.name(s), "yes" if s in inside else "no") for s in states),
        ),
    )


@implements(INSTRUMENTS_WITH_CLAUSE)
def instruments_with_clause(p: ClauseCount, q: Inquiry) -> Reading:
    """Count the texts that were read and have the clause; those that weren't are unread."""
    rows = q.world.instruments()
    clause = plain(p.clause.removesuffix("_clause"))
    if p.clause not in rows.columns:
        raise Untestable(f"no clause of {clause} was read for in the instruments")
    read = rows.filter(rows["status"] == "verified")
    if read.is_empty():
        raise Untestable("the text of no instrument was read", "the instruments' texts")
    unread = tuple(rows.filter(rows["status"] != "verified")["instrument"])
    return Reading(
        values=float((read[p.clause] == "yes").sum()),
        text=f"instruments of the accord with a clause on {clause}",
        finding=f"{{value}} of {len(read)} instruments that were read have a clause on {clause}.",
        sources=tuple(sorted(set(read["source"]))),
        table=Table(
            caption="instruments that were read",
            columns=(("instrument", ""), ("date", ""), (clause, ""), ("source", "")),
            rows=tuple(read.select("instrument", "date", p.clause, "source").iter_rows()),
        ),
        notes=(f"{len(unread)} instruments were not read",) if unread else (),
        unread=unread,
        of=len(rows),
    )


@implements(PROJECTS)
def projects(p: Projects, q: Inquiry) -> Reading:
    """Count the projects with a source; none found is no proof that there is none."""
    year, world = q.world.year, q.world
    rows = pl.concat(
        world.projects(state=one, partner=other, sector=p.sector)
        for one in members(p.state, year, world)
        for other in members(p.partner, year, world)
    )
    who, partner = wording.states(p.state, q.world), wording.states(p.partner, q.world)
    if rows.is_empty():
        raise Untestable(
            f"no project of {who} with {partner} in {p.sector} was found in what was read",
            "a sourced list of projects; absence from a search is not absence",
        )
    return Reading(
        values=float(len(rows)),
        text=f"projects of {who} with {partner} in {p.sector}",
        finding=sentence(
            f"sources name {{value}} project{'s' * (len(rows) != 1)} of {who} with {partner} in "
            f"{p.sector}."
        ),
        sources=tuple(sorted(set(rows["source"]))),
        table=Table(
            caption="projects",
            columns=(("what", ""), ("year", ""), ("source", "")),
            rows=tuple(rows.select("what", "year", "source").iter_rows()),
        ),
        remembered=bool((rows["status"] == "from memory").all()),
    )
