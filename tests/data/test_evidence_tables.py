"""What is known to be wrong with the numbers holds together: holes, measures, second counts.

Read here as plain text, as the tables of facts are. What the readers make of them is tested beside.
"""

import re
import tomllib
from collections import Counter, defaultdict

import pytest
from tests.data.curated_tables import TABLES, rows, sources

EVIDENCE = ("holes", "in-force", "production-usgs")
STATUSES = {"verified", "from memory", "judgement"}
HOLES = {"missing", "suppressed", "under-recorded", "miscoded", "thin"}
MEASURES = {
    "import-ban", "export-ban", "embargo", "export-licence", "quota", "price-cap", "tariff",
    "line-out",
}  # fmt: skip


def goods() -> set[str]:
    return set(tomllib.loads((TABLES / "goods.toml").read_text(encoding="utf-8")))


def names() -> set[str]:
    return {r["iso3"] for r in rows("states")} | {r["bloc"] for r in rows("blocs")}


@pytest.mark.parametrize("table", EVIDENCE)
def test_every_row_names_a_source_that_exists_and_how_far_it_is_known(table):
    known = sources()
    assert [r for r in rows(table) if r["source"] not in known] == []
    assert {r["status"] for r in rows(table)} <= STATUSES
    unread = {"memory", "accord-judgement"}
    assert [r for r in rows(table) if r["source"] in unread and r["status"] == "verified"] == []


@pytest.mark.parametrize("table", EVIDENCE)
def test_text_has_no_stray_space_and_no_line_break(table):
    for row in rows(table):
        assert None not in dict(row)
        assert all(text == text.strip() and "\n" not in text for text in row.values())


def test_every_source_of_the_evidence_is_used():
    own = tomllib.loads((TABLES / "sources-evidence.toml").read_text(encoding="utf-8"))
    assert set(own) - {r["source"] for t in EVIDENCE for r in rows(t)} == set()


@pytest.mark.parametrize("table", ["holes", "in-force"])
def test_a_row_has_a_name_of_its_own(table):
    found = Counter(r["id"] for r in rows(table))
    assert [i for i, n in found.items() if n > 1] == []
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i) for i in found)


def test_a_hole_is_of_goods_states_and_years_that_there_are():
    for row in rows("holes"):
        assert row["good"] in goods() | {"all"}, row
        assert set(row["supplier"].split()) <= names() | {"all"}, row
        assert row["buyer"] in names() | {"all"}, row
        assert 1995 <= int(row["first"]) <= int(row["last"]) <= 2024, row
        assert row["kind"] in HOLES, row
        assert row["measure"] in ("flow", "share"), row


def test_an_outside_total_lies_in_its_range_and_is_never_a_range_without_a_centre():
    for row in rows("holes"):
        if not row["central"]:
            assert (row["low"], row["high"]) == ("", ""), row
            continue
        central = float(row["central"])
        low, high = (float(row[k]) if row[k] else central for k in ("low", "high"))
        assert 0 <= low <= central <= high, row
        assert row["unit"] in ({"share"} if row["measure"] == "share" else {"t", "m3", "bbl/d"})
        assert row["unit"] != "share" or high <= 1, row
        assert row["unit"] != "m3" or row["good"] in ("natural-gas", "lng", "pipeline-gas"), row
        assert row["unit"] != "bbl/d" or row["good"] == "crude-oil", row


def test_the_holes_that_the_data_are_known_for_are_there():
    found = {(r["good"], r["supplier"], r["buyer"], int(y)) for r in rows("holes")
             for y in range(int(r["first"]), int(r["last"]) + 1)}  # fmt: skip
    assert ("natural-gas", "RUS", "EU-27", 2021) in found
    assert all(("natural-gas", "RUS", "DEU", y) in found for y in range(1995, 2023))
    assert all(
        ("crude-oil", "all", b, y) in found for b in ("TUR", "ISR") for y in range(1995, 2025)
    )
    assert all(("crude-oil", "IRN", "all", y) in found for y in (2012, 2015, 2021, 2023, 2024))
    assert all(("crude-oil", "VEN", "all", y) in found for y in range(2019, 2025))
    assert ("all", "all", "all", 2024) in found


def test_a_measure_is_of_a_kind_that_is_known_between_states_and_on_goods_that_there_are():
    for row in rows("in-force"):
        assert row["kind"] in MEASURES, row
        assert row["by"], row
        assert set(row["by"].split()) | set(row["on"].split()) <= names(), row
        assert set(row["goods"].split()) <= goods(), row
        assert row["direction"] in ("imports", "exports", "both"), row


def test_a_measure_begins_and_does_not_end_before():
    for row in rows("in-force"):
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", row["start"]), row
        assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", row["end"]), row
        assert not row["end"] or row["start"] <= row["end"], row


def test_a_size_has_a_unit_and_a_ban_takes_no_more_than_all():
    units = {
        "price-cap": {"usd/bbl"},
        "tariff": {"rate"},
        "quota": {"t", ""},
        "export-licence": {""},
    }
    for row in rows("in-force"):
        assert bool(row["size"]) == bool(row["unit"]), row
        assert row["unit"] in units.get(row["kind"], {"share"}), row
        assert row["unit"] != "share" or 0 < float(row["size"]) <= 1, row


@pytest.mark.parametrize(
    ("by", "on", "good", "last_year_before"),
    [
        ("EU-27", "RUS", "coal", 2021),
        ("EU-27", "RUS", "crude-oil", 2021),
        ("USA", "RUS", "crude-oil", 2021),
        ("CHN", "AUS", "coal", 2019),
        ("IDN", "", "nickel-ore", 2013),
    ],
)
def test_a_scenario_that_repeats_a_ban_can_be_told_the_last_year_before_it(
    by, on, good, last_year_before
):
    bans = [r for r in rows("in-force") if by in r["by"].split() and r["on"] == on
            and good in r["goods"].split() and r["kind"].endswith("ban")]  # fmt: skip
    assert min(int(r["start"][:4]) for r in bans) - 1 == last_year_before


def test_the_second_count_has_a_state_once_a_year_and_a_world():
    found = Counter((r["good"], r["year"], r["state"]) for r in rows("production-usgs"))
    assert [k for k, n in found.items() if n > 1] == []
    worlds = {(g, y) for g, y, s in found if s == "all"}
    assert worlds == {(g, y) for g, y, _ in found}
    assert {r["state"] for r in rows("production-usgs")} - names() == {"all", "other"}


def test_the_states_of_the_second_count_add_up_to_its_rounded_world():
    parts, world = defaultdict(float), {}
    for row in rows("production-usgs"):
        key = row["good"], row["year"]
        if row["state"] == "all":
            world[key] = float(row["quantity"])
        else:
            parts[key] += float(row["quantity"])
    # rounded to two digits: up to 5 % off
    assert {k for k, w in world.items() if abs(parts[k] - w) > 0.05 * w} == set()


def test_antimony_of_china_is_a_third_of_the_world_in_the_second_count_of_2024():
    of = {r["state"]: float(r["quantity"]) for r in rows("production-usgs")
          if (r["good"], r["year"]) == ("antimony", "2024")}  # fmt: skip
    assert (of["CHN"], of["RUS"], of["all"]) == (40_000, 40_000, 119_000)


def test_lithium_content_is_turned_into_oxide():
    (chile,) = (r for r in rows("production-usgs")
                if (r["good"], r["year"], r["state"]) == ("lithium", "2024", "CHL"))  # fmt: skip
    # Li2O weighs 29.88 for 2 x 6.94 of lithium
    assert float(chile["quantity"]) == pytest.approx(48_900 * 29.88 / 13.88, rel=1e-3)


def test_ilmenite_and_rutile_are_added_up_and_their_world_is_the_one_that_is_printed():
    of = {
        (r["year"], r["state"]): r for r in rows("production-usgs") if r["good"] == "titanium-ore"
    }
    # South Africa of 2024: ilmenite 1,260 and rutile 102; the world is printed as 9,680, not 9,670
    assert float(of["2024", "ZAF"]["quantity"]) == 1_362_000
    assert of["2024", "ZAF"]["material"].endswith("Ilmenite and Rutile")
    worlds = [float(of[year, "all"]["quantity"]) for year in ("2023", "2024", "2025")]
    assert worlds == [9_430_000, 9_680_000, 9_800_000]
