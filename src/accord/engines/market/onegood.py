"""One good's market as the solver sees it: the links that trade, and what changes them.

States that sell or buy nothing are left out of the unknowns. Links of one supplier that no argument
tells apart are one *kind*: they have one delivered price in a draw, so powers are taken per kind,
not per link, and what remains are two products with fixed matrices.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from accord.axes import Array, Groups, Mask
from accord.engines.market.arguments import (
    Cells,
    Index,
    PerLink,
    PerState,
    Quotas,
    Shape,
    capacities,
    checked_flows,
    count_draws,
    numbers,
    per_link,
    per_state,
    quotas,
    state_names,
)
from accord.engines.market.rationing import Rationed
from accord.engines.market.refusals import (
    refuse_closing,
    refuse_elasticities,
    refuse_flat,
    refuse_outside,
)
from accord.engines.market.types import Arguments
from accord.errors import ParameterError
from accord.threads import one_thread_each

FEW = 4  # draws for which no sparse matrix is worth its making
DENSE = 0.1  # part of cells in use from which a full matrix multiplies faster than a sparse one


NO_SHOCK: dict[str, Any] = {
    **dict.fromkeys(("cost", "iceberg", "weight", "keep"), 1.0),
    **dict.fromkeys(("toll", "tariff", "tariff_before"), 0.0),
    **dict.fromkeys(("capacity", "quota", "ration", "choke"), np.inf),
    "labels": None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OneGood:
    """A checked market.

    S states that sell, B that buy, L links with trade, K kinds of links, C quotas.
    """

    shape: Shape  # of the caller's flows
    draws: int
    names: tuple[Sequence[str], Sequence[str]]  # of all the caller's suppliers and buyers
    suppliers: Index  # (S,) rows of the caller's flows
    buyers: Index  # (B,) columns
    cells: Cells  # (L,) each: row and column of each link in the caller's flows
    supplier: Index  # (L,) into suppliers, rising
    buyer: Index  # (L,) into buyers
    value: Array  # (L,) baseline flow, US$ at producer prices
    tariff_before: Array  # (L,) rate
    share: Array  # (L,) of the buyer's baseline spending
    output: Array  # (S,) baseline sales, US$ at producer prices
    spending: Array  # (B,) baseline spending, US$ with tariffs
    sigma: PerState
    demand: PerState
    supply: PerState
    keep: PerState
    capacity: PerState | None
    choke: PerState | None
    cost: PerLink
    iceberg: PerLink
    weight: PerLink
    ration: PerLink  # most that arrives, a ratio to the baseline flow
    toll: PerLink
    tariff: PerLink  # the new rate
    quota: Quotas | None
    rationed: Rationed | None
    kind: Index  # (L,) into kinds
    first: Index  # (K,) a link of each kind
    kind_supplier: Index  # (K,) into suppliers, rising
    kind_share: Array  # (K,) of all baseline sales
    kind_starts: Index  # (S,) the first kind of each supplier
    further: Sequence[tuple[int, int]]  # every other kind, and its supplier
    link_starts: Index  # (S,) the first link of each supplier
    shares: Any  # (B, K) of baseline spending, a full or a sparse matrix
    values: Any  # (K, B) baseline flows, likewise
    under: Any  # (C, K) 1 where a kind is under a quota

    @property
    def quota_count(self) -> int:
        """How many quotas."""
        return self.under.shape[0]  # type: ignore[no-any-return]


@one_thread_each()
def one_good(flows: ArrayLike, arguments: Arguments) -> OneGood:
    """Check a caller's arguments and shape them."""
    asked: dict[str, Any] = NO_SHOCK | {**arguments}
    flow = checked_flows(flows, asked["labels"])
    shape = (flow.shape[0], flow.shape[1])
    names = state_names(shape, asked["labels"])
    draws = count_draws(asked, shape)
    sells, buys = flow.any(axis=1), flow.any(axis=0)
    suppliers, buyers = np.flatnonzero(sells), np.flatnonzero(buys)
    rows, columns = np.nonzero(flow)
    supplier, buyer = (np.cumsum(sells) - 1)[rows], (np.cumsum(buys) - 1)[columns]
    value, before = flow[rows, columns], _rate_before(asked["tariff_before"], shape)[rows, columns]
    paid = value * (1 + before)
    output, spending = _sums(value, supplier), _sums(paid, buyer)

    capacity, quota = capacities(asked["capacity"], asked["quota"], shape, draws)
    by_state: dict[str, Any] = {
        name: per_state(name, asked[name], size, kept, draws)
        for names, size, kept in (
            (("sigma", "demand"), shape[1], buyers),
            (("supply", "keep"), shape[0], suppliers),
        )
        for name in names
    }
    limits = (
        None if capacity is None else per_state("capacity", capacity, shape[0], suppliers, draws)
    )
    choke = _choke(asked["choke"], shape[1], buyers, draws)
    by_link: dict[str, Any] = _by_link(asked, shape, draws, (rows, columns), before)
    limited = quotas(quota, shape, draws, (rows, columns))
    _refuse(by_state, by_link, limits, limited)
    _refuse_choke(by_state["sigma"], choke)
    refuse_flat(
        (by_state["demand"], by_state["supply"]),
        (supplier, buyer),
        (output, spending),
        [names[0][i] for i in suppliers.tolist()],
    )

    signs = [sign for link in by_link.values() for sign in link.signs()] + [before]
    signs += [] if limited is None else limited.signs(len(value))
    apart = by_link["ration"].can_be_less_than(np.inf)
    signs += [np.where(apart, np.arange(len(value)), -1)] if apart.any() else []
    signs += [buyer] if by_state["sigma"].values.shape[1] > 1 else []
    kind, first = _kinds(supplier, signs)
    places = np.arange(len(suppliers))
    share = paid / spending[buyer]
    shares = _matrix(share, buyer, kind, (len(buyers), len(first)), draws)
    starts = np.searchsorted(supplier[first], places)
    further = np.delete(np.arange(len(first)), starts)
    return OneGood(
        shape=shape,
        draws=draws,
        names=names,
        suppliers=suppliers,
        buyers=buyers,
        cells=(rows, columns),
        supplier=supplier,
        buyer=buyer,
        value=value,
        tariff_before=before,
        share=share,
        output=output,
        spending=spending,
        **by_state,
        capacity=limits,
        choke=choke,
        **by_link,
        quota=limited,
        rationed=_rationed(apart, (kind, buyer), share, shares),
        kind=kind,
        first=first,
        kind_supplier=supplier[first],
        kind_share=_sums(value, kind) / value.sum(),
        kind_starts=starts,
        further=tuple(zip(further.tolist(), supplier[first][further].tolist(), strict=True)),
        link_starts=np.searchsorted(supplier, places),
        shares=shares,
        values=_matrix(value, kind, buyer, (len(first), len(buyers)), draws),
        under=_under(limited, kind, len(first)),
    )


def _sums(amounts: Array, of: Index) -> Array:
    return np.bincount(of, amounts).astype(float)


def _rate_before(value: ArrayLike, shape: Shape) -> Array:
    rate = numbers("tariff_before", value)
    if rate.shape not in ((), shape):
        raise ParameterError(
            f"tariff_before has shape {rate.shape}; the baseline is one, so it is a number or "
            f"{shape} per link"
        )
    refuse_outside("tariff_before", rate, above=-1)
    return np.broadcast_to(rate, shape)


def _by_link(
    asked: dict[str, Any], shape: Shape, draws: int, cells: Cells, before: Array
) -> dict[str, PerLink]:
    """Read what changes on links."""
    ratios = {
        name: per_link(name, asked[name], shape, draws, cells, 1.0)
        for name in ("cost", "iceberg", "weight")
    }
    ratios["ration"] = _limit(per_link("ration", asked["ration"], shape, draws, cells, np.inf))
    toll = per_link("toll", asked["toll"], shape, draws, cells, 0.0, adds=True)
    tariff = per_link("tariff", asked["tariff"], shape, draws, cells, 0.0, adds=True)
    if isinstance(asked["tariff"], Groups):  # groups say by how much the rate changes
        tariff = PerLink(
            fixed=before, member=tariff.member, factor=tariff.factor, cells=cells, adds=True
        )
    return {**ratios, "toll": toll, "tariff": tariff}


def _limit(ration: PerLink) -> PerLink:
    """Let a link that no group holds have no limit, and one in several the product of theirs."""
    if ration.member is None:
        return ration
    return replace(ration, fixed=np.where(ration.member.any(axis=0), 1.0, np.inf))


def _choke(value: ArrayLike, width: int, buyers: Index, draws: int) -> PerState | None:
    if np.isposinf(numbers("choke", value)).all():
        return None
    return per_state("choke", value, width, buyers, draws)


def _rationed(apart: Mask, ends: tuple[Index, Index], share: Array, shares: Any) -> Rationed | None:
    """Gather the links that are rationed in some draw, by their buyers."""
    if not apart.any():
        return None
    kind, buyer = ends
    link = np.flatnonzero(apart)
    link = link[np.argsort(buyer[link], kind="stable")]
    buyers, starts, place = np.unique(buyer[link], return_index=True, return_inverse=True)
    free = np.ones(shares.shape[1])
    free[kind[link]] = 0.0
    others = shares[buyers]
    others = others.multiply(free).tocsr() if sparse.issparse(others) else others * free
    return Rationed(
        link=link,
        kind=kind[link],
        buyers=buyers,
        starts=starts,
        place=place,
        share=share[link][:, None],
        others=others,
    )


def _refuse(
    states: dict[str, PerState],
    links: dict[str, PerLink],
    capacity: PerState | None,
    quota: Quotas | None,
) -> None:
    """Refuse what no market can mean."""
    refuse_elasticities(sigma=states["sigma"], demand=states["demand"], supply=states["supply"])
    refuse_outside("keep", states["keep"].values, least=0)
    given = {name: link.given() for name, link in links.items()}
    refuse_outside("cost", given["cost"], above=0, finite=False)
    refuse_outside("iceberg", given["iceberg"], above=0, finite=False)
    refuse_outside("weight", given["weight"], least=0)
    refuse_outside("ration", given["ration"], least=0, finite=False)
    refuse_outside("toll", given["toll"], least=0)
    if links["tariff"].member is None:
        refuse_outside("tariff", given["tariff"], above=-1)
    shut = {name: np.isinf(given[name]) for name in ("cost", "iceberg")}
    shut |= {name: given[name] == 0 for name in ("weight", "ration")}
    shut |= {"keep": states["keep"].values == 0}
    for name, limit in (("capacity", capacity), ("quota", quota.most if quota else None)):
        if limit is not None:
            refuse_outside(name, limit.values, least=0, finite=False)
            shut[name] = limit.values == 0
    closes: dict[str, Mask] = {name: np.any(cells, axis=1) for name, cells in shut.items()}
    refuse_closing(states["sigma"], closes)


def _refuse_choke(sigma: PerState, choke: PerState | None) -> None:
    """Refuse a choke price at or below today's, or where demand beyond it would be no steeper."""
    if choke is None:
        return
    refuse_outside("choke", choke.values, above=1, finite=False)
    if (low := sigma.values.min()) <= 1:
        raise ParameterError(
            f"choke is given while sigma = {low:g}; beyond a choke price demand falls with sigma, "
            "which must be above 1"
        )


def _kinds(supplier: Index, signs: Sequence[NDArray[Any]]) -> tuple[Index, Index]:
    """Number the kinds of links: the same supplier, and equal in every sign."""
    kind: Index = supplier
    for sign in signs:
        code, count = _codes(sign)
        if count > 1:
            kind = kind * count + code
            kind = (np.cumsum(np.bincount(kind) > 0) - 1)[kind]
    first = np.zeros(kind.max() + 1, np.intp)
    first[kind[::-1]] = np.arange(len(kind))[::-1]
    return kind, first


def _codes(sign: NDArray[Any]) -> tuple[Index, int]:
    """Number the values of a sign; most have one or two, which need no sorting."""
    if sign.strides == (0,):
        return np.zeros(len(sign), np.intp), 1
    other = sign != sign[0]
    if not other.any():
        return np.zeros(len(sign), np.intp), 1
    if not (other & (sign != sign[other.argmax()])).any():
        return other.astype(np.intp), 2
    values, code = np.unique(sign, return_inverse=True)
    return code, len(values)


def _matrix(data: Array, rows: Index, columns: Index, shape: Shape, draws: int) -> Any:
    if draws > FEW and len(data) < DENSE * shape[0] * shape[1]:
        return sparse.csr_matrix((data, (rows, columns)), shape)
    full = np.zeros(shape)
    full[rows, columns] = data
    return full


def _under(limited: Quotas | None, kind: Index, kinds: int) -> Any:
    """Say which kinds are under which quota; a kind is so as a whole."""
    if limited is None:
        return np.zeros((0, kinds))
    full = np.zeros((limited.most.values.shape[1], kinds))
    full[limited.quota, kind[limited.link]] = 1.0
    return sparse.csr_matrix(full)
