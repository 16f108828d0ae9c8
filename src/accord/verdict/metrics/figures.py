"""Metrics read off curated single figures, and off the tables of regions, texts and projects."""

import polars as pl

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
from accord.numbers import range_text, value_text
from accord.study import Cells, Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.record import LEAST_BASE, members
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import plain, sentence
from accord.world import Figure


def known(name: str, state: str | None, year: int | None, q: Inquiry) -> Figure:
    """Look up a figure; refused where nobody published it."""
    q.note(
        Cells(
            table="figures",
            codes=(name,),
            suppliers=(state,) if state else (),
            years=(year,) if year else (),
        )
    )
    found = q.world.figure(name, state=state, year=year)
    if found is None:
        when = f" in {year}" if year else ""
        what = _of(name, state, q)
        raise Untestable(f"no sourced figure of {what}{when}", f"a published figure of {what}")
    return found


def _of(name: str, state: str | None, q: Inquiry) -> str:
    """Name a figure, and of whom it is."""
    return f"{plain(name)} of {wording.states(state, q.world)}" if state else plain(name)


def _value(figure: Figure) -> str:
    """Write a figure for a reader."""
    return value_text(figure.value, unit=figure.unit)


def _in(figure: Figure) -> str:
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
        sources=(found.source,),
        year=found.year,
        notes=(*span, *((found.note,) if found.note else ())),
        remembered=found.remembered,
    )


@implements(FIGURE_RANK)
def figure_rank(p: FigureRank, q: Inquiry) -> Reading:
    """Count the members of the bloc with a larger figure."""
    world = q.world
    among = world.expand(p.among, p.year)
    who, bloc = wording.states(p.state, world), wording.states(p.among, world)
    if p.state not in among:
        raise Untestable(f"{who} is no member of {bloc}")
    found = {s: world.figure(p.figure, state=s, year=p.year) for s in among}
    if missing := [s for s, f in found.items() if f is None]:
        raise Untestable(
            f"no sourced figure of {plain(p.figure)} of {wording.states(missing, world)}",
            f"{plain(p.figure)} of every member of {bloc}",
        )
    rows = sorted((f for f in found.values() if f), key=lambda f: -f.value)
    mine = known(p.figure, p.state, p.year, q)
    what = plain(p.figure)
    return Reading(
        values=float(1 + sum(f.value > mine.value for f in rows)),
        text=f"rank of {who} by {what} among {len(rows)} members of {bloc}{_in(mine)}",
        finding=sentence(
            f"{who} ranks number {{value}} by {what} of {len(rows)} members of {bloc}{_in(mine)}."
        ),
        sources=tuple(sorted({f.source for f in rows})),
        year=mine.year,
        table=Table(
            caption=f"{what}, members of {bloc}",
            columns=(("state", ""), (what, mine.unit), ("year", ""), ("source", "")),
            rows=tuple((world.name(f.state or ""), f.value, f.year, f.source) for f in rows),
        ),
        remembered=any(f.remembered for f in rows),
    )


@implements(FIGURE_RATIO)
def figure_ratio(p: FigureRatio, q: Inquiry) -> Reading:
    """Divide one figure by the other."""
    above, below = (known(n, s, p.year, q) for n, s in ((p.part, p.part_of), (p.whole, p.whole_of)))
    part, whole = _of(p.part, p.part_of, q), _of(p.whole, p.whole_of, q)
    if above.unit != below.unit or not below.value:
        raise Untestable(f"{part} is in {above.unit}, {whole} in {below.unit}: no ratio")
    return Reading(
        values=above.value / below.value,
        text=f"{part} over {whole}{_in(above)}",
        finding=sentence(f"{part}{_in(above)} is {{value}} of {whole}{_in(below)}, as published."),
        sources=tuple(sorted({above.source, below.source})),
        year=above.year,
        table=_published((above, below), q),
        remembered=above.remembered or below.remembered,
    )


@implements(FIGURE_REPLACEMENT)
def figure_replacement(p: FigureReplacement, q: Inquiry) -> Reading:
    """Hold what was gained against what was lost, both as published."""
    more, less = _of(p.gained, p.gained_by, q), _of(p.lost, p.lost_by, q)
    gained, lost = (
        tuple(known(name, state, year, q) for year in (p.since, p.until))
        for name, state in ((p.gained, p.gained_by), (p.lost, p.lost_by))
    )
    fall = lost[0].value - lost[1].value
    if fall <= LEAST_BASE * lost[0].value:
        raise Untestable(
            f"{less} did not fall: {_value(lost[0])} in {p.since}, {_value(lost[1])} in {p.until}"
        )
    if gained[0].unit != lost[0].unit:
        raise Untestable(f"{more} is in {gained[0].unit}, {less} in {lost[0].unit}: no ratio")
    return Reading(
        values=(gained[1].value - gained[0].value) / fall,
        text=f"part of the fall of {less} that {more} made up, {p.since} to {p.until}",
        finding=sentence(
            f"{more} rose by {{value}} of what {less} fell by from {p.since} to {p.until}, as "
            "published."
        ),
        sources=tuple(sorted({f.source for f in (*gained, *lost)})),
        year=p.until,
        table=_published((*gained, *lost), q),
        remembered=any(f.remembered for f in (*gained, *lost)),
    )


def _published(figures: tuple[Figure, ...], q: Inquiry) -> Table:
    """Show figures as they were published."""
    return Table(
        caption="figures as published",
        columns=(("figure", ""), ("year", ""), ("value", ""), ("unit", ""), ("source", "")),
        rows=tuple((_of(f.figure, f.state, q), f.year, f.value, f.unit, f.source) for f in figures),
    )


@implements(IN_REGION)
def in_region(p: InRegion, q: Inquiry) -> Reading:
    """Look up each state's region and subregion."""
    where = {s: q.world.region(s) for s in members(p.states, q.world.year, q.world)}
    who = wording.states(p.states, q.world)
    return Reading(
        values=float(sum(p.region in w for w in where.values())),
        text=f"how many of {who} lie in {p.region}",
        finding=f"Of {who}, {{value}} of {len(where)} lie in {p.region} by the UN's geoscheme.",
        sources=("un-m49",),
        table=Table(
            caption="UN geoscheme",
            columns=(("state", ""), ("region", ""), ("subregion", "")),
            rows=tuple((q.world.name(s), *w) for s, w in where.items()),
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
