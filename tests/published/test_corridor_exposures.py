"""Shares of trades that pass a state or strait, and capacities, as others print them.

Reuters (by marketscreener, January 2024): of Kazakhstan's crude 1.91 of 64.3 Mt by-passed Russian
ports in 2022, 3.73 of 70.5 in 2023. Lee Kuan Yew School of Public Policy: 2022 by CPC 81 %, by
Atyrau-Samara 13 %. Kazakhstan's energy ministry (by Trend, November 2024): January to October.
"""

import pytest
from tests.engines.corridor.networks import package

from accord.data import Tables
from accord.engines.corridor import Demand, capacity, exposure, route

PACKAGE = Tables.open()

SPLITS = PACKAGE.splits().to_dicts()


def share(state, good, through, year, **asked):
    return exposure(package(), state, good, through, splits=SPLITS, year=year, **asked)


@pytest.mark.parametrize(("year", "around", "total"), [(2022, 1.91, 64.3), (2023, 3.73, 70.5)])
def test_kazakh_crude_passes_russia_but_for_what_reuters_counts_around_it(year, around, total):
    found = share("KAZ", "crude-oil", "RUS", year)
    assert found.used == pytest.approx(1 - around / total, abs=0.003)


def test_kazakh_crude_by_the_two_pipes_into_russia_was_94_percent_in_2022():
    pipes = [share("KAZ", "crude-oil", line, 2022).used for line in ("cpc", "atyrau-samara")]
    assert pipes[0] == pytest.approx(0.81, abs=0.01)
    assert sum(pipes) == pytest.approx(0.94, abs=0.01)


def test_what_around_russia_has_room_for_is_far_less_than_what_goes_through():
    found = share("KAZ", "crude-oil", "RUS", 2023)
    # China's pipe 20 Mt, the port of Aktau 7.5, little by rail
    assert found.delivered == pytest.approx(28, abs=1.5)
    assert 0.55 < found.must < 0.65 < found.used


def test_around_russia_the_port_of_aktau_is_the_bottleneck_to_italy():
    wanted = Demand(good="crude-oil", origins=("KAZ",), destination="ITA", quantity=60, unit="Mt/a")
    today = capacity(package(), [wanted], avoid=["RUS"], year=2023)
    assert today.delivered[0] == pytest.approx(7.5)
    # The price of the bottleneck is what one more Mt a year there would save.
    assert next(iter(today.prices)) == "aktau (oil)"


def test_azerbaijans_crude_goes_by_btc_through_georgia_and_turkey():
    assert share("AZE", "crude-oil", "btc", 2023).used == pytest.approx(0.94, abs=0.01)
    assert share("AZE", "crude-oil", "GEO", 2023).used == pytest.approx(0.95, abs=0.015)
    assert share("AZE", "crude-oil", "TUR", 2023).used >= 0.94
    assert 0.03 < share("AZE", "crude-oil", "RUS", 2023).used < 0.06


def test_azerbaijans_gas_passes_georgia_and_what_is_for_europe_turkey_too():
    assert share("AZE", "natural-gas", "GEO", 2023).used == pytest.approx(1)
    assert share("AZE", "natural-gas", "TUR", 2023).used == pytest.approx(21.3 / 23.8)
    way = route(package(), "AZE", "ITA", good="pipeline-gas")
    assert way.states == ("AZE", "GEO", "TUR", "GRC", "ALB", "ITA")
    around = route(package(), "AZE", "ITA", good="pipeline-gas", avoid=["GEO", "RUS", "IRN"])
    assert not around.feasible


@pytest.mark.parametrize(
    ("origin", "lines"),
    [("sangachal", ["btc"]), ("tengiz", ["cpc"])],
)
def test_crude_for_italy_and_israel_takes_its_own_line_unless_told_otherwise(origin, lines):
    for destination in ("ITA", "ISR"):
        way = route(package(), origin, destination, good="crude-oil", by="cost", year=2023)
        pipes = {leg.line for leg in way.legs if leg.mode == "oil-pipeline"}
        assert pipes == set(lines)


def test_israels_crude_by_sea_comes_from_ceyhan_and_novorossiysk():
    asked = {"direction": "import"}
    ceyhan = share("ISR", "crude-oil", "btc", 2023, **asked).used
    straits = share("ISR", "crude-oil", "turkish-straits", 2023, **asked).used
    assert 0.3 < straits < ceyhan < 0.6
    assert share("ISR", "crude-oil", "suez-canal", 2023, **asked).used == 0
    for start, km in (("ceyhan", 450), ("cpc-terminal", 2600)):
        way = route(package(), start, "haifa", good="crude-oil", modes=["sea"])
        assert way.km == pytest.approx(km, rel=0.12)


def test_from_china_to_europe_overland_there_is_no_way_around_russia_and_iran_but_the_caspian():
    way = route(package(), "Xian", "Budapest", modes=["rail", "road"], avoid=["RUS", "IRN"])
    assert not way.feasible
    assert set(way.blocking) == {"RUS", "IRN"}
    by_ferry = route(
        package(), "Xian", "Budapest", modes=["rail", "road", "ferry"], avoid=["RUS", "IRN"]
    )
    assert by_ferry.feasible
    assert "caspian-sea" in by_ferry.passages


def test_the_southern_gas_corridor_narrows_from_the_caspian_to_italy():
    edges = package().edges
    widths = [
        {float(c) for c, line in zip(edges.capacity, edges.line, strict=True) if line == name}
        for name in ("scp", "tanap", "tap")
    ]
    assert widths == [
        {23.4},
        {16.0},
        {11.5},
    ]  # 10 by contract; carried in 2022, as its head said: 11.5
