"""A plain table of flows as a World's trade: exporter, importer, year, good, value, mass.

`good` is an HS6 code, or the name of a good of the package, whose first code then stands for all of
them. `value` is US$ of the year, `mass` tonnes (empty or NA where unknown; the column may be left
out). A row of a state with itself is what it sold at home: where one good of one year has such rows
its production is known, exports and domestic sales together.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from accord.data.flow_rows import COLUMNS, labels, refuse_twice, with_number
from accord.data.goods import Good
from accord.data.own.baci import UNKNOWN
from accord.data.own.lines import ROW, Block
from accord.data.readers import Tables
from accord.names import suggestion

WORLD = (*COLUMNS, "year", "good")  # what makes a table of flows a World's
YEARS = (1900, 2100)  # that a table of trade can be of
HS6 = re.compile(r"[0-9]{6}")
CELL = ["hs6", "year", "supplier", "buyer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a table of flows says.

    trade : hs6, year, supplier, buyer, value_usd (US$), mass_kg (kg, null where unknown), sorted
    domestic : hs6, year, state, mass_t (t): what states sold at home
    codes : HS6 codes that the table is about, also those of a good that have no row of their own
    """

    trade: pl.DataFrame
    domestic: pl.DataFrame
    codes: tuple[str, ...]


def is_world(rows: pl.DataFrame) -> bool:
    """Tell whether rows of a table of flows have all that a World's trade needs."""
    return set(WORLD) <= set(rows.columns)


def table(file: Path, rows: pl.DataFrame, package: Tables) -> Table:
    """Turn the rows of a table of flows into a World's trade.

    Parameters
    ----------
    rows : as `read_flows` gives them
    package : which goods there are, and what states are called

    Raises
    ------
    DataError
        with file and row, where one names no state, year or good, stands twice, or is no number
    """
    if "mass" not in rows.columns:
        rows = rows.with_columns(mass=pl.lit(None, pl.String))
    block = with_number(Block(str(file), rows), "mass", unknown=UNKNOWN)
    year = pl.col("year").cast(pl.Int32, strict=False)
    block.refuse(
        ~year.is_between(*YEARS).fill_null(False),
        lambda row: (
            f"year is {row['year'] or 'empty'}; write one from {YEARS[0]} to {YEARS[1]}, as 2023"
        ),
    )
    codes = _codes(block, package.goods)
    named = {label: _state(block, label, package) for label in labels(rows, file)}
    shaped = block.rows.select(
        ROW,
        pl.col("good")
        .replace_strict({good: first for good, (first, *_) in codes.items()})
        .alias("hs6"),
        year.cast(pl.Int16).alias("year"),
        pl.col("exporter").replace_strict(named).alias("supplier"),
        pl.col("importer").replace_strict(named).alias("buyer"),
        value_usd="value",
        mass_t="mass",
    )
    refuse_twice(shaped, file, tuple(CELL))
    abroad = pl.col("supplier") != pl.col("buyer")
    return Table(
        trade=shaped.filter(abroad)
        .select(*CELL, "value_usd", mass_kg=pl.col("mass_t") * 1000)
        .sort(CELL),
        domestic=shaped.filter(~abroad, pl.col("mass_t").is_not_null())
        .select("hs6", "year", "mass_t", state="supplier")
        .sort("hs6", "year", "state"),
        codes=tuple(sorted({code for listed in codes.values() for code in listed})),
    )


def _codes(block: Block, goods: Mapping[str, Good]) -> dict[str, tuple[str, ...]]:
    """Give the codes of each good that the table names, the first of which its rows get."""
    found: dict[str, tuple[str, ...]] = {}
    owner: dict[str, str] = {}
    for written in block.rows["good"].unique(maintain_order=True):
        here = pl.col("good").eq_missing(pl.lit(written))
        if written is not None and HS6.fullmatch(written):
            found[written] = (written,)
        elif written in goods and goods[written].codes:
            found[written] = goods[written].codes
        else:
            raise block.error(here, _no_good(written or "", goods))
        for code in found[written]:
            if found[owner.get(code, written)] != found[written]:
                both = f"{owner[code]} and {written}"
                raise block.error(here, f"{both} share the code {code}: some tonnes are both")
            owner.setdefault(code, written)
    return found


def _no_good(written: str, goods: Mapping[str, Good]) -> str:
    if written in goods:
        return f"{written} has no HS codes of its own; {goods[written].why_not}"
    near = suggestion(written, goods) if written and not written[0].isdigit() else ""
    right = "write an HS6 code of six digits, as 270900, or the name of a good, as crude-oil"
    return f"good is {written or 'empty'}; {near or right}"


def _state(block: Block, label: str, package: Tables) -> str:
    """Give the code of a state by its label; DataError with the first row that has it."""
    if code := package.state_called(label):
        return code
    near = package.nearest_state(label)
    right = f'did you mean "{near}"?' if near else "write its ISO 3166 alpha-3 code, as AZE"
    here = (pl.col("exporter") == label) | (pl.col("importer") == label)
    raise block.error(here, f'no state "{label}"; {right}')
