"""The terminal: what it can show, how wide a text is there, and where text goes.

The answer goes to standard output, all else to standard error. Text of a case file or a source is
shown as text: control characters, which could steer a terminal, are taken out. Where the encoding
lacks a character, a plain one stands for it.
"""

import json
import os
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TextIO

import click

When = Literal["auto", "always", "never"]

PIPED = 100  # columns of a table where nobody says how many there are
WIDEST = 200
TEXT = 80  # columns of running text
PLAIN = str.maketrans(
    {
        "●": "+", "◐": "~", "✕": "x", "○": "o", "┃": "|", "¶": "#", "≥": ">=", "≤": "<=",
        "≠": "!=", "–": "-", "—": "-", "−": "-", "…": "...", "·": "-", "→": "->", "±": "+-",
        "“": '"', "”": '"', "‘": "'", "’": "'", "\u202f": " ", "\u00a0": " ", "✓": "ok",
    }
)  # fmt: skip
COLOUR = re.compile(r"\x1b\[(?:0|2|3[0-7])m")  # as click writes them: reset, dim, a colour
CONTROL = re.compile(
    rf"{COLOUR.pattern}|[\x00-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\u200e\u200f]"
)


class ReaderGone(BrokenPipeError):  # noqa: N818  nobody is told of it
    """Whoever reads what is printed has seen enough, as `head` has."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a command prints to."""

    colour: When = "auto"

    def out(self, text: str = "") -> None:
        """Print a line or more of the answer."""
        _print(text, sys.stdout, self.colour)

    def json(self, text: str) -> None:
        """Print JSON as it is; a letter that the encoding lacks is escaped, as JSON may."""
        encoding = sys.stdout.encoding or "utf-8"
        letters = {c for c in text if not c.isascii() and not _has(encoding, c)}
        if sys.stdout.isatty():
            letters.update(c for c in text if c != "\n" and CONTROL.fullmatch(c))
        escaped = {ord(c): json.dumps(c)[1:-1] for c in letters}
        _echo(text.translate(escaped).rstrip("\n"), sys.stdout, "never")

    def err(self, text: str = "") -> None:
        """Print a hint, or what went wrong."""
        plain = CONTROL.sub(lambda found: "\n" if found[0] == "\n" else "", text)
        _print(plain, sys.stderr, self.colour)


def _print(text: str, stream: TextIO, when: When) -> None:
    shown = CONTROL.sub(_shown, text).replace("\u202f", " ")
    encoding = stream.encoding or "utf-8"
    try:
        shown.encode(encoding)
    except UnicodeEncodeError:
        shown = shown.translate(PLAIN).encode(encoding, "replace").decode(encoding)
    _echo(shown, stream, when)


def _shown(control: re.Match[str]) -> str:
    """Keep line ends and the colours that accord writes; nothing else may steer a terminal."""
    return control[0] if control[0] == "\n" or COLOUR.fullmatch(control[0]) else ""


def _has(encoding: str, letter: str) -> bool:
    """Say whether an encoding has a letter."""
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _echo(shown: str, stream: TextIO, when: When) -> None:
    try:
        click.echo(shown, file=stream, color=coloured(stream, when))
    except BrokenPipeError:
        raise ReaderGone from None


def coloured(stream: TextIO, when: When) -> bool:
    """Say whether a stream gets colour: a terminal does, unless NO_COLOR or the user says no."""
    if when != "auto":
        return when == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Give the columns of a table: those of the terminal, and in a pipe always as many."""
    columns = shutil.get_terminal_size((PIPED, 24)).columns
    return min(WIDEST, max(60, columns)) if sys.stdout.isatty() else PIPED


def clean(text: str) -> str:
    """Take out of a text what could steer a terminal; line ends become blanks."""
    return CONTROL.sub("", re.sub(r"[\t\r\n\v\f\x85\u2028\u2029]+", " ", text))


def cells(text: str) -> int:
    """Count the columns that a text takes: none for a combining mark, two for a wide letter."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def pad(text: str, columns: int, side: Literal["left", "right"] = "left") -> str:
    """Fill a text with blanks to a number of columns, flush left or right."""
    blanks = " " * max(0, columns - cells(text))
    return text + blanks if side == "left" else blanks + text


def wrap(text: str, columns: int = TEXT, indent: str = "") -> str:
    """Break running text into lines, all indented alike."""
    lines = textwrap.wrap(clean(text), columns, initial_indent=indent, subsequent_indent=indent)
    return "\n".join(lines)


def table(
    head: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    right: tuple[int, ...] = (),
    wide: int = -1,
) -> str:
    """Lay rows out in columns two blanks apart; column `wide` is broken where lines get too long.

    `right` are the columns that stand flush right, as numbers do.
    """
    grid = [head, *(tuple(clean(cell) for cell in row) for row in rows)]
    widths = [max(cells(row[i]) for row in grid) for i in range(len(head))]
    room = width() - 2 * (len(head) - 1)
    if sum(widths) > room:
        widths[wide] = max(12, widths[wide] - (sum(widths) - room))
    lines = []
    for row in grid:
        broken = textwrap.wrap(row[wide], max(widths[wide], 1)) or [""]
        for n, piece in enumerate(broken):
            shown = [cell if n == 0 else "" for cell in row]
            shown[wide] = piece
            sides = ["right" if i in right else "left" for i in range(len(row))]
            padded = [pad(c, w, s) for c, w, s in zip(shown, widths, sides, strict=True)]  # type: ignore[arg-type]
            lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)
