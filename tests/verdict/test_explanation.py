"""What stands beside a verdict: the same number in the other run, short beside long."""

import pytest
from tests.verdict.metrics.asking import BY_RUN, ONE_LINK, made

from accord.case import parse
from accord.case.model import Test as Asked
from accord.condition import Condition
from accord.measures import MetricCall, measures
from accord.study import Study
from accord.verdict.explanation import Explanation

ELASTIC = """
good parameter horizon central
oil  sigma     short   3
oil  sigma     long    3
oil  demand    short   0.5
oil  demand    long    2
oil  supply    short   1
oil  supply    long    1
"""
DEAR = """
[scenarios.dear]
shocks = [{ kind = "freight", suppliers = ["AZE"], buyers = ["ISR"], change_of_cost = 7 }]
"""


@pytest.mark.parametrize(
    ("mine", "other", "rise"),
    # A cost 8 times as high raises what the buyer pays 8^(1 / (1 + demand))-fold.
    [("short", "long", 8 ** (1 / 3) - 1), ("long", "short", 8 ** (2 / 3) - 1)],
)
def test_beside_a_number_of_one_run_stands_that_of_the_other(mine, other, rise):
    here = made(trade=ONE_LINK, elasticities=ELASTIC)
    text = BY_RUN.format(year=2023, demand=[0.5]) + DEAR
    study = Study.of(parse(text, name="m", file="m.toml", world=here), here, draws=4, seed=0)
    asked = measures()["price-change"].parameters(
        state="ISR", scenario="dear", good="oil", horizon=mine, side="buyer"
    )
    line = Condition(operator=">=", number=2.0, text=">= 2")
    test = Asked(metric=MetricCall(name="price-change", parameters=asked), holds=line)
    found = Explanation(study, None).other_horizon(test)
    assert (found.horizon, found.word) == (other, "supported" if rise > 2 else "contradicted")
    assert (found.low, found.value, found.high) == pytest.approx((rise, rise, rise))
