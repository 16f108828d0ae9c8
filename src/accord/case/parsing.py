"""One text of a case while it is read: its TOML, the places of its keys, the faults told so far."""

import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from accord.case import form
from accord.case.lines import Path, Scan, places, written
from accord.case.model import FORMAT, Case, Place
from accord.case.wording import said, short
from accord.errors import CaseError, Fault, InputError, UnknownNameError
from accord.world import World

LoadWorld = Callable[[int], World]

# A dotted key as no case has it. The standard parser takes a time that grows with the square of
# its steps, so that half a megabyte of them would keep it busy for minutes.
ENDLESS_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){200}""")
NUL = re.compile(r"(?<!\\)(?:\\\\)*\\(?:u0000|U00000000)")
NO_CASE = ((ENDLESS_KEY, "a key of more than 200 steps"), (NUL, "a NUL character"))
MOST_FAULTS = 200  # told of one file; who has that many starts with the first


class Enough(Exception):  # noqa: N818  it ends the reading and reaches nobody
    """So many faults were told that more would help nobody."""


class Reading:
    """One text while it is read: its places, and the faults told so far."""

    def __init__(self, file: str, text: str, overrides: Mapping[str, Any] | None = None) -> None:
        self.file = file
        self.text = text
        self.overrides = dict(overrides or {})  # keys that the command line gives
        self.places: dict[str, Place] = {}
        self.faults: list[Fault] = []

    def toml(self) -> dict[str, Any]:
        """Parse the text; what is no TOML, no case or of another format is a fault."""
        for no_case, wrong in (
            (ENDLESS_KEY, "a key of more than 200 steps"),
            (NUL, "a NUL in a text"),
        ):
            if found := no_case.search(self.text):
                self._at_line(self.text.count("\n", 0, found.start()) + 1, wrong)
                return {}
        try:
            raw = tomllib.loads(self.text)
            self.places = places(self.text)
        except RecursionError:
            self._at_line(1, "tables or lists are nested too deeply to be a case")
            return {}
        except ValueError as error:  # TOMLDecodeError is one; so is a number too long to convert
            self._syntax(str(error))
            return {}
        if "format" not in raw and not set(raw) & set(form.keys(Case)):
            self._at_line(1, "this is TOML, but no case", f"a case begins with format = {FORMAT}")
        elif "format" not in raw:
            self._at_line(1, "format is missing", f"write format = {FORMAT} as the first line")
        elif raw["format"] is True or raw["format"] != FORMAT:
            wrong = f"format {said(raw['format'])} is not known to this version of accord"
            self.tell(("format",), wrong, f"it reads format = {FORMAT}")
        return {key: value for key, value in raw.items() if key != "format"}

    def tell(self, path: Path, wrong: str, right: str = "") -> None:
        """Note a fault at a path; where no line has it, at the nearest one above.

        Raises Enough once there are as many as anybody will read.
        """
        if path and path[0] in self.overrides:
            option = f"--{path[0]}"
            self.faults.append(
                Fault(file=option, line=None, key="", text="", wrong=wrong, right=right)
            )
            return
        length = len(path)
        while length and written(path[:length]) not in self.places:
            length -= 1
        place = self.places.get(written(path[:length])) if length else None
        if place is None:
            place = self._first_line()
        fault = Fault(
            file=self.file,
            line=place.line,
            key=written(path),
            text=place.text,
            wrong=wrong,
            right=right,
        )
        if fault not in self.faults:
            self.faults.append(fault)
        if len(self.faults) >= MOST_FAULTS:
            raise Enough

    def world(self, load: LoadWorld, raw: Mapping[str, Any]) -> World | None:
        """Load the World of the case's year; a year that has none is a fault."""
        year = raw.get("year")
        if not isinstance(year, int) or isinstance(year, bool):
            return None
        try:
            return load(year)
        except (InputError, UnknownNameError) as error:
            wrong, _, right = str(error).partition("; ")
            self.tell(("year",), wrong, right)
            return None

    def stop_at_faults(self) -> None:
        """Raise CaseError with the faults in the order of their lines, if there are any."""
        if self.faults:
            order = {fault.file: i for i, fault in enumerate(self.faults)} | {self.file: -1}
            raise CaseError(sorted(self.faults, key=lambda f: (order[f.file], f.line or 0)))

    def _first_line(self) -> Place:
        return Place(line=1, text="")

    def _at_line(self, line: int, wrong: str, right: str = "", key: str = "") -> None:
        lines = self.text.split("\n")
        line = min(max(line, 1), len(lines))
        self.faults.append(
            Fault(
                file=self.file,
                line=line,
                key=key,
                text=short(lines[line - 1]),
                wrong=wrong,
                right=right,
            )
        )

    def _syntax(self, message: str) -> None:
        """Tell what the TOML parser stopped at, in words of a case file."""
        found = re.search(r"\s*\(at line (\d+), column (\d+)\)", message)
        if "integer string conversion" in message or "digits" in message:
            digits = re.search(r"\d{1000,}", self.text)
            start = digits.start() if digits else 0
            self._at_line(self.text.count("\n", 0, start) + 1, "a number of too many digits")
            return
        line = int(found[1]) if found else self.text.rstrip("\n").count("\n") + 1
        said_so = re.sub(r"\s*\(at [^)]*\)", "", message)
        repeats = Scan(self.text).repeats
        if repeats and re.match(r"Cannot|Duplicate", said_so):
            path, first, again = repeats[0]
            where = "in the same line" if first == again else f"on line {first}"
            wrong = f"{written(path)} is there already, {where}"
            self._at_line(again, wrong, "rename one of the two, or join them", written(path))
        else:
            column = f", column {found[2]}" if found else ""
            wrong = f"this is no TOML{column}: {said_so[:1].lower()}{said_so[1:]}"
            self._at_line(line, wrong, right_syntax(self.text.split("\n"), line))


def right_syntax(lines: list[str], line: int) -> str:
    """Say what would be right, for the slips that people make most."""
    here = lines[min(line, len(lines)) - 1]
    if found := re.search(r"[“”„‘’«»]", here):
        return f'write straight quotes (") in place of {found[0]}'
    if re.match(r"\s*[\w-]+\s*:", here):
        return "write = between key and value"
    if re.match(r"\s*[\w-]+\s*=\s*[A-Za-z]", here) and "true" not in here and "false" not in here:
        return "write a text in quotes"
    if re.search(r"\d,\d", here):
        return "write a decimal point"
    return ""
