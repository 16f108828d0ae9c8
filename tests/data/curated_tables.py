"""The package's tables as plain text, so that a slip shows even where a reader would be lenient."""

import csv
import tomllib
from pathlib import Path

import accord

TABLES = Path(accord.__file__).parent / "data" / "tables"

Row = dict[str, str]


def rows(table: str) -> list[Row]:
    """Read a CSV table row by row, every field as it is written."""
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def sources() -> dict[str, dict[str, object]]:
    """Read every source, by key; one that two files have fails the test."""
    found: dict[str, dict[str, object]] = {}
    for path in sorted(TABLES.glob("sources*.toml")):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        assert not found.keys() & entries.keys(), path.name
        found |= entries
    return found
