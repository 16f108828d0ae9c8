"""On another type of processor the words are the same, and numbers to nine digits.

By hand, `make test-kernels`, and not in CI: OpenBLAS is told to compute as on an old processor and
on a newer one. It can be told so on x86 alone. A gain in money is a small difference of sums in the
billions, which nine digits leave open by a cent: it's the same to nine digits or to a cent.
"""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from tests.test_reproducible import ONE, RUN

KERNELS = ("Nehalem", "Haswell")
DIGITS = 1e-9  # relative
NOTHING = 1e-12  # of a number that is 0 but for rounding
CENT = 0.01  # US$
MONEY = {"consumer_surplus", "producer_surplus", "rents", "total", "payoffs", "credits"}

RUN_AND_TELL = f"""\
{RUN}
from threadpoolctl import threadpool_info
print([library.get("architecture") for library in threadpool_info()], file=sys.stderr)
"""


@pytest.fixture(scope="module")
def both() -> list[Any]:
    """Result.json of the shipped case by two kernels."""
    if platform.machine() not in ("x86_64", "AMD64"):
        pytest.skip("no x86 processor: run it on one")
    found = []
    for kernel in KERNELS:
        env = os.environ | ONE | {"OPENBLAS_CORETYPE": kernel}
        done = subprocess.run(
            [sys.executable, "-c", RUN_AND_TELL], env=env, check=True, capture_output=True
        )
        assert kernel in done.stderr.decode(), "OpenBLAS took another kernel"
        found.append(json.loads(done.stdout))
    return found


def differing(one: Any, other: Any, where: str = "", least: float = NOTHING) -> Iterator[str]:
    """Name the places where two results differ by more than the last digits."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        money = one.get("unit") == "usd"
        for key in one:
            small = CENT if money or key in MONEY else least
            yield from differing(one[key], other[key], f"{where}.{key}", small)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, pair in enumerate(zip(one, other, strict=True)):
            yield from differing(*pair, f"{where}[{place}]", least)
    elif isinstance(one, float) and isinstance(other, float):
        if one != pytest.approx(other, rel=DIGITS, abs=least):
            yield f"{where}: {one!r} and {other!r}"
    elif one != other:
        yield f"{where}: {one!r} and {other!r}"


def test_two_kernels_give_the_same_words_and_the_same_numbers_to_nine_digits(both):
    assert list(differing(*both)) == []


def test_a_number_that_differs_in_the_ninth_digit_is_named_and_a_cent_is_not():
    one = {"unit": "share", "value": 0.123456789, "total": {"value": 100_000.001}}
    two = {"unit": "share", "value": 0.123456788, "total": {"value": 100_000.002}}
    assert list(differing(one, two)) == [".value: 0.123456789 and 0.123456788"]
