"""Who or what trade passes is named before anything is solved: a state, a bloc or a passage."""

import pytest

import accord
from accord import case
from accord.errors import CaseError, UnknownNameError
from accord.solve import network_of
from accord.world import load

TEXT = """\
format = 1
title = "A strait"
year = 2022
[goods.crude-oil]
[claims.passes]
quote = "passes"
metric = { name = "transit-share", state = "SAU", good = "crude-oil", through = "PLACE" }
holds = ">= 50 %"
why = "more than not"
"""


def read(passed: str) -> case.Case:
    return case.parse(TEXT.replace("PLACE", passed), name="s", file="s.toml", world=load)


@pytest.mark.parametrize("passed", ["RUS", "EU-27", "caucasus", "hormuz", "cpc"])
def test_a_state_a_bloc_a_region_a_strait_and_a_line_can_be_passed(passed):
    assert read(passed).claims["passes"].test.metric.parameters.through == passed


@pytest.mark.parametrize(
    ("passed", "meant"),
    [
        ("rusia", "RUS"),  # no place of the network, "musina"
        ("Russia", "RUS"),
        ("hormus", "hormuz"),
        ("Strait of Hormuz", "hormuz"),
        ("Bosphorus", "bosporus"),
    ],
)
def test_any_other_is_refused_with_what_was_meant(passed, meant):
    with pytest.raises(CaseError) as refused:
        read(passed)
    (fault,) = refused.value.faults
    assert fault.key == "claims.passes.metric.through"
    assert fault.wrong == f'no state, bloc or passage "{passed}" in the world of 2022'
    assert fault.right == f'did you mean "{meant}"?'


CLOSED = (
    TEXT.replace("PLACE", "hormuz")
    + '[scenarios.shut]\ntitle = "shut"\n[[scenarios.shut.shocks]]\nkind = "closure"\n'
)


@pytest.mark.parametrize("outside", ["Callao", "Lamu", "Chancay", "Antofagasta"])
def test_a_port_outside_of_the_network_is_said_to_be_and_no_far_off_name_is_offered(outside):
    with pytest.raises(CaseError) as refused:
        case.parse(CLOSED + f'passages = ["{outside}"]\n', name="s", file="s.toml", world=load)
    (fault,) = refused.value.faults
    assert fault.right.startswith("the network does not cover it: describe it in [lines.")
    with pytest.raises(UnknownNameError, match=f'^the network does not cover "{outside}"$'):
        network_of(load(2022)).passage(outside)


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("LIE", "the data tell no state of that code apart"),  # and no slip of SLE
        ("RSU", 'did you mean "RUS"?'),
        ("KAX", 'did you mean "KAZ"?'),
    ],
)
def test_a_code_that_the_data_lack_is_no_slip_of_another_but_for_a_letter(code, right):
    with pytest.raises(CaseError) as refused:
        case.parse(TEXT.replace("SAU", code), name="s", file="s.toml", world=load)
    assert refused.value.faults[0].right.startswith(right)


def test_what_is_shut_before_it_is_in_use_stops_its_own_claims_and_no_other():
    told = """
[claims.dearer]
quote = "dearer"
metric = { name = "price-change", scenario = "shut", good = "crude-oil", state = "ITA" }
holds = "> 1 %"
why = "as said"
"""
    text = CLOSED + 'passages = ["trans-caspian-gas"]\n' + told
    parsed = case.parse(text, name="s", file="s.toml", world=load)
    passes, dearer = accord.run(parsed, draws=20).document.verdicts
    assert passes.verdict == "supported"
    assert dearer.verdict == "untestable"
    assert dearer.reason.startswith('"trans-caspian-gas" cannot be closed in 2022')


@pytest.mark.parametrize(
    ("written", "meant"), [("trans-caspian", "trans-caspian-gas"), ("drujba", "druzhba")]
)
def test_a_slip_or_the_first_words_of_a_line_are_told_the_line(written, meant):
    with pytest.raises(CaseError) as refused:
        case.parse(CLOSED + f'passages = ["{written}"]\n', name="s", file="s.toml", world=load)
    assert [fault.right for fault in refused.value.faults] == [f'did you mean "{meant}"?']


def test_a_passage_that_is_closed_may_be_meant_by_its_title_too():
    closed = (
        TEXT + '[scenarios.shut]\ntitle = "shut"\n[[scenarios.shut.shocks]]\nkind = "closure"\n'
    )
    text = closed.replace("PLACE", "hormuz") + 'passages = ["Strait of Malacca"]\n'
    with pytest.raises(CaseError) as refused:
        case.parse(text, name="s", file="s.toml", world=load)
    assert 'did you mean "malacca"?' in [fault.right for fault in refused.value.faults]


def test_a_year_without_a_world_is_told_once():
    with pytest.raises(CaseError) as refused:
        case.parse(
            TEXT.replace("2022", "1850").replace("PLACE", "hormuz"),
            name="s",
            file="s.toml",
            world=load,
        )
    (fault,) = refused.value.faults
    assert fault.wrong == "no world of 1850: trade is known for 1995 to 2024"
    assert fault.right == "write one of these years"
