"""Every shock's money reaches whom the shock names, and nobody else."""

import numpy as np
import pytest
from tests.solve.markets import solve
from tests.solve.one_scenario import CASE

from accord import world as worlds
from accord.case import parse
from accord.draws import assumptions, central
from accord.errors import InputError


@pytest.fixture(scope="module")
def world():
    return worlds.load(2023)


def outcome(world, shock, horizon=None):
    case = parse(CASE % shock, name="one", file="one.toml", world=world)
    drawn = central(assumptions(case, world), {})
    return solve(case, world, "shocked", drawn, horizon).goods["crude-oil"]


def received_by(world, found, state):
    return found.received[0, world.index(state)]


@pytest.mark.parametrize(
    ("shock", "state"),
    [
        ('kind = "toll", to = "GEO", suppliers = ["AZE"], buyers = ["ISR"], share = 0.05', "GEO"),
        ('kind = "tariff", by = ["USA"], on = ["CAN"], rate = 0.1', "USA"),
        ('kind = "specific-tariff", by = ["ISR"], on = ["AZE"], share = 0.1', "ISR"),
        (
            'kind = "quota", by = ["ITA"], on = ["AZE"], good = "crude-oil", ratio = 0.5, '
            'rent_to = "ITA"',
            "ITA",
        ),
        (
            'kind = "quota", by = ["ITA"], on = ["AZE"], good = "crude-oil", ratio = 0.5, '
            'rent_to = "AZE"',
            "AZE",
        ),
        ('kind = "capacity", state = "SAU", good = "crude-oil", ratio = 0.9', "SAU"),
        (
            'kind = "capacity", state = "SAU", good = "crude-oil", ratio = 0.9, rent_to = "USA"',
            "USA",
        ),
        (
            'kind = "price-cap", state = "RUS", good = "crude-oil", ratio = 0.8, rent_to = "IND"',
            "IND",
        ),
    ],
)
def test_the_money_goes_to_whom_the_shock_names_and_to_nobody_else(world, shock, state):
    found = outcome(world, shock)
    s = found.solution
    brought = sum(
        a.sum() for a in (s.tariff_revenue, s.toll_revenue, s.quota_rent, s.capacity_rent)
    )
    assert brought > 0
    assert received_by(world, found, state) == pytest.approx(brought, rel=1e-12)
    assert np.delete(found.received, world.index(state), axis=1).sum() == 0


@pytest.mark.parametrize(
    "shock",
    [
        'kind = "freight", suppliers = ["AZE"], buyers = ["ISR"], change_of_cost = 0.05',
        'kind = "lost-supply", state = "AZE", good = "crude-oil", share = 0.3',
        'kind = "spare-capacity", state = "SAU", good = "crude-oil", share = 0.05',
        'kind = "new-link", supplier = "AZE", buyer = "MEX", good = "crude-oil", seed = 0.05',
    ],
)
def test_a_shock_without_a_recipient_pays_nobody(world, shock):
    found = outcome(world, shock)
    assert (found.received == 0).all()
    assert np.abs(found.gain).max() > 1e5


def test_a_price_cap_holds_what_the_supplier_is_paid(world):
    found = outcome(
        world,
        'kind = "price-cap", state = "RUS", good = "crude-oil", ratio = 0.8, rent_to = "IND"',
    )
    s, rus = found.solution, world.index("RUS")
    paid = s.revenue[0, rus] - s.capacity_rent[0, rus]
    assert paid / s.quantity[0, rus] == pytest.approx(0.8, rel=1e-9)
    assert s.price[0, rus] > 1


def test_a_quota_limits_what_passes(world):
    found = outcome(
        world,
        'kind = "quota", by = ["EU-27"], on = ["KAZ"], good = "crude-oil", ratio = 0.4, '
        'rent_to = "EU-27"',
    )
    inside = np.isin(world.states, world.expand("EU-27"))
    links = np.outer(np.array(world.states) == "KAZ", inside)
    before = world.market("crude-oil").flows[links].sum()
    assert found.solution.quantity_on(links)[0] == pytest.approx(0.4 * before, rel=1e-9)
    members = found.received[0, inside]
    assert members == pytest.approx(np.full(27, members.sum() / 27))


def test_a_new_link_carries_what_its_seed_says_where_prices_stay(world):
    found = outcome(
        world,
        'kind = "new-link", supplier = "AZE", buyer = "MEX", good = "crude-oil", seed = 0.01',
    )
    links = np.outer(np.array(world.states) == "AZE", np.array(world.states) == "MEX")
    spending = world.market("crude-oil").flows[:, world.index("MEX")].sum()
    assert found.solution.quantity_on(links)[0] / spending == pytest.approx(0.01, rel=0.05)


def test_a_new_link_between_states_that_trade_is_refused(world):
    with pytest.raises(InputError, match=r"AZE sells ISR crude-oil .* already"):
        outcome(
            world,
            'kind = "new-link", supplier = "AZE", buyer = "ISR", good = "crude-oil", seed = 0.1',
        )


def test_more_supply_lowers_prices_and_less_raises_them(world):
    more = outcome(
        world, 'kind = "spare-capacity", state = "SAU", good = "crude-oil", share = 0.05'
    )
    less = outcome(world, 'kind = "lost-supply", state = "SAU", good = "crude-oil", share = 0.05')
    japan = world.index("JPN")
    assert more.solution.price_index[0, japan] < 1 < less.solution.price_index[0, japan]


BAN = 'kind = "embargo", by = ["ITA"], on = ["AZE"], evasion = 0.2, evasion_cost = 0.1'


def test_who_helps_to_evade_earns_the_part_of_its_cost_that_is_said(world):
    nobody, some, all_ = (
        outcome(world, BAN + f', via = ["TUR", "GEO"], via_gets = {part}')
        for part in (0.0, 0.5, 1.0)
    )
    helpers = [world.index("TUR"), world.index("GEO")]
    assert nobody.received[0, helpers].sum() == 0
    assert some.received[0, helpers[0]] == some.received[0, helpers[1]] > 0
    for found in (some, all_):
        s = found.solution
        earned = found.received[0, helpers].sum()
        assert earned == pytest.approx(s.toll_revenue.sum(), rel=1e-12)
        paid = s.revenue.sum() + s.real_cost[0] + s.toll_revenue.sum() + s.ration_rent.sum()
        assert s.spending.sum() == pytest.approx(paid, rel=1e-9)
    assert all_.solution.real_cost[0] == pytest.approx(0, abs=1.0)
    assert nobody.solution.real_cost[0] > some.solution.real_cost[0] > 1e6


def test_what_buyers_would_pay_beyond_the_cost_of_evading_is_the_suppliers_who_evades(world):
    found = outcome(world, BAN)
    s, aze = found.solution, world.index("AZE")
    assert found.received[0, aze] == s.ration_rent.sum() > 0
    assert np.delete(found.received, aze, axis=1).sum() == 0
    links = np.outer(np.array(world.states) == "AZE", np.array(world.states) == "ITA")
    brought = s.price[0, aze] * s.quantity_on(links)[0] + found.received[0, aze]
    assert s.revenue_on(links)[0] == pytest.approx(brought, rel=1e-9)
    assert found.gain[0, aze] < 0  # and yet the ban costs it more


def test_a_state_may_have_an_elasticity_of_its_own(world):
    text = (CASE % 'kind = "lost-supply", state = "RUS", good = "crude-oil", share = 0.3').replace(
        "[goods.crude-oil]",
        "[assumptions.stiff]\ndistribution = 'uniform'\nlow = 0.0\nhigh = 0.02\n"
        "[goods.crude-oil]\nsupply_of = { SAU = 'stiff' }",
    )
    case = parse(text, name="one", file="one.toml", world=world)
    found = solve(case, world, "shocked", central(assumptions(case, world), {}))
    s = found.goods["crude-oil"].solution
    output = world.market("crude-oil").flows.sum(axis=1)
    rise = s.quantity[0] / np.maximum(output, 1.0)
    assert "stiff" in found.used
    assert 1 < rise[world.index("SAU")] < rise[world.index("ARE")]
