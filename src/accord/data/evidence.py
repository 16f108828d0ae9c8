"""What is known to be wrong with the numbers, or to hold in them already, as tables.

Holes are what recorded trade lacks, with an outside total where one was read. Measures in force
are embargoes, bans, licences, quotas, caps and tariffs: a scenario that repeats one starts from a
world that has it. The second production is another publisher's count of the same minerals. Each
row has its source and its status; nothing here judges a verdict.
"""

from collections.abc import Mapping

import polars as pl

from accord.data.facts import figures
from accord.data.goods import goods
from accord.data.shelf import Kinds, Shelf
from accord.memo import kept

HOLES: Kinds = {
    **dict.fromkeys(("id", "good", "supplier", "buyer"), pl.String),
    **dict.fromkeys(("first", "last"), pl.Int32),
    **dict.fromkeys(("measure", "kind"), pl.String),
    **dict.fromkeys(("low", "central", "high"), pl.Float64),
    **dict.fromkeys(("unit", "source", "status", "note"), pl.String),
}
IN_FORCE: Kinds = {
    **dict.fromkeys(("id", "kind", "by", "on", "goods", "direction"), pl.String),
    **dict.fromkeys(("start", "end"), pl.Date),
    "size": pl.Float64,
    **dict.fromkeys(("unit", "source", "status", "note"), pl.String),
}
SECOND: Kinds = {
    "good": pl.String,
    "year": pl.Int32,
    "state": pl.String,
    "quantity": pl.Float64,
    **dict.fromkeys(("unit", "mark", "material"), pl.String),
    "same_stage": pl.Int32,
    **dict.fromkeys(("source", "status"), pl.String),
}
DAYS = 365.0


@kept
def holes(shelf: Shelf) -> pl.DataFrame:
    """Read the holes, a row each.

    Columns
    -------
    id, good (or all), supplier and buyer (states or blocs, lists with a space between, or all),
    first, last (years), kind (missing, suppressed, under-recorded, miscoded or thin), measure
    flow : low, central, high in `unit` a year, and low_t, central_t, high_t in t a year
    share : of the buyer's imports that came from the supplier, 0..1; the columns in t are null
    source, status, note. Without an outside total all of the numbers are null; without a range
    low and high are.
    """
    frame = shelf.text_table("holes.csv", HOLES)
    tonnes = pl.Series([_tonnes(shelf, r) for r in frame.iter_rows(named=True)], dtype=pl.Float64)
    return frame.with_columns(
        (pl.col(c) * tonnes).alias(f"{c}_t") for c in ("low", "central", "high")
    )


@kept
def in_force(shelf: Shelf) -> pl.DataFrame:
    """Read the measures: id, kind, by, on, goods, direction, start, end, size, unit, source.

    `by`, `on` and `goods` are lists with a space between; an empty `on` is everybody, `end` null
    is in force still. `direction` is seen from `by`.
    """
    return shelf.text_table("in-force.csv", IN_FORCE)


@kept
def second_production(shelf: Shelf) -> pl.DataFrame:
    """Read the second count: good, year, state (or all, or other), quantity, unit, same_stage.

    `all` is the world's total as its publisher prints it, rounded; where `same_stage` is 0 shares
    compare with the first count and tonnes don't.
    """
    return shelf.text_table("production-usgs.csv", SECOND)


def counted_second(shelf: Shelf, good: str) -> Mapping[int, Mapping[str, float]]:
    """Give the second count of a good of the same stage as the first: quantity by year and state.

    In the unit of the second publisher.
    """
    return _second_by_good(shelf).get(good, {})


@kept
def _second_by_good(shelf: Shelf) -> Mapping[str, dict[int, dict[str, float]]]:
    rows = second_production(shelf).filter(same_stage=1)
    found: dict[str, dict[int, dict[str, float]]] = {}
    for good, year, state, quantity in rows.select("good", "year", "state", "quantity").iter_rows():
        found.setdefault(good, {}).setdefault(year, {})[state] = quantity
    return found


def _tonnes(shelf: Shelf, hole: dict[str, str]) -> float | None:
    """Give the factor from a hole's unit to t a year; None for a share."""
    unit = hole["unit"]
    if unit == "t":
        return 1.0
    if unit == "m3":
        conversion = goods(shelf)["natural-gas"].conversion
        return conversion.central / 1e6 if conversion else None
    if unit == "bbl/d":
        known = _barrels_per_tonne(shelf)
        return DAYS / known if known else None
    return None


@kept
def _barrels_per_tonne(shelf: Shelf) -> float | None:
    known = figures(shelf).filter(pl.col("figure") == "barrels-per-tonne")["value"]
    return float(known[0]) if len(known) else None
