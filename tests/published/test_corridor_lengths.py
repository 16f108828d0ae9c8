"""Lengths that operators print, within 5 %.

The Trans-Caspian route's association: Khorgos-Poti about 4,250 km of rail and 500 of Caspian. ERAI:
Dostyk-Brest 5,430. Operators of the pipelines; Baku-Tbilisi-Kars 826. Shanghai-Rotterdam by Suez
19,490; the other ways by sea are the usual tables' distances as they are remembered.
"""

import pytest
from tests.engines.corridor.networks import package

from accord.engines.corridor import route

LINES = {
    "btc": 1768, "cpc": 1511, "scp": 692, "tanap": 1850, "tap": 878, "nord-stream-1": 1224,
    "kazakhstan-china": 965, "espo-1": 2694, "sumed": 320, "habshan-fujairah": 406, "eapc": 254,
    "kirkuk-ceyhan": 970, "tal": 465, "turkstream": 930, "central-asia-china": 1833,
}  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_a_pipeline_is_as_long_as_its_operator_says(line):
    e = package().edges
    km = sum(float(e.km[i]) for i, own in enumerate(e.line) if own == line)
    assert km == pytest.approx(LINES[line], rel=0.05)


def test_the_trans_caspian_route_is_4250_km_of_rail_and_500_of_sea():
    found = route(package(), "Khorgos", "Poti", avoid=["RUS", "IRN"])
    assert found.states == ("CHN", "KAZ", "AZE", "GEO")
    by_mode = {m: sum(leg.km for leg in found.legs if leg.mode == m) for m in ("rail", "ferry")}
    assert by_mode["rail"] == pytest.approx(4250, rel=0.05)
    assert by_mode["ferry"] == pytest.approx(500, rel=0.05)


def test_baku_tbilisi_kars_is_826_km():
    found = route(package(), "Baku", "Kars", modes=["rail"], by="km")
    assert found.km == pytest.approx(826, rel=0.05)
    assert found.states == ("AZE", "GEO", "TUR")


def test_dostyk_brest_is_5430_km():
    assert route(package(), "Dostyk", "Brest", modes=["rail"]).km == pytest.approx(5430, rel=0.05)


PORTS = {
    ("Shanghai", "Rotterdam"): 19_490,
    ("Singapore", "Rotterdam"): 15_350,
    ("Ras Tanura", "Rotterdam"): 11_960,
    ("Singapore", "Yokohama"): 5_360,
    ("Ras Tanura", "Yokohama"): 12_200,
    ("Houston", "Rotterdam"): 9_300,
}


@pytest.mark.parametrize("ends", PORTS, ids="-".join)
def test_a_sea_way_is_as_long_as_tables_of_distances_say(ends):
    found = route(package(), *ends, modes=["sea"], by="km", good="crude-oil", avoid=["PAN"])
    assert found.km == pytest.approx(PORTS[ends], rel=0.05)
    assert "bering-strait" not in found.passages


def test_a_tanker_from_ceyhan_to_haifa_sails_400_to_500_km():
    found = route(package(), "Ceyhan", "Haifa", good="crude-oil", modes=["sea"], by="km")
    assert 400 <= found.km <= 500
