"""Adversaries answer with what pays them, and say where that is not one thing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accord.engines.coalition import break_even_chance, committed, payoffs_under, respond
from accord.errors import ParameterError, QuantityError

TWO_BY_TWO = [[0, 0], [0, 1], [1, 0], [1, 1]]
markets = arrays(float, (2, 2, 4, 4), elements=st.floats(-10, 10))  # draw, who, subset, profile
money = st.floats(0.01, 1e6)


def answer(v, **more):
    """Two adversaries without candidates' damage: v is (2, T), each against the other."""
    values = np.repeat(np.asarray(v, float)[:, None, :], 2, axis=1)
    options = {"actions": TWO_BY_TWO, "cost": np.zeros((2, 2)), "phi": np.zeros(2)}
    return respond(np.zeros((1, 2, 4)), values, **(options | more))


def test_retaliation_comes_where_the_damage_is_worth_its_cost():
    w = np.array([[[0.0, 0.0], [4.0, -6.0]]])  # alone: 10 of damage
    for phi, played in ((0.15, 0), (0.25, 1)):
        found = respond(w, np.zeros((1, 2, 2)), actions=[[0], [1]], cost=[[0.0, 2.0]], phi=[phi])
        assert found.profile.tolist() == [0, played]
        assert found.unique.all()


def test_damage_to_those_outside_does_not_count():
    w = np.array([[[0.0, -90.0], [4.0, 4.0]]])
    found = respond(w, np.zeros((1, 2, 2)), actions=[[0], [1]], cost=[[0.0, 2.0]], phi=[1.0])
    assert found.profile.tolist() == [0, 0]


@given(markets, markets)
def test_no_adversary_gains_by_leaving_a_profile_that_is_nash(w, rivals):
    found = respond(w, rivals, actions=TWO_BY_TWO, cost=[[0, 1.0], [0, 2.0]], phi=[0.5, 0.1])
    turned = {0: [2, 3, 0, 1], 1: [1, 0, 3, 2]}  # the profile in which j does the other thing
    for j, other in turned.items():
        better = found.value[:, j][..., other] > found.value[:, j] + 1e-9
        assert not (better & found.equilibria).any()
    np.testing.assert_allclose(found.weight.sum(axis=-1), 1)


def test_two_equilibria_are_both_reported_and_weighed():
    found = answer([[2, 0, 0, 1], [2, 0, 0, 1]], precision=0.0)
    assert found.equilibria[0].tolist() == [True, False, False, True]
    assert found.weight[0].tolist() == [0.5, 0, 0, 0.5]
    sharper = answer([[2, 0, 0, 1], [2, 0, 0, 1]], precision=5.0)
    assert sharper.weight[0, 0] > 0.99
    assert not found.unique.any()


def test_without_a_pure_equilibrium_every_profile_has_a_chance():
    found = answer([[1, 0, 0, 1], [0, 1, 1, 0]])
    assert not found.equilibria.any()
    assert found.weight[0].tolist() == [0.25] * 4


def test_terms_go_to_those_who_are_in_and_a_threat_binds_once_anybody_is():
    w = np.zeros((2, 4, 2))
    w[..., 1] = -1.0
    u = payoffs_under(w, committed(1, k=2, profiles=2), [3.0, 5.0])
    assert u.tolist() == [[0, 2, -1, 2], [0, -1, 4, 4]]


@given(money, money)
def test_at_the_break_even_chance_joining_neither_pays_nor_costs(gain, loss):
    p = break_even_chance(gain, loss)
    assert (1 - p) * gain - p * loss == pytest.approx(0, abs=1e-6 * max(gain, loss))


def test_break_even_is_never_where_joining_does_not_pay_and_always_where_it_does_anyhow():
    chances = break_even_chance([-1.0, 1.0, 0.0], [1.0, -1.0, 0.0])
    np.testing.assert_array_equal(chances, [0.0, 1.0, np.nan])


@pytest.mark.parametrize(
    ("wrong", "error", "match"),
    [
        ({"actions": [[0, 0], [0, 1], [1, 0], [1, 0]]}, ParameterError, "every combination"),
        ({"actions": [[0], [1]]}, QuantityError, r"\(4, 2\) is needed"),
        ({"phi": [0.5, 1.5]}, ParameterError, "phi"),
    ],
)
def test_adversaries_that_do_not_fit_are_refused(wrong, error, match):
    with pytest.raises(error, match=match):
        answer(np.zeros((2, 4)), **wrong)


def test_markets_of_other_subsets_are_refused():
    with pytest.raises(QuantityError, match="same subsets and profiles"):
        respond(
            np.zeros((1, 2, 2)), np.zeros((1, 4, 2)), actions=[[0], [1]], cost=[[0, 1]], phi=[0]
        )


def test_a_term_may_hang_on_who_else_is_in():
    # The second has 5 beside the market, and 9 where the first is in too; the first has 3.
    nothing = np.zeros((2, 4, 1))
    terms = [[0, 3, 0, 3], [0, 0, 5, 9]]
    u = payoffs_under(nothing, np.ones((4, 1)), terms)
    assert u.tolist() == [[0, 3, 0, 3], [0, 0, 5, 9]]
