"""Metrics that count: in how many years, in how many goods, does another metric meet a line."""

from dataclasses import dataclass
from typing import Annotated

from accord.condition import Condition
from accord.measures.call import Fills, MetricCall
from accord.measures.registry import declare
from accord.names import GoodName


@dataclass(frozen=True, slots=True, kw_only=True)
class CountOfYears:
    """Parameters of count-of-years."""

    of: Annotated[MetricCall, Fills("year")]  # the metric that is read for each
    line: Condition  # what it has to meet
    years: int = 5  # how many years, ending with the last
    last: int | None = None  # the last year; the case's where unsaid


COUNT_OF_YEARS = declare(
    "count-of-years",
    CountOfYears,
    unit="count",
    engine="security",
    formula="number of years in which the inner metric meets the line",
    doc="""In how many of the last years another metric meets a line.

    A year that can't be read is shown and not counted.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountOfGoods:
    """Parameters of count-of-goods."""

    of: Annotated[MetricCall, Fills("good")]  # the metric that is read for each
    line: Condition  # what it has to meet
    goods: tuple[GoodName, ...] = ()  # which goods
    group: str = ""  # us-critical or eu-critical: all minerals of that list, instead of `goods`
    where: Annotated[MetricCall, Fills("good")] | None = (
        None  # count only goods in which this metric ...
    )
    where_line: Condition | None = None  # ... meets this line


COUNT_OF_GOODS = declare(
    "count-of-goods",
    CountOfGoods,
    unit="count",
    engine="security",
    formula="number of goods, or of minerals of a list, in which the inner metric meets the line",
    doc="""In how many goods another metric meets a line, among those where a second one does.

    With a group, the minerals of the official list are counted, all of them: one meets the line
    where any good that tells it does. A good that can't be read, and a mineral that no good here
    tells, is listed, and the claim is judged with all such as no and as yes.
    """,
)
