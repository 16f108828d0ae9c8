"""Questions: what a Study answers, as frozen values. Two that are equal have one answer."""

from dataclasses import dataclass, replace

from accord.case.model import Scenario
from accord.names import GoodName, Horizon, Model
from accord.world import By


def nameless(scenario: Scenario) -> Scenario:
    """Give a scenario without what it is called: what it does is all that an answer rests on."""
    return replace(scenario, name="", title="", horizon=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketQ:
    """What does a scenario do to the market of one good, within a horizon of response?"""

    scenario: Scenario
    good: GoodName
    horizon: Horizon
    model: Model = "partial"  # partial: told apart by origin


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteQ:
    """Which way does a good go from place to place, under what a scenario shuts and opens?"""

    scenario: Scenario
    origin: str
    destination: str
    good: str | None = None
    by: str = "hours"  # or km, cost
    avoid: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """What a number was read from: cells of a table, in words that a catalogue of holes shares.

    An empty tuple stands for all: no supplier named is every supplier.
    """

    table: str
    good: GoodName | None = None
    codes: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    buyers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    by: By = "value"
    line: str | None = None
