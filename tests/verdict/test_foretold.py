"""What is foretold between points is what would be solved there; elsewhere nothing is foretold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.verdict.foretold import foretell, undecided

GRID, X = np.linspace(0.0, 1.0, 11), np.linspace(0.0, 1.0, 31)


def agreed(grid, values, x):
    """Give what neighbours agree on, nan elsewhere."""
    found, off = foretell(grid, values, x)
    return np.where(off == 0, found, np.nan)


def test_a_cubic_is_foretold_everywhere_to_rounding():
    found = agreed(GRID, 2 * GRID[None] ** 3 - GRID, X)
    np.testing.assert_allclose(found, 2 * X[None] ** 3 - X, atol=1e-14)


def test_what_is_constant_stays_so_on_either_side_of_a_jump():
    step = np.where(GRID < 0.45, 1.0, 3.0)[None]
    found = agreed(GRID, step, np.array([0.05, 0.35, 0.45, 0.55, 0.95]))
    np.testing.assert_allclose(found, [[1.0, 1.0, np.nan, 3.0, 3.0]])


@given(st.floats(0.02, 0.98))
def test_a_kink_is_left_open_or_of_no_account(kink):
    found = agreed(GRID, np.minimum(GRID, kink)[None], X)[0]
    off = np.abs(found - np.minimum(X, kink))
    assert np.nanmax(off) <= 1e-5
    assert np.isfinite(found).sum() > 20  # a kink opens the gap that it lies in, and few more


@given(st.floats(-3, 3), st.floats(1.1, 4))
def test_what_is_smooth_is_foretold_to_some_millionths(slope, power):
    def curve(x):
        return np.exp(slope * x) + (1 + x) ** power

    found = agreed(GRID, curve(GRID)[None], X)[0]
    known = np.isfinite(found)
    np.testing.assert_allclose(found[known], curve(X)[known], rtol=0, atol=3e-6 * curve(X).max())


def test_an_elasticity_of_substitution_is_foretold_by_its_inverse():
    grid, x = np.linspace(3.0, 20.0, 11), np.linspace(3.0, 20.0, 31)
    found = agreed(grid, 1 / (grid[None] - 1), x)[0]
    assert np.isfinite(found).mean() > 0.8
    np.testing.assert_allclose(found, np.where(np.isfinite(found), 1 / (x - 1), np.nan), atol=1e-6)


def test_nothing_is_foretold_beyond_the_grid_or_beside_what_was_not_solved():
    holed = GRID[None].copy()
    holed[0, 5] = np.nan
    found = agreed(GRID, holed, np.array([-0.1, 0.05, 0.45, 0.55, 0.95, 1.1]))
    assert found == pytest.approx(
        np.array([[np.nan, 0.05, np.nan, np.nan, 0.95, np.nan]]), nan_ok=True
    )


def test_beside_a_kink_a_value_is_hardly_ever_farther_off_than_is_said():
    kinks = np.linspace(0.02, 0.98, 97)
    found, off = foretell(GRID, np.minimum(GRID, kinks[:, None]), X)
    gap = np.abs(found - np.minimum(X, kinks[:, None]))
    assert (gap <= np.maximum(off, 1e-5)).mean() > 0.98
    assert (gap <= np.maximum(3 * off, 1e-5)).all()


def test_only_draws_about_a_quantile_must_be_known():
    # The median of 0, 1, 2, 3, 4 is 2, give or take 0.5. 1.9 reaches it, 2.6 doesn't.
    found = np.array([[0.0], [1.0], [2.0], [3.0], [4.0]])
    off = np.array([[0.5], [0.9], [0.5], [0.4], [0.5]])
    assert undecided(found, off, (0.5,))[:, 0].tolist() == [False, True, True, False, False]
    assert not undecided(found, np.zeros((5, 1)), (0.5,)).any()


def test_beside_a_draw_without_a_number_and_where_nothing_is_foretold_all_must_be_known():
    found = np.array([[0.0, np.nan], [np.nan, np.nan], [2.0, np.nan]])
    off = np.array([[0.1, np.inf], [0.0, np.inf], [0.1, np.inf]])
    assert undecided(found, off, (0.5,)).tolist() == [[True, True], [False, True], [True, True]]


@given(st.integers(0, 2**32 - 1))
def test_with_what_must_be_known_quantiles_are_those_of_the_truth(seed):
    rng = np.random.default_rng(seed)
    truth = rng.normal(size=(21, 3)).round(1)  # with ties
    off = rng.choice([0.0, 0.05, 1.0, np.inf], size=truth.shape)
    found = truth + rng.uniform(-1, 1, truth.shape) * np.where(np.isfinite(off), off, 0)
    found = np.where(np.isfinite(off), found, np.nan)
    shares = (0.05, 0.5, 0.95)
    some = undecided(found, off, shares)
    quantiles = np.quantile(np.where(some, truth, found), shares, axis=0)
    np.testing.assert_allclose(quantiles, np.quantile(truth, shares, axis=0), atol=1e-12)
