"""Solve: what a scenario does to markets and corridors, and what the engines say of it.

Names are imported when they are first asked for: a way through corridors needs no market.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accord.solve.corridors import Corridors, Rerouted, network_of
    from accord.solve.effects import Effects, closed_edges, effects_of
    from accord.solve.instruments import Instruments
    from accord.solve.market import GoodOutcome, Market
    from accord.solve.outcome import Outcome
    from accord.solve.shut import Shut
    from accord.solve.together import gains_together, of_groups

_WHERE = {
    "Corridors": "corridors",
    "Effects": "effects",
    "GoodOutcome": "market",
    "Instruments": "instruments",
    "Market": "market",
    "Outcome": "outcome",
    "Rerouted": "corridors",
    "Shut": "shut",
    "closed_edges": "effects",
    "effects_of": "effects",
    "gains_together": "together",
    "network_of": "corridors",
    "of_groups": "together",
}

__all__ = [
    "Corridors",
    "Effects",
    "GoodOutcome",
    "Instruments",
    "Market",
    "Outcome",
    "Rerouted",
    "Shut",
    "closed_edges",
    "effects_of",
    "gains_together",
    "network_of",
    "of_groups",
]


def __getattr__(name: str) -> Any:
    """Import a name on first use."""
    if name not in _WHERE:
        raise AttributeError(f"module 'accord.solve' has no attribute '{name}'")
    return getattr(import_module(f"accord.solve.{_WHERE[name]}"), name)
