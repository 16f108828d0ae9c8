"""Corridors: routes, all pairs under vetoes, flows of many goods; searoute and scgraph beside.

The peers find sea ways alone. They are measured where they are installed in the same environment
(searoute, and scgraph below 3, whose later versions download their networks), else the times last
recorded are shown. Neither knows states, modes or vetoes, and scgraph's way goes by the Arctic.
"""

import json
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from bench.rows import Row, warm_median

from accord.data import Tables
from accord.engines.corridor import Demand, alternatives, capacity, cut, load, matrix, route

PACKAGE = Tables.open()

RECORDED = Path(__file__).parent / "peers" / "corridor.json"
VETO_SETS = 1000
SAMPLE = 20  # veto sets that are measured; the time is scaled to all of them


def rows() -> Iterator[Row]:
    """Measure routes, tables, flows and cuts on the package's network."""
    tables = PACKAGE.corridors
    network = load(tables)
    yield Row("corridors: make the network of its tables", warm_median(lambda: load(tables)))
    yield Row(
        "one route under vetoes (Xi'an-Budapest)",
        _each(lambda: route(network, "Xian", "Budapest", avoid=["RUS", "IRN"])),
        goal=0.001,
    )
    by_sea = _each(lambda: route(network, "Shanghai", "Rotterdam", modes=["sea"]))
    yield Row("one sea route (Shanghai-Rotterdam)", by_sea, goal=0.001, note=_peers(by_sea))
    yield Row(
        "one infeasible route with its blocking set",
        _each(
            lambda: route(network, "Xian", "Budapest", avoid=["RUS", "IRN", "GEO"], modes=["rail"])
        ),
    )
    yield Row(
        "three alternatives that differ",
        warm_median(lambda: alternatives(network, "Xian", "Duisburg", most=3)),
    )
    hubs = [network.node[i] for i in np.flatnonzero(network.hub)][:200]
    rng = np.random.default_rng(0)
    sets = [rng.choice(network.states, 5, replace=False) for _ in range(SAMPLE)]
    taken = warm_median(lambda: [matrix(network, hubs, avoid=s) for s in sets], runs=3)
    yield Row(
        f"all pairs of 200 hubs under {VETO_SETS:,} veto sets",
        taken * VETO_SETS / SAMPLE,
        goal=60,
        note=f"estimated from {SAMPLE} sets",
    )
    yield Row(
        "smallest cut, Kazakhstan's crude to Italy",
        warm_median(lambda: cut(network, "KAZ", "ITA", good="crude-oil")),
    )
    yield _flows()


def _each(work: Callable[[], object], times: int = 50) -> float:
    return warm_median(lambda: [work() for _ in range(times)]) / times


def _flows() -> Row:
    """Time a grid of 300 places, each way of random room, and 50 demands across it."""
    rng = np.random.default_rng(3)
    wide, high = 20, 15
    names = [f"p{x}-{y}" for x in range(wide) for y in range(high)]
    pairs = [(f"p{x}-{y}", f"p{x + 1}-{y}") for x in range(wide - 1) for y in range(high)]
    pairs += [(f"p{x}-{y}", f"p{x}-{y + 1}") for x in range(wide) for y in range(high - 1)]
    km = rng.uniform(50, 150, len(pairs))
    package = PACKAGE.corridors
    tables = {
        "nodes": {
            "node": names, "state": ["AAA"] * len(names), "lon": [0.0] * len(names),
            "lat": [0.0] * len(names),
        },
        "edges": {
            "edge": [f"e{i}" for i in range(len(pairs))], "from": [a for a, _ in pairs],
            "to": [b for _, b in pairs], "mode": ["rail"] * len(pairs), "km": km,
            "hours": km / 30, "cost": km / 30, "capacity": rng.uniform(5, 20, len(pairs)),
            "unit": ["Mt/a"] * len(pairs),
        },
        "goods": package["goods"], "transfers": package["transfers"],
        "passages": package["passages"].clear(), "terminals": package["terminals"].clear(),
    }  # fmt: skip
    network = load(tables)
    ends = rng.choice(names, (50, 2))
    demands = [
        Demand(good=None, origins=(str(a),), destination=str(b), quantity=4.0, unit="Mt/a")
        for a, b in ends
    ]
    seconds = warm_median(lambda: capacity(network, demands), runs=3)
    return Row("flows, 300 places and 50 demands", seconds, goal=1.0)


def _peers(ours: float) -> str:
    """Time what the peers take for the same sea way, where they are installed."""
    told = []
    if find_spec("searoute"):
        searoute = import_module("searoute").searoute
        theirs = warm_median(lambda: searoute([121.5, 31.2], [4.4, 51.9]))
        told.append(f"searoute: {1e3 * theirs:.1f} ms, {theirs / ours:,.0f} times as long")
    if find_spec("scgraph"):
        marnet = import_module("scgraph.geographs.marnet").marnet_geograph
        ends = (
            {"latitude": 31.2, "longitude": 121.5},
            {"latitude": 51.9, "longitude": 4.4},
        )
        theirs = warm_median(lambda: marnet.get_shortest_path(*ends))
        told.append(f"scgraph: {1e3 * theirs:.1f} ms, {theirs / ours:,.0f} times as long")
    if not told:
        recorded = json.loads(RECORDED.read_text(encoding="utf-8"))["seconds"]
        told = [
            f"{p}, recorded: {1e3 * s:.1f} ms, {s / ours:,.0f} times" for p, s in recorded.items()
        ]
    return "; ".join(told)
