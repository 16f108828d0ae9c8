"""What a case file says, as frozen dataclasses whose fields are the file's keys."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal

from accord.case.alignment import Alignment
from accord.case.assumptions import JUDGEMENT, Assumption
from accord.case.brings import Own
from accord.case.form import BY_KEY, FLAT, UNWRITTEN
from accord.case.game import Game
from accord.case.own import OwnBloc, OwnFigure, OwnFile, OwnGood, OwnRegion, OwnSource, OwnTie
from accord.case.own_network import OwnLine, OwnPlace, OwnSplit, OwnTerminal
from accord.condition import Condition
from accord.markup import card
from accord.measures import NO_GAME, GameNames, MetricCall
from accord.names import (
    AssumptionName,
    BlocName,
    GoodName,
    Model,
    SourceName,
    StateName,
    Within,
    require,
)
from accord.numbers import date_text
from accord.shocks import Horizon, Shock

FORMAT = 1  # of the case file; the first key of every one
Elastic = Annotated[AssumptionName, Within(low=0)]
ArticleKey = Literal["title", "publisher", "author", "date", "link", "note"]

BASELINE = "baseline"  # the scenario without shocks; every case has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Accord:
    """The agreement: its name, who may join, whose gain is counted, who may answer."""

    name: BlocName  # the bloc of its members: "abraham-accords"
    as_of: dt.date  # the date of membership and ties
    candidates: tuple[StateName, ...]  # who may join
    parties: tuple[StateName, ...]  # whose gain is counted
    facts_until: dt.date | None = None  # how far ties are known; `as_of` where unsaid
    adversaries: tuple[StateName, ...] = ()  # who may answer
    as_of_source: SourceName = JUDGEMENT  # of the date


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodSettings:
    """Which assumptions a good's market is solved with; the table of elasticities where unsaid."""

    own: OwnGood | None = field(default=None, metadata=FLAT)  # of a good that accord lacks

    sigma: Annotated[AssumptionName, Within(low=0, above=True)] | None = None  # of substitution
    demand: Elastic | None = None  # elasticity of demand, for both horizons
    supply: Elastic | None = None  # elasticity of supply, for both horizons
    # where a state's own differs from the others'; a bloc is each of its members
    demand_of: Mapping[StateName, Elastic] = field(default_factory=dict)
    supply_of: Mapping[StateName, Elastic] = field(default_factory=dict)
    # between producer and buyer, a share of the delivered price: the most that a cut can save
    margin: Annotated[AssumptionName, Within(low=0, high=1)] | None = None
    # by which all metrics read the market; where unsaid, by origins told apart, or where displaced
    # trade of a good that is the same whoever sells it is dealt anew
    model: Model | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Shocks that are in force from a day on, until another where one is named."""

    on: dt.date  # from which day
    until: dt.date | None = None  # the first day on which they no longer are
    shocks: tuple[Shock, ...]  # what happens then, beside all that is in force

    def holds(self, day: dt.date) -> bool:
        """Say whether it is in force on a day."""
        return self.on <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A named set of shocks, solved at a horizon of response.

    With `stages` it stands for the day of the last of them; as NAME.2022-12-05 for the day of any
    other: what is in force then, as if it were all year.
    """

    name: str = field(metadata=BY_KEY)
    shocks: tuple[Shock, ...] = ()  # what happens, all at once; their order doesn't matter
    stages: tuple[Stage, ...] = ()  # what happens from which day on, beside the shocks above
    title: str = ""  # in words, for the report
    horizon: Horizon | None = None  # short where any shock of the scenario is a short one
    # the year after the case's, where the shocks have happened and its trade is known: who takes
    # what is displaced in the year after that is conditioned on it
    observed: int | None = None

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The days on which a stage begins, in their order."""
        return tuple(sorted({stage.on for stage in self.stages}))

    @property
    def every_shock(self) -> tuple[Shock, ...]:
        """The shocks of all its stages too."""
        return (*self.shocks, *(shock for stage in self.stages for shock in stage.shocks))

    def on(self, day: dt.date) -> "Scenario":
        """Give what is in force on a day, without stages."""
        staged = (s for stage in self.stages if stage.holds(day) for s in stage.shocks)
        title = f"{self.title or self.name.replace('-', ' ')}, {date_text(day.isoformat())}"
        return replace(
            self,
            name=f"{self.name}.{day}",
            shocks=(*self.shocks, *staged),
            stages=(),
            title=title,
        )

    @property
    def default_horizon(self) -> Horizon:
        """Short where any shock is (embargo, closure, lost supply), else long."""
        if self.horizon:
            return self.horizon
        return "short" if any(s.horizon == "short" for s in self.shocks) else "long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One metric against two lines: where it holds, and where it fails."""

    metric: MetricCall  # what is measured: its name, and its parameters beside it
    holds: Condition  # where the claim is true: one of >= > <= < ==, a number, %, pp or unit
    fails: Condition | None = None  # where it is false; the opposite of `holds` where unsaid

    @property
    def failing(self) -> Condition:
        """Where the claim is false, also where the case leaves that to `holds`."""
        return self.fails or self.holds.opposite()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusQuo:
    """What would show that a claimed gain holds already, without the accord."""

    metric: MetricCall  # what is measured, without the accord
    holds: Condition  # where the gain is there already


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One half of a sentence that joins two things."""

    id: str  # unique within the claim
    label: str = ""  # short and plain, for tables
    quote: str = ""  # the claim's where unsaid
    why: str = ""  # why the lines are where they are; the claim's where unsaid
    test: Test | None = field(default=None, metadata=FLAT)
    status_quo: StatusQuo | None = None  # would it hold without the accord?
    untestable: str = ""  # the reason, where nothing here can test it
    would_take: str = ""  # what data or engine would make it testable
    review: bool = False  # drafted and not yet looked at: no verdict while this is true
    # its test in words, while it is under review
    proposed: str = field(default="", metadata=UNWRITTEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A quoted sentence bound to a metric and a condition, or to parts that are."""

    id: str = field(metadata=BY_KEY)
    quote: str  # the sentence as the article has it, or the part of it that is tested
    label: str = ""  # short and plain, for tables
    source: SourceName | None = None  # who says it, where that is not the article alone
    paragraph: Annotated[int, Within(low=1)] | None = None  # of the article
    headline: bool = False  # a central promise of the proposal; the report marks it
    why: str = ""  # why the lines are where they are; asked for where there are lines
    party: tuple[StateName, ...] = ()  # whom the claim is about, for grouping
    test: Test | None = field(default=None, metadata=FLAT)
    # A part for each name in a list of the metric: true for its list of states, or of goods where
    # it has none; the name of the parameter where there are several. Parts bear that name in small
    # letters.
    each: bool | str = False
    parts: tuple[Part, ...] = ()  # halves of a sentence that joins two things
    combine: Literal["all", "any"] = "all"  # of the parts: must all hold, or any
    status_quo: StatusQuo | None = None  # would it hold without the accord?
    untestable: str = ""  # the reason, where nothing here can test it
    would_take: str = ""  # what data or engine would make it testable
    review: bool = False  # drafted and not yet looked at: no verdict while this is true
    # its test in words, while it is under review
    proposed: str = field(default="", metadata=UNWRITTEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlation:
    """Two assumptions that tend to be high together, or one high where the other is low."""

    between: tuple[AssumptionName, AssumptionName]  # two assumptions of the case
    rank: Annotated[float, Within(low=-1, high=1)]  # Spearman's rank correlation, -1 to 1
    source: SourceName = JUDGEMENT  # of the catalogue, or the word judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How assumptions are drawn: by which method, and which of them together."""

    method: Literal["latin-hypercube", "sobol"] = "latin-hypercube"  # sobol spreads pairs too
    correlations: tuple[Correlation, ...] = ()  # independent where none is named


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a key stands in its file."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A proposal, put so that it can be tested."""

    name: str = field(metadata=UNWRITTEN)
    title: str  # of the proposal, for the head of the report
    year: int  # of the trade data; markets are solved for years with production data
    goods: Mapping[GoodName, GoodSettings]  # which goods count; each a market of its own
    # which one, and who is concerned; left out where the proposal joins nobody to anything
    accord: Accord | None = None
    game: Game | None = None  # who may join and who may answer, to be played through
    alignment: Alignment | None = None  # the poles that count, and what binds a state to them
    as_of: dt.date | None = None  # of ties, without an accord; 31 December of the year where unsaid
    facts_until: dt.date | None = None  # how far ties are known, without an accord
    sources: Mapping[str, OwnSource] = field(default_factory=dict)  # that the case read itself
    blocs: Mapping[str, OwnBloc] = field(default_factory=dict)  # sets of states of the case's own
    regions: Mapping[str, OwnRegion] = field(default_factory=dict)  # that accord lacks
    figures: Mapping[str, OwnFigure] = field(default_factory=dict)  # numbers of the case's own
    ties: tuple[OwnTie, ...] = ()  # ties that the table lacks
    places: Mapping[str, OwnPlace] = field(default_factory=dict)  # that the network lacks
    lines: Mapping[str, OwnLine] = field(default_factory=dict)  # that the network lacks
    terminals: tuple[OwnTerminal, ...] = ()  # capacities of ports and plants
    splits: tuple[OwnSplit, ...] = ()  # how much of a state's trade in a good goes which way
    flows: OwnFile | None = None  # trade of the case's own: year, exporter, importer, good, value
    production: OwnFile | None = None  # of the case's own: year, state, series, quantity
    assumptions: Mapping[str, Assumption] = field(default_factory=dict)  # numbers with a range
    draws: Sampling = field(default_factory=Sampling)  # how the assumptions are drawn
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)  # what may happen
    claims: Mapping[str, Claim] = field(default_factory=dict)  # what is tested
    description: str = ""  # a paragraph about the proposal
    article: Mapping[ArticleKey, str] = field(default_factory=dict)  # where the claims come from
    # given at the command line
    overrides: Mapping[str, Any] = field(default_factory=dict, metadata=UNWRITTEN)
    beside: tuple[Any, ...] = field(default=(), metadata=UNWRITTEN)  # rows read of its CSVs
    source: str = field(default="", metadata=UNWRITTEN)  # the text of the file
    file: str = field(default="", metadata=UNWRITTEN)  # its name, for messages
    where: Mapping[str, Place] = field(default_factory=dict, metadata=UNWRITTEN)  # key path → line

    @property
    def day(self) -> dt.date:
        """The date of membership and ties: as the case says, or the last of its year."""
        said = self.accord.as_of if self.accord else self.as_of
        return said or dt.date(self.year, 12, 31)

    @property
    def day_unsaid(self) -> bool:
        """Whether the case leaves that date to its year."""
        return self.accord is None and self.as_of is None

    @property
    def known_until(self) -> dt.date:
        """How far ties are known."""
        return (self.accord.facts_until if self.accord else self.facts_until) or self.day

    @property
    def candidates(self) -> tuple[StateName, ...]:
        """Who may join; nobody where there is no accord."""
        return self.accord.candidates if self.accord else ()

    @property
    def parties(self) -> tuple[StateName, ...]:
        """Whose gain is counted; nobody where there is no accord."""
        return self.accord.parties if self.accord else ()

    @property
    def adversaries(self) -> tuple[StateName, ...]:
        """Who may answer; nobody where there is no accord."""
        return self.accord.adversaries if self.accord else ()

    @property
    def game_names(self) -> GameNames:
        """Who plays, and with an action; nobody where there is no game."""
        if self.game is None or self.accord is None:
            return NO_GAME
        acting = {action.by for action in self.game.actions}
        sponsor = (self.game.sponsor,) if self.game.sponsor else ()
        return GameNames(
            candidates=self.game.players(self.accord.candidates),
            adversaries=tuple(a for a in self.game.answering(self.adversaries) if a in acting),
            others=tuple(dict.fromkeys((*sponsor, *self.parties))),
        )

    def __repr__(self) -> str:
        """Name it and what it holds: its text alone would fill a screen."""
        return f"<Case {self.name}: {self._held}>"

    @property
    def _held(self) -> str:
        counted = (len(self.claims), "claim"), (len(self.scenarios), "scenario")
        told = ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counted)
        return f"{told}, world {self.year}"

    def _repr_html_(self) -> str:
        """Show what the case holds in a notebook."""
        rows = [(name, one.label or one.quote) for name, one in self.claims.items()]
        return card(self.title, self._held, head=("claim", "says"), rows=rows)

    @property
    def aligned(self) -> tuple[StateName, ...]:
        """Whose ties to poles are shown: as the case says, or who may join."""
        if self.alignment is None:
            return ()
        players = self.game.players(self.candidates) if self.game else self.candidates
        return self.alignment.states or players

    @property
    def own(self) -> Own:
        """What the case brings of its own."""
        return Own(
            sources=self.sources,
            blocs=self.blocs,
            regions=self.regions,
            figures=self.figures,
            ties=self.ties,
            goods={name: one.own for name, one in self.goods.items() if one.own},
            places=self.places,
            lines=self.lines,
            terminals=self.terminals,
            splits=self.splits,
            files=self.beside,
        )

    def scenario(self, name: str) -> Scenario:
        """Give a scenario of the case, or the baseline, which has no shocks.

        One with stages is that of its last day, or of the day behind its name.
        """
        if name == BASELINE:
            return Scenario(name=BASELINE)
        if name in self.scenarios:
            whole = self.scenarios[name]
            if not whole.stages:
                return whole
            return replace(whole, shocks=whole.on(whole.days[-1]).shocks, stages=())
        days = {
            f"{of}.{day}": (scenario, day)
            for of, scenario in self.scenarios.items()
            for day in scenario.days
        }
        require("scenario", name, (*self.scenarios, *days), where=f"in the case {self.name}")
        scenario, day = days[name]
        return scenario.on(day)
