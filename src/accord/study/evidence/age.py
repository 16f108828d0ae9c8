"""Old data (kind 10): a sentence about the present, read off data that end years before it.

Trade and production a few years old still say who supplies whom; votes of another decade don't say
how somebody would vote. A claim that names its year is about that year, and never old.
"""

import datetime as dt
from collections.abc import Iterator

from accord.study.evidence.found import Effect, Evidence, Kind

STILL_NEW = 3  # years by which data may end before the day that a claim is about
SLOW = ("figures",)  # tables of what moves slowly: their age is said, and caps nothing


def old_data(
    year: int | None, asked: int | None, as_of: dt.date, tables: tuple[str, ...]
) -> Iterator[Evidence]:
    """Say that a number is older than what it is claimed of.

    Parameters
    ----------
    year : of the number; None where it has none
    asked : the year that the claim itself names; None where it is about the present
    as_of : the day that the case is about
    tables : that the number was read from
    """
    if year is None or asked is not None or as_of.year - year <= STILL_NEW:
        return
    slow = bool(tables) and all(table in SLOW for table in tables)
    yield Evidence(
        kind=Kind.OLD,
        effect=Effect.NOTE if slow else Effect.CAP,
        says=f"data of {year}, {as_of.year - year} years before {as_of}",
    )
