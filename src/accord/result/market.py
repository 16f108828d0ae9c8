"""What a scenario does, market by market: to those whom the case names, and to who moves most.

Prices and revenues are changes as shares; surplus, rents and totals are US$ a year.
"""

from dataclasses import dataclass

from accord.names import Horizon, Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Median over draws, 5th and 95th percentile; all None where no draw was solved."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRow:
    """A state or bloc in one market: sums over its members, a price only for a single state."""

    state: str
    output_usd: float
    price: Interval | None
    price_index: Interval | None
    revenue_change: Interval | None
    consumer_surplus: Interval | None
    producer_surplus: Interval | None
    rents: Interval | None
    total: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """One good at one horizon.

    model : of the market: `partial` tells goods apart by origin, `pooled` and `reallocating` have
        one price for all
    capped : share of draws in which a cut of cost was larger than the margin allows
    """

    good: str
    horizon: Horizon
    model: Model = "partial"  # of results written before they said so
    assumptions: tuple[str, ...]
    capped: float
    states: tuple[StateRow, ...]
    blocs: tuple[StateRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What happens, and what that does; a good that it hardly moves is only named."""

    id: str
    title: str
    shocks: tuple[str, ...]
    horizon: Horizon
    failed_draws: int
    unchanged: tuple[str, ...]
    results: tuple[Market, ...]
