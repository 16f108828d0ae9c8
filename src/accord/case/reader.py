"""Reads a case: finds the file, parses it, tells every fault at once, or gives the Case.

`read` is the one door: whatever a file holds, it gives a Case or raises an AccordError that says
where the fault is, what was written, what is wrong and what would be right.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from pydantic_core import ValidationError

from accord.case import form
from accord.case.assumptions import Assumption, Parameter
from accord.case.find import find, text_of
from accord.case.known import Known, game_of, left_to_the_table, staged_names, table_names
from accord.case.lines import written
from accord.case.model import Case, Place
from accord.case.parsing import Enough, LoadWorld, Reading
from accord.case.problem import Problem
from accord.case.sentences import sentences
from accord.case.shape import NAME, validator
from accord.case.sound import sound
from accord.data.brought import Brought
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
        folder=path.parent,
    )


def parse(
    text: str,
    *,
    name: str,
    file: str,
    world: World | LoadWorld | None = None,
    overrides: Mapping[str, Any] | None = None,
    folder: Path | None = None,
) -> Case:
    """Read a case from its text; `read` says what the rest means.

    Parameters
    ----------
    folder : where files beside the case are looked for; None where the text is no file

    Raises
    ------
    CaseError
        with all faults of the text
    """
    reading = Reading(file, text, overrides)
    raw = with_dotted_names(reading.toml(), reading.places) | reading.overrides
    reading.stop_at_faults()
    if callable(world):
        world = reading.world(world, raw)
    year_told = bool(reading.faults)
    package = world and world.laid(Brought())
    own = sound(raw, package, folder) if package else None
    players, actions = game_of(raw)
    known = Known(
        world=package.laid(own.own.brought) if package and own else None,
        package=package,
        scenarios=(*table_names(raw, "scenarios"), *staged_names(raw)),
        goods=table_names(raw, "goods"),
        accord="accord" in raw,
        poles="alignment" in raw,
        year_told=year_told,
        elsewhere="year" in reading.overrides or _on_own_data(package),
        named=table_names(raw, "assumptions"),
        left=tuple(left_to_the_table(raw)),
        broken=own.broken if own else frozenset(),
        incomplete=bool(own and (own.broken or own.faults or own.unreadable)),
        game=players,
        actions=actions,
    )
    known = replace(known, assumptions=sound_assumptions(raw, known))
    if own:
        reading.faults += own.faults
        for path, wrong, right in own.unreadable:
            reading.tell(path, wrong, right)
    given = {"name": name, "source": text, "file": file, "where": reading.places}
    given["beside"] = own.own.files if own else ()
    given["overrides"] = reading.overrides
    hidden = {form.HIDDEN + field: value for field, value in given.items()}
    try:
        case: Case = validator(Case).validate_python(raw | hidden, context=known)
    except ValidationError as error:
        with suppress(Enough):
            for problem in told(error, raw, known):
                reading.tell(problem.path, problem.wrong, problem.right)
        reading.stop_at_faults()
        raise
    reading.stop_at_faults()
    return case


def with_dotted_names(raw: dict[str, Any], places: dict[str, Place]) -> dict[str, Any]:
    """Read [assumptions.crude-oil.sigma.short] as the one name that it means.

    TOML takes its dots for tables within tables; where keys stand is noted under the name as well.
    """
    table = raw.get("assumptions")
    if not isinstance(table, dict):
        return raw
    named = dict(table)
    for good, parameters in table.items():
        if isinstance(parameters, dict) and set(parameters) <= set(get_args(Parameter)):
            for parameter, horizons in named.pop(good).items():
                for horizon, one in horizons.items() if isinstance(horizons, dict) else ():
                    named[f"{good}.{parameter}.{horizon}"] = one
                    was = written(("assumptions", good, parameter, horizon))
                    now = written(("assumptions", f"{good}.{parameter}.{horizon}"))
                    at = {k: place for k, place in places.items() if k.startswith(was)}
                    places.update({now + k.removeprefix(was): place for k, place in at.items()})
    return {**raw, "assumptions": named}


def _on_own_data(world: World | None) -> bool:
    return world is not None and world.tables.own_folder is not None


def told(error: ValidationError, raw: form.Table, known: Known) -> list[Problem]:
    """Say what pydantic found; a name whose own declaration is faulty is told there, not here."""
    found = error.errors(include_url=False)
    others = [e for e in found if not (e["type"] == NAME and e["input"] in known.broken)]
    return [problem for one in others or found for problem in sentences(one, raw, known)]


def sound_assumptions(raw: form.Table, known: Known) -> dict[str, Assumption]:
    """Read the assumptions that have no fault, for checks of what uses them."""
    table, read = raw.get("assumptions"), validator(Assumption)
    sound: dict[str, Assumption] = {}
    for name, one in table.items() if isinstance(table, dict) else ():
        with suppress(ValidationError):
            sound[name] = read.validate_python(one, context=known)
    return sound
