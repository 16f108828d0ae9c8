"""Metrics of change over years: how another metric moved, as a line fitted to its years has it."""

from dataclasses import replace

import numpy as np

from accord.draws import Draws
from accord.measures import measures
from accord.measures.trend import TREND, Trend
from accord.numbers import value_text
from accord.study import Inquiry
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements, read
from accord.verdict.metrics.wording import plain

FEWEST = 3  # years that a line is fitted to


@implements(TREND)
def trend(p: Trend, q: Inquiry) -> Reading:
    """Read the metric in each year, and fit a line to what could be read."""
    until = p.until or q.world.year
    found = {year: _in_year(p, year, q) for year in range(p.since, until + 1)}
    readings = {year: one for year, one in found.items() if isinstance(one, Reading)}
    what = plain(p.of.name)
    if len(readings) < FEWEST:
        reasons = sorted({one for one in found.values() if isinstance(one, str)})
        raise Untestable(
            f"{what} could be read in {len(readings)} of {len(found)} years, {FEWEST} at least"
            + f": {'; '.join(reasons)}" * bool(reasons),
        )
    years = np.array([*readings], dtype=float)
    values = np.array([_median(one) for one in readings.values()])
    slope = float(np.polyfit(years - years.mean(), values, 1)[0])
    unit = measures()[p.of.name].unit_of(p.of.parameters, q.world)
    first, last = int(years[0]), int(years[-1])
    left_out = [str(year) for year, one in found.items() if isinstance(one, str)]
    whose = readings[last]
    ends = [value_text(float(values[n]), unit=unit) for n in (0, -1)]
    return Reading(
        values=slope * (last - first),
        text=f"change of {whose.text.rsplit(',', 1)[0]}, {first} to {last}, by a fitted line",
        finding=f"From {first} to {last} the {what} changed by {{value}}, as a line through "
        f"{len(readings)} years has it: {ends[0]} in {first}, {ends[1]} in {last}.",
        sources=tuple(sorted({s for one in readings.values() for s in one.sources})),
        year=last,
        table=Table(
            caption=f"{what} by year",
            columns=(("year", ""), (what, unit), ("why not", "")),
            rows=tuple(
                (year, None, one) if isinstance(one, str) else (year, _median(one), "")
                for year, one in found.items()
            ),
        ),
        notes=(
            f"slope {value_text(slope, unit=unit)} a year",
            *((f"not read: {', '.join(left_out)}",) if left_out else ()),
        ),
        remembered=any(one.remembered for one in readings.values()),
    )


def _in_year(p: Trend, year: int, q: Inquiry) -> Reading | str:
    """Read the metric in a year, or say why it can't be."""
    try:
        call = replace(p.of, parameters=replace(p.of.parameters, year=year))
        found = read(call, q)
    except Untestable as no:
        return no.reason
    return found if np.isfinite(found.values).any() else "the data give no number for it"


def _median(reading: Reading) -> float:
    return float(Draws(np.atleast_1d(reading.values)).median())
