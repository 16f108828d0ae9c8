"""Least cost between states is the cost of the routes between them, and moves only for cause."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.corridor.networks import package, small

from accord.engines.corridor import route
from accord.engines.corridor.least_costs import least_costs

STATES = ("AZE", "CHN", "DEU", "ITA", "KAZ", "RUS", "TUR", "UZB")
VETOES = ("BLR", "GEO", "IRN", "POL", "TKM", "UKR")


@pytest.mark.parametrize("good", ["crude-oil", "natural-gas", None])
def test_it_agrees_with_the_route_of_every_pair(good):
    found = least_costs(package(), STATES, STATES, good=good, year=2023)
    for i, origin in enumerate(STATES):
        for j, destination in enumerate(STATES):
            way = route(package(), origin, destination, good=good, by="cost", year=2023)
            assert found[i, j] == pytest.approx(way.cost if way.feasible else np.inf)


@settings(max_examples=15, deadline=None)
@given(st.sets(st.sampled_from(VETOES)), st.sampled_from(VETOES))
def test_another_veto_makes_no_pair_cheaper(vetoes, another):
    before = least_costs(package(), STATES, STATES, good="crude-oil", avoid=vetoes)
    after = least_costs(package(), STATES, STATES, good="crude-oil", avoid=vetoes | {another})
    assert (after >= before - 1e-9).all()


def test_a_vetoer_still_sells_and_buys_but_lets_nothing_through():
    network = small(
        [("west", "WWW"), ("gate", "GGG"), ("east", "EEE")],
        [
            {"from": "west", "to": "gate", "km": 100.0},
            {"from": "gate", "to": "east", "km": 100.0},
        ],
    )
    everybody = ("WWW", "GGG", "EEE")
    np.testing.assert_allclose(
        least_costs(network, everybody, everybody, avoid=["GGG"]),
        [[0, 1, np.inf], [1, 0, 1], [np.inf, 1, 0]],
    )


def test_a_state_that_the_network_does_not_hold_is_unknown_not_out_of_reach():
    found = least_costs(package(), ["KAZ", "FJI"], ["ITA", "FJI"], good="crude-oil")
    assert np.isfinite(found[0, 0])
    assert np.isnan([found[0, 1], found[1, 0], found[1, 1]]).all()


def test_crude_takes_no_railway_whose_room_for_it_is_unknown():
    rows = [{"from": "well", "to": "works", "km": 100.0, "mode": "rail"}]
    goods = {
        **{k: ["any", "crude-oil"] for k in ("good",)},
        "cargo": ["container", "oil"],
        "modes": ["rail", "rail;oil-pipeline"],
        "pipeline": ["", "crude-oil"],
        "terminal": ["container", "oil"],
        "starts": ["", ""],
        "ends": ["", ""],
        "unit": ["Mt/a", "Mt/a"],
    }
    places = [("well", "WWW"), ("works", "EEE")]
    asked = {"good": "crude-oil"}
    unknown = small(places, rows, goods=goods)
    known = small(places, [{**rows[0], "oil_capacity": 1.0}], goods=goods)
    assert np.isinf(least_costs(unknown, ["WWW"], ["EEE"], **asked)).all()
    assert least_costs(known, ["WWW"], ["EEE"], **asked) == pytest.approx(np.array([[1.0]]))
