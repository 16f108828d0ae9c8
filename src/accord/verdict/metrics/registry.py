"""What reads a metric: a function of its parameters and the evidence, bound to what is declared.

`accord.measures` says what a metric is; here stands who answers for it, and in which form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from accord.axes import Array
from accord.measures import Measure, MetricCall
from accord.verdict.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows behind a number: a caption, columns with units ("" for words), and the rows."""

    caption: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a metric found.

    values : (D,) in base units, one value per draw; or a number, where it is a fact
    text : the finding's subject in words, for the claim's page
    sources : keys of the catalogue
    year : of the value, where it has one
    remembered : whether it rests on rows that somebody only remembers
    """

    values: Array | float
    text: str
    sources: tuple[str, ...]
    year: int | None = None
    table: Table | None = None
    notes: tuple[str, ...] = ()
    remembered: bool = False


class Untestable(Exception):  # noqa: N818  an answer, not an error
    """The data or engines here cannot answer; says why, and what would."""

    def __init__(self, reason: str, would_take: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.would_take = would_take


def percent(share: float, digits: int = 1) -> str:
    """Write a share as people read it, for notes: 53.7 %."""
    return f"{100 * share:.{digits}f}\u00a0%"


P = TypeVar("P")
Read = Callable[[P, Evidence], Reading]

_READERS: dict[str, Read[Any]] = {}


def implements(measure: Measure) -> Callable[[Read[P]], Read[P]]:
    """Bind the function that reads a metric to its declaration; a second one is refused."""

    def bind(read: Read[P]) -> Read[P]:
        if measure.name in _READERS:
            raise ValueError(f"{measure.name} is read by another function already")
        _READERS[measure.name] = read
        return read

    return bind


def implemented() -> Mapping[str, Read[Any]]:
    """Give the functions that read metrics, by the metric's name."""
    return dict(_READERS)


def read(call: MetricCall, evidence: Evidence) -> Reading:
    """Read a metric as it was asked for; raises Untestable where it can't be read."""
    return _READERS[call.name](call.parameters, evidence)
