"""Pictures of dependence and of supply show what is on record, worked out by hand."""

import pytest
from tests.verdict.metrics.asking import inquiry, made

import accord
from accord.result.made.dependence import pictures

# 2023: Israel buys 100, 60 of it from Azerbaijan, which sells 240 in all; Kazakhstan sells 30 to
# Israel alone. The year before Israel bought 50, a fifth of it from Azerbaijan. 2022 knows of no
# trade of Israel's with Kazakhstan; nothing at all is known of 2020.
TRADE = """
    year  supplier  buyer  value_usd  mass_t
    2021  RUS       ISR    40         4
    2022  AZE       ISR    10         1
    2022  RUS       ISR    40         4
    2023  AZE       ISR    60         9
    2023  AZE       TUR    180        20
    2023  KAZ       ISR    30         3
    2023  RUS       ISR    10         3
"""
PRODUCTION = """
    state  quantity
    AZE    40
    KAZ    1000
    RUS    3
"""
CLAIM = """
[claims.{id}]
quote = "so it is"
why = "so"
holds = "{holds}"
fails = "{fails}"
metric = {{ {metric} }}
"""
TWO = 'suppliers = ["AZE", "KAZ"], buyer = "ISR", good = "oil"'


def shown(*metrics, holds=">= 10 %", fails="< 10 %"):
    world = made(trade=TRADE, production=PRODUCTION, states=("KAZ", "RUS", "TUR"))
    claims = "".join(
        CLAIM.format(id=f"c{n}", metric=f"name = {metric}", holds=holds, fails=fails)
        for n, metric in enumerate(metrics)
    )
    result = accord.run(inquiry(world, claims).case, world=world, draws=20)
    return pictures(result.study, result.verdicts)


def test_both_sides_of_a_trade_are_held_against_all_that_each_has():
    ((picture,), _) = shown(f'"import-share", {TWO}')
    azerbaijan, kazakhstan = picture.pairs
    assert (azerbaijan.supplier, azerbaijan.buyer, azerbaijan.value_usd) == ("AZE", "ISR", 60)
    assert azerbaijan.of_imports == pytest.approx(0.6)
    assert azerbaijan.of_exports == pytest.approx(60 / 240)
    # (1 - 0.6) ^ (-1 / 19) - 1 and (1 - 0.6) ^ (-1 / 2) - 1
    assert azerbaijan.dearer == pytest.approx((0.4 ** (-1 / 19) - 1, 0.4**-0.5 - 1))
    assert picture.finding.replace("\u202f", " ") == (
        "ISR would lose more: 60.0 % of its imports, AZE 25.0 % of its exports"
    )
    assert kazakhstan.of_imports == pytest.approx(0.3)


def test_exports_that_are_next_to_nothing_beside_output_are_no_base_of_a_share():
    # Kazakhstan is recorded as selling 3 of 1,000 t.
    ((picture,), _) = shown(f'"import-share", {TWO}')
    assert [pair.of_exports is None for pair in picture.pairs] == [False, True]


def test_the_side_that_would_lose_more_may_be_the_seller():
    one = 'supplier = "AZE", buyer = "TUR", good = "oil"'
    ((picture,), _) = shown(f'"leverage", {one}', holds=">= 10 pp", fails="< 10 pp")
    # 180 of 240 sold, and all that Turkey buys; so Turkey, and nobody else sells to it.
    assert picture.pairs[0].dearer == (None, None)
    assert picture.finding.startswith("TUR would lose more: 100")
    assert "Nobody but AZE is on record" in picture.says
    ((picture,), _) = shown(
        '"leverage", supplier = "RUS", buyer = "ISR"', holds=">= 1 pp", fails="< 1 pp"
    )
    assert picture.finding.startswith("RUS would lose more: 100")
    assert picture.pairs[0].dearer is None  # of no one good


def test_suppliers_over_years_with_the_share_of_those_asked_about():
    _, (picture,) = shown(f'"import-share", {TWO}')
    assert picture.years == (2021, 2022, 2023)
    assert picture.together == pytest.approx((0, 0.2, 0.9))
    assert {one.state: one.shares for one in picture.largest} == {
        "RUS": pytest.approx((1, 0.8, 0.1)),
        "AZE": pytest.approx((0, 0.2, 0.6)),
        "KAZ": pytest.approx((0, 0, 0.3)),
    }
    assert picture.total == (40, 50, 100)


def test_mass_is_shown_where_the_claim_is_of_mass_and_a_lone_supplier_is_not_drawn_twice():
    one = 'suppliers = ["AZE"], buyer = "ISR", good = "oil", by = "mass"'
    _, (picture,) = shown(f'"import-share", {one}')
    assert picture.by == "mass"
    assert picture.together == pytest.approx((0, 0.2, 9 / 15))
    assert "AZE" not in {supplier.state for supplier in picture.largest}


def test_a_year_without_any_supply_is_a_gap_and_not_a_zero():
    one = 'suppliers = ["AZE"], buyer = "TUR", good = "oil"'
    assert shown(f'"import-share", {one}')[1] == ()  # one year alone is no line
    world = made(
        trade="""
            year  supplier  buyer  value_usd
            2021  AZE       ISR    1
            2022  AZE       TUR    1
            2023  AZE       ISR    1
        """,
        states=("TUR",),
    )
    claim = CLAIM.format(
        id="c", metric='name = "import-share", suppliers = ["AZE"], buyer = "ISR", good = "oil"',
        holds=">= 10 %", fails="< 10 %",
    )  # fmt: skip
    result = accord.run(inquiry(world, claim).case, world=world, draws=20)
    (picture,) = pictures(result.study, result.verdicts)[1]
    assert picture.together == (1, None, 1)
    assert picture.total == (1, 0, 1)


def test_claims_of_one_trade_share_their_picture_and_other_claims_have_none():
    both = f'"import-share", {TWO}'
    sides, supplies = shown(both, both, '"import-dependency", state = "ISR", good = "oil"')
    assert [one.claims for one in sides] == [("c0", "c1")]
    assert [one.claims for one in supplies] == [("c0", "c1")]


def test_a_share_of_exports_is_shown_from_both_ends_and_says_nothing_of_who_supplies_the_buyer():
    sides, supplies = shown('"export-share", suppliers = ["AZE"], buyers = ["ISR"], good = "oil"')
    assert sides[0].pairs[0].of_exports == pytest.approx(0.25)
    assert supplies == ()
