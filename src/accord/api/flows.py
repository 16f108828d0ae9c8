"""Who sold how much of a good to whom, row by row, as customs recorded it."""

from typing import Literal

import numpy as np
import polars as pl

from accord.world import World

DOMESTIC = "production-less-exports"  # the rule behind a row of the diagonal

Ends = Literal["supplier", "buyer"]


def flows(
    world: World,
    good: str,
    *,
    supplier: str | None = None,
    buyer: str | None = None,
    domestic: bool = False,
) -> pl.DataFrame:
    """List recorded flows of a good in the World's year, the largest value first.

    Parameters
    ----------
    supplier, buyer : a state, or a bloc, which stands for its members; all where None
    domestic : also what states sell to themselves, from the balanced market

    Returns
    -------
    a row for each pair: year, supplier, buyer, good, value_usd (current US$; of domestic sales at
    producer prices), mass_t (null where nobody knows), adjusted (the rules that changed a row of
    it, or null)

    Raises
    ------
    UnknownNameError
        No such good or state.
    InputError
        The good has no recorded trade; or, with `domestic`, no market in that year.
    """
    rows = _shaped(world.pairs(good), world.year, good)
    if domestic:
        rows = pl.concat([rows, _domestic(world, good)])
    for column, name in (("supplier", supplier), ("buyer", buyer)):
        if name is not None:
            rows = rows.filter(pl.col(column).is_in(world.expand(name)))
    return rows.sort(["value_usd", "supplier", "buyer"], descending=[True, False, False])


def _domestic(world: World, good: str) -> pl.DataFrame:
    """Read the diagonal of the balanced market, where something is sold at home."""
    market = world.market(good)
    mass = np.diagonal(market.mass)
    sold = mass > 0
    states = np.array(market.states)[sold]
    rows = pl.DataFrame(
        {
            "supplier": states,
            "buyer": states,
            "value_usd": np.diagonal(market.flows)[sold],
            "mass_t": mass[sold],
            "adjusted": [DOMESTIC] * int(sold.sum()),
        }
    )
    return _shaped(rows, world.year, good)


def _shaped(rows: pl.DataFrame, year: int, good: str) -> pl.DataFrame:
    """Put the columns into their order."""
    return rows.select(
        pl.lit(year).alias("year"),
        pl.col("supplier").cast(pl.String),
        pl.col("buyer").cast(pl.String),
        pl.lit(good).alias("good"),
        pl.col("value_usd").cast(pl.Float64),
        pl.col("mass_t").cast(pl.Float64),
        pl.col("adjusted").cast(pl.String),
    )
