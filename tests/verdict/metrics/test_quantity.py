"""Amounts on markets and networks that can be worked out by hand.

Azerbaijan sells 100 US$ for 50 t to Israel. With a real cost of the link of 1/8, demand elasticity
1/2 and supply elasticity 1, the producer's price is 2 and the quantity 2 (see test_market).
"""

import pytest
from tests.verdict.metrics.asking import ONE_LINK, ask, drawn, made, refusal

JOIN = """
[scenarios.join]
title = "Azerbaijan joins"
shocks = [{ kind = "accession", candidates = ["AZE"], with = ["ISR"], cost_cut = 0.875 }]
[scenarios.dear]
shocks = [{ kind = "freight", suppliers = ["AZE"], buyers = ["ISR"], change_of_cost = 7 }]
"""
BOTH = "bloc state start end\nBOTH AZE - -\nBOTH ITA - -"


@pytest.fixture(scope="module")
def world():
    return made(trade=ONE_LINK, production="state quantity\nAZE 50", states=("ITA",), blocs=BOTH)


# --------------------------------------------------------------------------- tonnes, in a market


def test_tonnes_change_as_a_share_and_in_tonnes(world):
    asked = {"scenario": "join", "good": "oil"}
    found = ask(world, "quantity-change", JOIN, **asked, suppliers=("AZE",))
    assert drawn(found) == pytest.approx([1])
    assert found.says("100 %") == (
        "Azerbaijan joins: trade of oil from AZE changes by 100 % in tonnes, in the long run."
    )
    tonnes = ask(world, "quantity-change", JOIN, **asked, buyers=("ISR",), measure="mass")
    assert drawn(tonnes) == pytest.approx([50])
    assert tonnes.table.rows == (("AZE", 50, pytest.approx(50)),)


def test_a_bloc_is_its_members_added_up(world):
    asked = {"scenario": "join", "good": "oil", "measure": "mass"}
    assert drawn(ask(world, "quantity-change", JOIN, **asked, suppliers=("BOTH",))) == [50]


def test_what_is_sold_at_home_counts_where_it_is_asked_for():
    # Of 80 t made 30 stay at home, and move with the price there: home sales are not trade.
    world = made(trade=ONE_LINK, production="state quantity\nAZE 80")
    asked = {"scenario": "join", "good": "oil", "suppliers": ("AZE",)}
    abroad = ask(world, "quantity-change", JOIN, **asked)
    whole = ask(world, "quantity-change", JOIN, **asked, home=True)
    assert abroad.table.rows[0][1] == pytest.approx(50)
    assert whole.table.rows[0][1] == pytest.approx(80)
    assert whole.text.startswith("change of tonnes of sales of oil")


def test_who_trades_nothing_has_no_change(world):
    asked = {"scenario": "join", "good": "oil", "suppliers": ("ITA",)}
    assert refusal(world, "quantity-change", JOIN, **asked) == "no trade of oil from ITA in 2023"


# ------------------------------------------------------------------------------------- revenue


def test_revenue_is_dollars_at_producer_prices_and_a_difference_where_two_are_named(world):
    # p q = 2 x 2 under the accession; where the link costs 8 times as much, 1/4.
    asked = {"states": ("AZE",), "good": "oil"}
    assert drawn(ask(world, "export-revenue", **asked)) == [100]
    found = ask(world, "export-revenue", JOIN, **asked, scenario="join")
    assert drawn(found) == pytest.approx([400])
    assert found.says("US$ 400") == (
        "Azerbaijan joins: exporting oil earns AZE US$ 400 a year, at producer prices of 2023."
    )
    more = ask(world, "export-revenue", JOIN, **asked, scenario="join", against="dear")
    assert drawn(more) == pytest.approx([400 - 25])
    assert "US$ 375 a year more than under 'dear'" in more.says("US$ 375")


def test_who_exports_nothing_earns_nothing_to_be_read(world):
    assert "export no oil" in refusal(world, "export-revenue", states=("ITA",), good="oil")


# --------------------------------------------------------------------------------- consumption

USE = """
    supplier  buyer  value_usd  mass_t
    AZE       ISR    60         60
    KAZ       ISR    20         20
    ISR       ITA    10         10
"""


def test_a_share_of_use_counts_what_is_made_at_home():
    # Israel makes 30, buys 80, sells 10: uses 100. Azerbaijan sends 60, itself it keeps 20.
    world = made(trade=USE, production="state quantity\nAZE 60\nKAZ 20\nISR 30", blocs=BOTH)
    asked = {"buyer": "ISR", "good": "oil"}
    found = ask(world, "consumption-share", suppliers=("AZE",), **asked)
    assert found.values == pytest.approx(0.6)
    assert [value for _, value in found.table.rows] == [30, 10, 80, 60, 100]
    assert found.says("60 %") == "60 % of the oil that ISR used in 2023 came from AZE, of record."
    assert ask(world, "consumption-share", suppliers=("ISR",), **asked).values == 0.2
    assert ask(world, "consumption-share", suppliers=("BOTH", "KAZ"), **asked).values == 0.8


def test_exports_above_production_are_handed_on_and_left_out_of_use():
    # Israel makes 5 and sells 10: use is 5 + 80.
    world = made(trade=USE, production="state quantity\nAZE 60\nKAZ 20\nISR 5")
    found = ask(world, "consumption-share", suppliers=("AZE",), buyer="ISR", good="oil")
    assert found.values == pytest.approx(60 / 85)
    assert "exports exceed production" in found.notes[1]


def test_who_sells_all_that_it_makes_uses_what_it_buys():
    # Israel makes 10 and sells 10: use is 80.
    world = made(trade=USE, production="state quantity\nAZE 60\nKAZ 20\nISR 10")
    found = ask(world, "consumption-share", suppliers=("AZE",), buyer="ISR", good="oil")
    assert found.values == pytest.approx(60 / 80)


def test_suppliers_of_a_bloc_are_its_members_in_the_year_that_is_asked_about():
    # Kazakhstan leaves BOTH during 2023; in 2022 each sent half of what Israel used.
    trade = """
        supplier  buyer  year  value_usd  mass_t
        AZE       ISR    2022  50         50
        KAZ       ISR    2022  50         50
        AZE       ISR    2023  60         60
        KAZ       ISR    2023  20         20
    """
    world = made(
        trade=trade,
        production="state year quantity\nAZE 2022 50\nKAZ 2022 50\nAZE 2023 60\nKAZ 2023 20",
        blocs="bloc state start end\nBOTH AZE - -\nBOTH KAZ - 2023-06-01",
    )
    asked = {"suppliers": ("BOTH",), "buyer": "ISR", "good": "oil"}
    assert ask(world, "consumption-share", **asked).values == pytest.approx(0.75)
    assert ask(world, "consumption-share", **asked, year=2022).values == pytest.approx(1)


def test_half_a_tonne_is_some_use():
    world = made(trade="supplier buyer value_usd mass_t\nAZE ISR 1 0.5", states=("ITA",))
    found = ask(world, "consumption-share", suppliers=("AZE",), buyer="ISR", good="oil")
    assert found.values == 1


def test_who_uses_nothing_has_no_share():
    world = made(trade=ONE_LINK, production="state quantity\nAZE 50", states=("ITA",))
    said = refusal(world, "consumption-share", suppliers=("AZE",), buyer="ITA", good="oil")
    assert said == "ITA neither makes nor buys oil in 2023"


# ----------------------------------------------------------------------------------- days of stock


def test_a_stock_lasts_for_what_it_is_over_use_a_day():
    # 50 Mt/a is 1 Mb/d here, so 73 Mb are 10 Mt. Of figures: 0.1 Mb/d, 730 days. Of trade: Israel
    # uses 100 Mt a year and imports 70 of them, net.
    figures = """
        figure  state  year  value  unit
        stocks  ISR    2023  73     Mb
        stocks  AZE    2023  7.3    Mb
        daily   ISR    2023  0.1    Mb/d
        power   ISR    2023  1      TWh
    """
    trade = USE.replace("60\n", "60e6\n").replace("20\n", "20e6\n").replace("10\n", "10e6\n")
    world = made(
        trade=trade, production="state quantity\nAZE 60e6\nKAZ 20e6\nISR 30e6", figures=figures,
        blocs="bloc state start end\nBOTH AZE - -\nBOTH ISR - -",
    )  # fmt: skip
    asked = {"state": "ISR", "stock": "stocks", "year": 2023}
    assert ask(world, "days-of-stock", **asked, use="daily").values == pytest.approx(730)
    of_use = ask(world, "days-of-stock", **asked, good="oil")
    assert of_use.values == pytest.approx(10 / 100 * 365)
    assert of_use.says("36.5 days") == (
        "Stocks of ISR would stand in for use of 36.5 days, in 2023."
    )
    over = ask(world, "days-of-stock", **asked, good="oil", over="net-imports")
    assert over.values == pytest.approx(10 / 70 * 365)
    # Both: 11 Mt of stocks; they use 90 made and 20 bought from outside, less 10 sold.
    both = ask(world, "days-of-stock", **{**asked, "state": "BOTH"}, good="oil")
    assert both.values == pytest.approx(11 / 100 * 365)
    assert "neither a figure" in refusal(world, "days-of-stock", **asked)
    assert 'no tonnes in a "TWh"' in refusal(
        world, "days-of-stock", state="ISR", stock="power", use="daily", year=2023
    )


def test_who_sells_more_than_it_buys_has_no_net_imports_to_stand_in_for():
    world = made(
        trade=ONE_LINK, production="state quantity\nAZE 50",
        figures="figure state year value unit\nstocks AZE 2023 1 Mt",
    )  # fmt: skip
    said = refusal(
        world, "days-of-stock", state="AZE", stock="stocks", good="oil", over="net-imports"
    )
    assert said == "AZE has no net imports to stand in for in 2023"


# ----------------------------------------------------------------- volumes, where nothing is priced

NODES = """
    node   state  gives  takes
    field  AZE    gas    -
    other  RUS    gas    -
    port   ISR    -      gas
"""
EDGES = """
    from   to    km   mode          capacity  unit   edge  status    good
    field  port  800  gas-pipeline  10        bcm/a  pipe  running   natural-gas
    field  port  900  gas-pipeline  4         bcm/a  side  running   natural-gas
    other  port  700  gas-pipeline  6         bcm/a  new   proposed  natural-gas
"""
CARGO = """
    good          cargo      modes                pipeline     terminal   starts  ends  unit
    any           container  rail;road;ferry;sea  -            container  -       -     Mt/a
    pipeline-gas  gas        gas-pipeline         natural-gas  -          gas     gas   bcm/a
"""
GAS = {
    "pipeline-gas": {
        "codes": ["271121"], "production": None, "conversion": None, "closing": None,
        "priced": False, "why_not": "pipes",
    },
    "natural-gas": {
        "codes": ["271111", "271121"], "production": ["gas"], "priced": False, "why_not": "pipes",
        "conversion": {
            "low": 500.0, "central": 500.0, "high": 500.0, "unit": "t/Mm3", "source": "made-up",
            "status": "exact",
        },
    },
    "oil": {},
}  # fmt: skip
VOLUMES = """
[goods.pipeline-gas]
[goods.natural-gas]
[scenarios.ban]
title = "A ban"
[[scenarios.ban.shocks]]
kind = "embargo"
by = ["ISR"]
on = ["AZE"]
evasion = 0.25
evasion_cost = 0
goods = ["pipeline-gas"]
[scenarios.shut]
title = "The pipe shut"
shocks = [{ kind = "closure", passages = ["pipe"], open_share = 0.5, goods = ["pipeline-gas"] }]
[scenarios.built]
title = "A new line"
shocks = [{ kind = "new-line", lines = ["new"], use = 0.5, goods = ["pipeline-gas"] }]
[scenarios.lost]
shocks = [{ kind = "lost-supply", state = "AZE", good = "pipeline-gas", share = 0.4 }]
[scenarios.lost-elsewhere]
shocks = [{ kind = "lost-supply", state = "RUS", good = "pipeline-gas", share = 0.4 }]
[scenarios.banned-and-lost]
[[scenarios.banned-and-lost.shocks]]
kind = "embargo"
by = ["ISR"]
on = ["AZE"]
evasion = 0.25
evasion_cost = 0
goods = ["pipeline-gas"]
[[scenarios.banned-and-lost.shocks]]
kind = "lost-supply"
state = "AZE"
good = "pipeline-gas"
share = 0.4
[scenarios.dearer]
shocks = [{ kind = "tariff", by = ["ISR"], on = ["AZE"], rate = 0.1, goods = ["pipeline-gas"] }]
"""


@pytest.fixture(scope="module")
def pipes():
    # 12 bcm of 0.5 Mt each: 6 Mt, of which the side pipe can carry 2.
    return made(
        nodes=NODES, edges=EDGES, corridor_goods=CARGO, goods=GAS, states=("RUS",),
        trade="supplier buyer hs6 value_usd mass_t\nAZE ISR 271121 100 6000000",
        production="series state quantity\ngas AZE 12000",
    )  # fmt: skip


PIPED = {"good": "pipeline-gas", "buyers": ("ISR",)}


def test_a_ban_on_what_has_no_price_takes_what_does_not_evade(pipes):
    found = ask(pipes, "quantity-change", VOLUMES, **PIPED, scenario="ban")
    assert drawn(found) == pytest.approx([-0.75])
    assert found.says("-75 %") == (
        "A ban: trade of pipeline-gas to ISR changes by -75 %, as volume lost or added: no prices "
        "move."
    )


@pytest.mark.parametrize(
    ("scenario", "change"),
    # Two fifths are lost; nothing of what Russia doesn't sell is; a quarter of three fifths evades.
    [("lost", -0.4), ("lost-elsewhere", 0), ("banned-and-lost", 0.25 * 0.6 - 1)],
)
def test_supply_that_is_lost_takes_its_part_of_what_its_own_state_sells(pipes, scenario, change):
    found = ask(pipes, "quantity-change", VOLUMES, **PIPED, scenario=scenario)
    assert drawn(found) == pytest.approx([change])


def test_a_closure_takes_what_other_pipes_have_no_room_for(pipes):
    # Shut for half of the year: half of the 4 Mt that don't fit into the side pipe.
    tonnes = ask(pipes, "quantity-change", VOLUMES, **PIPED, scenario="shut", measure="mass")
    assert drawn(tonnes) == pytest.approx([-2e6])
    assert tonnes.table.rows == (
        ("banned, or not supplied", 0, ),
        ("no other way has room", pytest.approx(-2e6)),
        ("room on new lines", 0),
    )  # fmt: skip


def test_a_new_line_adds_its_room_as_far_as_it_is_used(pipes):
    # 6 bcm of 0.5 Mt, half used: 1.5 Mt on 6.
    found = ask(pipes, "quantity-change", VOLUMES, **PIPED, scenario="built")
    assert drawn(found) == pytest.approx([0.25])
    assert "the most that new lines have room for" in found.notes[1]


def test_what_a_ban_on_what_has_no_price_takes_is_unmet_as_a_share_and_in_tonnes(pipes):
    # Three quarters of 6 Mt don't come.
    asked = {"good": "pipeline-gas", "buyer": "ISR", "scenario": "ban"}
    found = ask(pipes, "unmet-demand", VOLUMES, **asked)
    assert drawn(found) == pytest.approx([0.75])
    assert drawn(ask(pipes, "unmet-demand", VOLUMES, **asked, measure="mass")) == pytest.approx(
        [4.5e6]
    )
    more = ask(pipes, "unmet-demand", VOLUMES, **asked | {"scenario": "built"})
    assert drawn(more) == [0]


def test_a_price_alone_moves_no_volume_here(pipes):
    said = refusal(pipes, "quantity-change", VOLUMES, **PIPED, scenario="dearer")
    assert said.startswith("'dearer' moves no volume of pipeline-gas")
