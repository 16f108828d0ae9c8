"""What a case brings of its own is named wherever a shipped name may stand."""

import datetime as dt
import pickle
import re
from contextlib import suppress

import pytest

from accord import case
from accord.errors import CaseError
from accord.study import Study
from accord.world import load

TEXT = """\
format = 1
title = "A pact of two states"
year = 2022

[goods.crude-oil]

[sources.pact-text]
title = "The pact's text"
publisher = "A ministry"

[blocs.pact]
members = ["CHL", "ARG"]
start = 2022-03-01
dated = [{ state = "AUS", start = 2023-01-01 }]
source = "pact-text"

[figures.target]
unit = "share"
values = [
  { value = 0.1, low = 0.08, high = 0.12, year = 2030 },
  { value = 0.3, state = "CHL", year = 2022 },
]

[[ties]]
subject = "CHL"
relation = "minerals-pact"
object = "EU-27"
start = 2022-05-01
source = "pact-text"
"""


def read(text: str = TEXT) -> case.Case:
    return case.parse(text, name="pact", file="pact.toml", world=load)


def faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(CaseError) as refused:
        read(text)
    return [(one.key, one.wrong) for one in refused.value.faults]


def world(text: str = TEXT, year: int = 2022):
    return load(year).laid(read(text).own.brought)


def test_a_bloc_has_its_members_on_each_day():
    here = world()
    assert here.bloc("pact", dt.date(2022, 2, 28)) == ()
    assert here.bloc("pact", 2022) == here.expand("pact") == ("ARG", "CHL")
    assert here.bloc("pact", 2023) == ("ARG", "AUS", "CHL")


def test_a_figure_is_found_by_state_and_year_with_its_range():
    here = world()
    found = here.figure("target", year=2030)
    assert (found.value, found.low, found.high, found.unit) == (0.1, 0.08, 0.12, "share")
    assert (found.source, found.status) == ("judgement", "judgement")
    assert here.figure("target", "CHL", 2022).value == 0.3


def test_a_tie_is_dated_and_names_its_source():
    rows = world().ties(relation="minerals-pact", on=dt.date(2022, 12, 31))
    assert rows.select("subject", "object", "source", "status").rows() == [
        ("CHL", "EU-27", "pact-text", "verified")
    ]
    assert world().ties(relation="minerals-pact", on=dt.date(2022, 4, 30)).is_empty()


def test_what_names_can_be_asked_knows_the_case_s_own():
    known = world().tables.abilities
    assert ("members", "pact") in known
    assert ("sourced", "target") in known
    assert known.items() > load(2022).tables.abilities.items()


def test_the_package_s_own_tables_never_see_a_case_s_rows():
    world()
    assert "pact" not in load(2022).blocs
    assert "target" not in load(2022).tables.figures["figure"]


def test_two_cases_lie_side_by_side_and_one_takes_the_other_s_rows_off():
    mine, other = world(), world(TEXT.replace("blocs.pact", "blocs.league"))
    assert ("pact" in mine.blocs, "league" in mine.blocs) == (True, False)
    assert ("pact" in other.blocs, "league" in other.blocs) == (False, True)
    again = mine.laid(read(TEXT.replace("blocs.pact", "blocs.league")).own.brought)
    assert "pact" not in again.blocs
    assert again.tables is other.tables  # the same rows are read once


def test_a_world_with_a_case_s_rows_travels_to_another_process():
    assert pickle.loads(pickle.dumps(world())).bloc("pact") == ("ARG", "CHL")


def test_every_year_of_a_study_knows_them():
    study = Study.of(read(), load(2022), draws=20, seed=0)
    assert study.world.bloc("pact") == ("ARG", "CHL")
    assert study.world_of(2023).bloc("pact") == ("ARG", "AUS", "CHL")


def test_an_accord_may_be_a_bloc_of_the_case():
    joined = (
        '[accord]\nname = "pact"\nas_of = 2022-06-01\ncandidates = ["BOL"]\nparties = ["pact"]\n'
    )
    assert read(TEXT + joined).accord.name == "pact"


@pytest.mark.parametrize(
    ("was", "becomes", "key", "wrong"),
    [
        ("[blocs.pact]", "[blocs.abraham-accords]", "blocs.abraham-accords", "is there already"),
        ("[figures.target]", "[figures.muslim-share]", "figures.muslim-share", "is there already"),
        ("[sources.pact-text]", "[sources.baci]", "sources.baci", "is there already"),
        ('["CHL", "ARG"]', '["CHL", "OTS"]', "blocs.pact.members[1]", "OTS is a bloc"),
        ('["CHL", "ARG"]', '["CHL", "ARX"]', "blocs.pact.members[1]", 'no state or bloc "ARX"'),
        ('"AUS", start = 2023-01-01', '"CHL", start = 2022-03-01', "blocs.pact", "joins twice"),
        ("dated = [", "end = 2022-01-01\ndated = [", "blocs.pact.end", "is not after start"),
        ("value = 0.1,", "value = 0.2,", "figures.target.values[0]", "lies outside of low"),
        (", high = 0.12", "", "figures.target.values[0]", "low and high stand together"),
        ('state = "CHL", year = 2022', "year = 2030", "figures.target.values[1]", "same state"),
        ('object = "EU-27"\nstart = 2022-05-01\nsource = "pact-text"', 'object = "EU-27"\n'
         'source = "pact-txt"', "ties[0].source", 'no source "pact-txt"'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_case_s_own_is_said_where_it_stands(was, becomes, key, wrong):
    assert was in TEXT
    found = faults(TEXT.replace(was, becomes))
    assert any(at.startswith(key) and wrong in said for at, said in found), found


def test_a_tie_that_the_table_has_is_not_counted_twice():
    row = load(2022).tables.ties.filter(start_written="2020-09-15").row(0, named=True)
    again = (
        f'[[ties]]\nsubject = "{row["subject"]}"\nrelation = "{row["relation"]}"\n'
        f'object = "{row["object"]}"\nstart = {row["start"]}\n'
    )
    ((key, wrong),) = faults(TEXT + again)
    assert key == "ties[1]"
    assert "is in the table already" in wrong


WRITTEN = re.compile(r'(?<== )("[^"\n]*"|\d{4}-\d\d-\d\d|[\d.]+|\[[^\]\n]*\])')


@pytest.mark.parametrize(
    "value",
    ["-1", "true", '""', '"judgement"', '"OTS"', "[]", "[{}]", "{ a = 1 }", "2020-01-01", "nan"],
)
def test_any_value_in_the_place_of_any_other_reads_or_is_a_fault(value):
    for place in WRITTEN.finditer(TEXT):
        with suppress(CaseError):
            read(TEXT[: place.start()] + value + TEXT[place.end() :])
    for key in ("sources", "blocs", "figures", "ties"):
        for table in (f"[{key}.x]", f"[{key}]\nx = {value}", f"[[{key}]]\nx = {value}"):
            with pytest.raises(CaseError):
                read(f'format = 1\ntitle = "x"\nyear = 2022\n[goods.lithium]\n{table}\n')
