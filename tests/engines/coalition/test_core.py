"""The least core complains least, and its epsilon says whether the core is empty."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accord.engines.coalition import core, members
from accord.errors import QuantityError

worths = arrays(float, (8,), elements=st.floats(-100, 100))
GROUPS = members(3).T.astype(float)


def test_a_majority_of_three_has_an_empty_core():
    found = core(np.array([0, 0, 0, 1, 0, 1, 1, 1.0]))
    assert found.epsilon == pytest.approx(1 / 3)
    np.testing.assert_allclose(found.allocation, 1 / 3)


def test_unanimity_leaves_room_and_epsilon_is_below_zero():
    found = core(np.array([0, 0, 0, 0, 0, 0, 0, 3.0]))
    assert found.epsilon == pytest.approx(-1)
    np.testing.assert_allclose(found.allocation, 1)


@settings(max_examples=40)
@given(worths)
def test_no_group_complains_more_than_epsilon_and_all_is_given_out(v):
    found = core(v)
    complaint = (v - v[0])[1:-1] - (GROUPS @ found.allocation)[1:-1]
    assert complaint.max() == pytest.approx(float(found.epsilon), abs=1e-6)
    assert found.allocation.sum() == pytest.approx(v[-1] - v[0], abs=1e-6)


@settings(max_examples=20)
@given(worths, arrays(float, (3,), elements=st.floats(-10, 10)), st.floats(0.1, 1e6))
def test_own_worth_and_unit_move_the_allocation_and_not_the_verdict(v, own, factor):
    moved = core(factor * (v + GROUPS @ own))
    assert moved.epsilon == pytest.approx(factor * float(core(v).epsilon), abs=factor * 1e-6)


@settings(max_examples=20)
@given(worths, st.randoms(use_true_random=False))
def test_nobody_does_better_by_the_measure_of_the_worst_complaint(v, random):
    shares = np.array([random.uniform(-100, 100) for _ in range(2)])
    other = np.append(shares, v[-1] - v[0] - shares.sum())
    complaint = (v - v[0])[1:-1] - (GROUPS @ other)[1:-1]
    assert complaint.max() >= float(core(v).epsilon) - 1e-6


def test_draws_are_kept():
    v = np.array([[0, 0, 0, 1.0], [0, 1, 1, 1.0]])
    found = core(v)
    np.testing.assert_allclose(found.epsilon, [-0.5, 0.5])
    assert found.allocation.shape == (2, 2)


def test_one_candidate_has_nobody_to_leave():
    found = core(np.array([1.0, 4.0]))
    assert found.epsilon == -np.inf
    assert found.allocation.tolist() == [3.0]


def test_an_axis_that_is_no_power_of_two_is_refused():
    with pytest.raises(QuantityError, match="3 subsets"):
        core(np.zeros(3))
