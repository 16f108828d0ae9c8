"""Markets that are closed by exports alone (kind 13): nobody's production of the year is known.

So it is of trade that a user brings, of a year that the package has no production of. What states
sell at home is missing; what is measured of the market is said with that, and stands.
"""

from collections.abc import Iterator, Sequence

from accord.study.evidence.found import Effect, Evidence, Kind
from accord.study.question import Cells
from accord.world import World


def exports_only(cells: Sequence[Cells], world: World) -> Iterator[Evidence]:
    """Say of each market that was read whether it is one of exports alone."""
    read = {(one.good, year) for one in cells if one.table == "market" for year in one.years}
    for good, year in sorted((good, year) for good, year in read if good):
        if world.tables.exports_only(world.goods[good], year):
            yield Evidence(
                kind=Kind.EXPORTS_ONLY,
                effect=Effect.NOTE,
                says=f"exports only: no production of {good} is known for {year}, so what states "
                "sell at home is left out of its market",
                sources=("baci",),
            )
