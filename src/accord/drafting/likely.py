"""What a clause most likely asserts, and which metrics could test it.

Two linear models (multinomial logistic regression) over the features of a clause, learnt by
`training` from clauses of our own words and shipped as whole numbers. So a clause's sums are whole
numbers too, and the order of kinds and metrics is the same on every machine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from types import MappingProxyType

import numpy as np
import polars as pl

from accord.axes import Array

WEIGHTS = "clause-weights.parquet"
STEP = 0.1  # what one unit of a stored weight is worth, in log odds
BIAS = "bias"  # the feature that every clause has
NOT = "NO"  # the kind of a clause that no data could decide
NONE = "-"  # the metric of a clause that no metric reads
KIND, METRIC = "kind:", "metric:"  # how the columns of the two models begin


@dataclass(frozen=True, slots=True)
class Likely:
    """Probabilities of a clause: of each kind, and of each metric, the likeliest first."""

    kinds: Mapping[str, float]  # 0..1, together 1
    metrics: Mapping[str, float]

    @property
    def worthy(self) -> bool:
        """Whether data could decide the clause, more likely than not."""
        return self.kinds[NOT] < 0.5

    @property
    def kind(self) -> str:
        """The likeliest kind of those that assert something."""
        return next(kind for kind in self.kinds if kind != NOT)


@dataclass(frozen=True, slots=True)
class Model:
    """The stored weights: a row for each feature, a column for each kind and metric."""

    rows: Mapping[str, int]
    weights: Array  # features x columns, whole numbers
    kinds: tuple[str, ...]
    metrics: tuple[str, ...]

    def likely(self, features: Sequence[str]) -> Likely:
        """Weigh a clause by its features; those that were never seen weigh nothing."""
        at = [self.rows[name] for name in (BIAS, *features) if name in self.rows]
        sums = self.weights[at].sum(axis=0, dtype=np.int64)
        cut = len(self.kinds)
        return Likely(
            kinds=_ordered(self.kinds, sums[:cut]), metrics=_ordered(self.metrics, sums[cut:])
        )


def _ordered(names: Sequence[str], sums: Array) -> Mapping[str, float]:
    odds = np.exp(STEP * (sums - sums.max()))
    odds /= odds.sum()
    order = np.argsort(-sums, kind="stable").tolist()
    chances = odds.tolist()
    return MappingProxyType({names[at]: chances[at] for at in order})


@cache
def model() -> Model:
    """Read the weights that are shipped."""
    with as_file(files(__package__).joinpath(WEIGHTS)) as path:
        table = pl.read_parquet(path)
    columns = table.columns[1:]
    return Model(
        rows=MappingProxyType({name: at for at, name in enumerate(table["feature"])}),
        weights=table.select(columns).to_numpy(),
        kinds=tuple(c.removeprefix(KIND) for c in columns if c.startswith(KIND)),
        metrics=tuple(c.removeprefix(METRIC) for c in columns if c.startswith(METRIC)),
    )
