"""The limit of a homogeneous good: sigma to infinity, one price for all.

    sum_j E_j P^(-eta_j) = sum_i min(keep_i Y_i P^epsilon_i, capacity_i)

What happens on a link leaves no trace in this limit as long as cargoes can be swapped around it,
so only what changes a state's supply is asked for. It stands beside a sweep of sigma, to say how
much of a result hangs on whose good it is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, Labels, Mask
from accord.engines.market.arguments import capacities, checked_flows, per_state
from accord.engines.market.onegood import FLATTEST
from accord.engines.market.refusals import refuse_elasticities, refuse_outside
from accord.engines.market.welfare import consumers, producers
from accord.errors import NoEquilibrium, ParameterError, QuantityError
from accord.threads import one_thread_each

TOLERANCE = 1e-10
HALVINGS = 70  # beyond the last bit


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The world market of a good that is the same whoever sells it. Names as in `Solution`."""

    price: Array  # (D, S) after / before, the same for all
    price_index: Array  # (D, B) likewise
    consumer_surplus: Array  # (D, B) change, US$ a year
    producer_surplus: Array  # (D, S)
    quantity: Array  # (D, S) sold, in the unit of flows
    bought: Array  # (D, B) likewise
    capacity_rent: Array  # (D, S)
    residual: Array  # (D,) |ln demand - ln supply|
    failed: Mask  # (D,)


@one_thread_each()
def homogeneous(
    flows: ArrayLike,
    *,
    demand: ArrayLike,
    supply: ArrayLike,
    keep: ArrayLike = 1.0,
    capacity: ArrayLike = np.inf,
    labels: Labels | tuple[Labels, Labels] | None = None,
) -> Pool:
    """Solve for one world price; arguments as in `partial.solve`, capacities by supplier.

    Raises
    ------
    NoEquilibrium
        naming the first draw in which demand, flat at capacity or inelastic, meets no supply

    Examples
    --------
    Half of the world's supply loses a fifth: P^-0.4 = 0.9 P^0.1.

    >>> pool = homogeneous([[50.0], [50.0]], demand=0.4, supply=0.1, keep=[[0.8, 1.0]])
    >>> bool(np.isclose(pool.price[0, 0], 0.9 ** (-1 / 0.5)))
    True
    """
    flow = checked_flows(flows, labels)
    counts = {np.shape(a)[0] for a in (demand, supply, keep) if np.ndim(a)} - {1}
    counts |= {np.shape(capacity)[0]} - {1} if np.ndim(capacity) == 2 else set()
    if len(counts) > 1:
        raise QuantityError(f"the arguments disagree about the number of draws: {sorted(counts)}")
    draws, (n_s, n_b) = max(counts, default=1), flow.shape
    limit, _ = capacities(capacity, np.inf, (n_s, n_b), draws)
    if limit is None and not np.isposinf(capacity).all():  # type: ignore[arg-type]
        raise ParameterError("capacity by link has no meaning where links leave no trace")
    eta = per_state("demand", demand, n_b, np.arange(n_b), draws)
    epsilon = per_state("supply", supply, n_s, np.arange(n_s), draws)
    kept = per_state("keep", keep, n_s, np.arange(n_s), draws).values.T
    refuse_elasticities(demand=eta, supply=epsilon)
    refuse_outside("keep", kept, least=0)
    most = np.inf if limit is None else limit.T
    refuse_outside("capacity", np.asarray(most), least=0, finite=False)

    spent, output = flow.sum(axis=0)[:, None], flow.sum(axis=1)[:, None]
    curves = _Curves(spent, eta.values.T, output * kept, epsilon.values.T, most)
    if (least := curves.flatness()) < FLATTEST:
        raise ParameterError(
            f"demand plus supply elasticity is {least:g}, below {FLATTEST}: the price level is "
            "not determined"
        )
    log_price, misfit = _price(curves, draws)
    failed: Mask = ~(np.abs(misfit) <= TOLERANCE)
    if failed.any():
        raise NoEquilibrium(
            f"draw {int(np.flatnonzero(failed)[0])}: demand and supply do not meet at any price; "
            f"{failed.sum()} of {draws} draws have no equilibrium"
        )
    surplus, rent = producers(output, curves.supply, output * kept, most, log_price)
    return Pool(
        price=np.broadcast_to(np.exp(log_price)[:, None], (draws, n_s)),
        price_index=np.broadcast_to(np.exp(log_price)[:, None], (draws, n_b)),
        consumer_surplus=consumers(spent, curves.demand, log_price).T,
        producer_surplus=surplus.T,
        quantity=curves.sold(log_price).T,
        bought=curves.bought(log_price).T,
        capacity_rent=rent.T,
        residual=np.abs(misfit),
        failed=failed,
    )


@dataclass(frozen=True, slots=True)
class _Curves:
    spent: Array  # (B, 1)
    demand: Array  # (B or 1, D or 1)
    offered: Array  # (S, D or 1) at the baseline price
    supply: Array  # (S or 1, D or 1)
    most: Array | float  # (S, D or 1)

    def bought(self, log_price: Array) -> Array:
        return np.asarray(self.spent * np.exp(-self.demand * log_price), float)

    def sold(self, log_price: Array) -> Array:
        return np.asarray(
            np.minimum(self.offered * np.exp(self.supply * log_price), self.most), float
        )

    def misfit(self, log_price: Array) -> Array:
        """Give log demand - log supply (D,)."""
        with np.errstate(divide="ignore", over="ignore"):
            gap = np.log(self.bought(log_price).sum(0)) - np.log(self.sold(log_price).sum(0))
        return np.asarray(gap, float)

    def flatness(self) -> float:
        demand = (self.spent * self.demand).sum(0) / np.broadcast_to(
            self.spent, (len(self.spent), 1)
        ).sum(0)
        output = np.maximum(self.offered, 1e-300)
        supply = (output * self.supply).sum(0) / output.sum(0)
        return float((demand + supply).min())


def _price(curves: _Curves, draws: int) -> tuple[Array, Array]:
    """Bracket the one root of a falling function and halve: (D,) each."""
    low, high = np.full(draws, -1.0), np.full(draws, 1.0)
    for _ in range(12):
        low = np.where(curves.misfit(low) < 0, 2 * low, low)
        high = np.where(curves.misfit(high) > 0, 2 * high, high)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = curves.misfit(middle) > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    price = (low + high) / 2
    return price, curves.misfit(price)
