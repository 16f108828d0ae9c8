"""A preview: what an edit touches, judged at few draws, before and after on the same ones."""

import pytest

from accord.api.cases import load_case
from accord.api.whatif import WhatIf
from accord.draws import BATCH

PREVIEWED = 200


@pytest.fixture(scope="module")
def warm():
    return WhatIf(load_case("hormuz"))


def test_working_ahead_judges_every_claim_once_and_then_has_nothing_to_do(warm):
    steps = 0
    while warm.ahead():
        steps += 1
    assert steps <= len(warm.case.claims)
    assert set(warm._before) == set(warm.case.claims)


def test_an_edit_that_changes_nothing_touches_no_claim(warm):
    found = warm.preview({})
    assert (found["verdicts"], found["turned"], found["toml"]) == ([], [], warm.case.source)


def test_a_preview_asks_for_no_more_draws_than_it_has_where_a_share_is_on_the_line(warm):
    assert warm.study.draws == PREVIEWED < BATCH
    name = next(n for n in warm.case.assumptions if any(n in v.used for v in known(warm)))
    middle = warm.study.assumed[name].distribution.central
    found = warm.preview({"assumptions": {name: middle}})
    assert found["verdicts"]
    assert {v["draws"] for v in found["verdicts"] if v.get("draws")} <= {PREVIEWED}
    assert not any(key[0] == "sample" for key, _ in warm.study._kept.answers())


def known(warm):
    while warm.ahead():
        pass
    return [v for several in warm._before.values() for v in several if v.reading]
