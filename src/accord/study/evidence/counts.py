"""Publishers that disagree (kind 11): a second count of production beside the first.

Where the named states' share of the world differs by more than a tenth of itself between the two,
the number is read again by the second publisher's count, of the nearest year that it has.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from accord.study.evidence.found import Effect, Evidence, Kind
from accord.study.question import Cells
from accord.world import Variant, World
from accord.world.variant import second_count

DIFFER_BY = 0.1  # of a share: below it the two agree


def counts_of(cells: Sequence[Cells], about: tuple[str, ...], world: World) -> Iterator[Evidence]:
    """Hold the production that was read against the second publisher's.

    Parameters
    ----------
    about : whose share of the world the number is about
    """
    for one in cells:
        if one.table == "production" and one.good and about:
            for year in one.years:
                yield from _held_against(one.good, year, about, world)


def _held_against(good: str, year: int, who: tuple[str, ...], world: World) -> Iterator[Evidence]:
    of = world.goods[good]
    if not of.production or year not in world.tables.years.production:
        return
    other = second_count(world.tables, of, year)
    first = np.nan_to_num(world.production(good, year))
    if other is None or not first.sum() or not other[0].sum():
        return
    about = world.mask(who, year)
    shares = [float(count[about].sum() / count.sum()) for count in (first, other[0])]
    apart = abs(shares[1] - shares[0])
    if apart <= DIFFER_BY * max(shares):
        return
    source = str(world.tables.second_production.filter(good=good)["source"][0])
    yield Evidence(
        kind=Kind.DISAGREE,
        effect=Effect.WIDEN,
        says=f"publishers disagree: {_named(who, world)} make {_percent(shares[0])} of the "
        f"world's {good} in {year} by one, {_percent(shares[1])} in {other[1]} by the other",
        sources=("world-mining-data", source),
        ends=(Variant(), Variant(count="second")),
    )


def _named(who: tuple[str, ...], world: World) -> str:
    return " + ".join(world.name(one) if one in world.states else one for one in who)


def _percent(share: float) -> str:
    return f"{100 * share:.3g}\u00a0%"
