"""Shares and sums of recorded trade on a World of five states, worked out by hand."""

import pytest
from tests.verdict.metrics.asking import ask, ask_of, inquiry, made, refusal

from accord.condition import parse
from accord.measures import MetricCall, measures
from accord.verdict.metrics import Untestable

TRADE = """
    supplier  buyer  year  value_usd  mass_t
    AZE       ISR    2023  600        2
    KAZ       ISR    2023  200        1
    RUS       ISR    2023  200        5
    ISR       RUS    2023  100        4
    AZE       ITA    2023  150        3
    AZE       KAZ    2023  250        9
    KAZ       ITA    2023  50         1
    AZE       ISR    2022  100        1
    KAZ       ISR    2022  300        1
    RUS       ISR    2022  600        9
    AZE       ISR    2021  500        1
    KAZ       ISR    2021  250        1
    RUS       ISR    2021  250        1
    RUS       ITA    2021  900        30
    AZE       ITA    2021  100        2
"""
# UNION is Israel and Russia from 2022 on; before, it is Israel alone.
BLOCS = """
    bloc   state  start       end
    UNION  ISR    2000-01-01  -
    UNION  RUS    2022-01-01  -
"""


@pytest.fixture(scope="module")
def world():
    return made(trade=TRADE, blocs=BLOCS, figures="figure value\nbarrels-per-tonne 7.3")


def test_the_import_share_is_by_value_unless_mass_is_asked_for(world):
    # 600 of 600 + 200 + 200; 2 t of 2 + 1 + 5.
    asked = {"suppliers": ("AZE",), "buyer": "ISR", "good": "oil"}
    assert ask(world, "import-share", **asked).values == pytest.approx(0.6)
    assert ask(world, "import-share", **asked, by="mass").values == pytest.approx(0.25)
    assert ask(world, "import-share", **asked, year=2022).values == pytest.approx(0.1)


def test_an_import_share_rests_on_tonnes_only_where_it_is_counted_in_them(world):
    asked = {"suppliers": ("AZE",), "buyer": "ISR", "good": "oil"}

    def counted(more="", **parameters):
        q = inquiry(world, more)
        ask_of(q, "import-share", **asked, **parameters)
        return {one.by for one in q.cells}

    # Tonnes stand in the table of a share by value, and what is wrong with them is not against it.
    assert counted() == {"value"}
    assert counted(by="mass") == {"mass"}
    assert counted(OUTSIDE, outside="use") == {"value", "mass"}


def test_suppliers_are_added_or_the_smallest_counts(world):
    asked = {"suppliers": ("AZE", "KAZ"), "buyer": "ISR", "good": "oil"}
    assert ask(world, "import-share", **asked).values == pytest.approx(0.8)
    assert ask(world, "import-share", **asked, take="smallest").values == pytest.approx(0.2)


def test_a_supplier_that_stands_in_two_names_is_counted_once(world):
    # PACT is Azerbaijan: 600 of 1,000, not 1,200.
    found = ask(world, "import-share", suppliers=("AZE", "PACT"), buyer="ISR", good="oil")
    assert found.values == pytest.approx(0.6)


def test_what_members_of_a_bloc_sell_each_other_is_no_import_of_it(world):
    # UNION buys 600 + 200 from outside; Russia's 200 to Israel and Israel's 100 back are inner.
    asked = {"suppliers": ("AZE", "RUS"), "buyer": "UNION", "good": "oil"}
    assert ask(world, "import-share", **asked).values == pytest.approx(600 / 800)


def test_a_bloc_is_its_members_in_the_year_that_is_asked_about(world):
    # In 2021 Russia is outside of UNION and sells it 250 of 1,000.
    asked = {"suppliers": ("RUS",), "buyer": "UNION", "good": "oil"}
    assert ask(world, "import-share", **asked, year=2021).values == pytest.approx(0.25)
    assert ask(world, "import-share", **asked, year=2022).values == 0


@pytest.mark.parametrize(("times", "share"), [(1, 0.6), (2, 0.5), (3, 0.1)])
def test_the_share_reached_in_so_many_years(world, times, share):
    # Azerbaijan's shares: 50 % in 2021, 10 % in 2022, 60 % in 2023.
    found = ask(
        world, "import-share", suppliers=("AZE",), buyer="ISR", good="oil", years=3,
        reached_in=times,
    )  # fmt: skip
    assert found.values == pytest.approx(share)
    assert [row[0] for row in found.table.rows] == [2021, 2022, 2023]
    assert [row[1] for row in found.table.rows] == pytest.approx([0.5, 0.1, 0.6])
    assert [row[2] for row in found.table.rows] == pytest.approx([3, 11, 8])


OUTSIDE = """
use = { distribution = "discrete", values = [16], unit = "t" }
rest = { distribution = "discrete", values = [0.5], unit = "share" }
barrels = { distribution = "discrete", values = [0.00032], unit = "kb/d" }
"""


def test_what_no_statistics_record_widens_the_share(world):
    # 8 t of 16 are recorded: c = 0.5. Azerbaijan has 0.6 of these and half of the rest.
    asked = {"suppliers": ("AZE",), "buyer": "ISR", "good": "oil", "outside": "use"}
    found = ask(world, "import-share", OUTSIDE, **asked, unrecorded="rest")
    assert found.values == pytest.approx([0.5 * 0.6 + 0.5 * 0.5] * 4)
    assert found.table.rows[0][-1] == pytest.approx(0.5)
    (note,) = found.notes
    assert "recorded share 60.0\u202f% in 2023; with 50.0\u202f% of imports recorded" in note
    assert "between 30.0\u202f% and 80.0\u202f%" in note
    assert ask(world, "import-share", OUTSIDE, **asked).values == pytest.approx([0.3] * 4)


def test_the_smallest_has_as_much_of_the_rest_as_of_the_record(world):
    # Kazakhstan has 0.2 of the 0.8 that both have of record: a quarter of their half of the rest.
    found = ask(
        world, "import-share", OUTSIDE, suppliers=("AZE", "KAZ"), buyer="ISR", good="oil",
        take="smallest", outside="use", unrecorded="rest",
    )  # fmt: skip
    assert found.values == pytest.approx([0.5 * 0.2 + 0.5 * 0.5 * 0.25] * 4)


def test_barrels_a_day_are_tonnes_a_year(world):
    # 0.00032 kb/d = 0.32 b/d; 0.32 x 365 / 7.3 = 16 t a year: half is recorded.
    found = ask(
        world, "import-share", OUTSIDE, suppliers=("AZE",), buyer="ISR", good="oil",
        outside="barrels",
    )  # fmt: skip
    assert found.values == pytest.approx([0.3] * 4)


def test_a_year_of_which_less_than_a_quarter_is_recorded_is_refused(world):
    # 3 t of 16 in 2021: 19 %. 11 t of 2022 and 8 of 2023 are enough: two years, not three.
    asked = {
        "suppliers": ("AZE",), "buyer": "ISR", "good": "oil", "outside": "use", "years": 3,
    }  # fmt: skip
    found = ask(world, "import-share", OUTSIDE, **asked, reached_in=2)
    assert found.values == pytest.approx([11 / 16 * 0.1] * 4)
    assert "coverage below 25\u202f%, year not counted: 2021" in found.notes
    assert refusal(world, "import-share", OUTSIDE, **asked, reached_in=3) == (
        "recorded trade covers less than 25\u202f% of ISR's imports of oil in 1 of 3 years to 2023"
    )


@pytest.mark.parametrize(("least", "refused"), [(20, True), (18, False)])
def test_whether_a_year_is_refused_hangs_on_no_draw(world, least, refused):
    # 8 t of 33, the middle of 20 to 46, are 24 %; of 31, that of 18 to 44, they are 26 %. The
    # middle of few draws may be anything, and with the total held at 20, 40 % would be recorded.
    assumed = f"""
[assumptions.true]
distribution = "uniform"
low = {least}
high = {46 - (20 - least)}
unit = "t"
"""
    asked = {"suppliers": ("AZE",), "buyer": "ISR", "good": "oil", "outside": "true"}

    def is_refused(q):
        try:
            ask_of(q, "import-share", **asked)
        except Untestable:
            return True
        return False

    studies = [inquiry(world, assumed, draws).study for draws in (1, 2, 3, 5, 40, 2000)]
    studies += [studies[0].fixed(true=20.0), studies[0].fixed(true=46.0)]
    found = {is_refused(s.inquire(b)) for s in studies for b in s.batches}
    assert found == {refused}


def test_who_buys_nothing_has_no_share(world):
    asked = {"suppliers": ("AZE",), "buyer": "AZE", "good": "oil"}
    # Nothing is known of how much there is: that the record covers too little of it can't be said.
    assert refusal(world, "import-share", **asked) == "AZE has no recorded imports of oil in 2023"
    assert refusal(world, "import-share", **asked, years=2) == (
        "AZE has no recorded imports of oil in 2 of 2 years to 2023"
    )


def test_neither_a_good_nor_codes_is_refused(world):
    asked = {"suppliers": ("AZE",), "buyer": "ISR"}
    assert "neither a good nor HS codes" in refusal(world, "import-share", **asked)


GALLIUM = {
    "codes": [], "closing": None, "conversion": None, "priced": False,
    "why_not": "no code is gallium alone",
}  # fmt: skip


def test_a_good_without_codes_is_refused_with_its_reason():
    world = made(
        trade=TRADE, blocs=BLOCS,
        goods={"oil": {}, "gallium": GALLIUM},
    )  # fmt: skip
    asked = {"suppliers": ("AZE",), "buyer": "ISR", "good": "gallium"}
    assert refusal(world, "import-share", **asked) == "no code is gallium alone"


def test_an_import_share_says_what_was_found(world):
    asked = {"suppliers": ("AZE", "KAZ"), "buyer": "ISR", "good": "oil"}
    found = ask(world, "import-share", **asked)
    assert found.says("80.0 %") == (
        "ISR took 80.0 % of its recorded imports of oil by value from AZE and KAZ in 2023."
    )
    several = ask(world, "import-share", **asked, years=3, reached_in=2)
    assert several.says("75 %") == (
        "ISR took 75 % or more of its recorded imports of oil by value from AZE and KAZ in 2 of "
        "the 3 years to 2023."
    )


def test_the_export_share_is_of_all_that_crosses_the_suppliers_border(world):
    # Azerbaijan sells 600 to Israel, 150 to Italy, 250 to Kazakhstan; by mass 2, 3, 9.
    asked = {"suppliers": ("AZE",), "buyers": ("ISR", "ITA"), "good": "oil"}
    found = ask(world, "export-share", **asked)
    assert found.values == pytest.approx(0.75)
    assert found.table.rows == (("ISR", pytest.approx(0.6)), ("ITA", pytest.approx(0.15)))
    assert ask(world, "export-share", **asked, by="mass").values == pytest.approx(5 / 14)
    assert found.says("75 %") == (
        "AZE sent 75 % of recorded exports of oil by value to ISR and ITA in 2023."
    )


def test_a_bloc_exports_what_leaves_it(world):
    # UNION of 2023 sells nothing outside; of 2021, Israel alone sells nothing at all.
    asked = {"suppliers": ("UNION",), "buyers": ("ISR",), "good": "oil"}
    said = refusal(world, "export-share", **asked)
    assert said == "no recorded exports of oil of the UNION in 2023"


def test_without_a_good_the_export_share_is_over_all_codes(world):
    assert ask(world, "export-share", suppliers=("KAZ",), buyers=("ITA",)).values == pytest.approx(
        50 / 250
    )


@pytest.mark.parametrize(("produced", "refused"), [(699, False), (701, True)])
def test_a_share_of_exports_that_are_next_to_nothing_is_refused(produced, refused):
    # Azerbaijan's exports are 14 t: 2 % of 700 t produced.
    world = made(trade=TRADE, blocs=BLOCS, production=f"state quantity\nAZE {produced}\nRUS 10000")
    asked = {"suppliers": ("AZE",), "buyers": ("ISR",), "good": "oil"}
    if refused:
        said = refusal(world, "export-share", **asked)
        assert (
            "recorded exports of oil of AZE are 14.0\u202ft, 2.00\u202f% of production (701\u202ft)"
            in said
        )
    else:
        assert ask(world, "export-share", **asked).values == pytest.approx(0.6)


def test_recorded_mass_is_added_over_years_suppliers_and_buyers(world):
    # To Israel: 2 + 1 t in 2023, 1 + 1 in 2022, 1 + 1 in 2021; to Italy 3 + 1, 0, 2.
    asked = {"suppliers": ("AZE", "KAZ"), "buyers": ("ISR", "ITA"), "good": "oil"}
    assert ask(world, "recorded-trade", **asked).values == pytest.approx(7)
    found = ask(world, "recorded-trade", **asked, first=2021, last=2023)
    assert found.values == pytest.approx(7 + 2 + 4)
    assert [row[:2] for row in found.table.rows] == [(2021, 4), (2022, 2), (2023, 7)]
    assert found.says("13 t") == (
        "Recorded trade in oil from AZE and KAZ to ISR and ITA from 2021 to 2023 is 13 t."
    )


def test_a_year_without_trade_is_left_out_of_the_rows(world):
    found = ask(
        world, "recorded-trade", suppliers=("AZE",), buyers=("ITA",), good="oil", first=2021
    )
    assert found.table.rows == ((2021, 2, 100), (2023, 3, 150))
    assert found.table.columns == (("year", ""), ("mass", "t"), ("value", "usd"))


def test_no_trade_at_all_is_a_fact(world):
    found = ask(world, "recorded-trade", suppliers=("ITA",), buyers=("ISR",), good="oil")
    assert found.values == 0
    assert found.table.caption == "no year has any"


def test_trade_without_a_mass_is_not_none():
    world = made(trade="supplier buyer value_usd mass_t\nAZE ISR 600 -\nRUS ITA 5 1")
    asked = {"suppliers": ("AZE",), "buyers": ("ISR",), "good": "oil"}
    assert refusal(world, "recorded-trade", **asked) == (
        "trade in oil from AZE to ISR is recorded by value alone (US$\u202f600): nobody reported "
        "a mass"
    )


def test_a_share_changes_from_the_first_year_to_the_last(world):
    # Russia in Israel: 250 of 1,000 in 2021, 600 of 1,000 in 2022, 200 of 1,000 in 2023.
    asked = {"suppliers": ("RUS",), "buyer": "ISR", "goods": ("oil",)}
    found = ask(world, "import-share-change", **asked, since=2021)
    assert found.values == pytest.approx(0.2 - 0.25)
    assert found.table.rows == tuple(
        (year, pytest.approx(share)) for year, share in ((2021, 0.25), (2022, 0.6), (2023, 0.2))
    )
    until = ask(world, "import-share-change", **asked, since=2021, until=2022)
    assert until.values == pytest.approx(0.35)
    assert found.says("-5 points") == (
        "RUS's share in ISR's recorded imports of oil changed by -5 points from 2021 to 2023, on "
        "record from 25.0\u202f% to 20.0\u202f%."
    )


def test_a_change_over_years_takes_a_bloc_as_it_was_in_each(world):
    # UNION is Israel alone in 2021: Russia sells it 250 of 1,000. In 2023 Russia is inside: 0.
    asked = {"suppliers": ("RUS",), "buyer": "UNION", "goods": ("oil",), "since": 2021}
    assert ask(world, "import-share-change", **asked).values == pytest.approx(-0.25)


def test_a_change_that_ends_before_it_begins_is_refused(world):
    asked = {"suppliers": ("RUS",), "buyer": "ISR", "goods": ("oil",), "since": 2023}
    assert refusal(world, "import-share-change", **asked) == (
        "a change since 2023 can't be read in 2023"
    )


def test_a_change_from_no_imports_at_all_is_refused(world):
    asked = {"suppliers": ("AZE",), "buyer": "KAZ", "goods": ("oil",), "since": 2022}
    assert refusal(world, "import-share-change", **asked) == (
        "KAZ imported no oil of record in 2022"
    )


def test_a_share_over_two_goods_adds_their_values():
    # Oil: Azerbaijan 60 of 100; coal: 10 of 300: 70 of 400. Before: 0 of 200.
    world = made(
        goods={"oil": {}, "coal": {"codes": ["270112"], "production": ["coal"]}},
        trade="""
            supplier  buyer  hs6     year  value_usd
            AZE       ISR    270900  2023  60
            RUS       ISR    270900  2023  40
            AZE       ISR    270112  2023  10
            RUS       ISR    270112  2023  290
            RUS       ISR    270112  2022  200
        """,
    )
    found = ask(
        world, "import-share-change", suppliers=("AZE",), buyer="ISR", goods=("oil", "coal"),
        since=2022,
    )  # fmt: skip
    assert found.values == pytest.approx(70 / 400)


def test_whose_share_the_smallest_is_stands_in_the_text(world):
    asked = {"suppliers": ("AZE", "KAZ"), "buyer": "ISR", "good": "oil"}
    assert ask(world, "import-share", **asked, take="smallest").text == (
        "share of whoever has least of AZE and KAZ in ISR's recorded imports of oil by value, in "
        "2023"
    )
    smallest = ask(world, "import-share", **asked, take="smallest")
    assert smallest.says("20 %") == (
        "ISR took 20 % or more of its recorded imports of oil by value from each of AZE and KAZ in "
        "2023."
    )
    assert ask(world, "import-share", **asked, years=3, reached_in=2).text == (
        "share of AZE and KAZ in ISR's recorded imports of oil by value, reached in 2 of 3 years "
        "to 2023"
    )


@pytest.mark.parametrize(("left", "refused"), [(99, True), (97, False)])
def test_a_loss_of_less_than_a_fiftieth_is_none(left, refused):
    world = made(trade=f"supplier buyer year value_usd\nRUS ITA 2021 100\nRUS ITA 2023 {left}")
    asked = {"buyer": "ITA", "lost_from": ("RUS",), "replaced_by": ("AZE",), "good": "oil"}
    if refused:
        assert "ITA lost no oil from RUS" in refusal(
            world, "replacement-share", **asked, since=2021
        )
    else:
        assert ask(world, "replacement-share", **asked, since=2021).values == 0


def test_what_replaces_a_loss_is_held_against_it_in_tonnes(world):
    # Italy lost 30 t from Russia, 2021 to 2023, and got 3 - 2 more from Azerbaijan, 1 from
    # Kazakhstan: 2 of 30.
    asked = {"buyer": "ITA", "lost_from": ("RUS",), "good": "oil", "since": 2021}
    found = ask(world, "replacement-share", **asked, replaced_by=("AZE", "KAZ"))
    assert found.values == pytest.approx(2 / 30)
    assert [row for row in found.table.rows if row[0] != 2022] == [(2021, 30, 2), (2023, 0, 4)]
    assert found.says("6.7 %") == (
        "AZE and KAZ made up 6.7 % of what ITA lost of oil from RUS from 2021 to 2023, in tonnes "
        "of record."
    )


def test_where_nothing_was_lost_there_is_nothing_to_replace(world):
    asked = {"buyer": "ISR", "lost_from": ("RUS",), "replaced_by": ("AZE",), "good": "oil"}
    assert refusal(world, "replacement-share", **asked, since=2021) == (
        "ISR lost no oil from RUS: 1.00\u202ft in 2021, 5.00\u202ft in 2023"
    )


def test_the_largest_share_of_any_code_names_the_code_and_its_worth():
    # 270900: 100 of 400; 270112: 9 of 10; 271111 is not imported.
    world = made(
        goods={"oil": {}, "coal": {"codes": ["270112"]}, "lng": {"codes": ["271111"]}},
        trade="""
            supplier  buyer  hs6     value_usd
            KAZ       USA    270900  100
            SAU       USA    270900  300
            KAZ       USA    270112  9
            SAU       USA    270112  1
            KAZ       SAU    271111  5
        """,
    )
    codes = ("270900", "270112", "271111")
    found = ask(world, "largest-import-share", suppliers=("KAZ",), buyer="USA", codes=codes)
    assert found.values == pytest.approx(0.9)
    assert found.table.rows == (("270112", 0.9, 9), ("270900", 0.25, 100))
    assert found.notes == ("1 codes are not imported at all",)
    assert found.says("90 %") == (
        "KAZ's largest share in the USA's recorded imports of any of 3 codes is 90 %, of HS "
        "270112, worth US$\u202f9.00 in 2023."
    )
    assert refusal(
        world, "largest-import-share", suppliers=("KAZ",), buyer="USA", codes=("271111",)
    ) == "the USA imports none of 1 codes in 2023"  # fmt: skip


def test_the_largest_share_is_of_goods_too_and_stands_inside_of_a_count():
    # Oil, 270900: 100 of 400. Ore, of two codes: 9 of 10 and 0 of 10, together 9 of 20.
    world = made(
        goods={"oil": {}, "ore": {"codes": ["260300", "260400"], "production": ["ore"]}},
        trade="""
            supplier  buyer  hs6     value_usd
            KAZ       USA    270900  100
            SAU       USA    270900  300
            KAZ       USA    260300  9
            SAU       USA    260300  1
            SAU       USA    260400  10
        """,
    )
    asked = {"suppliers": ("KAZ",), "buyer": "USA"}
    goods = ask(world, "largest-import-share", **asked, goods=("oil", "ore"))
    assert goods.table.rows == (("ore", 0.45, 9), ("oil", 0.25, 100))
    assert ask(world, "largest-import-share", **asked, good="ore").values == pytest.approx(0.9)
    inner = MetricCall(
        name="largest-import-share",
        parameters=measures()["largest-import-share"].parameters(**asked),
    )
    line = parse(">= 50 %", "share")
    counted = ask(world, "count-of-goods", of=inner, line=line, goods=("oil", "ore"))
    assert counted.values == 1
    assert refusal(world, "largest-import-share", **asked) == (
        "the metric names neither goods nor HS codes"
    )
