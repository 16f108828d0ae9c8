"""What a result says of the numbers that it rests on."""

from dataclasses import replace

import pytest

import accord
from accord.result.made import rests
from accord.study import Study


@pytest.fixture(scope="module")
def assumed():
    case = accord.load_case("abraham-accords")
    return Study.of(case, accord.load_world(case.year), draws=20, seed=0).assumed


def test_an_assumption_of_the_shipped_case_is_called_by_its_label(assumed):
    said = rests.assumption(assumed["access-cost-cut"], ())
    assert (said.name, said.label) == ("access-cost-cut", "cost of access saved by joining")


def test_an_elasticity_of_the_table_is_called_by_its_good_and_run(assumed):
    said = rests.assumption(assumed["crude-oil.demand.long"], ())
    assert said.label == "elasticity of demand for crude oil, long run"


def test_no_label_of_the_shipped_case_is_a_key(assumed):
    labels = [rests.assumption(a, ()).label for a in assumed.values()]
    assert not {*labels} & {*assumed}
    assert len({*labels}) == len(labels)


def test_a_name_without_a_label_is_spelled_in_words(assumed):
    bare = replace(assumed["access-cost-cut"], label="")
    assert rests.assumption(bare, ()).label == "access cost cut"


def test_a_share_is_said_in_percent_and_anything_else_with_its_unit(assumed):
    assert rests.assumption(assumed["access-cost-cut"], ()).text == "triangular 0, 2, 10 %"
    assert rests.assumption(assumed["israel-crude-use"], ()).text == "triangular 220, 240, 300 kb/d"
    assert rests.assumption(assumed["aze-security"], ()).text == "triangular 0, 50, 300 US$ m"
    assert not [a.name for a in assumed.values() if "e+" in rests.assumption(a, ()).text]
