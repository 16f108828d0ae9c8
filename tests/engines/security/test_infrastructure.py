"""N-1 is a number of capacities and one demand, and of nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.engines.security import largest_infrastructure, n_minus_1
from accord.errors import QuantityError

DAY = {"entry": 100, "production": 10, "storage": 60, "lng": 30, "largest": 50, "demand": 140}
capacities = st.floats(0.0, 1e3)
days = st.fixed_dictionaries(
    dict.fromkeys(("entry", "production", "storage", "lng", "largest"), capacities)
    | {"demand": st.floats(1.0, 1e3)}
)


def test_the_worked_example_meets_the_standard():
    assert n_minus_1(**DAY) == pytest.approx(107.14, abs=5e-3)


def test_measures_on_the_demand_side_count():
    assert n_minus_1(**DAY, demand_side=5) == pytest.approx(111.11, abs=5e-3)


def test_the_standard_is_met_exactly_where_what_is_left_is_the_demand():
    assert n_minus_1(**(DAY | {"demand": 150})) == 100


@given(days, st.sampled_from(("entry", "production", "storage", "lng")), st.floats(0, 100))
def test_only_capacity_moves_it_by_its_part_of_demand(day, where, added):
    before, after = n_minus_1(**day), n_minus_1(**(day | {where: day[where] + added}))
    assert after - before == pytest.approx(100 * added / day["demand"], rel=1e-9, abs=1e-6)


@given(days, st.floats(1e-3, 1e3))
def test_the_unit_does_not_matter(day, factor):
    scaled = {name: factor * value for name, value in day.items()}
    assert n_minus_1(**scaled) == pytest.approx(n_minus_1(**day), rel=1e-9, abs=1e-9)


def test_draws_of_one_capacity_are_kept():
    np.testing.assert_allclose(
        n_minus_1(**(DAY | {"lng": np.array([30.0, 44.0])})), [15000 / 140, 16400 / 140]
    )


def test_parts_on_one_pipe_count_as_one_and_others_do_not():
    capacity = np.array([[30.0, 30.0, 50.0], [10.0, 10.0, 50.0]])
    assert largest_infrastructure(capacity, upstream=["a", "a", "b"]).tolist() == [60, 50]
    assert largest_infrastructure(capacity, upstream=["a", "c", "b"]).tolist() == [50, 50]
    assert largest_infrastructure(capacity[0], upstream=["a", "a", "b"]) == 60
    thrice = np.stack([capacity, 2 * capacity, 3 * capacity])
    assert largest_infrastructure(thrice, upstream=["a", "a", "b"]).tolist() == [
        [60, 50], [120, 100], [180, 150],
    ]  # fmt: skip


@pytest.mark.parametrize("name", DAY)
def test_a_negative_capacity_or_demand_is_named(name):
    with pytest.raises(QuantityError, match=f"{name} cells are negative or not finite"):
        n_minus_1(**(DAY | {name: -1.0}))


def test_demand_side_measures_that_take_all_demand_are_refused():
    with pytest.raises(QuantityError, match=r"demand less demand_side is 0; .*above 0"):
        n_minus_1(**DAY, demand_side=140)


def test_a_piece_without_an_upstream_is_refused():
    with pytest.raises(QuantityError, match="capacity 3, upstream 2"):
        largest_infrastructure(np.ones(3), upstream=["a", "b"])
