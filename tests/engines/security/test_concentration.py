"""Effective suppliers behave like a number of suppliers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accord.engines.security import effective_suppliers, hhi, one_market
from accord.errors import QuantityError

S, B = ("AZE", "KAZ", "RUS"), ("ISR", "ITA")
supplies = arrays(float, (4, 3, 2), elements=st.floats(1.0, 1e6))  # draw, S, B


def test_a_half_a_third_and_a_sixth_count_for_36_fourteenths():
    assert effective_suppliers(np.array([[3.0], [2.0], [1.0]])) == pytest.approx(36 / 14)


def test_a_monopoly_has_an_index_of_one_and_four_equals_of_a_quarter():
    supply = np.array([[7.0, 2.0], [0.0, 2.0], [0.0, 2.0], [0.0, 2.0]])
    np.testing.assert_array_equal(hhi(supply), [1.0, 0.25])


def test_a_buyer_without_supply_has_no_number_and_the_others_keep_theirs():
    assert np.isnan(effective_suppliers(np.array([[0.0, 1.0], [0.0, 1.0]]))).tolist() == [
        True,
        False,
    ]


@given(supplies, st.floats(1e-3, 1e3))
def test_the_unit_does_not_matter(supply, factor):
    expected = effective_suppliers(supply)
    np.testing.assert_allclose(effective_suppliers(factor * supply), expected, rtol=1e-12)


@pytest.mark.parametrize("unit", [1e-200, 1e200])
def test_not_even_a_unit_whose_squares_run_out_of_range(unit):
    assert effective_suppliers(unit * np.array([[3.0], [2.0], [1.0]])) == pytest.approx(36 / 14)


@given(supplies)
def test_lies_between_one_and_all_and_every_draw_stands_alone(supply):
    got = effective_suppliers(supply)
    assert ((got > 1 - 1e-12) & (got < 3 + 1e-12)).all()
    np.testing.assert_array_equal(got[2], effective_suppliers(supply[2]))


@given(supplies, st.permutations(range(3)))
def test_names_of_suppliers_do_not_matter(supply, order):
    np.testing.assert_allclose(hhi(supply[:, order]), hhi(supply), rtol=1e-12)


@given(supplies)
def test_two_suppliers_that_merge_are_at_least_as_concentrated(supply):
    merged = np.stack([supply[:, 0] + supply[:, 1], supply[:, 2]], axis=1)
    assert (hhi(merged) >= hhi(supply) - 1e-12).all()


@given(supplies)
def test_a_supplier_that_sells_nothing_changes_nothing(supply):
    wider = np.concatenate([supply, np.zeros((4, 1, 2))], axis=1)
    np.testing.assert_allclose(hhi(wider), hhi(supply), rtol=1e-12)


def test_a_bloc_as_one_market_drops_what_its_members_sell_each_other():
    trade = np.array([[0.0, 5.0, 1.0], [8.0, 0.0, 1.0], [3.0, 4.0, 0.0]])
    bloc = np.array([True, True, False])
    market = one_market(trade, suppliers=bloc, buyers=bloc)
    np.testing.assert_array_equal(market, [[0.0], [0.0], [7.0]])


def test_a_negative_flow_is_named():
    with pytest.raises(QuantityError, match=r"1 of 3 .* KAZ -> ISR = -4; .*0 or more"):
        effective_suppliers(np.array([[1.0], [-4.0], [1.0]]), labels=(S, B[:1]))


def test_a_flow_that_nobody_knows_is_named_and_not_counted_as_none():
    with pytest.raises(QuantityError, match=r"first AZE -> ITA = nan"):
        hhi(np.array([[[1.0, np.nan], [1.0, 1.0], [1.0, 1.0]]]), labels=(S, B))


def test_labels_of_another_table_are_refused():
    with pytest.raises(QuantityError, match=r"shape \(2, 2\), and the labels are for \(3, 2\)"):
        hhi(np.ones((2, 2)), labels=(S, B))


def test_one_axis_is_no_table_of_supply():
    with pytest.raises(QuantityError, match="supply has 1 axes, and the last 2 are needed"):
        hhi(np.ones(3))


def test_words_are_no_quantities():
    with pytest.raises(QuantityError, match="supply holds something that is no number"):
        hhi([["much", "little"]])


def test_a_bloc_of_other_states_is_refused():
    with pytest.raises(QuantityError, match="supply 3, suppliers 2"):
        one_market(np.ones((3, 2)), suppliers=[True, False], buyers=[True, False])
