"""What was computed beforehand, when the data were built: repairs, closed markets, distrust.

These tables hold nothing that the others don't; they spare every run the work. Each is read only
where the tables that it was made from are the ones on the shelf (`Shelf.current`); else the same
is computed then. `accord.data.build.computed` writes them.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from accord.axes import Array, Mask
from accord.data.goods import Good
from accord.data.market import Balanced
from accord.data.presence import all_states, state_places
from accord.data.shelf import Kinds, Shelf, collect

MARKETS, STATES = "markets.parquet", "market-states.parquet"
CELLS: Kinds = {
    "good": pl.String,
    "year": pl.Int16,
    "supplier": pl.String,
    "buyer": pl.String,
    "mass_t": pl.Float64,
    "adjusted": pl.Boolean,
}
BY_STATE: Kinds = {
    "good": pl.String,
    "year": pl.Int16,
    "state": pl.String,
    "price": pl.Float64,
    "production": pl.Float64,
    "passed_on": pl.Float64,
    "clipped": pl.Float64,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What a market needs of a closed balance: arrays over states, in the order of `states`."""

    states: tuple[str, ...]
    mass: Array  # (S, S) t from origin to final buyer, domestic sales on the diagonal
    price: Array  # (S,) US$/t at the producer; nan where the whole world sold nothing
    production: Array  # (S,) t
    passed_on: Array  # (S,) t
    clipped: Array  # (S,) t
    adjusted: Mask  # (S, S): a rule on rows was applied to the recorded flow


def closing_of(balanced: Balanced) -> Closing:
    """Take from a balance what a market needs."""
    return Closing(
        states=balanced.states,
        mass=balanced.closed.mass,
        price=balanced.price,
        production=balanced.production,
        passed_on=balanced.closed.passed_on,
        clipped=balanced.closed.clipped,
        adjusted=balanced.recorded.adjusted,
    )


def built_closing(shelf: Shelf, good: Good, year: int) -> Closing | None:
    """Read a closed market that was built; None where none was, or its inputs have changed."""
    if not (shelf.current(MARKETS) and shelf.current(STATES)) or shelf.brought.touches(good):
        return None
    here = (pl.col("good") == good.name) & (pl.col("year") == year)
    by_state = collect(shelf.scan(STATES, BY_STATE).filter(here), STATES)
    if not by_state.height:
        return None
    cells = collect(shelf.scan(MARKETS, CELLS).filter(here), MARKETS)
    states = all_states(shelf)
    cell = state_places(cells["supplier"], states), state_places(cells["buyer"], states)
    mass = np.zeros((len(states), len(states)))
    adjusted = np.zeros(mass.shape, dtype=bool)
    mass[cell] = cells["mass_t"].to_numpy()
    adjusted[cell] = cells["adjusted"].to_numpy()
    at = state_places(by_state["state"], states)
    vectors = np.zeros((4, len(states)))
    vectors[:, at] = by_state.select("price", "production", "passed_on", "clipped").to_numpy().T
    price, production, passed_on, clipped = vectors
    return Closing(
        states=states,
        mass=mass,
        price=price,
        production=production,
        passed_on=passed_on,
        clipped=clipped,
        adjusted=adjusted,
    )
