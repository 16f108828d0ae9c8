"""Draws: one joint sample of all assumptions, shared by every scenario, good and metric.

They come in batches of 1,000, so that more draws leave the first ones as they are; fewer are the
first of a batch.

Latin hypercube (McKay, Beckman and Conover 1979), the default: each assumption is cut into as many
strata of equal probability as a batch has draws, and every stratum is hit once. Each assumption has
a random stream of its own in each batch, found from the seed, its name and the number of the batch,
so that a new assumption moves no other.

Sobol' sequence, scrambled (Sobol' 1967; Owen 1998; `scipy.stats.qmc`), where the case asks for it:
pairs and triples of assumptions are spread evenly too, not each assumption alone. An assumption's
dimension is its place among the case's, so that one added at the end moves none before it; one
added earlier moves those after. Even by construction at a power of two of draws.

Correlations are rank correlations (Iman and Conover 1982): the values of each assumption stay what
they are, strata included, and only change places within a batch. The first assumption of a
correlated set keeps its places, and so does every assumption that is in none.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from accord.axes import Array
from accord.case.correlation import impossible, normal_scores, sets
from accord.case.model import Sampling
from accord.draws.assumed import Assumed
from accord.errors import ParameterError

Sample = Mapping[str, Array]  # name of assumption -> (D,) in base units

BATCH = 1000  # draws of a Latin hypercube, and whose outcomes are in memory at a time
DIMENSIONS = 64  # Sobol' sequences are made of so many, and so do not change with the next name
INSIDE = (2.0**-54, 1 - 2.0**-53)  # where every quantile function is finite


def stream(seed: int, name: str, batch: int = 0) -> np.random.Generator:
    """Give the random stream of one name in a batch: the same on every machine for a seed."""
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    spawned = (key, batch) if batch else (key,)
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=spawned))


def sample(
    assumed: Assumed, *, draws: int, seed: int, sampling: Sampling | None = None
) -> dict[str, Array]:
    """Draw every assumption: name -> (D,), by the method and correlations of the case.

    Parameters
    ----------
    assumed : the assumptions, in their order
    draws, seed : how many, and which; the first draws of a seed are the same to the bit, however
        many there are
    sampling : the case's `[draws]`; a Latin hypercube without correlations where None

    Raises
    ------
    ParameterError
        where correlations can't hold at once; the reader of case files tells it as a fault
    """
    sampling = sampling or Sampling()
    if found := impossible(sampling.correlations):
        raise ParameterError(f"correlations of {', '.join(found.names)} can't all hold at once")
    spread = _sobol if sampling.method == "sobol" else _hypercubes
    batches = [
        _correlated(points, sampling)
        for points in spread(tuple(assumed), seed, batches=-(-draws // BATCH))
    ]
    return {
        name: assumption.distribution.quantile(
            np.concatenate([points[name] for points in batches])[:draws].clip(*INSIDE)
        )
        for name, assumption in assumed.items()
    }


def size(drawn: Sample) -> int:
    """Count the draws of a sample; 1 where nothing is assumed."""
    return max((len(values) for values in drawn.values()), default=1)


def first(drawn: Sample, count: int) -> dict[str, Array]:
    """Give the first few draws of a sample: name -> (count,) at most."""
    return {name: values[:count] for name, values in drawn.items()}


def _hypercubes(names: Sequence[str], seed: int, *, batches: int) -> Iterator[dict[str, Array]]:
    """Spread each batch over the unit cube: name -> (BATCH,), one point in each stratum."""
    for batch in range(batches):
        streams = {name: stream(seed, name, batch) for name in names}
        yield {
            name: (rng.permutation(BATCH) + rng.random(BATCH)) / BATCH
            for name, rng in streams.items()
        }


def _sobol(names: Sequence[str], seed: int, *, batches: int) -> Iterator[dict[str, Array]]:
    """Cut one scrambled Sobol' sequence into batches, a dimension for each name."""
    from scipy.stats import qmc

    dimensions = DIMENSIONS * max(1, -(-len(names) // DIMENSIONS))
    sequence = qmc.Sobol(dimensions, scramble=True, seed=stream(seed, "sobol"))
    ahead = sequence.random_base2(BATCH.bit_length())
    for _ in range(batches):
        while len(ahead) < BATCH:
            ahead = np.concatenate([ahead, sequence.random(BATCH)])
        points, ahead = ahead[:BATCH], ahead[BATCH:]
        yield {name: points[:, at].copy() for at, name in enumerate(names)}


def _correlated(points: dict[str, Array], sampling: Sampling) -> dict[str, Array]:
    """Let the points of a batch change places where the case correlates them."""
    moved = (
        _reordered({n: points[n] for n in one}, sampling) for one in sets(sampling.correlations)
    )
    return {name: values for some in (points, *moved) for name, values in some.items()}


def _reordered(points: dict[str, Array], sampling: Sampling) -> dict[str, Array]:
    """Let the points of correlated assumptions change places, as Iman and Conover do.

    Sums are over draws in their order, in one thread, so that the same seed gives the same bits.
    """
    from scipy.special import ndtri

    names = tuple(points)
    drawn = np.stack([points[name] for name in names], axis=1)  # (D, n)
    draws = len(drawn)
    scores = ndtri((_ranks(drawn) + 0.5) / draws)
    spread = np.sqrt((scores**2).mean(axis=0))
    chance = np.einsum("di,dj->ij", scores, scores) / draws / np.outer(spread, spread)
    if draws > 2 * len(names):  # take out what the draws are correlated by chance
        scores = np.einsum("di,ji->dj", scores, np.linalg.inv(np.linalg.cholesky(chance)))
    wanted = np.linalg.cholesky(normal_scores(names, sampling.correlations))
    scores = np.einsum("di,ji->dj", scores, wanted)
    placed = np.take_along_axis(np.sort(drawn, axis=0), _ranks(scores), axis=0)
    return {name: placed[:, at] for at, name in enumerate(names)}


def _ranks(values: Array) -> np.ndarray[tuple[int, int], np.dtype[np.intp]]:
    """Rank each column, from 0: (D, n)."""
    ranks: np.ndarray[tuple[int, int], np.dtype[np.intp]] = np.argsort(
        np.argsort(values, axis=0, kind="stable"), axis=0, kind="stable"
    )
    return ranks


def central(assumed: Assumed, varied: Sample) -> dict[str, Array]:
    """Hold every assumption at its centre, except those that vary: name -> (D,)."""
    length = size(varied)
    return {
        name: varied.get(name, np.full(length, assumption.distribution.central))
        for name, assumption in assumed.items()
    }
