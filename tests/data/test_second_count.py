"""Where the two counts of production disagree, and that the page on data prints it right."""

import csv
import re
import tomllib
from pathlib import Path

import polars as pl
import pytest

import accord
from accord.study import Cells
from accord.study.evidence import Effect
from accord.study.evidence.counts import counts_of

ROOT = Path(__file__).parents[2]
TABLES = Path(accord.__file__).parent / "data" / "tables"
PRINTED = {
    "Russia": "RUS", "Myanmar": "MMR", "Congo (Kinshasa)": "COD", "Chile": "CHL", "China": "CHN",
    "India": "IND",
}  # fmt: skip


def shares(good: str) -> dict[str, tuple[float, float]]:
    """Share of each state in the world's output of 2024, by the first and the second count."""
    with (TABLES / "production-usgs.csv").open(encoding="utf-8", newline="") as file:
        second = {
            r["state"]: float(r["quantity"])
            for r in csv.DictReader(file)
            if (r["good"], r["year"]) == (good, "2024")
        }
    series = tomllib.loads((TABLES / "goods.toml").read_text(encoding="utf-8"))[good]["production"]
    counted = pl.read_parquet(TABLES / "production.parquet").filter(
        pl.col("series").is_in(series) & (pl.col("year") == 2024)
    )
    first = dict(counted.group_by("state").agg(pl.col("quantity").sum()).iter_rows())
    whole, world = sum(first.values()), second["all"]
    named = set(second) - {"all", "other"}
    return {s: (first.get(s, 0.0) / whole, second[s] / world) for s in named}


def disagree(good: str) -> set[str]:
    """States with a twentieth of the world by either count, whose shares differ by a tenth."""
    return {
        s for s, (a, b) in shares(good).items() if max(a, b) > 0.05 and abs(a - b) > 0.1 * max(a, b)
    }


@pytest.mark.parametrize(
    ("good", "states"),
    [
        ("antimony", {"RUS", "MMR"}),
        ("rare-earths", {"AUS", "MMR"}),
        ("tantalum", {"COD", "NGA", "RWA", "BRA", "ETH"}),
        ("fluorspar", {"CHN", "MNG"}),
        ("gallium", set()),
        ("tungsten-ore", {"VNM"}),
        ("copper-ore", set()),
        ("graphite", {"MDG", "IND"}),
    ],
)
def test_the_two_counts_disagree_where_it_is_said(good, states):
    assert disagree(good) == states


def test_in_the_world_of_2023_the_publishers_disagree_on_chinas_antimony():
    world = accord.load_world(2023)
    cells = Cells(table="production", good="antimony", years=(2023,))
    (found,) = counts_of([cells], ("CHN",), world)
    assert found.effect is Effect.WIDEN
    # 82 of 235 kt by the first, 62.3 of 106.1 kt by the second
    assert "of the world's antimony the share of China is 34.9\u00a0% in 2023 by one, 58.7" in (
        found.says
    )


def test_the_page_prints_the_shares_of_both_counts():
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z ]+) \| ([^|]+) \| ([\d.]+) % \| ([\d.]+) % \|$", page, re.M)
    assert len(rows) == 8
    for good, state, first, second in rows:
        a, b = shares(good.replace(" ", "-"))[PRINTED[state]]
        assert (f"{100 * a:.1f}", f"{100 * b:.1f}") == (first, second), (good, state)
