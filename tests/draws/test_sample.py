"""Draws hit every stratum, follow their distributions, and don't disturb one another."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from accord.case.assumptions import Discrete, Lognormal, Normal, Pert, Triangular, Uniform
from accord.case.correlation import impossible, normal_scores, sets
from accord.case.model import Correlation, Sampling
from accord.draws import BATCH, SolvedAssumption, central, sample
from accord.errors import ParameterError

U = np.linspace(0.001, 0.999, 999)
SOBOL = Sampling(method="sobol")


def uniform(low=0.0, high=1.0):
    return Uniform(distribution="uniform", low=low, high=high)


def assumed(**distributions):
    """Give assumptions by name; words stand for the rest that no draw asks for."""
    return {
        name: SolvedAssumption(
            name=name, distribution=d, unit="ratio", source="judgement", note="", bounds=d.range
        )
        for name, d in distributions.items()
    }


def correlated(*pairs):
    """Make a sampling with rank correlations: ("a", "b", 0.5), …"""
    made = tuple(Correlation(between=(a, b), rank=rank) for a, b, rank in pairs)
    return Sampling(correlations=made)


THREE = assumed(a=uniform(), b=uniform(), c=uniform())


@given(st.integers(0, 2**31))
def test_in_each_batch_every_stratum_is_hit_once(seed):
    for values in sample(THREE, draws=3 * BATCH, seed=seed).values():
        for batch in values.reshape(3, BATCH):
            np.testing.assert_array_equal(np.sort(np.floor(batch * BATCH)), np.arange(BATCH))


@pytest.mark.parametrize("method", ["latin-hypercube", "sobol"])
@given(few=st.integers(1, 3500), more=st.integers(1, 3500), seed=st.integers(0, 2**31))
@settings(max_examples=25)
def test_more_draws_leave_the_first_ones_as_they_are(method, few, more, seed):
    pair = Correlation(between=("a", "c"), rank=0.5)
    sampling = Sampling(method=method, correlations=(pair,))
    some, all_ = (sample(THREE, draws=n, seed=seed, sampling=sampling) for n in (few, few + more))
    for name in THREE:
        assert len(some[name]) == few
        np.testing.assert_array_equal(some[name], all_[name][:few])


def test_no_batch_repeats_another():
    drawn = sample(THREE, draws=3 * BATCH, seed=0)["a"]
    assert len(set(drawn.tolist())) == 3 * BATCH


def test_batches_of_a_sobol_sequence_are_one_sequence():
    drawn = sample(THREE, draws=2048, seed=0, sampling=SOBOL)
    for values in drawn.values():
        np.testing.assert_array_equal(np.sort(np.floor(values * 2048)), np.arange(2048))


def test_a_new_assumption_moves_no_other_and_order_does_not_matter():
    alone = sample(assumed(b=uniform()), draws=50, seed=7)
    among = sample(assumed(z=uniform(), b=uniform(), a=uniform()), draws=50, seed=7)
    other_way = sample(assumed(a=uniform(), b=uniform(), z=uniform()), draws=50, seed=7)
    np.testing.assert_array_equal(alone["b"], among["b"])
    for name in among:
        np.testing.assert_array_equal(among[name], other_way[name])


def test_the_same_seed_gives_the_same_bits_and_another_gives_others():
    first, again, other = (sample(THREE, draws=40, seed=s) for s in (5, 5, 6))
    assert all((first[n] == again[n]).all() for n in THREE)
    assert all((first[n] != other[n]).any() for n in THREE)


def test_a_stream_is_the_same_on_every_machine():
    # SeedSequence and PCG64 are fixed by numpy's policy of streams; the key by SHA-256 of the name.
    (drawn,) = sample(assumed(a=uniform()), draws=1, seed=0).values()
    key = 0xCA978112CA1BBDCA  # first 8 bytes of SHA-256("a"), FIPS 180-4
    rng = np.random.default_rng(np.random.SeedSequence(0, spawn_key=(key,)))
    strata = rng.permutation(1000)
    assert drawn[0] == (strata[0] + rng.random()) / 1000


def test_a_later_batch_has_a_stream_of_its_own():
    # The first batch's key is the name alone, so that runs of 1,000 draws keep their numbers.
    (drawn,) = sample(assumed(a=uniform()), draws=1001, seed=0).values()
    key = 0xCA978112CA1BBDCA
    rng = np.random.default_rng(np.random.SeedSequence(0, spawn_key=(key, 1)))
    strata = rng.permutation(1000)
    assert drawn[1000] == (strata[0] + rng.random()) / 1000


def test_assumptions_are_independent():
    drawn = sample(THREE, draws=2000, seed=1)
    for a, b in combinations(drawn.values(), 2):
        assert abs(stats.spearmanr(a, b).statistic) < 3 / np.sqrt(2000)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (uniform(-2, 5), stats.uniform(-2, 7)),
        (Triangular(distribution="triangular", low=1, mode=2, high=6), stats.triang(0.2, 1, 5)),
        (Triangular(distribution="triangular", low=1, mode=1, high=6), stats.triang(0, 1, 5)),
        (Triangular(distribution="triangular", low=1, mode=6, high=6), stats.triang(1, 1, 5)),
        (Normal(distribution="normal", mean=3, sd=2), stats.norm(3, 2)),
        (
            Normal(distribution="normal", mean=3, sd=2, low=2, high=4.5),
            stats.truncnorm(-0.5, 0.75, 3, 2),
        ),
        (
            Normal(distribution="normal", mean=0, sd=1, low=4),
            stats.truncnorm(4, np.inf),
        ),
        (
            Lognormal(distribution="lognormal", low=2, high=8),
            stats.lognorm(np.log(2) / stats.norm.ppf(0.95), scale=4),
        ),
        (Pert(distribution="pert", low=0, mode=2, high=10), stats.beta(1.8, 4.2, 0, 10)),
        (Pert(distribution="pert", low=0, mode=0, high=10), stats.beta(1, 5, 0, 10)),
        (Pert(distribution="pert", low=0, mode=10, high=10), stats.beta(5, 1, 0, 10)),
    ],
    ids=lambda d: d.text() if hasattr(d, "text") else "",
)
def test_quantiles_are_those_of_scipy(ours, theirs):
    np.testing.assert_allclose(ours.quantile(U), theirs.ppf(U), rtol=1e-9, atol=1e-12)


def test_a_lognormal_keeps_nine_of_ten_draws_between_its_ends():
    drawn = Lognormal(distribution="lognormal", low=2, high=8).quantile(U)
    assert ((drawn > 2) & (drawn < 8)).mean() == pytest.approx(0.9, abs=0.002)


def test_a_width_of_zero_is_a_constant():
    for kind, word in ((Triangular, "triangular"), (Pert, "pert")):
        same = kind(distribution=word, low=3, mode=3, high=3)
        assert (same.quantile(U) == 3).all()


def test_discrete_values_come_as_often_as_their_weights_say():
    die = Discrete(distribution="discrete", values=(5, 1, 3), weights=(1, 2, 1))
    drawn = sample(assumed(die=die), draws=1000, seed=2)["die"]
    assert [(drawn == v).sum() for v in (1, 3, 5)] == [500, 250, 250]
    assert die.central == 1 or die.central == 3  # half of the draws lie on either side of 1 and 3
    assert die.range == (1, 5)


def test_a_discrete_value_of_weight_zero_never_comes():
    coin = Discrete(distribution="discrete", values=(1, 2, 3), weights=(1, 0, 1))
    assert set(sample(assumed(coin=coin), draws=100, seed=0)["coin"]) == {1, 3}


@pytest.mark.parametrize("sampling", [Sampling(), SOBOL], ids=lambda s: s.method)
@pytest.mark.parametrize("draws", [1, 20, 1000])
def test_an_unbounded_distribution_is_finite_in_every_draw(sampling, draws):
    bell = assumed(x=Normal(distribution="normal", mean=0, sd=1))
    drawn = sample(bell, draws=draws, seed=0, sampling=sampling)["x"]
    assert drawn.shape == (draws,)
    assert np.isfinite(drawn).all()


def test_all_but_what_varies_is_held_at_its_centre():
    held = central(THREE, {"b": np.array([1.0, 2.0])})
    assert held["a"].tolist() == held["c"].tolist() == [0.5, 0.5]
    assert held["b"].tolist() == [1.0, 2.0]


# ------------------------------------------------------------------------------ Sobol' sequence


@pytest.mark.parametrize("draws", [16, 256, 1024])
def test_at_a_power_of_two_a_sobol_sequence_hits_every_stratum_once(draws):
    for values in sample(THREE, draws=draws, seed=3, sampling=SOBOL).values():
        np.testing.assert_array_equal(np.sort(np.floor(values * draws)), np.arange(draws))


def test_a_sobol_sequence_spreads_pairs_more_evenly_than_a_latin_hypercube():
    names = assumed(**{f"x{i}": uniform() for i in range(12)})

    def unevenness(sampling):
        drawn = sample(names, draws=256, seed=0, sampling=sampling)
        cells = [
            np.histogram2d(a, b, bins=8, range=[[0, 1], [0, 1]])[0].std()
            for a, b in combinations(drawn.values(), 2)
        ]
        return np.mean(cells)

    assert unevenness(SOBOL) < 0.6 * unevenness(Sampling())


def test_a_sobol_mean_of_an_interaction_is_nearer_than_a_latin_hypercube_s():
    names = assumed(a=uniform(), b=uniform(), c=uniform())

    def error(sampling):
        found = []
        for seed in range(20):
            x = sample(names, draws=512, seed=seed, sampling=sampling)
            found.append((x["a"] * x["b"] * x["c"]).mean() - 1 / 8)
        return np.sqrt(np.mean(np.square(found)))

    assert error(SOBOL) < error(Sampling()) / 3


def test_an_assumption_added_at_the_end_moves_no_other_of_a_sobol_sequence():
    before = sample(THREE, draws=100, seed=4, sampling=SOBOL)
    after = sample(THREE | assumed(d=uniform()), draws=100, seed=4, sampling=SOBOL)
    for name in before:
        np.testing.assert_array_equal(before[name], after[name])


def test_sobol_draws_follow_seed_and_more_names_than_one_block_of_dimensions():
    many = assumed(**{f"x{i:03d}": uniform() for i in range(70)})
    first, other = (sample(many, draws=32, seed=s, sampling=SOBOL) for s in (0, 1))
    assert len({values.tobytes() for values in first.values()}) == 70
    assert (first["x000"] != other["x000"]).any()


# --------------------------------------------------------------------------------- correlations


@pytest.mark.parametrize("rank", [-0.9, -0.3, 0.5, 0.95])
@pytest.mark.parametrize("method", ["latin-hypercube", "sobol"])
def test_a_rank_correlation_is_met_and_the_values_stay_what_they_are(rank, method):
    skewed = assumed(
        a=Lognormal(distribution="lognormal", low=1, high=50), b=uniform(), c=uniform()
    )
    pair = Sampling(method=method, correlations=correlated(("a", "b", rank)).correlations)
    free = sample(skewed, draws=1000, seed=1, sampling=Sampling(method=method))
    bound = sample(skewed, draws=1000, seed=1, sampling=pair)
    assert stats.spearmanr(bound["a"], bound["b"]).statistic == pytest.approx(rank, abs=0.02)
    for name in skewed:
        np.testing.assert_array_equal(np.sort(free[name]), np.sort(bound[name]))
    for name in ("a", "c"):  # the first of the pair, and who is in no pair, keep their places
        np.testing.assert_array_equal(free[name], bound[name])
    assert abs(stats.spearmanr(bound["b"], bound["c"]).statistic) < 0.1


def test_three_correlations_hold_at_once():
    pairs = (("a", "b", 0.7), ("b", "c", 0.6), ("a", "c", 0.2))
    drawn = sample(THREE, draws=2000, seed=0, sampling=correlated(*pairs))
    for a, b, rank in pairs:
        assert stats.spearmanr(drawn[a], drawn[b]).statistic == pytest.approx(rank, abs=0.02)


def test_correlated_draws_still_hit_every_stratum():
    pairs = correlated(("a", "b", 0.99), ("b", "c", 0.99), ("a", "c", 0.99))
    drawn = sample(THREE, draws=BATCH, seed=0, sampling=pairs)
    np.testing.assert_array_equal(np.sort(np.floor(drawn["c"] * BATCH)), np.arange(BATCH))


def test_correlated_draws_are_the_same_to_the_bit():
    pair = correlated(("a", "b", 0.5))
    first, again = (sample(THREE, draws=60, seed=9, sampling=pair) for _ in range(2))
    assert all((first[n] == again[n]).all() for n in THREE)


def test_chains_of_pairs_are_one_set():
    pairs = correlated(("a", "b", 0.1), ("c", "d", 0.1), ("d", "a", 0.1), ("e", "f", 0.1))
    assert [set(s) for s in sets(pairs.correlations)] == [{"a", "b", "c", "d"}, {"e", "f"}]


def test_correlations_that_cannot_hold_at_once_are_named_with_what_could():
    pairs = correlated(("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", -0.5))
    found = impossible(pairs.correlations)
    assert set(found.names) == {"a", "b", "c"}
    assert found.at == 2
    low, high = found.possible
    assert -0.5 < low < 0.9 < high <= 1
    inside = correlated(("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", low))
    assert impossible(inside.correlations) is None


def test_correlations_that_no_reader_checked_are_refused_by_name():
    pairs = correlated(("a", "b", 0.9), ("b", "c", -0.9), ("a", "c", 0.9))
    with pytest.raises(ParameterError, match=r"correlations of a, b, c can't all hold"):
        sample(THREE, draws=20, seed=0, sampling=pairs)


def test_a_perfect_correlation_is_impossible_as_two_names_for_one_thing():
    assert impossible(correlated(("a", "b", 1.0)).correlations) is not None
    assert impossible(correlated(("a", "b", 0.999)).correlations) is None


@given(st.lists(st.floats(-1, 1), min_size=3, max_size=3))
def test_possible_is_what_a_cholesky_factor_exists_for(ranks):
    pairs = zip("aab", "bcc", ranks, strict=True)
    made = correlated(*((a, b, r) for a, b, r in pairs)).correlations
    try:
        np.linalg.cholesky(normal_scores(("a", "b", "c"), made) - 1e-9 * np.eye(3))
        exists = True
    except np.linalg.LinAlgError:
        exists = False
    assert (impossible(made) is None) == exists
