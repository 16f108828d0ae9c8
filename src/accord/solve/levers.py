"""From what shocks touch to what the market engine takes: sizes drawn, effects gathered by lever.

Shocks multiply: ratios on one link are multiplied, rates and tolls added, of caps the tightest
binds. So the order of shocks makes no difference.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from accord.axes import Array, Groups, Mask
from accord.case.model import Case, Scenario
from accord.draws import Sample, priced
from accord.draws import size as draws_of
from accord.engines.market import partial
from accord.names import AssumptionName, GoodName, StateName
from accord.shocks import Change, LinkEffect, Size, SupplierEffect
from accord.shocks.change import mask_of
from accord.solve.passages import Rerouted, Shut, rerouted, together
from accord.world import World

# A link without trade is put into the baseline at this share of the buyer's spending, which moves
# nothing, and its weight is raised to its seed.
TRACE = 1e-9
NEGLIGIBLE = 1e-6  # share of a market's value that an effect has to touch


@dataclass(slots=True, kw_only=True)
class Sizes:
    """Draws the sizes of effects; keeps account of what they rest on and what was capped.

    margin : the assumption that limits how much of real cost a cut can save; None for no limit
    """

    sample: Sample
    margin: str | None
    used: set[str] = field(default_factory=set)
    capped: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.capped = np.zeros(self.draws, dtype=bool)

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return draws_of(self.sample)

    def of(self, what: Size) -> Array:
        """Give a size in every draw: (D,)."""
        x = self.drawn(what.magnitude)
        if what.rest or what.part != 1.0:
            part = self.drawn(what.part)
            x = x * (1 - part if what.rest else part)
        if what.saves and self.margin is not None:
            most = self.drawn(self.margin)
            self.capped |= x > most
            x = np.minimum(x, most)
        return {"x": x, "1 + x": 1 + x, "1 - x": 1 - x}[what.form]

    def drawn(self, magnitude: float | str) -> Array:
        """Give a number or an assumption in every draw: (D,)."""
        if isinstance(magnitude, str):
            self.used.add(magnitude)
            return self.sample[magnitude]
        return np.full(self.draws, float(magnitude))


def elastic(
    base: Array, of: Mapping[StateName, AssumptionName], world: World, sizes: Sizes
) -> Array:
    """Give an elasticity by draw (D,), or by draw and state (D, S) where some have their own."""
    if not of:
        return base
    by_state = np.repeat(base[:, None], len(world.states), axis=1)
    for name, assumption in of.items():
        by_state[:, mask_of(world, (name,))] = sizes.drawn(assumption)[:, None]
    return by_state


@dataclass(frozen=True, slots=True, kw_only=True)
class Levers:
    """All effects on one good's market, and its baseline."""

    flows: Array  # (S, B) baseline
    links: tuple[LinkEffect, ...]
    suppliers: tuple[SupplierEffect, ...]
    rerouted: tuple[tuple[Shut, Rerouted], ...]

    @staticmethod
    def gather(changes: Iterable[Change], good: str, world: World) -> "Levers":
        """Pick the effects on a good out of all changes, and what closures do to its routes.

        An effect on links or suppliers with next to no trade is left out: resolving re-exports
        leaves a few dollars between almost any two states.
        """
        changes = tuple(changes)
        market = world.market(good)
        output = market.flows.sum(axis=1)
        least = NEGLIGIBLE * output.sum()
        links = (e for c in changes for e in c.links if e.good == good)
        suppliers = (e for c in changes for e in c.suppliers if e.good == good)
        shut = together((e for c in changes for e in c.passages), good)
        found = ((s, rerouted(world, market, s)) for s in shut)
        return Levers(
            flows=market.flows,
            links=tuple(
                e for e in links if e.lever == "seed" or market.flows[e.mask].sum() > least
            ),
            suppliers=tuple(e for e in suppliers if output[e.mask].sum() > least),
            rerouted=tuple((how, what) for how, what in found if what),
        )

    def __bool__(self) -> bool:
        """Whether anything touches the market."""
        return bool(self.links or self.suppliers or self.rerouted)

    def arguments(self, sizes: Sizes, supply: Array) -> dict[str, Any]:
        """Give the engine's arguments for what the shocks do; `supply` is the elasticity,
        (D,) or (D, S)."""
        return {
            "cost": self._cost(sizes),
            "weight": self._weight(sizes),
            "toll": self._groups("toll", sizes) or 0.0,
            "tariff": self._groups("tariff", sizes) or 0.0,
            "quota": self._quota(sizes),
            "keep": self._keep(sizes),
            "capacity": self._capacity(sizes, supply),
        }

    def with_traces(self) -> Array:
        """Give the baseline with a trace of trade on links that a shock opens: (S, B)."""
        spending = self.flows.sum(axis=0)
        traces = sum((np.where(e.mask, TRACE * spending, 0.0) for e in self._of("seed")), 0.0)
        return self.flows + traces

    def received(self, solution: partial.Solution, world: World) -> Array:
        """Give tariffs to importers, tolls and rents to whom the shocks name: (D, S), US$.

        A toll or rent whose shock names a bloc is split evenly among its members; the rent of a
        capacity that names nobody is its supplier's.
        """
        received = solution.tariff_revenue.copy()
        for lever, revenue in (("toll", solution.toll_revenue), ("quota", solution.quota_rent)):
            for column, effect in enumerate(self._of(lever)):
                received += revenue[:, column, None] * split(effect.recipients, world)
        return received + self.rents(solution.capacity_rent, world)

    def rents(self, rent: Array, world: World) -> Array:
        """Give the rents of capacities (D, S) to whom the shocks name, else to the supplier."""
        received = np.zeros_like(rent)
        for cap in (e for e in self.suppliers if e.lever != "keep" and e.recipients):
            here = np.where(cap.mask, rent, 0.0)
            received += here.sum(axis=1, keepdims=True) * split(cap.recipients, world)
            rent = np.where(cap.mask, 0.0, rent)
        return received + rent

    def _of(self, lever: str) -> list[LinkEffect]:
        return [e for e in self.links if e.lever == lever]

    def _groups(self, lever: str, sizes: Sizes) -> Groups | None:
        """Gather the effects of one lever: a group of links and a size per draw for each."""
        return _grouped([(e.mask, sizes.of(e.size)) for e in self._of(lever)])

    def _cost(self, sizes: Sizes) -> Groups | float:
        """Ratios of real cost: of shocks on links, and of ways round what is shut."""
        direct = [(e.mask, sizes.of(e.size)) for e in self._of("cost")]
        round_about = [
            (mask, 1 + sizes.of(how.size) * rise)
            for how, found in self.rerouted
            for mask, rise in found.rise
        ]
        return _grouped(direct + round_about) or 1.0

    def _weight(self, sizes: Sizes) -> Groups | float:
        """Weights of links that are banned, of those without a way, and of those that open."""
        banned = [(e.mask, sizes.of(e.size)) for e in self._of("weight")]
        share = self.with_traces() / np.maximum(self.flows.sum(axis=0), np.finfo(float).tiny)
        opened = [(e.mask, sizes.of(e.size) / share[e.mask].sum()) for e in self._of("seed")]
        cut_off = [
            (found.cut_off, 1 - sizes.of(how.size))
            for how, found in self.rerouted
            if found.cut_off.any()
        ]
        return _grouped(banned + cut_off + opened) or 1.0

    def _quota(self, sizes: Sizes) -> Groups | float:
        """Limits on what the links of a quota carry together, in the unit of flows."""
        quotas = [(e.mask, sizes.of(e.size) * self.flows[e.mask].sum()) for e in self._of("quota")]
        return _grouped(quotas) or np.inf

    def _keep(self, sizes: Sizes) -> Array | float:
        """Multiply what is left of each supplier's supply: (D, S), or 1."""
        kept: Array | float = 1.0
        for effect in (e for e in self.suppliers if e.lever == "keep"):
            kept = kept * np.where(effect.mask, sizes.of(effect.size)[:, None], 1.0)
        return kept

    def _capacity(self, sizes: Sizes, supply: Array) -> Array | float:
        """Take the tightest cap on each supplier, in the unit of flows: (D, S, 1), or infinite.

        A capped price p caps output at Y p^epsilon: what is supplied at that price.
        """
        cap: Array | float = np.inf
        output = self.flows.sum(axis=1)
        for effect in (e for e in self.suppliers if e.lever != "keep"):
            ratio = sizes.of(effect.size)[:, None]
            if effect.lever == "price-cap":
                ratio = ratio ** (supply[:, None] if supply.ndim == 1 else supply)
            here = np.where(effect.mask, ratio * output, np.inf)
            cap = np.minimum(cap, here[:, :, None])
        for how, found in self.rerouted:
            takeover = sizes.drawn(how.takeover)[:, None]
            stuck = takeover * found.stuck + (1 - takeover) * np.maximum(found.through, found.stuck)
            left = output * (1 - sizes.of(how.size)[:, None] * stuck)
            cap = np.minimum(cap, np.where(stuck > 0, left, np.inf)[:, :, None])
        return cap


def _grouped(parts: list[tuple[Mask, Array]]) -> Groups | None:
    """Put links and sizes together as groups; None where there are none."""
    if not parts:
        return None
    return Groups(np.stack([m for m, _ in parts]), np.stack([x for _, x in parts], axis=1))


def split(names: tuple[str, ...], world: World) -> Array:
    """Divide one dollar evenly among states, or members of blocs: (S,); nothing among nobody."""
    here = mask_of(world, names).astype(float)
    total: Array = here / max(here.sum(), 1.0)
    return total


def levers_of(
    case: Case, world: World, scenario: Scenario, goods: tuple[GoodName, ...] | None
) -> dict[GoodName, Levers]:
    """Gather what a scenario does to each priced good of the case, or to those that are wanted."""
    changes = [shock.change(world, tuple(case.goods)) for shock in scenario.shocks]
    wanted = (g for g in priced(case, world) if goods is None or g in goods)
    return {good: Levers.gather(changes, good, world) for good in wanted}
