"""The catalogue: what each table is, where it comes from, and the checksum that it must have.

`tables/catalogue.toml` lists every file beside it. A table is checked against its SHA-256 when
it is first opened (see `shelf`), so that a damaged number is never used in silence; `verify`
checks all of them. After an edit the list is written anew by `python -m accord.data.build.listing`.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from accord.errors import DataError

TABLES = Path(__file__).parent / "tables"
CATALOGUE = "catalogue.toml"
AFTER_AN_EDIT = "after an edit: python -m accord.data.build.listing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One file of the package's tables."""

    file: str
    title: str
    sources: tuple[str, ...]  # keys of sources
    years: tuple[int, int] | None  # first and last, where the rows have years
    rows: int
    sha256: str
    columns: Mapping[str, str]  # column -> unit and meaning; empty for TOML, whose head tells
    made_from: Mapping[str, str]  # file -> SHA-256 of what a computed table was made of


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """Whether one file is what the catalogue says."""

    file: str
    matches: bool
    wrong: str  # "" where it matches


def listed(folder: Path) -> dict[str, Table]:
    """Read the list of a folder's tables; DataError where it is missing or damaged."""
    try:
        entries = tomllib.loads((folder / CATALOGUE).read_text(encoding="utf-8"))
        return {file: _table(file, dict(entry)) for file, entry in entries.items()}
    except FileNotFoundError:
        raise DataError(f"{CATALOGUE} is missing from {_called(folder)}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{CATALOGUE} is damaged: {error}") from error


def _table(file: str, entry: dict[str, Any]) -> Table:
    first_last = entry.pop("years", None)
    return Table(
        file=file,
        sources=tuple(entry.pop("sources")),
        years=(first_last[0], first_last[1]) if first_last else None,
        columns=MappingProxyType(entry.pop("columns", {})),
        made_from=MappingProxyType(entry.pop("made_from", {})),
        **entry,
    )


def sha256(path: Path) -> str:
    """Compute a file's checksum, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify(folder: Path | None = None) -> tuple[Verified, ...]:
    """Check every file against the catalogue, and that no file is there unlisted.

    Parameters
    ----------
    folder : the folder with the catalogue and its tables, by default the package's

    Returns
    -------
    one entry a file, in order of name

    Raises
    ------
    DataError
        The catalogue itself is missing or damaged.
    """
    where = TABLES if folder is None else folder
    known = listed(where)
    present = {p.name for p in where.iterdir() if p.is_file()} - {CATALOGUE}
    found = {file: difference(where / file, table) for file, table in known.items()}
    found |= dict.fromkeys(present - set(known), "is not in the catalogue")
    return tuple(
        Verified(file=file, matches=not wrong, wrong=wrong) for file, wrong in sorted(found.items())
    )


def difference(path: Path, table: Table) -> str:
    """Say how a file differs from its entry; "" where it is what the catalogue says."""
    if not path.is_file():
        return "is missing"
    found = sha256(path)
    if found != table.sha256:
        return f"differs: SHA-256 {found[:12]}…, the catalogue says {table.sha256[:12]}…"
    return ""


def _called(folder: Path) -> str:
    return "the package's tables" if folder == TABLES else str(folder)
