"""What a verdict holds: drawn, a fact, or untestable, with the word and the numbers behind it."""

from dataclasses import dataclass
from typing import Literal

from accord.case.model import Claim, Part, Test
from accord.markup import card
from accord.measures import Measure
from accord.names import MARKS, Horizon, Mark, Word
from accord.numbers import quantity_text
from accord.study.evidence import Evidence
from accord.verdict.convergence import Convergence
from accord.verdict.curve import Curve
from accord.verdict.metrics.registry import Reading
from accord.verdict.sensitivity import Share

NOT_REVIEWED = "not reviewed"
State = Literal["holds", "between", "fails"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """Where a claim begins or ceases to hold along an assumption.

    in_range : whether the case's own range holds it
    """

    assumption: str
    value: float
    in_range: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """An assumption that decides a result: its share of variance and where the claim turns.

    reach : where it never turns, the least and greatest median of the metric over all that is
        physically possible for the assumption
    """

    share: Share
    break_even: BreakEven | None = None
    reach: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherHorizon:
    """The same claim in the other run, short or long: what it would be there."""

    horizon: Horizon
    word: Word
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusQuoFinding:
    """What is so without the accord, in the unit of the metric that says so."""

    value: float
    unit: str
    holds: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """What a claim was tested with: its lines, the measure, and the unit of its values."""

    test: Test
    measure: Measure
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to one claim or to one part of it: a `Drawn`, a `Fact` or an `Untestable`.

    Where nobody has looked at a drafted claim yet, an `Unreviewed`, which has no word.

    tested : None where the case itself says that nothing here can test the claim
    reading : what the metric found; None where it could not be read
    used : assumptions that it rests on
    decided_by : of a claim with parts, the part whose numbers these are
    evidence : what is known against its numbers, in the order of kinds
    """

    claim: Claim
    part: Part | None
    word: Word | None
    reason: str = ""
    would_take: str = ""
    tested: Tested | None = None
    reading: Reading | None = None
    used: frozenset[str] = frozenset()
    status_quo: StatusQuoFinding | None = None
    decided_by: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def id(self) -> str:
        """The claim's id, or `claim/part`."""
        return self.claim.id if self.part is None else f"{self.claim.id}/{self.part.id}"

    def __repr__(self) -> str:
        """Name the claim, its word, and its number or the reason why there is none."""
        mark: Mark = self.word or "not reviewed"
        told = " ".join(part for part in (self._number, self.reason) if part)
        return f"<{self.id}: {mark}{f'; {told}' if told else ''}>"

    @property
    def _number(self) -> str:
        value, low, high = (getattr(self, name, None) for name in ("value", "low", "high"))
        return quantity_text(value, low, high, self.tested.unit) if self.tested else ""

    def _repr_html_(self) -> str:
        """Show the claim with its verdict in a notebook."""
        told = (self.part or self.claim).label or self.id
        mark: Mark = self.word or "not reviewed"
        said = f"{MARKS[mark]} {mark}"
        return card(told, f"“{self.claim.quote}”", said, self._number, self.reason)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Fact(Verdict):
    """A number without draws, held against the lines; in base units.

    low, high : how far it may lie, where evidence widens it; None where nothing does
    recorded : what the record has, where other readings of the World turned the word or have none
        of it; value is then what they all give, None where they differ, low and high theirs alone
    """

    word: Word
    value: float | None
    recorded: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Drawn(Verdict):
    """A number in every draw, held against the lines; in base units.

    value is the median over draws, low and high the 5th and 95th percentile, low50 and high50
    the quartiles; where nothing is known of an assumption there is no value between low and high,
    and both shares of draws are the least over its range. break_even and curve are of what decides
    first. draws : how many it took to be clear of the line, or to give up. recorded : as of a fact;
    both shares of draws are then the least over the other readings
    """

    word: Word
    draws: int
    value: float | None
    low: float
    high: float
    low50: float | None
    high50: float | None
    probability: float
    probability_fails: float
    sampling_error: float | None
    convergence: Convergence | None
    dots: tuple[tuple[float, State], ...]
    other_horizon: OtherHorizon | None
    decides: tuple[Decider, ...]
    break_even: BreakEven | None
    curve: Curve | None
    failed_draws: int
    recorded: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Untestable(Verdict):
    """No number: the reason, and what it would take."""

    word: Word = "untestable"
    failed_draws: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Unreviewed(Verdict):
    """No verdict: the claim was drafted, and no person has taken the mark `review` away."""

    word: None = None
    reason: str = NOT_REVIEWED
