"""Tables beside a case: a CSV of trade or of production, read row by row, every fault told.

    flows       year, supplier, buyer, value_usd, and good or hs6; where known mass_t
    production  year, state, series, quantity; where it isn't tonnes unit

Fields stand between commas, semicolons or tabs, whichever the first line has; the text is UTF-8,
with or without a byte-order mark; blank lines and blanks around a field are nothing. A number has
a decimal point and no other mark. What is unknown is left empty and never 0. A row says one thing
once: two rows of the same year, states and code are a fault, since nobody can say whether they are
parts or the same twice.
"""

import csv
import hashlib
import io
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import polars as pl

from accord.data.brought import PRODUCTION, TRADE, FileRows
from accord.data.years import spans
from accord.errors import Fault, InputError
from accord.names import suggestion

MOST_BYTES = 50_000_000  # of a file beside a case; a whole BACI goes through `accord data add`
MOST_FAULTS = 50  # told of one file
COLUMNS = {
    TRADE: ("year", "supplier", "buyer", "value_usd"),
    PRODUCTION: ("year", "state", "series", "quantity"),
}
MAY_HAVE = {TRADE: ("good", "hs6", "mass_t"), PRODUCTION: ("unit", "status")}
KEYS = {TRADE: ("year", "supplier", "buyer", "hs6"), PRODUCTION: ("year", "state", "series")}
SCHEMA: Mapping[str, Mapping[str, type[pl.DataType]]] = {
    TRADE: {
        "hs6": pl.String,
        "year": pl.Int16,
        "supplier": pl.String,
        "buyer": pl.String,
        "value_usd": pl.Float64,
        "mass_kg": pl.Float64,
    },
    PRODUCTION: {
        "series": pl.String,
        "year": pl.Int16,
        "state": pl.String,
        "quantity": pl.Float64,
        "unit": pl.String,
        "status": pl.String,
    },
}
UNITS = ("t", "kg", "Mm3", "ct")
KG_PER_T = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a file beside a case may name.

    years : that the World knows
    state_called : gives the code of a state by any of its names
    right_state : says what would be right in place of a state that is none
    codes : of each good, those of the case among them
    there : (code or series, year) -> rows that the package has of it; empty where they are replaced
    """

    years: tuple[int, ...]
    states: frozenset[str]
    state_called: Callable[[str], str | None]
    right_state: Callable[[str], str]
    codes: Mapping[str, tuple[str, ...]]
    there: Callable[[str, int], int]


def beside(folder: Path | None, file: str) -> bytes:
    """Read a file of the folder that a case stands in.

    Raises InputError, saying what is wrong and after a semicolon what would be right, where the
    name leads elsewhere, or there is no such file, or it is larger than a table beside a case.
    """
    parts = {*PurePosixPath(file).parts, *PureWindowsPath(file).parts}
    anchored = PurePosixPath(file).is_absolute() or PureWindowsPath(file).anchor
    if not file.strip() or ".." in parts or anchored or "\0" in file:
        raise InputError(f'"{file}" leads out of the case\'s folder; put the file beside the case')
    if folder is None:
        raise InputError("this case is no file, so nothing stands beside it; save it as a file")
    path = folder / file
    if not path.resolve().is_relative_to(folder.resolve()):
        raise InputError(f'"{file}" leads out of the case\'s folder; put the file beside the case')
    if not path.is_file():
        there = sorted(one.name for one in folder.glob("*.csv"))
        raise InputError(f'no file "{file}" beside the case; {suggestion(file, there)}')
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise InputError(
            f"{file} has {size / 1e6:.0f} MB, at most {MOST_BYTES / 1e6:.0f} are read beside a "
            "case; accord data add takes whole archives"
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{file} can't be read: {error.strerror}; see to its rights") from None


def rows_of(
    table: str, file: str, held: bytes, names: Names, *, source: str, replaces: bool
) -> tuple[FileRows | None, list[Fault]]:
    """Read and check a file's rows; None where there is any fault, of which the first are told."""
    told = _Told(file)
    lines = list(_lines(table, held, told))
    read = _READERS[table]
    rows = [row for number, line in lines if (row := read(told.at(number, line), line, names))]
    if not told.faults:
        _once(table, lines, told)
    if not lines and not told.faults:
        told.say(None, "", "no rows below the names of the columns", "write one row or more")
    if told.faults:
        return None, told.faults
    frame = pl.DataFrame(rows, schema=SCHEMA[table]).sort(*KEYS[table])
    checksum = hashlib.sha256(held).hexdigest()
    return (
        FileRows(
            table=table, file=file, sha256=checksum, rows=frame, source=source, replaces=replaces
        ),
        [],
    )


class _Told:
    """The faults of one file, up to as many as anybody reads."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self._line: int | None = None
        self._text = ""
        self.mark = ","  # between fields

    def at(self, number: int, line: Mapping[str, str]) -> "_Told":
        """Go to a row."""
        self._line, self._text = number, self.mark.join(line.values())
        return self

    def here(self, column: str, wrong: str, right: str) -> None:
        """Tell a fault of the row that was gone to."""
        self.say(self._line, column, wrong, right, self._text)

    def say(self, line: int | None, column: str, wrong: str, right: str, text: str = "") -> None:
        """Tell a fault."""
        if len(self.faults) < MOST_FAULTS:
            fault = Fault(
                file=self.file, line=line, key=column, text=text, wrong=wrong, right=right
            )
            self.faults.append(fault)


def _lines(table: str, held: bytes, told: _Told) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row with its number in the file, its fields by column, blanks taken off."""
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = held[: error.start].count(b"\n") + 1
        wrong = f"is not UTF-8: byte 0x{held[error.start]:02x}"
        return told.say(line, "", wrong, "save it as CSV in UTF-8")
    if "\0" in text:
        return told.say(None, "", "is binary, no text", "save it as CSV in UTF-8")
    first = text.lstrip().split("\n", 1)[0]
    told.mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=told.mark)
    try:
        head: list[str] = []
        for fields in reader:
            fields = [one.strip() for one in fields]
            if not any(fields):
                continue
            if not head:
                head = [one.lower() for one in fields]
                if not _known_columns(table, head, reader.line_num, told):
                    return None
                continue
            if len(fields) != len(head):
                wrong = f"{len(fields)} fields under {len(head)} columns"
                right = f"write one for each of {', '.join(head)}"
                told.say(reader.line_num, "", wrong, right, told.mark.join(fields))
                continue
            yield reader.line_num, dict(zip(head, fields, strict=True))
        if not head:
            told.say(None, "", "is empty", f"write the columns {', '.join(COLUMNS[table])}")
    except csv.Error as error:
        told.say(reader.line_num, "", f"is no CSV: {error}", "see to the quotes")


def _known_columns(table: str, head: list[str], line: int, told: _Told) -> bool:
    """See that the columns are those of the table, each once."""
    known = (*COLUMNS[table], *MAY_HAVE[table])
    text = told.mark.join(head)
    for name in dict.fromkeys(head):
        if head.count(name) > 1:
            told.say(line, name, f"the column {name} stands twice", "leave one out", text)
        if name not in known:
            told.say(line, name, f'no column "{name}" is known', suggestion(name, known), text)
    for name in COLUMNS[table]:
        if name not in head:
            right = f"the columns are {', '.join(COLUMNS[table])}"
            told.say(line, name, f"the column {name} is missing", right, text)
    if table == TRADE and ("good" in head) == ("hs6" in head):
        wrong = "of what a row is has to be said once"
        told.say(line, "good", wrong, "write a column good, or a column hs6", text)
    return not told.faults


def _trade(told: _Told, line: Mapping[str, str], names: Names) -> dict[str, Any] | None:
    before = len(told.faults)
    year = _year(told, line, names)
    supplier, buyer = (_state(told, line, side, names) for side in ("supplier", "buyer"))
    if supplier and supplier == buyer:
        told.here("buyer", f"{supplier} sells to itself", "leave out what a state sells at home")
    code = _code(told, line, names)
    if code and year:
        _not_there(told, "good" if "good" in line else "hs6", code, year, names)
    value = _quantity(told, line, "value_usd")
    mass = _quantity(told, line, "mass_t") if line.get("mass_t") else None
    if len(told.faults) > before:
        return None
    return {
        "hs6": code,
        "year": year,
        "supplier": supplier,
        "buyer": buyer,
        "value_usd": value,
        "mass_kg": None if mass is None else mass * KG_PER_T,
    }


def _production(told: _Told, line: Mapping[str, str], names: Names) -> dict[str, Any] | None:
    before = len(told.faults)
    year, state = _year(told, line, names), _state(told, line, "state", names)
    series = line["series"]
    if not series:
        told.here("series", "no series", "write the name that [goods.NAME] production uses")
    elif year:
        _not_there(told, "series", series, year, names)
    unit = line.get("unit") or "t"
    if unit not in UNITS:
        told.here("unit", f'no unit "{unit}"', f"one of {', '.join(UNITS)}")
    quantity = _quantity(told, line, "quantity")
    if len(told.faults) > before:
        return None
    status = line.get("status") or "reported"
    return {
        "series": series,
        "year": year,
        "state": state,
        "quantity": quantity,
        "unit": unit,
        "status": status,
    }


_READERS: Mapping[str, Callable[..., dict[str, Any] | None]] = {
    TRADE: _trade,
    PRODUCTION: _production,
}


def _year(told: _Told, line: Mapping[str, str], names: Names) -> int | None:
    written = line["year"]
    if written.isascii() and written.isdigit() and int(written[:6]) in names.years:
        return int(written)
    span = f"a year from {spans(names.years)}"
    wrong = f"no data are kept of {written}" if written.isdigit() else f'"{written}" is no year'
    told.here("year", wrong, f"write {span}")
    return None


def _state(told: _Told, line: Mapping[str, str], column: str, names: Names) -> str:
    label = line[column]
    code = names.state_called(label)
    if code is None or code not in names.states:
        told.here(column, f'no state "{label}"' if label else "no state", names.right_state(label))
    return code or label


def _code(told: _Told, line: Mapping[str, str], names: Names) -> str:
    """Give the code that a row counts under: its own, or that of its good."""
    if "hs6" in line:
        code = line["hs6"]
        if not (len(code) == 6 and code.isascii() and code.isdigit()):
            told.here("hs6", f'"{code}" is no HS code', 'write six digits, such as "270900"')
        return code
    good = line["good"]
    codes = names.codes.get(good)
    if codes is None:
        told.here("good", f'no good "{good}"', suggestion(good, names.codes))
    elif len(codes) != 1:
        many = f"{len(codes)} codes" if codes else "no code"
        told.here("good", f"{good} has {many}", "write a column hs6 in place of good")
    return codes[0] if codes else ""


def _not_there(told: _Told, column: str, of: str, year: int, names: Names) -> None:
    if count := names.there(of, year):
        rows = f"{count:,} row{'s' * (count != 1)}"
        right = "write replaces = true, and the file's rows take their place"
        told.here(column, f"accord has {rows} of {of} in {year} already", right)


def _quantity(told: _Told, line: Mapping[str, str], column: str) -> float:
    written = line[column]
    try:
        number = float(written)
    except ValueError:
        number = math.nan
    if "_" in written or not math.isfinite(number):
        wrong = f'"{written}" is no number' if written else f"no {column}"
        told.here(column, wrong, 'write it with a decimal point and no other mark: "1234.5"')
    elif number < 0:
        told.here(column, f"{written} is below 0", "a quantity is 0 or more")
    return number


def _once(table: str, lines: list[tuple[int, dict[str, str]]], told: _Told) -> None:
    """Tell rows that say the same thing of the same year, states and code again."""
    seen: dict[tuple[str, ...], int] = {}
    for number, line in lines:
        key = tuple(line.get(one) or line.get("good", "") for one in KEYS[table])
        if key in seen:
            wrong = f"{', '.join(key)} stands in row {seen[key]} too"
            told.at(number, line).here("", wrong, "add the two up, or leave one out")
        seen.setdefault(key, number)
