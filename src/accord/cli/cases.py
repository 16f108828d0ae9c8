"""Commands about case files: check, new, cases, metrics."""

import json
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accord.cli.options import DEFAULT_CASE, as_json, examples, shared
from accord.cli.screen import Screen, clean, table, wrap

if TYPE_CHECKING:
    from accord.case import Case
    from accord.measures import Measure


@contextmanager
def hint(command: str) -> Iterator[None]:
    """Note a command that helps on any unknown name that is met inside."""
    from accord.errors import UnknownNameError

    try:
        yield
    except UnknownNameError as error:
        error.add_note(command)
        raise


def load(name_or_path: str, year: int | None) -> "Case":
    """Read a case; one that isn't there is answered with the command that lists them."""
    import accord

    with hint("accord cases"):
        return accord.load_case(name_or_path, year=year)


@click.command(
    epilog=examples("accord check", "accord check abraham-accords --json"),
    short_help="Tell all faults of a case file at once.",
)
@click.argument("case", default=DEFAULT_CASE)
@click.option("--year", type=int, help="Of the world, in place of the case's own.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of case files instead.")
@as_json
@shared
@click.pass_obj
def check(screen: Screen, case: str, year: int | None, schema: bool, in_json: bool) -> None:
    """Read CASE, a name or a file, and tell all of its faults at once; nothing is run.

    Each fault says where it is, what was written, what is wrong and what would be right.
    """
    if schema:
        from accord.case import schema as draw

        screen.out(as_text(draw()))
        return
    found = summary(load(case, year))
    if in_json:
        screen.out(as_text({"format": 1, "faults": [], **found}))
        return
    screen.out(
        f"{found['case']}: no faults. {counted(found, 'claims')}, {counted(found, 'scenarios')}, "
        f"{counted(found, 'assumptions')} ({found['judgement']} of judgement), "
        f"{counted(found, 'sources')}"
    )


def counted(found: dict[str, Any], what: str) -> str:
    """Write a count with its word: 1 claim, 2 claims."""
    return f"{found[what]} {what if found[what] != 1 else what.removesuffix('s')}"


def summary(case: "Case") -> dict[str, Any]:
    """Count what a case holds."""
    from accord.case.assumptions import JUDGEMENT

    sources = {a.source for a in case.assumptions.values()} - {JUDGEMENT}
    return {
        "case": case.name,
        "claims": len(case.claims),
        "scenarios": len(case.scenarios),
        "assumptions": len(case.assumptions),
        "judgement": sum(a.source == JUDGEMENT for a in case.assumptions.values()),
        "sources": len(sources),
    }


@click.command(
    epilog=examples("accord new caspian", "accord new caspian --stdout"),
    short_help="Write a small case to start from.",
)
@click.argument("name")
@click.option("--stdout", "print_it", is_flag=True, help="Print it instead of writing a file.")
@shared
@click.pass_obj
def new(screen: Screen, name: str, print_it: bool) -> None:
    """Write NAME.toml, a small commented case that runs as it stands."""
    from accord import case
    from accord.errors import InputError

    name = name.removesuffix(".toml")
    text = case.new(name)
    path = Path(f"{name}.toml")
    if print_it:
        screen.out(text.rstrip("\n"))
        return
    if path.exists():
        raise InputError(f"{path} is there already; choose another name, or remove it first")
    from accord.report.files import write_text

    write_text(path, text)
    screen.out(str(path))
    screen.err(f"check it  accord check {path}    run it  accord run {path}")


@click.command(
    epilog=examples("accord cases", "accord cases --json"),
    short_help="List the shipped cases and those in this folder.",
)
@as_json
@shared
@click.pass_obj
def cases(screen: Screen, in_json: bool) -> None:
    """List the cases that come with accord, and the case files in this folder."""
    from accord import case

    named = [(name, "shipped") for name in case.shipped()]
    named += [(name, "here") for name in case.cases_in(Path())]
    found = [listed(name, where) for name, where in named]
    if in_json:
        screen.out(as_text(found))
        return
    rows = [(c["case"], c["where"], str(c["claims"] or ""), c["title"]) for c in found]
    screen.out(table(("case", "where", "claims", "title"), rows, right=(2,)))


def listed(name: str, where: str) -> dict[str, Any]:
    """Say what a case is, or that it has faults, without loading a world for it."""
    from accord import case
    from accord.errors import AccordError, CaseError

    try:
        found = case.read(name)
    except CaseError as error:
        count = len(error.faults)
        says = f"{count} fault{'s' * (count != 1)}: accord check {shlex.quote(name)}"
        return {"case": name, "where": where, "title": says, "claims": None, "year": None}
    except AccordError as error:
        return {"case": name, "where": where, "title": str(error), "claims": None, "year": None}
    return {
        "case": name,
        "where": where,
        "title": clean(found.title),
        "claims": len(found.claims),
        "year": found.year,
    }


@click.command(
    epilog=examples("accord metrics", "accord metrics import-share"),
    short_help="List the metrics that a claim can be tested with.",
)
@click.argument("name", required=False)
@as_json
@shared
@click.pass_obj
def metrics(screen: Screen, name: str | None, in_json: bool) -> None:
    """List the metrics that a claim can be tested with, or describe the one called NAME."""
    from accord.measures import measures
    from accord.names import require

    found = measures()
    if name is not None:
        with hint("accord metrics"):
            found = {name: found[require("metric", name, found)]}
    if in_json:
        screen.out(as_text([metric_values(one) for one in found.values()]))
    elif name is not None:
        screen.out(metric_text(found[name]))
    else:
        rows = [(m.name, m.engine, first_line(m.doc)) for m in found.values()]
        screen.out(table(("metric", "engine", "what it says"), rows))
        screen.err("one of them  accord metrics import-share")


def metric_values(metric: "Measure") -> dict[str, Any]:
    """Give a metric as JSON has it."""
    from accord.case import form
    from accord.case.comments import comment
    from accord.case.reference import kind_words

    return {
        "name": metric.name,
        "engine": metric.engine,
        "formula": metric.formula,
        "method": metric.method,
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


def metric_text(metric: "Measure") -> str:
    """Describe a metric in full."""
    values = metric_values(metric)
    rows = [
        (p["name"], "yes" if p["required"] else "", p["is"], p["says"])
        for p in values["parameters"]
    ]
    blocks = [
        f"{metric.name}   {metric.engine}",
        *(wrap(paragraph, indent="  ") for paragraph in metric.doc.split("\n\n")),
        f"  formula  {metric.formula}",
        *([f"  method   {metric.method}"] if metric.method else []),
        "",
        table(("parameter", "needed", "is", ""), rows),
    ]
    return "\n".join(blocks)


def first_line(text: str) -> str:
    """Give the first sentence of a docstring."""
    return text.split("\n\n")[0].replace("\n", " ")


def as_text(values: Any) -> str:
    """Write values as JSON, as it is printed."""
    return json.dumps(values, ensure_ascii=False, allow_nan=False, indent=1, default=str)


COMMANDS = (check, new, cases, metrics)
