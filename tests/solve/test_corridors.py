"""A closure reaches the market by cost and by what gets out, and only there."""

import numpy as np
import pytest
from tests.small_world import small_world
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
from accord.world import Added, Variant


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


def test_what_also_shuts_and_carries_none_of_it_leaves_what_is_stuck_as_it_stands(world):
    corridors, crude_oil = Corridors(world), world.market("crude-oil")
    gulf = corridors.rerouted(crude_oil, Shut(close=frozenset({"hormuz"})))
    both = corridors.rerouted(crude_oil, Shut(close=frozenset({"hormuz", "kiel-canal"})))
    assert both.stranded.tolist() == gulf.stranded.tolist()
    assert both.unserved.tolist() == gulf.unserved.tolist()
    assert both.lines == gulf.lines


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


# ------------------------------------------------------------------ by hand

NODES = """
    node     state  gives    takes
    baku     AZE    oil;gas  -
    tbilisi  GEO    -        -
    novo     RUS    -        -
    haifa    ISR    -        oil;gas
"""
EDGES = """
    from     to       km    mode          capacity  unit   edge     good
    baku     tbilisi  500   oil-pipeline  0.3       Mt/a   west     oil
    tbilisi  haifa    700   oil-pipeline  0.3       Mt/a   west-2   oil
    baku     novo     1000  oil-pipeline  0.1       Mt/a   north    oil
    novo     haifa    1500  oil-pipeline  0.1       Mt/a   north-2  oil
    baku     haifa    800   gas-pipeline  10        bcm/a  pipe     gas
"""
IMPORTS = """
    state  good  direction  year  via                 quantity
    ISR    oil   import     2021  baku;novo;haifa     90
    ISR    oil   import     2022  baku;tbilisi;haifa  15
    ISR    oil   import     2022  baku;novo;haifa     5
    ISR    gas   import     2022  baku;haifa          70
    ISR    oil   export     2022  haifa;novo;baku     60
"""
WEST = Shut(close=frozenset({"west"}))


@pytest.fixture(scope="module")
def small():
    """Azerbaijan makes a million tonnes at 100 US$ and sells half of it to Israel."""
    return small_world(
        trade="supplier buyer value_usd mass_t\n AZE ISR 50e6 0.5e6",
        production="state quantity\n AZE 1e6",
        nodes=NODES, edges=EDGES, splits=IMPORTS, states=("GEO", "RUS"),
    )  # fmt: skip


def test_what_only_touches_a_closed_state_is_closed_too(small):
    # Each line ends in Georgia, or begins there; none lies within it.
    assert closed(small, Shut(avoid=frozenset({"GEO"})), "oil") == {
        ("west", "GEO"), ("west-2", "GEO"),
    }  # fmt: skip


def told(here, found):
    """Tell what a market notices of its only link and of its two states."""
    aze, isr = here.index("AZE"), here.index("ISR")
    alone = np.zeros((len(here.states),) * 2, bool)
    alone[aze, isr] = True
    for of_links in (found.by_it, found.cut_off):
        np.testing.assert_array_equal(of_links[~alone], 0)
    for of_states, whose in ((found.stranded, aze), (found.unserved, isr)):
        np.testing.assert_array_equal(np.delete(of_states, whose), 0)
    rise = [ratio for mask, ratio in found.rise if (mask == alone).all()]
    assert len(rise) == len(found.rise)
    return {
        "rise": rise, "cut_off": bool(found.cut_off[aze, isr]), "stranded": found.stranded[aze],
        "through": found.through[aze], "by_it": found.by_it[aze, isr],
        "unserved": found.unserved[isr], "lines": found.lines,
    }  # fmt: skip


def test_what_a_shut_line_does_to_a_market_is_reckoned_by_hand(small):
    # 12 US$ a tonne by the west, 25 by the north, on 100: 13 % dearer. 0.4 of 0.5 Mt got through,
    # and 0.1 does now: 0.3 are missing of 0.5 that Israel buys, and stranded of the 1 Mt made. Half
    # of what is made went that way. By the newest published imports it was 15 of 20.
    assert told(small, Corridors(small).rerouted(small.market("oil"), WEST)) == {
        "rise": [pytest.approx(0.13)], "cut_off": False, "stranded": pytest.approx(0.3),
        "through": pytest.approx(0.5), "by_it": pytest.approx(0.75),
        "unserved": pytest.approx(0.6), "lines": {"west", "west-2"},
    }  # fmt: skip


def test_where_no_way_is_left_all_is_cut_off_and_nothing_came_by_it(small):
    # 0.4 Mt got through and nothing does: 4/5 of what is bought, 2/5 of what is made.
    both = Shut(close=frozenset({"west", "north"}))
    assert told(small, Corridors(small).rerouted(small.market("oil"), both)) == {
        "rise": [], "cut_off": True, "stranded": pytest.approx(0.4),
        "through": pytest.approx(0.5), "by_it": 0.0,
        "unserved": pytest.approx(0.8), "lines": {"west", "west-2", "north", "north-2"},
    }  # fmt: skip


def test_a_reading_of_the_world_has_its_own_trade_and_shares_what_reads_the_same(small):
    as_it_is = Corridors(small)
    other, more = (
        Variant(count="second"),
        Variant(added=(Added(codes=small.goods["oil"].codes, supplier="AZE", buyer="ISR",
                             year=2023, mass=0.25e6),)),
    )  # fmt: skip
    expected = as_it_is.rerouted(small.market("oil"), WEST)
    same = small.read_as(other)
    found = Corridors(same, as_it_is=as_it_is).rerouted(same.market("oil"), WEST)
    assert found is expected
    # Of 0.75 Mt that are bought 0.3 are missing.
    added = small.read_as(more)
    found = Corridors(added, as_it_is=as_it_is).rerouted(added.market("oil"), WEST)
    assert told(added, found)["unserved"] == pytest.approx(0.4)
