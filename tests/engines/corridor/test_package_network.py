"""Routes, cuts and exposures over the package's own network, as the world knows them."""

from datetime import date

import numpy as np
import pytest
from tests.engines.corridor.networks import package

from accord.data import Tables
from accord.engines.corridor import (
    Demand,
    alternatives,
    capacity,
    closure,
    cut,
    exposure,
    over_years,
    replay,
    route,
)
from accord.engines.corridor.graph import graph
from accord.engines.corridor.question import BY, put
from accord.engines.corridor.search import weights
from accord.errors import InputError, UnknownNameError

PACKAGE = Tables.open()

SPLITS = PACKAGE.splits().to_dicts()


def gas(origins, destination, quantity):
    return Demand(
        good="natural-gas",
        origins=origins,
        destination=destination,
        quantity=quantity,
        unit="bcm/a",
    )


def test_xian_to_budapest_without_russia_and_iran_goes_by_the_caspian_and_the_black_sea():
    found = route(package(), "Xi'an", "Budapest", avoid=["RUS", "IRN"], by="hours")
    assert found.states[:4] == ("CHN", "KAZ", "AZE", "GEO")
    assert found.states[-1] == "HUN"
    assert {"caspian-sea", "black-sea"} <= set(found.passages)
    land = {leg.mode for leg in found.legs} - {"transfer", "ferry", "sea"}
    assert land == {"rail"}


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("good", [None, "crude-oil", "natural-gas", "lng", "coal"])
def test_one_way_alone_is_as_long_as_scipys_tree_of_all_ways_says_to_the_last_bit(good, by):
    network = package()
    g = graph(network, good)
    weight = weights(network, g, put(good=good, by=by, year=2023))
    least = dict(zip(zip(g.tail, g.head, strict=True), np.full(len(g.tail), np.inf), strict=True))
    for tail, head, own in zip(g.tail, g.head, weight, strict=True):
        least[tail, head] = min(least[tail, head], own)
    drawn = np.random.default_rng(0)
    found = 0
    for start in drawn.choice(len(g.place), 8, replace=False):
        distance, _ = g.paths(weight, [start])
        for end in drawn.choice(len(g.place), 12, replace=False):
            way = g.way(weight, [start], [end])
            assert (way is None) == (not np.isfinite(distance[end]))
            if way is None:
                continue
            at, length = start, 0.0
            for arc in way:
                assert g.tail[arc] == at
                assert weight[arc] == least[at, g.head[arc]]
                at, length = g.head[arc], length + weight[arc]
            assert (at, length) == (end, distance[end])
            found += 1
    assert found


@pytest.mark.parametrize("gone", ["AZE", "GEO"])
def test_without_azerbaijan_or_georgia_only_the_ocean_is_left(gone):
    avoid = ["RUS", "IRN", gone]
    found = route(package(), "Xian", "Budapest", avoid=avoid)
    assert "suez-canal" in found.passages
    overland = route(package(), "Xian", "Budapest", avoid=avoid, modes=["rail", "road", "ferry"])
    assert not overland.feasible
    assert set(overland.blocking) == set(avoid)


def test_without_a_veto_it_goes_by_russia_and_belarus():
    found = route(package(), "Xian", "Budapest")
    assert {"KAZ", "RUS", "BLR", "POL"} <= set(found.states)


def test_no_railway_joins_china_and_europe_around_russia():
    # Iran's railways reach China's over the land that Central Asia's break of gauge divides; with
    # Iran open a train can go by Sarakhs and Van only by the lake's ferry.
    found = route(package(), "Xian", "Budapest", avoid=["RUS"], modes=["rail"])
    assert not found.feasible
    assert found.blocking == ("RUS",)


def test_azerbaijans_crude_reaches_israel_by_georgia_and_turkey():
    found = route(package(), "AZE", "ISR", good="crude-oil")
    assert found.states == ("AZE", "GEO", "TUR", "ISR")
    assert "btc" in {leg.line for leg in found.legs}
    assert found.passages == ()  # from Ceyhan to Haifa there is no strait


def test_kazakh_crude_without_russia_crosses_the_caspian():
    found = route(package(), "KAZ", "ISR", good="crude-oil", avoid=["RUS"], by="cost")
    assert found.states == ("KAZ", "AZE", "GEO", "TUR", "ISR")
    assert "caspian-sea" in found.passages


def test_no_pipe_takes_kazakh_gas_to_italy_around_russia_until_the_trans_caspian_is_built():
    asked = {"good": "pipeline-gas", "avoid": ["RUS", "IRN"]}
    none = route(package(), "TKM", "ITA", **asked)
    assert not none.feasible
    assert none.blocking == ("RUS", "IRN")
    built = route(package(), "TKM", "ITA", **asked, also=["proposed"])
    assert "trans-caspian-gas" in {leg.line for leg in built.legs}


def test_qatars_gas_cannot_leave_while_hormuz_is_shut():
    found = route(package(), "QAT", "JPN", good="lng", close=["Hormuz"])
    assert found.blocking == ("hormuz",)
    assert cut(package(), "QAT", "JPN", good="lng") == ("hormuz",)


def test_from_the_gulf_to_china_every_way_by_sea_from_arabia_has_a_bypass_for_oil_alone():
    by_pipe = route(package(), "SAU", "CHN", good="crude-oil", close=["hormuz"])
    assert by_pipe.feasible
    assert "petroline" in {leg.line for leg in by_pipe.legs}


def test_shutting_suez_sends_ships_round_the_cape():
    found = route(package(), "Shanghai", "Rotterdam", modes=["sea"], close=["suez"])
    assert "cape-of-good-hope" in found.passages
    assert found.km > 24_000


def test_the_volga_and_don_are_russias_so_a_veto_is_tight():
    found = route(package(), "Aktau", "Istanbul", avoid=["RUS"])
    assert "volga-don-canal" not in found.passages
    assert "RUS" not in found.states


def test_ukraines_transit_ended_with_2024():
    asked = {"good": "pipeline-gas"}
    assert "UKR" in route(package(), "RUS", "SVK", year=2024, **asked).states
    after = route(package(), "RUS", "SVK", year=2025, **asked)
    assert "UKR" not in after.states
    with pytest.raises(InputError, match="cannot be closed in 2025: it is not in use then"):
        route(package(), "RUS", "SVK", year=2025, close=["ukraine-transit"], **asked)


def test_nord_stream_carried_in_2021_and_not_in_2023():
    def lines(year):
        found = route(package(), "Portovaya", "Lubmin", good="pipeline-gas", year=year)
        return {leg.line for leg in found.legs}

    assert lines(2021) == {"nord-stream-1"}
    assert "nord-stream-1" not in lines(2023)


def test_names_are_found_by_any_spelling_and_missed_ones_are_helped():
    assert route(package(), "xi an", "BUDAPEST").feasible
    with pytest.raises(UnknownNameError, match=r'no place "Budapset".*did you mean "budapest"'):
        route(package(), "Xian", "Budapset")
    with pytest.raises(UnknownNameError, match="bab-el-mandeb"):
        route(package(), "Xian", "Budapest", close=["Bab el Mandab Strait"])


def test_three_ways_from_china_to_europe_differ_in_more_than_sidings():
    found = alternatives(package(), "Xian", "Duisburg", most=3)
    assert len({r.states for r in found}) == 3


def test_around_russia_aktau_port_binds_and_not_the_pipe_behind_it():
    asked = Demand(good="crude-oil", origins=("KAZ",), destination="ITA", quantity=60, unit="Mt/a")
    flows = capacity(package(), [asked], avoid=["RUS"])
    assert flows.prices["aktau (oil)"] > 0
    used, room = flows.spare["aktau (oil)"]
    assert used == pytest.approx(room)
    assert not any(name.startswith("btc") for name in flows.prices)
    assert 7.5 <= flows.delivered[0] < 25


def test_the_southern_gas_corridor_is_bound_by_its_last_pipe():
    only = Demand(
        good="pipeline-gas", origins=("AZE",), destination="Melendugno", quantity=40, unit="bcm/a"
    )
    flows = capacity(package(), [only])
    assert flows.delivered[0] == pytest.approx(11.5)  # what it carried in 2022
    assert any(name.startswith("tap") for name in flows.prices)


def test_most_kazakh_crude_passes_russia_and_little_of_it_has_another_way():
    found = exposure(package(), "KAZ", "crude-oil", "RUS", splits=SPLITS, year=2022)
    assert 0.93 < found.used < 0.99
    assert 0.3 < found.must < 0.75
    assert found.quantity == pytest.approx(63.69)  # 1.29 of it by the pipe to China, as published


def test_azerbaijans_crude_by_btc_passes_georgia_and_turkey():
    found = exposure(package(), "AZE", "crude-oil", "GEO", splits=SPLITS, year=2023)
    assert found.used == pytest.approx(22.5 / 23.5)
    assert exposure(
        package(), "AZE", "crude-oil", "TUR", splits=SPLITS, year=2023
    ).used == pytest.approx(1.0)


def test_russian_gas_left_ukraine_over_the_years():
    used = [e.used for e in over_years(package(), "RUS", "natural-gas", "UKR", SPLITS)]
    assert used[0] > 0.2
    assert used[-1] == 0


def test_a_split_that_cannot_be_traced_is_named():
    row = {**SPLITS[0], "via": "tengiz;tokyo", "good": "pipeline-gas", "route": "by magic"}
    with pytest.raises(InputError, match="KAZ pipeline-gas by by magic in 2022: no way"):
        exposure(package(), "KAZ", "pipeline-gas", "RUS", splits=[row], year=2022)


def test_the_end_of_ukraines_transit_takes_volume_that_others_give_back():
    demands = [gas(("RUS", "NOR", "USA", "DZA"), s, q) for s, q in (("AUT", 8), ("SVK", 5))]
    supplies = {("natural-gas", "RUS"): 15.0, ("natural-gas", "DZA"): 30.0}
    found = closure(package(), demands, close=["ukraine-transit"], supplies=supplies, year=2024)
    assert found.hit.sum() > 0
    assert (found.lost <= found.hit + 1e-9).all()
    assert found.replaced.sum() > 0
    np.testing.assert_allclose(found.replaced + found.lost, found.hit, atol=1e-6)


def test_history_is_told_by_the_day():
    on = replay(package(), date(2021, 3, 25))
    assert "suez-canal" in on.close
    assert "suez-canal" not in replay(package(), date(2021, 4, 2)).close
    assert "cpc" in replay(package(), date(2022, 3, 25)).close
    assert replay(package(), date(2022, 4, 1)).open_share["cpc"] < 1
    assert "turkish-straits" in replay(package(), date(2022, 12, 5)).open_share
    found = route(package(), "Shanghai", "Rotterdam", modes=["sea"], close=on.close, year=2021)
    assert "cape-of-good-hope" in found.passages


def test_russian_pipe_gas_reaches_austria_after_2024_by_turkey_alone():
    asked = {"good": "pipeline-gas", "year": 2025}
    assert route(package(), "RUS", "AUT", **asked).feasible
    without = route(package(), "RUS", "AUT", avoid=["TUR"], **asked)
    assert without.blocking == ("TUR",)


@pytest.mark.parametrize(
    ("origin", "destination"), [("GEO", "ITA"), ("Turkmenbashi", "Baku"), ("KAZ", "AZE")]
)
def test_a_ship_of_gas_needs_a_plant_at_one_end_and_a_terminal_at_the_other(origin, destination):
    assert not route(package(), origin, destination, good="lng", year=2023).feasible


@pytest.mark.parametrize(
    ("origin", "buyer", "good", "most"),
    [
        ("RUS", "DEU", "natural-gas", 100.0),  # 110,289 bcm once, by a ship that began at sea
        ("GEO", "ITA", "lng", 0.0),
        ("QAT", "JPN", "lng", 110.0),  # 77.4 Mt a year of plants at Ras Laffan
    ],
)
def test_what_ships_of_gas_carry_is_bounded_by_plants_and_terminals(origin, buyer, good, most):
    wanted = [Demand(good=good, origins=(origin,), destination=buyer, quantity=1e4, unit="bcm/a")]
    assert capacity(package(), wanted, year=2023).delivered.sum() <= most


@pytest.mark.parametrize("buyer", ["ITA", "DEU", "ESP", "POL", "JPN", "CHN", "EGY"])
def test_lng_reaches_every_buyer_with_a_terminal_and_qatars_by_hormuz_alone(buyer):
    assert route(package(), "QAT", buyer, good="lng").feasible
    assert route(package(), "QAT", buyer, good="lng", close=["hormuz"]).blocking == ("hormuz",)


def test_eastmed_is_a_way_from_israel_to_greece_and_italy_only_once_it_is_built():
    for buyer in ("GRC", "ITA"):
        assert not route(package(), "ISR", buyer, good="pipeline-gas", avoid=["EGY"]).feasible
        built = route(package(), "ISR", buyer, good="pipeline-gas", also=["proposed"])
        assert "eastmed" in {leg.line for leg in built.legs}
