"""Who gains and who pays in a one-good market: areas under its own curves, exact, in US$ a year.

    consumers   -E_j (P_j^(1 - eta) - 1) / (1 - eta), and -E_j ln P_j at eta = 1; beyond a choke
                 price the area left of the steeper curve, which is finite
    producers    Y_i (keep_i p_i^(1 + epsilon) - 1) / (1 + epsilon); at a binding capacity the area
                 up to the price at which it would just be offered, and the rest is rent

The toll goes to whom the shock names, the tariff to the importer, the rent of a capacity to whom
the case says; a real cost is paid and received by nobody. So, in every draw,

    spending = producers' revenue + real cost + toll + tariff + rents of quotas and of rations

where a supplier's revenue holds the rent of its own capacity. Over a rationed link buyers compete
for what arrives and pay its virtual price; the rent, what that exceeds the supplier's price and the
cost of the way by, is of who evades the ban: the supplier, if a case doesn't name somebody else.
"""

import numpy as np

from accord.axes import Array
from accord.engines.market.hat import Block, Hat


def consumer_surplus(block: Block, log_index: Array) -> Array:
    """Give the change of consumer surplus: (B, n)."""
    spent = block.good.spending[:, None]
    return consumers(spent, block.demand, log_index, block.log_choke, block.sigma)


def producer_surplus(block: Block, log_price: Array) -> Array:
    """Give the change of producer surplus, the rent of a capacity apart: (S, n)."""
    return surplus_and_rent(block, log_price)[0]


def consumers(
    spending: Array,
    demand: Array,
    log_index: Array,
    log_choke: Array | None = None,
    sigma: Array | float = np.inf,
) -> Array:
    """Give the change of consumer surplus, US$: (B, n). Demand falls with sigma beyond a choke."""
    power = 1 - demand
    safe = np.where(power == 0, 1.0, power)
    below = log_index if log_choke is None else np.minimum(log_index, log_choke)
    area = np.where(power == 0, below, np.expm1(power * below) / safe)
    if log_choke is not None and (beyond := log_index > log_choke).any():
        left = np.where(beyond, -np.expm1((1 - sigma) * (log_index - log_choke)), 0.0)
        area = area + np.exp(power * log_choke) * left / (sigma - 1)
    return np.asarray(-spending * area, float)


def price_index(block: Block, log_index: Array) -> Array:
    """Give the price index, at most the choke price: (B, n)."""
    index: Array = np.exp(log_index)
    return (
        index if block.good.choke is None else np.minimum(index, block.good.choke.at(block.draws))
    )


def _bounded(block: Block, log_index: Array) -> Array:
    """Give the log index, at the choke price where demand gives up: (B, n)."""
    if block.log_choke is None:
        return log_index
    return np.minimum(log_index, block.log_choke)


def spending(block: Block, log_index: Array) -> Array:
    """Give what buyers spend: (B, n)."""
    log_spent = (1 - block.demand) * _bounded(block, log_index)
    if block.log_choke is not None:
        log_spent = log_spent + (1 - block.sigma) * np.maximum(log_index - block.log_choke, 0)
    return np.asarray(block.good.spending[:, None] * np.exp(log_spent), float)


def used(block: Block, log_index: Array) -> Array:
    """Give what buyers use, in units of the baseline's mix: (B, n), US$ at producer prices then."""
    log_used = -block.demand * _bounded(block, log_index)
    if block.log_choke is not None:
        log_used = log_used - block.sigma * np.maximum(log_index - block.log_choke, 0)
    bought = np.bincount(block.good.buyer, block.good.value)[:, None]
    return np.asarray(bought * np.exp(log_used), float)


def unmet(block: Block, log_index: Array) -> Array:
    """Give what is wanted at the choke price and can't be had at it: (B, n)."""
    if block.log_choke is None:
        return np.zeros_like(log_index)
    wanted = np.exp(-block.demand * block.log_choke)
    had = np.exp(-block.sigma * np.maximum(log_index - block.log_choke, 0))
    bought = np.bincount(block.good.buyer, block.good.value)[:, None]
    return np.asarray(bought * wanted * (1 - had), float)


def producers(
    output: Array, supply: Array, offered: Array, most: Array | float, log_price: Array
) -> tuple[Array, Array]:
    """Give the change of the area left of the supply curve, and the rent above it: (S, n) each.

    output in the baseline; offered at the baseline price, 0 by whom nothing is kept; most what a
    capacity allows, inf where there is none.
    """
    power = 1 + supply
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        log_kept = np.log(offered / np.where(output > 0, output, 1.0))
        surplus = output * np.expm1(log_kept + power * log_price) / power
        if np.ndim(most) == 0 and most == np.inf:
            return surplus, np.zeros_like(surplus)
        bound = most < offered * np.exp(supply * log_price)
        log_cost = np.where(supply > 0, np.log(most / offered) / supply, -np.inf)
        cost = np.where(bound, np.exp(log_cost), 0.0)  # of the last unit
        full = (np.where(bound, most, 0.0) * cost - output) / power
        rent = np.where(bound, most * (np.exp(log_price) - cost), 0.0)
    return np.where(bound, full, surplus), rent


def surplus_and_rent(block: Block, log_price: Array) -> tuple[Array, Array]:
    """Give the change of producer surplus and the rent of capacities: (S, n) each."""
    output = block.good.output[:, None]
    most = np.inf if block.log_capacity is None else np.exp(block.log_capacity)
    surplus, rent = producers(output, block.supply, np.exp(block.log_output), most, log_price)
    if block.idle is not None:
        surplus = np.where(block.idle, -output / (1 + block.supply), surplus)
        rent = np.where(block.idle, 0.0, rent)
    return surplus, rent


def real_cost(block: Block, hat: Hat, unknowns: Array) -> Array:
    """Give what is paid to nobody: p_i (k_ij - 1) on all that leaves."""
    good = block.good
    if good.cost.is_all(1.0):
        return np.zeros(block.size)
    leaving = hat.arriving if block.iceberg is None else hat.arriving * block.iceberg
    price = np.exp(unknowns[: len(good.suppliers)])
    extra = good.cost.at(good.first, block.draws) - 1
    extra = np.where(np.isinf(extra), 0.0, extra)  # closed
    total: Array = (leaving * extra * price[good.kind_supplier]).sum(axis=0)
    return total


def quota_rents(hat: Hat) -> Array | None:
    """Give what quotas bring: (C, n)."""
    return None if hat.load is None or hat.rent is None else hat.load * hat.rent


def ration_rent(block: Block, hat: Hat, unknowns: Array) -> Array | None:
    """Give each supplier what virtual prices exceed its own by, on what arrives."""
    good = block.good
    if good.rationed is None:
        return None
    total = np.zeros((len(good.suppliers), block.size))
    np.add.at(total, good.supplier[good.rationed.link], ration_rents(block, hat, unknowns))
    return total


def ration_rents(block: Block, hat: Hat, unknowns: Array) -> Array:
    """Give the rent of each rationed link, US$: (R, n)."""
    good, rationed = block.good, block.good.rationed
    if rationed is None or hat.rationed is None:
        return np.zeros((0, block.size))
    virtual = np.exp(hat.log_price[rationed.kind])
    if block.log_tariff is not None:
        virtual = virtual / np.exp(block.log_tariff[rationed.kind])
    if hat.at_border is not None:
        border = hat.at_border[rationed.kind]
    else:
        border = np.exp(unknowns[good.kind_supplier[rationed.kind]])
        if block.cost is not None:
            border = border * block.cost[rationed.kind]
    return np.where(hat.rationed, (virtual - border) * hat.arriving[rationed.kind], 0.0)


def tariffs(block: Block, hat: Hat) -> Array | None:
    """Give each importer's receipts at the new rates."""
    good = block.good
    if good.tariff.is_all(0.0):
        return None
    rate = good.tariff.at(good.first, block.draws)
    border = np.exp(hat.log_price) * ((1 + good.tariff_before[good.first])[:, None] / (1 + rate))
    receipts: Array = hat.pull * (good.values.T @ (hat.quantity * border * rate))
    return receipts


def tolls(block: Block, hat: Hat) -> Array | None:
    """Give what is levied, by group of links where tolls came in groups, else by supplier."""
    good, toll, arriving = block.good, block.good.toll, hat.arriving
    if block.toll is None:
        return None
    if toll.member is not None and toll.factor is not None:
        by_group = toll.member[:, good.first].astype(float) @ arriving
        factor: Array = (toll.factor if len(toll.factor) == 1 else toll.factor[block.draws]).T
        return by_group * factor
    levied: Array = np.add.reduceat(arriving * block.toll, good.kind_starts, axis=0)
    return levied
