"""From a scenario to its outcome: shocks become arrays, each good's market is solved.

`solve` is the only place that knows both what a shock says and what the market engine takes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from accord.axes import Array, Mask, Places
from accord.case.model import Case, Scenario
from accord.draws import Sample, market_parameters, size
from accord.engines.market import partial
from accord.names import GoodName
from accord.shocks import Horizon
from accord.solve.levers import Levers, Sizes, elastic, levers_of
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

    def exports(self, sellers: Places, *to: Mask) -> Array:
        """Exports of some states at producer prices, domestic sales left out, US$.

        Returns
        -------
        (D, sellers), to all buyers; with masks of buyers (S,), (D, 1 + masks, sellers): to all and
        to each of these, in one look at the links
        """
        everybody = np.ones(self.solution.good.shape[1], dtype=bool)
        buyers = np.stack([everybody, *to])
        count = len(sellers)
        links = np.zeros((len(buyers), count, *self.solution.good.shape), dtype=bool)
        links[:, np.arange(count), sellers] = buyers[:, None]
        links[:, np.arange(count), sellers, sellers] = False
        quantity = self.solution.quantity_on(links.reshape(-1, *self.solution.good.shape))
        found: Array = quantity.reshape(-1, len(buyers), count)
        found = found * self.solution.price[:, None, sellers]
        return found if to else found[:, 0]


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
    scenario: Scenario,
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
    horizon = horizon or scenario.default_horizon
    solved = {
        good: _market(case, world, good, horizon, touching, sample)
        for good, touching in levers_of(case, world, scenario, goods).items()
        if touching
    }
    return Outcome(scenario=scenario.name, horizon=horizon, draws=draws, goods=solved)


def _market(
    case: Case,
    world: World,
    good: GoodName,
    horizon: Horizon,
    levers: Levers,
    sample: Sample,
) -> GoodOutcome:
    """Solve one good: parameters drawn, effects gathered by lever."""
    names = market_parameters(case, good, horizon)
    settings = case.goods[good]
    sizes = Sizes(sample=sample, margin=settings.margin)
    supply = elastic(sample[names["supply"]], settings.supply_of, world, sizes)
    solution = partial.solve(
        levers.with_traces(),
        sigma=sample[names["sigma"]],
        demand=elastic(sample[names["demand"]], settings.demand_of, world, sizes),
        supply=supply,
        labels=world.states,
        on_failure="mark",
        **levers.arguments(sizes, supply),
    )
    return GoodOutcome(
        good=good,
        solution=solution,
        received=levers.received(solution, world),
        capped=float(sizes.capped.mean()),
        used=frozenset(names.values()) | sizes.used,
    )
