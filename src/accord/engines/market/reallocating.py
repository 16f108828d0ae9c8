"""The reallocating market: one world price, and displaced supply that finds new buyers.

What fixes what:

    price, totals, surplus   the pooled market (`pooled`): taste that moves carries no surplus, and
                             what happens on a link is no scarcity while cargoes can be swapped
    who sells to whom        a table with these totals (`dealing`): what lost buyers or suppliers
                             is dealt as past events have it, everything else balanced around it

So with no supply lost prices stay 1 while trade is dealt anew; with supply lost they are the pooled
market's. They differ from it in one case: a supplier whose exports no open link can take is held to
what gets out, which is then supply lost. In CES a link without trade stays without; here a shunned
supplier may sell where it never did.
"""

from dataclasses import dataclass, field, fields, replace
from typing import Any, Unpack

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, Mask, Places, StateLabels
from accord.engines.market import pooled
from accord.engines.market.arguments import (
    Linkwise,
    capacities,
    checked_flows,
    count_draws,
    masks_of_links,
    per_link,
    per_state,
    state_names,
)
from accord.engines.market.dealing import CLOSE, FITS, NOBODY, Deal, Dealt, Drawn
from accord.engines.market.refusals import refuse_outside
from accord.engines.market.types import OnFailure, OnLinks
from accord.errors import NoEquilibrium
from accord.numbers import percent_text
from accord.threads import one_thread_each

__all__ = ["NOBODY", "Dealt", "Drawn", "Solution", "solve"]

ROUNDS = 12  # of price and what finds a buyer, where exports have no way out


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution(pooled.Solution):
    """The market after the shock: as the pooled one, and who sells to whom."""

    deal: Deal = field(repr=False)
    traders: tuple[Places, Places] = field(repr=False)  # places of the deal's suppliers and buyers
    draws: Places = field(repr=False)  # (D,) places of these draws in the deal
    buyers: tuple[str, ...] = field(repr=False)  # what the deal's buyers are called

    @property
    def why(self) -> str:
        """Whom the links that are left can't serve in the first draw that failed."""
        first = int(np.flatnonzero(self.failed)[0])
        draw = int(self.draws[first])
        gets = self.deal.table(slice(draw, draw + 1))[0].sum(axis=0)
        wants = self.deal.bought[draw]
        worst = int(np.argmax(wants - gets))
        return (
            f"draw {draw}: over the links that are left {self.buyers[worst]} gets "
            f"{percent_text(gets[worst] / wants[worst])} of what it wants; {self.failed.sum()} of "
            f"{len(self.failed)} draws have no table of who sells to whom"
        )

    def take(self, draws: Places) -> "Solution":
        """Give these draws, in this order, one as often as it is named."""
        taken: dict[str, Any] = {
            f.name: getattr(self, f.name)[draws]
            for f in fields(self)
            if f.name not in ("deal", "traders", "buyers")
        }
        return replace(self, **taken)

    @one_thread_each()
    def quantity_on(self, links: Mask) -> Array:
        """Add up what arrives on some links, in the unit of flows.

        Parameters
        ----------
        links : (S, B) or (N, S, B) bool

        Returns
        -------
        (D,) or (D, N)
        """
        mask = masks_of_links(links, self.shape)
        mask = mask[..., self.traders[0][:, None], self.traders[1]]
        sellers = np.flatnonzero(mask.reshape(-1, *mask.shape[-2:]).any(axis=(0, 2)))
        each = mask[..., sellers, :].reshape(-1, len(sellers) * mask.shape[-1])
        some = np.flatnonzero(each.any(axis=0))
        total = np.zeros((len(self.deal.sold), len(each)))
        for block in self.deal.blocks():
            table = self.deal.table(block, sellers)
            total[block] = table.reshape(len(table), -1)[:, some] @ each[:, some].T.astype(float)
        found = np.where(self.failed[:, None], np.nan, total[self.draws])
        return found if mask.ndim == 3 else found[:, 0]

    def bought_on(self, links: Mask) -> Array:
        """Add up what arrives: tonnes of one good, which add up as they are."""
        return self.quantity_on(links)

    def spending_on(self, links: Mask) -> Array:
        """Add up what buyers pay on some links, US$, at the one price: (D,) or (D, N)."""
        quantity = self.quantity_on(links)
        price = self.price[:, 0]
        paid: Array = quantity * (price[:, None] if quantity.ndim == 2 else price)
        return paid

    def revenue_on(self, links: Mask) -> Array:
        """Add up what suppliers get on some links: what buyers pay."""
        return self.spending_on(links)


@one_thread_each()
def solve(
    flows: ArrayLike,
    *,
    demand: ArrayLike,
    supply: ArrayLike,
    keep: ArrayLike = 1.0,
    capacity: ArrayLike = np.inf,
    choke: ArrayLike = np.inf,
    dealt: Dealt | None = None,
    labels: StateLabels | None = None,
    sigma: ArrayLike | None = None,
    on_failure: OnFailure = "raise",
    **links: Unpack[OnLinks],
) -> Solution:
    """Solve for one price, and for who sells to whom, in every draw.

    Parameters
    ----------
    flows, demand, supply, keep, capacity, choke, labels, on_failure : as in `pooled.solve`
    dealt : where the trade of suppliers that lose buyers goes, and what buyers that lose suppliers
        buy instead; None where nobody knows: the baseline's pattern is balanced anew
    links : what `partial.solve` takes by link
        A shut link carries `ration` times its baseline flow, less where its supplier or buyer
        trades less; never more. One price doesn't notice the others, nor sigma.

    Raises
    ------
    NoEquilibrium
        naming the first draw in which demand meets no supply, or links that are left can't carry
        what is sold to whoever wants it

    Examples
    --------
    One of two suppliers loses one of two equal buyers, and sells all to the other.

    >>> shut = np.array([[0.0, np.inf], [np.inf, np.inf]])
    >>> two = solve([[10.0, 10.0], [20.0, 20.0]], demand=0.4, supply=0.3, ration=shut,
    ...     labels=(["RUS", "SAU"], ["DEU", "IND"]))
    >>> bool(np.allclose(two.price, 1))
    True
    """
    flow = checked_flows(flows, labels)
    shape = (flow.shape[0], flow.shape[1])
    ration = links.get("ration", np.inf)
    given: dict[str, Any] = {"demand": demand, "supply": supply, "keep": keep, "capacity": capacity}
    given |= {"choke": choke, **links}
    draws = count_draws(given | ({} if sigma is None else {"sigma": sigma}), shape)
    if dealt is not None:
        draws = max(draws, len(dealt.row))
    traders = _traders(flow)
    some = np.ix_(*traders)
    if dealt is not None:
        dealt = dealt.among(traders[0])
    shut, carried = _shut(ration, shape, draws, traders)
    limit, _ = capacities(capacity, np.inf, shape, draws)
    most = np.full((draws, shape[0]), np.inf)
    if limit is not None:
        every = np.arange(shape[0])
        most = np.minimum(most, per_state("capacity", limit, shape[0], every, draws).values)
    for _ in range(ROUNDS):
        pool = pooled.solve(
            flow,
            demand=demand, supply=supply, keep=keep, choke=choke, capacity=most[:, :, None],
            labels=labels, on_failure=on_failure,
        )  # fmt: skip
        deal = Deal(
            flows=flow[some],
            shut=shut,
            ration=carried,
            dealt=dealt,
            sold=np.where(pool.failed[:, None], flow.sum(axis=1), pool.quantity)[:, traders[0]],
            bought=np.where(pool.failed[:, None], flow.sum(axis=0), pool.bought)[:, traders[1]],
        )
        stuck = deal.unsold > CLOSE * flow.sum()
        if not stuck.any():
            break
        out = np.where(stuck, deal.sold - deal.unsold, np.inf)
        most[:, traders[0]] = np.minimum(most[:, traders[0]], out)
    failed = pool.failed | (deal.factors[2] > FITS)
    known = {f.name: getattr(pool, f.name) for f in fields(pool)} | {"failed": failed}
    for name in known if failed.any() else ():
        if name not in ("failed", "residual"):
            values = known[name]
            known[name] = np.where(failed[:, None], np.nan, values)
    names = state_names(shape, labels)[1]
    solution = Solution(
        deal=deal,
        traders=traders,
        draws=np.arange(draws),
        buyers=tuple(names[place] for place in traders[1]),
        **known,
    )
    if failed.any() and on_failure == "raise":
        raise NoEquilibrium(solution.why)
    return solution


def _traders(flow: Array) -> tuple[Places, Places]:
    """Find who sells or buys at all; a state that does either is kept on both sides."""
    sells, buys = flow.any(axis=1), flow.any(axis=0)
    if flow.shape[0] == flow.shape[1]:
        sells = buys = sells | buys
    return np.flatnonzero(sells), np.flatnonzero(buys)


def _shut(
    ration: Linkwise, shape: tuple[int, int], draws: int, traders: tuple[Places, Places]
) -> tuple[Places, Array]:
    """Find the links that are rationed in some draw, places among traders (N, 2), and what they
    carry (D, N)."""
    rows, columns = (place.ravel() for place in np.meshgrid(*traders, indexing="ij"))
    limits = per_link("ration", ration, shape, draws, (rows, columns), np.inf)
    refuse_outside("ration", limits.given(), least=0, finite=False)
    inside: Mask = limits.can_be_less_than(np.inf)
    if limits.member is not None:
        inside = np.asarray(limits.member.any(axis=0))
        limits = per_link("ration", ration, shape, draws, (rows, columns), 1.0)
    some = np.flatnonzero(inside)
    carried = limits.at(some, np.arange(draws)).T
    places = np.stack(np.unravel_index(some, (len(traders[0]), len(traders[1]))), axis=1)
    return places, np.broadcast_to(carried, (draws, len(some)))
