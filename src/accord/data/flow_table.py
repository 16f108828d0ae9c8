"""A flow table that a user brings: who sells how much to whom, domestic sales included.

CSV or Parquet with the columns exporter, importer and value (money of any one unit). A row
exporter = importer holds what a state sells to itself. A pair without a row is a recorded 0,
because tables of trade leave zeros out; a pair twice, or an empty or negative value, is refused.
"""

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from accord.errors import DataError, InputError

_COLUMNS = ("exporter", "importer", "value")


def flow_table(path: str | Path) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Read a table of flows.

    Parameters
    ----------
    path : a file ending in .csv, .csv.gz or .parquet

    Returns
    -------
    states : codes in alphabetic order, everyone who sells or buys
    flows : (N, N) in the unit of the table, exporters in rows

    Raises
    ------
    InputError
        if there is no such file, or it is of another kind
    DataError
        naming the file, and the row as a spreadsheet counts it (the header is row 1)
    """
    file = Path(path)
    rows = _checked(_read(file), file)
    codes = sorted(set(rows["exporter"]) | set(rows["importer"]))
    place = {code: i for i, code in enumerate(codes)}
    flows = np.zeros((len(codes), len(codes)))
    i = [place[code] for code in rows["exporter"]]
    j = [place[code] for code in rows["importer"]]
    flows[i, j] = rows["value"].to_numpy()
    return tuple(codes), flows


def _read(file: Path) -> pl.DataFrame:
    """Read the file as text and numbers, whatever is in it."""
    if not file.is_file():
        raise InputError(f"no file {file}")
    try:
        if file.name.endswith(".parquet"):
            return pl.read_parquet(file)
        if file.name.endswith((".csv", ".csv.gz")):
            return pl.read_csv(file, infer_schema=False)
    except (pl.exceptions.PolarsError, OSError, UnicodeDecodeError) as wrong:
        raise DataError(f"{file}: cannot be read as a table: {wrong}") from wrong
    raise InputError(f"{file}: a flow table is .csv, .csv.gz or .parquet")


def _checked(table: pl.DataFrame, file: Path) -> pl.DataFrame:
    """Refuse missing columns, empty codes, values that are no quantities, and pairs twice."""
    missing = [name for name in _COLUMNS if name not in table.columns]
    if missing:
        raise DataError(
            f"{file}: no column {', '.join(missing)}; a flow table has {', '.join(_COLUMNS)}"
        )
    if table.is_empty():
        raise DataError(f"{file}: no rows")
    rows = table.select(
        pl.col("exporter").cast(pl.String).str.strip_chars(),
        pl.col("importer").cast(pl.String).str.strip_chars(),
        pl.col("value").cast(pl.Float64, strict=False),
        given=pl.col("value").cast(pl.String),
    )
    value = pl.col("value")
    for name in _COLUMNS[:2]:
        _refuse(rows, file, pl.col(name).is_null() | (pl.col(name) == ""), f"no {name}")
    good = value.is_not_null() & value.is_finite() & (value >= 0)
    _refuse(rows, file, ~good.fill_null(False), "a value that is no number of 0 or more")
    _refuse(rows, file, pl.struct(_COLUMNS[:2]).is_duplicated(), "a pair that is there twice")
    return rows


def _refuse(rows: pl.DataFrame, file: Path, bad: pl.Expr, what: str) -> None:
    """Name the first row that is bad, and count the others."""
    found = rows.with_row_index("row", offset=2).filter(bad)
    if found.is_empty():
        return
    row = found.row(0, named=True)
    others = f" ({len(found)} such rows)" if len(found) > 1 else ""
    raise DataError(
        f"{file}:{row['row']}: {what}{others}: {row['exporter']} -> {row['importer']} = "
        f"{row['given']}"
    )
