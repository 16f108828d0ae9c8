"""An edit changes what it names in the text of a case, and nothing else."""

import difflib

import pytest

from accord.case import parse
from accord.case.edit import Edit, edited, read
from accord.errors import InputError, UnknownNameError

TEXT = """format = 1
title = "A case"
year = 2023
[goods.crude-oil]
[assumptions.cut] # by how much
label = "cost saved"
distribution = "triangular"
low = 0
mode = 2
high = 10
unit = "%"
source = "judgement"

# the scenarios
[scenarios.join]
shocks = [
  { kind = "accession", candidates = ["AZE"], with = ["ISR"], cost_cut = "cut" },
]
[scenarios.stop]
[[scenarios.stop.shocks]]
kind = "closure"
passages = ["cpc"]
[claims.dearer]
quote = "dearer"
metric = { name = "price-change", state = "AZE", good = "crude-oil", scenario = "join" }
holds = "> 1 %"
why = "one in a hundred"
"""


def case(text=TEXT):
    return parse(text, name="a", file="a.toml")


def changes(edit):
    lines = difflib.unified_diff(TEXT.split("\n"), edited(case(), edit).split("\n"), n=0)
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_an_assumption_becomes_one_value_in_its_own_unit_and_keeps_its_label():
    now = case(edited(case(), Edit(assumptions={"cut": 0.031}))).assumptions["cut"]
    assert now.distribution.range == (0.031, 0.031)
    assert (now.label, now.source) == ("cost saved", "judgement")
    assert "-low = 0" in changes(Edit(assumptions={"cut": 0.031}))
    assert '+label = "cost saved"' not in changes(Edit(assumptions={"cut": 0.031}))


def test_a_passage_is_shut_in_every_scenario_however_it_is_written():
    now = case(edited(case(), Edit(close=("bab-el-mandeb",))))
    for scenario in now.scenarios.values():
        assert any(getattr(s, "passages", ()) == ("bab-el-mandeb",) for s in scenario.shocks)
        assert len(scenario.shocks) == 2


def test_a_scenario_that_is_off_is_asked_of_the_world_as_it_is():
    assert changes(Edit(off=("join",)))[1].count('scenario = "baseline"') == 1
    assert len(changes(Edit(off=("join",)))) == 2


def test_nothing_edited_is_the_same_text():
    assert edited(case(), Edit()) == TEXT


def test_an_unknown_name_is_told_with_the_nearest():
    with pytest.raises(UnknownNameError, match='did you mean "cut"'):
        edited(case(), Edit(assumptions={"cutt": 1.0}))
    with pytest.raises(UnknownNameError, match='did you mean "join"'):
        edited(case(), Edit(off=("joins",)))


@pytest.mark.parametrize(
    "raw",
    [
        {"assumption": {}},
        {"assumptions": {"cut": "0.1"}},
        {"assumptions": {"cut": True}},
        {"assumptions": {"cut": float("nan")}},
        {"assumptions": []},
        {"close": "suez"},
        {"off": [1]},
        {"close": ["x"] * 101},
        3,
    ],
)
def test_what_is_no_edit_is_refused(raw):
    with pytest.raises(InputError):
        read(raw)


def test_a_hostile_name_of_a_passage_stays_a_text():
    hostile = '"] }, { kind = "x'
    now = edited(case(), Edit(close=(hostile,)))
    assert case(now).scenarios["join"].shocks[0].passages == (hostile,)
