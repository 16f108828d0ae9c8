"""A verdict as the result says it: the word, the numbers behind it, and what they rest on.

Values are in base units (a share on 0..1, US$, t), as `unit` says; a date is an ISO string.
`value` is the median over draws, `low` and `high` the 5th and 95th percentile, `low50` and `high50`
the quartiles; a fact has only a value. None is: there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from accord.names import Horizon, Mark, Word

State = Literal["holds", "between", "fails"]
Operator = Literal[">=", "<=", ">", "<", "==", "!="]
Cell = str | float | bool | None
Number = float | str | None  # a string where the unit is a date


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Both lines of a claim, as its case file has them."""

    holds: str
    fails: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as it is compared: the sign, and the number in the verdict's base unit.

    unit : as it is written for a reader: the verdict's, or `points` where the file says pp
    """

    op: Operator
    number: float | str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Where the claim holds, and where it fails."""

    holds: Line
    fails: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """How many parts of a claim hold, of how many."""

    hold: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Convergence:
    """Standard errors of median and interval, and about how many draws would be enough."""

    value_error: float | None
    low_error: float | None
    high_error: float | None
    enough: bool
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherHorizon:
    """The same claim in the other run, short or long."""

    horizon: Horizon
    word: Word
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusQuo:
    """What is so without the accord, in its own unit, and whether the gain is there already."""

    value: Number
    unit: str | None
    holds: bool | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """Where a claim turns along an assumption; whether that lies in the case's range."""

    assumption: str
    value: float | None
    unit: str
    in_range: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """An assumption's share of the variance, and where the claim turns along it.

    reach : least and greatest value of the metric over all that is possible for the assumption
    """

    assumption: str
    share: float
    noise: float | None
    range: tuple[float, float] | None = None
    unit: str | None = None
    break_even: BreakEven | None = None
    reach: tuple[float | None, float | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One draw in twenty, and what it says of the claim."""

    value: float
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The metric along one assumption: median and 90 % band over the others."""

    assumption: str
    unit: str
    x: tuple[float, ...]
    median: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    range: tuple[float, float]
    crossing: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its name, and the unit of its numbers, "" for words."""

    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The table behind a number."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What is known against a verdict's numbers, and what that did.

    effect : refuse (untestable), widen (judged on every other reading of the World), cap (no surer
        than depends) or note (said, changes nothing)
    """

    kind: str
    effect: Literal["refuse", "widen", "cap", "note"]
    says: str
    sources: tuple[str, ...]
    remembered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to one claim, or to one part of it.

    verdict : None where nobody has reviewed the claim, or a part of it: `review` is true
    proposed : the test in words that such a claim was drafted with
    part_of : the claim that this is a part of
    decided_by : of a claim with parts, the part whose numbers stand here
    parts : of a claim with parts, how many of them hold
    draws : how many it was judged on; None where it is no matter of draws
    recorded : what the record alone gives, where other readings of the World turned the word or
        have none of it: value is theirs, None where they differ, low and high the ends they reach
    low, high : where low is a number and high none, the value is the least that it can be
    limits : what is known against its numbers, in the order of kinds
    judgement, assumptions : names of those it rests on
    remembered : whether it rests on rows that somebody only remembers
    line : of the case file
    """

    claim: str
    part_of: str | None
    combine: Literal["all", "any"] | None
    decided_by: str | None
    parts: Parts | None
    label: str
    quote: str
    paragraph: int | None
    headline: bool
    party: tuple[str, ...]
    verdict: Word | None
    review: bool
    proposed: str | None
    metric: str | None
    metric_params: Mapping[str, Any]
    metric_text: str | None
    finding: str | None
    formula: str | None
    method: str | None
    engine: str
    scenario: str | None
    horizon: Horizon | None
    year: int | None
    value: Number
    recorded: Number
    low: float | None
    high: float | None
    low50: float | None
    high50: float | None
    unit: str | None
    condition: Condition | None
    lines: Lines | None
    why: str | None
    probability: float | None
    probability_fails: float | None
    sampling_error: float | None
    convergence: Convergence | None
    other_horizon: OtherHorizon | None
    status_quo: StatusQuo | None
    break_even: BreakEven | None
    decides: tuple[Decider, ...]
    reason: str | None
    would_take: str | None
    sources: tuple[str, ...]
    judgement: tuple[str, ...]
    assumptions: tuple[str, ...]
    remembered: bool
    draws: int | None
    failed_draws: int
    dots: tuple[Dot, ...] | None
    curve: Curve | None
    evidence: Evidence | None
    limits: tuple[Limit, ...]
    notes: tuple[str, ...]
    line: int | None

    @property
    def mark(self) -> Mark:
        """Give the word of the verdict, or that there is none yet."""
        return self.verdict or "not reviewed"
