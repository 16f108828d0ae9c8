"""Solve: what a scenario does to markets and corridors, and what the engines say of it."""

from accord.solve.corridors import Corridors, Rerouted, network_of
from accord.solve.effects import Effects, Shut, closed_edges, effects_of
from accord.solve.instruments import Instruments
from accord.solve.market import GoodOutcome, Market, Model
from accord.solve.outcome import Outcome
from accord.solve.together import gains_together

__all__ = [
    "Corridors",
    "Effects",
    "GoodOutcome",
    "Instruments",
    "Market",
    "Model",
    "Outcome",
    "Rerouted",
    "Shut",
    "closed_edges",
    "effects_of",
    "gains_together",
    "network_of",
]
