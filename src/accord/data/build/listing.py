"""Write the catalogue anew: count rows, compute checksums, keep titles and units.

    python -m accord.data.build.listing

Run it after an edit of a curated table. What it cannot compute, a table's title, its sources, the
unit of each column and what a computed table was made from, is kept from the catalogue as it
stands; a file that is new gets a title to be filled in. After an edit of goods, rules or tests of
balances the computed tables are no longer read until they are made anew:

    python -m accord.data.build.computed
"""

import json
import re
import sys
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from accord.data.catalogue import CATALOGUE, TABLES, sha256

HEAD = """\
# The catalogue of the tables beside it. Computed by `python -m accord.data.build.listing`: rows,
# years, sha256, and the sources of tables with a column `source`. Titles and units are kept.
"""
FILL_IN = "to be described"
JUDGEMENT = "judgement"  # a source that has no entry: the word says all


def write_listing(
    folder: Path = TABLES, described: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
) -> None:
    """Write `catalogue.toml` for all files of a folder, the same bytes for the same files.

    `described` gives title, sources and columns of new files, in place of what stands there.
    """
    path = folder / CATALOGUE
    known = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    known |= described
    files = sorted(p for p in folder.iterdir() if p.is_file() and p.name != CATALOGUE)
    text = HEAD + "".join(_entry(p, known.get(p.name, {})) for p in files)
    beside = path.with_suffix(".part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _entry(path: Path, known: Mapping[str, Any]) -> str:
    frame = _frame(path)
    rows = _count(path) if frame is None else frame.select(pl.len()).collect().item()
    described = known.get("columns", {})
    columns = {} if frame is None else {c: described.get(c, FILL_IN) for c in _names(frame)}
    lines = [
        f"\n[{toml_value(path.name)}]",
        f"title = {toml_value(known.get('title', FILL_IN))}",
        f"sources = {toml_value(_sources(frame, known))}",
        *([f"years = {_years(frame)}"] if _years(frame) else []),
        *([f"made_from = {_table(known['made_from'])}"] if known.get("made_from") else []),
        f"rows = {rows}",
        f'sha256 = "{sha256(path)}"',
        *([f"columns.{_key(c)} = {toml_value(unit)}" for c, unit in columns.items()]),
    ]
    return "\n".join(lines) + "\n"


def toml_value(value: str | date | list[str]) -> str:
    """Write a text, a day or a list of texts as TOML: no letter is lost, none ends the text early.

    TOML takes the escapes of JSON; beyond them it wants DEL escaped, and it has no half letters.
    """
    if isinstance(value, date):
        return value.isoformat()
    whole = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    return whole.replace("\x7f", "\\u007f")


def _key(column: str) -> str:
    """Write the name of a column as a key: bare where TOML lets it be."""
    return column if re.fullmatch(r"[A-Za-z0-9_-]+", column) else toml_value(column)


def _table(values: Mapping[str, str]) -> str:
    pairs = (f"{toml_value(key)} = {toml_value(value)}" for key, value in values.items())
    return f"{{ {', '.join(pairs)} }}"


def _frame(path: Path) -> pl.LazyFrame | None:
    if path.suffix == ".parquet":
        return pl.scan_parquet(path, glob=False)
    return pl.read_csv(path, infer_schema=False).lazy() if path.suffix == ".csv" else None


def _names(frame: pl.LazyFrame) -> list[str]:
    return frame.collect_schema().names()


def _count(path: Path) -> int:
    return len(tomllib.loads(path.read_text(encoding="utf-8")))


def _sources(frame: pl.LazyFrame | None, known: Mapping[str, Any]) -> list[str]:
    if frame is not None and "source" in _names(frame):
        said = frame.select(pl.col("source").unique()).collect()["source"]
        return sorted(s for s in said if s is not None and s != JUDGEMENT)
    return list(known.get("sources", []))


def _years(frame: pl.LazyFrame | None) -> list[int]:
    if frame is None or "year" not in _names(frame):
        return []
    year = pl.col("year").cast(pl.Int64)
    first, last = frame.select(year.min().alias("first"), year.max().alias("last")).collect().row(0)
    return [] if first is None else [first, last]


if __name__ == "__main__":
    write_listing()
    print(f"listed {TABLES}", file=sys.stderr)
