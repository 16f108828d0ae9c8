"""What the data alone answer: who trades what, what a good's balance is, who says so, which way."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import accord
from accord import data as room
from accord import world as worlds
from accord.data import Table, Tables
from accord.errors import DataError, InputError
from accord.markup import card
from accord.names import require
from accord.world import World

if TYPE_CHECKING:
    from accord.data import Balance


def load_world(
    year: int | None = None, tables: Tables | None = None, *, data: str | Path | None = None
) -> World:
    """Load the World of a year, or of the default year, from the package's tables or from others.

    Parameters
    ----------
    tables : a folder that was opened
    data : a set of data that was added, by its name in `accord-data` or by its path

    Raises
    ------
    InputError
        where there are no data for the year
    UnknownNameError
        where there is no such set
    DataError
        where a table is damaged
    """
    return worlds.load(year, opened(data) if data is not None else tables)


def opened(data: str | Path | None) -> Tables:
    """Open a set of data that was added, by name or path; the package's own tables for None.

    Raises UnknownNameError where there is none.
    """
    return Tables.open() if data is None else room.open_set(data)


class Route(dict[str, Any]):
    """A way as `accord.solve.routes` tells it, which shows itself in a notebook."""

    def _repr_html_(self) -> str:
        """Show the sentence and the legs."""
        rows = [(leg["mode"], leg["from_title"], leg["to_title"]) for leg in self["legs"]]
        return card(self["says"], head=("by", "from", "to"), rows=rows)


def routes(
    origin: str,
    destination: str,
    *,
    avoid: Sequence[str] = (),
    close: Sequence[str] = (),
    use: Sequence[str] = (),
    modes: Sequence[str] = (),
    good: str | None = None,
    by: str = "hours",
    year: int | None = None,
    others: int = 0,
) -> Route:
    """Find the way between two places or states; `accord.solve.routes` says what it gives."""
    from accord.solve import Corridors
    from accord.solve.routes import routes as find

    return Route(
        find(
            Corridors(load_world()),
            origin,
            destination,
            avoid=avoid,
            close=close,
            use=use,
            modes=modes,
            good=good,
            by=by,
            year=year,
            others=others,
        )
    )


def sources(key: str | None = None, *, data: str | Path | None = None) -> list[dict[str, Any]]:
    """List who says the numbers, with rows and tables of each; or the one of this key.

    Raises UnknownNameError where there is none.
    """
    of = opened(data)
    found = of.sources
    if key is not None:
        found = {key: found[require("source", key, found)]}
    tables = of.catalogue
    theirs = {file: table for file, table in tables.items() if not table.made_from}
    return [
        {
            **asdict(source),
            "rows": sum(t.rows for t in theirs.values() if t.sources == (source.key,)) or None,
            "tables": [t.file for t in tables.values() if source.key in t.sources],
        }
        for source in found.values()
    ]


def fingerprint() -> str:
    """Give a checksum of accord and all its tables: with the same, a case has the same result."""
    sums = [f"{name} {table.sha256}" for name, table in sorted(Tables.open().catalogue.items())]
    return hashlib.sha256("\n".join([accord.__version__, *sums]).encode()).hexdigest()


def verify(data: str | Path | None = None) -> list[dict[str, Any]]:
    """Check every table of the package, or of a set that was added, against its SHA-256.

    Raises DataError where one is not what it was, UnknownNameError where there is no such set.
    """
    found = room.verify(None if data is None else room.folder_of(data))
    wrong = [one for one in found if not one.matches]
    if wrong:
        listed = "\n".join(f"  {one.file} {one.wrong}" for one in wrong)
        raise DataError(f"{len(wrong)} of {len(found)} files are not what they were\n{listed}")
    return [asdict(one) for one in found]


def balance(
    good: str, year: int | None = None, *, data: str | Path | None = None
) -> dict[str, Any]:
    """Balance a good: what was produced, traded and used, by rule and by state."""
    found = opened(data).balance(good, year)
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
    kind: str | None = None,
    *,
    case: str | None = None,
    title: str = "",
    publisher: str = "",
    licence: str = "",
    retrieved: dt.date | None = None,
    **how: Any,
) -> dict[str, Any]:
    """Check what a user brings and keep it as a set of data; gives what was kept.

    Parameters
    ----------
    case : keep only the goods that it needs
    how : and errors, as `accord.data.add` has them
    """
    said = room.Said(title=title, publisher=publisher, licence=licence, retrieved=retrieved)
    codes = None if case is None else codes_of(case)
    added = room.add(path, kind, codes=codes, said=said, **how)
    return {
        **{name: getattr(added, name) for name in ("name", "title", "version", "rows", "read")},
        "folder": str(added.folder),
        "years": list(added.years),
        "left_out": dict(added.left_out),
        "tables": [_entry(table) for table in added.tables],
    }


def codes_of(case: str) -> set[str]:
    """Give the HS6 codes that a case needs, with those that a rule counts under one of them."""
    from accord.case.needs import codes_needed
    from accord.data.rules import with_counterparts

    package = Tables.open()
    return set(with_counterparts(codes_needed(case, package.goods), package.rules))


def _entry(table: Table) -> dict[str, Any]:
    return {
        name: dict(value) if isinstance(value := getattr(table, name), Mapping) else value
        for name in table.__dataclass_fields__
    }


def sets(within: Path = room.SETS) -> list[dict[str, Any]]:
    """List the sets of data in a folder: name, what it is, first and last year, rows."""
    return [_set(name, within / name) for name in room.sets_in(within)]


def _set(name: str, folder: Path) -> dict[str, Any]:
    try:
        tables = room.listed(folder)
    except DataError as error:
        return {"name": name, "title": str(error), "years": None, "rows": None}
    main = next((tables[file] for file in room.MAIN if file in tables), None)
    years = list(main.years) if main and main.years else None
    return {
        "name": name,
        "title": main.title if main else "",
        "years": years,
        "rows": main.rows if main else None,
    }
