"""A name that verdicts print can be written in a case, and `each` splits a list of goods too."""

import pytest

from accord import case
from accord.draws import assumptions
from accord.errors import CaseError
from accord.world import load

TEXT = """\
format = 1
title = "A ban"
year = 2021

[goods.crude-oil]

[scenarios.ban]
shocks = [{ kind = "embargo", by = ["EU-27"], on = ["RUS"], evasion = 0.1, evasion_cost = 0.1 }]
"""
OVERRIDE = """
[assumptions.crude-oil.sigma.short]
distribution = "uniform"
low = 3
high = 4
"""
GOODS = """
[goods.lng]

[claims.shares]
quote = "of oil and of gas"
why = "a tenth of either"
each = "goods"
metric = { name = "import-share-change", suppliers = ["RUS"], buyer = "EU-27", goods = ["crude-oil", "lng"], since = 2015, until = 2021 }
holds = "> 0"
"""  # noqa: E501


def read(text):
    return case.parse(text, name="ban", file="ban.toml", world=load)


@pytest.mark.parametrize(
    "override", [OVERRIDE, OVERRIDE.replace("crude-oil.sigma.short", '"crude-oil.sigma.short"')]
)
def test_a_name_that_verdicts_print_takes_the_place_of_the_table_s_row(override):
    found = assumptions(read(TEXT + override), load(2021))
    assert found["crude-oil.sigma.short"].distribution.range == (3, 4)
    assert found["crude-oil.sigma.short"].source == "judgement"
    others = assumptions(read(TEXT), load(2021))
    assert set(found) == set(others)
    assert found["crude-oil.sigma.long"] == others["crude-oil.sigma.long"]


@pytest.mark.parametrize(
    ("was", "becomes", "wrong"),
    [
        ("crude-oil.sigma.short", "crude-oil.sigma.shirt", 'is called "crude-oil.sigma.shirt"'),
        ("crude-oil.sigma.short", "coal.sigma.short", 'is called "coal.sigma.short"'),
        ("crude-oil.sigma.short", '"crude-oil.sigm.short"', 'is called "crude-oil.sigm.short"'),
    ],
)
def test_a_dotted_name_that_no_market_asks_for_is_a_fault_on_its_line(was, becomes, wrong):
    with pytest.raises(CaseError) as refused:
        read(TEXT + OVERRIDE.replace(was, becomes))
    (fault,) = refused.value.faults
    assert wrong in fault.wrong
    assert fault.text.startswith("[assumptions.")


def test_it_is_named_without_being_declared_and_is_the_table_s_row():
    named = TEXT.replace("[goods.crude-oil]", '[goods.crude-oil]\nsigma = "crude-oil.sigma.short"')
    found, others = (assumptions(read(text), load(2021)) for text in (named, TEXT))
    assert found["crude-oil.sigma.short"] == others["crude-oil.sigma.short"]
    assert set(others) - set(found) == {"crude-oil.sigma.long"}  # the short run's stands for both
    drawn = assumptions(read(named + OVERRIDE), load(2021))
    assert drawn["crude-oil.sigma.short"].distribution.range == (3, 4)


def test_it_may_go_with_another_assumption():
    pair = """
[draws]
correlations = [{ between = ["crude-oil.sigma.short", "crude-oil.demand.short"], rank = 0.5 }]
"""
    ((one, other),) = (c.between for c in read(TEXT + pair).draws.correlations)
    assert {one, other} <= set(assumptions(read(TEXT + pair), load(2021)))


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("crude-oil.sigma.shirt", 'did you mean "crude-oil.sigma.short"?'),
        ("coal.sigma.short", "add [goods.coal], whose market asks for it"),
        ("taste", "declare it in a table [assumptions.taste]"),
    ],
)
def test_a_name_that_nothing_bears_is_told_what_would_be_right(name, right):
    with pytest.raises(CaseError) as refused:
        read(TEXT.replace("[goods.crude-oil]", f'[goods.crude-oil]\nsigma = "{name}"'))
    (fault,) = refused.value.faults
    assert fault.right == right


def test_what_is_wrong_in_such_a_table_is_told_on_its_own_line():
    with pytest.raises(CaseError) as refused:
        read(TEXT + OVERRIDE.replace("low = 3", "low = 5"))
    (fault,) = refused.value.faults
    assert "low (5) is above high (4)" in fault.wrong
    assert fault.text == "[assumptions.crude-oil.sigma.short]"


def test_a_good_does_not_take_one_elasticity_from_two_places():
    text = TEXT.replace("[goods.crude-oil]", '[goods.crude-oil]\nsigma = "other"')
    other = '[assumptions.other]\ndistribution = "uniform"\nlow = 3\nhigh = 4\n'
    with pytest.raises(CaseError, match='takes its sigma from "other"'):
        read(text + OVERRIDE + other)


def test_each_makes_a_part_of_every_good_in_a_list():
    claim = read(TEXT + GOODS).claims["shares"]
    assert [part.id for part in claim.parts] == ["crude-oil", "lng"]
    assert [part.test.metric.parameters.goods for part in claim.parts] == [("crude-oil",), ("lng",)]


def test_each_alone_splits_the_list_of_states_where_there_is_one():
    claim = read(TEXT + GOODS.replace('each = "goods"', "each = true")).claims["shares"]
    assert [part.id for part in claim.parts] == ["rus"]


def test_a_claim_says_who_says_it_and_a_strange_source_is_a_fault():
    said = GOODS.replace('each = "goods"', 'each = "goods"\nsource = "un-m49"')
    assert read(TEXT + said).claims["shares"].source == "un-m49"
    with pytest.raises(CaseError, match='no source "un-m94"'):
        read(TEXT + said.replace("un-m49", "un-m94"))
