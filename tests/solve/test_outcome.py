"""Shocks become arrays and the money adds up, in the real market of crude oil."""

import numpy as np
import pytest
from scipy.integrate import simpson
from scipy.interpolate import CubicSpline
from tests.solve.markets import BAN, JOIN, along, at, here, read, solve, solved, world

from accord.draws import assumptions, central, sample
from accord.errors import NotAnswered

ON_THE_WAY = 'suppliers = ["AZE", "KAZ", "IRQ"], buyers = ["ITA", "ISR"]'
TOLL = f'kind = "toll", to = "TUR", {ON_THE_WAY}, share = '
CAP = 'kind = "capacity", state = "SAU", good = "crude-oil", ratio = 0.9'
LOST = 'kind = "lost-supply", state = "NOR", good = "crude-oil", share = '


def crude(outcome):
    return outcome.goods["crude-oil"]


def baseline():
    return world().market("crude-oil").flows


def only_at(values, states, tolerance=0.0):
    """Whether an array (D, S) is zero but at some states."""
    return np.abs(values[:, ~here(*states)]).max() <= tolerance


# --------------------------------------------------------------------------------- no change


def test_without_shocks_nothing_is_solved_and_nobody_gains():
    outcome = solved(read(), "baseline")
    assert outcome.goods == {}
    assert (outcome.gain(here("AZE", "ISR")) == 0).all()


@pytest.mark.parametrize("shock", [JOIN + "0", TOLL + "0", LOST + "0"])
def test_a_shock_of_size_zero_changes_nothing(shock):
    s = crude(solved(read(nothing=shock), "nothing")).solution
    for ratio in (s.price, s.price_index):
        np.testing.assert_allclose(ratio, 1, rtol=0, atol=1e-11)
    assert np.abs(s.consumer_surplus.sum(axis=1)).max() < 1e-10 * baseline().sum()


def test_the_order_of_shocks_does_not_matter():
    shocks = (JOIN + '"size"', BAN, TOLL + "0.05", CAP, LOST + "0.3")
    case = read(there=shocks, back=shocks[::-1])
    there, back = (crude(solved(case, name, horizon="long")) for name in ("there", "back"))
    np.testing.assert_allclose(there.solution.price, back.solution.price, rtol=1e-9)
    np.testing.assert_allclose(there.gain, back.gain, rtol=1e-7, atol=1.0)
    assert there.used == back.used


# ------------------------------------------------------------------------------ what is touched


def test_an_accession_touches_the_links_between_candidates_and_members_both_ways_alone():
    (shock,) = read(joins=JOIN + "0.02").scenarios["joins"].shocks
    (effect,) = shock.change(world(), ("crude-oil",)).links
    touched = {(world().states[i], world().states[j]) for i, j in np.argwhere(effect.mask)}
    pairs = {(c, m) for c in ("AZE", "KAZ") for m in ("ISR", "USA")}
    assert touched == pairs | {(m, c) for c, m in pairs}
    assert effect.instrument == "cost"


@pytest.mark.parametrize(
    ("direction", "banned"),
    [("imports", {("KAZ", "RUS")}), ("exports", {("RUS", "KAZ")})],
)
def test_an_embargo_bans_what_its_direction_says(direction, banned):
    text = (
        f'kind = "embargo", by = ["RUS"], on = ["KAZ"], direction = "{direction}", '
        "evasion = 0.2, evasion_cost = 0.1"
    )
    (shock,) = read(ban=text).scenarios["ban"].shocks
    for effect in shock.change(world(), ("crude-oil",)).links:
        found = {(world().states[i], world().states[j]) for i, j in np.argwhere(effect.mask)}
        assert found == banned
    assert {e.instrument for e in shock.change(world(), ("crude-oil",)).links} == {"ration", "cost"}


def test_of_a_banned_link_what_evades_arrives_or_less_where_evading_is_too_dear():
    # With prices nearly fixed (elastic supply) a link whose way is dearer by a tenth is wanted
    # 1.1^-sigma as much, up to what the buyer's index does: 0.62 at 5, 0.149 at 20.
    case = read(ban=BAN)
    outcome = along(case, "ban", sigma=np.array([5.0, 20.0]), supply=np.full(2, 1e4))
    kaz, chn = at("KAZ", "CHN")
    link = np.zeros(baseline().shape, dtype=bool)
    link[kaz, chn] = True
    s = crude(outcome).solution
    left = s.quantity_on(link) / baseline()[kaz, chn]
    eta = assumptions(case, world())["demand"].distribution.central
    index = s.price_index[1, chn]
    assert left[0] == pytest.approx(0.2, rel=1e-9)
    assert left[1] == pytest.approx(1.1**-20.0 * index ** (20.0 - eta), rel=2e-3)


# ------------------------------------------------------------------------------------ the margin


def test_a_cut_beyond_the_margin_is_capped_there_and_counted():
    capped = crude(solved(read(margin=True, joins=JOIN + "0.5"), "joins"))
    assert capped.capped == 1
    as_margin = crude(solved(read(joins=JOIN + '"margin"'), "joins"))
    np.testing.assert_array_equal(capped.solution.price, as_margin.solution.price)
    assert "margin" in capped.used


def test_a_cut_within_the_margin_is_not_capped():
    free = crude(solved(read(joins=JOIN + "0.04"), "joins"))
    within = crude(solved(read(margin=True, joins=JOIN + "0.04"), "joins"))
    assert within.capped == 0
    np.testing.assert_array_equal(free.solution.price, within.solution.price)


def test_the_share_of_capped_draws_is_that_of_the_draws():
    case = read(margin=True, joins=JOIN + '"size"')
    drawn = sample(assumptions(case, world()), draws=50, seed=1)
    found = crude(solve(case, world(), "joins", drawn))
    assert found.capped == (drawn["size"] > drawn["margin"]).mean() > 0


# ---------------------------------------------------------------------------- who gets the money


def test_a_toll_goes_to_the_state_that_the_shock_names():
    found = crude(solved(read(passage=TOLL + "0.05"), "passage"))
    assert only_at(found.received, ["TUR"])
    taken = found.received[:, at("TUR")[0]]
    np.testing.assert_allclose(taken, found.solution.toll_revenue.sum(axis=1))
    assert (taken > 0).all()


def test_a_toll_of_a_bloc_is_split_evenly_among_its_members():
    found = crude(solved(read(passage=TOLL.replace('"TUR"', '"OTS"') + "0.05"), "passage"))
    members = world().bloc("OTS")
    assert only_at(found.received, members)
    shares = found.received[:, here(*members)]
    np.testing.assert_allclose(shares, np.repeat(shares[:, :1], len(members), axis=1))


def test_a_tariff_goes_to_the_importer():
    tax = 'kind = "tariff", by = ["USA", "ITA"], on = ["KAZ"], rate = 0.1'
    found = crude(solved(read(tax=tax), "tax"))
    assert only_at(found.received, ["USA", "ITA"])
    assert (found.received[:, at("USA", "ITA")] > 0).all()


def test_the_rent_of_a_cap_goes_to_the_supplier_or_to_whom_the_case_says():
    mine = crude(solved(read(cap=CAP), "cap"))
    other = crude(solved(read(cap=CAP + ', rent_to = "USA"'), "cap"))
    assert only_at(mine.received, ["SAU"])
    assert only_at(other.received, ["USA"])
    np.testing.assert_array_equal(mine.received[:, at("SAU")], other.received[:, at("USA")])
    assert (mine.solution.capacity_rent[:, at("SAU")] > 0).all()
    np.testing.assert_allclose(mine.gain.sum(axis=1), other.gain.sum(axis=1), rtol=1e-9)


# -------------------------------------------------------------------------------- money adds up


@pytest.mark.parametrize(
    "shocks",
    [(JOIN + '"size"',), (BAN,), (TOLL + "0.1", JOIN + '"size"'), (CAP, TOLL + "0.1", BAN)],
    ids=["cost", "embargo", "toll and cost", "cap, toll and embargo"],
)
def test_what_buyers_spend_is_what_is_earned_received_or_lost_on_the_way(shocks):
    found = crude(solved(read(it=shocks), "it"))
    s = found.solution
    capped = s.capacity_rent.sum(axis=1)  # within revenue already
    earned = s.revenue.sum(axis=1) + s.real_cost + found.received.sum(axis=1) - capped
    np.testing.assert_allclose(s.spending.sum(axis=1), earned, rtol=1e-9)


def test_a_cut_of_real_cost_gains_the_world_what_it_saves_along_the_way():
    path = np.linspace(0, 0.2, 41)
    case = read(joins=JOIN + '"size"')
    outcome = along(case, "joins", size=path)
    mask = case.scenarios["joins"].shocks[0].change(world(), ("crude-oil",)).links[0].mask
    s = crude(outcome).solution
    by_seller = np.zeros((4, *mask.shape), dtype=bool)
    sellers = at("AZE", "KAZ", "ISR", "USA")
    by_seller[np.arange(4), sellers] = mask[sellers]
    saved_on_each = CubicSpline(path, s.price[:, sellers] * path[:, None])  # a share of its price
    saved = (s.quantity_on(by_seller) * saved_on_each(path, 1)).sum(axis=1)
    world_gain = outcome.gain(np.ones(len(world().states), dtype=bool))
    assert world_gain[-1] == pytest.approx(simpson(saved, x=path), rel=1e-6)
    assert world_gain[-1] > 0


def test_a_toll_costs_the_world_the_trade_that_it_deters():
    path = np.linspace(0, 0.2, 41)
    case = read(passage=TOLL + '"size"')
    outcome = along(case, "passage", size=path)
    mask = case.scenarios["passage"].shocks[0].change(world(), ("crude-oil",)).links[0].mask
    arriving = crude(outcome).solution.quantity_on(mask)
    lost = path[-1] * arriving[-1] - simpson(arriving, x=path)  # integral of the toll over dq
    world_gain = outcome.gain(np.ones(len(world().states), dtype=bool))
    assert world_gain[-1] == pytest.approx(lost, rel=1e-6)
    assert world_gain[-1] < 0


def test_gain_of_some_states_is_the_sum_of_each_and_all_horizons_are_of_the_same_draws():
    outcome = solved(read(joins=JOIN + '"size"'), "joins")
    each = np.sum([outcome.gain(here(s)) for s in ("ISR", "USA", "AZE")], axis=0)
    np.testing.assert_allclose(outcome.gain(here("ISR", "USA", "AZE")), each, rtol=1e-12)
    assert outcome.draws == 12


# -------------------------------------------------------------------------------- lost supply


def test_what_is_left_of_lost_supply_lies_on_its_own_curve():
    case = read(lost=LOST + "0.6")
    drawn = sample(assumptions(case, world()), draws=12, seed=1)
    found = crude(solve(case, world(), "lost", drawn)).solution
    (norway,) = at("NOR")
    output = baseline()[norway].sum()
    on_curve = 0.4 * output * found.price[:, norway] ** drawn["supply"]
    np.testing.assert_allclose(found.quantity[:, norway], on_curve, rtol=1e-9)
    assert (found.price[:, norway] > 1).all()


def test_a_state_that_loses_all_supply_sells_nothing_and_loses_all_its_surplus():
    case = read(lost=LOST + "1")
    drawn = sample(assumptions(case, world()), draws=12, seed=1)
    found = crude(solve(case, world(), "lost", drawn)).solution
    (norway,) = at("NOR")
    assert (found.quantity[:, norway] == 0).all()
    np.testing.assert_allclose(
        found.producer_surplus[:, norway], -baseline()[norway].sum() / (1 + drawn["supply"])
    )
    assert np.isfinite(found.price).all()


# ------------------------------------------------------------------- horizons, goods, exports


def test_an_embargo_is_answered_in_the_short_run_and_an_accession_in_the_long():
    case = read(ban=BAN, joins=JOIN + "0.02", both=(BAN, JOIN + "0.02"))
    horizons = {name: solved(case, name).horizon for name in ("ban", "joins", "both")}
    assert horizons == {"ban": "short", "joins": "long", "both": "short"}
    assert solved(case, "ban", horizon="long").horizon == "long"


def test_exports_are_what_is_sold_abroad_at_todays_prices():
    found = crude(solved(read(nothing=JOIN + "0"), "nothing"))
    sellers = np.array(at("KAZ", "SAU"))
    flows = baseline()
    abroad = flows[sellers].sum(axis=1) - flows[sellers, sellers]
    np.testing.assert_allclose(found.exports(sellers), np.tile(abroad, (12, 1)), rtol=1e-9)
    to_china = flows[sellers][:, at("CHN")].sum(axis=1)
    np.testing.assert_allclose(
        found.exports(sellers, here("CHN"))[:, 1], np.tile(to_china, (12, 1)), rtol=1e-9
    )


# --------------------------------------------------------------------- the homogeneous limit


def test_a_large_sigma_comes_near_the_homogeneous_good_where_supply_is_lost():
    case = read(lost=LOST.replace("NOR", "SAU") + "0.6")
    assumed = assumptions(case, world())
    pooled = crude(
        solve(
            case, world(), "lost", central(assumed, {"sigma": np.array([np.inf])}), model="pooled"
        )
    )
    prices = [
        crude(along(case, "lost", sigma=np.array([sigma]))).solution.price_index[0]
        for sigma in (10.0, 400.0)
    ]
    buyers = at("ITA", "CHN", "USA", "IND")
    far, near = (np.abs(p[buyers] - pooled.solution.price_index[0, buyers]).max() for p in prices)
    assert near < far / 3
    assert (
        near < 0.01
    )  # what is left: markets that trade with no other stay apart, Iran's above all
    assert pooled.solution.price[0, 0] > 1.0


def test_in_the_homogeneous_limit_links_leave_no_trace_and_flows_are_refused():
    case = read(ban=BAN, both=(BAN, LOST + "0.5"))
    drawn = central(assumptions(case, world()), {"sigma": np.array([np.inf])})
    assert solve(case, world(), "ban", drawn, model="pooled").goods == {}
    with pytest.raises(NotAnswered, match="no flows"):
        crude(solve(case, world(), "both", drawn, model="pooled")).exports(np.array([0]))


def test_in_the_homogeneous_limit_the_rent_of_a_cap_goes_to_whom_the_case_says():
    case = read(cap=CAP + ', rent_to = "USA"')
    drawn = central(assumptions(case, world()), {"sigma": np.array([np.inf])})
    assert only_at(crude(solve(case, world(), "cap", drawn, model="pooled")).received, ["USA"])


def test_in_the_homogeneous_limit_a_closed_strait_counts_for_the_oil_that_is_stuck_behind_it():
    case = read(
        hormuz='kind = "closure", passages = ["hormuz"], open_share = 0.5',
        suez='kind = "closure", passages = ["suez"], open_share = 0.0',
    )
    drawn = central(assumptions(case, world()), {"sigma": np.array([np.inf])})
    dearer = crude(solve(case, world(), "hormuz", drawn, model="pooled")).solution.price
    assert (dearer > 1.02).all()
    assert (
        solve(case, world(), "suez", drawn, model="pooled").goods == {}
    )  # a longer way leaves no trace
