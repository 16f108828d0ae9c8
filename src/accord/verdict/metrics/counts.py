"""Metrics that count: in how many years, in how many goods, does another metric meet a line."""

from dataclasses import replace
from typing import Any

import numpy as np

from accord.axes import Array
from accord.case.condition import parse
from accord.measures import MetricCall, measures
from accord.measures.counts import COUNT_OF_GOODS, COUNT_OF_YEARS, CountOfGoods, CountOfYears
from accord.verdict.evidence import Evidence
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements, read

GROUPS = ("us-critical", "eu-critical")


@implements(COUNT_OF_YEARS)
def count_of_years(p: CountOfYears, evidence: Evidence) -> Reading:
    """In how many of the last years another metric meets a line; an untestable year doesn't."""
    last = p.last or evidence.world.year
    calls = [
        (str(year), replace(p.of.parameters, year=year))
        for year in range(last - p.years + 1, last + 1)
    ]
    return _count(p.of, calls, p.line, evidence, f"years to {last}", last)


@implements(COUNT_OF_GOODS)
def count_of_goods(p: CountOfGoods, evidence: Evidence) -> Reading:
    """In how many goods another metric meets a line, among those where a second one does."""
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
    asked = replace(call, parameters=replace(call.parameters, good=good))
    try:
        values = np.atleast_1d(read(asked, evidence).values)
    except Untestable:
        return False
    condition = parse(line, measures()[call.name].unit_of(asked.parameters, evidence.world))
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
    found = measures()[call.name]
    total: Array | float = 0.0
    rows: list[tuple[str, float | None, str]] = []
    sources: set[str] = set()
    remembered = False
    for label, parameters in calls:
        unit = found.unit_of(parameters, evidence.world)
        try:
            reading = read(replace(call, parameters=parameters), evidence)
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
