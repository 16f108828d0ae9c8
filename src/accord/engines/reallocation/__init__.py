"""Reallocation: who takes supply that has lost its buyers, and from whom a buyer buys instead.

No rule foretells it: `mechanisms` holds six that each explain some cases, `pool` draws from all of
them, with the weights that past events gave them, and `balancing` makes tables meet their margins.
"""

from accord.engines.reallocation.balancing import balanced
from accord.engines.reallocation.judged import Judged
from accord.engines.reallocation.mechanisms import MECHANISMS, Trade
from accord.engines.reallocation.pool import Analogues, Parameters, draw
from accord.engines.reallocation.situation import Situation, situation

__all__ = [
    "MECHANISMS",
    "Analogues",
    "Judged",
    "Parameters",
    "Situation",
    "Trade",
    "balanced",
    "draw",
    "situation",
]
