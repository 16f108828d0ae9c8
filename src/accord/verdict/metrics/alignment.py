"""Metrics of alignment: distances in UN votes, and over how many poles ties are spread."""

from dataclasses import dataclass

import numpy as np

from accord.axes import Array
from accord.draws import Draws
from accord.engines.security import Alignment
from accord.measures.alignment import (
    EFFECTIVE_POLES,
    NET_LEAN,
    POLE_COVERAGE,
    POLE_SHARE,
    VOTE_DISTANCE_PERCENTILE,
    VOTE_DISTANCE_RATIO,
    Channel,
    EffectivePoles,
    OfChannel,
    PoleCoverage,
    PoleShare,
    VoteDistance,
)
from accord.study import Cells, Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.channels import (
    MIDDLE,
    STALE,
    Ties,
    likeness_of,
    ties_of,
)
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import own, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class _Distances:
    """Distances of UN votes from a state's, or from the middle of a bloc's members.

    of_all : |x_i - x_to| of every state with votes that isn't asked about itself
    of_one : that of the state in question, or of the middle of its members
    """

    of_all: Array
    of_one: float
    year: int
    sources: tuple[str, ...]
    notes: tuple[str, ...]


def _distances(p: VoteDistance, q: Inquiry) -> _Distances:
    """Hold votes against each other, a bloc at the mean of those of its members who vote."""
    q.note(Cells(table="votes"))
    points = q.world.ideal_points(q.case.day.year)
    states, x = np.array(points["state"].to_list(), dtype=str), points["point"].to_numpy()
    mine, theirs = (np.isin(states, q.world.expand(s, q.case.day)) for s in (p.state, p.to))
    if missing := [s for s, at in ((p.state, mine), (p.to, theirs)) if not at.any()]:
        who = wording.states(missing, q.world)
        raise Untestable(f"no UN votes of {who}", f"ideal points of {who}")
    centre = float(x[theirs].mean())
    return _Distances(
        of_all=np.abs(x - centre)[~theirs],
        of_one=abs(float(x[mine].mean()) - centre),
        year=int(points["year"][0]),
        sources=tuple(sorted(set(points["source"]))),
        notes=(
            STALE,
            *(MIDDLE.format(name=wording.states(s, q.world), n=int(at.sum()))
              for s, at in ((p.state, mine), (p.to, theirs)) if s in q.world.blocs),
        ),
    )  # fmt: skip


@implements(VOTE_DISTANCE_RATIO)
def vote_distance_ratio(p: VoteDistance, q: Inquiry) -> Reading:
    """Divide the distance by the median state's."""
    found = _distances(p, q)
    median, year = float(np.median(found.of_all)), found.year
    who, to = wording.states(p.state, q.world), wording.states(p.to, q.world)
    return Reading(
        values=found.of_one / median,
        text=f"distance of {who} to {to} in UN votes, over the median state's, {year}",
        finding=sentence(
            f"in UN votes {who} stood {{value}} times as far from {to} as the median state, in "
            f"{year}."
        ),
        sources=found.sources,
        year=year,
        table=Table(
            caption=f"distance to {to} in UN votes, {year}",
            columns=(("who", ""), ("distance", "ratio")),
            rows=((who, found.of_one), ("median state", median)),
        ),
        notes=found.notes,
    )


@implements(VOTE_DISTANCE_PERCENTILE)
def vote_distance_percentile(p: VoteDistance, q: Inquiry) -> Reading:
    """Count the states that vote closer."""
    found = _distances(p, q)
    year = found.year
    who, to = wording.states(p.state, q.world), wording.states(p.to, q.world)
    return Reading(
        values=float((found.of_all < found.of_one).mean()),
        text=f"share of states that vote closer to {to} than {who} does, {year}",
        finding=f"{{value}} of states voted closer to {to} than {who} did, in {year}.",
        sources=found.sources,
        year=year,
        notes=found.notes,
    )


CHANNEL = {
    "trade": "energy and mineral trade",
    "transit": "exports in transit",
    "memberships": "memberships",
    "votes": "votes in the UN",
}


@implements(EFFECTIVE_POLES)
def effective_poles(p: EffectivePoles, q: Inquiry) -> Reading:
    """Take the entropy of the shares that the poles have in the ties of a channel."""
    ties = ties_of(p.channel, p.state, q, poles=p.poles, year=p.year, width=p.width)
    found = ties.spread(likeness_of(ties, p.state, q, p.poles) if p.corrected else None)
    who, what = wording.states(p.state, q.world), CHANNEL[p.channel]
    alike = " that vote differently" if p.corrected else ""
    return Reading(
        values=value_of(found.n1z if found.n1z is not None else found.n1),
        text=f"effective number of poles{alike} in {own(who)} {what}, {ties.year}",
        finding=sentence(
            f"{own(who)} {what} {_was(p.channel)} spread as over {{value}} equal poles{alike} in "
            f"{ties.year}."
        ),
        sources=_sources(ties, corrected=p.corrected),
        year=ties.year,
        table=_table(ties, found),
        notes=ties.notes,
        remembered=ties.remembered,
    )


def _was(channel: Channel) -> str:
    return "was" if channel == "trade" else "were"


def value_of(values: Array) -> Array | float:
    """Give draws as they are, and a number where nothing was drawn."""
    return float(values) if values.ndim == 0 else values


def _sources(ties: Ties, *, corrected: bool = False) -> tuple[str, ...]:
    """Name who says so; the likeness of poles rests on votes."""
    return (*ties.sources, *(("unga-ideal-points",) if corrected else ()))


def _table(ties: Ties, found: Alignment) -> Table:
    """Show each pole's ties and share, the median where they are drawn."""
    columns: tuple[tuple[str, str], ...] = (("pole", ""), ("share", "share"))
    middle, share = (Draws(np.atleast_2d(x)).median() for x in (ties.ties, found.shares))
    rows: tuple[tuple[object, ...], ...]
    rows = tuple(zip(ties.poles, share.tolist(), strict=True))
    if ties.unit:
        columns = (("pole", ""), (ties.channel, ties.unit), ("share", "share"))
        rows = tuple(zip(ties.poles, middle.tolist(), share.tolist(), strict=True))
    of = {"votes": "nearness of votes to", "memberships": "memberships by"}.get(ties.channel)
    caption = f"{of or f'{ties.channel} with'} each pole, {ties.year}"
    return Table(caption=caption, columns=columns, rows=rows)


@implements(POLE_SHARE)
def pole_share(p: PoleShare, q: Inquiry) -> Reading:
    """Read one pole's share off the channel."""
    ties = ties_of(p.channel, p.state, q, year=p.year, width=p.width)
    who, what = wording.states(p.state, q.world), CHANNEL[p.channel]
    if p.pole not in ties.poles:
        raise Untestable(
            f"{p.pole} is no pole that counts for {who} ({', '.join(ties.poles)})",
            "a pole of the case that is not its own",
        )
    found = ties.spread()
    return Reading(
        values=value_of(found.shares[..., ties.poles.index(p.pole)]),
        text=f"share of {p.pole} in {own(who)} {what}, as far as with any pole, {ties.year}",
        finding=sentence(
            f"of what {own(who)} {what} {_was(p.channel)} with any pole, {{value}} went to "
            f"{p.pole} in {ties.year}."
        ),
        sources=_sources(ties),
        year=ties.year,
        table=_table(ties, found),
        notes=ties.notes,
        remembered=ties.remembered,
    )


@implements(NET_LEAN)
def lean(p: OfChannel, q: Inquiry) -> Reading:
    """Hold the poles of one side against those of the other."""
    aligned = q.case.alignment
    if aligned is None or not aligned.lean:
        raise Untestable("the case's [alignment] has no lean", "which poles are on which side")
    ties = ties_of(p.channel, p.state, q, year=p.year, width=p.width)
    found = ties.spread()
    who, what = wording.states(p.state, q.world), CHANNEL[p.channel]
    return Reading(
        values=value_of(ties.lean(aligned.lean)),
        text=f"net lean of {own(who)} {what}, {ties.year}",
        finding=sentence(
            f"in {own(who)} {what} the poles of one side had {{value}} more than those of the "
            f"other in {ties.year}."
        ),
        sources=_sources(ties),
        year=ties.year,
        table=_table(ties, found),
        notes=(*ties.notes, "which poles are on which side is the case's judgement"),
        remembered=ties.remembered,
    )


@implements(POLE_COVERAGE)
def coverage(p: PoleCoverage, q: Inquiry) -> Reading:
    """Say how much of a channel the other numbers are about."""
    ties = ties_of(p.channel, p.state, q, year=p.year)
    assert ties.coverage is not None  # of trade and transit somebody counts all
    who, what = wording.states(p.state, q.world), CHANNEL[p.channel]
    return Reading(
        values=ties.coverage,
        text=f"part of {own(who)} {what} that goes to any pole, {ties.year}",
        finding=sentence(f"{{value}} of {own(who)} {what} went to any pole in {ties.year}."),
        sources=_sources(ties),
        year=ties.year,
        table=_table(ties, ties.spread()),
        notes=ties.notes,
        remembered=ties.remembered,
    )
