"""What states sold at home, where a user's table of flows says so.

Then production needs no second source: it is exports and domestic sales together.
"""

import numpy as np
import polars as pl

from accord.axes import Array
from accord.data.presence import all_states, state_places
from accord.data.shelf import Kinds, Shelf, collect

TABLE = "domestic.parquet"
KINDS: Kinds = {
    "hs6": pl.String,
    "year": pl.Int16,
    "state": pl.String,
    "mass_t": pl.Float64,
}


def domestic(shelf: Shelf, codes: tuple[str, ...], year: int) -> Array | None:
    """Sum domestic sales of some codes in a year by state: (S,) t; None where none is known."""
    here = pl.col("hs6").is_in(codes) & (pl.col("year") == year)
    rows = collect(shelf.scan(TABLE, KINDS).filter(here), TABLE)
    if rows.is_empty():
        return None
    states = all_states(shelf)
    sold = np.zeros(len(states))
    np.add.at(sold, state_places(rows["state"], states), rows["mass_t"].to_numpy())
    return sold
