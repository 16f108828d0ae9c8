"""What a case brings of its own, as rows and values that lie over a folder's tables.

`laid` lays them; a shelf that nothing lies over brings nothing. All of it is compared by value, so
that the same rows over the same tables are read once, whoever asks.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from accord.data.goods import Good
    from accord.data.sources import Source

Row = tuple[tuple[str, str], ...]  # column and text, as the CSV has it; a column left out is empty
TRADE, PRODUCTION = "baci.parquet", "production.parquet"
HOME = "domestic.parquet"  # what states sold at home


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRows:
    """Rows of a file beside a case, checked, in the columns of the table that they lie over.

    Two are equal where file, checksum and what the file's names stand for are.
    """

    table: str  # TRADE, HOME or PRODUCTION
    file: str
    sha256: str
    rows: "pl.DataFrame"
    cells: frozenset[tuple[str, int]]  # codes or series, and years, that the whole file is about
    source: str  # key of a source
    replaces: bool = False  # take the place of the table's own rows of the same code and year

    def __eq__(self, other: object) -> bool:
        """Compare by what was read, not by identity."""
        return (
            isinstance(other, FileRows)
            and self._read_as == other._read_as
            and self.rows.equals(other.rows)
        )

    def __hash__(self) -> int:
        """Hash by the checksum and how it was read."""
        return hash(self._read_as)

    @property
    def _read_as(self) -> tuple[str, str, str, str, bool]:
        return self.table, self.file, self.sha256, self.source, self.replaces

    @property
    def of(self) -> str:
        """The column that says of what a row is: a code of trade, a series of production."""
        return "series" if self.table == PRODUCTION else "hs6"

    @property
    def named(self) -> frozenset[str]:
        """The codes or series that the file has rows of."""
        return frozenset(name for name, _ in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """Rows by table, goods, files of trade and production, and the sources that they name."""

    blocs: tuple[Row, ...] = ()
    regions: tuple[Row, ...] = ()
    figures: tuple[Row, ...] = ()
    ties: tuple[Row, ...] = ()
    goods: tuple["Good", ...] = ()
    places: tuple[Row, ...] = ()
    lines: tuple[Row, ...] = ()
    stops: tuple[tuple[str, tuple[str, ...]], ...] = ()  # line, its places in order
    terminals: tuple[Row, ...] = ()
    splits: tuple[Row, ...] = ()
    files: tuple[FileRows, ...] = ()
    said: tuple[tuple[str, tuple[str, ...]], ...] = ()  # good, place or line: keys of its sources
    sources: tuple["Source", ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return any(getattr(self, name) for name in self.__dataclass_fields__)

    def rows(self, file: str) -> tuple[Row, ...]:
        """Give the rows that belong to a table of text, by its file's name."""
        of = {
            "blocs.csv": self.blocs,
            "regions.csv": self.regions,
            "figures.csv": self.figures,
            "ties.csv": self.ties,
            "corridor-nodes.csv": self.places,
            "corridor-lines.csv": self.lines,
            "corridor-terminals.csv": self.terminals,
            "corridor-splits.csv": self.splits,
        }
        return of.get(file, ())

    def over(self, table: str) -> FileRows | None:
        """Give the file whose rows lie over a table of trade or production."""
        return next((one for one in self.files if one.table == table), None)

    def named(self, table: str) -> frozenset[str]:
        """Name the codes of trade, or series of production, that a file of the case has rows of."""
        over = self.over(table)
        return over.named if over else frozenset()

    def cells(self, table: str) -> frozenset[tuple[str, int]]:
        """Give the codes or series, and years, that a file of the case has rows of."""
        over = self.over(table)
        return over.cells if over else frozenset()

    def years_of(self, codes: Collection[str]) -> frozenset[int]:
        """Give the years in which trade of any of these codes is the case's own."""
        return frozenset(year for code, year in self.cells(TRADE) if code in codes)

    def source_of(self, table: str, name: str, year: int) -> str | None:
        """Name the source of rows of a code or series and year; None where the case has none."""
        over = self.over(table)
        return over.source if over and (name, year) in over.cells else None

    def touches(self, good: "Good") -> bool:
        """Whether anything that was computed of a good beforehand could differ now."""
        return bool(
            self.named(TRADE) & set(good.codes)
            or self.named(PRODUCTION) & set(good.production or ())
        )

    def sources_of(self, name: str) -> tuple[str, ...]:
        """Give who says what a good, place or line of the case is; () for the package's."""
        return dict(self.said).get(name, ())

    @property
    def checksums(self) -> Mapping[str, str]:
        """The SHA-256 of each file, by its name."""
        return {one.file: one.sha256 for one in self.files}
