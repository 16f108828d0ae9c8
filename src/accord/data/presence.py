"""Which states there are: counted from the data, not from a list of what states there should be.

States are those that sold, bought or mined something in any year, so that one order of states
serves all years. A state that no longer exists (Serbia and Montenegro) keeps its row, which is 0
after its end. That some codes are no states (a customs union that reported as one) is said in
`tables/recoded-states.csv`.
"""

from functools import cache

import polars as pl

from accord.data.package import collect, scan

TABLE = "presence.parquet"


@cache
def all_states() -> tuple[str, ...]:
    """List the states of the data, ISO 3166 alpha-3, sorted."""
    traded = collect(scan(TABLE).select(pl.col("state").unique()), TABLE)
    mined = collect(
        scan("production.parquet").select(pl.col("state").unique()), "production.parquet"
    )
    return tuple(sorted({*traded["state"], *mined["state"]}))


def presence(year: int) -> pl.DataFrame:
    """Count rows by state in a year: state, supplied, bought."""
    frame = scan(TABLE).filter(pl.col("year") == year).select("state", "supplied", "bought")
    return collect(frame, TABLE)
