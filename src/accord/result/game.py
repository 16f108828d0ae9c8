"""The accession game of a case: who joins, who answers, what part of it is assumed.

Payoffs are US$ a year; shares are of draws, or of draws and orders. A solution of a game is no
forecast: the chances stand apart, each a base rate that payoffs move by a free precision.
"""

from dataclasses import dataclass

from accord.result.market import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Payoff:
    """What a set brings a party, adversaries answering as is best for them, by part."""

    party: str
    market: Interval
    assumed: Interval
    total: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What adversaries do where a set is in: an action of each, and how likely."""

    actions: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GameSet:
    """One set of candidates: how likely it is stable, and what it brings to whom.

    stable, strict, indifferent : share of draws, adversaries answering as is best for them
    potential : share of draws in which transfers among members could hold it
    committed, unanswered : stable where the harshest answers are believed, and where nobody answers
    transfer : what members would need from outside to be held, below 0 what is left over
    """

    members: tuple[str, ...]
    stable: float
    strict: float
    indifferent: float
    potential: float
    committed: float
    unanswered: float
    transfer: Interval | None
    payoffs: tuple[Payoff, ...]
    answers: tuple[Played, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """An action of an adversary against all candidates together: both sides' cost."""

    id: str
    label: str
    by: str
    kind: str
    joiners_lose: Interval
    adversary_pays: Interval
    credible: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """In how many draws one's joining makes another want to, nobody else being in."""

    first: str
    then: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GameStep:
    """One step on the path of dominoes, from nobody in and without exit.

    share : of draws and orders, in which `joins` comes while just `inside` are in
    follows : the part of them in which it would not have come first: somebody inside brought it
    """

    inside: tuple[str, ...]
    joins: str
    share: float
    follows: float


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Where dominoes end from nobody in: share of draws and orders, without and with exit."""

    members: tuple[str, ...]
    joining: float
    leaving: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EvenChance:
    """The chance of an answer at which joining alone stops paying."""

    candidate: str
    answer: str
    market: Interval
    with_assumed: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A chance of joining at one precision, 1 over percent of GDP."""

    precision: float
    chance: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """How likely a candidate joins: its stage's base rate, and what payoffs make of it."""

    candidate: str
    stage: str
    base_rate: float
    joined: int
    of: int
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What of a party's change, all joining, is put down to one accession: no forecast."""

    party: str
    candidate: str
    value: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """The whole game.

    eps : a gain below it is a tie, US$ a year
    failed : draws in which some market had no equilibrium
    supermodular : share of draws in which gains rise with the set, so that order does not matter
    sets : all of them, or of more than 32 the likeliest
    path : the steps of dominoes in all orders, the likeliest first; none of more than 7 candidates
    likeliest : in words, the path that takes the likeliest step wherever it is
    assumed : names of the assumptions that stand for what is not market
    """

    candidates: tuple[str, ...]
    adversaries: tuple[str, ...]
    sponsor: str | None
    horizon: str
    eps: float
    draws: int
    failed: int
    supermodular: float
    set_count: int
    sets: tuple[GameSet, ...]
    ladder: tuple[Rung, ...]
    triggers: tuple[Trigger, ...]
    path: tuple[GameStep, ...] = ()
    likeliest: str = ""
    ends: tuple[End, ...]
    even_chances: tuple[EvenChance, ...]
    chances: tuple[Chances, ...]
    credits: tuple[Credit, ...]
    assumed: tuple[str, ...]
