"""The market of one good in partial equilibrium, exact and for many draws at once.

Each supplier's product is a variety of its own (Armington); buyers substitute between them with
`sigma`, demand falls in the price index with `demand`, supply rises in the producer price with
`supply`, all three as magnitudes and constant. The baseline is a table of flows; a shock changes
costs, tolls, tariffs, weights, supplies or capacities; the answer is in ratios to the baseline
("exact hat algebra") and in US$ a year. `hat.py` has the equations, `welfare.py` the money.

Guaranteed: the same arguments give the same bytes, on one machine with one BLAS. A draw's result
does not depend on the other draws beyond its residual, 1e-10 at most and 1e-12 as a rule.
"""

from collections.abc import Iterator
from typing import Unpack

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, Groups, StateLabels
from accord.engines.market import welfare
from accord.engines.market.arguments import Index, Linkwise
from accord.engines.market.hat import Block, evaluate, rent_of
from accord.engines.market.newton import TOLERANCE, Cleared, clear
from accord.engines.market.onegood import OneGood, one_good
from accord.engines.market.solution import Solution, arriving_on
from accord.engines.market.types import Arguments, OnFailure
from accord.errors import NoEquilibrium, ParameterError
from accord.memory import keep_what_is_let_go
from accord.threads import one_thread_each

__all__ = ["Groups", "Solution", "solve", "solve_blocks"]

CHUNK = 8192  # draws that are in memory at a time: of 226 states some 100 MB of results


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
        arriving = arriving_on(here, hat, found.unknowns, np.arange(len(good.value)))
        cells = (rows[:, None], *good.cells)
        solution.flows[cells] = np.where(failed, np.nan, arriving).T
