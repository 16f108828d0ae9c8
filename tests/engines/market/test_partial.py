"""The one-good market has the answers that can be found by hand, and its money adds up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from accord.axes import Groups
from accord.engines.market.partial import Solution, solve

THREE = np.array([[60.0, 20.0, 5.0], [10.0, 80.0, 0.0], [0.0, 15.0, 40.0]])
ELASTIC = {"sigma": 6.0, "demand": 0.4, "supply": 0.3}


def money_gap(s: Solution) -> np.ndarray:
    """Spending less revenue, real cost, tolls, tariffs, as a share of spending (D,)."""
    received = s.revenue.sum(1) + s.real_cost + s.toll_revenue.sum(1) + s.tariff_revenue.sum(1)
    return np.asarray(1 - received / s.spending.sum(1))


# --- by hand


@pytest.mark.parametrize(("eta", "epsilon"), [(0.5, 0.5), (0.1, 1.3), (1.0, 0.2), (2.0, 0.0)])
def test_a_tariff_on_the_only_supplier_is_shared_by_the_elasticities(eta, epsilon):
    s = solve([[100.0]], sigma=5.0, demand=eta, supply=epsilon, tariff=0.5)
    price = 1.5 ** (-eta / (eta + epsilon))  # p^epsilon = (1.5 p)^-eta
    assert_allclose(s.price, [[price]], rtol=1e-11)
    assert_allclose(s.price_index, [[1.5 * price]], rtol=1e-11)
    assert_allclose(s.tariff_revenue, [[0.5 * 100 * price ** (1 + epsilon)]], rtol=1e-10)


def test_a_tariff_in_the_baseline_counts_in_the_spending_and_may_go():
    s = solve([[100.0]], sigma=5.0, demand=0.5, supply=0.5, tariff_before=0.5, tariff=0.0)
    assert_allclose(s.price, [[1.5**0.5]], rtol=1e-11)
    assert_allclose(s.spending, [[150.0 * 1.5 ** (-0.5 * 0.5)]], rtol=1e-11)
    assert_allclose(s.rents["tariff"], [-50.0], rtol=1e-12)


def test_lost_supply_of_the_only_supplier_raises_its_price_by_hand():
    s = solve([[100.0]], sigma=5.0, demand=0.4, supply=0.1, keep=0.8)
    price = 0.8 ** (-1 / 0.5)  # 0.8 p^0.1 = p^-0.4
    assert_allclose(s.price, [[price]], rtol=1e-11)
    assert_allclose(s.producer_surplus, [[100 * (0.8 * price**1.1 - 1) / 1.1]], rtol=1e-10)
    assert_allclose(s.consumer_surplus, [[-100 * (price**0.6 - 1) / 0.6]], rtol=1e-10)


def test_a_capacity_that_binds_sets_the_quantity_and_its_rent():
    s = solve([[100.0]], sigma=5.0, demand=0.5, supply=2.0, capacity=[81.0])
    price, last = 0.81**-2, 0.81**0.5  # p^-0.5 = 0.81; 0.81 = cost of the last unit^2
    assert_allclose(s.price, [[price]], rtol=1e-11)
    assert_allclose(s.quantity, [[81.0]], rtol=1e-11)
    assert_allclose(s.capacity_rent, [[(price - last) * 81]], rtol=1e-10)
    assert_allclose(s.producer_surplus, [[(81 * last - 100) / 3]], rtol=1e-10)


def test_a_real_cost_on_the_only_link_is_borne_by_the_elasticities():
    s = solve([[100.0]], sigma=3.0, demand=0.3, supply=0.6, cost=1.2)
    price = 1.2 ** (-0.3 / 0.9)
    assert_allclose(s.price, [[price]], rtol=1e-11)
    assert_allclose(s.real_cost, [0.2 * price * 100 * price**0.6], rtol=1e-10)


def test_an_iceberg_on_the_only_link_melts_what_the_supplier_sells():
    s = solve([[100.0]], sigma=3.0, demand=0.3, supply=0.6, iceberg=1.2, keep_flows=True)
    price = 1.2 ** ((1 - 0.3) / 0.9)  # 1.2 (1.2 p)^-0.3 = p^0.6
    assert_allclose(s.price, [[price]], rtol=1e-11)
    assert_allclose(s.flows, [[[100 * price**0.6 / 1.2]]], rtol=1e-10)


def test_a_toll_is_a_share_of_the_baseline_price_whatever_becomes_of_it():
    s = solve([[100.0]], sigma=3.0, demand=1.0, supply=1.0, toll=0.5)
    price = (-0.5 + np.sqrt(0.25 + 4)) / 2  # p = 1 / (p + 0.5)
    assert_allclose(s.price, [[price]], rtol=1e-11)
    assert_allclose(s.toll_revenue, [[0.5 * 100 * price]], rtol=1e-10)
    assert_allclose(s.consumer_surplus, [[-100 * np.log(price + 0.5)]], rtol=1e-10)


@pytest.mark.parametrize("sigma", [0.5, 2.0, 8.0, 40.0])
def test_two_mirrored_states_share_a_cost_on_their_trade_by_hand(sigma):
    home, eta, epsilon, cost = 0.7, 0.4, 0.3, 1.3
    flows = 100 * np.array([[home, 1 - home], [1 - home, home]])
    trade = np.array([[1.0, cost], [cost, 1.0]])
    s = solve(flows, sigma=sigma, demand=eta, supply=epsilon, cost=trade)
    index = (home + (1 - home) * cost ** (1 - sigma)) ** (1 / (1 - sigma))  # at p = 1
    sold = (home + (1 - home) * cost**-sigma) * index ** (sigma - eta)  # at p = 1; falls by p^-eta
    price = sold ** (1 / (epsilon + eta))
    assert_allclose(s.price, [[price, price]], rtol=1e-10)
    assert_allclose(s.price_index, [[price * index] * 2], rtol=1e-10)


def test_a_share_lost_by_all_suppliers_moves_all_prices_alike():
    s = solve(THREE, **ELASTIC, keep=0.9)
    assert_allclose(s.price, 0.9 ** (-1 / 0.7), rtol=1e-11)
    assert_allclose(s.price_index, 0.9 ** (-1 / 0.7), rtol=1e-11)


# --- what must hold for every market

positive = st.floats(0.1, 100.0)


@st.composite
def markets(draw):
    """A market with some links missing, its elasticities, and a shock of every kind."""
    n_s, n_b = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    flows = rng.lognormal(2, 2, (n_s, n_b)) * (rng.random((n_s, n_b)) < 0.7)
    flows[0, 0] += 1.0
    shape = (5, n_s, n_b)
    return flows, {
        "sigma": rng.uniform(1.5, 15, 5),
        "demand": rng.uniform(0.05, 1.5, (5, n_b)),
        "supply": rng.uniform(0.0, 1.5, (5, n_s)),
        "cost": rng.uniform(0.7, 1.6, shape),
        "iceberg": rng.uniform(0.9, 1.3, shape),
        "weight": rng.uniform(0.1, 1.2, shape),
        "toll": rng.uniform(0.0, 0.4, shape),
        "tariff_before": rng.uniform(0.0, 0.3, shape[1:]),
        "tariff": rng.uniform(0.0, 0.6, shape),
        "keep": rng.uniform(0.3, 1.2, (5, n_s)),
        "capacity": np.where(rng.random((5, n_s)) < 0.3, flows.sum(1) * 0.9 + 0.1, np.inf),
    }


@given(markets())
@settings(max_examples=60, deadline=None)
def test_spending_is_revenue_real_cost_tolls_and_tariffs(market):
    flows, shock = market
    s = solve(flows, **shock)
    assert (s.residual <= 1e-10).all()
    assert_allclose(money_gap(s), 0, atol=1e-12)


@given(markets())
@settings(max_examples=40, deadline=None)
def test_without_a_shock_nothing_changes(market):
    flows, shock = market
    same = {name: shock[name] for name in ("sigma", "demand", "supply", "tariff_before")}
    s = solve(flows, **same, tariff=shock["tariff_before"])
    for ratio in (s.price, s.price_index):
        assert_allclose(ratio, 1, atol=1e-12)
    for change in (s.consumer_surplus, s.producer_surplus, *s.rents.values(), s.real_cost):
        assert_allclose(change / flows.sum(), 0, atol=1e-12)


@given(markets(), st.floats(1e-6, 1e9))
@settings(max_examples=40, deadline=None)
def test_the_scale_of_flows_scales_money_and_leaves_prices(market, scale):
    flows, shock = market
    s = solve(flows, **shock)
    scaled = solve(scale * flows, **{**shock, "capacity": scale * shock["capacity"]})
    assert_allclose(scaled.price, s.price, rtol=1e-9)
    assert_allclose(
        scaled.consumer_surplus / scale, s.consumer_surplus, rtol=1e-8, atol=1e-9 * flows.sum()
    )


def test_the_order_of_draws_and_who_else_is_there_do_not_matter():
    sigma = np.linspace(3, 20, 40)
    cost = Groups(np.ones((1, 3, 3), bool), np.linspace(0.9, 1.4, 40)[:, None])
    s = solve(THREE, sigma=sigma, demand=0.4, supply=0.3, cost=cost)
    for draw in (0, 17, 39):
        alone = solve(THREE, sigma=sigma[draw], demand=0.4, supply=0.3, cost=cost.factor[draw, 0])
        assert_allclose(alone.price[0], s.price[draw], rtol=1e-9)


def test_the_same_arguments_give_the_same_bytes():
    shock = {
        "sigma": np.linspace(3, 20, 500),
        "demand": 0.2,
        "supply": 0.1,
        "cost": 1.1 - 0.2 * np.eye(3),
    }
    assert_array_equal(solve(THREE, **shock).price, solve(THREE, **shock).price)
