"""Networks for tests: the package's own, and small ones written by hand."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from accord.data import Tables
from accord.engines.corridor import Network, load

PACKAGE = Tables.open()

Columns = dict[str, list[Any]]

EMPTY_PASSAGES: dict[str, list] = {
    k: [] for k in ("passage", "title", "kind", "nodes", "lines", "aliases")
}
EMPTY_TERMINALS: dict[str, list] = {
    k: [] for k in ("node", "handle", "capacity", "unit", "first_year", "last_year")
}
GOODS = {
    "good": ["any", "crude-oil"],
    "cargo": ["container", "oil"],
    "modes": ["rail;road;ferry;sea", "oil-pipeline;sea"],
    "pipeline": ["", "crude-oil"],
    "terminal": ["container", "oil"],
    "starts": ["", "crude-oil"],
    "ends": ["", "crude-oil"],
    "unit": ["Mt/a", "Mt/a"],
}
TRANSFERS = {
    "one": ["rail", "rail", "sea"],
    "two": ["rail", "sea", "oil-pipeline"],
    "cargo": ["container", "container", "oil"],
    "hours": [10.0, 20.0, 5.0],
    "cost": [5.0, 10.0, 1.0],
}
EDGE = {
    "mode": "rail", "gauge": 1435, "good": None, "both": 1, "capacity": None, "unit": None,
    "status": "running", "first_year": None, "last_year": None,
}  # fmt: skip


@cache
def package() -> Network:
    """Network of the package."""
    return load(PACKAGE.corridors)


def tables(
    nodes: Sequence[tuple[str, str]], edges: Sequence[dict[str, Any]], **more: Columns
) -> dict[str, Columns]:
    """Tables of a small network: nodes as (name, state), edges with what differs from EDGE.

    Hours are a tenth of km, cost is a hundredth of km. A place whose name begins
    with "port" handles containers and oil.
    """
    whole = [{**EDGE, "edge": f"e{i}", "line": f"e{i}", **e} for i, e in enumerate(edges)]
    for e in whole:
        e.setdefault("hours", e["km"] / 10)
        e.setdefault("cost", e["km"] / 100)
    return {
        "nodes": {
            "node": [n for n, _ in nodes],
            "state": [s for _, s in nodes],
            "lon": [0.0] * len(nodes),
            "lat": [0.0] * len(nodes),
            "handles": ["container;oil" if n.startswith("port") else "" for n, _ in nodes],
        },
        "edges": {k: [e[k] for e in whole] for k in whole[0]},
        "passages": EMPTY_PASSAGES,
        "terminals": EMPTY_TERMINALS,
        "goods": GOODS,
        "transfers": TRANSFERS,
        **more,
    }


def small(
    nodes: Sequence[tuple[str, str]], edges: Sequence[dict[str, Any]], **more: Columns
) -> Network:
    """Make a small network."""
    return load(tables(nodes, edges, **more))
