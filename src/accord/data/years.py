"""Years of the data: which there are, which have markets, which is the default, what is missing.

All of it is read from `tables/years.toml`: the default year is a datum, not code.
"""

from dataclasses import dataclass
from functools import cache

from accord.data.package import settings
from accord.errors import DataError


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """Years of trade, years with production, the default, and known gaps."""

    default: int
    trade: range
    markets: range
    gaps: dict[str, tuple[str, ...]]  # a year, or "every"


@cache
def years() -> Years:
    """Read the table; DataError where it is missing or damaged."""
    table = settings("years.toml")
    try:
        first, last = table["markets"]
        return Years(
            default=table["default"],
            trade=range(table["first"], table["last"] + 1),
            markets=range(first, last + 1),
            gaps={year: tuple(texts) for year, texts in table["gaps"].items()},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"years.toml is damaged: {error}") from error


def years_of_trade() -> range:
    """Give the years of recorded trade."""
    return years().trade


def gaps(year: int) -> tuple[str, ...]:
    """Say what is known to be missing in the data of a year."""
    known = years().gaps
    return known.get(str(year), ()) + known.get("every", ())
