"""Learn what features of a clause speak for which kind and metric, and write the weights.

    python -m accord.drafting.training tests/drafting

reads `clauses/*.txt` (clauses under headings `## kind metric,metric`) and those of `texts/*.toml`
whose role is "dev", and writes `clause-weights.parquet` beside this file. What is learnt of a word
is learnt in part of all words that stand near it in `vectors.parquet`, so that those too have
weights that no clause has. The same input gives the same bytes on the same machine; nothing of this
is needed to draft.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from scipy.optimize import minimize
from scipy.sparse import csr_array, hstack
from scipy.special import logsumexp

from accord.axes import Array
from accord.drafting.draft import known_names
from accord.drafting.features import WRITTEN, features, read
from accord.drafting.likely import BIAS, CLASS, KIND, METRIC, NONE, NOT, STEP, WEIGHTS
from accord.drafting.mentions import Gazetteer
from accord.drafting.roles import roles_of
from accord.world import load

HERE = Path(__file__).parent
# Of the squared weights, halved, in units of one clause's log likelihood: there are fewer clauses
# to a metric than to a kind.
RIDGE = 2.0
RIDGE_METRIC = 4.0
NEAR = 3.0  # times as much, what words have in common with those near them
ROUNDS = 80
RARE = 3  # clauses that a feature is in, below which it is left out
RARE_METRIC = 4
FEWEST = 25  # clauses of one kind and metric, from which on they are a class of their own
LARGEST = 127  # a stored weight, and a stored number of a vector
VECTORS = "vectors.parquet"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A clause and what a person said that it is."""

    text: str
    kind: str
    metrics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Where words stand, by what they are used with."""

    at: Mapping[str, int]
    vectors: Array  # words x axes, 1 and less

    def of(self, features: Sequence[str]) -> Array:
        """Give the sum over the words of a clause that are known."""
        words = (feature.removeprefix(WRITTEN) for feature in features if feature[:2] == WRITTEN)
        total: Array = self.vectors[[self.at[word] for word in words if word in self.at]].sum(
            axis=0
        )
        return total


def known_words(folder: Path) -> Words:
    """Read the vectors of a folder, none where it has no table of them."""
    if not (folder / VECTORS).exists():
        return Words({}, np.zeros((0, 0)))
    table = pl.read_parquet(folder / VECTORS)
    return Words(
        {word: at for at, word in enumerate(table["word"])},
        table.drop("word").to_numpy() / LARGEST,
    )


def labelled(folder: Path) -> Iterator[Labelled]:
    """Read the clauses of a folder."""
    for path in sorted((folder / "clauses").glob("*.txt")):
        kind, metrics = NOT, tuple[str, ...]((NONE,))
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("## "):
                kind, named = line[3:].split()
                metrics = tuple(named.split(","))
            elif line and not line.startswith("%"):
                yield Labelled(line, kind, metrics)
    for path in sorted((folder / "texts").glob("*.toml")):
        text = tomllib.loads(path.read_text(encoding="utf-8"))
        for one in text["clauses"] if text["role"] == "dev" else ():
            kind = one["kind"] if one["worthy"] else NOT
            yield Labelled(one["text"], kind, tuple(one.get("metrics", ())) or (NONE,))


def featured(one: Labelled, names: Gazetteer) -> list[str]:
    """Give the features of a clause that stands alone."""
    mentions = names.mentions(one.text)
    found = features(read(one.text, mentions, roles_of(one.text, mentions, None)))
    return [BIAS, *found]


def learnt(
    rows: csr_array, says: Array, weights: Array, classes: int, ridge: float | Array = RIDGE
) -> Array:
    """Fit a multinomial logistic regression.

    Parameters
    ----------
    rows : clauses x features, the bias first
    says : class of each clause
    weights : of each clause
    ridge : how far weights are held to zero, each or all

    Returns
    -------
    features x classes, in log odds
    """
    told = np.zeros((rows.shape[0], classes))
    told[np.arange(says.size), says] = 1
    hold = np.full(rows.shape[1], 1.0) * ridge
    hold[0] = 0  # the bias is free

    def loss(flat: Array) -> tuple[float, Array]:
        w = flat.reshape(rows.shape[1], classes)
        sums = rows @ w
        logs = sums - logsumexp(sums, axis=1, keepdims=True)
        held = hold[:, None] * w
        slope = rows.T @ (weights[:, None] * (np.exp(logs) - told)) + held
        wrong = -(weights * logs[np.arange(says.size), says]).sum()
        return float(wrong + (held * w).sum() / 2), slope.ravel()

    start = np.zeros(rows.shape[1] * classes)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    fitted: Array = found.x.reshape(rows.shape[1], classes)
    fitted -= fitted.mean(axis=1, keepdims=True)
    return fitted


def table(clauses: Sequence[Labelled], names: Gazetteer, words: Words) -> pl.DataFrame:
    """Learn the models and lay their weights side by side, as whole numbers."""
    found = [featured(one, names) for one in clauses]
    often = Counter(f for several in found for f in several if not f.startswith(WRITTEN))
    kept = [f for f in sorted(often) if often[f] >= RARE and f != BIAS]
    columns = {feature: at for at, feature in enumerate([BIAS, *kept])}
    near = csr_array(np.array([words.of(several) for several in found]))
    whole = csr_array(hstack([_matrix(found, columns), near]))
    hold = np.repeat([1.0, NEAR], [len(columns), near.shape[1]])
    weights: dict[str, Array] = {}
    for model, named in ((KIND, [one.kind for one in clauses]), (CLASS, _classes(clauses))):
        several = sorted(set(named))
        says = np.array([several.index(name) for name in named])
        fitted = learnt(whole, says, np.ones(len(clauses)), len(several), RIDGE * hold)
        weights |= {model + name: w for name, w in zip(several, fitted.T, strict=True)}
    metrics, rows, says, share = _metrics(clauses)
    fitted = learnt(csr_array(whole[rows]), says, share, len(metrics), RIDGE_METRIC * hold)
    weights |= {METRIC + m: w for m, w in zip(metrics, fitted.T, strict=True)}
    own = {name: w[: len(columns)] for name, w in weights.items()}
    shared = {name: words.vectors @ w[len(columns) :] for name, w in weights.items()}
    rows_of = [*columns, *(WRITTEN + word for word in words.at)]
    both = _whole({name: np.concatenate([own[name], shared[name]]) for name in weights})
    made = pl.DataFrame({"feature": rows_of} | both)
    return made.filter(pl.any_horizontal(pl.exclude("feature") != 0))


def _classes(clauses: Sequence[Labelled]) -> list[str]:
    """Tell classes apart: a kind with the metric named first, or what is left of the kind."""
    told = [(one.kind, one.metrics[0]) for one in clauses]
    often = Counter(told)
    return [f"{kind} {metric}" if often[kind, metric] >= FEWEST else kind for kind, metric in told]


def _metrics(clauses: Sequence[Labelled]) -> tuple[list[str], Array, Array, Array]:
    """Lay out a row for each clause and metric that would do, which share the clause's weight."""
    often = Counter(m for one in clauses for m in one.metrics if one.kind != NOT)
    metrics = sorted(m for m, n in often.items() if n >= RARE_METRIC)
    laid = [
        (at, metrics.index(m), 1 / len(one.metrics))
        for at, one in enumerate(clauses)
        for m in one.metrics
        if one.kind != NOT and m in metrics
    ]
    rows, says, share = (np.array(column) for column in zip(*laid, strict=True))
    return metrics, rows, says, share


def _matrix(found: Sequence[Sequence[str]], columns: Mapping[str, int]) -> csr_array:
    at = [[columns[f] for f in several if f in columns] for several in found]
    ends = np.cumsum([0, *map(len, at)])
    flat = np.concatenate([np.array(one, dtype=int) for one in at])
    return csr_array((np.ones(flat.size), flat, ends), shape=(len(found), len(columns)))


def _whole(weights: Mapping[str, Array]) -> dict[str, pl.Series]:
    rounded = {k: np.clip(np.rint(w / STEP), -LARGEST, LARGEST) for k, w in weights.items()}
    return {k: pl.Series(w.astype(np.int8)) for k, w in rounded.items()}


def main(folder: Path, into: Path = HERE / WEIGHTS) -> None:
    """Write the weights that the clauses of a folder give."""
    clauses = tuple(labelled(folder))
    made = table(clauses, known_names(load()), known_words(folder))
    made.write_parquet(into, compression="zstd", compression_level=22, statistics=False)
    print(f"{len(clauses)} clauses, {made.height} features, {into.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
