"""Goods in containers travel by every corridor, and are in no record of trade."""

import pytest

import accord
from accord.api.cases import parse_case
from accord.errors import CaseError

CASE = """
format = 1
title = "Boxes"
year = 2023

[goods.coal]

[claims.boxes]
quote = "Boxes go from China to Germany in three weeks."
metric = {{ {metric} }}
holds = "{holds}"
why = "three weeks"
"""
WAY = 'name = "route-days", origin = "Xian", destination = "Duisburg"'


def judged(metric: str, holds: str = "<= 21"):
    case = parse_case(CASE.format(metric=metric, holds=holds), name="boxes")
    (found,) = accord.run(case, draws=20).document.verdicts
    return found


def test_a_way_of_containers_is_the_way_of_no_good_in_particular():
    named, unsaid = judged(f'{WAY}, good = "containers"'), judged(WAY)
    assert named.value == unsaid.value
    assert "for goods in containers" in named.finding


def room(origin, destination, more=""):
    ends = f'origin = "{origin}", destination = "{destination}", good = "containers"{more}'
    return judged(f'name = "corridor-capacity", {ends}', ">= 1000000 t_per_year")


def test_room_for_containers_is_what_ways_of_known_capacity_carry_and_that_or_more():
    """By Dostyk alone: its two terminals' boxes, and what roads and ferries of known room carry."""
    for origin, destination, more in (
        ("Shanghai", "Rotterdam", ', modes = ["rail"]'),
        ("Khorgos", "Poti", ', avoid = ["RUS", "IRN"]'),
    ):
        found = room(origin, destination, more)
        assert found.verdict in ("supported", "depends"), found.reason
        assert "had room for at least" in found.finding
        assert any("no published capacity of" in note for note in found.notes)


def test_the_lobito_corridor_carries_what_its_narrowest_part_does():
    """The container terminal of Lobito, less than the railway to it, and its range in boxes.

    250,000 boxes of 8.6 t are 2.15 Mt; 100,000 of 7.6 t are 0.76 and 250,000 of 9.7 t 2.425.
    """
    found = room("COD", "USA", ', avoid = ["ZMB", "TZA", "ZAF"]')
    assert (found.recorded, found.low, found.high) == pytest.approx((2_150_000, 760_000, 2_425_000))
    assert found.verdict == "depends"  # on a line of 1 Mt
    assert "room that is published as a range: lobito (teu)" in found.reason
    assert any("a box (TEU) is 8.6 t, 7.6 to 9.7, by judgement" in note for note in found.notes)
    assert "at least" not in found.finding


def test_where_no_part_of_any_way_has_a_published_capacity_its_legs_are_named():
    found = room("Xian", "Ulaanbaatar")
    assert (found.verdict, found.would_take) == (
        "untestable",
        "the capacity of one part of each way",
    )
    assert "any way for goods in containers from Xian to Ulaanbaatar" in found.reason
    assert "zamyn uud" in found.reason


def test_a_share_of_containers_is_refused_with_the_metrics_that_take_them():
    share = 'name = "import-share", buyer = "DEU", suppliers = ["CHN"], good = "containers"'
    with pytest.raises(CaseError, match="route-cost and corridor-capacity take containers"):
        judged(share, ">= 20 %")


def test_check_passes_what_is_outside_the_network_and_run_says_so_of_that_claim():
    found = judged('name = "route-days", origin = "CHL", destination = "PER"')
    assert (found.verdict, found.reason) == ("untestable", "the network does not cover Chile")
