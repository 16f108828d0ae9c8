"""What the data alone answer: who trades what, what a good's balance is, who says so, which way."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accord import data
from accord import world as worlds
from accord.data import Tables
from accord.errors import DataError, InputError
from accord.names import require
from accord.world import World

if TYPE_CHECKING:
    from accord.data import Balance


def load_world(year: int | None = None, tables: Tables | None = None) -> World:
    """Load the World of a year, or of the default year, from the package's tables or from others.

    Raises
    ------
    InputError
        where there are no data for the year
    DataError
        where a table is damaged
    """
    return worlds.load(year, tables)


def routes(
    origin: str,
    destination: str,
    *,
    avoid: Sequence[str] = (),
    close: Sequence[str] = (),
    modes: Sequence[str] = (),
    good: str | None = None,
    by: str = "hours",
    year: int | None = None,
    others: int = 0,
) -> dict[str, Any]:
    """Find the way between two places or states; `accord.solve.routes` says what it gives."""
    from accord.solve import Corridors
    from accord.solve.routes import routes as find

    return find(
        Corridors(load_world()),
        origin,
        destination,
        avoid=avoid,
        close=close,
        modes=modes,
        good=good,
        by=by,
        year=year,
        others=others,
    )


def sources(key: str | None = None) -> list[dict[str, Any]]:
    """List who says the numbers, with rows and tables of each; or the one of this key.

    Raises UnknownNameError where there is none.
    """
    package = Tables.open()
    found = package.sources
    if key is not None:
        found = {key: found[require("source", key, found)]}
    tables = package.catalogue
    theirs = {file: table for file, table in tables.items() if not table.made_from}
    return [
        {
            **asdict(source),
            "rows": sum(t.rows for t in theirs.values() if t.sources == (source.key,)) or None,
            "tables": [t.file for t in tables.values() if source.key in t.sources],
        }
        for source in found.values()
    ]


def verify() -> list[dict[str, Any]]:
    """Check every table of the package against its SHA-256.

    Raises DataError where one is not what it was.
    """
    found = data.verify()
    wrong = [one for one in found if not one.matches]
    if wrong:
        listed = "\n".join(f"  {one.file} {one.wrong}" for one in wrong)
        raise DataError(f"{len(wrong)} of {len(found)} files are not what they were\n{listed}")
    return [asdict(one) for one in found]


def balance(good: str, year: int | None = None) -> dict[str, Any]:
    """Balance a good: what was produced, traded and used, by rule and by state."""
    found = Tables.open().balance(good, year)
    return {**_balanced(found), "by_state": found.by_state.to_dicts()}


def _balanced(found: "Balance") -> dict[str, Any]:
    names = [name for name in found.__dataclass_fields__ if name != "by_state"]
    values = {name: getattr(found, name) for name in names}
    for name in ("residuals", "adjustments", "tests"):
        values[name] = [asdict(one) for one in values[name]]
    return values


def build(source: Path, out: Path) -> dict[str, Any]:
    """Build the tables from a publisher's files into a folder; gives rows read, and by table.

    Raises InputError where there is no such file, or the folder can't be written to.
    """
    from accord.data.build.whole import build_whole

    if not source.exists():
        raise InputError(f"no file or folder {source}")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot write to {out}: {error.strerror}") from None
    built = build_whole(source, out)
    return {"read": built.read, "rows": built.rows}


def add(
    path: Path,
    kind: str,
    *,
    into: Path,
    title: str = "",
    publisher: str = "not said",
    licence: str = "not said",
    retrieved: dt.date | None = None,
) -> list[dict[str, Any]]:
    """Check what a user brings and keep it, catalogued; gives the entries of its tables."""
    added = data.add(
        path,
        kind,
        into=into,
        title=title,
        publisher=publisher,
        licence=licence,
        retrieved=retrieved,
    )
    return [
        {
            name: dict(value) if isinstance(value := getattr(table, name), Mapping) else value
            for name in table.__dataclass_fields__
        }
        for table in added
    ]
