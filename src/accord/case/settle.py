"""Finishes what was read without fault: numbers in base units, a part for each state or good."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from accord.case import form
from accord.case.assumptions import Assumption, Elasticity
from accord.case.claim_checks import each_list
from accord.case.known import slug
from accord.case.model import Claim, Part
from accord.case.review import kept_back
from accord.measures import MetricCall

PERCENT = ("%", "pp")  # units that become shares


def in_base_units(assumption: Assumption) -> Assumption:
    """Turn the numbers of an assumption in % or pp into shares."""
    if assumption.unit not in PERCENT:
        return assumption
    drawn = assumption.distribution
    if not isinstance(drawn, Elasticity):
        values = {f.name: hundredth(getattr(drawn, f.name)) for f in fields(drawn)}
        values.pop("weights", None)
        drawn = replace(drawn, **values)
    bounds = hundredth(assumption.bounds)
    return replace(assumption, distribution=drawn, unit="share", bounds=bounds)


def hundredth(value: Any) -> Any:
    """Divide a number, or each of several, by 100; leave words alone."""
    if isinstance(value, tuple):
        return tuple(hundredth(one) for one in value)
    return value / 100 if isinstance(value, float) else value


def settled(claim: Claim) -> Claim:
    """Keep back the test of a claim under review; split any other that says `each`."""
    return kept_back(claim) if claim.review else with_parts(claim)


def with_parts(claim: Claim) -> Claim:
    """Give a claim that says `each` a part for each state or good in its metric's list."""
    if not claim.each or claim.test is None:
        return claim
    test = claim.test
    name = each_list(claim.each, test.metric)
    assert isinstance(name, str)  # checked when the claim was read
    parts = tuple(
        Part(
            id=slug(one),
            test=replace(test, metric=for_one(test.metric, name, one)),
            status_quo=claim.status_quo
            and replace(claim.status_quo, metric=for_one(claim.status_quo.metric, name, one)),
        )
        for one in parameter(test.metric, name)
    )
    return replace(claim, test=None, status_quo=None, parts=parts)


def parameter(metric: MetricCall, name: str) -> Any:
    """Give a parameter of a call by its key in the file; None where it has none such."""
    key = form.keys(type(metric.parameters)).get(name)
    return getattr(metric.parameters, key.field) if key else None


def for_one(metric: MetricCall, name: str, only: str) -> MetricCall:
    """Give the call for one name of a list; a call that doesn't list the name stays."""
    listed = parameter(metric, name)
    if not isinstance(listed, tuple) or only not in listed:
        return metric
    field = form.keys(type(metric.parameters))[name].field
    return replace(metric, parameters=replace(metric.parameters, **{field: (only,)}))


FINISH: Mapping[Any, Callable[[Any], Any]] = {
    Assumption: in_base_units,
    Claim: settled,
    Part: kept_back,
}
