"""From what shocks touch to what the market engine takes: sizes drawn, effects by instrument.

Shocks multiply: ratios on one link are multiplied, rates and tolls added, of caps the tightest
binds. So the order of shocks makes no difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from accord.axes import Array, Groups, Mask
from accord.draws import Sample
from accord.draws import size as draws_of
from accord.names import AssumptionName, GoodName, StateName
from accord.shocks import LinkEffect, Size, SupplierEffect
from accord.shocks.change import mask_of
from accord.solve.corridors import Corridors, Rerouted
from accord.solve.effects import Closing, Effects
from accord.world import World

if TYPE_CHECKING:
    from accord.engines.market import partial
    from accord.engines.market.types import MarketSolution

# A link without trade is put into the baseline at this share of the buyer's spending, which moves
# nothing, and its weight is raised to its seed.
TRACE = 1e-9
CAPS = ("capacity", "price-cap")  # instruments on suppliers that hold a rent
ROOM = 2.0  # times what the banned sell, that those who still buy from them buy in all
NEGLIGIBLE = 1e-6  # share of a market's value that an effect has to touch
What = tuple[tuple[Any, ...], ...]  # all that is done to a market, where it has any trade


@dataclass(slots=True, kw_only=True)
class Sizes:
    """Draws the sizes of effects; keeps account of what was drawn and what was capped.

    margin : the assumption that limits how much of real cost a cut can save; None for no limit
    """

    sample: Sample
    margin: str | None
    drawn: list[Array] = field(default_factory=list)  # all that a market's draws differ in
    capped: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.capped = np.zeros(self.draws, dtype=bool)

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return draws_of(self.sample)

    def of(self, what: Size) -> Array:
        """Give a size in every draw: (D,)."""
        x = self._number(what.magnitude)
        if what.rest or what.part != 1.0:
            part = self._number(what.part)
            x = x * (1 - part if what.rest else part)
        if what.saves and self.margin is not None:
            most = self._number(self.margin)
            self.capped |= x > most
            x = np.minimum(x, most)
        return self._noted({"x": x, "1 + x": 1 + x, "1 - x": 1 - x}[what.form])

    def number(self, magnitude: float | str) -> Array:
        """Give a number or an assumption in every draw: (D,)."""
        return self._noted(self._number(magnitude))

    def _number(self, magnitude: float | str) -> Array:
        if isinstance(magnitude, str):
            return self.sample[magnitude]
        return np.full(self.draws, float(magnitude))

    def _noted(self, x: Array) -> Array:
        self.drawn.append(x)
        return x


def named(size: Size) -> set[str]:
    """Name the assumptions that a size rests on."""
    return {name for name in (size.magnitude, size.part) if isinstance(name, str)}


def elastic(
    base: Array, of: Mapping[StateName, AssumptionName], world: World, sizes: Sizes
) -> Array:
    """Give an elasticity by draw (D,), or by draw and state (D, S) where some have their own."""
    if not of:
        return base
    by_state = np.repeat(base[:, None], len(world.states), axis=1)
    for name, assumption in of.items():
        by_state[:, mask_of(world, (name,))] = sizes.number(assumption)[:, None]
    return by_state


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruments:
    """All effects on one good's market, by instrument, and its baseline."""

    flows: Array  # (S, B) baseline
    links: tuple[LinkEffect, ...]
    suppliers: tuple[SupplierEffect, ...]
    rerouted: tuple[tuple[Closing, Rerouted], ...]

    @staticmethod
    def of(effects: Effects, good: GoodName, corridors: Corridors) -> "Instruments":
        """Pick the effects on a good, and find what closures do to its routes.

        An effect on links or suppliers with next to no trade is left out: resolving re-exports
        leaves a few dollars between almost any two states.
        """
        market = corridors.world.market(good)
        output = market.flows.sum(axis=1)
        least = NEGLIGIBLE * output.sum()
        found = ((one, corridors.rerouted(market, one.shut)) for one in effects.closings(good))
        return Instruments(
            flows=market.flows,
            links=tuple(
                e
                for e in effects.links(good)
                if e.instrument == "seed" or market.flows[e.mask].sum() > least
            ),
            suppliers=tuple(e for e in effects.suppliers(good) if output[e.mask].sum() > least),
            rerouted=tuple((how, what) for how, what in found if what),
        )

    @property
    def what(self) -> What:
        """All that is done, by value, where there is trade; nothing where nothing is.

        Two scenarios that do the same here have the same outcome, whatever they do elsewhere: an
        embargo on two who join, one of whom sells nothing, is the embargo on the other.
        """
        trade, output = self.flows > 0, self.flows.any(axis=1)
        on_links = (
            (
                e.instrument,
                (e.mask if e.instrument == "seed" else e.mask & trade).tobytes(),
                e.size,
                e.recipients,
                e.willing,
            )
            for e in self.links
        )
        on_suppliers = (
            (
                e.instrument,
                (e.mask & output).tobytes(),
                e.size,
                e.recipients,
                None if e.weight is None else e.weight.tobytes(),
            )
            for e in self.suppliers
        )
        # What a shut set does is found once for a good, so that the same set is the same object.
        ways = ((how, id(what)) for how, what in self.rerouted)
        return (*on_links, *on_suppliers, *ways)

    def names(self, margin: str | None) -> set[str]:
        """Name the assumptions that the sizes of the effects rest on."""
        effects: tuple[LinkEffect | SupplierEffect, ...] = (*self.links, *self.suppliers)
        sizes = [e.size for e in effects]
        sizes += [how.size for how, _ in self.rerouted]
        hows = [how for how, _ in self.rerouted]
        drawn = {x for how in hows for x in (how.takeover, how.premium) if isinstance(x, str)}
        margins = {margin} if margin and any(size.saves for size in sizes) else set()
        return set().union(*map(named, sizes), drawn, margins)

    @property
    def lines(self) -> frozenset[str]:
        """Name the lines that carry more or less for what closes and opens."""
        return frozenset().union(*(found.lines for _, found in self.rerouted))

    @property
    def on_suppliers(self) -> bool:
        """Whether anything changes what a state can supply: a shock on it, or stranded output."""
        return bool(self.suppliers) or any(
            found.stranded.any() or (how.takeover != 1 and found.through.any())
            for how, found in self.rerouted
        )

    @property
    def _banned(self) -> Mask:
        found = np.zeros(self.flows.shape, dtype=bool)
        for effect in self._of("ration"):
            found |= effect.mask
        return found

    @property
    def shut(self) -> Mask:
        """(S, B) links that are banned, or that have no way left."""
        found = self._banned
        for _, rerouted in self.rerouted:
            found |= rerouted.cut_off
        return found

    @property
    def struck(self) -> Mask:
        """(S,) suppliers that a shock leaves with less to sell, or that can't bring all out."""
        found = np.zeros(len(self.flows), dtype=bool)
        for effect in (e for e in self.suppliers if e.instrument in ("keep", "capacity")):
            found |= effect.mask
        for how, rerouted in self.rerouted:
            found |= rerouted.stranded > 0
            if how.takeover != 1:
                found |= rerouted.through > 0
        return found

    @property
    def moves_cargoes(self) -> bool:
        """Whether nothing happens on links but that some are shut, or that ways get longer.

        One price for all sees what is lost and what can't get out, and nothing else of a link.
        """
        opened = any(how.shut.use for how, _ in self.rerouted)
        return not opened and not any((e.mask & ~self._banned).any() for e in self.links)

    @property
    def may_strand(self) -> bool:
        """Whether those who still buy from the banned may be too few for all that these sell.

        They are not where they buy twice as much of everybody. What a closure leaves without a way
        is counted with what its supplier can bring out.
        """
        abroad = self.flows - np.diag(self.flows.diagonal())
        banned = (abroad > 0) & self._banned
        lose = banned.any(axis=1)
        stay = (abroad[lose] > 0) & ~self.shut[lose]
        room = np.where(stay, abroad.sum(axis=0), 0.0).sum(axis=1)
        return bool((room < ROOM * abroad[lose].sum()).any())

    @property
    def willing(self) -> frozenset[str]:
        """Who is said to take what others no longer buy."""
        return frozenset(state for effect in self.links for state in effect.willing)

    def __bool__(self) -> bool:
        """Whether anything touches the market."""
        return bool(self.links or self.suppliers or self.rerouted)

    def arguments(self, sizes: Sizes, supply: Array) -> dict[str, Any]:
        """Give the engine's arguments for what the shocks do; `supply` is the elasticity,
        (D,) or (D, S)."""
        return {
            "cost": self._cost(sizes),
            "weight": self._weight(sizes),
            "ration": self._ration(sizes),
            "toll": self._groups("toll", sizes) or 0.0,
            "tariff": self._groups("tariff", sizes) or 0.0,
            "quota": self._quota(sizes),
            "keep": self._keep(sizes),
            "capacity": self._capacity(sizes, supply),
        }

    def with_traces(self) -> Array:
        """Give the baseline with a trace of trade on links that a shock opens: (S, B)."""
        spending = self.flows.sum(axis=0)
        traces = sum((np.where(e.mask, TRACE * spending, 0.0) for e in self._of("seed")), 0.0)
        return self.flows + traces

    def received(self, solution: "partial.Solution", world: World) -> Array:
        """Give tariffs to importers, tolls and rents to whom the shocks name: (D, S), US$.

        A toll or rent whose shock names a bloc is split evenly among its members; the rent of a
        capacity that names nobody, and that of what evades a ban, is its supplier's; that of the
        last way in is of the state whose way it is.
        """
        received = solution.tariff_revenue + solution.ration_rent
        for instrument, revenue in (
            ("toll", solution.toll_revenue),
            ("quota", solution.quota_rent),
        ):
            for column, effect in enumerate(self._of(instrument)):
                received += revenue[:, column, None] * split(effect.recipients, world)
        first = len(self._of("quota"))
        for column, (_, _, buyer, _) in enumerate(self._narrowed, start=first):
            received[:, buyer] += solution.quota_rent[:, column]
        return received + self.rents(solution.capacity_rent, world)

    def rents(self, rent: Array, world: World) -> Array:
        """Give the rents of capacities (D, S) to whom the shocks name, else to the supplier."""
        received = np.zeros_like(rent)
        for cap in (e for e in self.suppliers if e.instrument in CAPS and e.recipients):
            here = np.where(cap.mask, rent, 0.0)
            received += here.sum(axis=1, keepdims=True) * split(cap.recipients, world)
            rent = np.where(cap.mask, 0.0, rent)
        return received + rent

    def _of(self, instrument: str) -> list[LinkEffect]:
        return [e for e in self.links if e.instrument == instrument]

    def _groups(self, instrument: str, sizes: Sizes) -> Groups | None:
        """Gather the effects of one instrument: a group of links and a size per draw for each."""
        return _grouped([(e.mask, sizes.of(e.size)) for e in self._of(instrument)])

    def _cost(self, sizes: Sizes) -> Groups | float:
        """Ratios of real cost: of shocks on links, and of ways round what is shut."""
        direct = [(e.mask, sizes.of(e.size)) for e in self._of("cost")]
        round_about = [
            (mask, 1 + sizes.of(how.size) * rise + _risked(how, rise, sizes))
            for how, found in self.rerouted
            for mask, rise in found.rise
        ]
        no_way_about = [
            (found.cut_off, 1 + sizes.number(how.premium))
            for how, found in self.rerouted
            if how.premium != 0 and found.cut_off.any()
        ]
        return _grouped(direct + round_about + no_way_about) or 1.0

    def _weight(self, sizes: Sizes) -> Groups | float:
        """Weights of links that open."""
        share = self.with_traces() / np.maximum(self.flows.sum(axis=0), np.finfo(float).tiny)
        opened = [(e.mask, sizes.of(e.size) / share[e.mask].sum()) for e in self._of("seed")]
        return _grouped(opened) or 1.0

    def _ration(self, sizes: Sizes) -> Groups | float:
        """What still arrives at most over links that are banned, and over those without a way."""
        banned = [(e.mask, sizes.of(e.size)) for e in self._of("ration")]
        cut_off = [
            (found.cut_off, 1 - sizes.of(how.size))
            for how, found in self.rerouted
            if found.cut_off.any()
        ]
        stopped = [
            (
                found.by_it == share,
                1 - sizes.of(how.size) * (1 - sizes.number(how.takeover)) * share,
            )
            for how, found in self.rerouted
            if how.takeover != 1
            for share in np.unique(found.by_it[found.by_it > 0])
        ]
        return _grouped(banned + cut_off + stopped) or np.inf

    def _quota(self, sizes: Sizes) -> Groups | float:
        """Limits on what the links of a quota carry together, in the unit of flows; then those on
        what ways that are left bring a buyer."""
        quotas = [(e.mask, sizes.of(e.size) * self.flows[e.mask].sum()) for e in self._of("quota")]
        narrow = [
            (links, (1 - sizes.of(how.size) * _lack(how, *short, sizes)) * self.flows[links].sum())
            for how, short, _, links in self._narrowed
        ]
        return _grouped(quotas + narrow) or np.inf

    @property
    def narrows(self) -> bool:
        """Whether a buyer's ways in are too narrow, which one price for all doesn't see."""
        return bool(self._narrowed) or any(found.unserved.any() for _, found in self.rerouted)

    @property
    def _narrowed(self) -> list[tuple[Closing, tuple[float, float], int, Mask]]:
        """Buyers whom the ways that are left can't bring all that they import, in the time.

        How it closes; the share of imports that no way has room for, and that came by what is
        shut; the buyer; its links, (S, B).
        """
        found = []
        for how, rerouted in self.rerouted:
            came = rerouted.by_it.any(axis=0) if how.takeover != 1 else np.array(False)
            part = (rerouted.unserved > 0) | came
            for buyer in np.flatnonzero(part & (rerouted.unserved < 1)).tolist():
                links = np.zeros(self.flows.shape, dtype=bool)
                links[:, buyer] = self.flows[:, buyer] > 0
                links[buyer, buyer] = False
                by_it = (rerouted.by_it * self.flows)[links].sum() / self.flows[links].sum()
                short = float(rerouted.unserved[buyer]), float(by_it)
                found.append((how, short, buyer, links))
        return found

    def _keep(self, sizes: Sizes) -> Array | float:
        """Multiply what is left of each supplier's supply: (D, S), or 1."""
        kept: Array | float = 1.0
        for effect in (e for e in self.suppliers if e.instrument == "keep"):
            kept = kept * np.where(effect.mask, sizes.of(effect.size)[:, None], 1.0)
        for effect in self._stocks:
            kept = kept * (1 + _of_stock(effect, sizes))
        return kept

    @property
    def _stocks(self) -> list[SupplierEffect]:
        return [e for e in self.suppliers if e.instrument == "stock"]

    def from_stocks(
        self, solution: "MarketSolution", supply: Array, sizes: Sizes, world: World
    ) -> Array:
        """Move what stocks bring from the suppliers of the same good to who held them: (D, S), US$.

        Who held them gets what they sell for, less what they are worth today; a supplier gives up
        the surplus that the engine counts it on what it didn't make.
        """
        if not self._stocks:
            return np.broadcast_to(0.0, (len(solution.failed), len(self.flows)))
        moved = np.zeros_like(solution.revenue)
        each = supply[:, None] if supply.ndim == 1 else supply
        for effect in self._stocks:
            added = _of_stock(effect, sizes)
            part = added / (1 + added)
            sold = (part * (solution.revenue - solution.quantity)).sum(axis=1, keepdims=True)
            moved += sold * split(effect.recipients, world) - part * solution.revenue / (1 + each)
        return moved

    def _capacity(self, sizes: Sizes, supply: Array) -> Array | float:
        """Take the tightest cap on each supplier, in the unit of flows: (D, S, 1), or infinite.

        A capped price p caps output at Y p^epsilon: what is supplied at that price.
        """
        cap: Array | float = np.inf
        output = self.flows.sum(axis=1)
        for effect in (e for e in self.suppliers if e.instrument in CAPS):
            ratio = sizes.of(effect.size)[:, None]
            if effect.instrument == "price-cap":
                ratio = ratio ** (supply[:, None] if supply.ndim == 1 else supply)
            here = np.where(effect.mask, ratio * output, np.inf)
            cap = np.minimum(cap, here[:, :, None])
        for how, found in self.rerouted:
            takeover = sizes.number(how.takeover)[:, None]
            at_once = np.maximum(found.through, found.stranded)
            stranded = takeover * found.stranded + (1 - takeover) * at_once
            left = output * (1 - sizes.of(how.size)[:, None] * stranded)
            cap = np.minimum(cap, np.where(stranded > 0, left, np.inf)[:, :, None])
        return cap


def _lack(how: Closing, unserved: float, by_it: float, sizes: Sizes) -> Array:
    """Share of imports that doesn't come: for want of room, or, at once, all that came by it."""
    takeover = sizes.number(how.takeover)
    lack: Array = takeover * unserved + (1 - takeover) * max(by_it, unserved)
    return lack


def _risked(how: Closing, rise: float, sizes: Sizes) -> Array | float:
    """What is still passed costs more by a premium, at most by the way around: (D,), or 0."""
    if how.premium == 0 or rise <= 0:
        return 0.0
    most: Array = np.minimum(sizes.number(how.premium), rise)
    return (1 - sizes.of(how.size)) * most


def _of_stock(effect: SupplierEffect, sizes: Sizes) -> Array:
    """What stocks add to each supplier's supply, as a share of it: (D, S)."""
    assert effect.weight is not None
    added: Array = sizes.of(effect.size)[:, None] * effect.weight
    return added


def _grouped(parts: list[tuple[Mask, Array]]) -> Groups | None:
    """Put links and sizes together as groups; None where there are none."""
    if not parts:
        return None
    return Groups(np.stack([m for m, _ in parts]), np.stack([x for _, x in parts], axis=1))


def split(names: tuple[str, ...], world: World) -> Array:
    """Divide one dollar evenly among states, or members of blocs: (S,); nothing among nobody."""
    here = mask_of(world, names).astype(float)
    total: Array = here / max(here.sum(), 1.0)
    return total
