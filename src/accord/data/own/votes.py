"""Ideal points in UN votes that a user brings, newer than the package's own.

The form is that of Bailey, Strezhnev and Voeten's files: iso3c, session, IdealPoint and, where the
file has them, Q5% and Q95%, the quantiles of the posterior. Session n is that of year 1945 + n.
"""

from pathlib import Path

import polars as pl

from accord.data.own.lines import ROW, Block, blocks
from accord.data.readers import Tables
from accord.errors import DataError

TABLE = "ideal_points.csv"
COLUMNS = ("iso3c", "session", "idealpoint")
QUANTILES = {"q5%": "low", "q95%": "high"}
FOUNDED = 1945  # session n of the General Assembly begins in this year + n
FIRST = 2007  # before it states stand in the files that are none today, as Yugoslavia
WRITTEN = {"YUG": "SRB"}  # the files go on calling Serbia by the code of what it was part of
LAST_SESSION = 155


def votes(file: Path, package: Tables, source: str) -> tuple[pl.DataFrame, int]:
    """Read and check a file of ideal points.

    Returns
    -------
    state, year, point, low, high (the point itself where no quantiles are given), source, status;
    and how many rows were looked at. Rows before 2007 are left out.

    Raises
    ------
    DataError
        with file and row: no text in UTF-8, a session that there can't be or that another year
        stands beside, a state that nobody knows, a number that is none, a row twice
    """
    parts = [block.rows for block in blocks(lambda: file.open("rb"), str(file), needs=COLUMNS,
                                            read=lambda _: None)]  # fmt: skip
    rows = pl.concat(parts) if parts else pl.DataFrame()
    if rows.is_empty():
        raise DataError(f"{file}: no rows")
    read = rows.height
    block = _recent(Block(str(file), rows))
    quantiles = [name for name in QUANTILES if name in block.rows.columns]
    if len(quantiles) == 1:
        other = next(name for name in QUANTILES if name not in quantiles)
        raise DataError(f"{file}: {quantiles[0]} without {other}; bring both quantiles, or neither")
    for name in ("idealpoint", *quantiles):
        block = _number(block, name)
    named = {label: _state(block, label, package) for label in block.rows["iso3c"].unique()}
    low, high = (pl.col(q if quantiles else "idealpoint") for q in QUANTILES)
    block.refuse(
        (low > pl.col("idealpoint")) | (high < pl.col("idealpoint")),
        "the ideal point lies outside of its 5 % and 95 % quantiles",
    )
    shaped = block.rows.select(
        ROW,
        pl.col("iso3c").replace_strict(named).alias("state"),
        "year",
        point="idealpoint",
        low=low,
        high=high,
        source=pl.lit(source),
        status=pl.lit("verified"),
    )
    Block(str(file), shaped).refuse(
        ~pl.struct("state", "year").is_first_distinct(),
        lambda row: f"{row['state']} stands twice in the session of {row['year']}; leave one out",
    )
    return shaped.drop(ROW).sort("state", "year"), read


def _recent(block: Block) -> Block:
    """Give rows their year, and leave out those before any other table begins."""
    session = pl.col("session").cast(pl.Int32, strict=False)
    block.refuse(
        ~session.is_between(1, LAST_SESSION).fill_null(False),
        lambda row: f"session is {row['session'] or 'empty'}; write its number, as 79 for 2024",
    )
    year = session + FOUNDED
    if "year" in block.rows.columns:
        said = pl.col("year").cast(pl.Int32, strict=False)
        block.refuse(
            (said != year).fill_null(True),
            lambda row: (
                f"session {row['session']} is that of "
                f"{int(row['session']) + FOUNDED}, and year says {row['year'] or 'nothing'}"
            ),
        )
    rows = block.rows.with_columns(year=year)
    kept = rows.filter(pl.col("year") >= FIRST)
    if kept.is_empty():
        last = max(rows["year"].to_list())
        raise DataError(
            f"{block.name} ends in {last}; bring votes from {FIRST} on, session "
            f"{FIRST - FOUNDED} or later"
        )
    return Block(block.name, kept)


def _number(block: Block, name: str) -> Block:
    """Read a column as numbers, of either sign."""
    number = pl.col(name).cast(pl.Float64, strict=False)
    block.refuse(
        ~number.is_finite().fill_null(False),
        lambda row: f"{name} is {row[name] or 'empty'}; write a number with a decimal point",
    )
    return Block(block.name, block.rows.with_columns(number.alias(name)))


def _state(block: Block, label: str | None, package: Tables) -> str:
    """Give the code of a state by its label; DataError with the first row that has it."""
    if label and (code := package.state_called(WRITTEN.get(label, label))):
        return code
    near = package.nearest_state(label) if label else None
    right = f'did you mean "{near}"?' if near else "write its ISO 3166 alpha-3 code, as AZE"
    here = pl.col("iso3c").eq_missing(pl.lit(label))
    raise block.error(here, f'no state "{label or ""}"; {right}')
