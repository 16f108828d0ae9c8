"""What no one-good market can mean is refused by name, and no result holds a nan."""

import numpy as np
import pytest

from accord.axes import Groups
from accord.engines.market import pooled
from accord.engines.market.partial import solve, solve_blocks
from accord.errors import NoEquilibrium, ParameterError, QuantityError

THREE = np.array([[60.0, 20.0, 5.0], [10.0, 80.0, 0.0], [0.0, 15.0, 40.0]])
ELASTIC = {"sigma": 6.0, "demand": 0.4, "supply": 0.3}
ALL = np.ones((1, 3, 3), bool)
CLOSED = np.array([[1.0, 0.0, 1.0]] * 3)


@pytest.mark.parametrize(
    ("flows", "says"),
    [
        ([[1.0, -2.0], [1.0, 1.0]], r"1 of 4 flows .* AZE -> ITA = -2"),
        ([[1.0, np.nan], [np.inf, 1.0]], r"2 of 4 flows .* AZE -> ITA = nan"),
        (np.zeros((2, 2)), "all flows are 0"),
        ([1.0, 2.0], r"\(suppliers, buyers\).*\(2,\)"),
        ([["much", "little"]], "not an array of numbers"),
        (np.zeros((0, 3)), r"\(0, 3\)"),
    ],
)
def test_flows_that_are_none_are_named(flows, says):
    two = (["AZE", "KAZ"], ["ISR", "ITA"]) if np.shape(flows) == (2, 2) else None
    with pytest.raises(QuantityError, match=says):
        solve(flows, **ELASTIC, labels=two)


@pytest.mark.parametrize(
    ("shock", "says"),
    [
        ({"sigma": 0.0}, r"sigma = 0; .* above 0"),
        ({"sigma": -3.0}, "sigma = -3"),
        ({"sigma": [3.0, 1.0]}, "sigma = 1 is another function"),
        ({"sigma": np.nan}, "sigma has 1 nan"),
        ({"demand": -0.3}, "demand = -0.3; elasticities are magnitudes"),
        ({"supply": np.inf}, "supply = inf"),
        ({"demand": 0.01, "supply": 0.005}, r"0.015 in draw 0, below 0.02"),
        ({"keep": -0.1}, "keep = -0.1"),
        ({"cost": 0.0}, "cost = 0; it must be above 0"),
        ({"iceberg": -1.0}, "iceberg = -1"),
        ({"weight": -1.0}, "weight = -1"),
        ({"weight": np.inf}, "weight = inf"),
        ({"toll": -0.1}, "toll = -0.1"),
        ({"tariff": -1.0}, "tariff = -1; it must be above -1"),
        ({"tariff": Groups(np.repeat(ALL, 2, 0), np.array([[-0.6, -0.6]]))}, "its groups added up"),
        ({"tariff_before": -1.0}, "tariff_before = -1"),
        ({"tariff_before": "much"}, r"\btariff_before\b"),
        ({"tariff_before": np.zeros((2, 3, 3))}, "the baseline is one"),
        ({"capacity": [-1.0, 1.0, 1.0]}, "capacity = -1"),
        ({"quota": np.full((3, 3), -1.0)}, "quota = -1"),
        ({"capacity": Groups(ALL, np.ones((1, 1)))}, "a limit by groups is a quota"),
        ({"capacity": np.ones((3, 3)), "quota": np.ones((3, 3))}, "a quota is given as well"),
        ({"sigma": 0.8, "weight": CLOSED}, "weight closes a link while sigma = 0.8"),
        ({"sigma": 0.8, "keep": [[0.0, 1.0, 1.0]]}, "keep closes a link"),
        ({"sigma": 0.8, "cost": np.where(CLOSED == 0, np.inf, 1)}, "cost closes a link"),
        ({"cost": Groups(ALL.astype(float), np.ones((1, 1)))}, "mask of cost holds float64"),
        ({"quota": Groups(ALL.astype(float), np.ones((1, 1)))}, "mask of quota holds float64"),
        ({"on_failure": "ignore"}, 'on_failure = "ignore"'),
        ({"cost": "dear"}, "cost is not an array of numbers"),
    ],
)
def test_what_a_parameter_cannot_be_is_named(shock, says):
    with pytest.raises(ParameterError, match=says):
        solve(THREE, **{**ELASTIC, **shock})


@pytest.mark.parametrize(
    ("shock", "says"),
    [
        ({"sigma": [2.0, 3.0], "demand": [0.1, 0.2, 0.3]}, "sigma 2, demand 3"),
        ({"supply": np.ones((1, 4))}, r"supply has shape \(1, 4\)"),
        ({"cost": np.ones((2, 2))}, r"cost has shape \(2, 2\)"),
        ({"toll": Groups(ALL, np.ones((1, 2)))}, r"factor of shape \(1, 2\)"),
        ({"toll": Groups(ALL[:, :2], np.ones((1, 1)))}, r"mask of shape \(1, 2, 3\)"),
        ({"capacity": [1.0, 2.0]}, r"capacity has shape \(1, 2\)"),
        ({"sigma": []}, "no draws"),
        ({"labels": ["AZE"]}, "labels name 1 suppliers"),
    ],
)
def test_sizes_that_disagree_are_named(shock, says):
    with pytest.raises(QuantityError, match=says):
        solve(THREE, **{**ELASTIC, **shock})


def test_a_capacity_by_draw_or_by_link_must_be_told_apart_where_sizes_agree():
    sigma, caps = [3.0, 4.0, 5.0], np.full((3, 3), 80.0)
    with pytest.raises(ParameterError, match=r"by draw and supplier or by link.*\(3, 3, 1\)"):
        solve(THREE, **{**ELASTIC, "sigma": sigma}, capacity=caps)
    s = solve(THREE, **{**ELASTIC, "sigma": sigma}, capacity=caps[:, :, None])
    assert (s.quantity <= 80 * (1 + 1e-9)).all()


def test_a_part_of_the_market_that_nothing_holds_is_named():
    both = np.zeros((4, 4))
    both[:3, :3], both[3, 3] = THREE, 10.0
    with pytest.raises(ParameterError, match=r"around KAZ is 0 in draw 0"):
        solve(
            both,
            sigma=5.0,
            demand=[[0.4, 0.4, 0.4, 0.0]],
            supply=[[0.3, 0.3, 0.3, 0.0]],
            labels=["AZE", "RUS", "IRN", "KAZ"],
        )


def test_the_loss_of_a_buyers_only_supplier_is_named_with_its_draw():
    keep = np.array([[1.0, 1.0], [0.5, 1.0], [0.0, 1.0]])
    flows = [[50.0, 10.0], [0.0, 30.0]]
    with pytest.raises(NoEquilibrium, match=r"draw 2: no supplier is left to ISR; 1 of 3 draws"):
        solve(flows, **ELASTIC, keep=keep, labels=(["AZE", "KAZ"], ["ISR", "ITA"]))


@pytest.mark.parametrize(
    ("buyers", "says"),
    [(5, r"left to A, B, C, D, E; 1 of 1"), (7, r"left to A, B, C, D, E and 2 more; 1 of 1")],
)
def test_of_many_buyers_without_a_supplier_five_are_named_and_the_rest_counted(buyers, says):
    # The first seller stops, and only Z buys of another.
    flows = np.zeros((2, buyers + 1))
    flows[0, :-1], flows[1, -1] = 10.0, 30.0
    names = (["AZE", "KAZ"], [*"ABCDEFG"[:buyers], "Z"])
    with pytest.raises(NoEquilibrium, match=says):
        solve(flows, **ELASTIC, keep=[[0.0, 1.0]], labels=names)


@pytest.mark.parametrize("what", ["cost", "iceberg"])
def test_a_way_without_end_in_cost_is_one_that_is_shut_also_to_an_only_buyer(what):
    # ISR buys of AZE alone, ITA of both.
    flows, names = [[50.0, 10.0], [0.0, 30.0]], (["AZE", "KAZ"], ["ISR", "ITA"])
    to_italy, to_israel = np.ones((2, 2)), np.ones((2, 2))
    to_italy[0, 1] = to_israel[0, 0] = np.inf
    endless = solve(flows, **ELASTIC, **{what: to_italy}, labels=names)
    shut = solve(flows, **ELASTIC, weight=np.where(np.isinf(to_italy), 0.0, 1.0), labels=names)
    np.testing.assert_allclose(endless.price, shut.price, rtol=1e-9)
    np.testing.assert_allclose(endless.price_index, shut.price_index, rtol=1e-9)
    with pytest.raises(NoEquilibrium, match=r"draw 0: no supplier is left to ISR; 1 of 1"):
        solve(flows, **ELASTIC, **{what: to_israel}, labels=names)


def test_without_a_choke_price_no_demand_is_unmet():
    s = solve(THREE, **ELASTIC, keep=[[0.5, 1.0, 1.0], [1.0, 1.0, 1.0]])
    np.testing.assert_array_equal(s.unmet, np.zeros((2, 3)))


def test_a_draw_that_fails_is_marked_and_alone_is_nan():
    keep = np.array([[1.0, 1.0], [0.5, 1.0], [0.0, 1.0]])
    s = solve([[50.0, 10.0], [0.0, 30.0]], **ELASTIC, keep=keep, on_failure="mark")
    assert s.failed.tolist() == [False, False, True]
    for table in (s.price, s.consumer_surplus, s.spending, s.rents["tariff"][:, None]):
        assert np.isfinite(table[:2]).all()
        assert np.isnan(table[2]).all()


def test_a_demand_that_nothing_can_meet_is_named_with_its_residual():
    with pytest.raises(NoEquilibrium, match=r"draw 0: log demand and log supply still differ by"):
        solve([[100.0]], sigma=5.0, demand=0.0, supply=0.5, capacity=[90.0])
    with pytest.raises(NoEquilibrium, match="draw 0"):
        pooled.solve([[100.0]], demand=0.0, supply=0.5, capacity=[90.0])


@pytest.mark.parametrize("sigma", [1.2, 20.0, 200.0])
def test_violent_shocks_are_solved_without_nan(sigma):
    rng = np.random.default_rng(11)
    flows = rng.lognormal(0, 4, (12, 15)) * (rng.random((12, 15)) < 0.3) + 1e-3
    s = solve(
        flows,
        sigma=sigma,
        demand=0.05,
        supply=0.05,
        keep=rng.uniform(0.01, 1.0, (8, 12)),
        cost=rng.uniform(0.2, 5.0, (8, 12, 15)),
        weight=rng.uniform(1e-6, 1.0, (8, 12, 15)),
        capacity=np.where(rng.random(12) < 0.5, flows.sum(1) * 0.7, np.inf),
    )
    assert (s.residual <= 1e-10).all()
    for table in (s.price, s.price_index, s.consumer_surplus, s.producer_surplus, s.revenue):
        assert np.isfinite(table).all()


def test_blocks_of_no_draws_are_refused():
    with pytest.raises(ParameterError, match="draws_at_a_time = 0"):
        next(solve_blocks(THREE, **ELASTIC, draws_at_a_time=0))


def test_links_to_add_up_must_be_a_mask():
    s = solve(THREE, **ELASTIC)
    with pytest.raises(QuantityError, match=r"True or False by \(3, 3\)"):
        s.quantity_on(np.ones((3, 3)))
