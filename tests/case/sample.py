"""A small case for the tests, and three metrics of its own."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Annotated

from accord import case
from accord.case.model import Case
from accord.condition import Condition
from accord.data import Good, Tables, overlaps
from accord.data.brought import Brought
from accord.errors import CaseError, Fault
from accord.measures import Fills, Measure, MetricCall, registry
from accord.names import GoodName, ScenarioName, StateName

TEXT = """\
format = 1
title = "Two states join"
year = 2023

[accord]
name = "abraham-accords"
as_of = 2025-08-01
candidates = ["AZE", "KAZ"]
parties = ["ISR", "USA"]

[goods.crude-oil]
sigma = "sigma"

[assumptions.sigma]
distribution = "triangular"
low = 3
mode = 10
high = 20

[assumptions.cut]
distribution = "triangular"
low = 0
mode = 2
high = 10
unit = "%"
bounds = [0, 100]

[scenarios.accession]
shocks = [{ kind = "accession", candidates = ["AZE"], with = ["ISR"], cost_cut = "cut" }]

[claims.supplier]
quote = "a supplier"
metric = { name = "share", good = "crude-oil", suppliers = ["AZE", "KAZ"], buyer = "ISR" }
holds = ">= 10 %"
fails = "< 5 %"
why = "a tenth"

[claims.both]
quote = "oil and gas"
why = "any at all"
[[claims.both.parts]]
id = "oil"
metric = { name = "share", good = "crude-oil", suppliers = ["AZE"], buyer = "ISR" }
holds = "> 0"
[[claims.both.parts]]
id = "gas"
untestable = "no data"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    suppliers: tuple[StateName, ...]
    buyer: StateName
    good: GoodName
    year: int | None = None
    scenario: ScenarioName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    candidate: StateName
    by: dt.date | None = None
    poles: dict[str, tuple[StateName, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    of: Annotated[MetricCall, Fills("good")]
    line: Condition
    where: Annotated[MetricCall, Fills("good")] | None = None
    where_line: Condition | None = None


MEASURES: Mapping[str, Measure] = {
    name: Measure(
        name=name, unit=unit, engine="facts", formula="as told", parameters=parameters, doc="A toy."
    )
    for name, unit, parameters in (
        ("share", "share", Share),
        ("joins", "date", Join),
        ("count", "count", Count),
    )
}


@contextmanager
def measured(only: Mapping[str, Measure] = MEASURES) -> Iterator[None]:
    """Let there be these metrics alone, and the real ones again afterwards."""
    before = dict(registry._MEASURES)
    registry._MEASURES.clear()
    registry._MEASURES.update(only)
    try:
        yield
    finally:
        registry._MEASURES.clear()
        registry._MEASURES.update(before)


@dataclass(frozen=True, kw_only=True)
class SmallWorld:
    """As much of a World as names are checked against."""

    year: int = 2023
    states: tuple[str, ...] = ("AZE", "IRN", "ISR", "KAZ", "RUS", "USA")
    blocs: tuple[str, ...] = ("EU-27", "abraham-accords")
    tables: Tables = field(default_factory=Tables.open)
    goods: Mapping[str, Good] = field(default_factory=lambda: Tables.open().goods)
    sources: tuple[str, ...] = ("baci",)

    def laid(self, brought: Brought) -> "SmallWorld":
        named = {dict(row)["bloc"]: None for row in brought.blocs}
        return replace(
            self,
            tables=self.tables.laid(brought),
            blocs=(*self.blocs, *named),
            sources=(*self.sources, *(one.key for one in brought.sources)),
        )

    def overlap(self, one: str, other: str) -> bool:
        return overlaps(self.goods[one], self.goods[other])

    def market_reason(self, good: str) -> str | None:
        return self.goods[good].why_not

    def elasticity(self, _good: str, parameter: str, _horizon: str) -> object | None:
        return None if parameter == "supply" else object()


def read(text: str, metrics: Mapping[str, Measure] = MEASURES, **more: object) -> Case:
    """Read a text with the metrics of this module, or others, and no World."""
    given = {"name": "two", "file": "two.toml", **more}
    with measured(metrics):
        return case.parse(text, **given)


def faults(
    text: str, metrics: Mapping[str, Measure] = MEASURES, **more: object
) -> tuple[Fault, ...]:
    """Give the faults of a text, none where it reads."""
    try:
        read(text, metrics, **more)
    except CaseError as error:
        return error.faults
    return ()


def swapped(old: str, new: str) -> str:
    """Give the sample with one place changed."""
    assert TEXT.count(old) >= 1, f"the sample has no {old!r}"
    return TEXT.replace(old, new, 1)
