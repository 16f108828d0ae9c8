"""Import dependency is net of exports, until exports are not of own output."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accord.engines.security import dependence
from accord.errors import QuantityError

amounts = arrays(float, (5, 3), elements=st.floats(0.0, 1e6))


def test_a_case_by_hand():
    found = dependence(6.0, 5.0, 1.0)
    assert found.share == pytest.approx(0.4)
    assert not found.gross


def test_a_net_exporter_is_below_zero():
    assert dependence(10.0, 1.0, 5.0).share == pytest.approx(-4 / 6)


def test_a_hub_is_measured_gross_and_says_so():
    found = dependence(1.0, 9.0, 9.0)
    assert found.gross
    assert found.share == pytest.approx(0.9)


def test_without_output_and_trade_there_is_no_share():
    assert np.isnan(dependence(0.0, 0.0, 0.0).share)


def test_a_state_without_output_depends_wholly():
    assert dependence(0.0, 3.0, 0.0).share == 1


@given(amounts, amounts, amounts)
def test_never_above_one_and_every_draw_stands_alone(production, imports, exports):
    found = dependence(production, imports, exports)
    known = ~np.isnan(found.share)
    assert (found.share[known] <= 1 + 1e-12).all()
    np.testing.assert_array_equal(
        found.share[3], dependence(production[3], imports[3], exports[3]).share
    )


@given(amounts, amounts, amounts)
def test_gross_is_said_exactly_where_exports_exceed_production(production, imports, exports):
    found = dependence(production, imports, exports)
    np.testing.assert_array_equal(found.gross, exports > production)


@given(amounts, amounts)
def test_the_net_share_is_of_the_use_that_output_and_trade_leave(production, imports):
    exports = production / 2
    use = production + imports - exports
    found = dependence(production, imports, exports)
    np.testing.assert_allclose(
        np.nan_to_num(found.share) * use, imports - exports, rtol=1e-9, atol=1e-6
    )


def test_a_negative_export_is_named():
    with pytest.raises(QuantityError, match=r"exports cells .* first KAZ = -1"):
        dependence([1.0, 1.0], [1.0, 1.0], [1.0, -1.0], labels=("AZE", "KAZ"))


def test_draws_that_differ_in_number_are_refused():
    with pytest.raises(QuantityError, match=r"production \(2,\), imports \(3,\)"):
        dependence([1.0, 1.0], [1.0, 1.0, 1.0], 0.0)
