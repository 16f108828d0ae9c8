"""A World is one frozen year; what it hands out is in one order of states and cannot be changed."""

import datetime as dt
import pickle
from dataclasses import FrozenInstanceError

import numpy as np
import polars as pl
import pytest
from tests.small_world import small_world

from accord.data import Tables
from accord.errors import InputError, UnknownNameError
from accord.world import World, load

PACKAGE = Tables.open()


@pytest.fixture(scope="module")
def world() -> World:
    return load()


def test_the_default_year_is_the_one_that_the_data_name(world):
    assert world.year == PACKAGE.years.default == 2023


@pytest.mark.parametrize("year", [1994, 2025])
def test_a_year_without_data_is_refused(year):
    with pytest.raises(InputError, match=f"no world of {year}: trade is known for 1995 to 2024"):
        load(year)


def test_states_stand_in_one_order_for_all_years(world):
    assert world.states == load(1995).states == tuple(sorted(world.states))
    assert [world.index(s) for s in world.states] == list(range(len(world.states)))


def test_a_wrong_state_is_answered_with_the_nearest(world):
    with pytest.raises(UnknownNameError, match=r'no state "KZA".*in the world of 2023'):
        world.index("KZA")


def test_nothing_in_a_world_can_be_changed(world):
    market, recorded = world.market("coal"), world.recorded("coal")
    arrays = [
        *(getattr(market, n) for n in ("flows", "mass", "producer_price", "output", "adjusted")),
        recorded.value_usd,
        recorded.mass_t,
        recorded.adjusted,
        world.production("coal"),
        world.stability(),
    ]
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    with pytest.raises(FrozenInstanceError):
        world.year = 2022
    with pytest.raises(FrozenInstanceError):
        market.good = "lng"


@pytest.mark.parametrize("name", ["crude-oil", "coal", "lng"])
def test_mass_and_money_are_proportional_along_a_row(world, name):
    market = world.market(name)
    np.testing.assert_allclose(market.flows, market.producer_price[:, None] * market.mass)
    np.testing.assert_allclose(market.mass.sum(axis=1), market.output)
    np.testing.assert_allclose(market.output, market.production + market.clipped, atol=1e-3)
    assert np.isfinite(market.flows).all()
    assert (market.flows >= 0).all()


def test_the_price_at_the_source_is_the_value_of_exports_over_their_mass(world):
    market, recorded = world.market("crude-oil"), world.recorded("crude-oil")
    kaz = world.index("KAZ")
    expected = recorded.value_usd[kaz].sum() / recorded.mass_t[kaz].sum()
    assert market.producer_price[kaz] == pytest.approx(expected)
    # Nobody records exports of the Mauritian crude that does not exist: the world's median.
    nobody = np.flatnonzero(recorded.value_usd.sum(axis=1) == 0)
    assert np.unique(market.producer_price[nobody]) == pytest.approx(609.5, abs=0.1)


def test_domestic_sales_are_production_less_exports(world):
    market, recorded = world.market("crude-oil"), world.recorded("crude-oil")
    rus = world.index("RUS")
    expected = world.production("crude-oil")[rus] - recorded.mass_t[rus].sum()
    assert market.mass[rus, rus] == pytest.approx(expected, rel=1e-3)


def test_a_market_is_made_once(world):
    assert world.market("crude-oil") is world.market("crude-oil")
    assert world.recorded("crude-oil", 2015) is world.recorded("crude-oil", 2015)


def test_a_market_of_an_early_year_is_refused_but_its_trade_is_there():
    early = load(2005)
    with pytest.raises(InputError, match="2018 to 2024"):
        early.market("crude-oil")
    assert early.recorded("crude-oil").value_usd.sum() > 1e11


def test_a_good_without_a_market_says_why(world):
    with pytest.raises(InputError, match="mine content"):
        world.market("cobalt")
    with pytest.raises(InputError, match="no pooled market"):
        world.market("pipeline-gas")


def test_recorded_trade_can_be_asked_by_good_code_codes_or_all(world):
    gas = world.recorded("natural-gas").value_usd
    np.testing.assert_allclose(gas, world.recorded(("271111", "271121")).value_usd)
    parts = world.recorded("271111").value_usd + world.recorded("271121").value_usd
    np.testing.assert_allclose(gas, parts)
    assert world.recorded(year=2022).value_usd.sum() == pytest.approx(3.5643e12, rel=1e-4)


def test_recorded_trade_has_no_diagonal(world):
    assert not np.diagonal(world.recorded().value_usd).any()


def test_recorded_trade_of_a_good_without_codes_is_refused(world):
    with pytest.raises(InputError, match="no recorded trade of gallium"):
        world.recorded("gallium")


def test_adjusted_cells_are_those_that_a_rule_touched(world):
    recorded = world.recorded("crude-oil")
    are, tha = world.index("ARE"), world.index("THA")
    assert recorded.adjusted[are, tha]
    assert recorded.mass_as_recorded_t[are, tha] == pytest.approx(215e6, rel=0.01)
    assert recorded.mass_t[are, tha] < 25e6
    kept = ~recorded.adjusted
    np.testing.assert_allclose(recorded.mass_t[kept], recorded.mass_as_recorded_t[kept])


def test_production_serves_shares_where_it_does_not_convert(world):
    uranium = world.production("uranium")
    assert uranium.sum() == pytest.approx(63_114)
    with pytest.raises(InputError, match="no production series"):
        world.production("lng")


def test_stability_is_unknown_where_nobody_rated(world):
    rating = world.stability()
    assert np.isnan(rating[world.index("UMI")])
    assert rating[world.index("NOR")] > rating[world.index("RUS")]


def test_the_union_left_by_the_united_kingdom_has_27_members(world):
    assert len(world.bloc("EU-27")) == 27
    assert "GBR" in world.bloc("EU", 2019)
    assert "GBR" not in world.bloc("EU", 2020)
    assert world.bloc("EU", dt.date(2020, 1, 31)) == world.bloc("EU", 2019)


def test_expanding_a_state_gives_itself_and_a_bloc_its_members(world):
    assert world.expand("KAZ") == ("KAZ",)
    assert world.expand("EU-27") == world.bloc("EU-27")
    with pytest.raises(UnknownNameError, match='did you mean "EU-27"'):
        world.expand("EU27")


def test_every_member_of_every_bloc_is_a_state(world):
    members = set(PACKAGE.blocs["state"])
    assert members <= set(world.states) | set(PACKAGE.states["iso3"])


def test_ties_are_filtered_by_all_that_is_given(world):
    israel = world.ties(object="ISR", subject="AZE")
    assert set(israel["subject"]) == {"AZE"}
    later = world.ties(object="ISR", subject="AZE", on=dt.date(2025, 1, 1))
    earlier = world.ties(object="ISR", subject="AZE", on=dt.date(1990, 1, 1))
    assert set(earlier["relation"]) <= set(later["relation"])
    assert world.ties(relation="embassy").height < world.ties().height


def test_a_figure_comes_with_range_source_and_status(world):
    use = world.figure("crude-use", "ISR", 2023)
    assert use is not None
    assert (use.low, use.value, use.high, use.unit) == (220_000, 240_000, 300_000, "bbl/d")
    assert use.source in world.sources
    newest = world.figure("crude-use", "ISR")
    assert newest == use
    assert world.figure("crude-use", "KAZ") is None
    with pytest.raises(UnknownNameError, match="no figure"):
        world.figure("crude-abuse")


def test_an_elasticity_comes_with_range_source_and_status(world):
    sigma = world.elasticity("crude-oil", "sigma", "long")
    assert sigma is not None
    assert sigma.low <= sigma.central <= sigma.high
    assert sigma.source in world.sources
    assert world.elasticity("crude-oil", "sigma", "forever") is None


def test_what_is_missing_in_a_year_is_known(world):
    assert any("Belarus" in gap for gap in world.data_gaps)
    assert any("thin" in gap for gap in load(2024).data_gaps)


def test_a_row_behind_a_cell_can_be_found(world):
    rows = PACKAGE.cleaned(years=[2023], codes=["270900"])
    cell = rows.filter(pl.col("supplier") == "AZE", pl.col("buyer") == "ISR")
    recorded = world.recorded("crude-oil")
    found = recorded.value_usd[world.index("AZE"), world.index("ISR")]
    assert cell["value_usd"].item() == pytest.approx(found)


BLOCS = """
    bloc  state  start       end
    PACT  ISR    -           -
    PACT  TUR    -           2022-06-01
    PACT  GEO    2023-01-01  -
"""
PACT_TRADE = """
    year  supplier  buyer  value_usd  mass_t
    2021  AZE       ISR    60         6
    2021  KAZ       TUR    20         1
    2021  KAZ       GEO    70         5
    2021  ISR       TUR    30         9
    2023  AZE       ISR    10         1
    2023  KAZ       TUR    80         8
    2023  KAZ       GEO    30         3
"""


@pytest.fixture(scope="module")
def pact() -> World:
    return small_world(trade=PACT_TRADE, blocs=BLOCS)


def test_a_bloc_is_its_members_of_the_year_asked_about(pact):
    # 2021: PACT is ISR and TUR. They bought 60 of AZE and 20 of KAZ: AZE 60/80. In 2023 it is ISR
    # and GEO: 10 of AZE and 30 of KAZ, AZE 10/40.
    assert pact.year == 2023
    assert pact.share("AZE", "PACT", "oil", 2021) == pytest.approx(60 / 80)
    assert pact.share("AZE", "PACT", "oil") == pytest.approx(10 / 40)
    assert pact.share("AZE", "PACT", "oil", 2021, by="mass") == pytest.approx(6 / 7)


def test_trade_among_the_members_of_a_bloc_is_neither_bought_nor_sold_by_it(pact):
    imports = dict(zip(pact.states, pact.imports("PACT", "oil", 2021), strict=True))
    assert imports == {"AZE": 60, "GEO": 0, "ISR": 0, "KAZ": 20, "TUR": 0}
    assert pact.exports("PACT", "oil", 2021).sum() == 0  # ISR -> TUR stays inside
    assert pact.exports("ISR", "oil", 2021)[pact.index("TUR")] == 30
    assert pact.share("ISR", "PACT", "oil", 2021) == 0


def test_several_buyers_are_summed_and_what_each_buys_of_the_other_counts(pact):
    # ISR bought 60; TUR 20 of KAZ and 30 of ISR.
    assert pact.imports(("ISR", "TUR"), "oil", 2021).sum() == 110
    assert pact.share(("AZE", "ISR"), ("ISR", "TUR"), "oil", 2021) == pytest.approx(90 / 110)


def test_a_share_in_nothing_is_unknown_and_one_in_all_is_one(pact):
    assert np.isnan(pact.share("AZE", "KAZ", "oil", 2021))
    assert pact.share(("AZE", "KAZ"), "PACT", "oil", 2021) == 1
    with pytest.raises(UnknownNameError, match='no state or bloc "PAKT"'):
        pact.share("AZE", "PAKT", "oil")


def test_a_mask_marks_members_on_a_day(pact):
    def marked(on):
        return [s for s, here in zip(pact.states, pact.mask("PACT", on), strict=True) if here]

    assert marked(dt.date(2022, 5, 31)) == ["ISR", "TUR"]
    assert marked(dt.date(2022, 6, 1)) == ["ISR"]
    assert marked(None) == marked(2023) == ["GEO", "ISR"]


def test_russia_sold_the_alliance_of_2021_a_quarter_of_its_crude(world):
    """With Finland, which joined in 2023 and bought Russian crude, it would read 26.3 %."""
    assert world.share("RUS", "NATO", "crude-oil", 2021) == pytest.approx(0.252, abs=5e-4)
    of_2023 = world.bloc("NATO", 2023)
    assert set(of_2023) - set(world.bloc("NATO", 2021)) == {"FIN"}


def test_nobody_can_put_a_market_in_place_of_the_worlds_own():
    one = small_world(trade=PACT_TRADE, production="state quantity\n AZE 99\n KAZ 199")
    one.memo.get(("market", "oil"), lambda: "hijacked")
    with pytest.raises(FrozenInstanceError):
        one.memo = None
    assert one.market("oil").mass.sum() == 298


def test_a_world_travels_to_another_process(pact):
    back = pickle.loads(pickle.dumps(pact))
    assert (back.year, back.states) == (pact.year, pact.states)
    assert back.share("AZE", "PACT", "oil") == pact.share("AZE", "PACT", "oil")


def test_a_bloc_that_sells_is_its_members_of_the_year_asked_about_too():
    # TUR, a member until 2022, sold ITA 30 of 100 in 2021; in 2023 nobody of the pact sold any.
    late = small_world(
        trade="year supplier buyer value_usd\n 2021 TUR ITA 30\n 2021 AZE ITA 70\n 2023 AZE ITA 1",
        blocs=BLOCS,
        states=["ISR", "GEO"],
    )
    assert late.share("PACT", "ITA", "oil", 2021) == pytest.approx(0.3)
    assert late.share("PACT", "ITA", "oil") == 0


def test_a_member_is_in_on_the_day_it_joins(pact):
    assert "GEO" in pact.bloc("PACT", dt.date(2023, 1, 1))
    assert "GEO" not in pact.bloc("PACT", dt.date(2022, 12, 31))


def test_pairs_sum_rows_name_their_rules_and_leave_a_mass_unknown_in_part_unknown():
    # 110 US$ recorded as liquefied gas, by pipeline, and 100 US$ without tonnes, at the median of
    # 100 US$/t: 1 t and 1 t. Nobody knows any mass of 271113, so that of ISR -> ITA is unknown.
    trade = """
        hs6     supplier  buyer  value_usd  mass_t
        271111  IRN       IRQ    110        1
        271121  IRN       IRQ    100        -
        271121  RUS       TUR    1000       10
        271121  ISR       ITA    200        2
        271113  ISR       ITA    5          -
    """
    gas = {"gas": {"codes": ["271121", "271113"], "production": None, "conversion": None,
                   "closing": None, "priced": False, "why_not": "shares only"}}  # fmt: skip
    pairs = small_world(trade=trade, goods=gas, also=["rules.toml"]).pairs("gas")
    assert pairs.rows() == [
        ("IRN", "IRQ", 210, 2, "mass-from-median, pipeline-gas-as-lng"),
        ("ISR", "ITA", 205, None, None),
        ("RUS", "TUR", 1000, 10, None),
    ]
