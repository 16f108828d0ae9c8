"""An assumption that is a row of the table of elasticities is called as the case calls it."""

from dataclasses import replace

import pytest
from tests.solve.markets import TEXT, world

from accord.case import parse
from accord.draws import assumptions

ROW = 'distribution = "elasticity", good = "crude-oil", parameter = "demand", horizon = "long"'


@pytest.mark.parametrize(
    ("more", "called"),
    [(', label = "thirst"', "thirst"), ("", "demand for crude oil, long run")],
)
def test_a_label_of_the_case_comes_before_that_of_the_table(more, called):
    written = 'demand = { distribution = "uniform", low = 0.1, high = 0.8 }'
    assert written in TEXT
    text = TEXT.replace(written, f"demand = {{ {ROW}{more} }}")
    case = parse(text, name="one", file="one.toml", world=world())
    found = assumptions(case, world())["demand"]
    assert found.label.lower().endswith(called)
    row = world().elasticity("crude-oil", "demand", "long")
    assert found.distribution.range == pytest.approx((row.low, row.high))


@pytest.mark.parametrize(
    ("source", "note", "vouched"),
    [
        ("judgement", "", False),
        ("a paper", "a judgement between two of its tables", False),
        ("a paper", "from memory", False),
        ("a paper", "table 3", True),
    ],
)
def test_an_assumption_that_nobody_but_its_author_vouches_for_is_a_judgement(source, note, vouched):
    case = parse(TEXT, name="one", file="one.toml", world=world())
    found = assumptions(case, world())["demand"]
    assert replace(found, source=source, note=note).judgement is not vouched
