"""History: what each state sold to each other of some codes, year by year, as arrays.

Masses are tonnes as `Tables.cleaned` gives them. Back-tests, and forecasts of who takes displaced
supply, ask one code of many years, so its rows are laid out once; a code takes 25 MB, and is let go
before the next.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from accord.axes import Array, Labels, Places
from accord.data import Tables
from accord.data.great_circle import EARTH_KM
from accord.data.years import spans
from accord.errors import InputError

NEAREST_KM = 100.0  # between neighbours whose middles nearly coincide


@dataclass(frozen=True)
class Surroundings:
    """What is the same for all codes: the tables, distances, and all trade together."""

    tables: Tables

    @property
    def states(self) -> Labels:
        """Every state, in the order of the axes."""
        return self.tables.all_states

    @property
    def years(self) -> tuple[int, ...]:
        """The years of trade, in order."""
        return self.tables.years.trade

    @cached_property
    def value(self) -> Array:
        """(Y, S, S) US$, all codes together."""
        return _laid(self, self.tables.cleaned(), "value_usd")

    def traded(self, year: int) -> Array:
        """(S, S) US$ of a year, all codes together."""
        if "value" in self.__dict__:
            found: Array = self.value[self.years.index(year)]
            return found
        (table,) = _laid(self, self.tables.cleaned(years=(year,)), "value_usd", (year,))
        return np.asarray(table)

    @cached_property
    def km(self) -> Array:
        """(S, S) between the middles of states; the median where a state's is not known."""
        place = {s: n for n, s in enumerate(self.states)}
        at = np.full((len(self.states), 2), np.nan)
        for state, lat, lon in self.tables.places.select("state", "lat", "lon").iter_rows():
            if state in place:
                at[place[state]] = np.radians([lat, lon])
        lat, lon = at.T
        cosine = np.sin(lat[:, None]) * np.sin(lat) + (
            np.cos(lat[:, None]) * np.cos(lat) * np.cos(lon[:, None] - lon)
        )
        km = np.maximum(EARTH_KM * np.arccos(np.clip(cosine, -1, 1)), NEAREST_KM)
        if np.isnan(km).all():
            return np.ones_like(km)
        known: Array = np.where(np.isnan(km), np.nanmedian(km), km)
        return known

    def ledger(self, *codes: str) -> "Ledger":
        """Lay codes out together, as one good."""
        rows = self.tables.cleaned(codes=codes)
        mass, value = (_laid(self, rows, what) for what in ("mass_t", "value_usd"))
        return Ledger(code="+".join(codes), around=self, mass=mass, value=value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One code, or the codes of a good together: Y years, S suppliers, S buyers."""

    code: str
    around: Surroundings
    mass: Array  # (Y, S, S) t; 0 where none is recorded
    value: Array  # (Y, S, S) US$

    @property
    def states(self) -> Labels:
        """Every state, in the order of the axes."""
        return self.around.states

    @property
    def years(self) -> tuple[int, ...]:
        """The years, in order."""
        return self.around.years

    def place(self, year: int) -> int:
        """Give a year's place on the first axis; InputError where it has no data."""
        if year not in self.years:
            raise InputError(f"no trade data of {year}; there are {spans(self.years)}")
        return self.years.index(year)


def _laid(
    around: Surroundings, rows: pl.DataFrame, what: str, years: tuple[int, ...] = ()
) -> Array:
    states, years = around.states, years or around.years
    table = np.zeros((len(years), len(states), len(states)))
    place = pl.Series(states)
    ends = (
        rows[end].cast(pl.String).replace_strict(place, pl.int_range(len(states), eager=True))
        for end in ("supplier", "buyer")
    )
    supplier, buyer = (np.asarray(end.to_numpy(), np.intp) for end in ends)
    at: Places = np.searchsorted(years, rows["year"].to_numpy())
    np.add.at(table, (at, supplier, buyer), rows[what].fill_null(0.0).to_numpy())
    return table
