"""Every good has a stage; what is priced is balanced at one, and its balance can be trusted."""

import numpy as np
import pytest
from tests.data.goods_page import PAGE, page, passed, tried

from accord.data import Tables
from accord.engines.market import partial
from accord.errors import InputError
from accord.world import load

PACKAGE = Tables.open()

PRICED = sorted(g.name for g in PACKAGE.goods.values() if g.priced)
CLOSED = sorted(g.name for g in PACKAGE.goods.values() if g.closing)
YEARS = PACKAGE.years.markets
# Their balance holds, but one is no pooled market, and the others are several products in a code.
SHARES_ONLY_BY_DECISION = {"natural-gas", "graphite", "bentonite", "feldspar"}


def failed(name: str, year: int) -> set[str]:
    return {found.test for found in tried(name)[year] if not found.passed}


def test_the_page_of_goods_says_what_the_tables_say():
    assert PAGE.read_text(encoding="utf-8") == page() + "\n"


def test_a_good_is_priced_where_its_balance_passes_in_most_years_and_nowhere_else():
    enough = {name for name in CLOSED if len(passed(name)) >= PACKAGE.enough_years}
    assert enough - SHARES_ONLY_BY_DECISION == set(PRICED)


def test_the_goods_of_energy_pass_in_every_year():
    for name in ("crude-oil", "coal", "lng"):
        assert passed(name) == list(YEARS)


def test_mine_content_is_never_set_against_what_others_refine():
    for name in ("lithium", "rare-earths", "cobalt", "platinum", "palladium", "rhodium", "gold"):
        assert PACKAGE.good(name).conversion is None
        assert (
            PACKAGE.no_market(PACKAGE.good(name), 2023)
            == f"no market of {name}: {PACKAGE.good(name).why_not}"
        )


def test_a_conversion_from_content_to_ore_is_above_one_and_sourced():
    ores = [g for g in PACKAGE.goods.values() if g.conversion and "content mined" in g.stage]
    assert len(ores) >= 10
    for ore in ores:
        assert ore.conversion.high > 1
        assert ore.conversion.source in PACKAGE.sources
        assert ore.conversion.source.startswith("grade-")


@pytest.mark.parametrize(
    ("name", "percent", "within"),
    [
        ("iron-ore", 62, (58, 66)),
        ("copper-ore", 26, (22, 30)),
        ("manganese-ore", 100 * 20.38 / 58.60, (30, 44)),
        ("tungsten-ore", 65 * 0.793, (62 * 0.793, 72 * 0.793)),
        ("chromium-ore", 42, (36, 46)),
    ],
)
def test_grades_are_those_of_their_sources(name, percent, within):
    conversion = PACKAGE.good(name).conversion
    assert 100 / conversion.central == pytest.approx(percent, abs=0.06)
    grades = (100 / conversion.high, 100 / conversion.low)
    assert grades == pytest.approx(within, abs=0.06)


def test_ferro_niobium_weighs_what_the_niobium_in_its_oxide_allows():
    niobium_in_oxide = 2 * 92.906 / (2 * 92.906 + 5 * 15.999)
    assert PACKAGE.good("niobium").conversion.central == pytest.approx(
        niobium_in_oxide / 0.66, abs=1e-3
    )


def test_bauxite_of_2023_is_refused_by_the_tests_that_its_wrong_price_breaks():
    assert failed("bauxite", 2023) == {"masses-put-right", "exports-below-usual"}
    reason = PACKAGE.no_market(PACKAGE.good("bauxite"), 2023)
    assert reason.startswith("no market of bauxite in 2023: ")
    assert "of the value traded, 20 % at most" in reason
    assert "of their median of all market years, 50 % at least" in reason
    with pytest.raises(InputError, match="no market of bauxite in 2023"):
        PACKAGE.balanced(PACKAGE.good("bauxite"), 2023)
    assert PACKAGE.no_market(PACKAGE.good("bauxite"), 2022) is None


def test_a_refusal_names_the_states_to_blame_with_their_part():
    reason = PACKAGE.no_market(PACKAGE.good("zircon"), 2023)
    assert "that neither production nor imports explain are 27" in reason
    assert "(ZAF 1" in reason


def test_a_balance_that_is_not_trusted_is_shown_all_the_same():
    shown = PACKAGE.balance("zircon", 2023)
    assert shown.why_no_market == PACKAGE.no_market(PACKAGE.good("zircon"), 2023)
    assert shown.produced > 1e6
    assert {t.test for t in shown.tests if not t.passed} == {"exports-above-production"}
    assert PACKAGE.balance("crude-oil", 2023).why_no_market is None


@pytest.mark.parametrize("name", ["crude-oil", "copper-ore", "zircon", "lng", "mercury"])
def test_measures_follow_their_definitions(name):
    market = PACKAGE.closed_market(PACKAGE.good(name), 2023)
    found = {t.test: t.value for t in tried(name)[2023]}
    trade = market.recorded.mass.sum()
    origin = market.closed.mass.sum() - np.trace(market.closed.mass)
    assert found["exports-above-production"] == pytest.approx(market.closed.clipped.sum() / trade)
    assert found["re-exports"] == pytest.approx(market.closed.passed_on.sum() / trade)
    assert found["thin-trade"] == pytest.approx(origin / market.production.sum())
    assert found["more-exported-than-made"] == found["thin-trade"]
    # Value is what customs know best: rows whose mass was changed, by their share of it.
    rows = PACKAGE.cleaned(years=[2023], codes=PACKAGE.good(name).codes)
    touched = rows["adjusted"].fill_null("").str.contains("mass-from-median")
    share = rows.filter(touched)["value_usd"].sum() / rows["value_usd"].sum()
    assert found["masses-put-right"] == pytest.approx(share)


def test_a_value_on_the_line_passes_and_one_beyond_it_fails():
    lines = {test.name: test.line for test in PACKAGE.balance_tests}
    for name in CLOSED:
        for found in (one for year in YEARS for one in tried(name)[year]):
            most = found.test not in ("thin-trade", "exports-below-usual")
            beyond = found.value - lines[found.test]
            assert found.passed == ((beyond if most else -beyond) <= 1e-9)


def test_every_test_has_a_line_a_reason_and_a_source():
    for test in PACKAGE.balance_tests:
        assert test.line > 0
        assert test.why
        assert test.source in PACKAGE.sources
        assert "{value}" in test.says
        assert "{line}" in test.says


def test_a_world_says_why_a_good_is_not_solved():
    world = load(2023)
    assert world.market_reason("crude-oil") is None
    assert world.market_reason("copper-ore") is None
    assert "separated compounds" in world.market_reason("rare-earths")
    assert "no market of zircon in 2023" in world.market_reason("zircon")
    assert "2018 to 2024" in load(2010).market_reason("crude-oil")
    for name in PRICED:
        if world.market_reason(name) is None:
            assert world.market(name).flows.sum() > 0


def test_all_elasticities_of_a_priced_good_are_there_for_both_horizons():
    world = load(2023)
    for name in PRICED:
        for parameter in ("sigma", "demand", "supply"):
            for horizon in ("short", "long"):
                assert world.elasticity(name, parameter, horizon) is not None, name


@pytest.mark.parametrize("name", ["copper-ore", "iron-ore", "niobium", "diatomite"])
@pytest.mark.parametrize("horizon", ["short", "long"])
def test_a_newly_priced_market_solves_without_and_with_a_loss_at_its_largest_producer(
    name, horizon
):
    world = load(2023)
    market = world.market(name)
    rng = np.random.default_rng(5)
    drawn = {p: _drawn(world, name, p, horizon, rng) for p in ("sigma", "demand", "supply")}
    rest = partial.solve(market.flows, **drawn)
    assert rest.residual.max() < 1e-12
    np.testing.assert_allclose(rest.price, 1.0, atol=1e-12)
    keep = np.ones((1, len(market.states)))
    largest = int(market.output.argmax())
    keep[0, largest] = 0.9
    lost = partial.solve(market.flows, **drawn, keep=keep)
    assert lost.residual.max() <= 1e-10
    assert not lost.failed.any()
    assert (lost.price[:, largest] > 1).all()


def _drawn(world, name, parameter, horizon, rng):
    e = world.elasticity(name, parameter, horizon)
    return rng.triangular(e.low, e.central, e.high, 100)
