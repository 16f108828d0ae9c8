"""Metrics of the accession game: who joins, who follows, who answers, and what holds a set.

All need a `[game]` in the case. Payoffs have a market part, US$ a year from the market engine, and
an assumed part, of terms that the case names; every reading shows both before any chance. A game's
solution is no forecast.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from accord.measures.needs import Need, Quality
from accord.measures.plural import Plural
from accord.measures.registry import declare
from accord.names import ActionName, Magnitude, Share, StateName, Within

Regime = Literal["credible", "committed", "none"]
Precision = Annotated[Magnitude, Within(low=0)]  # 1 over percent of GDP

GAME = Need(Quality.GAME)
STABLE = (
    "d'Aspremont, Jacquemin, Gabszewicz and Weymark (1983); likelihood: Dellink, Finus and Olieman "
    "(2008)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joins:
    """Parameters of joins."""

    joiners: tuple[StateName, ...]  # who is in, of the candidates; nobody where empty
    rule: Literal["weak", "strict", "indifferent"] = "weak"  # what counts as stable
    regime: Regime = "credible"  # answers that are best, threats that are believed, or none


JOINS = declare(
    "joins",
    Joins,
    unit="yes",
    engine="coalition",
    formula="D_i(S) >= -eps for all in S and D_i(S) <= eps for all outside, D_i(S) = U_i(S with i) "
    "- U_i(S without i); strict: > eps for all in S; indifferent: weakly but not strictly",
    method=STABLE,
    needs=(GAME, Need(Quality.CANDIDATE, "joiners")),
    blocs={"joiners": Plural.NONE},
    doc="""Whether a set of candidates is stable: nobody in it would leave, nobody outside come.

    The share of draws in which it is so is the set's stability likelihood. Several sets may be
    stable in one draw, and none; eps is ten times what the solver can tell apart.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Triggers:
    """Parameters of triggers."""

    first: StateName  # who joins
    then: StateName  # who would follow
    inside: tuple[StateName, ...] = ()  # who is in already
    regime: Regime = "credible"  # answers that are best, threats that are believed, or none


TRIGGERS = declare(
    "triggers",
    Triggers,
    unit="yes",
    engine="coalition",
    formula="D_then(S) <= 0 < D_then(S with first)",
    needs=(
        GAME,
        Need(Quality.CANDIDATE, "first"),
        Need(Quality.CANDIDATE, "then"),
        Need(Quality.CANDIDATE, "inside"),
    ),
    blocs={"first": Plural.NONE, "then": Plural.NONE, "inside": Plural.NONE},
    doc="Whether one candidate's joining makes another want to, who did not before.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Domino:
    """Parameters of domino."""

    first: tuple[StateName, ...]  # who joins, or stays out
    followers: tuple[StateName, ...]  # any of whom counts as following
    leaving: bool = False  # whether members may go again
    regime: Regime = "credible"  # answers that are best, threats that are believed, or none


DOMINO = declare(
    "domino",
    Domino,
    unit="points",
    engine="coalition",
    formula="share of orders of best replies that end with a follower in, first being in, less the "
    "same with first kept out",
    method="best-reply dominoes; where gains rise with the set the order does not matter (Topkis "
    "1979; Milgrom and Roberts 1990), else all orders up to 7 candidates or 1,000 random ones",
    needs=(GAME, Need(Quality.CANDIDATE, "first"), Need(Quality.CANDIDATE, "followers")),
    blocs={"first": Plural.NONE, "followers": Plural.NONE},
    doc="""In how many more orders of joining somebody follows because the first are in.

    An order that never comes to rest ends with nobody in.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DominoChance:
    """Parameters of domino-chance."""

    first: tuple[StateName, ...]  # who joins, or stays out
    followers: tuple[StateName, ...]  # any of whom counts as following
    precision: Precision  # how far payoffs move a chance, 1 over percent of GDP
    base_rate: Share | None = None  # of such accessions; by the game's stages where unsaid
    regime: Regime = "credible"  # answers that are best, threats that are believed, or none


CHANCE = "p_i = logistic(logit(b_i) + precision x E[D_i] / (GDP_i / 100)), the others independent"
LOGIT = "logit response about a base rate by stage; McKelvey and Palfrey (1995), principal branch"

DOMINO_CHANCE = declare(
    "domino-chance",
    DominoChance,
    unit="points",
    engine="coalition",
    formula="chance that any follower joins, first being in, less the same with first kept out; "
    + CHANCE,
    method=LOGIT,
    needs=(GAME, Need(Quality.CANDIDATE, "first"), Need(Quality.CANDIDATE, "followers")),
    blocs={"first": Plural.NONE, "followers": Plural.NONE},
    doc="""By how much the first ones' joining raises the chance that somebody follows.

    Without an assumption of how far payoffs move a chance it is 0: the base rate knows no dominoes.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetaliationBreakEven:
    """Parameters of retaliation-break-even."""

    candidate: StateName  # who joins, alone
    answer: tuple[ActionName, ...]  # what adversaries do, one action each
    assumed: bool = False  # whether what is not market counts


RETALIATION_BREAK_EVEN = declare(
    "retaliation-break-even",
    RetaliationBreakEven,
    unit="share",
    part=True,
    engine="coalition",
    formula="gain / (gain + loss), gain without the answer, loss with it, each 0 or more",
    method="as in pushback-margin",
    needs=(GAME, Need(Quality.CANDIDATE, "candidate")),
    blocs={"candidate": Plural.NONE},
    doc="The chance of an answer, in a year, at which joining stops paying.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdversaryAnswer:
    """Parameters of adversary-answer."""

    adversary: StateName  # who answers
    joiners: tuple[StateName, ...]  # who is in
    action: ActionName  # of that adversary


ADVERSARY_ANSWER = declare(
    "adversary-answer",
    AdversaryAnswer,
    unit="yes",
    engine="coalition",
    formula="the action is in the Nash profile of v_j = w_j - cost_j + damage_worth_j x damage; "
    "its even chance is above one half where profiles are several or none",
    needs=(GAME, Need(Quality.CANDIDATE, "joiners"), Need(Quality.ADVERSARY, "adversary")),
    blocs={"adversary": Plural.PLAYER, "joiners": Plural.NONE},
    doc="""Whether an action is what an adversary does, once it sees who is in.

    That is the credible answer. What a committed one would cost both sides stands in the table.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAdversary:
    """Parameters of adversary-loss and answer-margin."""

    adversary: StateName  # whose
    joiners: tuple[StateName, ...]  # who is in


ADVERSARY_LOSS = declare(
    "adversary-loss",
    OfAdversary,
    unit="usd",
    engine="coalition",
    formula="-w_j(S, nobody answers)",
    needs=(GAME, Need(Quality.CANDIDATE, "joiners")),
    blocs={"adversary": Plural.PLAYER, "joiners": Plural.NONE},
    doc="What an adversary loses in markets where a set joins and nobody answers, US$ a year.",
)


ANSWER_MARGIN = declare(
    "answer-margin",
    OfAdversary,
    unit="usd",
    engine="coalition",
    formula="max over its actions, words apart, of damage to joiners less its own cost, in markets "
    "and stated",
    needs=(GAME, Need(Quality.CANDIDATE, "joiners"), Need(Quality.ADVERSARY, "adversary")),
    blocs={"adversary": Plural.PLAYER, "joiners": Plural.NONE},
    doc="""By how much the adversary's best answer hurts joiners more than itself, US$ a year.

    Above 0 it has a lever: it can do more damage than it takes. Whether it uses it is another
    question (adversary-answer).
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfSet:
    """Parameters of potential-internal-stability."""

    joiners: tuple[StateName, ...]  # who is in
    regime: Regime = "credible"  # answers that are best, threats that are believed, or none


POTENTIAL_INTERNAL_STABILITY = declare(
    "potential-internal-stability",
    OfSet,
    unit="usd",
    engine="coalition",
    formula="sum over S of U_i(S) - U_i(S without i)",
    method="Carraro, Eyckmans and Finus (2006)",
    needs=(GAME, Need(Quality.CANDIDATE, "joiners")),
    blocs={"joiners": Plural.NONE},
    doc="""What members have left over after each got what leaving would bring it, US$ a year.

    At 0 or more transfers among members could hold the set; the table says who would have to get
    how much. Below 0 it is what somebody else would have to pay.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastCore:
    """Parameters of least-core."""

    regime: Regime = "credible"  # answers that are best, threats that are believed, or none


LEAST_CORE = declare(
    "least-core",
    LeastCore,
    unit="usd",
    engine="coalition",
    formula="least epsilon with sum over S of x >= v(S) - epsilon for every S, sum of x = v(all); "
    "v(S) = payoffs of S and of the accord's members, the rest single",
    method="Maschler, Peleg and Shapley (1979); gamma assumption: Chander and Tulkens (1997)",
    needs=(GAME,),
    doc="What a group would have to lose by leaving so that all stay; above 0 the core is empty.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Parameters of attribution."""

    candidate: StateName  # whose accession
    party: StateName  # whose payoff: a candidate, adversary, sponsor or party
    regime: Regime = "credible"  # answers that are best, threats that are believed, or none


ATTRIBUTION = declare(
    "attribution",
    Attribution,
    unit="usd",
    engine="coalition",
    formula="sum over S without i of |S|! (k - 1 - |S|)! / k! x (w(S with i) - w(S))",
    method="Shapley (1953); attribution of a change, no forecast",
    needs=(GAME, Need(Quality.CANDIDATE, "candidate"), Need(Quality.PLAYER, "party")),
    blocs={"candidate": Plural.NONE, "party": Plural.PLAYER},
    doc="Which part of a party's change of payoff, all joining, is put down to one accession.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllGain:
    """Parameters of all-gain."""

    parties: tuple[StateName, ...]  # who are all to gain
    joiners: tuple[StateName, ...]  # who joins
    regime: Regime = "credible"  # answers that are best, threats that are believed, or none
    assumed: bool = False  # whether what is not market counts


ALL_GAIN = declare(
    "all-gain",
    AllGain,
    unit="yes",
    engine="coalition",
    formula="min over parties of the payoff of the set > eps",
    needs=(GAME, Need(Quality.CANDIDATE, "joiners"), Need(Quality.PLAYER, "parties")),
    blocs={"parties": Plural.PLAYER, "joiners": Plural.NONE},
    doc="""Whether all parties gain where a set joins; the table has every set.

    Who loses outside the parties stands beside it. The share of draws in which it is so is what
    "win-win" can mean.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessionChance:
    """Parameters of accession-chance."""

    candidates: tuple[StateName, ...]  # any of whom joins
    precision: Precision  # how far payoffs move a chance, 1 over percent of GDP
    base_rate: Share | None = None  # of such accessions; by the game's stages where unsaid
    inside: tuple[StateName, ...] = ()  # who is in for sure
    outside: tuple[StateName, ...] = ()  # who stays out for sure
    regime: Regime = "credible"  # answers that are best, threats that are believed, or none


ACCESSION_CHANCE = declare(
    "accession-chance",
    AccessionChance,
    unit="share",
    part=True,
    engine="coalition",
    formula="1 - product of (1 - p_i); " + CHANCE,
    method=LOGIT,
    needs=(
        GAME,
        Need(Quality.CANDIDATE, "candidates"),
        Need(Quality.CANDIDATE, "inside"),
        Need(Quality.CANDIDATE, "outside"),
    ),
    blocs={"candidates": Plural.NONE, "inside": Plural.NONE, "outside": Plural.NONE},
    doc="""The chance that any of some candidates joins: a stage's base rate, moved by payoffs.

    Never from payoffs alone: with nothing to gain it is the base rate. How far payoffs move it is
    a free assumption, shown over a range and tuned on no case.
    """,
)
