"""The commands that solve: run, explain."""

import datetime as dt
import shlex
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accord.cli.cases import hint, load
from accord.cli.options import DEFAULT_CASE, as_json, examples, shared, solving
from accord.cli.progress import Progress
from accord.cli.screen import Screen

if TYPE_CHECKING:
    from accord import Case, Result, World
    from accord.result import Document

OLD_WORDS = {"assumption": "depends"}  # until 0.3
HIT = 1  # exit code where a verdict came up that --fail-on names


def _verdicts(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    """Read the words of --fail-on."""
    from accord.names import MARKS, require

    words = [word.strip().replace("-", " ") for word in value.split(",") if word.strip()]
    return tuple(require("verdict", _new_word(word), MARKS) for word in words)


def _new_word(word: str) -> str:
    """Take a verdict's old name for the new one, and say so."""
    if word not in OLD_WORDS:
        return word
    new = OLD_WORDS[word]
    click.echo(f'the verdict "{word}" is now "{new}"; the old word works until 0.3', err=True)
    return new


@click.command(
    epilog=examples("accord run --draws 200", "accord run --json --draws 200 --seed 7"),
)
@click.argument("case", default=DEFAULT_CASE)
@solving
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for report and tables.  [default: out]"
)
@click.option(
    "--fail-on",
    metavar="VERDICT,…",
    default="",
    callback=_verdicts,
    help="Exit with 1 where a claim gets one of these verdicts.",
)
@as_json
@shared
@click.pass_obj
def run(
    screen: Screen,
    case: str,
    draws: int,
    seed: int,
    year: int | None,
    data: str | None,
    out: Path | None,
    fail_on: tuple[str, ...],
    in_json: bool,
) -> int:
    """Solve CASE, a name or a file, on real data and print a verdict on each of its claims.

    Writes report.html, result.json, manifest.json and the tables as CSV and Parquet into the
    folder --out. With --json the result is printed instead, and written only where --out is given.
    """
    started = time.monotonic()
    found = load(case, year, data)
    folder = out or (None if in_json else Path("out"))
    if folder:
        from accord.api.runs import FILES
        from accord.files import checked_target

        checked_target(folder, FILES)
    result = solved(found, draws, seed, data)
    seconds = time.monotonic() - started
    if folder:
        result.write(
            folder,
            written=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            seconds=round(seconds, 3),
            arguments=sys.argv[1:],
        )
    if in_json:
        screen.json(result.json())
    else:
        show(screen, result.document, seconds)
        if folder:
            screen.err(where_to_look(result.document, folder, case, year, data))
    return judged(screen, result.document, fail_on)


def solved(case: "Case", draws: int, seed: int, data: str | None) -> "Result":
    """Run a case under a progress line."""
    from accord.api.runs import run

    with Progress() as progress:
        world = world_of(case, data)
        result = run(case, world=world, draws=draws, seed=seed, progress=progress)
        _ = result.document  # solved as far as it will be, while the line still shows
    return result


def world_of(case: "Case", data: str | None) -> "World | None":
    """Give the World of a case's year in a set of data; None where none is named."""
    if data is None:
        return None
    from accord.api.tables import load_world

    return load_world(case.year, data=data)


def show(screen: Screen, document: "Document", seconds: float) -> None:
    """Print heading, table and tally of a run."""
    from accord.cli import verdicts

    screen.out(verdicts.heading(document, seconds))
    screen.out()
    screen.out(verdicts.verdict_table(document))
    screen.out()
    screen.out(verdicts.tally(document))


def where_to_look(
    document: "Document", folder: Path, case: str, year: int | None, data: str | None
) -> str:
    """Say where the report is, and how to ask why."""
    report = f"report  {folder / 'report.html'}"
    if not document.verdicts:
        return report
    asked = max(document.verdicts, key=lambda v: (v.verdict == "depends", bool(v.decides)))
    more = "" if case == DEFAULT_CASE else f" --case {shlex.quote(case)}"
    more += f" --draws {document.draws}" if document.draws != 1000 else ""
    more += f" --seed {document.seed}" if document.seed else ""
    more += f" --year {year}" if year else ""
    more += f" --data {shlex.quote(data)}" if data else ""
    return f"{report}    why  accord explain {asked.claim}{more}"


def judged(screen: Screen, document: "Document", fail_on: tuple[str, ...]) -> int:
    """Give the exit code that --fail-on asks for, and say why."""
    hits = {word: getattr(document.tally, word.replace(" ", "_")) for word in fail_on}
    hits = {word: count for word, count in hits.items() if count}
    if not hits:
        return 0
    said = ", ".join(
        f"{count} claim{'s are' if count != 1 else ' is'} {word}" for word, count in hits.items()
    )
    screen.err(f"exit {HIT}: {said} (--fail-on {','.join(fail_on)})")
    return HIT


@click.command(
    epilog=examples(
        "accord explain israel-oil-suppliers --draws 200",
        "accord explain muslim-majority --json",
    ),
)
@click.argument("claim")
@click.option("--case", "name", default=DEFAULT_CASE, show_default=True, help="Name or file.")
@solving
@as_json
@shared
@click.pass_obj
def explain(
    screen: Screen,
    claim: str,
    name: str,
    draws: int,
    seed: int,
    year: int | None,
    data: str | None,
    in_json: bool,
) -> None:
    """Show why CLAIM, or a part of it (ID/PART), got its verdict.

    What was measured and needed, how the draws fell, what decides it, and what it rests on.
    """
    from accord.api.runs import explain as ask
    from accord.cli import verdicts
    from accord.result import text

    found = load(name, year, data)
    world = world_of(found, data)
    with hint(f"accord run {shlex.quote(name)}"):
        answer = ask(claim, found, world=world, draws=draws, seed=seed)
    if in_json:
        screen.json(text(answer))
        return
    texts = [verdicts.claim_text(entry, answer, found.file) for entry in answer.verdicts]
    screen.out("\n\n".join(texts))
    asked = " ".join(map(shlex.quote, sys.argv[1:]))
    screen.err(f"more  accord {asked} --json")
