"""Prices and quantities of a one-good market in exact hat algebra, for a block of draws.

    p_ij = (p_i k_ij d_ij + t_ij + r_ij) (1 + tau'_ij) / (1 + tau_ij)   delivered price
    P_j  = (sum_i w_ij s_ij p_ij^(1 - sigma))^(1 / (1 - sigma))         price index
    q_ij = w_ij p_ij^(-sigma) min(P_j, choke_j)^(sigma - eta)           quantity that arrives
    sum_j V_ij d_ij q_ij = min(keep_i Y_i p_i^epsilon, capacity_i)      clearing
    sum_(ij in c) V_ij q_ij <= quota_c, r_c >= 0, one of them equal;    r_ij sums those of its c

k a ratio of real cost, d what must leave for one unit to arrive, t a toll and r a rent as shares of
the baseline producer price, w a factor on the CES weight; all ratios are after / before. A rationed
link counts at its virtual price (`rationing`). Beyond a choke price demand falls with sigma instead
of eta, so that no supplier is wanted more than at that price, however many others are lost.

Armington (1969), "A theory of demand for products distinguished by place of production", IMF Staff
Papers 16(1); for the algebra Dekle, Eaton and Kortum (2008), "Global rebalancing with gravity", IMF
Staff Papers 55(3). Arrays here have the draws last: a product with a sparse matrix serves all at
once.
The unknowns are ln p_i and then r_c: (S + C, n). A rent above 1 is sought by its log: where demand
is rigid, only a price a million times as high brings it down to a quota, and steps must multiply.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from accord.axes import Array, Mask
from accord.engines.market.arguments import Index
from accord.engines.market.onegood import OneGood
from accord.engines.market.rationing import Buyers, Rationed, virtual_prices
from accord.errors import ParameterError

FURTHER = 64  # kinds beyond one a supplier that are added one by one, which is quicker for a few
EVERY = slice(None)
NOTHING = np.log(1e-6)  # of the baseline price: of no account in money, and within Newton's reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What a block of n draws brings to the market; a last axis of 1 is the same in all draws."""

    good: OneGood
    draws: Index  # (n,)
    sigma: Array  # (B or 1, n or 1)
    kind_sigma: Array  # (K or 1, n or 1)
    demand: Array  # (B or 1, n or 1)
    supply: Array  # (S or 1, n or 1)
    log_output: Array  # (S, n or 1) supply at the baseline price; what is not kept is idle
    log_capacity: Array | None  # (S or 1, n or 1)
    log_choke: Array | None  # (B or 1, n or 1)
    log_ration: Array | None  # (R, n or 1)
    log_quota: Array | None  # (C, n or 1)
    cost: Array | None  # (K, n or 1) k d; None where 1
    log_cost: Array | None
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

    @property
    def unknowns(self) -> int:
        """How many prices and rents are sought in each draw."""
        return len(self.good.suppliers) + self.good.quota_count

    def take(self, some: Index) -> "Block":
        """Give the block of these draws of the block."""
        cut: dict[str, Any] = {
            name: value[..., some]
            for name in self.__dataclass_fields__
            if isinstance(value := getattr(self, name), np.ndarray) and value.shape[-1] > 1
        }
        return replace(self, **(cut | {"draws": self.draws[some]}))

    def with_sigma_cut(self, part: float) -> "Block":
        """Give the same block with sigma above 2 brought nearer to 2: this part of the way off."""
        sigma, kind_sigma = (
            np.where(value > 2, 2 + part * (value - 2), value)
            for value in (self.sigma, self.kind_sigma)
        )
        return replace(self, sigma=sigma, kind_sigma=kind_sigma)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hat:
    """The market at given unknowns."""

    at_border: Array | None  # (K, n) delivered price before tariffs where something is added to it
    rent: Array | None  # (C, n) of each quota, as a share of the baseline producer price
    level: Array  # (n,) mean of log prices, to which the next two are relative
    delivered: Array  # (K, n) log price
    index: Array  # (B, n) its log
    quantity: Array  # (K, n) w p^-sigma, scaled
    pull: Array  # (B, n) P^(sigma - eta), scaled the other way
    part: Array  # (K, n) w p^(1 - sigma), scaled
    total: Array  # (B, n) its mean with the shares
    arriving: Array  # (K, n) US$ at baseline producer prices
    sold: Array  # (S, n) the same, with what melts
    rationed: Mask | None  # (R, n) where a ration binds
    load: Array | None  # (C, n) arriving under each quota
    misfit: Array  # (S + C, n) log demand - log supply; the larger of log load - log quota and -r

    @property
    def log_price(self) -> Array:
        """Delivered: (K, n)."""
        return self.delivered + self.level

    @property
    def log_index(self) -> Array:
        """Of each buyer: (B, n)."""
        return self.index + self.level


def block(good: OneGood, draws: Index) -> Block:
    """Gather what these draws bring."""
    kinds, to = good.first, good.kind_supplier
    capacity = None if good.capacity is None else good.capacity.at(draws)
    quota = None if good.quota is None else good.quota.most.at(draws)
    ration = None if good.rationed is None else good.ration.at(good.rationed.link, draws)
    keep = good.keep.at(draws)
    cost = None if good.cost.is_all(1.0) else good.cost.at(kinds, draws)
    iceberg = None if good.iceberg.is_all(1.0) else good.iceberg.at(kinds, draws)
    weight = None if good.weight.is_all(1.0) else good.weight.at(kinds, draws)
    toll = None if good.toll.is_all(0.0) else good.toll.at(kinds, draws)

    shut = [np.isinf(ratio) for ratio in (cost, iceberg) if ratio is not None]
    none = [limit == 0 for limit in (keep, capacity) if limit is not None]
    shut += [mask[to] if len(mask) > 1 else mask for mask in none]
    if quota is not None and (quota == 0).any():
        shut.append(good.under.T @ (quota == 0).astype(float) > 0)
    if good.rationed is not None and ration is not None and (ration == 0).any():
        closed = np.zeros((len(kinds), len(draws)), bool)
        closed[good.rationed.kind] = ration == 0
        shut.append(closed)
    shut = [mask for mask in shut if mask.any()]
    for mask in shut:
        weight = np.where(mask, 0.0, 1.0 if weight is None else weight)
    if shut:
        cost, iceberg = _finite(cost), _finite(iceberg)
    idle, cut_off = _unreached(good, weight, len(draws))

    both = cost if iceberg is None else iceberg if cost is None else cost * iceberg
    sigma = good.sigma.at(draws)
    return Block(
        good=good,
        draws=draws,
        sigma=sigma,
        kind_sigma=sigma if len(sigma) == 1 else sigma[good.buyer[kinds]],
        demand=good.demand.at(draws),
        supply=good.supply.at(draws),
        log_output=np.log(good.output)[:, None] + _log(keep),
        log_capacity=None if capacity is None else _log(capacity),
        log_choke=None if good.choke is None else np.log(good.choke.at(draws)),
        log_ration=None if ration is None else _log(ration),
        log_quota=None if quota is None else _log(quota),
        cost=both,
        log_cost=None if both is None else np.log(both),
        toll=toll,
        log_tariff=_log_tariff(good, draws),
        weight=weight,
        iceberg=iceberg,
        idle=idle,
        cut_off=cut_off,
    )


def _finite(ratio: Array | None) -> Array | None:
    """Put 1 where a link is closed: its weight is 0."""
    return None if ratio is None else np.where(np.isinf(ratio), 1.0, ratio)


def _log(limit: Array) -> Array:
    """Take the log, 0 where there is nothing: who is limited to nothing is idle."""
    positive: Array = np.log(np.where(limit > 0, limit, 1.0))
    return positive


def _unreached(good: OneGood, weight: Array | None, draws: int) -> tuple[Mask | None, Mask | None]:
    """Find suppliers without an open link and buyers without a supplier, draw by draw."""
    if weight is None or (weight > 0).all():
        return None, None
    open_ = np.broadcast_to(weight > 0, (len(good.first), draws))
    idle = ~np.logical_or.reduceat(open_, good.kind_starts, axis=0)
    cut_off = good.shares @ open_.astype(float) == 0
    return (idle if idle.any() else None), (cut_off if cut_off.any() else None)


def _log_tariff(good: OneGood, draws: Index) -> Array | None:
    rate, before = good.tariff.at(good.first, draws), good.tariff_before[good.first][:, None]
    if (rate == before).all():
        return None
    if rate.min() <= -1:
        raise ParameterError(f"tariff = {rate.min():g}, its groups added up; it must be above -1")
    change: Array = np.log((1 + rate) / (1 + before))
    return change


def evaluate(block: Block, unknowns: Array, near: Array | None = None) -> Hat:
    """Solve the buyers' side at these prices and rents, and compare with supply and quotas.

    Parameters
    ----------
    near : (B, n) log price indices at prices nearby, where virtual prices are sought from
    """
    with np.errstate(all="ignore"):  # a trial step too far, or a buyer cut off: no finite misfit
        return _evaluate(block, unknowns, near)


def _evaluate(block: Block, unknowns: Array, near: Array | None) -> Hat:
    # A step of the solver is little else than this: arrays are written over where they can be, for
    # fresh ones cost as much as what is done in them.
    good, to = block.good, block.good.kind_supplier
    log_price = unknowns[: len(good.suppliers)]
    sought = unknowns[len(good.suppliers) :]
    rent = None if block.log_quota is None else rent_of(sought)
    border = _border(block, log_price, rent)
    # All prices are taken relative to a mean, so that powers of a large sigma stay in range.
    if border is not None:
        delivered = np.log(border)
        level = good.kind_share @ delivered
        delivered -= level
    else:
        level = good.output @ log_price / good.output.sum()
        delivered = log_price - level
        if len(to) > len(delivered):
            delivered = delivered[to]
        if block.log_cost is not None:
            delivered += block.log_cost
    if block.log_tariff is not None:
        delivered += block.log_tariff
    part = _parts(block, delivered)
    rationed = None
    if good.rationed is not None and block.log_ration is not None:
        at = good.rationed.kind
        delivered[at], rationed = _virtual(
            block, good.rationed, block.log_ration, delivered[at], part, level, near
        )
        part[at] = _parts(block, delivered, at)
    total = good.shares @ part
    index = np.log(total)
    index /= 1 - block.sigma
    wanted = index if block.log_choke is None else np.minimum(index, block.log_choke - level)
    pull = (block.sigma - block.demand) * wanted
    pull -= block.demand * level
    np.exp(pull, out=pull)
    quantity = np.negative(delivered)
    np.exp(quantity, out=quantity)
    quantity *= part
    arriving = good.values @ pull
    arriving *= quantity
    sold = arriving if block.iceberg is None else arriving * block.iceberg
    if len(to) > len(good.suppliers):
        sold = _by_supplier(block, sold)
    misfit = np.log(sold)
    misfit -= log_supply(block, log_price)
    if block.idle is not None:
        misfit[block.idle] = 0.0
    load = None
    if block.log_quota is not None:
        load = good.under @ arriving
        over = np.maximum(np.log(load) - block.log_quota, -sought)
        misfit = np.concatenate([misfit, over])
    return Hat(
        at_border=border,
        rent=rent,
        level=level,
        delivered=delivered,
        index=index,
        quantity=quantity,
        pull=pull,
        part=part,
        total=total,
        arriving=arriving,
        sold=sold,
        rationed=rationed,
        load=load,
        misfit=misfit,
    )


def _parts(block: Block, delivered: Array, some: Index | slice = EVERY) -> Array:
    """Give w p^(1 - sigma) by kind: (K, n), or of some kinds."""
    sigma = block.kind_sigma
    part: Array = (1 - (sigma if len(sigma) == 1 else sigma[some])) * delivered[some]
    np.exp(part, out=part)
    if block.weight is not None:
        part *= block.weight[some]
    return part


def _by_supplier(block: Block, sold: Array) -> Array:
    """Sum what is said of kinds, (K, n), over those of each supplier: (S, n)."""
    good = block.good
    if len(good.further) > FURTHER:
        return np.add.reduceat(sold, good.kind_starts, axis=0)
    total: Array = sold[good.kind_starts]
    for kind, supplier in good.further:
        total[supplier] += sold[kind]
    return total


def _virtual(
    block: Block,
    rationed: Rationed,
    log_ration: Array,
    delivered: Array,
    part: Array,
    level: Array,
    near: Array | None,
) -> tuple[Array, Mask]:
    """Give the virtual prices of rationed links (R, n), and where rations bind."""
    buyers = Buyers(
        sigma=rationed.by_buyer(block.sigma),
        demand=rationed.by_buyer(block.demand),
        log_choke=None if block.log_choke is None else rationed.by_buyer(block.log_choke),
    )
    return virtual_prices(
        rationed,
        buyers,
        log_price=delivered,
        log_ration=log_ration,
        weight=1.0 if block.weight is None else block.weight[rationed.kind],
        others=rationed.others @ part,
        level=level,
        near=None if near is None else near[rationed.buyers],
    )


def _border(block: Block, log_price: Array, rent: Array | None) -> Array | None:
    """Give p k d + t + r by kind (K, n); None where nothing is added to p k d."""
    if block.toll is None and rent is None:
        return None
    good = block.good
    border = np.exp(log_price)[good.kind_supplier]
    if block.cost is not None:
        border = border * block.cost
    if block.toll is not None:
        border = border + block.toll
    if rent is not None:
        border = border + good.under.T @ rent
    return border


def rent_of(sought: Array) -> Array:
    """Give a rent by the unknown that stands for it: itself up to 1, above that 1 + its log."""
    return np.where(sought <= 1, sought, np.exp(np.maximum(sought, 1.0) - 1))


def sought_as(rent: Array) -> Array:
    """Give the unknown that stands for a rent."""
    return np.where(rent <= 1, rent, 1 + np.log(np.maximum(rent, 1.0)))


def log_supply(block: Block, log_price: Array) -> Array:
    """Give the log of what suppliers offer at these prices, in US$ at baseline prices.

    At prices of next to nothing it falls with the price itself: where all outlets are rationed and
    supply is rigid, what has no outlet stays unsold, instead of there being no price at all.
    """
    offered: Array = block.supply * log_price
    offered += block.log_output
    if not log_price.min() >= NOTHING:
        offered += np.minimum(log_price - NOTHING, 0.0)
    return offered if block.log_capacity is None else np.minimum(offered, block.log_capacity)
