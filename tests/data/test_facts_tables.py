"""The curated tables hold together: codes, dates, sources, and no fact told twice in two ways.

Read here as plain text, so that a slip in a table shows even where a reader would be lenient.
Dates are yyyy, yyyy-mm or yyyy-mm-dd, as far as they are known; `end` is the first day after.
"""

import csv
import re
import tomllib
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import pytest
from tests.data.curated_tables import TABLES, Row, rows, sources
from tests.reference import reference_data

CURATED = (
    "blocs",
    "ties",
    "figures",
    "elasticities",
    "instruments",
    "projects",
    "critical_lists",
    "ideal_points",
)
DATED = {
    "blocs": ("start", "end"),
    "ties": ("start", "end", "announced", "signed", "ratified", "in_force"),
    "instruments": ("date",),
}
STATUSES = {"verified", "from memory", "judgement"}
UNITS = {"share", "usd", "t", "m3", "Mb", "log", "bbl/d", "bbl/t", "teu", "days", "count", "ratio"}
MUTUAL = {
    "land-border",
    "no-land-border",
    "water-border",
    "diplomatic-relations",
    "no-relations",
    "rivalry",
    "free-trade-agreement",
    "alliance",
    "peace-text-initialled",
}
CANDIDATES = ("AZE", "KAZ")


def states() -> set[str]:
    return {r["iso3"] for r in rows("states")}


def blocs() -> set[str]:
    return {r["bloc"] for r in rows("blocs")}


def first_day(text: str) -> date:
    """The first day that a date of any precision can mean; raises where it is no date."""
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        raise ValueError(text)
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def members(bloc: str, day: date) -> set[str]:
    return {
        r["state"]
        for r in rows("blocs")
        if r["bloc"] == bloc
        and first_day(r["start"]) <= day
        and not (r["end"] and first_day(r["end"]) <= day)
    }


def ties(relation: str, **fields: str) -> list[Row]:
    return [
        r
        for r in rows("ties")
        if r["relation"] == relation and all(r[k] == v for k, v in fields.items())
    ]


@pytest.mark.parametrize("table", [*CURATED, "states"])
def test_no_row_stands_twice_and_none_is_ragged(table):
    found = [tuple(r.items()) for r in rows(table)]
    assert found
    assert [r for r, n in Counter(found).items() if n > 1] == []
    assert all(None not in dict(r) and None not in dict(r).values() for r in found)


@pytest.mark.parametrize("table", CURATED)
def test_every_row_names_a_source_that_exists_and_how_far_it_is_known(table):
    known = sources()
    assert [r for r in rows(table) if r["source"] not in known] == []
    assert {r["status"] for r in rows(table)} <= STATUSES


@pytest.mark.parametrize("table", CURATED)
def test_what_rests_on_memory_or_judgement_is_not_called_verified(table):
    unread = {"memory", "accord-judgement", "accession-record"}
    wrong = [r for r in rows(table) if r["source"] in unread and r["status"] == "verified"]
    assert wrong == []


@pytest.mark.parametrize("table", CURATED)
def test_text_has_no_stray_space_and_no_line_break(table):
    for row in rows(table):
        for text in row.values():
            assert text == text.strip()
            assert "\n" not in text


@pytest.mark.parametrize(("table", "columns"), DATED.items())
def test_every_date_is_a_date(table, columns):
    for row in rows(table):
        for column in columns:
            if row[column]:
                first_day(row[column])


@pytest.mark.parametrize("table", ["blocs", "ties"])
def test_nothing_ends_before_it_starts(table):
    wrong = [
        r
        for r in rows(table)
        if r["start"] and r["end"] and first_day(r["start"]) >= first_day(r["end"])
    ]
    assert wrong == []


def test_an_accession_is_announced_before_it_is_signed_and_signed_before_it_is_in_force():
    order = ("announced", "signed", "ratified", "in_force")
    for row in ties("accession"):
        days = [first_day(row[c]) for c in order if row[c]]
        assert days == sorted(days), row
        assert row["announced"], row


def test_states_are_three_letters_in_a_region_of_the_united_nations():
    regions = defaultdict(set)
    for row in rows("states"):
        assert re.fullmatch("[A-Z]{3}", row["iso3"])
        assert row["name"]
        regions[row["m49_region"]].add(row["m49_subregion"])
    assert set(regions) == {"Africa", "Americas", "Asia", "Europe", "Oceania"}
    every = [s for subregions in regions.values() for s in subregions]
    assert len(every) == len(set(every)) == 22


def test_the_five_states_of_central_asia_are_those_of_the_united_nations():
    central = {r["iso3"] for r in rows("states") if r["m49_subregion"] == "Central Asia"}
    assert central == {"KAZ", "KGZ", "TJK", "TKM", "UZB"}


@pytest.mark.parametrize(
    ("table", "column"),
    [("blocs", "state"), ("projects", "state"), ("projects", "partner"), ("ideal_points", "state")],
)
def test_a_state_is_a_known_code(table, column):
    assert {r[column] for r in rows(table)} <= states()


def test_both_ends_of_a_tie_are_states_blocs_or_named_agreements():
    known = states() | blocs()
    assert {r["subject"] for r in rows("ties")} <= known
    others = {r["object"] for r in rows("ties")} - known
    assert all(re.fullmatch(r"[A-Za-z]+(-[a-z]+)*", name) for name in others), others
    assert not {name for name in others if re.fullmatch("[A-Z]{3}", name)} - {"WTO"}


def test_parties_of_an_instrument_are_states():
    for row in rows("instruments"):
        assert set(row["parties"].split()) <= states()
        assert {row["defence_obligation"], row["transit_or_route_clause"]} <= {"yes", "no", ""}


@pytest.mark.parametrize("relation", sorted(MUTUAL))
def test_a_mutual_tie_stands_in_both_directions(relation):
    known = states() | blocs()
    pairs = {(r["subject"], r["object"], r["start"]) for r in ties(relation)}
    one_way = {(a, b, s) for a, b, s in pairs if b in known and (b, a, s) not in pairs}
    assert one_way == set()
    assert all(a != b for a, b, _ in pairs)


def test_no_two_states_both_touch_and_do_not_touch():
    touching = {(r["subject"], r["object"]) for r in ties("land-border")}
    apart = {(r["subject"], r["object"]) for r in ties("no-land-border")}
    assert touching & apart == set()


def test_full_membership_of_a_bloc_is_told_in_one_table_only():
    assert {r["object"] for r in ties("member")} & blocs() == set()


def test_who_is_called_no_member_is_none_on_that_day():
    for row in ties("not-member") + ties("not-participant"):
        if row["object"] in blocs():
            assert row["subject"] not in members(row["object"], first_day(row["start"])), row


def test_accessions_and_members_of_the_accords_are_the_same_states_on_the_same_days():
    acceded = {(r["subject"], r["start"]) for r in ties("accession", object="abraham-accords")}
    assert acceded == {
        (r["state"], r["start"]) for r in rows("blocs") if r["bloc"] == "abraham-accords"
    }


def test_a_founder_has_been_a_member_from_the_first_day():
    first = {(r["bloc"], r["state"], r["start"]) for r in rows("blocs")}
    founders = [r for r in ties("founding-member") if r["object"] in blocs()]
    assert founders
    assert {(r["object"], r["subject"], r["start"]) for r in founders} <= first


def test_spells_of_one_membership_do_not_overlap():
    spells = defaultdict(list)
    for row in rows("blocs"):
        end = first_day(row["end"]) if row["end"] else date.max
        spells[row["bloc"], row["state"]].append((first_day(row["start"]), end))
    for found in spells.values():
        found.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("bloc", "day", "number"),
    [
        ("EU", date(1995, 12, 31), 15),
        ("EU", date(2004, 12, 31), 25),
        ("EU", date(2019, 12, 31), 28),
        ("EU", date(2020, 12, 31), 27),
        ("EU-27", date(2015, 12, 31), 27),
        ("NATO", date(2024, 12, 31), 32),
        ("OIC", date(2023, 12, 31), 57),
        ("OTS", date(2018, 12, 31), 4),
        ("OTS", date(2023, 12, 31), 5),
        ("EAEU", date(2023, 12, 31), 5),
        ("CIS", date(2023, 12, 31), 9),
        ("CSTO", date(2023, 12, 31), 6),
        ("SCO", date(2024, 12, 31), 10),
        ("BRICS", date(2023, 12, 31), 5),
        ("GCC", date(2023, 12, 31), 6),
        ("abraham-accords", date(2025, 8, 1), 5),
        ("abraham-accords", date(2025, 12, 12), 6),
    ],
)
def test_a_bloc_has_as_many_members_as_it_says_of_itself(bloc, day, number):
    assert len(members(bloc, day)) == number


def test_the_union_of_27_is_the_union_without_the_united_kingdom():
    assert "GBR" not in members("EU-27", date(2015, 12, 31))
    assert members("EU", date(2023, 12, 31)) == members("EU-27", date(2023, 12, 31))


def test_both_candidates_recognised_israel_and_exchanged_embassies_before_any_accession():
    for state in CANDIDATES:
        for one, other in ((state, "ISR"), ("ISR", state)):
            (embassy,) = ties("embassy", subject=one, object=other)
            assert first_day(embassy["start"]) < date(2025, 8, 1)
        (recognised,) = ties("recognition", subject=state, object="ISR")
        assert recognised["status"] == "verified"


def test_land_borders_are_those_of_the_map():
    def touch(a: str, b: str) -> bool:
        return bool(ties("land-border", subject=a, object=b))

    assert touch("AZE", "IRN")
    assert touch("AZE", "RUS")
    assert touch("KAZ", "RUS")
    assert touch("KAZ", "CHN")
    assert not touch("KAZ", "IRN")
    assert ties("no-land-border", subject="KAZ", object="IRN")
    assert not touch("GBR", "USA")
    assert {r["object"] for r in ties("land-border", subject="KAZ")} == {
        *("RUS", "CHN", "KGZ", "UZB", "TKM")
    }


def test_a_figure_lies_in_its_range_and_has_a_unit_that_is_known():
    keys: Counter = Counter()
    for row in rows("figures"):
        value = float(row["value"])
        low, high = (float(row[k]) if row[k] else value for k in ("low", "high"))
        assert low <= value <= high, row
        assert row["unit"] in UNITS, row
        assert not row["state"] or row["state"] in states() | blocs(), row
        assert not row["year"] or 1990 <= int(row["year"]) <= 2030, row
        keys[row["figure"], row["state"], row["year"]] += 1
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", row["figure"])
    assert [k for k, n in keys.items() if n > 1] == []


def test_a_share_lies_between_nought_and_one():
    assert all(0 <= float(r["value"]) <= 1 for r in rows("figures") if r["unit"] == "share")


def test_a_figure_has_one_unit_in_all_its_rows():
    units = defaultdict(set)
    for row in rows("figures"):
        units[row["figure"]].add(row["unit"])
    assert {k: u for k, u in units.items() if len(u) > 1} == {}


def test_crude_exports_of_kazakhstan_by_route_add_up_to_what_all_routes_carry():
    routes = [
        float(r["value"])
        for r in rows("figures")
        if r["figure"].startswith("crude-exports-by-") and r["year"] == "2022"
        if r["source"] == "lkyspp-kaz-oil"
    ]
    (total,) = (
        float(r["value"])
        for r in rows("figures")
        if (r["figure"], r["year"]) == ("crude-exports", "2022")
    )
    assert sum(routes) == pytest.approx(total, rel=0.03)


def test_an_elasticity_is_a_magnitude_in_order_for_every_good_parameter_and_horizon():
    goods = set(tomllib.loads((TABLES / "goods.toml").read_text(encoding="utf-8")))
    found: Counter = Counter()
    for row in rows("elasticities"):
        low, central, high = (float(row[k]) for k in ("low", "central", "high"))
        assert 0 <= low <= central <= high, row
        found[row["good"], row["parameter"], row["horizon"]] += 1
    wanted = {
        (good, parameter, horizon)
        for good in goods
        for parameter in ("sigma", "demand", "supply")
        for horizon in ("short", "long")
    }
    assert set(found) == wanted
    assert set(found.values()) == {1}


def test_what_is_priced_can_be_solved_at_every_value_of_its_elasticities():
    goods = tomllib.loads((TABLES / "goods.toml").read_text(encoding="utf-8"))
    priced = {name for name, good in goods.items() if good["priced"]}
    assert priced
    low = {(r["good"], r["parameter"], r["horizon"]): float(r["low"]) for r in rows("elasticities")}
    for good in priced:
        for horizon in ("short", "long"):
            assert low[good, "sigma", horizon] > 1
            assert low[good, "demand", horizon] + low[good, "supply", horizon] >= 0.02


def test_responses_are_no_weaker_in_the_long_run_than_in_the_short():
    central = {
        (r["good"], r["parameter"], r["horizon"]): float(r["central"]) for r in rows("elasticities")
    }
    slower = {
        (good, parameter)
        for good, parameter, horizon in central
        if central[good, parameter, "long"] < central[good, parameter, "short"]
    }
    assert slower == set()


def test_the_list_of_the_united_states_has_fifty_minerals_and_that_of_the_union_thirty_four():
    count = Counter(r["list"] for r in rows("critical_lists"))
    assert count == {"us-2022": 50, "eu-2023": 34}
    goods = set(tomllib.loads((TABLES / "goods.toml").read_text(encoding="utf-8")))
    assert {g for r in rows("critical_lists") for g in r["goods"].split()} <= goods


def test_goods_are_called_critical_where_the_lists_say_so():
    goods = tomllib.loads((TABLES / "goods.toml").read_text(encoding="utf-8"))
    for name, flag in (("us-2022", "critical_us"), ("eu-2023", "critical_eu")):
        listed = {
            g for r in rows("critical_lists") if r["list"] == name for g in r["goods"].split()
        }
        flagged = {g for g, good in goods.items() if good[flag]}
        assert listed == flagged


def test_an_ideal_point_lies_in_its_interval():
    for row in rows("ideal_points"):
        assert float(row["low"]) <= float(row["point"]) <= float(row["high"])
    assert len(rows("ideal_points")) == len({r["state"] for r in rows("ideal_points")}) == 193


def test_every_source_of_the_facts_is_used():
    whole_tables = {"memory", "un-m49", "gtap-behavioral"}  # cited for a table, or in a note
    own = tomllib.loads((TABLES / "sources-facts.toml").read_text(encoding="utf-8"))
    assert (
        set(own)
        - {r["source"] for t in (*CURATED, "regions", "state-names") for r in rows(t)}
        - whole_tables
        == set()
    )


@pytest.mark.reference
def test_every_membership_that_the_reference_facts_call_verified_is_carried():
    names = {"CST/CSTO": "CSTO", "OPEC+ (Declaration of Cooperation)": "OPEC+"}
    carried = {(r["bloc"], r["state"], r["start"]) for r in rows("blocs")}
    with reference_data("politics/facts.csv").open(encoding="utf-8", newline="") as file:
        wanted = {
            (names.get(r["object"], r["object"]), r["subject"], r["start"])
            for r in csv.DictReader(file)
            if r["status"] == "verified" and r["relation"] in ("member", "participant")
        }
    assert {w for w in wanted if w[0] in blocs()} - carried == set()


@pytest.mark.reference
def test_every_land_border_of_the_reference_facts_is_carried():
    carried = {(r["subject"], r["object"]) for r in ties("land-border")}
    with reference_data("politics/facts.csv").open(encoding="utf-8", newline="") as file:
        wanted = {
            (r["subject"], r["object"])
            for r in csv.DictReader(file)
            if r["relation"] == "land border"
        }
    assert wanted - carried == set()
