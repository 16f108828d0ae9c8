"""Displaced trade is read as it is dealt anew; where origins told apart say another word, so it is.

Crude oil in the real World of 2023, and bans on Kazakhstan and Saudi Arabia, who sell most of it.
"""

import pytest
from tests.solve.markets import TEXT, world

from accord import case as cases
from accord.study import Study
from accord.verdict import Judge
from accord.verdict.metrics import Untestable

BAN = (
    'ban = { shocks = [{ kind = "embargo", by = ["EU-27", "GBR"], on = ["KAZ"], evasion = 0.1, '
    "evasion_cost = 0.1 }] }\n"
    'join = { shocks = [{ kind = "embargo", by = ["EU-27", "GBR"], on = ["KAZ"], evasion = 0.1, '
    'evasion_cost = 0.1 }, { kind = "accession", candidates = ["KAZ"], with = ["ISR"], '
    'cost_cut = "size" }] }\n'
)
PRICE = 'name = "price-change", state = "ITA", good = "crude-oil", scenario = "ban"'
CHINA = (
    'name = "export-share-change", states = ["KAZ"], buyers = ["CHN"], horizon = "short", '
    'scenario = "{}"'
)
TAKES = (
    'name = "buyer-share-after", supplier = "KAZ", buyers = ["CHN"], good = "crude-oil", '
    'scenario = "ban"'
)


def judged(metric, holds, fails="", more="", draws=60):
    """Judge a claim of one metric."""
    lines = f'holds = "{holds}"' + (f'\nfails = "{fails}"' if fails else "")
    text = TEXT.replace("[goods.crude-oil]", f"[goods.crude-oil]\n{more}")
    text += f'{BAN}\n[claims.it]\nquote = "x"\nwhy = "so"\nmetric = {{ {metric} }}\n{lines}\n'
    case = cases.parse(text, name="one", file="one.toml", world=world())
    study = Study.of(case, world(), draws=draws, seed=0)
    (found,) = Judge(study, words_only=True).claim(case.claims["it"])
    return found


def disagreement(found):
    return [one.says for one in found.evidence if one.kind.name == "MODELS"]


@pytest.fixture(scope="module")
def dearer():
    return judged(PRICE, ">= 1 %")


def test_a_word_that_only_one_model_gives_is_depends_and_says_why(dearer):
    # one price: nothing is lost, so 0 in every draw; by origin what Italy buys gets dear
    assert (dearer.value, dearer.probability_fails) == (0, 1)
    assert dearer.word == "depends"
    assert dearer.reason.startswith("the models disagree: with origins told apart")
    assert "it is supported" in dearer.reason


def test_the_row_says_by_which_model_it_was_read(dearer):
    assert any("one price of crude oil for all" in note for note in dearer.reading.notes)


def test_where_both_say_the_same_nothing_is_said():
    found = judged(PRICE, "<= 500 %")
    assert (found.word, disagreement(found)) == ("supported", [])


def test_the_case_has_it_read_told_apart_and_no_other_model_is_asked():
    found = judged(PRICE, ">= 1 %", more='model = "partial"')
    assert (found.word, disagreement(found)) == ("supported", [])
    assert not any("one price" in note for note in found.reading.notes)


def test_shares_over_links_are_dealt_anew_and_rest_on_who_takes_what():
    found = judged(CHINA.format("ban"), ">= 0 pp")
    assert {"crude-oil.dealt-anew", "crude-oil.takers"} <= found.used
    assert any("is dealt anew" in note for note in found.reading.notes)


def test_where_something_else_happens_to_links_too_origins_are_told_apart_and_that_is_said():
    found = judged(CHINA.format("join"), ">= 0 pp")
    assert not {"crude-oil.dealt-anew", "crude-oil.takers"} & found.used
    assert any("one price wouldn't see" in note for note in found.reading.notes)


def test_who_takes_what_is_held_against_the_other_model_too():
    # to China: drawn 11 to 50 %, by today's ties 25 to 27 %
    drawn = judged(TAKES, ">= 15 %", "< 15 %")
    by_ties = judged(TAKES, ">= 15 %", "< 15 %", 'model = "partial"')
    assert (drawn.word, by_ties.word) == ("depends", "supported")


def test_one_world_market_has_no_links_to_read_a_share_of():
    found = judged(CHINA.format("ban"), ">= 0 pp", more='model = "pooled"')
    assert found.word == "untestable"
    assert 'model = "reallocating"' in found.would_take
    assert not isinstance(found, Untestable)


@pytest.mark.parametrize("wrong", ["two-price", "Pooled"])
def test_a_model_that_there_is_not_is_refused(wrong):
    with pytest.raises(Exception, match=r"partial|pooled"):
        judged(PRICE, ">= 1 %", more=f'model = "{wrong}"')
