"""Far outside (kind 12): a shock larger than any that constant elasticities were estimated on.

The studies behind the elasticities saw supply move by a few per cent. A scenario that takes more
than a twentieth of the world's supply of a good away is read where nobody has measured the slope.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from accord.draws import Draws
from accord.names import GoodName
from accord.solve import GoodOutcome
from accord.study.evidence.found import Effect, Evidence, Kind
from accord.world import World

CALIBRATED = 0.05  # of the world's supply


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
                says=f"takes {100 * lost:.2g}\u00a0% of the world's {name} away: constant "
                f"elasticities are not calibrated beyond {100 * CALIBRATED:.0f}\u00a0%",
            )
