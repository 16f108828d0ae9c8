"""What is known against a number is found where it was read, sized, and filled as by hand."""

import datetime as dt

import pytest
from tests.data.archives import write_archive
from tests.small_world import small_world
from tests.verdict.metrics.asking import BY_RUN, CASE, ONE_LINK, inquiry, made

from accord.case import parse
from accord.case.model import Scenario
from accord.data import add, open_set
from accord.measures import MetricCall, measures
from accord.shocks import Embargo
from accord.study import Cells, Study
from accord.study.evidence import Effect, Kind
from accord.study.evidence.age import old_data
from accord.study.evidence.closed import exports_only
from accord.study.evidence.counts import counts_of
from accord.study.evidence.holes import holes_in
from accord.study.evidence.in_force import in_force
from accord.study.evidence.reach import cut_off
from accord.study.evidence.repaired import repaired_in
from accord.study.evidence.search import known_of
from accord.world import load

TRADE = """
    supplier buyer value_usd mass_t
    AZE      DEU   60        60
    NOR      DEU   40        40
    NOR      FRA   100       100
"""
PACT = """
    bloc state start
    PACT DEU   2000-01-01
    PACT FRA   2000-01-01
"""


def world(rows, trade=TRADE, **more):
    return small_world(trade=trade, holes=rows, blocs=PACT, **more)


def of_imports(buyer="DEU", *, good="oil", by="mass"):
    return [Cells(table="baci", good=good, buyers=(buyer,), years=(2023,), by=by)]


def holes(here, buyer="DEU", about=("AZE",), **cells):
    return holes_in(of_imports(buyer, **cells), about, here)


def shares(found, here, *, buyer="DEU", about="AZE"):
    return sorted({round(here.read_as(v).share(about, buyer, "oil"), 9) for v in found.ends})


def test_a_hole_is_filled_to_its_outside_total():
    # Azerbaijan sold Germany 120, of which 60 are recorded, beside 40 Norwegian: 120 of 160.
    here = world("id good supplier buyer central\n h oil AZE DEU 120")
    (found,) = holes(here)
    assert (found.kind, found.effect) == (Kind.HOLE, Effect.WIDEN)
    assert shares(found, here) == [0.75]


def test_a_hole_is_filled_at_both_of_its_ends():
    # 60 to 140 in truth: nothing missing, or 80: 60 of 100, 140 of 180.
    here = world("id good supplier buyer low central high\n h oil AZE DEU 60 100 140")
    (found,) = holes(here)
    assert shares(found, here) == [0.6, round(140 / 180, 9)]


def test_holes_of_the_named_and_of_others_may_err_in_opposite_directions():
    # Azerbaijan 60 to 120, Norway 40 to 80: least 60 of 140, most 120 of 160, and two between.
    here = world(
        """
        id good supplier buyer low central high
        a  oil  AZE      DEU   60  90      120
        n  oil  NOR      DEU   40  60      80
        """
    )
    (found,) = holes(here)
    assert shares(found, here) == [round(60 / 140, 9), 0.6, 0.75]  # 60/100 and 120/200 are one


def test_what_a_supplier_sold_that_is_recorded_to_sell_nothing_is_filled_in_too():
    # China sold Germany 50 that nobody recorded, beside 100: a third.
    here = world("id good supplier buyer central\n h oil CHN DEU 50", states=("CHN",))
    (found,) = holes(here, about=("CHN",))
    assert shares(found, here, about="CHN") == [round(1 / 3, 9)]


def test_two_sources_of_one_hole_are_not_added():
    # 120 t by one, two thirds of imports by another: 80 beside Norway's 40. Ends 80 and 120.
    here = world(
        """
        id good supplier buyer measure central  unit
        a  oil  AZE      DEU   flow    120      t
        b  oil  AZE      DEU   share   0.666667 share
        """
    )
    (found,) = holes(here)
    assert shares(found, here) == [pytest.approx(80 / 120, abs=1e-6), 0.75]


def test_what_nobody_knows_the_origin_of_may_be_all_of_the_named_or_nothing():
    # Germany took 200 in truth, 100 of them recorded: 60 or 160 of 200 are Azerbaijan's.
    here = world("id good supplier buyer central\n h oil all DEU 200")
    (found,) = holes(here)
    assert shares(found, here) == [0.3, 0.8]


def test_a_known_origin_is_taken_off_what_nobody_knows_the_origin_of():
    # Of 200, 120 are known to be Azerbaijan's: 40 more are Norway's, and 40 anybody's.
    here = world(
        """
        id good supplier buyer central
        h  oil  all      DEU   200
        a  oil  AZE      DEU   120
        """
    )
    (found,) = holes(here)
    assert shares(found, here) == [0.6, 0.8]


def test_below_a_fiftieth_a_hole_is_a_note():
    here = world("id good supplier buyer central\n h oil AZE DEU 61")
    (found,) = holes(here)
    assert (found.effect, found.ends) == (Effect.NOTE, ())
    (found,) = holes(world("id good supplier buyer central\n h oil AZE DEU 63"))
    assert found.effect is Effect.WIDEN


def test_without_a_total_a_hole_caps_the_word():
    (found,) = holes(world("id good supplier buyer\n h oil AZE DEU"))
    assert found.effect is Effect.CAP
    assert "unknown size" in found.says


def test_without_a_total_what_is_made_and_not_sold_sizes_a_hole():
    # Azerbaijan makes 61 and is recorded to sell 60: one is missing at most, beside 100 read.
    made = "state quantity\n AZE 61"
    (found,) = holes(world("id good supplier buyer\n h oil AZE DEU", production=made))
    assert found.effect is Effect.NOTE


def test_what_is_made_and_not_sold_is_told_of_the_hole_s_own_year():
    # In 2022 Azerbaijan makes 61 and sells 60: one is missing at most. It made 160 in 2023.
    here = world(
        "id good supplier buyer first last\n h oil AZE DEU 2022 2022",
        trade=TRADE.replace("mass_t", "mass_t year").replace("0\n", "0 2022\n"),
        production="state quantity year\n AZE 61 2022\n AZE 160 2023",
    )
    cells = [Cells(table="baci", good="oil", buyers=("DEU",), years=(2022,), by="mass")]
    (found,) = holes_in(cells, ("AZE",), here)
    assert found.effect is Effect.NOTE


@pytest.mark.parametrize(
    "row", ["NOR FRA 500", "AZE FRA 500", "all FRA 500", "all all 5000", "NOR all 500"]
)
def test_a_hole_elsewhere_or_somewhere_widens_nothing_here(row):
    found = list(holes(world(f"id good supplier buyer central\n h oil {row}")))
    assert not [one for one in found if one.effect is not Effect.NOTE]


def test_a_hole_of_another_year_is_none():
    here = world("id good supplier buyer first last central\n h oil AZE DEU 2020 2022 500")
    assert not list(holes(here))


def test_a_hole_of_a_bloc_tells_those_of_its_members():
    here = world(
        """
        id good supplier buyer central
        p  oil  NOR      PACT  200
        d  oil  NOR      DEU   100
        """
    )
    (found,) = holes(here, "PACT")
    # Norway 200 of 260 with the bloc's own total; the member's 60 more would make it 260 of 320.
    assert shares(found, here, buyer="PACT", about="NOR") == [round(200 / 260, 9)]


def test_volumes_and_barrels_become_tonnes():
    # 20,000 bbl/d at 7.3 a tonne are 1 Mt a year; a million m3 of gas are 0.8 kt here.
    here = world(
        "id good supplier buyer central unit\n h oil AZE DEU 20000 bbl/d",
        figures="figure value unit\n barrels-per-tonne 7.3 ratio",
    )
    (found,) = holes(here)
    assert shares(found, here) == [pytest.approx(1e6 / (1e6 + 40), abs=1e-9)]
    gas = {
        "natural-gas": {
            "codes": ["271121"],
            "conversion": {
                "low": 0.8, "central": 0.8, "high": 0.8,
                "unit": "t/Mm3", "source": "made-up", "status": "exact",
            },
        }
    }  # fmt: skip
    here = small_world(
        trade="supplier buyer value_usd hs6\n AZE DEU 100 271121\n NOR DEU 300 271121",
        holes="id good supplier buyer central unit\n h natural-gas AZE DEU 5e8 m3",
        goods=gas,
    )
    (found,) = holes(here, good="natural-gas")
    # 500 Mm3 x 0.8 t = 400 t, beside Norway's 300.
    (end,) = found.ends
    assert here.read_as(end).share("AZE", "DEU", "natural-gas") == pytest.approx(4 / 7)


def laid(found):
    """Give what each end adds: supplier, buyer, tonnes."""
    return [[(a.supplier, a.buyer, round(a.mass, 6)) for a in end.added] for end in found.ends]


def test_tonnes_on_links_that_nobody_recorded_go_to_who_buys_most():
    # Germany buys 99 of others and France 299, with one for each: of 40, 10 and 30.
    trade = "supplier buyer value_usd\n NOR DEU 99\n NOR FRA 299\n AZE NOR 5"
    here = world("id good supplier buyer central\n h oil AZE PACT 40", trade)
    (found,) = holes(here, "PACT")
    assert laid(found) == [[("AZE", "DEU", 10.0), ("AZE", "FRA", 30.0)]]


def test_tonnes_on_links_that_carry_anything_go_where_they_go():
    # All of the half tonne that the pact is recorded to buy is Germany's, so all that is missing.
    trade = "supplier buyer value_usd\n AZE DEU 0.5\n NOR FRA 299"
    here = world("id good supplier buyer central\n h oil AZE PACT 40", trade)
    (found,) = holes(here, "PACT")
    assert laid(found) == [[("AZE", "DEU", 39.5)]]


@pytest.mark.parametrize(
    ("trade", "total", "expected"),
    [
        # 90 of 180 are missing, laid where 60 and 30 go.
        ("AZE DEU 60\n AZE FRA 30\n NOR FRA 9", 180, {"DEU": 60, "FRA": 30}),
        # Nobody is recorded to buy of it: by what each buys, with one more, and none to itself.
        (
            "NOR AZE 500\n NOR DEU 99\n NOR FRA 299", 401,
            {"DEU": 100, "FRA": 300, "NOR": 1},
        ),
    ],
)  # fmt: skip
def test_what_a_supplier_sells_to_nobody_knows_whom_goes_to_others_and_not_to_itself(
    trade, total, expected
):
    here = world(
        f"id good supplier buyer central\n h oil AZE all {total}",
        f"supplier buyer value_usd\n {trade}",
    )
    sold = [Cells(table="baci", good="oil", suppliers=("AZE",), years=(2023,), by="mass")]
    (found,) = holes_in(sold, ("AZE",), here)
    assert laid(found) == [[("AZE", buyer, mass) for buyer, mass in expected.items()]]


def test_what_nobody_knows_the_origin_of_is_the_largest_seller_s_where_none_is_recorded():
    # Nobody is recorded to sell to Germany: it is Azerbaijan's, or that of Norway, who sells most.
    trade = "supplier buyer value_usd\n AZE FRA 10\n BEL FRA 20\n NOR FRA 100"
    here = world("id good supplier buyer central\n h oil all DEU 50", trade, states=("DEU",))
    (found,) = holes(here)
    assert laid(found) == [[("NOR", "DEU", 50.0)], [("AZE", "DEU", 50.0)]]


@pytest.mark.parametrize(("total", "left"), [(160.5, [0.5]), (160, []), (150, []), (250, [90.0])])
def test_a_total_is_filled_with_what_a_known_origin_has_left_of_it(total, left):
    # Of what is missing beyond the 100 recorded, 60 are Azerbaijan's; nothing is taken away again.
    here = world(
        f"""
        id good supplier buyer central
        h  oil  all      DEU   {total}
        a  oil  AZE      DEU   120
        """
    )
    (found,) = holes(here)
    ends = [[("AZE", "DEU", 60.0), *((who, "DEU", m) for m in left)] for who in ("NOR", "AZE")]
    assert laid(found) == (ends if left else ends[:1])


def test_a_hole_without_a_size_is_told_by_one_of_the_same_link_and_year_alone():
    of_years = "supplier buyer value_usd year\n" + "".join(
        f" AZE DEU 60 {y}\n NOR DEU 40 {y}\n NOR FRA 100 {y}\n" for y in (2022, 2023)
    )
    rows = "id good supplier buyer central first last\n s oil AZE DEU 120 2023 2023\n"
    for row, capped in (
        ("b all AZE DEU - 2023 2023", False),
        ("b all NOR DEU - 2023 2023", True),
        ("b all AZE FRA - 2023 2023", True),
        ("b all AZE DEU - 2022 2022", True),
    ):
        here = world(rows + row, of_years)
        read = [Cells(table="baci", good="oil", years=(2022, 2023), by="mass")]
        effects = [found.effect for found in holes_in(read, ("AZE",), here)]
        assert effects[:1] == [Effect.WIDEN]
        assert (Effect.CAP in effects) is capped, row


@pytest.mark.parametrize(
    ("years", "effect"), [((2023,), Effect.CAP), ((2022, 2023), Effect.NOTE), ((2022,), None)]
)
def test_a_year_of_thin_records_caps_what_is_read_of_it_alone(years, effect):
    # All of the trade of the year is thin, whoever sells and buys.
    here = world(
        "id good supplier buyer kind first last\n h oil all all thin 2023 2023",
        "supplier buyer value_usd year\n"
        + "".join(f" AZE DEU 60 {y}\n NOR DEU 40 {y}\n" for y in (2022, 2023)),
    )
    read = [Cells(table="baci", good="oil", buyers=("DEU",), years=years, by="mass")]
    assert [found.effect for found in holes_in(read, ("AZE",), here)] == [effect] * bool(effect)


TWO_CODES = {"gas": {"codes": ["271111", "271121"], "production": ["gas"]}}
OF_GAS = """
    supplier buyer value_usd hs6
    AZE      DEU   60        271121
    NOR      DEU   40        271121
    NOR      DEU   100       271111
"""


@pytest.mark.parametrize(
    ("cells", "effect"),
    [
        ({"good": "gas", "buyers": ("DEU",)}, Effect.WIDEN),
        ({"codes": ("271111", "271121"), "buyers": ("DEU",)}, Effect.WIDEN),
        ({"codes": ("271121",), "buyers": ("DEU",)}, Effect.CAP),  # who knows of which code
        ({"codes": ("271121",), "suppliers": ("AZE",)}, Effect.NOTE),  # nor to whom
        ({"codes": ("270900",), "buyers": ("DEU",)}, None),
    ],
)
def test_a_total_of_a_good_sizes_no_part_of_it(cells, effect):
    here = small_world(
        trade=OF_GAS,
        holes="id good supplier buyer central\n h gas AZE DEU 120",
        goods={"oil": {}, **TWO_CODES},
    )
    read = [Cells(table="baci", years=(2023,), by="mass", **cells)]
    assert [found.effect for found in holes_in(read, ("AZE",), here)] == [effect] * bool(effect)


def test_of_sales_to_nobody_knows_whom_a_buyer_s_share_is_capped_for_the_named_seller_alone():
    # Azerbaijan sells 120 in truth, and nobody knows how much of what is missing is Germany's.
    here = world("id good supplier buyer central\n h oil AZE all 120")
    (found,) = holes(here)
    assert (found.effect, found.ends) == (Effect.NOTE, ())
    assert not holes(here, about=("NOR",))


IN_MILLIONS = """
    supplier buyer value_usd mass_t
    AZE      DEU   60        60e6
    NOR      DEU   40        40e6
    NOR      FRA   100       100e6
"""


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("crude-oil AZE DEU 90e6 90e6", "crude oil of AZE to DEU in 2023: missing, 30 Mt"),
        ("crude-oil AZE DEU 50e6 90e6",
         "crude oil of AZE to DEU in 2023: missing, \u221210 to 30 Mt"),
        ('crude-oil "AZE NOR" DEU 110e6 120e6',
         "crude oil of AZE and NOR to DEU in 2023: missing, 10 to 20 Mt"),
        ("crude-oil all DEU 110e6 120e6",
         "origins of crude oil to DEU in 2023: missing, 10 to 20 Mt"),
        ("crude-oil AZE all 90e6 90e6", "crude oil of AZE in 2023: missing, of unknown size"),
        ("all AZE DEU - -", "all goods of AZE to DEU in 2023: missing, of unknown size"),
        ("crude-oil AZE PACT 90e6 90e6", "crude oil of AZE to the PACT in 2023: missing, 30 Mt"),
    ],
)  # fmt: skip
def test_a_hole_is_said_in_a_few_words(row, said):
    here = small_world(
        blocs=PACT,
        trade=IN_MILLIONS,
        holes=f"id good supplier buyer low high\n h {row}",
        goods={"crude-oil": {}},
    )
    (found,) = holes(here, good="crude-oil")
    assert found.says == f"known hole in recorded trade: {said}"


def test_evidence_names_states_and_blocs_as_a_sentence_does_and_by_no_key():
    here = load(2023)
    read = [Cells(table="baci", good="natural-gas", buyers=("EU-27",), years=(2023,), by="mass")]
    (gas,) = holes_in(read, ("RUS",), here)
    assert "natural gas of Russia to the EU-27 in 2023" in gas.says
    shock = Embargo(kind="embargo", by=("EU-27",), on=("RUS",), evasion=0.1, evasion_cost=0.1)
    ban = Scenario(name="ban", shocks=(shock,))
    banned = [one.says for one in in_force(ban, ("crude-oil",), here)]
    assert any("import ban on crude oil by the EU-27, on Russia (" in says for says in banned)
    made = [Cells(table="production", good="tantalum", years=(2023,))]
    (count,) = counts_of(made, ("africa", "USA"), here)
    assert "the share of Africa + the United States is" in count.says


def test_of_many_holes_the_three_largest_are_named_and_the_rest_counted():
    trade = "supplier buyer value_usd\n" + "".join(f" {s} DEU 10\n" for s in ("AZE", "BEL", "CHN"))
    rows = "id good supplier buyer central\n a oil AZE DEU 20\n b oil BEL DEU 40\n"
    here = world(
        rows + " c oil CHN DEU 30\n d oil NOR DEU 15\n e oil QAT DEU 14",
        trade,
        states=("NOR", "QAT"),
    )
    (found,) = holes(here)
    said = [
        part.split(" to ")[0].split(" of ")[1] for part in found.says.split(": ", 1)[1].split("; ")
    ]
    assert said == ["BEL", "CHN", "NOR"]  # 30, 20 and 15 are missing
    assert found.says.endswith(" and 2 more")


REPAIRED = """
    supplier buyer value_usd mass_t
    AZE      DEU   300       1
    NOR      DEU   700       700
    QAT      FRA   50000     50000
"""


def test_repaired_tonnes_are_read_three_ways():
    # 300 of 1,000 US$ have a price of 300 a tonne where the world pays 1.
    here = small_world(trade=REPAIRED, also=["rules.toml"])
    (found,) = repaired_in(of_imports(), here)
    assert found.effect is Effect.WIDEN
    read = [here.read_as(v).share("AZE", "DEU", "oil", by="mass") for v in found.ends]
    assert read == pytest.approx([1 / 701, 0.3, 0.3])


def test_a_fifth_of_repaired_tonnes_is_said_and_more_is_read_three_ways():
    for repaired, effect, ends in ((200, Effect.NOTE, 0), (201, Effect.WIDEN, 3)):
        trade = REPAIRED.replace("300", str(repaired)).replace("700", str(1000 - repaired))
        (found,) = repaired_in(of_imports(), small_world(trade=trade, also=["rules.toml"]))
        assert (found.kind, found.effect, len(found.ends)) == (Kind.REPAIRED, effect, ends)


def test_repaired_tonnes_count_for_nothing_where_value_is_read():
    here = small_world(trade=REPAIRED, also=["rules.toml"])
    assert not list(repaired_in(of_imports(by="value"), here))


CLUB = """
    bloc state start      end
    CLUB AZE   2000-01-01 2023-06-01
    CLUB NOR   2000-01-01 -
"""
OF_TWO_YEARS = """
    year supplier buyer value_usd mass_t
    2022 AZE      DEU   300       1
    2022 NOR      DEU   700       700
    2022 QAT      FRA   50000     50000
    2023 NOR      DEU   700       700
    2023 QAT      FRA   50000     50000
"""


@pytest.mark.parametrize(
    ("suppliers", "buyers", "told"),
    [
        ((), ("DEU",), "30"),  # of 1,000 US$ of both
        (("AZE",), (), "100"),  # whoever takes it
        (("NOR",), ("DEU",), ""),
        (("CLUB",), ("DEU",), "30"),  # Azerbaijan was in it that year
    ],
)
def test_only_links_and_members_of_what_was_read_count_as_repaired(suppliers, buyers, told):
    here = small_world(trade=OF_TWO_YEARS, blocs=CLUB, also=["rules.toml"])
    read = Cells(
        table="baci", good="oil", suppliers=suppliers, buyers=buyers, years=(2022,), by="mass"
    )
    says = "".join(found.says for found in repaired_in([read], here))
    assert says.startswith(f"{told}\u00a0% of the value") if told else not says


MADE = [Cells(table="production", good="oil", years=(2023,))]


def test_a_second_count_that_differs_by_more_than_a_tenth_is_read_too():
    # China makes 30 of 100 by one, 50 of 100 by the other, of the year after.
    here = small_world(
        trade=TRADE,
        production="state quantity\n CHN 30\n NOR 70",
        second_count="good year state quantity\n oil 2024 CHN 50\n oil 2024 NOR 50",
    )
    (found,) = counts_of(MADE, ("CHN",), here)
    assert (found.kind, found.effect) == (Kind.DISAGREE, Effect.WIDEN)
    assert [here.read_as(v).production("oil")[here.index("CHN")] for v in found.ends] == [
        30.0,
        50.0,
    ]
    assert "30" in found.says
    assert "2024" in found.says


def test_a_second_count_of_a_single_state_is_named_by_its_publisher():
    here = small_world(
        trade=TRADE,
        production="state quantity\n CHN 30\n NOR 70",
        second_count="good year state quantity\n oil 2023 CHN 50",
    )
    (found,) = counts_of(MADE, ("CHN",), here)
    assert "30\u00a0% in 2023 by one, 100\u00a0% in 2023 by the other" in found.says
    assert found.sources == ("world-mining-data", "made-up")


MOVED = "year state quantity\n 2023 CHN 20\n 2023 NOR 80\n 2024 CHN 30\n 2024 NOR 70"


def test_a_share_that_moved_between_two_years_is_no_disagreement():
    # China went from 20 to 30 of 100, and in the second year both publishers have 30.
    here = small_world(
        trade=TRADE,
        production=MOVED,
        second_count="good year state quantity\n oil 2024 CHN 30\n oil 2024 NOR 70",
    )
    assert not list(counts_of(MADE, ("CHN",), here))


def test_a_second_count_of_another_year_is_moved_as_the_first_moves():
    # In 2024 it has 60 for the first's 30: China doubled is 40 in 2023, Norway as the first has it.
    here = small_world(
        trade=TRADE,
        production=MOVED,
        second_count="good year state quantity\n oil 2024 CHN 60\n oil 2024 NOR 70",
    )
    (found,) = counts_of(MADE, ("CHN",), here)
    assert "the share of CHN is 30\u00a0% in 2024 by one, 46.2\u00a0% in 2024 by the" in found.says
    other = here.read_as(found.ends[1]).production("oil")
    assert [other[here.index(state)] for state in ("CHN", "NOR")] == [40.0, 80.0]


def test_a_second_count_bears_on_what_is_made_and_not_on_what_is_traded():
    here = small_world(
        trade=TRADE,
        production="state quantity\n CHN 30\n NOR 70",
        second_count="good year state quantity\n oil 2024 CHN 50\n oil 2024 NOR 50",
    )
    assert list(counts_of(MADE, ("CHN",), here))
    assert not list(counts_of(of_imports(), ("CHN",), here))


def test_a_second_count_that_agrees_or_counts_another_stage_says_nothing():
    for second in ("oil 2023 CHN 31 1\n oil 2023 NOR 70 1", "oil 2023 CHN 90 0\n oil 2023 NOR 1 0"):
        here = small_world(
            trade=TRADE,
            production="state quantity\n CHN 30\n NOR 70",
            second_count=f"good year state quantity same_stage\n {second}",
        )
        assert not list(counts_of(MADE, ("CHN",), here))


UNCOUNTED = {
    **dict.fromkeys(("production", "conversion", "closing")),
    "priced": False, "why_not": "shares only",
}  # fmt: skip


@pytest.mark.parametrize(("good", "year"), [({}, 2022), (UNCOUNTED, 2023)])
def test_nobody_disagrees_on_what_the_first_publisher_has_no_count_of(good, year):
    here = small_world(
        trade=TRADE,
        production=f"state quantity year\n CHN 30 {year}\n NOR 70 {year}",
        second_count="good year state quantity\n oil 2023 CHN 50\n oil 2023 NOR 50",
        goods={"oil": good},
    )
    assert not list(counts_of(MADE, ("CHN",), here))


BANNED = "id kind by on goods start end\n b import-ban PACT AZE oil 2022-08-10 "


def ban(by=("DEU",), on=("AZE",), goods=("oil",)):
    shock = Embargo(kind="embargo", by=by, on=on, goods=goods, evasion=0.1, evasion_cost=0.1)
    return Scenario(name="ban", shocks=(shock,))


@pytest.mark.parametrize(
    ("end", "scenario", "told"),
    [
        ("-", ban(), True),
        ("2023-06-01", ban(), False),  # over before the World's year is
        ("2024-06-01", ban(), True),
        ("-", ban(on=("NOR",)), False),
        ("-", ban(goods=("gas",)), False),
        ("-", ban(goods=()), True),  # of all goods of the case
        ("-", Scenario(name="none", shocks=()), False),
        ("-", ban(by=("AZE",), on=("DEU",)), True),  # the same trade stops, whoever stops it
        ("-", ban(by=("NOR",), on=("DEU",)), False),
    ],
)
def test_a_ban_that_is_in_force_is_told_once_more(end, scenario, told):
    here = small_world(trade=TRADE, blocs=PACT, in_force=BANNED + end)
    found = list(in_force(scenario, ("oil",), here))
    assert bool(found) is told
    for one in found:
        assert one.effect is Effect.CAP
        assert "2021" in one.says


DEAR = """
[scenarios.dear]
shocks = [{ kind = "freight", suppliers = ["AZE"], buyers = ["ISR"], change_of_cost = 7 }]
[scenarios.less-dear]
shocks = [{ kind = "freight", suppliers = ["AZE"], buyers = ["ISR"], change_of_cost = 1 }]
"""


def test_a_price_that_more_than_doubles_is_far_outside_for_who_pays_it():
    # Demand 1/2 and supply 1 on one link: at a cost k times as high, the buyer pays k^(2/3).
    here = made(trade=ONE_LINK)
    q = inquiry(here, DEAR)
    (found,) = cut_off(q.outcome("dear", None, good="oil").goods, ("ISR",), here)
    assert (found.kind, found.effect) == (Kind.FAR_OUTSIDE, Effect.CAP)
    assert "the price of oil for ISR rises 4-fold" in found.says
    assert not list(cut_off(q.outcome("dear", None, good="oil").goods, ("AZE",), here))
    less = q.outcome("less-dear", None, good="oil").goods  # 2^(2/3) = 1.6
    assert not list(cut_off(less, ("ISR",), here))


ELASTIC = """
good parameter horizon central
oil  sigma     short   3
oil  sigma     long    3
oil  demand    short   0.5
oil  demand    long    2
oil  supply    short   1
oil  supply    long    0.01
"""


@pytest.mark.parametrize(
    ("horizon", "side", "far"),
    # At a cost 8 times as high the buyer pays 8^(2/3) in the short run and 8^(1/201) in the long.
    [("short", "buyer", True), ("long", "buyer", False), ("short", "producer", False)],
)
def test_what_is_far_outside_is_told_of_whom_and_of_the_run_that_is_asked_about(horizon, side, far):
    text = BY_RUN.format(year=2023, demand=[0.5])
    here = made(trade=ONE_LINK, elasticities=ELASTIC)
    case = parse(text + DEAR, name="made", file="made.toml", world=here)
    asked = measures()["price-change"].parameters(
        state="ISR" if side == "buyer" else "AZE",
        scenario="dear", good="oil", horizon=horizon, side=side,
    )  # fmt: skip
    call = MetricCall(name="price-change", parameters=asked)
    found = known_of(call, (), None, Study.of(case, here, draws=4, seed=0))
    assert any("the price of oil for ISR rises 4-fold" in one.says for one in found) is far


OF_2023 = """
[goods.gas]
sigma = "sigma"
demand = "demand"
supply = "supply"
[scenarios.dear]
[[scenarios.dear.shocks]]
kind = "freight"
suppliers = ["AZE"]
buyers = ["ISR"]
goods = ["oil"]
change_of_cost = 7
"""


def of_two_goods():
    here = made(
        trade="supplier buyer value_usd hs6\n AZE ISR 100 270900\n AZE ISR 100 271121",
        production="state quantity series\n AZE 1 oil\n AZE 1 gas",
        goods={"oil": {}, "gas": {"codes": ["271121"], "production": ["gas"]}},
    )
    text = CASE.format(year=2023, demand=[0.5]).replace("2023-06-30", "2028-06-30")
    text = text.replace("2023-12-31", "2028-12-31")
    case = parse(text + OF_2023, name="made", file="made.toml", world=here)
    return Study.of(case, here, draws=4, seed=0)


def call(metric, **parameters):
    return MetricCall(name=metric, parameters=measures()[metric].parameters(**parameters))


def known(metric, **parameters):
    return [one.kind for one in known_of(call(metric, **parameters), (), 2023, of_two_goods())]


def test_what_is_known_is_of_the_good_that_is_asked_about():
    asked = {"state": "ISR", "scenario": "dear", "horizon": "short", "side": "buyer"}
    assert Kind.FAR_OUTSIDE in known("price-change", good="oil", **asked)
    assert Kind.FAR_OUTSIDE not in known("price-change", good="gas", **asked)
    of = of_two_goods()  # asked both in turn, it keeps each for its own
    oil, gas = (
        of.rests_on(call("price-change", good=g, **asked), (), 2023) for g in ("oil", "gas")
    )
    assert Kind.FAR_OUTSIDE in {one.kind for one in oil}
    assert Kind.FAR_OUTSIDE not in {one.kind for one in gas}


def test_data_of_the_year_that_a_claim_names_are_not_old():
    asked = {"suppliers": ("AZE",), "buyer": "ISR", "good": "oil"}
    assert known("import-share", **asked) == [Kind.OLD]
    assert known("import-share", year=2023, **asked) == []


def test_data_four_years_old_are_old_unless_the_claim_is_about_their_year():
    day = dt.date(2025, 8, 1)
    assert not list(old_data(2022, None, day, ("trade",)))
    (found,) = old_data(2021, None, day, ("votes",))
    assert (found.kind, found.effect) == (Kind.OLD, Effect.CAP)
    assert found.says == "data of 2021, 4 years before 2025-08-01"
    assert not list(old_data(2019, 2019, day, ("votes",)))
    (slow,) = old_data(2013, None, day, ("figures",))
    assert slow.effect is Effect.NOTE


def test_a_market_of_exports_alone_is_said_and_stands(tmp_path):
    # Trade that a user brings, of two years; production is known of the second alone.
    into = tmp_path / "sets"
    add(write_archive(tmp_path / "a"), into=into)
    cells = [Cells(table="market", good="crude-oil", years=(1998, 2023), by="mass")]
    cells.append(Cells(table="baci", good="crude-oil", years=(1998,), by="mass"))
    (found,) = exports_only(cells, load(1998, open_set("a", into)))
    assert (found.kind, found.effect) == (Kind.EXPORTS_ONLY, Effect.NOTE)
    assert found.says.startswith("exports only: no production of crude-oil is known for 1998")
    assert found.sources == ("baci",)


def test_of_where_sales_go_the_buyers_are_whom_a_number_is_about():
    # Azerbaijan sold Israel 60 to 120 t, and Germany 40 to 80: the named one's and the others' may
    # err in opposite directions. Least 60 of 140, most 120 of 160, and two between.
    here = made(
        trade="supplier buyer value_usd\n AZE ISR 60\n AZE DEU 40",
        holes="""
            id good supplier buyer low central high
            a  oil  AZE      ISR   60  90      120
            b  oil  AZE      DEU   40  60      80
        """,
        states=("DEU",),
    )
    case = parse(CASE.format(year=2023, demand=[0.5]), name="m", file="m.toml", world=here)
    asked = call("export-share", suppliers=("AZE",), buyers=("ISR",), good="oil", year=2023)
    read = Cells(table="baci", good="oil", suppliers=("AZE",), years=(2023,), by="mass")
    found = known_of(asked, (read,), 2023, Study.of(case, here, draws=4, seed=0))
    (hole,) = [one for one in found if one.kind is Kind.HOLE]
    sold = [here.read_as(v).exports("AZE", "oil", 2023, "mass") for v in hole.ends]
    shares = {round(float(one[here.index("ISR")] / one.sum()), 9) for one in sold}
    assert shares == {round(60 / 140, 9), 0.6, 0.75}
