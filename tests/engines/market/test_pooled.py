"""The pooled market is the limit of the market of varieties, and can be worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from accord.axes import Groups
from accord.engines.market import MODELS, pooled
from accord.engines.market.partial import solve
from accord.errors import NoEquilibrium, NotAnswered, ParameterError, QuantityError

THREE = np.array([[60.0, 20.0, 5.0], [10.0, 80.0, 0.0], [0.0, 15.0, 40.0]])
ELASTIC = {"sigma": 6.0, "demand": 0.4, "supply": 0.3}


def test_a_large_sigma_comes_near_the_pool():
    lost = {"demand": 0.4, "supply": [[0.1, 0.3, 0.2]], "keep": [[0.6, 1.0, 0.9]]}
    pool = pooled.solve(THREE, **lost, sigma=np.inf)
    gaps = [np.abs(solve(THREE, sigma=x, **lost).price / pool.price - 1).max() for x in (50, 5000)]
    assert gaps[1] < 2e-3
    assert gaps[1] < gaps[0] / 20


def test_it_has_a_price_found_by_hand_and_a_rent_at_a_capacity():
    # 100 are wanted at price 1 and 60 can be had: P^-0.5 = 0.6.
    full = {"demand": 0.5, "supply": 2.0, "capacity": [30.0, 30.0]}
    pool = pooled.solve([[50.0], [50.0]], **full, sigma=8.0)
    assert_allclose(pool.price, (60 / 100) ** -2, rtol=1e-10)
    assert_allclose(pool.quantity, [[30, 30]])
    alone = solve([[50.0], [50.0]], sigma=8.0, **full)
    assert_allclose(pool.capacity_rent, alone.capacity_rent, rtol=1e-9)
    assert_allclose(pool.producer_surplus, alone.producer_surplus, rtol=1e-9)
    assert_allclose(pool.consumer_surplus, alone.consumer_surplus, rtol=1e-9)
    assert_allclose(pool.revenue, alone.revenue, rtol=1e-9)


@pytest.mark.parametrize("unit", [1e-4, 1e4])
def test_the_unit_of_flows_scales_money_and_nothing_else(unit):
    asked = {**ELASTIC, "keep": [[0.6, 1.0, 0.9]]}
    one = pooled.solve(THREE, **asked, capacity=[50.0, np.inf, 20.0])
    other = pooled.solve(unit * THREE, **asked, capacity=[50.0 * unit, np.inf, 20.0 * unit])
    assert_allclose(other.price, one.price, rtol=1e-9)
    for money in ("quantity", "revenue", "capacity_rent", "producer_surplus", "consumer_surplus"):
        assert_allclose(getattr(other, money) / unit, getattr(one, money), rtol=1e-7, atol=1e-7)


@given(st.floats(0.002, 0.03), st.floats(0.1, 0.7), st.floats(0.2, 1.0), st.floats(0.05, 0.5))
def test_a_small_state_that_can_not_bring_out_its_output_loses(share, left, demand, supply):
    # The price rises by share * lost / (eta + epsilon) at most: 0.03 * 0.9 / 0.25, about a tenth,
    # on the part that is left; what is lost is at least the triangle over three tenths.
    pool = pooled.solve(
        [[share], [1 - share]], demand=demand, supply=supply, capacity=[left * share, np.inf]
    )
    gain = pool.producer_surplus + pool.capacity_rent
    assert pool.price[0, 0] > 1
    assert gain[0, 0] < 0 < gain[0, 1]


def test_what_happens_on_links_leaves_no_trace():
    still = pooled.solve(
        THREE, **ELASTIC, cost=1.5, toll=0.2, weight=np.array([0.0, 1.0]), quota=THREE / 2
    )
    assert_allclose(still.price, np.ones((2, 3)), rtol=1e-12)
    assert_allclose(still.consumer_surplus, 0, atol=1e-9)
    half = Groups(np.ones((1, 3, 3), bool), np.full((4, 1), 0.5))
    assert pooled.solve(THREE, **ELASTIC, weight=half).price.shape == (4, 3)


def test_who_sells_to_whom_is_refused_and_not_made_up():
    pool = pooled.solve(THREE, **ELASTIC, keep=[[0.9, 1.0, 1.0]])
    with pytest.raises(NotAnswered, match="who sells to whom isn't determined"):
        pool.quantity_on(np.eye(3, dtype=bool))


def test_a_draw_that_nothing_can_clear_is_named_or_marked():
    stiff = {"sigma": 9.0, "demand": 0.0, "supply": 0.5, "capacity": [[90.0], [110.0]]}
    with pytest.raises(NoEquilibrium, match=r"draw 0: .* 1 of 2 draws"):
        pooled.solve([[100.0]], **stiff)
    marked = pooled.solve([[100.0]], **stiff, on_failure="mark")
    assert marked.failed.tolist() == [True, False]
    for name in ("price", "price_index", "consumer_surplus", "producer_surplus", "quantity",
                 "revenue", "capacity_rent"):  # fmt: skip
        assert np.isnan(getattr(marked, name)[0]).all(), name
        assert np.isfinite(getattr(marked, name)[1]).all(), name
    assert_allclose(marked.price[1], 1)


def test_what_no_pool_can_mean_is_refused():
    with pytest.raises(ParameterError, match="capacity by link"):
        pooled.solve(THREE, **ELASTIC, capacity=THREE)
    with pytest.raises(QuantityError, match=r"disagree .* keep 2, weight 3"):
        pooled.solve(THREE, **ELASTIC, keep=[0.9, 0.8], weight=[1.0, 1.0, 0.5])
    with pytest.raises(ParameterError, match="not determined"):
        pooled.solve(THREE, sigma=9.0, demand=0.01, supply=0.001)


def test_a_capacity_of_each_link_without_a_limit_is_none_and_no_number_of_draws():
    pool = pooled.solve(np.ones((2, 3)), **ELASTIC, capacity=np.full((2, 3), np.inf))
    assert_allclose(pool.price, np.ones((1, 2)))


@pytest.mark.parametrize("name", MODELS)
def test_every_model_takes_the_same_arguments_and_gives_the_same_kind_of_solution(name):
    found = MODELS[name](THREE, **ELASTIC, keep=[[0.9, 1.0, 1.0]], cost=1.0, on_failure="mark")
    suppliers, buyers = found.shape
    assert (suppliers, buyers) == (3, 3)
    for answer in ("price", "producer_surplus", "quantity", "revenue", "capacity_rent"):
        assert getattr(found, answer).shape == (1, suppliers), answer
    for answer in ("price_index", "consumer_surplus"):
        assert getattr(found, answer).shape == (1, buyers), answer
    assert found.residual.shape == found.failed.shape == (1,)
    assert found.price[0, 0] > 1
    assert_allclose(found.revenue, found.price * found.quantity)


def test_buyers_and_sellers_of_different_elasticity_meet_at_a_price_found_by_hand():
    # A quarter of supply is lost, for good: 50 + 50 / P = 75, so P is 2.
    pool = pooled.solve([[50.0, 50.0]], demand=[[0.0, 1.0]], supply=0.0, keep=0.75)
    assert_allclose(pool.price, 2)
    assert_allclose(pool.bought, [[50, 25]])
    # Nobody wants less, and the second seller offers more: 0.5 * 50 + 50 P = 100, so P is 1.5.
    pool = pooled.solve([[50.0], [50.0]], demand=0.0, supply=[[0.0, 1.0]], keep=[[0.5, 1.0]])
    assert_allclose(pool.price, 1.5)
    assert_allclose(pool.quantity, [[25, 75]])


@pytest.mark.parametrize("name", ["demand", "supply", "keep", "capacity"])
def test_what_does_not_fit_the_states_is_named(name):
    with pytest.raises(QuantityError, match=rf"\b{name}\b"):
        pooled.solve(THREE, **{**ELASTIC, name: np.full((1, 2), 0.5)})
