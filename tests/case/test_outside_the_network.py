"""A state outside of the network is no slip of a case: its claim alone is untestable."""

import pytest

from accord import case as cases
from accord import load_world
from accord.study import Study
from accord.verdict import Judge

CASE = """
format = 1
title = "Chile joins"
year = 2023

[accord]
name = "abraham-accords"
as_of = 2025-08-01
candidates = ["CHL", "PER"]
parties = ["ISR"]

[goods.copper-ore]

[claims.share]
quote = "Chile sells copper"
why = "some"
metric = { name = "import-share", good = "copper-ore", suppliers = ["CHL"], buyer = "CHN" }
holds = "> 10 %"

[claims.way]
quote = "a way leads there"
why = "one"
metric = { name = "route-exists", origin = "CHL", destination = "ISR" }
holds = "== 1"

[claims.town]
quote = "a way leads there"
why = "one"
metric = { name = "route-exists", origin = "Lima", destination = "ISR" }
holds = "== 1"

[claims.around]
quote = "a way leads around Peru"
why = "one"
metric = { name = "route-exists", origin = "KAZ", destination = "ISR", avoid = ["PER"] }
holds = "== 1"
"""


@pytest.fixture(scope="module")
def words():
    world = load_world(2023)
    case = cases.parse(CASE, name="made", file="made.toml", world=world)
    judge = Judge(Study.of(case, world, draws=4, seed=0))
    return {name: judge.claim(claim)[0] for name, claim in case.claims.items()}


def test_a_state_or_town_that_the_network_does_not_cover_is_untestable_and_stops_nothing(words):
    assert (words["way"].word, words["way"].reason) == (
        "untestable",
        "the network does not cover Chile",
    )
    assert words["town"].reason == 'the network does not cover "Lima"'
    assert words["share"].word == "supported"


def test_a_state_outside_is_on_no_way(words):
    assert words["around"].word == "supported"
