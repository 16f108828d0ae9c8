"""The pooled market: one good, the same whoever sells it, at one world price.

    sum_j E_j P^(-eta_j) = sum_i min(keep_i Y_i P^epsilon_i, capacity_i)

It is the limit of `partial` as sigma goes to infinity. What happens on a link leaves no trace as
long as cargoes can be swapped around it: only what changes what a state can supply moves the price,
its supply curve (`keep`) or what it can bring out (`capacity`). It stands beside a sweep of sigma,
to say how much of a result hangs on whose good it is, and it answers where taste for an origin has
no say: a state that stops its own pipeline gets no scarcity price for what its neighbours sell too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Unpack

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, Mask, Places, StateLabels
from accord.engines.market.arguments import (
    Shape,
    capacities,
    checked_flows,
    count_draws,
    numbers,
    per_state,
)
from accord.engines.market.refusals import FLATTEST, refuse_elasticities, refuse_outside
from accord.engines.market.types import OnFailure, OnLinks
from accord.engines.market.welfare import consumers, producers
from accord.errors import NoEquilibrium, NotAnswered, ParameterError
from accord.threads import one_thread_each

TOLERANCE = 1e-10  # misfit that counts as cleared
DOUBLINGS = 12  # of a bracket of one log point: prices from e^-4096 to e^4096
ROUNDS = 70  # Newton needs six or so, and that bracket halved as often is beyond the last bit
LAST = 1e-15  # a step as short as this, relative to 1, moves no digit
ROUNDING = 1e-14  # misfit, in logs, that no step makes less, nor a half of the bracket


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The world market after the shock. Names and units as in `MarketSolution`."""

    price: Array  # (D, S) after / before, the same for all
    price_index: Array  # (D, B) likewise
    consumer_surplus: Array  # (D, B) change, US$ a year
    producer_surplus: Array  # (D, S)
    quantity: Array  # (D, S) sold, in the unit of flows
    bought: Array  # (D, B) likewise
    unmet: Array  # (D, B) wanted at the choke price and not to be had, likewise
    revenue: Array  # (D, S) price * quantity
    capacity_rent: Array  # (D, S)
    residual: Array  # (D,) |ln demand - ln supply|
    failed: Mask  # (D,)

    @property
    def shape(self) -> Shape:
        """(S, B) of the flows."""
        return self.price.shape[1], self.price_index.shape[1]

    def take(self, draws: Places) -> "Solution":
        """Give these draws, in this order, one as often as it is named."""
        return Solution(**{f.name: getattr(self, f.name)[draws] for f in fields(self)})

    @property
    def why(self) -> str:
        """What stood in the way in the first draw that failed; only where one did."""
        return (
            f"draw {int(np.flatnonzero(self.failed)[0])}: demand and supply do not meet at any "
            f"price; {self.failed.sum()} of {len(self.failed)} draws have no equilibrium"
        )

    @property
    def spending(self) -> Array:
        """(D, B), at the one price."""
        spending: Array = self.price_index * self.bought
        return spending

    def quantity_on(self, links: Mask) -> Array:
        """Refuse: in a pool who sells to whom isn't determined."""
        raise NotAnswered(
            "a pooled market has no flows between states: who sells to whom isn't determined"
        )

    def bought_on(self, links: Mask) -> Array:
        """Refuse, as `quantity_on` does."""
        return self.quantity_on(links)

    def spending_on(self, links: Mask) -> Array:
        """Refuse, as `quantity_on` does."""
        return self.quantity_on(links)

    def price_index_over(self, links: Mask) -> Array:
        """Give the one price, over whatever links."""
        return self.price_index

    def revenue_on(self, links: Mask) -> Array:
        """Refuse, likewise."""
        return self.quantity_on(links)


@one_thread_each()
def solve(
    flows: ArrayLike,
    *,
    demand: ArrayLike,
    supply: ArrayLike,
    keep: ArrayLike = 1.0,
    capacity: ArrayLike = np.inf,
    choke: ArrayLike = np.inf,
    labels: StateLabels | None = None,
    sigma: ArrayLike | None = None,
    on_failure: OnFailure = "raise",
    **links: Unpack[OnLinks],
) -> Solution:
    """Solve for one world price in every draw.

    Parameters
    ----------
    flows, demand, supply, keep, labels, on_failure : as in `partial.solve`
    capacity : by supplier, (S,), (1, S), (D, S) or (D, S, 1), in the unit of flows
        Most that a state can sell; for one whose exports are stranded, what it can still bring out.
    choke : a number or (D,), above 1; inf for none
        The price, a ratio, beyond which nobody buys: what is wanted there and isn't supplied is
        `unmet`, shared among buyers in proportion to what they want.
    sigma, links : what `partial.solve` takes by link; a pool doesn't notice it

    Raises
    ------
    NoEquilibrium
        naming the first draw in which demand, flat at capacity or inelastic, meets no supply

    Examples
    --------
    Half of the world's supply loses a fifth: P^-0.4 = 0.9 P^0.1.

    >>> pool = solve([[50.0], [50.0]], demand=0.4, supply=0.1, keep=[[0.8, 1.0]])
    >>> bool(np.isclose(pool.price[0, 0], 0.9 ** (-1 / 0.5)))
    True
    """
    flow = checked_flows(flows, labels)
    given = {"demand": demand, "supply": supply, "keep": keep, "capacity": capacity}
    given |= {"choke": choke}
    draws = count_draws(
        {**given, **links} | ({} if sigma is None else {"sigma": sigma}),
        (flow.shape[0], flow.shape[1]),
    )
    curves = _curves(flow, given, draws)
    log_price, misfit = _price(curves, draws)
    failed: Mask = ~(np.abs(misfit) <= TOLERANCE)
    solution = _solution(curves, np.where(failed, np.nan, log_price), np.abs(misfit), failed)
    if failed.any() and on_failure == "raise":
        raise NoEquilibrium(solution.why)
    return solution


@dataclass(frozen=True, slots=True)
class _Curves:
    """Demand and supply of every state; a last axis of 1 is the same in all draws."""

    spent: Array  # (B, 1)
    output: Array  # (S, 1)
    demand: Array  # (B or 1, D or 1)
    offered: Array  # (S, D or 1) at the baseline price
    supply: Array  # (S or 1, D or 1)
    most: Array | float  # (S, D or 1)
    log_choke: Array  # (D or 1,)

    def traders(self) -> "_Curves":
        """Leave out the states that sell and buy nothing: sums are the same without them."""

        def some(values: Array, rows: Mask) -> Array:
            return values if len(values) == 1 else values[rows]

        buys, sells = self.spent[:, 0] > 0, self.output[:, 0] > 0
        most = self.most
        return replace(
            self,
            spent=self.spent[buys],
            output=self.output[sells],
            demand=some(self.demand, buys),
            offered=self.offered[sells],
            supply=some(self.supply, sells),
            most=some(most, sells) if isinstance(most, np.ndarray) else most,
        )

    def bought(self, log_price: Array) -> Array:
        return np.asarray(self.spent * np.exp(-self.demand * log_price), float)

    def sold(self, log_price: Array) -> Array:
        return np.asarray(
            np.minimum(self.offered * np.exp(self.supply * log_price), self.most), float
        )

    def misfit(self, log_price: Array) -> Array:
        """Give log demand - log supply (D,)."""
        return self.misfit_and_slope(log_price)[0]

    def misfit_and_slope(self, log_price: Array) -> tuple[Array, Array]:
        """Give log demand - log supply, and how it moves with the log price: (D,) each."""
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            log_demand, falling = self._demand(log_price)
            offered = self.sold(log_price)
            supply = offered.sum(0)
            if len(self.supply) == 1 and isinstance(self.most, float):
                rising = self.supply[0]
            else:
                rising = np.where(offered < self.most, offered * self.supply, 0.0).sum(0) / supply
            gap = log_demand - np.log(supply)
        return np.asarray(gap, float), np.asarray(-falling - rising, float)

    def _demand(self, log_price: Array) -> tuple[Array, Array]:
        """Give log demand and its elasticity: (D,), and (D or 1,)."""
        if len(self.demand) == 1:
            return np.log(self.spent.sum()) - self.demand[0] * log_price, self.demand[0]
        bought = self.bought(log_price)
        demand = bought.sum(0)
        return np.log(demand), (bought * self.demand).sum(0) / demand

    def flatness(self) -> float:
        """Give the least demand plus supply elasticity of the market in any draw."""
        demand = (self.spent * self.demand).sum(0) / np.broadcast_to(
            self.spent, (len(self.spent), 1)
        ).sum(0)
        output = np.maximum(self.offered, np.finfo(float).tiny)
        supply = (output * self.supply).sum(0) / output.sum(0)
        return float((demand + supply).min())


def _curves(flow: Array, given: Mapping[str, ArrayLike], draws: int) -> _Curves:
    """Check the arguments and shape them, draws last."""
    n_s, n_b = flow.shape
    every_s, every_b = np.arange(n_s), np.arange(n_b)
    limit, _ = capacities(given["capacity"], np.inf, (n_s, n_b), draws)
    if limit is None and not np.isposinf(np.asarray(given["capacity"], float)).all():
        raise ParameterError("capacity by link has no meaning where links leave no trace")
    eta = per_state("demand", given["demand"], n_b, every_b, draws)
    epsilon = per_state("supply", given["supply"], n_s, every_s, draws)
    kept = per_state("keep", given["keep"], n_s, every_s, draws).values.T
    refuse_elasticities(demand=eta, supply=epsilon)
    refuse_outside("keep", kept, least=0)
    most: Array | float = np.inf
    if limit is not None:
        most = per_state("capacity", limit, n_s, every_s, draws).values.T
        refuse_outside("capacity", most, least=0, finite=False)
    output = flow.sum(axis=1)[:, None]
    choke = numbers("choke", given["choke"])
    if choke.ndim > 1 or (choke <= 1).any():
        raise ParameterError("choke is a number or (D,), above 1: a pool has one price for all")
    curves = _Curves(
        spent=flow.sum(axis=0)[:, None],
        output=output,
        demand=eta.values.T,
        offered=output * kept,
        supply=epsilon.values.T,
        most=most,
        log_choke=np.log(np.atleast_1d(choke)),
    )
    if (least := curves.flatness()) < FLATTEST:
        raise ParameterError(
            f"demand plus supply elasticity is {least:g}, below {FLATTEST}: the price level is "
            "not determined"
        )
    return curves


def _price(curves: _Curves, draws: int) -> tuple[Array, Array]:
    """Find the one root of a falling function, bracketed: Newton's steps, halves where they fail.

    (D,) each: the log price, and what is left between demand and supply.
    """
    curves = curves.traders()
    low, high = np.full(draws, -1.0), np.full(draws, 1.0)
    for _ in range(DOUBLINGS):
        too_high, too_low = curves.misfit(low) < 0, curves.misfit(high) > 0
        if not (too_high | too_low).any():
            break
        low, high = np.where(too_high, 2 * low, low), np.where(too_low, 2 * high, high)
    price, before = (low + high) / 2, np.full(draws, np.inf)
    for _ in range(ROUNDS):
        misfit, slope = curves.misfit_and_slope(price)
        low, high = np.where(misfit > 0, price, low), np.where(misfit > 0, high, price)
        with np.errstate(divide="ignore", invalid="ignore"):
            newton = price - misfit / slope
        trusted = (low <= newton) & (newton <= high) & (np.abs(misfit) <= before / 2)
        arrived = np.abs(misfit) <= ROUNDING
        after = np.where(arrived, price, np.where(trusted, newton, (low + high) / 2))
        longest = np.max(np.abs(after - price) / (1 + np.abs(price)))
        price, before = after, np.abs(misfit)
        if longest <= LAST:
            break
    price = np.minimum(price, curves.log_choke)
    misfit = curves.misfit(price)
    return price, np.where((price == curves.log_choke) & (misfit > 0), 0.0, misfit)


def _solution(curves: _Curves, log_price: Array, residual: Array, failed: Mask) -> Solution:
    """Count the money at the price that clears the market; nan in draws that failed."""
    surplus, rent = producers(curves.output, curves.supply, curves.offered, curves.most, log_price)
    rent = np.where(failed, np.nan, rent)
    quantity, price = curves.sold(log_price).T, np.exp(log_price)[:, None]
    wanted = curves.bought(log_price).T
    met = np.where(log_price >= curves.log_choke, quantity.sum(axis=1) / wanted.sum(axis=1), 1.0)
    met = np.minimum(met, 1.0)[:, None]
    return Solution(
        price=np.broadcast_to(price, (len(price), len(curves.output))),
        price_index=np.broadcast_to(price, (len(price), len(curves.spent))),
        consumer_surplus=consumers(curves.spent, curves.demand, log_price).T,
        producer_surplus=surplus.T,
        quantity=quantity,
        bought=wanted * met,
        unmet=wanted * (1 - met),
        revenue=price * quantity,
        capacity_rent=rent.T,
        residual=residual,
        failed=failed,
    )
