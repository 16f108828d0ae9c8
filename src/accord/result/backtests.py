"""What forecasts of who takes displaced trade were worth on past events; scores are in points."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One model on the events of one side, each foretold from those before it.

    gain : on proportional shares dressed with the errors of quiet years, with its interval of 90 %
    in_50, in_90 : shares of outcomes inside the intervals
    """

    side: str
    model: str
    events: int
    crps: float
    gain: float
    low: float
    high: float
    in_50: float
    in_90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A named event; `missed` are the counterparts that came to lie outside nine of ten draws."""

    event: str
    name: str
    side: str
    pool: float
    dressed: float
    no_change: float
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtests:
    """The scoreboard, and every named event with every miss."""

    events: int
    named: int
    scores: tuple[Score, ...]
    of_named: tuple[Named, ...]
