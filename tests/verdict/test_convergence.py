"""How far a result would move with other draws is known from the draws at hand."""

import numpy as np
import pytest

from accord.verdict.convergence import convergence


@pytest.mark.parametrize("draw", ["normal", "uniform", "exponential"])
def test_errors_are_those_that_many_runs_show(draw):
    rng = np.random.default_rng(0)
    runs = getattr(rng, draw)(size=(2000, 400))
    spread = np.quantile(runs, [0.05, 0.5, 0.95], axis=1).std(axis=1)
    told = [convergence(run) for run in runs[:400]]
    names = ("low_error", "value_error", "high_error")
    means = [np.mean([getattr(c, name) for c in told]) for name in names]
    np.testing.assert_allclose(means, spread, rtol=0.12)


def test_a_latin_hypercube_is_no_worse_than_told():
    rng = np.random.default_rng(1)
    runs = []
    for _ in range(300):
        a, b = ((rng.permutation(200) + rng.random(200)) / 200 for _ in range(2))
        runs.append(a + b**2)
    spread = np.quantile(runs, [0.05, 0.5, 0.95], axis=1).std(axis=1)
    told = convergence(np.array(runs[0]))
    assert (spread < 1.2 * np.array([told.low_error, told.value_error, told.high_error])).all()


def test_errors_fall_with_the_root_of_the_draws():
    few, many = (convergence(np.linspace(0, 1, n)) for n in (400, 40_000))
    assert few.value_error / many.value_error == pytest.approx(10, rel=0.01)


def test_a_thousand_draws_are_enough_for_a_bell_and_a_hundred_are_not():
    rng = np.random.default_rng(2)
    bell = rng.normal(size=10_000)
    assert convergence(bell[:1000]).enough
    assert convergence(bell[:1000]).needed == 1000  # no more than there are
    few = convergence(bell[:100])
    assert not few.enough
    assert 100 < few.needed < 1000
    assert convergence(rng.normal(size=few.needed * 2)).enough


def test_scale_and_place_do_not_matter():
    values = np.random.default_rng(3).normal(size=150)
    here, there = convergence(values), convergence(7 + 1e9 * values)
    assert there.value_error == pytest.approx(1e9 * here.value_error)
    assert (here.enough, here.needed) == (there.enough, there.needed)


def test_a_result_that_does_not_vary_has_no_error():
    sure = convergence(np.full(20, 3.0))
    assert (sure.value_error, sure.low_error, sure.high_error) == (0, 0, 0)
    assert sure.enough


def test_draws_that_failed_say_nothing_and_none_at_all_is_no_answer():
    values = np.random.default_rng(4).random(100)
    with_failed = np.concatenate([values, np.full(50, np.nan)])
    assert convergence(with_failed) == convergence(values)
    assert convergence(np.full(9, np.nan)) is None
