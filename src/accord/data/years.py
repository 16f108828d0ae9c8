"""Years of the data: which there are, which have markets, which is the default, what is missing.

All of it is read from `years.toml`: the default year is a datum, not code. In a folder without
that file the years are those of its rows, and the default is the last.
"""

from dataclasses import dataclass

import polars as pl

from accord.data.shelf import Shelf, collect
from accord.errors import DataError
from accord.memo import kept

TABLE = "years.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """Years of trade, years with production, the default, and known gaps."""

    default: int
    trade: range
    markets: range
    gaps: dict[str, tuple[str, ...]]  # a year, or "every"


@kept
def years(shelf: Shelf) -> Years:
    """Read the table; DataError where it is damaged, or absent in a folder without trade."""
    if not shelf.has(TABLE):
        return _counted(shelf)
    table = shelf.settings(TABLE)
    try:
        first, last = table["markets"]
        return Years(
            default=table["default"],
            trade=range(table["first"], table["last"] + 1),
            markets=range(first, last + 1),
            gaps={year: tuple(texts) for year, texts in table["gaps"].items()},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{TABLE} is damaged: {error}") from error


def _counted(shelf: Shelf) -> Years:
    """Take the years from the rows: markets where there is production, or else all of trade."""
    trade = _span(shelf, "baci.parquet")
    if not trade:
        raise DataError(f"no {TABLE} in {shelf.folder}, and no trade to take the years from")
    return Years(
        default=trade[-1],
        trade=trade,
        markets=_span(shelf, "production.parquet") or trade,
        gaps={},
    )


def _span(shelf: Shelf, file: str) -> range:
    found = collect(shelf.scan(file, {"year": pl.Int16}).select(pl.col("year").unique()), file)
    listed = found["year"].to_list()
    return range(min(listed), max(listed) + 1) if listed else range(0)


def gaps(shelf: Shelf, year: int) -> tuple[str, ...]:
    """Say what is known to be missing in the data of a year."""
    known = years(shelf).gaps
    return known.get(str(year), ()) + known.get("every", ())
