"""Wrong tonnes put right: which rows have a mass that no price could explain, and what it is.

A row is judged by its unit value over the world's median of the code and year, on a scale of
logarithms. A code that holds one product lies within a narrow band about 1; one that holds cheap
and dear products (lanthanum and terbium, flake and powder) has a wide one of its own: the band
reaches at least from `lowest` to `highest`, and as far as all but `tail` of the code's value on
either side. In codes whose band is wider than `mixed`, a row outside of it is taken as it is where
the same link's neighbouring years say the same, within a factor of `alike`.

What is replaced, or missing, gets the world's median where a code holds one product, which has one
price. In all other codes it gets the unit value of the same link in the `near` years before and
after, else that of what the supplier sold to others that year, else the median. Of rows whose mass
is known, held out in turn, half of coal's are met to within 23 % by the link's own years and 70 %
by the median, of rare earths' 50 and 150 %; of crude nine tenths lie nearer to the median.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from accord.axes import Array, Mask
from accord.data.rules import MASS, Rules, median_unit_value
from accord.data.shelf import Kinds

REPAIRS: Kinds = {
    "hs6": pl.String,
    "year": pl.Int16,
    "supplier": pl.String,
    "buyer": pl.String,
    "value_usd": pl.Float64,
    "repaired_t": pl.Float64,
}
ROW = ["hs6", "year", "supplier", "buyer", "value_usd"]  # what tells a row from all others
LINK = ["hs6", "supplier", "buyer"]
NEVER = {"tail": 0.5, "mixed": np.inf, "alike": 1.0, "near": 0}  # of a rule that names none


@dataclass(frozen=True, slots=True)
class _Band:
    """Within which logarithms of unit value over median a row of each code is believed: (R,)."""

    low: Array
    high: Array

    def holds(self, values: Array) -> Mask:
        """Say which values lie inside; nan doesn't."""
        inside: Mask = (values >= self.low) & (values <= self.high)
        return inside


def repairs_of(rows: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Find the rows whose tonnes are missing or wrong, and what stands for them.

    Parameters
    ----------
    rows : year, supplier, buyer, hs6, value_usd (US$), mass_t (t, null where unknown); all years
        of each code
    rules : by name; without the rule nothing is repaired

    Returns
    -------
    `REPAIRS`, sorted: a row for each that needs it; none where nobody knows any mass of the code
    and year
    """
    if MASS not in rules or rows.is_empty():
        return pl.DataFrame(schema=dict(REPAIRS))
    given = {**NEVER, **rules[MASS].settings}
    rows = rows.sort(*LINK, "year", "value_usd", "mass_t")
    rows = rows.join(median_unit_value(rows), on=["hs6", "year"], how="left", maintain_order="left")
    value, mass, median = (
        rows[c].cast(pl.Float64).fill_null(np.nan).to_numpy()
        for c in ("value_usd", "mass_t", "median")
    )
    with np.errstate(divide="ignore", invalid="ignore"):  # no mass, no value
        ratio = np.log(value / mass / median)
    ratio = np.where(np.isfinite(ratio), ratio, np.nan)
    band = _bands(_ids(rows, ["hs6"]), ratio, value, given)
    link = _neighbours(rows, ratio, int(given["near"]))
    mixed = band.high - band.low > np.log(given["mixed"])
    vouched = mixed & (np.abs(ratio - link) < np.log(given["alike"]))
    nothing = (value == 0) & (mass == 0)  # sold: there is no price to be wrong
    odd = ~(band.holds(ratio) | vouched | nothing) & np.isfinite(median)
    others = _sold_elsewhere(rows, value, mass, median)
    others = others if given["near"] else np.full(len(ratio), np.nan)
    several = (band.low < np.log(given["lowest"])) | (band.high > np.log(given["highest"]))
    best = np.zeros(len(ratio))  # the world's median
    for other in (others, link):
        best = np.where(several & band.holds(other), other, best)
    repaired = value / (median * np.exp(best))
    chosen = rows.with_columns(repaired_t=pl.Series(repaired)).filter(pl.Series(odd))
    return chosen.select(pl.col(c).cast(kind) for c, kind in REPAIRS.items()).sort(ROW)


def put_right(rows: pl.LazyFrame, repairs: pl.LazyFrame) -> pl.LazyFrame:
    """Put repaired tonnes into rows as recorded, and mark what was repaired.

    Parameters
    ----------
    rows : year, supplier, buyer, hs6, value_usd, mass_t, adjusted

    Returns
    -------
    The same rows; a row recoded before keeps both names, joined with " + ".
    """
    both = pl.concat_str("adjusted", pl.lit(MASS), separator=" + ", ignore_nulls=True)
    odd = pl.col("repaired_t").is_not_null()
    return (
        rows.join(
            repairs.unique(ROW, keep="first", maintain_order=True),
            on=ROW,
            how="left",
            maintain_order="left",
        )
        .with_columns(
            adjusted=pl.when(odd).then(both).otherwise("adjusted"),
            mass_t=pl.when(odd).then("repaired_t").otherwise("mass_t"),
        )
        .drop("repaired_t")
    )


def _ids(rows: pl.DataFrame, by: list[str]) -> NDArray[np.intp]:
    """Number the groups of rows: (R,)."""
    numbers = rows.select(pl.struct(by).rank("dense"))[:, 0].to_numpy() - 1
    return numbers.astype(np.intp)


def _bands(codes: NDArray[np.intp], ratio: Array, value: Array, given: Mapping[str, Any]) -> _Band:
    """Give each row the band of its code: all but the tails of its value, and the least of all."""
    low, high = np.full((2, codes.max() + 1), np.nan)
    for code in range(len(low)):
        here = np.flatnonzero((codes == code) & np.isfinite(ratio))
        order = here[np.argsort(ratio[here], kind="stable")]
        below = np.cumsum(value[order])
        if order.size and below[-1] > 0:
            places = np.searchsorted(
                below, below[-1] * np.array([given["tail"], 1 - given["tail"]])
            )
            low[code], high[code] = ratio[order[places.clip(max=order.size - 1)]]
    least, most = np.log(given["lowest"]), np.log(given["highest"])
    return _Band(np.fmin(low, least)[codes], np.fmax(high, most)[codes])


def _neighbours(rows: pl.DataFrame, ratio: Array, near: int) -> Array:
    """Take the median of the same link's ratios in the years around each row: (R,), or nan."""
    if not near:
        return np.full(len(ratio), np.nan)
    years = rows.select(*LINK, "year").with_columns(ratio=pl.Series(ratio).fill_nan(None))
    one_each = years.group_by(*LINK, "year").agg(pl.col("ratio").median())
    steps = [step for step in range(-near, near + 1) if step]
    found = years.drop("ratio")
    for step in steps:
        there = one_each.with_columns(pl.col("year") + step).rename({"ratio": f"{step}"})
        found = found.join(there, on=[*LINK, "year"], how="left", maintain_order="left")
    around = pl.concat_list(str(step) for step in steps).list.drop_nulls().list.median()
    return found.select(around)[:, 0].fill_null(np.nan).to_numpy()


def _sold_elsewhere(rows: pl.DataFrame, value: Array, mass: Array, median: Array) -> Array:
    """Give the logarithm of what the supplier gets from all others that year, over the median."""
    group = _ids(rows, ["hs6", "supplier", "year"])
    known = np.isfinite(mass) & (mass > 0)
    paid, sold = np.where(known, value, 0.0), np.where(known, mass, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):  # sells to nobody else
        rest = (np.bincount(group, paid)[group] - paid) / (np.bincount(group, sold)[group] - sold)
        found = np.log(rest / median)
    return np.where(np.isfinite(found), found, np.nan)
