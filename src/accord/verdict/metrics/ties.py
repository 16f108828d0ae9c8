"""Metrics read off dated ties: recognition, embassies, borders, memberships, accessions."""

import datetime as dt

import polars as pl

from accord.measures.ties import (
    ACCESSION_OBSERVED,
    COUNT_OF_TIES,
    DAYS_TO_ACCESSION,
    FOUNDING_MEMBERS,
    MEMBERS,
    NEW_TIES,
    POLE_MEMBERSHIPS,
    STATES_WITHOUT_TIE,
    Accedes,
    CountOfTies,
    Founders,
    Members,
    NewTies,
    PoleMemberships,
    StatesWithoutTie,
)
from accord.verdict.evidence import Evidence
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.world import World

REMEMBERED = "from memory"
COLUMNS = (("subject", ""), ("relation", ""), ("object", ""), ("since", ""), ("source", ""))


def _table(rows: pl.DataFrame, caption: str) -> Table:
    """Show the rows of ties behind a number, with their status."""
    shown = rows.select("subject", "relation", "object", "start", "source")
    return Table(caption=caption, columns=COLUMNS, rows=tuple(shown.iter_rows()))


def _sources(rows: pl.DataFrame) -> tuple[str, ...]:
    """Give the keys of the rows."""
    return tuple(sorted(set(rows["source"].to_list())))


def _remembered(rows: pl.DataFrame) -> bool:
    """Whether all that the number rests on is remembered, not read."""
    return not rows.is_empty() and bool((rows["status"] == REMEMBERED).all())


@implements(COUNT_OF_TIES)
def count_of_ties(p: CountOfTies, evidence: Evidence) -> Reading:
    """How many pairs of subjects and objects have a tie on a date."""
    world, on = evidence.world, p.on or evidence.case.accord.as_of
    rows = _pairs(world, p, on)
    known = world.ties(relation=p.relation, on=None)
    covered = set(known["subject"]) | set(known["object"])
    absent = world.ties(relation=f"no-{p.relation}", on=None)
    if missing := [s for s in p.subjects if s not in covered | set(absent["subject"])]:
        raise Untestable(
            f"the table of ties knows no {p.relation} of {', '.join(missing)}",
            f"a sourced list of {p.relation} for {', '.join(missing)}",
        )
    denied = absent.filter(
        pl.col("subject").is_in(p.subjects) & pl.col("object").is_in(p.objects)
        | pl.col("object").is_in(p.subjects) & pl.col("subject").is_in(p.objects)
    )
    behind = pl.concat([rows, denied]) if len(denied) else rows
    return Reading(
        values=float(_distinct(rows, p)),
        text=f"{p.relation} of {', '.join(p.subjects)} with {', '.join(p.objects)} on {on}",
        sources=_sources(behind),
        year=on.year,
        table=_table(behind, f"{p.relation}, in force on {on}"),
        remembered=_remembered(behind),
    )


def _pairs(world: World, p: CountOfTies, on: dt.date) -> pl.DataFrame:
    """Rows of ties from subjects to objects, or either way for a border or a mutual tie."""
    rows = world.ties(relation=p.relation, on=on)
    there = pl.col("subject").is_in(p.subjects) & pl.col("object").is_in(p.objects)
    back = pl.col("object").is_in(p.subjects) & pl.col("subject").is_in(p.objects)
    either_way = p.mutual or p.relation in SYMMETRIC
    return rows.filter(there | back if either_way else there)


SYMMETRIC = ("land-border", "water-border", "diplomatic-relations", "free-trade-agreement")


def _distinct(rows: pl.DataFrame, p: CountOfTies) -> int:
    """Count pairs once; for a mutual tie only those that go both ways."""
    ways = {(a, b) for a, b in rows.select("subject", "object").iter_rows()}
    if p.mutual:
        return len({frozenset(w) for w in ways if w[::-1] in ways})
    if p.relation in SYMMETRIC:
        return len({frozenset(w) for w in ways})
    return len(ways)


@implements(STATES_WITHOUT_TIE)
def states_without_tie(p: StatesWithoutTie, evidence: Evidence) -> Reading:
    """How many of the states do not have a tie with the object on a date."""
    on = p.on or evidence.case.accord.as_of
    asked = CountOfTies(subjects=p.states, relation=p.relation, objects=(p.object,), on=on)
    rows = _pairs(evidence.world, asked, on)
    have = (set(rows["subject"]) | set(rows["object"])) & set(p.states)
    return Reading(
        values=float(len(p.states) - len(have)),
        text=f"states of {', '.join(p.states)} without {p.relation} with {p.object} on {on}",
        sources=_sources(rows),
        year=on.year,
        table=_table(rows, f"{p.relation} with {p.object} on {on}"),
        remembered=_remembered(rows),
    )


@implements(NEW_TIES)
def new_ties(p: NewTies, evidence: Evidence) -> Reading:
    """How many ties with an object began between the case's date and the end of known facts."""
    accord = evidence.case.accord
    since, until = accord.as_of, accord.facts_until or accord.as_of
    found = []
    for relation in p.relations:
        rows = evidence.world.ties(relation=relation, on=None)
        mine = (pl.col("object") == p.object) | (pl.col("subject") == p.object)
        rows = rows.filter(mine & pl.col("start").is_between(since, until, closed="right"))
        if p.subjects:
            rows = rows.filter(
                pl.col("subject").is_in(p.subjects) | pl.col("object").is_in(p.subjects)
            )
        found.append(rows)
    rows = pl.concat(found)
    return Reading(
        values=float(len(rows)),
        text=f"new {', '.join(p.relations)} with {p.object} from {since} to {until}",
        sources=_sources(rows),
        year=until.year,
        table=_table(rows, f"begun after {since}, known to {until}"),
        remembered=_remembered(rows),
    )


def _accession(p: Accedes, evidence: Evidence) -> pl.DataFrame:
    """The row of the candidate's accession after the case's date, announced by both governments."""
    accord = evidence.case.accord
    rows = evidence.world.ties(relation="accession", subject=p.candidate, on=None)
    rows = rows.filter((pl.col("object") == accord.name) & (pl.col("start") > accord.as_of))
    if not rows.is_empty():
        return rows.sort("start").head(1)
    known = accord.facts_until or accord.as_of
    horizon = accord.as_of + dt.timedelta(days=p.within)
    if horizon > known:
        raise Untestable(
            f"no accession of {p.candidate} is known to {known}, and the horizon of "
            f"{p.within} days ends on {horizon}",
            f"facts up to {horizon}",
        )
    return rows


@implements(DAYS_TO_ACCESSION)
def days_to_accession(p: Accedes, evidence: Evidence) -> Reading:
    """Days from the case's date until both governments had announced the accession."""
    rows, as_of = _accession(p, evidence), evidence.case.accord.as_of
    days = p.within + 1 if rows.is_empty() else (rows["start"][0] - as_of).days
    return Reading(
        values=float(days),
        text=f"days from {as_of} until {p.candidate}'s accession was announced by both governments",
        sources=_sources(rows),
        year=as_of.year,
        table=_table(rows, f"accession of {p.candidate}"),
        remembered=_remembered(rows),
    )


@implements(ACCESSION_OBSERVED)
def accession_observed(p: Accedes, evidence: Evidence) -> Reading:
    """Whether the candidate acceded within the horizon: 1 or 0; untestable while it is open."""
    rows, as_of = _accession(p, evidence), evidence.case.accord.as_of
    fast = not rows.is_empty() and (rows["start"][0] - as_of).days <= p.within
    return Reading(
        values=float(fast),
        text=f"{p.candidate} accedes within {p.within} days of {as_of}",
        sources=_sources(rows),
        year=as_of.year,
        table=_table(rows, f"accession of {p.candidate}"),
        remembered=_remembered(rows),
    )


@implements(FOUNDING_MEMBERS)
def founding_members(p: Founders, evidence: Evidence) -> Reading:
    """How many of the states founded a bloc."""
    founders = evidence.world.ties(relation="founding-member", object=p.bloc)
    if founders.is_empty():
        raise Untestable(f"no founding members of {p.bloc} are known", f"founders of {p.bloc}")
    mine = founders.filter(pl.col("subject").is_in(p.states))
    return Reading(
        values=float(mine["subject"].n_unique()),
        text=f"states of {', '.join(p.states)} that founded {p.bloc}",
        sources=_sources(founders),
        table=_table(founders, f"founding members of {p.bloc}"),
        remembered=_remembered(founders),
    )


@implements(MEMBERS)
def members(p: Members, evidence: Evidence) -> Reading:
    """How many of the states are members of a bloc on a date."""
    on = p.on or evidence.case.accord.as_of
    rows = evidence.world.memberships(bloc=p.bloc, on=on)
    mine = rows.filter(pl.col("state").is_in(p.states))
    return Reading(
        values=float(mine["state"].n_unique()),
        text=f"states of {', '.join(p.states)} that are members of {p.bloc} on {on}",
        sources=_sources(rows),
        year=on.year,
        table=_membership_table(rows, f"members of {p.bloc} on {on}"),
        remembered=_remembered(mine),
    )


@implements(POLE_MEMBERSHIPS)
def pole_memberships(p: PoleMemberships, evidence: Evidence) -> Reading:
    """How many poles a state is bound to by full membership of one of their blocs."""
    on = p.on or evidence.case.accord.as_of
    pole_of = {bloc: pole for pole, blocs in p.poles.items() for bloc in blocs}
    rows = evidence.world.memberships(state=p.state, on=on)
    rows = rows.filter(pl.col("bloc").is_in(list(pole_of)))
    return Reading(
        values=float(len({pole_of[bloc] for bloc in rows["bloc"]})),
        text=f"poles to which {p.state} is bound by full membership on {on}",
        sources=_sources(rows),
        year=on.year,
        table=_membership_table(rows, f"memberships of {p.state} on {on}"),
        remembered=_remembered(rows),
    )


def _membership_table(rows: pl.DataFrame, caption: str) -> Table:
    """Show memberships with their dates and sources."""
    columns = ("bloc", "state", "start", "source")
    return Table(
        caption=caption,
        columns=tuple((c, "") for c in columns),
        rows=tuple(rows.select(columns).iter_rows()),
    )
