"""The result as a page carries it: the same document, written shorter.

`result.json` is for programs and has every number in full. Inside of a report it would be most of
the file, so there rows of tables become lists, points of even steps their two ends, keys without a
value are left out, and numbers are cut to what a page can show. `front/src/unpack.ts` undoes it; a
document that is not packed passes through there unchanged.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

DIGITS = 6  # of a number that a page may write out
TABLE_DIGITS = 4  # in the tables of scenarios, which show no more
DRAWN_DIGITS = 4  # of a curve
DENSITY_DIGITS = 3
QUANTITIES = (
    "price", "price_index", "revenue_change", "consumer_surplus", "producer_surplus", "rents",
    "total",
)  # fmt: skip
ENDS = ("value", "low", "high")
DOTS = ("fails", "between", "holds")


def packed(result: Mapping[str, Any]) -> dict[str, Any]:
    """Pack a document, format 1. What it holds beside the parts named here stays as it is."""
    short: dict[str, Any] = {name: cut(part, DIGITS) for name, part in result.items()}
    verdicts = short.get("verdicts") or []
    return {
        **short,
        "packed": {"verdict": list(verdicts[0]) if verdicts else []},
        "verdicts": [_verdict(v) for v in verdicts],
        "scenarios": [
            {**one, "results": [_market(m) for m in one["results"]]}
            for one in result.get("scenarios") or ()
        ],
        "assumptions": [_assumption(a) for a in short.get("assumptions") or ()],
        "map": _map(short.get("map")),
    }


def cut(value: Any, digits: int) -> Any:
    """Cut floats to some significant digits, and turn what is not finite into null."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        short = float(f"{value:.{digits}g}")
        return int(short) if short.is_integer() and abs(short) < 10**15 else short
    if isinstance(value, Mapping):
        return {str(key): cut(item, digits) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [cut(item, digits) for item in value]
    return value


def _verdict(verdict: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is null; a dot is its value and the number of its word."""
    kept = {name: value for name, value in verdict.items() if value is not None}
    if dots := kept.get("dots"):
        kept["dots"] = [[dot["value"], DOTS.index(dot["state"])] for dot in dots]
    if curve := kept.get("curve"):
        kept["curve"] = cut(curve, DRAWN_DIGITS)
    return kept


def _market(market: Mapping[str, Any]) -> dict[str, Any]:
    return {**market, **{name: _rows(market.get(name) or ()) for name in ("states", "blocs")}}


def _rows(rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Give each row as a list: state, output, and value, low and high of each quantity or null."""
    return [
        [
            row["state"],
            cut(row.get("output_usd"), TABLE_DIGITS),
            *(_ends(row.get(quantity)) for quantity in QUANTITIES),
        ]
        for row in rows
    ]


def _ends(interval: Mapping[str, Any] | None) -> list[Any] | int | None:
    """Give an interval as a list; 0 where it is 0 from end to end."""
    if interval is None:
        return None
    ends = [cut(interval[end], TABLE_DIGITS) for end in ENDS]
    return 0 if ends == [0, 0, 0] else ends


def _map(chart: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Leave out of lines what has no value: no capacity, no flow, nothing that closes a part."""
    if chart is None:
        return None
    return {**chart, "lines": [_filled(line) for line in chart["lines"]]}


def _filled(line: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in line.items() if value not in (None, "", [])}
    kept["parts"] = [[part["points"], *filter(None, [part["closed"]])] for part in line["parts"]]
    return kept


def _assumption(assumption: Mapping[str, Any]) -> dict[str, Any]:
    """Give the ends of a density's even steps, and its heights."""
    density = assumption.get("density")
    if not density or not _even(density["x"]):
        return dict(assumption)
    ends = [density["x"][0], density["x"][-1]]
    return {**assumption, "density": {"x": ends, "y": cut(density["y"], DENSITY_DIGITS)}}


def _even(x: Sequence[float]) -> bool:
    """Say whether numbers have even steps, as near as their digits tell."""
    step = (x[-1] - x[0]) / max(len(x) - 1, 1)
    close = 10.0 ** (1 - DIGITS) * max(abs(x[0]), abs(x[-1]))
    return len(x) > 2 and all(abs(x[0] + n * step - at) <= close for n, at in enumerate(x))
