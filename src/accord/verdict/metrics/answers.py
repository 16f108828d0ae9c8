"""Metrics of answers: when one makes joining not pay, which one comes, what it costs both sides."""

import numpy as np

from accord.axes import Array
from accord.case.game import NOTHING
from accord.draws import Draws
from accord.game import Play, Players, break_even, market_parts, own_terms, said
from accord.measures.coalition import (
    ADVERSARY_ANSWER,
    ADVERSARY_LOSS,
    ANSWER_MARGIN,
    RETALIATION_BREAK_EVEN,
    AdversaryAnswer,
    OfAdversary,
    RetaliationBreakEven,
)
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.market import ONE_GOOD
from accord.verdict.metrics.played import MARKETS, NO_FORECAST, SOURCES, money, named
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import own, percent, sentence


@implements(RETALIATION_BREAK_EVEN)
def retaliation_break_even(p: RetaliationBreakEven, q: Inquiry) -> Reading:
    """Hold what joining brings against what an answer takes, as pushback-margin does."""
    players = Players.of(q.case)
    alone = players.mask((p.candidate,))
    profile = players.profiles[players.profile(p.answer)]
    who, what = wording.states(p.candidate, q.world), said(profile)
    asked = [(alone, players.profiles[0]), (alone, profile)]
    paid, left = market_parts(players, (p.candidate,), asked, q)[..., 0]
    terms = own_terms(players, p.candidate, q)
    even = {
        "market alone": break_even(paid, left),
        "with what is assumed": break_even(paid + terms, left + terms),
    }
    return Reading(
        values=even["with what is assumed" if p.assumed else "market alone"],
        text=f"chance of {what} at which joining stops paying for {who}",
        finding=sentence(
            f"joining stops paying for {who} once {what} comes with a chance of {{value}} a year."
        ),
        sources=SOURCES,
        year=q.world.year,
        table=money(
            f"{who}, US$ a year",
            ("gain of joining, market", paid),
            ("beside the market, assumed", terms),
            (f"joining under {what}, market", left),
            (f"taken by {what}, market", paid - left),
        ),
        notes=(
            *(
                f"{name}: {percent(float(low))} to {percent(float(high))} in nine of ten draws"
                for name, x in even.items()
                for low, _, high in [Draws(x).band()]
            ),
            "a stop is read in one world market, what happens on links with origins told apart",
            ONE_GOOD,
        ),
    )


@implements(ADVERSARY_ANSWER)
def adversary_answer(p: AdversaryAnswer, q: Inquiry) -> Reading:
    """Find what an adversary does once it sees who is in."""
    play = Play.of(q)
    j, at = play.players.adversaries.index(p.adversary), play.players.mask(p.joiners)
    choices = {action.id if action else NOTHING: action for action in play.players.choices[j]}
    choice = [*choices]
    if p.action not in choice:
        raise Untestable(f"{p.action} is no action of {p.adversary}: {', '.join(choice)}")
    taken = play.players.actions[:, j]
    chance = play.response.weight[:, at]
    played = np.stack([chance[:, taken == a].sum(axis=1) for a in range(len(choice))], axis=1)
    who = wording.states(p.adversary, q.world)
    action = choices[p.action]
    does = f"'{action.called}'" if action else NOTHING
    return Reading(
        values=play.everywhere(played[:, choice.index(p.action)] > 0.5),
        text=f"whether the answer of {who} to {named(p.joiners, q)} is {does}",
        finding=sentence(
            f"once {named(p.joiners, q)} is in, {does} is what is best for {who}: {{value}}."
        ),
        sources=SOURCES,
        year=q.world.year,
        table=_ladder(play, j, at, played),
        notes=(
            "committed: what a threat that is carried out costs both sides, played or not",
            _several(play, at),
            NO_FORECAST,
        ),
    )


def _several(play: Play, at: int) -> str:
    """Say how often adversaries' answers are not settled."""
    share = 1 - float(play.response.unique[:, at].mean())
    return f"several answers or none fit together in {percent(share)} of draws, weighed evenly"


def _ladder(play: Play, j: int, at: int, played: Array) -> Table:
    """List an adversary's actions with both sides' cost, nobody else answering."""
    rows = []
    for a, action in enumerate(play.players.choices[j]):
        taken = np.zeros(len(play.players.adversaries), dtype=np.int64)
        taken[j] = a
        t = int(np.flatnonzero((play.players.actions == taken).all(axis=1))[0])
        lost, paid = play.both_sides(j, a, at, t)
        rows.append(
            (
                action.called if action else NOTHING,
                *(float(Draws(x).median()) for x in (lost, paid)),
                float((played[:, a] > 0.5).mean()),
            )
        )
    return Table(
        caption="what each answer costs both sides, median, and how often it is played",
        columns=(
            ("answer", ""),
            ("joiners lose", "usd"),
            ("the adversary pays", "usd"),
            ("credible in draws", "share"),
        ),
        rows=tuple(rows),
    )


@implements(ADVERSARY_LOSS)
def adversary_loss(p: OfAdversary, q: Inquiry) -> Reading:
    """Turn the adversary's market payoff where nobody answers."""
    players = Players.of(q.case)
    who = wording.states(p.adversary, q.world)
    shown = tuple(dict.fromkeys((p.adversary, *players.adversaries)))
    asked = [(players.mask(p.joiners), players.profiles[0])]
    lost = -market_parts(players, shown, asked, q)[0]
    return Reading(
        values=lost[:, 0],
        text=f"what {who} loses in markets where {named(p.joiners, q)} joins and nobody answers",
        finding=sentence(
            f"where {named(p.joiners, q)} joins, {who} loses {{value}} a year in markets."
        ),
        sources=MARKETS,
        year=q.world.year,
        table=money(
            "what each adversary loses, US$ a year",
            *((wording.states(name, q.world), lost[:, n]) for n, name in enumerate(shown)),
        ),
        notes=("market payoffs alone: standing and influence are not in them", ONE_GOOD),
    )


@implements(ANSWER_MARGIN)
def answer_margin(p: OfAdversary, q: Inquiry) -> Reading:
    """Take the best that an adversary's answers do beyond what they cost it."""
    players = Players.of(q.case)
    choice = players.choices[players.adversaries.index(p.adversary)]
    actions = [one for one in choice if one and one.kind != "words"]
    if not actions:
        raise Untestable(
            f"the game gives {p.adversary} nothing but words", "an action of another kind"
        )
    profiles = [players.profiles[0], *(players.profiles[players.profile((a.id,))] for a in actions)]
    joined, who = players.mask(p.joiners), wording.states(p.adversary, q.world)
    asked = [(joined, profile) for profile in profiles]
    market = market_parts(players, (*p.joiners, p.adversary), asked, q)
    harm = np.maximum(0.0, market[:1, :, :-1] - market[1:, :, :-1]).sum(axis=-1)  # (A, D)
    cost = np.stack([q.drawn(action.cost) for action in actions])
    paid = market[:1, :, -1] - market[1:, :, -1] + cost
    return Reading(
        values=np.asarray((harm - paid).max(axis=0)),
        text=f"by how much {own(who)} best answer hurts {named(p.joiners, q)} more than itself",
        finding=sentence(
            f"the answer of {who} that does most beyond its own cost takes {{value}} a year more "
            f"from {named(p.joiners, q)} than it costs."
        ),
        sources=SOURCES,
        year=q.world.year,
        table=Table(
            caption="what each answer costs both sides, median",
            columns=(("answer", ""), ("joiners lose", "usd"), ("the adversary pays", "usd")),
            rows=tuple(
                (one.label or one.id, float(Draws(lost).median()), float(Draws(own_).median()))
                for one, lost, own_ in zip(actions, harm, paid, strict=True)
            ),
        ),
        notes=(
            "market damage and market cost, with what the case states; whether it is used is "
            "another question",
            ONE_GOOD,
        ),
    )
