"""What the pool deals where a scenario displaces trade.

A scenario's draws come from a library of joint draws, made once for what it shuts. Two assumptions
pick one of them for each draw of the case's sample (`takers`): `dealt-anew` by how far trade moves
from where it was, `takers` among those that move alike. So who takes displaced trade is drawn with
all else, held fixed and followed like any assumption, and no more draws move the first ones.

Where the year after the shock is known, each state's draws are of the year after that, taken as
often as the first year gives them weight (`solve.update`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from accord.axes import Array, Mask, Places
from accord.data import Tables
from accord.engines.market.reallocating import NOBODY, Dealt, Drawn
from accord.engines.reallocation import Judged, Situation, Trade, draw, situation
from accord.errors import InputError
from accord.memo import kept
from accord.names import GoodName, Horizon
from accord.solve.pool import Fitted, Side, fitted_pool, judged, seen, stepping_in
from accord.solve.update import AFTER, FirstYear, conditioned, first_year, fitted_update
from accord.world import World
from accord.world.history import Ledger, Surroundings

SEED = 1
TIERS, EACH = 50, 40  # of the library: by how far trade moves, and draws that move alike
FAINT = 0.01  # share lost below which nothing is drawn: it would count for next to nothing
SMALL = 1e-5  # of the market: a trade below it is left as it is balanced
YEARS: dict[Horizon, int] = {"short": 1, "long": 2}  # from the baseline to what is foretold


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """Share of a trade that was lost in the events that the pool was fitted on, at least."""

    lost: float  # of a supplier's sales
    leans: float  # of a buyer's purchases

    @staticmethod
    def of(tables: Tables, side: Side) -> float:
        """Read it off the numbers of the scan that found the events."""
        least = tables.judged("scan", Least)
        return least.lost if side == "sales" else least.leans


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Joint draws of who takes what a scenario displaces: TIERS * EACH of them."""

    sales: Drawn
    purchases: Drawn
    hit: Mask  # (S, B) links that the scenario takes from
    undrawn: Mask  # (S,) suppliers that lose so much that no past event says who takes the rest

    def dealt(self, anew: Array, takers: Array) -> Dealt:
        """Pick a draw of the library for each draw of the sample, by two numbers in 0..1 (D,)."""
        tier, each = (
            np.minimum((x * count).astype(np.intp), count - 1)
            for x, count in ((anew, TIERS), (takers, EACH))
        )
        return Dealt(
            sales=self.sales, purchases=self.purchases, hit=self.hit, row=tier * EACH + each
        )


def library(
    world: World,
    good: GoodName,
    horizon: Horizon,
    shut: Mask,
    struck: Mask,
    willing: Iterable[str] = (),
    observed: int | None = None,
) -> Library:
    """Draw where a good's trade goes when links are shut and suppliers lose output.

    Parameters
    ----------
    shut : (S, B) links that carry less than they did
    struck : (S,) suppliers that can bring out less
    willing : states that are said to step in for a supplier that lost buyers
    observed : the year after the World's, whose trade is known: where it goes in the next

    Raises
    ------
    InputError
        where the tables have no pool for the World's year, no trade of the good, or none of the
        year that is said to be known; and where that isn't the one after the World's
    """
    flows = world.market(good).flows.copy()
    np.fill_diagonal(flows, 0.0)
    hit = shut | struck[:, None]
    steps_in = world.mask(tuple(willing)) if willing else np.zeros(len(flows), bool)
    ledger = _ledger(world, good)
    if observed is not None and observed != world.year + 1:
        raise InputError(
            f"observed = {observed} is not the year after {world.year}, the one that the shock is "
            "put on: what it shows conditions the forecast of the next"
        )
    sides: dict[Side, Drawn] = {}
    moved = []
    sold: tuple[Side, Array, Mask] = ("sales", flows, shut)
    for side, table, links in (sold, ("purchases", flows.T, hit.T)):
        asked = _Asked(
            world=world,
            ledger=ledger,
            side=side,
            horizon=YEARS[horizon],
            willing=steps_in,
            observed=observed,
        )
        sides[side], apart = _drawn(asked, table, links)
        moved.append(apart)
    order = _tiers(moved)
    sales, purchases = (
        Drawn(
            agents=d.agents, counterparts=d.counterparts, full=d.full,
            shares=d.shares[order] if len(d.agents) else d.shares[[0] * len(order)],
        )
        for d in (sides["sales"], sides["purchases"])
    )  # fmt: skip
    lost, total = _lost(flows, shut)
    undrawn = (lost > judged(world.tables).most_lost) & (total >= SMALL * flows.sum())
    return Library(sales=sales, purchases=purchases, hit=hit, undrawn=undrawn)


@kept
def _surroundings(world: World) -> Surroundings:
    return Surroundings(world.tables)


def _ledger(world: World, good: GoodName) -> Ledger:
    codes = world.goods[good].codes
    if not codes:
        raise InputError(f"no trade of {good} is recorded: who takes it can't be said")
    return _surroundings(world).ledger(*codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    """A year's trade of a good and all before it, seen from one side, and what was known by it."""

    trade: Trade
    world: float  # US$
    fitted: Fitted
    judged: Judged

    @staticmethod
    def of(ledger: Ledger, side: Side, year: int) -> "_Year":
        """See it; InputError where the year has no data, or too few events were over by it."""
        return _Year(
            trade=seen(ledger, side, year),
            world=float(ledger.value[ledger.place(year)].sum()),
            fitted=fitted_pool(ledger.around.tables, side, year),
            judged=judged(ledger.around.tables),
        )

    def first(self, agent: int, stopped: Mask) -> FirstYear | None:
        """See it as the first year after a shock; None where too little is left."""
        return first_year(self.trade, agent, stopped, world=self.world, judged=self.judged)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the states of a side are drawn from: what is known of a good, and of the shock."""

    world: World
    ledger: Ledger
    side: Side
    horizon: int  # years to what is foretold
    willing: Mask  # (S,)
    observed: int | None

    def draws(self, losing: Places, links: Mask) -> Iterator[tuple[int, Situation, Array]]:
        """Draw where the trade of each state goes, over the links that don't lose any: (D, K + 1).

        A state of whom next to nothing would be left is left out.
        """
        now = _Year.of(self.ledger, self.side, self.world.year)
        then = _Year.of(self.ledger, self.side, self.observed) if self.observed else None
        for agent in losing.tolist():
            recorded = now.trade.flows[-1, agent]
            gone = links[agent] & (np.arange(len(links)) != agent)
            if recorded.sum() > 0 and recorded[gone].sum() <= now.judged.most_lost * recorded.sum():
                yield agent, *self._drawn(agent, gone, now, then)

    def _drawn(
        self, agent: int, gone: Mask, now: _Year, then: _Year | None
    ) -> tuple[Situation, Array]:
        horizon = self.horizon if then is None else AFTER
        of = situation(now.trade, agent, gone, horizon=horizon, world=now.world, judged=now.judged)
        key = f"{self.side} {self.world.states[agent]} {self.ledger.code}".encode()
        rng = np.random.default_rng([SEED, self.world.year, *key])
        if then and (first := then.first(agent, gone)):
            known, update = (now.fitted, then.fitted), fitted_update(self.world.tables, self.side)
            return of, conditioned(of, first, known, update, rng, TIERS * EACH)
        given, past, _ = now.fitted
        named = np.append(self.willing[of.counterparts] & ~gone[of.counterparts], False)
        steps_in = stepping_in(self.world.tables, named) if self.side == "sales" else None
        return of, draw(of, given, past, rng, TIERS * EACH, willing=steps_in)


def _drawn(asked: _Asked, flows: Array, links: Mask) -> tuple[Drawn, Array]:
    """Draw for all states of a side that lose enough: and how far each draw moves, weighed."""
    (lost, total), market = _lost(flows, links), flows.sum()
    by = judged(asked.world.tables)
    losing = np.flatnonzero((lost >= FAINT) & (lost <= by.most_lost) & (total >= SMALL * market))
    found = list(asked.draws(losing, links)) if len(losing) else []
    if not found:
        return NOBODY, np.zeros(TIERS * EACH)
    agents = np.array([agent for agent, _, _ in found], np.intp)
    counterparts = np.full((len(found), by.told_apart), -1, np.intp)
    shares = np.zeros((TIERS * EACH, len(found), by.told_apart + 1))
    apart = np.zeros(TIERS * EACH)
    for n, (state, of, drawn) in enumerate(found):
        told = len(of.counterparts)
        counterparts[n, :told] = of.counterparts
        shares[:, n, :told], shares[:, n, -1] = drawn[:, :told], drawn[:, told]
        apart += lost[state] * total[state] * np.abs(drawn - of.share).sum(axis=1)
    full = Least.of(asked.world.tables, asked.side)
    return Drawn(agents=agents, counterparts=counterparts, shares=shares, full=full), apart


def _lost(flows: Array, links: Mask) -> tuple[Array, Array]:
    """Give what share of its trade each state of a side loses with some links, and its trade."""
    total = flows.sum(axis=1)
    gone = np.where(links, flows, 0.0).sum(axis=1)
    return gone / np.maximum(total, SMALL * flows.sum()), total


def _tiers(moved: list[Array]) -> Places:
    """Order draws by how far suppliers' trade moves, or buyers' where no supplier is drawn for."""
    sales, purchases = moved
    return np.argsort(sales if sales.any() else purchases, kind="stable")
