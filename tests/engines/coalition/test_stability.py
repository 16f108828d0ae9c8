"""A stable set is one that nobody leaves and to which nobody comes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accord.engines.coalition import gains, members, stability, stable
from accord.errors import ParameterError, QuantityError

games = arrays(float, (2, 3, 8), elements=st.floats(-10, 10))  # draw, candidate, subset


def is_nash(u, subset):
    """No candidate gets more by doing the other thing, the rest as it is."""
    return all(u[i, subset] >= u[i, subset ^ (1 << i)] for i in range(u.shape[0]))


@given(games)
def test_stable_sets_are_the_pure_nash_equilibria_of_the_joining_game(u):
    np.testing.assert_array_equal(stable(u, 0.0)[1], [is_nash(u[1], s) for s in range(8)])


@given(games)
def test_a_gain_is_the_same_seen_from_within_and_from_outside(u):
    gain = gains(u)
    for i in range(3):
        np.testing.assert_array_equal(gain[:, i], gain[:, i, np.arange(8) ^ (1 << i)])


@given(games, st.floats(0, 5), st.floats(0, 5))
def test_a_larger_tolerance_never_unsettles_a_set(u, eps, more):
    assert (stable(u, eps) <= stable(u, eps + more)).all()


@given(games, st.floats(0.0, 1.0))
def test_strict_is_stable_and_internal_is_potentially_internal(u, eps):
    found = stability(u, eps)
    assert (found.strict <= found.stable).all()
    assert not (found.strict & found.indifferent).any()
    exact = stability(u, 0.0)
    assert (exact.internal <= stability(u, 1e-9).potentially_internal).all()


@given(games)
def test_who_may_refuse_can_only_keep_out(u):
    for rule in ({"unanimity": True}, {"veto": u[:, :1]}):
        closed = stability(u, 0.0, **rule)
        np.testing.assert_array_equal(closed.internal, stability(u, 0.0).internal)
        assert (stability(u, 0.0).external <= closed.external).all()


# The first gains 1 by coming to the second, who loses 2 by it; each is content alone.
WELCOME_BY_ONE = np.array([[0.0, 1.0, 0.0, 1.0], [0.0, 0.0, 3.0, 1.0]])


def test_a_member_keeps_out_whom_it_would_lose_by():
    assert not stable(WELCOME_BY_ONE, 0.0)[0b10]
    assert stability(WELCOME_BY_ONE, 0.0, unanimity=True).stable[0b10]


def test_a_sponsor_keeps_out_whom_it_would_lose_by():
    sponsor = np.array([[0.0, 1.0, 1.0, 0.5]])
    assert not stability(WELCOME_BY_ONE, 0.0).external[0b10]
    assert stability(WELCOME_BY_ONE, 0.0, veto=sponsor).external[0b10]
    assert not stability(WELCOME_BY_ONE, 0.0, veto=-sponsor).external[0b10]


def test_a_tie_is_stable_by_the_weak_rule_and_said_to_be_one():
    found = stability(np.zeros((1, 2)), 0.0)
    assert found.stable.tolist() == [True, True]
    assert found.strict.tolist() == [True, False]  # in only if it pays
    assert found.indifferent.tolist() == [False, True]


def test_transfers_can_hold_a_set_that_one_member_would_leave():
    found = stability(np.array([[0.0, 0.0, 0.0, 5.0], [0.0, 0.0, 0.0, -2.0]]), 0.0)
    assert not found.internal[3]
    assert found.potentially_internal[3]
    short = stability(np.array([[0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0, -2.0]]), 0.0)
    assert not short.potentially_internal[3]


def test_subsets_have_their_members_as_bits():
    assert members(2).tolist() == [[False, True, False, True], [False, False, True, True]]


@pytest.mark.parametrize("shape", [(2, 8), (4,), (3, 4)])
def test_payoffs_of_other_candidates_are_refused(shape):
    with pytest.raises(QuantityError, match=r"last axes are k and 2\^k"):
        stable(np.zeros(shape), 0.0)


def test_a_negative_tolerance_is_refused():
    with pytest.raises(ParameterError, match="eps = -1"):
        stable(np.zeros((1, 2)), -1.0)
