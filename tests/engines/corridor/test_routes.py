"""Routes on networks that fit on a napkin, and the refusals with their messages."""

import numpy as np
import pytest
from tests.engines.corridor.networks import small, tables

from accord.engines.corridor import alternatives, load, matrix, route
from accord.engines.corridor.graph import graph
from accord.errors import InputError, UnknownNameError

# A diamond: from west to east by north (state NNN) or by south (state SSS).
PLACES = [("west", "WWW"), ("north", "NNN"), ("south", "SSS"), ("east", "EEE")]
DIAMOND = small(
    PLACES,
    [
        {"from": "west", "to": "north", "km": 100.0},
        {"from": "north", "to": "east", "km": 100.0},
        {"from": "west", "to": "south", "km": 150.0},
        {"from": "south", "to": "east", "km": 150.0, "first_year": 2010, "line": "southern"},
    ],
)


def test_the_shorter_way_is_taken_and_told_from_origin_to_destination():
    found = route(DIAMOND, "west", "east", by="km")
    assert found.feasible
    assert found.states == ("WWW", "NNN", "EEE")
    assert (found.km, found.hours, found.cost) == pytest.approx((200, 20, 2))
    back = route(DIAMOND, "east", "west", by="km")
    assert back.states == ("EEE", "NNN", "WWW")


def test_a_veto_sends_it_the_other_way():
    found = route(DIAMOND, "west", "east", avoid=["NNN"])
    assert found.states == ("WWW", "SSS", "EEE")
    assert found.km == 300


def test_the_legs_add_up_to_the_route():
    found = route(DIAMOND, "west", "east", avoid=["nnn"])
    for what in ("km", "hours", "cost"):
        total = sum(getattr(leg, what) for leg in found.legs)
        assert total == pytest.approx(getattr(found, what))


def test_that_there_is_no_way_is_an_answer_that_names_the_vetoes():
    found = route(DIAMOND, "west", "east", avoid=["NNN", "SSS"])
    assert not found.feasible
    assert set(found.blocking) == {"NNN", "SSS"}
    assert len(found.reopening) == 1
    told = found.to_dict()
    assert told["km"] is None
    assert told["hours"] is None
    assert told["cost"] is None
    assert told["blocking"] == ["NNN", "SSS"]
    assert "while NNN and SSS are shut" in found.reason


def test_a_veto_that_does_not_matter_is_not_blamed():
    nodes = [*PLACES, ("far", "FFF"), ("wall", "XXX")]
    network = small(nodes, [
        {"from": "west", "to": "wall", "km": 1.0},
        {"from": "wall", "to": "east", "km": 1.0},
        {"from": "west", "to": "far", "km": 1.0},
    ])  # fmt: skip
    found = route(network, "west", "east", avoid=["FFF", "XXX", "NNN"])
    assert found.blocking == ("XXX",)
    assert found.reopening == ("XXX",)


def test_without_any_way_at_all_no_veto_is_blamed():
    network = small([*PLACES, ("island", "III")], [{"from": "west", "to": "east", "km": 1.0}])
    found = route(network, "west", "island", avoid=["NNN"])
    assert not found.feasible
    assert found.blocking == ()
    assert "with or without" in found.reason


def test_of_two_edges_between_the_same_places_the_better_one_counts():
    network = small(
        PLACES,
        [
            {"from": "west", "to": "east", "km": 100.0},
            {"from": "west", "to": "east", "km": 60.0, "line": "short"},
            {"from": "east", "to": "west", "km": 80.0},
        ],
    )
    assert route(network, "west", "east", by="km").km == 60
    assert route(network, "west", "east", by="km", close=["short"]).km == 80


@pytest.mark.parametrize("first", ["north", "south"])
def test_of_two_ways_as_good_the_one_whose_vertex_stands_earlier_is_taken(first):
    # West to east is 200 km by either; vertices are numbered as the edges name them.
    second = {"north": "south", "south": "north"}[first]
    network = small(
        PLACES,
        [
            {"from": one, "to": other, "km": 100.0}
            for middle in (first, second)
            for one, other in (("west", middle), (middle, "east"))
        ],
    )
    found = route(network, "west", "east", by="km")
    assert found.km == 200
    assert found.states[1] == first[0].upper() * 3


def test_of_two_ends_as_near_the_first_is_taken_and_a_nearer_one_before_it():
    # North and south are 100 km from west, east is 200: of south and north it is the one named
    # first, of east and north it is north.
    network = small(
        PLACES,
        [
            {"from": "west", "to": "north", "km": 100.0},
            {"from": "west", "to": "south", "km": 100.0},
            {"from": "south", "to": "east", "km": 100.0},
        ],
    )
    for ends, taken in (
        (("south", "north"), "south"),
        (("north", "south"), "north"),
        (("east", "north"), "north"),
    ):
        assert route(network, "west", ends, by="km").destination == taken


def test_a_gauge_break_takes_its_hours_where_gauges_meet():
    network = small(
        PLACES,
        [
            {"from": "west", "to": "north", "km": 100.0, "gauge": 1435},
            {"from": "north", "to": "east", "km": 100.0, "gauge": 1520},
        ],
    )
    found = route(network, "west", "east")
    assert found.hours == pytest.approx(10 + 10 + 10)
    assert [leg.mode for leg in found.legs] == ["rail", "transfer", "rail"]


def test_goods_go_aboard_only_in_a_port_that_handles_them():
    edges = [
        {"from": "west", "to": "portnorth", "km": 100.0},
        {"from": "portnorth", "to": "east", "km": 100.0, "mode": "sea", "gauge": 0},
        {"from": "west", "to": "south", "km": 10.0},
        {"from": "south", "to": "east", "km": 10.0, "mode": "sea", "gauge": 0},
    ]
    network = small(
        [("west", "WWW"), ("portnorth", "NNN"), ("south", "SSS"), ("east", "EEE")], edges
    )
    assert route(network, "west", "east").states == ("WWW", "NNN", "EEE")


def test_a_pipeline_carries_its_good_alone():
    pipe = {"mode": "oil-pipeline", "gauge": 0, "good": "crude-oil", "both": 0}
    network = small(PLACES, [{"from": "west", "to": "east", "km": 100.0, **pipe}])
    assert route(network, "west", "east", good="crude-oil").feasible
    assert not route(network, "west", "east").feasible
    assert not route(network, "east", "west", good="crude-oil").feasible  # one way only


def test_a_line_is_there_from_its_first_to_its_last_year():
    assert route(DIAMOND, "west", "east", avoid=["NNN"], year=2010).feasible
    assert not route(DIAMOND, "west", "east", avoid=["NNN"], year=2009).feasible


def test_what_is_proposed_counts_only_where_asked_for():
    network = small(PLACES, [{"from": "west", "to": "east", "km": 9.0, "status": "proposed"}])
    assert not route(network, "west", "east").feasible
    assert route(network, "west", "east", also=["proposed"]).feasible


def test_alternatives_differ_and_come_best_first():
    found = alternatives(DIAMOND, "west", "east", by="km", most=3)
    assert [r.km for r in found] == [200, 300]
    assert len({r.states for r in found}) == 2


def test_the_matrix_is_symmetric_where_all_edges_go_both_ways():
    table = matrix(DIAMOND, ["west", "north", "south", "east"], by="km")
    np.testing.assert_allclose(table, table.T)
    assert table[0, 3] == pytest.approx(200)
    assert np.isinf(matrix(DIAMOND, ["west", "north"], avoid=["NNN"])[0, 1])


def test_from_a_place_to_itself_is_no_way_at_all():
    found = route(DIAMOND, "west", "west")
    assert found.feasible
    assert found.km == 0
    assert found.states == ("WWW",)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"origin": "nort"}, r'no place "nort" in the network; did you mean "north"'),
        ({"avoid": ["XYZ"]}, r'no state "XYZ"'),
        ({"close": ["souther"]}, r'no passage "souther"; did you mean "southern"'),
        ({"modes": ["boat"]}, r'no mode "boat"'),
        ({"by": "days"}, r'no measure "days"'),
        ({"also": ["planned"]}, r'no status "planned"'),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(asked, said):
    ends = {"origin": "west", "destination": "east", **asked}
    with pytest.raises(UnknownNameError, match=said):
        route(DIAMOND, ends.pop("origin"), ends.pop("destination"), **ends)


def test_a_veto_on_an_end_of_the_route_is_refused():
    with pytest.raises(InputError, match="the origin west is in WWW, which is to be avoided"):
        route(DIAMOND, "west", "east", avoid=["WWW"])
    with pytest.raises(InputError, match="the destination east is in EEE"):
        route(DIAMOND, "west", "east", avoid=["EEE"])
    with pytest.raises(InputError, match='the destination east is itself closed by "east"'):
        route(DIAMOND, "west", "east", close=["east"])


def test_closing_what_is_not_there_in_that_year_is_refused_with_its_years():
    with pytest.raises(InputError, match=r'"southern" cannot be closed in 2005.*running, 2010-'):
        route(DIAMOND, "west", "east", close=["southern"], year=2005)


def test_an_edge_to_nowhere_a_negative_length_and_a_name_twice_are_refused():
    with pytest.raises(InputError, match='edge "e0" ends at "nowhere", which is no place'):
        small(PLACES, [{"from": "west", "to": "nowhere", "km": 1.0}])
    with pytest.raises(InputError, match='edge "e0" has a length of -4 km'):
        small(PLACES, [{"from": "west", "to": "east", "km": -4.0}])
    with pytest.raises(InputError, match='the place "west" stands twice'):
        load(tables([*PLACES, ("west", "EEE")], [{"from": "west", "to": "east", "km": 1.0}]))


def test_what_blocks_is_named_where_it_is_the_first_edge_of_all():
    # The only way is the edge that the tables name first: closing its line cuts it, and opens it.
    network = small(PLACES, [{"from": "west", "to": "east", "km": 1.0, "line": "only"}])
    found = route(network, "west", "east", close=["only"])
    assert (found.blocking, found.reopening) == (("only",), ("only",))


def test_a_change_is_a_judgement_and_the_lines_around_it_are_as_their_source_says():
    by_atlas = {"source": "atlas", "source_status": "from memory"}
    by_survey = {"source": "survey", "source_status": "verified"}
    network = small(
        PLACES,
        [
            {"from": "west", "to": "north", "km": 1.0, **by_atlas},
            {"from": "north", "to": "east", "km": 1.0, "gauge": 1520, **by_survey},
        ],
    )
    assert [(leg.source, leg.source_status) for leg in route(network, "west", "east").legs] == [
        ("atlas", "from memory"),
        ("accord-judgement", "judgement"),
        ("survey", "verified"),
    ]


def test_a_port_of_which_no_limit_is_known_has_none_and_not_its_neighbours():
    # Two terminals have a limit, rows 0 and 1; the third port handles LNG without one.
    names = ["portone", "porttwo", "portthree"]
    columns = tables(
        [(name, name[4:7].upper()) for name in names],
        [
            {"from": "portone", "to": "porttwo", "km": 1.0, "mode": "sea", "gauge": 0},
            {"from": "porttwo", "to": "portthree", "km": 1.0, "mode": "sea", "gauge": 0},
        ],
        terminals={
            "node": names[:2], "handle": ["lng"] * 2, "capacity": [5.0, 7.0],
            "unit": ["bcm/a"] * 2, "first_year": [None] * 2, "last_year": [None] * 2,
        },
        goods={
            "good": ["any", "gas"], "cargo": ["container", "gas"], "modes": ["rail", "sea"],
            "pipeline": ["", ""], "terminal": ["", "lng"], "starts": ["", ""], "ends": ["", ""],
            "unit": ["Mt/a", "bcm/a"],
        },
    )  # fmt: skip
    columns["nodes"]["handles"] = ["lng"] * 3
    network = load(columns)
    g = graph(network, "gas")
    at = {
        network.node[place]: limit
        for place, edge, limit in zip(g.tail_place, g.edge, g.limit, strict=True)
        if edge < 0
    }
    assert at == {"portone": 0, "porttwo": 1, "portthree": -1}


def test_gas_is_loaded_where_it_is_given_and_landed_where_it_is_taken_over_no_line():
    # The first port gives, the second takes and the third does neither: a door out, and two in.
    columns = tables(
        [("portone", "ONE"), ("porttwo", "TWO"), ("portthree", "THR")],
        [
            {"from": "portone", "to": "porttwo", "km": 1.0, "mode": "sea", "gauge": 0},
            {"from": "porttwo", "to": "portthree", "km": 1.0, "mode": "sea", "gauge": 0},
        ],
        goods={
            "good": ["any", "gas"], "cargo": ["container", "gas"], "modes": ["rail", "sea"],
            "pipeline": ["", ""], "terminal": ["", "lng"], "starts": ["", ""], "ends": ["", ""],
            "unit": ["Mt/a", "bcm/a"],
        },
    )  # fmt: skip
    columns["nodes"] |= {"handles": ["lng"] * 3, "gives": ["lng", "", ""], "takes": ["", "lng", ""]}
    found = route(load(columns), "portone", "porttwo", good="gas")
    assert [leg.mode for leg in found.legs if leg.mode != "transfer"] == ["sea"]
    assert found.km == 1
    assert not route(load(columns), "porttwo", "portone", good="gas").feasible


def test_without_word_of_hubs_no_place_is_one():
    network = small(PLACES, [{"from": "west", "to": "east", "km": 100.0}])
    assert not network.hub.any()
