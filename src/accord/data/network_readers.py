"""Readers of the network of corridors: part of `Tables`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from accord.later import Later

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from accord.data import corridors as networks
    from accord.data import network_files
    from accord.data import units as unit_tables
    from accord.data.shelf import Shelf
    from accord.data.units import Carried
else:  # each is imported by who reads its table
    network_files = Later("accord.data.network_files")
    networks = Later("accord.data.corridors")
    unit_tables = Later("accord.data.units")


class NetworkReaders:
    """The network, its rates, units and events, and a user's own."""

    shelf: Shelf

    @property
    def corridors(self) -> Mapping[str, pl.DataFrame]:
        """Tables of the network, as `accord.engines.corridor.load` takes them."""
        return networks.corridors(self.shelf)

    @property
    def capacity_units(self) -> tuple[str, ...]:
        """Units of capacity that are understood: "Mt/a", "kb/d"."""
        return tuple(unit_tables.units(self.shelf))

    def least_km(self, stops: Sequence[str]) -> float:
        """Add up the great circles from place to place of the network, less what rounding takes."""
        return networks.least_km(self.shelf, stops)

    @property
    def lng_terminals(self) -> pl.DataFrame:
        """Liquefaction and regasification by state, Mt of LNG a year."""
        return networks.lng_terminals(self.shelf)

    @property
    def rates(self) -> pl.DataFrame:
        """Speeds, waiting times and costs of the network: rate, of, scope, value, unit."""
        return networks.rates(self.shelf)

    @property
    def events(self) -> pl.DataFrame:
        """What closed or narrowed a passage: event, passage, start, end, open_share."""
        return networks.events(self.shelf)

    @property
    def units(self) -> Mapping[str, tuple[str, float]]:
        """Units of what is carried: unit -> (unit that it becomes, factor)."""
        return unit_tables.units(self.shelf)

    @property
    def carried(self) -> Mapping[str, Carried]:
        """How each good is carried that the network knows by name."""
        return unit_tables.carried(self.shelf)

    @property
    def unit_table(self) -> pl.DataFrame:
        """Units of what is carried, with the ranges of their factors and who says so."""
        return networks.unit_table(self.shelf)

    def splits(self, state: str | None = None, good: str | None = None) -> pl.DataFrame:
        """How exports or imports were split over routes, as published."""
        return networks.splits(self.shelf, state, good)

    def read_network(self, nodes: Path, edges: Path) -> Mapping[str, pl.DataFrame]:
        """Read a user's network from two CSV files, at the rates of these tables."""
        return network_files.read_network(self.shelf, nodes, edges)
