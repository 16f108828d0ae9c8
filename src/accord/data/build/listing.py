"""Write the catalogue anew: count rows, compute checksums, keep titles and units.

    python -m accord.data.build.listing

Run it after an edit of a curated table. What it cannot compute, a table's title, its sources, the
unit of each column and what a computed table was made from, is kept from the catalogue as it
stands; a file that is new gets a title to be filled in. After an edit of goods, rules or tests of
balances the computed tables are no longer read until they are made anew:

    python -m accord.data.build.computed
"""

import json
import sys
import tomllib
from collections.abc import Mapping
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
    rows = frame.height if frame is not None else _count(path)
    columns = (
        {c: known.get("columns", {}).get(c, FILL_IN) for c in frame.columns}
        if (frame is not None)
        else {}
    )
    lines = [
        f"\n[{json.dumps(path.name)}]",
        f"title = {_text(known.get('title', FILL_IN))}",
        f"sources = {_text(_sources(frame, known))}",
        *([f"years = {_years(frame)}"] if _years(frame) else []),
        *([f"made_from = {_table(known['made_from'])}"] if known.get("made_from") else []),
        f"rows = {rows}",
        f'sha256 = "{sha256(path)}"',
        *([f"columns.{c} = {_text(unit)}" for c, unit in columns.items()]),
    ]
    return "\n".join(lines) + "\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _table(values: Mapping[str, str]) -> str:
    pairs = (f"{_text(key)} = {_text(value)}" for key, value in values.items())
    return f"{{ {', '.join(pairs)} }}"


def _frame(path: Path) -> pl.DataFrame | None:
    if path.suffix == ".parquet":
        return pl.read_parquet(path)
    return pl.read_csv(path, infer_schema=False) if path.suffix == ".csv" else None


def _count(path: Path) -> int:
    return len(tomllib.loads(path.read_text(encoding="utf-8")))


def _sources(frame: pl.DataFrame | None, known: Mapping[str, Any]) -> list[str]:
    if frame is not None and "source" in frame.columns:
        return sorted(s for s in frame["source"].unique() if s is not None and s != JUDGEMENT)
    return list(known.get("sources", []))


def _years(frame: pl.DataFrame | None) -> list[int]:
    if frame is None or "year" not in frame.columns:
        return []
    years = frame["year"].cast(pl.Int64).drop_nulls()
    return [int(str(years.min())), int(str(years.max()))] if len(years) else []


if __name__ == "__main__":
    write_listing()
    print(f"listed {TABLES}", file=sys.stderr)
