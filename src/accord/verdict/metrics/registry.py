"""What reads a metric: a function of its parameters and an inquiry, bound to what is declared.

`accord.measures` says what a metric is; here stands who answers for it, and in which form.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from accord.axes import Array
from accord.errors import InputError, NotAnswered, ParameterError, UnknownNameError
from accord.measures import Measure, MetricCall, lacking, measures
from accord.names import Model, Why
from accord.study import Inquiry
from accord.study.evidence import behind
from accord.verdict.metrics import wording


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
    text : what the number is of, in words, for a heading
    finding : a sentence that says what was found; {value} stands where the number belongs
    sources : keys of the catalogue
    year : of the value, where it has one
    remembered : whether it rests on rows that somebody only remembers
    unread : of the things that are counted, those that could not be read; had they been, the count
        could be higher by as many
    of : how many things there were to count; 0 where it is no count
    one : whether just one thing was asked about, so that the count is no or yes
    endless : what nobody knows a limit of; the number is the least that it can be, and any higher
        one could be true
    ranged : what limits the number and has a range of room itself
    span : the least and the most that the number can be, where it is published as a range
    """

    values: Array | float
    text: str
    finding: str
    sources: tuple[str, ...]
    year: int | None = None
    table: Table | None = None
    notes: tuple[str, ...] = ()
    remembered: bool = False
    unread: tuple[str, ...] = ()
    of: int = 0
    one: bool = False
    endless: tuple[str, ...] = ()
    ranged: tuple[str, ...] = ()
    span: tuple[float, float] | None = None

    @property
    def more(self) -> float:
        """By how much the number could be higher, for all that is known."""
        return math.inf if self.endless else len(self.unread)

    def says(self, value: str) -> str:
        """Say what was found, with its number as a reader writes it."""
        return self.finding.replace("{value}", value)


class Untestable(Exception):  # noqa: N818  an answer, not an error
    """The data or engines here cannot answer; says why, and what would."""

    def __init__(self, reason: str, would_take: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.would_take = would_take


P = TypeVar("P")
Read = Callable[[P, Inquiry], Reading]

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


def read(call: MetricCall, q: Inquiry) -> Reading:
    """Read a metric as it was asked for.

    Raises Untestable where it can't be read: what `lacking` finds, as `check` does, and where the
    data know no such name or year.
    """
    case = q.case
    lacks = lacking(
        call,
        q.world,
        case.goods,
        accord=bool(case.accord),
        game=case.game_names,
        poles=case.alignment is not None,
    )
    if lack := next(lacks, None):
        raise Untestable(lack.wrong, lack.quality.value)
    try:
        found = _READERS[call.name](call.parameters, q)
    except (InputError, UnknownNameError) as error:
        raise Untestable(str(error)) from error
    except ParameterError as error:  # elasticities of the case that no market is defined for
        raise Untestable(str(error), "a range of the assumption that leaves that out") from error
    except NotAnswered as error:  # the case has the market read as one that knows no links
        raise Untestable(str(error), 'model = "reallocating" for that good') from error
    return replace(
        found,
        values=without_rounding(
            found.values, measures()[call.name].unit_of(call.parameters, q.world)
        ),
        sources=behind(found.sources, q.cells, q.world),
        notes=(*found.notes, *read_by(q), *_from_memory(call, q)),
    )


# Of shares and ratios, which are of order one: the rounding of a solve's sums stays well below it,
# and nobody knows a share to a billionth of a per mille.
ROUNDING = 1e-12
OF_ORDER_ONE = ("share", "percent", "points", "ratio")


def without_rounding(values: Array | float, unit: str) -> Array | float:
    """Give values with 0 where only rounding is left of a difference: no -0.00000000000001 %."""
    if unit not in OF_ORDER_ONE:
        return values
    if isinstance(values, np.ndarray):
        return np.where(np.abs(values) < ROUNDING, 0.0, values)
    return 0.0 if abs(values) < ROUNDING else values


READ_AS: Mapping[tuple[Model, Why], str] = {
    ("reallocating", "displaced"): "displaced {} is dealt anew as past events had it, at one price "
    "(the reallocating model)",
    ("pooled", "displaced"): "one price of {} for all: cargoes are swapped around a link that is "
    "shut, and only what is lost makes it dear (the pooled model)",
    ("partial", "links"): "{} is told apart by origin (the partial model), though it is much the "
    "same whoever sells it: one price wouldn't see what else changes on links",
    ("partial", "nothing lost"): "{} is told apart by origin (the partial model): nothing is lost, "
    "and where cargoes are swapped at one price that costs nobody anything",
}


def read_by(q: Inquiry) -> Iterator[str]:
    """Say by which model a market was read, where that isn't the same for all goods."""
    for name, model, why in sorted(q.models):
        if said := READ_AS.get((model, why)):
            yield said.format(wording.good(name, q.world))
    dealt = (a.scenario.observed for a in q.asked if a.model == "reallocating")
    for year in sorted({year for year in dealt if year}):
        yield f"who takes what is displaced is foretold for {year + 1}, given the trade of {year}"


def _from_memory(call: MetricCall, q: Inquiry) -> tuple[str, ...]:
    """Say of how many lines that were read nobody has read the facts again; nothing where of none.

    Sea lanes are computed, and no facts to be remembered; routes say it leg by leg.
    """
    read = {one.line for one in q.cells if one.line}
    if not read or call.name.startswith("route-"):
        return ()
    edges = q.network.edges
    status = dict(zip(edges.line, edges.source_status, strict=True))
    known = [status[line] for line in read if status.get(line) in ("verified", "from memory")]
    remembered = known.count("from memory")
    if not remembered:
        return ()
    return (f"{remembered} of the {len(known)} lines that it hangs on are from memory",)
