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
    Metric,
    Reading,
    Table,
    Untestable,
    metric,
    registered,
    signatures,
)

__all__ = [
    "Metric",
    "Reading",
    "Table",
    "Untestable",
    "alignment",
    "corridor",
    "counts",
    "disruption",
    "figures",
    "market",
    "metric",
    "production",
    "registered",
    "security",
    "signatures",
    "ties",
    "trade",
]
