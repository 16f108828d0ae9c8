"""Rows laid over a folder's tables: what a case brings of its own, in memory and by value.

    tables.laid(Brought(blocs=…, sources=…))

Every reader sees the rows beside the folder's own, checked like them. Nothing is written, and the
tables below stay as they are: two cases lie side by side over the same folder. What was computed
of the folder beforehand stays true, since a row that is laid on top takes none away.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from accord.data.catalogue import Table
from accord.data.shelf import Shelf

if TYPE_CHECKING:
    from accord.data.sources import Source

Row = tuple[tuple[str, str], ...]  # column and text, as the CSV has it; a column left out is empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """Rows by table, and the sources that they name."""

    blocs: tuple[Row, ...] = ()
    figures: tuple[Row, ...] = ()
    ties: tuple[Row, ...] = ()
    sources: tuple["Source", ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.blocs or self.figures or self.ties or self.sources)

    def rows(self, file: str) -> tuple[Row, ...]:
        """Give the rows that belong to a table, by its file's name."""
        of = {"blocs.csv": self.blocs, "figures.csv": self.figures, "ties.csv": self.ties}
        return of.get(file, ())


class Laid(Shelf):
    """A shelf below, and rows that lie over it."""

    def __init__(self, below: Shelf, brought: Brought) -> None:
        super().__init__(below.folder, below)
        self.under = below
        self.own = brought

    @property
    def catalogue(self) -> Mapping[str, Table]:
        """No table is its own: all are of the shelf below."""
        return {}

    @property
    def brought(self) -> Mapping[str, "Source"]:
        """The sources that came with the rows, by key."""
        return {one.key: one for one in self.own.sources}

    def owner(self, file: str) -> Shelf | None:
        """Find the shelf that a file comes from, below."""
        return self.under.owner(file)

    def texts(self, file: str) -> pl.DataFrame | None:
        """Read a CSV table as it is written, with the rows that lie over it below its own."""
        there, rows = self.under.texts(file), self.own.rows(file)
        if not rows:
            return there
        names = dict.fromkeys(column for row in rows for column, _ in row)
        laid = pl.DataFrame([dict(row) for row in rows], schema=dict.fromkeys(names, pl.String))
        return laid if there is None else pl.concat([there, laid], how="diagonal")
