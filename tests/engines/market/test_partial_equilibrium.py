"""What the one-good solver calls an equilibrium is one, and is the one that others find."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.optimize import root

from accord.axes import Groups
from accord.engines.market.partial import solve, solve_blocks

THREE = np.array([[60.0, 20.0, 5.0], [10.0, 80.0, 0.0], [0.0, 15.0, 40.0]])
ELASTIC = {"sigma": 6.0, "demand": 0.4, "supply": 0.3}


def arrivals(flows, m, prices, rents):
    """What arrives on every link, one link after the other, straight from the definitions."""
    n_s, n_b = flows.shape
    out = np.zeros(flows.shape)
    for j in range(n_b):
        sigma, eta = m["sigma"], m["demand"][j]
        spent = sum(flows[i, j] * (1 + m["before"][i, j]) for i in range(n_s))
        if spent == 0:
            continue
        delivered = [
            (prices[i] * m["cost"][i, j] * m["iceberg"][i, j] + m["toll"][i, j] + rents[i, j])
            * (1 + m["tariff"][i, j])
            / (1 + m["before"][i, j])
            for i in range(n_s)
        ]
        index = sum(
            m["weight"][i, j]
            * (flows[i, j] * (1 + m["before"][i, j]) / spent)
            * delivered[i] ** (1 - sigma)
            for i in range(n_s)
        ) ** (1 / (1 - sigma))
        for i in range(n_s):
            share = m["weight"][i, j] * delivered[i] ** -sigma * index ** (sigma - eta)
            out[i, j] = flows[i, j] * share
    return out


def excess(flows, m, prices, rents):
    """Log demand less log supply of every supplier."""
    sold = (arrivals(flows, m, prices, rents) * m["iceberg"]).sum(1)
    offered = m["keep"] * flows.sum(1) * prices ** m["supply"]
    return np.log(sold) - np.log(np.minimum(offered, m["capacity"]))


@st.composite
def markets(draw, *, limits=False):
    """Flows and one shock of every kind, as plain arrays."""
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    n_s, n_b = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    shape = (n_s, n_b)
    flows = rng.lognormal(2, 2, shape) * (rng.random(shape) < 0.8)
    flows[:, 0] += 0.1
    m = {
        "sigma": draw(st.sampled_from([0.6, 1.5, 4.0, 12.0, 30.0])),
        "demand": rng.uniform(0.05, 1.5, n_b),
        "supply": rng.uniform(0.0, 1.5, n_s),
        "cost": rng.uniform(0.8, 1.5, shape),
        "iceberg": rng.uniform(0.9, 1.3, shape),
        "weight": rng.uniform(0.2, 1.2, shape),
        "toll": rng.uniform(0.0, 0.3, shape),
        "before": rng.uniform(0.0, 0.3, shape),
        "tariff": rng.uniform(0.0, 0.5, shape),
        "keep": rng.uniform(0.4, 1.2, n_s),
        "capacity": np.full(n_s, np.inf),
        "quota": np.full(shape, np.inf),
    }
    if limits:
        m["capacity"] = np.where(rng.random(n_s) < 0.4, flows.sum(1) * rng.uniform(0.5, 1), np.inf)
        m["quota"] = np.where(rng.random(shape) < 0.3, flows * rng.uniform(0.4, 1), np.inf)
        m["quota"][flows == 0] = np.inf
    return flows, m


def solved(flows, m, **more):
    given_ = {k: v for k, v in m.items() if k not in ("demand", "supply", "before", "keep")}
    rows = {name: m[name][None, :] for name in ("demand", "supply", "keep")}
    return solve(flows, **given_, **rows, tariff_before=m["before"], **more)


@given(markets())
@settings(max_examples=50, deadline=None)
def test_a_slow_root_finder_comes_to_the_same_prices(market):
    flows, m = market
    ours = solved(flows, m).price[0]
    slow = root(
        lambda logs: excess(flows, m, np.exp(logs), np.zeros(flows.shape)),
        np.log(ours) + 0.05,
        tol=1e-13,
    )
    assert_allclose(np.exp(slow.x), ours, rtol=1e-6)
    assert_allclose(excess(flows, m, ours, np.zeros(flows.shape)), 0, atol=1e-10)


@given(markets(limits=True))
@settings(max_examples=60, deadline=None)
def test_limits_hold_and_bring_a_rent_only_where_they_bind(market):
    flows, m = market
    s = solved(flows, m, keep_flows=True)
    rents = np.zeros(flows.shape)
    rents[np.isfinite(m["quota"]) & (flows > 0)] = s.quota_price[0]
    assert (s.residual <= 1e-10).all()
    assert_allclose(s.flows[0], arrivals(flows, m, s.price[0], rents), rtol=1e-8)
    assert_allclose(excess(flows, m, s.price[0], rents), 0, atol=1e-9)
    limited = np.isfinite(m["quota"])
    slack = (1 - s.flows[0] / np.where(limited, m["quota"], 1))[limited]
    assert (slack > -1e-9).all()
    assert (rents > -1e-9).all()
    assert_allclose(np.minimum(np.abs(slack), rents[limited]), 0, atol=1e-9)
    assert (s.quantity[0] <= m["capacity"] * (1 + 1e-9)).all()
    unbound = s.quantity[0] < m["capacity"] * (1 - 1e-9)
    assert_allclose(s.capacity_rent[0][unbound], 0)
    assert (s.capacity_rent >= 0).all()


def test_rigid_supply_whose_only_outlet_is_under_a_quota_costs_next_to_nothing():
    # Of 100, 40 are let in: the buyer pays (1 / 0.4)^(1 / 0.5) = 6.25, all but a trace of it rent.
    s = solve([[100.0]], sigma=4.0, demand=0.5, supply=0.0, quota=[[40.0]])
    assert_allclose(s.quantity, 40.0)
    assert_allclose(s.price_index, 6.25)
    assert 0 < s.price[0, 0] < 1e-6
    assert_allclose(s.quota_price, 6.25 - s.price)


def test_where_demand_is_rigid_the_rent_is_as_high_as_it_has_to_be():
    # Half of what was bought is wanted at 0.5^(-1 / 0.05) = 2^20 times the price.
    s = solve([[100.0]], sigma=4.0, demand=0.05, supply=0.5, quota=[[50.0]])
    assert_allclose(s.price, 0.5**2)
    assert_allclose(s.price_index, 2.0**20)
    assert_allclose(s.quota_rent, 50.0 * (2.0**20 - 0.5**2))
    assert_allclose(s.quantity_on(np.array([[True]])), 50.0)


@given(
    st.sampled_from([0.6, 1.5, 4.0, 12.0, 30.0]),
    st.floats(0.2, 1.5),
    st.sampled_from([0.0, 1e-4, 0.01]) | st.floats(0.0, 1.5),
    st.lists(st.floats(0.1, 1.0) | st.just(np.inf), min_size=1, max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_a_single_supplier_under_quotas_is_solved_however_rigid(sigma, demand, supply, parts):
    flows = np.array([[7.0, 40.0, 2.0][: len(parts)]])
    quota = flows * np.array([parts])
    s = solve(flows, sigma=sigma, demand=demand, supply=supply, quota=quota, keep_flows=True)
    rents = np.zeros(flows.shape)
    rents[np.isfinite(quota)] = s.quota_price[0] if np.isfinite(quota).any() else 0.0
    assert_allclose(s.flows[0], flows * (s.price[0, 0] + rents) ** -demand, rtol=1e-8)
    assert (s.flows[0] <= quota * (1 + 1e-9)).all()
    slack = 1 - s.flows[0] / quota
    assert_allclose(np.minimum(slack, rents), 0, atol=1e-9)
    offered = flows.sum() * s.price[0, 0] ** supply * min(s.price[0, 0] / 1e-6, 1.0)
    assert_allclose(s.quantity[0, 0], offered, rtol=1e-8)


@given(markets(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_another_order_of_states_changes_nothing(market, random):
    flows, m = market
    rows, columns = list(range(flows.shape[0])), list(range(flows.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)

    def moved(value):
        array = np.asarray(value)
        if array.shape == flows.shape:
            return array[np.ix_(rows, columns)]
        return array

    other = {name: moved(value) for name, value in m.items()}
    other |= {name: m[name][rows] for name in ("supply", "keep", "capacity")}
    other["demand"] = m["demand"][columns]
    here, there = solved(flows, m), solved(flows[np.ix_(rows, columns)], other)
    assert_allclose(there.price[0], here.price[0][rows], rtol=1e-9)
    money = (there.consumer_surplus[0], here.consumer_surplus[0][columns])
    assert_allclose(*money, atol=1e-9 * flows.sum())


def test_groups_mean_the_same_as_arrays_and_their_order_does_not_matter():
    rng = np.random.default_rng(3)
    mask = rng.random((3, 3, 3)) < 0.5
    factor = rng.uniform(0.8, 1.3, (6, 3))
    links = np.where(mask, factor[:, :, None, None], 1.0).prod(1)
    added = np.where(mask, factor[:, :, None, None] - 0.7, 0.0).sum(1)
    common = {"sigma": np.linspace(2, 9, 6), "demand": 0.4, "supply": 0.3}
    arrays = solve(
        THREE, **common, cost=links, weight=links[::-1], toll=added, tariff=0.1 + added,
        tariff_before=np.full((3, 3), 0.1),
    )  # fmt: skip
    for order in ([0, 1, 2], [2, 0, 1]):
        ratio = Groups(mask[order], factor[:, order])
        plus = Groups(mask[order], factor[:, order] - 0.7)
        weight = Groups(mask[order], factor[::-1][:, order])
        groups = solve(
            THREE, **common, cost=ratio, weight=weight, toll=plus, tariff=plus, tariff_before=0.1
        )
        assert_allclose(groups.price, arrays.price, rtol=1e-10)
        assert_allclose(groups.rents["toll"], arrays.rents["toll"], rtol=1e-9)
        assert_allclose(groups.rents["tariff"], arrays.rents["tariff"], rtol=1e-9, atol=1e-9)
        assert_allclose(groups.toll_revenue.sum(1), groups.rents["toll"], rtol=1e-12)


def test_a_toll_goes_to_the_group_that_levies_it():
    mask = np.zeros((2, 3, 3), bool)
    mask[0, 0, 1], mask[1, 1, 0] = True, True
    s = solve(THREE, **ELASTIC, toll=Groups(mask, np.array([[0.1, 0.3]])), keep_flows=True)
    assert_allclose(s.toll_revenue, [[0.1 * s.flows[0, 0, 1], 0.3 * s.flows[0, 1, 0]]], rtol=1e-12)


def test_a_quota_over_a_group_of_links_has_one_rent():
    mask = np.zeros((1, 3, 3), bool)
    mask[0, :2, 1] = True
    s = solve(THREE, **ELASTIC, quota=Groups(mask, np.array([[70.0], [np.inf]])), keep_flows=True)
    assert_allclose(s.flows[0][mask[0]].sum(), 70, rtol=1e-10)
    assert s.quota_price[0] > 0
    assert_allclose(s.flows[1], THREE, rtol=1e-12)
    as_toll = solve(THREE, **ELASTIC, toll=Groups(mask, s.quota_price), keep_flows=True)
    assert_allclose(as_toll.flows[0], s.flows[0], rtol=1e-9)


def test_groups_without_trade_keep_their_place_in_what_they_receive():
    mask = np.zeros((3, 3, 3), bool)
    mask[0, 1, 2] = mask[1, 0, 1] = True  # the first holds a link without trade, the last none
    toll = Groups(mask, np.array([[0.1, 0.2, 0.3]]))
    quota = Groups(mask, np.array([[1.0, 10.0, 1.0]]))
    s = solve(THREE, **ELASTIC, toll=toll, quota=quota)
    assert s.toll_revenue.shape == s.quota_rent.shape == (1, 3)
    assert_allclose(s.toll_revenue, [[0, 2.0, 0]], rtol=1e-9)
    assert_allclose(s.quota_rent[0, [0, 2]], 0, atol=1e-12)
    assert s.quota_rent[0, 1] > 0


def test_sums_over_links_are_those_of_the_flows():
    draws = np.linspace(0.9, 1.3, 5)
    s = solve(THREE, **ELASTIC, cost=draws, tariff=0.2, keep_flows=True)
    mask = np.random.default_rng(1).random((2, 3, 3)) < 0.5
    assert_allclose(s.quantity_on(mask), np.einsum("dsb,nsb->dn", s.flows, mask), rtol=1e-12)
    everywhere = np.ones((3, 3), bool)
    assert_allclose(s.spending_on(everywhere), s.spending.sum(1), rtol=1e-12)


def test_blocks_hand_over_every_draw_once_and_in_order():
    sigma = np.linspace(2, 20, 23)
    whole = solve(THREE, sigma=sigma, demand=0.4, supply=0.3, keep=0.8)
    parts = list(
        solve_blocks(THREE, sigma=sigma, demand=0.4, supply=0.3, keep=0.8, draws_at_a_time=5)
    )
    assert [part.start for part, _ in parts] == [0, 5, 10, 15, 20]
    assert_allclose(np.concatenate([s.price for _, s in parts]), whole.price, rtol=1e-9)


def test_small_shocks_are_those_of_the_linear_model_of_francois_and_hall():
    """Global Simulation Analysis (2003): elasticities and clearing as printed there."""
    rng = np.random.default_rng(5)
    n = 4
    flows = rng.lognormal(3, 1, (n, n))
    before = rng.uniform(0, 0.4, (n, n))
    eta, epsilon, sigma = 1.25, 1.5, 5.0
    power = 1e-5 * rng.uniform(-1, 1, (n, n))  # relative change of 1 + tariff
    theta = flows * (1 + before) / (flows * (1 + before)).sum(0)  # shares in imports
    phi = flows / flows.sum(1, keepdims=True)  # shares in exports
    matrix, right = epsilon * np.eye(n), np.zeros(n)
    for r in range(n):
        for s in range(n):
            cross = theta[s] * (sigma - eta)
            own = -eta * theta[r] - sigma * (1 - theta[r]) if r == s else cross
            matrix[r, s] -= (phi[r] * own).sum()
            right[r] += (phi[r] * own * power[s]).sum()
    linear = np.linalg.solve(matrix, right)
    exact = solve(
        flows, sigma=sigma, demand=eta, supply=epsilon,
        tariff_before=before, tariff=(1 + before) * (1 + power) - 1,
    )  # fmt: skip
    assert_allclose(exact.price[0] - 1, linear, rtol=1e-3, atol=1e-9)


def test_the_number_of_threads_moves_no_bit(monkeypatch):
    shock = {"sigma": np.linspace(2, 20, 700), "demand": 0.2, "supply": 0.1, "cost": 1.2}
    found = []
    for cores in (1, 2, 5):
        monkeypatch.setattr("os.cpu_count", lambda cores=cores: cores)
        found.append(solve(THREE, **shock, weight=0.3 + 0.7 * np.eye(3)))
    for other in found[1:]:
        np.testing.assert_array_equal(other.price, found[0].price)
        np.testing.assert_array_equal(other.consumer_surplus, found[0].consumer_surplus)


# --- lost supply, closed links, states that don't trade


def test_who_keeps_nothing_sells_nothing_and_others_take_over():
    s = solve(THREE, **ELASTIC, keep=[[0.0, 1.0, 1.0]])
    assert_allclose([s.price[0, 0], s.quantity[0, 0], s.revenue[0, 0]], [1, 0, 0])
    assert_allclose(s.producer_surplus[0, 0], -85 / 1.3)
    almost = solve(THREE, **ELASTIC, keep=[[1e-9, 1.0, 1.0]])
    assert_allclose(s.price[0, 1:], almost.price[0, 1:], rtol=1e-5)
    assert_allclose(s.consumer_surplus, almost.consumer_surplus, rtol=1e-5)


@pytest.mark.parametrize("shut", [{"weight": 0.0}, {"cost": np.inf}, {"quota": 0.0}])
def test_a_closed_link_carries_nothing(shut):
    name, value = next(iter(shut.items()))
    links = np.full((3, 3), np.inf if name == "quota" else 1.0)
    links[0, 1] = value
    s = solve(THREE, **ELASTIC, **{name: links}, keep_flows=True)
    without = np.where(np.arange(9).reshape(3, 3) == 1, 1e-12, 1.0)
    almost = solve(THREE, **ELASTIC, weight=without)
    assert s.flows[0, 0, 1] == 0
    assert_allclose(s.price, almost.price, rtol=1e-8)


def test_a_supplier_whose_every_link_is_closed_sells_nothing():
    weight = np.ones((3, 3))
    weight[2] = 0.0
    s = solve(THREE, **ELASTIC, weight=weight)
    assert_allclose([s.price[0, 2], s.quantity[0, 2]], [1, 0])
    assert_allclose(s.producer_surplus[0, 2], -55 / 1.3)


def test_states_that_do_not_trade_stay_as_they_are():
    wide = np.zeros((5, 6))
    wide[np.ix_([0, 2, 3], [1, 2, 5])] = THREE
    s, narrow = solve(wide, **ELASTIC, keep=0.9), solve(THREE, **ELASTIC, keep=0.9)
    assert_allclose(s.price[0, [1, 4]], 1)
    assert_allclose(s.price_index[0, [0, 3, 4]], 1)
    assert_allclose(s.consumer_surplus[0, [0, 3, 4]], 0)
    assert_allclose(s.price[0, [0, 2, 3]], narrow.price[0], rtol=1e-12)


def test_parts_of_a_market_that_do_not_trade_with_one_another_are_solved_as_if_alone():
    both = np.zeros((4, 4))
    both[:3, :3], both[3, 3] = THREE, 10.0
    s = solve(both, **ELASTIC, keep=[[0.8, 1.0, 1.0, 0.9]])
    assert_allclose(s.price[0, 3], 0.9 ** (-1 / 0.7), rtol=1e-11)
    alone = solve(THREE, **ELASTIC, keep=[[0.8, 1.0, 1.0]])
    assert_allclose(s.price[:, :3], alone.price, rtol=1e-10)
