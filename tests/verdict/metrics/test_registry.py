"""What is left of a difference of equal sums is nothing; what is small in its own unit stays."""

import numpy as np
import pytest

from accord.verdict.metrics.registry import without_rounding


@pytest.mark.parametrize("unit", ["share", "percent", "points", "ratio"])
def test_the_rounding_of_a_difference_is_no_change(unit):
    found = without_rounding(np.array([-1.11e-14, 0.0, 2e-9, -0.5, np.nan]), unit)
    np.testing.assert_array_equal(found, [0.0, 0.0, 2e-9, -0.5, np.nan])
    assert without_rounding(0.1 + 0.2 - 0.3, unit) == 0  # 5.6e-17


@pytest.mark.parametrize("unit", ["usd", "t", "count", "hours"])
def test_what_has_another_unit_is_left(unit):
    assert without_rounding(1e-14, unit) == 1e-14
