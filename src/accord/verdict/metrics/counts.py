"""Metrics that count: in how many years, in how many goods, does another metric meet a line.

What can't be read is not counted, and said: `unread` of what was asked might meet the line too, so
that the count lies between what was found and that many more.
"""

from collections.abc import Iterable, Mapping, Sequence
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
from accord.world import World

HALF = 0.5  # of the draws: a thing meets the line where at least as many do


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """An official list of critical minerals: its key, and what its minerals are called."""

    listed: str
    called: str


GROUPS = {
    "us-critical": _Group(listed="us-2022", called="minerals that the United States call critical"),
    "eu-critical": _Group(
        listed="eu-2023", called="raw materials that the EU calls critical or strategic"
    ),
}
NO_GOOD = "no good here tells it"


@implements(COUNT_OF_YEARS)
def count_of_years(p: CountOfYears, q: Inquiry) -> Reading:
    """Read the inner metric in each year."""
    last = p.last or q.world.year
    asked = [
        _Asked(label=str(year), calls={str(year): _filled(p.of, year=year)})
        for year in range(last - p.years + 1, last + 1)
    ]
    return _count(asked, p.of, p.line, q, f"years to {last}", last)


@implements(COUNT_OF_GOODS)
def count_of_goods(p: CountOfGoods, q: Inquiry) -> Reading:
    """Read the inner metric for each good, or each mineral of a list, that counts.

    A mineral is told by one good or several, and meets the line where any of them does; one that
    no good here tells can't be read.
    """
    told = {good: (good,) for good in p.goods} or _minerals(p.group, q)
    called = wording.good if p.goods else _as_listed
    asked = [
        _Asked(
            label=called(name, q.world),
            calls={wording.good(good, q.world): _filled(p.of, good=good) for good in goods},
            unknown="" if goods else NO_GOOD,
        )
        for name, goods in told.items()
    ]
    if p.where is not None:
        line = p.where_line or p.line
        wheres = [[_filled(p.where, good=good) for good in goods] for goods in told.values()]
        asked = [
            kept
            for one, where in zip(asked, wheres, strict=True)
            if (kept := _that_count(one, where, line, q))
        ]
        if not asked:
            raise Untestable(f"{plain(p.where.name)} {line} holds for none of {len(told)} goods")
    what = "goods" if p.goods else GROUPS[p.group].called
    return _count(asked, p.of, p.line, q, what, q.world.year)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One of the things that are counted.

    calls : what is read of it, by what tells it; it meets the line where any of these does
    unknown : why it can't be read
    """

    label: str
    calls: Mapping[str, MetricCall]
    unknown: str = ""


def _filled(call: MetricCall, **parameter: Any) -> MetricCall:
    """Fill in the parameter that the metric around this one gives."""
    return replace(call, parameters=replace(call.parameters, **parameter))


def _minerals(group: str, q: Inquiry) -> Mapping[str, tuple[str, ...]]:
    """Give the minerals of an official list, each with the goods that tell it."""
    if group not in GROUPS:
        raise Untestable(f'no group "{group}"; there are {", ".join(GROUPS)}')
    return q.world.critical(GROUPS[group].listed)


def _as_listed(mineral: str, _: World) -> str:
    return plain(mineral)


def _that_count(
    one: _Asked, wheres: Sequence[MetricCall], line: Condition, q: Inquiry
) -> _Asked | None:
    """Keep of a thing what may count; None where nothing of it does."""
    if one.unknown:
        return one
    held = [_counts(where, line, q) for where in wheres]
    calls = {
        by: call for (by, call), (counts, _) in zip(one.calls.items(), held, strict=True) if counts
    }
    unknown = next((why for _, why in held if why), "")
    return replace(one, calls=calls, unknown=unknown) if calls else None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What one of the things that are counted came to.

    met : 1 or 0, in every draw (D,) or once (1,); None where it could not be read
    by, value : what decides it, and its value in the median draw
    unread : why it could not be read
    """

    label: str
    met: Array | None = None
    by: str = ""
    value: float | None = None
    readings: tuple[Reading, ...] = ()
    unread: str = ""

    @property
    def row(self) -> tuple[str, float | None, str]:
        """A row of the table that lists what was counted."""
        if self.met is None:
            return self.label, None, f"not read: {self.unread}"
        label = self.label if self.by in ("", self.label) else f"{self.label} (by {self.by})"
        return label, self.value, "yes" if float(np.nanmean(self.met)) >= HALF else "no"


def _count(
    asked: list[_Asked], of: MetricCall, line: Condition, q: Inquiry, what: str, year: int
) -> Reading:
    """Count those that meet the line, per draw, and list what each of them is."""
    found = [_one(one, line, q) for one in asked]
    readings = [reading for one in found for reading in one.readings]
    metric = of.name
    if not readings:
        raise Untestable(f"{plain(metric)} could be read for none of {len(asked)} {what}")
    units = {
        measures()[metric].unit_of(call.parameters, q.world)
        for one in asked
        for call in one.calls.values()
    }
    (unit,) = units
    said = f"{plain(metric)} {line_text(line.operator, line.number, unit)}"
    met = [one.met for one in found if one.met is not None]
    unread = tuple(one.label for one in found if one.met is None)
    drawn = any(isinstance(r.values, np.ndarray) for r in readings)
    total = np.sum(np.broadcast_arrays(*met), axis=0)
    return Reading(
        values=total if drawn else float(total[0]),
        text=f"number of {what} with {said}",
        finding=f"{{value}} of {len(met)} {what} that could be read had {said}"
        + (f"; {len(unread)} could not be read." if unread else "."),
        sources=tuple(sorted({s for r in readings for s in r.sources})),
        year=year,
        table=Table(
            caption=f"{plain(metric)} in each of {len(asked)} {what}",
            columns=(("of", ""), (plain(metric), unit), (said, "")),
            rows=tuple(one.row for one in found),
        ),
        notes=(f"{len(unread)} of {len(asked)} could not be read",) if unread else (),
        remembered=any(r.remembered for r in readings),
        unread=unread,
        of=len(asked),
    )


def _one(one: _Asked, line: Condition, q: Inquiry) -> _Found:
    """Read one of the things that are counted, or say why it can't be."""
    if one.unknown:
        return _Found(label=one.label, unread=one.unknown)
    tried = {by: _read(call, q) for by, call in one.calls.items()}
    readings = {by: found for by, found in tried.items() if isinstance(found, Reading)}
    why = next((found for found in tried.values() if isinstance(found, str)), "")
    if not readings:
        return _Found(label=one.label, unread=why)
    each = {by: _met(found.values, line) for by, found in readings.items()}
    first = max(each, key=lambda by: float(np.nanmean(each[by])))
    if why and float(np.nanmean(each[first])) < HALF:  # another good might meet the line
        return _Found(label=one.label, unread=why)
    return _Found(
        label=one.label,
        met=_any(each.values()),
        by=first,
        value=_median(readings[first].values),
        readings=tuple(readings.values()),
    )


def _read(call: MetricCall, q: Inquiry) -> Reading | str:
    try:
        found = read(call, q)
    except Untestable as no:
        return no.reason
    return found if np.isfinite(found.values).any() else "the data give no number for it"


def _met(values: Array | float, line: Condition) -> Array:
    """Say where values meet the line: (D,) or (1,), 1 or 0; nan in a draw that failed."""
    drawn = np.atleast_1d(np.asarray(values, dtype=float))
    met: Array = np.where(np.isfinite(drawn), line.of(drawn), np.nan)
    return met


def _any(each: Iterable[Array]) -> Array:
    """Say where any of several is met; nan where none is and one failed."""
    several = np.stack(np.broadcast_arrays(*each))
    met: Array = np.where((several == 1).any(axis=0), 1.0, several.sum(axis=0))
    return met
