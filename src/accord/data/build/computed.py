"""Compute beforehand what every run would: repairs, markets, distrust, hours and cost of edges.

    python -m accord.data.build.computed [FOLDER]

Run it after an edit of goods, rules, years, tests of balances or corridors. Each table names in the
catalogue the files, with SHA-256, that it was made from; a run reads it only where those are the
files that it has (see `accord.data.computed`).
"""

import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from accord.data import abilities
from accord.data.balance import why_not
from accord.data.build.listing import write_listing
from accord.data.build.write import write
from accord.data.catalogue import TABLES
from accord.data.computed import BY_STATE, CELLS, MARKETS, STATES, Closing, closing_of
from accord.data.corridors import PRICED, priced_edges
from accord.data.goods import Good, goods
from accord.data.market import closed_market
from accord.data.presence import TABLE as PRESENT
from accord.data.presence import counted
from accord.data.reasons import COLUMNS, REASONS
from accord.data.repairs import repairs_of
from accord.data.rules import rules
from accord.data.shelf import Shelf, collect
from accord.data.trade import CODE_TABLE, REPAIR_TABLE, recoded
from accord.data.trade import KINDS as TRADE
from accord.data.trade import TABLE as BACI
from accord.data.trade import counted as rows_by_code
from accord.data.years import years

BALANCED = (BACI, "production.parquet", "goods.toml", "rules.toml", "years.toml")
CARGOES = {"": ", containers", "_oil": ", oil", "_gas": ", gas"}  # by the columns' endings
SOURCES = tuple(
    f"sources{of}.toml"
    for of in ("", "-backtests", "-corridors", "-evidence", "-facts", "-goods", "-own")
)
PAIR = {"good": "name of the good", "year": "year"}
STATE, CODE = "ISO 3166 alpha-3", "HS6 code (1992 nomenclature)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """One table that follows from others."""

    title: str
    inputs: tuple[str, ...]  # files that it is made from
    columns: Mapping[str, str]  # unit and meaning, where no table that it is made from says it
    make: Callable[[Shelf], pl.DataFrame]


def present(shelf: Shelf) -> pl.DataFrame:
    """Count each state's rows a year."""
    return collect(counted(shelf.scan(BACI, TRADE)), BACI, in_a_stream=True)


def codes(shelf: Shelf) -> pl.DataFrame:
    """Count the rows of each code and year."""
    return collect(rows_by_code(shelf), BACI, in_a_stream=True)


def repaired(shelf: Shelf) -> pl.DataFrame:
    """Find the rows whose tonnes are missing or wrong, after codes are put right."""
    return repairs_of(recoded(shelf), rules(shelf))


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
    return pl.DataFrame(rows, schema=list(COLUMNS), orient="row")


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
        make=present,
    ),
    CODE_TABLE: Computed(
        title="Rows of trade by code and year",
        inputs=(BACI,),
        columns={
            "hs6": "HS6 code (1992 nomenclature)",
            "year": "year",
            "rows": "rows, as recorded",
        },
        make=codes,
    ),
    REPAIR_TABLE: Computed(
        title="Rows of trade whose tonnes are missing or wrong, and what stands for them",
        inputs=(BACI, "rules.toml"),
        columns={
            "hs6": f"{CODE}, as counted",
            "year": "year",
            "supplier": STATE,
            "buyer": STATE,
            "value_usd": "US$ of the row, which tells it from others",
            "repaired_t": "t",
        },
        make=repaired,
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
        make=market_states,
    ),
    REASONS: Computed(
        title="Why a good's balance of a year is not trusted; empty where it is",
        inputs=(*BALANCED, "balance-tests.toml"),
        columns={**PAIR, "reason": "the tests that it failed, in words"},
        make=market_reasons,
    ),
    abilities.TABLE: Computed(
        title="The names of the data, and what each can be asked",
        inputs=(
            *("goods.toml", "corridor-goods.csv", "corridor-nodes.csv", "corridor-splits.csv"),
            *("corridor-lines.csv", "corridor-edges.csv", "corridor-passages.csv"),
            *(BACI, "production.parquet", "blocs.csv", "regions.csv", "ideal_points.csv"),
            *("figures.csv", "ties.csv", *SOURCES),
        ),
        columns={
            "quality": "kind or quality, as `accord.data.abilities` lists them",
            "of": "the good and direction, or the bloc, that they are so of; empty: so of any",
            "names": "of goods, states, blocs, figures, places, lines or sources, `;` between them",
        },
        make=abilities.table,
    ),
    PRICED: Computed(
        title="Edges of the network of corridors, with hours and cost at the package's rates",
        inputs=(
            *("corridor-nodes.csv", "corridor-lines.csv", "corridor-edges.csv"),
            *("corridor-rates.csv", "corridor-units.csv", "blocs.csv"),
        ),
        columns={
            "line_km": "km, of the whole line",
            **{f"hours{tail}": f"hours{of}" for tail, of in CARGOES.items()},
            **{f"cost{tail}": f"US$ a tonne{of}" for tail, of in CARGOES.items()},
            **dict.fromkeys(("capacity", "low", "high", "oil_capacity"), "Mt/a or bcm/a, see unit"),
        },
        make=priced_edges,
    ),
}


def write_computed(
    folder: Path = TABLES, below: Path | None = None, *, only: Collection[str] = COMPUTED
) -> dict[str, int]:
    """Compute every table that follows from others, write it into the folder and list it.

    Parameters
    ----------
    folder : with the tables of trade and what else it has, catalogued
    below : where tables come from that the folder lacks
    only : files to write; the others are computed where they are asked for

    Returns
    -------
    rows by file name; none of a table of which no input is in the folder itself
    """
    for file in COMPUTED:
        (folder / file).unlink(missing_ok=True)
    write_listing(folder)
    shelf = Shelf(folder, Shelf(below) if below else None)
    # Of what is all below, the folder below has the same already.
    due = {f: c for f, c in COMPUTED.items() if f in only and _ours(shelf, c)}
    made = {file: computed.make(shelf) for file, computed in due.items()}
    for file, table in made.items():
        write(table, folder / file)
    write_listing(folder, {f: _entry(shelf, due[f], table.columns) for f, table in made.items()})
    return {file: table.height for file, table in made.items()}


def _ours(shelf: Shelf, computed: Computed) -> bool:
    return any(shelf.owner(file) is shelf for file in computed.inputs)


def _entry(shelf: Shelf, computed: Computed, columns: list[str]) -> dict[str, object]:
    """Describe a table for the catalogue: columns as it says, or as what it was made from does."""
    there = [shelf.entry(file) for file in computed.inputs if shelf.has(file)]
    theirs = {c: text for entry in there for c, text in entry.columns.items()}
    said = {**theirs, **computed.columns}
    return {
        "title": computed.title,
        "sources": sorted({source for entry in there for source in entry.sources}),
        "columns": {column: said[column] for column in columns if column in said},
        "made_from": {file: shelf.checksum(file) for file in computed.inputs},
    }


if __name__ == "__main__":
    for name, rows in write_computed(Path(*sys.argv[1:2]) if sys.argv[1:] else TABLES).items():
        print(f"wrote {name}: {rows:,} rows")
