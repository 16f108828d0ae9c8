"""Political stability by state, as the Worldwide Governance Indicators rate it.

The rating runs from about -2.5 to 2.5, higher being more stable. It is made of opinions of
experts and surveys: no probability of anything.
"""

from collections.abc import Iterable

import polars as pl

from accord.data.shelf import Shelf, collect
from accord.errors import InputError

TABLE = "governance.parquet"
KINDS = {"year": pl.Int16, "state": pl.String, "estimate": pl.Float64, "stderr": pl.Float64}


def governance(shelf: Shelf, *, years: Iterable[int] | None = None) -> pl.DataFrame:
    """Read the rating.

    Parameters
    ----------
    years : 1996 to 2024 but 1997, 1999 and 2001, when none was made; all where None

    Returns
    -------
    year (int), state (ISO 3166 alpha-3), estimate, stderr (both without unit); no row for a state
    that was not rated

    Raises
    ------
    InputError
        A year without ratings, where there are any.
    DataError
        The table is damaged.
    """
    frame = shelf.scan(TABLE, KINDS)
    if years is not None:
        wanted = sorted(set(years))
        known = collect(frame.select(pl.col("year").unique()), TABLE)["year"].to_list()
        if known and (wrong := [y for y in wanted if y not in known]):
            raise InputError(
                f"no governance rating of {wrong[0]}; there are {min(known)} to {max(known)}, "
                "every second year before 2002"
            )
        frame = frame.filter(pl.col("year").is_in(wanted))
    return collect(frame, TABLE)
