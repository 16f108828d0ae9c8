"""Draws: what a case assumes, joint samples of it, and numbers over them."""

from accord.case.assumptions import Parameter
from accord.draws.assumed import (
    Assumed,
    SolvedAssumption,
    assumptions,
    market_parameters,
    priced,
    takers,
)
from accord.draws.draws import BAND, Band, Draws
from accord.draws.sample import BATCH, Sample, central, first, sample, size, stream

__all__ = [
    "BAND",
    "BATCH",
    "Assumed",
    "Band",
    "Draws",
    "Parameter",
    "Sample",
    "SolvedAssumption",
    "assumptions",
    "central",
    "first",
    "market_parameters",
    "priced",
    "sample",
    "size",
    "stream",
    "takers",
]
