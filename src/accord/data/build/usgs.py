"""`python -m accord.data.build.usgs FILE`: write the second source of production.

FILE is the table of all commodities that the US Geological Survey releases with its Mineral
Commodity Summaries (one row a chapter, country, statistic and year). `usgs_stages.csv` says which
of its series is which good, by what factor it becomes the unit of the first source, and whether
the two count one stage: where they don't, shares can be compared and tonnes can't. A dash is a
zero; what is withheld (W), small (s) or not available gets no row. `all` is the world's total as
printed, which is rounded, and `other` what it gives for states that it doesn't list.
"""

import csv
import re
import sys
from pathlib import Path

import polars as pl

from accord.data.build.listing import write_listing
from accord.data.catalogue import TABLES
from accord.errors import InputError

STAGES = Path(__file__).parent / "usgs_stages.csv"
TABLE = "production-usgs.csv"
SOURCE = "usgs-mcs-2026"
COLUMNS = (
    "good", "year", "state", "quantity", "unit", "mark", "material", "same_stage", "source",
    "status",
)  # fmt: skip
NOTHING = "—"
TOTALS = {"World total": "all", "Other countries": "other"}
CALLED = {  # as the Survey calls them, where `states.csv` does otherwise
    "Bolivia": "BOL", "Burma": "MMR", "Congo (Kinshasa)": "COD", "Côte d’Ivoire": "CIV",
    "Iran": "IRN", "Korea, North": "PRK", "Korea, Republic of": "KOR", "Laos": "LAO",
    "Russia": "RUS", "Syria": "SYR", "Tanzania": "TZA", "Turkey": "TUR",
    "United Kingdom": "GBR", "United States": "USA", "Vietnam": "VNM",
}  # fmt: skip

Row = dict[str, str]


def rows(file: Path, stages: list[Row], states: dict[str, str]) -> list[Row]:
    """Turn the Survey's rows of world production into those of the table, in order."""
    table = pl.read_csv(file, encoding="cp1252", infer_schema=False)
    made = table.filter(
        (pl.col("Statistics") == "Production") & pl.col("Section").str.contains("(?i)world")
    )
    found: dict[tuple[str, int, str], Row] = {}
    for stage in stages:
        of = made.filter(
            (pl.col("MCS chapter") == stage["chapter"])
            & (pl.col("Commodity") == stage["commodity"])
            & pl.col("Statistics_detail").str.contains(f"(?i)^{re.escape(stage['detail'])}([:,]|$)")
        )
        if of.is_empty():
            raise InputError(f"{file}: nothing of {stage['chapter']}, {stage['detail']}")
        for r in of.iter_rows(named=True):
            _add(found, stage, r, _state(r["Country"], states, file))
    return [found[key] for key in sorted(found)]


def _add(found: dict[tuple[str, int, str], Row], stage: Row, r: Row, state: str) -> None:
    quantity = _number(r["Value"])
    if quantity is None:
        return
    quantity *= float(stage["factor"])
    key = (stage["good"], int(r["Year"]), state)
    if key in found:  # ilmenite and rutile are one good
        quantity += float(found[key]["quantity"])
    found[key] = {
        "good": stage["good"],
        "year": r["Year"],
        "state": state,
        "quantity": f"{quantity:.10g}",
        "unit": stage["unit"],
        "mark": "estimated" if "estimated" in (r["Notes"] or "").lower() else "reported",
        "material": f"{stage['commodity']}: {stage['detail']}",
        "same_stage": stage["same"],
        "source": SOURCE,
        "status": "verified",
    }


def _number(value: str) -> float | None:
    if value.strip() == NOTHING:
        return 0.0
    try:
        return float(value.replace(",", ""))
    except ValueError:
        return None


def _state(country: str, states: dict[str, str], file: Path) -> str:
    known = {**states, **CALLED, **TOTALS}
    if country not in known:
        raise InputError(f'{file}: no state is called "{country}"')
    return known[country]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def main(file: Path) -> None:
    """Write the table and list it."""
    states = {r["name"]: r["iso3"] for r in _read(TABLES / "states.csv")}
    with (TABLES / TABLE).open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows(file, _read(STAGES), states))
    write_listing()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
