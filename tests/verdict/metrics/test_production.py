"""Shares of what is mined on a World of four states, worked out by hand."""

import pytest
from tests.verdict.metrics.asking import ask, made, refusal

MADE = """
    state  year  quantity
    AZE    2023  10
    KAZ    2023  30
    CHN    2023  40
    RUS    2023  20
    KAZ    2022  50
    CHN    2022  50
"""
TRADE = "supplier buyer year value_usd\nAZE ISR 2022 1\nAZE ISR 2023 1"
BLOCS = """
    bloc  state  start       end
    AXIS  CHN    2000-01-01  -
    AXIS  RUS    2023-03-01  -
"""
FIGURES = """
    figure   state  year  value  source   status
    avoids   KAZ    2023  6      made-up  verified
    mined    KAZ    2023  24     made-up  "from memory"
"""


@pytest.fixture(scope="module")
def world():
    return made(trade=TRADE, production=MADE, blocs=BLOCS, figures=FIGURES)


def test_a_share_of_production_is_over_the_world(world):
    found = ask(world, "production-share", states=("AZE", "KAZ"), good="oil")
    assert found.values == pytest.approx(0.4)
    assert found.table.rows == (
        ("CHN", 40, pytest.approx(0.4)),
        ("KAZ", 30, pytest.approx(0.3)),
        ("RUS", 20, pytest.approx(0.2)),
        ("AZE", 10, pytest.approx(0.1)),
    )
    assert found.says("40 %") == "AZE and KAZ produced 40 % of the world's oil in 2023."


def test_production_is_of_the_year_that_is_asked_about_and_so_is_a_bloc(world):
    # AXIS is China alone in 2022, with half of 100; in 2023 it has 60 of 100.
    asked = {"states": ("AXIS",), "good": "oil"}
    assert ask(world, "production-share", **asked, year=2022).values == pytest.approx(0.5)
    assert ask(world, "production-share", **asked).values == pytest.approx(0.6)
    outside = {"bloc": ("AXIS",), "good": "oil"}
    assert ask(world, "production-outside", **outside, year=2022).values == pytest.approx(0.5)
    assert ask(world, "production-outside", **outside).values == pytest.approx(0.4)


def test_what_is_sold_to_a_bloc_or_crosses_it_is_not_outside(world):
    # 40 % lie outside. Kazakhstan has 30 %, of which 6 of 24 avoid the bloc: 22.5 % do not.
    found = ask(
        world, "production-outside", bloc=("AXIS",), good="oil",
        not_crossing={"KAZ": ("avoids", "mined")},
    )  # fmt: skip
    assert found.values == pytest.approx(0.4 - 0.225)
    assert found.table.rows == (
        ("outside by territory", pytest.approx(0.4)),
        ("KAZ: sold to the bloc or crossing it", pytest.approx(-0.225)),
    )
    assert found.remembered
    assert found.sources == ("made-up", "world-mining-data")
    assert found.says("17.5 %") == (
        "17.5 % of the world's oil was produced outside the AXIS, and not crossing the AXIS in "
        "2023."
    )


def test_a_way_out_that_nobody_published_makes_it_untestable(world):
    said = refusal(
        world, "production-outside", bloc=("AXIS",), good="oil", year=2022,
        not_crossing={"KAZ": ("avoids", "mined")},
    )  # fmt: skip
    assert said == "no sourced figure of avoids of KAZ in 2022"


def test_the_share_of_what_lies_outside_leaves_the_bloc_out_of_the_whole(world):
    # 10 of 100 - 60; in 2022 Kazakhstan has all of the 50 outside.
    asked = {"bloc": ("AXIS",), "good": "oil"}
    found = ask(world, "share-of-outside", states=("AZE",), **asked)
    assert found.values == pytest.approx(0.25)
    assert not found.remembered
    assert ask(
        world, "share-of-outside", states=("KAZ",), **asked, year=2022
    ).values == pytest.approx(1)
    assert found.says("25 %") == (
        "AZE produced 25 % of the oil that was produced outside the AXIS in 2023."
    )


def test_where_nobody_outside_produces_there_is_no_share_of_it(world):
    asked = {"states": ("KAZ",), "bloc": ("AXIS", "KAZ", "AZE"), "good": "oil"}
    assert refusal(world, "share-of-outside", **asked) == (
        "nobody outside the AXIS, KAZ and AZE produces oil"
    )


def test_a_good_that_nobody_counts_at_the_source_is_refused():
    lng = {"production": None, "conversion": None, "codes": ["271111"], "closing": "net-exports"}
    world = made(trade=TRADE, production=MADE, blocs=BLOCS, goods={"oil": {}, "lng": lng})
    asked = {"states": ("AZE",), "good": "lng"}
    assert refusal(world, "production-share", **asked) == "no production series of lng"


def test_a_year_of_which_no_production_is_known_is_refused(world):
    said = refusal(world, "production-share", states=("AZE",), good="oil", year=2021)
    assert "2021" in said
