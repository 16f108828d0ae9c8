"""The rows of a year of BACI: read in a stream, every row checked, sorted, and written as Parquet.

Value is whole US$ and mass whole kilograms: BACI prints thousands of US$ and tonnes with three
decimals, so nothing is lost. A row is three numbers while it is read and sorted: its key (code,
exporter, importer), its value and its mass; eleven million of them are 260 MB.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from accord.data.own.archive import Countries, Member
from accord.data.own.lines import ROW, Block, Read, Written, blocks
from accord.errors import DataError

Whole = NDArray[np.int64]

COLUMNS = ("t", "i", "j", "k", "v", "q")
UNKNOWN = ("NA", "N/A", "NAN", "NULL")  # what stands where a mass is unknown, in capitals
ROW_GROUP = 1 << 17  # rows: a good of a year is one or two, and ten million rows eighty
LEVEL = 3  # of zstd
BASE = 1_000  # a key is (code x BASE + exporter) x BASE + importer; BACI numbers up to 894
UNKNOWN_MASS = -1  # kg, while rows are numbers
GROUPED = re.compile(
    r"\d{1,3}([ '\u00a0\u202f]\d{3})+(\.\d+)?|\d{1,3}(,\d{3}){2,}(\.\d+)?|\d{1,3},\d{3}\.\d+"
)
COMMA = re.compile(r"\d+,(\d{1,2}|\d{4,})")  # 1,234 may be either


@dataclass(frozen=True, slots=True)
class Year:
    """Rows of a year, in order of code, supplier and buyer.

    key : (R,) code and places of supplier and buyer among `states`
    value : (R,) US$
    mass : (R,) kg, `UNKNOWN_MASS` where nobody reported it
    read : rows of the file, also of codes that are not kept
    """

    year: int
    states: tuple[str, ...]  # sorted
    key: Whole
    value: Whole
    mass: Whole
    read: int

    def lazy(self) -> pl.LazyFrame:
        """Give the rows in the package's form: hs6, year, supplier, buyer, value_usd, mass_kg."""
        numbers = pl.LazyFrame({"key": self.key, "value_usd": self.value, "mass_kg": self.mass})
        places = pl.Series(range(len(self.states)), dtype=pl.Int64), pl.Series(self.states)
        supplier, buyer = pl.col("key") // BASE % BASE, pl.col("key") % BASE
        return numbers.select(
            (pl.col("key") // BASE**2).cast(pl.String).str.zfill(6).alias("hs6"),
            pl.lit(self.year, pl.Int16).alias("year"),
            supplier.replace_strict(*places, return_dtype=pl.String).alias("supplier"),
            buyer.replace_strict(*places, return_dtype=pl.String).alias("buyer"),
            "value_usd",
            pl.when(pl.col("mass_kg") != UNKNOWN_MASS).then("mass_kg"),
        )


def write_rows(rows: pl.LazyFrame, path: Path) -> None:
    """Write rows as Parquet in a stream."""
    rows.sink_parquet(path, compression="zstd", compression_level=LEVEL, row_group_size=ROW_GROUP)


def year_of(
    member: Member,
    year: int,
    known: Countries,
    codes: Collection[str] | Mapping[str, str] | None,
    read: Read,
) -> Year:
    """Read a year: every row checked, those of the codes kept, or all where None.

    Of a mapping the keys are kept, each as the code that it stands for; what two of them sold of
    one code is added up.

    Raises DataError, with file, row and what is written there, where a row can't be one of BACI's.
    """
    wanted = None if codes is None else np.array(sorted(int(code) for code in codes))
    parts: list[tuple[Whole, Whole, Whole]] = []
    count = 0
    for block in blocks(member.open, member.name, needs=COLUMNS, read=read):
        key, value, mass = _numbers(block, year, known)
        count += key.size
        if wanted is not None:
            kept = np.isin(key // BASE**2, wanted)
            key, value, mass = key[kept], value[kept], mass[kept]
        parts.append((key, value, mass))
    if not count:
        raise DataError(f"{member.name}: no rows")
    turned = codes if isinstance(codes, Mapping) else {}
    return _sorted(member, year, parts, known, turned, count)


def _numbers(block: Block, year: int, known: Countries) -> tuple[Whole, Whole, Whole]:
    """Turn a block's texts into key, value and mass; a row that is wrong is refused."""
    unknown = pl.col("q").is_null() | pl.col("q").str.to_uppercase().is_in(UNKNOWN)
    numbers = block.rows.select(
        *(pl.col(c).cast(pl.Int32, strict=False) for c in ("t", "i", "j", "k")),
        v=pl.col("v").cast(pl.Float64, strict=False),
        q=pl.when(~unknown).then(pl.col("q")).cast(pl.Float64, strict=False),
        unknown=unknown,
    )
    if not _right(numbers, year, known):
        as_read = numbers.rename(lambda column: f"{column}_is")
        _refuse(Block(block.name, block.rows.hstack(as_read)), year, known)
    code, exporter, importer = (pl.col(c).cast(pl.Int64) for c in "kij")
    thousandths = ((pl.col(c) * 1000).round().cast(pl.Int64) for c in "vq")
    whole = numbers.select((code * BASE + exporter) * BASE + importer, *thousandths).with_columns(
        pl.col("q").fill_null(UNKNOWN_MASS)
    )
    key, value, mass = (column.to_numpy() for column in whole)
    return key, value, mass


def _quantity(column: str) -> pl.Expr:
    """Say which numbers are quantities: known, finite, 0 or more."""
    return pl.col(column).is_finite() & (pl.col(column) >= 0) & (pl.col(column) < 1e15)


def _right(numbers: pl.DataFrame, year: int, known: Countries) -> bool:
    """Whether every row is one of BACI's; which isn't is sought only where one isn't."""
    listed = pl.Series(sorted(known.states), dtype=pl.Int32).implode()
    right = (
        (pl.col("t") == year)
        & pl.col("i").is_in(listed)
        & pl.col("j").is_in(listed)
        & pl.col("k").is_between(10_000, 999_999)
        & _quantity("v")
        & (pl.col("unknown") | _quantity("q"))
    )
    return bool(numbers.select(right.fill_null(False).all()).item())


def _refuse(both: Block, year: int, known: Countries) -> None:
    """Name the first row that is wrong: what is written there, and what would be right."""
    listed = pl.Series(sorted(known.states), dtype=pl.Int32).implode()

    def not_(right: pl.Expr) -> pl.Expr:
        return ~right.fill_null(False)

    both.refuse(not_(pl.col("t_is") == year), lambda r: f"t is {r['t']}; the file is of {year}")
    for side in ("i", "j"):
        unlisted = not_(pl.col(f"{side}_is").is_in(listed))
        both.refuse(unlisted, partial(_country, side, known))
    both.refuse(
        not_(pl.col("k_is").is_between(10_000, 999_999)),
        lambda r: f"k is {r['k']}; an HS6 code is six digits, as 270900",
    )
    both.refuse(
        not_(_quantity("v_is")), lambda r: f"v is {r['v'] or 'empty'}; {number_like(r['v'])}"
    )
    both.refuse(
        not_(pl.col("unknown_is") | _quantity("q_is")),
        lambda r: f"q is {r['q']}; {number_like(r['q'])}, or NA where it is unknown",
    )


def _country(side: str, known: Countries, row: Written) -> str:
    written = row[side]
    if written.isdecimal() and int(written) in known.bad:
        code = known.bad[int(written)]
        says = f"lists {code}" if code else "lists no code"
        return f"country {written}: country_codes {says}, where an ISO 3166 alpha-3 code must be"
    return f"country {written or 'is empty'}: country_codes lists no such number"


def number_like(text: str) -> str:
    """Say how a number is written, and which one is meant where only one can be."""
    says = "write a number of 0 or more, with a point before decimals and nothing between thousands"
    if GROUPED.fullmatch(text):
        return f"{says}, as {re.sub(r'[^0-9.]', '', text)}"
    return f"{says}, as {text.replace(',', '.')}" if COMMA.fullmatch(text) else says


def _sorted(
    member: Member,
    year: int,
    parts: list[tuple[Whole, Whole, Whole]],
    known: Countries,
    turned: Mapping[str, str],
    count: int,
) -> Year:
    """Order rows by code and states; add up what two numbers of one state sold, refuse repeats."""
    as_code = np.arange(BASE**2)
    for theirs, ours in turned.items():
        as_code[int(theirs)] = int(ours)
    states = tuple(sorted(set(known.states.values())))
    places = np.zeros(BASE, dtype=np.int64)
    for number, state in known.states.items():
        places[number] = states.index(state)
    raw, value, mass = (np.concatenate(column) for column in zip(*parts, strict=True))
    parts.clear()
    key = (as_code[raw // BASE**2] * BASE + places[raw // BASE % BASE]) * BASE + places[raw % BASE]
    order = np.argsort(key)
    key, raw, value, mass = key[order], raw[order], value[order], mass[order]
    del order
    same = key[1:] == key[:-1]
    if same.any():
        _no_repeats(member, raw[np.append(same, False) | np.append(False, same)])
        first = np.flatnonzero(np.append(True, ~same))
        unknown = np.minimum.reduceat(mass, first) == UNKNOWN_MASS
        key, value = key[first], np.add.reduceat(value, first)
        mass = np.where(unknown, UNKNOWN_MASS, np.add.reduceat(mass, first))
    abroad = key // BASE % BASE != key % BASE
    if not abroad.all():
        key, value, mass = key[abroad], value[abroad], mass[abroad]
    return Year(year, states, key, value, mass, count)


def _no_repeats(member: Member, raw: Whole) -> None:
    """Refuse a row that stands twice, among those whose states are the same."""
    listed, counts = np.unique(raw, return_counts=True)
    if not (twice := listed[counts > 1]).size:
        return
    code, exporter, importer = twice[0] // BASE**2, twice[0] // BASE % BASE, twice[0] % BASE
    rows: list[int] = []
    for block in blocks(member.open, member.name, needs=COLUMNS, read=lambda _: None):
        found = block.rows.filter(
            pl.col(c).cast(pl.Int64) == n
            for c, n in {"k": code, "i": exporter, "j": importer}.items()
        )
        rows += found[ROW].to_list()
    raise DataError(
        f"{member.name}:{rows[1]}: {exporter} -> {importer} of {code:06d} stands twice, first in "
        f"row {rows[0]}; it would count twice: keep one"
    )
