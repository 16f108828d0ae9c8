"""Metrics: documented functions of outcomes and facts, one module for each kind of evidence."""

from accord.verdict.metrics import (
    alignment,
    answers,
    corridor,
    counts,
    disruption,
    dominoes,
    figures,
    joining,
    market,
    production,
    security,
    ties,
    trade,
)
from accord.verdict.metrics.registry import (
    Reading,
    Table,
    Untestable,
    implemented,
    implements,
    read,
)

__all__ = [
    "Reading",
    "Table",
    "Untestable",
    "alignment",
    "answers",
    "corridor",
    "counts",
    "disruption",
    "dominoes",
    "figures",
    "implemented",
    "implements",
    "joining",
    "market",
    "production",
    "read",
    "security",
    "ties",
    "trade",
]
