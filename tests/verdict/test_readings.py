"""A metric is read over all draws, batch by batch, and nobody reads another's."""

import random
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from tests.verdict import toys

from accord.draws import BATCH
from accord.measures import MetricCall
from accord.verdict import Drawn, Judge, Readings

NAMES = ("a", "b", "c")
MORE = "".join(
    f'[assumptions.{n}]\ndistribution = "uniform"\nlow = {i}\nhigh = {i + 1}\nunit = "share"\n'
    for i, n in enumerate(NAMES)
)
CLAIMS = "".join(
    f'[claims.{n}]\nquote = "x"\nwhy = "so"\nholds = "> 0"\n'
    f'metric = {{ name = "toy-drawn", x = "{n}" }}\n'
    for n in NAMES[:2]
)


@pytest.fixture(name="study", scope="module")
def _study():
    with toys.registered():
        yield toys.study(toys.read(CLAIMS, MORE), draws=2 * BATCH + 30)


def of(name):
    return MetricCall(name="toy-drawn", parameters=toys.Drawn(x=name))


def test_a_call_that_the_case_does_not_list_reads_its_own_draws_in_every_batch(study):
    # Keyed by the identity of a call, another call at the same address had read these.
    readings = Readings(study)
    for name in (*NAMES, *reversed(NAMES)):
        np.testing.assert_array_equal(readings.of(of(name)).reading.values, study.sample[name])


def test_calls_that_are_equal_are_one_whoever_made_them(study):
    readings = Readings(study)
    assert readings.of(of("c")) is readings.of(of("c"))


def test_eight_threads_read_what_one_reads(study):
    readings, asked = Readings(study), [NAMES[n % 3] for n in range(48)]
    random.Random(1).shuffle(asked)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda name: readings.of(of(name)).reading.values, asked))
    for name, values in zip(asked, found, strict=True):
        np.testing.assert_array_equal(values, study.sample[name])


def test_claims_get_the_same_verdicts_in_any_order(study):
    claims = list(study.case.claims.values())
    forth, back = Judge(study), Judge(study)
    there = [forth.claim(claim) for claim in claims]
    again = [back.claim(claim) for claim in reversed(claims)]
    assert [drawn(v).value for (v,) in there] == [drawn(v).value for (v,) in reversed(again)]
    assert [drawn(v).probability for (v,) in there] == [1.0, 1.0]


def drawn(verdict):
    assert isinstance(verdict, Drawn)
    return verdict
