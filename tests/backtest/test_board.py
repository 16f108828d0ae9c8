"""The scoreboard of the package: the goals that it is held to, and what it must hold whatever."""

import polars as pl
import pytest
from tests.small_world import small_tables

from accord.backtest.board import board, find
from accord.backtest.cases import SIDES
from accord.backtest.forward import NO_CHANGE, POOL
from accord.backtest.tables import INPUTS
from accord.data import Tables
from accord.data.reallocation import event_names
from accord.errors import InputError, UnknownNameError


@pytest.fixture(scope="module")
def scores():
    """Give the package's scoreboard."""
    return board(Tables.open())


@pytest.mark.parametrize("side", SIDES)
def test_the_pool_beats_the_opponent_by_more_than_seven_percent_in_nine_tenths_of_samples(
    scores, side
):
    row = scores.row(side)
    assert row.events >= 400
    assert min(row.low, row.low_by_good) > 0.07


@pytest.mark.parametrize("scheme", ["forward", "strict", "quiet"])
@pytest.mark.parametrize("side", SIDES)
def test_intervals_hold_what_they_say_in_events_and_in_quiet_years(scores, side, scheme):
    row = scores.row(side, scheme=scheme)
    assert 0.85 <= row.in_90 <= 0.95
    assert 0.45 <= row.in_50 <= 0.60


def test_named_events_pooled_are_foretold_no_worse_than_no_change(scores):
    total = {m: sum(n.crps[m] for n in scores.of_named) for m in (POOL, NO_CHANGE)}
    assert len(scores.of_named) > 30
    assert total[POOL] < total[NO_CHANGE]


def test_an_event_is_found_by_its_key_by_a_part_of_its_name_and_else_the_nearest_is_named():
    tables = Tables.open()
    assert find(tables, "RUS-270900-2021-2023")["name"].to_list() == [
        "Embargo on Russian crude 2022"
    ]
    assert find(tables, "nickel ore 2014")["agent"].to_list() == ["IDN"]
    with pytest.raises(UnknownNameError, match='did you mean "RUS-270900-2021-2023"'):
        find(tables, "RUS-270900-2021-2022")


def test_a_loss_of_supply_is_sent_to_the_prices():
    with pytest.raises(InputError, match=r"\"Hormuz shut\" \(2026\) .* accord backtest --prices"):
        find(Tables.open(), "hormuz")


def test_what_was_found_and_called_later_bears_its_name_and_source_and_moves_no_fit():
    tables = Tables.open()
    (akouta,) = find(tables, "Akouta").to_dicts()
    assert (akouta["event"], akouta["status"]) == ("NER-261210-2020-2022", "verified")
    assert akouta["source"] == "enerdata-akouta"
    assert "event-names.csv" not in INPUTS


def test_every_name_is_of_an_event_that_the_scan_found():
    tables = Tables.open()
    called = event_names(tables.shelf)
    assert set(called["event"]) <= set(tables.backtest_events["event"])
    key = pl.concat_str("agent", "hs6", "before", "after", separator="-")
    fitted_on = set(tables.named_shocks.select(key).to_series())
    assert not fitted_on & set(called["event"])


def test_tables_without_back_tests_say_how_to_make_them():
    with pytest.raises(InputError, match=r"make them: accord backtest --fit"):
        board(small_tables(trade="supplier buyer value_usd\nAAA BBB 1"))
