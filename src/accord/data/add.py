"""Data that a user brings: checked, catalogued like the package's own, and kept outside of it.

`add` takes a file, checks it, writes it as Parquet into a folder that the user names, and lists
it in that folder's catalogue with title, rows and SHA-256. `verify(folder)` then checks it as it
checks the package. Kinds:

- "baci": a BACI archive as CEPII gives it out, folder or zip. `Tables.open(FOLDER)` reads it, over
  the package's tables where those are named.
- "flows": a table of flows (exporter, importer, value), see `flow_table`, which also reads it back.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from accord import names
from accord.data.catalogue import TABLES, Table, listed
from accord.data.flow_table import flow_table
from accord.errors import InputError

Written = dict[str, tuple[str, dict[str, str]]]  # file -> title, unit of each column


def add(
    path: str | Path,
    kind: str,
    *,
    into: str | Path,
    title: str = "",
    publisher: str = "not said",
    licence: str = "not said",
    retrieved: dt.date | None = None,
) -> tuple[Table, ...]:
    """Check what a user brings and keep it, catalogued, in a folder.

    Parameters
    ----------
    path : file or folder that the user brings
    kind : "baci" or "flows"
    into : folder to keep it in, made where it is missing; not the package's own
    title, publisher, licence, retrieved : what the catalogue and reports should say of it

    Returns
    -------
    the catalogue's entries of what was written

    Raises
    ------
    InputError
        No such file or kind, or a folder that cannot be written to.
    DataError
        The file is damaged, or holds what no flow can be; the message names the row or file.
    """
    source, folder = Path(path), Path(into)
    write = _KINDS[names.require("kind of data", kind, _KINDS)]
    if not source.exists():
        raise InputError(f"no file or folder {source}")
    if folder.resolve() == TABLES.resolve():
        raise InputError("the package's own tables are built, not added to; name another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = write(source, folder)
        key = _key(source)
        _write_source(folder / f"sources-{key}.toml", key, title, publisher, licence, retrieved)
        _describe(folder, written, key, title)
    except OSError as error:
        raise InputError(f"cannot write to {folder}: {error.strerror or error}") from None
    return tuple(table for name, table in listed(folder).items() if name in written)


def _key(source: Path) -> str:
    stem = source.name.split(".")[0].lower()
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in stem).strip("-") or "added"


def _baci(source: Path, folder: Path) -> Written:
    from accord.data.build import build  # heavy, and only of use here

    package = listed(TABLES)
    rows = build(source, folder).rows
    return {name: (package[name].title, dict(package[name].columns)) for name in rows}


def _flows(source: Path, folder: Path) -> Written:
    from accord.data.build.write import write

    states, flows = flow_table(source)
    pairs = [(i, j) for i in range(len(states)) for j in range(len(states)) if flows[i, j] > 0]
    table = pl.DataFrame(
        {
            "exporter": [states[i] for i, _ in pairs],
            "importer": [states[j] for _, j in pairs],
            "value": [float(flows[i, j]) for i, j in pairs],
        }
    )
    name = f"{_key(source)}.parquet"
    write(table, folder / name)
    columns = {
        "exporter": "state that sells",
        "importer": "state that buys; the exporter itself for domestic sales",
        "value": "money, of the unit that the user's table has",
    }
    return {name: ("Flows by exporter and importer", columns)}


_KINDS: Mapping[str, Callable[[Path, Path], Written]] = {"baci": _baci, "flows": _flows}


def _write_source(
    path: Path, key: str, title: str, publisher: str, licence: str, retrieved: dt.date | None
) -> None:
    texts = {
        "title": title or f"{key}, added by the user",
        "publisher": publisher,
        "version": "as brought",
        "licence": licence,
        "terms": "not read",
        "link": "",
    }
    lines = [f"[{key}]", *(f"{k} = {json.dumps(v)}" for k, v in texts.items())]
    lines += [f"retrieved = {retrieved.isoformat()}"] if retrieved else []
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _describe(folder: Path, written: Written, key: str, title: str) -> None:
    from accord.data.build.listing import write_listing

    described = {
        name: {"title": title or theirs, "sources": [key], "columns": columns}
        for name, (theirs, columns) in written.items()
    }
    described[f"sources-{key}.toml"] = {"title": "Source of what was added", "sources": []}
    write_listing(folder, described)
