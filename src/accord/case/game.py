"""The accession game of a case: who may join, who may answer and how, and what isn't market.

Adversaries see who is in and answer those among `on` who are; where none of them is, an action does
nothing. What an action does to markets is shocks like any other, so that a subset of candidates
with an action of each adversary is a scenario.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from accord.names import (
    AssumptionName,
    Cost,
    Days,
    Extra,
    GoodName,
    Horizon,
    PassageName,
    Share,
    StateName,
    Worth,
)
from accord.shocks import Accession, Closure, Embargo, Shock, Stop, Toll
from accord.shocks.embargo import Direction

MOST_CANDIDATES = 20
MOST_ADVERSARIES = 3
NOTHING = "nothing"  # what every adversary may do as well; no action bears the name

TermKind = Literal["security", "technology", "payment", "domestic-cost", "prestige"]
Stage = Literal["eligible", "named", "applicant", "formal-candidate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What every action says, whatever it does."""

    does: ClassVar[type[Shock] | None] = None  # the kind of shock that it is; None for none

    id: str  # unique within the game
    by: StateName  # the adversary whose action it is
    label: str = ""  # short and plain, for tables
    on: tuple[StateName, ...] = ()  # whom it can hit; every candidate where unsaid
    cost: Cost = 0.0  # to the adversary beyond markets, US$ a year

    @property
    def called(self) -> str:
        """What a reader sees it called: its label, or its id where it has none."""
        return self.label or self.id

    def shocks(self, joiners: tuple[StateName, ...]) -> tuple[Shock, ...]:
        """Say what it does to markets, those having joined: nothing unless said.

        What it does to each joiner is a shock of its own, as joining is: one with whom it has no
        trade adds nothing, and what sets of joiners share is solved once.
        """
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsAction(Answer):
    """Words: a protest, a recalled envoy; no market feels it."""

    kind: Literal["words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StopAction(Answer):
    """An administrative stop of transit: deniable, dosed, reversible."""

    does: ClassVar[type[Shock]] = Stop

    kind: Literal["stop"]
    passages: tuple[PassageName, ...]  # shut together
    days: Days  # of the year
    takeover: Share = 1.0  # how far other ways take over in the time, 0..1
    goods: tuple[GoodName, ...] = ()  # all goods of the case where none is named

    def shocks(self, joiners: tuple[StateName, ...]) -> tuple[Shock, ...]:
        """Shut the passages for some days."""
        return (
            Stop(
                kind="stop",
                passages=self.passages,
                days=self.days,
                takeover=self.takeover,
                goods=self.goods,
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceAction(Answer):
    """Price discrimination: joiners' goods pay the adversary a toll, or it buys them for less."""

    does: ClassVar[type[Shock]] = Toll

    kind: Literal["price"]
    share: Extra  # of the producer price, 0 or more
    buyers: tuple[StateName, ...] = ()  # on the way to whom; the adversary itself where unsaid
    goods: tuple[GoodName, ...] = ()  # all goods of the case where none is named

    def shocks(self, joiners: tuple[StateName, ...]) -> tuple[Shock, ...]:
        """Take a toll on what joiners sell."""
        return tuple(
            Toll(
                kind="toll",
                to=self.by,
                suppliers=(one,),
                buyers=self.buyers or (self.by,),
                share=self.share,
                goods=self.goods,
            )
            for one in joiners
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbargoAction(Answer):
    """An embargo on joiners, of one good or of several."""

    does: ClassVar[type[Shock]] = Embargo

    kind: Literal["embargo"]
    evasion: Share  # share of the banned flow that still arrives, 0..1
    evasion_cost: Extra  # share by which evading costs more, 0 or more
    goods: tuple[GoodName, ...] = ()  # all goods of the case where none is named
    direction: Direction = "imports"  # imports: the adversary stops buying from joiners

    def shocks(self, joiners: tuple[StateName, ...]) -> tuple[Shock, ...]:
        """Ban trade with the joiners."""
        return tuple(
            Embargo(
                kind="embargo",
                by=(self.by,),
                on=(one,),
                direction=self.direction,
                evasion=self.evasion,
                evasion_cost=self.evasion_cost,
                goods=self.goods,
            )
            for one in joiners
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureAction(Answer):
    """A full closure: passages are shut all year."""

    does: ClassVar[type[Shock]] = Closure

    kind: Literal["closure"]
    passages: tuple[PassageName, ...]  # shut together
    takeover: Share = 1.0  # how far other ways take over within the horizon, 0..1
    goods: tuple[GoodName, ...] = ()  # all goods of the case where none is named

    def shocks(self, joiners: tuple[StateName, ...]) -> tuple[Shock, ...]:
        """Shut the passages."""
        return (
            Closure(
                kind="closure", passages=self.passages, takeover=self.takeover, goods=self.goods
            ),
        )


Action = WordsAction | StopAction | PriceAction | EmbargoAction | ClosureAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What joining is worth to a state beside markets: an assumption, never a finding."""

    state: StateName  # a candidate who has it once it is in, or the sponsor for each newcomer
    kind: TermKind  # a payment is the sponsor's to a candidate
    worth: Worth  # assumption in US$ a year; a cost is below 0
    for_each: tuple[StateName, ...] = ()  # it counts once for each of these who is in too


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """Who may join, who pays and may refuse, who may answer and how, and what isn't market."""

    with_: tuple[StateName, ...]  # members whose trade with a newcomer gets cheaper
    cost_cut: Share  # by how much, of the delivered price; 0 where joining moves no market
    goods: tuple[GoodName, ...] = ()  # for which goods; all of the case where none is named
    candidates: tuple[StateName, ...] | None = None  # who may join; the accord's where unsaid
    sponsor: StateName | None = None  # who pays for accessions
    veto: bool = False  # whether the sponsor refuses a newcomer by whom it would lose
    unanimity: bool = False  # whether those who came before may refuse one
    adversaries: tuple[StateName, ...] = ()  # who may answer; of those, who has an action, may
    actions: tuple[Action, ...] = ()  # what they may do beside nothing
    # what a dollar of joiners' damage is worth to an adversary, 0..1; 0 where unsaid
    damage_worth: Mapping[StateName, Share] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()  # what isn't market; every candidate has one, or nobody has
    stages: Mapping[StateName, Stage] = field(default_factory=dict)  # for base rates
    horizon: Horizon | None = None  # of all its markets; short where any action is a short shock

    @property
    def default_horizon(self) -> Horizon:
        """Short where any action is a short shock, for gain and loss in one run; else long."""
        short = any(action.does and action.does.horizon == "short" for action in self.actions)
        return self.horizon or ("short" if short else "long")

    def players(self, of_accord: tuple[StateName, ...]) -> tuple[StateName, ...]:
        """Give who may join; the accord's candidates where the game names none."""
        return of_accord if self.candidates is None else self.candidates

    def answering(self, of_accord: tuple[StateName, ...]) -> tuple[StateName, ...]:
        """Give who may answer; the accord's adversaries where the game names none."""
        return self.adversaries or of_accord

    def joining(self, joiners: tuple[StateName, ...]) -> tuple[Shock, ...]:
        """Let each of some candidates in, one by one; a declaration moves no market."""
        if self.cost_cut == 0:
            return ()
        return tuple(
            Accession(
                kind="accession",
                candidates=(one,),
                with_=self.with_,
                cost_cut=self.cost_cut,
                goods=self.goods,
            )
            for one in joiners
        )

    @property
    def assumed(self) -> frozenset[AssumptionName]:
        """The assumptions that stand for what isn't market."""
        costs = {action.cost for action in self.actions} | set(self.damage_worth.values())
        named = {AssumptionName(one) for one in costs if isinstance(one, str)}
        return frozenset(named | {term.worth for term in self.terms})
