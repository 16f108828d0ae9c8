"""The fitted pool as the tables hold it, and a state's trade as the pool sees it."""

from typing import Literal

import numpy as np
import polars as pl

from accord.axes import Array, Mask
from accord.data import Tables
from accord.engines.reallocation import MECHANISMS, Analogues, Judged, Parameters, Trade
from accord.engines.reallocation.pool import key_of
from accord.errors import InputError
from accord.world import World
from accord.world.history import Ledger

Side = Literal["sales", "purchases"]
Fitted = tuple[Parameters, Analogues, int]  # what was known by a year, and the number of events
REFIT = "accord backtest --fit"
WILLING = "willing-part"  # figure: what those who are said to step in get of what is dealt anew


def seen(ledger: Ledger, side: Side, year: int) -> Trade:
    """See all trade up to a year from one side."""
    y, around = ledger.place(year), ledger.around
    trade = Trade(
        flows=ledger.mass[: y + 1],
        elsewhere=around.traded(year) - ledger.value[y],
        km=around.km,
    )
    return trade.turned() if side == "purchases" else trade


def judged(tables: Tables) -> Judged:
    """Give the numbers of the pool that nobody fitted; InputError where the tables have none."""
    return tables.judged("pool", Judged)


def pool_reaches(world: World) -> bool:
    """Whether enough events were over by a World's year to say who takes displaced trade."""
    since = world.tables.pool_parameters["until"].min()
    return since is not None and world.year >= int(str(since))


def fitted_pool(tables: Tables, side: Side, year: int) -> Fitted:
    """Give what was known by a year: parameters, past counterparts, and the number of events.

    Raises
    ------
    InputError
        where the tables have no pool, or too few events were over by then
    """
    known = tables.pool_parameters.filter(side=side)
    if known.is_empty():
        raise InputError(f"no pool was fitted on these tables; fit it: {REFIT}")
    first = int(str(known["until"].min()))
    if year < first:
        raise InputError(
            f"too few events were over by {year} to say who takes displaced trade; "
            f"the pool is fitted from {first} on"
        )
    here = known.filter(until=known.filter(pl.col("until") <= year)["until"].max())
    value = dict(here.select("parameter", "value").iter_rows())
    past = tables.pool_analogues.filter(pl.col("after") <= year, side=side)
    return _parameters(value), _analogues(past, judged(tables)), int(here["events"][0])


def stepping_in(tables: Tables, named: Mask) -> Array | None:
    """Give what part of what is dealt anew each named counterpart gets: (K + 1,); None of nobody.

    Raises
    ------
    InputError
        where the tables don't say how much those who are said to step in get
    """
    if not named.any():
        return None
    found = tables.figures.filter(pl.col("figure") == WILLING)["value"]
    if found.is_empty():
        raise InputError(f"the tables don't say what those who step in get: figure {WILLING}")
    weights: Array = named * (float(found[0]) / named.sum())
    return weights


def _parameters(value: dict[str, float]) -> Parameters:
    weights = np.array([value[f"weight-{m}"] for m in MECHANISMS])
    count = sum(name.startswith("alive-") for name in value)
    return Parameters(
        delta=np.array([value[f"b{n}"] for n in range(4)]),
        spread=value["s"],
        shift=value["shift"],
        sigma=value["sigma"],
        sigma_v=value["sigma-volatility"],
        alpha=value["alpha"],
        part=value["part"],
        weights=weights / weights.sum(),
        alive=np.array([value[f"alive-{n}"] for n in range(count)]),
    )


def _analogues(past: pl.DataFrame, by: Judged) -> Analogues:
    def column(name: str) -> Array:
        return past[name].to_numpy().astype(float)

    key = key_of(
        share=column("share"),
        size=column("size"),
        world=column("world"),
        horizon=column("horizon"),
        volatility=column("volatility"),
        lost=column("lost"),
        judged=by,
    )
    return Analogues(key=key, before=column("share"), after=column("observed"))
