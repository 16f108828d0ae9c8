"""A table that is balanced keeps its zeros and meets its margins."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accord.engines.reallocation import balanced

patterns = arrays(float, (3, 4), elements=st.floats(0.01, 100))
margins = arrays(float, 3, elements=st.floats(1, 1e3))


def test_a_shut_link_sends_the_rest_where_it_may_go():
    # Row 1 may only use column 2; row 2 fills what is left: 5 to column 1, 1 to column 2.
    pattern = np.array([[0.0, 1.0], [1.0, 1.0]])
    found = balanced(pattern, np.array([4.0, 6.0]), np.array([5.0, 5.0]))
    assert found == pytest.approx(np.array([[0.0, 4.0], [5.0, 1.0]]), rel=1e-3)


@given(patterns, margins)
def test_margins_are_met(pattern, rows):
    columns = np.full(4, rows.sum() / 4)
    found = balanced(pattern, rows, columns, sweeps=500)
    np.testing.assert_allclose(found.sum(axis=0), columns, rtol=1e-9)
    np.testing.assert_allclose(found.sum(axis=1), rows, rtol=0.02)


@given(patterns, margins)
def test_a_table_that_meets_its_margins_stays_as_it_is(pattern, rows):
    found = balanced(pattern, pattern.sum(axis=1), pattern.sum(axis=0))
    np.testing.assert_allclose(found, pattern, rtol=1e-9)


def test_a_row_without_a_pattern_stays_empty_and_no_number_is_lost():
    found = balanced(np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([4.0, 6.0]), np.full(2, 5.0))
    assert found == pytest.approx(np.array([[0.0, 0.0], [5.0, 5.0]]))


def test_several_margins_are_met_on_one_pattern_at_once():
    rng = np.random.default_rng(1)
    pattern, rows = rng.uniform(1, 2, (3, 3)), rng.uniform(1, 2, (5, 3))
    columns = np.repeat(rows.sum(axis=1, keepdims=True) / 3, 3, axis=1)
    each = [balanced(pattern, r, c) for r, c in zip(rows, columns, strict=True)]
    np.testing.assert_allclose(balanced(pattern, rows, columns), each, rtol=1e-12)
