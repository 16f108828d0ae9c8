"""What a metric reads is noted, cell by cell, and named in words."""

import pytest
from tests.verdict.metrics.asking import ask_of, inquiry, made

from accord.study import Cells
from accord.verdict.metrics import wording

TRADE = "supplier buyer year value_usd\nAZE ISR 2023 600\nRUS ISR 2023 400\nAZE ISR 2022 5"


@pytest.fixture(scope="module")
def world():
    return made(
        trade=TRADE,
        blocs="bloc state start end\nNATO ISR - -\nEU RUS - -\nabraham-accords ISR - -",
        goods={
            "oil": {"title": "Crude oil"},
            "gas": {"title": "Natural gas, all of it", "codes": ["271111"]},
            "gem": {"title": "Diamonds, gem quality", "codes": ["270112"]},
            "bort": {"title": "Diamonds, industrial", "codes": ["270119"]},
        },
        states=("USA",),
    )


def test_a_share_notes_whose_imports_it_read_of_which_years_and_how(world):
    q = inquiry(world)
    ask_of(
        q, "import-share", suppliers=("AZE",), buyer="ISR", good="oil", by="mass", years=2,
        reached_in=2,
    )  # fmt: skip
    read = {(c.table, c.good, c.suppliers, c.buyers, c.years, c.by) for c in q.cells}
    assert read == {("baci", "oil", (), ("ISR",), (year,), "mass") for year in (2022, 2023)}


def test_exports_note_the_supplier_and_figures_their_name(world):
    q = inquiry(world)
    ask_of(q, "export-share", suppliers=("AZE",), buyers=("ISR",), codes=("270900",))
    assert q.cells == [
        Cells(table="baci", codes=("270900",), suppliers=("AZE",), years=(2023,), by="value")
    ]


def test_production_notes_the_good_and_the_year(world):
    q = inquiry(world)
    ask_of(q, "production-share", states=("AZE",), good="oil")
    assert q.cells == [Cells(table="production", good="oil", years=(2023,))]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("AZE", "AZE"),
        (("USA", "AZE", "NATO"), "the USA, AZE and NATO"),
        (("EU", "abraham-accords"), "the EU and the Abraham Accords"),
        ("nowhere", "nowhere"),
    ],
)
def test_states_and_blocs_have_their_articles(world, names, said):
    assert wording.states(names, world) == said


def test_goods_are_named_as_short_as_they_are_told_apart(world):
    names = [wording.good(name, world) for name in ("oil", "gas", "gem", "bort")]
    assert names == ["crude oil", "natural gas", "diamonds, gem quality", "diamonds, industrial"]
    assert wording.good(None, world) == "all energy and mineral codes"
    assert wording.good("oil", world, ("270900", "271111")) == "HS 270900 and 271111"
    assert wording.good(None, world, ("1", "2", "3")) == "HS 1, 2 and 3"
    assert wording.good(None, world, ("1", "2", "3", "4")) == "4 HS codes"


@pytest.mark.parametrize(("name", "said"), [("Iran", "Iran's"), ("the Maldives", "the Maldives'")])
def test_what_is_somebodys(name, said):
    assert wording.own(name) == said


@pytest.mark.parametrize(
    ("key", "said"), [("gdp-per-head", "GDP per head"), ("no_entry", "no entry"), ("x", "x")]
)
def test_a_key_is_turned_into_words(key, said):
    assert wording.plain(key) == said


def test_a_scenario_goes_by_its_title(world):
    told = '[scenarios.a-b]\nshocks = [{ kind = "veto", by = ["USA"] }]\n'
    case = inquiry(world, told).case
    assert wording.scenario("a-b", case) == "a b"
    titled = told.replace("shocks", 'title = "It ends"\nshocks')
    assert wording.scenario("a-b", inquiry(world, titled).case) == "It ends"
