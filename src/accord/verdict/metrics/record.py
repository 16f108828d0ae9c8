"""Recorded trade as metrics read it: what is read is noted, and what is no base is refused.

A percentage of next to nothing says nothing: where what is recorded is less than LEAST_BASE of what
must have been there, nobody reads a share or a change off it.
"""

from dataclasses import dataclass

import numpy as np

from accord.axes import Array
from accord.names import GoodName
from accord.numbers import value_text
from accord.study import Cells, Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.registry import Untestable
from accord.verdict.metrics.wording import percent
from accord.world import By, Names, World

LEAST_BASE = 0.02  # of production or of an outside total


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Recorded trade in one thing: a good, HS codes, or all that is covered where neither is."""

    q: Inquiry
    good: GoodName | None = None
    codes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is, in words."""
        return wording.good(self.good, self.q.world, self.codes)

    @property
    def what(self) -> str | tuple[str, ...] | None:
        """What a World is asked for."""
        return self.codes or self.good

    @property
    def of_good(self) -> tuple[str, ...]:
        """HS6 codes of the good."""
        return self.q.world.goods[self.good].codes if self.good else ()

    def imports(self, buyer: Names, year: int, by: By = "value") -> Array:
        """What buyers took, by supplier: (S,), US$ or t; within a bloc nothing is traded."""
        self._note((), _names(buyer), year, by)
        return self.q.world.imports(buyer, self.what, year, by)

    def shown(self, buyer: Names, year: int, by: By = "value") -> Array:
        """What buyers took, to stand beside a number that doesn't rest on it: not noted as read."""
        return self.q.world.imports(buyer, self.what, year, by)

    def exports(self, supplier: Names, year: int, by: By = "value") -> Array:
        """What suppliers sold, by buyer: (S,), US$ or t; within a bloc nothing is traded."""
        self._note(_names(supplier), (), year, by)
        return self.q.world.exports(supplier, self.what, year, by)

    def links(self, suppliers: Names, buyers: Names, year: int, by: By = "value") -> float:
        """What suppliers sold to buyers, US$ or t."""
        self._note(_names(suppliers), _names(buyers), year, by)
        world = self.q.world
        sold = world.exports(suppliers, self.what, year, by)
        return float(sold[world.mask(buyers, year)].sum())

    def _note(self, suppliers: tuple[str, ...], buyers: tuple[str, ...], year: int, by: By) -> None:
        self.q.note(
            Cells(
                table="baci",
                good=self.good,
                codes=self.codes,
                suppliers=suppliers,
                buyers=buyers,
                years=(year,),
                by=by,
            )
        )


def between(
    good: GoodName,
    suppliers: tuple[str, ...],
    buyers: tuple[str, ...],
    by: By,
    q: Inquiry,
    year: int | None = None,
) -> Array:
    """Recorded trade from suppliers to buyers, of everybody where none is named: (S, B), t or US$.

    What members of a bloc sell each other is among it, where both sides name them.
    """
    at, world = year or q.world.year, q.world
    trade = world.recorded(record(q, good).what, at)
    q.note(Cells(table="baci", good=good, suppliers=suppliers, buyers=buyers, years=(at,), by=by))
    everybody = np.ones(len(world.states), dtype=bool)
    sell = world.mask(suppliers, at) if suppliers else everybody
    buy = world.mask(buyers, at) if buyers else everybody
    amount = trade.mass_t if by == "mass" else trade.value_usd
    chosen: Array = np.where(np.outer(sell, buy), amount, 0.0)
    return chosen


def record(q: Inquiry, good: GoodName | None, codes: tuple[str, ...] = ()) -> Record:
    """Open the record of a good or of codes; one of them, and a good that has codes of its own."""
    if good is None and not codes:
        raise Untestable("the metric names neither a good nor HS codes", "one of the two")
    if good is not None and not codes and not q.world.goods[good].codes:
        raise Untestable(q.world.goods[good].why_not or f"no HS code is {good} alone")
    return Record(q=q, good=good, codes=codes)


def output_of(good: GoodName, year: int, q: Inquiry) -> Array:
    """World production of a good by state: (S,), t; refused where nobody is known to produce."""
    if not q.world.goods[good].production:
        raise Untestable(f"no production series of {wording.good(good, q.world)}")
    q.note(Cells(table="production", good=good, years=(year,)))
    output = np.nan_to_num(q.world.production(good, year))
    if not output.sum() > 0:
        title = wording.good(good, q.world)
        raise Untestable(f"no production of {title} is recorded for {year}")
    return output


def one_stage(good: GoodName, q: Inquiry) -> None:
    """Refuse a good whose production and trade can't be added: they are of different stages."""
    if q.world.goods[good].conversion is None:
        title = wording.good(good, q.world)
        raise Untestable(f"production and trade of {title} are of different stages")


def enough_exports(states: Names, good: GoodName, year: int, q: Inquiry) -> None:
    """Refuse what is a share or change of exports that are next to nothing beside production."""
    world = q.world
    of = world.goods[good]
    if not of.production or of.conversion is None or not of.codes:
        return  # nothing to hold the record against
    made = float(output_of(good, year, q)[world.mask(states, year)].sum())
    sold = float(record(q, good).exports(states, year, "mass").sum())
    who = wording.states(states, world)
    enough(sold, made, f"recorded exports of {record(q, good).title} of {who}", "production")


def enough(base: float, whole: float, base_is: str, whole_is: str) -> None:
    """Refuse a base that is less than LEAST_BASE of what it is a part of; both in t.

    Raises Untestable with both numbers.
    """
    if base < LEAST_BASE * whole:
        raise Untestable(
            f"{base_is} are {value_text(base, unit='t')}, {percent(base / whole)} of {whole_is} "
            f"({value_text(whole, unit='t')}): too small a base for a percentage",
            "a record of what is missing in it",
        )


def _names(names: Names) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else names


def members(names: Names, year: int, world: World) -> list[str]:
    """Give the states that are named, a bloc standing for its members in a year."""
    return [state for name in _names(names) for state in world.expand(name, year)]
