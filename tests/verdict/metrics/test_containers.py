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


def test_room_for_containers_is_untestable_where_no_limit_of_a_way_is_known():
    found = judged(
        'name = "corridor-capacity", origin = "CHN", destination = "DEU", good = "containers"',
        ">= 1000000 t_per_year",
    )
    assert (found.verdict, found.would_take) == (
        "untestable",
        "the capacity of one part of each way",
    )
    assert "any way for goods in containers from China to Germany" in found.reason


def test_a_share_of_containers_is_refused_with_the_metrics_that_take_them():
    share = 'name = "import-share", buyer = "DEU", suppliers = ["CHN"], good = "containers"'
    with pytest.raises(CaseError, match="route-cost and corridor-capacity take containers"):
        judged(share, ">= 20 %")


def test_check_passes_what_is_outside_the_network_and_run_says_so_of_that_claim():
    found = judged('name = "route-days", origin = "CHL", destination = "PER"')
    assert (found.verdict, found.reason) == ("untestable", "the network does not cover Chile")
