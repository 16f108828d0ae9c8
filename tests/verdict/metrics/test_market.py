"""Market metrics on markets that can be solved by hand.

Azerbaijan alone sells, to Israel alone: 100 US$ for 50 t. With k the ratio of real cost on the
link, demand elasticity 1/2 and supply elasticity 1, clearing p = (p k)^(-1/2) gives p = k^(-1/3):
at k = 1/8 the producer's price is 2, the buyer's 1/4, the quantity 2, revenue 4 times what it was.
"""

import pytest
from tests.verdict.metrics.asking import ONE_LINK, ask, ask_of, drawn, inquiry, made, refusal

SCENARIOS = """
[scenarios.join]
title = "Azerbaijan joins"
shocks = [{ kind = "accession", candidates = ["AZE"], with = ["ISR"], cost_cut = 0.875 }]
[scenarios.dear]
shocks = [{ kind = "freight", suppliers = ["AZE"], buyers = ["ISR"], change_of_cost = 7 }]
"""


def test_revenue_is_at_producer_prices(world):
    # p q = 2 x 2: three times more; where the link costs 8 times as much, p = 1/2, P = 4, q = 1/2.
    asked = {"states": ("AZE",), "good": "oil"}
    found = ask(world, "export-revenue-change", SCENARIOS, **asked, scenario="join")
    assert drawn(found) == pytest.approx([3])
    assert found.table.rows == (("AZE", pytest.approx(100), pytest.approx(300)),)
    dear = ask(world, "export-revenue-change", SCENARIOS, **asked, scenario="dear")
    assert drawn(dear) == pytest.approx([-0.75])
    assert found.says("300 %") == (
        "Azerbaijan joins: export revenue of AZE from oil changes by 300 %, in the long run."
    )
    assert drawn(ask(world, "export-revenue-change", **asked, scenario="baseline")) == [0]


def test_a_price_is_the_producers_or_the_buyers(world):
    asked = {"good": "oil", "scenario": "join"}
    buyer = ask(world, "price-change", SCENARIOS, **asked, state="ISR")
    assert drawn(buyer) == pytest.approx([-0.75])
    seller = ask(world, "price-change", SCENARIOS, **asked, state="AZE", side="producer")
    assert drawn(seller) == pytest.approx([1])
    assert seller.says("100 %") == (
        "Azerbaijan joins: the producer price of oil in AZE changes by 100 %, in the long run."
    )
    assert "price to buyers of oil in ISR" in buyer.finding


APART = """
    supplier  buyer  value_usd  mass_t
    AZE       ISR    100        50
    RUS       ITA    300        100
"""


@pytest.fixture(scope="module")
def two_markets():
    # Russia and Italy trade apart from Azerbaijan and Israel, and nothing happens to them.
    return made(
        trade=APART, production="state quantity\nAZE 50\nRUS 100",
        blocs="bloc state start end\nBUYERS ISR - -\nBUYERS ITA - -",
    )  # fmt: skip


def test_the_price_of_a_bloc_is_weighed_by_what_its_members_trade(two_markets):
    # Israel's falls by 3/4, Italy's not at all: 100 of 400 of what both spend.
    asked = {"good": "oil", "scenario": "join"}
    found = ask(two_markets, "price-change", SCENARIOS, **asked, state="BUYERS")
    assert drawn(found) == pytest.approx([-0.75 / 4])
    assert found.table.rows == (("ITA", 0, 0.75), ("ISR", pytest.approx(-0.75), 0.25))
    assert found.notes[-1] == "weighed by what each member trades today"


def test_a_world_price_is_weighed_by_exports_and_shown_beside_buyers(two_markets):
    # Azerbaijan's price doubles, Russia's stays: 100 of 400 exported. 400 US$ for 150 t today.
    asked = {"good": "oil", "scenario": "join"}
    found = ask(two_markets, "world-price-change", SCENARIOS, **asked, buyers=("ISR", "BUYERS"))
    assert drawn(found) == pytest.approx([0.25])
    assert found.table.rows == (
        ("world, as exporters get it", pytest.approx(0.25)),
        ("ISR", pytest.approx(-0.75)),
        ("the BUYERS", pytest.approx(-0.75 / 4)),
    )
    level = ask(two_markets, "world-price", SCENARIOS, **asked)
    assert drawn(level) == pytest.approx([400 / 150 * 1.25])
    assert level.says("US$ 3.33/t") == (
        "Azerbaijan joins: the trade-weighted price of oil on the world market is US$ 3.33/t, in "
        "the long run."
    )


def test_a_buyer_without_a_supplier_pays_the_choke_price_at_most_and_is_told_what_is_unmet():
    # At twice the price Israel wants 2^(-1/2) of its 50 t, and gets nothing.
    world = made(
        trade=ONE_LINK, production="state quantity\nAZE 50", states=("ITA",),
        figures="figure state year value unit\nchoke-price - - 2 ratio",
    )  # fmt: skip
    ban = """
[scenarios.ban]
shocks = [{ kind = "embargo", by = ["ISR"], on = ["AZE"], evasion = 0, evasion_cost = 0 }]
"""
    found = ask(world, "price-change", ban, good="oil", scenario="ban", state="ISR")
    assert drawn(found) == pytest.approx([1])
    assert found.notes[0] == (
        "the price stands at 2 times the base year's in 100\u202f% of draws, where buyers give up: "
        "70.7\u202f% of what was bought, 35.4\u202ft, is unmet (median of these)"
    )


def test_a_gain_is_what_buyers_save_and_producers_earn(world):
    # Israel: -100 (1/4^(1/2) - 1) / (1/2) = 100. Azerbaijan: 100 (2^2 - 1) / 2 = 150.
    asked = {"parties": ("ISR", "AZE"), "scenario": "join"}
    together = ask(world, "gain", SCENARIOS, **asked)
    assert drawn(together) == pytest.approx([250])
    smallest = ask(world, "smallest-gain", SCENARIOS, **asked)
    assert drawn(smallest) == pytest.approx([100])
    assert together.table.rows == (
        ("ISR", *[pytest.approx(100)] * 3, 1),
        ("AZE", *[pytest.approx(150)] * 3, 1),
        ("Everybody else", 0, 0, 0, 0),
    )
    assert together.says("US$ 250") == (
        "Azerbaijan joins: ISR and AZE gain US$ 250 together a year, in the long run."
    )
    assert smallest.says("US$ 100") == (
        "Azerbaijan joins: whoever gains least of ISR and AZE gains US$ 100 a year, in the long "
        "run."
    )


def test_what_costs_more_is_a_loss_to_both(world):
    # Israel: -100 (4^(1/2) - 1) / (1/2) = -200. Azerbaijan: 100 (1/4 - 1) / 2 = -37.5.
    asked = {"parties": ("ISR", "AZE"), "scenario": "dear"}
    assert drawn(ask(world, "gain", SCENARIOS, **asked)) == pytest.approx([-237.5])
    assert drawn(ask(world, "smallest-gain", SCENARIOS, **asked)) == pytest.approx([-200])


def test_a_state_that_is_in_two_parties_gains_once(world):
    found = ask(world, "gain", SCENARIOS, parties=("PACT", "AZE"), scenario="join")
    assert drawn(found) == pytest.approx([150])


def test_each_draw_has_its_own_gain(world):
    # Demand elasticity 1/2 or 2: p = k^(-eta / (1 + eta)), k = 1/8: 2 or 4; 100 (p^2 - 1) / 2.
    q = inquiry(world, SCENARIOS, draws=40, demand=(0.5, 2))
    found = ask_of(q, "smallest-gain", parties=("AZE",), scenario="join")
    assert drawn(found) == pytest.approx([150, 750])
    assert "demand" in q.used


def test_a_share_of_export_revenue_changes():
    # Azerbaijan sells 100 to Israel and 100 to Italy. The link to Israel costs a quarter: with
    # p^(3/2) = (1/4^(-1/2) + 1) / 2, revenue from Israel is twice that from Italy: 2/3 of it.
    world = made(
        trade=ONE_LINK + "\nAZE ITA 100 50", production="state quantity\nAZE 100",
    )  # fmt: skip
    more = SCENARIOS.replace("0.875", "0.75")
    asked = {"states": ("AZE",), "scenario": "join"}
    found = ask(world, "export-share-change", more, **asked, buyers=("ISR",))
    assert drawn(found) == pytest.approx([2 / 3 - 1 / 2])
    assert found.notes[0] == "baseline share 50.0\u202f%"
    both = ask(world, "export-share-change", more, **asked, buyers=("ISR", "ITA"))
    assert drawn(both) == pytest.approx([0])
    assert found.says("16.7 pp") == (
        "Azerbaijan joins: the share of ISR in export revenue of AZE from oil changes by 16.7 pp, "
        "in the long run."
    )


TWO_GOODS = {"oil": {}, "coal": {"codes": ["270112"], "production": ["coal"]}}
TWO = """
    supplier  buyer  hs6     value_usd  mass_t
    AZE       ISR    270900  100        50
    AZE       ITA    270112  300        100
"""
COAL = """
[goods.coal]
sigma = "sigma"
demand = "demand"
supply = "supply"
"""
TWO_MADE = """
    series  state  quantity
    oil     AZE    50
    coal    AZE    100
"""


def test_a_share_is_over_all_goods_also_those_that_a_scenario_leaves_alone():
    # Of 100 in oil to Israel and 300 in coal to Italy, oil becomes 400: 400 / 700 - 100 / 400.
    world = made(trade=TWO, goods=TWO_GOODS, production=TWO_MADE)
    found = ask(
        world, "export-share-change", COAL + SCENARIOS, states=("AZE",), buyers=("ISR",),
        scenario="join",
    )  # fmt: skip
    assert drawn(found) == pytest.approx([400 / 700 - 100 / 400])


def test_a_scenario_that_touches_nothing_in_a_market_is_not_without_effect():
    world = made(trade=TWO, goods=TWO_GOODS, production=TWO_MADE)
    asked = {"states": ("AZE",), "good": "coal", "scenario": "join"}
    said = "'Azerbaijan joins' touches nothing in the market of coal"
    assert refusal(world, "export-revenue-change", COAL + SCENARIOS, **asked) == said
    asked = {"state": "ITA", "good": "coal", "scenario": "join"}
    assert refusal(world, "price-change", COAL + SCENARIOS, **asked) == said


def test_a_good_that_the_case_does_not_count_has_no_price_here(world):
    asked = {"states": ("AZE",), "good": "coal", "scenario": "baseline"}
    other = made(trade=TWO, goods=TWO_GOODS, production=TWO_MADE)
    assert refusal(other, "export-revenue-change", **asked) == ("coal is no good of the case")


def test_who_exports_nothing_has_no_export_revenue(world):
    asked = {"states": ("ITA",), "good": "oil", "scenario": "join"}
    assert refusal(world, "export-revenue-change", SCENARIOS, **asked) == (
        "ITA export no oil in 2023"
    )
    asked = {"states": ("ITA",), "buyers": ("ISR",), "scenario": "join"}
    assert refusal(world, "export-share-change", SCENARIOS, **asked) == (
        "ITA export no oil in 2023"
    )


def test_a_percentage_of_exports_that_are_next_to_nothing_is_refused():
    # 50 t of 5,000 are exported of record.
    world = made(trade=ONE_LINK, production="state quantity\nAZE 5000")
    asked = {"states": ("AZE",), "good": "oil", "scenario": "join"}
    assert "1.00\u202f% of production" in refusal(
        world, "export-revenue-change", SCENARIOS, **asked
    )


NEW = """
[scenarios.new]
shocks = [{ kind = "new-link", supplier = "KAZ", buyer = "ISR", good = "oil", seed = 0.2 }]
"""


def test_a_new_source_lowers_no_price_by_being_one():
    # Israel's only source today is Azerbaijan: over today's sources its price is Azerbaijan's,
    # and with one more source the CES index would be lower still.
    world = made(trade=ONE_LINK + "\nKAZ ITA 100 50", production="state quantity\nAZE 50\nKAZ 50")
    q = inquiry(world, NEW)
    asked = {"good": "oil", "scenario": "new"}
    (buyer,) = drawn(ask_of(q, "price-change", **asked, state="ISR"))
    (seller,) = drawn(ask_of(q, "price-change", **asked, state="AZE", side="producer"))
    assert buyer == pytest.approx(
        seller, rel=1e-7
    )  # the link that opens has a trace of trade today
    index = q.outcome("new", good="oil").goods["oil"].solution.price_index
    assert index[0, world.index("ISR")] - 1 < buyer - 0.01
    (italy,) = drawn(ask_of(q, "price-change", **asked, state="ITA"))
    assert italy == pytest.approx(index[0, world.index("ITA")] - 1)


def test_the_rise_of_prices_when_a_source_stops_is_feenstras():
    # A source of 3/4 stops; sigma 3: (1/4)^(-1/2) - 1 = 1. Sigma 2: 3.
    world = made(trade="supplier buyer value_usd mass_t\nAZE ISR 75 2\nKAZ ISR 25 9")
    asked = {"suppliers": ("AZE",), "buyer": "ISR", "good": "oil"}
    found = ask(world, "loss-price-rise", **asked, sigma="sigma")
    assert drawn(found) == pytest.approx([1])
    assert drawn(ask(world, "loss-price-rise", **asked, sigma=2.0)) == pytest.approx([3])
    assert found.notes == ("2.00\u202ft a year are recorded from them, to be found elsewhere",)
    assert found.says("100 %") == (
        "Were AZE to stop selling it oil, ISR's price index would rise by 100 %, the others' "
        "prices as they were in 2023."
    )


DIVERTED = """
    supplier  buyer  value_usd
    RUS       ITA    60
    FRA       ITA    30
    AZE       ITA    10
    AZE       ISR    20
    AZE       FRA    30
    KAZ       FRA    5
"""


@pytest.mark.parametrize(
    ("redirected", "drop"),
    [(("AZE",), 50), (("KAZ",), 5), (("AZE", "KAZ"), 55)],
)
def test_what_others_export_elsewhere_could_push_a_bloc_out(redirected, drop):
    # Azerbaijan's 50 that don't go to Italy, of the 60 that Russia sells it; Italy buys 100.
    world = made(trade=DIVERTED)
    asked = {"buyer": "ITA", "bloc": ("RUS",), "good": "oil"}
    found = ask(world, "diversion-drop", **asked, redirected=redirected)
    assert found.values == pytest.approx(drop / 100)


def test_a_bloc_can_be_pushed_out_once():
    # Azerbaijan and Kazakhstan have 55 to send; France sells Italy no more than 30.
    world = made(trade=DIVERTED)
    found = ask(
        world, "diversion-drop", buyer="ITA", bloc=("FRA",), redirected=("AZE", "KAZ"), good="oil"
    )
    assert found.values == pytest.approx(0.3)
    assert found.says("30 pp") == (
        "Were all exports of oil of AZE and KAZ sent to ITA, the share of FRA in its recorded "
        "imports would have fallen by at most 30 pp in 2023."
    )
    assert refusal(
        world, "diversion-drop", buyer="KAZ", bloc=("FRA",), redirected=("AZE",), good="oil"
    ) == "KAZ has no recorded imports of oil in 2023"  # fmt: skip
