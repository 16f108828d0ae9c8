"""Reads a case: finds the file, parses it, tells every fault at once, or gives the Case.

`read` is the one door: whatever a file holds, it gives a Case or raises an AccordError that says
where the fault is, what was written, what is wrong and what would be right.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from accord.case import form
from accord.case.assumptions import Assumption
from accord.case.decode import BAD, Decoder
from accord.case.find import find, text_of
from accord.case.known import Known, table_names
from accord.case.model import Case
from accord.case.parsing import Enough, LoadWorld, Reading
from accord.case.settle import in_base_units, settled
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
    known = Known(
        world=world,
        scenarios=table_names(raw, "scenarios"),
        goods=table_names(raw, "goods"),
        named=table_names(raw, "assumptions"),
    )
    known = replace(known, assumptions=sound_assumptions(raw, known))
    given = {"name": name, "source": text, "file": file, "places": reading.places}
    given["overrides"] = reading.overrides
    case: Any = BAD
    with suppress(Enough):
        case = Decoder(known, reading.tell).table(Case, raw, (), given)
    reading.stop_at_faults()
    return settled(case, known)


def sound_assumptions(raw: form.Table, known: Known) -> dict[str, Assumption]:
    """Read the assumptions that have no fault, in base units, for checks of what uses them."""
    table = raw.get("assumptions")
    if not isinstance(table, dict):
        return {}
    quiet = Decoder(known, lambda *_: None)
    kind = form.keys(Case)["assumptions"].kind
    made = {name: quiet.value(kind, {name: one}, ()) for name, one in table.items()}
    return {name: in_base_units(one[name]) for name, one in made.items() if one is not BAD}
