"""The Shapley value is what its four axioms say, for every game and every draw."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accord.engines.coalition import shapley
from accord.errors import QuantityError

worths = arrays(float, (3, 16), elements=st.floats(-1e3, 1e3))  # draw, subsets of 4


def swapped(v, i, j):
    """The same game with the names of two candidates exchanged."""
    subsets = np.arange(v.shape[-1])
    differ = ((subsets >> i) ^ (subsets >> j)) & 1
    return v[..., subsets ^ (differ << i) ^ (differ << j)]


def over_all_orders(v, k):
    """The definition: what each adds, averaged over every order of joining."""
    added = np.zeros(k)
    orders = list(permutations(range(k)))
    for order in orders:
        now = 0
        for i in order:
            added[i] += v[now | 1 << i] - v[now]
            now |= 1 << i
    return added / len(orders)


@given(worths)
def test_it_is_the_mean_over_all_orders_of_joining(v):
    np.testing.assert_allclose(shapley(v)[1], over_all_orders(v[1], 4), atol=1e-9)


@given(worths)
def test_values_add_up_to_what_all_add_to_nobody(v):
    np.testing.assert_allclose(shapley(v).sum(axis=-1), v[:, -1] - v[:, 0], atol=1e-9)


@given(worths, worths, st.floats(-5, 5))
def test_it_is_linear_and_does_not_see_a_constant(v, w, factor):
    np.testing.assert_allclose(
        shapley(v + factor * w + 7), shapley(v) + factor * shapley(w), atol=1e-8
    )


@given(worths)
def test_exchanging_names_exchanges_values(v):
    np.testing.assert_allclose(shapley(swapped(v, 0, 3)), shapley(v)[:, [3, 1, 2, 0]], atol=1e-9)


@given(arrays(float, (8,), elements=st.floats(-1e3, 1e3)))
def test_a_candidate_that_adds_nothing_anywhere_gets_nothing(v):
    assert shapley(np.concatenate([v, v]))[3] == pytest.approx(0, abs=1e-9)


def test_parties_are_an_axis_like_draws():
    v = np.random.default_rng(1).normal(size=(5, 2, 8))
    np.testing.assert_allclose(shapley(v)[4, 1], shapley(v[4, 1]), rtol=1e-12)


def test_twelve_candidates_take_no_loop_over_sets():
    added = np.arange(12.0)
    worth = ((np.arange(4096)[:, None] >> np.arange(12)) & 1) @ added
    np.testing.assert_allclose(shapley(worth), added, atol=1e-9)


def test_one_candidate_gets_all_and_none_gets_nothing():
    assert shapley(np.array([2.0, 5.0])).tolist() == [3.0]
    assert shapley(np.array([2.0])).shape == (0,)


def test_an_axis_that_is_no_power_of_two_is_refused():
    with pytest.raises(QuantityError, match=r"6 subsets; k candidates have 2\^k"):
        shapley(np.zeros(6))


def test_a_draw_without_a_solution_is_named_by_its_subset():
    with pytest.raises(QuantityError, match=r"1 of 8 cells of v .* subset 0b101"):
        shapley(np.array([0, 1, 2, 3, 4, np.nan, 6, 7]))
