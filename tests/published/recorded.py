"""Recorded trade as a square array, straight from the raw table."""

from functools import cache

import numpy as np
import polars as pl

from accord.data import Tables

PACKAGE = Tables.open()


@cache
def raw(codes, year, unit="value_usd"):
    """Give the states in order, and flows (S, S); a missing mass counts as none, as in peers."""
    rows = PACKAGE.trade(years=[year], codes=codes).with_columns(pl.col(unit).fill_null(0))
    states = sorted({*rows["supplier"], *rows["buyer"]})
    at = {state: n for n, state in enumerate(states)}
    flows = np.zeros((len(states), len(states)))
    place = [rows[side].replace_strict(at).to_numpy() for side in ("supplier", "buyer")]
    np.add.at(flows, tuple(place), rows[unit].to_numpy())
    return states, flows
