"""What can't get in: by hand, and what must hold of every amount and every closure."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.corridor.networks import small

from accord.engines.corridor.unserved_imports import unserved_imports
from accord.errors import QuantityError

STATES = ("SEA", "ONE", "TWO")
TWO_WAYS = small(  # two buyers on one narrow line from the sea, and one of them on a line besides
    [("sea", "SEA"), ("fork", ""), ("one", "ONE"), ("two", "TWO")],
    [
        {"from": "sea", "to": "fork", "km": 100.0, "capacity": 6.0, "unit": "Mt/a"},
        {"from": "fork", "to": "one", "km": 10.0, "capacity": 9.0, "unit": "Mt/a"},
        {"from": "fork", "to": "two", "km": 900.0, "capacity": 9.0, "unit": "Mt/a", "both": 0},
        {"from": "sea", "to": "two", "km": 500.0, "capacity": 4.0, "unit": "Mt/a"},
    ],
)
amounts = st.floats(0, 20)


def lacking(one, two, close=(), sold=100.0):
    return unserved_imports(
        TWO_WAYS, STATES, imports=[0, one, two], exports=[sold, 0, 0], good="any", close=close
    ).left


def test_what_the_ways_have_room_for_is_served():
    np.testing.assert_allclose(lacking(6, 4), 0)


def test_what_finds_no_room_is_lacking():
    # 6 by the fork and 4 by the line of its own: of 9 + 4, 3 find no way, and TWO has its own.
    np.testing.assert_allclose(lacking(9, 4), [0, 3, 0])


def test_who_is_short_together_is_short_by_a_like_share():
    # Without the line of its own TWO shares 6 with ONE, which is nearer: each lacks half of 6.
    np.testing.assert_allclose(lacking(6, 6, close=["e3"]), [0, 3, 3], atol=0.6)


def test_the_only_way_shut_cuts_all_of_it():
    np.testing.assert_allclose(lacking(5, 3, close=["e1"]), [0, 5, 0])
    np.testing.assert_allclose(lacking(5, 3, close=["e0", "e3"]), [0, 5, 3])


def test_a_seller_sends_twice_what_it_exports_and_no_more():
    np.testing.assert_allclose(lacking(5, 0, sold=1.0), [0, 3, 0])


@settings(max_examples=30, deadline=None)
@given(amounts, amounts, st.sets(st.sampled_from(["e0", "e1", "e2", "e3"])))
def test_no_more_is_lacking_than_was_wanted_and_more_shut_lacks_no_less(one, two, shut):
    open_, closed = lacking(one, two), lacking(one, two, close=sorted(shut))
    assert (closed >= -1e-9).all()
    assert (closed <= np.array([0, one, two]) + 1e-9).all()
    assert closed.sum() >= open_.sum() - 1e-7


# A seller beyond a state that has some to sell itself, and wants some; behind it a buyer.
THROUGH = small(
    [("far", "FAR"), ("west", "MID"), ("field", "MID"), ("east", "MID"), ("end", "END")],
    [
        {"from": "far", "to": "west", "km": 100.0, "capacity": 9.0, "unit": "Mt/a"},
        {"from": "west", "to": "field", "km": 100.0, "capacity": 9.0, "unit": "Mt/a"},
        {"from": "field", "to": "east", "km": 100.0, "capacity": 9.0, "unit": "Mt/a"},
        {"from": "east", "to": "end", "km": 100.0, "capacity": 9.0, "unit": "Mt/a"},
    ],
)


def behind(end, *, mid=0.0, far_sells=9.0, mid_sells=0.0, avoid=("MID",)):
    return unserved_imports(
        THROUGH,
        ("FAR", "MID", "END"),
        imports=[0, mid, end],
        exports=[far_sells, mid_sells, 0],
        good="any",
        avoid=avoid,
    )


def test_a_vetoer_still_sells_its_own_and_is_sold_to():
    # MID sells twice 2 at most, and nothing of FAR's goes on to END: of 6, 2 are lacking.
    np.testing.assert_allclose(behind(6, mid_sells=2).left, [0, 0, 2])
    np.testing.assert_allclose(behind(6, mid=3, mid_sells=0).left, [0, 0, 6])


def test_without_the_veto_all_of_it_passes():
    np.testing.assert_allclose(behind(6, mid=3, avoid=()).left, 0)


def test_what_one_vetoer_sells_another_does_not_let_through():
    np.testing.assert_allclose(behind(6, mid_sells=9, avoid=("FAR", "MID")).left, 0)
    np.testing.assert_allclose(behind(6, far_sells=9, avoid=("FAR", "MID")).left, [0, 0, 6])


def test_what_each_edge_carries_is_told():
    np.testing.assert_allclose(behind(6, avoid=()).carried, 6)
    np.testing.assert_allclose(behind(6, mid=3, mid_sells=2).carried, [3, 0, 0, 4])


def test_amounts_below_zero_are_refused():
    with pytest.raises(QuantityError, match="0 or more, and finite"):
        lacking(-1, 0)
