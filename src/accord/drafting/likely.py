"""What a clause most likely asserts, and which metrics could test it.

Three linear models (multinomial logistic regression) over the features of a clause, learnt by
`training` from labelled clauses and shipped as whole numbers. So a clause's sums are whole numbers
too, and the order of kinds and metrics is the same on every machine. One model tells kinds apart,
one classes that are finer than kinds ("share import-share" and "share export-share" are worded
otherwise), and one metrics. Of a kind and of a metric two of them say how likely it is, each asked
as much as the other: they err on different clauses.
"""

import math
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
KIND, CLASS, METRIC = "kind:", "class:", "metric:"  # how the columns of the models begin
EXACT = 9  # decimals of a probability: what lies beyond may differ between machines


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
    """The stored weights: a row for each feature, a column for each kind, class and metric."""

    rows: Mapping[str, int]
    weights: Array  # features x columns, whole numbers
    kinds: tuple[str, ...]
    classes: tuple[str, ...]  # a kind, or a kind and the metric that its clauses ask for
    metrics: tuple[str, ...]

    def likely(self, features: Sequence[str]) -> Likely:
        """Weigh a clause by its features; those that were never seen weigh nothing."""
        at = [self.rows[name] for name in (BIAS, *features) if name in self.rows]
        sums = self.weights[at].sum(axis=0, dtype=np.int64)
        cut, end = len(self.kinds), len(self.kinds) + len(self.classes)
        kinds = dict(zip(self.kinds, _chances(sums[:cut]), strict=True))
        classes = dict(zip(self.classes, _chances(sums[cut:end]), strict=True))
        metrics = dict(zip(self.metrics, _chances(sums[end:]), strict=True))
        return Likely(
            kinds=_ordered(_kinds(kinds, classes)), metrics=_ordered(_metrics(metrics, classes))
        )


def _kinds(kinds: Mapping[str, float], classes: Mapping[str, float]) -> dict[str, float]:
    """Give each kind the geometric mean of what it has itself and what its classes have."""
    by_class = dict.fromkeys(kinds, 0.0)
    for name, chance in classes.items():
        by_class[name.split()[0]] += chance
    both = {kind: math.sqrt(chance * by_class[kind]) for kind, chance in kinds.items()}
    whole = sum(both.values())
    return {kind: chance / whole for kind, chance in both.items()}


def _metrics(metrics: Mapping[str, float], classes: Mapping[str, float]) -> dict[str, float]:
    """Give each metric the mean of what it has itself and what the classes that ask for it have.

    A class that asks for no metric of its own leaves its part to all, as they have it themselves.
    """
    by_class, open_ = dict.fromkeys(metrics, 0.0), 0.0
    for name, chance in classes.items():
        kind, *asked = name.split()
        if kind == NOT:
            continue
        if asked:
            by_class[asked[0]] += chance
        else:
            open_ += chance
    whole = open_ + sum(by_class.values())
    return {
        name: (own + (by_class[name] + open_ * own) / whole) / 2 if whole else own
        for name, own in metrics.items()
    }


def _chances(sums: Array) -> list[float]:
    odds = np.exp(STEP * (sums - sums.max()))
    chances: list[float] = (odds / odds.sum()).tolist()
    return chances


def _ordered(chances: Mapping[str, float]) -> Mapping[str, float]:
    order = sorted(chances, key=lambda name: -round(chances[name], EXACT))
    return MappingProxyType({name: chances[name] for name in order})


@cache
def model() -> Model:
    """Read the weights that are shipped."""
    with as_file(files(__package__).joinpath(WEIGHTS)) as path:
        table = pl.read_parquet(path)
    columns = table.columns[1:]
    kinds, classes, metrics = (
        tuple(c.removeprefix(model) for c in columns if c.startswith(model))
        for model in (KIND, CLASS, METRIC)
    )
    return Model(
        rows=MappingProxyType({name: at for at, name in enumerate(table["feature"])}),
        weights=table.select(columns).to_numpy(),
        kinds=kinds,
        classes=classes,
        metrics=metrics,
    )
