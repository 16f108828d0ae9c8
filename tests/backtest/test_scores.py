"""Scores by hand, and what must hold of any."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accord.backtest.scores import crps, energy, gain, inside, ranks

samples = arrays(float, (6, 2), elements=st.floats(0, 1))
outcomes = arrays(float, 2, elements=st.floats(0, 1))


def test_three_draws_by_hand():
    # |0 - 2| + |1 - 2| + |3 - 2| = 4, over 3; pairs 1, 3, 2 of three, mean 2, half of it 1.
    found = crps(np.array([[0.00], [0.01], [0.03]]), np.array([0.02]))
    assert found == pytest.approx([4 / 3 - 1])


@given(samples, outcomes)
def test_the_score_is_the_mean_over_all_pairs(drawn, observed):
    off = np.abs(drawn - observed).mean(axis=0)
    apart = np.abs(drawn[:, None] - drawn).sum(axis=(0, 1)) / (6 * 5)
    np.testing.assert_allclose(crps(drawn, observed), 100 * (off - apart / 2), atol=1e-9)


def test_a_sharp_forecast_that_is_right_scores_nothing():
    sure = np.full((10, 3), 0.2)
    assert crps(sure, np.full(3, 0.2)) == pytest.approx(np.zeros(3), abs=1e-9)
    assert energy(sure, np.full(3, 0.2)) == pytest.approx(0, abs=1e-9)


def test_ties_are_broken_at_random_so_that_a_zero_that_is_drawn_half_the_time_is_no_miss():
    drawn = np.tile([[0.0], [0.1]], (500, 4000))
    found = ranks(drawn, np.zeros(4000), np.random.default_rng(0))
    assert found.max() <= 0.5
    assert found.mean() == pytest.approx(0.25, abs=0.01)


def test_nine_tenths_of_uniform_ranks_are_inside():
    assert inside(np.linspace(0, 1, 10_001), 0.9).mean() == pytest.approx(0.9, abs=1e-3)


def test_half_the_score_is_a_gain_of_a_half_whatever_is_drawn():
    theirs = np.array([10.0, 20.0, 40.0])
    assert gain(theirs / 2, theirs, np.random.default_rng(0)) == pytest.approx((0.5, 0.5, 0.5))


def test_events_of_one_good_are_drawn_together():
    ours, theirs = np.repeat([1.0, 9.0], 20), np.full(40, 10.0)
    by_good = np.repeat(["a", "b"], 20)
    rng = np.random.default_rng(0)
    alone, together = gain(ours, theirs, rng), gain(ours, theirs, rng, by_good)
    assert together[0] == alone[0]
    assert together[2] - together[1] > alone[2] - alone[1]
