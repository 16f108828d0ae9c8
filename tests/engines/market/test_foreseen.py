"""Where draws set out from, by functions whose values are known."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from accord.axes import Groups
from accord.engines.market import partial
from accord.engines.market.foreseen import Foreseen, telling
from accord.engines.market.onegood import one_good

FLOWS = np.array([[60.0, 20.0, 5.0], [10.0, 80.0, 15.0], [5.0, 10.0, 90.0]])
CORNERS = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0], [0.0, 0.5]])


def test_what_is_linear_is_foreseen_as_it_is():
    # 3 + 2 x - y at (0.5, 0.25) is 3.75, and x alone is 0.5.
    linear = np.stack([3 + 2 * CORNERS[:, 0] - CORNERS[:, 1], CORNERS[:, 0]])
    foreseen = Foreseen.of(CORNERS, linear)
    assert foreseen is not None
    assert_allclose(foreseen.unknowns(np.array([[0.5, 0.25]])), [[3.75], [0.5]], atol=1e-5)


def test_nothing_is_foreseen_beyond_what_was_found():
    foreseen = Foreseen.of(CORNERS, CORNERS[:, :1].T)
    assert foreseen is not None
    assert_allclose(foreseen.unknowns(np.array([[9.0, 0.0], [-9.0, 0.0]])), [[1.0, -1.0]])


def test_draws_of_which_one_is_twice_there_are_no_obstacle():
    twice = np.concatenate([CORNERS, CORNERS[:1]])
    foreseen = Foreseen.of(twice, twice[:, :1].T)
    assert foreseen is not None
    assert_allclose(foreseen.unknowns(np.array([[0.5, 0.25]])), [[0.5]], atol=1e-4)


def test_numbers_that_tell_the_same_of_a_draw_count_once():
    # Supply has twice the log of demand, and sigma is the same in all: one number tells all.
    demand = np.array([0.2, 0.4, 0.8])
    good = one_good(FLOWS, {"sigma": 4.0, "demand": demand, "supply": demand**2})
    told = telling(good, np.arange(3))
    # Logs one apart from the next, of mean 0 and variance 1.
    assert told is not None
    assert_allclose(np.abs(told), np.array([[1.0], [0.0], [1.0]]) * 1.5**0.5, atol=1e-12)


def test_a_number_that_is_0_in_a_draw_is_told_as_it_is():
    good = one_good(FLOWS, {"sigma": 4.0, "demand": 0.3, "supply": np.array([0.0, 0.5, 1.0])})
    told = telling(good, np.arange(3))
    assert told is not None
    assert_allclose(np.abs(told), np.array([[1.0], [0.0], [1.0]]) * 1.5**0.5, atol=1e-12)


def test_draws_that_are_given_the_same_have_nothing_to_tell_them_apart():
    good = one_good(FLOWS, {"sigma": np.full(3, 4.0), "demand": 0.3, "supply": 0.3})
    assert telling(good, np.arange(3)) is None


@pytest.mark.parametrize("limited", [False, True])
def test_many_draws_come_out_as_each_does_alone(limited):
    draws, rng = 400, np.random.default_rng(3)
    sigma, demand, supply = (
        rng.uniform(*ends, draws) for ends in ((3.0, 40.0), (0.1, 1.0), (0.05, 1.0))
    )
    some = np.zeros((1, 3, 3), dtype=bool)
    some[0, 0, 1:] = True
    cost = Groups(some, rng.uniform(0.9, 1.0, (draws, 1)))
    capacity = np.array([[90.0, np.inf, np.inf]]) if limited else np.inf
    together = partial.solve(
        FLOWS, sigma=sigma, demand=demand, supply=supply, cost=cost, capacity=capacity
    )
    for draw in range(0, draws, 50):
        alone = partial.solve(
            FLOWS,
            sigma=sigma[draw],
            demand=demand[draw],
            supply=supply[draw],
            cost=Groups(some, cost.factor[[draw]]),
            capacity=capacity,
        )
        assert_allclose(together.price[draw], alone.price[0], rtol=1e-10)
