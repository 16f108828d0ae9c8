"""Far outside (kind 12): a shock larger than any that constant elasticities were estimated on.

The studies behind the elasticities saw supply move by a few per cent. A scenario that takes more
than a twentieth of the world's supply of a good away, or more than doubles what a buyer pays, is
read where nobody has measured the slope. A buyer that is cut off from nearly all that it bought can
even be shown to take more tonnes than before, at many times the price: what is left stands in for
what is lost by the slope alone, and no further than it was measured. Nor is there a past event of
a supplier that lost nearly all whom it sold to.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from accord.draws import Draws
from accord.names import GoodName, StateName
from accord.solve import GoodOutcome
from accord.study.evidence.found import Effect, Evidence, Kind, in_words
from accord.world import World
from accord.world.naming import listed, said

CALIBRATED = 0.05  # of the world's supply
DEAREST = 2.0  # times what a buyer paid


def far_outside(goods: Mapping[GoodName, GoodOutcome], world: World) -> Iterator[Evidence]:
    """Say how much of the world's supply a scenario takes away, where it is a lot."""
    for name, good in goods.items():
        before = world.market(name).flows.sum()
        if not before:
            continue
        left = good.solution.quantity.sum(axis=1) / before
        lost = float(Draws(1 - left).median())
        if np.isfinite(lost) and lost > CALIBRATED:
            yield Evidence(
                kind=Kind.FAR_OUTSIDE,
                effect=Effect.CAP,
                says=f"takes {100 * lost:.2g}\u00a0% of the world's {in_words(name)} away: "
                f"constant elasticities are not calibrated beyond {100 * CALIBRATED:.0f}\u00a0%",
            )


def cut_off(
    goods: Mapping[GoodName, GoodOutcome], buyers: tuple[StateName, ...], world: World
) -> Iterator[Evidence]:
    """Say how much dearer a good gets for the buyers that a metric reads, where it is a lot."""
    marked = world.mask(buyers)
    who = listed(said(one, world) for one in buyers)
    for name, good in goods.items():
        bought = np.where(marked, world.market(name).flows.sum(axis=0), 0.0)
        if not bought.any():
            continue
        times = float(Draws(good.solution.price_index @ (bought / bought.sum())).median())
        if np.isfinite(times) and times > DEAREST:
            yield Evidence(
                kind=Kind.FAR_OUTSIDE,
                effect=Effect.CAP,
                says=f"the price of {in_words(name)} for {who} rises "
                f"{times:.2g}-fold: "
                "constant elasticities are not calibrated beyond a doubling, nor say how many "
                "tonnes take the place of those lost",
            )


def undrawn(
    goods: Mapping[GoodName, GoodOutcome], suppliers: tuple[str, ...], world: World
) -> Iterator[Evidence]:
    """Say of which suppliers that a number names no past event says who takes what is left."""
    named = world.mask(suppliers)
    for name, good in goods.items():
        if good.undrawn is None or not (beyond := good.undrawn & named).any():
            continue
        who = listed(said(world.states[s], world) for s in np.flatnonzero(beyond))
        yield Evidence(
            kind=Kind.FAR_OUTSIDE,
            effect=Effect.CAP,
            says=f"{who} would lose nearly all buyers of {in_words(name)}: no past event says who "
            "takes what is left, which is shared out as it was",
        )
