"""Logit quantal responses are consistent, start at the base rate, and know of their neighbours."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import expit, logit

from accord.engines.coalition import fixed_points, qre
from accord.errors import ParameterError, QuantityError

games = arrays(float, (2, 3, 8), elements=st.floats(-10, 10))
rates = arrays(float, (3,), elements=st.floats(0.02, 0.98))


def mean_gain(u, p):
    """E[D_i], summed over the others' subsets one by one."""
    k = len(p)
    total = np.zeros(k)
    for i in range(k):
        for s in range(1 << k):
            if s >> i & 1:
                continue
            chance = np.prod([p[j] if s >> j & 1 else 1 - p[j] for j in range(k) if j != i])
            total[i] += chance * (u[i, s | 1 << i] - u[i, s])
    return total


@settings(max_examples=40, deadline=None)
@given(games, rates, st.floats(0, 3))
def test_each_answers_the_chances_of_the_others(u, base, lam):
    found = qre(u, lam, base_rate=base)
    assert (found.residual < 1e-9).all()
    for draw in range(2):
        want = expit(logit(base) + lam * mean_gain(u[draw], found.probability[draw]))
        np.testing.assert_allclose(found.probability[draw], want, atol=1e-8)


@settings(max_examples=20, deadline=None)
@given(games, rates)
def test_without_precision_the_base_rate_stands(u, base):
    np.testing.assert_allclose(qre(u, 0.0, base_rate=base).probability, [base, base])


def test_a_payoff_of_nothing_leaves_the_base_rate_and_not_one_half():
    assert qre(np.zeros((1, 2)), 50.0, base_rate=0.07).probability == pytest.approx(0.07)


@settings(max_examples=20, deadline=None)
@given(games, rates, st.floats(0, 2), st.floats(0.1, 10))
def test_precision_and_scale_are_one_number(u, base, lam, scale):
    one = qre(u[0], lam * scale, base_rate=base, scale=scale)
    two = qre(u[0], lam, base_rate=base)
    np.testing.assert_allclose(one.probability, two.probability, atol=1e-8)


@settings(max_examples=20, deadline=None)
@given(games, rates, st.floats(0, 2))
def test_the_branch_is_among_the_fixed_points(u, base, lam):
    found = qre(u[0], lam, base_rate=base).probability
    every = fixed_points(u[0], lam, base_rate=base)
    assert np.abs(every - found).max(axis=1).min() < 1e-5


def test_a_branch_that_folds_is_followed_round_and_says_so():
    """Two who gain 3 together and lose 1 alone; lam as a function of p rises, falls and rises."""
    both = np.array([[0.0, -1.0, 0.0, 3.0], [0.0, 0.0, -1.0, 3.0]])
    before, within, after = (qre(both, lam, base_rate=0.26) for lam in (1.02, 1.06, 1.2))
    assert len(fixed_points(both, 1.06, base_rate=0.26)) == 3
    assert within.probability[0] == pytest.approx(
        fixed_points(both, 1.06, base_rate=0.26)[0, 0], abs=1e-9
    )
    assert after.probability[0] > 0.8
    assert [bool(q.turned) for q in (before, within, after)] == [False, False, True]


def test_a_tie_between_equals_is_followed_straight_through_the_fork():
    both = np.array([[0.0, -1.0, 0.0, 1.0], [0.0, 0.0, -1.0, 1.0]])
    found = qre(np.stack([both, both]), np.array([1.0, 5.0]))
    np.testing.assert_allclose(found.probability, 0.5, atol=1e-9)


def test_lam_may_be_one_per_draw():
    alone = np.array([[[0.0, 1.0]], [[0.0, 1.0]]])
    found = qre(alone, np.array([1.0, 3.0])).probability[:, 0]
    np.testing.assert_allclose(found, expit([1.0, 3.0]))


@pytest.mark.parametrize(
    ("wrong", "match"),
    [
        ({"lam": -1.0}, "lam = -1"),
        ({"lam": np.inf}, "finite"),
        ({"base_rate": 0.0}, "no payoff moves"),
        ({"base_rate": 1.0}, "no payoff moves"),
        ({"scale": 0.0}, "scale = 0"),
    ],
)
def test_a_parameter_out_of_range_is_refused(wrong, match):
    with pytest.raises(ParameterError, match=match):
        qre(np.zeros((1, 2)), **({"lam": 1.0} | wrong))


def test_base_rates_of_other_candidates_are_refused():
    with pytest.raises(QuantityError, match="do not fit"):
        qre(np.zeros((2, 4)), 1.0, base_rate=[0.1, 0.2, 0.3])


def test_fixed_points_are_of_one_game():
    with pytest.raises(QuantityError, match="of one game"):
        fixed_points(np.zeros((3, 1, 2)), 1.0)
