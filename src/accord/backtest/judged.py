"""What back-tests were told rather than taught: what counts as an event, and what a fit may try.

The numbers stand in a table with a source for each (`accord.data.judged`).
"""

from dataclasses import dataclass

from accord.data import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What counts as an event, as a case of it, and as a quiet year."""

    bereft: float  # of world trade: a supplier that loses buyers (E) has so much, at least
    falling: float  # one whose exports fall (S)
    falling_buyer: float  # a buyer whose imports fall (B)
    least_world: float  # US$ of world trade: below it one cargo is an event
    lost: float  # of a supplier's exports, with the buyers that stop
    lost_value: float  # the same in US$
    sold_on: float  # of its total that a supplier must keep for the shock to be one of buyers
    fell: float  # total after over before
    fell_value: float  # the same in US$
    stopped: float  # of what it was: a buyer with less has stopped
    buyer: float  # of the supplier's exports: below it nobody counts as a buyer
    fall_from: float  # of the year before the baseline: not the end of a single good year
    apart: int  # years between two events of the same state and code
    thin_year: int  # that is not reported in full, nor are those after it
    most_cases: int  # of those who deal with the agent
    leans: float  # of its own trade that such a one must have had with the agent
    cut: float  # of what it was, at most, that is left of that link
    least_left: float  # of the baseline that must still be traded, or there are no shares
    quiet_share: float  # of world trade, of a quiet case
    quiet_cases: int  # tried for each code and side
    quiet_before: int  # years before an event that are not quiet
    quiet_after: int  # years after
    trend: int  # years

    @staticmethod
    def of(tables: Tables) -> "Scan":
        """Read it off the tables."""
        return tables.judged("scan", Scan)

    def least_share(self, kind: str) -> float:
        """Give the least part in world trade of whom an event of a kind befalls."""
        return {"E": self.bereft, "S": self.falling, "B": self.falling_buyer}[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """By what the pool is fitted."""

    few: int  # events that were over: with fewer nothing is fitted
    least_moved: float  # bounds of the part that moved, for its logit to be finite
    most_moved: float
    floor: float  # of a mechanism's share: a gain that none foresees counts for all alike
    ridge: float
    sigma: float
    sigma_volatility: float
    shift: tuple[float, ...]  # what is tried
    alpha: tuple[float, ...]
    part: tuple[float, ...]

    @staticmethod
    def of(tables: Tables) -> "Rules":
        """Read them off the tables."""
        return tables.judged("fit", Rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """What is tried for how much a first year that is known counts."""

    near: tuple[float, ...]
    carried: tuple[float, ...]

    @staticmethod
    def of(tables: Tables) -> "Grid":
        """Read it off the tables."""
        return tables.judged("update", Grid)
