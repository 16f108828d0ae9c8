"""Commands about case files: check, new, cases, metrics."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accord.cli.options import DEFAULT_CASE, as_json, examples, of_data, shared
from accord.cli.screen import Screen, table, wrap

if TYPE_CHECKING:
    from accord import Case, Tables


ALL_GOODS = "all goods: docs/models/goods.md"


@contextmanager
def hint(command: str) -> Iterator[None]:
    """Note a command that helps on any unknown name that is met inside."""
    from accord.errors import UnknownNameError

    try:
        yield
    except UnknownNameError as error:
        error.add_note(command)
        raise


def load(name_or_path: str, year: int | None, data: str | None = None) -> "Case":
    """Read a case; one that isn't there is answered with the command that lists them."""
    from accord.api.cases import load_case

    tables = opened(data)
    with hint("accord cases"):
        return load_case(name_or_path, year=year, tables=tables)


def opened(data: str | None) -> "Tables | None":
    """Open a set of data; one that isn't there is answered with the command that lists them."""
    if data is None:
        return None
    from accord.api.tables import opened as find

    with hint("accord data sets"):
        return find(data)


@click.command(
    epilog=examples("accord check", "accord check abraham-accords --json"),
)
@click.argument("case", default=DEFAULT_CASE)
@click.option("--year", type=int, help="Of the world, in place of the case's own.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of case files instead.")
@of_data
@as_json
@shared
@click.pass_obj
def check(
    screen: Screen, case: str, year: int | None, schema: bool, data: str | None, in_json: bool
) -> None:
    """Read CASE, a name or a file, and tell all of its faults at once; nothing is run.

    Each fault says where it is, what was written, what is wrong and what would be right.
    """
    from accord.api import cases as room

    if schema:
        screen.json(as_text(room.schema()))
        return
    found = room.counts(load(case, year, data))
    if in_json:
        screen.json(as_text({"format": 1, "faults": [], **found}))
        return
    waiting = found["not_reviewed"]
    not_yet = f" ({waiting} not reviewed)" if waiting else ""
    screen.out(
        f"{found['case']}: no faults. {counted(found, 'claims')}{not_yet}, "
        f"{counted(found, 'scenarios')}, "
        f"{counted(found, 'assumptions')} ({found['judgement']} of judgement), "
        f"{counted(found, 'sources')}"
    )


def counted(found: dict[str, Any], what: str) -> str:
    """Write a count with its word: 1 claim, 2 claims."""
    return f"{found[what]} {what if found[what] != 1 else what.removesuffix('s')}"


@click.command(
    epilog=examples("accord new caspian", "accord new strait --template closure"),
)
@click.argument("name")
@click.option(
    "--template",
    default="accession",
    show_default=True,
    help="The kind: accession, closure, corridor, embargo, minerals or price-cap.",
)
@click.option("--stdout", "print_it", is_flag=True, help="Print it instead of writing a file.")
@shared
@click.pass_obj
def new(screen: Screen, name: str, template: str, print_it: bool) -> None:
    """Write NAME.toml, a small commented case that runs as it stands."""
    from accord.api.cases import new_case
    from accord.errors import InputError

    name = name.removesuffix(".toml")
    text = new_case(name, template)
    path = Path(f"{name}.toml")
    if print_it:
        screen.out(text.rstrip("\n"))
        return
    if path.exists():
        raise InputError(f"{path} is there already; choose another name, or remove it first")
    from accord.files import write_text

    write_text(path, text)
    screen.out(str(path))
    screen.err(f"check it  accord check {path}    run it  accord run {path}")


@click.command(
    epilog=examples("accord cases", "accord cases --json"),
)
@as_json
@shared
@click.pass_obj
def cases(screen: Screen, in_json: bool) -> None:
    """List the cases that come with accord, and the case files in this folder."""
    from accord.api.cases import listed

    found = listed()
    if in_json:
        screen.json(as_text(found))
        return
    rows = [(c["case"], c["where"], str(c["claims"] or ""), c["title"]) for c in found]
    screen.out(table(("case", "where", "claims", "title"), rows, right=(2,)))


@click.command(
    epilog=examples("accord metrics", "accord metrics import-share"),
)
@click.argument("name", required=False)
@as_json
@shared
@click.pass_obj
def metrics(screen: Screen, name: str | None, in_json: bool) -> None:
    """List the metrics that a claim can be tested with, or describe the one called NAME."""
    from accord.api import cases as room

    with hint("accord metrics"):
        found = room.metrics(name)
    if in_json:
        screen.json(as_text([room.described(one) for one in found]))
    elif name is not None:
        screen.out(metric_text(room.described(found[0])))
    else:
        rows = [(m.name, m.engine, first_line(m.doc)) for m in found]
        screen.out(table(("metric", "engine", "what it says"), rows))
        screen.err("one of them  accord metrics import-share")


def metric_text(metric: dict[str, Any]) -> str:
    """Describe a metric in full."""
    rows = [
        (p["name"], "yes" if p["required"] else "", p["is"], p["says"])
        for p in metric["parameters"]
    ]
    blocks = [
        f"{metric['name']}   {metric['engine']}",
        *(wrap(paragraph, indent="  ") for paragraph in metric["doc"].split("\n\n")),
        f"  formula  {metric['formula']}",
        *([f"  method   {metric['method']}"] if metric["method"] else []),
        f"  unit     {metric['unit'] or 'of the figure'}",
        *(f"  needs    {need}" for need in metric["needs"]),
        *(f"  a bloc   as {name}: {said}" for name, said in metric["blocs"].items()),
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
