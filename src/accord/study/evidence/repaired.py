"""Repaired tonnes (kind 2): how much of the value behind a number has a mass that a rule put there.

Value is what customs know best; tonnes that no price could explain are replaced. Where more than a
fifth of the value behind a number by mass was so repaired, it is read again with tonnes as they
were recorded, and in proportion to value.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from accord.study.evidence.found import Effect, Evidence, Kind
from accord.study.evidence.holes import TRADE
from accord.study.question import Cells
from accord.world import Variant, World

TOLD_FROM = 0.05  # of the value: below it nothing is said
WIDENED_FROM = 0.2


def repaired_in(cells: Sequence[Cells], world: World) -> Iterator[Evidence]:
    """Find how much of what was read by mass was repaired."""
    repaired = total = 0.0
    for one in cells:
        if one.table not in (TRADE, "market") or one.by != "mass":
            continue
        for year in one.years:
            part, whole = _repaired(one, year, world)
            repaired, total = repaired + part, total + whole
    share = repaired / total if total else 0.0
    if share < TOLD_FROM:
        return
    yield Evidence(
        kind=Kind.REPAIRED,
        effect=Effect.WIDEN if share > WIDENED_FROM else Effect.NOTE,
        says=f"{100 * share:.0f}\u00a0% of the value behind it has tonnes that a rule repaired",
        sources=("baci",),
        ends=tuple(Variant(masses=masses) for masses in ("recorded", "repaired", "by value"))
        if share > WIDENED_FROM
        else (),
    )


def _repaired(cells: Cells, year: int, world: World) -> tuple[float, float]:
    """Sum the value of the cells that were repaired, and of all: US$."""
    everybody = np.ones(len(world.states), dtype=bool)
    sellers = world.mask(cells.suppliers, year) if cells.suppliers else everybody
    takers = world.mask(cells.buyers, year) if cells.buyers else everybody
    trade = world.recorded(cells.codes or cells.good, year)
    links = np.outer(sellers, takers)
    return (
        float(trade.value_usd[links & trade.adjusted].sum()),
        float(trade.value_usd[links].sum()),
    )
