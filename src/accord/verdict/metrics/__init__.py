"""Metrics: documented functions of outcomes and facts, one module for each kind of evidence."""

from accord.verdict.metrics import (
    alignment,
    corridor,
    counts,
    disruption,
    figures,
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
    "corridor",
    "counts",
    "disruption",
    "figures",
    "implemented",
    "implements",
    "market",
    "production",
    "read",
    "security",
    "ties",
    "trade",
]
