"""The linearised check: GSIM, the many-country, one-good model that practitioners know.

Francois and Hall (2003), "Global Simulation Analysis of Industry-Level Trade Policy", version
3.0, World Bank. Goods differ by origin (elasticity of substitution E_s), a buyer's total responds
to its composite price (E_m), a supplier's output to its world price (E_x); all three are
magnitudes here. With hats for relative changes, T = 1 + tariff, theta_ij the share of i in j's
spending at internal prices and phi_ij the share of j in i's sales at world prices:

    M^_ij = -E_s (P^_i + T^_ij) + (E_s - E_m) sum_k theta_kj (P^_k + T^_kj)
    E_x P^_i = sum_j phi_ij M^_ij

That is one linear system. It is exact for small changes only; `distance` says by how much it
misses the exact engine (`partial`) on the same input.
"""

from dataclasses import dataclass

import numpy as np

from accord.axes import Array, StateLabels
from accord.engines.market import partial
from accord.engines.market.gsim_inputs import GsimInput, checked
from accord.errors import ParameterError
from accord.threads import one_thread_each


@dataclass(frozen=True, slots=True, kw_only=True)
class Gsim:
    """Linear answers. Where no argument had an axis of draws, the results have none either."""

    world_price: Array  # (..., S) relative change of what the supplier gets
    composite_price: Array  # (..., B) relative change of the buyer's price index, tariffs included
    quantity: Array  # (..., S, B) relative change of volumes
    trade: Array  # (..., S, B) flows after, at world prices, in the unit of the flows given
    output: Array  # (..., S) relative change of the supplier's volume
    producer_surplus: Array  # (..., S) change, money
    consumer_surplus: Array  # (..., B) change, money
    tariff_revenue: Array  # (..., B) change, money
    welfare: Array | None  # (..., N) sum of the three where suppliers and buyers are the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """What linearising costs, on the same input: linear less exact."""

    linear: Array  # (D, S) relative change of world prices
    exact: Array  # (D, S)
    largest: Array  # (D,) largest difference of the two in absolute value


@one_thread_each()
def gsim(
    flows: Array,
    *,
    demand: Array | float,
    supply: Array | float,
    substitution: Array | float,
    tariff_before: Array | float,
    tariff_after: Array | float,
    labels: StateLabels | None = None,
) -> Gsim:
    """Solve the linear model for a change of tariffs.

    Parameters
    ----------
    flows : (S, B), money at world (producer) prices, domestic sales included where known
        The price of who sells nothing, and the index of who buys nothing, stays as it is.
    demand, substitution : scalar, (D,) or (1 or D, B); magnitudes, 1.25 and not -1.25
    supply : scalar, (D,) or (1 or D, S)
    tariff_before, tariff_after : scalar, (S, B) or (D, S, B); rates, 0.21 and not 1.21
    labels : names for messages, of states or of (suppliers, buyers)

    Returns
    -------
    Gsim
        Consumer surplus is the paper's: sum of spending x (1/2 E_m P^2 sign(P) - P), E_m < 0,
        which for a rising composite price adds the triangle to the loss.

    Raises
    ------
    QuantityError, ParameterError
        naming the supplier, buyer or parameter
    """
    given = checked(flows, demand, supply, substitution, tariff_before, tariff_after, labels)
    spending = given.flows * (1 + given.before)
    theta, phi = _shares(spending, axis=1), _shares(given.flows, axis=1)
    wedge = (given.after - given.before) / (1 + given.before)
    price = _world_price(given, theta, phi, wedge)
    internal = price[:, :, None] + wedge
    composite = (theta * internal).sum(axis=1)
    quantity = (
        -given.substitution[:, None, :] * internal
        + ((given.substitution - given.demand) * composite)[:, None, :]
    )
    trade = given.flows * (1 + quantity) * (1 + price[:, :, None])
    return _result(given, price, composite, quantity, trade)


@one_thread_each()
def distance(
    flows: Array,
    *,
    demand: Array | float,
    supply: Array | float,
    substitution: Array | float,
    tariff_before: Array | float,
    tariff_after: Array | float,
    labels: StateLabels | None = None,
) -> Distance:
    """Solve the linear and the exact model (`partial.solve`) on the same input; compare prices.

    Parameters as in `gsim`.
    """
    linear = gsim(
        flows,
        demand=demand,
        supply=supply,
        substitution=substitution,
        tariff_before=tariff_before,
        tariff_after=tariff_after,
        labels=labels,
    )
    exact = partial.solve(
        flows,
        sigma=substitution,
        demand=demand,
        supply=supply,
        tariff=tariff_after,
        tariff_before=tariff_before,
        labels=labels,
    )
    approximate = np.atleast_2d(linear.world_price)
    change = exact.price - 1
    return Distance(
        linear=approximate, exact=change, largest=np.abs(approximate - change).max(axis=1)
    )


def _shares(values: Array, axis: int) -> Array:
    """Shares along an axis, all 0 where there is nothing to share."""
    total = values.sum(axis=axis, keepdims=True)
    shares: Array = values / np.where(total > 0, total, 1.0)
    return shares


def _world_price(given: GsimInput, theta: Array, phi: Array, wedge: Array) -> Array:
    """Solve the system for the relative change of world prices, (D, S)."""
    own = given.substitution[:, None, :]
    cross = own - given.demand[:, None, :]
    diagonal = given.supply + (phi * own).sum(axis=2)
    diagonal = np.where(phi.sum(axis=1) > 0, diagonal, 1.0)  # no sales: the price stays
    system = diagonal[:, :, None] * np.eye(phi.shape[0]) - (phi * cross) @ theta.transpose(0, 2, 1)
    pushed = cross * (theta * wedge).sum(axis=1, keepdims=True) - own * wedge
    try:
        price: Array = np.linalg.solve(system, (phi * pushed).sum(axis=2)[:, :, None])[:, :, 0]
    except np.linalg.LinAlgError:
        raise ParameterError(_undetermined(given, system)) from None
    return price


def _undetermined(given: GsimInput, system: Array) -> str:
    """Name the supplier whose price nothing fixes: the largest part of what the system ignores."""
    _, sizes, ways = np.linalg.svd(system)
    draw = int(sizes[:, -1].argmin())
    supplier = int(np.abs(ways[draw, -1]).argmax())
    return (
        f"demand, supply and substitution leave the price of {given.suppliers[supplier]} "
        f"undetermined in draw {draw}: the system is singular"
    )


def _result(
    given: GsimInput, price: Array, composite: Array, quantity: Array, trade: Array
) -> Gsim:
    """Work out surpluses and revenue, and drop the axis of draws where nobody asked for it."""
    sales = given.flows.sum(axis=1)
    spending = (given.flows * (1 + given.before)).sum(axis=1)
    producers = sales * price * (1 + given.supply * price / 2)
    triangle = -given.demand * composite**2 * np.sign(composite) / 2
    consumers = spending * (triangle - composite)
    revenue = (trade * given.after - given.flows * given.before).sum(axis=1)
    square = given.flows.shape[0] == given.flows.shape[1]
    fields = {
        "world_price": price,
        "composite_price": composite,
        "quantity": quantity,
        "trade": trade,
        "output": given.supply * price,
        "producer_surplus": producers,
        "consumer_surplus": consumers,
        "tariff_revenue": revenue,
    }
    if given.draws is None:
        fields = {name: values[0] for name, values in fields.items()}
    parts = ("producer_surplus", "consumer_surplus", "tariff_revenue")
    return Gsim(**fields, welfare=sum(fields[part] for part in parts) if square else None)
