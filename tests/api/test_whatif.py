"""A preview: what an edit touches, judged at few draws, before and after on the same ones."""

import json
from collections import Counter
from random import Random

import pytest
from tests.api.previews import beside_run, switches

from accord.api import whatif
from accord.api.cases import load_case, parse_case
from accord.api.runs import run
from accord.api.whatif import KEPT, WhatIf
from accord.draws import BATCH

PREVIEWED = 200
AHEAD = 8  # passages that are judged ahead here, so that the test takes less time


@pytest.fixture(scope="module", autouse=True)
def _few_ahead():
    with pytest.MonkeyPatch.context() as patch:
        assert whatif.AHEAD > AHEAD
        patch.setattr(whatif, "AHEAD", AHEAD)
        yield


@pytest.fixture(scope="module")
def warm():
    return WhatIf(load_case("hormuz"))


def test_working_ahead_judges_every_claim_once_and_then_with_each_of_some_passages_shut(warm):
    for _ in warm.case.claims:
        assert not warm._shut
        warm.ahead()
    assert set(warm._before) == set(warm.case.claims)
    while warm.ahead():
        pass
    asked = [close for _, close, _ in warm._shut]
    assert asked == [(one.name,) for one in warm.passages()[:AHEAD]]
    assert warm._begun is None  # what was solved for the last is let go


def test_hormuz_is_what_most_of_its_own_case_goes_through_and_a_part_stands_for_no_whole(warm):
    names = [one.name for one in warm.passages()]
    assert names[0] == "hormuz"
    assert "turkish-straits" in names
    assert not {"bosporus", "dardanelles", "dostyk-crossing"} & set(names)


def test_a_strait_that_was_judged_ahead_is_known_at_once(warm, monkeypatch):
    known(warm)
    monkeypatch.setattr(WhatIf, "_judged", lambda *_: {"judged": "anew"})
    found = warm.preview({"close": ["hormuz"]})
    assert found["judged"] == found["touched"] > 0
    assert warm.preview({"close": ["hormuz", "malacca"]}) == {"judged": "anew"}
    warm._answers.clear()


def test_who_asks_for_what_is_being_judged_ahead_goes_on_where_that_stands(monkeypatch):
    cold = WhatIf(load_case("hormuz"))
    while cold._begun is None or not cold._begun[1].judged:
        cold.ahead()
    begun = cold._begun[1]
    (done,) = begun.judged
    asked = []
    judge = type(begun.judge).claim

    def claim(self, one):
        asked.append((self, one.id))
        return judge(self, one)

    monkeypatch.setattr(type(begun.judge), "claim", claim)
    found = cold.preview({"close": ["hormuz"]})
    anew = [id_ for by, id_ in asked if by is begun.judge]
    assert sorted([done, *anew]) == sorted(begun.touched)
    assert found["judged"] == len(begun.touched) > 1


@pytest.mark.parametrize("shut", [["hormuz"], ["malacca", "suez"]])
def test_what_a_preview_says_a_run_of_its_text_says_at_the_same_draws(warm, shut):
    found = warm.preview({"close": shut})
    case = parse_case(found["toml"], name=warm.case.name)
    ran = json.loads(run(case, draws=PREVIEWED, seed=0).json())
    by_claim = {verdict["claim"]: verdict for verdict in ran["verdicts"]}
    said = ("verdict", "value", "low", "high", "probability", "probability_fails")
    assert found["verdicts"]
    for verdict in found["verdicts"]:
        of_run = by_claim.pop(verdict["claim"])
        assert [verdict.get(key) for key in said] == [of_run.get(key) for key in said]
    known(warm)
    before = {v.id: v.word for several in warm._before.values() for v in several}
    assert {id_: v["verdict"] for id_, v in by_claim.items()} == {
        id_: before[id_] for id_ in by_claim
    }


@pytest.fixture(scope="module")
def shipped():
    return WhatIf(load_case("abraham-accords"))


def edits(warm):
    """Give the one that once was told otherwise, and a few more; `make bench` asks them all."""
    return [{"close": ["turkish-straits"]}, *Random(5).sample(switches(warm), 2)]


def test_the_word_of_a_preview_is_that_of_a_run_or_is_said_to_be_open_and_no_surer(shipped):
    seen = []
    for edit in edits(shipped):
        left, settled = beside_run(shipped, shipped.preview(edit))
        assert {id_: words for id_, words in settled.items() if len(set(words)) > 1} == {}
        assert {preview for preview, run in left.values() if preview != run} <= {"depends"}
        seen += [*left.values(), *settled.values()]
    assert any(preview != run for preview, run in seen)  # so that there is something to say


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
