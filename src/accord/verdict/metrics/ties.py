"""Metrics read off dated ties: recognition, embassies, borders, memberships, accessions."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

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
from accord.names import StateName
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import answered, date, own, plain, sentence
from accord.world import World

REMEMBERED = "from memory"
SYMMETRIC = ("land-border", "water-border", "diplomatic-relations", "free-trade-agreement")


@implements(COUNT_OF_TIES)
def count_of_ties(p: CountOfTies, q: Inquiry) -> Reading:
    """Count the pairs once each; a subject of whom the table knows nothing is refused."""
    world, on = q.world, p.on or q.case.day
    who, whom, relation = _said(p.subjects, world), _said(p.objects, world), plain(p.relation)
    p = replace(
        p,
        subjects=_each(p.subjects, on, world),
        objects=_objects(p.objects, (p.relation,), on, world),
    )
    rows = _pairs(world, p, on)
    denied = _denied(world, p)
    behind = pl.concat([rows, denied]) if len(denied) else rows
    pairs = len(p.subjects) * len(p.objects)
    text = f"{relation} of {who} with {whom} on {date(on)}"
    counted = (
        f"{who} with {whom}: {{value}} of {pairs} pairs had a tie of {relation} on {date(on)}."
    )
    return Reading(
        values=float(_distinct(rows, p)),
        text=text,
        finding=answered(text) if pairs == 1 else sentence(counted),
        one=pairs == 1,
        sources=_sources(behind),
        year=on.year,
        table=_table(behind, f"{relation}, in force on {date(on)}", world),
        remembered=_remembered(behind),
    )


def _denied(world: World, p: CountOfTies) -> pl.DataFrame:
    """Rows that say that a pair has no such tie; refused where the table doesn't know a subject."""
    known = world.ties(relation=p.relation, on=None)
    absent = world.ties(relation=f"no-{p.relation}", on=None)
    covered = {*known["subject"], *known["object"], *absent["subject"]}
    if missing := [s for s in p.subjects if s not in covered]:
        who, relation = _said(missing, world), plain(p.relation)
        raise Untestable(
            f"the table of ties knows no {relation} of {who}",
            f"a sourced list of {relation} for {who}",
        )
    return absent.filter(_between(p.subjects, p.objects) | _between(p.objects, p.subjects))


def _between(subjects: Iterable[str], objects: Iterable[str]) -> pl.Expr:
    return pl.col("subject").is_in(list(subjects)) & pl.col("object").is_in(list(objects))


def _pairs(world: World, p: CountOfTies, on: dt.date) -> pl.DataFrame:
    """Rows of ties from subjects to objects, or either way for a border or a mutual tie."""
    there, back = _between(p.subjects, p.objects), _between(p.objects, p.subjects)
    either_way = p.mutual or p.relation in SYMMETRIC
    return world.ties(relation=p.relation, on=on).filter(there | back if either_way else there)


def _distinct(rows: pl.DataFrame, p: CountOfTies) -> int:
    """Count pairs once; for a mutual tie only those that go both ways."""
    ways = {(a, b) for a, b in rows.select("subject", "object").iter_rows()}
    if p.mutual:
        return len({frozenset(w) for w in ways if w[::-1] in ways})
    if p.relation in SYMMETRIC:
        return len({frozenset(w) for w in ways})
    return len(ways)


def _asked(
    states: Sequence[str], who: str, of_one: str, of_many: str, found: str
) -> tuple[str, str, bool]:
    """Say what is asked of some states, what was found, and whether it is of one alone."""
    if len(states) == 1:
        text = f"whether {who} {of_one}"
        return text, answered(text), True
    return (
        f"how many of {who} {of_many}",
        f"Of {who}, {{value}} of {len(states)} {found}.",
        False,
    )


@implements(STATES_WITHOUT_TIE)
def states_without_tie(p: StatesWithoutTie, q: Inquiry) -> Reading:
    """Count who has the tie, and take them off; a state the table doesn't know is refused."""
    world, on = q.world, p.on or q.case.day
    states = _each(p.states, on, world)
    objects = _objects((p.object,), (p.relation,), on, world)
    asked = CountOfTies(subjects=states, relation=p.relation, objects=objects, on=on)
    denied, rows = _denied(world, asked), _pairs(world, asked, on)
    have = ({*rows["subject"]} | {*rows["object"]}) & {*states}
    behind = pl.concat([rows, denied]) if len(denied) else rows
    who, whom, relation = _said(p.states, world), _said((p.object,), world), plain(p.relation)
    rest = f"no {relation} with {whom} on {date(on)}"
    text, finding, one = _asked(states, who, f"has {rest}", f"have {rest}", f"had {rest}")
    return Reading(
        values=float(len(states) - len(have)),
        text=text,
        finding=finding,
        one=one,
        sources=_sources(behind),
        year=on.year,
        table=_table(behind, f"{relation} with {whom} on {date(on)}", world),
        remembered=_remembered(behind),
    )


@implements(NEW_TIES)
def new_ties(p: NewTies, q: Inquiry) -> Reading:
    """Count the rows that began after the case's date, up to where facts are known."""
    world, since, until = q.world, q.case.day, q.case.known_until
    rows = pl.concat([world.ties(relation=relation, on=None) for relation in p.relations])
    objects = list(_objects((p.object,), p.relations, since, world))
    mine = pl.col("object").is_in(objects) | pl.col("subject").is_in(objects)
    rows = rows.filter(mine & pl.col("start").is_between(since, until, closed="right"))
    if p.subjects:
        named = _each(p.subjects, since, world)
        rows = rows.filter(pl.col("subject").is_in(named) | pl.col("object").is_in(named))
    what, whom = wording.listed(map(plain, p.relations), "or"), _said((p.object,), world)
    return Reading(
        values=float(len(rows)),
        text=f"new {what} with {whom} from {date(since)} to {date(until)}",
        finding=f"{{value}} new ties of {what} with {whom} are known from {date(since)} to "
        f"{date(until)}.",
        sources=_sources(rows),
        year=until.year,
        table=_table(rows, f"begun after {date(since)}, known to {date(until)}", world),
        remembered=_remembered(rows),
    )


def _accession(p: Accedes, q: Inquiry) -> pl.DataFrame:
    """The row of the candidate's accession after the case's date, announced by both governments.

    Of a bloc, the rows of all members, the last one last. Empty where the horizon has ended without
    one; refused while it is open.
    """
    case, accord = q.case, q.case.accord
    assert accord  # the metric needs one
    wanted = _each((p.candidate,), case.day, q.world)
    rows = q.world.ties(relation="accession", object=accord.name)
    later = (pl.col("start") > case.day) & (pl.col("start") <= case.known_until)
    rows = rows.filter(pl.col("subject").is_in(wanted) & later)
    rows = rows.sort("start").unique("subject", keep="first", maintain_order=True)
    if len(rows) == len(wanted):
        return rows
    known, horizon = case.known_until, case.day + dt.timedelta(days=p.within)
    if horizon > known:
        who = wording.states(p.candidate, q.world)
        raise Untestable(
            f"no accession of {who} is known to {date(known)}, and the horizon of "
            f"{p.within} days ends on {date(horizon)}",
            f"facts up to {date(horizon)}",
        )
    return rows.clear()


@implements(DAYS_TO_ACCESSION)
def days_to_accession(p: Accedes, q: Inquiry) -> Reading:
    """Count the days; where the horizon has ended without an accession, one more than it has."""
    rows, as_of = _accession(p, q), q.case.day
    who = wording.states(p.candidate, q.world)
    days = p.within + 1 if rows.is_empty() else (rows["start"][-1] - as_of).days
    return Reading(
        values=float(days),
        text=f"days from {date(as_of)} until both governments had announced {own(who)} accession",
        finding=sentence(
            f"{own(who)} accession was not announced within {p.within} days of {date(as_of)}."
            if rows.is_empty()
            else f"both governments had announced {own(who)} accession {{value}} after "
            f"{date(as_of)}."
        ),
        sources=_sources(rows),
        year=as_of.year,
        table=_table(rows, f"accession of {who}", q.world),
        remembered=_remembered(rows),
    )


@implements(ACCESSION_OBSERVED)
def accession_observed(p: Accedes, q: Inquiry) -> Reading:
    """See whether the accession was announced within the horizon."""
    rows, as_of = _accession(p, q), q.case.day
    fast = not rows.is_empty() and (rows["start"][-1] - as_of).days <= p.within
    who = wording.states(p.candidate, q.world)
    signed = not rows.is_empty() and rows["signed"].null_count() == 0
    unsigned = "" if signed else f"; no signing is known to {date(q.case.known_until)}"
    return Reading(
        values=float(fast),
        text=f"whether both governments announced {own(who)} accession within {p.within} days of "
        f"{date(as_of)}",
        finding=sentence(
            f"both governments announced {own(who)} accession within {p.within} days of "
            f"{date(as_of)}{unsigned}."
            if fast
            else f"{own(who)} accession was not announced within {p.within} days of {date(as_of)}."
        ),
        sources=_sources(rows),
        year=as_of.year,
        table=_table(rows, f"accession of {who}", q.world),
        remembered=_remembered(rows),
    )


@implements(FOUNDING_MEMBERS)
def founding_members(p: Founders, q: Inquiry) -> Reading:
    """Count the states among the founders; a bloc of which nobody knows any is refused."""
    founders = q.world.ties(relation="founding-member", object=p.bloc)
    who, bloc = _said(p.states, q.world), _said((p.bloc,), q.world)
    if founders.is_empty():
        raise Untestable(f"no founding members of {bloc} are known", f"founders of {bloc}")
    states = _each(p.states, q.case.day, q.world)
    mine = founders.filter(pl.col("subject").is_in(states))
    text, finding, one = _asked(states, who, *[f"founded {bloc}"] * 3)
    return Reading(
        values=float(mine["subject"].n_unique()),
        text=text,
        finding=finding,
        one=one,
        sources=_sources(founders),
        table=_table(founders, f"founding members of {bloc}", q.world),
        remembered=_remembered(founders),
    )


@implements(MEMBERS)
def members(p: Members, q: Inquiry) -> Reading:
    """Count the states among the members on the date."""
    on = p.on or q.case.day
    rows = q.world.memberships(bloc=p.bloc, on=on)
    states = _each(p.states, on, q.world)
    mine = rows.filter(pl.col("state").is_in(states))
    who, bloc = _said(p.states, q.world), _said((p.bloc,), q.world)
    rest = f"of {bloc} on {date(on)}"
    text, finding, one = _asked(
        states, who, f"is a member {rest}", f"are members {rest}", f"were members {rest}"
    )
    return Reading(
        values=float(mine["state"].n_unique()),
        text=text,
        finding=finding,
        one=one,
        sources=_sources(rows),
        year=on.year,
        table=_membership_table(rows, f"members of {bloc} on {date(on)}", q.world),
        remembered=_remembered(mine),
    )


@implements(POLE_MEMBERSHIPS)
def pole_memberships(p: PoleMemberships, q: Inquiry) -> Reading:
    """Count the poles of the blocs that the state is a member of."""
    on = p.on or q.case.day
    pole_of = {bloc: pole for pole, blocs in p.poles.items() for bloc in blocs}
    mine = pl.col("state").is_in(_each((p.state,), on, q.world))
    rows = q.world.memberships(on=on).filter(mine & pl.col("bloc").is_in(list(pole_of)))
    who = wording.states(p.state, q.world)
    return Reading(
        values=float(len({pole_of[bloc] for bloc in rows["bloc"]})),
        text=f"poles to which {who} is bound by full membership on {date(on)}",
        finding=sentence(
            f"{who} was bound to {{value}} of {len(p.poles)} poles by full membership on "
            f"{date(on)}."
        ),
        sources=_sources(rows),
        year=on.year,
        table=_membership_table(rows, f"memberships of {who} on {date(on)}", q.world),
        remembered=_remembered(rows),
    )


def _each(names: Iterable[str], on: dt.date, world: World) -> tuple[StateName, ...]:
    """Give the states that are named, a bloc as each of its members on a day."""
    found = dict.fromkeys(state for name in names for state in world.expand(name, on))
    return tuple(map(StateName, found))


def _objects(
    names: Iterable[str], relations: Iterable[str], on: dt.date, world: World
) -> tuple[str, ...]:
    """Give states and organisations: a bloc as each of its members, where ties are of states.

    One that has such a tie by its own name is itself, and so is any of a relation that nobody has
    with a state, as an accession.
    """
    rows = pl.concat([world.ties(relation=relation, on=None) for relation in relations])
    named, states = set(rows["object"]), set(world.states)
    split = {n for n in names if n in world.blocs and n not in named and named & states}
    found = (
        one for name in names for one in (world.expand(name, on) if name in split else (name,))
    )
    return tuple(dict.fromkeys(found))


def _said(names: Iterable[str], world: World) -> str:
    """Name states and blocs, and what is neither as it is written."""
    known = {*world.states, *world.blocs}
    return wording.listed(
        wording.states(name, world) if name in known else f"the {plain(name)}" for name in names
    )


def _table(rows: pl.DataFrame, caption: str, world: World) -> Table:
    """Show the rows of ties behind a number."""
    shown = rows.select("subject", "relation", "object", "start", "source")
    return Table(
        caption=caption,
        columns=(("subject", ""), ("relation", ""), ("object", ""), ("since", ""), ("source", "")),
        rows=tuple(
            (_said((subject,), world), plain(relation), _said((object_,), world), start, source)
            for subject, relation, object_, start, source in shown.iter_rows()
        ),
    )


def _membership_table(rows: pl.DataFrame, caption: str, world: World) -> Table:
    """Show memberships with their dates and sources."""
    shown = rows.select("bloc", "state", "start", "source")
    return Table(
        caption=caption,
        columns=(("bloc", ""), ("state", ""), ("start", ""), ("source", "")),
        rows=tuple(
            (_said((bloc,), world), _said((state,), world), start, source)
            for bloc, state, start, source in shown.iter_rows()
        ),
    )


def _sources(rows: pl.DataFrame) -> tuple[str, ...]:
    """Give the keys of the rows."""
    return tuple(sorted(set(rows["source"].to_list())))


def _remembered(rows: pl.DataFrame) -> bool:
    """Whether all that the number rests on is remembered, not read."""
    return not rows.is_empty() and bool((rows["status"] == REMEMBERED).all())
