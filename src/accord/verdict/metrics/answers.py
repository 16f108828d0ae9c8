"""Metrics of answers: when one makes joining not pay, which one comes, what it costs both sides."""

import numpy as np

from accord.axes import Array
from accord.draws import Draws
from accord.game import Play, said
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
    play = Play.of(q)
    i, answer = play.players.candidates.index(p.candidate), play.players.profile(p.answer)
    alone = 1 << i
    who, what = wording.states(p.candidate, q.world), said(play.players.profiles[answer])
    paid, left = (play.market[:, i, alone, t] for t in (0, answer))
    terms = play.assumed[:, i, alone]
    even = {
        name: play.everywhere(play.break_even(p.candidate, answer, assumed=assumed))
        for name, assumed in (("market alone", False), ("with what is assumed", True))
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
    choice = [action.id if action else "nothing" for action in play.players.choices[j]]
    if p.action not in choice:
        raise Untestable(f"{p.action} is no action of {p.adversary}: {', '.join(choice)}")
    taken = play.players.actions[:, j]
    chance = play.response.weight[:, at]
    played = np.stack([chance[:, taken == a].sum(axis=1) for a in range(len(choice))], axis=1)
    who = wording.states(p.adversary, q.world)
    return Reading(
        values=play.everywhere(played[:, choice.index(p.action)] > 0.5),
        text=f"whether {who} answers {named(p.joiners, q)} with {p.action}",
        finding=sentence(
            f"once {named(p.joiners, q)} is in, {p.action} is what {who} does, being best for it: "
            "{value}."
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
                action.label or action.id if action else "nothing",
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
    play = Play.of(q)
    at, who = play.players.mask(p.joiners), wording.states(p.adversary, q.world)
    lost = -play.market[:, play.payoffs.at(p.adversary), at, 0]
    return Reading(
        values=play.everywhere(lost),
        text=f"what {who} loses in markets where {named(p.joiners, q)} joins and nobody answers",
        finding=sentence(
            f"where {named(p.joiners, q)} joins, {who} loses {{value}} a year in markets."
        ),
        sources=MARKETS,
        year=q.world.year,
        table=money(
            "what each adversary loses, US$ a year",
            *(
                (wording.states(name, q.world), -play.market[:, play.payoffs.at(name), at, 0])
                for name in play.players.adversaries
            ),
        ),
        notes=("market payoffs alone: standing and influence are not in them", ONE_GOOD),
    )


@implements(ANSWER_MARGIN)
def answer_margin(p: OfAdversary, q: Inquiry) -> Reading:
    """Take the best that an adversary's answers do beyond what they cost it."""
    play = Play.of(q)
    j, at = play.players.adversaries.index(p.adversary), play.players.mask(p.joiners)
    others = np.delete(play.players.actions, j, axis=1)
    alone = [
        (int(play.players.actions[t, j]), int(t)) for t in np.flatnonzero((others == 0).all(axis=1))
    ]
    margins = []
    for a, t in alone:
        if a > 0:
            lost, paid = play.both_sides(j, a, at, t)
            margins.append(lost - paid)
    who = wording.states(p.adversary, q.world)
    chance = play.response.weight[:, at]
    taken = play.players.actions[:, j]
    played = np.stack([chance[:, taken == a].sum(axis=1) for a, _ in alone], axis=1)
    return Reading(
        values=play.everywhere(np.max(margins, axis=0)),
        text=f"by how much {own(who)} best answer hurts {named(p.joiners, q)} more than itself",
        finding=sentence(
            f"the answer of {who} that does most beyond its own cost takes {{value}} a year more "
            f"from {named(p.joiners, q)} than it costs."
        ),
        sources=SOURCES,
        year=q.world.year,
        table=_ladder(play, j, at, played),
        notes=(
            "market damage and market cost, with what the case states; whether it is used is "
            "another question",
            ONE_GOOD,
        ),
    )
