"""A shipped verdict is the same word whatever the seed; `make seeds` tries those of markets too."""

import pytest
from tests.verdict.seeds import words

import accord

# Seeds 5 and 8 once turned the second. Each hangs on draws and on no market, so twenty are cheap.
CHEAP = ("aze-critical-to-israel", "israel-oil-suppliers", "israel-stability")


@pytest.fixture(scope="module")
def case():
    return accord.load_case("abraham-accords")


@pytest.fixture(scope="module")
def some(case):
    return tuple(case.claims[name] for name in CHEAP)


@pytest.fixture(scope="module")
def first(case, some):
    return words(case, 0, some)


@pytest.mark.parametrize("seed", range(1, 20))
def test_the_words_of_seed_0_stand_for_every_seed(case, some, first, seed):
    assert words(case, seed, some) == first
