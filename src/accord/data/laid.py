"""Rows laid over a folder's tables: what a case brings of its own, in memory and by value.

    tables.laid(Brought(blocs=…, sources=…))

Every reader sees the rows beside the folder's own, checked like them. Nothing is written, and the
tables below stay as they are: two cases lie side by side over the same folder. What was computed
of the folder beforehand stays true of all that a case's rows of trade and production don't name
(`Brought.touches`), since a row that is laid on top takes none away.
"""

from collections.abc import Mapping

from accord.data.brought import Brought, FileRows
from accord.data.catalogue import Table
from accord.data.shelf import Kinds, Shelf
from accord.later import pl


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
    def brought(self) -> Brought:
        """What lies over the shelf below."""
        return self.own

    def owner(self, file: str) -> Shelf | None:
        """Find the shelf that a file comes from, below."""
        return self.under.owner(file)

    def texts(self, file: str) -> "pl.DataFrame | None":
        """Read a CSV table as it is written, with the rows that lie over it below its own."""
        there, rows = self.under.texts(file), self.own.rows(file)
        if not rows:
            return there
        names = dict.fromkeys(column for row in rows for column, _ in row)
        laid = pl.DataFrame([dict(row) for row in rows], schema=dict.fromkeys(names, pl.String))
        return laid if there is None else pl.concat([there, laid], how="diagonal")

    def scan(self, file: str, kinds: Kinds) -> "pl.LazyFrame":
        """Open a Parquet table lazily, with the rows that lie over it in their places."""
        there, over = self.under.scan(file, kinds), self.own.over(file)
        if over is None:
            return there
        whole = pl.concat([_not_replaced(there, over), over.rows.lazy()], how="vertical_relaxed")
        return whole.sort(over.of, "year", maintain_order=True).select(list(kinds))


def _not_replaced(there: "pl.LazyFrame", over: FileRows) -> "pl.LazyFrame":
    """Leave out what the case's rows take the place of: the same codes or series, and years."""
    there = there.select(over.rows.columns)
    if not over.replaces:
        return there
    schema = {name: over.rows.schema[name] for name in (over.of, "year")}
    cells = pl.LazyFrame(sorted(over.cells), schema=schema, orient="row")
    return there.join(cells, on=[over.of, "year"], how="anti", maintain_order="left")
