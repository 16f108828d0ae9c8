"""Which states there are: counted from the data, not from a list of what states there should be.

States are those that sold, bought or mined something in any year, so that one order of states
serves all years. A state that no longer exists (Serbia and Montenegro) keeps its row, which is 0
after its end. That some codes are no states (a customs union that reported as one) is said in
`recoded-states.csv`.
"""

import numpy as np
import polars as pl

from accord.axes import Places
from accord.data import production
from accord.data.shelf import Shelf, collect
from accord.memo import kept

TABLE = "presence.parquet"
TRADE = "baci.parquet"
KINDS = {"year": pl.Int16, "state": pl.String, "supplied": pl.UInt32, "bought": pl.UInt32}
PAIRS = {"year": pl.Int16, "supplier": pl.String, "buyer": pl.String}


@kept
def all_states(shelf: Shelf) -> tuple[str, ...]:
    """List the states of the data, ISO 3166 alpha-3, sorted.

    Trade that lies over the package may lack some of its states: they are there and trade nothing.
    """
    traded = collect(_counted(shelf).select(pl.col("state").unique()), TABLE)
    mined = shelf.scan(production.TABLE, production.KINDS).select(pl.col("state").unique())
    owner = shelf.owner(TRADE)
    below = all_states(owner.below) if owner and owner.below else ()
    return tuple(sorted({*traded["state"], *collect(mined, production.TABLE)["state"], *below}))


def state_places(column: pl.Series, states: tuple[str, ...]) -> Places:
    """Give each state of a column its place among the states."""
    return column.cast(pl.Enum(states)).to_physical().to_numpy().astype(np.intp)


def presence(shelf: Shelf, year: int) -> pl.DataFrame:
    """Count rows by state in a year: state, supplied, bought."""
    frame = _counted(shelf).filter(pl.col("year") == year).select("state", "supplied", "bought")
    return collect(frame, TABLE)


def _counted(shelf: Shelf) -> pl.LazyFrame:
    """Read the counts where they were made of the trade that is here, or else count."""
    if shelf.current(TABLE):
        return shelf.scan(TABLE, KINDS)
    return counted(shelf.scan(TRADE, PAIRS))


def counted(trade: pl.LazyFrame) -> pl.LazyFrame:
    """Count each state's rows a year: year, state, supplied (rows), bought (rows).

    This is how states are counted from the data, and how a year is seen to be thin.
    """
    sides = [
        trade.group_by("year", pl.col(side).alias("state")).agg(pl.len().alias(name))
        for side, name in (("supplier", "supplied"), ("buyer", "bought"))
    ]
    both = sides[0].join(sides[1], on=["year", "state"], how="full", coalesce=True)
    return both.with_columns(pl.col("supplied", "bought").fill_null(0)).sort("year", "state")
