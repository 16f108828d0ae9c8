"""Where to set out from: solutions of some draws, carried over to all others.

What a market comes to is smooth in what it is given, but for a few kinks: where a ration begins to
bind, a capacity, a choke price. So some draws are solved first, and between them each unknown is
interpolated over the few numbers in which draws differ, by cubic splines of the distance with a
plane beneath (Duchon 1977; Fasshauer 2007, "Meshfree Approximation Methods with MATLAB", ch. 8).
Most draws are foreseen to some ten-thousandths. It is a start and no more: each is solved from it.
"""

from dataclasses import dataclass

import numpy as np

from accord.axes import Array
from accord.engines.market.arguments import Index
from accord.engines.market.onegood import OneGood

MOST = 8  # numbers in which draws differ that are looked at; each has the same variance
REST = 1e-3  # of the variance of a number that others don't tell: less is no number of its own
BEYOND = 1.1  # times the largest: where a limit that others have is none
SMOOTH = 1e-7  # of a distance: draws as near as that needn't have solutions that agree
LINKWISE = ("cost", "iceberg", "weight", "ration", "toll", "tariff")
STATEWISE = ("sigma", "demand", "supply", "keep", "capacity", "choke")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Unknowns as functions of what tells draws apart."""

    at: Array  # (m, d) of the draws that were solved
    weights: Array  # (m + 1 + d, S + C)
    least: Array  # (S + C, 1) that was found: nothing beyond is foreseen
    most: Array

    @staticmethod
    def of(telling: Array, unknowns: Array) -> "Foreseen | None":
        """Fit unknowns (S + C, m) of draws that differ in so many numbers (m, d)."""
        m, d = telling.shape
        basis = _basis(telling, telling)
        system = np.zeros((m + 1 + d, m + 1 + d))
        system[:m] = basis
        system[m:, :m] = basis[:, m:].T
        system[np.arange(m), np.arange(m)] += SMOOTH
        wanted = np.zeros((m + 1 + d, len(unknowns)))
        wanted[:m] = unknowns.T
        try:
            weights = np.linalg.solve(system, wanted)
        except np.linalg.LinAlgError:
            return None
        ends = unknowns.min(axis=1)[:, None], unknowns.max(axis=1)[:, None]
        return Foreseen(telling, np.asarray(weights, float), *ends)

    def unknowns(self, telling: Array) -> Array:
        """Give the unknowns of other draws (n, d): (S + C, n)."""
        found = self.weights.T @ _basis(telling, self.at).T
        return np.asarray(np.clip(found, self.least, self.most, out=found), float)


def _basis(telling: Array, at: Array) -> Array:
    """Give the cubes of distances, 1 and the numbers themselves: (n, m + 1 + d)."""
    n, m = len(telling), len(at)
    basis = np.empty((n, m + 1 + at.shape[1]))
    square = (telling**2).sum(axis=1)[:, None] + (at**2).sum(axis=1) - 2 * telling @ at.T
    np.maximum(square, 0.0, out=square)
    np.multiply(square, np.sqrt(square), out=basis[:, :m])
    basis[:, m], basis[:, m + 1 :] = 1.0, telling
    return basis


def telling(good: OneGood, draws: Index) -> Array | None:
    """Give the numbers that tell draws apart, each scaled to the same variance: (n, d).

    None where there are none, or too many to be looked through.
    """
    given = [part.values for name in STATEWISE if (part := getattr(good, name)) is not None]
    for name in LINKWISE:
        part = getattr(good, name)
        if part.free is not None:
            return None
        given += [] if part.factor is None else [part.factor]
    given += [] if good.quota is None else [good.quota.most.values]
    rows = [row for part in given if len(part) > 1 for row in _scaled(part[draws].T)]
    if not rows:
        return None
    every = np.stack(rows)
    rest, found = every.copy(), list[Array]()
    while len(found) < MOST:
        left = np.einsum("in,in->i", rest, rest) / every.shape[1]
        most = int(left.argmax())
        if left[most] < REST:
            break
        found.append(every[most])
        along = rest[most] / np.sqrt((rest[most] ** 2).sum())
        rest -= (rest @ along)[:, None] * along
    return np.stack(found, axis=1)


def _scaled(rows: Array) -> list[Array]:
    """Give rows (R, n) in which draws differ, in logs where all are above 0, scaled."""
    rows = rows[(rows != rows[:, :1]).any(axis=1)]
    found = []
    for row in rows:
        some = np.isfinite(row)
        if not some.any():
            continue
        row = np.where(some, row, row[some].max() * BEYOND)
        row = np.log(row) if row.min() > 0 else row
        if (spread := row.std()) > 0:
            found.append((row - row.mean()) / spread)
    return found
