"""Every priced good in every market year: does each solve, and how long does all of it take?

The shock is the plainest that is heavy: the largest producer of each good loses a tenth of its
supply, under 100 draws of the table's own elasticities.
"""

import functools
import time
import zlib
from collections.abc import Iterator

import numpy as np
from bench.rows import Row, warm_median

import accord
from accord.data import Tables
from accord.engines.market import partial

PACKAGE = Tables.open()

DRAWS = 100
LOST = 0.1
REST = 1e-12  # what a market without a shock may be off


def rows() -> Iterator[Row]:
    """Measure the goal of all goods and years, each horizon apart, and what goes before it."""
    worlds = [accord.load_world(year) for year in PACKAGE.years.markets]
    start = time.perf_counter()
    asked = [(w, name) for w in worlds for name, good in w.goods.items() if good.priced]
    markets = [(w, w.market(name)) for w, name in asked if w.market_reason(name) is None]
    took = time.perf_counter() - start
    what = f"{len(asked)} balances of priced goods, {len(markets)} of them trusted"
    yield Row(what, took, note="read, cleaned, closed and tried, cold")
    for horizon in ("short", "long"):
        works = [(market, _shock(world, market, horizon)) for world, market in markets]
        failed, residual = _outcome(works)
        seconds = warm_median(functools.partial(_solve_all, works), 1)
        yield Row(
            f"all goods x {len(worlds)} years, {DRAWS} draws each, {horizon} run",
            seconds,
            goal=15.0,
            note=f"{failed} of {DRAWS * len(works):,} draws failed, residual to {residual:.0e}",
        )
    off = max(_at_rest(market, _shock(world, market, "long")) for world, market in markets)
    yield Row("the same without a shock: prices off 1 by", None, note=f"{off:.0e} at most")


def _shock(world, market, horizon: str) -> dict:
    rng = np.random.default_rng(zlib.crc32(f"{market.good} {horizon}".encode()))
    shock = {}
    for parameter in ("sigma", "demand", "supply"):
        found = world.elasticity(market.good, parameter, horizon)
        shock[parameter] = rng.triangular(found.low, found.central, found.high, DRAWS)
    keep = np.ones((1, len(market.states)))
    keep[0, market.output.argmax()] = 1 - LOST
    return shock | {"keep": keep}


def _solve(market, shock: dict):
    return partial.solve(market.flows, **shock, on_failure="mark")


def _solve_all(works):
    return [_solve(*work) for work in works]


def _outcome(works) -> tuple[int, float]:
    found = _solve_all(works)
    return sum(int(f.failed.sum()) for f in found), max(float(f.residual.max()) for f in found)


def _at_rest(market, shock: dict) -> float:
    found = _solve(market, shock | {"keep": 1.0})
    return float(np.abs(found.price - 1).max()) if found.residual.max() <= REST else np.inf
