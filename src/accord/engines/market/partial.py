"""The market of one good in partial equilibrium, exact and for many draws at once.

Each supplier's product is a variety of its own (Armington); buyers substitute between them with
`sigma`, demand falls in the price index with `demand`, supply rises in the producer price with
`supply`, all three as magnitudes and constant. The baseline is a table of flows; a shock changes
costs, tolls, tariffs, weights, supplies or capacities; the answer is in ratios to the baseline
("exact hat algebra") and in US$ a year. `hat.py` has the equations, `welfare.py` the money.

Guaranteed: the same arguments give the same bytes, on one machine with one BLAS. A draw's result
does not depend on the other draws beyond its residual, 1e-10 at most and 1e-12 as a rule.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, Unpack

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, Groups, Mask, Places, StateLabels
from accord.engines.market import welfare
from accord.engines.market.arguments import Index, Linkwise, Shape, masks_of_links
from accord.engines.market.hat import Block, Hat, block, evaluate, rent_of, sought_as
from accord.engines.market.newton import BLOCK, TOLERANCE, Cleared, clear
from accord.engines.market.onegood import OneGood, one_good
from accord.engines.market.types import Arguments, OnFailure
from accord.errors import NoEquilibrium, ParameterError
from accord.memory import keep_what_is_let_go
from accord.threads import one_thread_each

__all__ = ["Groups", "Solution", "solve", "solve_blocks"]

CHUNK = 8192  # draws that are in memory at a time: of 226 states some 100 MB of results


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
        return self._of_suppliers(welfare.producer_surplus)

    @cached_property
    def capacity_rent(self) -> Array:
        """(D, S) (price - cost of the last unit) * capacity, where it binds."""
        if self.good.capacity is None:
            return np.broadcast_to(0.0, (len(self.draws), self.shape[0]))
        return self._of_suppliers(welfare.capacity_rent)

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
        found = np.empty_like(logs)
        with np.errstate(invalid="ignore", over="ignore", divide="ignore"):  # draws that failed
            for at in range(0, len(logs), BLOCK):
                rows = slice(at, at + BLOCK)
                found[rows] = find(block(self.good, self.draws[rows]), logs[rows].T).T
        found[self.failed] = np.nan
        return _among(width, columns, found, fill)

    def quantity_on(self, links: Mask) -> Array:
        """Add up what arrives on some links, in the unit of flows.

        Parameters
        ----------
        links : (S, B) or (N, S, B) bool

        Returns
        -------
        (D,) or (D, N)
        """
        return self._on(links, _arriving)

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
    def _on(self, links: Mask, values: "LinkValues") -> Array:
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


def solve(
    flows: ArrayLike,
    *,
    sigma: ArrayLike,
    demand: ArrayLike,
    supply: ArrayLike,
    cost: Linkwise = 1.0,
    iceberg: Linkwise = 1.0,
    weight: Linkwise = 1.0,
    ration: Linkwise = np.inf,
    keep: ArrayLike = 1.0,
    toll: Linkwise = 0.0,
    tariff: Linkwise = 0.0,
    tariff_before: ArrayLike = 0.0,
    capacity: ArrayLike = np.inf,
    quota: Linkwise = np.inf,
    choke: ArrayLike = np.inf,
    keep_flows: bool = False,
    labels: StateLabels | None = None,
    on_failure: OnFailure = "raise",
) -> Solution:
    """Solve one good's market after a shock, for all draws.

    Parameters
    ----------
    flows : (S, B), US$ at producer prices
        Domestic sales on the diagonal. A link with 0 stays at 0.
    sigma, demand, supply : elasticities, magnitudes
        One number, (D,) per draw, (1, B) per buyer ((1, S) per supplier for `supply`) or both.
    cost, iceberg : ratios of real cost and of what must leave for one unit to arrive
        Real cost is paid, and received by nobody; iceberg melts the good. inf closes a link.
        These and the next three: one number, (D,) per draw, (S, B), (D, S, B), or Groups.
    weight : factor on a link's weight in the buyer's index; 0 closes it
        A demand shifter: a taste that moves.
    ration : most that arrives over a link, a ratio to its baseline flow; 0 closes it
        An embargo that part of the trade evades, a passage that is open in part. Never more
        arrives; what buyers would pay for it beyond the supplier's price is `ration_rent`.
        A link in several groups gets the product of theirs.
    keep : factor on each supplier's supply curve: a number, (D,), (1, S) or (D, S)
        At 0 it sells nothing.
    toll : share of the baseline producer price, added to it
    tariff : ad-valorem rate after the shock, on the price with cost and toll
        A rate, but in Groups its change: tariff_before plus the sum of the link's groups.
    tariff_before : rate in the baseline, a number or (S, B)
    capacity : (S,), (1, S), (D, S) or (D, S, 1), in the unit of flows
        Most that a supplier can sell; where it binds, its price holds a rent. By link, (S, B) or
        (D, S, B), it is a quota. The last axis of 1 tells (D, S) from (S, B) where D = S = B.
    quota : (S, B), (D, S, B) or Groups whose factor is a limit, in the unit of flows
        Most that can arrive over a link, or over the links of a group together (a passage, a
        bloc's quota); where it binds, a rent is added to the price like a toll.
    choke : ratio of a buyer's price index beyond which its demand falls with sigma, not `demand`
        A number, (D,), (1, B) or (D, B), above 1; inf for none. No index above it is given: what is
        wanted at it and can't be had is `unmet`. A buyer without a supplier is then no failure.
    keep_flows : whether to keep all flows (D, S, B)
    labels : names for messages, of states or of (suppliers, buyers)
    on_failure : whether a draw without equilibrium stops all, or is marked in `failed`

    Raises
    ------
    NoEquilibrium
        naming the first draw that failed and its residual
    ParameterError, QuantityError
        naming the argument that no market can mean

    Examples
    --------
    A tariff of 50 % on the only supplier: p = 1.5^(-eta / (eta + epsilon)).

    >>> sold = solve([[100.0]], sigma=5.0, demand=0.5, supply=0.5, tariff=0.5)
    >>> sold.price.round(4)
    array([[0.8165]])
    """
    arguments = Arguments(
        sigma=sigma,
        demand=demand,
        supply=supply,
        cost=cost,
        iceberg=iceberg,
        weight=weight,
        ration=ration,
        keep=keep,
        toll=toll,
        tariff=tariff,
        tariff_before=tariff_before,
        capacity=capacity,
        quota=quota,
        choke=choke,
        labels=labels,
    )
    good = one_good(flows, arguments)
    return _solve(good, np.arange(good.draws), keep_flows=keep_flows, on_failure=on_failure)


def solve_blocks(
    flows: ArrayLike,
    *,
    draws_at_a_time: int = CHUNK,
    on_failure: OnFailure = "raise",
    **arguments: Unpack[Arguments],
) -> Iterator[tuple[slice, Solution]]:
    """Solve as `solve` does, and hand over some draws at a time, in their order.

    A million draws of all states' results are tens of gigabytes; a caller who adds them up as they
    come needs the memory of one block. `draws_at_a_time` moves no result beyond its residual.
    """
    if draws_at_a_time < 1:
        raise ParameterError(f"draws_at_a_time = {draws_at_a_time}; at least one is meant")
    good = one_good(flows, arguments)
    for at in range(0, good.draws, draws_at_a_time):
        draws = np.arange(at, min(at + draws_at_a_time, good.draws))
        yield (
            slice(at, at + len(draws)),
            _solve(good, draws, keep_flows=False, on_failure=on_failure),
        )


@one_thread_each()
def _solve(good: OneGood, draws: Index, *, keep_flows: bool, on_failure: OnFailure) -> Solution:
    if on_failure not in ("raise", "mark"):
        raise ParameterError(f'on_failure = "{on_failure}"; "raise" and "mark" are meant')
    keep_what_is_let_go()
    solution = _empty(good, draws, keep_flows)
    for at in range(0, len(draws), CHUNK):
        for here, found in clear(good, draws[at : at + CHUNK]):
            _write(solution, here, found)
    if solution.failed.any() and on_failure == "raise":
        raise NoEquilibrium(solution.why)
    return solution


def _empty(good: OneGood, draws: Index, keep_flows: bool) -> Solution:
    """Make the tables, as they are for states that neither sell nor buy."""
    count, (suppliers, buyers) = len(draws), good.shape

    def table(width: int, *, used: bool) -> Array:
        return np.zeros((count, width)) if used else np.broadcast_to(0.0, (count, width))

    tolled = not good.toll.is_all(0.0)
    groups = suppliers if good.toll.member is None else len(good.toll.member)
    return Solution(
        log_price=np.empty((count, len(good.suppliers))),
        log_index=np.empty((count, len(good.buyers))),
        sold=np.empty((count, len(good.suppliers))),
        tariff_revenue=table(buyers, used=not good.tariff.is_all(0.0)),
        toll_revenue=table(groups, used=tolled),
        quota_price=np.zeros((count, good.quota_count)),
        quota_rent=np.zeros((count, good.quota_count)),
        ration_rent=table(suppliers, used=good.rationed is not None),
        flows=np.zeros((count, suppliers, buyers)) if keep_flows else None,
        residual=np.zeros(count),
        steps=np.zeros(count, np.intp),
        failed=np.zeros(count, bool),
        good=good,
        draws=draws,
    )


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


def _write(solution: Solution, here: Block, found: Cleared) -> None:
    """Write a block's results into their places."""
    good = here.good
    rows = here.draws - solution.draws[0]
    failed = found.residual > TOLERANCE
    if here.cut_off is not None and here.log_choke is None:
        failed = failed | here.cut_off.any(axis=0)
    states = len(good.suppliers)
    log_price, sold = found.unknowns[:states], found.sold
    if here.idle is not None:
        log_price, sold = np.where(here.idle, 0.0, log_price), np.where(here.idle, 0.0, sold)
    for table, values in (
        (solution.log_price, log_price),
        (solution.log_index, found.log_index),
        (solution.sold, sold),
        (solution.quota_price, rent_of(found.unknowns[states:])),
    ):
        table[rows] = values.T
        table[rows[failed]] = np.nan
    solution.residual[rows], solution.steps[rows] = found.residual, found.steps
    solution.failed[rows] = failed
    receipts = (solution.tariff_revenue, solution.toll_revenue, solution.ration_rent)
    if (
        any(table.flags.writeable for table in receipts)
        or good.quota_count
        or solution.flows is not None
    ):
        with np.errstate(invalid="ignore", over="ignore", divide="ignore"):  # draws that failed
            _write_receipts(solution, here, found, rows)


def _write_receipts(solution: Solution, here: Block, found: Cleared, rows: Index) -> None:
    """Write what tolls, tariffs and rents bring, and flows, as far as there are any."""
    good, failed = here.good, solution.failed[rows]
    hat = evaluate(here, found.unknowns, found.log_index)
    by_group = good.toll.member is not None
    groups = np.arange(solution.toll_revenue.shape[1]) if by_group else good.suppliers
    for table, values, columns in (
        (solution.tariff_revenue, welfare.tariffs(here, hat), good.buyers),
        (solution.toll_revenue, welfare.tolls(here, hat), groups),
        (solution.quota_rent, welfare.quota_rents(hat), np.arange(good.quota_count)),
        (solution.ration_rent, welfare.ration_rent(here, hat, found.unknowns), good.suppliers),
    ):
        if values is not None:  # whole rows are put back faster than scattered cells
            whole = table[rows]
            whole[:, columns] = np.where(failed, np.nan, values).T
            table[rows] = whole
    if solution.flows is not None:
        arriving = _arriving(here, hat, found.unknowns, np.arange(len(good.value)))
        cells = (rows[:, None], *good.cells)
        solution.flows[cells] = np.where(failed, np.nan, arriving).T


# Of some links, rising places in the economy's: (links, n).
LinkValues = Callable[[Block, Hat, Array, Index], Array]


def _arriving(here: Block, hat: Hat, unknowns: Array, links: Index) -> Array:
    """Give what arrives, US$ at baseline producer prices."""
    good = here.good
    arriving: Array = good.value[links][:, None] * hat.quantity[good.kind[links]]
    arriving *= hat.pull[good.buyer[links]]
    return arriving


def _standing_in(here: Block, hat: Hat, unknowns: Array, links: Index) -> Array:
    """Give what arrives, each buyer's scaled to what it uses of the composite."""
    every = np.arange(len(here.good.value))
    arriving = _arriving(here, hat, unknowns, every)
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
    return _arriving(here, hat, unknowns, links) * price * before


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
    leaving = _arriving(here, hat, unknowns, links)
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
