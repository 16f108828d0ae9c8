"""Data that a user brings: checked, catalogued like the package's own, and kept outside of it.

`add` takes a file, folder or zip, checks every row of it, and keeps it as a set: a folder of tables
under a name, with a catalogue of its own (title, rows, SHA-256). `open_set` opens it, laid over the
package's tables for all that it doesn't say. Kinds:

- "baci": a BACI archive as CEPII gives it out, folder or zip: a World of every year in it.
- "votes": ideal points in UN votes, in the form of Bailey, Strezhnev and Voeten's files; they stand
  in the place of the package's own, and everything else stays the package's.
- "flows": a table of flows (exporter, importer, value). With year and good it is a World; without,
  it is for the engines, see `flow_table`, which also reads it back.

`verify(folder)` checks a set as it checks the package.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accord import names
from accord.data import abilities, presence, trade
from accord.data.catalogue import TABLES, Table, listed
from accord.data.domestic import TABLE as DOMESTIC
from accord.data.own import sets
from accord.data.own.sets import FLOWS, Progress, Said
from accord.data.own.table import WORLD
from accord.data.readers import PACKAGE, Tables
from accord.errors import InputError

if TYPE_CHECKING:
    from accord.data.own.keep import Kept

KINDS = ("baci", "flows", "votes")
VOTES = "ideal_points.csv"  # of a set that is about votes alone
MAIN = (trade.TABLE, FLOWS, VOTES)  # the table that a set is about
SOURCE = "sources-own.toml"
LEFT = {"hs6": "HS6 code of 1992", "why": "what its codes hold besides"}
COUNTED = (presence.TABLE, trade.CODE_TABLE, abilities.TABLE)  # made when a set is added
NOBODY_SAID = Said()


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A set of data as it was kept.

    years : that it has trade or votes of; none where it is for the engines alone
    rows : kept; `read` were looked at
    left_out : code of 1992 -> why the archive's revision can't tell it apart
    tables : the catalogue's entries of what was written
    """

    name: str
    folder: Path
    title: str
    version: str
    years: tuple[int, ...]
    rows: int
    read: int
    left_out: Mapping[str, str]
    tables: tuple[Table, ...]


def add(
    path: str | Path,
    kind: str | None = None,
    *,
    name: str | None = None,
    into: str | Path = sets.SETS,
    years: Collection[int] | None = None,
    codes: Collection[str] | None = None,
    said: Said = NOBODY_SAID,
    replace: bool = False,
    progress: Progress = lambda what, done, of: None,
) -> Added:
    """Check what a user brings and keep it, catalogued, as a set of data.

    Parameters
    ----------
    path : file, folder or zip that the user brings
    kind : "baci", "flows" or "votes"; as what it looks like where None
    name : of the set, by default after the file
    into : folder of sets, made where it is missing; not the package's own
    years : of an archive to keep; all that it holds where None
    codes : HS6 codes (of 1992) of an archive to keep; all where None, or of another revision
        all that the concordance turns into codes of 1992
    said : what the catalogue and reports should say of it
    replace : a set of that name, where there is one
    progress : called with what is read, how many MB of how many

    Raises
    ------
    InputError
        No such file or kind, a name that is taken, or a folder that cannot be written to.
    DataError
        The file is damaged, or holds what no flow can be; the message names file and row.
    """
    from accord.data.own.keep import keep_archive, keep_flows, keep_votes  # heavy

    source, folder = Path(path), Path(into)
    if not source.exists():
        raise InputError(f"no file or folder {source}")
    if folder.resolve() == TABLES.resolve():
        raise InputError("the package's own tables are built, not added to; name another folder")
    kind = names.require("kind of data", kind or _looks_like(source), KINDS)
    if kind != "baci" and (years is not None or codes is not None):
        raise InputError("years and codes are picked from a BACI archive; a table is kept whole")
    called = sets.name_of(source) if name is None else sets.checked(name)
    with sets.staged(folder, called, replace=replace) as stage:
        if kind == "votes":
            kept = keep_votes(source, stage, PACKAGE, said=said)
        elif kind == "flows":
            kept = keep_flows(source, stage, PACKAGE, said=said)
        else:
            wanted = None if years is None else tuple(sorted(set(years)))
            kept = keep_archive(
                source, stage, PACKAGE, years=wanted, codes=codes, said=said, progress=progress
            )
        _catalogue(stage, kept)
    return Added(
        name=called,
        folder=folder / called,
        title=kept.source.title,
        version=kept.source.version,
        years=kept.years,
        rows=kept.rows,
        read=kept.read,
        left_out=kept.left_out,
        tables=tuple(listed(folder / called).values()),
    )


def open_set(data: str | Path, within: Path = sets.SETS) -> Tables:
    """Open a set of data by name or path, laid over the package's tables.

    Raises
    ------
    UnknownNameError, InputError
        There is none of that name, or what is there is no World.
    DataError
        Its catalogue is damaged.
    """
    folder = sets.folder_of(data, within)
    if not {trade.TABLE, VOTES} & set(listed(folder)):
        raise InputError(
            f"{folder} holds flows without years and goods: for the engines, no World; a World's "
            f"table has the columns {', '.join(WORLD)} and, where it is known, mass"
        )
    return Tables.open(folder, over=PACKAGE)


def _looks_like(source: Path) -> str:
    if source.is_dir() or source.suffix.casefold() == ".zip":
        return "baci"
    with source.open("rb") as file:
        return "votes" if b"idealpoint" in file.readline(10_000).lower() else "flows"


def _catalogue(folder: Path, kept: "Kept") -> None:
    """Write who says so, what is counted of the rows, and the list of it all."""
    from accord.data.build.computed import write_computed
    from accord.data.build.listing import toml_value, write_listing

    said = {name: value for name, value in asdict(kept.source).items() if value is not None}
    key = said.pop("key")
    lines = [f"[{key}]", *(f"{name} = {toml_value(value)}" for name, value in said.items())]
    (folder / SOURCE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_listing(folder, _described(kept))
    if kept.years:
        write_computed(folder, TABLES, only=COUNTED)


def _described(kept: "Kept") -> dict[str, dict[str, Any]]:
    """Say what each file is, and the unit of its columns."""
    package, key = PACKAGE.catalogue, kept.source.key
    sides = {"exporter": "who sells", "importer": "who buys; the exporter itself: sold at home"}
    own = {
        trade.TABLE: (kept.source.title, dict(package[trade.TABLE].columns)),
        FLOWS: (kept.source.title, {**sides, "value": "money, of the unit that the table has"}),
        VOTES: (kept.source.title, dict(package[VOTES].columns)),
        DOMESTIC: (
            "What states sold at home",
            {"hs6": "HS6 code", "year": "year", "state": "ISO 3166 alpha-3", "mass_t": "t"},
        ),
        trade.COVERED: ("HS6 codes that the trade covers", {"hs6": "HS6 code"}),
        trade.LEFT_OUT: ("HS6 codes that its revision can't tell apart", LEFT),
        "states.csv": ("States", dict(package["states.csv"].columns)),
        "holes.csv": ("No holes are known of it", dict(package["holes.csv"].columns)),
        "rules.toml": ("No rule changes it", {}),
        SOURCE: ("Who says so", {}),
    }
    return {
        file: {"title": title, "sources": [key], "columns": columns}
        for file, (title, columns) in own.items()
    }
