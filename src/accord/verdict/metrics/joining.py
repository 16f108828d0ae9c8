"""Metrics of joining: which sets are stable, what would hold one, who gains by it."""

import numpy as np

from accord.axes import Mask
from accord.draws import Draws, priced
from accord.game import EVERYBODY_ELSE, Play, answered_gains
from accord.measures.coalition import (
    ALL_GAIN,
    ATTRIBUTION,
    JOINS,
    LEAST_CORE,
    POTENTIAL_INTERNAL_STABILITY,
    AllGain,
    Attribution,
    Joins,
    LeastCore,
    OfSet,
)
from accord.numbers import value_text
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.market import ONE_GOOD
from accord.verdict.metrics.played import (
    MOST_SETS,
    NO_FORECAST,
    REGIMES,
    SOURCES,
    a_tie,
    by_part,
    group_name,
    money,
    named,
    order_note,
)
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import own, percent, sentence

MOST_LOSERS = 6


@implements(JOINS)
def joins(p: Joins, q: Inquiry) -> Reading:
    """Judge one set in every draw, and show how likely each is stable."""
    play = Play.of(q)
    found = play.stability(p.regime)
    rules = {"weak": found.stable, "strict": found.strict, "indifferent": found.indifferent}
    at, who = play.players.mask(p.joiners), named(p.joiners, q)
    order = np.argsort(-found.stable.mean(axis=0), kind="stable")[:MOST_SETS]
    rows = tuple(
        (
            named(play.players.members(int(s)), q),
            *(play.everywhere(mask)[:, s] == 1 for mask in rules.values()),
            play.everywhere(found.potentially_internal)[:, s] == 1,
        )
        for s in order
    )
    return Reading(
        values=play.everywhere(rules[p.rule])[:, at],
        text=f"whether {who} in and the others out is {_rule(p.rule)}, {REGIMES[p.regime]}",
        finding=sentence(
            f"{who} in and the other candidates out is {_rule(p.rule)}, {REGIMES[p.regime]}: "
            "{value}."
        ),
        sources=SOURCES,
        year=q.world.year,
        table=Table(
            caption="how likely each set is stable: share of draws",
            columns=(
                ("in", ""),
                *((name, "share") for name in ("weakly", "strictly", "indifferent")),
                ("transfers could hold it", "share"),
            ),
            rows=tuple((name, *(float(m.mean()) for m in masks)) for name, *masks in rows),
        ),
        notes=(*by_part(play, at, p.regime, q), a_tie(play), NO_FORECAST, ONE_GOOD),
    )


def _rule(rule: str) -> str:
    return {
        "weak": "stable",
        "strict": "strictly stable",
        "indifferent": "stable only in that somebody is indifferent",
    }[rule]


@implements(POTENTIAL_INTERNAL_STABILITY)
def potential_internal_stability(p: OfSet, q: Inquiry) -> Reading:
    """Add up what members have beyond what each would have by leaving alone."""
    play = Play.of(q)
    at = play.players.mask(p.joiners)
    if not at:
        raise Untestable("nobody is in the set, so that nothing has to be held together")
    inside = [play.players.candidates.index(name) for name in p.joiners]
    stays = play.gain(p.regime)[:, inside, at]
    return Reading(
        values=play.everywhere(stays.sum(axis=1)),
        text=f"what {named(p.joiners, q)} would have left over after each got what leaving would "
        f"bring it, {REGIMES[p.regime]}",
        finding=sentence(
            f"after each of {named(p.joiners, q)} got what leaving alone would bring it, {{value}} "
            f"a year is left over, {REGIMES[p.regime]}."
        ),
        sources=SOURCES,
        year=q.world.year,
        table=money(
            "what each would need to be paid to stay, US$ a year; below 0 it could pay",
            *((wording.states(name, q.world), -stays[:, n]) for n, name in enumerate(p.joiners)),
        ),
        notes=(*by_part(play, at, p.regime, q), NO_FORECAST),
    )


@implements(LEAST_CORE)
def least_core(p: LeastCore, q: Inquiry) -> Reading:
    """Find how much a group would have to lose by leaving so that all stay."""
    play = Play.of(q)
    epsilon, shares = play.least_core(p.regime)
    if play.k < 2:
        raise Untestable("one candidate has no group that could leave")
    return Reading(
        values=play.everywhere(epsilon),
        text=f"epsilon of the least core, {REGIMES[p.regime]}",
        finding=sentence(
            f"a group would have to lose {{value}} a year by leaving for all to stay, "
            f"{REGIMES[p.regime]}; above 0 the core is empty."
        ),
        sources=SOURCES,
        year=q.world.year,
        table=money(
            "one allocation of the least core, US$ a year",
            *(
                (wording.states(name, q.world), shares[:, i])
                for i, name in enumerate(play.players.candidates)
            ),
        ),
        notes=(
            f"the core is empty in {percent(float((epsilon > play.eps).mean()))} of draws",
            "a set's worth is its candidates' payoffs and the accord's members', the rest single",
        ),
    )


@implements(ATTRIBUTION)
def attribution(p: Attribution, q: Inquiry) -> Reading:
    """Put a party's change down to accessions, by Shapley."""
    play = Play.of(q)
    values = play.attribution(p.regime)
    at, i = play.payoffs.at(p.party), play.players.candidates.index(p.candidate)
    who, whose = wording.states(p.candidate, q.world), wording.states(p.party, q.world)
    return Reading(
        values=play.everywhere(values[:, at, i]),
        text=f"which part of {own(whose)} change is put down to {own(who)} accession, "
        f"{REGIMES[p.regime]}",
        finding=sentence(
            f"all candidates joining, {{value}} a year of {own(whose)} change is put down to "
            f"{own(who)} accession, {REGIMES[p.regime]}: attribution, no forecast."
        ),
        sources=SOURCES,
        year=q.world.year,
        table=Table(
            caption="whose accession gave whom what, median, US$ a year",
            columns=(("party", ""), *((name, "usd") for name in play.players.candidates)),
            rows=tuple(
                (group_name(name, q), *map(float, Draws(values[:, g]).median()))
                for g, name in enumerate(play.payoffs.groups)
            ),
        ),
        notes=("attribution of a change, no forecast of who joins", *order_note(play, p.regime)),
    )


@implements(ALL_GAIN)
def all_gain(p: AllGain, q: Inquiry) -> Reading:
    """Ask of every set whether all parties gain, and who outside loses."""
    play = Play.of(q)
    market = play.in_markets(p.regime)
    of_groups = market + play.assumed if p.assumed else market
    parties = [play.payoffs.at(name) for name in p.parties]
    wins: Mask = np.asarray((of_groups[:, parties] > play.eps).all(axis=1))
    at = play.players.mask(p.joiners)
    order = np.argsort(-wins.mean(axis=0), kind="stable")[:MOST_SETS]
    rest = play.payoffs.at(EVERYBODY_ELSE)
    who = named(p.parties, q)
    return Reading(
        values=play.everywhere(wins)[:, at],
        text=f"whether {who} all gain where {named(p.joiners, q)} joins, {REGIMES[p.regime]}",
        finding=sentence(
            f"where {named(p.joiners, q)} joins, {who} all gain, {REGIMES[p.regime]}: {{value}}."
        ),
        sources=SOURCES,
        year=q.world.year,
        table=Table(
            caption="by set: in how many draws all gain; medians, US$ a year",
            columns=(
                ("in", ""),
                ("all gain", "share"),
                *((group_name(name, q), "usd") for name in p.parties),
                ("everybody else", "usd"),
            ),
            rows=tuple(
                (
                    named(play.players.members(int(s)), q),
                    float((play.everywhere(wins)[:, s] == 1).mean()),
                    *(float(Draws(of_groups[:, g, s]).median()) for g in (*parties, rest)),
                )
                for s in order
                if s
            ),
        ),
        notes=(*_losers(play, p, q), "what is not market counts" if p.assumed else ONE_GOOD),
    )


def _losers(play: Play, p: AllGain, q: Inquiry) -> tuple[str, ...]:
    """Name those outside the parties who lose most where the set joins and nobody answers."""
    world = q.world
    outside = np.flatnonzero(~world.mask(p.parties))
    of = np.eye(len(world.states), dtype=bool)[outside]
    asked = [(play.players.game.joining(p.joiners), ())]
    horizon = play.players.game.default_horizon
    gain = sum(answered_gains(asked, good, horizon, of, q)[0] for good in priced(q.case, world))
    median = Draws(np.asarray(gain)).median()
    worst = [n for n in np.argsort(median)[:MOST_LOSERS] if median[n] < -play.eps]
    if not worst:
        return ()
    listed = wording.listed(
        f"{wording.states(world.states[outside[n]], world)} "
        f"{value_text(float(-median[n]), unit='usd')}"
        for n in worst
    )
    return (f"outside, where nobody answers, most is lost a year by {listed}",)
