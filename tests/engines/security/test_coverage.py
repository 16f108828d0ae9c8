"""What is not recorded widens a share, and too little on record refuses it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accord.engines.security import coverage
from accord.errors import ParameterError, QuantityError

units = arrays(float, (50,), elements=st.floats(0.0, 1.0))
totals = arrays(float, (50,), elements=st.floats(1.0, 1e3))


def test_a_case_by_hand():
    found = coverage(0.75, recorded=4.0, total=10.0, unrecorded_share=0.5)
    assert found.coverage == pytest.approx(0.4)
    assert (found.low, found.share, found.high) == pytest.approx((0.3, 0.6, 0.9))


def test_full_coverage_leaves_the_recorded_share():
    found = coverage(0.3, recorded=10.0, total=10.0, unrecorded_share=[0.0, 1.0])
    np.testing.assert_array_equal(found.share, [0.3, 0.3])


def test_more_on_record_than_the_outside_total_is_counted_and_leaves_the_recorded_share():
    found = coverage(0.3, recorded=11.0, total=[10.0, 12.0], unrecorded_share=1.0)
    assert found.capped == 1
    assert found.share[0] == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("totals_", "refused"), [([4.0, 17.0, 40.0], True), ([10.0, 16.0, 40.0], False)]
)
def test_the_median_of_the_draws_decides_a_refusal(totals_, refused):
    found = coverage(0.5, recorded=4.0, total=totals_, unrecorded_share=0.5)
    assert found.refused is refused


@given(st.floats(0, 1), st.floats(0, 1e3), totals, units)
def test_every_draw_lies_within_the_bounds_and_the_bounds_within_a_share(s, recorded, total, u):
    found = coverage(s, recorded=recorded, total=total, unrecorded_share=u)
    assert (found.low <= found.share + 1e-12).all()
    assert (found.share <= found.high + 1e-12).all()
    assert (found.low >= 0).all()
    assert (found.high <= 1 + 1e-12).all()


@given(st.floats(0, 1), st.floats(0, 1e3), totals, units)
def test_shares_of_all_states_add_up_to_one(s, recorded, total, u):
    named = coverage(s, recorded=recorded, total=total, unrecorded_share=u)
    rest = coverage(1 - s, recorded=recorded, total=total, unrecorded_share=1 - u)
    np.testing.assert_allclose(named.share + rest.share, 1)


def test_a_total_of_nothing_is_refused():
    with pytest.raises(QuantityError, match="outside total is 0"):
        coverage(0.5, recorded=1.0, total=[1.0, 0.0], unrecorded_share=0.5)


def test_a_share_above_one_is_refused():
    with pytest.raises(ParameterError, match=r"unrecorded_share cells are outside of 0..1"):
        coverage(0.5, recorded=1.0, total=2.0, unrecorded_share=1.5)
