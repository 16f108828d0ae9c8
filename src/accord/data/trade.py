"""Recorded trade: what BACI says a state sold to another, by HS6 code and year.

Values are US$ of the year, FOB; masses tonnes, null where nobody reported any. `trade` gives the
rows as recorded; `cleaned` applies the named rules of `rules`, marking each row that they touch.
"""

from collections.abc import Iterable
from typing import Literal

import polars as pl

from accord import names
from accord.data import repairs
from accord.data.goods import goods
from accord.data.rules import recode, rules, with_counterparts
from accord.data.shelf import Kinds, Shelf, collect
from accord.data.years import spans
from accord.data.years import years as of_data
from accord.errors import InputError
from accord.memo import kept

TABLE = "baci.parquet"
REPAIR_TABLE = "repairs.parquet"
CODE_TABLE = "codes.parquet"
COVERED = "covered.csv"  # codes of a set of data, where the rows alone don't say
LEFT_OUT = "left-out.csv"  # codes that the revision of a set can't tell apart, and why
CODES: Kinds = {"hs6": pl.String, "year": pl.Int16, "rows": pl.UInt32}
KINDS: Kinds = {
    "hs6": pl.String,
    "year": pl.Int16,
    "supplier": pl.String,
    "buyer": pl.String,
    "value_usd": pl.Int64,
    "mass_kg": pl.Int64,
}
ORDER = ["hs6", "year", "supplier", "buyer", "value_usd", "mass_t"]


def trade(
    shelf: Shelf,
    *,
    years: Iterable[int] | None = None,
    codes: Iterable[str] | None = None,
) -> pl.DataFrame:
    """Read recorded rows.

    Parameters
    ----------
    years : the years wanted; all where None
    codes : the HS6 codes wanted, six digits each; all where None

    Returns
    -------
    year (int), supplier, buyer (ISO 3166 alpha-3), hs6, value_usd (US$), mass_t (t or null),
    sorted by hs6, year, supplier, buyer; no row of a state with itself

    Raises
    ------
    InputError
        A year outside of the data.
    UnknownNameError
        A code that is not covered.
    DataError
        The table is damaged.
    """
    rows = collect(_recorded(shelf, years, codes), TABLE)
    # A set that was added lies year by year.
    return rows if rows["hs6"].is_sorted() else rows.sort("hs6", "year", "supplier", "buyer")


def _recorded(
    shelf: Shelf, years: Iterable[int] | None, codes: Iterable[str] | None
) -> pl.LazyFrame:
    """Ask for recorded rows, as they lie in the table."""
    frame = shelf.scan(TABLE, KINDS)
    if codes is not None:
        frame = frame.filter(pl.col("hs6").is_in(known_codes(shelf, codes)))
    if years is not None:
        frame = frame.filter(pl.col("year").is_in(known_years(shelf, years)))
    columns = ("year", "supplier", "buyer", "hs6", pl.col("value_usd").cast(pl.Float64))
    return frame.select(*columns, mass_t=pl.col("mass_kg") / 1000)


def cleaned(
    shelf: Shelf,
    *,
    years: Iterable[int] | None = None,
    codes: Iterable[str] | None = None,
) -> pl.DataFrame:
    """Read rows with wrong codes and wrong tonnes put right.

    Parameters and errors are those of `trade`.

    Returns
    -------
    the columns of `trade`, and adjusted: null, or the name of the rule that was applied (two
    names joined with " + ")
    """
    return put_right(shelf, recoded(shelf, years=years, codes=codes))


def put_right(shelf: Shelf, rows: pl.DataFrame) -> pl.DataFrame:
    """Put wrong tonnes right in rows as `recoded` gives them."""
    codes, years = (rows[column].unique().to_list() for column in ("hs6", "year"))
    found = repairs_known(shelf, codes).filter(pl.col("year").is_in(years))
    return collect(repairs.put_right(rows.lazy(), found), REPAIR_TABLE)


def repairs_known(shelf: Shelf, codes: list[str]) -> pl.LazyFrame:
    """Ask for the repairs of some codes as they were built, or find them in all of their years.

    Rows that a case brings are taken as they are: they are nobody's to put right, and the bands and
    neighbours of all others are those that they have without them.
    """
    if not shelf.current(REPAIR_TABLE):
        return _found(shelf, tuple(sorted(codes))).lazy()
    built = shelf.scan(REPAIR_TABLE, repairs.REPAIRS).filter(pl.col("hs6").is_in(codes))
    return _of_case(shelf, built, how="anti")


@kept
def _found(shelf: Shelf, codes: tuple[str, ...]) -> pl.DataFrame:
    rows = _of_case(shelf, recoded(shelf, codes=codes).lazy(), how="anti")
    return repairs.repairs_of(rows.collect(), rules(shelf))


def _of_case(shelf: Shelf, rows: pl.LazyFrame, how: Literal["semi", "anti"]) -> pl.LazyFrame:
    """Keep the rows of codes and years that a case brings the trade of, or all others."""
    own = shelf.brought.cells(TABLE)
    if not own:
        return rows if how == "anti" else rows.clear()
    schema = rows.collect_schema()
    by = {"hs6": schema["hs6"], "year": schema["year"]}
    cells = pl.LazyFrame(sorted(own), schema=by, orient="row")
    return rows.join(cells, on=list(by), how=how, maintain_order="left")


def recoded(
    shelf: Shelf,
    *,
    years: Iterable[int] | None = None,
    codes: Iterable[str] | None = None,
) -> pl.DataFrame:
    """Read rows with wrong codes put right, and masses as recorded: `cleaned` before its last rule.

    Row by row the same as `cleaned`, so that the two can be laid side by side.
    """
    wanted = None if codes is None else known_codes(shelf, codes)
    return collect(under_their_codes(shelf, years, wanted).sort(ORDER), TABLE)


def under_their_codes(
    shelf: Shelf, years: Iterable[int] | None, codes: list[str] | None
) -> pl.LazyFrame:
    """Ask for the rows of `recoded`, in no order; the codes are known ones."""
    if codes is None:
        return _put_under_their_codes(shelf, _recorded(shelf, years, None))
    read = set(with_counterparts(codes, rules(shelf))) & set(covered_codes(shelf))
    rows = _put_under_their_codes(shelf, _recorded(shelf, years, read))
    return rows.filter(pl.col("hs6").is_in(codes))


def _put_under_their_codes(shelf: Shelf, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Count rows under the codes that they should have; those of a case stay where it has them."""
    others = recode(_of_case(shelf, rows, how="anti"), rules(shelf))
    if not shelf.brought.cells(TABLE):
        return others
    return pl.concat([others, _of_case(shelf, rows, how="semi")], how="diagonal")


@kept
def covered_codes(shelf: Shelf) -> tuple[str, ...]:
    """List the HS6 codes that the trade covers, in order.

    Those of its rows and of goods; of a set that a user added, those that it says it covers.
    """
    if shelf.has(COVERED):
        said = shelf.text_table(COVERED, {"hs6": pl.String})["hs6"]
        return tuple(sorted({*said} | shelf.brought.named(TABLE)))
    built = shelf.current(CODE_TABLE)
    rows = shelf.scan(CODE_TABLE, CODES) if built else counted(shelf)
    traded = collect(rows.select(pl.col("hs6").unique()), CODE_TABLE if built else TABLE)["hs6"]
    of_goods = {code for good in goods(shelf).values() for code in good.codes}
    return tuple(sorted({*traded} | of_goods | shelf.brought.named(TABLE)))


def lacks(shelf: Shelf, codes: Iterable[str]) -> str:
    """Say which of these codes the trade doesn't cover, with the reason if there is one; or ""."""
    missing = sorted(set(codes) - set(covered_codes(shelf)))
    if not missing:
        return ""
    known = shelf.text_table(LEFT_OUT, {"hs6": pl.String, "why": pl.String})
    why = [reason for code, reason in known.select("hs6", "why").iter_rows() if code in missing]
    return ", ".join(missing) + (f" ({'; '.join(why)})" if why else "")


def row_count(shelf: Shelf, code: str, year: int) -> int:
    """Count the recorded rows of a code in a year; 0 of a code that is not covered."""
    rows = shelf.scan(CODE_TABLE, CODES) if shelf.current(CODE_TABLE) else counted(shelf)
    found = rows.filter(pl.col("hs6") == code, pl.col("year") == year)
    return sum(collect(found, CODE_TABLE)["rows"])


def counted(shelf: Shelf) -> pl.LazyFrame:
    """Count the recorded rows of each code and year: hs6, year, rows; sorted."""
    rows = shelf.scan(TABLE, KINDS).group_by("hs6", "year").agg(pl.len().alias("rows"))
    return rows.sort("hs6", "year")


def known_codes(shelf: Shelf, codes: Iterable[str]) -> list[str]:
    """List codes in order, each once; UnknownNameError for one that is not covered."""
    known = covered_codes(shelf)
    return [names.require("HS6 code", code, known) for code in sorted(set(codes))]


def known_years(shelf: Shelf, years: Iterable[int]) -> list[int]:
    """List years in order, each once; InputError for one that has no trade."""
    known, wanted = of_data(shelf).trade, sorted(set(years))
    if wrong := [y for y in wanted if y not in known]:
        raise InputError(f"no trade data of {wrong[0]}; there are {spans(known)}")
    return wanted
