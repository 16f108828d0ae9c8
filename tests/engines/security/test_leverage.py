"""Leverage sees both sides of a trade, and what stopping would cost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accord.engines.security import importer_loss, leverage
from accord.errors import ParameterError, QuantityError

tables = arrays(float, (4, 3, 2), elements=st.floats(1.0, 1e6))
shares = st.floats(0.0, 0.95)


def test_a_case_by_hand():
    found = leverage(4.0, exports=100.0, imports=16.0)
    assert [found.a, found.c] == [0.04, 0.25]
    assert found.asymmetry == pytest.approx(0.21)
    assert found.salience == pytest.approx(0.1)
    assert found.symmetry == pytest.approx(0.79)
    assert found.interdependence == pytest.approx(0.079)


@given(tables)
def test_exchanging_the_sides_turns_the_asymmetry_round_and_leaves_the_rest(flows):
    exports, imports = flows.sum(axis=-1, keepdims=True), flows.sum(axis=-2, keepdims=True)
    there, back = leverage(flows, exports, imports), leverage(flows, imports, exports)
    np.testing.assert_array_equal(there.asymmetry, -back.asymmetry)
    np.testing.assert_allclose(there.interdependence, back.interdependence)


@given(tables, st.floats(1e-3, 1e3))
def test_dependences_add_up_and_the_unit_does_not_matter(flows, factor):
    exports, imports = flows.sum(axis=-1, keepdims=True), flows.sum(axis=-2, keepdims=True)
    found = leverage(flows, exports, imports)
    np.testing.assert_allclose(found.a.sum(axis=-1), 1)
    np.testing.assert_allclose(found.c.sum(axis=-2), 1)
    scaled = leverage(factor * flows, factor * exports, factor * imports)
    np.testing.assert_allclose(scaled.asymmetry, found.asymmetry, atol=1e-12)
    assert (np.abs(found.asymmetry) <= 1).all()


def test_who_sells_nothing_depends_on_nobody_that_we_could_name():
    assert np.isnan(leverage(0.0, 0.0, 5.0).a)
    assert leverage(0.0, 0.0, 5.0).c == 0


def test_a_tenth_at_sigma_three_costs_the_square_root():
    assert importer_loss(0.1, 3.0) == pytest.approx(0.9**-0.5 - 1)


def test_a_homogeneous_good_comes_from_elsewhere_at_the_same_price():
    assert importer_loss(0.42, np.inf) == 0


def test_the_only_source_cannot_be_replaced_whatever_sigma():
    assert np.isinf(importer_loss(1.0, [3.0, 20.0, np.inf])).all()


@given(shares, shares, st.floats(1.5, 19.0))
def test_a_larger_share_costs_more_and_better_substitutes_cost_less(one, other, sigma):
    small, large = sorted((one, other))
    assert importer_loss(small, sigma) <= importer_loss(large, sigma)
    assert importer_loss(large, sigma + 1) <= importer_loss(large, sigma)


@given(shares, st.floats(1.5, 20.0))
def test_losing_a_source_in_two_steps_costs_as_much_as_in_one(share, sigma):
    half = 1 - np.sqrt(1 - share)
    twice = (1 + importer_loss(half, sigma)) ** 2 - 1
    assert twice == pytest.approx(importer_loss(share, sigma), rel=1e-9, abs=1e-12)


def test_a_flow_larger_than_its_total_is_refused():
    with pytest.raises(QuantityError, match=r"flow of 7 exceeds the imports of 5 .*year and unit"):
        leverage(7.0, exports=20.0, imports=5.0)


def test_a_nan_flow_is_refused():
    with pytest.raises(QuantityError, match="1 of 2 flow cells"):
        leverage([1.0, np.nan], 2.0, 2.0)


@pytest.mark.parametrize("sigma", [1.0, 0.5, -3.0, np.nan])
def test_an_elasticity_of_one_or_less_is_refused(sigma):
    with pytest.raises(ParameterError, match="substitution of 1 or less"):
        importer_loss(0.1, sigma)


def test_a_share_in_percent_is_refused():
    with pytest.raises(ParameterError, match=r"42; .*not in percent"):
        importer_loss(42, 5.0)
