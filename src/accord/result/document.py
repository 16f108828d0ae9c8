"""The document of a run: these dataclasses are `result.json`, key by key.

Base units throughout; None is null. No time, host, path or duration stands in it, so that the same
seed gives the same bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from accord.names import Mark
from accord.result.alignment import Alignment
from accord.result.backtests import Backtests
from accord.result.chart import Chart
from accord.result.dependence import Dependence, Supplies
from accord.result.game import Game
from accord.result.market import Scenario
from accord.result.verdict import Verdict

FORMAT: Literal[1] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many whole claims got each verdict."""

    supported: int
    depends: int
    contradicted: int
    untestable: int
    not_reviewed: int

    def counts(self) -> dict[Mark, int]:
        """Count by word; what waits for review only where something does."""
        words: dict[Mark, int] = {
            "supported": self.supported,
            "depends": self.depends,
            "contradicted": self.contradicted,
            "untestable": self.untestable,
        }
        return words | ({"not reviewed": self.not_reviewed} if self.not_reviewed else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Density:
    """A distribution, drawn."""

    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A number with a range and a source, or the word judgement; which verdicts use it.

    name : of the case file; `label` is what a reader is shown
    """

    name: str
    label: str
    text: str
    low: float
    central: float
    high: float
    unit: str
    source: str
    judgement: bool
    note: str
    used_by: tuple[str, ...]
    density: Density | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says a number, under which licence; which claims rest on it."""

    key: str
    title: str
    publisher: str
    version: str
    licence: str
    terms: str
    link: str
    retrieved: str | None
    note: str
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What a rule did to the flows of one good: to how many, and the mass they hold in t."""

    good: str
    year: int
    rule: str
    says: str
    works_on: str
    count: int
    of: int
    mass_before: float | None
    mass_after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTested:
    """A claim that nothing here can test, why, and what it would take."""

    claim: str
    reason: str | None
    would_take: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the numbers depend on: versions, checksums, seed; nothing of the machine."""

    accord: str
    case_sha256: str
    tables: Mapping[str, str]
    seed: int
    draws: int
    command: str
    data: str = ""  # name and release of the set that was added, "" for the package's own trade


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One claim of a case, with its parts and the assumptions that they use."""

    format: Literal[1]
    case: str
    seed: int
    draws: int
    year: int
    verdicts: tuple[Verdict, ...]
    assumptions: tuple[Assumption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything that a reader of a run may ask for."""

    format: Literal[1]
    accord: str
    case: str
    title: str
    description: str
    seed: int
    draws: int
    year: int
    as_of: str  # the date of membership and ties
    as_of_unsaid: bool  # the case leaves it to its year
    overrides: Mapping[str, Any]
    tally: Tally
    states: Mapping[str, str]
    candidates: tuple[str, ...]
    parties: tuple[str, ...]
    adversaries: tuple[str, ...]
    article: Mapping[str, str]
    verdicts: tuple[Verdict, ...]
    scenarios: tuple[Scenario, ...]
    game: Game | None = None  # where the case has one
    alignment: Alignment | None = None  # where the case names poles
    dependence: tuple[Dependence, ...] = ()
    supplies: tuple[Supplies, ...] = ()
    map: Chart | None
    assumptions: tuple[Assumption, ...]
    sources: tuple[Source, ...]
    adjustments: tuple[Adjustment, ...]
    not_tested: tuple[NotTested, ...]
    manifest: Manifest
    case_text: str = ""  # the case file, as it was read
    backtests: Backtests | None = None  # of forecasts of who takes trade that the case displaces
