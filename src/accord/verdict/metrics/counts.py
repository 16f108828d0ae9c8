"""Metrics that count: in how many years, in how many goods, does another metric meet a line."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

import numpy as np

from accord.axes import Array
from accord.case.condition import parse
from accord.case.model import MetricCall
from accord.case.signature import Fills
from accord.names import ConditionText, GoodName
from accord.verdict.evidence import Evidence
from accord.verdict.metrics.registry import Reading, Table, Untestable, metric, registered

GROUPS = ("us-critical", "eu-critical")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountOfYears:
    """Parameters of count-of-years."""

    of: Annotated[MetricCall, Fills("year")]
    line: ConditionText
    years: int = 5
    last: int | None = None


@metric(
    "count-of-years",
    unit="count",
    engine="security",
    formula="number of years in which the inner metric meets the line",
)
def count_of_years(p: CountOfYears, evidence: Evidence) -> Reading:
    """In how many of the last years another metric meets a line; an untestable year doesn't."""
    last = p.last or evidence.world.year
    calls = [
        (str(year), replace(p.of.parameters, year=year))
        for year in range(last - p.years + 1, last + 1)
    ]
    return _count(p.of, calls, p.line, evidence, f"years to {last}", last)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountOfGoods:
    """Parameters of count-of-goods."""

    of: Annotated[MetricCall, Fills("good")]
    line: ConditionText
    goods: tuple[GoodName, ...] = ()
    group: str = ""  # us-critical or eu-critical: all goods of that list, instead of `goods`
    where: Annotated[MetricCall, Fills("good")] | None = (
        None  # count only goods in which this metric ...
    )
    where_line: ConditionText | None = None  # ... meets this line


@metric(
    "count-of-goods",
    unit="count",
    engine="security",
    formula="number of goods in which the inner metric meets the line",
)
def count_of_goods(p: CountOfGoods, evidence: Evidence) -> Reading:
    """In how many goods another metric meets a line, among those where a second one does.

    A good in which the inner metric can't be read is shown and not counted.
    """
    goods = p.goods or _group(p.group, evidence)
    if p.where is not None:
        goods = tuple(g for g in goods if _meets(p.where, g, p.where_line or p.line, evidence))
    calls = [(good, replace(p.of.parameters, good=good)) for good in goods]
    label = f"goods of {p.group}" if p.group else "goods"
    return _count(p.of, calls, p.line, evidence, label, evidence.world.year)


def _group(group: str, evidence: Evidence) -> tuple[str, ...]:
    """Give the goods of a list of critical minerals that have a production series."""
    if group not in GROUPS:
        raise Untestable(f'no group "{group}"; there are {", ".join(GROUPS)}')
    attribute = "critical_us" if group == "us-critical" else "critical_eu"
    goods = evidence.world.goods
    return tuple(n for n, g in goods.items() if getattr(g, attribute) and g.production)


def _meets(call: MetricCall, good: str, line: str, evidence: Evidence) -> bool:
    """Whether a metric meets a line for one good, in the median draw."""
    found = registered()[call.name]
    parameters = replace(call.parameters, good=good)
    try:
        values = np.atleast_1d(found.read(parameters, evidence).values)
    except Untestable:
        return False
    condition = parse(line, found.unit(parameters, evidence.world))
    return bool(condition.of(np.array([np.nanmedian(values)]))[0])


def _count(
    call: MetricCall,
    calls: list[tuple[str, Any]],
    line: str,
    evidence: Evidence,
    what: str,
    year: int,
) -> Reading:
    """Read the inner metric for each call and count those that meet the line, per draw."""
    found = registered()[call.name]
    total: Array | float = 0.0
    rows: list[tuple[str, float | None, str]] = []
    sources: set[str] = set()
    remembered = False
    for label, parameters in calls:
        unit = found.unit(parameters, evidence.world)
        try:
            reading = found.read(parameters, evidence)
        except Untestable as no:
            rows.append((label, None, f"not read: {no.reason}"))
            continue
        values = np.atleast_1d(np.asarray(reading.values, dtype=float))
        met = parse(line, unit).of(values)
        counted = np.where(np.isfinite(values), met, np.nan)  # a draw that failed counts nothing
        total = total + (counted if isinstance(reading.values, np.ndarray) else float(counted[0]))
        rows.append(
            (label, float(np.nanmedian(reading.values)), "yes" if met.mean() >= 0.5 else "no")
        )
        sources |= set(reading.sources)
        remembered |= reading.remembered
    if not sources:
        raise Untestable(f"{call.name} could be read in none of {len(calls)} {what}")
    return Reading(
        values=total,
        text=f"number of {what} in which {call.name} is {line}",
        sources=tuple(sorted(sources)),
        year=year,
        table=Table(
            caption=f"{call.name} in each of {len(calls)} {what}",
            columns=(("of", ""), (call.name, unit if calls else ""), (line, "")),
            rows=tuple(rows),
        ),
        remembered=remembered,
    )
