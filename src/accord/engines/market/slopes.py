"""The slope of a one-good market's misfits in its unknowns, in closed form.

With phi and psi the parts of a delivered price that move with the producer's price (in logs) and
with a rent, and the shares of each buyer in a supplier's sales, of each supplier in a buyer's
spending, of each link in a quota's load:

    J = rows (sigma - eta) columns' - own - diag(epsilon)

`rows` holds shares in sales, and in load for quotas; `columns` the shares in spending times phi,
or times psi for rents; `own` is what a link loses to others at given price indices. A rent above 1
moves with itself, being sought by its log.

What arrives over a link whose ration binds moves with nothing. Its virtual price follows the
buyer's index, which therefore moves 1 / (1 - h (1 - eta / sigma)) times as much, h being the share
of such links in the buyer's spending. Beyond a choke price the index moves no quantity.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.axes import Array, Mask
from accord.engines.market.arguments import Index, Quotas
from accord.engines.market.hat import NOTHING, Block, Hat
from accord.engines.market.rationing import Rationed


@dataclass(frozen=True, slots=True)
class _Links:
    """Of each link in some draws: (draws, L)."""

    arriving: Array
    sales: Array  # share in what its supplier sells
    spent: Array  # share in what its buyer spends
    sigma: Array
    phi: Array  # d log delivered price / d log producer price
    psi: Array  # d log delivered price / d rent


def slopes(block: Block, hat: Hat, unknowns: Array, some: Index) -> Array:
    """Give d misfit / d unknown for some draws of the block: (draws, S + C, S + C)."""
    with np.errstate(over="ignore", invalid="ignore"):  # prices beyond reach: no finite slope
        return _slopes(block, hat, unknowns, some)


def _slopes(block: Block, hat: Hat, unknowns: Array, some: Index) -> Array:
    good, states = block.good, len(block.good.suppliers)
    links = _links(block, hat, unknowns, some)
    rows, columns = np.zeros((2, len(some), block.unknowns, len(good.buyers)))
    rows[:, good.supplier, good.buyer] = links.sales
    columns[:, good.supplier, good.buyer] = links.spent * links.phi
    loads = pace = None
    if good.quota is not None and hat.load is not None and hat.rent is not None:
        loads = _loads(good.quota, links, _draws_first(hat.load, some))
        ends: Any = (slice(None), states + good.quota.quota, good.buyer[good.quota.link])
        pace = np.maximum(_draws_first(hat.rent, some), 1.0)[:, good.quota.quota]
        np.add.at(rows, ends, loads)
        np.add.at(columns, ends, (links.spent * links.psi)[:, good.quota.link] * pace)
    rows *= _pulls(block, hat, some)[:, None, :]
    slope: Array = rows @ columns.transpose(0, 2, 1)

    own = np.add.reduceat(links.sales * links.sigma * links.phi, good.link_starts, axis=1)
    places = np.arange(states)
    slope[:, places, places] -= own + _offers(block, unknowns[:states], some)
    if good.quota is not None and loads is not None and pace is not None:
        _lose_under_quotas(slope, good.quota, good.supplier, states, links, (loads, pace))
        _leave_slack(slope, hat.misfit[states:, some], unknowns[states:, some])
    return slope


def _draws_first(values: Array, some: Index) -> Array:
    """Give the draws `some`, draws first; one row where all draws are alike."""
    return values.T if values.shape[1] == 1 else values[:, some].T


def _links(block: Block, hat: Hat, unknowns: Array, some: Index) -> _Links:
    good, kind, buyer = block.good, block.good.kind, block.good.buyer
    quantity, pull = _draws_first(hat.quantity, some), _draws_first(hat.pull, some)
    part, total = _draws_first(hat.part, some), _draws_first(hat.total, some)
    arriving = good.value * quantity[:, kind] * pull[:, buyer]
    leaving = arriving
    if block.iceberg is not None:
        leaving = arriving * _draws_first(block.iceberg, some)[:, kind]
    sold = _draws_first(hat.sold, some)[:, good.supplier]
    sigma = _draws_first(block.kind_sigma, some)
    phi = psi = np.ones((1, 1))
    if hat.at_border is not None:
        moving = np.exp(_draws_first(unknowns, some)[:, good.kind_supplier])
        if block.cost is not None:
            moving = moving * _draws_first(block.cost, some)
        psi = 1 / _draws_first(hat.at_border, some)[:, kind]
        phi = moving[:, kind] * psi
    sales = np.divide(leaving, sold, out=np.zeros_like(leaving), where=sold > 0)
    spent = good.share * part[:, kind]
    np.divide(spent, total[:, buyer], out=spent, where=total[:, buyer] > 0)
    moves = np.ones((1, 1))
    if good.rationed is not None and hat.rationed is not None:
        moves, stretch = _under_rations(block, hat, good.rationed, hat.rationed, spent, some)
        sales, spent = sales * moves, spent * moves * stretch[:, buyer]
    return _Links(
        arriving=arriving * moves,
        sales=sales,
        spent=spent,
        sigma=sigma if sigma.shape[1] == 1 else sigma[:, kind],
        phi=phi,
        psi=psi,
    )


def _pulls(block: Block, hat: Hat, some: Index) -> Array:
    """Give d log quantity / d log index of each buyer: sigma - eta, and 0 beyond a choke price."""
    pulls = _draws_first(block.sigma - block.demand, some)
    if block.log_choke is None:
        return pulls
    return pulls * _draws_first((hat.log_index < block.log_choke).astype(float), some)


def _under_rations(
    block: Block, hat: Hat, rationed: Rationed, binds: Mask, spent: Array, some: Index
) -> tuple[Array, Array]:
    """Give 0 for links that a ration holds, else 1, (draws, L); how indices stretch (draws, B)."""
    held = _draws_first(binds.astype(float), some)
    moves = np.ones_like(spent)
    moves[:, rationed.link] = 1 - held
    share = np.zeros((len(some), len(block.good.buyers)))
    share[:, rationed.buyers] = rationed.add_up((spent[:, rationed.link] * held).T).T
    return moves, 1 / (1 - share * _pulls(block, hat, some) / _draws_first(block.sigma, some))


def _offers(block: Block, log_price: Array, some: Index) -> Array:
    """Give d log supply / d log price: epsilon, 0 at a capacity, 1 for who is idle."""
    supply = block.supply + (log_price < NOTHING)
    if block.log_capacity is not None:
        supply = supply * (block.log_output + block.supply * log_price < block.log_capacity)
    if block.idle is not None:
        supply = np.where(block.idle, 1.0, supply)
    offers: Array = supply[:, some].T
    return offers


def _loads(quota: Quotas, links: _Links, load: Array) -> Array:
    """Give the share of each link in the load of each of its quotas: (draws, N)."""
    whole = load[:, quota.quota]
    part = links.arriving[:, quota.link]
    shares: Array = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
    return shares


def _lose_under_quotas(
    slope: Array,
    quota: Quotas,
    supplier: Index,
    states: int,
    links: _Links,
    of_quotas: tuple[Array, Array],
) -> None:
    """Subtract what links under quotas lose when their own price or rent rises.

    of_quotas : share of each link in its quota's load, and how its rent moves: (draws, N) each
    """
    loads, pace = of_quotas
    link, at, from_ = quota.link, states + quota.quota, supplier[quota.link]
    whole = np.ones_like(links.arriving)
    by_rent: Any = (slice(None), from_, at)
    np.subtract.at(slope, by_rent, (links.sales * links.sigma * links.psi)[:, link] * pace)
    by_price: Any = (slice(None), at, from_)
    np.subtract.at(slope, by_price, loads * (whole * links.sigma * links.phi)[:, link])
    one, other = quota.pairs()
    by_each_other: Any = (slice(None), at[one], at[other])
    felt = loads * (whole * links.sigma * links.psi)[:, link]
    np.subtract.at(slope, by_each_other, felt[:, one] * pace[:, other])


def _leave_slack(slope: Array, misfit: Array, rent: Array) -> None:
    """Where a quota does not bind, its misfit is -rent."""
    quotas = len(rent)
    slack = (misfit <= -rent).T  # (draws, C)
    slope[:, -quotas:][slack] = 0.0
    places = np.arange(slope.shape[1] - quotas, slope.shape[1])
    slope[:, places, places] -= slack
