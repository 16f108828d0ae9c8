"""A closure reaches the market by cost and by what gets out, and only there."""

import numpy as np
import pytest
from tests.solve.markets import solve
from tests.solve.one_scenario import CASE

from accord import world as worlds
from accord.case import parse
from accord.draws import assumptions, central
from accord.engines.corridor import exposure
from accord.errors import InputError
from accord.shocks import Change, PassageEffect, Size
from accord.solve import Corridors, Effects, Shut, closed_edges
from accord.solve.effects import together


@pytest.fixture(scope="module")
def world():
    return worlds.load(2023)


def outcome(world, *shocks):
    text = CASE % " }, { ".join(shocks)
    case = parse(text, name="one", file="one.toml", world=world)
    return solve(case, world, "shocked", central(assumptions(case, world), {}))


def crude(world, *shocks):
    return outcome(world, *shocks).goods["crude-oil"]


def closure(passage, share=0.0):
    return f'kind = "closure", passages = ["{passage}"], open_share = {share}'


def test_a_passage_that_stays_open_changes_nothing(world):
    found = crude(world, closure("hormuz", 1.0))
    np.testing.assert_allclose(found.solution.price, 1.0, atol=1e-9)
    worth = world.market("crude-oil").flows.sum()  # a price is 1 within the solver's tolerance
    np.testing.assert_allclose(found.gain, 0.0, atol=1e-11 * worth)


def test_the_further_hormuz_closes_the_dearer_oil_gets_for_who_buys_it(world):
    japan = world.index("JPN")
    rises = [
        crude(world, closure("hormuz", share)).solution.price_index[0, japan]
        for share in (0.9, 0.6, 0.3)
    ]
    assert 1 < rises[0] < rises[1] < rises[2]


def test_the_gulf_is_stuck_behind_hormuz_and_nobody_else(world):
    shut = Shut(close=frozenset({"hormuz"}))
    found = Corridors(world).rerouted(world.market("crude-oil"), shut)
    stranded = {world.states[i] for i in np.flatnonzero(found.stranded > 0.01)}
    assert stranded <= {"ARE", "BHR", "IRN", "IRQ", "KWT", "OMN", "QAT", "SAU"}
    assert {"IRQ", "KWT", "SAU"} <= stranded
    # Saudi Arabia and the Emirates have pipelines around it, Kuwait has none.
    at = world.index
    assert found.stranded[at("SAU")] < found.stranded[at("KWT")]


def test_a_closed_suez_makes_the_gulf_dearer_for_europe_and_not_for_asia(world):
    shut = Shut(close=frozenset({"suez-canal"}))
    found = Corridors(world).rerouted(world.market("crude-oil"), shut)
    rise = np.zeros((len(world.states),) * 2)
    for mask, ratio in found.rise:
        rise[mask] = ratio
    at = world.index
    assert rise[at("IRQ"), at("ITA")] > 0.001
    assert rise[at("IRQ"), at("IND")] == 0
    assert (rise >= 0).all()


def test_the_order_of_closures_makes_no_difference(world):
    one, two = closure("hormuz", 0.5), closure("turkish-straits", 0.25)
    np.testing.assert_array_equal(crude(world, one, two).gain, crude(world, two, one).gain)


def test_closures_of_one_size_act_together_and_of_two_apart():
    def effect(name, share):
        return PassageEffect(goods=("coal",), close=(name,), size=Size(magnitude=share))

    (same,) = together([effect("a", 0.2), effect("b", 0.2)])
    assert same.shut == Shut(close=frozenset({"a", "b"}))
    assert len(together([effect("a", 0.2), effect("b", 0.3)])) == 2
    other_way = together([effect("b", 0.3), effect("a", 0.2)])
    assert other_way == together([effect("a", 0.2), effect("b", 0.3)])


def test_a_closure_is_for_the_goods_that_it_names():
    effect = PassageEffect(goods=("coal",), close=("a",), size=Size(magnitude=0.2))
    effects = Effects(changes=(Change(passages=(effect,)),))
    assert [c.shut for c in effects.closings("coal")] == [Shut(close=frozenset({"a"}))]
    assert effects.closings("lng") == ()
    assert effects.shut("coal") == effects.shut() == Shut(close=frozenset({"a"}))
    assert not effects.shut("lng")


def test_a_veto_hurts_those_behind_it_and_leaves_the_vetoers_own_trade(world):
    found = crude(world, 'kind = "veto", by = ["RUS"], open_share = 0.0')
    loss = found.gain[0]
    assert loss[world.index("KAZ")] < -1e8
    assert loss[world.index("RUS")] > -1e8


def test_a_gas_line_that_closes_leaves_the_market_of_crude_out(world):
    assert not outcome(world, closure("turkstream")).goods


def test_what_does_not_run_in_the_year_cannot_be_closed(world):
    with pytest.raises(InputError, match=r'"nord-stream-1" cannot be closed in 2023.*2011-2022'):
        outcome(world, closure("nord-stream-1"))


def test_money_adds_up_under_a_closure(world):
    s = crude(world, closure("hormuz", 0.5)).solution
    paid = s.spending.sum(axis=1)
    got = s.revenue.sum(axis=1) + s.real_cost + s.toll_revenue.sum(axis=1)
    got = got + s.ration_rent.sum(axis=1)
    np.testing.assert_allclose(paid, got, rtol=1e-9)


def test_the_less_other_ways_take_over_the_more_is_lost(world):
    def loss(takeover):
        shock = f'kind = "closure", passages = ["cpc"], open_share = 0.9, takeover = {takeover}'
        text = (CASE % shock).replace(
            "[goods.crude-oil]",
            "[assumptions.alike]\ndistribution = 'uniform'\nlow = 19\nhigh = 21\n"
            "[goods.crude-oil]\nsigma = 'alike'",
        )
        case = parse(text, name="one", file="one.toml", world=world)
        found = solve(case, world, "shocked", central(assumptions(case, world), {}))
        return -found.goods["crude-oil"].gain[0, world.index("KAZ")]

    losses = [loss(share) for share in (1.0, 0.5, 0.0)]
    assert 0 < losses[0] < losses[1] < losses[2]
    assert losses[2] > 3e8


def test_grades_that_are_no_substitutes_let_a_closed_pipeline_pay_for_itself(world):
    """Said in the docs: with a low elasticity scarcity raises the price of what is left."""
    found = crude(world, 'kind = "closure", passages = ["cpc"], open_share = 0.9, takeover = 0.0')
    assert found.solution.price[0, world.index("KAZ")] > 1.01


# ------------------------------------------------------------------ what opens and closes


def transit(world, *, use=()):
    """Share of Azerbaijan's crude that must pass Turkey, with lines in use that aren't."""
    splits = world.splits().filter(state="AZE", good="crude-oil", direction="export")
    return exposure(
        Corridors(world).network,
        "AZE",
        "crude-oil",
        "TUR",
        splits=splits.iter_rows(named=True),
        year=splits["year"].max(),
        use=use,
    ).must


def test_a_gas_line_that_comes_into_use_takes_no_crude_around_turkey(world):
    # A line opened by name opened all lines of its status: 5.4 % of the crude went by another.
    assert transit(world, use=("yamal-europe",)) == transit(world)


def test_opening_a_line_opens_that_line_alone(world):
    network = Corridors(world).network
    before, after = network.opening(year=2023), network.opening(year=2023, use=["yamal-europe"])
    opened = np.flatnonzero(after.edges & ~before.edges)
    assert {network.edges.line[edge] for edge in opened} == {"yamal-europe"}
    shut = network.opening(year=2023, use=["yamal-europe"], close=["yamal-europe"])
    np.testing.assert_array_equal(shut.edges, before.edges)


def closed(world, shut, good="crude-oil"):
    """Lines that are closed, each with what by."""
    network = Corridors(world).network
    found = closed_edges(network, shut, good)
    return {(network.edges.line[edge], by) for edge, by in found.items()}


def test_a_railway_through_a_closed_state_is_closed_as_a_pipeline_is(world):
    lines = closed(world, Shut(avoid=frozenset({"RUS"})))
    assert {("cpc", "RUS"), ("orenburg-tashkent", "RUS"), ("moscow-saratov", "RUS")} <= lines
    assert "btc" not in {line for line, _ in lines}


def test_a_closed_border_shuts_what_crosses_it_and_no_good_that_can_not_use_it(world):
    shut = Shut(close=frozenset({"cpc"}))
    assert closed(world, shut) == {("cpc", "cpc")}
    assert closed(world, shut, "coal") == set()


def test_a_pipeline_that_is_cut_is_cut_whole(world):
    network = Corridors(world).network
    found = closed_edges(network, Shut(avoid=frozenset({"GEO"})), "crude-oil")
    btc = {edge for edge, line in enumerate(network.edges.line) if line == "btc"}
    assert btc <= set(found)
    assert len({network.state[network.edges.tail[edge]] for edge in btc}) > 1
