"""What a case file says, as frozen dataclasses whose fields are the file's keys."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from accord.case.assumptions import Assumption
from accord.names import AssumptionName, StateName
from accord.shocks import Horizon, Shock

BASELINE = "baseline"  # the scenario without shocks; every case has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Accord:
    """The agreement: its name, who may join, whose gain is counted, who may answer."""

    name: str  # the bloc of its members: "abraham-accords"
    as_of: dt.date  # the date of membership and ties
    candidates: tuple[StateName, ...]
    parties: tuple[StateName, ...]
    facts_until: dt.date | None = None  # how far ties are known; `as_of` where unsaid
    adversaries: tuple[StateName, ...] = ()
    as_of_source: str = "judgement"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodSettings:
    """Which assumptions a good's market is solved with; the table of elasticities where unsaid."""

    sigma: AssumptionName | None = None
    demand: AssumptionName | None = None  # for both horizons
    supply: AssumptionName | None = None  # for both horizons
    margin: AssumptionName | None = (
        None  # between producer and buyer, a share: the most a cut saves
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A named set of shocks, solved at a horizon of response."""

    name: str
    shocks: tuple[Shock, ...]
    title: str = ""
    horizon: Horizon | None = None  # short where any shock of the scenario is a short one

    @property
    def default_horizon(self) -> Horizon:
        """Short where any shock is (embargo, closure, lost supply), else long."""
        if self.horizon:
            return self.horizon
        return "short" if any(s.horizon == "short" for s in self.shocks) else "long"


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricCall:
    """A metric by name, with its parameters as an instance of the metric's own dataclass."""

    name: str
    parameters: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One metric against two lines: where it holds, and where it fails."""

    metric: MetricCall
    holds: str
    fails: str | None = None  # the opposite of `holds` where unsaid


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusQuo:
    """What would show that a claimed gain holds already, without the accord."""

    metric: MetricCall
    holds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One half of a sentence that joins two things."""

    id: str
    label: str = ""
    quote: str = ""  # the claim's where unsaid
    why: str = ""
    test: Test | None = None
    status_quo: StatusQuo | None = None
    untestable: str = ""
    would_take: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A quoted sentence bound to a metric and a condition, or to parts that are."""

    id: str
    quote: str
    label: str = ""
    paragraph: int | None = None
    why: str = ""  # why the lines are where they are
    party: tuple[str, ...] = ()  # whom the claim is about, for grouping
    test: Test | None = None
    parts: tuple[Part, ...] = ()
    combine: Literal["all", "any"] = "all"
    status_quo: StatusQuo | None = None
    untestable: str = ""  # the reason, where nothing here can test it
    would_take: str = ""  # what data or engine would make it testable


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a key stands in its file."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A proposal, put so that it can be tested."""

    name: str
    title: str
    year: int
    accord: Accord
    goods: Mapping[str, GoodSettings]
    assumptions: Mapping[str, Assumption]
    scenarios: Mapping[str, Scenario]
    claims: Mapping[str, Claim]
    description: str = ""
    article: Mapping[str, str] = field(default_factory=dict)  # title, publisher, note
    overrides: Mapping[str, Any] = field(default_factory=dict)  # given at the command line
    source: str = ""  # the text of the file
    file: str = ""  # its name, for messages
    places: Mapping[str, Place] = field(default_factory=dict)  # key path → line
