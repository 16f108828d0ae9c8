"""The money of the one-good market: what is lost and gained along the way to a shock adds up.

Shocks grow from nothing to their size along the draws axis; integrals over that path are found
from the flows alone (Gauss-Legendre points, derivatives of the polynomial through them).
"""

import numpy as np
import pytest
from numpy.polynomial import legendre
from numpy.testing import assert_allclose

from accord.engines.market.partial import solve

FLOWS = np.array(
    [[60.0, 20.0, 5.0, 1.0], [10.0, 80.0, 0.0, 3.0], [0.0, 15.0, 40.0, 0.0], [2.0, 0.0, 9.0, 30.0]]
)
ELASTIC = {"sigma": 5.0, "demand": [[0.3, 0.6, 0.4, 1.0]], "supply": [[0.2, 0.5, 0.0, 1.5]]}
POINTS, WEIGHTS = legendre.leggauss(16)
PATH = np.append((POINTS + 1) / 2, 1.0)  # the last draw is the shock itself
RNG = np.random.default_rng(7)
SIZES = RNG.uniform(0.0, 0.5, FLOWS.shape) * ~np.eye(4, dtype=bool)


def grown(size):
    """The size at each point of the path (D, S, B)."""
    return PATH[:, None, None] * size


def along_the_path(height, of):
    """Integral of height d(of) over the path, links added up; both (D, S, B)."""
    slope = legendre.legval(
        POINTS,
        legendre.legder(legendre.legfit(POINTS, of[:-1].reshape(16, -1), 15)),
    ).T.reshape(16, *of.shape[1:])
    return (WEIGHTS[:, None, None] * height[:-1] * slope).sum()


def change_of_welfare(s):
    """Surplus of all, and receipts, at the end of the path."""
    receipts = sum(rent[-1] for rent in s.rents.values())
    return s.consumer_surplus[-1].sum() + s.producer_surplus[-1].sum() + receipts


TRANSFERS = {
    "a tariff": {"tariff": grown(SIZES)},
    "a tariff that grows on a tariff": {"tariff_before": SIZES, "tariff": SIZES + grown(SIZES.T)},
    "a tariff that goes": {"tariff_before": SIZES, "tariff": SIZES - grown(SIZES)},
    "a toll": {"toll": grown(SIZES)},
    "a toll and a tariff": {"toll": grown(SIZES), "tariff": grown(SIZES.T)},
}


@pytest.mark.parametrize("name", TRANSFERS)
def test_what_transfers_waste_is_the_triangle_of_harberger(name):
    shock = TRANSFERS[name]
    s = solve(FLOWS, **ELASTIC, **shock, keep_flows=True)
    price = s.price[:, :, None]
    buyers = (price + shock.get("toll", 0)) * (1 + shock.get("tariff", 0))
    lost = along_the_path(buyers - price, s.flows)
    assert_allclose(change_of_welfare(s), lost, rtol=1e-8)


def test_an_iceberg_costs_what_melts_at_the_producers_price():
    melt = 1 + grown(SIZES)
    s = solve(FLOWS, **ELASTIC, iceberg=melt, keep_flows=True)
    lost = -along_the_path(s.price[:, :, None] * s.flows, melt)
    assert_allclose(change_of_welfare(s), lost, rtol=1e-8)


def test_a_real_cost_costs_what_it_is_on_what_is_shipped():
    cost = 1 + grown(SIZES)
    s = solve(FLOWS, **ELASTIC, cost=cost, keep_flows=True)
    per_unit = s.price[:, :, None] * (cost - 1)
    assert_allclose(change_of_welfare(s), -along_the_path(s.flows, per_unit), rtol=1e-8)


def test_lost_supply_costs_the_area_between_the_supply_curves():
    keep = 1 - PATH[:, None] * np.array([0.3, 0.0, 0.5, 0.1])
    s = solve(FLOWS, **ELASTIC, keep=keep)
    epsilon = np.array(ELASTIC["supply"][0])
    area = FLOWS.sum(1) * s.price ** (1 + epsilon) / (1 + epsilon)
    lost = along_the_path(area[:, None], keep[:, None])
    assert_allclose(change_of_welfare(s), lost, rtol=1e-8)


def test_spending_is_what_all_receive_when_everything_happens_at_once():
    quota = np.where(RNG.random(FLOWS.shape) < 0.3, 0.7 * FLOWS, np.inf)
    s = solve(
        FLOWS,
        **ELASTIC,
        cost=1 + grown(SIZES),
        iceberg=1 + grown(SIZES.T) / 3,
        toll=grown(SIZES) / 5,
        tariff_before=SIZES,
        tariff=grown(SIZES.T),
        weight=1 - grown(SIZES),
        keep=[[0.9, 1.0, 0.7, 1.0]],
        capacity=FLOWS.sum(1) * 0.9,
        quota=quota,
    )
    received = s.revenue.sum(1) + s.real_cost
    received += s.tariff_revenue.sum(1) + s.toll_revenue.sum(1) + s.quota_rent.sum(1)
    assert (s.quota_rent[-1] > 0).any()
    assert (s.capacity_rent[-1] > 0).any()
    assert_allclose(received, s.spending.sum(1), rtol=1e-12)


def test_consumer_surplus_falls_by_the_quantity_when_a_price_rises():
    step = 1e-5  # dCS = -q dp, the price moved by a cost on one supplier's links alone
    cost = 1.1 + step * np.array([-1, 0, 1])[:, None, None] * np.array([1, 0, 0, 0])[:, None]
    s = solve(FLOWS, **ELASTIC, cost=cost * np.ones(FLOWS.shape), keep_flows=True)
    delivered = s.price[:, :, None] * cost
    moved = (s.flows[1] * (delivered[2] - delivered[0])).sum(0)
    assert_allclose(s.consumer_surplus[2] - s.consumer_surplus[0], -moved, rtol=1e-6)


def test_producer_surplus_rises_by_the_quantity_when_a_price_rises():
    s = solve(FLOWS, **ELASTIC, keep=0.9, cost=1.1 + 1e-5 * np.array([-1.0, 0.0, 1.0]))
    moved = s.quantity[1] * (s.price[2] - s.price[0])
    assert_allclose(s.producer_surplus[2] - s.producer_surplus[0], moved, rtol=1e-6)
