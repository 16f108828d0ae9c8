"""Opponents: simple rules, each dressed with the errors that it makes in quiet years.

*The* opponent is `proportional`: who stays keeps its share of what stays. A rule is a number and
not a distribution; to be scored as one it gets the residuals of the hundred quiet counterparts most
like each of its own, so that its interval is as honest as that of a forecast. Noise that is not
taken from data would make a weak opponent: against a Gaussian anything gains 30 %.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from accord.axes import Array
from accord.backtest.cases import Case
from accord.engines.reallocation import MECHANISMS
from accord.engines.reallocation.mechanisms import shares
from accord.engines.reallocation.pool import keys

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

OPPONENT = "proportional"
LIKE = 4  # of the keys: size of share, of counterpart, of market, horizon


@dataclass(frozen=True, slots=True)
class Quiet:
    """Quiet counterparts up to a year, and how far proportional shares missed each."""

    tree: "cKDTree"
    residual: Array  # (N,)

    @staticmethod
    def of(cases: list[Case]) -> "Quiet":
        """Collect them."""
        from scipy.spatial import cKDTree  # a tenth of a second to import, and rarely asked for

        key = np.concatenate([keys(c.of)[:, :LIKE] for c in cases])
        return Quiet(cKDTree(key), np.concatenate([c.observed - c.of.share for c in cases]))

    def like(self, case: Case) -> Array:
        """Give the residuals of those most like each counterpart: (K + 1, `nearest`)."""
        count = min(case.of.judged.nearest, len(self.residual))
        near = self.tree.query(keys(case.of)[:, :LIKE], count)[1]
        found: Array = self.residual[near.reshape(len(case.observed), -1)]
        return found


def rules(case: Case) -> Mapping[str, Array]:
    """Say what each rule foretells: name -> (K + 1,) shares."""
    return {
        OPPONENT: case.of.share,
        "trend": case.trend,
        "ipf": case.of.mechanisms[MECHANISMS.index("ipf")],
    }


def dressed(case: Case, quiet: Quiet, rng: np.random.Generator, draws: int) -> dict[str, Array]:
    """Draw from every rule, with the same quiet residuals for all: name -> (D, K + 1)."""
    residual = quiet.like(case)
    width = len(case.observed)
    one = rng.integers(0, residual.shape[1], (draws, width))
    off = residual[np.arange(width), one]
    return {name: shares((rule + off).clip(0.0, 1.0)) for name, rule in rules(case).items()}
