"""What a multiverse says: how often each verdict stands, and what turns it."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from accord.case.model import Case
from accord.multiverse.plan import Plan

DIMENSIONS = ("year", "model", "seed", "lines", "setting")
WORDS = ("supported", "depends", "contradicted", "untestable")


@dataclass(frozen=True, kw_only=True)
class Multiverse:
    """All universes of a case, judged.

    rows : a row for each universe, claim and part, in the order of the plan
    """

    rows: pl.DataFrame
    plan: Plan
    case: Case

    @cached_property
    def claims(self) -> pl.DataFrame:
        """Sum each claim up: a row for each, in the order of the case.

        universes : in which the model answers
        supported, depends, contradicted, untestable : the share of them
        stands : the commonest word, and `share`, of the universes that say it
        turned_by : the dimension that turns the word most often, None where none does
        year, model, seed, lines, setting : how often each turns it: of the groups of universes
            that differ in nothing else, the share in which not all say the same word
        """
        return pl.DataFrame([self._claim(name) for name in self.names], schema=self._schema())

    @property
    def names(self) -> list[str]:
        """Every claim and part, in the order of the case."""
        return self.rows["claim"].unique(maintain_order=True).to_list()

    def _schema(self) -> pl.Schema:
        shares = {name: pl.Float64() for name in (*WORDS, *DIMENSIONS)}
        return pl.Schema(
            {"claim": pl.String(), "universes": pl.Int64(), "stands": pl.String()}
            | {"share": pl.Float64(), "turned_by": pl.String(), **shares}
        )

    def _claim(self, name: str) -> dict[str, object]:
        rows = self.rows.filter(pl.col("claim") == name, pl.col("verdict").is_not_null())
        words = {word: _mean(rows["verdict"] == word) for word in WORDS}
        stands = max(WORDS, key=lambda word: words[word]) if rows.height else None
        turns = {dimension: _turned(rows, dimension) for dimension in DIMENSIONS}
        most = max(DIMENSIONS, key=lambda dimension: turns[dimension] or 0.0)
        return {
            "claim": name,
            "universes": rows.height,
            "stands": stands,
            "share": words[stands] if stands else None,
            "turned_by": most if turns[most] else None,
            **words,
            **turns,
        }

    def curve(self, claim: str) -> pl.DataFrame:
        """Give a claim's specification curve: its universes in the order of their value."""
        return self.rows.filter(pl.col("claim") == claim).sort(
            "value", *DIMENSIONS, nulls_last=True
        )


def _mean(true: pl.Series) -> float:
    return float(true.sum()) / max(true.len(), 1)


def _turned(rows: pl.DataFrame, dimension: str) -> float | None:
    """Of groups that differ in one dimension alone, the share that say more than one word."""
    others = [name for name in DIMENSIONS if name != dimension]
    groups = (
        rows.group_by(others)
        .agg(said=pl.col("verdict").n_unique(), many=pl.len())
        .filter(pl.col("many") > 1)
    )
    return _mean(groups["said"] > 1) if groups.height else None
