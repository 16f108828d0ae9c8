"""Lines are drawn with fewer points, and none is farther off than was said."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.result.made.drawn import _off, joined, middle, thinned, unbroken

points = st.tuples(st.floats(-30, 120), st.floats(-10, 65))
lines = st.lists(points, min_size=2, max_size=40)


@given(lines, st.floats(0.001, 2))
def test_no_point_is_farther_from_the_thin_line_than_was_said(line, most):
    thin = thinned(line, most)
    assert {*thin} <= {*line}
    assert (thin[0], thin[-1]) == (line[0], line[-1])
    for point in line:
        assert min(_off(point, a, b) for a, b in pairwise(thin)) <= most + 1e-9


def test_a_bend_that_is_seen_stays_and_one_that_is_not_goes():
    line = [(0.0, 0.0), (1.0, 0.001), (2.0, 0.0), (2.0, 2.0)]
    assert thinned(line, 0.01) == [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0)]


def test_stretches_that_meet_become_one_line_whichever_way_they_run():
    a, b, c, d = (0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0)
    assert joined([[a, b], [c, b], [c, d]]) == [[a, b, c, d]]
    assert joined([[b, a], [b, c]]) == [[c, b, a]]
    assert joined([[a, b], [c, d]]) == [[a, b], [c, d]]


@given(st.lists(lines, max_size=12))
def test_joining_keeps_every_stretch(stretches):
    steps = sorted(tuple(sorted(pair)) for line in stretches for pair in pairwise(line))
    kept = sorted(tuple(sorted(pair)) for line in joined(stretches) for pair in pairwise(line))
    assert kept == steps


def test_the_middle_is_halfway():
    assert middle([(0.0, 0.0), (1.0, 0.0), (4.0, 0.0)]) == pytest.approx((2.0, 0.0))


def test_a_line_over_the_date_line_goes_on_and_not_around_the_world():
    line = [(170.0, 10.0), (-175.0, 12.0), (-170.0, 15.0), (175.0, 20.0)]
    assert unbroken(line) == [(170.0, 10.0), (185.0, 12.0), (190.0, 15.0), (175.0, 20.0)]
    assert unbroken(line[:1]) == line[:1]
