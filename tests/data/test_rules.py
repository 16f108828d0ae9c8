"""Rules on rows: wrong tonnes and codes are put right and marked, and nothing else is touched."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.data import Tables
from accord.data.repairs import put_right, repairs_of
from accord.data.rules import MASS, RECODED, median_unit_value, recode

PACKAGE = Tables.open()

RULES = PACKAGE.rules
LOWEST, HIGHEST = (RULES[MASS].settings[k] for k in ("lowest", "highest"))


def rows(*value_and_mass: tuple[float, float | None]) -> pl.DataFrame:
    """Make rows of one code and year from values (US$) and masses (t)."""
    return pl.DataFrame(
        {
            "year": [2023] * len(value_and_mass),
            "supplier": [f"S{i:02}" for i in range(len(value_and_mass))],
            "buyer": ["BUY"] * len(value_and_mass),
            "hs6": ["270900"] * len(value_and_mass),
            "value_usd": [v for v, _ in value_and_mass],
            "mass_t": [m for _, m in value_and_mass],
        },
        schema_overrides={"mass_t": pl.Float64, "value_usd": pl.Float64},
    ).with_columns(adjusted=pl.lit(None, pl.String))


def cleaned(table: pl.DataFrame) -> pl.DataFrame:
    return put_right(table.lazy(), repairs_of(table, RULES).lazy()).collect()


# Values and masses as customs report them: positive, over many orders of magnitude.
reported = st.lists(
    st.tuples(
        st.floats(1.0, 1e10),
        st.one_of(st.none(), st.floats(1e-3, 1e8)),
    ),
    min_size=1,
    max_size=30,
)


def test_the_median_is_weighted_by_value():
    # 600 US$ of 1000 were sold at 6 US$/t, though two of three rows are cheaper.
    table = rows((200, 100), (200, 50), (600, 100))
    assert median_unit_value(table)["median"].to_list() == [6.0]


def test_missing_tonnes_come_from_the_median():
    got = cleaned(rows((1000, 100), (50, None)))
    assert got["mass_t"].to_list() == [100, 5]
    assert got["adjusted"].to_list() == [None, MASS]


def test_the_bounds_themselves_are_kept():
    got = cleaned(rows((1000, 100), (4, 1), (25, 1), (3.99, 1), (25.01, 1)))
    assert got["adjusted"].to_list() == [None, None, None, MASS, MASS]


def test_a_code_without_any_mass_stays_unknown():
    got = cleaned(rows((1000, None), (50, None)))
    assert got["mass_t"].null_count() == 2
    assert got["adjusted"].null_count() == 2


@given(reported)
def test_value_is_never_touched_and_rows_keep_their_order(pairs):
    table = rows(*pairs)
    got = cleaned(table)
    assert got.drop("mass_t", "adjusted").equals(table.drop("mass_t", "adjusted"))


@given(reported)
def test_a_row_that_is_not_marked_keeps_its_mass(pairs):
    table = rows(*pairs)
    got = cleaned(table)
    kept = got["adjusted"].is_null()
    assert got.filter(kept)["mass_t"].equals(table.filter(kept)["mass_t"], null_equal=True)


@given(reported)
def test_what_is_put_right_gets_a_price_within_the_bounds_or_the_code_s_own(pairs):
    table = rows(*pairs)
    got = cleaned(table).filter(pl.col("adjusted").is_not_null())
    if got.height:
        known = table.filter(pl.col("mass_t").is_not_null())
        own = known["value_usd"] / known["mass_t"]
        median = median_unit_value(table)["median"].item()
        ratio = got["value_usd"] / got["mass_t"]
        low, high = min(LOWEST * median, own.min()), max(HIGHEST * median, own.max())
        assert ratio.is_between(low * (1 - 1e-12), high * (1 + 1e-12)).all()


@given(reported, st.floats(1e-2, 1e2))
def test_the_unit_of_money_does_not_matter(pairs, factor):
    one = cleaned(rows(*pairs))["mass_t"].to_list()
    other = cleaned(rows(*((v * factor, m) for v, m in pairs)))["mass_t"].to_list()
    # On the very bound of the rule rounding may decide either way.
    assert sum(not _close(a, b) for a, b in zip(one, other, strict=True)) <= 1


def _close(a: float | None, b: float | None) -> bool:
    return a is b if a is None or b is None else math.isclose(a, b, rel_tol=1e-9)


def test_gas_from_israel_to_egypt_is_counted_as_gaseous():
    table = rows((10, 1), (20, 2)).drop("adjusted")
    table = table.with_columns(
        supplier=pl.Series(["ISR", "ISR"]),
        buyer=pl.Series(["EGY", "PSE"]),
        hs6=pl.lit("271111"),
    )
    got = recode(table.lazy(), RULES).collect()
    assert got["hs6"].to_list() == ["271121", "271111"]
    assert got["adjusted"].to_list() == [RECODED[0], None]
    again = recode(got.drop("adjusted").lazy(), RULES).collect()
    assert again["hs6"].equals(got["hs6"])


def test_israel_sells_egypt_no_liquefied_gas_whichever_codes_are_asked_for():
    pair = (pl.col("supplier") == "ISR") & (pl.col("buyer") == "EGY")
    raw = PACKAGE.trade(years=[2023], codes=["271111"]).filter(pair)
    assert raw["value_usd"].sum() == pytest.approx(2412e6, rel=1e-3)
    assert PACKAGE.cleaned(years=[2023], codes=["271111"]).filter(pair).is_empty()
    alone = PACKAGE.cleaned(years=[2023], codes=["271121"])
    both = PACKAGE.cleaned(years=[2023], codes=["271111", "271121"]).filter(
        pl.col("hs6") == "271121"
    )
    assert alone.equals(both)
    assert alone.filter(pair)["value_usd"].sum() == pytest.approx(2412e6, rel=1e-3)


def test_states_without_a_terminal_sell_no_liquefied_gas_by_pipeline():
    lng = PACKAGE.cleaned(years=[2018, 2021], codes=["271111"])
    sold = dict(lng.group_by("supplier").agg(pl.col("mass_t").sum() / 1e6).iter_rows())
    assert sold["IRN"] < 0.5  # 8.9 Mt and 23.2 Mt as recorded
    assert sold.get("MMR", 0) < 0.1  # 4.9 Mt
    assert sold.get("LBY", 0) < 0.1  # 2.3 Mt
    gas = PACKAGE.cleaned(years=[2021], codes=["271121"]).filter(
        pl.col("adjusted").str.starts_with(RECODED[1])
    )
    assert {("IRN", "IRQ"), ("IRN", "TUR")} <= set(gas.select("supplier", "buyer").iter_rows())


def test_recoding_keeps_the_value_of_trade():
    codes = ["271111", "271121"]
    before, after = (
        PACKAGE.trade(years=[2022], codes=codes),
        PACKAGE.cleaned(years=[2022], codes=codes),
    )
    assert after["value_usd"].sum() == pytest.approx(before["value_usd"].sum())
    assert after.height == before.height


def test_crude_of_2023_is_2667_million_tonnes_as_recorded_and_2297_cleaned():
    raw = PACKAGE.trade(years=[2023], codes=["270900"])["mass_t"].sum()
    clean = PACKAGE.cleaned(years=[2023], codes=["270900"])["mass_t"].sum()
    assert raw / 1e6 == pytest.approx(2667, abs=0.5)
    assert clean / 1e6 == pytest.approx(2297, abs=0.5)


def test_papua_new_guineas_copper_of_2022_was_off_by_a_hundred():
    def sold(frame: pl.DataFrame) -> float:
        return float(frame.filter(pl.col("supplier") == "PNG")["mass_t"].sum())

    raw, clean = (f(years=[2022], codes=["260300"]) for f in (PACKAGE.trade, PACKAGE.cleaned))
    assert sold(raw) / sold(clean) == pytest.approx(85, abs=1)
    to_korea = pl.col("buyer") == "PRK"
    assert sold(raw.filter(to_korea)) / sold(clean.filter(to_korea)) == pytest.approx(500, rel=0.01)


def test_coal_to_the_union_of_2019_was_365_million_tonnes_as_recorded_and_161_cleaned():
    union = PACKAGE.blocs.filter(pl.col("bloc") == "EU-27")["state"].unique().to_list()
    from_outside = pl.col("buyer").is_in(union) & ~pl.col("supplier").is_in(union)
    codes = ["270111", "270112", "270119"]
    raw, clean = (
        f(years=[2019], codes=codes).filter(from_outside)["mass_t"].sum() / 1e6
        for f in (PACKAGE.trade, PACKAGE.cleaned)
    )
    assert raw == pytest.approx(365, abs=0.5)
    assert clean == pytest.approx(161, abs=0.5)


def test_tonnes_are_missing_in_one_row_of_twenty():
    mass = PACKAGE.trade()["mass_t"]
    assert mass.null_count() / len(mass) == pytest.approx(0.049, abs=5e-4)
