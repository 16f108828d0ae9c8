"""From a scenario to its outcome: shocks become arrays, each good's market is solved.

`solve` is the only place that knows both what a shock says and what the market engine takes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from accord.axes import Array, Groups, Mask, Places
from accord.case.model import Case
from accord.engines.market import partial
from accord.names import GoodName
from accord.shocks import Change, Horizon, LinkEffect, Size, SupplierEffect
from accord.shocks.change import mask_of
from accord.solve.assumed import market_parameters, priced
from accord.solve.draws import Sample, size
from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodOutcome:
    """What a scenario does to one good's market, for every draw.

    received : (D, S), tariffs, tolls and rents of capacities by the state that gets them, US$
    capped : share of draws in which a cut of cost was larger than the margin allows
    used : names of the assumptions that the result rests on
    """

    good: str
    solution: partial.Solution
    received: Array
    capped: float
    used: frozenset[str]

    @property
    def gain(self) -> Array:
        """Change of consumers' and producers' surplus, and what is received: (D, S), US$ a year."""
        total: Array = (
            self.solution.consumer_surplus + self.solution.producer_surplus + self.received
        )
        return total

    def exports(self, sellers: Places) -> Array:
        """Exports of some states at producer prices, domestic sales left out: (D, sellers), US$."""
        links = np.zeros((len(sellers), *self.solution.good.shape), dtype=bool)
        links[np.arange(len(sellers)), sellers] = True
        links[np.arange(len(sellers)), sellers, sellers] = False
        return self.solution.quantity_on(links) * self.solution.price[:, sellers]

    def exports_to(self, sellers: Places, buyers: Mask) -> Array:
        """The same, to some buyers only: (D, sellers), US$."""
        links = np.zeros((len(sellers), *self.solution.good.shape), dtype=bool)
        links[np.arange(len(sellers)), sellers] = buyers
        links[np.arange(len(sellers)), sellers, sellers] = False
        return self.solution.quantity_on(links) * self.solution.price[:, sellers]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All that the engines say of a scenario at a horizon, for every draw.

    A good that no shock touches is absent from `goods`: nothing changes there. Surplus and rents
    are US$ of the World's year, per year.
    """

    scenario: str
    horizon: Horizon
    draws: int
    goods: Mapping[GoodName, GoodOutcome]

    @property
    def used(self) -> frozenset[str]:
        """Names of the assumptions that any of the markets rests on."""
        return frozenset().union(*(g.used for g in self.goods.values()))

    @property
    def failed(self) -> Mask:
        """Draws in which some market could not be cleared: (D,)."""
        failed = np.zeros(self.draws, dtype=bool)
        for good in self.goods.values():
            failed |= good.solution.failed
        return failed

    def gain(self, states: Mask) -> Array:
        """Sum surplus, tariffs, tolls and rents of the states marked, over all goods: (D,), US$."""
        total = np.zeros(self.draws)
        for good in self.goods.values():
            total = total + good.gain[:, states].sum(axis=1)
        return total


def solve(
    case: Case,
    world: World,
    scenario: str,
    sample: Sample,
    horizon: Horizon | None = None,
    goods: tuple[GoodName, ...] | None = None,
) -> Outcome:
    """Solve the priced goods of a case under a scenario, for all draws of the sample.

    Parameters
    ----------
    horizon : the scenario's own where None
    goods : of those that are priced, the ones to solve; all where None

    Raises
    ------
    AccordError
        where a market is refused as a whole; a draw that fails alone is marked, not raised
    """
    draws = size(sample)
    chosen = case.scenario(scenario)
    horizon = horizon or chosen.default_horizon
    changes = [shock.change(world, tuple(case.goods)) for shock in chosen.shocks]
    solved = {
        good: _market(case, world, good, horizon, changes, sample)
        for good in priced(case, world)
        if (goods is None or good in goods) and _touches(changes, good)
    }
    return Outcome(scenario=scenario, horizon=horizon, draws=draws, goods=solved)


def _touches(changes: list[Change], good: str) -> bool:
    """Whether any shock moves this good's market."""
    touched = {e.good for c in changes for e in c.links}
    return good in touched | {e.good for c in changes for e in c.suppliers}


def _market(
    case: Case,
    world: World,
    good: GoodName,
    horizon: Horizon,
    changes: list[Change],
    sample: Sample,
) -> GoodOutcome:
    """Solve one good: parameters drawn, effects gathered by lever."""
    market = world.market(good)
    names = market_parameters(case, good, horizon)
    margin = case.goods[good].margin
    links = [e for c in changes for e in c.links if e.good == good]
    suppliers = [e for c in changes for e in c.suppliers if e.good == good]
    sizes = _Sizes(sample, margin)
    solution = partial.solve(
        market.flows,
        sigma=sample[names["sigma"]],
        demand=sample[names["demand"]],
        supply=sample[names["supply"]],
        keep=_keep(suppliers, sizes),
        capacity=_capacity(suppliers, sizes, market.flows.sum(axis=1)),
        labels=market.states,
        cost=_groups(links, "cost", sizes) or 1.0,
        weight=_groups(links, "weight", sizes) or 1.0,
        toll=_groups(links, "toll", sizes) or 0.0,
        tariff=_groups(links, "tariff", sizes) or 0.0,
        on_failure="mark",
    )
    return GoodOutcome(
        good=good,
        solution=solution,
        received=_received(solution, links, suppliers, world),
        capped=float(sizes.capped.mean()),
        used=frozenset(names.values()) | sizes.used,
    )


class _Sizes:
    """Draws the sizes of effects, and keeps account of what they rested on and what was capped."""

    def __init__(self, sample: Sample, margin: str | None) -> None:
        self.sample = sample
        self.margin = margin
        self.draws = size(sample)
        self.used: set[str] = set()
        self.capped = np.zeros(self.draws, dtype=bool)

    def of(self, size: Size) -> Array:
        """Give the size in every draw: (D,)."""
        x = self._drawn(size.magnitude)
        if size.saves and self.margin is not None:
            most = self._drawn(self.margin)
            self.capped |= x > most
            x = np.minimum(x, most)
        return {"x": x, "1 + x": 1 + x, "1 - x": 1 - x}[size.form]

    def _drawn(self, magnitude: float | str) -> Array:
        if isinstance(magnitude, str):
            self.used.add(magnitude)
            return self.sample[magnitude]
        return np.full(self.draws, float(magnitude))


def _groups(effects: list[LinkEffect], lever: str, sizes: _Sizes) -> Groups | None:
    """Gather the effects of one lever: a group of links and a size per draw for each."""
    chosen = [e for e in effects if e.lever == lever]
    if not chosen:
        return None
    mask = np.stack([e.mask for e in chosen])
    return Groups(mask, np.stack([sizes.of(e.size) for e in chosen], axis=1))


def _keep(effects: list[SupplierEffect], sizes: _Sizes) -> Array | float:
    """Multiply what is left of each supplier's supply: (D, S), or 1."""
    kept: Array | float = 1.0
    for effect in (e for e in effects if e.lever == "keep"):
        kept = kept * np.where(effect.mask, sizes.of(effect.size)[:, None], 1.0)
    return kept


def _capacity(effects: list[SupplierEffect], sizes: _Sizes, output: Array) -> Array | float:
    """Take the tightest cap on each supplier, in the unit of flows: (D, S), or infinite."""
    cap: Array | float = np.inf
    for effect in (e for e in effects if e.lever == "capacity"):
        here = np.where(effect.mask, sizes.of(effect.size)[:, None] * output, np.inf)
        cap = np.minimum(cap, here)
    return cap


def _received(
    solution: partial.Solution,
    links: list[LinkEffect],
    suppliers: list[SupplierEffect],
    world: World,
) -> Array:
    """Give tariffs to importers, tolls and rents to whom the shocks name: (D, S).

    A toll or rent whose shock names a bloc is split evenly among its members.
    """
    received = solution.tariff_revenue.copy()
    tolls = [e for e in links if e.lever == "toll"]
    for column, effect in enumerate(tolls):
        received += solution.toll_revenue[:, column, None] * _split(effect.recipient, world)
    rent = solution.capacity_rent
    for cap in (e for e in suppliers if e.lever == "capacity" and e.recipient):
        here = np.where(cap.mask, rent, 0.0)
        received += here.sum(axis=1, keepdims=True) * _split(cap.recipient, world)
        rent = np.where(cap.mask, 0.0, rent)
    return received + rent


def _split(name: str, world: World) -> Array:
    """Divide one dollar among a state, or the members of a bloc: (S,)."""
    here = mask_of(world, (name,)).astype(float)
    total: Array = here / here.sum()
    return total
