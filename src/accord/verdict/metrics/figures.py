"""Metrics read off curated single figures, and off the tables of regions, texts and projects."""

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
from accord.verdict.evidence import Evidence
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.world import Figure, World


@implements(FIGURE)
def figure(p: FigureOf, evidence: Evidence) -> Reading:
    """A single figure from a named source."""
    found = evidence.world.figure(p.figure, state=p.state, year=p.year)
    if found is None:
        whom = f" for {p.state}" if p.state else ""
        raise Untestable(f"no sourced figure {p.figure}{whom}", f"a published {p.figure}{whom}")
    span: tuple[str, ...] = ()
    if found.low is not None and found.high is not None:
        span = (f"published range {found.low:g} to {found.high:g}",)
    return Reading(
        values=found.value,
        text=f"{p.figure}{f' of {p.state}' if p.state else ''}, {found.year}",
        sources=(found.source,),
        year=found.year,
        notes=(*span, *((found.note,) if found.note else ())),
        remembered=found.remembered,
    )


@implements(FIGURE_RANK)
def figure_rank(p: FigureRank, evidence: Evidence) -> Reading:
    """Rank of a state among the members of a bloc, the largest figure first."""
    world = evidence.world
    members = world.expand(p.among)
    found = {s: world.figure(p.figure, state=s, year=p.year) for s in members}
    if missing := [s for s, f in found.items() if f is None]:
        raise Untestable(
            f"no sourced {p.figure} for {', '.join(missing)}",
            f"{p.figure} of every {p.among} member",
        )
    rows = sorted(
        ((s, f.value, f.year, f.source) for s, f in found.items() if f), key=lambda r: -r[1]
    )
    mine = found[p.state]
    if mine is None:
        raise Untestable(f"{p.state} is no member of {p.among}")
    return Reading(
        values=float(1 + sum(row[1] > mine.value for row in rows)),
        text=f"rank of {p.state} by {p.figure} among {len(rows)} members of {p.among}",
        sources=tuple(sorted({row[3] for row in rows})),
        year=mine.year,
        table=Table(
            caption=f"{p.figure}, members of {p.among}",
            columns=(("state", ""), (p.figure, mine.unit), ("year", ""), ("source", "")),
            rows=tuple(rows),
        ),
        remembered=any(f.remembered for f in found.values() if f),
    )


@implements(FIGURE_RATIO)
def figure_ratio(p: FigureRatio, evidence: Evidence) -> Reading:
    """One published figure over another, in the same unit."""
    world = evidence.world
    above, below = (
        _known(n, s, p.year, world) for n, s in ((p.part, p.part_of), (p.whole, p.whole_of))
    )
    if above.unit != below.unit or not below.value:
        raise Untestable(f"{p.part} is in {above.unit}, {p.whole} in {below.unit}: no ratio")
    return Reading(
        values=above.value / below.value,
        text=f"{p.part} over {p.whole}, {above.year}",
        sources=tuple(sorted({above.source, below.source})),
        year=above.year,
        table=Table(
            caption="figures as published",
            columns=(("figure", ""), ("state", ""), ("year", ""), ("value", above.unit)),
            rows=tuple((f.figure, f.state, f.year, f.value) for f in (above, below)),
        ),
        remembered=above.remembered or below.remembered,
    )


@implements(FIGURE_REPLACEMENT)
def figure_replacement(p: FigureReplacement, evidence: Evidence) -> Reading:
    """Part of a loss that a gain made up, both as published, where trade records are incomplete."""
    asked = ((p.gained, p.gained_by), (p.lost, p.lost_by))
    found = {
        (name, year): _known(name, state, year, evidence.world)
        for name, state in asked
        for year in (p.since, p.until)
    }
    lost = found[p.lost, p.since].value - found[p.lost, p.until].value
    if lost <= 0:
        raise Untestable(f"{p.lost} did not fall from {p.since} to {p.until}")
    gained = found[p.gained, p.until].value - found[p.gained, p.since].value
    return Reading(
        values=gained / lost,
        text=f"part of the fall of {p.lost} of {p.lost_by} that {p.gained} of {p.gained_by} "
        f"made up, {p.since} to {p.until}",
        sources=tuple(sorted({f.source for f in found.values()})),
        year=p.until,
        table=Table(
            caption="figures as published",
            columns=(("figure", ""), ("state", ""), ("year", ""), ("value", ""), ("unit", "")),
            rows=tuple((f.figure, f.state, f.year, f.value, f.unit) for f in found.values()),
        ),
        remembered=any(f.remembered for f in found.values()),
    )


def _known(name: str, state: str | None, year: int | None, world: World) -> Figure:
    """Look up a figure that the metric can't do without."""
    found = world.figure(name, state=state, year=year)
    if found is None:
        of, when = (f" of {state}" if state else ""), (f" in {year}" if year else "")
        raise Untestable(f"no sourced figure {name}{of}{when}", f"a published {name}")
    return found


@implements(IN_REGION)
def in_region(p: InRegion, evidence: Evidence) -> Reading:
    """How many of the states lie in a region or subregion of the UN geoscheme."""
    where = {s: evidence.world.region(s) for s in p.states}
    return Reading(
        values=float(sum(p.region in w for w in where.values())),
        text=f"states of {', '.join(p.states)} in {p.region}",
        sources=("un-m49",),
        table=Table(
            caption="UN geoscheme",
            columns=(("state", ""), ("region", ""), ("subregion", "")),
            rows=tuple((s, *w) for s, w in where.items()),
        ),
    )


@implements(INSTRUMENTS_WITH_CLAUSE)
def instruments_with_clause(p: ClauseCount, evidence: Evidence) -> Reading:
    """How many instruments of the accord have a clause, by their text."""
    rows = evidence.world.instruments()
    if p.clause not in rows.columns:
        raise Untestable(f'no clause "{p.clause}" was read for in the instruments')
    read = rows.filter(rows["status"] == "verified")
    if read.is_empty():
        raise Untestable("the text of no instrument was read", "the instruments' texts")
    return Reading(
        values=float((read[p.clause] == "yes").sum()),
        text=f"instruments of the accord with a {p.clause.replace('_', ' ')}",
        sources=tuple(sorted(set(read["source"]))),
        table=Table(
            caption="instruments that were read",
            columns=(("instrument", ""), ("date", ""), (p.clause, ""), ("source", "")),
            rows=tuple(read.select("instrument", "date", p.clause, "source").iter_rows()),
        ),
        notes=(f"{len(rows) - len(read)} instruments were not read",)
        if len(read) < len(rows)
        else (),
    )


@implements(PROJECTS)
def projects(p: Projects, evidence: Evidence) -> Reading:
    """How many projects between two states in a sector have a source that was read."""
    rows = evidence.world.projects(state=p.state, partner=p.partner, sector=p.sector)
    if rows.is_empty():
        raise Untestable(
            f"no project of {p.state} with {p.partner} in {p.sector} was found in what was read",
            "a sourced list of projects; absence from a search is not absence",
        )
    return Reading(
        values=float(len(rows)),
        text=f"projects of {p.state} with {p.partner} in {p.sector}",
        sources=tuple(sorted(set(rows["source"]))),
        table=Table(
            caption="projects",
            columns=(("what", ""), ("year", ""), ("source", "")),
            rows=tuple(rows.select("what", "year", "source").iter_rows()),
        ),
        remembered=bool((rows["status"] == "from memory").all()),
    )
