"""Reads a case: finds the file, parses it, tells every fault at once, or gives the Case.

`read` is the one door: whatever a file holds, it gives a Case or raises an AccordError that says
where the fault is, what was written, what is wrong and what would be right.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic_core import ValidationError

from accord.case import form
from accord.case.assumptions import Assumption
from accord.case.checks import shadows
from accord.case.find import find, text_of
from accord.case.known import Known, table_names
from accord.case.model import Case
from accord.case.own import Own, OwnBloc, OwnFigure, OwnSource, OwnTie
from accord.case.parsing import Enough, LoadWorld, Reading
from accord.case.sentences import sentences
from accord.case.shape import validator
from accord.data.laid import Brought
from accord.world import World


def read(
    name_or_path: str | Path,
    *,
    world: World | LoadWorld | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> Case:
    """Read a case, by the name of a shipped one or by the path of a file.

    Parameters
    ----------
    name_or_path : "abraham-accords", or the path of a TOML file
    world : names are checked against it; a function of the year makes one when the year is known;
        None leaves states, goods and sources unchecked
    overrides : keys of the top level that the command line replaces, such as {"year": 2022}

    Raises
    ------
    CaseError
        with all faults of the file
    UnknownNameError
        where there is no such case
    InputError
        where the file can't be read, is too large, or is no text
    """
    path, name = find(name_or_path)
    return parse(
        text_of(path),
        name=name,
        file=path.name,
        world=world,
        overrides=overrides,
    )


def parse(
    text: str,
    *,
    name: str,
    file: str,
    world: World | LoadWorld | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> Case:
    """Read a case from its text; `read` says what the rest means.

    Raises
    ------
    CaseError
        with all faults of the text
    """
    reading = Reading(file, text, overrides)
    raw = reading.toml() | reading.overrides
    reading.stop_at_faults()
    if callable(world):
        world = reading.world(world, raw)
    package = world and world.laid(Brought())
    known = Known(
        world=package and package.laid(sound_own(raw, package).brought),
        package=package,
        scenarios=table_names(raw, "scenarios"),
        goods=table_names(raw, "goods"),
        accord="accord" in raw,
        other_year="year" in reading.overrides,
        named=table_names(raw, "assumptions"),
    )
    known = replace(known, assumptions=sound_assumptions(raw, known))
    given = {"name": name, "source": text, "file": file, "places": reading.places}
    given["overrides"] = reading.overrides
    hidden = {form.HIDDEN + field: value for field, value in given.items()}
    try:
        case: Case = validator(Case).validate_python(raw | hidden, context=known)
    except ValidationError as error:
        with suppress(Enough):
            for one in error.errors(include_url=False):
                for problem in sentences(one, raw, known):
                    reading.tell(problem.path, problem.wrong, problem.right)
        reading.stop_at_faults()
        raise
    reading.stop_at_faults()
    return case


def sound_own(raw: form.Table, package: World) -> Own:
    """Read what a case brings, as far as it has no fault, so that the rest may name it."""
    known = Known(world=package, package=package)
    sources = {**_sound(raw, "sources", OwnSource, known)}
    known = replace(known, world=package.laid(Own(sources=sources).brought))
    ties: list[OwnTie] = []
    for one in raw["ties"] if isinstance(raw.get("ties"), list) else ():
        with suppress(ValidationError):
            ties.append(validator(OwnTie).validate_python(one, context=known))
    return Own(
        sources=sources,
        blocs=_sound(raw, "blocs", OwnBloc, known),
        figures=_sound(raw, "figures", OwnFigure, known),
        ties=tuple(ties),
    )


def _sound(raw: form.Table, key: str, model: type[Any], known: Known) -> dict[str, Any]:
    table, sound = raw.get(key), {}
    for name, one in table.items() if isinstance(table, dict) else ():
        if not shadows(key, name, known):
            with suppress(ValidationError):
                read = validator(Mapping[str, model])  # type: ignore[valid-type]
                sound.update(read.validate_python({name: one}, context=known))
    return sound


def sound_assumptions(raw: form.Table, known: Known) -> dict[str, Assumption]:
    """Read the assumptions that have no fault, for checks of what uses them."""
    table, read = raw.get("assumptions"), validator(Assumption)
    sound: dict[str, Assumption] = {}
    for name, one in table.items() if isinstance(table, dict) else ():
        with suppress(ValidationError):
            sound[name] = read.validate_python(one, context=known)
    return sound
