"""Rank correlations of assumptions: which belong together, and whether they can hold at once.

A rank correlation r (Spearman's) of two assumptions is brought about by a correlation of
2 sin(pi r / 6) between normal scores (Pearson 1907). Correlations of more than two assumptions can
hold at once only if the matrix of those is positive definite; a pair that nobody names has 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from accord.axes import Array
from accord.case.model import Correlation
from accord.later import np

LEAST = 1e-9  # eigenvalue that counts as positive
STEPS = 2001  # correlations from -1 to 1 that are tried for a range that would do


@dataclass(frozen=True, slots=True)
class Impossible:
    """Correlations that can't hold at once, and the range of one that would let them."""

    names: tuple[str, ...]
    at: int  # the correlation that could be changed, by its place in the list
    possible: tuple[float, float] | None  # None where changing no single one would do


def sets(correlations: Sequence[Correlation]) -> list[tuple[str, ...]]:
    """Group the names that correlations join, directly or through others, in order of mention."""
    found: list[list[str]] = []
    for one in correlations:
        touched = [s for s in found if set(s) & set(one.between)]
        rest = [s for s in found if s not in touched]
        joined = [name for s in touched for name in s]
        found = [*rest, [*joined, *(n for n in one.between if n not in joined)]]
    return [tuple(s) for s in found]


def normal_scores(names: Sequence[str], correlations: Sequence[Correlation]) -> Array:
    """Give the correlations of normal scores among some names: (n, n), 1 on the diagonal."""
    matrix = np.eye(len(names))
    for one in correlations:
        if set(one.between) <= set(names):
            i, j = (names.index(name) for name in one.between)
            matrix[i, j] = matrix[j, i] = 2 * np.sin(np.pi * one.rank / 6)
    return matrix


def impossible(correlations: Sequence[Correlation]) -> Impossible | None:
    """Find correlations that can't hold at once; None where all can."""
    for names in sets(correlations):
        matrix = normal_scores(names, correlations)
        if _definite(matrix):
            continue
        within = [k for k, one in enumerate(correlations) if set(one.between) <= set(names)]
        for at in reversed(within):
            i, j = (names.index(name) for name in correlations[at].between)
            if (possible := _possible(matrix, i, j)) is not None:
                return Impossible(names, at, possible)
        return Impossible(names, within[-1], None)
    return None


def _definite(matrix: Array) -> bool:
    return bool(np.linalg.eigvalsh(matrix)[0] > LEAST)


def _possible(matrix: Array, i: int, j: int) -> tuple[float, float] | None:
    """Find the range of one rank correlation, the others as they are: it has no gaps."""
    ranks = np.linspace(-1, 1, STEPS)
    tried = np.repeat(matrix[None], STEPS, axis=0)
    tried[:, i, j] = tried[:, j, i] = 2 * np.sin(np.pi * ranks / 6)
    fine = ranks[np.linalg.eigvalsh(tried)[:, 0] > LEAST]
    return (float(fine[0]), float(fine[-1])) if fine.size else None
