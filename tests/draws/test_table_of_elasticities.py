"""An assumption that is a row of the table of elasticities is called as the case calls it."""

import re
from dataclasses import replace

import pytest
from tests.solve.markets import BAN, TEXT, read, world

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


def test_a_break_even_is_sought_from_a_tenth_of_the_table_to_ten_times_it():
    text = re.sub(r"^(sigma|demand) = .*\n", "", TEXT, flags=re.MULTILINE)
    case = parse(text, name="one", file="one.toml", world=world())
    found = assumptions(case, world())
    for parameter in ("sigma", "demand"):
        row = world().elasticity("crude-oil", parameter, "long")
        least = 1.05 if parameter == "sigma" else row.low / 10  # no market of substitutes at 1
        bounds = found[f"crude-oil.{parameter}.long"].bounds
        assert bounds == pytest.approx((least, 10 * row.high))


def test_who_takes_displaced_trade_is_drawn_evenly_and_sought_within_a_share():
    found = assumptions(read(banned=BAN), world())
    for name in ("crude-oil.dealt-anew", "crude-oil.takers"):
        assert found[name].bounds == found[name].distribution.range == (0, 1)
