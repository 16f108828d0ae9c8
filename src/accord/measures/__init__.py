"""The metrics that a claim can be tested with, as data: names, parameters, units and needs."""

from accord.measures import (
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
from accord.measures.call import Fills, MetricCall
from accord.measures.lacking import OF_THE_CASE, Lack, lacking
from accord.measures.needs import Need, Quality
from accord.measures.registry import Measure, Unit, declare, measures

__all__ = [
    "OF_THE_CASE",
    "Fills",
    "Lack",
    "Measure",
    "MetricCall",
    "Need",
    "Quality",
    "Unit",
    "alignment",
    "corridor",
    "counts",
    "declare",
    "disruption",
    "figures",
    "lacking",
    "market",
    "measures",
    "production",
    "security",
    "ties",
    "trade",
]
