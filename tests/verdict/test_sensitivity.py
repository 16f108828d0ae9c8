"""What decides a result, and how far chance could."""

import numpy as np
import pytest
from scipy import stats

from accord.verdict.sensitivity import deciding


def hypercube(draws, names, seed=0):
    rng = np.random.default_rng(seed)
    return {n: (rng.permutation(draws) + rng.random(draws)) / draws for n in names}


def ishigami(x):
    """Ishigami and Homma (1990), a = 7, b = 0.1, its inputs uniform on -pi..pi: (3, N) -> (N,)."""
    return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def linear(x):
    return 4 * x[0] + 2 * x[1] + x[2]


def shares(f, draws, low, high):
    x = hypercube(draws, "abc")
    inside = np.stack([low + (high - low) * x[n] for n in "abc"])
    found = {s.assumption: s.share for s in deciding(f(inside), x, set("abc"))}
    return [found.get(n, 0.0) for n in "abc"]


@pytest.mark.parametrize(("f", "low", "high"), [(ishigami, -np.pi, np.pi), (linear, 0.0, 1.0)])
def test_shares_are_the_first_order_indices_of_scipy(f, low, high):
    theirs = stats.sobol_indices(
        func=f, n=4096, dists=[stats.uniform(low, high - low)] * 3, rng=np.random.default_rng(1)
    )
    np.testing.assert_allclose(shares(f, 4000, low, high), theirs.first_order, atol=0.03)


def test_shares_of_ishigami_are_those_of_the_literature():
    # Sobol' and Levitan (1999): 0.3139, 0.4424, 0
    np.testing.assert_allclose(
        shares(ishigami, 8000, -np.pi, np.pi), [0.3139, 0.4424, 0.0], atol=0.02
    )


def test_shares_of_a_sum_go_as_squares_of_its_weights():
    np.testing.assert_allclose(shares(linear, 4000, 0, 1), np.array([16, 4, 1]) / 21, atol=0.015)


@pytest.mark.parametrize("draws", [20, 60, 200, 1000])
def test_what_decides_nothing_is_hardly_ever_named(draws):
    names = [f"idle{i}" for i in range(15)]
    named = 0
    for seed in range(200):
        x = hypercube(draws, ["real", *names], seed)
        noise = np.random.default_rng(10_000 + seed).lognormal(size=draws)
        y = 3 * x["real"] + noise
        named += any(s.assumption != "real" for s in deciding(y, x, set(x)))
    assert named <= 8  # 1 % of 200 is 2; 8 and more come once in 1,000


def test_an_assumption_that_was_not_used_is_not_named():
    x = hypercube(500, "ab")
    assert [s.assumption for s in deciding(x["a"] + x["b"], x, {"a"})] == ["a"]


def test_shares_fall_and_exceed_their_noise():
    x = hypercube(1000, "abcd")
    found = deciding(x["a"] + 3 * x["b"] + 2 * x["c"], x, set(x))
    assert [s.assumption for s in found] == ["b", "c", "a"]
    assert all(s.share > s.noise > 0 for s in found)


def test_one_assumption_alone_decides_all_but_what_a_bin_hides():
    x = hypercube(1000, "a")
    (only,) = deciding(x["a"] ** 3, x, {"a"})
    assert 0.98 < only.share <= 1


def test_a_coin_decides_as_much_as_it_does():
    rng = np.random.default_rng(0)
    x = {"coin": rng.permutation(np.repeat([0.0, 1.0], 500)), "a": rng.random(1000)}
    y = 2 * x["coin"] + x["a"]  # variances 1 and 1/12
    share = 12 / 13
    assert deciding(y, x, set(x))[0].share == pytest.approx(share, abs=0.02)


@pytest.mark.parametrize(
    "values", [np.zeros(100), np.full(100, np.nan), np.arange(10.0)], ids=["same", "failed", "few"]
)
def test_nothing_decides_what_does_not_vary_or_has_too_few_draws(values):
    assert deciding(values, hypercube(values.size, "a"), {"a"}) == ()


def test_an_assumption_that_is_one_number_decides_nothing():
    x = {"a": np.random.default_rng(0).random(100), "fixed": np.full(100, 2.0)}
    assert [s.assumption for s in deciding(x["a"], x, set(x))] == ["a"]


def test_draws_that_failed_are_left_out():
    x = hypercube(600, "ab")
    y = np.where(x["b"] > 0.9, np.nan, x["a"])
    (only,) = deciding(y, x, {"a"})
    assert only.share > 0.97
