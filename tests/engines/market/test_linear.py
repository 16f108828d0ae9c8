"""The linear check is right for small changes, and says how far off it is for large ones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from accord.engines.market import linear
from accord.errors import ParameterError, QuantityError

LABELS = (("AZE", "KAZ"), ("ISR", "ITA", "USA"))
FLOWS = np.array([[60.0, 20.0, 5.0], [10.0, 80.0, 0.0]])
ELASTIC = {"demand": 1.25, "supply": 1.5, "substitution": 5.0}
FREE = np.zeros((2, 3))
markets = arrays(float, (2, 3), elements=st.floats(1.0, 100.0))
rates = arrays(float, (2, 3), elements=st.floats(0.0, 0.5))
few = settings(max_examples=25, deadline=None)


def test_one_supplier_and_one_buyer_share_a_tariff_by_their_elasticities():
    # E_x P = -E_m (P + T), hence P = -E_m T / (E_x + E_m); surpluses are trapezia.
    r = linear.gsim(
        np.array([[100.0]]), **ELASTIC, tariff_before=np.zeros((1, 1)), tariff_after=0.1
    )
    price = -1.25 * 0.1 / 2.75
    assert_allclose(r.world_price, [price])
    assert_allclose(r.composite_price, [price + 0.1])
    assert_allclose(r.output, [1.5 * price])
    assert_allclose(r.quantity, [[1.5 * price]])
    assert_allclose(r.producer_surplus, [100 * price * (1 + 0.75 * price)])
    assert_allclose(r.tariff_revenue, [0.1 * 100 * (1 + 1.5 * price) * (1 + price)])
    assert_allclose(r.welfare, r.producer_surplus + r.consumer_surplus + r.tariff_revenue)


@few
@given(markets, rates)
def test_no_change_of_tariffs_changes_nothing(flows, tariff):
    r = linear.gsim(flows, **ELASTIC, tariff_before=tariff, tariff_after=tariff)
    for change in (r.world_price, r.composite_price, r.quantity, r.consumer_surplus):
        assert_allclose(change, 0.0, atol=1e-12)
    assert_allclose(r.trade, flows)


@few
@given(markets, rates, rates)
def test_what_suppliers_make_is_what_buyers_take(flows, before, after):
    r = linear.gsim(flows, **ELASTIC, tariff_before=before, tariff_after=after)
    taken = (flows * r.quantity).sum(axis=1) / flows.sum(axis=1)
    assert_allclose(taken, r.output, atol=1e-10)


@few
@given(markets, rates, rates, st.floats(1e-3, 1e3))
def test_the_unit_of_flows_scales_money_and_nothing_else(flows, before, after, factor):
    one = linear.gsim(flows, **ELASTIC, tariff_before=before, tariff_after=after)
    other = linear.gsim(factor * flows, **ELASTIC, tariff_before=before, tariff_after=after)
    assert_allclose(other.world_price, one.world_price, atol=1e-10)
    assert_allclose(other.tariff_revenue, factor * one.tariff_revenue, rtol=1e-7, atol=1e-7)


@few
@given(markets, rates, rates)
def test_changes_add_up_because_the_model_is_linear_in_the_change_of_tariffs(flows, before, after):
    half = before + (after - before) / 2
    one = linear.gsim(flows, **ELASTIC, tariff_before=before, tariff_after=half)
    two = linear.gsim(flows, **ELASTIC, tariff_before=before, tariff_after=after)
    assert_allclose(two.world_price, 2 * one.world_price, atol=1e-10)


@few
@given(markets, rates, rates)
def test_the_distance_to_the_exact_market_shrinks_with_the_square_of_the_change(
    flows, before, after
):
    def off(step):
        return linear.distance(
            flows, **ELASTIC, tariff_before=before, tariff_after=before + step * (after - before)
        ).largest[0]

    assert off(1e-3) <= 1e-4
    # A hundredth of the change leaves a ten-thousandth of the distance; rounding has a floor.
    assert off(1e-4) <= 0.02 * off(1e-3) + 1e-9


def test_who_neither_sells_nor_buys_changes_nothing_and_is_not_changed():
    free, tariff = np.zeros((3, 4)), np.full((3, 4), 0.2)
    padded = np.zeros((3, 4))
    padded[:2, :3] = FLOWS
    options = {"demand": 1.25, "supply": 0.0, "substitution": 5.0}
    r = linear.gsim(padded, **options, tariff_before=free, tariff_after=tariff)
    small = linear.gsim(FLOWS, **options, tariff_before=0.0, tariff_after=0.2)
    assert_allclose(r.world_price, [*small.world_price, 0.0], atol=1e-12)
    assert_allclose(r.consumer_surplus, [*small.consumer_surplus, 0.0], atol=1e-10)
    assert (
        linear.distance(padded, **ELASTIC, tariff_before=0.0, tariff_after=1e-4).largest[0] < 1e-6
    )


def test_draws_are_an_axis_and_each_stands_alone():
    supply = np.array([[0.5, 1.5], [1.0, 2.0]])
    r = linear.gsim(
        FLOWS,
        demand=np.array([0.5, 1.25]),
        supply=supply,
        substitution=5.0,
        tariff_before=FREE,
        tariff_after=0.2,
    )
    assert r.world_price.shape == (2, 2)
    assert r.quantity.shape == (2, 2, 3)
    alone = linear.gsim(
        FLOWS, demand=1.25, supply=supply[1:], substitution=5.0, tariff_before=0.0, tariff_after=0.2
    )
    assert alone.world_price.shape == (2,)
    assert_allclose(r.world_price[1], alone.world_price, rtol=1e-12)
    assert r.welfare is None


@pytest.mark.parametrize(
    ("changed", "error", "message"),
    [
        ({"flows": FLOWS[0]}, QuantityError, r"shape \(3,\); they are \(S, B\)"),
        ({"flows": -FLOWS}, QuantityError, r"AZE -> ISR = -60"),
        ({"flows": FLOWS * [[1], [np.nan]]}, QuantityError, r"KAZ -> ISR = nan"),
        ({"flows": 0 * FLOWS}, QuantityError, r"flows are all 0"),
        ({"demand": -1.25}, ParameterError, r"demand = -1.25; elasticities are magnitudes"),
        ({"supply": np.nan}, ParameterError, r"supply = nan"),
        ({"supply": np.ones((1, 3))}, ParameterError, r"supply has shape \(1, 3\)"),
        ({"demand": 0.0, "supply": 0.0}, ParameterError, r"price level is not determined"),
        ({"tariff_after": np.full((2, 3), 1.21)}, ParameterError, r"rates, 0.21 and not 1.21"),
        ({"tariff_after": np.full((3, 2), 0.1)}, ParameterError, r"tariff_after has shape"),
        ({"tariff_before": -1.0}, ParameterError, r"tariff_before .* not above -1"),
        ({"demand": np.ones(2), "supply": np.ones(3)}, ParameterError, r"\[2, 3\] draws"),
        (
            {"labels": (LABELS[1], LABELS[1])},
            QuantityError,
            r"name 3 suppliers and 3 buyers; flows are \(2, 3\)",
        ),
    ],
)
def test_what_cannot_be_is_named(changed, error, message):
    options = {**ELASTIC, "tariff_before": FREE, "tariff_after": 0.1, "labels": LABELS, **changed}
    with pytest.raises(error, match=message):
        linear.gsim(options.pop("flows", FLOWS), **options)
