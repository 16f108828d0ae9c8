"""One good's market as the solver sees it: the links that trade, and what changes them.

States that sell or buy nothing are left out of the unknowns. Links of one supplier that no argument
tells apart are one *kind*: they have one delivered price in a draw, so powers are taken per kind,
not per link, and what remains are two products with fixed sparse matrices.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from accord.axes import Array, Groups, Labels, Mask
from accord.engines.market.arguments import (
    Index,
    Linkwise,
    PerLink,
    PerState,
    checked_flows,
    count_draws,
    numbers,
    per_link,
    per_state,
    refuse_closing,
    refuse_elasticities,
    refuse_outside,
    state_names,
)
from accord.errors import ParameterError

FLATTEST = 0.02  # least demand plus supply elasticity at which the price level is determined


@dataclass(frozen=True, slots=True, kw_only=True)
class OneGood:
    """A checked market. S states that sell, B that buy, L links with trade, K kinds of links."""

    shape: tuple[int, int]  # of the caller's flows
    draws: int
    names: tuple[Sequence[str], Sequence[str]]  # of all the caller's suppliers and buyers
    suppliers: Index  # (S,) rows of the caller's flows
    buyers: Index  # (B,) columns
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
    capacity: PerState
    cost: PerLink
    iceberg: PerLink
    weight: PerLink
    toll: PerLink
    tariff: PerLink  # the new rate
    kind: Index  # (L,) into kinds
    first: Index  # (K,) a link of each kind; suppliers rise along kinds
    starts: Index  # (S,) the first kind of each supplier
    shares: sparse.csr_matrix  # (B, K) of baseline spending
    values: sparse.csr_matrix  # (K, B) baseline flows

    @property
    def kind_supplier(self) -> Index:
        """The supplier of each kind (K,)."""
        return self.supplier[self.first]


def one_good(
    flows: ArrayLike,
    *,
    sigma: ArrayLike,
    demand: ArrayLike,
    supply: ArrayLike,
    cost: Linkwise,
    iceberg: Linkwise,
    weight: Linkwise,
    keep: ArrayLike,
    toll: Linkwise,
    tariff: Linkwise,
    tariff_before: ArrayLike,
    capacity: ArrayLike,
    labels: Labels | tuple[Labels, Labels] | None,
) -> OneGood:
    """Check a caller's arguments and shape them; `partial.solve` says what they mean."""
    flow = checked_flows(flows, labels)
    shape = (flow.shape[0], flow.shape[1])
    names = state_names(shape, labels)
    linkwise = {"cost": cost, "iceberg": iceberg, "weight": weight, "toll": toll, "tariff": tariff}
    statewise = {"sigma": sigma, "demand": demand, "supply": supply, "keep": keep}
    draws = count_draws(linkwise, statewise, capacity, shape)

    suppliers, buyers = np.flatnonzero(flow.any(axis=1)), np.flatnonzero(flow.any(axis=0))
    rows, columns = np.nonzero(flow)
    cells = (rows, columns)
    supplier, buyer = np.searchsorted(suppliers, rows), np.searchsorted(buyers, columns)
    value, before = flow[rows, columns], _rate_before(tariff_before, shape)[rows, columns]
    paid = value * (1 + before)
    output: Array = np.bincount(supplier, value, len(suppliers)).astype(float)
    spending: Array = np.bincount(buyer, paid, len(buyers)).astype(float)

    by_supplier = {
        name: per_state(name, statewise[name], shape[0], suppliers, draws)
        for name in ("supply", "keep")
    }
    by_buyer = {
        name: per_state(name, statewise[name], shape[1], buyers, draws)
        for name in ("sigma", "demand")
    }
    caps = numbers("capacity", capacity)
    caps = caps[None, :] if caps.ndim == 1 else caps  # the one argument whose single axis is states
    by_supplier["capacity"] = per_state("capacity", caps, shape[0], suppliers, draws)
    by_link = {
        name: per_link(name, linkwise[name], shape, draws, cells, neutral)
        for name, neutral in (("cost", 1.0), ("iceberg", 1.0), ("weight", 1.0))
    }
    by_link["toll"] = per_link("toll", toll, shape, draws, cells, 0.0, adds=True)
    by_link["tariff"] = _new_rate(tariff, before, shape, draws, cells)
    _refuse(by_supplier | by_buyer, by_link)
    _refuse_flat(
        by_buyer["demand"],
        by_supplier["supply"],
        supplier,
        buyer,
        output,
        spending,
        [names[0][i] for i in map(int, suppliers)],
    )

    signs = [sign for name in by_link for sign in by_link[name].signs()] + [before]
    if by_buyer["sigma"].values.shape[1] > 1:
        signs.append(buyer)
    kind, first = _kinds(supplier, signs)
    return OneGood(
        shape=shape,
        draws=draws,
        names=names,
        suppliers=suppliers,
        buyers=buyers,
        supplier=supplier,
        buyer=buyer,
        value=value,
        tariff_before=before,
        share=paid / spending[buyer],
        output=output,
        spending=spending,
        sigma=by_buyer["sigma"],
        demand=by_buyer["demand"],
        supply=by_supplier["supply"],
        keep=by_supplier["keep"],
        capacity=by_supplier["capacity"],
        cost=by_link["cost"],
        iceberg=by_link["iceberg"],
        weight=by_link["weight"],
        toll=by_link["toll"],
        tariff=by_link["tariff"],
        kind=kind,
        first=first,
        starts=np.searchsorted(supplier[first], np.arange(len(suppliers))),
        shares=_matrix(paid / spending[buyer], buyer, kind, len(buyers), len(first)),
        values=_matrix(value, kind, buyer, len(first), len(buyers)),
    )


def _rate_before(value: ArrayLike, shape: tuple[int, int]) -> Array:
    rate = numbers("tariff_before", value)
    if rate.shape not in ((), shape):
        raise ParameterError(
            f"tariff_before has shape {rate.shape}; the baseline is one, so it is a number or "
            f"{shape} per link"
        )
    refuse_outside("tariff_before", rate, above=-1)
    return np.broadcast_to(rate, shape)


def _new_rate(
    tariff: Linkwise,
    before: Array,
    shape: tuple[int, int],
    draws: int,
    cells: tuple[Index, Index],
) -> PerLink:
    """Read the rate after the shock; groups say by how much it changes."""
    rate = per_link("tariff", tariff, shape, draws, cells, 0.0, adds=True)
    if isinstance(tariff, Groups):
        return PerLink(fixed=before, member=rate.member, factor=rate.factor, cells=cells, adds=True)
    return rate


def _refuse(states: dict[str, PerState], links: dict[str, PerLink]) -> None:
    """Refuse what no market can mean."""
    sigma = states["sigma"]
    refuse_elasticities(sigma=sigma, demand=states["demand"], supply=states["supply"])
    refuse_outside("keep", states["keep"].values, least=0)
    refuse_outside("capacity", states["capacity"].values, least=0, finite=False)
    given = {name: link.given() for name, link in links.items()}
    refuse_outside("cost", given["cost"], above=0, finite=False)
    refuse_outside("iceberg", given["iceberg"], above=0, finite=False)
    refuse_outside("weight", given["weight"], least=0)
    refuse_outside("toll", given["toll"], least=0)
    refuse_outside("tariff", given["tariff"], above=-1)
    shut = {name: np.isinf(given[name]) for name in ("cost", "iceberg")}
    shut["weight"] = given["weight"] == 0
    shut |= {name: states[name].values == 0 for name in ("keep", "capacity")}
    closes: dict[str, Mask] = {name: np.any(cells, axis=1) for name, cells in shut.items()}
    refuse_closing(sigma, closes)


def _refuse_flat(
    demand: PerState,
    supply: PerState,
    supplier: Index,
    buyer: Index,
    output: Array,
    spending: Array,
    suppliers: Sequence[str],
) -> None:
    """Refuse a market, or a part that trades with no other, whose price level nothing fixes."""
    states = len(output) + len(spending)
    links = sparse.coo_matrix(
        (np.ones(len(supplier)), (supplier, buyer + len(output))), shape=(states, states)
    )
    parts, part = connected_components(links, directed=False)
    sold = np.zeros((parts, len(output)))
    bought = np.zeros((parts, len(spending)))
    sold[part[: len(output)], np.arange(len(output))] = output
    bought[part[len(output) :], np.arange(len(spending))] = spending
    sold, bought = sold / sold.sum(1, keepdims=True), bought / bought.sum(1, keepdims=True)
    slope = _mean(demand.values, bought) + _mean(supply.values, sold)  # (1 or D, parts)
    if (slope < FLATTEST).any():
        draw, worst = np.unravel_index(slope.argmin(), slope.shape)
        of = suppliers[int(np.flatnonzero(sold[worst])[0])] if parts > 1 else ""
        where = f" of the part of the market around {of}" if of else ""
        raise ParameterError(
            f"demand plus supply elasticity{where} is {slope.min():g} in draw {draw}, below "
            f"{FLATTEST}: the price level is not determined"
        )


def _mean(values: Array, weights: Array) -> Array:
    """Average a number per state (1 or D, 1 or n) over each part's states: (1 or D, parts)."""
    if values.shape[1] == 1:
        return np.repeat(values, len(weights), axis=1)
    mean: Array = values @ weights.T
    return mean


def _kinds(supplier: Index, signs: Sequence[NDArray[np.generic]]) -> tuple[Index, Index]:
    """Number the kinds of links: the same supplier, and equal in every sign."""
    kind: Index = supplier
    for sign in signs:
        if (sign != sign[0]).any():
            values, code = np.unique(sign, return_inverse=True)
            _, kind = np.unique(kind * len(values) + code, return_inverse=True)
    _, first = np.unique(kind, return_index=True)
    return kind, first


def _matrix(data: Array, rows: Index, columns: Index, height: int, width: int) -> sparse.csr_matrix:
    return sparse.csr_matrix((data, (rows, columns)), shape=(height, width))
