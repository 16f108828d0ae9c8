"""Recorded trade, production and ratings: what is asked for comes back, and nothing else."""

import polars as pl
import pytest

from accord.data import Tables
from accord.errors import InputError, UnknownNameError

PACKAGE = Tables.open()


def test_rows_have_the_columns_and_units_that_they_promise():
    rows = PACKAGE.trade(years=[2023], codes=["270900"])
    assert rows.schema == {
        "year": pl.Int16,
        "supplier": pl.String,
        "buyer": pl.String,
        "hs6": pl.String,
        "value_usd": pl.Float64,
        "mass_t": pl.Float64,
    }
    assert rows.height == 1446
    assert (rows["value_usd"] > 0).all()


def test_trade_of_2023_is_three_thousand_billion_dollars():
    assert PACKAGE.trade(years=[2023])["value_usd"].sum() == pytest.approx(
        3_007_119_898e3, rel=1e-6
    )


def test_no_state_trades_with_itself_and_no_flow_stands_twice():
    rows = PACKAGE.trade()
    assert rows.filter(pl.col("supplier") == pl.col("buyer")).is_empty()
    assert not rows.select(
        pl.struct("year", "hs6", "supplier", "buyer").is_duplicated().any()
    ).item()


def test_seventy_four_codes_are_covered():
    assert len(PACKAGE.covered_codes) == 74


def test_states_are_counted_from_the_data_and_all_have_names():
    assert 230 <= len(PACKAGE.all_states) <= 240
    assert all(200 <= PACKAGE.presence(year).height <= 231 for year in range(1995, 2025))
    assert set(PACKAGE.all_states) <= set(PACKAGE.states["iso3"])


def test_taiwan_is_there_and_the_codes_of_the_united_nations_for_it_are_not():
    known = set(PACKAGE.all_states)
    assert "TWN" in known
    assert not {"S19", "R20", "ZA1", "PUS"} & known


@pytest.mark.parametrize("year", [1994, 2025, 0])
def test_a_year_without_trade_is_refused(year):
    with pytest.raises(InputError, match=f"no trade data of {year}; there are 1995 to 2024"):
        PACKAGE.trade(years=[year])


def test_a_code_that_is_not_covered_is_refused():
    with pytest.raises(UnknownNameError, match='no HS6 code "010111"'):
        PACKAGE.trade(codes=["010111"])


def test_production_has_no_row_of_totals():
    rows = PACKAGE.production(series=["Petroleum"], years=[2023])
    assert "DELETE" not in set(rows["state"])
    assert rows["quantity"].sum() == pytest.approx(4_544_089_069)


def test_production_is_known_from_2018_on():
    with pytest.raises(InputError, match="no production data of 2017; there are 2018 to 2024"):
        PACKAGE.production(years=[2017])


def test_french_guiana_is_not_guyana():
    gold = PACKAGE.production(series=["Gold"], years=[2022]).filter(
        pl.col("state").is_in(["GUF", "GUY"])
    )
    assert dict(gold.select("state", "quantity").iter_rows()) == {"GUF": 916, "GUY": 15129}
    rated = PACKAGE.governance(years=[2022]).filter(pl.col("state").is_in(["GUF", "GUY"]))
    assert rated["state"].to_list() == ["GUF", "GUY"]
    # From 2023 on the carrier shows French Guiana's numbers for both: Guyana's are not known.
    assert "GUY" not in set(PACKAGE.production(series=["Gold"], years=[2023])["state"])
    assert "GUY" not in set(PACKAGE.governance(years=[2023])["state"])


def test_kosovo_and_taiwan_keep_their_own_codes_in_production_and_ratings():
    assert "XKX" in set(PACKAGE.production(series=["Lignite"])["state"])
    assert "TWN" in set(PACKAGE.production(series=["Petroleum"])["state"])
    assert {"XKX", "TWN"} <= set(PACKAGE.governance(years=[2023])["state"])


def test_a_year_without_ratings_is_refused():
    with pytest.raises(InputError, match="no governance rating of 1997"):
        PACKAGE.governance(years=[1997])


def test_ratings_lie_where_the_publisher_says():
    rows = PACKAGE.governance()
    assert rows["estimate"].is_between(-3.5, 2.5).all()
    assert (rows["stderr"].drop_nulls() > 0).all()
