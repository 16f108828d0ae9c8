"""A market is solved for the draws that differ, and its outcome is the sum of what each gets."""

import numpy as np
import pytest
from tests.solve.markets import JOIN, here, read, world

from accord.draws import assumptions, sample
from accord.solve import Corridors, Effects, GoodOutcome, Market, Outcome, effects_of
from accord.solve.market import distinct
from accord.study import MarketQ, Study


class Counts:
    """A solution of two draws and three states with round numbers."""

    shape = (3, 3)
    consumer_surplus = np.array([[1.0, 2.0, 4.0], [-1.0, -2.0, -4.0]])
    producer_surplus = np.array([[10.0, 20.0, 40.0], [0.0, 0.0, 0.0]])
    price = np.array([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]])
    failed = np.array([False, True])

    def revenue_on(self, links):
        """As many as the links are, 1, 10 and 100 for the buyers, at the supplier's price."""
        return np.stack([(links * [1, 10, 100] * p[:, None]).sum(axis=(1, 2)) for p in self.price])


GOOD = GoodOutcome(
    good="coal",
    model="partial",
    solution=Counts(),
    received=np.array([[100.0, 200.0, 400.0], [0.0, 0.0, 0.0]]),
    capped=0.5,
    used=frozenset({"sigma"}),
)
OTHER = GoodOutcome(
    good="lng",
    model="partial",
    solution=Counts(),
    received=np.zeros((2, 3)),
    capped=0.0,
    used=frozenset({"cut"}),
)


def test_a_gain_is_both_surpluses_and_what_is_received():
    np.testing.assert_array_equal(GOOD.gain, [[111, 222, 444], [-1, -2, -4]])
    np.testing.assert_array_equal(GOOD.gain_of(np.array([True, False, True])), [555, -5])


def test_an_outcome_sums_goods_and_a_draw_that_failed_in_one_failed():
    whole = Outcome(scenario="it", horizon="long", draws=2, goods={"coal": GOOD, "lng": OTHER})
    np.testing.assert_array_equal(whole.gain(np.array([True, False, False])), [111 + 11, -2])
    assert whole.failed.tolist() == [False, True]
    assert whole.used == {"sigma", "cut"}
    nothing = Outcome(scenario="it", horizon="long", draws=2, goods={})
    assert nothing.failed.tolist() == [False, False]
    np.testing.assert_array_equal(nothing.gain(np.array([True, True, True])), [0, 0])


def test_exports_are_priced_and_hold_no_domestic_sales():
    # State 1 sells to 0 and 2: 1 + 100; at its price of 2 that is 202. State 2: 11, at 3.
    np.testing.assert_array_equal(GOOD.exports(np.array([1, 2])), [[202, 33], [101, 11]])
    to = GOOD.exports(np.array([1, 2]), np.array([True, False, False]))
    np.testing.assert_array_equal(to[:, 0], [[202, 33], [101, 11]])
    np.testing.assert_array_equal(to[:, 1], [[2, 3], [1, 1]])


# ----------------------------------------------------------------------------- draws that differ


def test_draws_are_told_apart_by_any_number_and_kept_in_their_order():
    first, kind = distinct([np.array([3.0, 1, 3, 1, 3]), np.array([0.0, 0, 0, 5, 0])])
    assert first.tolist() == [0, 1, 3]
    assert kind.tolist() == [0, 1, 0, 2, 0]


def market(**scenarios):
    case = read(margin=True, **scenarios)
    (name,) = scenarios
    return case, Market.of(
        case,
        Corridors(world()),
        effects_of(case, world(), case.scenarios[name]),
        "crude-oil",
        "long",
    )


def test_beyond_the_margin_a_larger_cut_is_the_same_market():
    case, of = market(joins=JOIN + '"size"')
    drawn = {
        n: np.repeat(v, 3) for n, v in sample(assumptions(case, world()), draws=4, seed=0).items()
    }
    drawn["size"] = np.tile([0.01, 0.3, 0.5], 4)  # the margin is at most 0.15
    found = of.solve(drawn)
    price = found.solution.price.reshape(4, 3, -1)
    np.testing.assert_array_equal(price[:, 1], price[:, 2])
    assert (price[:, 0] != price[:, 1]).any(axis=1).all()
    assert found.capped == pytest.approx(2 / 3)
    assert len(found.solution.steps) == 12
    alone = of.solve({n: v[[1]] for n, v in drawn.items()})
    np.testing.assert_allclose(found.solution.price[1], alone.solution.price[0], rtol=1e-9)
    sellers = np.flatnonzero(here("KAZ", "AZE"))
    np.testing.assert_allclose(found.exports(sellers)[1], alone.exports(sellers)[0], rtol=1e-9)


def test_a_market_that_nothing_touches_is_not_solved():
    case, of = market(nothing='kind = "lost-supply", state = "NOR", good = "crude-oil", share = 0')
    assert of.instruments
    untouched = Market.of(case, Corridors(world()), Effects(changes=()), "crude-oil", "long")
    drawn = sample(assumptions(case, world()), draws=3, seed=0)
    assert untouched.solve(drawn) is None
    assert untouched.solve(drawn, "pooled") is None


def test_what_a_market_hangs_on_is_all_that_its_answer_changes_with():
    case = read(
        margin=True,
        joins=JOIN + '"size"',
        toll='kind = "toll", to = "TUR", suppliers = ["KAZ"], buyers = ["ITA"], share = 0.1',
    )
    study = Study.of(case, world(), draws=20, seed=0)
    joins = MarketQ(scenario=case.scenarios["joins"], good="crude-oil", horizon="long")
    toll = MarketQ(scenario=case.scenarios["toll"], good="crude-oil", horizon="long")
    assert study.assumptions_of(joins) == {"sigma", "demand", "supply", "size", "margin"}
    assert study.assumptions_of(toll) == {"sigma", "demand", "supply"}
    assert study.fixed(size=0.1).ask(toll).solution.price is not study.ask(joins).solution.price
    np.testing.assert_array_equal(
        study.fixed(size=0.1).ask(toll).solution.price, study.ask(toll).solution.price
    )
