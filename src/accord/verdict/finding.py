"""What a verdict holds: the word, the numbers behind it, what decides it, and what is so today."""

from dataclasses import dataclass
from typing import Literal

from accord.case.model import Claim, Part, Test
from accord.condition import Condition
from accord.measures import Measure
from accord.shocks import Horizon
from accord.verdict.convergence import Convergence
from accord.verdict.metrics.registry import Reading
from accord.verdict.response import Curve
from accord.verdict.sensitivity import Crossing, Share

Word = Literal["supported", "depends", "contradicted", "untestable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """An assumption that decides a result: its share of variance and where the claim turns.

    reach : least and greatest value of the metric over all that is physically possible for the
        assumption, the others at their centre: what it could take, where it never turns
    """

    share: Share
    turns: Crossing | None
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
    """What is so without the accord."""

    value: float
    holds: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to one claim or to one part of it; values in base units.

    value is the median over draws, low and high the 5th and 95th percentile, low50 and high50
    the quartiles; for a fact only the value. `decided_by` names the part whose numbers these
    are, where the claim has parts.
    """

    claim: Claim
    part: Part | None
    word: Word
    reason: str = ""
    would_take: str = ""
    test: Test | None = None
    metric: Measure | None = None
    unit: str = ""
    holds: Condition | None = None
    fails: Condition | None = None
    reading: Reading | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    low50: float | None = None
    high50: float | None = None
    probability: float | None = None
    probability_fails: float | None = None
    sampling_error: float | None = None
    convergence: Convergence | None = None
    dots: tuple[tuple[float, str], ...] = ()
    beside: OtherHorizon | None = None
    status_quo: StatusQuoFinding | None = None
    decides: tuple[Decider, ...] = ()
    turning: Decider | None = None
    curve: Curve | None = None
    used: frozenset[str] = frozenset()
    failed_draws: int = 0
    decided_by: str = ""

    @property
    def id(self) -> str:
        """The claim's id, or `claim/part`."""
        return self.claim.id if self.part is None else f"{self.claim.id}/{self.part.id}"
