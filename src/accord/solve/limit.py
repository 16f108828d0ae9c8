"""The limit of a homogeneous good: what a scenario does where sigma is beyond all measure.

Whose crude it is then matters to nobody: one world price, and what happens on a link (a ban, a
toll, a cheaper way) leaves no trace, because cargoes are swapped around it. Only what changes a
state's supply is left. It stands beside a sweep of sigma and says how much of a result hangs on
goods being told apart by origin.
"""

from dataclasses import dataclass
from typing import cast

from accord.axes import Array, Mask, Places
from accord.case.model import Case, Scenario
from accord.draws import Sample, market_parameters, size
from accord.engines.market import partial, pooled
from accord.errors import QuantityError
from accord.names import GoodName
from accord.shocks import Horizon
from accord.solve.levers import Levers, Sizes, elastic, levers_of
from accord.solve.outcome import GoodOutcome, Outcome
from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledGood(GoodOutcome):
    """One good's market with one world price; `solution` is a `pooled.Solution`.

    Who sells to whom isn't determined, so exports are refused.
    """

    def exports(self, sellers: Places, *to: Mask) -> Array:
        """Refuse: a homogeneous good has no flows between states."""
        raise QuantityError(f"{self.good} as a homogeneous good has no flows between states")


def limit(
    case: Case,
    world: World,
    scenario: Scenario,
    sample: Sample,
    horizon: Horizon | None = None,
    goods: tuple[GoodName, ...] | None = None,
) -> Outcome:
    """Solve as `solve` does, every good of the case as homogeneous.

    A good of which the scenario touches links alone is absent: nothing changes there.
    """
    horizon = horizon or scenario.default_horizon
    touched = {
        g: _pool(case, world, g, horizon, touching, sample)
        for g, touching in levers_of(case, world, scenario, goods).items()
        if _on_suppliers(touching)
    }
    return Outcome(scenario=scenario.name, horizon=horizon, draws=size(sample), goods=touched)


def _on_suppliers(levers: Levers) -> bool:
    """Whether anything changes what a state can supply: a shock on it, or output left stuck."""
    return bool(levers.suppliers) or any(
        found.stuck.any() or (how.takeover != 1 and found.through.any())
        for how, found in levers.rerouted
    )


def _pool(
    case: Case, world: World, good: GoodName, horizon: Horizon, levers: Levers, sample: Sample
) -> PooledGood:
    """Solve one good with what the shocks do to suppliers."""
    names = market_parameters(case, good, horizon)
    settings = case.goods[good]
    sizes = Sizes(sample=sample, margin=None)
    supply = elastic(sample[names["supply"]], settings.supply_of, world, sizes)
    arguments = levers.arguments(sizes, supply)
    pool = pooled.solve(
        levers.flows,
        demand=elastic(sample[names["demand"]], settings.demand_of, world, sizes),
        supply=supply,
        keep=arguments["keep"],
        capacity=arguments["capacity"],
        labels=world.states,
        on_failure="mark",
    )
    return PooledGood(
        good=good,
        solution=cast("partial.Solution", pool),  # prices, surplus and failures alike
        received=levers.rents(pool.capacity_rent, world),
        capped=0.0,
        used=frozenset({names["demand"], names["supply"]}) | sizes.used,
    )
