"""The market that reallocates: prices of the pool, totals kept, and a table worked out by hand."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from accord.axes import Groups
from accord.engines.market import pooled, reallocating
from accord.engines.market.reallocating import NOBODY, Dealt, Drawn
from accord.errors import NoEquilibrium, QuantityError

# Four states, no domestic sales but Saudi Arabia's:   DEU   IND
NAMES = ["RUS", "SAU", "DEU", "IND"]
FLOWS = np.array(
    [[0.0, 0.0, 40.0, 10.0], [0.0, 5.0, 20.0, 60.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]]
)
CURVES = {"demand": 0.4, "supply": 0.3, "labels": NAMES}
RUS, SAU, DEU, IND = range(4)


def ban(*links, through=0.1, draws=1):
    """Let only a part through some links."""
    mask = np.zeros((1, 4, 4), bool)
    for link in links:
        mask[(0, *link)] = True
    return Groups(mask, np.full((draws, 1), through))


def dealt(shares, *links, full=0.3, purchases=NOBODY, draws=1):
    """Deal what Russia sells to those who stay: of each draw of a library, a share to India."""
    sales = Drawn(
        agents=np.array([RUS]),
        counterparts=np.array([[IND]]),
        shares=np.array([[[share, 1 - share]] for share in shares]),
        full=full,
    )
    hit = np.zeros((4, 4), bool)
    for link in links:
        hit[link] = True
    return Dealt(sales=sales, purchases=purchases, hit=hit, row=np.arange(draws) % len(shares))


def table(found):
    """Give every flow of the first draw: (S, B)."""
    cells = np.eye(16, dtype=bool).reshape(16, 4, 4)
    return found.quantity_on(cells)[0].reshape(4, 4)


def test_what_a_buyer_bans_goes_to_the_one_that_is_drawn_and_others_make_room_at_the_same_price():
    # Germany bans: 4 of 40 still arrive, so Russia sells 46 to India. India buys 70 as before, 24
    # of it from Saudi Arabia, which sells the other 56 of its 80 abroad to Germany.
    for unit in (1.0, 1e-4):
        found = reallocating.solve(
            unit * FLOWS, **CURVES, ration=ban((RUS, DEU)), dealt=dealt([1.0], (RUS, DEU))
        )
        wanted = [[0, 0, 4, 46], [0, 5, 56, 24], [0, 0, 0, 0], [0, 0, 0, 0]]
        assert_allclose(table(found) / unit, wanted, atol=1e-6)
        assert_allclose(found.price, 1, rtol=1e-12)
        assert_allclose(found.consumer_surplus, 0, atol=1e-9)


def test_with_no_shock_the_baseline_comes_back():
    assert_allclose(table(reallocating.solve(FLOWS, **CURVES)), FLOWS, rtol=1e-9, atol=1e-9)


def test_an_embargo_that_all_evade_changes_nothing_whatever_is_drawn():
    whole = reallocating.solve(
        FLOWS, **CURVES, ration=ban((RUS, DEU), through=1.0), dealt=dealt([0.2], (RUS, DEU))
    )
    assert_allclose(table(whole), FLOWS, rtol=1e-6, atol=1e-6)


def test_a_draw_counts_in_proportion_where_less_is_lost_than_in_past_events():
    # Nine tenths of Russia's 40 in 50 are lost: 0.72. With `full` at 0.72 / 0.5 it counts by half.
    # What India is drawn to get of the 46 that are left is 0 and all is nobody's but India's.
    three = np.array([[0, 0, 40.0, 10, 30], [0, 5, 20, 60, 60]] + [[0.0] * 5] * 3)
    sales = Drawn(
        agents=np.array([RUS]), counterparts=np.array([[4]]), shares=np.ones((1, 1, 2)) * [1, 0],
        full=2 * 36 / 80,
    )  # fmt: skip
    mask = np.zeros((5, 5), bool)
    mask[RUS, DEU] = True
    deal = Dealt(sales=sales, purchases=NOBODY, hit=mask, row=np.zeros(1, np.intp))
    found = reallocating.solve(
        three, demand=0.4, supply=0.3, ration=Groups(mask[None], np.array([[0.1]])), dealt=deal
    )
    got = found.quantity_on(np.eye(25, dtype=bool).reshape(25, 5, 5))[0].reshape(5, 5)[RUS]
    # 76 are left: a half as its ties, 10 to 30, a half to the one that is drawn.
    assert_allclose(got, [0, 0, 4, 38 / 4, 38 * 3 / 4 + 38], atol=1e-6)


def test_prices_and_surplus_are_the_pools_when_supply_is_lost():
    keep = [[0.5, 1, 1, 1]]
    found = reallocating.solve(
        FLOWS, **CURVES, keep=keep, ration=ban((RUS, DEU)), dealt=dealt([1.0], (RUS, DEU))
    )
    pool = pooled.solve(FLOWS, **CURVES, keep=keep)
    for name in ("price", "consumer_surplus", "producer_surplus", "quantity", "bought"):
        assert_allclose(getattr(found, name), getattr(pool, name), rtol=1e-12, err_msg=name)
    assert_allclose(table(found).sum(axis=1), pool.quantity[0], atol=1e-5)
    assert_allclose(table(found).sum(axis=0), pool.bought[0], atol=1e-5)


def test_what_no_open_link_can_take_is_supply_lost():
    # Both of Russia's buyers ban: 5 of 50 pass, less as they buy less at the higher price. So
    # 135 P^-0.4 = 5 P^-0.4 + 85 P^0.3, and P = (130 / 85)^(1 / 0.7).
    found = reallocating.solve(FLOWS, **CURVES, ration=ban((RUS, DEU), (RUS, IND)))
    price = (130 / 85) ** (1 / 0.7)
    assert_allclose(found.price, price, rtol=1e-6)
    assert_allclose(found.quantity[0, RUS], 5 * price**-0.4, rtol=1e-5)
    assert np.isfinite(table(found)).all()


def test_a_buyer_that_nobody_may_sell_to_is_named():
    shut = ban((RUS, DEU), (SAU, DEU))
    with pytest.raises(NoEquilibrium, match=r"draw 0: .* DEU gets 10\u202f% of what it wants"):
        reallocating.solve(FLOWS, **CURVES, ration=shut, dealt=dealt([1.0], (RUS, DEU)))
    marked = reallocating.solve(
        FLOWS, **CURVES, ration=shut, dealt=dealt([1.0], (RUS, DEU)), on_failure="mark"
    )
    assert marked.failed.tolist() == [True]
    assert marked.residual.shape == (1,)
    assert np.isnan(marked.price).all()
    assert np.isnan(marked.quantity_on(np.ones((4, 4), bool))).all()


def test_no_draw_and_no_elasticity_lets_more_through_than_the_ban_does_and_totals_are_kept():
    rng = np.random.default_rng(3)
    flows = rng.gamma(0.3, 10, (9, 9)) * (rng.random((9, 9)) < 0.6)
    flows[:, 0] += 5
    sold = np.array([0, 1])
    mask = np.zeros((1, 9, 9), bool)
    mask[0, :2, 2:5] = True
    draws, library = 40, 7
    counterparts = np.array([[5, 6, 7], [5, 6, -1]])
    shares = rng.dirichlet([0.5] * 4, (library, 2))
    shares[:, 1, 3] += shares[:, 1, 2]
    shares[:, 1, 2] = 0
    bought = Drawn(
        agents=np.array([2, 3]), counterparts=np.array([[6, 7], [5, 8]]),
        shares=rng.dirichlet([0.5] * 3, (library, 2)), full=0.05,
    )  # fmt: skip
    deal = Dealt(
        sales=Drawn(agents=sold, counterparts=counterparts, shares=shares, full=0.3),
        purchases=bought, hit=mask[0], row=rng.integers(0, library, draws),
    )  # fmt: skip
    through = rng.random((draws, 1))
    found = reallocating.solve(
        flows, demand=rng.uniform(0.1, 0.8, draws), supply=rng.uniform(0.05, 1, draws),
        keep=rng.uniform(0.6, 1, (draws, 9)), ration=Groups(mask, through), dealt=deal,
        on_failure="mark",
    )  # fmt: skip
    assert found.failed.mean() < 0.1
    cells = np.eye(81, dtype=bool).reshape(81, 9, 9)
    got = found.quantity_on(cells).reshape(draws, 9, 9)[~found.failed]
    assert (got >= 0).all()
    limit = through[~found.failed][:, :, None] * flows
    assert (got <= np.where(mask[0], limit * (1 + 1e-9), np.inf)).all()
    assert_allclose(got.sum(axis=2), found.quantity[~found.failed], atol=2e-5 * flows.sum())
    assert_allclose(got.sum(axis=1), found.bought[~found.failed], atol=2e-5 * flows.sum())


def test_taking_draws_keeps_their_tables():
    shut, deal = ban((RUS, DEU), draws=3), dealt([1.0, 0.5], (RUS, DEU), draws=3)
    found = reallocating.solve(FLOWS, **CURVES, ration=shut, dealt=deal)
    links = np.zeros((2, 4, 4), bool)
    links[0, RUS, IND] = links[1, SAU, DEU] = True
    again = found.take(np.array([2, 0, 0]))
    assert_allclose(again.quantity_on(links), found.quantity_on(links)[[2, 0, 0]])
    assert_allclose(again.spending_on(links[0]), again.revenue_on(links[0]))
    with pytest.raises(QuantityError, match=r"links are True or False by \(4, 4\)"):
        found.quantity_on(links[:, :2])
