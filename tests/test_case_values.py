"""Every shipped case runs, says what it said, and has a page that shows just that."""

import json

import jsonschema
import pytest
from tests.case_values import KEPT, PAGES, TABLE, document, names, table, values

from accord import load_case
from accord.result import plain, schema

SAID = json.loads(KEPT.read_text(encoding="utf-8"))


def test_what_is_kept_is_of_the_cases_that_there_are():
    assert tuple(SAID) == names()
    assert {page.stem for page in PAGES.glob("*.md")} - {"README"} == set(names())


@pytest.mark.parametrize("name", names())
def test_a_case_comes_to_the_words_and_numbers_that_are_kept(name):
    found = values(name)
    assert {claim: word for claim, (word, _) in found.items()} == {
        claim: word for claim, (word, _) in SAID[name].items()
    }
    for claim, (_, value) in SAID[name].items():
        if isinstance(value, float):
            assert found[claim][1] == pytest.approx(value, rel=1e-6), claim
        else:
            assert found[claim][1] == value, claim


@pytest.mark.parametrize("name", names())
def test_the_result_of_a_case_is_as_the_schema_says(name):
    """The first case's is looked at where it is run whole, in test_docs.py."""
    jsonschema.validate(plain(document(name)), schema.schema())


@pytest.mark.parametrize("name", names())
def test_the_page_of_a_case_shows_what_it_comes_to(name):
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert TABLE.search(page)[0] == table(name), "python -m tests.case_values"


@pytest.mark.parametrize("name", names())
def test_every_claim_is_a_sentence_that_somebody_said_and_names_who(name):
    case = load_case(name)
    assert 10 <= len(case.claims) <= 20
    assert any(claim.headline for claim in case.claims.values())
    for claim in case.claims.values():
        assert claim.source in case.sources, claim.id
        assert claim.quote.count(". ") <= 1, claim.id
        assert claim.label, claim.id
    for source in case.sources.values():
        assert source.link.startswith("http"), source.key
        assert source.retrieved, source.key


@pytest.mark.parametrize("name", names())
def test_every_source_that_a_case_brings_is_used_by_a_claim(name):
    brought = set(load_case(name).sources)
    assert brought == {s.key for s in document(name).sources if s.key in brought and s.used_by}


@pytest.mark.parametrize("name", names())
def test_a_case_joins_nobody_to_anything(name):
    assert load_case(name).accord is None
