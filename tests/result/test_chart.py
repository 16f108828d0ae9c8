"""The map of the shipped case: what its lines are, what scenarios close, what becomes of ways."""

import json
from dataclasses import replace

import pytest
from tests.report.fixture import document

import accord
from accord.result import plain
from accord.result.made.chart import chart as drawn
from accord.study import Study

ASKED = {
    "origin": "Xi'an",
    "destination": "Budapest",
    "avoid": ["RUS", "IRN"],
    "modes": ["rail", "ferry"],
}
VERDICT = replace(document().verdicts[0], metric="route-exists", metric_params=ASKED)


@pytest.fixture(scope="module")
def world():
    return accord.load_world(2023)


def study(world):
    return Study.of(accord.load_case("abraham-accords"), world, draws=20, seed=0)


@pytest.fixture(scope="module")
def chart(world):
    return plain(drawn(study(world), [VERDICT]))


def line(chart, name):
    return next(one for one in chart["lines"] if one["id"] == name)


def test_every_pipeline_of_a_candidate_is_on_the_map(chart, world):
    nodes = dict(world.corridors["nodes"].select("node", "state").iter_rows())
    pipes = {
        row["line"]
        for row in world.corridors["edges"].iter_rows(named=True)
        if row["mode"] in ("oil-pipeline", "gas-pipeline")
        and {nodes[row["from"]], nodes[row["to"]]} & {"AZE", "KAZ"}
    }
    assert pipes <= {one["id"] for one in chart["lines"]}


def test_capacities_and_flows_are_those_of_the_tables(chart):
    assert line(chart, "scp")["capacity"] == pytest.approx(23.4)
    sent = {(flow["state"], flow["year"]): flow["quantity"] for flow in line(chart, "cpc")["flows"]}
    assert sent["KAZ", 2023] == pytest.approx(56.4)  # Reuters: about 80 % of 70.5 Mt


def test_what_was_not_yet_or_no_longer_in_use_is_not_shown_as_running(chart):
    assert line(chart, "baku-supsa")["status"] == "idle"
    assert line(chart, "trans-caspian-gas")["status"] == "proposed"
    assert line(chart, "igdir-nakhchivan")["status"] == "from 2025 on"
    assert line(chart, "btc")["status"] == "running"


def test_a_scenario_closes_what_its_shocks_close_and_no_more(chart):
    assert {*chart["scenarios"]} == {"cpc-stop", "accession-and-stop", "russian-transit-shut"}
    closed = {
        name: {
            one["id"] for one in chart["lines"] if any(name in p["closed"] for p in one["parts"])
        }
        for name in chart["scenarios"]
    }
    assert closed["cpc-stop"] == {"cpc"}
    assert {"cpc", "atyrau-samara", "baku-novorossiysk"} <= closed["russian-transit-shut"]
    assert {"btc", "kazakhstan-china", "omsk-pavlodar-shymkent", "scp"}.isdisjoint(
        closed["russian-transit-shut"]  # Russia's own oil to Kazakhstan is not others' transit
    )


def test_a_veto_cuts_a_pipeline_at_the_border(chart):
    marks = {one["line"]: one for one in chart["scenarios"]["russian-transit-shut"]["closed"]}
    x, y = marks["cpc"]["at"]
    assert marks["cpc"]["by"] == "RUS"
    assert (x, y) == (pytest.approx(48.7, abs=0.7), pytest.approx(46.5, abs=0.7))


def test_ways_under_a_veto_keep_out_of_the_state(chart):
    found = chart["scenarios"]["russian-transit-shut"]["routes"]
    assert found
    for n, way in found.items():
        assert "RUS" in chart["routes"][int(n)]["states"]
        assert "RUS" not in way["states"]


def test_claims_bring_their_ways_as_asked_and_without_their_vetoes(chart):
    ways = [way for way in chart["routes"] if way["ends"] == ["Xi'an", "Budapest"]]
    around, free = sorted(ways, key=lambda way: not way["avoid"])
    assert {"RUS", "IRN"}.isdisjoint(around["states"])
    assert free["hours"] <= around["hours"]


def test_every_line_of_a_way_is_on_the_map(chart):
    drawn = {one["id"] for one in chart["lines"]}
    ways = [
        *chart["routes"],
        *(w for s in chart["scenarios"].values() for w in s["routes"].values()),
    ]
    assert {name for way in ways for name in way["lines"]} <= drawn


def test_it_is_the_same_every_time(chart, world):
    again = plain(drawn(study(world), [VERDICT]))
    assert json.dumps(again) == json.dumps(chart)


def test_places_are_spelt_as_a_map_spells_them(chart, world):
    titles = {place["id"]: place["title"] for place in chart["places"]}
    assert (titles["xian"], titles["cpc-terminal"]) == ("Xi'an", "CPC Terminal")
    names = world.corridors["nodes"].select("name").to_series().to_list()
    assert {"Tripoli, LBY", "Cape of Good Hope", "Adriatic LNG"} <= set(names)
    assert [name for name in names if not name[0].isupper() or name.endswith(("Tur", "Lby"))] == []
