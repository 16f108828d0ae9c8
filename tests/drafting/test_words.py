"""Numbers, names, roles and the clause that is meant, read off sentences by hand."""

import pytest

from accord import load_world
from accord.drafting.draft import known_names
from accord.drafting.numbers import numbers, years
from accord.drafting.roles import roles_of


@pytest.fixture(scope="module")
def names():
    return known_names(load_world(2023))


@pytest.mark.parametrize(
    ("clause", "written"),
    [
        ("around 40 percent of it", [("40 %", None)]),
        ("more than a fifth of its needs", [("20 %", ">")]),
        ("at least 4.5 million tonnes a year", [("4.5e+06 t", ">=")]),
        ("nine tenths of all", [("90 %", None)]),
        ("it takes less than 15 days", [("15 days", "<")]),
        ("at least 20 billion cubic metres a year", [("20 bcm", ">=")]),
        ("500 million cubic metres a day", [("5e+08", None)]),
        ("since 2021", []),
    ],
)
def test_a_number_is_read_with_its_unit_and_the_words_before_it(clause, written):
    assert [(str(n), n.way) for n in numbers(clause)] == written


def test_a_year_is_no_number():
    assert years("between 2021 and 2024, 50 percent") == [2021, 2024]
    assert [str(n) for n in numbers("between 2021 and 2024, 50 percent")] == ["50 %"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("South Korean and North Korean buyers", ["KOR", "PRK"]),
        ("Kazakhstan’s oil", ["KAZ", "crude-oil"]),
        ("the US told us", ["USA"]),
        ("the Suez Canal", []),
        ("Chad and chad", ["TCD"]),
    ],
)
def test_the_longest_name_wins_and_some_need_their_capitals(names, text, found):
    assert [m.name for m in names.mentions(text) if m.kind in ("state", "good")] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tankers wait at the Danish Straits.", ["danish-straits"]),
        ("Tankers wait at the Danish straits.", ["danish-straits"]),
        ("Sudan mines gold.", ["SDN", "gold"]),
        ("Half of those asked were male.", []),
    ],
)
def test_a_name_that_a_line_has_too_counts_in_every_spelling_of_the_tables(names, text, found):
    assert [m.name for m in names.mentions(text)] == found


def test_every_passage_is_found_by_its_title(names):
    titles = load_world(2023).corridors["passages"].select("passage", "title")
    for passage, title in titles.iter_rows():
        assert [m.name for m in names.mentions(f"Ships use {title} daily.")] == [passage]


@pytest.mark.parametrize(
    ("clause", "suppliers", "buyers", "good"),
    [
        ("Azerbaijan supplies Israel with oil", ["AZE"], ["ISR"], ["crude-oil"]),
        ("Germany buys its gas from Norway", ["NOR"], ["DEU"], ["natural-gas"]),
        ("Russia exports coal to China", ["RUS"], ["CHN"], ["coal"]),
        ("Japan depends on Australia for coal", ["AUS"], ["JPN"], ["coal"]),
        ("Chile furnishes half of the lithium that reaches Japan", ["CHL"], ["JPN"], ["lithium"]),
        ("Australia remained Japan's largest coal vendor", ["AUS"], ["JPN"], ["coal"]),
        ("China is the destination of most of Peru's zinc", ["PER"], ["CHN"], ["zinc-ore"]),
        ("Canada is the origin of uranium used in France", ["CAN"], ["FRA"], ["uranium"]),
        ("Italy had a single supplier, Libya", ["LBY"], ["ITA"], []),
        ("Iran's slice of Indian coal purchases leapt", ["IRN"], ["IND"], ["coal"]),
    ],
)
def test_who_sells_and_who_buys_follows_the_verb(names, clause, suppliers, buyers, good):
    roles = roles_of(clause, names.mentions(clause), None)
    assert (roles.suppliers, roles.buyers, roles.goods) == (suppliers, buyers, good)


@pytest.mark.parametrize(
    ("clause", "suppliers", "buyers"),
    [
        ("Korea took 41% of our nickel exports", [], ["KOR"]),
        ("Spain bought a quarter of their crude oil exports", [], ["ESP"]),
        ("India buys half of what they sell", [], ["IND"]),
        ("Italy absorbs most of what our wells export", [], ["ITA"]),
        ("Vietnam receives a third of its coal shipments", [], ["VNM"]),  # not its own
        ("Peru is glad that Brazil takes a tenth of its zinc exports", ["PER"], ["BRA"]),
        ("Mali and Niger know that India buys half of their gold exports", ["MLI", "NER"], ["IND"]),
        ("Mali and Niger know that India buys half of its gold exports", [], ["IND"]),
        ("Japan bought coal from Canada and took half of its exports", ["CAN"], ["JPN"]),
        ("India took a third of Oman's exports", ["OMN"], ["IND"]),
        ("Chile sold 40% of its copper exports to China", ["CHL"], ["CHN"]),
        ("Japan bought 60% of its coal from Australia", ["AUS"], ["JPN"]),
    ],
)
def test_who_takes_of_anothers_exports_buys_and_never_sells(names, clause, suppliers, buyers):
    roles = roles_of(clause, names.mentions(clause), None)
    assert (roles.suppliers, roles.buyers) == (suppliers, buyers)


def test_the_owner_of_what_is_taken_is_the_subject_of_the_clause_before(names):
    first, then = "Oman pumps oil", "and India bought a third of its exports"
    before = roles_of(first, names.mentions(first), None)
    roles = roles_of(then, names.mentions(then), before)
    assert (roles.suppliers, roles.buyers) == (["OMN"], ["IND"])


def test_a_clause_that_points_back_takes_over_the_subject(names):
    first = "Kazakhstan mines uranium"
    before = roles_of(first, names.mentions(first), None)
    roles = roles_of(
        "and it sells it to France", names.mentions("and it sells it to France"), before
    )
    assert roles.subjects == ["KAZ"]
    assert roles.inherited
