"""What a user is told when a command can't be done, and the exit code that says so too.

2: the input is wrong. 3: the data are damaged. 130: interrupted. 70: accord itself failed, which
is the only time that a traceback is written, into a file, for whoever mends it.
"""

import json
from typing import Any

import click

import accord
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
    message = unexpected(error, arguments)
    _say(f"accord: {message}", [said(message)], arguments)
    return FAILED


def _say(text: str, faults: list[dict[str, Any]], arguments: list[str]) -> None:
    if "--json" in arguments:
        said = json.dumps({"format": 1, "faults": faults}, ensure_ascii=False, indent=1)
        Screen().json(said)
    else:
        Screen().err(text)


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
    with tempfile.NamedTemporaryFile(
        "w", prefix="accord-failure-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(head + details)
    return (
        f"failed at: {doing}\n"
        f"  {type(error).__name__}: {error}\n"
        f"  this is a defect of accord; its details are in {file.name}\n"
        "  please report it with that file; README.md says where"
    )
