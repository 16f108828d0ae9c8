"""Rules that adjust recorded rows: wrong codes and wrong tonnes, by name, never in silence.

`tables/rules.toml` says what each rule does and why, and holds its thresholds. Value is never
touched: it is what customs know best. The median that mass is checked against is the world's, of
one code in one year, weighted by value, so that small odd shipments do not move it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import polars as pl

from accord.data.package import settings
from accord.errors import DataError

MASS = "mass-from-median"
RECODED = ("israel-egypt-pipeline-as-lng", "pipeline-gas-as-lng")
TRANSIT = "italy-gas-transit"
HUBS = "hub-pass-through"
NET_EXPORTS = "net-exporter-makes-what-it-exports"
CLIPPED = "exports-above-production"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One named adjustment."""

    name: str
    says: str
    why: str
    source: str
    status: str
    settings: Mapping[str, Any]  # thresholds, codes and states, as the table gives them


@cache
def rules() -> Mapping[str, Rule]:
    """Read every rule, by name; DataError where the table is missing, damaged or incomplete."""
    table = settings("rules.toml")
    try:
        found = {name: _rule(name, dict(entry)) for name, entry in table.items()}
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"rules.toml is damaged: {error}") from error
    if missing := {MASS, *RECODED, TRANSIT, HUBS, NET_EXPORTS, CLIPPED} - set(found):
        raise DataError(f"rules.toml lacks {', '.join(sorted(missing))}")
    return MappingProxyType(found)


def _rule(name: str, entry: dict[str, Any]) -> Rule:
    texts = {k: entry.pop(k) for k in ("says", "why", "source", "status")}
    return Rule(name=name, settings=MappingProxyType(entry), **texts)


def recode(rows: pl.DataFrame) -> pl.DataFrame:
    """Count the rows under the code that they should have been recorded under.

    Parameters
    ----------
    rows : year, supplier, buyer, hs6, value_usd, mass_t

    Returns
    -------
    The same rows with `adjusted`: the rule's name, or null. Where the right code has a row of its
    own between the two states, both stay: they are shipments of their own.
    """
    return rows.with_columns(
        adjusted=pl.coalesce(pl.when(wrongly_coded(n)).then(pl.lit(n)) for n in RECODED),
        hs6=pl.coalesce(
            *(pl.when(wrongly_coded(n)).then(pl.lit(_counted(n))) for n in RECODED), "hs6"
        ),
    )


def wrongly_coded(name: str) -> pl.Expr:
    """Tell which rows a rule of recoding means: its links, its code, from its first year on."""
    rule = rules()[name].settings
    links = pl.any_horizontal(
        (pl.col("supplier") == supplier) & (pl.col("buyer") == buyer)
        for supplier, buyer in rule["links"]
    )
    since = pl.col("year") >= int(rule.get("first", 0))
    return links & (pl.col("hs6") == str(rule["recorded"])) & since


def _counted(name: str) -> str:
    return str(rules()[name].settings["counted"])


def with_counterparts(codes: Iterable[str]) -> list[str]:
    """Add to HS6 codes those that share a rule of recoding with one of them; sorted."""
    wanted = set(codes)
    pairs = ({rules()[n].settings[side] for side in ("recorded", "counted")} for n in RECODED)
    return sorted(wanted.union(*(pair for pair in pairs if pair & wanted)))


def median_unit_value(rows: pl.DataFrame) -> pl.DataFrame:
    """Find the world's value-weighted median unit value of each code and year.

    Parameters
    ----------
    rows : year, hs6, value_usd (US$), mass_t (t, null where unknown)

    Returns
    -------
    year, hs6, median (US$/t): half of the value of all rows with a mass was sold at or below it.
    """
    by = ["year", "hs6"]
    return (
        rows.lazy()
        .filter(pl.col("mass_t") > 0, pl.col("value_usd") > 0)
        .select(*by, "value_usd", unit=pl.col("value_usd") / pl.col("mass_t"))
        .sort(*by, "unit", "value_usd")
        .with_columns(below=pl.col("value_usd").cum_sum().over(by))
        .filter(pl.col("below") >= pl.col("value_usd").sum().over(by) / 2)
        .group_by(by, maintain_order=True)
        .agg(median=pl.col("unit").first())
        .collect()
    )


def mass_from_median(rows: pl.DataFrame) -> pl.DataFrame:
    """Replace tonnes that are missing, or that no price could explain.

    Parameters
    ----------
    rows : year, supplier, buyer, hs6, value_usd (US$), mass_t (t, null where unknown), adjusted

    Returns
    -------
    The same rows; mass_t is known wherever any row of the code and year had a mass, and
    `adjusted` names this rule where it was applied (a row recoded before keeps both names,
    joined with " + ").
    """
    rule = rules()[MASS].settings
    ratio = pl.col("value_usd") / pl.col("mass_t") / pl.col("median")
    odd = pl.col("mass_t").is_null() | (ratio < rule["lowest"]) | (ratio > rule["highest"])
    both = pl.concat_str("adjusted", pl.lit(MASS), separator=" + ", ignore_nulls=True)
    medians = median_unit_value(rows)
    return (
        rows.lazy()
        .join(medians.lazy(), on=["year", "hs6"], how="left", maintain_order="left")
        .with_columns(odd=odd & pl.col("median").is_not_null())
        .with_columns(
            adjusted=pl.when("odd").then(both).otherwise("adjusted"),
            mass_t=pl.when("odd").then(pl.col("value_usd") / pl.col("median")).otherwise("mass_t"),
        )
        .drop("median", "odd")
        .collect()
    )
