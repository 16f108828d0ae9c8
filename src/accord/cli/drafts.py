"""The commands from a text to a case: draft, review."""

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accord.cli.cases import as_text
from accord.cli.options import as_json, examples, shared
from accord.cli.screen import Screen

if TYPE_CHECKING:
    from accord import Draft
    from accord.api.drafts import Review

KEY = "ACCORD_LLM_KEY"  # of the environment: no key stands in a file or a command's history


@click.command(
    epilog=examples("accord draft speech.md -o speech.toml", "accord draft speech.md --json"),
)
@click.argument("file")
@click.option("--name", help="Of the case; the file's own where unsaid.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Of the text.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="File to write the case to.")
@click.option("--with-llm", "llm", metavar="URL", help="Let a language model add proposals.")
@click.option("--model", help="Which model of --with-llm to ask.")
@as_json
@shared
@click.pass_obj
def draft(
    screen: Screen,
    file: str,
    name: str | None,
    date: dt.datetime | None,
    out: Path | None,
    llm: str | None,
    model: str | None,
    in_json: bool,
) -> None:
    """Draft a case from FILE: English text, Markdown, web page or PDF; - for what is piped in.

    Each sentence that data could decide becomes a claim with a proposed test, under review: it has
    no verdict until a person has looked at it. What the sentence leaves open is a gap, "?".

    --with-llm sends the text to any endpoint that speaks OpenAI's chat format, with the key in the
    environment's ACCORD_LLM_KEY if it has one. Without the option nothing is sent anywhere.
    """
    from accord.api import drafts
    from accord.errors import InputError
    from accord.files import write_text

    if bool(llm) != bool(model):
        raise InputError("--with-llm URL and --model NAME go together; give both or neither")
    if out and out.exists():
        raise InputError(f"{out} is there already; choose another name, or remove it first")
    text = drafts.read(held(file), "the text" if file == "-" else file)
    found = drafts.draft(text)
    if llm and model:
        found = _with_llm(screen, found, llm, model)
    if not found.claims:
        if in_json:
            screen.json(as_text({"format": 1, "sentences": found.sentences, "spans": []}))
        else:
            said = f"{found.sentences} sentence{'s' * (found.sentences != 1)}"
            screen.out(f"Nothing to draft: {said}, none of which data could decide.")
        return
    called = name or ("a-draft" if file == "-" else Path(file).stem)
    made = drafts.written(found, name=called, date=date.date() if date else None)
    if out:
        write_text(out, made.text)
        screen.err(f"check it  accord check {out}    review it  accord review {out}")
    if in_json:
        head = {"format": 1, "title": found.title, "sentences": found.sentences}
        screen.json(as_text({**head, "spans": drafts.spans(made.draft)}))
    elif not out:
        screen.out(made.text.rstrip("\n"))


def _with_llm(screen: Screen, found: "Draft", url: str, model: str) -> "Draft":
    """Add what a language model proposes, and say how much of it was taken and dropped."""
    from accord.api import drafts

    answer = drafts.proposed(found, url=url, model=model, key=os.environ.get(KEY, ""))
    dropped = sum(answer.dropped.values())
    why = "".join(f"; {many} for {reason}" for reason, many in answer.dropped.items())
    screen.err(
        f"{model} proposed {answer.taken + dropped}: {answer.taken} taken, {dropped} dropped{why}"
    )
    return answer.draft


def held(file: str) -> bytes:
    """Read a file, or what is piped in, never more than a text may have.

    Raises InputError where it can't be read.
    """
    from accord.api.drafts import MOST_BYTES, too_large
    from accord.errors import InputError

    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    path = Path(file)
    if not path.is_file():
        raise InputError(f"no file {file}; write the path of a text, or - for what is piped in")
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise too_large(size, file)
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{file} can't be read: {error.strerror}") from None


@click.command(
    epilog=examples("accord review my-draft.toml --list", "accord review my-draft.toml"),
)
@click.argument("case")
@click.option("--list", "only_list", is_flag=True, help="Only list the claims that wait.")
@as_json
@shared
@click.pass_obj
def review(screen: Screen, case: str, only_list: bool, in_json: bool) -> None:
    """Go through the claims of the file CASE that nobody has reviewed: accept, edit or drop each.

    A claim with a gap can't be accepted before it is filled in. The file is written at the end, or
    on quit, whole or not at all; an interrupt leaves it as it was. --json lists what waits.
    """
    from accord.api.drafts import Review
    from accord.errors import InputError

    if not Path(case).is_file():
        raise InputError(f"no file {case}; write the path of a case that was drafted")
    going = Review(Path(case))
    if in_json:
        listed = [{"claim": name, "quote": quote} for name, quote in going.waiting.items()]
        screen.json(as_text({"format": 1, "waiting": listed}))
        return
    if not going.waiting:
        screen.out(f"{case}: no claim waits for review.")
        return
    if only_list:
        screen.out("\n".join(f"{name}   {quote}" for name, quote in going.waiting.items()))
        return
    before, many = going.text, len(going.waiting)
    for at, name in enumerate(list(going.waiting), 1):
        screen.out(f"\n{at} of {many}")
        if not _reviewed(screen, going, name):
            break
    if going.text != before:
        going.save()
    screen.out(f"{case}: {many - len(going.waiting)} of {many} reviewed")


def _reviewed(screen: Screen, going: "Review", name: str) -> bool:
    """Have one claim accepted, edited, dropped or left; False where the user has enough."""
    from accord.errors import CaseError

    while True:
        screen.out(going.shown(name).rstrip())
        choice = click.prompt(
            "accept, edit, drop, skip or quit", type=click.Choice(list("aedsq")), show_choices=True
        )
        try:
            if choice == "a":
                going.accept(name)
            elif choice == "d":
                going.drop(name)
            elif choice == "e":
                going.change(
                    name, click.edit(going.shown(name), extension=".toml") or going.shown(name)
                )
                continue
        except CaseError as error:
            screen.err(str(error))
            continue
        return choice != "q"
