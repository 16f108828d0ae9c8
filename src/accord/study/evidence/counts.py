"""Publishers that disagree (kind 11): a second count of production beside the first.

Where the named states' share of the world differs by more than a tenth of itself between the two,
the number is read again by the second publisher's count. Both are held to each other in one year,
the nearest that the second has: a share that moved between two years is no disagreement.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from accord.axes import Array
from accord.study.evidence.found import Effect, Evidence, Kind, in_words
from accord.study.question import Cells
from accord.world import Variant, World
from accord.world.naming import said
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
    if (other := second_count(world.tables, of, year)) is None:
        return
    first, at = _counted_first(good, other[1], year, world)
    second, of_year = second_count(world.tables, of, at) or other
    if not first.sum() or not second.sum():
        return
    about = world.mask(who, year)
    shares = [float(count[about].sum() / count.sum()) for count in (first, second)]
    apart = abs(shares[1] - shares[0])
    if apart <= DIFFER_BY * max(shares):
        return
    source = str(world.tables.second_production.filter(good=good)["source"][0])
    yield Evidence(
        kind=Kind.DISAGREE,
        effect=Effect.WIDEN,
        says=f"publishers disagree: of the world's {in_words(good)} the share of "
        f"{_named(who, world)} is {_percent(shares[0])} in {at} by one, "
        f"{_percent(shares[1])} in {of_year} by the other",
        sources=("world-mining-data", source),
        ends=(Variant(), Variant(count="second")),
    )


def _counted_first(good: str, wanted: int, else_in: int, world: World) -> tuple[Array, int]:
    """Give the first count of a year, or of another where it has none of that; and of which."""
    if wanted in world.tables.years.production:
        made = np.nan_to_num(world.production(good, wanted))
        if made.any():
            return made, wanted
    return np.nan_to_num(world.production(good, else_in)), else_in


def _named(who: tuple[str, ...], world: World) -> str:
    return " + ".join(said(one, world) for one in who)


def _percent(share: float) -> str:
    return f"{100 * share:.3g}\u00a0%"
