"""A claim under review may have gaps and reaches nobody with a test; any other may have none."""

import pytest
from tests.case.sample import TEXT, SmallWorld, faults, read

METRIC = 'metric = { name = "share", good = "crude-oil", suppliers = ["AZE"], buyer = "ISR" }'
CLAIM = '[claims.one]\nquote = "a sentence"\nwhy = "x"\n'


def claim(*lines):
    return TEXT + CLAIM + "\n".join(lines) + "\n"


def test_a_claim_under_review_reaches_nobody_with_its_test():
    found = read(claim("review = true", METRIC, 'holds = "> 0"')).claims["one"]
    assert (found.review, found.test, found.status_quo, found.parts) == (True, None, None, ())
    assert found.proposed == ("share (good = crude-oil, suppliers = AZE, buyer = ISR)   holds > 0")


@pytest.mark.parametrize(
    "gap",
    [
        'metric = "?"\nholds = "?"',
        'metric = { name = "?" }\nholds = "> 0"',
        'metric = { name = "share", good = "?", suppliers = ["?"], buyer = "ISR" }\nholds = "> 0"',
        'metric = { name = "share", good = "crude-oil", suppliers = ["AZE"], buyer = "?" }\n'
        'holds = "?"\nfails = "?"',
        'metric = { name = "share", good = "crude-oil", suppliers = ["AZE", "?"], buyer = "ISR",'
        ' year = "?" }\nholds = "> 0"',
    ],
)
def test_a_gap_is_legal_anywhere_in_a_test_under_review_and_nowhere_else(gap):
    assert read(claim("review = true", gap)).claims["one"].review
    told = faults(claim(gap))
    assert told
    assert all("gap" in f"{one.wrong} {one.right}" for one in told)
    assert any("review = true" in one.right for one in told)


def test_what_stands_beside_a_gap_is_checked_as_ever():
    gap = METRIC.replace('"ISR"', '"?"').replace('"AZE"', '"Azerbaijan"')
    (told,) = faults(claim("review = true", gap, 'holds = "> 0"'), world=SmallWorld())
    assert told.wrong.startswith('no state or bloc "Azerbaijan"')
    (told,) = faults(claim("review = true", METRIC, 'holds = "much"'))
    assert "is no condition" in told.wrong


def test_the_mark_is_true_or_false_and_false_is_as_none():
    (told, *_) = faults(claim('review = "yes"', METRIC, 'holds = "> 0"'))
    assert "true or false" in told.right
    assert read(claim("review = false", METRIC, 'holds = "> 0"')).claims["one"].test


def test_a_claim_s_mark_is_that_of_its_parts():
    part = '[[claims.one.parts]]\nid = "half"\n' + METRIC.replace('"ISR"', '"?"') + '\nholds = "?"'
    found = read(claim("review = true", part)).claims["one"]
    assert [(p.review, p.test) for p in found.parts] == [(True, None)]


def test_a_part_under_review_leaves_its_sibling_tested():
    parts = [
        f'[[claims.one.parts]]\nid = "{name}"\n{METRIC}\nholds = "> 0"\n{mark}'
        for name, mark in (("a", "review = true"), ("b", ""))
    ]
    a, b = read(claim(*parts)).claims["one"].parts
    assert (a.test, a.review) == (None, True)
    assert b.test
    assert not b.review
