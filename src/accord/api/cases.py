"""Case files and the metrics that their claims can be tested with."""

import shlex
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accord import case as room
from accord.case import find, form
from accord.case.assumptions import JUDGEMENT
from accord.case.brings import UNSOURCED
from accord.case.comments import comment
from accord.case.find import MOST_BYTES as MOST_BYTES
from accord.case.model import Case
from accord.case.review import unreviewed
from accord.case.wording import kind_words
from accord.errors import AccordError, CaseError, InputError
from accord.measures import Measure, measures
from accord.names import require

if TYPE_CHECKING:
    from accord.data import Tables
    from accord.result.document import Assumption


def load_case(
    name_or_path: str | Path, *, year: int | None = None, tables: "Tables | None" = None
) -> Case:
    """Read a shipped case by name, or a case file by path, and check it whole.

    Parameters
    ----------
    name_or_path : "abraham-accords", or the path of a TOML file
    year : overrides the year that the case names; the result says so
    tables : whose names and years the case is checked against; the package's own where None

    Raises
    ------
    CaseError
        with all faults of the file, each with its line
    """
    from accord.api.tables import load_world

    overrides = {} if year is None else {"year": year}
    world = partial(load_world, tables=tables)
    return room.read(name_or_path, world=world, overrides=overrides)


def parse_case(text: str, *, name: str) -> Case:
    """Read a case from its text, which is no file: nothing beside it is looked for.

    Raises CaseError with all faults of the text.
    """
    from accord.api.tables import load_world

    return room.parse(text, name=name, file=f"{name}.toml", world=load_world)


def shipped() -> tuple[str, ...]:
    """Name the cases that come with accord."""
    return room.shipped()


def counts(case: Case) -> dict[str, Any]:
    """Count what a case holds."""
    assumptions = case.assumptions.values()
    return {
        "case": case.name,
        "claims": len(case.claims),
        "not_reviewed": sum(map(unreviewed, case.claims.values())),
        "scenarios": len(case.scenarios),
        "assumptions": len(case.assumptions),
        "judgement": sum(a.source == JUDGEMENT for a in assumptions),
        "sources": len(sources_named(case)),
    }


def is_shipped(case: Case) -> bool:
    """Whether its name alone is the way to ask for it again: a shipped case, as it was shipped."""
    ours = find.shipped_folder() / f"{case.name}.toml"
    return case.name in find.shipped() and find.text_of(ours) == case.source


def sources_named(case: Case) -> frozenset[str]:
    """Say which sources a case lists or names, for whatever it says."""
    of_claims = {claim.source for claim in case.claims.values() if claim.source}
    of_date = {case.accord.as_of_source} if case.accord else set()
    of_assumptions = {assumption.source for assumption in case.assumptions.values()}
    named = case.own.sourced_by.union(case.sources, of_claims, of_date, of_assumptions)
    return named - set(UNSOURCED)


def assumed(case: Case) -> "tuple[Assumption, ...]":
    """Give the assumptions that a case writes, each with its distribution drawn."""
    from accord.api.tables import load_world
    from accord.draws import assumptions
    from accord.result.made import rests

    found = assumptions(case, load_world(case.year))
    return tuple(rests.assumption(found[name], ()) for name in case.assumptions)


def outline(text: str) -> dict[str, Any]:
    """Give a case as a form has it: shocks and assumptions, field by field, and kinds of shocks.

    Raises InputError where the text is no TOML.
    """
    from accord.case import outline as forms

    return forms.outline(text)


def filled(text: str, change: Mapping[str, Any]) -> str:
    """Write what a form changed into the text of a case, and leave the rest as it is.

    Parameters
    ----------
    change : `scenario` and its `shocks`, or `assumption`, `key` and `value`

    Raises
    ------
    InputError
        where it is neither, or stands in the text in a way that a form can't change
    """
    from accord.case import outline as forms

    match change:
        case {"scenario": str(scenario), "shocks": list(shocks)} if all(
            isinstance(one, dict) for one in shocks
        ):
            return forms.with_shocks(text, scenario, shocks)
        case {"assumption": str(name), "key": str(key), "value": int(value) | float(value)}:
            return forms.with_number(text, name, key, float(value))
    raise InputError("a change has scenario and shocks, or assumption, key and value")


def schema() -> dict[str, Any]:
    """Give the JSON Schema of case files."""
    return room.schema()


def new_case(name: str, template: str = "accession") -> str:
    """Write a small commented case of a kind that runs as it stands; gives its text.

    Raises InputError where no case can have the name, UnknownNameError where there is no such
    template.
    """
    return room.new(name, template)


def shipped_cases() -> list[dict[str, Any]]:
    """List the cases that come with accord."""
    return [_listed(name, "shipped") for name in room.shipped()]


def listed() -> list[dict[str, Any]]:
    """List the cases that come with accord, and the case files in this folder."""
    named = [(name, "shipped") for name in room.shipped()]
    named += [(name, "here") for name in room.cases_in(Path())]
    return [_listed(name, where) for name, where in named]


def _listed(name: str, where: str) -> dict[str, Any]:
    """Say what a case is, or that it has faults, without loading a world for it."""
    none = {"case": name, "where": where, "claims": None, "year": None}
    try:
        found = room.read(name)
    except CaseError as error:
        count = len(error.faults)
        says = f"{count} fault{'s' * (count != 1)}: accord check {shlex.quote(name)}"
        return {**none, "title": says}
    except AccordError as error:
        return {**none, "title": str(error)}
    return {**none, "title": found.title, "claims": len(found.claims), "year": found.year}


def metrics(name: str | None = None) -> list[Measure]:
    """Give the metrics that a claim can be tested with, or the one of this name.

    Raises UnknownNameError where there is none.
    """
    known: Mapping[str, Measure] = measures()
    return list(known.values()) if name is None else [known[require("metric", name, known)]]


def described(metric: Measure) -> dict[str, Any]:
    """Say all of a metric, with each of its parameters."""
    return {
        "name": metric.name,
        "engine": metric.engine,
        "unit": metric.unit if isinstance(metric.unit, str) else None,
        "formula": metric.formula,
        "method": metric.method,
        "needs": [str(need) for need in metric.needs],
        "blocs": {name: plural.value for name, plural in metric.blocs.items()},
        "doc": metric.doc,
        "parameters": [
            {
                "name": key.name,
                "is": kind_words(key.kind).replace("\\|", "|"),
                "required": key.required,
                "says": comment(key.within, key.field),
            }
            for key in form.keys(metric.parameters).values()
        ],
    }
