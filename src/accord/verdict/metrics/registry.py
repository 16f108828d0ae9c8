"""What a metric is: a documented function of outcomes and facts, with a unit.

A metric is a function `f(parameters, evidence) -> Reading`, registered under its name with a
frozen dataclass of parameters. A case refers to it by that name; `accord metrics` lists it.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accord.axes import Array
from accord.case.signature import Signature
from accord.verdict.evidence import Evidence
from accord.world import World

UNITS = ("share", "usd", "t", "ratio", "count", "date", "days", "percent")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A metric of the registry."""

    name: str
    unit: Callable[[Any, World], str]
    engine: str  # facts, security, market, corridor, alignment: what has to be there to read it
    formula: str
    method: str  # who defined it, "" where it is arithmetic
    parameters: type[Any]
    read: Callable[[Any, Evidence], Reading] = field(repr=False)
    doc: str = ""


def percent(share: float, digits: int = 1) -> str:
    """Write a share as people read it, for notes: 53.7 %."""
    return f"{100 * share:.{digits}f}\u00a0%"


_METRICS: dict[str, Metric] = {}


def metric(
    name: str,
    *,
    unit: str | Callable[[Any, World], str],
    engine: str,
    formula: str,
    method: str = "",
) -> Callable[[Callable[[Any, Evidence], Reading]], Callable[[Any, Evidence], Reading]]:
    """Register a function as a metric; its first argument's annotation is the parameter class."""

    def register(read: Callable[[Any, Evidence], Reading]) -> Callable[[Any, Evidence], Reading]:
        first = next(iter(inspect.signature(read, eval_str=True).parameters.values()))
        _METRICS[name] = Metric(
            name=name,
            unit=unit if callable(unit) else lambda _parameters, _world: unit,
            engine=engine,
            formula=formula,
            method=method,
            parameters=first.annotation,
            read=read,
            doc=inspect.getdoc(read) or "",
        )
        return read

    return register


def registered() -> Mapping[str, Metric]:
    """Give all metrics by name."""
    return dict(sorted(_METRICS.items()))


def signatures() -> dict[str, Signature]:
    """Give what each metric declares, for the reader of case files."""
    return {
        m.name: Signature(name=m.name, parameters=m.parameters, unit=m.unit)
        for m in registered().values()
    }
