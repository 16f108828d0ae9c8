"""Solve: Case and World become scenarios, engines, and outcomes for every draw."""

from accord.solve.assumed import SolvedAssumption, assumptions, market_parameters, priced
from accord.solve.draws import Sample, central, first, sample, size, stream
from accord.solve.limit import PooledGood, limit
from accord.solve.outcome import GoodOutcome, Outcome, solve
from accord.solve.passages import network_of

__all__ = [
    "GoodOutcome",
    "Outcome",
    "PooledGood",
    "Sample",
    "SolvedAssumption",
    "assumptions",
    "central",
    "first",
    "limit",
    "market_parameters",
    "network_of",
    "priced",
    "sample",
    "size",
    "solve",
    "stream",
]
