"""The tables of a result, for other tools: verdicts and what scenarios do, as CSV and Parquet.

Numbers stay in base units and in full; the unit of a verdict's value is in its own column. What
is nested in the result (sources, what decides) is flattened: lists joined by `; `, the first
assumption of `decides` with its share of the variance.
"""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from accord.report.files import write_bytes

VERDICTS: dict[str, Any] = {
    "claim": pl.String, "part_of": pl.String, "paragraph": pl.Int64, "label": pl.String,
    "quote": pl.String, "verdict": pl.String, "metric": pl.String, "engine": pl.String,
    "scenario": pl.String, "horizon": pl.String, "year": pl.Int64, "value": pl.Float64,
    "date": pl.String, "low": pl.Float64, "high": pl.Float64, "low50": pl.Float64,
    "high50": pl.Float64, "unit": pl.String, "holds": pl.String, "fails": pl.String,
    "probability": pl.Float64, "probability_fails": pl.Float64, "failed_draws": pl.Int64,
    "decided_by": pl.String, "decides": pl.String, "decides_share": pl.Float64,
    "break_even": pl.Float64, "break_even_unit": pl.String, "reason": pl.String,
    "would_take": pl.String, "sources": pl.String, "judgement": pl.String,
}  # fmt: skip
QUANTITIES = (
    "price",
    "price_index",
    "revenue_change",
    "consumer_surplus",
    "producer_surplus",
    "rents",
    "total",
)
SCENARIOS: dict[str, Any] = {
    "scenario": pl.String, "good": pl.String, "horizon": pl.String, "state": pl.String,
    "bloc": pl.Boolean, "output_usd": pl.Float64, "quantity": pl.String, "value": pl.Float64,
    "low": pl.Float64, "high": pl.Float64,
}  # fmt: skip


def verdict_table(result: Mapping[str, Any]) -> pl.DataFrame:
    """Give a row for each claim and part.

    Parameters
    ----------
    result : the document of a run, format 1

    Returns
    -------
    Columns of `VERDICTS`, in base units. A value that is a date stands in `date`, all else in
    `value`; null where there is none.
    """
    rows = [_verdict(verdict) for verdict in result["verdicts"]]
    return pl.DataFrame(rows, schema=VERDICTS, orient="row")


def scenario_table(result: Mapping[str, Any]) -> pl.DataFrame:
    """Give a row for each scenario, good, horizon, state and quantity.

    Returns
    -------
    Columns of `SCENARIOS`. Prices and revenues are changes as shares, surplus, rents and totals
    US$ a year; `value` is the median over draws, `low` and `high` the 5th and 95th percentile.
    """
    return pl.DataFrame(list(_scenarios(result)), schema=SCENARIOS, orient="row")


def write(result: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write both tables as CSV and Parquet into a folder, each whole or not at all.

    Raises
    ------
    InputError
        The folder cannot be made or written to.
    """
    tables = {"verdicts": verdict_table(result), "scenarios": scenario_table(result)}
    written = []
    for name, table in tables.items():
        written.append(write_bytes(folder / f"{name}.csv", table.write_csv().encode()))
        parquet = io.BytesIO()
        table.write_parquet(parquet)
        written.append(write_bytes(folder / f"{name}.parquet", parquet.getvalue()))
    return written


def _verdict(verdict: Mapping[str, Any]) -> dict[str, Any]:
    """Flatten one verdict into the columns of `VERDICTS`."""
    value = verdict.get("value")
    is_text = isinstance(value, str)
    condition = verdict.get("condition") or {}
    first: Mapping[str, Any] = next(iter(verdict.get("decides") or ()), {})
    even = verdict.get("break_even") or {}
    flat = {
        "value": None if is_text or value is None else float(value),
        "date": value if is_text else None,
        "holds": condition.get("holds"),
        "fails": condition.get("fails"),
        "decides": first.get("assumption"),
        "decides_share": first.get("share"),
        "break_even": even.get("value"),
        "break_even_unit": even.get("unit"),
        "sources": "; ".join(verdict.get("sources") or ()),
        "judgement": "; ".join(verdict.get("judgement") or ()),
    }
    return {name: flat[name] if name in flat else verdict.get(name) for name in VERDICTS}


def _scenarios(result: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for scenario in result["scenarios"]:
        for market in scenario["results"]:
            where = {"scenario": scenario["id"], "good": market["good"]}
            for key in ("states", "blocs"):
                for row in market[key]:
                    yield from (
                        {
                            **where,
                            "horizon": market["horizon"],
                            "state": row["state"],
                            "bloc": key == "blocs",
                            "output_usd": row["output_usd"],
                            "quantity": quantity,
                            **(row[quantity] or {"value": None, "low": None, "high": None}),
                        }
                        for quantity in QUANTITIES
                    )
