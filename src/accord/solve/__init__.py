"""Solve: Case and World become scenarios, engines, and outcomes for every draw."""

from accord.solve.assumed import SolvedAssumption, assumptions, market_parameters, priced
from accord.solve.draws import Sample, central, first, sample, size, stream
from accord.solve.limit import PooledGood, limit
from accord.solve.outcome import GoodOutcome, Outcome, solve

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
    "priced",
    "sample",
    "size",
    "solve",
    "stream",
]
