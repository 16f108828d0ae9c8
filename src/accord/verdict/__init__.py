"""Verdicts: what a claim says, held against what was found."""

from accord.verdict.convergence import Convergence, convergence
from accord.verdict.evidence import Evidence
from accord.verdict.finding import Decider, Verdict
from accord.verdict.judge import Judge, judge
from accord.verdict.metrics import (
    Metric,
    Reading,
    Table,
    Untestable,
    metric,
    registered,
    signatures,
)
from accord.verdict.sweep import Sweep, sweep

__all__ = [
    "Convergence",
    "Decider",
    "Evidence",
    "Judge",
    "Metric",
    "Reading",
    "Sweep",
    "Table",
    "Untestable",
    "Verdict",
    "convergence",
    "judge",
    "metric",
    "registered",
    "signatures",
    "sweep",
]
