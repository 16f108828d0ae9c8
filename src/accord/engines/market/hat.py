"""Prices, quantities and slopes of a one-good market in exact hat algebra, for a block of draws.

    p_ij = (p_i k_ij d_ij + t_ij) (1 + tau'_ij) / (1 + tau_ij)          delivered price
    P_j  = (sum_i w_ij s_ij p_ij^(1 - sigma))^(1 / (1 - sigma))         price index
    q_ij = w_ij p_ij^(-sigma) P_j^(sigma - eta)                         quantity that arrives
    sum_j V_ij d_ij q_ij = min(keep_i Y_i p_i^epsilon, capacity_i)      clearing

k a ratio of real cost, d what must leave for one unit to arrive, t a toll as a share of the
baseline producer price, w a factor on the CES weight; all ratios are after / before. Armington
(1969), "A theory of demand for products distinguished by place of production", IMF Staff Papers
16(1); for the algebra Dekle, Eaton and Kortum (2008), "Global rebalancing with gravity", IMF Staff
Papers 55(3). Arrays here have the draws last: a product with a sparse matrix serves all at once.
"""

from dataclasses import dataclass

import numpy as np

from accord.axes import Array, Mask
from accord.engines.market.arguments import Index
from accord.engines.market.onegood import OneGood
from accord.errors import ParameterError


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What a block of n draws brings to the market; a last axis of 1 is the same in all draws."""

    good: OneGood
    draws: Index  # (n,)
    sigma: Array  # (B or 1, n or 1)
    kind_sigma: Array  # (K or 1, n or 1)
    demand: Array  # (B or 1, n or 1)
    supply: Array  # (S or 1, n or 1)
    log_output: Array  # (S, n or 1) supply at the baseline price; 0 where none sells
    log_capacity: Array | None  # (S or 1, n or 1)
    log_cost: Array | None  # (K, n or 1) of k d, where no toll is added
    cost: Array | None  # (K, n or 1) k d, where one is
    toll: Array | None  # (K, n or 1)
    log_tariff: Array | None  # (K, n or 1) of (1 + tau') / (1 + tau)
    weight: Array | None  # (K, n or 1)
    iceberg: Array | None  # (K, n or 1)
    idle: Mask | None  # (S, n) sells nothing in this draw; None where all sell
    cut_off: Mask | None  # (B, n) no supplier is left; None where none is

    @property
    def size(self) -> int:
        """How many draws."""
        return len(self.draws)

    def take(self, some: Index) -> "Block":
        """Give the block of these draws of the block."""
        return block(self.good, self.draws[some])


@dataclass(frozen=True, slots=True, kw_only=True)
class Hat:
    """The market at given producer prices."""

    log_price: Array  # (K, n) delivered
    log_index: Array  # (B, n)
    quantity: Array  # (K, n) arriving per unit of P^(sigma - eta): w p^-sigma, scaled
    pull: Array  # (B, n) P^(sigma - eta), scaled the other way
    part: Array  # (K, n) w p^(1 - sigma), scaled
    total: Array  # (B, n) its mean with the shares
    sold: Array  # (S, n) US$ at baseline prices, with what melts
    misfit: Array  # (S, n) log demand - log supply


def block(good: OneGood, draws: Index) -> Block:
    """Gather what these draws bring."""
    kinds, to = good.first, good.kind_supplier
    cost = good.cost.at(kinds, draws)
    iceberg = None if good.iceberg.is_all(1.0) else good.iceberg.at(kinds, draws)
    weight = None if good.weight.is_all(1.0) else good.weight.at(kinds, draws)
    toll = None if good.toll.is_all(0.0) else good.toll.at(kinds, draws)
    keep, capacity = good.keep.at(draws), good.capacity.at(draws)
    capped = bool(np.isfinite(capacity).any())

    shut = np.isinf(cost)
    closes = shut.any()
    if iceberg is not None:
        shut = shut | np.isinf(iceberg)
        cost = cost * iceberg
        closes = shut.any()
    if closes:
        cost = np.where(shut, 1.0, cost)
        iceberg = None if iceberg is None else np.where(np.isinf(iceberg), 1.0, iceberg)
        weight = np.where(shut, 0.0, 1.0 if weight is None else weight)
    none = (keep == 0) | (capacity == 0)
    if none.any():
        none = np.broadcast_to(none, (len(good.suppliers), none.shape[1]))[to]
        weight = np.where(none, 0.0, 1.0 if weight is None else weight)
    idle, cut_off = _unreached(good, weight, len(draws))

    sigma = good.sigma.at(draws)
    with np.errstate(divide="ignore"):  # log 0: idle, and never read
        log_output = np.log(good.output)[:, None] + np.log(np.where(keep > 0, keep, 1.0))
        log_capacity = np.log(np.where(capacity > 0, capacity, 1.0)) if capped else None
    return Block(
        good=good,
        draws=draws,
        sigma=sigma,
        kind_sigma=sigma if len(sigma) == 1 else sigma[good.buyer[kinds]],
        demand=good.demand.at(draws),
        supply=good.supply.at(draws),
        log_output=log_output,
        log_capacity=log_capacity,
        log_cost=None if toll is not None or (cost == 1).all() else np.log(cost),
        cost=None if toll is None else cost,
        toll=toll,
        log_tariff=_log_tariff(good, draws),
        weight=weight,
        iceberg=iceberg,
        idle=idle,
        cut_off=cut_off,
    )


def _unreached(good: OneGood, weight: Array | None, draws: int) -> tuple[Mask | None, Mask | None]:
    """Find suppliers without an open link and buyers without a supplier, draw by draw."""
    if weight is None or (weight > 0).all():
        return None, None
    open_ = np.broadcast_to(weight > 0, (len(good.first), draws))
    idle = ~np.logical_or.reduceat(open_, good.starts, axis=0)
    cut_off = good.shares @ open_.astype(float) == 0
    return (idle if idle.any() else None), (cut_off if cut_off.any() else None)


def _log_tariff(good: OneGood, draws: Index) -> Array | None:
    rate, before = good.tariff.at(good.first, draws), good.tariff_before[good.first][:, None]
    if (rate == before).all():
        return None
    if rate.min() <= -1:
        raise ParameterError(f"tariff = {rate.min():g} where groups overlap; a rate is above -1")
    change: Array = np.log((1 + rate) / (1 + before))
    return change


def evaluate(block: Block, log_price: Array) -> Hat:
    """Solve the buyers' side at producer prices (S, n), and compare with supply."""
    with np.errstate(all="ignore"):  # a trial step too far, or a buyer cut off: no finite misfit
        return _evaluate(block, log_price)


def _evaluate(block: Block, log_price: Array) -> Hat:
    good = block.good
    to = good.kind_supplier
    # All prices are taken relative to a mean, so that powers of a large sigma stay in range.
    level = good.output @ log_price / good.output.sum()
    if block.toll is not None and block.cost is not None:
        delivered = np.log(np.exp(log_price)[to] * block.cost + block.toll) - level
    else:
        delivered = _spread(log_price - level, to)
        if block.log_cost is not None:
            delivered = delivered + block.log_cost
    if block.log_tariff is not None:
        delivered = delivered + block.log_tariff
    part = np.exp((1 - block.kind_sigma) * delivered)
    if block.weight is not None:
        part *= block.weight
    total = good.shares @ part
    index = np.log(total) / (1 - block.sigma)
    pull = np.exp((block.sigma - block.demand) * index - block.demand * level)
    quantity = part * np.exp(-delivered)
    sold = (good.values @ pull) * quantity
    if block.iceberg is not None:
        sold *= block.iceberg
    if len(to) > len(good.suppliers):
        sold = np.add.reduceat(sold, good.starts, axis=0)
    misfit = np.log(sold) - log_supply(block, log_price)
    if block.idle is not None:
        misfit[block.idle] = 0.0
    return Hat(
        log_price=delivered + level,
        log_index=index + level,
        quantity=quantity,
        pull=pull,
        part=part,
        total=total,
        sold=sold,
        misfit=misfit,
    )


def _spread(by_supplier: Array, to: Index) -> Array:
    return by_supplier if len(to) == len(by_supplier) else by_supplier[to]


def log_supply(block: Block, log_price: Array) -> Array:
    """Give the log of what suppliers offer at these prices, in US$ at baseline prices."""
    offered: Array = block.log_output + block.supply * log_price
    return offered if block.log_capacity is None else np.minimum(offered, block.log_capacity)


def slopes(block: Block, hat: Hat, log_price: Array, some: Index) -> Array:
    """Give d misfit / d log price for some draws of the block: (draws, S, S).

    With phi the part of the delivered price that moves with the producer's, and the shares of
    each buyer in a supplier's sales and of each supplier in a buyer's spending,
    J = sales (sigma - eta) (spending phi)' - diag(sum of sales sigma phi) - diag(epsilon).
    """
    good = block.good
    kind, supplier, buyer = good.kind, good.supplier, good.buyer

    def pick(values: Array) -> Array:
        """The draws `some`, first axis draws; one row where all draws are alike."""
        return values.T if values.shape[1] == 1 else values[:, some].T

    quantity = hat.quantity if block.iceberg is None else hat.quantity * block.iceberg
    sales = good.value * pick(quantity)[:, kind] * pick(hat.pull)[:, buyer]
    sold = pick(hat.sold)
    sales /= np.where(sold > 0, sold, 1.0)[:, supplier]
    spent = good.share * pick(hat.part)[:, kind] / pick(hat.total)[:, buyer]
    sigma = pick(block.kind_sigma)
    own = sales * (sigma if sigma.shape[1] == 1 else sigma[:, kind])
    if block.toll is not None and block.cost is not None:
        moved = np.exp(log_price[good.kind_supplier]) * block.cost
        phi = pick(moved / (moved + block.toll))[:, kind]
        spent, own = spent * phi, own * phi

    count, n_suppliers, n_buyers = len(some), len(good.suppliers), len(good.buyers)
    wide = np.zeros((2, count, n_suppliers, n_buyers))
    wide[0][:, supplier, buyer] = sales
    wide[1][:, supplier, buyer] = spent
    wide[0] *= (pick(block.sigma) - pick(block.demand))[:, None, :]
    slope: Array = wide[0] @ wide[1].transpose(0, 2, 1)
    starts = np.searchsorted(supplier, np.arange(n_suppliers))
    epsilon = np.broadcast_to(pick(block.supply), (count, n_suppliers))
    if block.log_capacity is not None:
        free = block.log_output + block.supply * log_price < block.log_capacity
        epsilon = epsilon * np.broadcast_to(free, log_price.shape)[:, some].T
    diagonal = np.add.reduceat(own, starts, axis=1) + epsilon
    if block.idle is not None:
        diagonal = np.where(block.idle[:, some].T, 1.0, diagonal)
    places = np.arange(n_suppliers)
    slope[:, places, places] -= diagonal
    return slope
