"""Where each key of a TOML text stands: key path → line, which the standard library forgets.

One pass over a text that `tomllib` has accepted. A path is written as the faults write it:
`scenarios.gulf-shut.shocks[0].passage`. Tables, inline tables, arrays (also over many lines),
dotted and quoted keys and `[[arrays of tables]]` all get a place. On a text that is broken the
scan ends at the break and gives what it has.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from itertools import accumulate

from accord.case.model import Place

Step = str | int
Path = tuple[Step, ...]

BARE = re.compile(r"[A-Za-z0-9_-]+")
BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
SPACE = re.compile(r"[ \t]*")
SCALAR = re.compile(r"[^,\]}#\r\n]*")
LONG_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}', re.DOTALL)
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
SHOWN = 100  # of a line longer than this, the key with its value is shown, cut to as much
DEEPEST = 50  # steps of a path; no case has a sixth of it
MOST_ITEMS = 1000  # of a list that get a place of their own


class Break(Exception):  # noqa: N818  it ends the scan and reaches nobody
    """The text is no TOML from here on."""


def written(path: Path) -> str:
    """Write a path as faults do: dots between keys, brackets around indices."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            key = step if BARE.fullmatch(step) else json.dumps(step, ensure_ascii=False)
            text += f".{key}" if text else key
    return text


def places(text: str) -> dict[str, Place]:
    """Say on which line each key of a TOML text stands, and what is written there."""
    return {written(path): place for path, place in Scan(text).found.items()}


class Scan:
    """A cursor that walks through the text once and notes each key that it passes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines = text.split("\n")
        self.starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))
        self.found: dict[Path, Place] = {}
        self.lengths: dict[Path, int] = {}  # of arrays of tables
        self.declared: dict[Path, int] = {}  # line of each key and header
        self.repeats: list[tuple[Path, int, int]] = []  # a key declared again: first line, second
        with suppress(Break, RecursionError):  # what stands before the break is known
            self._document()

    def _document(self) -> None:
        table: Path = ()
        while self._skip(BLANK) and self.at < len(self.text):
            start = self.at
            if self._take("[["):
                table = self._array_header(start)
            elif self._take("["):
                table = self._header(start)
            else:
                self._pair(table)

    def _header(self, start: int) -> Path:
        path = self._resolved(tuple(self._keys()))
        self._expect("]")
        self._note(path, start)
        return path

    def _array_header(self, start: int) -> Path:
        *above, last = self._keys()
        path = (*self._resolved(tuple(above)), last)
        self._expect("]]")
        index = self.lengths.get(path, 0)
        if not index:
            self._note(path, start)
        self.lengths[path] = index + 1
        self._note((*path, index), start)
        return (*path, index)

    def _resolved(self, keys: Path) -> Path:
        """Follow keys into the latest element of every array of tables on the way."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
        return path

    def _pair(self, table: Path) -> None:
        start = self.at
        path = (*table, *self._keys())
        self._expect("=")
        self._value(path)
        self._note(path, start)

    def _keys(self) -> Iterator[str]:
        while True:
            self._skip(SPACE)
            if found := STRING.match(self.text, self.at):
                self.at = found.end()
                yield self._unquoted(found[0])
            elif found := BARE.match(self.text, self.at):
                self.at = found.end()
                yield found[0]
            else:
                raise Break
            self._skip(SPACE)
            if not self._take("."):
                return

    @staticmethod
    def _unquoted(quoted: str) -> str:
        if quoted[0] == "'" or "\\" not in quoted:
            return quoted[1:-1]
        import tomllib  # only for the rare key with an escape

        try:
            return next(iter(tomllib.loads(f"{quoted} = 0")))
        except tomllib.TOMLDecodeError:
            raise Break from None

    def _value(self, path: Path) -> None:
        self._skip(SPACE)
        if found := LONG_STRING.match(self.text, self.at) or STRING.match(self.text, self.at):
            self.at = found.end()
        elif self._take("["):
            self._array(path)
        elif self._take("{"):
            self._inline_table(path)
        else:
            self._skip(SCALAR)

    def _array(self, path: Path) -> None:
        index = 0
        while self._skip(BLANK) and not self._take("]"):
            start = self.at
            self._value((*path, index))
            if index < MOST_ITEMS:
                self._note((*path, index), start)
            index += 1
            self._skip(BLANK)
            if not self._take(","):
                self._expect("]")
                return

    def _inline_table(self, path: Path) -> None:
        while self._skip(BLANK) and not self._take("}"):
            self._pair(path)
            self._skip(BLANK)
            if not self._take(","):
                self._expect("}")
                return

    def _note(self, path: Path, start: int) -> None:
        """Remember where a path begins, and the tables above it that nothing else declared."""
        if len(path) > DEEPEST:
            raise Break
        line = bisect_right(self.starts, start)
        whole = self.lines[line - 1].rstrip("\r")
        if len(whole) > SHOWN:
            whole = self.text[start : min(self.at, start + SHOWN)].split("\n")[0]
        place = Place(line=line, text=whole)
        for length in range(1, len(path)):
            self.found.setdefault(path[:length], place)
        self.found[path] = place
        if path in self.declared:
            self.repeats.append((path, self.declared[path], line))
        self.declared.setdefault(path, line)

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return True

    def _take(self, mark: str) -> bool:
        if self.text.startswith(mark, self.at):
            self.at += len(mark)
            return True
        return False

    def _expect(self, mark: str) -> None:
        self._skip(SPACE)
        if not self._take(mark):
            raise Break
