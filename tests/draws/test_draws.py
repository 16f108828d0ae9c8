"""Numbers over draws: quantiles as numpy has them, failed draws left out or counted against."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accord.draws import Draws
from accord.errors import QuantityError

numbers = arrays(float, st.integers(1, 40), elements=st.floats(-1e9, 1e9))


@given(numbers, st.floats(0, 1))
def test_without_weights_a_quantile_is_that_of_numpy(values, q):
    assert Draws(values).quantile(q) == np.quantile(values, q)


@given(numbers, st.floats(0, 1), st.floats(0.1, 10))
def test_equal_weights_are_no_weights(values, q, weight):
    weighted = Draws(values, np.full(len(values), weight))
    assert weighted.quantile(q) == pytest.approx(np.quantile(values, q), rel=1e-9, abs=1e-3)
    assert weighted.mean() == pytest.approx(values.mean(), rel=1e-9, abs=1e-3)


def test_a_heavier_draw_draws_the_median_to_itself():
    # Middles of the weights 1, 1, 2: 0.5, 1.5, 3, on 0..1 at 0, 0.4 and 1; one half is a sixth on.
    found = Draws(np.array([0.0, 1.0, 2.0]), np.array([1.0, 1.0, 2.0]))
    assert found.median() == pytest.approx(1 + 1 / 6)
    assert found.mean() == pytest.approx(1.25)
    assert found.share_of(found.values >= 2) == 0.5


def test_a_draw_of_no_weight_is_no_draw():
    values, weights = np.array([9.0, 1.0, 2.0, 3.0]), np.array([0.0, 1.0, 1.0, 1.0])
    assert Draws(values, weights).quantile([0.0, 0.5, 1.0]).tolist() == [1, 2, 3]


def test_the_order_of_draws_makes_no_difference():
    rng = np.random.default_rng(0)
    values, weights, turned = rng.random(50), rng.random(50), rng.permutation(50)
    here, there = Draws(values, weights), Draws(values[turned], weights[turned])
    np.testing.assert_allclose(here.band(), there.band(), rtol=1e-12)


def test_a_failed_draw_is_in_no_quantile_and_counts_against_a_share():
    found = Draws(np.array([1.0, np.nan, 3.0, np.nan]))
    assert (found.mean(), found.median(), found.failed) == (2, 2, 2)
    assert found.share_of(found.values > 0) == 0.5


def test_where_every_draw_failed_nothing_is_known():
    found = Draws(np.full(5, np.nan))
    assert np.isnan([found.mean(), found.median(), *found.band()]).all()
    assert np.isnan(Draws(np.full(5, np.nan), np.ones(5)).median())


def test_each_column_is_a_number_of_its_own():
    values = np.array([[1.0, np.nan, 5.0], [2.0, np.nan, np.nan], [3.0, np.nan, 7.0]])
    np.testing.assert_array_equal(Draws(values).median(), [2, np.nan, 6])
    low, middle, high = Draws(values).band()
    np.testing.assert_allclose(low, [1.1, np.nan, 5.1])
    np.testing.assert_array_equal(middle, [2, np.nan, 6])
    np.testing.assert_allclose(high, [2.9, np.nan, 6.9])
    np.testing.assert_array_equal(Draws(values).mean(), [2, np.nan, 6])


@pytest.mark.parametrize("weights", [[-1, 1], [0, 0], [np.nan, 1], [1], [np.inf, 1]])
def test_what_is_no_weight_is_refused(weights):
    with pytest.raises(QuantityError, match="weight"):
        Draws(np.array([1.0, 2.0]), np.array(weights, dtype=float))
