"""Rows turned into arrays over all states: recorded flows, production, prices at the source.

S is the number of `all_states()`, in that order; suppliers are rows, buyers columns.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from accord.axes import Array, Mask, Places
from accord.data.goods import Good
from accord.data.presence import all_states
from accord.data.production import quantities
from accord.data.records import CHANGED, records_of
from accord.data.shelf import Shelf
from accord.errors import InputError
from accord.memo import kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """What was recorded of some codes in a year; nothing on the diagonal."""

    states: tuple[str, ...]
    value: Array  # (S, S) US$ of the year, FOB
    mass: Array  # (S, S) t, cleaned; 0 also where nobody knows any mass of the code and year
    mass_as_recorded: Array  # (S, S) t, as recorded but for rows recoded; 0 where not reported
    adjusted: Mask  # (S, S): a rule was applied to some row of the cell


@kept
def flows_of(shelf: Shelf, codes: tuple[str, ...], year: int) -> Flows:
    """Read the cleaned flows of some codes in a year as arrays, read-only."""
    states, rows = all_states(shelf), records_of(shelf, codes, year)
    value, mass, as_recorded = (
        _added_up(amounts, rows.cell, len(states) ** 2).reshape(len(states), len(states))
        for amounts in (rows.value, rows.mass, rows.mass_as_recorded)
    )
    adjusted = np.zeros((len(states), len(states)), dtype=bool)
    adjusted.flat[rows.cell[rows.changed > 0]] = True
    for array in (value, mass, as_recorded, adjusted):
        array.setflags(write=False)
    return Flows(
        states=states, value=value, mass=mass, mass_as_recorded=as_recorded, adjusted=adjusted
    )


def pairs_of(shelf: Shelf, codes: tuple[str, ...], year: int) -> pl.DataFrame:
    """Sum the cleaned rows of some codes in a year by pair of states.

    Returns
    -------
    supplier, buyer, value_usd (US$ of the year), mass_t (t; null where the mass of some row is
    unknown), adjusted (the rules that changed some row, joined with ", ", or null), sorted by
    supplier and buyer. Sums run row by row, so that no number of threads matters.
    """
    states, rows = all_states(shelf), records_of(shelf, codes, year)
    cells, of = np.unique(rows.cell, return_inverse=True)
    value, mass = (_added_up(amounts, of, len(cells)) for amounts in (rows.value, rows.mass))
    unknown = np.bincount(of, np.isnan(rows.mass), len(cells)) > 0
    named: list[set[str]] = [set() for _ in cells]
    for row in np.flatnonzero(rows.changed):
        named[of[row]].add(CHANGED[rows.changed[row]])
    supplier, buyer = (np.array(states)[side] for side in np.divmod(cells, len(states)))
    return pl.DataFrame(
        {
            "supplier": pl.Series(supplier, dtype=pl.String),
            "buyer": pl.Series(buyer, dtype=pl.String),
            "value_usd": value,
            "mass_t": pl.Series(np.where(unknown, np.nan, mass), nan_to_null=True),
            "adjusted": pl.Series(
                [", ".join(sorted(rules)) or None for rules in named], dtype=pl.String
            ),
        }
    )


def _added_up(amounts: Array, cell: Places, count: int) -> Array:
    """Add amounts up by cell, in the order of the rows; nan is 0: (count,)."""
    total: Array = np.zeros(count)
    np.add.at(total, cell, np.where(np.isnan(amounts), 0.0, amounts))
    return total


def produced(shelf: Shelf, good: Good, year: int) -> Array:
    """Sum the good's series by state: (S,), in product tonnes where they convert.

    Where they do not (`good.conversion` is None), in the unit of the series: shares stand, sums
    with trade do not. 0 for a state that is not listed. Raises InputError where the good has
    no series, or the year no production data.
    """
    if good.production is None:
        raise InputError(f"{good.name} has no production series; {good.why_not or good.stage}")
    factor = good.conversion.central if good.conversion else 1.0
    place = {state: n for n, state in enumerate(all_states(shelf))}
    total = np.zeros(len(place))
    for state, quantity in quantities(shelf, good.production, year):
        total[place[state]] += quantity * factor
    return total


def net_exporters_output(mass: Array) -> Array:
    """Take a state that exports more than it imports to make what it exports: (S,) t."""
    sold, bought = mass.sum(axis=1), mass.sum(axis=0)
    output: Array = np.where(sold > bought, sold, 0.0)
    return output


def producer_price(value: Array, mass: Array) -> Array:
    """Price at the source: value of exports / their cleaned mass, (S,) US$/t.

    The world's value-weighted median of all flows for a state that exports nothing; nan where
    the whole world sold nothing.
    """
    prices = np.full(len(value), _median_price(value, mass))
    income, sold = value.sum(axis=1), mass.sum(axis=1)
    np.divide(income, sold, out=prices, where=(income > 0) & (sold > 0))
    return prices


def _median_price(value: Array, mass: Array) -> float:
    """Find the unit value at or below which half of the world's value was sold; nan if none was."""
    known = (value > 0) & (mass > 0)
    if not known.any():
        return float("nan")
    prices, weights = value[known] / mass[known], value[known]
    order = np.argsort(prices, kind="stable")
    below = np.cumsum(weights[order])
    return float(prices[order][np.searchsorted(below, below[-1] / 2)])
