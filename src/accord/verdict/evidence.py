"""What a metric may look at: the case, the World, the draws, and outcomes solved on demand."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from accord.axes import Array, Mask
from accord.case.model import Case
from accord.names import GoodName, Magnitude
from accord.shocks import Horizon
from accord.solve import Outcome, Sample, priced, size, solve
from accord.world import World


@dataclass(slots=True, kw_only=True)
class Evidence:
    """One sample of the assumptions and what follows from it; notes what a metric used.

    Outcomes are solved when a metric first asks, once for each scenario, horizon and good.
    """

    case: Case
    world: World
    sample: Sample
    used: set[str] = field(default_factory=set)
    failed: Mask | None = None  # draws in which a market that was asked for failed
    solver: Callable[..., Outcome] = solve
    _outcomes: dict[tuple[str, Horizon, GoodName | None], Outcome] = field(default_factory=dict)

    @property
    def draws(self) -> int:
        """How many draws the sample has."""
        return size(self.sample)

    def fresh(self) -> "Evidence":
        """Share sample and outcomes with a new account of what is used."""
        return Evidence(
            case=self.case,
            world=self.world,
            sample=self.sample,
            solver=self.solver,
            _outcomes=self._outcomes,
        )

    def outcome(
        self, scenario: str, horizon: Horizon | None = None, *, good: GoodName | None = None
    ) -> Outcome:
        """Give a scenario's outcome, at its own horizon unless another is asked for.

        With a good, of that market alone: no other is solved, or counted as used.
        """
        horizon = horizon or self.case.scenario(scenario).default_horizon
        wanted = priced(self.case, self.world) if good is None else (good,)
        found = [self._solved(scenario, horizon, one) for one in wanted]
        goods = {name: market for outcome in found for name, market in outcome.goods.items()}
        whole = replace(found[0], goods=goods) if found else self._solved(scenario, horizon, None)
        self.used |= whole.used
        self.failed = whole.failed if self.failed is None else self.failed | whole.failed
        return whole

    def _solved(self, scenario: str, horizon: Horizon, good: GoodName | None) -> Outcome:
        """Solve one market of a scenario once."""
        key = (scenario, horizon, good)
        if key not in self._outcomes:
            only = () if good is None else (good,)
            self._outcomes[key] = self.solver(
                self.case, self.world, scenario, self.sample, horizon, only
            )
        return self._outcomes[key]

    def drawn(self, magnitude: Magnitude) -> Array:
        """Give a number or an assumption in every draw: (D,)."""
        if isinstance(magnitude, str):
            self.used.add(magnitude)
            return self.sample[magnitude]
        return np.full(self.draws, float(magnitude))
