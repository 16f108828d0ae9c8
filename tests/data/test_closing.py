"""Closing a market moves mass to its origin, and neither makes nor loses any."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accord.data.closing import close, excess, in_order
from accord.data.flows import net_exporters_output, producer_price

S = 5
masses = st.one_of(st.just(0.0), st.floats(1e-3, 1e3))
flows_and_output = st.tuples(
    arrays(float, (S, S), elements=masses), arrays(float, S, elements=masses)
)


def without_diagonal(flows):
    return flows * (1 - np.eye(len(flows)))


def test_a_hub_hands_on_what_it_bought_to_the_final_buyer():
    # 0 and 1 make 60 and 40 and sell all to hub 2, which makes 10, uses 30 and sells 80 to 3.
    flows = np.array([[0, 0, 60, 0], [0, 0, 40, 0], [0, 0, 0, 80], [0, 0, 0, 0]], dtype=float)
    closed = close(flows, np.array([60.0, 40.0, 10.0, 0.0]))
    assert closed.passed_on.tolist() == [0, 0, 70, 0]
    np.testing.assert_allclose(
        closed.mass, [[0, 0, 18, 42], [0, 0, 12, 28], [0, 0, 0, 10], [0, 0, 0, 0]], atol=1e-12
    )
    assert not closed.clipped.any()


def test_what_a_state_makes_and_does_not_sell_abroad_it_sells_at_home():
    closed = close(np.array([[9.0, 3.0], [0.0, 0.0]]), np.array([10.0, 4.0]))
    assert np.diagonal(closed.mass).tolist() == [7, 4]


def test_goods_that_come_back_through_a_hub_were_sold_at_home():
    # 0 sells 10 to the hub, which sells 6 of it back.
    closed = close(np.array([[0.0, 10.0], [6.0, 0.0]]), np.array([10.0, 0.0]))
    np.testing.assert_allclose(closed.mass, [[6, 4], [0, 0]])


def test_exports_that_nothing_explains_are_kept_and_counted():
    closed = close(np.array([[0.0, 10.0], [0.0, 0.0]]), np.array([4.0, 0.0]))
    assert closed.clipped.tolist() == [6, 0]
    assert closed.mass.tolist() == [[0, 10], [0, 0]]


def test_hubs_go_in_falling_order_of_what_they_pass_on():
    assert in_order(np.array([0.0, 2.0, 5.0, 2.0])) == [2, 1, 3]


def test_known_transit_is_handed_on_though_the_state_produces_enough():
    # 1 makes plenty, but what 2 buys of it only crosses from 0.
    flows = np.array([[0, 5, 0], [0, 0, 3], [0, 0, 0]], dtype=float)
    closed = close(flows, np.array([5.0, 9.0, 0.0]), transit=[(1, 2)])
    assert closed.transit.tolist() == [0, 3, 0]
    np.testing.assert_allclose(closed.mass, [[0, 2, 3], [0, 9, 0], [0, 0, 0]])


@given(flows_and_output)
def test_every_tonne_produced_is_sold_once(given_):
    flows, output = given_
    closed = close(flows, output)
    sold = closed.mass.sum(axis=1)
    np.testing.assert_allclose(sold, output + closed.clipped, rtol=1e-9, atol=1e-9)
    assert (closed.mass >= 0).all()


@given(flows_and_output)
def test_what_a_state_uses_is_what_it_made_and_bought_less_what_it_sold(given_):
    flows, output = given_
    flows = without_diagonal(flows)
    closed = close(flows, output)
    used = output + closed.clipped + flows.sum(axis=0) - flows.sum(axis=1)
    np.testing.assert_allclose(closed.mass.sum(axis=0), used, rtol=1e-9, atol=1e-9)


@given(flows_and_output)
def test_handing_on_changes_neither_imports_nor_exports_of_others_but_for_what_came_back(given_):
    flows, output = given_
    flows = without_diagonal(flows)
    closed = close(flows, output)
    others = closed.passed_on == 0
    abroad = without_diagonal(closed.mass)
    assert (abroad.sum(axis=1)[others] <= flows.sum(axis=1)[others] + 1e-9).all()
    fell = flows.sum(axis=1) - abroad.sum(axis=1)
    np.testing.assert_allclose(fell, flows.sum(axis=0) - abroad.sum(axis=0), rtol=1e-9, atol=1e-9)


@given(flows_and_output)
def test_closing_what_is_closed_changes_nothing_where_no_hub_is_left(given_):
    flows, output = given_
    once = close(flows, output)
    if not (excess(without_diagonal(once.mass), once.mass.sum(axis=1)) > 1e-9).any():
        again = close(once.mass, once.mass.sum(axis=1))
        np.testing.assert_allclose(again.mass, once.mass, rtol=1e-9, atol=1e-9)


@given(flows_and_output, st.permutations(range(S)))
def test_the_order_of_states_does_not_matter(given_, order):
    flows, output = given_
    passed = excess(without_diagonal(flows), output)
    if len(set(passed[passed > 0])) < (passed > 0).sum():
        return  # equal hubs go in the order of states, by definition
    straight = close(flows, output).mass
    turned = close(flows[np.ix_(order, order)], output[list(order)]).mass
    np.testing.assert_allclose(turned, straight[np.ix_(order, order)], rtol=1e-6, atol=1e-6)


@given(flows_and_output, st.floats(1e-3, 1e3))
def test_the_unit_of_mass_does_not_matter(given_, factor):
    flows, output = given_
    np.testing.assert_allclose(
        close(factor * flows, factor * output).mass,
        factor * close(flows, output).mass,
        rtol=1e-6,
        atol=1e-6 * factor,
    )


def test_the_recorded_flows_are_left_as_they_were():
    flows = np.array([[0.0, 10.0], [6.0, 0.0]])
    close(flows, np.array([10.0, 0.0]))
    assert flows.tolist() == [[0, 10], [6, 0]]


def test_a_net_exporter_makes_what_it_exports_and_a_net_importer_nothing():
    flows = np.array([[0.0, 10.0, 0.0], [0.0, 0.0, 4.0], [1.0, 0.0, 0.0]])
    assert net_exporters_output(flows).tolist() == [10, 0, 0]


def test_the_price_at_the_source_is_value_over_mass_or_the_worlds_median():
    mass = np.array([[0.0, 10.0, 5.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]])
    value = np.array([[0.0, 20.0, 25.0], [0.0, 0.0, 9.0], [0.0, 0.0, 0.0]])
    assert producer_price(value, mass).tolist() == pytest.approx([3.0, 9.0, 5.0])
