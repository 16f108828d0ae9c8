"""Tonnes that a buyer's links come to: no more than it uses, however few suppliers are left."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from tests.engines.market.test_rationing import CHOKE, only, rationed

from accord.axes import Groups
from accord.engines.market.partial import solve

THREE = np.array([[60.0, 20.0, 5.0], [10.0, 80.0, 0.0], [0.0, 15.0, 40.0]])
FIXED = {"sigma": 3.0, "demand": 0.5, "supply": 1e9}  # prices of suppliers stand


def to(j, shape=(3, 3)):
    """Links to a buyer."""
    links = np.zeros(shape, bool)
    links[:, j] = True
    return links


def test_who_loses_one_of_two_like_suppliers_takes_less_and_not_more():
    # P = 0.5^(-1/2) = 1.414. The other sells 50 x P^(3 - 0.5) = 118.9: more than both did. It is
    # worth 100 x P^-0.5 = 84.1 of what was bought.
    s = solve([[50.0], [50.0]], **FIXED, ration=[[0.0], [np.inf]])
    both = np.ones((2, 1), bool)
    assert_allclose(s.price_index, [[2**0.5]])
    assert_allclose(s.quantity_on(both), 118.92, rtol=1e-4)
    assert_allclose(s.bought_on(both), 84.09, rtol=1e-4)


def test_small_shocks_move_both_counts_alike():
    s = solve(THREE, **FIXED, cost=1 + 1e-4 * np.array([[1.0, 0, 0], [0, 0, 0], [0, 2, 0]]))
    counted, bought = (f(np.stack([to(0), to(1)]))[0] for f in (s.quantity_on, s.bought_on))
    assert_allclose(counted, bought, rtol=1e-7)


def test_its_parts_come_to_what_the_buyer_uses():
    s = solve(THREE, **FIXED, keep=[[0.3, 1.0, 0.8]], ration=only(0, 1, value=0.2))
    parts = sum(s.bought_on(to(1) & (np.arange(3) == i)[:, None]) for i in range(3))
    assert_allclose(parts, s.bought_on(to(1)), rtol=1e-12)
    assert_allclose(s.bought_on(to(1))[0], 115 * s.price_index[0, 1] ** -0.5, rtol=1e-9)


@settings(max_examples=25)
@given(rationed(links="all of a buyer's"), st.floats(0.2, 0.9))
def test_less_that_arrives_serves_no_more_and_leaves_no_less_unmet(market, part):
    flows, inside, evasion, shock = market
    buyer = np.flatnonzero(inside.any(axis=0))[0]
    shock["supply"], shock["keep"] = 1e9, 1.0
    tighter = dict(shock, ration=type(shock["ration"])(inside[None], part * evasion))
    loose, tight = (solve(flows, **each, choke=CHOKE) for each in (shock, tighter))
    used = flows[:, buyer].sum()
    for s in (loose, tight):
        bought = s.bought_on(to(buyer, flows.shape))
        assert (bought <= used * (1 + 1e-9)).all()
        assert (s.unmet[:, buyer] >= 0).all()
        assert (bought + s.unmet[:, buyer] <= used * (1 + 1e-9)).all()
        assert (s.price_index <= CHOKE * (1 + 1e-9)).all()
    assert (tight.unmet[:, buyer] >= loose.unmet[:, buyer] - 1e-9 * used).all()


@pytest.mark.parametrize("limit", [0.9, 0.5, 0.1, 0.0])
def test_a_buyer_whose_ways_are_narrow_gets_what_they_carry(limit):
    # Its own way in: of 20 + 15 from abroad no more arrives, whoever sells it.
    abroad = to(1) & ~np.eye(3, dtype=bool)
    s = solve(
        THREE, sigma=6.0, demand=0.4, supply=0.3, choke=CHOKE,
        quota=Groups(abroad[None], np.array([[limit * 35.0]])),
    )  # fmt: skip
    assert (s.quantity_on(abroad) <= limit * 35.0 * (1 + 1e-9)).all()
    assert s.price_index[0, 1] <= CHOKE
    assert_allclose(s.unmet[0, [0, 2]], 0)
