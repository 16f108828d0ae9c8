"""Learn what features of a clause speak for which kind and metric, and write the weights.

    python -m accord.drafting.training tests/drafting

reads `clauses/*.txt` (clauses of our own words under headings `## kind metric,metric`) and those of
`texts/*.toml` whose role is "dev", and writes `clause-weights.parquet` beside this file. The same
input gives the same bytes on the same machine; nothing of this is needed to draft.
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
from scipy.sparse import csr_array
from scipy.special import logsumexp

from accord.axes import Array
from accord.drafting.draft import known_names
from accord.drafting.features import features, read
from accord.drafting.likely import BIAS, KIND, METRIC, NONE, NOT, STEP, WEIGHTS
from accord.drafting.mentions import Gazetteer
from accord.drafting.roles import roles_of
from accord.world import load

HERE = Path(__file__).parent
# Of the squared weights, halved, in units of one clause's log likelihood: there are fewer clauses
# to a metric than to a kind.
RIDGE = 2.0
RIDGE_METRIC = 4.0
ROUNDS = 80
RARE = 5  # clauses that a feature is in, below which it is left out
RARE_METRIC = 4
LARGEST = 127  # a stored weight


@dataclass(frozen=True, slots=True)
class Labelled:
    """A clause and what a person said that it is."""

    text: str
    kind: str
    metrics: tuple[str, ...]


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
    rows: csr_array, says: Array, weights: Array, classes: int, ridge: float = RIDGE
) -> Array:
    """Fit a multinomial logistic regression.

    Parameters
    ----------
    rows : clauses x features, 0 or 1, the bias first
    says : class of each clause
    weights : of each clause
    ridge : how far weights are held to zero

    Returns
    -------
    features x classes, in log odds
    """
    told = np.zeros((rows.shape[0], classes))
    told[np.arange(says.size), says] = 1

    def loss(flat: Array) -> tuple[float, Array]:
        w = flat.reshape(rows.shape[1], classes)
        sums = rows @ w
        logs = sums - logsumexp(sums, axis=1, keepdims=True)
        held = w.copy()
        held[0] = 0  # the bias is free
        slope = rows.T @ (weights[:, None] * (np.exp(logs) - told)) + ridge * held
        wrong = -(weights * logs[np.arange(says.size), says]).sum()
        return float(wrong + ridge * (held**2).sum() / 2), slope.ravel()

    start = np.zeros(rows.shape[1] * classes)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    fitted: Array = found.x.reshape(rows.shape[1], classes)
    fitted -= fitted.mean(axis=1, keepdims=True)
    return fitted


def table(clauses: Sequence[Labelled], names: Gazetteer) -> pl.DataFrame:
    """Learn both models and lay their weights side by side, as whole numbers."""
    found = [featured(one, names) for one in clauses]
    often = Counter(feature for several in found for feature in several)
    kept = [f for f in sorted(often) if often[f] >= RARE and f != BIAS]
    columns = {feature: at for at, feature in enumerate([BIAS, *kept])}
    kinds = sorted({one.kind for one in clauses})
    whole = csr_array(_matrix(found, columns))
    of_kind = np.array([kinds.index(one.kind) for one in clauses])
    weights = {KIND + k: w for k, w in zip(kinds, learnt(
        whole, of_kind, np.ones(len(clauses)), len(kinds)).T, strict=True)}  # fmt: skip
    metrics, rows, says, share = _metrics(clauses)
    fitted = learnt(csr_array(whole[rows]), says, share, len(metrics), RIDGE_METRIC)
    weights |= {METRIC + m: w for m, w in zip(metrics, fitted.T, strict=True)}
    return pl.DataFrame({"feature": list(columns)} | _whole(weights))


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
    made = table(clauses, known_names(load()))
    made.write_parquet(into, compression="zstd", compression_level=22, statistics=False)
    print(f"{len(clauses)} clauses, {made.height} features, {into.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
