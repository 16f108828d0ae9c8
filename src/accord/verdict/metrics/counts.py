"""Metrics that count: in how many years, in how many goods, does another metric meet a line.

What can't be read is not counted, and said: `unread` of what was asked might meet the line too, so
that the count lies between what was found and that many more.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from accord.axes import Array
from accord.condition import Condition
from accord.draws import Draws
from accord.measures import MetricCall, measures
from accord.measures.counts import COUNT_OF_GOODS, COUNT_OF_YEARS, CountOfGoods, CountOfYears
from accord.numbers import line_text
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements, read
from accord.verdict.metrics.wording import plain

GROUPS = {
    "us-critical": "minerals that the United States call critical",
    "eu-critical": "raw materials that the EU calls critical",
}


@implements(COUNT_OF_YEARS)
def count_of_years(p: CountOfYears, q: Inquiry) -> Reading:
    """Read the inner metric in each year."""
    last = p.last or q.world.year
    asked = [
        _Asked(label=str(year), call=_filled(p.of, year=year))
        for year in range(last - p.years + 1, last + 1)
    ]
    return _count(asked, p.of.name, p.line, q, f"years to {last}", last)


@implements(COUNT_OF_GOODS)
def count_of_goods(p: CountOfGoods, q: Inquiry) -> Reading:
    """Read the inner metric for each good, after the one that says which goods count."""
    goods = p.goods or _group(p.group, q)
    asked = [
        _Asked(label=wording.good(good, q.world), call=_filled(p.of, good=good)) for good in goods
    ]
    if p.where is not None:
        line = p.where_line or p.line
        wheres = [_filled(p.where, good=good) for good in goods]
        asked = [
            replace(one, unknown=unknown)
            for one, where in zip(asked, wheres, strict=True)
            for counts, unknown in [_counts(where, line, q)]
            if counts
        ]
        if not asked:
            raise Untestable(f"{plain(p.where.name)} {line} holds for none of {len(goods)} goods")
    what = GROUPS[p.group] if not p.goods else "goods"
    return _count(asked, p.of.name, p.line, q, what, q.world.year)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One of the things that are counted: its label, what is read, or why it can't be."""

    label: str
    call: MetricCall
    unknown: str = ""


def _filled(call: MetricCall, **parameter: Any) -> MetricCall:
    """Fill in the parameter that the metric around this one gives."""
    return replace(call, parameters=replace(call.parameters, **parameter))


def _group(group: str, q: Inquiry) -> tuple[str, ...]:
    """Give the goods of a list of critical minerals."""
    if group not in GROUPS:
        raise Untestable(f'no group "{group}"; there are {", ".join(GROUPS)}')
    attribute = "critical_us" if group == "us-critical" else "critical_eu"
    return tuple(n for n, g in q.world.goods.items() if getattr(g, attribute))


def _counts(where: MetricCall, line: Condition, q: Inquiry) -> tuple[bool, str]:
    """Whether a good may count, in the median draw; and why nobody knows, where nobody does."""
    try:
        values = np.atleast_1d(read(where, q).values)
    except Untestable as no:
        return True, no.reason
    return bool(line.of(np.atleast_1d(Draws(values).median()))[0]), ""


def _median(values: Array | float) -> float:
    """Give the middle of draws, or a fact as it is."""
    return float(Draws(np.atleast_1d(values)).median())


def _count(
    asked: list[_Asked], metric: str, line: Condition, q: Inquiry, what: str, year: int
) -> Reading:
    """Count those that meet the line, per draw, and list what each of them is."""
    found = [(one, _one(one, q)) for one in asked]
    readings = [(one, r) for one, r in found if isinstance(r, Reading)]
    if not readings:
        raise Untestable(f"{plain(metric)} could be read for none of {len(asked)} {what}")
    units = {measures()[metric].unit_of(one.call.parameters, q.world) for one in asked}
    (unit,) = units
    said = f"{plain(metric)} {line_text(line.operator, line.number, unit)}"
    met = [_met(r.values, line) for _, r in readings]
    unread = len(asked) - len(readings)
    drawn = any(isinstance(r.values, np.ndarray) for _, r in readings)
    total = np.sum(np.broadcast_arrays(*met), axis=0)
    share = {one.label: float(np.nanmean(m)) for (one, _), m in zip(readings, met, strict=True)}
    rows = tuple(
        (one.label, None, f"not read: {r}")
        if isinstance(r, str)
        else (
            one.label,
            _median(r.values),
            "yes" if share[one.label] >= 0.5 else "no",
        )
        for one, r in found
    )
    return Reading(
        values=total if drawn else float(total[0]),
        text=f"number of {what} with {said}",
        finding=f"{{value}} of {len(readings)} {what} that could be read had {said}"
        + (f"; {unread} could not be read." if unread else "."),
        sources=tuple(sorted({s for _, r in readings for s in r.sources})),
        year=year,
        table=Table(
            caption=f"{plain(metric)} in each of {len(asked)} {what}",
            columns=(("of", ""), (plain(metric), unit), (said, "")),
            rows=rows,
        ),
        notes=(f"{unread} of {len(asked)} could not be read",) if unread else (),
        remembered=any(r.remembered for _, r in readings),
        unread=unread,
    )


def _one(one: _Asked, q: Inquiry) -> Reading | str:
    """Read one of the things that are counted, or say why it can't be."""
    if one.unknown:
        return one.unknown
    try:
        found = read(one.call, q)
    except Untestable as no:
        return no.reason
    return found if np.isfinite(found.values).any() else "the data give no number for it"


def _met(values: Array | float, line: Condition) -> Array:
    """Say where values meet the line: (D,) or (1,), 1 or 0; nan in a draw that failed."""
    drawn = np.atleast_1d(np.asarray(values, dtype=float))
    met: Array = np.where(np.isfinite(drawn), line.of(drawn), np.nan)
    return met
