"""Metrics of change over years: how another metric moved, as a line fitted to its years has it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from accord.measures.call import Fills, MetricCall
from accord.measures.registry import declare, measures

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Parameters of trend."""

    of: Annotated[MetricCall, Fills("year")]  # the metric that is read in each year
    since: int  # the first year
    until: int | None = None  # the last year; the case's where unsaid


def _unit_of_change(p: Trend, world: "World") -> str:
    """A change of shares is in points; any other in the metric's own unit."""
    unit = measures()[p.of.name].unit_of(p.of.parameters, world)
    return "points" if unit == "share" else unit


TREND = declare(
    "trend",
    Trend,
    unit=_unit_of_change,
    engine="security",
    formula="slope of the least-squares line through the years that could be read, times the "
    "years from the first to the last of them",
    doc="""By how much another metric changed over some years, as a line fitted to all has it.

    The metric is shown in every year; one that can't be read is said and left out. Of draws, their
    median of each year.
    """,
)
