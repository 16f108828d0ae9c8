"""Update: one year after a shock is known, and draws of the next are conditioned on it.

    foretold   what was said of the second year in the baseline year: draws, each weighed by how
               near it lies to what came in the first
    carried    what is said one year on from the first, as it was known then: draws of one weight,
               which together have the part `carried`

So a first year that no draw foresaw counts all the same, and one that some did brings these
forward.
"""

import numpy as np

from accord.axes import Array
from accord.engines.reallocation.mechanisms import shares
from accord.engines.reallocation.situation import Situation


def joined(
    foretold: Array, carried: Array, first: Array, near: float, part: float
) -> tuple[Array, Array]:
    """Weigh draws by how near they lie to the first year, and put what is carried on beside.

    Parameters
    ----------
    foretold, carried : (D, K + 1)
    first : (K + 1,) what came in the first year
    near : half-distance of shares at which a draw's weight has fallen to exp(-1/2)
    part : of the weight, that what is carried on has

    Returns
    -------
    draws (2 D, K + 1), weights (2 D,), which sum to 1

    Examples
    --------
    Of two draws one is what came, the other lies a half apart, five times what is near.

    >>> drawn = np.array([[0.0, 1.0], [0.5, 0.5]])
    >>> _, weights = joined(drawn, drawn, drawn[0], near=0.1, part=0.5)
    >>> weights.round(4)
    array([0.5 , 0.  , 0.25, 0.25])
    """
    off = np.abs(foretold - first).sum(axis=1) / 2
    weight = np.exp(-0.5 * ((off - off.min()) / near) ** 2)
    each = np.full(len(carried), part / len(carried))
    weights = np.concatenate([(1 - part) * weight / weight.sum(), each])
    return np.concatenate([foretold, carried]), weights


def laid(drawn: Array, of: Situation, known: Array) -> Array:
    """Lay draws (D, K + 1) out over all states (D, S); the rest goes as it went in a known year."""
    others = known.copy()
    others[of.counterparts] = 0.0
    found: Array = drawn[:, -1:] * shares(others)
    found[:, of.counterparts] = drawn[:, :-1]
    return shares(found)


def evenly(drawn: Array, weights: Array, count: int, rng: np.random.Generator) -> Array:
    """Take weighed draws as often as their weights say: (count, K + 1), of one weight each.

    One random number picks all of them, at equal steps of weight: a draw comes up once more or
    once less than its share at most (Kitagawa 1996, J. Comput. Graph. Stat. 5(1), "systematic").

    Examples
    --------
    >>> drawn = np.array([[0.1], [0.2], [0.3], [0.4]])
    >>> evenly(drawn, np.array([0.0, 0.5, 0.5, 0.0]), 2, np.random.default_rng(0))
    array([[0.2],
           [0.3]])
    """
    at = (np.arange(count) + rng.random()) / count
    upto = np.cumsum(weights)
    found: Array = drawn[np.searchsorted(upto / upto[-1], at, side="right")]
    return found
