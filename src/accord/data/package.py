"""How a table of the package is opened: always through `whole`, so never a damaged one."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from accord.data.catalogue import TABLES, whole
from accord.errors import DataError

Kinds = Mapping[str, type[pl.DataType]]


def scan(name: str, folder: Path = TABLES) -> pl.LazyFrame:
    """Open a Parquet table lazily, so that only the row groups asked for are read."""
    return pl.scan_parquet(whole(name, folder), glob=False)


def collect(frame: pl.LazyFrame, name: str) -> pl.DataFrame:
    """Read what was asked of a table; what cannot be read is a DataError that names it."""
    try:
        return frame.collect()
    except pl.exceptions.PolarsError as error:
        raise DataError(f"{name} is damaged: {error}; see: accord data verify") from error


def text_table(name: str, columns: Kinds) -> pl.DataFrame:
    """Read a CSV table that has at least these columns; an empty field is null.

    Columns beyond them are kept as text; so is a date as it was written, as COLUMN_written.
    Raises DataError where the file is missing, damaged, or lacks a column.
    """
    path = whole(name)
    try:
        frame = pl.read_csv(path, infer_schema=False)
        if missing := [c for c in columns if c not in frame.columns]:
            raise DataError(f"{name} lacks the columns {', '.join(missing)}")
        dates = [c for c, kind in columns.items() if kind is pl.Date]
        return frame.with_columns(pl.col(c).alias(f"{c}_written") for c in dates).with_columns(
            _parsed(column, kind) for column, kind in columns.items()
        )
    except pl.exceptions.PolarsError as error:
        raise DataError(f"{name} is damaged: {error}") from error


def _parsed(column: str, kind: type[pl.DataType]) -> pl.Expr:
    if kind is pl.Date:
        return first_day(pl.col(column)).alias(column)
    return pl.col(column).cast(kind)


def first_day(written: pl.Expr) -> pl.Expr:
    """Turn 2009-05-27, 2009-05 or 2009 into a date: the first day that it can mean."""
    whole_date = written + written.str.len_chars().replace_strict(
        {4: "-01-01", 7: "-01", 10: ""}, default=" is no date", return_dtype=pl.String
    )
    return whole_date.str.to_date("%Y-%m-%d", strict=True)


def settings(name: str) -> dict[str, Any]:
    """Read a TOML table; DataError where it is missing or damaged."""
    try:
        return tomllib.loads(whole(name).read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{name} is damaged: {error}") from error
