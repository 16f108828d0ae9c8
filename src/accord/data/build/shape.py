"""Give the publishers' rows the package's form: columns, units, types, order.

Value is whole US$ and mass whole kilograms: BACI prints thousands of US$ and tonnes with three
decimals, so nothing is lost, and integers compress better than floats. Rows of one good in one
year lie together, so that reading them touches one or two row groups.
"""

import polars as pl

from accord.data.recoded import recoded
from accord.errors import DataError

TRADE_ORDER = ["hs6", "year", "supplier", "buyer"]
UNITS = {"metr. t": "t", "kg": "kg", "Mio m3": "Mm3", "ct": "ct"}
STATUS = {"r": "reported", "e": "estimated", "p": "preliminary"}
FRENCH_GUIANA, GUYANA = "GUF", "GUY"
TOTAL = "DELETE"  # what the carrier writes in place of a state in the row of totals


def trade(rows: pl.DataFrame, states: dict[str, str]) -> pl.DataFrame:
    """Shape BACI's rows; flows whose states have become one state are added up.

    Parameters
    ----------
    rows : t, i, j, k, v, q, all text
    states : BACI's number of a state -> ISO 3166 alpha-3

    Returns
    -------
    hs6, year, supplier, buyer, value_usd (US$, int), mass_kg (kg, int, null where unknown)
        A sum with an unknown mass in it is unknown. Trade of a state with itself, which only
        comes up when two codes have become one, is left out.
    """
    code = {c: pl.col(c).str.strip_chars().cast(pl.Int32).cast(pl.String) for c in ("i", "j")}
    mass = pl.col("q").str.strip_chars()
    known = pl.when(mass.is_in(["", "NA"])).then(None).otherwise(mass)
    try:
        shaped = rows.select(
            pl.col("k").str.strip_chars().str.zfill(6).alias("hs6"),
            pl.col("t").str.strip_chars().cast(pl.Int16).alias("year"),
            code["i"].replace_strict(states).alias("supplier"),
            code["j"].replace_strict(states).alias("buyer"),
            _thousandths(pl.col("v").str.strip_chars()).alias("value_usd"),
            _thousandths(known).alias("mass_kg"),
        )
    except pl.exceptions.PolarsError as error:
        raise DataError(f"a row of BACI cannot be read: {error}") from error
    if shaped["value_usd"].null_count() or (shaped["value_usd"] < 0).any():
        raise DataError("a row of BACI has no value, or one below 0")
    if (shaped["mass_kg"] < 0).any():
        raise DataError("a row of BACI has a mass below 0")
    summed = (
        shaped.filter(pl.col("supplier") != pl.col("buyer"))
        .group_by(TRADE_ORDER)
        .agg(
            pl.col("value_usd").sum(),
            pl.when(pl.col("mass_kg").null_count() == 0).then(pl.col("mass_kg").sum()),
        )
    )
    return summed.sort(TRADE_ORDER)


def _thousandths(text: pl.Expr) -> pl.Expr:
    return (text.cast(pl.Float64) * 1000).round().cast(pl.Int64)


def production(sheets: pl.DataFrame) -> pl.DataFrame:
    """Shape World Mining Data: series, year, state, quantity, unit, status.

    The row of totals is dropped: summed in, it would halve every share. A cell that the
    publisher left empty is left out; a printed 0 is kept.
    """
    years = [c for c in sheets.columns if c.isdigit()]
    renamed = recoded("world-mining-data")
    long = (
        sheets.filter(pl.col("state") != TOTAL)
        .with_columns(state=pl.col("name").replace_strict(renamed, default=pl.col("state")))
        .unpivot(
            years,
            index=["series", "state", "unit", "status"],
            variable_name="year",
            value_name="quantity",
        )
        .filter(pl.col("quantity").is_not_null())
    )
    try:
        shaped = long.select(
            "series",
            pl.col("year").cast(pl.Int16),
            "state",
            pl.col("quantity").cast(pl.Float64),
            pl.col("unit").replace_strict(UNITS),
            pl.col("status").replace_strict(STATUS),
        ).sort("series", "year", "state")
    except pl.exceptions.PolarsError as error:
        raise DataError(f"a row of World Mining Data cannot be read: {error}") from error
    shaped = _without_twins(shaped, ["series", "year"], "quantity")
    doubled = shaped.filter(pl.struct("series", "year", "state").is_duplicated())
    if doubled.height:
        raise DataError(f"a state stands twice in a sheet: {doubled.row(0)}")
    if not (shaped["quantity"].is_finite() & (shaped["quantity"] >= 0)).all():
        raise DataError("a quantity of World Mining Data is negative or not finite")
    return shaped


def governance(rows: pl.DataFrame) -> pl.DataFrame:
    """Shape the governance rating: year, state, estimate, stderr; a state not rated is left out."""
    try:
        shaped = (
            rows.with_columns(
                pl.col("estimate", "stderr").cast(pl.Float64),
                pl.col("state").replace(recoded("wgi")),
            )
            .filter(pl.col("estimate").is_not_null())
            .select(pl.col("year").cast(pl.Int16), "state", "estimate", "stderr")
            .sort("year", "state")
        )
    except pl.exceptions.PolarsError as error:
        raise DataError(f"a row of the governance indicator cannot be read: {error}") from error
    return _without_twins(shaped, ["year"], "estimate")


def _without_twins(rows: pl.DataFrame, keys: list[str], value: str) -> pl.DataFrame:
    """Leave out Guyana's rows that repeat French Guiana's number.

    For 2023 and 2024 the carrier looked both states up under one name, so that Guyana shows the
    number of French Guiana; Guyana's own is not known from it.
    """
    twin = rows.filter(pl.col("state") == FRENCH_GUIANA).select(*keys, pl.col(value).alias("twin"))
    both = rows.join(twin, on=keys, how="left", maintain_order="left")
    repeats = (pl.col("state") == GUYANA) & (pl.col(value) == pl.col("twin")) & (pl.col(value) != 0)
    return both.filter(~repeats.fill_null(False)).drop("twin")
