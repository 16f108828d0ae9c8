"""How a way is told: by what, over which lines, and why there is none, on a network made by hand.

    baku (AZE) == pipe, 500 km == ceyhan (TUR) -- sea, 1,000 km -- trieste (ITA)
      |                                                              |
      +================ pipe, 4,000 km, through rostov (RUS) ========+

Everything runs at 50 km/h and 1 US$ a tonne for 100 km.
"""

import pytest
from tests.small_world import small_world

from accord.errors import InputError, UnknownNameError
from accord.solve import Corridors
from accord.solve.routes import routes

NODES = """
    node     state  handles  gives  takes  name
    baku     AZE    -        oil    -      Baku
    ceyhan   TUR    oil      oil    oil    Ceyhan
    rostov   RUS    -        -      -      Rostov
    trieste  ITA    oil      -      oil    Trieste
"""
EDGES = """
    from    to       km    mode          good  edge   title
    baku    ceyhan   500   oil-pipeline  oil   btc    "Baku-Tbilisi-Ceyhan pipeline"
    ceyhan  trieste  1000  sea           -     lane   "a lane"
    baku    rostov   1500  oil-pipeline  oil   steppe "the steppe pipeline"
    rostov  trieste  2500  oil-pipeline  oil   plain  "the plain pipeline"
"""
CARGOES = """
    good       cargo      modes                  pipeline  terminal   starts  ends  unit
    any        container  rail;sea;road          -         container  -       -     Mt/a
    crude-oil  oil        oil-pipeline;rail;sea  oil       oil        oil     oil   Mt/a
"""


@pytest.fixture(scope="module")
def corridors():
    return Corridors(
        small_world(
            trade="supplier buyer value_usd\n AZE ITA 1\n RUS TUR 1\n PER ITA 1",
            blocs="bloc state start\n PAIR RUS 2000-01-01\n PAIR PER 2000-01-01",
            nodes=NODES,
            edges=EDGES,
            corridor_goods=CARGOES,
            goods={"crude-oil": {}},
        )
    )


def found(corridors, **asked):
    return routes(corridors, "baku", "trieste", **{"good": "crude-oil", "by": "km", **asked})


def test_a_pipeline_goes_by_its_short_name_and_a_ship_by_what_it_carries(corridors):
    way = found(corridors)
    assert way["says"] == "baku → trieste in 2023: BTC to Ceyhan, tanker to Trieste, 1,500 km"
    carried = [leg for leg in way["legs"] if leg["mode"] != "transfer"]
    (changed,) = [leg for leg in way["legs"] if leg["mode"] == "transfer"]
    assert (changed["from"], changed["source"]) == ("ceyhan", "accord-judgement")
    assert [(leg["title"], leg["from_title"], leg["to_title"]) for leg in carried] == [
        ("BTC", "Baku", "Ceyhan"),
        ("a lane", "Ceyhan", "Trieste"),
    ]


OVERLAND = "the steppe pipeline to Rostov, PLAIN to Trieste, 4,000 km"


def test_a_way_keeps_to_what_was_asked_of_it(corridors):
    # Two pipes of 1,500 + 2,500 km, of which one has a name that is short enough for capitals.
    way = found(corridors, modes=("pipeline",))
    assert way["says"] == f"baku → trieste in 2023: {OVERLAND}"
    assert (way["modes"], way["year"], way["by"], way["good"]) == (
        ["pipeline"], 2023, "km", "crude-oil"
    )  # fmt: skip
    assert found(corridors, avoid=("TUR",))["km"] == 4000
    assert found(corridors, close=("lane",))["km"] == 4000


def test_other_ways_are_told_beside_the_best_and_it_is_not_among_them(corridors):
    (other,) = found(corridors, others=1)["alternatives"]
    assert other["km"] == 4000
    assert found(corridors)["alternatives"] == []


def test_no_more_other_ways_are_told_than_were_asked_for():
    # 1,500 km by sea, 4,000 through Russia, 5,000 through Iran.
    world = small_world(
        trade="supplier buyer value_usd\n AZE ITA 1",
        states=("IRN", "RUS", "TUR"),
        nodes=f"{NODES}    tabriz   IRN    -        -      -      Tabriz\n",
        edges=f"""{EDGES}
    baku    tabriz   2000  oil-pipeline  oil   south  "the southern pipeline"
    tabriz  trieste  3000  oil-pipeline  oil   south2 "the other southern pipeline"
""",
        corridor_goods=CARGOES,
        goods={"crude-oil": {}},
    )
    for most, km in ((0, []), (1, [4000]), (2, [4000, 5000]), (3, [4000, 5000])):
        ways = found(Corridors(world), others=most)["alternatives"]
        assert [way["km"] for way in ways] == km


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {"avoid": ("TUR", "RUS")},
            "no route baku → trieste for crude-oil in 2023 while TUR and RUS are shut; "
            "lifting TUR alone reopens one",
        ),
        (
            {"modes": ("sea",)},
            "no sea route baku → trieste for crude-oil in 2023; "
            "by pipeline and sea: BTC to Ceyhan, tanker to Trieste, 1,500 km",
        ),
        (
            {"modes": ("pipeline",), "good": None},
            "no pipeline route baku → trieste in 2023; "
            "a pipeline carries its own good alone, and none is named",
        ),
        ({"good": None}, "no route baku → trieste in 2023"),
        (
            {"good": None, "avoid": ("RUS",)},
            "no route baku → trieste in 2023, with or without the vetoes",
        ),
        ({"modes": ("sea", "rail"), "good": None}, "no sea or rail route baku → trieste in 2023"),
    ],
)
def test_why_there_is_no_way_is_said(corridors, asked, said):
    way = found(corridors, **asked)
    assert not way["feasible"]
    assert way["says"] == said


def test_states_and_blocs_that_are_avoided_are_those_that_the_network_has(corridors):
    assert found(corridors, avoid=("PAIR",))["avoid"] == ["RUS"]
    assert found(corridors, avoid=("PER",))["avoid"] == []
    with pytest.raises(UnknownNameError, match='no state "RSU" in the network; did you mean "RUS"'):
        found(corridors, avoid=("RSU",))


def test_a_good_is_known_by_its_whole_name(corridors):
    with pytest.raises(UnknownNameError, match='no good "OI"; did you mean crude-oil'):
        found(corridors, good="OI")
    with pytest.raises(UnknownNameError, match='no good "tin"'):
        found(corridors, good="tin")


def test_fewer_than_no_other_way_can_not_be_found(corridors):
    with pytest.raises(InputError, match="-1 other ways cannot be found"):
        found(corridors, others=-1)
