"""Who gains and who pays in a one-good market: areas under its own curves, exact, in US$ a year.

    consumers   -E_j (P_j^(1 - eta) - 1) / (1 - eta), and -E_j ln P_j at eta = 1
    producers    Y_i (keep_i p_i^(1 + epsilon) - 1) / (1 + epsilon); at a binding capacity the area
                 up to the price at which it would just be offered, and the rest is rent

The toll goes to whom the shock names, the tariff to the importer, the rent of a capacity to whom
the case says; a real cost is paid and received by nobody. So, in every draw,

    spending = producers' revenue + real cost + toll + tariff + rents of quotas

where a supplier's revenue holds the rent of its own capacity.
"""

from dataclasses import dataclass

import numpy as np

from accord.axes import Array
from accord.engines.market.hat import Block, Hat


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Of n draws, draws last, states as in the economy."""

    price: Array  # (S, n)
    price_index: Array  # (B, n)
    consumer_surplus: Array  # (B, n)
    producer_surplus: Array  # (S, n)
    quantity: Array  # (S, n) sold, US$ at baseline producer prices
    revenue: Array  # (S, n)
    spending: Array  # (B, n) tariffs included
    real_cost: Array  # (n,)
    capacity_rent: Array | None  # (S, n)
    tariff_revenue: Array | None  # (B, n)
    toll_revenue: Array | None  # (G or S, n)
    quota_rent: Array | None  # (C, n)


def money(block: Block, hat: Hat, unknowns: Array) -> Money:
    """Count the money at prices that clear the market."""
    good = block.good
    log_price = unknowns[: len(good.suppliers)]
    price, quantity = np.exp(log_price), hat.sold
    if block.idle is not None:
        price = np.where(block.idle, 1.0, price)
        quantity = np.where(block.idle, 0.0, quantity)
    surplus, rent = _producers(block, log_price, price)
    return Money(
        price=price,
        price_index=np.exp(hat.log_index),
        consumer_surplus=-good.spending[:, None] * _area(1 - block.demand, hat.log_index),
        producer_surplus=surplus,
        quantity=quantity,
        revenue=price * quantity,
        spending=good.spending[:, None] * np.exp((1 - block.demand) * hat.log_index),
        real_cost=_real_cost(block, hat.arriving, price),
        capacity_rent=rent,
        tariff_revenue=_tariffs(block, hat),
        toll_revenue=_tolls(block, hat.arriving),
        quota_rent=None if hat.load is None else hat.load * unknowns[len(good.suppliers) :],
    )


def _area(power: Array, log_ratio: Array) -> Array:
    """Give (ratio^power - 1) / power, which is the log at power 0."""
    safe = np.where(power == 0, 1.0, power)
    area: Array = np.where(power == 0, log_ratio, np.expm1(power * log_ratio) / safe)
    return area


def _producers(block: Block, log_price: Array, price: Array) -> tuple[Array, Array | None]:
    """Give the area left of the supply curve, less the baseline's, and the rent above it."""
    output, power = block.good.output[:, None], 1 + block.supply
    log_keep = block.log_output - np.log(output)
    surplus = output * np.expm1(log_keep + power * log_price) / power
    rent = None
    if block.log_capacity is not None:
        bound = block.log_capacity < block.log_output + block.supply * log_price
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            log_cost = (block.log_capacity - block.log_output) / block.supply
            log_cost = np.where(block.supply > 0, log_cost, -np.inf)  # of the last unit
        capacity = np.exp(block.log_capacity)
        cost = np.exp(np.where(bound, log_cost, 0.0))
        surplus = np.where(bound, (capacity * cost - output) / power, surplus)
        rent = np.where(bound, (price - cost) * capacity, 0.0)
    if block.idle is not None:
        surplus = np.where(block.idle, -output / power, surplus)
        rent = None if rent is None else np.where(block.idle, 0.0, rent)
    return surplus, rent


def _real_cost(block: Block, arriving: Array, price: Array) -> Array:
    """Give what is paid to nobody: p_i (k_ij - 1) on all that leaves."""
    good = block.good
    if good.cost.is_all(1.0):
        return np.zeros(block.size)
    leaving = arriving if block.iceberg is None else arriving * block.iceberg
    extra = good.cost.at(good.first, block.draws) - 1
    extra = np.where(np.isinf(extra), 0.0, extra)  # closed
    total: Array = (leaving * extra * price[good.kind_supplier]).sum(axis=0)
    return total


def _tariffs(block: Block, hat: Hat) -> Array | None:
    """Give each importer's receipts at the new rates."""
    good = block.good
    if good.tariff.is_all(0.0):
        return None
    rate = good.tariff.at(good.first, block.draws)
    border = np.exp(hat.log_price) * ((1 + good.tariff_before[good.first])[:, None] / (1 + rate))
    receipts: Array = hat.pull * (good.values.T @ (hat.quantity * border * rate))
    return receipts


def _tolls(block: Block, arriving: Array) -> Array | None:
    """Give what is levied, by group of links where tolls came in groups, else by supplier."""
    good, toll = block.good, block.good.toll
    if block.toll is None:
        return None
    if toll.member is not None and toll.factor is not None:
        by_group = toll.member[:, good.first].astype(float) @ arriving
        factor: Array = (toll.factor if len(toll.factor) == 1 else toll.factor[block.draws]).T
        return by_group * factor
    levied: Array = np.add.reduceat(arriving * block.toll, good.kind_starts, axis=0)
    return levied
