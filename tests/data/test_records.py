"""Records of a year are the cleaned rows of the year, however many years were read at once."""

import numpy as np
import pytest

from accord.data import Tables
from accord.data.records import A_FEW, CHANGED, records_of

PACKAGE = Tables.open()
MANY = PACKAGE.covered_codes[: A_FEW + 1]


@pytest.mark.parametrize("year", [2009, 2023])
@pytest.mark.parametrize("codes", [("270900",), ("271111", "271121"), MANY])
def test_row_by_row_they_are_those_of_cleaned(codes, year):
    rows, found = PACKAGE.cleaned(years=[year], codes=codes), records_of(PACKAGE.shelf, codes, year)
    states = np.array(PACKAGE.all_states)
    supplier, buyer = np.divmod(found.cell, len(states))
    assert states[supplier].tolist() == rows["supplier"].to_list()
    assert states[buyer].tolist() == rows["buyer"].to_list()
    assert set(found.year) == {year}
    np.testing.assert_array_equal(found.value, rows["value_usd"].to_numpy())
    np.testing.assert_array_equal(found.mass, rows["mass_t"].to_numpy())
    assert [CHANGED[n] or None for n in found.changed] == rows["adjusted"].to_list()


def test_a_code_in_another_order_or_twice_is_the_same():
    once = records_of(PACKAGE.shelf, ("271111", "271121"), 2023)
    again = records_of(PACKAGE.shelf, ("271121", "271111", "271121"), 2023)
    np.testing.assert_array_equal(again.value, once.value)
