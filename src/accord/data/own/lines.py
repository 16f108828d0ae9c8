"""A table of text in blocks of whole lines: whatever encoding, separator and line ends it has.

Read: UTF-8 and UTF-16, with or without byte order mark; comma, semicolon, tab and stroke between
fields; quotes; line ends of any system; empty lines, which count as rows but hold nothing. Refused
with its row: a line that is no text of that encoding, or that has more fields than the header.
"""

import codecs
import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import IO

import polars as pl

from accord.errors import TableError

BLOCK = 1 << 24  # bytes that are read at a time
LONGEST = 1 << 26  # bytes of one line
SEPARATORS = (",", ";", "\t", "|")
MARKS = {  # byte order mark: encoding
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
ROW = "row"  # the column that says where a row stands
NO_OTHERS: Mapping[str, str] = MappingProxyType({})

Opened = Callable[[], IO[bytes]]
Read = Callable[[int], None]  # told how many bytes were read
Written = dict[str, str]  # a row as it is written, "" where a field is empty
Says = str | Callable[[Written], str]


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of a table, every field a text or null, blanks around it taken off.

    rows : its columns as the header names them, in small letters, and `row`: where each stands, as
        a spreadsheet counts (the header is row 1)
    written : column that goes by several names -> the one that the header has
    """

    name: str  # of the file
    rows: pl.DataFrame
    written: Mapping[str, str] = field(default_factory=dict)

    def refuse(self, wrong: pl.Expr, says: Says) -> None:
        """Raise a DataError about the first row for which something is true, if there is one."""
        if self.rows.select(wrong.any()).item():
            raise self.error(wrong, says)

    def error(self, wrong: pl.Expr, says: Says) -> TableError:
        """Give what is to be said of the first row for which something is true."""
        first = self.rows.filter(wrong).row(0, named=True)
        written = {name: "" if text is None else str(text) for name, text in first.items()}
        return TableError(self.name, first[ROW], says if isinstance(says, str) else says(written))


def blocks(
    open_it: Opened,
    name: str,
    *,
    needs: tuple[str, ...],
    read: Read,
    called: Mapping[str, str] = NO_OTHERS,
) -> Iterator[Block]:
    """Read a table block by block.

    Parameters
    ----------
    open_it : opens the file for reading bytes
    name : of the file, for messages
    needs : columns that it must have, in small letters
    read : told how many bytes more were read
    called : another name that a column may go by -> the one it is read under

    Raises
    ------
    TableError
        The file is no text, lacks a column, names one twice, or a line is ragged.
    """
    with open_it() as file:
        parts = _whole_lines(_utf8(file, name, read), name)
        head, _, body = next(parts, b"").partition(b"\n")
        separator, written = _header(head, name)
        columns = [called.get(column, column) for column in written]
        _all_there_once(columns, written, name, needs, frozenset(called.values()))
        both = {c: w for c, w in zip(columns, written, strict=True) if c in called.values()}
        row = 2
        for part in chain((body,), parts):
            rows = _parsed(part, separator, columns, name, row)
            row += rows.height
            yield Block(name, _filled(rows), both)


def _utf8(file: IO[bytes], name: str, read: Read) -> Iterator[bytes]:
    """Read a file's bytes as UTF-8, without a byte order mark."""
    first = file.read(BLOCK)
    mark = next((mark for mark in MARKS if first.startswith(mark)), b"")
    encoding = MARKS.get(mark) or _unmarked(first)
    decode = codecs.getincrementaldecoder(encoding)().decode
    part, part_after = first[len(mark) :], b""
    read(len(first))
    while part:
        part_after = file.read(BLOCK)
        read(len(part_after))
        if encoding == "utf-8":
            text = part
        else:
            try:
                text = decode(part, not part_after).encode()
            except UnicodeDecodeError as error:
                says = f"is no text: {error}; save it as UTF-8"
                raise TableError(name, None, says) from None
        if b"\0" in text:
            says = "is no text, it holds bytes of 0; save it as UTF-8"
            raise TableError(name, None, says)
        yield text
        part = part_after


def _unmarked(first: bytes) -> str:
    """Tell UTF-16 without a mark by the zeros between its first letters."""
    if first[1:2] == b"\0" and first[3:4] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if first[:1] == b"\0" and first[2:3] == b"\0" else "utf-8"


def _whole_lines(parts: Iterator[bytes], name: str) -> Iterator[bytes]:
    """Cut at ends of lines that lie outside of quotes; a line ends with a line feed alone."""
    rest = b""
    for part in parts:
        text = rest + part
        cut = text.rfind(b"\n") + 1
        while cut and text.count(b'"', 0, cut) % 2:
            cut = text.rfind(b"\n", 0, cut - 1) + 1
        if len(text) - cut > LONGEST:
            says = f"a line of more than {LONGEST >> 20} MB; is it a table?"
            raise TableError(name, None, says)
        if cut:
            yield text[:cut].replace(b"\r\n", b"\n")
        rest = text[cut:]
    if rest:
        yield rest.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _header(head: bytes, name: str) -> tuple[str, list[str]]:
    """Read what stands between the columns, and their names as written, in small letters."""
    try:
        line = head.decode()
    except UnicodeDecodeError:
        says = "the header is no UTF-8 text; save it as UTF-8"
        raise TableError(name, 1, says) from None
    separator = max(SEPARATORS, key=line.count)
    try:
        columns = [c.strip().casefold() for c in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error as error:  # a carriage return without a line feed, a field of 100 kB
        says = f"the header is no row of a table: {error}"
        raise TableError(name, 1, says) from None
    return separator, columns


def _all_there_once(
    columns: list[str], written: list[str], name: str, needs: tuple[str, ...], more: frozenset[str]
) -> None:
    """See that each column that is needed is there, and none that is known twice."""
    if missing := [c for c in needs if c not in columns]:
        there = ", ".join(c for c in written if c) or "nothing"
        says = (
            f"no column {', '.join(missing)}; the table needs {', '.join(needs)}, "
            f"its first row is {there[:80]}"
        )
        raise TableError(name, None, says)
    for column in dict.fromkeys((*needs, *sorted(more))):
        names = [w for c, w in zip(columns, written, strict=True) if c == column]
        if len(set(names)) > 1:
            both = " and ".join(dict.fromkeys(names))
            raise TableError(name, 1, f"{both} are one column; leave one out")
        if len(names) > 1:
            raise TableError(name, 1, f"the column {names[0]} stands twice; leave one out")


def _parsed(text: bytes, separator: str, columns: list[str], name: str, first: int) -> pl.DataFrame:
    """Read lines as rows of texts, with the number of each."""
    placed = [f"column {i}" for i in range(len(columns))]  # a header may name nothing, or twice
    header = separator.join(placed).encode() + b"\n"
    try:
        rows = pl.read_csv(header + text, separator=separator, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise _wrong_line(text, separator, len(columns), name, first, error) from None
    named = {place: c for place, c in zip(placed, columns, strict=True) if columns.count(c) == 1}
    return rows.select(
        pl.int_range(first, first + pl.len(), dtype=pl.UInt32).alias(ROW),
        *(pl.col(place).str.strip_chars().alias(c) for place, c in named.items() if c != ROW),
    )


def _wrong_line(
    text: bytes, separator: str, fields: int, name: str, first: int, error: Exception
) -> TableError:
    """Find the line that can't be read, and say what is wrong with it."""
    for row, line in enumerate(text.split(b"\n"), start=first):
        try:
            found = len(next(csv.reader([line.decode()], delimiter=separator), []))
        except UnicodeDecodeError:
            return TableError(name, row, "is no UTF-8 text; save it as UTF-8")
        except csv.Error as told:
            return TableError(name, row, f"is no row of a table: {told}")
        if found > fields:
            return TableError(name, row, f"{found} fields, the header has {fields}")
    return TableError(name, None, f"cannot be read as a table: {error}")


def _filled(rows: pl.DataFrame) -> pl.DataFrame:
    """Leave out rows that hold nothing; an empty text is null."""
    texts = rows.with_columns(pl.col(pl.String).replace("", None))
    return texts.filter(~pl.all_horizontal(pl.col(pl.String).is_null()))
