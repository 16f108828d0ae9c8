"""What can't get out: by hand, and what must hold of every amount."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.corridor.networks import package, small

from accord.engines.corridor import Demand, capacity
from accord.engines.corridor.stranded_exports import hindered, stranded_exports
from accord.errors import QuantityError

STATES = ("WWW", "NNN", "EEE")
NARROW = small(
    [("west", "WWW"), ("north", "NNN"), ("east", "EEE")],
    [
        {"from": "west", "to": "north", "km": 100.0, "capacity": 5.0, "unit": "Mt/a"},
        {"from": "north", "to": "east", "km": 100.0, "capacity": 3.0, "unit": "Mt/a"},
    ],
)
amounts = st.floats(0, 50)
BUYERS = ("AZE", "CHN", "ITA", "KAZ", "RUS", "TUR", "UZB")


def left(exports, imports, **asked):
    found = stranded_exports(NARROW, STATES, exports=exports, imports=imports, good="any", **asked)
    return found.left


def test_what_a_narrow_way_does_not_carry_stays_where_it_is():
    np.testing.assert_allclose(left([4, 0, 0], [0, 0, 9]), [1, 0, 0])
    np.testing.assert_allclose(left([9, 0, 0], [0, 1, 9]), [5, 0, 0])


def test_what_nobody_buys_stays_too():
    np.testing.assert_allclose(left([2, 0, 0], [0, 0, 0.5]), [1.5, 0, 0])


def test_a_veto_on_transit_shuts_in_what_must_pass():
    np.testing.assert_allclose(left([2, 0, 0], [0, 0, 9], avoid=["NNN"]), [2, 0, 0])


@settings(max_examples=40, deadline=None)
@given(amounts, amounts, amounts, amounts)
def test_what_is_left_is_no_more_than_was_to_be_sold(west, north, to_north, to_east):
    found = left([west, north, 0], [0, to_north, to_east])
    assert (found >= -1e-9).all()
    assert (found <= np.array([west, north, 0]) + 1e-9).all()


@settings(max_examples=40, deadline=None)
@given(amounts, st.floats(0.1, 10))
def test_it_agrees_with_the_flows_of_the_other_program(amount, much):
    wanted = Demand(good=None, origins=("west",), destination="east", quantity=amount, unit="Mt/a")
    carried = capacity(NARROW, [wanted]).delivered[0]
    assert left([amount, 0, 0], [0, 0, 1000])[0] == pytest.approx(amount - carried, abs=1e-6)


def test_kazakh_crude_without_russia_gets_out_by_three_narrow_ways():
    sold, bought = [0, 0, 0, 70.0, 0, 0, 0], [50, 50, 50, 0, 50, 50, 50]
    found = stranded_exports(
        package(), BUYERS, exports=sold, imports=bought, good="crude-oil", year=2023, avoid=["RUS"]
    ).left
    # 20 Mt by pipe to China, 7.5 through the port of Aktau, 0.55 by rail to Uzbekistan
    assert found[BUYERS.index("KAZ")] == pytest.approx(70 - 28.05)


def test_what_would_stop_a_part_of_what_moves_is_named_and_nothing_else():
    sold, bought = [0, 0, 0, 70.0, 0, 0, 0], [50, 50, 50, 0, 50, 50, 50]
    asked = {"exports": sold, "imports": bought, "good": "crude-oil", "year": 2023}
    found = stranded_exports(package(), BUYERS, **asked)
    asked_of = ["cpc", "panama-canal"]
    assert hindered(package(), found, asked_of, good="crude-oil", year=2023) == {"cpc"}
    shut = stranded_exports(package(), BUYERS, close=["panama-canal"], **asked)
    np.testing.assert_allclose(shut.left, found.left)
    assert stranded_exports(package(), BUYERS, close=["cpc"], **asked).left.sum() > found.left.sum()


def test_amounts_below_zero_are_refused():
    with pytest.raises(QuantityError, match="0 or more, and finite"):
        left([-1, 0, 0], [0, 0, 0])
