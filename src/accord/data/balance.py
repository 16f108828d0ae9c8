"""The balance of a good in a year: who made it, who used it, and what was adjusted on the way.

`balanced` gives the arrays that a market is made of; `balance` says the same in words and sums, as
`accord data balance` prints it. Masses are tonnes of the traded product.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import polars as pl

from accord.axes import Array, Mask
from accord.data import goods as goods_table
from accord.data.closing import Closed, close
from accord.data.goods import Good
from accord.data.presence import all_states
from accord.data.production import production
from accord.data.rules import CLIPPED, HUBS, MASS, NET_EXPORTS, RECODED, TRANSIT, rules
from accord.data.trade import cleaned, trade
from accord.data.years import gaps, years
from accord.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """What was recorded of some codes in a year: arrays over `all_states()`, no diagonal."""

    states: tuple[str, ...]
    value: Array  # (S, S) US$
    mass: Array  # (S, S) t, cleaned; 0 also where nobody knows any mass of the code and year
    adjusted: Mask  # (S, S): a rule was applied to some row of the cell
    rows: pl.DataFrame  # the cleaned rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Balanced:
    """A market's arrays before prices: mass from origin to final buyer, and prices at the source."""

    states: tuple[str, ...]
    recorded: Flows
    production: Array  # (S,) t
    closed: Closed
    price: Array  # (S,) US$/t at the producer


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What one rule did to a good in a year."""

    rule: str
    says: str
    count: int  # rows, flows or states, whatever the rule works on
    of: int  # how many it looked at
    mass_before: float  # t, of what it touched
    mass_after: float  # t


@dataclass(frozen=True, slots=True, kw_only=True)
class Residual:
    """Where a state's own figures do not add up, in tonnes."""

    state: str
    mass: float
    kind: str  # "re-exports", "transit" or "exports above production"


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The world's and each state's balance of a good in a year, in tonnes."""

    good: str
    year: int
    produced: float
    consumed: float
    gap: float  # share of produced: consumed / produced - 1
    exported_as_recorded: float
    exported: float  # after the rules on rows
    domestic: float
    residuals: tuple[Residual, ...]  # falling
    adjustments: tuple[Adjustment, ...]
    by_state: pl.DataFrame  # state, produced, domestic, exports, imports, consumed; t
    notes: tuple[str, ...]


def flows_of(codes: tuple[str, ...], year: int) -> Flows:
    """Read the cleaned flows of some codes in a year as arrays."""
    states = all_states()
    rows = cleaned(years=[year], codes=codes)
    i, j = (_places(rows[side], states) for side in ("supplier", "buyer"))
    value, mass = np.zeros((2, len(states), len(states)))
    adjusted = np.zeros((len(states), len(states)), dtype=bool)
    np.add.at(value, (i, j), rows["value_usd"].to_numpy())
    np.add.at(mass, (i, j), rows["mass_t"].fill_null(0.0).to_numpy())
    touched = rows["adjusted"].is_not_null().to_numpy()
    adjusted[i[touched], j[touched]] = True
    return Flows(states=states, value=value, mass=mass, adjusted=adjusted, rows=rows)


def _places(column: pl.Series, states: tuple[str, ...]) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    return np.searchsorted(np.array(states), column.to_numpy()).astype(np.intp)


def produced(good: Good, year: int) -> Array:
    """Sum the good's series by state, in product tonnes where they convert: (S,).

    Where they do not (`good.conversion` is None), in the unit of the series: shares stand, sums
    with trade do not. 0 for a state that is not listed.
    """
    if good.production is None:
        raise InputError(f"{good.name} has no production series; {good.why_not or good.stage}")
    rows = production(years=[year], series=good.production)
    factor = good.conversion.central if good.conversion else 1.0
    states = all_states()
    total = np.zeros(len(states))
    np.add.at(total, _places(rows["state"], states), rows["quantity"].to_numpy() * factor)
    return total


def balanced(good: Good, year: int) -> Balanced:
    """Close the market of a good in a year.

    Raises
    ------
    InputError
        The good has no market (the message says why), or the year has no production data.
    """
    if good.closing is None:
        raise InputError(f"no market of {good.name}: {good.why_not}")
    if year not in (known := years().markets):
        raise InputError(
            f"no market of {good.name} in {year}: production is known for {known[0]} to "
            f"{known[-1]} only; earlier years serve facts and shares"
        )
    recorded = flows_of(good.codes, year)
    output = net_exporters_output(recorded.mass) if good.closing == "net-exports" else None
    made = produced(good, year) if output is None else output
    closed = close(recorded.mass, made, transit=_transit(good, recorded.states))
    return Balanced(
        states=recorded.states,
        recorded=recorded,
        production=made,
        closed=closed,
        price=producer_price(recorded),
    )


def net_exporters_output(mass: Array) -> Array:
    """Take a state that exports more than it imports to make what it exports: (S,) t."""
    sold, bought = mass.sum(axis=1), mass.sum(axis=0)
    output: Array = np.where(sold > bought, sold, 0.0)
    return output


def producer_price(recorded: Flows) -> Array:
    """Price at the source: value of exports / their cleaned mass, (S,) US$/t.

    The world's value-weighted median for a state that exports nothing.
    """
    value, mass = recorded.value.sum(axis=1), recorded.mass.sum(axis=1)
    sold = (value > 0) & (mass > 0)
    price = np.divide(value, mass, out=np.full(len(value), np.nan), where=sold)
    price[~sold] = weighted_median(price[sold], value[sold])
    return price


def weighted_median(values: Array, weights: Array) -> float:
    """Find the least value at or below which half of the weight lies; nan where there is none."""
    if not len(values):
        return float("nan")
    order = np.argsort(values, kind="stable")
    below = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(below, below[-1] / 2)])


def _transit(good: Good, states: tuple[str, ...]) -> list[tuple[int, int]]:
    rule = rules()[TRANSIT].settings
    if rule["code"] not in good.codes:
        return []
    return [(states.index(via), states.index(rule["buyer"])) for via in rule["via"]]
