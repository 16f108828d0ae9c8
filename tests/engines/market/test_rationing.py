"""A ration lets a stated share of a link's flow arrive and never more; who loses what adds up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import brentq

from accord.axes import Groups
from accord.engines.market import pooled
from accord.engines.market.partial import Solution, solve
from accord.engines.market.rationing import Buyers, Rationed, virtual_prices
from accord.errors import NoEquilibrium, ParameterError

THREE = np.array([[60.0, 20.0, 5.0], [10.0, 80.0, 0.0], [0.0, 15.0, 40.0]])
ELASTIC = {"sigma": 6.0, "demand": 0.4, "supply": 0.3}
CHOKE = 10.0


def only(i: int, j: int, shape=(3, 3), value: float = 1.0) -> np.ndarray:
    """A ration on one link."""
    ration = np.full(shape, np.inf)
    ration[i, j] = value
    return ration


def spent_on(s: Solution) -> np.ndarray:
    """What all receive for what buyers spend: (D,)."""
    received = s.revenue.sum(1) + s.real_cost + s.tariff_revenue.sum(1) + s.toll_revenue.sum(1)
    return np.asarray(received + s.quota_rent.sum(1) + s.ration_rent.sum(1))


# --- by hand

HALF = np.array([[0.5]])
FIRST = np.zeros(1, np.intp)
# One buyer, who took half of all over its only rationed link.
ALONE = Rationed(
    link=FIRST, kind=FIRST, buyers=FIRST, starts=FIRST, place=FIRST, share=HALF, others=None
)


def test_of_two_like_suppliers_one_rationed_to_a_half_sells_a_half_at_a_price_found_by_hand():
    # Supply at a fixed price (epsilon is huge), half from each, sigma 2, eta 1:
    # u = P^-1 solves u - 0.5 sqrt(0.5) sqrt(u) = 0.5, the virtual price is (P / 0.5)^(1/2).
    s = solve(
        [[50.0], [50.0]],
        sigma=2.0,
        demand=1.0,
        supply=1e9,
        ration=[[0.5], [np.inf]],
        keep_flows=True,
    )
    root = brentq(lambda u: u - 0.5 * np.sqrt(0.5 * u) - 0.5, 0.1, 1)
    index = 1 / root
    virtual = np.sqrt(index / 0.5)
    assert_allclose(s.price, 1, rtol=1e-8)
    assert_allclose(s.price_index, [[index]], rtol=1e-7)
    assert_allclose(s.flows[0, 0, 0], 25, rtol=1e-12)
    assert_allclose(s.ration_rent, [[25 * (virtual - 1), 0]], rtol=1e-6)
    assert_allclose(s.consumer_surplus, [[-100 * np.log(index)]], rtol=1e-7)


@pytest.mark.parametrize("near", [None, -9.0, 0.0, 0.3, 40.0, np.nan])
def test_wherever_a_virtual_price_is_sought_from_it_is_the_one_found_by_hand(near):
    # The buyer of the test above: P^-1 solves u - 0.5 sqrt(0.5 u) = 0.5, v = (P / 0.5)^(1/2).
    index = 1 / brentq(lambda u: u - 0.5 * np.sqrt(0.5 * u) - 0.5, 0.1, 1)
    found, binds = virtual_prices(
        ALONE,
        Buyers(sigma=np.array([[2.0]]), demand=np.array([[1.0]]), log_choke=None),
        log_price=np.zeros((1, 1)),
        log_ration=np.log(HALF),
        weight=1.0,
        others=HALF,
        level=np.zeros(1),
        near=None if near is None else np.array([[near]]),
    )
    assert_allclose(found, 0.5 * np.log(index / 0.5), rtol=1e-12)
    assert binds.all()


@pytest.mark.parametrize("near", [None, 0.0, 1e-3])
def test_beside_the_kink_who_is_just_bound_and_who_is_just_free_are_told_apart(near):
    # Half from each of two, sigma 4, eta 1/2; e^d of the free flow may arrive, d next to 0. Bound:
    # v = -d/4 + (7/8) ln P and ln P = v/2 + O(v^2), so v = -(4/9) d. Free, d >= 0: the price.
    d = np.linspace(-1e-7, 1e-7, 41)
    found, binds = virtual_prices(
        ALONE,
        Buyers(sigma=np.array([[4.0]]), demand=np.array([[0.5]]), log_choke=None),
        log_price=np.zeros((1, d.size)),
        log_ration=d[None],
        weight=1.0,
        others=np.full((1, d.size), 0.5),
        level=np.zeros(d.size),
        near=None if near is None else np.full((1, d.size), near),
    )
    assert_allclose(found[0], np.maximum(-4 / 9 * d, 0), atol=2e-14)
    clear = np.abs(d) > 1e-12
    assert_array_equal(binds[0, clear], d[clear] < 0)


def test_a_buyer_whose_every_link_is_rationed_gets_its_ration_at_the_price_of_its_own_demand():
    # All of it is rationed to 0.4: the index is 0.4^(-1/eta), whatever sigma and supply are.
    for sigma in (1.5, 4.0, 15.0):
        s = solve(
            [[70.0, 50.0], [30.0, 0.0]], sigma=sigma, demand=0.8, supply=0.5,
            ration=[[0.4, np.inf], [0.4, np.inf]], keep_flows=True,
        )  # fmt: skip
        assert_allclose(s.price_index[0, 0], 0.4 ** (-1 / 0.8), rtol=1e-9)
        assert_allclose(s.flows[0, :, 0], [28, 12], rtol=1e-9)


def test_the_cost_of_evading_is_a_real_cost_on_what_gets_through():
    cost = np.ones((3, 3))
    cost[0, 1] = 1.3
    s = solve(THREE, **ELASTIC, ration=only(0, 1, value=0.2), cost=cost)
    assert_allclose(s.real_cost, 0.3 * s.price[:, 0] * 0.2 * 20, rtol=1e-10)


def test_evading_that_costs_too_much_lets_less_than_the_ration_arrive_and_earns_no_rent():
    cost = np.ones((3, 3))
    cost[0, 1] = 2.0  # 2^-6 is 0.016
    s = solve(THREE, **ELASTIC, ration=only(0, 1, value=0.2), cost=cost, keep_flows=True)
    free = solve(THREE, **ELASTIC, cost=cost, keep_flows=True)
    assert s.flows[0, 0, 1] < 0.1 * 20
    assert_allclose(s.flows, free.flows, rtol=1e-10)
    assert_allclose(s.ration_rent, 0, atol=1e-12)


# --- what was wrong: a ban that raised the trade that it banned


@pytest.mark.parametrize("share", [0.3, 0.9, 0.99, 0.9999])
@pytest.mark.parametrize("sigma", [2.0, 6.0, 20.0])
@pytest.mark.parametrize("evasion", [0.05, 0.2, 0.35])
def test_where_the_banned_supplier_dominates_no_more_arrives_than_evades(share, sigma, evasion):
    # A weight on taste let 104 % of Slovakia's and 102 % of Belarus's Russian crude arrive.
    flows = np.array([[100 * share, 400.0], [100 * (1 - share), 300.0], [0.0, 200.0]])
    short = {"sigma": sigma, "demand": 0.1, "supply": 0.1, "choke": CHOKE, "keep_flows": True}
    s = solve(flows, **short, ration=only(0, 0, (3, 2), evasion))
    assert s.flows[0, 0, 0] <= evasion * flows[0, 0] * (1 + 1e-12)
    assert s.price_index[0, 0] > 1


def test_a_small_link_lets_no_less_through_than_evades_where_evading_is_free():
    # On small links a weight overshot the other way: 1.3 to 5 % arrived of 20.
    flows = np.array([[1.0, 400.0], [999.0, 300.0]])
    s = solve(flows, **ELASTIC, ration=only(0, 0, (2, 2), 0.2), keep_flows=True)
    assert_allclose(s.flows[0, 0, 0], 0.2, rtol=1e-10)


# --- whatever the market


@st.composite
def rationed(draw, *, links=None):
    """A random market with bans on some links, or on all of a buyer's."""
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    shape = draw(st.integers(2, 6)), draw(st.integers(1, 5))
    flows = rng.lognormal(2, 2, shape) * (rng.random(shape) < 0.8)
    flows[0] += 0.01
    flows[:, 0] += 0.01
    if draw(st.booleans()):
        flows[0, 0] = 1e4 * flows[:, 0].sum()  # one supplier has next to all of a buyer
    inside = np.zeros(shape, bool)
    chosen = links or draw(
        st.sampled_from(["one", "many", "all of a buyer's", "all of a supplier's"])
    )
    if chosen == "one":
        inside[0, 0] = True
    elif chosen == "many":
        inside = rng.random(shape) < 0.5
    elif chosen == "all of a buyer's":
        inside[:, 0] = True
    else:
        inside[0] = True
    draws = 7
    sigma, demand, supply = (draw(st.sampled_from(values)) for values in (
        (2.0, 3.0, 8.0, 20.0), (0.02, 0.2, 0.9, 1.5), (0.0, 0.05, 0.3, 1.2)
    ))  # fmt: skip
    evasion = rng.uniform(0.0, 1.0, (draws, 1))
    return flows, inside, evasion, {
        "sigma": sigma + rng.uniform(0, 1, draws),
        "demand": demand + 0.02 * rng.random(draws),
        "supply": supply + 0.02 * rng.random(draws),
        "ration": Groups(inside[None], evasion),
        "cost": Groups(inside[None], 1 + rng.uniform(0, 0.3, (draws, 1))),
        "keep": rng.uniform(0.5, 1.0, (1, shape[0])) if draw(st.booleans()) else 1.0,
        "tariff": rng.uniform(0, 0.3, shape) if draw(st.booleans()) else 0.0,
        "toll": rng.uniform(0, 0.2, shape) if draw(st.booleans()) else 0.0,
    }  # fmt: skip


@settings(max_examples=30)
@given(rationed())
def test_never_does_more_arrive_than_the_ration_and_money_adds_up(market):
    flows, inside, evasion, shock = market
    s = solve(flows, **shock, choke=CHOKE, keep_flows=True)
    assert s.residual.max() <= 1e-10
    arrived = s.flows / np.where(flows > 0, flows, 1.0)
    assert (arrived[:, inside] <= evasion * (1 + 1e-9)).all()
    assert (s.ration_rent >= -1e-9 * s.spending.sum()).all()
    assert (s.unmet >= 0).all()
    assert_allclose(spent_on(s), s.spending.sum(1), rtol=1e-8)


@settings(max_examples=12)
@given(rationed(links="one"))
def test_a_ration_on_a_link_is_a_quota_on_it(market):
    flows, inside, evasion, shock = market
    evasion = np.maximum(evasion, 0.05)
    shock["ration"] = Groups(inside[None], evasion)
    s = solve(flows, **shock, on_failure="mark")
    del shock["ration"]
    limit = Groups(inside[None], evasion * flows[inside].sum())
    with np.errstate(all="ignore"):  # rents as unknowns stray farther
        quota = solve(flows, **shock, quota=limit, on_failure="mark")
    both = ~(s.failed | quota.failed)
    assert_allclose(s.price[both], quota.price[both], rtol=1e-6)
    assert_allclose(s.consumer_surplus[both], quota.consumer_surplus[both], rtol=1e-5, atol=1e-6)
    worth = 1e-6 * flows.sum()
    assert_allclose(s.rents["ration"][both], quota.rents["quota"][both], rtol=1e-5, atol=worth)


@settings(max_examples=12)
@given(rationed(), st.floats(0.3, 0.95))
def test_less_evasion_never_serves_the_buyer_better_where_prices_stand(market, part):
    flows, inside, evasion, shock = market
    shock["supply"], shock["keep"] = 1e9, 1.0
    s = solve(flows, **shock, choke=CHOKE)
    shock["ration"] = Groups(inside[None], part * evasion)
    tighter = solve(flows, **shock, choke=CHOKE)
    scale = flows.sum() * 1e-6
    assert (tighter.consumer_surplus <= s.consumer_surplus + scale).all()


def test_a_ration_of_one_changes_nothing_and_scale_changes_no_price():
    s = solve(THREE, **ELASTIC, ration=1.0)
    assert_allclose(s.price, 1, rtol=1e-11)
    assert_allclose(s.consumer_surplus, 0, atol=1e-8)
    tight = only(0, 1, value=0.3)
    small, large = (solve(c * THREE, **ELASTIC, ration=tight) for c in (1.0, 1e9))
    assert_allclose(small.price, large.price, rtol=1e-10)
    assert_allclose(1e9 * small.ration_rent, large.ration_rent, rtol=1e-8)


def test_bans_that_overlap_let_the_product_through():
    masks = np.zeros((2, 3, 3), bool)
    masks[0, 0, 1] = masks[1, 0, 1] = masks[1, 1, 0] = True
    s = solve(THREE, **ELASTIC, ration=Groups(masks, [[0.5, 0.4]]), keep_flows=True)
    assert_allclose([s.flows[0, 0, 1], s.flows[0, 1, 0]], [0.2 * 20, 0.4 * 10], rtol=1e-10)


def test_who_waits_for_an_outlet_leaves_unsold_what_has_none():
    # All outlets are rationed and supply is rigid: no price above 0 makes it all sell.
    s = solve([[50.0, 50.0]], sigma=4.0, demand=0.5, supply=0.0, ration=0.3, keep_flows=True)
    assert_allclose(s.flows[0], [[15, 15]], rtol=1e-9)
    assert s.price[0, 0] < 1e-6
    assert_allclose(s.producer_surplus, -100, rtol=1e-5)
    assert_allclose(s.ration_rent, 30 * 0.3**-2, rtol=1e-5)  # at P = 0.3^(-1/eta)


# --- a choke price


def test_below_the_choke_price_nothing_is_different():
    shock = {**ELASTIC, "keep": [[0.7, 1.0, 1.0]], "ration": only(0, 1, value=0.3)}
    plain, bounded = solve(THREE, **shock), solve(THREE, **shock, choke=CHOKE)
    assert_allclose(plain.price, bounded.price, rtol=1e-11)
    assert_allclose(plain.consumer_surplus, bounded.consumer_surplus, rtol=1e-11)
    assert not bounded.unmet.any()


def test_a_buyer_cut_off_pays_no_hundred_thousand_fold_and_what_it_lacks_is_unmet():
    # Its one large supplier is shut; a ten-thousandth comes from elsewhere: (1e-4)^(-1/1.5) is 464.
    flows = np.array([[100.0, 400.0], [0.01, 300.0]])
    shock = {"sigma": 2.5, "demand": 0.2, "supply": 1e9, "ration": only(0, 0, (2, 2), 0.0)}
    free = solve(flows, **shock)
    s = solve(flows, **shock, choke=CHOKE)
    assert free.price_index[0, 0] > 400
    assert_allclose(s.price_index[0, 0], CHOKE)
    index = (0.01 / 100.01) ** (-1 / 1.5)
    wanted = CHOKE**-0.2
    assert_allclose(s.unmet[0], [100.01 * wanted * (1 - (CHOKE / index) ** 2.5), 0], rtol=1e-7)
    # The area left of the curve: to the choke price with eta, beyond it with sigma.
    beyond = CHOKE**0.8 * (1 - (index / CHOKE) ** -1.5) / 1.5
    assert_allclose(
        s.consumer_surplus[0, 0], -100.01 * ((CHOKE**0.8 - 1) / 0.8 + beyond), rtol=1e-7
    )
    assert abs(s.consumer_surplus[0, 0]) < abs(free.consumer_surplus[0, 0])


def test_a_buyer_without_any_supplier_is_no_failure_but_all_unmet():
    flows = np.array([[100.0, 400.0], [0.0, 300.0]])
    shock = {**ELASTIC, "ration": only(0, 0, (2, 2), 0.0)}
    with pytest.raises(NoEquilibrium, match="no supplier is left to 0"):
        solve(flows, **shock)
    s = solve(flows, **shock, choke=CHOKE)
    assert_allclose(s.unmet[0], [100 * CHOKE**-0.4, 0])
    assert_allclose(s.price_index[0, 0], CHOKE)
    assert s.spending[0, 0] == 0
    near = solve(flows, **(shock | {"ration": only(0, 0, (2, 2), 1e-9)}), choke=CHOKE)
    assert_allclose(near.consumer_surplus, s.consumer_surplus, rtol=1e-6)


@settings(max_examples=20)
@given(rationed(links="all of a buyer's"), st.floats(1.5, 20.0))
def test_no_price_index_is_beyond_the_choke_price(market, choke):
    flows, _, _, shock = market
    s = solve(flows, **shock, choke=choke)
    assert (s.price_index <= choke * (1 + 1e-12)).all()
    assert_allclose(spent_on(s), s.spending.sum(1), rtol=1e-8)
    assert (s.unmet <= flows.sum(0) + 1e-9).all()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"ration": -0.1}, r"ration = -0.1; it must be 0 or more"),
        ({"ration": np.nan}, r"ration has 1 nan"),
        ({"choke": 1.0}, r"choke = 1; it must be above 1"),
        ({"choke": 5.0, "sigma": 0.8}, r"choke is given while sigma = 0.8"),
        (
            {"ration": only(0, 1, value=0.0), "sigma": 0.8},
            r"ration closes a link while sigma = 0.8",
        ),
    ],
)
def test_what_no_ration_or_choke_price_can_mean_is_refused(wrong, message):
    with pytest.raises(ParameterError, match=message):
        solve(THREE, **{**ELASTIC, **wrong})


# --- prices without variety


def test_a_link_that_opens_lowers_the_whole_index_and_not_the_one_over_links_that_stay():
    # Nothing gets cheaper: supply is at a fixed price. The seeded link is given a twentieth.
    flows = THREE.copy()
    flows[1, 2] = 1e-9 * flows[:, 2].sum()
    weight = np.ones((3, 3))
    weight[1, 2] = 0.05 / 1e-9
    s = solve(flows, sigma=6.0, demand=0.4, supply=1e9, weight=weight)
    stays = np.ones((3, 3), bool)
    stays[1, 2] = False
    assert_allclose(s.price_index[0, 2], 1.05 ** (-1 / 5), rtol=1e-7)
    assert_allclose(s.price_index_over(stays), 1, rtol=1e-7)
    none = stays.copy()
    none[:, 2] = False
    assert np.isnan(s.price_index_over(none)[0, 2])


def test_over_all_links_and_without_a_change_of_taste_it_is_the_index():
    s = solve(THREE, **{**ELASTIC, "sigma": [3.0, 6.0]}, keep=[[0.7, 1.0, 0.9]], cost=1.1)
    assert_allclose(s.price_index_over(np.ones((3, 3), bool)), s.price_index, rtol=1e-10)


def test_the_pooled_market_stops_at_its_choke_price_and_counts_what_is_unmet():
    # Wanted are 100 P^-0.1 and 60 can be had; at the choke price 10, 79.4 are wanted.
    full = {"demand": 0.1, "supply": 0.0, "capacity": [30.0, 30.0]}
    pool = pooled.solve([[50.0], [50.0]], **full, choke=CHOKE)
    assert_allclose(pool.price, CHOKE)
    assert_allclose(pool.unmet.sum(), 100 * CHOKE**-0.1 - 60)
    assert_allclose(pool.bought.sum(), 60)
    assert_allclose(pool.revenue.sum(), 600)
    assert not pool.failed.any()


def test_in_a_market_of_few_links_many_draws_give_what_each_gives_alone():
    # A ring of 25, each supplier sells to two buyers: few enough cells that only they are kept.
    size = 25
    flows = np.diag(np.linspace(10, 60, size)) + np.roll(np.diag(np.linspace(30, 5, size)), 1, 1)
    sigma = np.linspace(2.0, 6.0, 6)
    options = {"demand": 0.4, "supply": 0.3, "ration": only(3, 3, flows.shape, 0.5)}
    many = solve(flows, sigma=sigma, **options)
    alone = [solve(flows, sigma=one, **options) for one in sigma]
    assert_allclose(many.price, [one.price[0] for one in alone], rtol=1e-9)
    assert_allclose(many.price_index, [one.price_index[0] for one in alone], rtol=1e-9)
    assert_allclose(many.ration_rent.sum(1), [one.ration_rent.sum() for one in alone], rtol=1e-8)
