"""Verdicts: what a claim says, held against what was found."""

from accord.verdict.convergence import Convergence, convergence
from accord.verdict.evidence import Evidence
from accord.verdict.finding import Decider, Verdict
from accord.verdict.judge import Judge, judge
from accord.verdict.metrics import (
    Reading,
    Table,
    Untestable,
    implemented,
    implements,
)
from accord.verdict.sweep import Sweep, sweep

__all__ = [
    "Convergence",
    "Decider",
    "Evidence",
    "Judge",
    "Reading",
    "Sweep",
    "Table",
    "Untestable",
    "Verdict",
    "convergence",
    "implemented",
    "implements",
    "judge",
    "sweep",
]
