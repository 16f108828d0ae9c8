"""Readers of curated facts, and of what is wrong with the numbers: part of `Tables`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from accord.later import Later

if TYPE_CHECKING:
    import polars as pl

    from accord.data import called, evidence, facts
    from accord.data.shelf import Shelf
else:  # each is imported by who reads its table
    called = Later("accord.data.called")
    evidence = Later("accord.data.evidence")
    facts = Later("accord.data.facts")


class FactReaders:
    """States, blocs, ties, figures, elasticities, votes; holes and measures in force."""

    shelf: Shelf

    @property
    def states(self) -> pl.DataFrame:
        """States: iso3, name, m49_region, m49_subregion."""
        return facts.states(self.shelf)

    @property
    def state_names(self) -> pl.DataFrame:
        """What states are called in a text: iso3, name, kind (name, demonym, capital), source."""
        return facts.state_names(self.shelf)

    def state_called(self, label: str) -> str | None:
        """Give the code of the state that a label means, by code or any name; None for none."""
        return called.state_called(self.shelf, label)

    def nearest_state(self, label: str) -> str | None:
        """Give the code of the state that a label comes nearest to; None where none is near."""
        return called.nearest_state(self.shelf, label)

    @property
    def described(self) -> Mapping[str, tuple[str, str, str]]:
        """Name, region and subregion of each state, by its code."""
        return facts.described(self.shelf)

    @property
    def blocs(self) -> pl.DataFrame:
        """Memberships of blocs and regions: bloc, state, start, end, source, status."""
        return facts.blocs(self.shelf)

    @property
    def regions(self) -> pl.DataFrame:
        """Regions: region, title, state, source, status; `blocs` has them too."""
        return facts.regions(self.shelf)

    @property
    def ties(self) -> pl.DataFrame:
        """Ties: subject, relation, object, dates, source, status, note."""
        return facts.ties(self.shelf)

    @property
    def bonds(self) -> Mapping[tuple[str, str], Sequence[Mapping[str, Any]]]:
        """Rows of ties by subject and object, and of blocs by state and bloc."""
        return facts.bonds(self.shelf)

    @property
    def figures(self) -> pl.DataFrame:
        """Single figures: figure, state, year, value, low, high, unit, source, status, note."""
        return facts.figures(self.shelf)

    @property
    def figure_rows(self) -> Mapping[tuple[str, str | None, int | None], Mapping[str, Any]]:
        """Rows of figures by figure, state and year."""
        return facts.figure_rows(self.shelf)

    @property
    def elasticities(self) -> pl.DataFrame:
        """Elasticities, magnitudes: good, parameter, horizon, low, central, high, source."""
        return facts.elasticities(self.shelf)

    @property
    def instruments(self) -> pl.DataFrame:
        """What the accord's texts say: a row an instrument, a column a clause."""
        return facts.instruments(self.shelf)

    @property
    def accessions(self) -> pl.DataFrame:
        """Past decisions to join an accord: case, stage, joined, dates, source, status."""
        return facts.accessions(self.shelf)

    @property
    def projects(self) -> pl.DataFrame:
        """Projects of two states by sector: state, partner, sector, what, year, source."""
        return facts.projects(self.shelf)

    @property
    def critical_lists(self) -> pl.DataFrame:
        """Official lists of critical minerals: list, mineral, kind, goods that tell it, source."""
        return facts.critical_lists(self.shelf)

    @property
    def ideal_points(self) -> pl.DataFrame:
        """Ideal points in UN votes: state, year, point, low, high."""
        return facts.ideal_points(self.shelf)

    @property
    def holes(self) -> pl.DataFrame:
        """Known holes in recorded trade, with outside totals: columns as `data.evidence` says."""
        return evidence.holes(self.shelf)

    @property
    def in_force(self) -> pl.DataFrame:
        """Embargoes, bans, licences, quotas, caps and tariffs, dated."""
        return evidence.in_force(self.shelf)

    @property
    def second_production(self) -> pl.DataFrame:
        """The second count of minerals by good, year and state."""
        return evidence.second_production(self.shelf)

    def counted_second(self, good: str) -> Mapping[int, Mapping[str, float]]:
        """The second count of a good where it is of the same stage as the first: by year, state."""
        return evidence.counted_second(self.shelf, good)
