"""The one-good market on the package's own data: many draws, many states, all goods and years."""

from collections.abc import Iterator

import numpy as np
from bench.rows import Row, warm_median

import accord
from accord.axes import Groups
from accord.engines.market import partial

YEARS = range(2018, 2025)
CANDIDATES, WITH = ("AZE", "KAZ"), ("ISR", "USA")


def rows() -> Iterator[Row]:
    """Measure the three works of the goals, and the cost per draw as draws grow."""
    world = accord.load_world(2023)
    crude = world.market("crude-oil")
    yield Row("crude, all states, 10,000 draws", warm_median(_work(crude, 10_000)), goal=1.5)
    embargo = _embargo(crude, 10_000)
    yield Row("crude, embargo in the short run, 10,000 draws", warm_median(embargo), goal=6.0)
    yield Row("crude, one solve", warm_median(_work(crude, 1)), goal=0.005)
    for draws in (1_000, 10_000, 100_000):
        seconds = warm_median(_work(crude, draws), 1)
        yield Row(f"crude, per draw of {draws:,}", seconds / draws)
    yield Row("226 states, one solve", warm_median(_one_solve()), goal=0.005)
    priced = [name for name, good in world.goods.items() if good.priced]
    markets = [_market(name, year) for year in YEARS for name in priced]
    found = [market for market in markets if market is not None]
    seconds = warm_median(lambda: [_work(market, 100)() for market in found], 1)
    name = f"{len(priced)} goods x {len(YEARS)} years, 100 draws each"
    yield Row(name, seconds, goal=15.0, note=f"{len(markets) - len(found)} without a market")


def _market(good: str, year: int) -> object:
    try:
        return accord.load_world(year).market(good)
    except accord.errors.AccordError:
        return None


def _work(market, draws: int):
    """An accession: costs fall on links between the candidates and two members."""
    rng = np.random.default_rng(3)
    inside, other = np.isin(market.states, CANDIDATES), np.isin(market.states, WITH)
    mask = np.outer(inside, other) | np.outer(other, inside)
    cost = Groups(mask[None], 1 - rng.uniform(0, 0.1, (draws, 1)))
    shock = {
        "sigma": rng.triangular(3, 10, 20, draws),
        "demand": rng.uniform(0.1, 0.5, draws),
        "supply": rng.uniform(0.1, 0.6, draws),
        "cost": cost,
    }
    return lambda: partial.solve(market.flows, **shock)


def _embargo(market, draws: int):
    """Two states shut out, with evasion, and cheaper links elsewhere: prices rise by a lot."""
    rng = np.random.default_rng(5)
    shunned, ours = (np.isin(market.states, codes) for codes in (("RUS", "IRN"), CANDIDATES))
    ban = (shunned[:, None] | shunned[None, :]) & ~np.eye(len(market.states), dtype=bool)
    cheaper = np.outer(ours, np.isin(market.states, WITH))
    evasion = 1 + rng.uniform(0.05, 0.30, draws)
    cost = np.stack([evasion, 1 - rng.triangular(0, 0.02, 0.1, draws)], axis=1)
    shock = {
        "sigma": rng.triangular(3, 10, 20, draws),
        "demand": rng.triangular(0.02, 0.13, 0.36, draws),
        "supply": rng.triangular(0.02, 0.1, 0.15, draws),
        "cost": Groups(np.stack([ban, cheaper]), cost),
        "ration": Groups(ban[None], rng.uniform(0.05, 0.35, (draws, 1))),
        "choke": 10.0,
    }
    return lambda: partial.solve(market.flows, **shock)


def _one_solve():
    """226 states that all trade with each other: no zero to profit from."""
    rng = np.random.default_rng(4)
    flows = rng.lognormal(0, 3, (226, 226))
    cost = np.where(rng.random((226, 226)) < 0.1, 0.95, 1.0)
    return lambda: partial.solve(flows, sigma=5.0, demand=0.4, supply=0.3, cost=cost)
