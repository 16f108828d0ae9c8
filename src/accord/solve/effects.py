"""What a scenario does, before anything is drawn: to links, suppliers and the network of corridors.

Computed once for a scenario; market, metrics and map read the same. What closes is decided here:
closures and vetoes drawn from the same number act together (two closed doors of one room); those
drawn from different ones are independent and multiply.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from accord.axes import Mask
from accord.case.model import Case, Scenario
from accord.engines.corridor import Network
from accord.names import Magnitude
from accord.shocks import Change, LinkEffect, PassageEffect, Size, SupplierEffect
from accord.solve.shut import Shut
from accord.world import World

PIPELINES = ("oil-pipeline", "gas-pipeline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A shut set, how far it is shut, how far other ways take over, what still passes pays more."""

    size: Size
    takeover: Magnitude = 1.0
    premium: Magnitude = 0.0
    shut: Shut = field(default_factory=Shut)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """All that the shocks of a scenario touch."""

    changes: tuple[Change, ...]
    observed: int | None = None  # the year after, where its trade is known

    def links(self, good: str) -> tuple[LinkEffect, ...]:
        """Give the effects on links of a good's market."""
        return tuple(e for c in self.changes for e in c.links if e.good == good)

    def suppliers(self, good: str) -> tuple[SupplierEffect, ...]:
        """Give the effects on suppliers of a good."""
        return tuple(e for c in self.changes for e in c.suppliers if e.good == good)

    def closings(self, good: str) -> tuple[Closing, ...]:
        """Give what closes and opens for a good, each drawn apart, in a fixed order."""
        return together(e for e in self.passages if good in e.goods)

    def shut(self, good: str | None = None) -> Shut:
        """Give what closes and opens in full force, for a good or for any."""
        found = Shut()
        for effect in self.passages:
            if good is None or good in effect.goods:
                found = found | _shut(effect)
        return found

    @property
    def passages(self) -> tuple[PassageEffect, ...]:
        """The effects on the network of corridors."""
        return tuple(e for c in self.changes for e in c.passages)

    @property
    def goods_shut(self) -> tuple[str, ...]:
        """The goods that something closes or opens for."""
        return tuple(dict.fromkeys(good for e in self.passages for good in e.goods))


def effects_of(case: Case, world: World, scenario: Scenario) -> Effects:
    """Ask each shock of a scenario what it touches."""
    goods = tuple(case.goods)
    changes = tuple(shock.change(world, goods) for shock in scenario.shocks)
    return Effects(changes=changes, observed=scenario.observed)


def together(effects: Iterable[PassageEffect]) -> tuple[Closing, ...]:
    """Join effects that are drawn from the same number, in a fixed order."""
    joined: dict[tuple[str, Magnitude, Magnitude, Magnitude], Closing] = {}
    for effect in effects:
        drawn = (effect.size.form, effect.size.magnitude, effect.takeover, effect.premium)
        before = joined[drawn].shut if drawn in joined else Shut()
        joined[drawn] = Closing(
            size=joined[drawn].size if drawn in joined else effect.size,
            takeover=effect.takeover,
            premium=effect.premium,
            shut=before | _shut(effect),
        )
    return tuple(closing for _, closing in sorted(joined.items(), key=lambda item: str(item[0])))


def _shut(effect: PassageEffect) -> Shut:
    return Shut(
        close=frozenset(effect.close), avoid=frozenset(effect.avoid), use=frozenset(effect.open)
    )


def closed_edges(network: Network, shut: Shut, good: str) -> Mapping[int, str]:
    """Find the edges that are closed to others' trade in a good, and what shuts each.

    An edge is closed where a passage holds it or one of its ends, and where it lies in a state that
    lets nothing through, or touches it, whatever its mode. The state's own trade goes on there. A
    pipeline that is cut anywhere is cut whole.
    """
    e, cargo = network.edges, network.cargo(good)
    usable = np.array(
        [
            mode in cargo.modes and (not only or only == cargo.pipeline)
            for mode, only in zip(e.mode, e.good, strict=True)
        ]
    )
    closed: dict[int, str] = {}

    def close(edges: Mask, by: str) -> None:
        for edge in np.flatnonzero(edges & usable).tolist():
            closed.setdefault(edge, by)

    for name in sorted(shut.close):
        passage = network.passage(name)
        close(passage.edges | passage.nodes[e.tail] | passage.nodes[e.head], passage.name)
    pipes = np.array([mode in PIPELINES for mode in e.mode])
    for state in sorted(shut.avoid):
        inside = network.state_mask(state)
        close(inside[e.tail] | inside[e.head], state)
    cut = {e.line[edge]: by for edge, by in closed.items() if pipes[edge]}
    for line, by in cut.items():
        close(pipes & (np.array(e.line) == line), by)
    return closed
