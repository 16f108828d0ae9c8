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
from accord.shocks.change import mask_of
from accord.verdict.evidence import Evidence
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements, percent

VOTES = "unga-ideal-point"
STALE = (
    "ideal points are one North-South dimension, end in 2019 and move with the agenda; "
    "they say little about alignment on any one question"
)


def _distances(p: VoteDistance, evidence: Evidence) -> tuple[Array, Array, int]:
    """Distances |x_i - x_to| of all states with votes, where p.state stands, and the year."""
    points = evidence.world.ideal_points()
    states = points["state"].to_list()
    if missing := [s for s in (p.state, p.to) if s not in states]:
        raise Untestable(f"no UN votes of {', '.join(missing)}", "ideal points of that state")
    x = points["point"].to_numpy()
    others = np.array([s != p.to for s in states])
    distance = np.abs(x - x[states.index(p.to)])
    return distance[others], distance[states.index(p.state)], int(points["year"][0])


@implements(VOTE_DISTANCE_RATIO)
def vote_distance_ratio(p: VoteDistance, evidence: Evidence) -> Reading:
    """Distance of a state's UN votes from another's, over the median state's distance."""
    all_distances, mine, year = _distances(p, evidence)
    median = float(np.median(all_distances))
    return Reading(
        values=float(mine) / median,
        text=f"distance {p.state} to {p.to} in UN votes, over the median state's, {year}",
        sources=("unga-ideal-points",),
        year=year,
        table=Table(
            caption=f"distance to {p.to} in UN votes, {year}",
            columns=(("who", ""), ("distance", "ratio")),
            rows=((p.state, float(mine)), ("median state", median)),
        ),
        notes=(STALE,),
    )


@implements(VOTE_DISTANCE_PERCENTILE)
def vote_distance_percentile(p: VoteDistance, evidence: Evidence) -> Reading:
    """Share of states that vote closer to another state than this one does."""
    all_distances, mine, year = _distances(p, evidence)
    return Reading(
        values=float((all_distances < mine).mean()),
        text=f"share of states that vote closer to {p.to} than {p.state} does, {year}",
        sources=("unga-ideal-points",),
        year=year,
        notes=(STALE,),
    )


@implements(EFFECTIVE_POLES)
def effective_poles(p: EffectivePoles, evidence: Evidence) -> Reading:
    """How many equal poles a state's recorded energy and mineral trade would amount to."""
    world = evidence.world
    year = p.year or world.year
    value = world.recorded(None, year).value_usd
    at = world.index(p.state)
    trade = value[at] + value[:, at]
    poles = {n: m for n, m in p.poles.items() if p.state not in m}
    ties = np.array([trade[mask_of(world, m)].sum() for m in poles.values()])
    if ties.sum() == 0:
        raise Untestable(f"{p.state} trades with none of the poles in {year}")
    found = alignment(ties)
    share = found.shares
    return Reading(
        values=float(found.n1),
        text=f"effective number of poles in {p.state}'s energy and mineral trade, {year}",
        sources=("baci",),
        year=year,
        table=Table(
            caption=f"trade with each pole, {year}",
            columns=(("pole", ""), ("trade", "usd"), ("share", "share")),
            rows=tuple(zip(poles, ties.tolist(), share.tolist(), strict=True)),
        ),
        notes=(f"{percent(ties.sum() / trade.sum(), 0)} of that trade is with any pole",),
    )
