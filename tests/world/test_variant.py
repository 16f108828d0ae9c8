"""A World read otherwise prices what is added as the rest is, or not at all."""

import numpy as np

from accord.data.flows import Flows
from accord.world.variant import Added, Variant, varied

HOLE = Variant(added=(Added(codes=("2711",), supplier="RUS", buyer="ITA", year=2023, mass=10.0),))


def flows(mass):
    """AZE sells ITA for 100 US$; RUS, as recorded, nothing."""
    value = np.array([[0.0, 100.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    tonnes = np.where(value > 0, mass, 0.0)
    return Flows(
        states=("AZE", "ITA", "RUS"),
        value=value,
        mass=tonnes,
        mass_as_recorded=tonnes,
        adjusted=np.zeros((3, 3), dtype=bool),
    )


def test_what_is_added_has_the_price_of_the_rest():
    found = varied(flows(50.0), ("2711",), 2023, HOLE)  # 2 US$ a tonne
    assert (found.mass[2, 1], found.value[2, 1]) == (10.0, 20.0)


def test_nothing_is_added_where_nobody_recorded_a_tonne():
    found = varied(flows(0.0), ("2711",), 2023, HOLE)
    assert found.value.sum() == 100
    assert not found.mass.any()
