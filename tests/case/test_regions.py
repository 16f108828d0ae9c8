"""A region is a set of states that nobody joins or leaves, named wherever a bloc may be."""

import polars as pl
import pytest

from accord import case
from accord.data import Tables
from accord.errors import CaseError
from accord.verdict.metrics import wording
from accord.world import load

JUDGED = "accord-judgement"

TEXT = """\
format = 1
title = "The Copperbelt"
year = 2022

[goods.copper-ore]

[regions.copperbelt]
title = "the Copperbelt"
members = ["COD", "ZMB"]

[claims.most]
quote = "most of Africa's copper"
metric = { name = "production-share", good = "copper-ore", states = ["copperbelt"] }
holds = ">= 10 %"
why = "a tenth"

[claims.asia]
quote = "Asia buys it"
metric = { name = "export-share", good = "copper-ore", suppliers = ["copperbelt"], buyers = ["eastern-asia"] }
holds = ">= 50 %"
why = "half"
"""  # noqa: E501


def read(text=TEXT):
    return case.parse(text, name="belt", file="belt.toml", world=load)


def test_the_regions_of_the_united_nations_are_those_of_the_table_of_states():
    tables = Tables.open()
    of_states = {
        (state, name)
        for state, *names in tables.states.select("iso3", "m49_region", "m49_subregion").rows()
        for name in names
        if state in tables.all_states
    }
    rows = tables.regions.select("region", "state", "title", "source").rows()
    theirs = {region for region, _, _, source in rows if source == "un-m49"}
    listed = {(state, title) for region, state, title, _ in rows if region in theirs}
    assert {(state, title.removeprefix("the ")) for state, title in listed} == of_states
    # Kosovo, and states that were or that customs count as one, are placed by accord.
    judged = {state for region, state, _, source in rows if region in theirs and source == JUDGED}
    assert judged == {"ANT", "SCG", "XKX", "ZAX"}


def test_every_region_has_one_title_and_one_source_of_its_definition():
    regions = Tables.open().regions
    defined = regions.filter(pl.col("source") != JUDGED)
    for column in ("title", "source", "status"):
        assert defined.group_by("region").n_unique().filter(**{column: 1}).height == 35
    assert regions.group_by("region").n_unique().filter(title=1).height == 35
    assert set(regions["state"]) <= set(Tables.open().all_states)


def test_no_region_bears_the_name_of_a_bloc_or_a_state():
    here = load(2022)
    regions = set(here.tables.regions["region"])
    assert not regions & set(here.states)
    assert len(here.blocs) == len(set(here.blocs))


@pytest.mark.parametrize("year", [1995, 2022])
def test_a_region_has_the_same_members_in_every_year(year):
    assert load(year).expand("sahel") == ("BFA", "MLI", "MRT", "NER", "TCD")


def test_a_region_of_a_case_stands_wherever_a_bloc_may():
    here = load(2022).laid(read().own.brought)
    assert here.expand("copperbelt") == ("COD", "ZMB")
    assert wording.states("copperbelt", here) == "the Copperbelt"
    assert wording.states(["central-asia", "gulf"], here) == "Central Asia and the Gulf"
    assert ("members", "copperbelt") in here.tables.abilities


@pytest.mark.parametrize(
    ("was", "becomes", "key", "wrong"),
    [
        ("[regions.copperbelt]", "[regions.sahel]", "regions.sahel", "is there already"),
        ('"ZMB"]', '"EU-27"]', "regions.copperbelt.members[1]", "EU-27 is a bloc"),
        ('"ZMB"]', '"sahel"]', "regions.copperbelt.members[1]", "sahel is a bloc"),
        ('["COD", "ZMB"]', "[]", "regions.copperbelt", "no members"),
        ('"eastern-asia"]', '"east-asia"]', "claims.asia.metric.buyers[0]",
         'no state or bloc "east-asia"'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_region_is_said_where_it_stands(was, becomes, key, wrong):
    assert was in TEXT
    with pytest.raises(CaseError) as refused:
        read(TEXT.replace(was, becomes, 1))
    found = [(one.key, one.wrong) for one in refused.value.faults]
    assert any(at == key and wrong in said for at, said in found), found
