"""The balance of a good adds up, and says what each rule did to it."""

import pytest

from accord.data import Tables
from accord.data.rules import CLIPPED, HUBS, MASS, NET_EXPORTS, RECODED, TRANSIT
from accord.errors import InputError, UnknownNameError

PACKAGE = Tables.open()
GAPS = ("crude-oil", "natural-gas", "zinc-ore")


def adjustment(of, name):
    return next(a for a in of.adjustments if a.rule == name)


@pytest.fixture(scope="module")
def crude():
    return PACKAGE.balance("crude-oil", 2023)


def test_the_hubs_of_crude_in_2023_are_the_netherlands_and_malaysia(crude):
    first, second = crude.residuals[:2]
    assert (first.state, first.kind) == ("NLD", "re-exports")
    assert first.mass / 1e6 == pytest.approx(31.7, abs=0.05)
    assert (second.state, second.kind) == ("MYS", "re-exports")
    assert second.mass / 1e6 == pytest.approx(16.1, abs=0.05)


def test_production_is_what_the_publisher_prints_as_its_total(crude):
    assert crude.produced == pytest.approx(4_544_089_069, rel=1e-9)


def test_consumption_is_production_and_what_was_clipped(crude):
    clipped = adjustment(crude, CLIPPED).mass_after
    assert crude.consumed == pytest.approx(crude.produced + clipped)
    assert crude.gap == pytest.approx(clipped / crude.produced)
    assert 0 < crude.gap < 0.005


def test_the_sums_are_those_of_the_states(crude):
    table = crude.by_state
    for column in ("produced", "domestic", "consumed"):
        assert table[column].sum() == pytest.approx(getattr(crude, column))
    assert table["exports"].sum() == pytest.approx(crude.exported_from_origin)
    assert table["imports"].sum() == pytest.approx(crude.exported_from_origin)


def test_masses_before_and_after_cleaning_differ_by_what_the_rule_did(crude):
    rule = adjustment(crude, MASS)
    assert (rule.count, rule.of) == (353, 1446)
    moved = rule.mass_after - rule.mass_before
    assert crude.exported - crude.exported_as_recorded == pytest.approx(moved)


def test_pipeline_gas_that_was_recorded_as_liquefied_leaves_the_one_and_enters_the_other():
    lng, pipeline = (
        adjustment(PACKAGE.balance(g, 2023), RECODED[0]) for g in ("lng", "pipeline-gas")
    )
    assert lng.count == pipeline.count == 1
    assert lng.mass_before == pipeline.mass_after == pytest.approx(3.525e6, rel=1e-3)
    assert lng.mass_after == pipeline.mass_before == 0


def test_gas_that_italy_buys_of_france_and_the_netherlands_is_transit():
    gas = PACKAGE.balance("natural-gas", 2023)
    assert {r.state for r in gas.residuals if r.kind == "transit"} == {"FRA", "NLD"}
    assert adjustment(gas, TRANSIT).mass_after / 1e6 == pytest.approx(13.7, abs=0.1)
    market = PACKAGE.balanced(PACKAGE.good("natural-gas"), 2023)
    italy = market.closed.mass[:, market.states.index("ITA")]
    assert italy[market.states.index("FRA")] < 1e4
    assert italy[market.states.index("NOR")] > 3.8e6


def test_importers_of_liquefied_gas_are_no_origins_of_it():
    lng = PACKAGE.balance("lng", 2023)
    table = {row["state"]: row for row in lng.by_state.iter_rows(named=True)}
    for state in ("ESP", "FRA", "GBR", "CHN", "JPN"):
        assert table[state]["produced"] == table[state]["exports"] == 0
    for state in ("QAT", "AUS", "USA"):
        assert table[state]["exports"] == pytest.approx(table[state]["produced"], rel=5e-3)
    assert lng.gap == pytest.approx(0, abs=1e-12)
    assert adjustment(lng, NET_EXPORTS).mass_after == pytest.approx(lng.produced)


@pytest.mark.parametrize("name", sorted(g.name for g in PACKAGE.goods.values() if g.closing))
@pytest.mark.parametrize("year", [2018, 2024])
def test_every_market_sells_every_tonne_once(name, year):
    market = PACKAGE.closed_market(PACKAGE.good(name), year)
    sold = market.closed.mass.sum(axis=1)
    assert sold == pytest.approx(market.production + market.closed.clipped, abs=1e-3, rel=1e-9)
    assert (market.closed.mass >= 0).all()


def test_a_good_without_a_market_still_has_its_trade_counted():
    cobalt = PACKAGE.balance("cobalt", 2022)
    assert "mine content" in cobalt.why_no_market
    assert cobalt.produced is cobalt.consumed is cobalt.gap is None
    assert 0 < cobalt.exported < cobalt.exported_as_recorded
    assert [a.rule for a in cobalt.adjustments] == [MASS]
    assert cobalt.by_state["produced"].null_count() == cobalt.by_state.height


def test_a_year_before_production_has_trade_but_no_market():
    assert "2018 to 2024" in PACKAGE.balance("crude-oil", 2010).why_no_market
    with pytest.raises(InputError, match=r"no market of crude-oil in 2010.*2018 to 2024"):
        PACKAGE.balanced(PACKAGE.good("crude-oil"), 2010)


def test_goods_without_codes_have_no_balance():
    with pytest.raises(InputError, match=r"no trade of gallium.*by production only"):
        PACKAGE.balance("gallium")


def test_every_rule_has_a_name_a_reason_and_a_source():
    assert set(PACKAGE.rules) == {MASS, *RECODED, TRANSIT, HUBS, NET_EXPORTS, CLIPPED}
    assert all(r.says and r.why and r.status for r in PACKAGE.rules.values())


def test_an_unknown_good_is_answered_with_the_nearest():
    with pytest.raises(UnknownNameError, match='did you mean "coal"'):
        PACKAGE.balance("cole")


def test_what_is_missing_in_a_year_is_said(crude):
    assert any("Turkey" in note for note in crude.notes)
    assert any("thin" in note for note in PACKAGE.balance("crude-oil", 2024).notes)


def test_what_is_missing_of_a_good_in_every_year_is_told_of_that_good_alone():
    crude, gas, zinc = (" ".join(PACKAGE.balance(g, 2023).notes) for g in GAPS)
    assert "crude that they import" in crude
    assert "Belarus" not in zinc
    assert "crude" not in gas
    assert "gas" not in crude + zinc
    assert "Russian pipeline gas to Germany" in gas
    assert any("2024 is thin" in note for note in PACKAGE.balance("zinc-ore", 2024).notes)


def test_every_good_of_which_something_is_known_to_be_missing_is_one():
    assert set(PACKAGE.years.gaps_of) <= set(PACKAGE.goods)
