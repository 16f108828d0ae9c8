"""Trade that a case brings itself (kind 15): taken as it is written, which a reader has to know.

No rule of accord puts its tonnes right, no hole of accord's record is in it, and what is usual for
it is told by the case's own years. What is measured of it is said with that, and stands.
"""

from collections.abc import Iterator, Sequence

from accord.study.evidence.found import Effect, Evidence, Kind
from accord.study.question import Cells
from accord.world import World

OF_TRADE = ("baci", "market")  # cells that are read of rows of trade


def own_rows(cells: Sequence[Cells], world: World) -> Iterator[Evidence]:
    """Say of which years trade that was read is the case's own."""
    years: dict[str, set[int]] = {}
    for one in cells if world.brings else ():
        codes = one.codes or (world.goods[one.good].codes if one.good else ())
        for code in codes if one.table in OF_TRADE else ():
            for year in one.years or (world.year,):
                if source := world.brought_trade(code, year):
                    years.setdefault(source, set()).add(year)
    for source, listed in sorted(years.items()):
        first, last = min(listed), max(listed)
        when = f"{first}" if first == last else f"{len(listed)} years from {first} to {last}"
        yield Evidence(
            kind=Kind.OWN_ROWS,
            effect=Effect.NOTE,
            says=f"trade of {when} is the case's own, taken as it is written",
            sources=(source,),
        )
