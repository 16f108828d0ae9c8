"""What the pooled market says of a loss of supply, by hand and against what prices did."""

import numpy as np
import pytest
from tests.small_world import small_tables

from accord.backtest.prices import moved, scored
from accord.data import Tables
from accord.errors import InputError

ONE = np.ones(1)


def test_a_tenth_lost_at_elasticities_of_a_fifth_and_three_tenths_raises_the_price_by_23_percent():
    assert moved(0.1 * ONE, 0 * ONE, 0.2 * ONE, 0.3 * ONE) == pytest.approx([0.9**-2])


def test_stocks_that_make_up_for_the_loss_leave_the_price_where_it_was():
    assert moved(0.1 * ONE, 0.1 * ONE, 0.2 * ONE, 0.3 * ONE) == pytest.approx([1.0], abs=1e-6)


def test_a_larger_loss_makes_a_higher_price_and_a_more_elastic_demand_a_lower_one():
    losses = np.linspace(0, 0.5, 20)
    prices = moved(losses, 0 * losses, np.full(20, 0.2), np.full(20, 0.1))
    assert (np.diff(prices) > 0).all()
    demands = np.linspace(0.05, 1, 20)
    prices = moved(np.full(20, 0.1), 0 * demands, demands, np.full(20, 0.1))
    assert (np.diff(prices) < 0).all()


def test_the_moves_that_came_and_what_lies_outside_are_told():
    moves = {m.id: m for m in scored(Tables.open())}
    assert len(moves) == 14
    hormuz = moves["hormuz-2026"]
    assert hormuz.came == pytest.approx(109.02 / 70.95 - 1)
    assert hormuz.inside
    assert 0.02 < hormuz.low < hormuz.median < hormuz.came < hormuz.high < 1.0
    # What missed: a price that ran on fear, and one that fell since the war was expected.
    assert {m.id for m in moves.values() if not m.inside} == {"kuwait-1990", "iraq-2003"}
    assert all(abs(m.median) < 0.03 for m in moves.values() if m.control)
    assert sum(m.inside for m in moves.values()) / len(moves) >= 0.85


def test_a_good_with_a_calmer_price_than_oil_has_a_narrower_interval():
    moves = {m.id: m for m in scored(Tables.open())}
    quiet, oil = moves["nickel-2019"], moves["abqaiq-2019"]  # next to nothing is lost in either
    assert np.log1p(quiet.high) - np.log1p(quiet.low) < np.log1p(oil.high) - np.log1p(oil.low)


def test_the_score_of_a_hit_is_the_width_and_of_a_miss_more():
    moves = scored(Tables.open())
    for move in moves:
        width = 100 * (np.log1p(move.high) - np.log1p(move.low))
        assert move.score == pytest.approx(width) if move.inside else move.score > width


def test_tables_without_shocks_say_so():
    with pytest.raises(InputError, match="no supply shocks"):
        scored(small_tables(trade="supplier buyer value_usd\nAAA BBB 1"))
