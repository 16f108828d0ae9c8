"""From corridors to markets: what a closure, veto or new line costs each pair of states.

The network gives the least cost between every exporter and importer with and without the shock.
The difference, over the delivered price, becomes a ratio of real cost on the link; a link that has
no way left loses weight with what can't pass; what an exporter can't bring out at all caps its
output. Closures drawn from the same number act together (two closed doors of one room); those
drawn from different ones are independent and multiply.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from accord.axes import Array, Mask
from accord.engines.corridor import Network, load
from accord.engines.corridor.least_costs import least_costs
from accord.engines.corridor.stranded_exports import stranded_exports
from accord.errors import InputError
from accord.names import Magnitude
from accord.shocks import PassageEffect, Size
from accord.world import Market, World

STEPS = 12  # links are put into so many groups of like rise of cost
MEGATONNE = 1e6  # t
MILLION_M3 = 1e3  # in a bcm
GAS = "natural-gas"  # its conversion, t per million m3, serves LNG too
NOTICED = 1e-6  # a rise of cost below this share of the price is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Shut:
    """What closes and opens together, how far, and how far other ways take over."""

    size: Size
    takeover: Magnitude = 1.0
    close: frozenset[str] = field(default_factory=frozenset)
    avoid: frozenset[str] = field(default_factory=frozenset)
    use: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerouted:
    """What a shut set does to one market where it is in full force.

    rise : groups of links and the ratio by which their real cost rises (falls, below 0)
    cut_off : (S, B) links with no way left
    stuck : (S,) share of output that has no way out, with other ways at their capacity
    through : (S,) share of output that goes to buyers whom it reaches more dearly, or not at all
    """

    rise: tuple[tuple[Mask, float], ...]
    cut_off: Mask
    stuck: Array
    through: Array

    def __bool__(self) -> bool:
        """Whether the market notices at all."""
        return bool(self.rise) or bool(self.cut_off.any()) or bool(self.stuck.any())


def together(effects: Iterable[PassageEffect], good: str) -> tuple[Shut, ...]:
    """Join the effects on a good that are drawn from the same number, in a fixed order."""
    joined: dict[tuple[str, Magnitude, Magnitude], list[PassageEffect]] = {}
    for effect in effects:
        if good in effect.goods:
            drawn = (effect.size.form, effect.size.magnitude, effect.takeover)
            joined.setdefault(drawn, []).append(effect)
    return tuple(
        Shut(
            size=group[0].size,
            takeover=group[0].takeover,
            close=frozenset(name for e in group for name in e.close),
            avoid=frozenset(name for e in group for name in e.avoid),
            use=frozenset(name for e in group for name in e.open),
        )
        for _, group in sorted(joined.items(), key=lambda item: str(item[0]))
    )


def rerouted(world: World, market: Market, shut: Shut) -> Rerouted:
    """Find what a shut set does to a market: links that get dearer, are cut off, output stuck.

    A link of which the network doesn't hold an end is left as it is.
    """
    key = ("rerouted", market.good, shut.close, shut.avoid, shut.use)
    found: Rerouted = world.kept(key, lambda: _rerouted(world, market, shut))
    return found


def _rerouted(world: World, market: Market, shut: Shut) -> Rerouted:
    """Compare least costs and outlets with and without what is shut."""
    network = network_of(world)
    before = _costs(network, world, market.good, Shut(size=shut.size))
    after = _costs(network, world, market.good, shut)
    trade = market.flows > 0
    np.fill_diagonal(trade, False)
    with np.errstate(invalid="ignore", divide="ignore"):  # inf - inf, and prices of nobody
        rise = (after - before) / market.producer_price[:, None]
    could = trade & np.isfinite(before)
    dearer = np.where(could & np.isfinite(rise), rise, 0.0)
    cut_off = could & np.isinf(after)
    affected = np.where((dearer > NOTICED) | cut_off, market.flows, 0.0).sum(axis=1)
    return Rerouted(
        rise=_stepped(dearer),
        cut_off=cut_off,
        stuck=_stuck(network, world, market, shut),
        through=affected / np.maximum(market.flows.sum(axis=1), np.finfo(float).tiny),
    )


def network_of(world: World) -> Network:
    """Make the network of the World's tables, once."""

    def make() -> Network:
        return load({name: t.to_dict(as_series=False) for name, t in world.corridors.items()})

    network: Network = world.kept(("network",), make)
    return network


def _costs(network: Network, world: World, good: str, shut: Shut) -> Array:
    """Least cost between all states of the World, US$ a tonne: (S, B)."""
    key = ("between", good, shut.close, shut.avoid, shut.use)
    costs: Array = world.kept(
        key,
        lambda: least_costs(
            network,
            world.states,
            world.states,
            good=good,
            year=world.year,
            close=sorted(shut.close),
            avoid=sorted(shut.avoid),
            use=sorted(shut.use),
        ),
    )
    return costs


def _stepped(rise: Array) -> tuple[tuple[Mask, float], ...]:
    """Put links of like rise into groups, so that the engine needs few: means of quantiles."""
    noticed = np.abs(rise) > NOTICED
    if not noticed.any():
        return ()
    edges = np.unique(np.quantile(rise[noticed], np.linspace(0, 1, STEPS + 1)))
    step = np.searchsorted(edges, rise, side="left").clip(min=1)
    groups = [noticed & (step == n) for n in np.unique(step[noticed])]
    return tuple((mask, float(rise[mask].mean())) for mask in groups)


def _stuck(network: Network, world: World, market: Market, shut: Shut) -> Array:
    """Share of each state's output that has no way out any more, as capacities have it: (S,).

    Against the same question without the shock: what the network's capacities can't carry even
    today says more of the network than of the shock.
    """
    before = _left(network, world, market, Shut(size=shut.size))
    after = _left(network, world, market, shut)
    output = np.where(market.output > 0, market.output / _unit(network, world, market), np.inf)
    share: Array = np.maximum(after - before, 0.0) / output
    return share


def _left(network: Network, world: World, market: Market, shut: Shut) -> Array:
    """Exports that can't get out, Mt a year: (S,)."""
    own = market.mass.diagonal()
    unit = _unit(network, world, market)
    key = ("stuck", market.good, shut.close, shut.avoid, shut.use)
    left: Array = world.kept(
        key,
        lambda: stranded_exports(
            network,
            world.states,
            exports=(market.mass.sum(axis=1) - own) / unit,
            imports=(market.mass.sum(axis=0) - own) / unit,
            good=market.good,
            year=world.year,
            close=sorted(shut.close),
            avoid=sorted(shut.avoid),
            use=sorted(shut.use),
        ),
    )
    return left


def _unit(network: Network, world: World, market: Market) -> float:
    """Tonnes in the unit that the good's capacities are in: Mt or bcm."""
    if network.cargo(market.good).unit == "Mt/a":
        return MEGATONNE
    gas = world.goods[GAS].conversion
    if gas is None:
        raise InputError(f"no conversion of {GAS} from volume to mass, which capacities ask for")
    return gas.central * MILLION_M3
