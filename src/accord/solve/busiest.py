"""The passages that carry most: which straits and canals matter to some goods, in what order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from accord.axes import Array
from accord.engines.corridor.network import Passage
from accord.names import GoodName
from accord.solve.corridors import Corridors


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A passage, and what goes through it of some goods, US$ a year."""

    name: str
    title: str
    worth: float


def busiest(
    corridors: Corridors, goods: Sequence[GoodName], kinds: Collection[str]
) -> tuple[Carrier, ...]:
    """Give the passages of some kinds that carry any of the goods, those of most worth first.

    As it is where all of each good moves at least cost. Of a strait and a narrower part of it, as
    the Turkish Straits and the Bosporus, the whole one stands for both.
    """
    network, world = corridors.network, corridors.world
    worth = np.zeros(len(network.edges.name))
    for good in goods:
        market = world.market(good)
        tonnes = corridors.carried(market) * world.tonnes_in(network.cargo(good).unit)
        worth += tonnes * market.flows.sum() / market.mass.sum()
    through = np.zeros(len(network.node))  # what comes in goes out: each is counted twice
    for end in (network.edges.tail, network.edges.head):
        np.add.at(through, end, worth / 2)
    of_kind = [one for one in network.passages.values() if one.kind in kinds]
    whole = [one for one in of_kind if not any(_part_of(one, other) for other in of_kind)]
    carried = (
        Carrier(
            name=one.name,
            title=one.title,
            worth=_most(worth[one.edges], through[one.nodes]),
        )
        for one in whole
    )
    return tuple(sorted((c for c in carried if c.worth > 0), key=lambda one: -one.worth))


def _part_of(one: Passage, other: Passage) -> bool:
    """Whether a passage is a narrower part of another."""
    within = not (one.nodes & ~other.nodes).any() and not (one.edges & ~other.edges).any()
    larger = other.nodes.sum() + other.edges.sum() > one.nodes.sum() + one.edges.sum()
    return within and bool(larger)


def _most(*several: Array) -> float:
    return float(max(each.max(initial=0.0) for each in several))
