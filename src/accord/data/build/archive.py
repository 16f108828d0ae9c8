"""Read BACI as CEPII gives it out: one CSV a year, and a list of country codes.

`BACI_HS92_Y1995_V202501.csv` has t (year), i (exporter), j (importer), k (product), v (value,
thousand US$), q (metric tons, or NA or blank where unknown). The folder may be a zip.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

from accord.errors import DataError, InputError

YEAR_FILE = re.compile(r"BACI_HS92_Y(\d{4})_V\w+\.csv$")
CODES_FILE = re.compile(r"country_codes_V\w+\.csv$")
COLUMNS = ("t", "i", "j", "k", "v", "q")


def is_archive(source: Path) -> bool:
    """Tell whether this folder or zip holds BACI's files."""
    try:
        return any(YEAR_FILE.search(name) for name, _ in _members(source))
    except InputError:
        return False


def _members(source: Path) -> Iterator[tuple[str, "zipfile.Path | Path"]]:
    if source.is_dir():
        yield from ((p.name, p) for p in sorted(source.iterdir()) if p.is_file())
    elif zipfile.is_zipfile(source):
        archive = zipfile.ZipFile(source)
        for name in sorted(archive.namelist()):
            yield name, zipfile.Path(archive, name)
    else:
        raise InputError(f"{source} is neither a folder nor a zip")


def country_codes(source: Path) -> dict[str, str]:
    """Read the archive's list: number -> alpha-3 as CEPII writes it."""
    for name, member in _members(source):
        if CODES_FILE.search(name):
            frame = pl.read_csv(
                io.BytesIO(member.read_bytes()), infer_schema=False, encoding="utf8-lossy"
            )
            if not {"country_code", "country_iso3"} <= set(frame.columns):
                raise DataError(f"{name} lacks country_code or country_iso3")
            return dict(frame.select("country_code", "country_iso3").iter_rows())
    raise DataError(f"no country_codes_V….csv in {source}")


def trade(source: Path, codes: Iterable[str]) -> pl.DataFrame:
    """Read the rows of these HS6 codes, every column as text (t, i, j, k, v, q)."""
    wanted = list(codes)
    parts = [
        _year(member, name, wanted) for name, member in _members(source) if YEAR_FILE.search(name)
    ]
    return pl.concat(parts)


def _year(member: "zipfile.Path | Path", name: str, wanted: list[str]) -> pl.DataFrame:
    content: bytes | Path = member if isinstance(member, Path) else member.read_bytes()
    try:
        frame = pl.read_csv(content, infer_schema=False)
        if not set(COLUMNS) <= set(frame.columns):
            raise DataError(f"{name} lacks one of the columns {', '.join(COLUMNS)}")
    except pl.exceptions.PolarsError as error:
        raise DataError(f"{name} is damaged: {error}") from error
    code = pl.col("k").str.strip_chars().str.zfill(6)
    return frame.select(COLUMNS).filter(code.is_in(wanted))
