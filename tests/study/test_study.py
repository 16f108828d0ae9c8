"""A study gives one answer to one question, in any order, from any thread, by value alone."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from tests.solve.markets import BAN, JOIN, read, world
from tests.verdict.metrics.asking import ONE_LINK, inquiry, made

from accord.case.assumptions import Uniform
from accord.case.model import Scenario
from accord.draws import BATCH
from accord.engines.market import partial
from accord.errors import InputError, UnknownNameError
from accord.shocks import Embargo
from accord.study import Cells, MarketQ, RouteQ, Study
from accord.world import Added, Variant

LOST = 'kind = "lost-supply", state = "NOR", good = "crude-oil", share = '
CASE = {"joins": JOIN + '"size"', "ban": BAN, "lost": LOST + '"size"'}
HERE = [("joins", "long"), ("joins", "short"), ("ban", "short"), ("lost", "long")]


def study(draws=60, seed=1):
    return Study.of(read(**CASE), world(), draws=draws, seed=seed)


def question(of, name, horizon):
    return MarketQ(scenario=of.case.scenarios[name], good="crude-oil", horizon=horizon)


def prices(of, asked, batch=0):
    return of.ask(asked, batch).solution.price


def test_eight_threads_get_what_one_after_another_gets():
    alone, shared = study(), study()
    one_by_one = [prices(alone, question(alone, *asked)) for asked in HERE]
    order = [n % len(HERE) for n in range(32)]
    random.Random(0).shuffle(order)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: shared.ask(question(shared, *HERE[n])), order))
    for n, outcome in zip(order, found, strict=True):
        np.testing.assert_array_equal(outcome.solution.price, one_by_one[n])
        assert outcome is shared.ask(question(shared, *HERE[n]))  # solved once, whoever asked


def test_what_is_no_question_is_refused_with_what_one_is_made_of():
    of = study()
    asked = question(of, "joins", "long")
    with pytest.raises(InputError, match=r"'zz' is no question; ask a MarketQ\(scenario, good, h"):
        of.ask("zz")
    with pytest.raises(InputError, match=r"is no question; ask a RouteQ\(scenario, origin, d"):
        of.way(asked)
    with pytest.raises(InputError, match=r"'joins' is no scenario .*; give case\.scenario"):
        of.ask(replace(asked, scenario="joins"))
    for part, wrong in (("good", "lng"), ("horizon", "later"), ("model", "general")):
        with pytest.raises(UnknownNameError, match=f'no {part} "{wrong}"'):
            of.ask(replace(asked, **{part: wrong}))


def test_an_assumption_or_scenario_that_is_not_there_is_not_taken_for_one():
    of = study()
    with pytest.raises(UnknownNameError, match='no assumption "siz"; did you mean "size"'):
        of.fixed(siz=0.1)
    with pytest.raises(UnknownNameError, match=r'no scenario "jons".*; did you mean "joins"'):
        of.case.scenario("jons")


def test_the_order_of_questions_makes_no_difference():
    forth, back = study(), study()
    there = [prices(forth, question(forth, *asked)) for asked in HERE]
    again = [prices(back, question(back, *asked)) for asked in reversed(HERE)]
    for one, other in zip(there, reversed(again), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_scenario_needs_no_name():
    of = study()
    nameless = Scenario(name="", shocks=of.case.scenarios["joins"].shocks)
    named = prices(of, question(of, "joins", "long"))
    assert prices(of, MarketQ(scenario=nameless, good="crude-oil", horizon="long")) is named
    other = replace(nameless, name="else", title="another title")
    assert of.inquire().outcome(other, "long").scenario == "else"


def test_a_fixed_assumption_is_that_number_in_every_draw():
    of = study()
    fixed = of.fixed(size=0.1)
    by_hand = Study.of(read(joins=JOIN + "0.1"), world(), draws=60, seed=1)
    np.testing.assert_array_equal(
        prices(fixed, question(of, "joins", "long")),
        prices(by_hand, question(by_hand, "joins", "long")),
    )
    assert (fixed.sample["size"] == 0.1).all()
    np.testing.assert_array_equal(fixed.sample["sigma"], of.sample["sigma"])
    assert (of.sample["size"] != 0.1).any()


def test_a_revised_case_gives_what_it_gives_alone_and_solves_what_was_touched_only():
    of = study()
    before = {asked: prices(of, question(of, *asked)) for asked in HERE}
    other = read(**{**CASE, "lost": LOST + "0.5"})
    revised, alone = of.revised(other), Study.of(other, world(), draws=60, seed=1)
    for asked in HERE:
        now = prices(revised, question(revised, *asked))
        np.testing.assert_array_equal(now, prices(alone, question(alone, *asked)))
        assert (now is before[asked]) == (asked[0] != "lost")


def test_along_an_assumption_each_value_meets_the_same_draws_of_the_others():
    of = study().along("size", [0.0, 0.1, 0.2], draws=7)
    assert of.draws == 21
    assert of.sample["size"].tolist() == [0.0, 0.1, 0.2] * 7
    sigma = of.sample["sigma"].reshape(7, 3)
    assert (sigma == sigma[:, :1]).all()
    assert len(set(sigma[:, 0])) == 7


@pytest.fixture
def solved(monkeypatch):
    """The draws of every market that is solved."""
    counts = []
    solve = partial.solve

    def counted(flows, **arguments):
        counts.append(len(arguments["sigma"]))
        return solve(flows, **arguments)

    monkeypatch.setattr(partial, "solve", counted)
    return counts


def test_what_does_not_hang_on_the_assumption_that_is_followed_is_not_solved_again(solved):
    of = study(draws=8)
    lost = question(of, "lost", "long")  # of supply: no margin limits a cut of cost
    first = prices(of, lost)
    along = of.along("margin", [0.05, 0.1, 0.15], draws=5)
    np.testing.assert_array_equal(prices(along, lost), np.repeat(first[:5], 3, axis=0))
    again = along.at("supply", np.full(2, 0.5), np.array([0, 14]))
    assert not np.array_equal(prices(again, lost), first[[0, 4]])
    assert solved == [8, 2]


def test_what_does_not_reach_a_good_makes_no_other_question(solved):
    of = study(draws=8)
    joins = of.case.scenarios["joins"].shocks
    nothing = Embargo(kind="embargo", by=("RUS",), on=("MNG",), evasion=0.1, evasion_cost=0.1)
    flows, states = of.world.market("crude-oil").flows, of.world.states
    assert flows[states.index("MNG"), states.index("RUS")] == 0
    price = prices(of, question(of, "joins", "long"))
    for shocks in ((*joins, nothing), (nothing, *joins)):
        asked = MarketQ(scenario=Scenario(name="", shocks=shocks), good="crude-oil", horizon="long")
        assert prices(of, asked) is price
    assert solved == [8]


def test_later_batches_are_other_draws_of_the_same_study():
    of = study(draws=BATCH + 20)
    assert list(of.batches) == [0, 1]
    first, second = (of.inquire(batch) for batch in of.batches)
    assert (first.draws, second.draws) == (BATCH, 20)
    np.testing.assert_array_equal(second.drawn("size"), of.sample["size"][BATCH:])


def test_an_inquiry_notes_what_was_asked_and_nothing_of_another():
    of = study()
    one, other = of.inquire(), of.inquire()
    one.drawn("margin")
    one.outcome("joins")
    assert {"margin", "size", "sigma", "demand", "supply"} <= one.used
    assert one.failed is not None
    assert not one.failed.any()
    assert (other.used, other.failed) == (set(), None)


def test_a_draw_that_failed_in_any_of_several_answers_has_failed():
    one = study(draws=3).inquire()
    one.fail(np.array([True, False, False]))
    one.fail(np.array([False, False, True]))
    assert one.failed.tolist() == [True, False, True]


def test_the_world_of_a_year_is_made_once():
    of = study()
    assert of.world_of(2023) is of.world
    assert of.world_of(2021) is of.world_of(2021)
    assert of.world_of(2021).year == 2021


@pytest.mark.parametrize("name", ["size", "sigma"])
def test_what_is_held_does_not_move_what_is_drawn(name):
    of = study()
    before = prices(of, question(of, "joins", "long")).copy()
    prices(of.fixed(**{name: 5.0 if name == "sigma" else 0.15}), question(of, "joins", "long"))
    np.testing.assert_array_equal(prices(of, question(of, "joins", "long")), before)


def test_a_world_read_otherwise_answers_as_it_is_for_a_market_that_reads_the_same():
    of = study()
    asked = [question(of, "joins", "long"), question(of, "joins", "short")]
    second = of.read_as(Variant(count="second"))  # says nothing of trade
    assert all(second.ask(one) is of.ask(one) for one in asked)
    good = of.world.good(asked[0].good)
    for year, same in ((of.world.year, False), (of.world.year - 1, True)):
        more = Added(codes=good.codes, supplier="AZE", buyer="ISR", year=year, mass=5e6)
        added = of.read_as(Variant(added=(more,)))
        assert (added.ask(asked[0]) is of.ask(asked[0])) == same
    held = second.fixed(sigma=2.0)  # among those that the market is solved with
    assert held.ask(asked[0]) is not of.ask(asked[0])
    np.testing.assert_array_equal(prices(held, asked[0]), prices(of.fixed(sigma=2.0), asked[0]))


def test_along_an_assumption_a_world_read_otherwise_picks_what_was_solved_as_it_is(solved):
    of = study(draws=8)
    lost = question(of, "lost", "long")  # of supply: no margin limits a cut of cost
    first = prices(of, lost)
    along = of.read_as(Variant(count="second")).along("margin", [0.05, 0.1, 0.15], draws=5)
    np.testing.assert_array_equal(prices(along, lost), np.repeat(first[:5], 3, axis=0))
    again = along.at("margin", np.full(2, 0.2), np.array([0, 14]))
    np.testing.assert_array_equal(prices(again, lost), first[[0, 4]])
    assert solved == [8]


def test_a_case_with_other_numbers_gives_what_it_gives_alone_also_on_other_readings_of_the_world():
    of = study()
    more = Added(
        codes=of.world.good("crude-oil").codes,
        supplier="AZE",
        buyer="ISR",
        year=of.world.year,
        mass=5e6,
    )
    added = Variant(added=(more,))
    for one in (of, of.read_as(added)):
        for what in HERE:
            prices(one, question(one, *what))
    wider = replace(
        of.case,
        assumptions={
            **of.case.assumptions,
            "size": replace(
                of.case.assumptions["size"],
                distribution=Uniform(distribution="uniform", low=0.1, high=0.3),
            ),
        },
    )
    revised, alone = of.revised(wider), Study.of(wider, world(), draws=60, seed=1)
    asked = [question(alone, *one) for one in HERE]
    for now, there in ((revised, alone), (revised.read_as(added), alone.read_as(added))):
        for one in asked:
            np.testing.assert_array_equal(prices(now, one), prices(there, one))
    # What is set up before anything is drawn is the same; what hangs on the number was solved anew.
    assert revised.effects(asked[0].scenario) is of.effects(asked[0].scenario)
    assert revised.read_as(added).world is of.read_as(added).world
    assert prices(revised, asked[0]) is not prices(of, asked[0])
    assert prices(revised, asked[2]) is prices(of, asked[2])


SMALL = """
[assumptions.x]
distribution = "uniform"
low = 0
high = 10
unit = "share"
[scenarios.dear]
shocks = [{ kind = "freight", suppliers = ["AZE"], buyers = ["ISR"], change_of_cost = 7 }]
[scenarios.less-dear]
shocks = [{ kind = "freight", suppliers = ["AZE"], buyers = ["ISR"], change_of_cost = 1 }]
[scenarios.shut]
shocks = [{ kind = "closure", passages = ["pipe"] }]
"""
PIPE = {
    "nodes": "node state gives takes\n baku AZE oil -\n haifa ISR - oil",
    "edges": "from to km mode good edge\n baku haifa 500 oil-pipeline oil pipe",
}


@pytest.fixture
def small():
    return inquiry(made(trade=ONE_LINK, **PIPE), SMALL)


def test_what_groups_gain_is_what_each_outcome_says_and_the_last_market_is_noted(small):
    both = [small.case.scenarios[name] for name in ("dear", "less-dear")]
    israel = small.world.mask(("ISR",))
    found = small.gains(both, "oil", "long", israel[None])
    assert small.cells == [Cells(table="market", good="oil", years=(2023,), by="mass")]
    assert small.asked == {MarketQ(scenario=both[1], good="oil", horizon="long")}
    assert small.failed.tolist() == [False] * small.draws
    for scenario, gain in zip(both, found[:, :, 0], strict=True):
        alone = small.outcome(scenario, "long", good="oil", model="partial").gain(israel)
        np.testing.assert_allclose(gain, alone, rtol=1e-7)


def test_the_middle_that_a_case_assumes_stays_where_a_value_is_held(small):
    held = small.study.fixed(x=1.0).inquire()
    assert (held.drawn("x") == 1).all()
    assert held.median_of("x") == 5  # of 0 to 10
    assert held.used == {"x"}


def test_a_way_is_of_its_good_and_of_what_a_scenario_shuts(small):
    def way(scenario=None, good="oil", **asked):
        shocks = small.case.scenarios[scenario].shocks if scenario else ()
        there = {"origin": "baku", "destination": "haifa", "good": good, **asked}
        return small.study.way(RouteQ(scenario=Scenario(name="", shocks=shocks), **there))

    assert way()["km"] == 500
    for none in (way("shut"), way(good=None), way(modes=("sea",))):
        assert not none["feasible"]


def test_assumptions_that_the_case_draws_together_are_so_in_whatever_number_they_are_drawn():
    world = made(trade=ONE_LINK)
    two = [f'[assumptions.{n}]\ndistribution = "uniform"\nlow = 0\nhigh = 1\n' for n in "xy"]
    bound = '[draws]\ncorrelations = [{ between = ["x", "y"], rank = 0.9 }]\n'
    of = inquiry(world, "".join(two) + bound, draws=200).study
    loose = inquiry(world, "".join(two), draws=200).study
    for study in (of, of.grown(2), loose.revised(of.case)):
        drawn = study.sample
        assert np.corrcoef(drawn["x"], drawn["y"])[0, 1] == pytest.approx(0.9, abs=0.05)
    for study in (loose, of.revised(loose.case)):
        assert abs(np.corrcoef(study.sample["x"], study.sample["y"])[0, 1]) < 0.3
