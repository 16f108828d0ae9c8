"""What a scenario does to money and prices, and what rounding leaves of nothing."""

import numpy as np

from accord.result.made.markets import change, money


def test_less_than_a_cent_is_nothing_and_a_cent_is_not():
    # Sums of US$ bn that cancel leave 1e-7: a table would print it as a gain.
    nothing = money(np.array([1e-13, -3e-7, 9e-3]))
    assert (nothing.low, nothing.value, nothing.high) == (0, 0, 0)
    assert money(np.array([0.01, 0.01, 0.01])).value == 0.01
    assert money(np.array([-25e6, -25e6, 1e-9])).value == -25e6


def test_a_ratio_within_a_billionth_of_one_is_no_change():
    nothing = change(np.array([1 - 2e-16, 1 + 5e-10, 1.0]))
    assert (nothing.low, nothing.value, nothing.high) == (0, 0, 0)
    assert change(np.array([1.02] * 3)).value == 1.02 - 1


def test_a_draw_that_was_not_solved_stays_out_of_the_band():
    assert money(np.array([np.nan, 5.0, 5.0])).value == 5
