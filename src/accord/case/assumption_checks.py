"""What no annotation can say of assumptions: ends in their order, bounds, correlations."""

from collections.abc import Callable, Mapping
from typing import Any

from accord.case.assumptions import (
    Assumption,
    Discrete,
    Drawn,
    Elasticity,
    Lognormal,
    Normal,
    Pert,
    Triangular,
    Uniform,
    Unknown,
)
from accord.case.correlation import impossible
from accord.case.known import Known
from accord.case.model import Correlation, Sampling
from accord.case.problem import Found, Problem


def _low_below_high(low: float, high: float) -> Found:
    if low > high:
        wrong = f"low ({low:g}) is above high ({high:g})"
        yield Problem((), wrong, f"write low = {high:g}, high = {low:g}")


def _mode_between(low: float, mode: float, high: float) -> Found:
    if low <= high and not low <= mode <= high:
        wrong = f"mode ({mode:g}) lies outside of low ({low:g}) to high ({high:g})"
        yield Problem((), wrong, "write the likeliest value between the two")


def _sd_above_zero(sd: float) -> Found:
    if sd <= 0:
        yield Problem(("sd",), f"sd ({sd:g}) is not above 0", "write a spread such as 0.1")


def _ends_apart(low: float, high: float) -> Found:
    if low >= high:
        wrong = f"low ({low:g}) is not below high ({high:g})"
        yield Problem((), wrong, f"write low = {high:g}, high = {low:g}")


def _ends_leave_something(mean: float, sd: float, low: float, high: float) -> Found:
    if sd > 0 and low < high and not low - 5 * sd < mean < high + 5 * sd:
        wrong = f"low to high leaves nothing of a normal about {mean:g} ± {sd:g}"
        yield Problem((), wrong, "write ends that lie within five sd of the mean")


def _low_above_zero(low: float) -> Found:
    if low <= 0:
        wrong = f"low ({low:g}) is not above 0, as every lognormal value is"
        yield Problem(("low",), wrong, "write the value that 5 % of draws fall below")


def _some_values(values: tuple[float, ...]) -> Found:
    if not values:
        yield Problem(("values",), "values is empty", "write one value or more")


def _weights(values: tuple[float, ...], weights: tuple[float, ...]) -> Found:
    if weights and len(weights) != len(values):
        wrong = f"{len(weights)} weights for {len(values)} values"
        yield Problem(("weights",), wrong, "write one weight for each value, or leave them out")
    elif weights and (min(weights) < 0 or sum(weights) <= 0):
        yield Problem(("weights",), "weights are below 0 or all 0", "write weights of 0 or more")


def _in_the_table(good: str, parameter: str, horizon: str, known: Known) -> Found:
    if known.world and known.world.elasticity(good, parameter, horizon) is None:
        wrong = f"the table has no {parameter} of {good} for the {horizon} run"
        yield Problem((), wrong, "write a distribution of your own, with its source")


def _bounds(bounds: tuple[float, float] | None) -> Found:
    if bounds and bounds[0] > bounds[1]:
        wrong = f"the lower bound ({bounds[0]:g}) is above the upper ({bounds[1]:g})"
        yield Problem(("bounds",), wrong, f"write bounds = [{bounds[1]:g}, {bounds[0]:g}]")


def _within_bounds(bounds: tuple[float, float] | None, distribution: Drawn | Elasticity) -> Found:
    if bounds is None or bounds[0] > bounds[1] or isinstance(distribution, Elasticity):
        return
    low, high = distribution.range
    if low < bounds[0] or high > bounds[1]:
        wrong = f"the distribution ranges from {low:g} to {high:g}, beyond its bounds"
        yield Problem(("bounds",), wrong, f"write bounds that hold it, such as [{low:g}, {high:g}]")


def _correlations(correlations: tuple[Correlation, ...]) -> Found:
    pairs = [frozenset(one.between) for one in correlations]
    repeated = [i for i, pair in enumerate(pairs) if pair in pairs[:i]]
    for i in repeated:
        wrong = f"{' and '.join(correlations[i].between)} are correlated already, above"
        yield Problem(("correlations", i), wrong, "leave one of the two out")
    if not repeated and (found := impossible(correlations)):
        wrong = f"these correlations of {', '.join(found.names)} can't all hold at once"
        right = "write weaker ones"
        if found.possible:
            low, high = found.possible
            right = f"with the others as they are, rank may be from {low:.2f} to {high:.2f} here"
        yield Problem(("correlations", found.at, "rank"), wrong, right)


def nothing_goes_with_it(assumptions: Mapping[str, Assumption], draws: Sampling) -> Found:
    """See that what nothing is known of is correlated with nothing."""
    unknown = {n for n, one in assumptions.items() if isinstance(one.distribution, Unknown)}
    for i, correlation in enumerate(draws.correlations):
        for k, name in enumerate(correlation.between):
            if name in unknown:
                at = ("draws", "correlations", i, "between", k)
                right = "leave the correlation out, or say how the assumption is distributed"
                yield Problem(at, f"nothing is known of {name}, nor of what goes with it", right)


CHECKS_OF_ASSUMPTIONS: dict[type[Any], tuple[Callable[..., Found], ...]] = {
    Uniform: (_low_below_high,),
    Unknown: (_ends_apart,),
    Triangular: (_low_below_high, _mode_between),
    Pert: (_low_below_high, _mode_between),
    Normal: (_sd_above_zero, _ends_apart, _ends_leave_something),
    Lognormal: (_low_above_zero, _ends_apart),
    Discrete: (_some_values, _weights),
    Elasticity: (_in_the_table,),
    Assumption: (_bounds, _within_bounds),
    Sampling: (_correlations,),
}
