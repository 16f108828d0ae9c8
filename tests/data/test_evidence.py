"""The readers of holes and measures turn units and dates into what others count in."""

from datetime import date

import polars as pl
import pytest

from accord.data import Tables

PACKAGE = Tables.open()


def hole(name: str) -> dict[str, object]:
    (row,) = PACKAGE.holes.filter(pl.col("id") == name).iter_rows(named=True)
    return row


def test_gas_of_a_hole_is_counted_in_tonnes_as_the_good_counts_it():
    # 155 bcm at 735 t per million m3
    assert hole("gas-russia-eu-2021")["central_t"] == pytest.approx(155e3 * 735)


def test_barrels_a_day_are_counted_in_tonnes_a_year():
    # 1.29 million barrels a day, 365 days, 7.33 barrels a tonne
    assert hole("crude-iran-2023")["central_t"] == pytest.approx(1.29e6 * 365 / 7.33)


def test_a_share_has_no_tonnes_and_an_unread_total_no_number():
    assert hole("gas-russia-eu-2021-share")["central_t"] is None
    unread = hole("gas-russia-germany-before")
    assert (unread["central"], unread["central_t"], unread["low_t"]) == (None, None, None)


def test_recorded_trade_is_under_the_outside_totals_that_were_read_for_the_holes():
    flows = PACKAGE.pairs(("271111", "271121"), 2021)
    recorded = flows.filter((pl.col("supplier") == "RUS") & (pl.col("buyer") == "DEU"))
    total = hole("gas-russia-germany-2021")["central_t"]
    assert recorded["mass_t"].sum() < 0.02 * total


def test_a_measure_without_an_end_is_in_force_still():
    (coal,) = PACKAGE.in_force.filter(pl.col("id") == "eu-russia-coal").iter_rows(named=True)
    assert (coal["start"], coal["end"], coal["size"]) == (date(2022, 8, 10), None, 1.0)


def test_the_second_count_reads_by_good_and_year():
    of = PACKAGE.second_production.filter(
        (pl.col("good") == "antimony") & (pl.col("year") == 2024) & (pl.col("state") == "CHN")
    )
    assert of["quantity"].to_list() == [40_000.0]
