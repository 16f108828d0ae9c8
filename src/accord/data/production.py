"""Production of minerals and fuels by state, from World Mining Data.

A series counts what its publisher counts: metal content of ore, oxide content, metal, or
the product itself; `goods` says which, and how it is turned into the tonnes that trade moves.
"""

from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from accord import names
from accord.data.goods import goods
from accord.data.shelf import Shelf, collect
from accord.data.years import spans
from accord.data.years import years as known_years
from accord.errors import InputError
from accord.memo import kept

TABLE = "production.parquet"
KINDS = {
    "series": pl.String,
    "year": pl.Int16,
    "state": pl.String,
    "quantity": pl.Float64,
    "unit": pl.String,
    "status": pl.String,
}


def production(
    shelf: Shelf,
    *,
    years: Iterable[int] | None = None,
    series: Iterable[str] | None = None,
) -> pl.DataFrame:
    """Read production; the publisher's rows of world totals are not among it.

    Parameters
    ----------
    years : 2018 to 2024; all where None
    series : names as World Mining Data's sheets bear them; all where None

    Returns
    -------
    year (int), state (ISO 3166 alpha-3), series, quantity, unit (t, kg, Mm3 or ct), status
    (reported, estimated or preliminary); 0 where the publisher printed 0, no row where it
    printed nothing

    Raises
    ------
    InputError, UnknownNameError
        A year or a series that is not there.
    DataError
        The table is damaged.
    """
    frame = shelf.scan(TABLE, KINDS)
    if series is not None:
        frame = frame.filter(pl.col("series").is_in(_known(shelf, series)))
    if years is not None:
        frame = frame.filter(pl.col("year").is_in(_with_production(shelf, years)))
    return collect(frame.select("year", "state", "series", "quantity", "unit", "status"), TABLE)


def quantities(shelf: Shelf, series: Iterable[str], year: int) -> Iterator[tuple[str, float]]:
    """Give state and quantity of each row of some series in a year; errors are `production`'s."""
    wanted = _known(shelf, series)
    _with_production(shelf, [year])
    for one in sorted(set(wanted)):
        yield from _by_series(shelf).get((one, year), ())


@kept
def _by_series(shelf: Shelf) -> Mapping[tuple[str, int], list[tuple[str, float]]]:
    """Read the table once: a run asks it for every good that has a count."""
    rows = production(shelf).select("series", "year", "state", "quantity")
    found: dict[tuple[str, int], list[tuple[str, float]]] = {}
    for series, year, state, quantity in rows.iter_rows():
        found.setdefault((series, year), []).append((state, quantity))
    return found


@kept
def all_series(shelf: Shelf) -> tuple[str, ...]:
    """List the series, in order of name: those of the rows, and those that goods count."""
    listed = collect(shelf.scan(TABLE, KINDS).select(pl.col("series").unique()), TABLE)["series"]
    counted = {series for good in goods(shelf).values() for series in good.production or ()}
    return tuple(sorted({*listed} | counted))


def row_count(shelf: Shelf, series: str, year: int) -> int:
    """Count the rows of a series in a year; 0 of a series that there is not."""
    there = (pl.col("series") == series) & (pl.col("year") == year)
    return collect(shelf.scan(TABLE, KINDS).filter(there).select("year"), TABLE).height


def _known(shelf: Shelf, series: Iterable[str]) -> list[str]:
    return [names.require("production series", s, all_series(shelf)) for s in series]


def _with_production(shelf: Shelf, years: Iterable[int]) -> list[int]:
    known, wanted = known_years(shelf).production, sorted(set(years))
    if wrong := [y for y in wanted if y not in known]:
        raise InputError(f"no production data of {wrong[0]}; there are {spans(known)}")
    return wanted
