"""Readers of past trade, what it was like and how it was foretold: part of `Tables`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from accord.later import Later

if TYPE_CHECKING:
    import polars as pl

    from accord.data import judged, reallocation
    from accord.data.shelf import Shelf
else:  # each is imported by who reads its table
    judged = Later("accord.data.judged")
    reallocation = Later("accord.data.reallocation")

Wanted = TypeVar("Wanted")


class PastReaders:
    """Shocks, the pool that was fitted on them, back-tests."""

    shelf: Shelf

    def judged(self, use: str, wanted: type[Wanted]) -> Wanted:
        """Fill a dataclass with numbers that were chosen and not fitted: see `data.judged`."""
        return judged.judged(self.shelf, use, wanted)

    @property
    def one_price_goods(self) -> tuple[str, ...]:
        """The goods that are much the same whoever sells them: crude oil, coal, LNG."""
        return reallocation.one_price_goods(self.shelf)

    @property
    def named_shocks(self) -> pl.DataFrame:
        """Sudden changes of trade that the public record names: columns as in the module."""
        return reallocation.named_shocks(self.shelf)

    @property
    def supply_shocks(self) -> pl.DataFrame:
        """Losses of supply and the prices that followed; the catalogue names their units."""
        return reallocation.supply_shocks(self.shelf)

    @property
    def places(self) -> pl.DataFrame:
        """Where states lie: state, lat, lon (degrees), source."""
        return reallocation.places(self.shelf)

    @property
    def pool_parameters(self) -> pl.DataFrame:
        """Fitted parameters of the pool: side, until, parameter, value, stderr, events."""
        return reallocation.pool_parameters(self.shelf)

    @property
    def pool_update(self) -> pl.DataFrame:
        """How much a first year after a shock counts once it is known: by side and parameter."""
        return reallocation.pool_update(self.shelf)

    @property
    def pool_analogues(self) -> pl.DataFrame:
        """Past counterparts of events: side, after, what they were like, share and observed."""
        return reallocation.pool_analogues(self.shelf)

    @property
    def backtest_events(self) -> pl.DataFrame:
        """Events of the back-tests, found and named."""
        return reallocation.backtest_events(self.shelf)

    @property
    def backtest_scores(self) -> pl.DataFrame:
        """Scores of the back-tests, a row for each case and model."""
        return reallocation.backtest_scores(self.shelf)

    @property
    def backtest_links(self) -> pl.DataFrame:
        """What was foretold of each counterpart that counts, and what came."""
        return reallocation.backtest_links(self.shelf)
