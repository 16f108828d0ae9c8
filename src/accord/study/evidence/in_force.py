"""A shock that is in the base year already (kind 5): a ban on a ban moves only what is left.

A scenario that repeats a measure that was in force for the World's year is read on a year in which
most of the change has happened; the last year before it is named.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from accord.case.model import Scenario
from accord.names import GoodName
from accord.shocks import Embargo, LostSupply, PriceCap, Quota, Shock, Tariff
from accord.study.evidence.found import Effect, Evidence, Kind, in_words, states
from accord.world import World

BANS = ("import-ban", "export-ban", "embargo", "line-out")
REPEATS: Mapping[type[Any], tuple[str, ...]] = {  # a shock: the kinds of measure that it repeats
    Embargo: BANS,
    LostSupply: ("line-out",),
    PriceCap: ("price-cap",),
    Quota: ("quota", *BANS),
    Tariff: ("tariff",),
}


def in_force(scenario: Scenario, goods: tuple[GoodName, ...], world: World) -> Iterator[Evidence]:
    """Find measures of the World's year that a scenario would put in force once more."""
    rows = [
        row
        for row in world.tables.in_force.iter_rows(named=True)
        if row["start"] is not None
        and row["start"].year <= world.year
        and (row["end"] is None or row["end"].year > world.year)
    ]
    for shock in scenario.shocks:
        for row in rows:
            if row["kind"] in REPEATS.get(type(shock), ()) and _same(shock, row, goods, world):
                since, before = row["start_written"], row["start"].year - 1
                yield Evidence(
                    kind=Kind.IN_FORCE,
                    effect=Effect.CAP,
                    says=f"in force already in {world.year}: {_told(row, world)} ({row['id']}), "
                    f"since {since}; the last year before it is {before}",
                    sources=(str(row["source"]),),
                    remembered=row["status"] == "from memory",
                )


def _told(row: Mapping[str, Any], world: World) -> str:
    """Say a measure in a few words: import ban on coal and lignite by the EU-27, on Russia."""
    goods = [in_words(good) for good in (row["goods"] or "").split()]
    of = f" on {' and '.join(goods)}" if goods else ""
    on = f", on {states(row['on'], world)}" if row["on"] else ""
    return f"{in_words(row['kind'])}{of} by {states(row['by'], world)}{on}"


def _same(shock: Shock, row: Mapping[str, Any], goods: tuple[GoodName, ...], world: World) -> bool:
    """Whether a measure bears on the goods, and joins the same two sides as the shock."""
    listed = (row["goods"] or "").split()
    good = getattr(shock, "good", None)
    named = getattr(shock, "goods", ()) or ((good,) if good else ())
    if not set(listed) & set(named or goods):
        return False
    by, on = (_mask(row[side], world) for side in ("by", "on"))
    mine, theirs = (
        world.mask(getattr(shock, side)) if getattr(shock, side, ()) else None
        for side in ("by", "on")
    )
    if mine is None or theirs is None:
        return True
    one_way = bool((by & mine).any()) and bool((on & theirs).any())
    return one_way or (bool((by & theirs).any()) and bool((on & mine).any()))


def _mask(names: str | None, world: World) -> Any:
    if not names:
        return np.ones(len(world.states), dtype=bool)
    return world.mask(tuple(n for n in names.split() if n in (*world.states, *world.blocs)))
