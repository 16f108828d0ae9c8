"""Compute beforehand what every run would: medians, who is there, closed markets, distrust.

    python -m accord.data.build.computed [FOLDER]

Run it after a build, and after an edit of goods, rules, years or tests of balances. Each table
names in the catalogue the files, with SHA-256, that it was made from; a run reads it only where
those are the files that it has (see `accord.data.computed`).
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from accord.data.balance import why_not
from accord.data.build.listing import write_listing
from accord.data.build.write import write
from accord.data.catalogue import TABLES
from accord.data.computed import BY_STATE, CELLS, MARKETS, REASONS, STATES, WHY, Closing, closing_of
from accord.data.goods import Good, goods
from accord.data.market import closed_market
from accord.data.presence import KINDS as PRESENCE
from accord.data.presence import TABLE as PRESENT
from accord.data.presence import counted
from accord.data.rules import MEDIANS, median_unit_value
from accord.data.shelf import Kinds, Shelf, collect
from accord.data.trade import KINDS as TRADE
from accord.data.trade import MEDIAN_TABLE, recoded
from accord.data.trade import TABLE as BACI
from accord.data.years import years

BALANCED = (BACI, "production.parquet", "goods.toml", "rules.toml", "years.toml")
PAIR = {"good": "name of the good", "year": "year"}
STATE = "ISO 3166 alpha-3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """One table that follows from others."""

    title: str
    inputs: tuple[str, ...]  # files that it is made from
    columns: Mapping[str, str]  # unit and meaning of each
    kinds: Kinds
    make: Callable[[Shelf], pl.DataFrame]


def present(shelf: Shelf) -> pl.DataFrame:
    """Count each state's rows a year."""
    return collect(counted(shelf.scan(BACI, TRADE)), BACI)


def medians(shelf: Shelf) -> pl.DataFrame:
    """Find the world's median unit value of each code and year, after codes are put right."""
    return median_unit_value(recoded(shelf))


def markets(shelf: Shelf) -> pl.DataFrame:
    """List the cells of every market that can be trusted: who made it, who used it."""
    return pl.DataFrame(
        [row for good, year, closing in _trusted(shelf) for row in _cells(good, year, closing)],
        schema=dict(CELLS),
        orient="row",
    )


def _cells(good: Good, year: int, closing: Closing) -> Iterator[tuple[object, ...]]:
    states = closing.states
    for s, b in zip(*np.nonzero((closing.mass > 0) | closing.adjusted), strict=True):
        yield good.name, year, states[s], states[b], closing.mass[s, b], closing.adjusted[s, b]


def market_states(shelf: Shelf) -> pl.DataFrame:
    """List each state's price, production and residuals in every market that can be trusted."""
    vectors = ("price", "production", "passed_on", "clipped")
    return pl.DataFrame(
        [
            (good.name, year, state, *(float(getattr(closing, v)[i]) for v in vectors))
            for good, year, closing in _trusted(shelf)
            for i, state in enumerate(closing.states)
        ],
        schema=dict(BY_STATE),
        orient="row",
    )


def market_reasons(shelf: Shelf) -> pl.DataFrame:
    """Say for every good that can be closed, in every market year, why it is not trusted."""
    rows = [(good.name, year, why_not(shelf, good, year)) for good, year in _closable(shelf)]
    return pl.DataFrame(rows, schema=dict(WHY), orient="row")


def _closable(shelf: Shelf) -> Iterator[tuple[Good, int]]:
    for name, good in sorted(goods(shelf).items()):
        if good.closing is not None:
            yield from ((goods(shelf)[name], year) for year in years(shelf).markets)


def _trusted(shelf: Shelf) -> Iterator[tuple[Good, int, Closing]]:
    for good, year in _closable(shelf):
        if why_not(shelf, good, year) is None:
            yield good, year, closing_of(closed_market(shelf, good, year))


COMPUTED: Mapping[str, Computed] = {
    PRESENT: Computed(
        title="Rows of trade by state and year",
        inputs=(BACI,),
        columns={
            "year": "year",
            "state": STATE,
            "supplied": "rows in which the state sells",
            "bought": "rows in which the state buys",
        },
        kinds=PRESENCE,
        make=present,
    ),
    MEDIAN_TABLE: Computed(
        title="The world's median unit value by code and year, weighted by value",
        inputs=(BACI, "rules.toml"),
        columns={
            "hs6": "HS6 code (1992 nomenclature), as counted",
            "year": "year",
            "median": "US$/t, current US$",
        },
        kinds=MEDIANS,
        make=medians,
    ),
    MARKETS: Computed(
        title="Closed markets: mass from origin to final buyer, domestic sales included",
        inputs=(*BALANCED, "balance-tests.toml"),
        columns={
            **PAIR,
            "supplier": STATE,
            "buyer": f"{STATE}; the supplier itself for domestic sales",
            "mass_t": "t of the traded product",
            "adjusted": "whether a rule on rows changed the recorded flow",
        },
        kinds=CELLS,
        make=markets,
    ),
    STATES: Computed(
        title="Closed markets: price, production and residuals by state",
        inputs=(*BALANCED, "balance-tests.toml"),
        columns={
            **PAIR,
            "state": STATE,
            "price": "US$/t at the producer, current US$",
            "production": "t of the traded product",
            "passed_on": "t, re-exports given to their origins",
            "clipped": "t, exports beyond production and imports",
        },
        kinds=BY_STATE,
        make=market_states,
    ),
    REASONS: Computed(
        title="Why a good's balance of a year is not trusted; empty where it is",
        inputs=(*BALANCED, "balance-tests.toml"),
        columns={**PAIR, "reason": "the tests that it failed, in words"},
        kinds=WHY,
        make=market_reasons,
    ),
}


def write_computed(folder: Path = TABLES, below: Path | None = None) -> dict[str, int]:
    """Compute every table that follows from others, write it into the folder and list it.

    Parameters
    ----------
    folder : with the tables of trade and what else it has, catalogued
    below : where tables come from that the folder lacks

    Returns
    -------
    rows by file name
    """
    found: dict[str, int] = {}
    for file, computed in COMPUTED.items():
        (folder / file).unlink(missing_ok=True)
        write_listing(folder)
        shelf = Shelf(folder, Shelf(below) if below else None)
        table = computed.make(shelf)
        write(table, folder / file)
        found[file] = table.height
        needed = [f for f in computed.inputs if shelf.has(f)]
        entry = {
            "title": computed.title,
            "sources": sorted({source for f in needed for source in shelf.entry(f).sources}),
            "columns": dict(computed.columns),
            "made_from": {f: shelf.checksum(f) for f in computed.inputs},  # "" where there is none
        }
        write_listing(folder, {file: entry})
    return found


if __name__ == "__main__":
    for name, rows in write_computed(Path(*sys.argv[1:2]) if sys.argv[1:] else TABLES).items():
        print(f"wrote {name}: {rows:,} rows")
