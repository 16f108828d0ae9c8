"""Verdicts: what a claim says, held against what was found."""

from accord.verdict.convergence import Convergence, convergence
from accord.verdict.finding import BreakEven, Decider, Drawn, Fact, Untestable, Verdict
from accord.verdict.judge import Judge
from accord.verdict.metrics import (
    Reading,
    Table,
    implemented,
    implements,
)
from accord.verdict.readings import Account, Readings
from accord.verdict.sweep import Sweep, sweep

__all__ = [
    "Account",
    "BreakEven",
    "Convergence",
    "Decider",
    "Drawn",
    "Fact",
    "Judge",
    "Reading",
    "Readings",
    "Sweep",
    "Table",
    "Untestable",
    "Verdict",
    "convergence",
    "implemented",
    "implements",
    "sweep",
]
