"""Tonnes a year of what pipes carry may be written as barrels a day, or as volumes of gas."""

import pytest

from accord import case
from accord.errors import CaseError
from accord.world import load

TEXT = """\
format = 1
title = "A pipe"
year = 2022
[goods.crude-oil]
[claims.one]
quote = "it carries so much"
why = "as said"
metric = { %s }
holds = "%s"
"""
OIL = 'name = "corridor-capacity", origin = "SAU", destination = "ITA", good = "crude-oil"'
GAS = 'name = "corridor-capacity", origin = "AZE", destination = "ITA", good = "pipeline-gas"'
COAL = 'name = "corridor-capacity", origin = "AZE", destination = "ITA", good = "coal"'
LINE = 'name = "line-capacity", line = "%s"'


def read(metric: str, holds: str) -> float:
    text = TEXT % (metric, holds)
    parsed = case.parse(text, name="pipe", file="pipe.toml", world=load)
    test = parsed.claims["one"].test
    assert test is not None
    return test.holds.number


@pytest.mark.parametrize(
    ("metric", "holds", "number"),
    [
        (OIL, ">= 5 Mb/d", 5e6 * 365 / 7.33),  # barrels of a year, 7.33 a tonne
        (LINE % "btc", ">= 1200 kb/d", 1.2e6 * 365 / 7.33),
        (GAS, ">= 10 bcm/a", 10e3 * 735),  # 735 t in a million cubic metres
        (GAS, ">= 1000 mcm/d", 365e3 * 735),
        (LINE % "tap", ">= 10 bcm/a", 10),  # a pipe of gas is in bcm itself
    ],
)
def test_what_a_pipe_carries_may_be_told_by_volume(metric, holds, number):
    assert read(metric, holds) == pytest.approx(number, rel=1e-5)


@pytest.mark.parametrize(
    ("metric", "holds"),
    [(COAL, ">= 5 Mb/d"), (OIL, ">= 5 bcm/a"), (GAS, ">= 5 Mb/d"), (LINE % "benguela", "> 1 kb/d")],
)
def test_a_volume_of_another_good_is_refused_with_what_fits(metric, holds):
    with pytest.raises(CaseError) as refused:
        read(metric, holds)
    assert "does not fit a metric in t_per_year" in refused.value.faults[0].wrong
