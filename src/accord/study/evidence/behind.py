"""Who says the rows that were read: a file beside the case in place of the table it lies over."""

from collections.abc import Iterable, Sequence

from accord.study.question import Cells
from accord.world import World

TRADE, PRODUCTION = "baci", "world-mining-data"  # sources of the package's own rows
READ = {  # cells are of these tables; of which the rows are
    "baci": (TRADE,),
    "production": (PRODUCTION,),
    "market": (TRADE, PRODUCTION),
}


def behind(sources: tuple[str, ...], cells: Sequence[Cells], world: World) -> tuple[str, ...]:
    """Put the sources of a case's own rows beside, or in place of, those of the package's.

    Parameters
    ----------
    sources : as the metric names them, which knows the package's alone
    cells : that were read
    """
    if not world.brings:
        return sources
    read = {pair for one in cells for pair in _read(one, world)}
    own = {key for ours, key in read if key != ours}
    replaced = {ours for ours, _ in read} - {key for ours, key in read if key == ours}
    names = {name for one in cells for name in (one.good, one.line) if name}
    described = {key for name in names for key in world.described_by(name)}
    kept = [key for key in sources if key not in replaced]
    return tuple(dict.fromkeys((*kept, *sorted(own | described))))


def _read(cells: Cells, world: World) -> Iterable[tuple[str, str]]:
    """Give the package's source of what was read, with the one that says it."""
    good = world.goods[cells.good] if cells.good else None
    for ours in READ.get(cells.table, ()):
        for year in cells.years or (world.year,):
            if ours == TRADE:
                for code in cells.codes or (good.codes if good else ()):
                    yield ours, world.brought_trade(code, year) or ours
            else:
                for series in (good and good.production) or ():
                    yield ours, world.brought_production(series, year) or ours
