"""Questions: what a Study answers, as frozen values. Two that are equal have one answer."""

from collections.abc import Collection
from dataclasses import MISSING, dataclass, fields, replace
from typing import get_args

from accord.case.model import Scenario
from accord.errors import InputError
from accord.names import GoodName, Horizon, Model, require
from accord.world import By


def is_asked(question: object, kind: type["MarketQ | RouteQ"], goods: Collection[str]) -> None:
    """Refuse what is no question of a kind on these goods, before anybody looks for its parts.

    Raises
    ------
    InputError
        saying what was asked instead, and what a question is made of
    UnknownNameError
        where a good, a horizon or a model of a market is none
    """
    if not isinstance(question, kind):
        parts = ", ".join(f.name for f in fields(kind) if f.default is MISSING)
        raise InputError(f"{question!r} is no question; ask a {kind.__name__}({parts})")
    if not isinstance(question.scenario, Scenario):
        raise InputError(
            f"{question.scenario!r} is no scenario of a question; give case.scenario(NAME)"
        )
    if isinstance(question, MarketQ):
        require("good", question.good, goods, where="of the case")
        require("horizon", question.horizon, get_args(Horizon))
        require("model", question.model, get_args(Model))


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
