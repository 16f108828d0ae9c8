"""What is foretold between points is what would be solved there; elsewhere nothing is foretold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.verdict.foretold import foretell

GRID, X = np.linspace(0.0, 1.0, 11), np.linspace(0.0, 1.0, 31)


def test_a_cubic_is_foretold_everywhere_to_rounding():
    found = foretell(GRID, 2 * GRID[None] ** 3 - GRID, X)
    np.testing.assert_allclose(found, 2 * X[None] ** 3 - X, atol=1e-14)


def test_what_is_constant_stays_so_on_either_side_of_a_jump():
    step = np.where(GRID < 0.45, 1.0, 3.0)[None]
    found = foretell(GRID, step, np.array([0.05, 0.35, 0.45, 0.55, 0.95]))
    np.testing.assert_allclose(found, [[1.0, 1.0, np.nan, 3.0, 3.0]])


@given(st.floats(0.02, 0.98))
def test_a_kink_is_left_open_or_of_no_account(kink):
    found = foretell(GRID, np.minimum(GRID, kink)[None], X)[0]
    off = np.abs(found - np.minimum(X, kink))
    assert np.nanmax(off) <= 3e-6
    assert np.isfinite(found).sum() > 20  # a kink opens the gap that it lies in, and few more


@given(st.floats(-3, 3), st.floats(1.1, 4))
def test_what_is_smooth_is_foretold_to_some_millionths(slope, power):
    def curve(x):
        return np.exp(slope * x) + (1 + x) ** power

    found = foretell(GRID, curve(GRID)[None], X)[0]
    known = np.isfinite(found)
    np.testing.assert_allclose(found[known], curve(X)[known], rtol=0, atol=3e-6 * curve(X).max())


def test_an_elasticity_of_substitution_is_foretold_by_its_inverse():
    grid, x = np.linspace(3.0, 20.0, 11), np.linspace(3.0, 20.0, 31)
    found = foretell(grid, 1 / (grid[None] - 1), x)[0]
    assert np.isfinite(found).mean() > 0.8
    np.testing.assert_allclose(found, np.where(np.isfinite(found), 1 / (x - 1), np.nan), atol=1e-6)


def test_nothing_is_foretold_beyond_the_grid_or_beside_what_was_not_solved():
    holed = GRID[None].copy()
    holed[0, 5] = np.nan
    found = foretell(GRID, holed, np.array([-0.1, 0.05, 0.45, 0.55, 0.95, 1.1]))
    assert found == pytest.approx(
        np.array([[np.nan, 0.05, np.nan, np.nan, 0.95, np.nan]]), nan_ok=True
    )
