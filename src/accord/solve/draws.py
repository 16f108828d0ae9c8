"""Draws: one joint sample of all assumptions, shared by every scenario, good and metric.

Latin hypercube (McKay, Beckman and Conover 1979): each assumption is cut into as many strata of
equal probability as there are draws, and every stratum is hit once. Each assumption has a random
stream of its own, found from the seed and its name, so that a new assumption moves no other.
"""

import hashlib
from collections.abc import Mapping

import numpy as np

from accord.axes import Array
from accord.solve.assumed import Assumed

Sample = Mapping[str, Array]  # name of assumption -> (D,) in base units


def stream(seed: int, name: str) -> np.random.Generator:
    """Give the random stream of one name: the same on every machine for the same seed."""
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(key,)))


def sample(assumed: Assumed, *, draws: int, seed: int) -> dict[str, Array]:
    """Draw every assumption: name -> (D,), Latin hypercube, independent of one another."""
    return {
        name: assumption.distribution.quantile(_strata(stream(seed, name), draws))
        for name, assumption in assumed.items()
    }


def _strata(rng: np.random.Generator, draws: int) -> Array:
    """One point in each of `draws` strata of the unit interval, in random order."""
    strata: Array = (rng.permutation(draws) + rng.random(draws)) / draws
    return strata


def central(assumed: Assumed, varied: Sample) -> dict[str, Array]:
    """Hold every assumption at its centre, except those that vary: name -> (D,)."""
    length = max((len(v) for v in varied.values()), default=1)
    return {
        name: varied.get(name, np.full(length, assumption.distribution.central))
        for name, assumption in assumed.items()
    }
