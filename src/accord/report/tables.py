"""The tables of a result, for other tools: verdicts and what scenarios do.

As CSV, Parquet and an Excel workbook. In CSV a text that a spreadsheet would take for a formula
begins with an apostrophe.

Numbers stay in base units and have twelve significant digits, as in `result.json`; the unit of a
verdict's value is in its own column. What is nested in the result (sources, what decides) is
flattened: lists joined by `; `, the first assumption of `decides` with its share of the variance.
"""

import io
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from accord.files import write_bytes
from accord.report.workbook import workbook
from accord.result import Document, plain
from accord.result.market import Interval
from accord.result.verdict import Verdict

VERDICTS: dict[str, Any] = {
    "claim": pl.String, "part_of": pl.String, "paragraph": pl.Int64, "label": pl.String,
    "quote": pl.String, "verdict": pl.String, "metric": pl.String, "engine": pl.String,
    "scenario": pl.String, "horizon": pl.String, "year": pl.Int64, "value": pl.Float64,
    "date": pl.String, "recorded": pl.Float64, "low": pl.Float64, "high": pl.Float64,
    "low50": pl.Float64, "high50": pl.Float64, "unit": pl.String, "holds": pl.String,
    "fails": pl.String,
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
FORMULA = r"^[=+\-@\t\r]"  # how a cell begins that a spreadsheet takes for a formula
NOTHING = Interval(value=None, low=None, high=None)
SCENARIOS: dict[str, Any] = {
    "scenario": pl.String, "good": pl.String, "horizon": pl.String, "state": pl.String,
    "bloc": pl.Boolean, "output_usd": pl.Float64, "quantity": pl.String, "value": pl.Float64,
    "low": pl.Float64, "high": pl.Float64,
}  # fmt: skip


def verdict_table(result: Document) -> pl.DataFrame:
    """Give a row for each claim and part.

    Parameters
    ----------
    result : the document of a run

    Returns
    -------
    Columns of `VERDICTS`, in base units. A value that is a date stands in `date`, all else in
    `value`; null where there is none.
    """
    rows = [plain(_verdict(verdict)) for verdict in result.verdicts]
    return pl.DataFrame(rows, schema=VERDICTS, orient="row")


def scenario_table(result: Document) -> pl.DataFrame:
    """Give a row for each scenario, good, horizon, state and quantity.

    Returns
    -------
    Columns of `SCENARIOS`. Prices and revenues are changes as shares, surplus, rents and totals
    US$ a year; `value` is the median over draws, `low` and `high` the 5th and 95th percentile.
    """
    return pl.DataFrame([plain(row) for row in _scenarios(result)], schema=SCENARIOS, orient="row")


def write(result: Document, folder: Path) -> list[Path]:
    """Write both tables as CSV, Parquet and one workbook into a folder, each whole or not at all.

    Raises
    ------
    InputError
        The folder cannot be made or written to.
    """
    tables = {"verdicts": verdict_table(result), "scenarios": scenario_table(result)}
    written = []
    for name, table in tables.items():
        written.append(write_bytes(folder / f"{name}.csv", disarmed(table).write_csv().encode()))
        parquet = io.BytesIO()
        table.write_parquet(parquet)
        written.append(write_bytes(folder / f"{name}.parquet", parquet.getvalue()))
    written.append(write_bytes(folder / "tables.xlsx", workbook(tables)))
    return written


def disarmed(table: pl.DataFrame) -> pl.DataFrame:
    """Put an apostrophe before texts that a spreadsheet would run as a formula; numbers stay."""
    text = pl.col(pl.String)
    armed = pl.when(text.str.contains(FORMULA)).then(pl.lit("'") + text).otherwise(text)
    return table.with_columns(armed.name.keep())


def _verdict(verdict: Verdict) -> dict[str, Any]:
    """Flatten one verdict into the columns of `VERDICTS`."""
    value, condition, even = verdict.value, verdict.condition, verdict.break_even
    first = verdict.decides[0] if verdict.decides else None
    flat = {
        "value": None if isinstance(value, str) or value is None else float(value),
        "date": value if isinstance(value, str) else None,
        "holds": condition.holds if condition else None,
        "fails": condition.fails if condition else None,
        "decides": first.assumption if first else None,
        "decides_share": first.share if first else None,
        "break_even": even.value if even else None,
        "break_even_unit": even.unit if even else None,
        "sources": "; ".join(verdict.sources),
        "judgement": "; ".join(verdict.judgement),
    }
    return {name: flat[name] if name in flat else getattr(verdict, name) for name in VERDICTS}


def _scenarios(result: Document) -> Iterator[dict[str, Any]]:
    for scenario in result.scenarios:
        for market in scenario.results:
            for rows, bloc in ((market.states, False), (market.blocs, True)):
                for row in rows:
                    yield from (
                        {
                            "scenario": scenario.id,
                            "good": market.good,
                            "horizon": market.horizon,
                            "state": row.state,
                            "bloc": bloc,
                            "output_usd": row.output_usd,
                            "quantity": quantity,
                            **asdict(getattr(row, quantity) or NOTHING),
                        }
                        for quantity in QUANTITIES
                    )
