"""The metrics that a claim can be tested with, as data: names, parameters, units and needs."""

from accord.measures import (
    alignment,
    coalition,
    corridor,
    counts,
    disruption,
    figures,
    market,
    production,
    quantity,
    security,
    takers,
    ties,
    trade,
    trend,
)
from accord.measures.call import Fills, MetricCall
from accord.measures.lacking import ELSEWHERE, NO_GAME, GameNames, Lack, lacking
from accord.measures.needs import Need, Quality
from accord.measures.registry import Measure, Unit, declare, measures

__all__ = [
    "ELSEWHERE",
    "NO_GAME",
    "Fills",
    "GameNames",
    "Lack",
    "Measure",
    "MetricCall",
    "Need",
    "Quality",
    "Unit",
    "alignment",
    "coalition",
    "corridor",
    "counts",
    "declare",
    "disruption",
    "figures",
    "lacking",
    "market",
    "measures",
    "production",
    "quantity",
    "security",
    "takers",
    "ties",
    "trade",
    "trend",
]
