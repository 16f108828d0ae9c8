"""Years of the data: which there are, which have markets, which is the default, what is missing.

All of it is read from `years.toml`: the default year is a datum, not code. Where that file isn't
beside the trade (a set that a user added, a folder without it) the years are those of the rows.

A market is closed by production. Trade that is laid over the package can have years of which the
package knows no production; their markets are closed by exports alone (see `market`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from accord.data.shelf import Shelf, collect
from accord.errors import DataError
from accord.later import pl
from accord.memo import kept

TABLE = "years.toml"
TRADE = "baci.parquet"
TRADED = "codes.parquet"
PRODUCED = "production.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """Years of trade, years whose markets can be closed, years with production; known gaps.

    gaps : of a year, whatever the good
    gaps_of : of a good, in every year
    """

    default: int
    trade: tuple[int, ...]
    markets: tuple[int, ...]
    production: tuple[int, ...]
    gaps: dict[int, tuple[str, ...]]
    gaps_of: dict[str, tuple[str, ...]]


@kept
def years(shelf: Shelf) -> Years:
    """Read the table; DataError where it is damaged, or absent in a folder without trade."""
    if not shelf.has(TABLE) or (laid_over(shelf) and shelf.owner(TABLE) is not shelf.owner(TRADE)):
        return _counted(shelf)
    table = shelf.settings(TABLE)
    try:
        first, last = table["markets"]
        known = dict(table["gaps"])
        of = known.pop("goods", {})
        return Years(
            default=table["default"],
            trade=tuple(range(table["first"], table["last"] + 1)),
            markets=tuple(range(first, last + 1)),
            production=tuple(range(first, last + 1)),
            gaps={int(year): tuple(texts) for year, texts in known.items()},
            gaps_of={good: tuple(texts) for good, texts in of.items()},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{TABLE} is damaged: {error}") from error


def traded(shelf: Shelf) -> tuple[int, ...]:
    """List the years of trade, of a shelf and of those that it lies over."""
    below = traded(shelf.below) if shelf.below and shelf.below.has(TRADE) else ()
    return tuple(sorted({*years(shelf).trade, *below}))


def laid_over(shelf: Shelf) -> bool:
    """Whether trade lies over tables of another folder, which has the production."""
    return shelf.has(TRADE) and shelf.owner(TRADE) is not shelf.owner(PRODUCED)


def _counted(shelf: Shelf) -> Years:
    """Take the years from the rows: markets where there is production, or else all of trade."""
    trade = _listed(shelf, TRADED if shelf.current(TRADED) else TRADE)
    if not trade:
        raise DataError(f"no {TABLE} in {shelf.folder}, and no trade to take the years from")
    produced = _listed(shelf, PRODUCED)
    both = tuple(year for year in trade if year in produced)
    over = laid_over(shelf)
    return Years(
        default=both[-1] if both and over else trade[-1],
        trade=trade,
        markets=trade if over else produced or trade,
        production=both if over else produced or trade,
        gaps={},
        gaps_of={},
    )


def _listed(shelf: Shelf, file: str) -> tuple[int, ...]:
    found = collect(shelf.scan(file, {"year": pl.Int16}).select(pl.col("year").unique()), file)
    return tuple(sorted(found["year"].to_list()))


def spans(years: Sequence[int]) -> str:
    """Say which years there are, in order: "2019 to 2021 and 2024".

    >>> spans((2019, 2020, 2021, 2024))
    '2019 to 2021 and 2024'
    """
    starts = [i for i, year in enumerate(years) if i == 0 or year != years[i - 1] + 1]
    ends = [*(i - 1 for i in starts[1:]), len(years) - 1]
    said = [
        f"{years[a]}" if a == b else f"{years[a]} to {years[b]}"
        for a, b in zip(starts, ends, strict=True)
    ]
    *first, last = said or ["none"]
    return f"{', '.join(first)} and {last}" if first else last


def a_year_of(years: Sequence[int]) -> str:
    """Say which year can be written: "a year from 1995 to 2024", or the only one that there is.

    >>> a_year_of((2022, 2023)), a_year_of((2023,))
    ('a year from 2022 to 2023', '2023')
    """
    return spans(years) if len(years) == 1 else f"a year from {spans(years)}"


def gaps(shelf: Shelf, year: int, good: str | None = None) -> tuple[str, ...]:
    """Say what is known to be missing in the data of a year: of one good, or of all of them."""
    known = years(shelf)
    of = known.gaps_of
    goods = of.values() if good is None else [of.get(good, ())]
    return known.gaps.get(year, ()) + tuple(dict.fromkeys(t for texts in goods for t in texts))
