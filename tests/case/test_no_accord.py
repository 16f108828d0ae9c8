"""A case may join nobody to anything: a strait, a mineral or a line is a proposal too."""

import datetime as dt

import pytest

from accord import case
from accord.errors import CaseError
from accord.world import load

TEXT = """\
format = 1
title = "A strait"
year = 2022
[goods.crude-oil]
"""
JOINS = """\
[claims.soon]
quote = "soon"
metric = { name = "days-to-accession", candidate = "AZE" }
holds = "<= 90"
why = "three months"
"""


def read(text: str) -> case.Case:
    return case.parse(text, name="strait", file="strait.toml", world=load)


def faults(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(CaseError) as refused:
        read(text)
    return [(one.key, one.wrong, one.right) for one in refused.value.faults]


def test_nobody_joins_gains_or_answers_and_ties_are_those_of_the_year_s_last_day():
    found = read(TEXT)
    assert (found.accord, found.candidates, found.parties, found.adversaries) == (None, (), (), ())
    assert found.day == found.known_until == dt.date(2022, 12, 31)
    assert found.day_unsaid


def test_the_dates_of_ties_may_stand_at_the_top():
    dated = TEXT.replace("[goods", "as_of = 2022-06-30\nfacts_until = 2022-09-30\n[goods")
    found = read(dated)
    assert (found.day, found.known_until) == (dt.date(2022, 6, 30), dt.date(2022, 9, 30))
    assert not found.day_unsaid


def test_a_date_stands_in_one_place():
    twice = TEXT.replace("[goods", "as_of = 2022-06-30\n[goods") + (
        '[accord]\nname = "OTS"\nas_of = 2022-01-01\ncandidates = ["AZE"]\nparties = []\n'
    )
    assert faults(twice) == [
        ("as_of", "as_of stands here, and there is an [accord]", "write as_of in [accord] alone")
    ]


def test_facts_are_known_until_the_date_of_ties_at_least():
    early = TEXT.replace("[goods", "facts_until = 2022-12-30\n[goods")
    assert [one[:2] for one in faults(early)] == [
        ("facts_until", "facts_until (2022-12-30) is before as_of (2022-12-31)")
    ]


@pytest.mark.parametrize("year", ["-1", "0", "10000", "99999999999"])
def test_a_year_that_no_date_has_is_a_fault_of_the_year(year):
    assert {one[0] for one in faults(TEXT.replace("2022", year))} == {"year"}


def test_a_metric_of_an_accession_is_refused_where_there_is_no_accord():
    assert faults(TEXT + JOINS) == [
        ("claims.soon.metric", "the case has no accord", "it takes a case with an accord")
    ]
