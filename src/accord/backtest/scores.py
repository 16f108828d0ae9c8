"""Scores of a forecast that is a sample, against what happened. Shares are scored in points.

    crps      sum over counterparts of E|X - y| - E|X - X'| / 2, the fair estimator: of a sample as
              if it had no end (Gneiting and Raftery 2007, J. Am. Stat. Assoc. 102; Ferro 2014,
              Q. J. R. Meteorol. Soc. 140)
    energy    the same with the distance of whole vectors: it sees whether gains go together
    rank      the share of draws below what happened, ties broken at random, so that a zero that is
              drawn as often as it occurs is no miss; uniform where a forecast is calibrated

A gain is 1 - model / opponent of mean scores; its interval comes from drawing events anew, so that
what is foretold three times of one event counts as one.
"""

import numpy as np
import polars as pl

from accord.axes import Array

POINTS = 100.0
INTERVAL = 0.90  # of a gain
TIMES = 2000  # events are drawn anew


def crps(drawn: Array, observed: Array) -> Array:
    """Score each counterpart: draws (D, K) and what happened (K,) to (K,), in points.

    Examples
    --------
    Two draws that differ by one point, the outcome on one of them: 1/2 - 1/2.

    >>> crps(np.array([[0.10], [0.11]]), np.array([0.10])).round(6)
    array([0.])
    """
    n = len(drawn)
    ranked = np.sort(drawn, axis=0)
    weight = 2.0 * np.arange(1, n + 1) - n - 1
    spread = weight @ ranked / (n * (n - 1))
    score: Array = POINTS * (np.abs(drawn - observed).mean(axis=0) - spread)
    return score


def weighed_crps(drawn: Array, observed: Array, weights: Array) -> Array:
    """Score each counterpart of weighed draws, weights (D,) summing to 1: (K,), in points.

    At equal weights it is `crps`.

    Examples
    --------
    Draws 0 and 1 with weights 1/4 and 3/4, and 0 came: 3/4 - 1/2, as the fair spread of two is 1.

    >>> weighed_crps(np.array([[0.0], [1.0]]), np.array([0.0]), np.array([0.25, 0.75]))
    array([25.])
    """
    order = np.argsort(drawn, axis=0, kind="stable")
    ranked, weight = np.take_along_axis(drawn, order, axis=0), weights[order]
    middle = np.cumsum(weight, axis=0) - weight / 2
    pairs = 2 * (weight * ranked * (2 * middle - 1)).sum(axis=0)
    spread = pairs / (1 - (weights**2).sum())
    score: Array = POINTS * (weights @ np.abs(drawn - observed) - spread / 2)
    return score


def energy(drawn: Array, observed: Array) -> float:
    """Score whole vectors, in points; pairs of draws are taken as they follow each other."""
    off = np.linalg.norm(drawn - observed, axis=1).mean()
    apart = np.linalg.norm(drawn - np.roll(drawn, 1, axis=0), axis=1).mean()
    return float(POINTS * (off - apart / 2))


def ranks(drawn: Array, observed: Array, rng: np.random.Generator) -> Array:
    """Give the rank of what happened among the draws, ties broken at random: (K,) in 0..1."""
    below, same = (drawn < observed).mean(axis=0), (drawn == observed).mean(axis=0)
    rank: Array = below + rng.random(len(observed)) * same
    return rank


def inside(rank: Array, part: float) -> Array:
    """Say which outcomes lie in the middle `part` of the draws: (K,) of 0 or 1."""
    within: Array = (np.abs(rank - 0.5) <= part / 2).astype(float)
    return within


def gain(
    model: Array, opponent: Array, rng: np.random.Generator, groups: Array | None = None
) -> tuple[float, float, float]:
    """Give 1 - model / opponent of mean scores by event, and its 90 % interval.

    Parameters
    ----------
    model, opponent : (E,) mean score of each event
    groups : (E,) what is drawn anew together, such as a good; each event by itself where None
    """
    names, group = np.unique(
        np.arange(len(model)) if groups is None else groups, return_inverse=True
    )
    counts = np.zeros((TIMES, len(names)))
    drawn = rng.integers(0, len(names), (TIMES, len(names)))
    np.add.at(counts, (np.arange(TIMES)[:, None], drawn), 1.0)
    weight = counts[:, group]
    gains = 1 - (weight @ model) / (weight @ opponent)
    tail = (1 - INTERVAL) / 2
    low, high = np.quantile(gains, [tail, 1 - tail])
    return float(1 - model.mean() / opponent.mean()), float(low), float(high)


def by_event(scores: pl.DataFrame, column: str) -> pl.DataFrame:
    """Average a column over the cases of each event: event, code, model, `column`; sorted."""
    of = ["event", "code", "model"]
    return scores.group_by(of).agg(pl.col(column).mean()).sort(of)
