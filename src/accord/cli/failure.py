"""What a user is told when a command can't be done, and the exit code that says so too.

2: the input is wrong, or what the machine gives is not enough: a full disk, a name too long, too
little memory. 3: the data are damaged. 130: interrupted. 70: accord itself failed, which is the
only time that a traceback is written, into a file, for whoever mends it.
"""

import json
import os
import sys
from contextlib import suppress
from typing import Any

import click

import accord
from accord.cli.edge import abandon
from accord.cli.screen import Screen
from accord.errors import AccordError, CaseError, faults_of, said
from accord.names import nearest

INTERRUPTED = 130
FAILED = 70  # EX_SOFTWARE of sysexits.h
GAP = "      "  # between a message and the command that helps


def tell(error: BaseException, arguments: list[str]) -> int:
    """Tell a user about an error, as JSON where they asked for it; give the exit code."""
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return INTERRUPTED
    if isinstance(error, AccordError):
        hints = list(getattr(error, "__notes__", ()))
        text = str(error) if isinstance(error, CaseError) else f"accord: {error}"
        _say(GAP.join([text, *hints]), faults_of(error), arguments)
        return error.exit_code
    if isinstance(error, click.ClickException):
        message, hint = usage(error)
        _say(f"accord: {message}{GAP}{hint}", [said(message)], arguments)
        return 2
    if short := shortage(error):
        _say(f"accord: {short}", [said(short)], arguments)
        return 2
    message = unexpected(error, arguments)
    _say(f"accord: {message}", [said(message)], arguments)
    return FAILED


def shortage(error: BaseException) -> str:
    """Say what the machine would not give: room, memory, a folder; "" for any other failure."""
    if isinstance(error, MemoryError) or _is_panic(error, "alloc", "memory"):
        return "not enough memory; ask for fewer --draws, or allow the process more"
    if not isinstance(error, OSError) and not _is_panic(error, "os error"):
        return ""
    with suppress(OSError):
        os.getcwd()
        what = getattr(error, "strerror", None) or str(error)
        file = getattr(error, "filename", None)
        if file is None and "--json" not in sys.argv:
            return f"the answer can't be written: {what}"
        return f"{file}: {what}" if file else f"cannot read or write: {what}"
    return "the working folder is gone; change to one that is there"


def _is_panic(error: BaseException, *words: str) -> bool:
    """Whether polars gave up, for a reason that holds one of some words."""
    panicked = type(error).__name__ in ("PanicException", "ComputeError")
    return panicked and any(word in str(error).casefold() for word in words)


def _say(text: str, faults: list[dict[str, Any]], arguments: list[str]) -> None:
    """Print to whichever stream can still be written to."""
    if "--json" in arguments:
        values = json.dumps({"format": 1, "faults": faults}, ensure_ascii=False, indent=1)
        try:
            Screen().json(values)
            sys.stdout.flush()
            return
        except (OSError, AccordError):
            abandon(sys.stdout)
    try:
        Screen().err(text)
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr)
    with suppress(OSError, AccordError):
        sys.stdout.flush()
        return
    abandon(sys.stdout)


def usage(error: click.ClickException) -> tuple[str, str]:
    """Say what is wrong with a command line, and which help has more."""
    context = getattr(error, "ctx", None)
    help_of = f"{context.command_path if context else 'accord'} --help"
    if isinstance(error, click.NoSuchOption):
        close = nearest(error.option_name, error.possibilities or ())
        meant = f'; did you mean "{close}"?' if close else ""
        return f'no option "{error.option_name}"{meant}', help_of
    message = error.format_message().rstrip(".")
    return message[:1].lower() + message[1:], help_of


def unexpected(error: BaseException, arguments: list[str]) -> str:
    """Write the details of a failure that nobody foresaw to a file; say where it is."""
    import platform
    import tempfile
    import traceback

    doing = " ".join(["accord", *arguments])
    details = "".join(traceback.format_exception(error))
    if "--debug" in arguments:
        return f"failed at: {doing}\n{details}"
    head = f"{doing}\naccord {accord.__version__}, Python {platform.python_version()}\n"
    head += f"{platform.platform()}\n\n"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="accord-failure-", suffix=".txt", delete=False, encoding="utf-8"
        ) as file:
            file.write(head + details)
        where = f"its details are in {file.name}"
    except OSError as error_of_file:
        where = f"its details can't be written ({error_of_file.strerror}); --debug prints them"
    return (
        f"failed at: {doing}\n"
        f"  {type(error).__name__}: {error}\n"
        f"  this is a defect of accord; {where}\n"
        "  please send that file to whoever gave you accord"
    )
