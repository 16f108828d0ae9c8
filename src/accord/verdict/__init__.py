"""Verdicts: what a claim says, held against what was found."""

from accord.verdict.evidence import Evidence
from accord.verdict.judge import Decider, Judge, Verdict, judge
from accord.verdict.metrics import (
    Metric,
    Reading,
    Table,
    Untestable,
    metric,
    registered,
    signatures,
)

__all__ = [
    "Decider",
    "Evidence",
    "Judge",
    "Metric",
    "Reading",
    "Table",
    "Untestable",
    "Verdict",
    "judge",
    "metric",
    "registered",
    "signatures",
]
