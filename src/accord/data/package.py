"""Where the package keeps its tables, and how one is opened."""

from pathlib import Path

import polars as pl

from accord.errors import DataError

TABLES = Path(__file__).parent / "tables"


def scan(name: str) -> pl.LazyFrame:
    """Open a Parquet table lazily, so that only the row groups asked for are read.

    Raises DataError where the file is missing; what is damaged shows when it is collected, see
    `collect`.
    """
    return pl.scan_parquet(_existing(name), glob=False)


def collect(frame: pl.LazyFrame, name: str) -> pl.DataFrame:
    """Read what was asked of a table; a damaged file is a DataError that names it."""
    try:
        return frame.collect()
    except pl.exceptions.PolarsError as error:
        raise DataError(f"{name} is damaged: {error}; see: accord data verify") from error


def _existing(name: str) -> Path:
    path = TABLES / name
    if not path.is_file():
        raise DataError(f"{name} is missing from the package's tables; see: accord data verify")
    return path


def text_table(name: str, columns: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    """Read a CSV table that has at least these columns; an empty field is null.

    Columns beyond them are kept as text. Raises DataError where the file is missing, damaged, or
    lacks a column.
    """
    path = _existing(name)
    try:
        frame = pl.read_csv(path, infer_schema=False)
        if missing := [c for c in columns if c not in frame.columns]:
            raise DataError(f"{name} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}")
        return frame.with_columns(_parsed(column, kind) for column, kind in columns.items())
    except pl.exceptions.PolarsError as error:
        raise DataError(f"{name} is damaged: {error}") from error


def _parsed(column: str, kind: type[pl.DataType]) -> pl.Expr:
    if kind is pl.Date:
        return pl.col(column).str.to_date("%Y-%m-%d", strict=True)
    return pl.col(column).cast(kind)
