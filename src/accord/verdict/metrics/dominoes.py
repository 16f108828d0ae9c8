"""Metrics of following: who makes whom want to join, in how many orders, with which chance."""

import numpy as np

from accord.axes import Array, Mask
from accord.draws import Draws
from accord.game import Play
from accord.game.rates import percent_of_gdp, rate_on_record
from accord.measures.coalition import (
    ACCESSION_CHANCE,
    DOMINO,
    DOMINO_CHANCE,
    TRIGGERS,
    AccessionChance,
    Domino,
    DominoChance,
    Triggers,
)
from accord.names import StateName
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.played import NO_FORECAST, REGIMES, SOURCES, by_part, named, order_note
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import own, percent, sentence


@implements(TRIGGERS)
def triggers(p: Triggers, q: Inquiry) -> Reading:
    """Say whether one candidate's accession makes another want to follow."""
    play = Play.of(q)
    names = play.players.candidates
    pulls = play.triggers(p.regime, play.players.mask(p.inside))
    first, then = wording.states(p.first, q.world), wording.states(p.then, q.world)
    rows = tuple(
        (names[x], names[y], float((play.everywhere(pulls)[:, x, y] == 1).mean()))
        for x in range(play.k)
        for y in range(play.k)
        if x != y
    )
    return Reading(
        values=play.everywhere(pulls)[:, names.index(p.first), names.index(p.then)],
        text=f"whether {own(first)} joining makes {then} want to, {REGIMES[p.regime]}",
        finding=sentence(
            f"that {first} joins makes {then} want to, which did not before, "
            f"{REGIMES[p.regime]}: {{value}}."
        ),
        sources=SOURCES,
        year=q.world.year,
        table=Table(
            caption="who makes whom want to follow: share of draws",
            columns=(("first", ""), ("then", ""), ("draws", "share")),
            rows=rows,
        ),
        notes=(
            *by_part(play, play.players.mask((*p.inside, p.first, p.then)), p.regime, q),
            NO_FORECAST,
        ),
    )


@implements(DOMINO)
def domino(p: Domino, q: Inquiry) -> Reading:
    """Run the orders of joining with the first in and with them kept out."""
    play = Play.of(q)
    _apart(p.first, p.followers, q)
    first, any_of = play.players.mask(p.first), play.players.mask(p.followers)
    follows: Mask = (np.arange(play.players.sets) & any_of) > 0
    shares = {
        leaving: [
            play.everywhere(play.ends(p.regime, start=start, out=out, leaving=leaving))
            for start, out in ((first, 0), (0, first))
        ]
        for leaving in (False, True)
    }
    with_, without = shares[p.leaving]
    who, then = named(p.first, q), wording.states(p.followers, q.world, "or")
    rows = tuple(
        (f"{how}, {'with' if leaving else 'without'} exit", float(np.nanmean(x[:, follows].sum(1))))
        for leaving, both in shares.items()
        for how, x in zip(("first in", "first kept out"), both, strict=True)
    )
    return Reading(
        values=(with_ - without)[:, follows].sum(axis=1),
        text=f"in how many more orders of joining {then} follows because {who} joined, "
        f"{REGIMES[p.regime]}",
        finding=sentence(
            f"because {who} joined, {then} follows in {{value}} more of all orders of joining, "
            f"{REGIMES[p.regime]}."
        ),
        sources=SOURCES,
        year=q.world.year,
        table=Table(
            caption="share of orders that end with a follower in, mean over draws",
            columns=(("start", ""), ("orders", "share")),
            rows=rows,
        ),
        notes=(
            *order_note(play, p.regime),
            *_cycles(shares[True]),
            *by_part(play, first | any_of, p.regime, q),
            NO_FORECAST,
        ),
    )


def _apart(first: tuple[StateName, ...], followers: tuple[StateName, ...], q: Inquiry) -> None:
    """Refuse followers that are among the first, and nobody."""
    if both := [name for name in followers if name in first]:
        raise Untestable(f"{named(tuple(both), q)} cannot follow itself")
    if not first or not followers:
        raise Untestable("nobody is first, or nobody could follow")


def _cycles(ends: list[Array]) -> tuple[str, ...]:
    """Say where comings and goings never end."""
    never = 1 - float(np.nanmean(np.stack([one.sum(axis=1) for one in ends])))
    if never < 1e-9:
        return ()
    return (f"with exit, {percent(never)} of orders go round for ever and end nowhere",)


@implements(DOMINO_CHANCE)
def domino_chance(p: DominoChance, q: Inquiry) -> Reading:
    """Take the chance with the first kept out from the one with them in."""
    play = Play.of(q)
    _apart(p.first, p.followers, q)
    who, then = named(p.first, q), wording.states(p.followers, q.world, "or")
    asked = AccessionChance(
        candidates=p.followers, precision=p.precision, base_rate=p.base_rate, regime=p.regime
    )
    inside = _chance(play, asked, q, inside=p.first)
    outside = _chance(play, asked, q, outside=p.first)
    return Reading(
        values=_any_of(inside, play, p.followers) - _any_of(outside, play, p.followers),
        text=f"rise of the chance that {then} joins with {who} in, {REGIMES[p.regime]}",
        finding=sentence(
            f"that {who} joined raises the chance that {then} follows by {{value}}, "
            f"{REGIMES[p.regime]}."
        ),
        sources=("accession-record", *SOURCES),
        year=q.world.year,
        table=Table(
            caption="chance of joining, median over draws",
            columns=(
                ("candidate", ""),
                ("base rate", "share"),
                (f"{who} in", "share"),
                (f"{who} out", "share"),
            ),
            rows=tuple(
                (
                    wording.states(name, q.world),
                    *(
                        float(Draws(x[:, play.players.candidates.index(name)]).median())
                        for x in (_base_rates(play, asked, q), inside, outside)
                    ),
                )
                for name in p.followers
            ),
        ),
        notes=(
            "the chance that follows from assumptions, not from evidence: how far payoffs move it "
            "is free, and the mechanism of the literature, trade diverted by a preference, is "
            "absent from a declaration",
            *by_part(play, play.players.mask((*p.first, *p.followers)), p.regime, q),
        ),
    )


@implements(ACCESSION_CHANCE)
def accession_chance(p: AccessionChance, q: Inquiry) -> Reading:
    """Move the base rate of each candidate's stage by what it would gain."""
    play = Play.of(q)
    found = _chance(play, p, q, inside=p.inside, outside=p.outside)
    who = wording.states(p.candidates, q.world, "or")
    base = _base_rates(play, p, q)
    return Reading(
        values=_any_of(found, play, p.candidates),
        text=f"chance that {who} joins, {REGIMES[p.regime]}",
        finding=sentence(
            f"the chance that {who} joins is {{value}}, {REGIMES[p.regime]}, its base rate moved "
            "by payoffs."
        ),
        sources=("accession-record", *SOURCES),
        year=q.world.year,
        table=Table(
            caption="chance of joining, median over draws",
            columns=(("candidate", ""), ("base rate", "share"), ("chance", "share")),
            rows=tuple(
                (
                    wording.states(name, q.world),
                    float(Draws(base[:, i]).median()),
                    float(Draws(found[:, i]).median()),
                )
                for i, name in enumerate(play.players.candidates)
            ),
        ),
        notes=(
            "how far payoffs move a chance is a free assumption, tuned on no case",
            *by_part(play, play.players.mask(p.candidates), p.regime, q),
        ),
    )


def _chance(
    play: Play,
    p: AccessionChance,
    q: Inquiry,
    *,
    inside: tuple[StateName, ...] = (),
    outside: tuple[StateName, ...] = (),
) -> Array:
    """Give how likely each candidate joins: (D, k), nan in draws that failed."""
    scale = np.array([_unit_of(name, q) for name in play.players.candidates])
    return play.everywhere(
        play.chances(
            p.regime,
            precision=q.drawn(p.precision)[play.known],
            base_rate=_base_rates(play, p, q)[play.known],
            scale=scale,
            inside=play.players.mask(inside),
            out=play.players.mask(outside),
        )
    )


def _any_of(chance: Array, play: Play, names: tuple[StateName, ...]) -> Array:
    """Give the chance that any of some joins, each on its own: (D,)."""
    at = [play.players.candidates.index(name) for name in names]
    any_: Array = 1 - np.prod(1 - chance[:, at], axis=1)
    return any_


def _base_rates(play: Play, p: AccessionChance, q: Inquiry) -> Array:
    """Give base rates in every draw: (D, k); by the case's stages where the call gives none."""
    if p.base_rate is not None:
        return np.repeat(_inside_01(q.drawn(p.base_rate))[:, None], play.k, axis=1)
    stages = play.players.game.stages
    if missing := [name for name in play.players.candidates if name not in stages]:
        raise Untestable(
            f"no base rate for {named(tuple(missing), q)}",
            "base_rate in the metric, or the stage of each candidate in the game",
        )
    rates = [rate_on_record(stages[name], q.world).value for name in play.players.candidates]
    return np.tile(rates, (q.draws, 1))


def _inside_01(rates: Array) -> Array:
    """Keep a rate off 0 and 1, from which no payoff moves anybody."""
    return np.clip(rates, 1e-6, 1 - 1e-6)


def _unit_of(name: StateName, q: Inquiry) -> float:
    """Give what a candidate's gain is measured in: a hundredth of its GDP, US$."""
    found = percent_of_gdp(name, q.world)
    if found is None:
        who = wording.states(name, q.world)
        raise Untestable(
            f"no GDP of {who}, against which a gain is measured", f"a figure gdp of {who}, US$"
        )
    return found
