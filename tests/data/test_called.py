"""A state is known by its code and by every way in which people and tables write its name."""

import pytest

from accord.data import Tables
from accord.names import fold

PACKAGE = Tables.open()

WAYS = {
    "TUR": ["Türkiye", "Turkey", "TURKIYE", "turkiye", "Republic of Türkiye", "TUR", "tur"],
    "RUS": ["Russia", "Russian Federation", "the Russian Federation", "RUS"],
    "KOR": ["Rep. of Korea", "Republic of Korea", "South Korea", "Korea, Rep.", "S. Korea"],
    "PRK": ["North Korea", "DPRK", "Dem. People's Rep. of Korea", "Korea, North"],
    "GBR": ["UK", "U.K.", "United Kingdom", "Great Britain"],
    "ARE": ["UAE", "U.A.E.", "United Arab Emirates"],
    "NLD": ["Holland", "the Netherlands", "Netherlands", "Kingdom of the Netherlands"],
    "USA": ["USA", "US", "U.S.", "United States", "United States of America"],
    "CIV": ["Côte d'Ivoire", "Cote d’Ivoire", "Ivory Coast"],
    "COD": ["DRC", "DR Congo", "Dem. Rep. of the Congo", "Congo, Dem. Rep."],
    "COG": ["Congo", "Congo Republic", "Congo, Rep."],
    "IRN": ["Iran", "Iran (Islamic Republic of)", "Iran, Islamic Rep."],
    "BOL": ["Bolivia (Plurinational State of)", "Plurinational State of Bolivia", "Bolivia"],
    "CZE": ["Czechia", "Czech Republic"],
    "TWN": ["Taiwan", "Chinese Taipei", "Other Asia, nes"],
    "SLB": ["Solomon Isds", "Solomon Islands"],
    "MMR": ["Burma", "Myanmar"],
}


@pytest.mark.parametrize(("code", "names"), WAYS.items())
def test_every_way_of_writing_a_state_means_it(code, names):
    assert {name: PACKAGE.state_called(name) for name in names} == dict.fromkeys(names, code)


def test_every_name_of_the_table_means_its_own_state():
    told = PACKAGE.state_names.select("iso3", "name", "kind").iter_rows()
    wrong = [
        (name, code)
        for code, name, kind in told
        if kind in ("name", "written") and PACKAGE.state_called(name) != code
    ]
    assert wrong == []
    assert all(PACKAGE.state_called(code) == code for code in PACKAGE.states["iso3"])


@pytest.mark.parametrize("label", ["", " ", "Россия", "Atlantis", "Rest of World", "World", "EU"])
def test_what_is_no_state_is_none(label):
    assert PACKAGE.state_called(label) is None


@pytest.mark.parametrize(
    ("slip", "meant"), [("Azerbajan", "AZE"), ("Kazakstan", "KAZ"), ("Turkmenstan", "TKM")]
)
def test_a_slip_is_answered_with_the_nearest_state(slip, meant):
    assert PACKAGE.nearest_state(slip) == meant


def test_nothing_like_a_name_is_near_to_none():
    assert PACKAGE.nearest_state("koblenz") is None
    assert PACKAGE.nearest_state("Rest of World") is None


def test_how_tables_write_a_state_is_not_looked_for_in_a_text():
    import accord

    told = {fold(name) for _, name, _ in accord.load_world().state_names}
    assert "solomonisds" not in told
    assert "turkiye" in told
