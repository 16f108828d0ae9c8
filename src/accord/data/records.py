"""Records: cleaned rows of trade as arrays, read once for all years of the codes asked about.

The rows of a code lie together in the table, so that all of its years are read in the time of one,
and whoever asks for a good year by year opens the table once. Row by row they are those of
`trade.cleaned`, in the same order.
"""

from dataclasses import dataclass, fields

import numpy as np
import polars as pl

from accord.axes import Array, Places
from accord.data.presence import all_states
from accord.data.rules import MASS, RECODED
from accord.data.shelf import Shelf, collect
from accord.data.trade import (
    REPAIR_TABLE,
    TABLE,
    known_codes,
    known_years,
    repairs_known,
    under_their_codes,
)
from accord.memo import kept

# Of more codes than this only the year asked for is read: all years of all codes together are a
# million rows, which take half a second and are not worth keeping.
A_FEW = 8
YEARS = 10_000  # more than any year, so that a code and a year are one number
CHANGED = ("", *RECODED, MASS, *(f"{rule} + {MASS}" for rule in RECODED))  # what changed a row
REPAIRED = 1 + len(RECODED)  # a rule and its place in `CHANGED`, of a row that was repaired too


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Rows of some codes, sorted by code, year, supplier, buyer, value and mass: (R,) each."""

    year: Places
    cell: Places  # in a table of states laid out row by row: supplier * S + buyer
    value: Array  # US$ of the year; nan where unknown
    mass: Array  # t, cleaned; nan where unknown
    mass_as_recorded: Array  # t; nan where unknown
    changed: Places  # by which rules: a place in `CHANGED`

    def at(self, rows: Places) -> "Records":
        """Take some rows, in the order given."""
        return Records(**{one.name: getattr(self, one.name)[rows] for one in fields(self)})


def records_of(shelf: Shelf, codes: tuple[str, ...], year: int) -> Records:
    """Read the cleaned rows of some codes in a year; errors are those of `trade.trade`."""
    years = known_years(shelf, [year])
    if len(codes) > A_FEW:
        return _read(shelf, codes, years)
    rows = _of_all_years(shelf, codes)
    return rows.at(np.flatnonzero(rows.year == year))


@kept
def _of_all_years(shelf: Shelf, codes: tuple[str, ...]) -> Records:
    return _read(shelf, codes, None)


def _read(shelf: Shelf, codes: tuple[str, ...], years: list[int] | None) -> Records:
    wanted = known_codes(shelf, codes)
    recorded = _numbered(shelf, under_their_codes(shelf, years, wanted), wanted, TABLE)
    repairs = _numbered(shelf, repairs_known(shelf, wanted), wanted, REPAIR_TABLE)
    key, value, mass = (recorded[name].to_numpy() for name in ("key", "value_usd", "mass_t"))
    repair = _same(key, value, *(repairs[name].to_numpy() for name in ("key", "value_usd")))
    repaired = repair >= 0
    right = mass.copy()
    right[repaired] = repairs["repaired_t"].to_numpy()[repair[repaired]]
    rows = Records(
        year=recorded["year"].to_numpy().astype(np.intp),
        cell=recorded["cell"].to_numpy().astype(np.intp),
        value=value,
        mass=right,
        mass_as_recorded=mass,
        changed=recorded["adjusted"].to_numpy() + np.where(repaired, REPAIRED, 0),
    )
    if (np.diff(key) > 0).all():
        return rows
    return rows.at(np.lexsort((np.where(np.isnan(mass), -1.0, mass), value, key)))


def _numbered(shelf: Shelf, rows: pl.LazyFrame, codes: list[str], table: str) -> pl.DataFrame:
    """Read rows with their cell, and a key that tells code, year and cell; both rise as texts do.

    An amount that is null is nan.
    """
    states = all_states(shelf)
    supplier, buyer, code = (
        pl.col(name).cast(pl.Enum(texts)).to_physical().cast(pl.Int64)
        for name, texts in (("supplier", states), ("buyer", states), ("hs6", codes))
    )
    cell = supplier * len(states) + buyer
    key = (code * YEARS + pl.col("year")) * len(states) ** 2 + cell
    changed = pl.col("^adjusted$").cast(pl.Enum(CHANGED)).to_physical().fill_null(0)
    amounts = pl.col("^(value_usd|mass_t|repaired_t)$").cast(pl.Float64).fill_null(np.nan)
    asked = rows.select("year", amounts, changed.cast(pl.Int64), cell=cell, key=key)
    return collect(asked, table)


def _same(key: Places, value: Array, in_keys: Places, in_values: Array) -> Places:
    """Find for each row the first of others that has its key and value: (R,), -1 where none has."""
    order = np.argsort(in_keys, kind="stable")
    in_keys, in_values = in_keys[order], in_values[order]
    found = np.full(len(key), -1, dtype=np.intp)
    at = np.searchsorted(in_keys, key)
    looking = np.arange(len(key))
    while looking.size:  # some keys stand twice, where a row was recoded to a code that has its own
        looking = looking[at[looking] < len(in_keys)]
        looking = looking[in_keys[at[looking]] == key[looking]]
        here = in_values[at[looking]] == value[looking]
        found[looking[here]] = order[at[looking[here]]]
        looking = looking[~here]
        at[looking] += 1
    return found
