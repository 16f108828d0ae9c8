"""Who sells to whom in a market of one price: drawn where trade is lost, balanced everywhere else.

A pooled market fixes what each state sells and buys, not from whom. Here its totals become a table:

    at home     what a state sells to itself moves with its output or its demand, whichever fell
                more; of a supplier with shut links with its demand: what is stranded is exports
    shut links  carry `ration` times the baseline, less where supplier or buyer trades less
    drawn rows  a supplier that lost buyers sells the rest as its draw says, as far as they can buy
    the rest    the baseline's pattern, the columns of buyers that lost suppliers seeded with the
                mix that is drawn for them, balanced to the totals by iterative proportional fitting
                (Deming and Stephan 1940, Ann. Math. Stat. 11(4)), overrelaxed (Thibault et al.
                2021, Algorithms 14(5), 143)

A draw counts in full where as much is lost as in the events that it was fitted on (`full`), below
that in proportion: where nothing is lost the table is the baseline's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from accord.axes import Array, Mask, Places

TRACE = 1e-9  # of the market, spread over links without trade: no state is walled off by a zero
BLOCK = 250  # draws whose tables are in memory at a time: some tens of MB
SWEEPS = 400  # of rows and columns, at most; some dozens do
PLAIN, BEYOND = 4, 1.75  # sweeps before each step goes beyond what fits, and how far
STRAYS = 2.0  # times the misfit of the sweep before: where it grows so, a step goes no farther
LARGEST = 1e100  # factor: it grows without end where links can't carry what is wanted
LEAVE = 8  # draws that fit leave the sweeps once they are this part of those that still swing
CLOSE = 1e-9  # misfit of a row, of the market, that counts as met
FITS = 1e-5  # misfit of the market beyond which a draw has no table
POURED = 40  # times that what doesn't fit is poured on


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Where the trade of some states goes, in a library of joint draws.

    agents : (N,) their places
    counterparts : (N, K) places of those that are told apart; -1 where there are fewer
    shares : (L, N, K + 1) of what goes to those who stay; the last column is all others together
    full : share of an agent's trade that must be lost for the draw to count in full
    """

    agents: Places
    counterparts: Places
    shares: Array
    full: float

    def among(self, kept: Places, size: int) -> "Drawn":
        """Name the same states by their places among those that are kept, of so many."""
        place = np.full(size + 1, -1)
        place[kept] = np.arange(len(kept))
        here = place[self.agents] >= 0
        return replace(
            self,
            agents=place[self.agents[here]],
            counterparts=place[self.counterparts[here]],
            shares=self.shares[:, here],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """Who takes what is displaced: rows of suppliers, columns of buyers.

    hit : (S, B) links that the shock takes from, wholly or in part
    row : (D,) which of the library's draws each draw is
    """

    sales: Drawn
    purchases: Drawn
    hit: Mask
    row: Places

    def among(self, kept: Places) -> "Dealt":
        """Look at some states alone, as many suppliers as buyers."""
        return replace(
            self,
            sales=self.sales.among(kept, len(self.hit)),
            purchases=self.purchases.among(kept, len(self.hit)),
            hit=self.hit[np.ix_(kept, kept)],
        )


NOBODY = Drawn(
    agents=np.zeros(0, np.intp),
    counterparts=np.zeros((0, 0), np.intp),
    shares=np.zeros((1, 0, 1)),
    full=1.0,
)


@dataclass(frozen=True, kw_only=True)
class Deal:
    """What the tables of all draws are made from.

    flows : (S, B) baseline
    shut : (N, 2) places of links that are rationed
    ration : (D or 1, N) what they still carry, 0..1
    dealt : None where nothing is drawn
    sold, bought : (D, S), (D, B) what each state sells and buys, as the pool has it
    """

    flows: Array
    shut: Places
    ration: Array
    dealt: Dealt | None
    sold: Array
    bought: Array

    # ------------------------------------------------------------------------ before any draw

    @cached_property
    def home(self) -> Array:
        """(S,) domestic sales; none where suppliers and buyers are not the same states."""
        square = self.flows.shape[0] == self.flows.shape[1]
        return self.flows.diagonal().copy() if square else np.zeros(len(self.flows))

    @cached_property
    def abroad(self) -> Array:
        """(S, B) the baseline without domestic sales."""
        away = self.flows.copy()
        if self.flows.shape[0] == self.flows.shape[1]:
            np.fill_diagonal(away, 0.0)
        return away

    @cached_property
    def open(self) -> Mask:
        """(S, B) links that may carry anything: not shut, not at home, between two who trade."""
        found = np.outer(self.flows.any(axis=1), self.flows.any(axis=0))
        if self.flows.shape[0] == self.flows.shape[1]:
            np.fill_diagonal(found, False)
        found[tuple(self.shut.T)] = False
        return found

    @cached_property
    def pattern(self) -> Array:
        """(S, B) the baseline on open links, and a trace of trade on those that have none."""
        away = self.abroad * self.open
        thin = np.outer(self.flows.sum(axis=1), self.flows.sum(axis=0)) / self.flows.sum()
        trace = TRACE * thin * self.open
        trace[self._walled] = 0.0  # who has no way out gets none by a trace
        found: Array = np.where(away > 0, away, trace)
        return found

    @cached_property
    def sales(self) -> Drawn:
        """The suppliers that are drawn for."""
        return NOBODY if self.dealt is None else self.dealt.sales

    @cached_property
    def purchases(self) -> Drawn:
        """The buyers that are drawn for."""
        return NOBODY if self.dealt is None else self.dealt.purchases

    @cached_property
    def row(self) -> Places:
        """(D,) the library's draw of each draw."""
        return np.zeros(len(self.sold), np.intp) if self.dealt is None else self.dealt.row

    @cached_property
    def _is_drawn(self) -> Mask:
        found = np.zeros(len(self.flows), bool)
        found[self.sales.agents] = True
        return found

    @cached_property
    def _walled(self) -> Mask:
        """(S,) suppliers all of whose exports were over links that are shut."""
        was = self.abroad.any(axis=1)
        return was & ~(self.abroad * self.open).any(axis=1) & ~self._is_drawn

    # ------------------------------------------------------------------------ in every draw

    @cached_property
    def _of_output(self) -> Array:
        """(D, S) what a supplier sells over what it did."""
        return _over(self.sold, np.broadcast_to(self.flows.sum(axis=1), self.sold.shape))

    @cached_property
    def _of_demand(self) -> Array:
        """(D, B) what a buyer buys over what it did."""
        return _over(self.bought, np.broadcast_to(self.flows.sum(axis=0), self.bought.shape))

    @cached_property
    def at_home(self) -> Array:
        """(D, S) domestic sales."""
        if not self.home.any():
            return np.zeros_like(self.sold)
        first = np.isin(np.arange(len(self.flows)), self.shut[:, 0])
        wanted = self.home * self._of_demand
        least: Array = np.minimum(wanted, np.where(first, self.sold, self.home * self._of_output))
        return least

    @cached_property
    def left(self) -> Array:
        """(D, S) what a supplier sells abroad over what it did, 1 at most."""
        away = np.broadcast_to(self.abroad.sum(axis=1), self.sold.shape)
        return np.minimum(_over(self.sold - self.at_home, away), 1.0)

    @cached_property
    def through(self) -> Array:
        """(D, N) what shut links carry, in the unit of flows."""
        suppliers, buyers = self.shut.T
        before = self.abroad[suppliers, buyers]
        passes = self._ends(self._kept * before, 0)  # a walled supplier sells what passes, first
        out = np.minimum(_over(self.sold - self.at_home, passes), 1.0)
        able = np.where(self._walled, out, self.left)
        part = np.minimum(able[:, suppliers], self._of_demand[:, buyers])
        carried: Array = self._kept * part * before
        return carried

    @cached_property
    def _kept(self) -> Array:
        """(D, N) the part of a shut link that stays open."""
        kept: Array = np.minimum(self.ration, 1.0)
        return np.broadcast_to(kept, (len(self.sold), len(self.shut)))

    @cached_property
    def margins(self) -> tuple[Array, Array]:
        """(D, S), (D, B) what is sold and bought over open links."""
        sold, bought = self.sold - self.at_home, self.bought
        if self.home.any():
            bought = bought - self.at_home
        sold, bought = sold - self._ends(self.through, 0), bought - self._ends(self.through, 1)
        return np.maximum(sold, 0.0), np.maximum(bought, 0.0)

    def _ends(self, amounts: Array, end: int) -> Array:
        """Add up amounts on shut links (D, N) by supplier, or by buyer: (D, S) or (D, B)."""
        place = np.zeros((len(self.shut), self.flows.shape[end]))
        place[np.arange(len(self.shut)), self.shut[:, end]] = 1.0
        found: Array = amounts @ place
        return found

    @cached_property
    def rows(self) -> Array:
        """(D, N, B) what drawn suppliers sell to whom over open links."""
        drawn, (sold, bought) = self.sales, self.margins
        if not len(drawn.agents):
            return np.zeros((len(self.sold), 0, self.flows.shape[1]))
        open_ = self.open[drawn.agents]
        ties = _shares(self.abroad[drawn.agents] * open_)
        found = _shares(_spread(drawn, self.row, ties, self.abroad.sum(axis=0)) * open_)
        ties = np.where(ties.any(axis=1, keepdims=True), ties, found)
        counts = np.minimum(self._lost_buyers / drawn.full, 1.0)[:, :, None]
        wanted = ((1 - counts) * ties + counts * found) * sold[:, drawn.agents, None]
        return _poured(wanted, bought, open_)

    @cached_property
    def unsold(self) -> Array:
        """(D, S) what finds no buyer over open links: of drawn rows, and of who has no way out."""
        sold, _ = self.margins
        rest = np.where(self._walled, sold, 0.0)
        agents = self.sales.agents
        rest[:, agents] = np.maximum(sold[:, agents] - self.rows.sum(axis=2), 0.0)
        return rest

    @cached_property
    def _lost_buyers(self) -> Array:
        """(D, N) share of each drawn supplier's exports that buyers no longer take."""
        before = self.abroad[tuple(self.shut.T)]
        gone = self._ends(before * (1 - self._kept), 0)
        total = np.broadcast_to(self.abroad.sum(axis=1), gone.shape)
        lost: Array = _over(gone, total)[:, self.sales.agents]
        return lost

    @cached_property
    def _lost_suppliers(self) -> Array:
        """(D, A) share of each drawn buyer's imports that it no longer gets."""
        if self.dealt is None:
            return np.zeros((len(self.sold), 0))
        suppliers, buyers = self.shut.T
        hit = np.where(self.dealt.hit, self.abroad, 0.0)
        hit[suppliers, buyers] = 0.0
        kept = self._kept * self.left[:, suppliers]
        gone = self._ends(self.abroad[suppliers, buyers] * (1 - kept), 1) + (1 - self.left) @ hit
        total = np.broadcast_to(self.abroad.sum(axis=0), gone.shape)
        lost: Array = _over(gone, total)[:, self.purchases.agents]
        return lost

    # ------------------------------------------------------------------------ block by block

    @cached_property
    def _others(self) -> Array:
        """(S, B) the pattern of suppliers that are not drawn; drawn buyers' columns empty."""
        found = self.pattern.copy()
        found[self.sales.agents] = 0.0
        found[:, self.purchases.agents] = 0.0
        return found

    def _seeds(self, draws: slice) -> Array:
        """Give the columns of drawn buyers: (D, S, A), any one unit a column."""
        drawn = self.purchases
        if self.dealt is None or not len(drawn.agents):
            return np.zeros((len(self.sold[draws]), len(self.flows), 0))
        ties = np.where(self._is_drawn[:, None], 0.0, self.pattern[:, drawn.agents])
        hit = self.dealt.hit[:, drawn.agents]
        stays, others = np.where(hit, ties, 0.0), np.where(hit, 0.0, ties)
        size = self.abroad.sum(axis=1)
        found = _spread(drawn, self.row[draws], _shares(others.T), size) * (others > 0).T
        found = _shares(found).transpose(0, 2, 1) * others.sum(axis=0)
        counts = np.minimum(self._lost_suppliers[draws] / drawn.full, 1.0)[:, None, :]
        seeded = (1 - counts) * others + counts * (found + TRACE * others)
        return np.asarray(seeded + self.left[draws][:, :, None] * stays, float)

    def _fitted(self, draws: slice) -> tuple[Array, Array, Array]:
        """Balance some draws: factors of rows (D, S) and columns (D, B), and the misfit (D,)."""
        sold, bought = (margin[draws] for margin in self.margins)
        sold = np.where(self._is_drawn, 0.0, sold - self.unsold[draws])
        bought = np.maximum(bought - self.rows[draws].sum(axis=1), 0.0)
        agents, pattern, seeds = self.purchases.agents, self._others, self._seeds(draws)
        row, column = np.ones_like(sold), np.ones_like(bought)
        misfit = np.full(len(sold), np.inf)
        total = self.flows.sum()
        on = np.arange(len(sold))  # draws that still swing
        r, c, some, before = row, column, seeds, misfit
        for sweep in range(SWEEPS):
            reached = _along(c, pattern, some, agents)
            off = np.abs(r * reached - sold[on]).max(axis=1) / total
            misfit[on] = off
            if sweep and (met := off <= CLOSE).sum() * LEAVE >= len(on):
                row[on], column[on] = r, c
                left = ~met
                on, r, c, off, reached = on[left], r[left], c[left], off[left], reached[left]
                before, some = before[left], some[left]
                if not len(on):
                    break
            nears = off <= STRAYS * before if sweep >= PLAIN else np.zeros(len(on), bool)
            beyond, before = np.where(nears, BEYOND, 1.0)[:, None], off
            r = _relaxed(r, _over(sold[on], reached), beyond)
            c = _relaxed(c, _over(bought[on], _down(r, pattern, some, agents)), beyond)
        row[on], column[on] = r, c
        short = np.abs(column * _down(row, pattern, seeds, agents) - bought).max(axis=1)
        return row, column, np.maximum(misfit, short / total)

    @cached_property
    def factors(self) -> tuple[Array, Array, Array]:
        """Balance all draws: factors of rows (D, S) and columns (D, B), and the misfit (D,)."""
        found = [self._fitted(draws) for draws in self.blocks()]
        row, column, misfit = (np.concatenate(part) for part in zip(*found, strict=True))
        return row, column, misfit

    def blocks(self) -> Iterator[slice]:
        """Give the draws, some at a time."""
        yield from (slice(at, at + BLOCK) for at in range(0, len(self.sold), BLOCK))

    def table(self, draws: slice, suppliers: Places | None = None) -> Array:
        """Give the flows of some draws, (D, S, B); of some suppliers alone where they are named."""
        asked = np.arange(len(self.flows)) if suppliers is None else suppliers
        place = np.full(len(self.flows), -1)
        place[asked] = np.arange(len(asked))
        row, column, _ = (part[draws] for part in self.factors)
        row = row[:, asked, None]
        table = self._others[asked] * row * column[:, None, :]
        agents = self.purchases.agents
        if len(agents):
            table[:, :, agents] = self._seeds(draws)[:, asked] * row * column[:, None, agents]
        drawn = place[self.sales.agents] >= 0
        table[:, place[self.sales.agents[drawn]]] += self.rows[draws][:, drawn]
        some = place[self.shut[:, 0]] >= 0
        sellers, buyers = self.shut[some].T
        table[:, place[sellers], buyers] += self.through[draws][:, some]
        if self.home.any():
            table[:, np.arange(len(asked)), asked] += self.at_home[draws][:, asked]
        return np.asarray(table, float)


def _relaxed(factor: Array, fitting: Array, beyond: Array) -> Array:
    """Go to the factor that fits, or beyond it where that draws nearer."""
    if not (beyond == 1).all():
        fitting = fitting * _over(fitting, factor) ** (beyond - 1)
    return np.minimum(fitting, LARGEST)


def _down(row: Array, pattern: Array, seeds: Array, agents: Places) -> Array:
    """Add up the columns that rows scale: (D, B)."""
    reached: Array = row @ pattern
    if len(agents):
        reached[:, agents] = (row[:, None, :] @ seeds)[:, 0]
    return reached


def _along(column: Array, pattern: Array, seeds: Array, agents: Places) -> Array:
    """Add up the rows that columns scale: (D, S)."""
    reached: Array = column @ pattern.T
    if len(agents):
        reached += (seeds @ column[:, agents, None])[:, :, 0]
    return reached


def _spread(drawn: Drawn, row: Places, ties: Array, size: Array) -> Array:
    """Lay drawn shares out over all states: (D, N, S).

    The rest goes to those who are not told apart as ties (N, S) do, or by size (S,).
    """
    count, told = drawn.counterparts.shape
    shares = drawn.shares[row]
    apart = np.zeros((count, len(size) + 1), bool)
    apart[np.arange(count)[:, None], drawn.counterparts] = True  # -1 is a place beyond all
    others = np.where(apart[:, :-1], 0.0, ties)
    by_size = np.where(apart[:, :-1], 0.0, size)
    others = _shares(np.where(others.any(axis=1, keepdims=True), others, by_size))
    laid = np.zeros((len(row), count, len(size) + 1))
    laid[:, :, :-1] = shares[:, :, -1:] * others
    laid[:, np.arange(count)[:, None], drawn.counterparts] += shares[:, :, :told]
    return laid[:, :, :-1]


def _poured(wanted: Array, room: Array, open_: Mask) -> Array:
    """Fit rows (D, N, B) under what columns (D, B) can take; what doesn't fit goes elsewhere.

    It is poured in proportion to what was wanted there, and in the end by the room that is left.
    """
    total, fitted = wanted.sum(axis=2), wanted
    for _ in range(POURED):
        load = fitted.sum(axis=1)
        fits = np.minimum(_over(room, load, 1.0), 1.0)
        fitted = fitted * fits[:, None, :]
        missing = total - fitted.sum(axis=2)
        if not (missing > CLOSE * total).any():
            return fitted
        free = (load < room)[:, None, :] & open_
        able = np.where(free, fitted, 0.0)
        fitted = fitted + able * _over(missing, able.sum(axis=2))[:, :, None]
    load = fitted.sum(axis=1)
    fitted = fitted * np.minimum(_over(room, load, 1.0), 1.0)[:, None, :]
    for n in range(wanted.shape[1]):
        spare = np.maximum(room - fitted.sum(axis=1), 0.0) * open_[n]
        missing = np.maximum(total[:, n] - fitted[:, n].sum(axis=1), 0.0)
        fitted[:, n] += spare * np.minimum(_over(missing, spare.sum(axis=1)), 1.0)[:, None]
    return fitted


def _shares(amounts: Array) -> Array:
    """Divide by the sum over the last axis; 0 where that is 0."""
    total = amounts.sum(axis=-1, keepdims=True)
    return _over(amounts, np.broadcast_to(total, amounts.shape))


def _over(part: Array, whole: Array, nothing: float = 0.0) -> Array:
    """Divide; `nothing` where the whole is 0."""
    ratio: Array = np.divide(part, whole, out=np.full(part.shape, nothing), where=whole > 0)
    return ratio
