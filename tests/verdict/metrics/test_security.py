"""Concentration, dependency and leverage on a World of five states, worked out by hand."""

import pytest
from tests.verdict.metrics.asking import ask, made, refusal

TRADE = """
    supplier  buyer  year  value_usd  mass_t
    AZE       ISR    2023  500        1
    KAZ       ISR    2023  300        1
    RUS       ISR    2023  200        8
    ITA       ISR    2022  100        1
    AZE       ITA    2023  300        2
    ISR       ITA    2023  50         2
    FRA       ITA    2023  900        50
    ITA       FRA    2023  80         4
"""
BLOCS = """
    bloc   state  start       end
    UNION  ITA    2000-01-01  -
    UNION  FRA    2023-05-01  -
"""
MADE = """
    state  quantity
    AZE    10
    ISR    6
    FRA    1
"""


@pytest.fixture(scope="module")
def world():
    return made(trade=TRADE, blocs=BLOCS, production=MADE)


def test_concentration_adds_the_squares_of_shares(world):
    # By value 0.5, 0.3, 0.2: 0.25 + 0.09 + 0.04. By mass 0.1, 0.1, 0.8: 0.66. In 2022 one supplier.
    asked = {"buyer": "ISR", "good": "oil"}
    found = ask(world, "hhi", **asked)
    assert found.values == pytest.approx(0.38)
    assert found.table.rows == (
        ("AZE", pytest.approx(0.5)),
        ("KAZ", pytest.approx(0.3)),
        ("RUS", pytest.approx(0.2)),
    )
    assert ask(world, "hhi", **asked, by="mass").values == pytest.approx(0.66)
    assert ask(world, "hhi", **asked, year=2022).values == pytest.approx(1)
    assert found.says("0.38") == (
        "ISR's recorded imports of oil were concentrated at 0.38, of 1 for a single supplier, by "
        "value in 2023."
    )


def test_effective_suppliers_are_one_over_the_concentration(world):
    found = ask(world, "effective-suppliers", buyer="ISR", good="oil")
    assert found.values == pytest.approx(1 / 0.38)
    assert found.says("2.63") == (
        "ISR was as exposed as if 2.63 equal suppliers sold it oil, by value in 2023."
    )


def test_a_bloc_is_one_buyer_without_the_trade_inside_of_it(world):
    # UNION of 2023 buys 300 of Azerbaijan and 50 of Israel; France's 900 to Italy are inner.
    found = ask(world, "hhi", buyer="UNION", good="oil")
    assert found.values == pytest.approx((300**2 + 50**2) / 350**2)
    assert found.table.rows[0] == ("AZE", pytest.approx(300 / 350))


def test_who_buys_nothing_has_no_concentration(world):
    assert (
        refusal(world, "hhi", buyer="AZE", good="oil")
        == "AZE has no recorded imports of oil in 2023"
    )


def test_dependency_is_net_imports_over_use(world):
    # Israel makes 6 t, buys 10, sells 2: (10 - 2) / (6 + 10 - 2).
    found = ask(world, "import-dependency", state="ISR", good="oil")
    assert found.values == pytest.approx(8 / 14)
    assert found.table.rows == ((6, 10, 2),)
    assert found.notes == ()
    assert (
        found.says("57 %") == "ISR imported 57 % of the oil that it used in 2023, net of exports."
    )


def test_a_net_exporter_has_a_dependency_below_0(world):
    # Azerbaijan makes 10 t and sells 1 + 2: -3 / 7.
    found = ask(world, "import-dependency", state="AZE", good="oil")
    assert found.values == pytest.approx(-3 / 7)
    assert found.says("-43 %") == "AZE exported oil, net, in 2023: its import dependency is -43 %."


def test_who_exports_more_than_it_makes_is_measured_without_what_passes_through():
    # ITA makes 1 t, buys 4 and sells 3: 4 / 5.
    world = made(
        trade="supplier buyer value_usd\nAZE ITA 4\nITA ISR 3", production="state quantity\nITA 1"
    )
    found = ask(world, "import-dependency", state="ITA", good="oil")
    assert found.values == pytest.approx(4 / 5)
    assert found.notes == ("exports exceed production: re-exports; M / (P + M) is shown",)


def test_the_dependency_of_a_bloc_leaves_the_trade_inside_of_it_out(world):
    # UNION makes 1 t, buys 2 of Azerbaijan and 2 of Israel, sells nothing outside.
    found = ask(world, "import-dependency", state="UNION", good="oil")
    assert found.values == pytest.approx(4 / 5)


def test_production_and_trade_of_different_stages_are_not_compared():
    ore = {"conversion": None, "priced": False, "why_not": "ore and metal", "closing": None}
    world = made(trade=TRADE, blocs=BLOCS, production=MADE, goods={"oil": {}, "ore": ore})
    assert refusal(world, "import-dependency", state="ISR", good="ore") == (
        "production and trade of ore are of different stages"
    )


def test_who_neither_makes_nor_buys_has_no_dependency(world):
    assert refusal(world, "import-dependency", state="KAZ", good="oil", year=2023) != ""


def test_leverage_is_the_buyers_dependence_less_the_suppliers(world):
    # Israel gets 500 of 1,000 from Azerbaijan, which sends it 500 of 800: 0.5 - 0.625.
    found = ask(world, "leverage", supplier="AZE", buyer="ISR", good="oil")
    assert found.values == pytest.approx(0.5 - 0.625)
    assert found.table.rows[0][:2] == (pytest.approx(0.5), pytest.approx(0.625))
    assert found.says("-12.5 points") == (
        "ISR got 50.0\u202f% of its recorded imports of oil from AZE, which sent it 62.5\u202f% of "
        "its exports: -12.5 points more in 2023."
    )


def test_leverage_over_a_bloc_counts_what_crosses_its_border(world):
    # UNION gets 300 of 350 from Azerbaijan, which sends it 300 of 800.
    found = ask(world, "leverage", supplier="AZE", buyer="UNION", good="oil")
    assert found.values == pytest.approx(300 / 350 - 300 / 800)


def test_without_exports_or_imports_there_is_no_leverage(world):
    asked = {"buyer": "ISR", "good": "oil"}
    assert refusal(world, "leverage", supplier="ITA", **asked, year=2021) != ""
    assert refusal(world, "leverage", supplier="AZE", buyer="KAZ", good="oil") == (
        "AZE has no recorded exports, or KAZ no imports, of oil in 2023"
    )
