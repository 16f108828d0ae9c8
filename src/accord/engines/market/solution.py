"""What a market in partial equilibrium came to: prices, quantities and money, made when asked for.

A solution holds what was solved and the logs that solve it; `partial.solve` fills it. All that
follows from these is found again from the block of draws that it is asked of (`hat`, `welfare`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import numpy as np

from accord.axes import Array, Mask, Places
from accord.engines.market import welfare
from accord.engines.market.arguments import Index, Shape, masks_of_links
from accord.engines.market.hat import Block, Hat, block, evaluate, sought_as
from accord.engines.market.newton import BLOCK
from accord.engines.market.onegood import OneGood
from accord.threads import one_thread_each

# Of some links, rising places in the economy's: (links, n).
LinkValues = Callable[[Block, Hat, Array, Index], Array]


@dataclass(frozen=True, kw_only=True, eq=False)
class Solution:
    """The market after the shock. D draws; S suppliers and B buyers as in the flows.

    Who sells nothing in the baseline or after the shock has price 1 and quantity 0; who buys
    nothing in the baseline has price index 1 and surplus 0. All money is US$ a year.
    """

    log_price: Array  # (D, suppliers that sell) of the producer, after / before
    log_index: Array  # (D, buyers that buy) of what the buyer pays, after / before
    sold: Array  # (D, suppliers that sell) at baseline producer prices: the unit of flows
    tariff_revenue: Array  # (D, B) receipts at the new rates
    toll_revenue: Array  # (D, G) where tolls came in groups, else (D, S)
    quota_price: Array  # (D, C) rent of a unit, as a share of the baseline producer price
    quota_rent: Array  # (D, C) as quotas came in groups, or by link with a quota, row by row
    ration_rent: Array  # (D, S) of what a supplier brings over rationed links, beyond its price
    flows: Array | None  # (D, S, B) what arrives, in the unit of flows; None unless asked for
    residual: Array  # (D,) max |ln demand - ln supply|
    steps: Index  # (D,)
    failed: Mask  # (D,) no equilibrium; the draw's numbers are nan
    good: OneGood = field(repr=False)  # what was solved
    draws: Index = field(repr=False)  # (D,) places of these draws in what was solved

    # Most solutions are asked for trade on a few links, and no table is ever looked at: each is
    # made when it is first asked for.

    @cached_property
    def price(self) -> Array:
        """(D, S) producer price, after / before."""
        return self._of_suppliers(lambda _, log_price: np.exp(log_price), fill=1.0)

    @cached_property
    def price_index(self) -> Array:
        """(D, B) of what the buyer pays, after / before."""
        return self._of_buyers(welfare.price_index, fill=1.0)

    @cached_property
    def consumer_surplus(self) -> Array:
        """(D, B) change."""
        return self._of_buyers(welfare.consumer_surplus)

    @cached_property
    def producer_surplus(self) -> Array:
        """(D, S) change, rent of a capacity apart."""
        if self.good.capacity is None:
            return self._of_suppliers(welfare.producer_surplus)
        return self._under_capacities[0]

    @cached_property
    def capacity_rent(self) -> Array:
        """(D, S) (price - cost of the last unit) * capacity, where it binds."""
        if self.good.capacity is None:
            return np.broadcast_to(0.0, (len(self.draws), self.shape[0]))
        return self._under_capacities[1]

    @cached_property
    def _under_capacities(self) -> list[Array]:
        """(D, S) each: producer surplus and capacity rent, of which one comes with the other."""
        return self._tables(
            welfare.surplus_and_rent, 2, self.log_price, self.good.suppliers, self.shape[0], 0.0
        )

    @cached_property
    def quantity(self) -> Array:
        """(D, S) sold, at baseline producer prices: the unit of flows."""
        return _among(self.shape[0], self.good.suppliers, self.sold, 0.0)

    @cached_property
    def revenue(self) -> Array:
        """(D, S) price * quantity, the rent of a capacity within it."""
        return self.price * self.quantity

    @cached_property
    def spending(self) -> Array:
        """(D, B) at what buyers pay, tariffs included."""
        return self._of_buyers(welfare.spending)

    @cached_property
    def unmet(self) -> Array:
        """(D, B) wanted at the choke price and not to be had, in the unit of flows."""
        if self.good.choke is None:
            return np.broadcast_to(0.0, (len(self.draws), self.shape[1]))
        return self._of_buyers(welfare.unmet)

    @property
    def why(self) -> str:
        """What stood in the way in the first draw that failed; only where one did."""
        return _why(self)

    @cached_property
    def real_cost(self) -> Array:
        """(D,) paid and received by nobody."""
        total = np.zeros(len(self.draws))
        if not self.good.cost.is_all(1.0):
            for rows, here, hat, unknowns in self._blocks():
                total[rows] = welfare.real_cost(here, hat, unknowns)
        return np.where(self.failed, np.nan, total)

    @cached_property
    def rents(self) -> dict[str, Array]:
        """(D,) change of what toll, tariff, capacity, quota and ration bring."""
        tables = {
            "toll": self.toll_revenue,
            "tariff": self.tariff_revenue,
            "capacity": self.capacity_rent,
            "quota": self.quota_rent,
            "ration": self.ration_rent,
        }
        total = {name: np.where(self.failed, np.nan, t.sum(axis=1)) for name, t in tables.items()}
        total["tariff"] -= self.good.value @ self.good.tariff_before
        return total

    @property
    def shape(self) -> Shape:
        """(S, B) of the flows."""
        return self.good.shape

    def take(self, draws: Places) -> "Solution":
        """Give these draws, in this order, one as often as it is named."""
        held = {f.name: getattr(self, f.name) for f in fields(self)}
        taken: dict[str, Any] = {
            name: _rows(values, draws)
            for name, values in held.items()
            if isinstance(values, np.ndarray)
        }
        return replace(self, **taken)

    def _of_suppliers(self, find: Callable[[Block, Array], Array], fill: float = 0.0) -> Array:
        """Make a table (D, S) of what follows from log prices (suppliers, n)."""
        return self._table(find, self.log_price, self.good.suppliers, self.shape[0], fill)

    def _of_buyers(self, find: Callable[[Block, Array], Array], fill: float = 0.0) -> Array:
        """Make a table (D, B) of what follows from log indices (buyers, n)."""
        return self._table(find, self.log_index, self.good.buyers, self.shape[1], fill)

    def _table(
        self,
        find: Callable[[Block, Array], Array],
        logs: Array,
        columns: Index,
        width: int,
        fill: float,
    ) -> Array:
        (table,) = self._tables(lambda here, own: (find(here, own),), 1, logs, columns, width, fill)
        return table

    def _tables(
        self,
        find: Callable[[Block, Array], tuple[Array, ...]],
        count: int,
        logs: Array,
        columns: Index,
        width: int,
        fill: float,
    ) -> list[Array]:
        """Make so many tables (D, width) of what follows at once from logs (columns, n)."""
        found = np.empty((count, *logs.shape))
        with np.errstate(invalid="ignore", over="ignore", divide="ignore"):  # draws that failed
            for at in range(0, len(logs), BLOCK):
                rows = slice(at, at + BLOCK)
                tables = find(block(self.good, self.draws[rows]), logs[rows].T)
                for into, one in zip(found, tables, strict=True):
                    into[rows] = one.T
        found[:, self.failed] = np.nan
        return [_among(width, columns, one, fill) for one in found]

    def quantity_on(self, links: Mask) -> Array:
        """Add up what arrives on some links, in the unit of flows.

        Parameters
        ----------
        links : (S, B) or (N, S, B) bool

        Returns
        -------
        (D,) or (D, N)
        """
        return self._on(links, arriving_on)

    def bought_on(self, links: Mask) -> Array:
        """Add up what is bought over some links so that a buyer's links come to what it uses.

        Varieties stand in for one another by their slope: a buyer that loses half of its suppliers
        would take more units of the rest than it had of all, and pay more for each. Units are
        counted at what they are worth to it, P^-eta of the baseline in all: never more, where its
        price rises (the volume that a CES doesn't keep; van der Mensbrugghe and Peters 2016, GTAP).
        Like `quantity_on` to first order.

        Parameters
        ----------
        links : (S, B) or (N, S, B) bool

        Returns
        -------
        (D,) or (D, N), in the unit of flows
        """
        return self._on(links, _standing_in)

    def spending_on(self, links: Mask) -> Array:
        """Add up what buyers pay on some links, US$ with tariffs: (D,) or (D, N)."""
        return self._on(links, _paid)

    def revenue_on(self, links: Mask) -> Array:
        """Add up what suppliers get on some links, rents of rations included: (D,) or (D, N)."""
        return self._on(links, _revenue)

    @one_thread_each()
    def price_index_over(self, links: Mask) -> Array:
        """Give the price index of what each buyer buys over some links alone, after / before.

        A link that opens lowers the whole index, and one that closes raises it, through taste for
        variety, whatever prices do (Feenstra 1994, Am. Econ. Rev. 84(1)): over links that stay
        open the index is one of prices.

        Parameters
        ----------
        links : (S, B) bool

        Returns
        -------
        (D, B); nan where a buyer buys nothing over them
        """
        good = self.good
        chosen = np.flatnonzero(self._inside(links)[0])
        index = np.full((len(self.draws), good.shape[1]), np.nan)
        if not len(chosen):
            return index
        share = np.zeros((len(good.buyers), len(chosen)))
        share[good.buyer[chosen], np.arange(len(chosen))] = good.share[chosen]
        some = share.any(axis=1)
        for rows, here, hat, _ in self._blocks():
            sigma = np.broadcast_to(here.sigma, (len(good.buyers), here.size))
            log_price = hat.log_price[good.kind[chosen]]
            parts = np.exp((1 - sigma[good.buyer[chosen]]) * log_price)
            mean = (share @ parts)[some] / share.sum(axis=1)[some, None]
            index[rows, good.buyers[some]] = (np.log(mean) / (1 - sigma[some])).T
        prices: Array = np.exp(index)
        return prices

    @one_thread_each()
    def _on(self, links: Mask, values: LinkValues) -> Array:
        inside = self._inside(links)
        some = np.flatnonzero(inside.any(axis=0))
        total = np.zeros((len(self.draws), len(inside)))
        for rows, here, hat, unknowns in self._blocks():
            found = values(here, hat, unknowns, some)
            total[rows] = (inside[:, some].astype(float) @ found).T
        return total if np.ndim(links) == 3 else total[:, 0]

    def _inside(self, links: Mask) -> Mask:
        """Mark the links that trade: (N, L)."""
        mask = masks_of_links(links, self.good.shape)
        rows, columns = self.good.cells
        inside: Mask = np.atleast_2d(mask[..., rows, columns])
        return inside

    def _blocks(self) -> Iterator[tuple[slice, Block, Hat, Array]]:
        """Give the solved market again, block by block of draws."""
        for at in range(0, len(self.draws), BLOCK):
            rows = slice(at, at + BLOCK)
            sought = [self.log_price[rows], sought_as(self.quota_price[rows])]
            unknowns = np.concatenate(sought, axis=1).T
            here = block(self.good, self.draws[rows])
            yield rows, here, evaluate(here, unknowns, self.log_index[rows].T), unknowns


def _among(width: int, columns: Index, values: Array, fill: float) -> Array:
    """Put what is said of those who trade among all others: (D, width)."""
    if len(columns) == width:
        return values.copy()
    table = np.full((len(values), width), fill)
    table[:, columns] = values
    return table


def _rows(table: Array, draws: Places) -> Array:
    """Give some rows; of a table that is one number throughout no memory is filled."""
    if table.ndim == 2 and table.size and table.strides == (0, 0):
        return np.broadcast_to(table[0, 0], (len(draws), table.shape[1]))
    return table[draws]


def arriving_on(here: Block, hat: Hat, unknowns: Array, links: Index) -> Array:
    """Give what arrives, US$ at baseline producer prices."""
    good = here.good
    arriving: Array = good.value[links][:, None] * hat.quantity[good.kind[links]]
    arriving *= hat.pull[good.buyer[links]]
    return arriving


def _standing_in(here: Block, hat: Hat, unknowns: Array, links: Index) -> Array:
    """Give what arrives, each buyer's scaled to what it uses of the composite."""
    every = np.arange(len(here.good.value))
    arriving = arriving_on(here, hat, unknowns, every)
    in_all = np.zeros((len(here.good.buyers), here.size))
    np.add.at(in_all, here.good.buyer, arriving)
    used = welfare.used(here, hat.log_index)
    scale = np.divide(used, in_all, out=np.ones_like(in_all), where=in_all > 0)
    scaled: Array = arriving[links] * scale[here.good.buyer[links]]
    return scaled


def _paid(here: Block, hat: Hat, unknowns: Array, links: Index) -> Array:
    """Give what is paid, tariffs included."""
    price = np.exp(hat.log_price)[here.good.kind[links]]
    before = (1 + here.good.tariff_before[links])[:, None]
    return arriving_on(here, hat, unknowns, links) * price * before


def _ration_rents(here: Block, hat: Hat, unknowns: Array, links: Index) -> Array:
    """Give the rents of rations."""
    rents = np.zeros((len(links), here.size))
    if here.good.rationed is not None:
        _, place, rationed = np.intersect1d(links, here.good.rationed.link, return_indices=True)
        rents[place] = welfare.ration_rents(here, hat, unknowns)[rationed]
    return rents


def _revenue(here: Block, hat: Hat, unknowns: Array, links: Index) -> Array:
    """Give what suppliers get, rents of rations included."""
    good = here.good
    leaving = arriving_on(here, hat, unknowns, links)
    if here.iceberg is not None:
        leaving = leaving * here.iceberg[good.kind[links]]
    revenue = leaving * np.exp(unknowns[: len(good.suppliers)])[good.supplier[links]]
    if good.rationed is not None:
        revenue = revenue + _ration_rents(here, hat, unknowns, links)
    return revenue


def _why(solution: Solution) -> str:
    """Say which draw failed first and how."""
    good = solution.good
    at = int(np.flatnonzero(solution.failed)[0])
    draw, count = int(solution.draws[at]), int(solution.failed.sum())
    here = block(good, solution.draws[[at]])
    if here.cut_off is not None and here.log_choke is None:
        buyers = [good.names[1][good.buyers[j]] for j in np.flatnonzero(here.cut_off[:, 0])]
        why = f"no supplier is left to {', '.join(buyers[:5])}" + (
            f" and {len(buyers) - 5} more" if len(buyers) > 5 else ""
        )
    else:
        why = f"log demand and log supply still differ by {solution.residual[at]:.3g}"
    return f"draw {draw}: {why}; {count} of {len(solution.failed)} draws have no equilibrium"
