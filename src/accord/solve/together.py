"""Many scenarios of one good at once: their draws are put end to end and solved as one market.

A subset of candidates is a scenario like any other, and a dozen candidates have 4,096 of them. What
one scenario touches and another doesn't is at its neutral value in the other's draws, so that all
share one call of the engine, its links and its slopes. Only what groups of states gain is kept: the
whole answer takes about 15 kB a draw.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from accord.axes import Array, Groups, Mask, Places
from accord.draws import Sample, size
from accord.later import Later
from accord.solve.instruments import Sizes, What
from accord.solve.market import Market, distinct
from accord.threads import one_thread_each

if TYPE_CHECKING:
    from accord.engines.market import partial
else:
    partial = Later("accord.engines.market.partial")

ROWS = 4096  # draws of all scenarios that are solved at a time: some 100 MB of results
# Instruments by link and by state, each at the value that changes nothing.
BY_LINK = {"cost": 1.0, "weight": 1.0, "toll": 0.0, "tariff": 0.0, "quota": np.inf}
BY_STATE = {"keep": 1.0, "capacity": np.inf}
ELASTICITIES = ("sigma", "demand", "supply")
Columns = Mapping[str, Places]  # instrument -> the columns that one scenario's groups got


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One scenario's market with what the engine is given for the draws that differ."""

    market: Market
    arguments: Mapping[str, Any]
    sizes: Sizes
    draws: int
    place: Places  # (D,) which of these draws each of the sample's is


@one_thread_each()
def gains_together(
    markets: Sequence[Market], sample: Sample, of: Mask | None = None
) -> list[Array]:
    """Give what states gain in each market, told apart by origin.

    Parameters
    ----------
    markets : of one good, each as a scenario leaves it
    sample : the assumptions that any of them rests on
    of : (P, S) bool, the states of each group; None for each state by itself

    Returns
    -------
    (D, P) or (D, S) for each market, US$ a year; 0 where nothing touches it, nan in draws without
    equilibrium
    """
    draws, states = size(sample), len(markets[0].world.states)
    what = [market.instruments.what for market in markets]
    found: dict[What, Array] = {(): np.zeros((draws, states if of is None else len(of)))}
    each = {key: market for key, market in zip(what, markets, strict=True) if key}
    for some in _chunks(sorted(each, key=lambda key: _kinds(each[key])), draws):
        parts = [_part(each[key], sample) for key in some]
        for key, part, gain in zip(some, parts, _solved(parts), strict=True):
            found[key] = (gain if of is None else of_groups(gain, of))[part.place]
    return [found[key] for key in what]


def of_groups(gain: Array, of: Mask) -> Array:
    """Add up what states gain (..., D, S) by groups (P, S): (..., D, P)."""
    total: Array = gain @ of.T.astype(np.float64)
    return total


def _chunks(keys: Sequence[What], draws: int) -> Iterable[Sequence[What]]:
    """Give as many scenarios at a time as make some thousand draws."""
    most = max(1, ROWS // draws)
    return (keys[at : at + most] for at in range(0, len(keys), most))


def _kinds(market: Market) -> tuple[str, ...]:
    """Name the instruments: scenarios with the same are solved side by side, as they are alike."""
    i = market.instruments
    named = {e.instrument for e in i.links} | {e.instrument for e in i.suppliers}
    return (*sorted(named), "shut" * bool(i.rerouted))


def _part(market: Market, sample: Sample) -> Part:
    """Draw what the engine is given; draws that it can't tell apart are solved once."""
    arguments, sizes = market.arguments(sample)
    first, place = distinct(sizes.drawn)
    if len(first) < sizes.draws:
        arguments, sizes = market.arguments({name: sample[name][first] for name in market.names})
    return Part(market=market, arguments=arguments, sizes=sizes, draws=len(first), place=place)


def _solved(parts: Sequence[Part]) -> list[Array]:
    """Solve some scenarios as one: what every state gains in each, (D, S)."""
    flows = [part.market.instruments.with_traces() for part in parts]
    if any((one != flows[0]).any() for one in flows):  # a link that opens is in the baseline
        return [gain for part in parts for gain in _as_one([part])]
    return _as_one(parts)


def _as_one(parts: Sequence[Part]) -> list[Array]:
    """Put draws end to end, solve, and give each scenario its own."""
    arguments, columns = _end_to_end(parts)
    market = parts[0].market
    solution = partial.solve(
        market.instruments.with_traces(),
        labels=market.world.states,
        on_failure="mark",
        **arguments,
    )
    gains: list[Array] = []
    ends = np.cumsum([part.draws for part in parts])
    for part, own, end in zip(parts, columns, ends, strict=True):
        mine = solution.take(np.arange(end - part.draws, end))
        mine = replace(
            mine,
            toll_revenue=mine.toll_revenue[:, own.get("toll", ...)],
            quota_rent=mine.quota_rent[:, own.get("quota", ...)],
        )
        shocks, world = part.market.instruments, part.market.world
        received = shocks.received(mine, world)
        stocks = shocks.from_stocks(mine, part.arguments["supply"], part.sizes, world)
        gains.append(mine.consumer_surplus + mine.producer_surplus + received + stocks)
    return gains


def _end_to_end(parts: Sequence[Part]) -> tuple[dict[str, Any], list[Columns]]:
    """Put the arguments of several scenarios end to end; give the columns of each one's groups."""
    arguments: dict[str, Any] = {}
    columns: list[dict[str, Places]] = [{} for _ in parts]
    for name in ELASTICITIES:
        arguments[name] = _joined([part.arguments[name] for part in parts])
    arguments["choke"] = np.concatenate([np.full(p.draws, p.arguments["choke"]) for p in parts])
    for name, neutral in BY_STATE.items():
        values = [part.arguments[name] for part in parts]
        if any(isinstance(value, np.ndarray) for value in values):
            arguments[name] = _joined(
                [_filled(v, neutral, p.draws) for v, p in zip(values, parts, strict=True)]
            )
    for name, neutral in BY_LINK.items():
        groups = [part.arguments[name] for part in parts]
        if any(isinstance(one, Groups) for one in groups):
            arguments[name], places = _one_set(groups, [p.draws for p in parts], neutral)
            for own, place in zip(columns, places, strict=True):
                own[name] = place
    rations = [part.arguments["ration"] for part in parts]
    if any(isinstance(one, Groups) for one in rations):
        arguments["ration"] = _apart(rations, [p.draws for p in parts])
    return arguments, [*columns]


def _filled(value: Array | float, neutral: float, draws: int) -> Array:
    """Give what changes nothing as an array by draw, where a scenario says nothing."""
    return value if isinstance(value, np.ndarray) else np.full((draws, 1), neutral)


def _joined(values: Sequence[Array]) -> Array:
    """Put values end to end: by draw, or by draw and state where any of them is."""
    axes = max(value.ndim for value in values)
    wide = [value.reshape(*value.shape, *(1,) * (axes - value.ndim)) for value in values]
    rest = np.broadcast_shapes(*(value.shape[1:] for value in wide))
    return np.concatenate([np.broadcast_to(v, (len(v), *rest)) for v in wide])


def _one_set(
    groups: Sequence[Groups | float], draws: Sequence[int], neutral: float
) -> tuple[Groups, list[Places]]:
    """Give all scenarios the same groups of links; where one has a group not, it is neutral.

    Two groups of one scenario stay two, though they be of the same links.
    """
    masks: dict[tuple[bytes, int], Mask] = {}
    keys: list[list[tuple[bytes, int]]] = []
    for one in groups:
        names = [mask.tobytes() for mask in one.mask] if isinstance(one, Groups) else []
        keys.append([(name, names[:n].count(name)) for n, name in enumerate(names)])
        if isinstance(one, Groups):
            masks |= dict(zip(keys[-1], one.mask, strict=True))
    at = {key: n for n, key in enumerate(masks)}
    places = [np.array([at[key] for key in mine], dtype=np.intp) for mine in keys]
    factors = [np.full((count, len(masks)), neutral) for count in draws]
    for factor, one, place in zip(factors, groups, places, strict=True):
        if isinstance(one, Groups):
            factor[:, place] = one.factor
    return Groups(np.stack([*masks.values()]), np.concatenate(factors)), places


def _apart(groups: Sequence[Groups | float], draws: Sequence[int]) -> Groups:
    """Give rations by sets of links that don't overlap.

    A link in several groups gets the product of theirs, and one whose ration another scenario has
    none: no factor of an overlapping group could say both.
    """
    masks = np.stack([mask for one in groups if isinstance(one, Groups) for mask in one.mask])
    flat = masks.reshape(len(masks), -1)
    banned = np.flatnonzero(flat.any(axis=0))  # of some 50,000 links, a few hundred
    kinds, kind = np.unique(flat[:, banned], axis=1, return_inverse=True)
    some = np.arange(kinds.shape[1])
    sets = np.zeros((len(some), flat.shape[1]), dtype=bool)
    sets[kind.reshape(-1), banned] = True
    sets = sets.reshape(-1, *masks.shape[1:])
    factors, at = [], 0
    for one, count in zip(groups, draws, strict=True):
        own = len(one.mask) if isinstance(one, Groups) else 0
        inside = kinds[at : at + own, some]  # (own groups, sets)
        at += own
        factor = np.full((count, len(some)), np.inf)
        if isinstance(one, Groups):
            rationed = inside.any(axis=0)
            each = np.where(inside[None], one.factor[:, :, None], 1.0).prod(axis=1)
            factor[:, rationed] = each[:, rationed]
        factors.append(factor)
    return Groups(sets, np.concatenate(factors))
