"""Tables beside a case: a CSV of trade or of production, read row by row, every fault told.

    flows       year, exporter, importer, good, value; where known mass
    production  year, state, series, quantity; where it isn't tonnes unit

The text is read as `accord data add` reads one (`own.lines`), and a column of trade goes by any of
the names that it goes by there (`flow_table.CALLED`). A row of a state with itself is what it sold
at home. A number has a decimal point and no other mark. A row says one thing once: two rows of the
same year, states and code are a fault, since nobody can say whether they are parts or the same
twice.
"""

import hashlib
import io
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import polars as pl

from accord.data import domestic
from accord.data.brought import HOME, PRODUCTION, TRADE, FileRows
from accord.data.flow_rows import CALLED
from accord.data.own.baci import UNKNOWN, number_like
from accord.data.own.lines import ROW, Block, blocks
from accord.data.own.table import HS6
from accord.data.years import a_year_of
from accord.errors import Fault, InputError, TableError
from accord.names import suggestion

MOST_BYTES = 50_000_000  # of a file beside a case; a whole BACI goes through `accord data add`
MOST_FAULTS = 50  # told of one file
COLUMNS = {
    TRADE: ("year", "exporter", "importer", "good", "value"),
    PRODUCTION: ("year", "state", "series", "quantity"),
}
MAY_HAVE = {TRADE: ("mass",), PRODUCTION: ("unit", "status")}
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
) -> tuple[tuple[FileRows, ...], list[Fault]]:
    """Read and check a file's rows; none where there is any fault, of which the first are told.

    Of trade these are the rows abroad and, where there are any, those of what states sold at home.
    """
    told = _Told(file)
    read = _READERS[table]
    rows = [row for line in _lines(table, held, told) if (row := read(told, line, names))]
    if not told.faults and not rows:
        told.say(None, "", "no rows below the names of the columns", "write one row or more")
    if not told.faults:
        _once(rows, KEYS[table], told)
    if told.faults:
        return (), told.faults
    plain = [{column: row[column] for column in SCHEMA[table]} for row in rows]
    frame = pl.DataFrame(plain, schema=SCHEMA[table]).sort(*KEYS[table])
    checksum = hashlib.sha256(held).hexdigest()
    cells = frozenset((name, row["year"]) for row in rows for name in row["stands_for"])
    found = [
        FileRows(
            table=part,
            file=file,
            sha256=checksum,
            rows=of_part,
            cells=cells,
            source=source,
            replaces=replaces,
        )
        for part, of_part in _parts(table, frame)
    ]
    return tuple(found), []


def _parts(table: str, rows: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """Tell trade from what states sold at home: each with the table that it lies over."""
    if table != TRADE:
        yield table, rows
        return
    abroad = pl.col("supplier") != pl.col("buyer")
    yield TRADE, rows.filter(abroad)
    home = rows.filter(~abroad, pl.col("mass_kg").is_not_null())
    if home.height:
        tonnes = home.with_columns(state="supplier", mass_t=pl.col("mass_kg") / KG_PER_T)
        yield HOME, tonnes.select(list(domestic.KINDS))


class _Told:
    """The faults of one file, up to as many as anybody reads, and the row that is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.row: int | None = None
        self.counted: dict[str, tuple[str, ...]] = {}  # code: all that its rows stand for
        self._text = ""
        self._written: Mapping[str, str] = {}

    def at(self, row: int, text: str, written: Mapping[str, str]) -> None:
        """Go to a row; `written` are names of columns as the header has them."""
        self.row, self._text, self._written = row, text, written

    def here(self, column: str, wrong: str, right: str) -> None:
        """Tell a fault of the row that was gone to."""
        self.say(self.row, self._written.get(column, column), wrong, right, self._text)

    def say(self, row: int | None, column: str, wrong: str, right: str, text: str = "") -> None:
        """Tell a fault."""
        if len(self.faults) < MOST_FAULTS:
            fault = Fault(file=self.file, line=row, key=column, text=text, wrong=wrong, right=right)
            self.faults.append(fault)


def _lines(table: str, held: bytes, told: _Told) -> Iterator[dict[str, str]]:
    """Give each row, its fields by column, blanks taken off; `told` goes along."""
    needs = COLUMNS[table]
    try:
        for block in blocks(
            lambda: io.BytesIO(held),
            told.file,
            needs=needs,
            read=lambda _: None,
            called=CALLED if table == TRADE else {},
        ):
            if not _known_columns(table, block, told):
                return
            for row in block.rows.iter_rows(named=True):
                line = {name: text or "" for name, text in row.items() if name != ROW}
                told.at(row[ROW], ",".join(line.values()), block.written)
                yield line
    except TableError as error:
        wrong, _, right = error.says.partition("; ")
        told.say(error.row, "", wrong, right)


def _known_columns(table: str, block: Block, told: _Told) -> bool:
    """See that every column is one of the table's: one that is misspelt would be left unread."""
    known = (*COLUMNS[table], *MAY_HAVE[table])
    others = (*known, *CALLED) if table == TRADE else known
    for name in block.rows.columns:
        if name not in (*known, ROW):
            told.say(1, name, f'no column "{name}" is known', suggestion(name, others))
    return not told.faults


def _trade(told: _Told, line: Mapping[str, str], names: Names) -> dict[str, Any] | None:
    before = len(told.faults)
    year = _year(told, line, names)
    supplier, buyer = (_state(told, line, side, names) for side in ("exporter", "importer"))
    codes = _codes(told, line, names)
    for code in codes if year else ():
        _not_there(told, "good", code, year or 0, names)
    value = _quantity(told, line, "value")
    unknown = line.get("mass", "").upper() in ("", *UNKNOWN)
    mass = None if unknown else _quantity(told, line, "mass")
    if len(told.faults) > before:
        return None
    return {
        ROW: told.row,
        "hs6": codes[0] if codes else "",
        "stands_for": codes,
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
        ROW: told.row,
        "series": series,
        "stands_for": (series,),
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
    span = a_year_of(names.years)
    wrong = f"no data are kept of {written}" if written.isdigit() else f'"{written}" is no year'
    told.here("year", wrong, f"write {span}")
    return None


def _state(told: _Told, line: Mapping[str, str], column: str, names: Names) -> str:
    label = line[column]
    code = names.state_called(label)
    if code is None or code not in names.states:
        told.here(column, f'no state "{label}"' if label else "no state", names.right_state(label))
    return code or label


def _codes(told: _Told, line: Mapping[str, str], names: Names) -> tuple[str, ...]:
    """Give the codes that a row is about, the one that it has first: its own, or its good's."""
    good = line["good"]
    codes = (good,) if HS6.fullmatch(good) else names.codes.get(good)
    if codes is None and good[:1].isdigit():
        told.here("good", f'"{good}" is no HS code', 'write six digits, such as "270900"')
    elif codes is None:
        wrong = f'no good "{good}"' if good else "no good"
        told.here("good", wrong, suggestion(good, names.codes))
    elif not codes:
        told.here("good", f"{good} has no code", "write an HS code of six digits in place of it")
    for code in codes or ():
        if told.counted.setdefault(code, codes or ()) != codes:
            wrong = f"{good} shares the code {code} with a row above: some tonnes are both"
            told.here("good", wrong, "write one of the two")
    return codes or ()


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
    if not written.isascii() or "_" in written or not math.isfinite(number):
        wrong = f'"{written}" is no number' if written else "no number"
        told.here(column, wrong, number_like(written))
    elif number < 0:
        told.here(column, f"{written} is below 0", "a quantity is 0 or more")
    return number


def _once(rows: list[dict[str, Any]], by: tuple[str, ...], told: _Told) -> None:
    """Tell rows that say the same thing of the same year, states and code again."""
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        key = tuple(row[one] for one in by)
        if key in seen:
            wrong = f"{', '.join(map(str, key))} stands in row {seen[key]} too"
            told.say(row[ROW], "", wrong, "add the two up, or leave one out")
        seen.setdefault(key, row.pop(ROW))
