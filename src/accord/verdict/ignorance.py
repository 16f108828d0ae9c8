"""Ignorance (kind 8): an assumption of which nothing is known is an interval, not a chance.

Such assumptions leave the sample. The same draws of all others are judged at every corner of their
ranges and at points between; a word stands only where it stands at each of these points. Between
two ends a claim may turn and turn back, so one assumption is walked in 31 steps, several at 64
Sobol' points.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from accord.axes import Array
from accord.case.assumptions import Unknown
from accord.condition import Condition
from accord.draws import Draws
from accord.measures import MetricCall
from accord.study import Study
from accord.verdict.readings import values_of

STEPS = 31
POINTS = 64
FEW = 4  # of each in a preview; a power of two, as Sobol' points are balanced
MOST = 6  # unknowns of which all corners are tried; a case with more for one metric is refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What a claim comes to over all that nothing is known of.

    low, high : smallest 5th and largest 95th percentile
    holds, fails : the least share of draws in which the claim holds, and in which it fails
    failed : most draws that failed at one point
    """

    low: float
    high: float
    holds: float
    fails: float
    failed: int
    points: int


def unknown_among(used: frozenset[str], study: Study) -> tuple[str, ...]:
    """Name the assumptions of which nothing is known."""
    return tuple(sorted(n for n in used if isinstance(study.assumed[n].distribution, Unknown)))


def spanned(
    call: MetricCall,
    names: tuple[str, ...],
    lines: tuple[Condition, Condition],
    study: Study,
    *,
    few: bool = False,
) -> Span:
    """Judge a claim at every corner of what nothing is known of, and between.

    Parameters
    ----------
    names : the unknown assumptions, at most `MOST`
    lines : where the claim holds, and where it fails
    few : whether a preview is asked for, at the corners and a few points between
    """
    holds, fails = lines
    values = at_points(call, names, study, few=few)
    bands = [Draws(row).band() for row in values]
    return Span(
        low=float(np.nanmin([band.low for band in bands])),
        high=float(np.nanmax([band.high for band in bands])),
        holds=float(holds.of(values).mean(axis=1).min()),
        fails=float(fails.of(values).mean(axis=1).min()),
        failed=int((~np.isfinite(values)).sum(axis=1).max()),
        points=len(values),
    )


def at_points(call: MetricCall, names: tuple[str, ...], study: Study, *, few: bool) -> Array:
    """Read a metric at every corner of what nothing is known of, and between: (N, D)."""
    points = _points(names, study, *((FEW, FEW) if few else (STEPS, POINTS)))
    return np.stack([_values(call, study.fixed(**point)) for point in points])


def _values(call: MetricCall, study: Study) -> Array:
    (values,) = values_of([call], study)
    return values


def _points(
    names: tuple[str, ...], study: Study, steps: int, between: int
) -> Iterator[Mapping[str, float]]:
    """Give the corners of the ranges, then points between."""
    ranges = [study.assumed[name].distribution.range for name in names]
    for corner in product(*ranges):
        yield dict(zip(names, corner, strict=True))
    if len(names) == 1:
        (low, high), (name,) = ranges[0], names
        yield from ({name: float(x)} for x in np.linspace(low, high, steps)[1:-1])
        return
    from scipy.stats import qmc  # half a second to import, and rarely asked for

    for point in qmc.Sobol(len(names), scramble=False).random(between):
        inside = (low + u * (high - low) for u, (low, high) in zip(point, ranges, strict=True))
        yield dict(zip(names, map(float, inside), strict=True))
