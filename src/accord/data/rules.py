"""Rules that adjust recorded rows: wrong codes and wrong tonnes, by name, never in silence.

`tables/rules.toml` says what each rule does and why, and holds its thresholds. Value is never
touched: it is what customs know best. The median that mass is checked against is the world's, of
one code in one year, weighted by value, so that small odd shipments do not move it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import numpy as np
import polars as pl

from accord.axes import Array
from accord.data.shelf import Shelf
from accord.errors import DataError
from accord.memo import kept

MASS = "mass-from-median"
RECODED = ("israel-egypt-pipeline-as-lng", "pipeline-gas-as-lng")
TRANSIT = "italy-gas-transit"
HUBS = "hub-pass-through"
NET_EXPORTS = "net-exporter-makes-what-it-exports"
CLIPPED = "exports-above-production"
TABLE = "rules.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One named adjustment."""

    name: str
    says: str
    why: str
    source: str
    status: str
    settings: Mapping[str, Any]  # thresholds, codes and states, as the table gives them


Rules = Mapping[str, Rule]


@kept
def rules(shelf: Shelf) -> Rules:
    """Read every rule, by name; DataError where the table is damaged or incomplete.

    A folder without the table, or with an empty one, has no rules: its trade is taken as recorded.
    """
    if not shelf.has(TABLE):
        return MappingProxyType({})
    table = shelf.settings(TABLE)
    if not table:
        return MappingProxyType({})
    try:
        found = {name: _rule(name, dict(entry)) for name, entry in table.items()}
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{TABLE} is damaged: {error}") from error
    if missing := {MASS, *RECODED, TRANSIT, HUBS, NET_EXPORTS, CLIPPED} - set(found):
        raise DataError(f"{TABLE} lacks {', '.join(sorted(missing))}")
    return MappingProxyType(found)


def _rule(name: str, entry: dict[str, Any]) -> Rule:
    texts = {k: entry.pop(k) for k in ("says", "why", "source", "status")}
    return Rule(name=name, settings=MappingProxyType(entry), **texts)


def recode(rows: pl.LazyFrame, rules: Rules) -> pl.LazyFrame:
    """Count the rows under the code that they should have been recorded under.

    Parameters
    ----------
    rows : year, supplier, buyer, hs6, value_usd, mass_t
    rules : by name; those of recoding are applied where they are among them

    Returns
    -------
    The same rows with `adjusted`: the rule's name, or null. Where the right code has a row of its
    own between the two states, both stay: they are shipments of their own.
    """
    wrong = {n: wrongly_coded(rules[n]) for n in RECODED if n in rules}
    counted = {n: pl.lit(str(rules[n].settings["counted"])) for n in wrong}
    return rows.with_columns(
        adjusted=pl.coalesce(
            *(pl.when(rows_of).then(pl.lit(n)) for n, rows_of in wrong.items()),
            pl.lit(None, pl.String),
        ),
        hs6=pl.coalesce(
            *(pl.when(rows_of).then(counted[n]) for n, rows_of in wrong.items()), "hs6"
        ),
    )


def wrongly_coded(rule: Rule) -> pl.Expr:
    """Tell which rows a rule of recoding means: its links, its code, from its first year on."""
    given = rule.settings
    links = pl.any_horizontal(
        (pl.col("supplier") == supplier) & (pl.col("buyer") == buyer)
        for supplier, buyer in given["links"]
    )
    since = pl.col("year") >= int(given.get("first", 0))
    return links & (pl.col("hs6") == str(given["recorded"])) & since


def with_counterparts(codes: Iterable[str], rules: Rules) -> list[str]:
    """Add to HS6 codes those that share a rule of recoding with one of them; sorted."""
    wanted = set(codes)
    recodings = (rules[n].settings for n in RECODED if n in rules)
    pairs = ({given[side] for side in ("recorded", "counted")} for given in recodings)
    return sorted(wanted.union(*(pair for pair in pairs if pair & wanted)))


def median_unit_value(rows: pl.DataFrame) -> pl.DataFrame:
    """Find the world's value-weighted median unit value of each code and year.

    Parameters
    ----------
    rows : year, hs6, value_usd (US$), mass_t (t, null where unknown)

    Returns
    -------
    hs6, year, median (US$/t), sorted: half of the value of all rows with a mass was sold at or
    below it. Summed row by row in the order of unit value, so that no number of threads matters.
    """
    by = ["hs6", "year"]
    weighed = (
        rows.filter(pl.col("mass_t") > 0, pl.col("value_usd") > 0)
        .select(*by, "value_usd", unit=pl.col("value_usd") / pl.col("mass_t"))
        .sort(*by, "unit", "value_usd")
    )
    groups = weighed.select(by).unique(maintain_order=True)
    starts = np.flatnonzero(weighed.select(pl.struct(by).rle_id().diff().fill_null(1))[:, 0])
    value, unit = weighed["value_usd"].to_numpy(), weighed["unit"].to_numpy()
    medians = [
        _median(value[start:end], unit[start:end]) for start, end in pairwise([*starts, len(value)])
    ]
    return groups.with_columns(median=pl.Series(medians, dtype=pl.Float64))


def _median(weight: Array, rising: Array) -> float:
    """Find the first of rising numbers at or below which half of the weight lies."""
    below = np.cumsum(weight)
    return float(rising[np.searchsorted(below, below[-1] / 2)])
