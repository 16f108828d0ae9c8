"""Recorded trade: what BACI says a state sold to another, by HS6 code and year.

Values are US$ of the year, FOB; masses tonnes, null where nobody reported any. `trade` gives the
rows as recorded; `cleaned` applies the named rules of `rules`, marking each row that they touch.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import polars as pl

from accord import names
from accord.data.catalogue import TABLES
from accord.data.package import collect, scan
from accord.data.rules import mass_from_median, recode, with_counterparts
from accord.data.years import years_of_trade
from accord.errors import InputError

TABLE = "baci.parquet"
ORDER = ["hs6", "year", "supplier", "buyer", "value_usd"]


def trade(
    *,
    years: Iterable[int] | None = None,
    codes: Iterable[str] | None = None,
    folder: Path = TABLES,
) -> pl.DataFrame:
    """Read recorded rows.

    Parameters
    ----------
    years : the years wanted; all where None
    codes : the HS6 codes wanted, six digits each; all where None
    folder : where the table lies, by default in the package; see `add`

    Returns
    -------
    year (int), supplier, buyer (ISO 3166 alpha-3), hs6, value_usd (US$), mass_t (t or null),
    sorted by hs6, year, supplier, buyer; no row of a state with itself

    Raises
    ------
    InputError
        A year outside of the data, or a code that is not covered.
    DataError
        The table is missing or damaged.
    """
    frame = scan(TABLE, folder)
    if codes is not None:
        frame = frame.filter(pl.col("hs6").is_in(_known_codes(codes)))
    if years is not None:
        frame = frame.filter(pl.col("year").is_in(_known_years(years)))
    columns = ("year", "supplier", "buyer", "hs6", pl.col("value_usd").cast(pl.Float64))
    return collect(frame.select(*columns, mass_t=pl.col("mass_kg") / 1000), TABLE)


def cleaned(
    *,
    years: Iterable[int] | None = None,
    codes: Iterable[str] | None = None,
    folder: Path = TABLES,
) -> pl.DataFrame:
    """Read rows with wrong codes and wrong tonnes put right.

    Parameters and errors are those of `trade`.

    Returns
    -------
    the columns of `trade`, and adjusted: null, or the name of the rule that was applied (two
    names joined with " + ")
    """
    return mass_from_median(recoded(years=years, codes=codes, folder=folder))


def recoded(
    *,
    years: Iterable[int] | None = None,
    codes: Iterable[str] | None = None,
    folder: Path = TABLES,
) -> pl.DataFrame:
    """Read rows with wrong codes put right, and masses as recorded: `cleaned` before its last rule.

    Row by row the same as `cleaned`, so that the two can be laid side by side.
    """
    if codes is None:
        return recode(trade(years=years, folder=folder)).sort(ORDER)
    wanted = _known_codes(codes)
    read = with_counterparts(wanted)
    rows = recode(trade(years=years, codes=read, folder=folder))
    return rows.filter(pl.col("hs6").is_in(wanted)).sort(ORDER)


@cache
def covered_codes() -> tuple[str, ...]:
    """List the HS6 codes that the package holds, in order."""
    codes = collect(scan(TABLE).select(pl.col("hs6").unique().sort()), TABLE)
    return tuple(codes["hs6"])


def _known_codes(codes: Iterable[str]) -> list[str]:
    wanted = sorted(set(codes))
    return [names.require("HS6 code", code, covered_codes()) for code in wanted]


def _known_years(years: Iterable[int]) -> list[int]:
    known, wanted = years_of_trade(), sorted(set(years))
    if wrong := [y for y in wanted if y not in known]:
        raise InputError(f"no trade data of {wrong[0]}; there are {known[0]} to {known[-1]}")
    return wanted
