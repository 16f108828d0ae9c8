"""A closure as lost volume: what ran through what closes, and how far others make up for it.

For gas there is no pooled market: pipes bind sellers to buyers, so a closure first takes volume,
and other pipes and LNG terminals give back what they have room for. The same holds for any good
whose flows are given by capacity. Flows before and after are the least-cost flows of `capacity`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from accord.axes import Array
from accord.engines.corridor.capacities import Carried, Demand, Flows, capacity
from accord.engines.corridor.network import Network


@dataclass(frozen=True, slots=True)
class Closure:
    """What a closure takes, by demand (K,), in the unit of each.

    hit : ran through what closes; lost : no longer delivered; replaced : delivered by other ways,
    hit - lost where nothing else gave way; dearer : rise in the cost of what is carried, US$ a
    tonne times the unit; by_ship, by_land : the rise of what comes by sea and of what doesn't.
    """

    before: Flows
    after: Flows
    hit: Array
    lost: Array
    by_ship: Array
    by_land: Array
    dearer: float

    @property
    def replaced(self) -> Array:
        """Volume that other ways gave back, (K,)."""
        made_up: Array = np.maximum(self.hit - self.lost, 0)
        return made_up


def closure(
    network: Network,
    demands: Sequence[Demand],
    *,
    avoid: Iterable[str] = (),
    close: Iterable[str] = (),
    supplies: Mapping[tuple[str | None, str], float] | None = None,
    year: int | None = None,
    also: Iterable[str] = (),
    use: Iterable[str] = (),
    modes: Iterable[str] | None = None,
) -> Closure:
    """Compare flows with and without vetoes and closures; arguments as for `capacity`."""
    avoid, close, also, use = tuple(avoid), tuple(close), tuple(also), tuple(use)
    modes = None if modes is None else tuple(modes)
    before = capacity(
        network, demands, supplies=supplies, year=year, also=also, use=use, modes=modes
    )
    after = capacity(
        network, demands, supplies=supplies, year=year, also=also, use=use, modes=modes,
        avoid=avoid, close=close,
    )  # fmt: skip
    shut = [_meets(network, way, avoid, close) for way in before.carried]
    ship = [_by_ship(way) for way in (*before.carried, *after.carried)]
    count = len(before.carried)
    gained = _sums(after, ship[count:]) - _sums(before, ship[:count])
    gained_land = _sums(after, [not s for s in ship[count:]]) - _sums(
        before, [not s and not m for s, m in zip(ship[:count], shut, strict=True)]
    )
    return Closure(
        before=before,
        after=after,
        hit=_sums(before, shut),
        lost=np.maximum(before.delivered - after.delivered, 0),
        by_ship=gained,
        by_land=gained_land,
        dearer=after.cost - before.cost,
    )


def _sums(flows: Flows, counted: Sequence[bool]) -> Array:
    total = np.zeros(len(flows.demands))
    for way, on in zip(flows.carried, counted, strict=True):
        total[way.demand] += way.quantity * on
    return total


def _meets(network: Network, way: Carried, avoid: Sequence[str], close: Sequence[str]) -> bool:
    """Whether a way runs through what closes."""
    if set(way.states) & {s.upper() for s in avoid}:
        return True
    places = [network.node.index(p) for p in way.places]
    for name in close:
        passage = network.passage(name)
        if passage.name in (*way.passages, *way.lines) or passage.nodes[places].any():
            return True
    return False


def _by_ship(way: Carried) -> bool:
    return any(line.startswith("sea-") for line in way.lines)
