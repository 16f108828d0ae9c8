"""A preview: what an edit touches, judged at few draws, before and after on the same ones."""

from collections import Counter

import pytest

from accord.api.cases import load_case
from accord.api.whatif import KEPT, WhatIf
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


def moving(warm):
    """Give an edit that touches more than one claim."""
    known(warm)
    used = Counter(name for found in warm._before.values() for v in found for name in v.used)
    name = max(warm.case.assumptions, key=lambda one: used[one])
    return {"assumptions": {name: warm.study.assumed[name].distribution.central}}


def test_each_claim_is_told_as_soon_as_it_is_judged_and_what_is_looked_at_before_others(warm):
    edit = moving(warm)
    answer = warm.preview(edit)
    order = [v["claim"].split("/")[0] for v in answer["verdicts"]]
    last = order[-1]
    assert (answer["judged"], answer["touched"]) == (len(set(order)), len(set(order)))
    assert answer["touched"] > 1
    warm._answers.clear()
    parts = []
    again = warm.preview(edit, first=[f"{last}/a-part"], found=parts.append)
    assert again == answer  # in the order of the case, whichever was first
    assert [part["judged"] for part in parts] == list(range(1, answer["touched"] + 1))
    assert {v["claim"].split("/")[0] for v in parts[0]["verdicts"]} == {last}


def test_an_edit_that_was_asked_for_is_known_and_few_are_kept(warm, monkeypatch):
    edit = moving(warm)
    answer = warm.preview(edit)
    monkeypatch.setattr(WhatIf, "_judged", lambda *_: {"judged": "anew"})
    assert warm.preview(edit) is answer
    (name,) = edit["assumptions"]
    low = warm.study.assumed[name].distribution.range[0]
    for n in range(KEPT):
        warm.preview({"assumptions": {name: low + n / 1000}})
    assert warm.preview(edit) == {"judged": "anew"}
    warm._answers.clear()


def known(warm):
    while warm.ahead():
        pass
    return [v for several in warm._before.values() for v in several if v.reading]
