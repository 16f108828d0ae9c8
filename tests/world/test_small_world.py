"""A World can be made of a few lines: what is written is what is read, and nothing besides."""

import datetime as dt

import numpy as np
import pytest
from tests.small_world import small_world

from accord.engines.corridor import load as network_of
from accord.engines.corridor import route
from accord.errors import InputError, UnknownNameError
from accord.world import load

TRADE = """
    supplier  buyer  value_usd  mass_t
    AZE       ISR    600        2
    KAZ       ISR    200        1
    KAZ       TUR    100        1
    TUR       ISR    100        0.5
"""


def test_trade_that_is_written_is_the_trade_that_is_read():
    world = small_world(trade=TRADE)
    assert world.states == ("AZE", "ISR", "KAZ", "TUR")
    assert world.recorded("oil").value_usd.tolist() == [
        [0, 600, 0, 0],
        [0, 0, 0, 0],
        [0, 200, 0, 100],
        [0, 100, 0, 0],
    ]
    assert world.recorded("oil").mass_t.sum() == 4.5
    assert not world.recorded("oil").adjusted.any()


def test_a_market_closes_on_production_and_hands_re_exports_to_their_origin():
    # TUR makes nothing, buys 1 t of KAZ and sells 0.5 t: so 0.5 t goes KAZ -> ISR, 0.5 t stays.
    # AZE sells 2 of its 5 t, KAZ 2 of its 4: 3 t and 2 t are sold at home.
    made = "state quantity\n AZE 5\n KAZ 4"
    market = small_world(trade=TRADE, production=made).market("oil")
    assert market.mass.tolist() == [
        [3, 2, 0, 0],
        [0, 0, 0, 0],
        [0, 1.5, 2, 0.5],
        [0, 0, 0, 0],
    ]
    # KAZ sold 2 t for 300 US$: 150 US$ a tonne; AZE 300.
    assert market.producer_price[[0, 2]].tolist() == [300, 150]
    assert market.flows[2].tolist() == [0, 225, 300, 75]


def test_a_world_without_a_table_has_none_of_its_facts():
    world = small_world(states=["AZE"])
    assert world.states == ("AZE",)
    assert (world.blocs, world.ties().height, world.instruments().height) == ((), 0, 0)
    assert np.isnan(world.stability()).all()
    assert world.elasticity("oil", "sigma", "long") is None
    assert world.recorded("oil").value_usd.sum() == 0
    with pytest.raises(UnknownNameError, match='no figure "refining"'):
        world.figure("refining")
    with pytest.raises(InputError, match=r"no world of 2020: trade is known for 2023"):
        load(2020, world.tables)


def test_facts_are_read_as_written():
    world = small_world(
        states=["USA"],
        blocs="bloc state start end\n PACT ISR 2020-09-15 -",
        ties="subject relation object start\n ISR recognises ARE 2020-09-15",
        figures="figure state value low high unit\n crude-use ISR 240 220 300 bbl/d",
        elasticities="good parameter central\n oil sigma 10",
        governance="state estimate\n USA 0.5",
    )
    assert world.bloc("PACT") == ("ISR",)
    assert world.bloc("PACT", dt.date(2020, 9, 14)) == ()
    assert world.ties(relation="recognises", on=dt.date(2021, 1, 1)).height == 1
    figure, sigma = world.figure("crude-use", "ISR", 2023), world.elasticity("oil", "sigma", "long")
    assert figure is not None
    assert (figure.low, figure.value, figure.high) == (220, 240, 300)
    assert sigma is not None
    assert (sigma.low, sigma.central, sigma.high) == (10, 10, 10)
    assert world.stability()[world.index("USA")] == 0.5
    assert world.name("USA") == "USA"


def test_a_network_is_reckoned_at_50_km_an_hour_and_a_dollar_for_100_km():
    world = small_world(
        nodes="""
            node   state  handles  gives  takes
            baku   AZE    -        oil    -
            tbil   GEO    -        -      -
            haifa  ISR    -        -      oil
        """,
        edges="""
            edge  from  to     km   mode          good  capacity  unit
            one   baku  tbil   500  oil-pipeline  oil   10        Mt/a
            two   tbil  haifa  700  oil-pipeline  oil   -         -
        """,
        passages="passage nodes\n gate tbil",
    )
    network = network_of(world.corridors)
    way = route(network, "baku", "haifa", good="oil")
    # 1,200 km: 24 hours, 12 US$ a tonne
    assert (way.km, way.hours, way.cost) == pytest.approx((1200, 24, 12))
    assert network.edges.capacity[0] == 10
    assert not route(network, "baku", "haifa", good="oil", close=["gate"]).feasible
    assert "gate" in world.passages


def test_goods_differ_from_the_made_up_one_by_what_is_said():
    world = small_world(
        trade="hs6 supplier buyer value_usd\n 260300 CHL CHN 7",
        goods={
            "copper": {"codes": ["260300"], "production": None, "closing": None, "conversion": None,
                       "priced": False, "why_not": "no series"},
        },
    )  # fmt: skip
    assert world.share("CHL", "CHN", "copper") == 1
    with pytest.raises(InputError, match="no series"):
        world.market("copper")


def test_a_row_that_is_too_short_is_refused():
    with pytest.raises(ValueError, match="a row of 2 values under 3 columns"):
        small_world(trade="supplier buyer value_usd\n AZE ISR")
