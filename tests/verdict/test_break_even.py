"""A break-even is the first crossing, outward from the middle of an assumption."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.condition import parse
from accord.verdict.break_even import Turning, turning


def find(medians, line="> 0", *, centre=0.5, allowed=(0.0, 1.0), bounds=(0.0, 10.0)):
    return turning(medians, parse(line, "ratio"), centre=centre, allowed=allowed, bounds=bounds)


@given(st.floats(0.01, 0.99), st.sampled_from([">", "<", ">=", "<="]), st.floats(0.1, 5))
def test_a_crossing_in_the_range_is_found_whatever_the_sign_and_the_slope(where, sign, slope):
    found = find(lambda x: slope * (x - where), f"{sign} 0")
    assert found.in_range
    assert found.value == pytest.approx(where, abs=1e-6)


@given(st.floats(1.01, 9.99))
def test_a_crossing_beyond_the_range_is_found_and_said_to_be_beyond(where):
    found = find(lambda x: 3 * (x - where))
    assert not found.in_range
    assert found.value == pytest.approx(where, abs=1e-4)


def test_a_step_is_found_as_a_slope_is():
    found = find(lambda x: np.where(x > 0.37, 1.0, 0.0), ">= 1")
    assert found.value == pytest.approx(0.37, abs=1e-6)


def test_what_never_turns_says_how_far_it_moves_on_the_way():
    assert find(lambda x: x, "> 11") == Turning(value=None, reach=(0, 10))
    assert find(lambda x: x - 3, "> 20", bounds=(-2, 4)) == Turning(value=None, reach=(-5, 1))


def test_of_several_crossings_the_nearest_to_the_centre_is_given():
    def hill(x):
        return np.minimum(x - 0.1, 0.6 - x)

    assert find(hill, centre=0.5).value == pytest.approx(0.6, abs=1e-6)
    assert find(hill, centre=0.2).value == pytest.approx(0.1, abs=1e-6)


def test_of_several_on_one_side_the_first_on_the_way_out_is_given():
    assert find(lambda x: np.sin(20 * x), centre=0.05).value == pytest.approx(0, abs=1e-6)
    assert find(lambda x: np.sin(20 * x), centre=0.2).value == pytest.approx(np.pi / 20, abs=1e-5)
    assert find(lambda x: np.sin(20 * x), centre=0.38).value == pytest.approx(np.pi / 10, abs=1e-5)


def test_a_crossing_between_the_two_points_around_the_centre_is_found():
    assert find(lambda x: x - 0.501, centre=0.5).value == pytest.approx(0.501, abs=1e-6)


def test_beyond_the_range_the_nearest_to_the_centre_is_given_on_either_side():
    def outside(low, high):
        return lambda x: np.maximum(low - x, x - high)

    assert find(outside(-3, 2), bounds=(-10, 10)).value == pytest.approx(2, abs=1e-3)
    assert find(outside(-1, 4), bounds=(-10, 10)).value == pytest.approx(-1, abs=1e-3)


def test_a_crossing_in_the_range_goes_before_a_nearer_one_beyond():
    found = find(lambda x: np.minimum(x - 0.1, 1.05 - x), centre=0.99)
    assert found.in_range
    assert found.value == pytest.approx(0.1, abs=1e-6)


def test_more_than_zero_turns_at_zero_itself():
    assert find(lambda x: x, allowed=(0, 0.1), centre=0.02) == Turning(value=0.0, in_range=True)
    noisy = find(lambda x: np.where(x == 0, 3e-17, x), allowed=(0, 0.1), centre=0.02)
    assert noisy == Turning(value=0.0, in_range=True)


def test_where_a_response_lies_on_the_line_from_a_point_on_it_turns_at_that_point():
    found = find(lambda x: np.maximum(0.6 - x, 0.0), centre=0.2)
    assert found.value == pytest.approx(0.6, abs=1e-5)


def test_where_nobody_knows_the_answer_nothing_turns():
    def solved_below_two(x):
        return np.where(x < 2, x - 0.5, np.nan)

    assert find(solved_below_two, allowed=(0.6, 1), bounds=(0.6, 5), centre=0.8).value is None
    assert find(solved_below_two, bounds=(0, 5)).value == pytest.approx(0.5, abs=1e-6)
    assert find(lambda x: np.full(x.shape, np.nan)) == Turning(value=None, reach=None)


def test_a_range_of_one_point_is_searched_beyond():
    found = find(lambda x: x - 3, allowed=(2, 2), centre=2)
    assert (found.in_range, round(found.value, 3)) == (False, 3.0)


def test_equal_to_a_number_turns_where_it_is_left():
    found = find(lambda x: np.round(4 * x), "== 2", centre=0.5)
    assert found.value == pytest.approx(0.375, abs=1e-5) or found.value == pytest.approx(
        0.625, abs=1e-5
    )
