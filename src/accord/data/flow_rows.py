"""A flow table that a user brings: who sells how much to whom, domestic sales included.

Text (see `own.lines`) or Parquet with the columns exporter, importer and value (money of any one
unit), each by any of its names (`CALLED`). A row exporter = importer holds what a state sells to
itself. A pair without a row is a
recorded 0, because tables of trade leave zeros out; a pair twice, or an empty or negative value,
is refused. Labels are taken as they are, without blanks around them.
"""

import gzip
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from accord.data.own.baci import number_like
from accord.data.own.lines import ROW, Block, blocks
from accord.errors import DataError, InputError

COLUMNS = ("exporter", "importer", "value")
CALLED = {  # another name of a column of trade: the one that it is read under
    "supplier": "exporter",
    "buyer": "importer",
    "hs6": "good",
    "value_usd": "value",
    "mass_t": "mass",
}
TEXTS = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz")
MOST_LABELS = 1_000  # a thousand by a thousand is 8 MB; no list of states is longer


def flow_table(path: str | Path) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Read a table of flows.

    Parameters
    ----------
    path : a file ending in .csv, .tsv, .txt (each also with .gz) or .parquet

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
    rows = read_flows(Path(path))
    refuse_twice(rows, Path(path), COLUMNS[:2])
    codes = labels(rows, Path(path))
    place = {code: i for i, code in enumerate(codes)}
    flows = np.zeros((len(codes), len(codes)))
    i = [place[code] for code in rows["exporter"]]
    j = [place[code] for code in rows["importer"]]
    flows[i, j] = rows["value"].to_numpy()
    return codes, flows


def read_flows(file: Path) -> pl.DataFrame:
    """Read the rows of a table of flows, each checked by itself.

    Returns
    -------
    row, exporter, importer (texts), value (float), and all other columns as texts, blanks taken
    off, an empty field null
    """
    parts = [_checked(block) for block in _blocks(file)]
    rows = pl.concat(parts) if parts else pl.DataFrame()
    if rows.is_empty():
        raise DataError(f"{file}: no rows")
    return rows


def _blocks(file: Path) -> Iterator[Block]:
    """Read the file as texts, whatever is in it."""
    if not file.is_file():
        raise InputError(f"no file {file}")
    ending = file.name.casefold()
    if ending.endswith(".parquet"):
        yield _parquet(file)
    elif ending.endswith(TEXTS):
        try:
            opened = partial(_opened, file)
            yield from blocks(opened, str(file), needs=COLUMNS, read=_silent, called=CALLED)
        except (EOFError, OSError) as error:  # no gzip, or half of one
            raise DataError(f"{file} cannot be read: {error}") from None
    else:
        raise InputError(
            f"{file}: a flow table is .csv, .tsv, .txt (or one of them .gz) or .parquet"
        )


def _opened(file: Path) -> IO[bytes]:
    packed = file.name.casefold().endswith(".gz")
    return cast(IO[bytes], gzip.open(file, "rb")) if packed else file.open("rb")


def _silent(_read: int) -> None:
    """Say nothing of how far it is."""


def _parquet(file: Path) -> Block:
    if why := _broken(file):
        raise DataError(f"{file}: cannot be read as a table: {why}")
    rows = pl.read_parquet(file)
    plain = [column.strip().casefold() for column in rows.columns]
    names = [CALLED.get(column, column) for column in plain]
    if twice := [name for name in names if names.count(name) > 1]:
        raise DataError(f"{file}: the column {twice[0]} stands twice; leave one out")
    rows.columns = names
    if missing := [name for name in COLUMNS if name not in rows.columns]:
        raise DataError(
            f"{file}: no column {', '.join(missing)}; the table needs {', '.join(COLUMNS)}"
        )
    texts = rows.select(pl.all().cast(pl.String).str.strip_chars().replace("", None))
    return Block(str(file), texts.with_row_index(ROW, offset=2))


# Where a length in a Parquet file is damaged, polars asks for that much memory: the process ends.
PROBE = """\
import sys
import polars
try:
    polars.read_parquet(sys.argv[1])
except BaseException as error:
    print(str(error).split("\\n")[0])
    sys.exit(3)
"""
TOLD = 3


def _broken(file: Path) -> str:
    """Let another process read a Parquet file first; say what became of it, "" where it could."""
    if not sys.executable:  # within another program, which may have none to start
        return ""
    asked = [sys.executable, "-P", "-c", PROBE, str(file.resolve())]
    found = subprocess.run(asked, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    if found.returncode == TOLD:
        return found.stdout.decode("utf-8", "replace").strip() or "it is damaged"
    return "it is damaged, and ends a program that reads it" if found.returncode < 0 else ""


def _checked(block: Block) -> pl.DataFrame:
    """Refuse rows without an exporter, an importer, or a value that is a quantity."""
    for side in COLUMNS[:2]:
        block.refuse(pl.col(side).is_null(), f"no {side}; a row is exporter, importer, value")
    return with_number(block, "value").rows


def with_number(block: Block, column: str, unknown: tuple[str, ...] = ()) -> Block:
    """Turn a column into numbers of 0 or more.

    `unknown` are words, in capitals, that stand for null beside an empty field. Raises DataError
    for the first row that holds anything else.
    """
    missing = pl.col(column).is_null() | pl.col(column).str.to_uppercase().is_in(unknown)
    number = pl.col(column).cast(pl.Float64, strict=False)
    good = number.is_finite() & (number >= 0)
    good = good.fill_null(False) | missing if unknown else good.fill_null(False)
    block.refuse(
        ~good,
        lambda row: (
            f"{column} of {row['exporter']} -> {row['importer']} is "
            f"{row[column] or 'empty'}; {number_like(row[column])}"
        ),
    )
    return Block(block.name, block.rows.with_columns(number.alias(column)))


def labels(rows: pl.DataFrame, file: Path) -> tuple[str, ...]:
    """List everyone who sells or buys, sorted; DataError where no list of states is so long."""
    listed = sorted({*rows["exporter"], *rows["importer"]})
    if len(listed) > MOST_LABELS:
        raise DataError(
            f"{file}: {len(listed):,} exporters and importers, such as {listed[0]}; a table of "
            f"flows between states has at most {MOST_LABELS:,}"
        )
    return tuple(listed)


def refuse_twice(rows: pl.DataFrame, file: Path, by: tuple[str, ...]) -> None:
    """Raise a DataError that names the first row that stands twice."""
    twice = rows.filter(pl.struct(by).is_duplicated())
    if twice.is_empty():
        return
    first = twice.row(0, named=True)
    at = twice.filter(*(pl.col(c) == first[c] for c in by))[ROW].to_list()
    what = ", ".join(str(first[c]) for c in by)
    raise DataError(
        f"{file}:{at[1]}: {what} stands twice, first in row {at[0]}; it would count twice: keep one"
    )
