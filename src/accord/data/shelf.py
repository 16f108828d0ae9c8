"""A shelf: one folder of tables, opened table by table and never a damaged one.

Every file is checked against the catalogue's SHA-256 when it is first opened on a shelf. A folder
may hold some tables only. What it has not is looked for on the shelf that it lies over, where one
was named; else it is an empty table, so that a small World needs no more files than it has facts.
A file that the catalogue lists and that is gone, or that lies there unlisted, is damage, not
emptiness.
"""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from accord.data.brought import Brought
from accord.data.catalogue import AFTER_AN_EDIT, Table, difference, listed
from accord.errors import DataError
from accord.later import pl
from accord.memo import Memo, kept

Kinds = Mapping[str, "type[pl.DataType]"]


class Shelf:
    """A folder of tables, and what was read of it; what it lacks comes from the shelf below."""

    def __init__(self, folder: Path, below: "Shelf | None" = None) -> None:
        self.folder = folder
        self.below = below
        self.memo = Memo()
        self.laid = Memo(most=8)  # what lies over it, by the rows; an editor asks at every change

    @property
    def brought(self) -> Brought:
        """What a case brought that lies over the folder; a folder alone has nothing."""
        return Brought()

    @property
    def catalogue(self) -> Mapping[str, Table]:
        """The folder's own list of tables; DataError where it is missing or damaged."""
        return _listed(self)

    def owner(self, file: str) -> "Shelf | None":
        """Find the shelf that a file comes from: this one, one below, or None where none has it."""
        if file in self.catalogue or (self.folder / file).exists():
            return self
        return self.below.owner(file) if self.below else None

    def has(self, file: str) -> bool:
        """Whether the file is here or below."""
        return self.owner(file) is not None

    def entry(self, file: str) -> Table:
        """Give a file's entry in the catalogue that it belongs to; DataError where it has none."""
        owner = self.owner(file)
        if owner is None or file not in owner.catalogue:
            raise DataError(f"{file} is not in the catalogue; {AFTER_AN_EDIT}")
        return owner.catalogue[file]

    def path(self, file: str) -> Path:
        """Give the path of a table that is what its catalogue says, checked once a shelf.

        Raises DataError where the file is missing, not listed, or differs.
        """
        return _whole(self.owner(file) or self, file)

    def current(self, file: str) -> bool:
        """Whether a table that was made of others was made of those that are here now.

        What was computed beforehand must not be read beside inputs that have changed since, or
        that another folder has put in their place.
        """
        return _current(self, file)

    def checksum(self, file: str) -> str:
        """Give the SHA-256 that a file must have; "" where no shelf has it."""
        return self.entry(file).sha256 if self.has(file) else ""

    def scan(self, file: str, kinds: Kinds) -> "pl.LazyFrame":
        """Open a Parquet table lazily, so that only the row groups asked for are read."""
        if not self.has(file):
            return pl.LazyFrame(schema=dict(kinds))
        return pl.scan_parquet(self.path(file), glob=False)

    def text_table(self, file: str, columns: Kinds) -> "pl.DataFrame":
        """Read a CSV table that has at least these columns; an empty field is null.

        Columns beyond them are kept as text; so is a date as it was written, as COLUMN_written.
        Raises DataError where the file is damaged, or lacks a column.
        """
        dates = [c for c, kind in columns.items() if kind is pl.Date]
        try:
            frame = self.texts(file)
            if frame is None:
                return pl.DataFrame(
                    schema={**columns, **{f"{c}_written": pl.String for c in dates}},
                )
            if missing := [c for c in columns if c not in frame.columns]:
                raise DataError(f"{file} lacks the columns {', '.join(missing)}")
            return frame.with_columns(pl.col(c).alias(f"{c}_written") for c in dates).with_columns(
                _parsed(column, kind) for column, kind in columns.items()
            )
        except pl.exceptions.PolarsError as error:
            raise DataError(f"{file} is damaged: {error}") from error

    def texts(self, file: str) -> "pl.DataFrame | None":
        """Read a CSV table as it is written, every field a text; None where there is none."""
        return pl.read_csv(self.path(file), infer_schema=False) if self.has(file) else None

    def rows(self, file: str, columns: Sequence[str]) -> list[tuple[str, ...]]:
        """Read columns of a CSV table by the standard library, every field a text; [] where none.

        Raises DataError where the file is damaged, or lacks a column.
        """
        if not self.has(file):
            return []
        try:
            with self.path(file).open(encoding="utf-8", newline="") as text:
                head, *rows = csv.reader(text, strict=True)
            at = [head.index(column) for column in columns]
            return [tuple(row[i] for i in at) for row in rows]
        except (ValueError, IndexError, csv.Error) as error:
            raise DataError(f"{file} is damaged: {error}") from error

    def settings(self, file: str) -> dict[str, Any]:
        """Read a TOML table, {} where there is none; DataError where it is damaged."""
        if not self.has(file):
            return {}
        try:
            return tomllib.loads(self.path(file).read_text(encoding="utf-8"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise DataError(f"{file} is damaged: {error}") from error


@kept
def _listed(shelf: Shelf) -> dict[str, Table]:
    return listed(shelf.folder)


@kept
def _current(shelf: Shelf, file: str) -> bool:
    if not shelf.has(file):
        return False
    made_from = shelf.entry(file).made_from
    return all(shelf.checksum(f) == was for f, was in made_from.items())


@kept
def _whole(shelf: Shelf, file: str) -> Path:
    path, table = shelf.folder / file, shelf.catalogue.get(file)
    wrong = "is not in the catalogue" if table is None else difference(path, table)
    if wrong:
        raise DataError(f"{file} {wrong}; see: accord data verify ({AFTER_AN_EDIT})")
    return path


def collect(frame: "pl.LazyFrame", file: str, *, in_a_stream: bool = False) -> "pl.DataFrame":
    """Read what was asked of a table; what cannot be read is a DataError that names it.

    `in_a_stream` is for counts over all rows of a table that may be larger than memory.
    """
    try:
        return frame.collect(engine="streaming" if in_a_stream else "auto")
    except pl.exceptions.PolarsError as error:
        raise DataError(f"{file} is damaged: {error}; see: accord data verify") from error


def _parsed(column: str, kind: "type[pl.DataType]") -> "pl.Expr":
    if kind is pl.Date:
        return first_day(pl.col(column)).alias(column)
    return pl.col(column).cast(kind)


def first_day(written: "pl.Expr") -> "pl.Expr":
    """Turn 2009-05-27, 2009-05 or 2009 into a date: the first day that it can mean."""
    whole_date = written + written.str.len_chars().replace_strict(
        {4: "-01-01", 7: "-01", 10: ""}, default=" is no date", return_dtype=pl.String
    )
    return whole_date.str.to_date("%Y-%m-%d", strict=True)
