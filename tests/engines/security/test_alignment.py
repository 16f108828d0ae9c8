"""The effective number of poles counts equals as equals and twins as one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accord.engines.security import (
    alignment,
    balancing,
    bond_ties,
    drawn_points,
    net_lean,
    pole_coverage,
    pole_likeness,
    vote_ties,
)
from accord.errors import ParameterError, QuantityError

STATES, POLES = ("AZE", "TUR"), ("USA", "RUS", "TUR")
ties_of = arrays(float, (4, 5), elements=st.floats(1e-3, 1e6))
points = arrays(float, (5,), elements=st.floats(-3.0, 3.0))


@pytest.mark.parametrize("poles", [1, 2, 7])
def test_equal_ties_to_n_poles_count_as_n_by_either_order(poles):
    found = alignment(np.ones(poles))
    assert (found.n1, found.n2, found.balance) == pytest.approx((poles, poles, 1 - 1 / poles))


def test_a_half_and_two_quarters_count_for_two_root_two():
    found = alignment([2.0, 1.0, 1.0])
    assert found.n1 == pytest.approx(2 * np.sqrt(2))
    assert found.n2 == pytest.approx(8 / 3)


def test_poles_that_act_as_one_count_as_one_and_strangers_as_many():
    ties = np.array([3.0, 2.0, 1.0])
    assert alignment(ties, likeness=np.ones((3, 3))).n1z == pytest.approx(1)
    assert alignment(ties, likeness=np.eye(3)).n1z == pytest.approx(alignment(ties).n1)


def test_a_state_s_own_pole_is_dropped_and_is_no_zero():
    found = alignment(
        np.array([[1.0, 1.0, 2.0], [1.0, 1.0, 9.0]]),
        counted=np.array([[True, True, True], [True, True, False]]),
        labels=(STATES, POLES),
    )
    assert found.n2[1] == pytest.approx(2)
    np.testing.assert_array_equal(found.shares[1], [0.5, 0.5, np.nan])


def test_a_state_without_ties_has_no_number():
    found = alignment(np.array([[0.0, 0.0], [1.0, 1.0]]), likeness=np.eye(2))
    assert np.isnan([found.n1[0], found.n2[0], found.balance[0], found.n1z[0]]).all()
    assert found.n1[1] == pytest.approx(2)


@given(ties_of, points, st.floats(0.1, 3.0), st.floats(1e-3, 1e3))
def test_order_two_and_likeness_count_fewer_and_the_unit_does_not_matter(ties, x, width, unit):
    found = alignment(ties, likeness=pole_likeness(x, width))
    assert (found.n1 <= 5 + 1e-9).all()
    assert (found.n2 <= found.n1 + 1e-9).all()
    assert (found.n1z <= found.n1 + 1e-9).all()
    assert (found.n2 >= 1 - 1e-9).all()
    assert (found.n1z >= 1 - 1e-9).all()
    np.testing.assert_allclose(found.shares.sum(axis=-1), 1)
    np.testing.assert_allclose(alignment(unit * ties).n1, found.n1, rtol=1e-9)


@given(ties_of, st.permutations(range(5)))
def test_names_of_poles_do_not_matter_and_every_draw_stands_alone(ties, order):
    found = alignment(ties)
    np.testing.assert_allclose(alignment(ties[:, order]).n1, found.n1, rtol=1e-12)
    np.testing.assert_allclose(alignment(ties[2]).n1, found.n1[2], rtol=1e-12)


def test_splitting_a_pole_into_twins_leaves_the_corrected_number():
    x = np.array([1.0, -1.0])
    whole = alignment([3.0, 2.0], likeness=pole_likeness(x, 1.0))
    split = alignment([1.0, 2.0, 2.0], likeness=pole_likeness(x[[0, 0, 1]], 1.0))
    assert split.n1z == pytest.approx(whole.n1z)
    assert split.n1 > whole.n1


def test_net_lean_is_one_side_less_the_other_without_the_dropped_pole():
    assert net_lean([0.5, 0.25, 0.25, np.nan], [1, -1, 0, -1]) == pytest.approx(0.25)
    assert np.isnan(net_lean([np.nan, np.nan], [1, -1]))


def test_one_side_for_all_poles_is_refused_by_its_name():
    with pytest.raises(QuantityError, match=r"^side has 0 axes, and the last 1 are needed"):
        net_lean([0.5, 0.5], 1.0)


def test_coverage_is_the_part_of_ties_that_goes_to_any_pole():
    np.testing.assert_allclose(pole_coverage([[1.0, 1.0], [0.0, 0.0]], [4.0, 0.0]), [0.5, np.nan])


def test_a_tie_of_votes_falls_by_e_for_each_width_of_distance():
    ties = vote_ties([0.0, 1.0], [0.0, 2.0], np.array([1.0, 2.0]))
    np.testing.assert_allclose(ties[0], [[1, np.exp(-2)], [np.exp(-1), np.exp(-1)]])
    np.testing.assert_allclose(ties[1], np.sqrt(ties[0]))


def test_ties_to_poles_above_all_ties_are_refused():
    with pytest.raises(QuantityError, match=r"exceed all ties in 1 of 1 .*two poles"):
        pole_coverage([3.0, 3.0], 5.0)


def test_a_negative_tie_is_named():
    with pytest.raises(QuantityError, match=r"tie cells .* first TUR -> RUS = -1"):
        alignment([[1.0, 1.0, 1.0], [1.0, -1.0, 0.0]], labels=(STATES, POLES))


@pytest.mark.parametrize(
    ("likeness", "match"),
    [
        ([[1.0, 2.0], [0.0, 1.0]], "outside of 0..1"),
        ([[0.5, 0.0], [0.0, 1.0]], "not like itself"),
    ],
)
def test_a_likeness_that_cannot_be_one_is_refused(likeness, match):
    with pytest.raises(ParameterError, match=match):
        alignment([1.0, 1.0], likeness=likeness)


def test_a_likeness_of_other_poles_is_refused():
    with pytest.raises(QuantityError, match="poles 2, likeness 3"):
        alignment([1.0, 1.0], likeness=np.eye(3))


@pytest.mark.parametrize("width", [0.0, -1.0, np.inf, np.nan])
def test_a_kernel_without_width_is_refused(width):
    with pytest.raises(ParameterError, match="width of the vote kernel"):
        vote_ties([0.0], [1.0], width)


def test_a_state_without_an_ideal_point_is_refused():
    with pytest.raises(QuantityError, match="ideal point is not finite"):
        vote_ties([np.nan], [1.0], 1.0)


def test_a_membership_binds_to_its_poles_by_weight_as_far_as_it_is_held():
    # A full member (4, all to the first pole), half a member (2, a quarter to the first).
    ties = bond_ties([1.0, 0.5], [[4.0, 2.0], [8.0, 2.0]], [[1.0, 0.0], [0.25, 0.75]])
    np.testing.assert_allclose(ties, [[4.25, 0.75], [8.25, 0.75]])


@pytest.mark.parametrize(
    ("held", "weight", "part", "match"),
    [
        ([1.5], [1.0], [[1.0]], "membership cells are outside of 0..1"),
        ([1.0], [-1.0], [[1.0]], "weight of membership"),
        ([1.0], [1.0], [[0.5, 0.4]], "do not add up to 1"),
        ([1.0, 1.0], [1.0], [[1.0]], "memberships 2, weights 1"),
    ],
)
def test_a_bond_that_cannot_be_one_is_refused(held, weight, part, match):
    with pytest.raises((ParameterError, QuantityError), match=match):
        bond_ties(held, weight, part)


def test_points_are_drawn_with_the_spread_that_their_quantiles_tell():
    standard = np.random.default_rng(0).standard_normal((20_000, 2))
    drawn = drawn_points([0.0, 1.0], [-0.5, 1.0], [0.5, 1.0], standard)
    np.testing.assert_allclose(np.quantile(drawn[:, 0], [0.05, 0.95]), [-0.5, 0.5], atol=0.02)
    assert (drawn[:, 1] == 1).all()


@pytest.mark.parametrize(("point", "low", "high"), [(np.nan, 0.0, 1.0), (0.0, 1.0, -1.0)])
def test_a_point_that_is_not_known_is_refused(point, low, high):
    with pytest.raises(QuantityError, match="ideal point is not finite, or its 5 %"):
        drawn_points([point], [low], [high], [[0.0]])


def test_channels_stand_side_by_side_and_an_average_of_them_would_hide_it():
    # Each channel goes to one pole alone, each to another: none is spread, three poles lead. Their
    # average would be spread over all three.
    found = balancing([alignment(row) for row in np.eye(3)])
    assert (found.balanced, found.leaders) == (0, 3)
    assert found.leading.tolist() == [0, 1, 2]
    same = balancing([alignment([1.0, 1.0, 0.5])] * 3)
    assert (same.balanced, same.leaders) == (3, 1)


def test_a_channel_without_ties_is_led_by_nobody_and_is_not_spread():
    found = balancing([alignment([0.0, 0.0]), alignment(np.array([[1.0, 1.0], [0.0, 2.0]]))])
    assert found.leading.tolist() == [[-1, -1], [0, 1]]
    assert found.balanced.tolist() == [1, 0]
    assert found.leaders.tolist() == [1, 1]


@given(st.lists(arrays(float, (4,), elements=st.floats(0, 1e3)), min_size=1, max_size=4))
def test_balancing_does_not_depend_on_the_order_of_channels(rows):
    found, turned = (balancing([alignment(row) for row in some]) for some in (rows, rows[::-1]))
    assert (found.balanced, found.leaders) == (turned.balanced, turned.leaders)
    assert 0 <= found.balanced <= len(rows)


@pytest.mark.parametrize(
    ("channels", "least", "match"),
    [
        ([], 2.0, "no channel"),
        ([alignment([1.0, 1.0])], 1.0, "one pole is no balance"),
        ([alignment([1.0, 1.0])], np.nan, "one pole is no balance"),
        ([alignment([1.0, 1.0]), alignment([1.0])], 2.0, "over 1 and 2 poles"),
    ],
)
def test_channels_that_cannot_be_compared_are_refused(channels, least, match):
    with pytest.raises((ParameterError, QuantityError), match=match):
        balancing(channels, least=least)
