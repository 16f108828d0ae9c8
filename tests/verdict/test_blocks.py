"""Many draws, read block by block, say what few draws in one piece say."""

import numpy as np
import pytest
from tests.verdict import toys

CASE = """
[assumptions.cut]
distribution = "uniform"
low = 0
high = 0.1
unit = "share"

[goods.crude-oil]

[scenarios.joining]
shocks = [{ kind = "accession", candidates = ["KAZ"], with = ["ISR"], cost_cut = "cut" }]

[claims.gain]
quote = "Israel gains"
why = "so"
metric = { name = "gain", parties = ["ISR"], scenario = "joining" }
holds = "> 0"
status_quo = { metric = { name = "gain", parties = ["ISR"], scenario = "baseline" }, holds = "> 0" }

[claims.drawn]
quote = "x"
why = "so"
[[claims.drawn.parts]]
id = "some-fail"
metric = { name = "toy-drawn", x = "cut", fails_below = 0.02 }
holds = "> 0"
[[claims.drawn.parts]]
id = "fact"
metric = { name = "toy-fact", is = 1 }
holds = "> 0"
"""
DRAWS = 50


def judged(block):
    with toys.registered():
        bench = toys.bench(toys.read(CASE, more=""), draws=DRAWS, block=block)
        found = {v.id: v for claim in bench.case.claims.values() for v in bench.claim(claim)}
    return bench, found


@pytest.fixture(name="pair", scope="module")
def _pair():
    _, whole = judged(DRAWS)
    bench, apart = judged(16)
    return bench, whole, apart


def test_values_over_all_draws_are_the_same(pair):
    _, whole, apart = pair
    for name in ("gain", "drawn/some-fail"):
        np.testing.assert_allclose(
            apart[name].reading.values, whole[name].reading.values, rtol=1e-7, atol=1e-3
        )
        assert apart[name].reading.values.shape == (DRAWS,)
    assert apart["drawn/some-fail"].failed_draws == whole["drawn/some-fail"].failed_draws == 10


def test_words_shares_and_deciders_rest_on_all_draws(pair):
    _, whole, apart = pair
    for name, verdict in whole.items():
        assert apart[name].word == verdict.word
        assert apart[name].probability == verdict.probability
        assert [d.share.assumption for d in apart[name].decides] == [
            d.share.assumption for d in verdict.decides
        ]


def test_only_the_first_block_s_outcomes_are_kept(pair):
    bench, *_ = pair
    assert bench.evidence.draws == 16
    assert bench.evidence.outcome("joining").draws == 16


def test_a_claim_that_the_case_does_not_list_is_read_over_all_draws_too():
    with toys.registered():
        bench = toys.bench(toys.read(CASE, more=""), draws=DRAWS, block=16)
        (other,) = toys.read(
            '[claims.other]\nquote = "x"\nwhy = "so"\n'
            'metric = { name = "toy-drawn", x = "x" }\nholds = "> 0"\n'
        ).claims.values()
        bench.sample["x"] = bench.sample["cut"]
        bench.evidence.sample["x"] = bench.sample["cut"][:16]
        found = bench._blocks.reading(other.test.metric, bench.evidence.fresh())
    np.testing.assert_array_equal(found.values, bench.sample["cut"])
