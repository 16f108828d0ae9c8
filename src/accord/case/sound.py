"""What a case brings of its own, as far as it has no fault, so that the rest may name it.

It is read in the order in which one thing may name another: sources, blocs and regions, goods,
places, lines, terminals and splits, files beside the case, then figures and ties. What has a fault
is left out here and told where the whole is read.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_core import ValidationError

from accord.case import form
from accord.case.brings import Own
from accord.case.known import Known, right_state
from accord.case.lines import Path as KeyPath
from accord.case.own import OwnBloc, OwnFigure, OwnFile, OwnGood, OwnRegion, OwnSource, OwnTie
from accord.case.own_checks import shadows
from accord.case.own_network import OwnLine, OwnPlace, OwnSplit, OwnTerminal
from accord.case.shape import validator
from accord.data.brought import PRODUCTION, TRADE, FileRows
from accord.errors import Fault, InputError
from accord.later import Later
from accord.world import World

if TYPE_CHECKING:
    from accord.data import beside
else:  # of use to cases with files beside them
    beside = Later("accord.data.beside")

NAMED = (
    "sources",
    "blocs",
    "regions",
    "places",
    "lines",
    "figures",
)  # tables of names of the case's own
FILES = {"flows": TRADE, "production": PRODUCTION}  # key of a case: the table that it lies over


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """What could be read, faults of rows in files beside, and files that can't be read at all.

    broken : names that the case declares, and whose declaration has a fault
    """

    own: Own
    broken: frozenset[str]
    faults: tuple[Fault, ...]
    unreadable: tuple[tuple[KeyPath, str, str], ...]  # key, what is wrong, what would be right


def sound(raw: form.Table, package: World, folder: Path | None) -> Sound:
    """Read what a case brings; `folder` is the one that its file stands in."""
    known = Known(world=package, package=package)
    own = Own(sources=_named(raw, "sources", OwnSource, known))
    known = _over(known, own)
    own = replace(
        own,
        blocs=_named(raw, "blocs", OwnBloc, known),
        regions=_named(raw, "regions", OwnRegion, known),
        goods=_goods(raw, known),
    )
    known = _over(known, own)
    own = replace(own, places=_named(raw, "places", OwnPlace, known))
    known = _over(known, own)
    own = replace(own, lines=_named(raw, "lines", OwnLine, known))
    known = _over(known, own)
    own = replace(
        own,
        terminals=_listed(raw, "terminals", OwnTerminal, known),
        splits=_listed(raw, "splits", OwnSplit, known),
    )
    files, faults, unreadable = _files(raw, known, own, folder)
    own = replace(own, files=files)
    known = _over(known, own)
    own = replace(
        own,
        figures=_named(raw, "figures", OwnFigure, known),
        ties=_listed(raw, "ties", OwnTie, known),
    )
    return Sound(own=own, broken=_broken(raw, own), faults=faults, unreadable=unreadable)


def _broken(raw: form.Table, own: Own) -> frozenset[str]:
    """Name what is declared and could not be read."""
    declared = {name for key in NAMED for name, _ in _tables(raw, key)}
    declared |= {name for name, one in _tables(raw, "goods") if own_keys(one)}
    read = (name for key in (*NAMED, "goods") for name in getattr(own, key))
    return frozenset(declared.difference(read))


def _over(known: Known, own: Own) -> Known:
    """Know what was read so far as well."""
    assert known.package is not None
    return Known(world=known.package.laid(own.brought), package=known.package)


def _named(raw: form.Table, key: str, model: type[Any], known: Known) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, one in _tables(raw, key):
        if not shadows(key, name, known):
            with suppress(ValidationError):
                read = validator(Mapping[str, model])  # type: ignore[valid-type]
                found.update(read.validate_python({name: one}, context=known))
    return found


def _goods(raw: form.Table, known: Known) -> dict[str, OwnGood]:
    """Read the goods that the case itself describes."""
    found = {}
    for name, one in _tables(raw, "goods"):
        described = own_keys(one)
        if described and not shadows("goods", name, known):
            with suppress(ValidationError):
                found[name] = validator(OwnGood).validate_python(described, context=known)
    return found


def own_keys(settings: Any) -> form.Table:
    """Give the keys of [goods.NAME] that describe a good of the case's own."""
    keys = form.keys(OwnGood)
    return {k: v for k, v in settings.items() if k in keys} if isinstance(settings, dict) else {}


def _listed(raw: form.Table, key: str, model: Any, known: Known) -> tuple[Any, ...]:
    found = []
    for one in raw[key] if isinstance(raw.get(key), list) else ():
        with suppress(ValidationError):
            found.append(validator(model).validate_python(one, context=known))
    return tuple(found)


def _files(
    raw: form.Table, known: Known, own: Own, folder: Path | None
) -> tuple[tuple[FileRows, ...], tuple[Fault, ...], tuple[tuple[KeyPath, str, str], ...]]:
    """Read the CSVs that stand beside the case."""
    read: list[FileRows] = []
    faults: list[Fault] = []
    unreadable: list[tuple[KeyPath, str, str]] = []
    described = [name for name, one in _tables(raw, "goods") if own_keys(one)]
    for key, table in FILES.items():
        try:
            said: OwnFile = validator(OwnFile).validate_python(raw.get(key), context=known)
        except ValidationError:
            continue  # no such table, or a fault that is told where the whole is read
        try:
            held = beside.beside(folder, said.file)
        except InputError as error:
            wrong, _, right = str(error).partition("; ")
            unreadable.append(((key, "file"), wrong, right))
            continue
        found, wrongs = beside.rows_of(
            table,
            said.file,
            held,
            _names(table, known, own, described, replaced=said.replaces),
            source=said.source,
            replaces=said.replaces,
        )
        read += found
        faults += wrongs
    return tuple(read), tuple(faults), tuple(unreadable)


def _names(
    table: str, known: Known, own: Own, described: list[str], *, replaced: bool
) -> "beside.Names":
    """Say what a file may name; of the goods that the case describes also those with faults."""
    assert known.package is not None
    world, ours = known.package, known.package.tables
    count = ours.traded_rows if table == TRADE else ours.production_rows
    return beside.Names(
        years=ours.years.trade if table == TRADE else ours.years.markets,
        states=frozenset(world.states),
        state_called=ours.state_called,
        right_state=lambda name: right_state(name, world.states, ours),
        codes={
            **{name: good.codes for name, good in ours.goods.items()},
            **{name: (name,) for name in described},
            **{name: good.codes or (name,) for name, good in own.goods.items()},
        },
        there=(lambda of, year: 0) if replaced else count,
    )


def _tables(raw: form.Table, key: str) -> list[tuple[str, Any]]:
    table = raw.get(key)
    return list(table.items()) if isinstance(table, dict) else []
