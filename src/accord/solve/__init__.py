"""Solve: Case and World become scenarios, engines, and outcomes for every draw."""

from accord.solve.limit import PooledGood, limit
from accord.solve.outcome import GoodOutcome, Outcome, solve
from accord.solve.passages import network_of

__all__ = ["GoodOutcome", "Outcome", "PooledGood", "limit", "network_of", "solve"]
