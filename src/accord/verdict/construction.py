"""By construction (kind 7): a claim whose sign no draw could have changed.

Let v0 be the metric with nothing happening. Where v0 lies on the claim's line and the scenario
moves the metric to one side of it, or not at all, at every corner and at 256 points of what is
physically possible for the assumptions, then the claim was decided when the scenario was written,
not by what is known of the world. A line with a size is never decided so.

The points are Sobol' points (Sobol' 1967), unscrambled, so that they are the same in every run.
"""

from dataclasses import replace
from itertools import product

import numpy as np

from accord.axes import Array
from accord.case.model import BASELINE
from accord.condition import Condition
from accord.measures import MetricCall, measures
from accord.study import Study
from accord.study.evidence import Effect, Evidence, Kind
from accord.verdict.readings import values_of

POINTS = 256
MOST_CORNERS = 8  # assumptions of which all corners are tried; of more, Sobol' points alone
ON_THE_LINE = 1e-9
EDGE = 1e-3  # of a range: at the very ends a cost is nothing, which no market has an answer to


def by_construction(
    call: MetricCall, holds: Condition, used: frozenset[str], seen: Array | float, study: Study
) -> Evidence | None:
    """Say that a claim of an effect can only come out one way; None where it could come out both.

    Parameters
    ----------
    used : assumptions that the metric rests on
    seen : its values in draws, which may show both sides of the line at no cost
    """
    if not measures()[call.name].takes("scenario") or not used:
        return None
    nothing = replace(call, parameters=replace(call.parameters, scenario=BASELINE))
    names = sorted(used)
    (still,) = values_of([nothing], study.centred(**_corners(names[:1], study)))
    v0 = float(still[0])
    if not np.isfinite(v0) or abs(v0 - holds.number) > ON_THE_LINE * max(1.0, abs(v0)):
        return None
    if all(_sides(np.atleast_1d(seen), v0)):
        return None
    (values,) = values_of([call], study.centred(**_points(names, study)))
    fine = values[np.isfinite(values)]
    rises, falls = _sides(fine, v0)
    if (rises and falls) or not fine.size:
        return None
    where = "above" if rises else "below" if falls else "on"
    return Evidence(
        kind=Kind.CONSTRUCTION,
        effect=Effect.CAP,
        says=f"by construction: at each of {fine.size} points of what is physically possible it "
        f"lies {where} the line",
    )


def _sides(values: Array, line: float) -> tuple[bool, bool]:
    """Say whether any value lies above a line, and whether any below; rounding lies on it."""
    off = values[np.isfinite(values)] - line
    rest = ON_THE_LINE * np.abs(off).max(initial=0.0)
    return bool((off > rest).any()), bool((off < -rest).any())


def _points(names: list[str], study: Study) -> dict[str, Array]:
    """Give corners and Sobol' points within the physical bounds: name -> (N,)."""
    from scipy.stats import qmc

    unit = qmc.Sobol(len(names), scramble=False).random(POINTS)
    few = len(names) <= MOST_CORNERS
    corners = _corners(names, study) if few else dict.fromkeys(names, np.empty(0))
    points = {}
    for at, name in enumerate(names):
        low, high = _bounds(name, study)
        within = EDGE + (1 - 2 * EDGE) * unit[:, at]
        points[name] = np.concatenate([corners[name], low + within * (high - low)])
    return points


def _corners(names: list[str], study: Study) -> dict[str, Array]:
    """Give every combination of the ends of the physical bounds: name -> (2^k,)."""
    bounds = [_bounds(name, study) for name in names]
    ends = [(low + EDGE * (high - low), high - EDGE * (high - low)) for low, high in bounds]
    found = np.array(list(product(*ends)), dtype=float)
    return {name: found[:, at] for at, name in enumerate(names)}


def _bounds(name: str, study: Study) -> tuple[float, float]:
    """Give what is physically possible; of an elasticity, which has no such end, its range."""
    assumption = study.assumed[name]
    return assumption.distribution.range if assumption.unit == "ratio" else assumption.bounds
