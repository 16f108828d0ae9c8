"""Values of one number over draws: mean, quantiles, share; the one place where they are taken.

A draw that failed is nan. It is in no mean and no quantile, and it counts against a share: what
could not be solved is no evidence for anything.

Quantiles interpolate between neighbours (Hyndman and Fan 1996, "Sample quantiles in statistical
packages", type 7). With weights the k-th value stands at the middle of its weight, and the first
and last at 0 and 1; at equal weights that is type 7 again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from accord.axes import Array, Mask
from accord.errors import QuantityError

BAND = (0.05, 0.5, 0.95)


class Band(NamedTuple):
    """Nine of ten draws lie between low and high, half of all below the value."""

    low: Array
    value: Array
    high: Array


@dataclass(frozen=True, slots=True)
class Draws:
    """A number in every draw: values (D, ...), draws first; weights (D,), all alike where None.

    Examples
    --------
    >>> gain = Draws(np.array([1.0, 2.0, 3.0, np.nan]))
    >>> [float(x) for x in (gain.mean(), gain.quantile(0.5), gain.share_of(gain.values > 1))]
    [2.0, 2.0, 0.5]
    """

    values: Array
    weights: Array | None = None

    def __post_init__(self) -> None:
        """Refuse weights that are no weights."""
        if self.weights is None:
            return
        if self.values.ndim != 1 or self.weights.shape != self.values.shape:
            raise QuantityError(
                f"{len(self.weights)} weights for values of shape {self.values.shape}; "
                "one weight for each draw of one number is meant"
            )
        if not (np.isfinite(self.weights) & (self.weights >= 0)).all() or not self.weights.any():
            raise QuantityError("weights of draws are 0 or more, finite, and not all 0")

    @property
    def known(self) -> Mask:
        """Draws in which there is a number: (D, ...)."""
        return np.isfinite(self.values)

    @property
    def failed(self) -> int:
        """How many draws have no number."""
        return int((~self.known).sum())

    def mean(self) -> Array:
        """Average over the draws that have a number; nan where none has."""
        weights = np.ones(len(self.values)) if self.weights is None else self.weights
        weighed = np.where(self.known, weights[(..., *(None,) * (self.values.ndim - 1))], 0.0)
        with np.errstate(invalid="ignore"):  # 0 / 0: no draw, hence nan
            mean: Array = np.where(self.known, weighed * self.values, 0.0).sum(
                axis=0
            ) / weighed.sum(axis=0)
        return mean

    def quantile(self, q: float | Sequence[float] | Array) -> Array:
        """Give quantiles over the draws that have a number; nan where none has.

        Parameters
        ----------
        q : one share 0..1, or several, (Q,)

        Returns
        -------
        (...) or (Q, ...)
        """
        if self.weights is not None:
            return self._weighted(np.asarray(q, dtype=float))
        known = self.known
        if self.values.ndim == 1:
            there = self.values if known.all() else self.values[~np.isnan(self.values)]
            return _of_one(there if known.any() else there[:0], np.asarray(q, dtype=float))
        if known.all():
            found: Array = np.quantile(self.values, q, axis=0)
            return found
        some = known.any(axis=0)
        found = np.full(np.shape(q) + self.values.shape[1:], np.nan)
        if some.any():
            found[..., some] = np.nanquantile(self.values[:, some], q, axis=0)
        return found

    def _weighted(self, q: Array) -> Array:
        """Interpolate between the middles of the weights of the sorted values."""
        assert self.weights is not None
        counted = self.known & (self.weights > 0)
        order = np.argsort(self.values[counted], kind="stable")
        values, weights = self.values[counted][order], self.weights[counted][order]
        if not len(values):
            return np.full(q.shape, np.nan)
        middle = np.cumsum(weights) - weights / 2
        span = middle[-1] - middle[0]
        at = (middle - middle[0]) / span if span > 0 else np.zeros(len(values))
        return np.asarray(np.interp(q, at, values))

    def median(self) -> Array:
        """Give the quantile at one half."""
        return self.quantile(0.5)

    def band(self) -> Band:
        """Give the 5th percentile, the median and the 95th."""
        return Band(*self.quantile(BAND))

    def share_of(self, mask: Sequence[bool] | Mask) -> float:
        """Give the share of all draws, failed ones too, in which something is so."""
        so = np.asarray(mask, dtype=bool)
        if self.weights is None:
            return float(so.mean())
        return float(self.weights[so].sum() / self.weights.sum())


def _of_one(values: Array, q: Array) -> Array:
    """Give quantiles of one number's draws, nan of none; to the last bit as numpy gives them.

    A run asks for thousands of them, a few of a thousand draws at a time, and numpy's own takes ten
    times as long to find out what it was asked.
    """
    if not len(values):
        return np.full(q.shape, np.nan)
    if not ((q >= 0) & (q <= 1)).all():
        raise QuantityError(f"a quantile lies at a share of 0..1, not at {q}")
    at = q * (len(values) - 1)
    below = at.astype(np.intp)
    above = np.minimum(below + 1, len(values) - 1)
    ranked = np.partition(values, np.concatenate((below, above), axis=None))
    low, high = ranked[below], ranked[above]
    part, apart = at - below, high - low
    # From the nearer end, as numpy does: the middle of two draws and each draw itself are exact.
    found: Array = np.where(part < 0.5, low + apart * part, high - apart * (1 - part))[()]
    return found
