"""Prices after large losses of supply: the pooled market on shocks whose outcome is known.

A near-homogeneous good has one price. What the world loses, less what stocks, spare capacity and
ways round bring in, is cleared by demand and supply in the short run, with the elasticities that
the literature has identified, as wide as it leaves them. To this comes what moves the price anyway:
the spread of quarterly moves in all quarters, of the good's own price where a row gives it, else of
Brent. A loss is of the market that it hits: the world's, or Europe's where gas can't be rerouted.
The loss is what is known afterwards: this scores the market's answer and not a forecast of wars.
Controls should give about nothing: a loss that was expected, an outage that was over in days.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from accord.axes import Array
from accord.data import Tables
from accord.engines.market import pooled
from accord.errors import InputError

DRAWS = 4000
SEED = 7
TAIL = 0.05
NOISE = "quarterly-price-noise"  # figure: spread of the log of a quarter's mean over a month's
STOCKS = 1e-9  # what stocks give at the baseline price, before they are drawn on
NARROWEST = 0.03  # demand plus supply elasticity: below it no price level is determined


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One shock: the first quarter's mean price over that of the 30 days before, less 1."""

    id: str
    name: str
    start: str
    control: bool
    loss: float  # net, share of world supply, middle
    came: float
    low: float
    median: float
    high: float
    inside: bool
    score: float  # interval score of the log, in points: width, and 20 times what it misses by
    status: str
    note: str


def scored(tables: Tables) -> tuple[Scored, ...]:
    """Foretell the price of every shock of the table and score it.

    Raises
    ------
    InputError
        where the tables have no shocks, or no elasticity of a good
    """
    shocks = tables.supply_shocks
    if shocks.is_empty():
        raise InputError("these tables have no supply shocks")
    found = tables.figures.filter(pl.col("figure") == NOISE)
    noise = float(found["value"][0])
    return tuple(_one(row, tables, noise) for row in shocks.sort("start").to_dicts())


def _one(row: dict[str, object], tables: Tables, noise: float) -> Scored:
    rng = np.random.default_rng([SEED, *str(row["id"]).encode()])
    world = _number(row, "world")
    loss, offset = (
        rng.uniform(_number(row, f"{what}_low"), _number(row, f"{what}_high"), DRAWS) / world
        for what in ("loss", "offset")
    )
    offset = np.minimum(offset, loss)
    demand, supply = (_elasticity(tables, str(row["good"]), p, rng) for p in ("demand", "supply"))
    price = moved(loss, offset, demand, supply)
    spread = noise if row["noise"] is None else _number(row, "noise")
    log = np.log(price) + spread * rng.standard_normal(DRAWS)
    came = float(np.log(_number(row, "price_quarter") / _number(row, "price_before")))
    low, median, high = np.quantile(log, [TAIL, 0.5, 1 - TAIL])
    miss = max(low - came, 0.0) + max(came - high, 0.0)
    return Scored(
        id=str(row["id"]),
        name=str(row["name"]),
        start=str(row["start"]),
        control=bool(row["control"]),
        loss=float(np.median(loss - offset)),
        came=float(np.expm1(came)),
        low=float(np.expm1(low)),
        median=float(np.expm1(median)),
        high=float(np.expm1(high)),
        inside=miss == 0,
        score=float(100 * (high - low + miss / TAIL)),
        status=str(row["status"]),
        note=str(row["note"]),
    )


def moved(loss: Array, offset: Array, demand: Array, supply: Array) -> Array:
    """Clear the world market after a loss, less what comes in from elsewhere: (D,) after / before.

    Parameters
    ----------
    loss, offset : (D,) shares of world supply; the offset doesn't answer to the price
    demand, supply : (D,) elasticities, magnitudes

    Examples
    --------
    A tenth is lost, and nothing comes in: P^-0.2 = 0.9 P^0.3.

    >>> one = np.ones(1)
    >>> bool(np.isclose(moved(0.1 * one, 0 * one, 0.2 * one, 0.3 * one)[0], 0.9**-2))
    True
    """
    kept = np.stack([1 - loss, offset / STOCKS], axis=1)
    return pooled.solve(
        [[1.0], [STOCKS]],
        demand=np.maximum(demand, NARROWEST - supply),
        supply=np.stack([supply, np.zeros(len(supply))], axis=1),
        keep=kept,
    ).price[:, 0]


def _elasticity(tables: Tables, good: str, what: str, rng: np.random.Generator) -> Array:
    found = tables.elasticities.filter(good=good, parameter=what, horizon="short")
    if found.is_empty():
        raise InputError(f"the table of elasticities has no {what} for {good} in the short run")
    low, mode, high = found.select("low", "central", "high").row(0)
    return rng.triangular(low, mode, high, DRAWS)


def _number(row: dict[str, object], name: str) -> float:
    value = row[name]
    assert isinstance(value, float)
    return value
