"""Metrics of curated tables: figures, regions, texts and projects, on rows written in the test."""

import pytest
from tests.verdict.metrics.asking import ask, made, refusal

FIGURES = """
    figure      state  year  value  low  high  unit   status           note
    use         ISR    2022  10     8    12    t      verified         "all of it"
    use         ISR    2023  20     -    -     t      verified         -
    rail        KAZ    2023  50     -    -     t      verified         -
    ferry       -      2023  5      -    -     t      "from memory"    -
    ferry-share KAZ    2023  0.2    -    -     share  verified         -
    gas-in      ITA    2021  100    -    -     t      verified         -
    gas-in      ITA    2023  40     -    -     t      verified         -
    gas-out     AZE    2021  8      -    -     t      verified         -
    gas-out     AZE    2023  11     -    -     t      "from memory"    -
    wealth      AZE    2023  3      -    -     usd    verified         -
    wealth      KAZ    2023  5      -    -     usd    verified         -
    wealth      TUR    2023  4      -    -     usd    "from memory"    -
    wealth      UZB    2022  1      -    -     usd    verified         -
"""
BLOCS = """
    bloc    state  start       end
    TURKIC  AZE    2000-01-01  -
    TURKIC  KAZ    2000-01-01  -
    TURKIC  TUR    2000-01-01  -
    TURKIC  UZB    2000-01-01  2023-06-01
"""


@pytest.fixture(scope="module")
def world():
    return made(figures=FIGURES, blocs=BLOCS, states=("ITA", "KAZ", "TUR", "UZB"))


def test_a_figure_is_the_newest_or_of_the_year_that_is_asked_for(world):
    found = ask(world, "figure", figure="use", state="ISR")
    assert (found.values, found.year, found.notes) == (20, 2023, ())
    older = ask(world, "figure", figure="use", state="ISR", year=2022)
    assert (older.values, older.notes) == (10, ("published range 8 – 12\u202ft", "all of it"))
    assert (older.span, found.span) == ((8, 12), None)
    assert found.says("20 t") == "Use of ISR in 2023: 20 t, as published."
    assert not found.remembered
    assert ask(world, "figure", figure="ferry").remembered


def test_a_figure_has_the_unit_of_its_row(world):
    from accord.measures import measures

    of = measures()["figure"]
    assert of.unit_of(of.parameters(figure="ferry-share", state="KAZ"), world) == "share"
    assert of.unit_of(of.parameters(figure="use", state="ISR"), world) == "t"


def test_a_figure_that_nobody_published_is_refused(world):
    assert refusal(world, "figure", figure="use", state="AZE") == "no sourced figure of use of AZE"
    assert refusal(world, "figure", figure="usse") == "no sourced figure of usse"


def test_rank_1_is_the_largest_and_a_bloc_is_of_the_year(world):
    # Kazakhstan 5, Turkey 4, Azerbaijan 3; Uzbekistan had left by the end of 2023.
    asked = {"figure": "wealth", "among": "TURKIC", "year": 2023}
    found = ask(world, "figure-rank", state="AZE", **asked)
    assert found.values == 3
    assert [row[0] for row in found.table.rows] == ["KAZ", "TUR", "AZE"]
    assert found.remembered
    assert ask(world, "figure-rank", state="KAZ", **asked).values == 1
    assert ask(world, "figure-rank", state="TUR", **asked).values == 2
    assert found.says("3") == "AZE ranks number 3 by wealth of 3 members of the TURKIC in 2023."


def test_what_is_said_of_one_row_is_no_note_on_a_rank():
    rows = """
        figure  state  year  value  unit  note
        wealth  AZE    2023  3      usd   "in part"
        wealth  KAZ    2023  5      usd   -
    """
    pair = "bloc state start end\nPAIR AZE 2000-01-01 -\nPAIR KAZ 2000-01-01 -"
    world = made(figures=rows, blocs=pair, states=("KAZ",))
    assert ask(world, "figure", figure="wealth", state="AZE").notes == ("in part",)
    asked = {"figure": "wealth", "among": "PAIR", "year": 2023}
    found = ask(world, "figure-rank", state="AZE", **asked)
    assert (found.values, found.notes) == (2, ())


def test_a_rank_needs_every_members_figure_and_a_member(world):
    asked = {"figure": "wealth", "among": "TURKIC"}
    assert refusal(world, "figure-rank", state="ISR", **asked) == "ISR is no member of the TURKIC"
    assert refusal(world, "figure-rank", state="AZE", **asked, year=2022) == (
        "no sourced figure of wealth of AZE, KAZ and TUR"
    )


def test_a_ratio_is_the_part_over_the_whole(world):
    found = ask(world, "figure-ratio", part="ferry", whole="rail", whole_of="KAZ", year=2023)
    assert found.values == pytest.approx(0.1)
    assert found.remembered
    assert found.says("10 %") == "Ferry in 2023 is 10 % of rail of KAZ in 2023, as published."
    assert [row[2] for row in found.table.rows] == [5, 50]


def test_a_ratio_of_two_rates_of_one_kind_is_told_in_one_unit():
    rates = """
        figure  state  year  value  unit  low  high
        pipe    -      2023  0.5    Mb/d  0.4  0.6
        port    -      2023  1000   kb/d  -    -
        gas     -      2023  10     bcm/a -    -
    """
    world = made(figures=rates)
    found = ask(world, "figure-ratio", part="pipe", whole="port")
    assert found.values == pytest.approx(0.5)  # 500 of 1,000 kb/d
    assert found.span == pytest.approx((0.4, 0.6))
    assert "no ratio" in refusal(world, "figure-ratio", part="pipe", whole="gas")


def test_a_ratio_of_two_units_is_refused(world):
    asked = {"part": "ferry-share", "part_of": "KAZ", "whole": "rail", "whole_of": "KAZ"}
    assert refusal(world, "figure-ratio", **asked) == (
        "ferry share of KAZ is in share, rail of KAZ in t: no ratio"
    )


def test_what_was_gained_is_held_against_what_was_lost(world):
    # 11 - 8 of 100 - 40.
    asked = {"gained": "gas-out", "gained_by": "AZE", "lost": "gas-in", "lost_by": "ITA"}
    found = ask(world, "figure-replacement", **asked, since=2021, until=2023)
    assert found.values == pytest.approx(3 / 60)
    assert found.remembered
    assert [row[2] for row in found.table.rows] == [8, 11, 100, 40]
    assert found.says("5 %") == (
        "Gas out of AZE rose by 5 % of what gas in of ITA fell by from 2021 to 2023, as published."
    )


def test_where_nothing_fell_nothing_was_replaced(world):
    asked = {"gained": "gas-in", "gained_by": "ITA", "lost": "gas-out", "lost_by": "AZE"}
    assert refusal(world, "figure-replacement", **asked, since=2021, until=2023) == (
        "gas out of AZE did not fall: 8.00\u202ft in 2021, 11.0\u202ft in 2023"
    )


def test_a_state_lies_in_its_region_and_in_its_subregion(world):
    # Every state of a small World lies Here, and There within it.
    asked = {"states": ("AZE", "ISR")}
    found = ask(world, "in-region", **asked, region="There")
    assert found.values == 2
    assert found.table.rows == (("AZE", "Here", "There"), ("ISR", "Here", "There"))
    assert ask(world, "in-region", **asked, region="Here").values == 2
    assert 'no region "Elsewhere"' in refusal(world, "in-region", **asked, region="Elsewhere")
    of_bloc = ask(world, "in-region", states=("AZE", "UZB"), region="TURKIC")
    assert of_bloc.values == 1
    assert sorted(lies for _, lies in of_bloc.table.rows) == ["no", "yes"]
    assert found.says("2") == "Of AZE and ISR, 2 of 2 lie in There by the UN's geoscheme."
    one = ask(world, "in-region", states=("AZE",), region="Here")
    assert (one.one, found.one, one.text) == (True, False, "whether AZE lies in Here")
    assert one.says("yes") == "Whether AZE lies in Here by the UN's geoscheme: yes."


OF_TWO = """
    figure  state  year  value  low  high  unit
    rail    AZE    2023  3      2    4     t
    rail    TUR    2023  4      3    5     t
    rail    KAZ    2023  5      5    5     t
    rail    PAIR   2020  9      -    -     t
    part    AZE    2023  0.2    -    -     share
    part    TUR    2023  0.4    -    -     share
    ships   AZE    2022  1      -    -     count
    ships   TUR    2023  2      -    -     count
    docks   AZE    2023  1      -    -     count
"""
PAIR = """
    bloc  state  start       end
    PAIR  AZE    2000-01-01  -
    PAIR  TUR    2000-01-01  -
    ALL   AZE    2000-01-01  -
    ALL   TUR    2000-01-01  -
    ALL   KAZ    2000-01-01  -
"""


@pytest.fixture(scope="module")
def pair():
    return made(figures=OF_TWO, blocs=PAIR, states=("KAZ", "TUR"))


def test_a_bloc_s_figure_is_its_own_or_else_its_members_added_up(pair):
    found = ask(pair, "figure", figure="rail", state="PAIR", year=2023)  # 3 + 4
    assert (found.values, found.year) == (7, 2023)
    assert found.notes == ("published range 5 – 9\u202ft", "added up over 2 members")
    assert [row[2] for row in found.table.rows] == [3, 4]
    assert ask(pair, "figure", figure="rail", state="PAIR").values == 9  # as published, of 2020
    of_years = ask(pair, "figure", figure="ships", state="PAIR")
    assert (of_years.values, of_years.year) == (3, None)
    assert of_years.notes == ("added up over 2 members, of 2022 to 2023",)


def test_what_is_no_amount_is_not_added_up_and_a_missing_member_is_named(pair):
    assert refusal(pair, "figure", figure="part", state="PAIR") == (
        "members' figures of part of the PAIR are in share: no amounts to add"
    )
    assert refusal(pair, "figure", figure="docks", state="PAIR") == (
        "no sourced figure of docks of the PAIR, nor of its members TUR"
    )


def test_a_bloc_is_ranked_as_one_beside_the_others(pair):
    # 3 + 4 before Kazakhstan's 5.
    found = ask(pair, "figure-rank", figure="rail", state="PAIR", among="ALL", year=2023)
    assert found.values == 1
    assert [row[1] for row in found.table.rows] == [7, 5]
    assert ask(
        pair, "figure-rank", figure="rail", state="KAZ", among="ALL", year=2023
    ).values == 1  # fmt: skip


RANKED = """
    bloc  state  start       end
    ALL   AZE    2000-01-01  -
    ALL   KAZ    2000-01-01  -
    ALL   TUR    2000-01-01  -
"""
RANGES = """
    figure  state  year  value  low  high  unit
    rail    AZE    2023  3      2    6     Mt
    rail    KAZ    2023  5      -    -     Mt
    rail    TUR    2023  4      3.5  4.5   Mt
    lost    AZE    2021  100    90   110   Mt
    lost    AZE    2023  60     50   70    Mt
    more    KAZ    2021  10     -    -     Mt
    more    KAZ    2023  20     18   24    Mt
    near    AZE    2021  100    90   110   Mt
    near    AZE    2023  80     70   95    Mt
"""


def test_figures_that_are_ranges_are_ranked_and_compared_at_both_ends():
    world = made(figures=RANGES, blocs=RANKED, states=("KAZ", "TUR"))
    # Azerbaijan's 2 to 6 may be the most or the least; Kazakhstan's 5 falls behind 6 alone.
    asked = {"figure": "rail", "among": "ALL", "year": 2023}
    assert ask(world, "figure-rank", state="AZE", **asked).span == (1, 3)
    assert ask(world, "figure-rank", state="KAZ", **asked).span == (1, 2)
    # A fall of 40 lies in 20 to 60, a rise of 10 in 8 to 14: from 8/60 to 14/20.
    years = {"since": 2021, "until": 2023}
    rise = {"gained": "more", "gained_by": "KAZ", "lost_by": "AZE", **years}
    found = ask(world, "figure-replacement", lost="lost", **rise)
    assert found.values == pytest.approx(10 / 40)
    assert found.span == pytest.approx((8 / 60, 14 / 20))
    assert "need not have fallen" in refusal(world, "figure-replacement", lost="near", **rise)
    # Two members have a range, the third one number: 10.5 to 15.5.
    assert ask(world, "figure", figure="rail", state="ALL", year=2023).span == (10.5, 15.5)


INSTRUMENTS = """
    instrument  date        defence_obligation  transit_or_route_clause  status
    one         2020-09-15  no                  yes                      verified
    two         2020-12-22  yes                 yes                      verified
    three       2021-01-06  no                  no                       verified
    four        2025-11-06  -                   -                        "from memory"
"""


def test_clauses_are_counted_in_the_texts_that_were_read():
    world = made(instruments=INSTRUMENTS)
    found = ask(world, "instruments-with-clause", clause="defence_obligation")
    assert (found.values, found.unread, found.of) == (1, ("four",), 4)
    assert found.notes == ("1 instruments were not read",)
    assert len(found.table.rows) == 3
    other = ask(world, "instruments-with-clause", clause="transit_or_route_clause")
    assert other.values == 2
    assert found.says("1") == (
        "1 of 3 instruments that were read have a clause on defence obligation."
    )
    assert refusal(world, "instruments-with-clause", clause="weather") == (
        "no clause of weather was read for in the instruments"
    )


PROJECTS = """
    state  partner  sector  what  year  status
    KAZ    ISR      farms   drip  2012  verified
    KAZ    ISR      farms   milk  2019  "from memory"
    KAZ    ISR      water   pipe  2019  "from memory"
    AZE    ISR      farms   seed  2020  verified
"""


def test_projects_are_counted_by_state_partner_and_sector():
    world = made(projects=PROJECTS, states=("KAZ",))
    found = ask(world, "projects", state="KAZ", partner="ISR", sector="farms")
    assert (found.values, found.remembered) == (2, False)
    assert found.table.rows == (("drip", 2012, "made-up"), ("milk", 2019, "made-up"))
    water = ask(world, "projects", state="KAZ", partner="ISR", sector="water")
    assert (water.values, water.remembered) == (1, True)
    assert found.says("2") == "Sources name 2 projects of KAZ with ISR in farms."
    assert water.says("1") == "Sources name 1 project of KAZ with ISR in water."


def test_no_project_found_is_no_proof_that_there_is_none():
    world = made(projects=PROJECTS, states=("KAZ",))
    assert refusal(world, "projects", state="AZE", partner="ISR", sector="water") == (
        "no project of AZE with ISR in water was found in what was read"
    )
