"""Ties of a state to the poles of a case, channel by channel, as metrics and tables read them.

    trade        recorded exports plus imports, all covered energy and mineral codes, US$
    transit      exports of the case's goods that cross a pole's territory, t
    memberships  the case's bonds by their weights, which are drawn
    votes        nearness in UN votes, exp(-|x_i - x_p| / width), x drawn from its posterior

A state's own pole is dropped from each. Of a bloc trade and transit are added up, what its members
trade among themselves left out; memberships and votes are the mean of its members. A pole that all
of them are in is their own; from any other, those whom both have are left out.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.axes import Array, Mask
from accord.case.alignment import Bond
from accord.draws import stream
from accord.engines.security import (
    Alignment,
    alignment,
    bond_ties,
    drawn_points,
    net_lean,
    pole_likeness,
)
from accord.engines.security import vote_ties as kernel
from accord.measures.alignment import Channel, Width
from accord.measures.corridor import TransitShare
from accord.names import StateName, TransitName
from accord.study import Cells, Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.record import Record, record
from accord.verdict.metrics.registry import Untestable
from accord.verdict.metrics.transit import DERIVED, lay
from accord.verdict.metrics.wording import percent

REMEMBERED = "from memory"
STALE = (
    "ideal points are one North-South dimension and move with the agenda; they say little about "
    "alignment on any one question"
)
PART_OF = {"sd": 1.0, "half-sd": 0.5}  # of the standard deviation over states
MIDDLE = "of {name} the mean of {n} members that vote"
BY_HAND = "which bloc binds to which pole, and how much, is the case's judgement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Poles:
    """The poles that count for a state or bloc, its own left out.

    members : who is in each, (P, S), but for who is in the bloc that is asked about
    own : the state, or who is in the bloc, (S,)
    shared : states that are in the bloc and in a pole
    """

    names: tuple[str, ...]
    members: Mask
    own: Mask
    shared: tuple[StateName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Ties of a state to poles in one channel.

    ties : (P,) or (D, P), in `unit`; of `poles`, in their order
    coverage : which part of all ties goes to any pole; None where nobody counts all
    """

    channel: Channel
    poles: tuple[str, ...]
    ties: Array
    unit: str
    year: int
    sources: tuple[str, ...]
    coverage: float | None = None
    remembered: bool = False
    notes: tuple[str, ...] = ()

    def lean(self, sides: Mapping[str, float]) -> Array:
        """Add up the shares of one side's poles, less those of the other: (D,) or ()."""
        return net_lean(self.spread().shares, [sides.get(pole, 0.0) for pole in self.poles])

    def spread(self, likeness: Array | None = None) -> Alignment:
        """Count the poles that they are spread over; (P, P) of likeness where it is corrected."""
        return alignment(self.ties, likeness=likeness)


def poles_of(
    state: StateName,
    q: Inquiry,
    on: dt.date | int,
    poles: Mapping[str, tuple[StateName, ...]] | None = None,
) -> Poles:
    """Give the poles that count for a state on a day: the case's where none are named."""
    aligned = q.case.alignment
    named = poles or (aligned.poles if aligned else {})
    own = q.world.mask(state, on)
    if not own.any():
        raise Untestable(f"{wording.states(state, q.world)} has no members")
    masks = {name: q.world.mask(who, on) for name, who in named.items()}
    kept = {
        n: mask & ~own for n, mask in masks.items() if (mask & ~own).any() and (own & ~mask).any()
    }
    if not kept:
        raise Untestable(f"{wording.states(state, q.world)} has no pole but its own")
    shared = own & np.any([masks[name] for name in kept], axis=0)
    return Poles(
        names=tuple(kept),
        members=np.stack(list(kept.values())),
        own=own,
        shared=tuple(StateName(q.world.states[s]) for s in np.flatnonzero(shared)),
    )


def ties_of(
    channel: Channel,
    state: StateName,
    q: Inquiry,
    *,
    poles: Mapping[str, tuple[StateName, ...]] | None = None,
    year: int | None = None,
    width: Width = "sd",
) -> Ties:
    """Read a state's ties of one channel.

    Raises
    ------
    Untestable
        where it has none, or nobody here knows of them
    """
    at = year or q.world.year
    if channel == "memberships":
        return member_ties(state, q, poles_of(state, q, q.case.day, poles))
    counted = poles_of(state, q, at, poles)
    if channel == "votes":
        return vote_ties(state, q, counted, width)
    return (trade_ties if channel == "trade" else transit_ties)(state, q, counted, at)


def trade_ties(state: StateName, q: Inquiry, poles: Poles, year: int) -> Ties:
    """Add up what the state sold to each pole and bought of it, over all covered codes."""
    everything = Record(q=q)
    trade = everything.exports(state, year) + everything.imports(state, year)
    ties = poles.members @ trade
    who = wording.states(state, q.world)
    if ties.sum() == 0:
        raise Untestable(f"{who} trades with none of the poles in {year}")
    part = float(trade[poles.members.any(axis=0)].sum() / trade.sum())
    return Ties(
        channel="trade",
        poles=poles.names,
        ties=ties,
        unit="usd",
        year=year,
        sources=("baci",),
        coverage=part,
        notes=(f"{percent(part)} of that trade is with any pole", *_shared(poles, q)),
    )


def transit_ties(state: StateName, q: Inquiry, poles: Poles, year: int) -> Ties:
    """Add up exports of the case's goods by the poles that they cross; ends are no transit."""
    world, ties, total, crossing = q.world, np.zeros(len(poles.names)), 0.0, 0.0
    sources: set[str] = set()
    derived, newest = False, 0
    for good in q.case.goods:
        try:
            record(q, good)
            laid = lay(
                TransitShare(state=state, good=good, through=TransitName(state), year=year), q
            )
        except Untestable:
            continue
        tonnes = world.tonnes_in(laid.unit)
        for way in laid.ways:
            crossed = np.isin(world.states, way.states[1:-1]) & ~poles.own
            met = (poles.members & crossed).any(axis=1)
            ties += met * way.quantity * tonnes
            total += way.quantity * tonnes
            crossing += way.quantity * tonnes * met.any()
        derived, newest = derived or laid.derived, max(newest, laid.year)
        sources |= set(laid.sources)
    who = wording.states(state, world)
    if total == 0:
        raise Untestable(f"no way is known by which {who} exports any good of the case in {year}")
    if crossing == 0:
        raise Untestable(f"what {who} exports of the case's goods crosses no pole in {year}")
    return Ties(
        channel="transit",
        poles=poles.names,
        ties=ties,
        unit="t",
        year=newest,
        sources=tuple(sorted(sources)),
        coverage=crossing / total,
        notes=(
            f"{percent(crossing / total)} of those exports cross any pole on the way to another",
            *((DERIVED,) if derived else ()),
            *_shared(poles, q),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Who joins a bloc in full besides what is known of them, such as an accord."""

    to: str
    joiners: frozenset[str]


def member_ties(state: StateName, q: Inquiry, poles: Poles, joining: Joining | None = None) -> Ties:
    """Weigh memberships and relations on the day of the case: of a bloc, its members' mean."""
    case = q.case
    if case.alignment is None:
        raise Untestable("the case has no [alignment]", "what binds a state to which pole")
    bonds, every = case.alignment.bonds, tuple(case.alignment.poles)
    who = wording.states(state, q.world)
    if not bonds:
        raise Untestable("the case's [alignment] has no bonds", "what binds a state to which pole")
    own = [StateName(q.world.states[s]) for s in np.flatnonzero(poles.own)]
    found = [[_held(bond, one, q, joining) for bond in bonds] for one in own]
    held = np.array([[part for part, _ in of_one] for of_one in found]).mean(axis=0)
    weight = np.stack([q.drawn(bond.weight) for bond in bonds], axis=-1)
    if not any(isinstance(bond.weight, str) for bond in bonds):
        weight = weight[0]  # nothing is drawn: a fact of the case's numbers
    part = np.array([_parts(bond, every) for bond in bonds])
    ties = bond_ties(held, weight, part)[..., [every.index(name) for name in poles.names]]
    if not ties.any():
        raise Untestable(f"{who} is bound to none of the poles on {wording.date(case.day)}")
    rows = [row for of_one in found for _, rows in of_one for row in rows]
    return Ties(
        channel="memberships",
        poles=poles.names,
        ties=ties,
        unit="",
        year=case.day.year,
        sources=tuple(sorted({row["source"] for row in rows})),
        remembered=bool(rows) and all(row["status"] == REMEMBERED for row in rows),
        notes=(BY_HAND, *_shared(poles, q)),
    )


def _shared(poles: Poles, q: Inquiry) -> tuple[str, ...]:
    """Say who is left out of poles because it is asked about itself."""
    if not poles.shared:
        return ()
    who = wording.states(poles.shared, q.world)
    return (
        f"{who} {'is' if len(poles.shared) == 1 else 'are'} left out of the poles: asked about",
    )


def _parts(bond: Bond, names: tuple[str, ...]) -> Array:
    """Divide a bond over the poles: (P,), adding up to 1."""
    part = np.array([bond.parts.get(name, 0.0) for name in names])
    part[names.index(bond.pole)] = 1 - part.sum()
    return part


def _held(
    bond: Bond, state: StateName, q: Inquiry, joining: Joining | None
) -> tuple[float, list[dict[str, Any]]]:
    """Say how far a state holds a bond on the day of the case, 0..1, and which rows say so."""
    part, rows = _known(bond, state, q)
    joins = joining is not None and joining.to == bond.to and state in joining.joiners
    return 1.0 if joins else part, rows


def _known(bond: Bond, state: StateName, q: Inquiry) -> tuple[float, list[dict[str, Any]]]:
    """Say how far the tables have it that a state holds a bond."""
    world, on, aligned = q.world, q.case.day, q.case.alignment
    assert aligned
    rows = world.bonds(state, bond.to, on)
    if bond.relation is not None:
        mine = [row for row in rows if row.get("relation") == bond.relation]
        return float(bool(mine)), mine
    if members := [row for row in rows if "relation" not in row]:
        return 1.0, members
    parts = {relation: part for relation, part in aligned.statuses.items() if part}
    mine = [row for row in rows if row["relation"] in parts]
    return max((parts[row["relation"]] for row in mine), default=0.0), mine


def vote_ties(state: StateName, q: Inquiry, poles: Poles, width: Width) -> Ties:
    """Turn nearness in UN votes into ties, in draws of what the estimate leaves open."""
    own = {q.world.states[at] for at in np.flatnonzero(poles.own)}
    points = Points.of(q, own | _everybody(poles, q))
    who = wording.states(state, q.world)
    drawn, at = points.drawn, [i for i, one in enumerate(points.states) if one in own]
    if not at:
        raise Untestable(f"no UN votes of {who}", f"ideal points of {who}")
    names, place = _voting(poles, points, q)
    if not names:
        raise Untestable("none of the poles has votes in the UN")
    tau = points.sd * PART_OF[width]
    mine, theirs = (
        np.stack([drawn[:, p].mean(axis=1) for p in several], axis=1) for several in ([at], place)
    )
    ties = kernel(mine, theirs, tau)
    return Ties(
        channel="votes",
        poles=names,
        ties=ties[:, 0],
        unit="",
        year=points.year,
        sources=points.sources,
        notes=(
            STALE,
            f"width of the kernel: {tau:.2f}, {'' if width == 'sd' else 'half '}the standard "
            "deviation over states; it moves the number more than what votes leave open",
            *((MIDDLE.format(name=who, n=len(at)),) if state in q.world.blocs else ()),
            *_shared(poles, q),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Ideal points of the newest year up to the case's day.

    drawn : (D, N), of the states that were asked for; sd : over all states, at their estimates
    """

    states: tuple[str, ...]
    drawn: Array
    sd: float
    year: int
    sources: tuple[str, ...]

    @staticmethod
    def of(q: Inquiry, wanted: Collection[str]) -> "Points":
        """Read and draw them; a stream for each state, so that no other state moves it."""
        q.note(Cells(table="votes"))
        table = q.world.ideal_points(q.case.day.year)
        if len(table) < 2:
            raise Untestable(f"no UN votes are known up to {q.case.day.year}", "a table of votes")
        sd = float(np.std(table["point"].to_numpy(), ddof=1))
        year, sources = int(table["year"][0]), tuple(sorted(set(table["source"])))
        here = [n for n, state in enumerate(table["state"]) if state in wanted]
        if not here:
            return Points(
                states=(), drawn=np.empty((q.draws, 0)), sd=sd, year=year, sources=sources
            )
        states = tuple(table["state"][here])
        standard = np.stack(
            [
                stream(q.study.seed, f"votes of {state}", q.batch).standard_normal(q.draws)
                for state in states
            ],
            axis=1,
        )
        point, low, high = (table[column].to_numpy()[here] for column in ("point", "low", "high"))
        return Points(
            states=states,
            drawn=drawn_points(point, low, high, standard),
            sd=sd,
            year=year,
            sources=sources,
        )


def _everybody(poles: Poles, q: Inquiry) -> set[str]:
    """Name the members of all poles."""
    return {q.world.states[at] for at in np.flatnonzero(poles.members.any(axis=0))}


def _voting(poles: Poles, points: Points, q: Inquiry) -> tuple[tuple[str, ...], list[list[int]]]:
    """Give the poles that have votes, and the places of their members among the points."""
    place = {state: at for at, state in enumerate(points.states)}
    found = {
        name: [place[s] for s, inside in zip(q.world.states, mask, strict=True)
               if inside and s in place]
        for name, mask in zip(poles.names, poles.members, strict=True)
    }  # fmt: skip
    voting = {name: at for name, at in found.items() if at}
    return tuple(voting), list(voting.values())


def likeness_of(
    ties: Ties,
    state: StateName,
    q: Inquiry,
    named: Mapping[str, tuple[StateName, ...]] | None = None,
) -> Array:
    """Give the likeness of a channel's poles in UN votes: (D, P, P).

    Raises Untestable where a pole has no votes.
    """
    poles = poles_of(state, q, q.case.day, named)
    points = Points.of(q, _everybody(poles, q))
    names, place = _voting(poles, points, q)
    if missing := [name for name in ties.poles if name not in names]:
        raise Untestable(f"no UN votes of the pole {missing[0]}", "votes of one of its states")
    at = [place[names.index(name)] for name in ties.poles]
    centre = np.stack([points.drawn[:, one].mean(axis=1) for one in at], axis=1)
    return pole_likeness(centre, points.sd)
