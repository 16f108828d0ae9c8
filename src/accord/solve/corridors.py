"""From corridors to markets: what a closure, veto or new line costs each pair of states.

The network gives the least cost between every exporter and importer with and without the shock.
The difference, over the delivered price, becomes a ratio of real cost on the link; a link that has
no way left loses what can't pass; what an exporter can't bring out at all caps its output; and what
no way that is left has room to bring a buyer is cut off all that it buys abroad together. Where
somebody published by which ways a buyer's trade comes, these say what a closure hits; else the
least costs do.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypedDict

import numpy as np

from accord.axes import Array, Mask
from accord.engines.corridor import Network, Way, load, trace
from accord.engines.corridor.least_costs import least_costs
from accord.engines.corridor.network import ALWAYS
from accord.engines.corridor.stranded_exports import Moved, hindered, stranded_exports
from accord.engines.corridor.unserved_imports import unserved_imports
from accord.errors import InputError
from accord.memo import Memo
from accord.names import GoodName
from accord.solve.shut import Shut
from accord.world import Market, World

STEPS = 12  # groups of links of like rise of cost: the engine's work grows with them, and with 12
# the mean of a group is within a few percent of its links' own rise
NOTICED = 1e-6  # a rise of cost below this share of the price is none
NOTICED_COST = 1e-6  # nor one below this, US$ a tonne, or days
NOTICED_FLOW = 0.01  # nor a line that carries so much more or less, Mt or bcm a year
SHUT = 256  # answers of what is shut that are kept, of half a megabyte each
NOTICED_LACK = 1e-3  # nor a lack of room below this share of what a buyer imports


class _Opened(TypedDict):
    avoid: list[str]
    close: list[str]
    use: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerouted:
    """What a shut set does to one market where it is in full force.

    rise : groups of links and the ratio by which their real cost rises (falls, below 0)
    cut_off : (S, B) links with no way left
    stranded : (S,) share of output that has no way out, with other ways at their capacity
    through : (S,) share of output that goes to buyers whom it reaches more dearly, or not at all
    by_it : (S, B) share of a link that comes by what is shut, where its ways are published; else 0
    unserved : (B,) share of imports that no way left has room for; where it is 1, links are cut off
    lines : that carry more or less of the good for it, where all of it moves at least cost
    """

    rise: tuple[tuple[Mask, float], ...]
    cut_off: Mask
    stranded: Array
    through: Array
    by_it: Array
    unserved: Array
    lines: frozenset[str]

    def __bool__(self) -> bool:
        """Whether the market notices at all."""
        found = (self.cut_off, self.stranded, self.by_it, self.unserved)
        return bool(self.rise) or any(bool(one.any()) for one in found)


@dataclass(frozen=True, slots=True, eq=False)
class Corridors:
    """The network of a World, and what follows from it for the World's markets, each found once."""

    world: World
    as_it_is: "Corridors | None" = None  # those of the World that this one is a reading of
    _memo: Memo = field(default_factory=Memo, repr=False)
    _shut: Memo = field(default_factory=lambda: Memo(most=SHUT), repr=False)

    @property
    def network(self) -> Network:
        """The network of the World's tables."""
        if (same := self._same_room) is not None:
            return same.network
        return self._memo.get("network", lambda: network_of(self.world))

    @property
    def _same_room(self) -> "Corridors | None":
        """The corridors of the World as it is, where this one has the same network."""
        other = self.as_it_is
        return other if other and other.world.variant.room == self.world.variant.room else None

    def _same_trade(self, market: Market) -> "Corridors | None":
        """The corridors of the World as it is, where a good's trade too is the same there."""
        codes = self.world.good(market.good).codes
        touched = self.world.variant.touches(codes, self.world.year)
        return None if touched else self._same_room

    @property
    def years(self) -> range:
        """The years that the network knows: those of any trade, on to the last that a line names.

        A user's own trade may be of one year alone, and the network below it is as known as ever.
        """

        def find() -> range:
            e, trade = self.network.edges, self.world.tables.traded_years
            named = np.concatenate([e.first, e.last, self.network.limits.first])
            return range(trade[0], max(trade[-1], int(named[named < ALWAYS].max(initial=0))) + 1)

        return self._memo.get("years", find)

    def require_year(self, year: int) -> None:
        """Refuse a year that the network doesn't know; raises InputError."""
        if year not in self.years:
            known = f"{self.years[0]} to {self.years[-1]}"
            raise InputError(f"no network of the year {year}: it is known for {known}")

    def _opened(self, shut: Shut) -> _Opened:
        """Give a shut set as the engine takes it; nothing passes what the network doesn't cover."""
        avoid = sorted(shut.avoid & set(self.network.states))
        return _Opened(avoid=avoid, close=sorted(shut.close), use=sorted(shut.use))

    def rerouted(self, market: Market, shut: Shut) -> Rerouted:
        """Find what a shut set does to a market: links dearer or cut off, exports stranded.

        A link of which the network doesn't hold an end is left as it is.
        """
        if (same := self._same_trade(market)) is not None:
            return same.rerouted(market, shut)
        return self._shut.get(("rerouted", market.good, shut), lambda: self._rerouted(market, shut))

    def _rerouted(self, market: Market, shut: Shut) -> Rerouted:
        """Compare least costs and outlets with and without what is shut."""
        before, after = (self.least(GoodName(market.good), "cost", s) for s in (Shut(), shut))
        trade = market.flows > 0
        np.fill_diagonal(trade, False)
        rise = _rise(before, after, market.producer_price[:, None])
        could = trade & np.isfinite(before)
        dearer = np.where(could & np.isfinite(rise), rise, 0.0)
        cut_off = could & np.isinf(after)
        by_it, unserved = self._by_it(market, shut), self._unserved(market, shut)
        unreached = trade & (unserved == 1)
        hit = np.where((dearer > NOTICED) | cut_off | unreached, 1.0, by_it)
        affected = (hit * market.flows).sum(axis=1)
        return Rerouted(
            rise=_stepped(dearer),
            cut_off=cut_off | unreached,
            stranded=self._stranded(market, shut),
            through=affected / np.maximum(market.flows.sum(axis=1), np.finfo(float).tiny),
            by_it=np.where(cut_off | unreached, 0.0, by_it),
            unserved=unserved,
            lines=self._shifted(market, shut),
        )

    def least(self, good: GoodName, by: str, shut: Shut) -> Array:
        """Least cost (US$ a tonne), hours or km between all states of the World: (S, B).

        inf where there is no way, nan where the network doesn't hold an end.
        """

        def find() -> Array:
            return least_costs(
                self.network,
                self.world.states,
                self.world.states,
                good=good,
                by=by,
                year=self.world.year,
                **self._opened(shut),
            )

        if (same := self._same_room) is not None:
            return same.least(good, by, shut)
        return self._shut.get(("least", good, by, shut), find)

    def _by_it(self, market: Market, shut: Shut) -> Array:
        """Share of each link that comes by what is shut, by published splits of imports: (S, B)."""
        found = np.zeros(market.flows.shape)
        names = [self.network.passage(name).name for name in sorted(shut.close)]
        for buyer, ways in self._published(market.good):
            of_seller = np.array([way.states[0] if way.states else "" for way in ways])
            carried = np.array([way.quantity for way in ways])
            hit = np.array([any(way.meets(name) for name in names) for way in ways])
            for seller in set(of_seller) & set(self.world.states):
                own = of_seller == seller
                link = self.world.index(seller), self.world.index(buyer)
                if market.flows[link] > 0 and seller != buyer:
                    found[link] = carried[own & hit].sum() / carried[own].sum()
        return found

    def _published(self, good: str) -> Iterator[tuple[str, tuple[Way, ...]]]:
        """Give each buyer whose ways of import are published, with those of the newest year."""

        def find() -> dict[str, tuple[Way, ...]]:
            last: dict[str, list[dict[str, Any]]] = {}
            for row in self.world.splits().sort("year").iter_rows(named=True):
                asked = row["good"] == good and row["direction"] == "import"
                if asked and row["year"] <= self.world.year and row["quantity"] > 0:
                    known = last.setdefault(row["state"], [])
                    last[row["state"]] = [r for r in known if r["year"] == row["year"]] + [row]
            return {
                state: tuple(trace(self.network, row) for row in rows)
                for state, rows in last.items()
                if state in self.world.states
            }

        yield from self._memo.get(("published", good), find).items()

    def _unserved(self, market: Market, shut: Shut) -> Array:
        """Share of each state's imports that no way has room for any more: (B,)."""
        before, after = (self._lacking(market, s).left for s in (Shut(), shut))
        _, bought = self._abroad(market)
        lack = np.maximum(after - before, 0.0)
        share: Array = np.divide(lack, bought, out=np.zeros_like(lack), where=bought > 0)
        share[share < NOTICED_LACK] = 0.0
        share[share > 1 - NOTICED_LACK] = 1.0
        return share

    def carried(self, market: Market) -> Array:
        """What each edge carries of a good where all that is exported moves at least cost: (E,).

        In the unit of the good's capacities.
        """
        return self._left(market, Shut()).carried

    def _lacking(self, market: Market, shut: Shut) -> Moved:
        """Imports that no way has room for, in the unit of the good's capacities: (B,)."""

        def find() -> Moved:
            if (stands := self._stands(self._lacking, market, shut)) is not None:
                return stands
            exports, imports = self._abroad(market)
            return unserved_imports(
                self.network,
                self.world.states,
                imports=imports,
                exports=exports,
                good=market.good,
                year=self.world.year,
                **self._opened(shut),
            )

        return self._shut.get(("lacking", market.good, shut), find)

    def _shifted(self, market: Market, shut: Shut) -> frozenset[str]:
        """Name the lines that carry another amount with the shock than without."""
        moved = np.zeros(len(self.network.edges.name), dtype=bool)
        for how in (self._lacking, self._left):
            before, after = (how(market, s).carried for s in (Shut(), shut))
            moved |= np.abs(after - before) > NOTICED_FLOW
        return frozenset(self.network.edges.line[e] for e in np.flatnonzero(moved))

    def _stranded(self, market: Market, shut: Shut) -> Array:
        """Share of each state's output that has no way out any more, as capacities have it: (S,).

        Against the same question without the shock: what the network's capacities can't carry even
        today says more of the network than of the shock.
        """
        before, after = (self._left(market, s).left for s in (Shut(), shut))
        output = np.where(market.output > 0, market.output / self._unit(market), np.inf)
        share: Array = np.maximum(after - before, 0.0) / output
        return share

    def _left(self, market: Market, shut: Shut) -> Moved:
        """Exports that can't get out, in the unit of the good's capacities: (S,)."""

        def find() -> Moved:
            if (stands := self._stands(self._left, market, shut)) is not None:
                return stands
            exports, imports = self._abroad(market)
            return stranded_exports(
                self.network,
                self.world.states,
                exports=exports,
                imports=imports,
                good=market.good,
                year=self.world.year,
                **self._opened(shut),
            )

        return self._shut.get(("left", market.good, shut), find)

    def _stands(
        self, ask: Callable[[Market, Shut], Moved], market: Market, shut: Shut
    ) -> Moved | None:
        """Give the answer with less shut, where what else shuts has none of it to carry.

        None where each of what shuts carries something: then the question is another.
        """
        year, met = self.world.year, frozenset[str]()
        while met < shut.close:
            found = ask(market, replace(shut, close=met))
            rest = shut.close - met
            more = hindered(self.network, found, rest, good=market.good, year=year)
            if not more:
                return found
            met |= more
        return None

    def _abroad(self, market: Market) -> tuple[Array, Array]:
        """Exports and imports of each state, in the unit of the good's capacities: (S,) each."""
        own, unit = market.mass.diagonal(), self._unit(market)
        return (market.mass.sum(axis=1) - own) / unit, (market.mass.sum(axis=0) - own) / unit

    def _unit(self, market: Market) -> float:
        """Tonnes in the unit that the good's capacities are in: Mt or bcm."""
        return self.world.tonnes_in(self.network.cargo(market.good).unit)


def _rise(before: Array, after: Array, price: Array) -> Array:
    """Give the rise of real cost by another way, over the producer's price: (S, B); nan, inf kept.

    A fall is one of the delivered price, since a way saves no more than it cost: however cheap a
    good is, what is delivered never comes for nothing.
    """
    with np.errstate(invalid="ignore", divide="ignore"):  # inf - inf, and prices of nobody
        change = after - before
        rise: Array = change / np.where(change < 0, price + before, price)
    return rise


def network_of(world: World) -> Network:
    """Make the network of the World's tables."""
    return load({name: t.to_dict(as_series=False) for name, t in world.corridors.items()})


def _stepped(rise: Array) -> tuple[tuple[Mask, float], ...]:
    """Put links of like rise into groups, so that the engine needs few: means of quantiles."""
    noticed = np.abs(rise) > NOTICED
    if not noticed.any():
        return ()
    edges = np.unique(np.quantile(rise[noticed], np.linspace(0, 1, STEPS + 1)))
    step = np.searchsorted(edges, rise, side="left").clip(min=1)
    groups = [noticed & (step == n) for n in np.unique(step[noticed])]
    return tuple((mask, float(rise[mask].mean())) for mask in groups)
