"""One-sector general equilibrium has the answers that can be found by hand, and adds up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from accord.axes import Groups
from accord.engines.market import general
from accord.errors import AccordError, NoEquilibrium, ParameterError, QuantityError

STATES = ("AZE", "ISR", "KAZ", "USA")
WORLD = np.array(
    [[50.0, 4.0, 2.0, 1.0], [2.0, 80.0, 1.0, 9.0], [3.0, 1.0, 60.0, 2.0], [2.0, 12.0, 1.0, 900.0]]
)
CLOSURES = ("additive", "multiplicative", "multiplicative-balanced", "none")
# Domestic sales well above any imbalance: with additive deficits an equilibrium then exists.
worlds = arrays(float, (4, 4), elements=st.floats(0.5, 5.0)).map(lambda x: x + 20 * np.eye(4))
effects = arrays(float, (4, 4), elements=st.floats(-1.0, 1.0)).map(lambda x: x * (1 - np.eye(4)))
thetas, psis = st.floats(1.0, 10.0), st.floats(0.0, 2.0)
closures = st.sampled_from(CLOSURES)
few = settings(max_examples=25, deadline=None)


# --- by hand


@pytest.mark.parametrize("psi", [0.0, 1.24])
def test_two_equal_states_gain_what_their_domestic_share_loses(psi):
    # By symmetry prices are equal, so p/P = (a + (1 - a) e^b)^(1/theta), output in money 1.
    theta, effect, own = 5.0, 0.4, 0.8
    world = 100 * np.array([[own, 1 - own], [1 - own, own]])
    shock = effect * (1 - np.eye(2))
    r = general.solve(world, partial_effect=shock, theta=theta, psi=psi)
    real_price = (own + (1 - own) * np.exp(effect)) ** (1 / theta)
    assert_allclose(r.welfare, np.full((1, 2), real_price ** (1 + psi)), rtol=1e-11)
    assert_allclose(r.output, np.ones((1, 2)), rtol=1e-11)


def test_the_effect_of_a_cost_on_both_ways_is_seen_in_the_flows_by_hand():
    world = np.array([[80.0, 20.0], [20.0, 80.0]])
    cost = np.array([[1.0, 1.1], [1.1, 1.0]])
    r = general.solve(world, cost=cost, theta=4.0)
    bought_abroad = 20 * 1.1**-4 / (80 + 20 * 1.1**-4)
    assert_allclose(r.flows[0, 0, 1], 100 * bought_abroad, rtol=1e-11)


# --- laws


@few
@given(worlds, effects, thetas)
def test_without_deficits_welfare_is_the_domestic_share_to_the_minus_one_over_theta(
    world, effect, theta
):
    # Arkolakis, Costinot and Rodriguez-Clare (2012), Am. Econ. Rev. 102(1).
    r = general.solve(world, partial_effect=effect, theta=theta, deficits="none")

    def share(flows):
        return np.diag(flows) / flows.sum(axis=0)

    formula = (share(r.flows[0]) / share(r.flows_before[0])) ** (-1 / theta)
    assert_allclose(r.welfare[0], formula, rtol=1e-9)


@few
@given(worlds, thetas, psis, closures, st.sampled_from(["full", "fixed"]))
def test_no_shock_changes_nothing(world, theta, psi, deficits, income):
    r = general.solve(world, cost=1.0, theta=theta, psi=psi, deficits=deficits, income=income)
    for ratio in (r.welfare, r.real_output, r.output, r.price, r.price_index):
        assert_allclose(ratio, 1.0, rtol=1e-12)
    assert_allclose(r.flows, r.flows_before, rtol=1e-12)
    if deficits != "none" or income == "fixed":
        assert_allclose(r.flows[0], world, rtol=1e-12)


@few
@given(worlds, effects, thetas, psis, closures, st.floats(1e-6, 1e6))
def test_the_unit_of_flows_does_not_matter(world, effect, theta, psi, deficits, factor):
    shock = {"partial_effect": effect, "theta": theta, "psi": psi, "deficits": deficits}
    one, other = general.solve(world, **shock), general.solve(factor * world, **shock)
    assert_allclose(other.welfare, one.welfare, rtol=1e-9)
    assert_allclose(other.flows, factor * one.flows, rtol=1e-8)


@few
@given(worlds, effects, thetas, psis, closures, st.permutations(range(4)))
def test_the_order_of_states_does_not_matter(world, effect, theta, psi, deficits, order):
    at = np.ix_(order, order)
    shock = {"theta": theta, "psi": psi, "deficits": deficits}
    one = general.solve(world, partial_effect=effect, **shock)
    other = general.solve(world[at], partial_effect=effect[at], **shock)
    assert_allclose(other.welfare, one.welfare[:, order], rtol=1e-9)


@few
@given(worlds, effects, thetas, psis, closures)
def test_new_flows_add_up_and_world_output_is_the_numeraire(world, effect, theta, psi, deficits):
    r = general.solve(world, partial_effect=effect, theta=theta, psi=psi, deficits=deficits)
    before = r.flows_before[0]
    made, spent = before.sum(1) * r.output[0], before.sum(0) * r.expenditure[0]
    assert_allclose(r.flows[0].sum(axis=0), spent, rtol=1e-9)
    assert_allclose(r.flows[0].sum(axis=1), made * (1 + r.world_gap[0]), rtol=1e-9)
    assert made.sum() == pytest.approx(world.sum(), rel=1e-9)
    assert r.residual[0] < 1e-10
    if deficits != "multiplicative":
        assert_array_equal(r.world_gap, 0.0)


@few
@given(worlds, effects, thetas, psis)
def test_additive_deficits_stay_and_multiplicative_ones_follow_income(world, effect, theta, psi):
    shock = {"partial_effect": effect, "theta": theta, "psi": psi}
    made, spent = world.sum(axis=1), world.sum(axis=0)
    kept = general.solve(world, deficits="additive", **shock)
    assert_allclose(spent * kept.expenditure[0] - made * kept.output[0], spent - made, atol=1e-7)
    moved = general.solve(world, deficits="multiplicative", **shock)
    assert_allclose(moved.expenditure, moved.output, rtol=1e-12)
    balanced = general.solve(world, deficits="none", **shock)
    assert_allclose(balanced.flows[0].sum(axis=0), balanced.flows[0].sum(axis=1), rtol=1e-9)


@few
@given(worlds, effects, thetas, psis, st.sampled_from(["additive", "multiplicative"]))
def test_taking_the_shock_back_brings_the_old_world_back(world, effect, theta, psi, deficits):
    shock = {"theta": theta, "psi": psi, "deficits": deficits}
    there = general.solve(world, partial_effect=effect, **shock)
    # Only a world that adds up can be a baseline again.
    if abs(there.world_gap[0]) < 1e-12:
        back = general.solve(there.flows[0], partial_effect=-effect, **shock)
        assert_allclose(there.welfare * back.welfare, 1.0, rtol=1e-8)


@few
@given(worlds, effects, thetas)
def test_the_conditional_result_keeps_outputs_and_expenditures(world, effect, theta):
    r = general.solve(world, partial_effect=effect, theta=theta, income="fixed")
    assert_allclose(r.flows[0].sum(axis=1), world.sum(axis=1), rtol=1e-9)
    assert_allclose(r.flows[0].sum(axis=0), world.sum(axis=0), rtol=1e-9)
    assert_array_equal(r.output, 1.0)
    assert_allclose(r.welfare, 1 / r.price_index, rtol=1e-12)


@few
@given(worlds, st.floats(0.1, 2.0), thetas, psis, closures)
def test_the_same_cost_on_all_links_moves_every_real_income_alike(
    world, factor, theta, psi, deficits
):
    r = general.solve(world, cost=factor, theta=theta, psi=psi, deficits=deficits)
    assert_allclose(r.flows, r.flows_before, rtol=1e-8)
    assert_allclose(r.welfare, factor ** -(1 + psi) if psi == 0 else r.welfare[0, 0], rtol=1e-8)


@few
@given(worlds, effects, thetas, psis)
def test_a_cost_is_a_partial_effect_over_minus_theta_in_logs(world, effect, theta, psi):
    one = general.solve(world, partial_effect=effect, theta=theta, psi=psi)
    other = general.solve(world, cost=np.exp(-effect / theta), theta=theta, psi=psi)
    assert_allclose(other.welfare, one.welfare, rtol=1e-10)


def test_with_goods_nearly_alike_a_cheaper_seller_takes_the_market_and_prices_converge():
    cost = np.ones((4, 4))
    cost[0, 1] = 0.99
    spread = [
        float(np.ptp(np.log(general.solve(WORLD, cost=cost, theta=theta).price)))
        for theta in (20.0, 200.0, 2000.0)
    ]
    assert all(0 < s <= 0.0101 for s in spread)
    rows = general.solve(WORLD, cost=cost, theta=2000.0)
    assert rows.residual[0] < 1e-10


# --- draws


def test_every_draw_stands_alone_and_blocks_do_not_show(monkeypatch):
    rng = np.random.default_rng(1)
    effect = rng.normal(0, 0.5, (40, 4, 4))
    theta, psi = rng.uniform(2, 9, 40), rng.uniform(0, 2, 40)
    whole = general.solve(WORLD, partial_effect=effect, theta=theta, psi=psi)
    monkeypatch.setattr(general, "_CELLS", 7 * 16)
    blocks = general.solve(WORLD, partial_effect=effect, theta=theta, psi=psi)
    alone = general.solve(WORLD, partial_effect=effect[[17]], theta=theta[17], psi=psi[17])
    assert_allclose(whole.welfare, blocks.welfare, rtol=1e-13)
    assert_allclose(whole.flows, blocks.flows, rtol=1e-13)
    assert_allclose(whole.welfare[17], alone.welfare[0], rtol=1e-13)


def test_balanced_baselines_belong_to_their_draws():
    theta = np.array([3.0, 6.0, 9.0])
    many = general.solve(WORLD, cost=1.0, theta=theta, deficits="none")
    assert many.flows_before.shape == (3, 4, 4)
    one = general.solve(WORLD, cost=1.0, theta=6.0, deficits="none")
    assert_allclose(many.flows_before[1], one.flows_before[0], rtol=1e-9)


def test_each_draw_may_bring_its_own_flows():
    many = np.stack([WORLD, WORLD.T, 2 * WORLD])
    cost = np.where(np.eye(4) > 0, 1.0, 1.1)
    together = general.solve(many, cost=cost, theta=5.0)
    for world, welfare, flows in zip(many, together.welfare, together.flows, strict=True):
        alone = general.solve(world, cost=cost, theta=5.0)
        assert_allclose(welfare, alone.welfare[0], rtol=1e-12)
        assert_allclose(flows, alone.flows[0], rtol=1e-12)


def test_groups_say_the_same_as_matrices():
    mask = np.zeros((2, 4, 4), dtype=bool)
    mask[0, 0, 1] = mask[0, 1, 0] = mask[1, 2, 3] = mask[1, 0, 1] = True
    factor = np.array([[0.9, 1.1], [0.8, 1.0]])
    cost = np.where(mask[None], factor[:, :, None, None], 1.0).prod(axis=1)
    grouped = general.solve(WORLD, cost=Groups(mask, factor), theta=5.0)
    assert_allclose(grouped.welfare, general.solve(WORLD, cost=cost, theta=5.0).welfare, rtol=1e-12)
    effects = general.solve(WORLD, partial_effect=Groups(mask, np.log(factor)), theta=5.0)
    spelled = general.solve(WORLD, partial_effect=np.log(cost), theta=5.0)
    assert_allclose(effects.welfare, spelled.welfare, rtol=1e-12)


def test_a_closed_link_carries_nothing_and_the_rest_still_clears():
    cost = np.ones((4, 4))
    cost[0, 1] = np.inf
    r = general.solve(WORLD, cost=cost, theta=5.0)
    assert r.flows[0, 0, 1] == 0.0
    assert np.isfinite(r.welfare).all()
    mask = cost[None] == np.inf
    grouped = general.solve(WORLD, cost=Groups(mask, np.array([[np.inf], [1.0]])), theta=5.0)
    assert_allclose(grouped.welfare[0], r.welfare[0], rtol=1e-12)
    assert_allclose(grouped.welfare[1], 1.0, rtol=1e-12)


def test_results_can_be_had_without_the_flows():
    r = general.solve(WORLD, cost=1.1, theta=5.0, keep_flows=False)
    assert r.flows is None
    assert r.flows_before is None


# --- what is refused


def changed(i, j, value):
    world = WORLD.copy()
    world[i, j] = value
    return world


APART = np.kron(np.eye(2), np.ones((2, 2)))
CUT = np.where(np.kron(np.eye(2), np.ones((2, 2))) == 0, np.inf, 1.0)
SILENT = np.diag(np.ones(4))
SILENT[:3, :3] = 1.0
ONE_WAY = np.triu(np.ones((4, 4)))


@pytest.mark.parametrize(
    ("flows", "message"),
    [
        (WORLD[:2], r"shape \(2, 4\); they are \(N, N\)"),
        (changed(0, 1, -4.0), r"1 of 16 flow cells .* AZE -> ISR = -4"),
        (changed(2, 1, np.nan), r"KAZ -> ISR = nan"),
        (WORLD * np.array([[1], [0], [1], [1]]), "ISR sells nothing to anybody"),
        (WORLD * np.array([1, 1, 0, 1]), "KAZ buys nothing from anybody"),
        (changed(3, 3, 0.0), "USA: domestic sales are 0"),
        (APART, "KAZ, USA trade with none of the others"),
        (SILENT, "USA trade with none of the others"),
    ],
)
def test_flows_that_no_world_has_are_named(flows, message):
    with pytest.raises(QuantityError, match=message):
        general.solve(flows, cost=1.0, theta=5.0, labels=STATES)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"theta": 0.0}, ParameterError, r"theta = 0 in draw 0; theta is above 0"),
        ({"theta": np.array([5.0, -1.0])}, ParameterError, r"theta = -1 in draw 1"),
        ({"theta": np.nan}, ParameterError, r"theta = nan"),
        ({"theta": np.inf}, ParameterError, r"theta is infinite"),
        ({"psi": -0.1}, ParameterError, r"psi = -0.1 in draw 0; psi is 0 or more"),
        ({"deficits": "aditive"}, ParameterError, r'"additive", .*, not "aditive"'),
        ({"income": "half"}, ParameterError, r'"full" or "fixed", not "half"'),
        ({"partial_effect": 0.1}, ParameterError, r"cost or partial_effect, one of the two"),
        ({"cost": None}, ParameterError, r"cost or partial_effect, one of the two"),
        ({"cost": 0.0}, ParameterError, r"cost = 0 in draw 0; it is a ratio above 0"),
        ({"cost": changed(0, 1, np.nan)}, ParameterError, r"cost AZE -> ISR = nan in draw 0"),
        ({"cost": np.ones((3, 3))}, QuantityError, r"cost has shape \(3, 3\); for 4 states"),
        ({"cost": np.ones(3), "theta": np.full(2, 5.0)}, ParameterError, r"2, 3 draws"),
        ({"cost": CUT}, QuantityError, r"draw 0: the shock cuts KAZ, USA off from the rest"),
        ({"cost": np.where(np.eye(4)[0] > 0, np.inf, np.ones((4, 4)))}, QuantityError,
         r"the shock leaves AZE without a supplier"),
        ({"cost": np.full((4, 4), 1e-300)}, ParameterError, r"too large to compute with"),
        ({"labels": STATES[:2]}, QuantityError, r"name 2 suppliers and 2 buyers"),
        ({"cost": Groups(np.ones((1, 3, 3), bool), np.ones((1, 1)))}, QuantityError, r"mask"),
        ({"cost": Groups(np.ones((1, 4, 4), bool), "much")}, AccordError, r"\bcost\b.*number"),
    ],
)  # fmt: skip
def test_options_that_cannot_be_are_named(options, error, message):
    with pytest.raises(error, match=message):
        general.solve(WORLD, **{"cost": 1.0, "theta": 5.0, "labels": STATES, **options})


def test_without_deficits_a_state_that_never_buys_back_is_named():
    with pytest.raises(QuantityError, match=r"AZE and ISR, KAZ, USA trade one way only"):
        general.solve(ONE_WAY, cost=1.0, theta=5.0, deficits="none", labels=STATES)


def test_a_surplus_that_cannot_be_held_is_no_equilibrium_and_names_the_state():
    # AZE sells nearly all abroad and spends next to nothing; then its market is taken away.
    world = np.array([[1.0, 99.0], [0.1, 900.0]])
    cost = np.array([[1.0, 2.0], [1.0, 1.0]])
    with pytest.raises(
        NoEquilibrium, match=r"draw 1, .* make AZE keep a trade surplus of 99\u202f%"
    ):
        general.solve(
            world, cost=np.stack([np.ones((2, 2)), cost]), theta=5.0, labels=("AZE", "USA")
        )
    moved = general.solve(world, cost=cost, theta=5.0, deficits="multiplicative")
    assert np.isfinite(moved.welfare).all()


# --- fitted flows


@few
@given(arrays(float, (5, 5), elements=st.floats(1e-3, 1e3)))
def test_fitted_flows_have_the_margins_and_the_relative_costs_that_were_asked_for(power):
    rng = np.random.default_rng(3)
    output, shares = rng.lognormal(0, 2, 5), rng.dirichlet(np.ones(5))
    flows = general.fitted_flows(output, shares * output.sum(), power)
    assert_allclose(flows.sum(axis=1), output, rtol=1e-9)
    assert_allclose(flows.sum(axis=0), shares * output.sum(), rtol=1e-9)
    # Ratios of ratios hold no resistances: those of flows are those of costs.
    ratio, given_ratio = flows / power, np.ones((5, 5))
    cross = ratio * ratio[0, 0] / (ratio[:, :1] * ratio[:1, :])
    assert_allclose(cross, given_ratio, rtol=1e-8)


def test_fitted_flows_without_costs_are_output_times_share_of_expenditure():
    flows = general.fitted_flows(np.array([1.0, 3.0]), np.array([2.0, 2.0]), np.full((2, 2), 7.0))
    assert_allclose(flows, [[0.5, 0.5], [1.5, 1.5]], rtol=1e-12)


@pytest.mark.parametrize(
    ("output", "expenditure", "power", "message"),
    [
        ([1.0, 0.0], [0.5, 0.5], np.ones((2, 2)), r"output of ISR = 0; it is above 0"),
        ([1.0, 1.0], [0.5, np.nan], np.ones((2, 2)), r"expenditure of ISR = nan"),
        ([1.0, 1.0], [0.5, 0.5], np.ones((2, 2)), r"adds up to 2 and expenditure to 1"),
        ([1.0, 1.0], [1.0, 1.0], np.array([[1.0, 0.0], [1.0, 1.0]]), r"AZE -> ISR = 0"),
        ([1.0, 1.0], [1.0, 1.0], np.ones((3, 3)), r"do not fit"),
    ],
)
def test_margins_that_cannot_be_fitted_are_named(output, expenditure, power, message):
    with pytest.raises(QuantityError, match=message):
        general.fitted_flows(np.array(output), np.array(expenditure), power, labels=("AZE", "ISR"))


@pytest.mark.parametrize(
    ("world", "cost", "options"),
    [
        (
            [[6.5, 0.38], [3600, 2200]],
            [[0.059, 0.51], [4.2, 0.25]],
            {"theta": 16.0, "psi": 0.5, "deficits": "multiplicative"},
        ),
        (
            [[120, 2.4], [9.4, 1.7]],
            [[1.3, 1.1], [15, 1.1]],
            {"theta": 13.0, "deficits": "multiplicative-balanced"},
        ),
        (
            [[270, 2500, 0.00024], [0.34, 1, 4.9], [0.019, 1.1, 2.4]],
            [[0.4, 4.5, 19], [13, 0.34, 1.4], [0.76, 0.94, 0.34]],
            {"theta": 20.0, "deficits": "additive"},
        ),
    ],
)
def test_worlds_in_which_no_step_of_newton_helps_clear_all_the_same(world, cost, options):
    # Found among random ones of large deficits and costs: here the plain step has to be taken.
    world = np.array(world)
    r = general.solve(world, cost=np.array(cost), **options)
    assert r.residual[0] < 1e-10
    made = world.sum(axis=1) * r.output[0]
    assert_allclose(r.flows[0].sum(axis=1), made * (1 + r.world_gap[0]), rtol=1e-9)
