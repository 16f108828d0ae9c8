"""Outside of a bloc has three answers, and they are kept apart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accord.engines.security import outside, part_of_outside, passage_share
from accord.errors import ParameterError, QuantityError

S, B = ("KAZ", "RUS", "USA"), ("DEU", "ITA")
RUS = np.array([False, True, False])
amounts = st.floats(1.0, 1e6)
productions = arrays(float, (3,), elements=amounts)
imports_of = arrays(float, (4, 3, 2), elements=amounts)
crossings = arrays(float, (3, 2), elements=st.floats(0.0, 1.0))


def test_kazakh_crude_through_russia_is_outside_by_production_and_trade_not_by_passage():
    found = outside(
        np.array([2.0, 5.0, 3.0]),
        np.array([[4.0, 0.0], [4.0, 0.0], [2.0, 1.0]]),
        bloc=RUS,
        crossing=np.array([[1.0, 1.0], [1.0, 1.0], [0.0, 0.0]]),
    )
    assert found.by_production == 0.5
    np.testing.assert_allclose(found.by_trade, [0.6, 1.0])
    np.testing.assert_allclose(found.by_passage, [0.2, 1.0])


def test_output_may_be_drawn_too():
    # Russia makes 5 of 10 in one draw, and 1 of 4 in the other.
    output = np.array([[2.0, 5.0, 3.0], [1.0, 1.0, 2.0]])
    found = outside(output, np.array([[4.0], [4.0], [2.0]]), bloc=RUS)
    np.testing.assert_allclose(found.by_production, [0.5, 0.75])
    np.testing.assert_allclose(found.by_trade, [0.6])


def test_a_way_that_nobody_knows_gives_no_number_where_something_flows_on_it():
    crossing = np.array([[np.nan, np.nan], [1.0, 1.0], [0.0, 0.0]])
    imports = np.array([[4.0, 0.0], [4.0, 0.0], [2.0, 1.0]])
    found = outside(np.ones(3), imports, bloc=RUS, crossing=crossing)
    np.testing.assert_array_equal(found.by_passage, [np.nan, 1.0])
    assert np.isnan(outside(np.ones(3), imports, bloc=RUS).by_passage).all()


@given(productions, imports_of, crossings)
def test_passage_never_adds_supply_and_all_lie_between_none_and_all(p, m, crossing):
    found = outside(p, m, bloc=RUS, crossing=crossing)
    assert (found.by_passage <= found.by_trade + 1e-12).all()
    assert (found.by_passage >= -1e-12).all()
    assert (found.by_trade <= 1 + 1e-12).all()
    assert 0 <= found.by_production <= 1


@given(productions, imports_of)
def test_inside_and_outside_add_up(p, m):
    found, rest = outside(p, m, bloc=RUS), outside(p, m, bloc=~RUS)
    assert found.by_production + rest.by_production == pytest.approx(1)
    np.testing.assert_allclose(found.by_trade + rest.by_trade, 1)


@given(productions, imports_of, crossings, st.permutations(range(3)))
def test_names_of_states_do_not_matter(p, m, crossing, order):
    before = outside(p, m, bloc=RUS, crossing=crossing)
    after = outside(p[order], m[:, order], bloc=RUS[order], crossing=crossing[order])
    np.testing.assert_allclose(after.by_passage, before.by_passage, rtol=1e-9, atol=1e-12)


@given(productions)
def test_parts_of_the_outside_add_up_and_a_member_of_the_bloc_has_none(p):
    parts = [part_of_outside(p, of=np.eye(3, dtype=bool)[s], bloc=RUS) for s in range(3)]
    assert sum(parts) == pytest.approx(1)
    assert parts[1] == 0


def test_nothing_is_outside_of_a_bloc_that_makes_all():
    assert np.isnan(part_of_outside([0.0, 3.0, 0.0], of=[True, False, False], bloc=RUS))


def test_parts_of_several_outputs_are_taken_each_by_itself():
    made = [[6.0, 1.0, 3.0], [2.0, 1.0, 2.0]]
    found = part_of_outside(made, of=[True, False, False], bloc=RUS)
    assert found.tolist() == [6 / 9, 2 / 4]


def test_passage_is_the_part_that_must_cross_by_seller_and_by_buyer():
    found = passage_share(np.array([[6.0, 2.0], [0.0, 2.0]]), np.array([[1.0, 0.5], [np.nan, 0.0]]))
    np.testing.assert_allclose(found.exports, [7 / 8, 0.0])
    np.testing.assert_allclose(found.imports, [1.0, 1 / 4])


def test_a_crossing_in_percent_is_refused():
    with pytest.raises(ParameterError, match=r"KAZ -> DEU = 80; .*not in percent"):
        passage_share(np.ones((3, 2)), np.full((3, 2), 80.0), labels=(S, B))


def test_a_bloc_of_other_states_is_refused():
    with pytest.raises(QuantityError, match="production 3, imports 3, bloc 2"):
        outside(np.ones(3), np.ones((3, 2)), bloc=[True, False])
