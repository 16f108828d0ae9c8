"""A sweep: any metric along any assumption, an analyst's first question.

Say sigma from 3 to 20: how a gain moves with it, what the other assumptions leave open at each
value, and the limit of a homogeneous good, where origin doesn't matter at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import get_args

import numpy as np

from accord.axes import Array
from accord.case.model import Case, Claim, Part
from accord.draws import market_parameters, priced
from accord.errors import InputError
from accord.measures import MetricCall, measures
from accord.names import require
from accord.shocks import Horizon
from accord.study import Study
from accord.verdict.finding import NOT_REVIEWED
from accord.verdict.readings import Readings, values_of
from accord.verdict.response import DRAWS, Response
from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """A metric along an assumption, base units; nan where a value is beyond what can be solved.

    x, central, median, low, high : (N,); `central` holds the other assumptions at their centre,
        the other three are the median and 90 % band over draws of them
    limit : the metric where the good is homogeneous; None where the assumption is no elasticity
        of substitution, or the metric is of flows, which have no such limit
    """

    metric: str
    unit: str
    assumption: str
    assumption_unit: str
    x: Array
    central: Array
    median: Array
    low: Array
    high: Array
    limit: float | None


def sweep(
    case: Case,
    world: World,
    what: str | MetricCall,
    assumption: str,
    points: int | Sequence[float] = 31,
    *,
    seed: int = 0,
) -> Sweep:
    """Follow a metric along an assumption.

    Parameters
    ----------
    what : a claim of the case ("claim", or "claim/part" where it has parts), or a metric's call
    assumption : of the case, or an elasticity of the table ("crude-oil.demand.long")
    points : how many values, evenly over the assumption's range; or the values themselves
    seed : of the draws of the other assumptions

    Raises
    ------
    UnknownNameError
        where the case has no such claim or assumption
    InputError
        where the claim has no metric, or points are fewer than two
    """
    return follow(Study.of(case, world, draws=DRAWS, seed=seed), what, assumption, points)


def follow(
    study: Study, what: str | MetricCall, assumption: str, points: int | Sequence[float]
) -> Sweep:
    """Sweep with the draws of a study; `sweep` says what the rest means."""
    call = what if isinstance(what, MetricCall) else _tested(study.case, what)
    require("assumption", assumption, study.assumed, where=f"in the case {study.case.name}")
    metric = measures()[require("metric", call.name, measures())]
    x = _values(points, study.assumed[assumption].distribution.range)
    response = Response(Readings(study))
    curve = response.curve(call, assumption, x)
    return Sweep(
        metric=call.name,
        unit=metric.unit_of(call.parameters, study.world),
        assumption=assumption,
        assumption_unit=study.assumed[assumption].unit,
        x=x,
        central=response.centre(call, assumption, x),
        median=curve.median,
        low=curve.low,
        high=curve.high,
        limit=_limit(study, call, assumption),
    )


def _tested(case: Case, name: str) -> MetricCall:
    """Find the metric that tests a claim or a part of one."""
    parts = {f"{c.id}/{part.id}": part for c in case.claims.values() for part in c.parts}
    known: dict[str, Claim | Part] = {**case.claims, **parts}
    claim = known[require("claim", name, known, where=f"in the case {case.name}")]
    if claim.test is not None:
        return claim.test.metric
    if isinstance(claim, Claim) and claim.parts:
        named = " or ".join(f'"{name}/{part.id}"' for part in claim.parts)
        raise InputError(f'the claim "{name}" has parts, each with a metric: write {named}')
    why = NOT_REVIEWED if claim.review else claim.untestable
    raise InputError(f'the claim "{name}" has no metric: {why}')


def _values(points: int | Sequence[float], ends: tuple[float, float]) -> Array:
    """Spread points over a range, or take them as they are given."""
    x = np.linspace(*ends, points) if isinstance(points, int) and points > 1 else points
    values = np.atleast_1d(np.asarray(x, dtype=float))
    if values.ndim != 1 or values.size < 2 or not np.isfinite(values).all():
        raise InputError(f"points is {points}; write how many, 2 or more, or a list of values")
    return values


def _limit(study: Study, call: MetricCall, name: str) -> float | None:
    """Read the metric where the good is homogeneous, the rest at their centre."""
    if name not in _elasticities_of_substitution(study, call):
        return None
    endless = study.centred(**{name: np.array([np.inf])}).pooled()
    ((value,),) = values_of((call,), endless)
    return float(value) if np.isfinite(value) else None


def _elasticities_of_substitution(study: Study, call: MetricCall) -> set[str]:
    """Name the assumptions that are a sigma: of a good's market, or of the metric's own."""
    of_goods = {
        market_parameters(study.case, good, horizon)["sigma"]
        for good in priced(study.case, study.world)
        for horizon in get_args(Horizon)
    }
    own = {getattr(call.parameters, f.name) for f in fields(call.parameters) if f.name == "sigma"}
    return {name for name in of_goods | own if isinstance(name, str)}
