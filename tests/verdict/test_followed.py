"""Along which of its deciders a claim is followed."""

import pytest

from accord.verdict.followed import followed
from accord.verdict.sensitivity import Share


def _shares(*sizes: float) -> tuple[Share, ...]:
    return tuple(Share(assumption=str(n), share=s, noise=0.0) for n, s in enumerate(sizes))


@pytest.mark.parametrize(
    ("sizes", "word", "names"),
    [
        ((0.5, 0.2, 0.05), "depends", ["0", "1"]),  # the third decides less than a tenth
        ((0.5, 0.2, 0.05), "supported", ["0"]),  # a sure word has one way to turn
        ((0.05, 0.04), "depends", ["0"]),  # the first one is followed whatever it decides
        ((0.3, 0.25, 0.2, 0.15), "depends", ["0", "1", "2"]),  # three at most
        ((), "depends", []),
    ],
)
def test_a_claim_is_followed_along_what_decides_it_most(sizes, word, names):
    assert [share.assumption for share in followed(_shares(*sizes), word)] == names
