"""Metrics of alignment: distances in UN votes, and how many poles a state trades with."""

import numpy as np

from accord.axes import Array
from accord.engines.security import alignment
from accord.measures.alignment import (
    EFFECTIVE_POLES,
    VOTE_DISTANCE_PERCENTILE,
    VOTE_DISTANCE_RATIO,
    EffectivePoles,
    VoteDistance,
)
from accord.study import Cells, Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.record import Record
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import own, percent, sentence

STALE = (
    "ideal points are one North-South dimension, end in 2019 and move with the agenda; "
    "they say little about alignment on any one question"
)


def _distances(p: VoteDistance, q: Inquiry) -> tuple[Array, Array, int]:
    """Distances |x_i - x_to| of all states with votes, where p.state stands, and the year."""
    q.note(Cells(table="votes"))
    points = q.world.ideal_points()
    states = points["state"].to_list()
    if missing := [s for s in (p.state, p.to) if s not in states]:
        who = wording.states(missing, q.world)
        raise Untestable(f"no UN votes of {who}", f"ideal points of {who}")
    x = points["point"].to_numpy()
    others = np.array([s != p.to for s in states])
    distance = np.abs(x - x[states.index(p.to)])
    return distance[others], distance[states.index(p.state)], int(points["year"][0])


@implements(VOTE_DISTANCE_RATIO)
def vote_distance_ratio(p: VoteDistance, q: Inquiry) -> Reading:
    """Divide the distance by the median state's."""
    all_distances, mine, year = _distances(p, q)
    median = float(np.median(all_distances))
    who, to = wording.states(p.state, q.world), wording.states(p.to, q.world)
    return Reading(
        values=float(mine) / median,
        text=f"distance of {who} to {to} in UN votes, over the median state's, {year}",
        finding=sentence(
            f"in UN votes {who} stood {{value}} times as far from {to} as the median state, in "
            f"{year}."
        ),
        sources=("unga-ideal-points",),
        year=year,
        table=Table(
            caption=f"distance to {to} in UN votes, {year}",
            columns=(("who", ""), ("distance", "ratio")),
            rows=((who, float(mine)), ("median state", median)),
        ),
        notes=(STALE,),
    )


@implements(VOTE_DISTANCE_PERCENTILE)
def vote_distance_percentile(p: VoteDistance, q: Inquiry) -> Reading:
    """Count the states that vote closer."""
    all_distances, mine, year = _distances(p, q)
    who, to = wording.states(p.state, q.world), wording.states(p.to, q.world)
    return Reading(
        values=float((all_distances < mine).mean()),
        text=f"share of states that vote closer to {to} than {who} does, {year}",
        finding=f"{{value}} of states voted closer to {to} than {who} did, in {year}.",
        sources=("unga-ideal-points",),
        year=year,
        notes=(STALE,),
    )


@implements(EFFECTIVE_POLES)
def effective_poles(p: EffectivePoles, q: Inquiry) -> Reading:
    """Take the entropy of the shares that the poles have in what the state sells and buys."""
    world = q.world
    year = p.year or world.year
    everything = Record(q=q)
    trade = everything.exports(p.state, year) + everything.imports(p.state, year)
    masks = {name: world.mask(m, year) for name, m in p.poles.items()}
    poles = {name: m for name, m in masks.items() if not m[world.index(p.state)]}
    ties = np.array([trade[mask].sum() for mask in poles.values()])
    who = wording.states(p.state, world)
    if ties.sum() == 0:
        raise Untestable(f"{who} trades with none of the poles in {year}")
    found = alignment(ties)
    return Reading(
        values=float(found.n1),
        text=f"effective number of poles in {own(who)} energy and mineral trade, {year}",
        finding=sentence(
            f"{own(who)} energy and mineral trade was spread as over {{value}} equal poles in "
            f"{year}."
        ),
        sources=("baci",),
        year=year,
        table=Table(
            caption=f"trade with each pole, {year}",
            columns=(("pole", ""), ("trade", "usd"), ("share", "share")),
            rows=tuple(zip(poles, ties.tolist(), found.shares.tolist(), strict=True)),
        ),
        notes=(f"{percent(ties.sum() / trade.sum())} of that trade is with any pole",),
    )
