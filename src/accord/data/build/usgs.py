"""`python -m accord.data.build.usgs FILE FILE_2025`: write the second source of production.

FILE is the table of all commodities that the US Geological Survey releases with its Mineral
Commodity Summaries of 2026 (one row a chapter, country, statistic and year), FILE_2025 the world
data of the release before (a row a commodity and country), of which the year is taken that FILE
lacks. `usgs_stages.csv` says which of their series is which good, by what factor it becomes the
unit of the first source, and whether the two count one stage: where they don't, shares can be
compared and tonnes can't. A dash is a zero; what is withheld (W), small (s) or not available gets
no row. `all` is the world's total as printed, which is rounded, and `other` what it gives for
states that it doesn't list.
"""

import csv
import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from accord.data.build.listing import write_listing
from accord.data.catalogue import TABLES
from accord.errors import InputError

STAGES = Path(__file__).parent / "usgs_stages.csv"
TABLE = "production-usgs.csv"
COLUMNS = (
    "good", "year", "state", "quantity", "unit", "mark", "material", "same_stage", "source",
    "status",
)  # fmt: skip
NOTHING = "—"
TOTALS = {"World total": "all", "Other countries": "other", "Other Countries": "other"}
BESIDE = re.compile(r"\s*\((?!Kinshasa|Brazzaville)[^)]*\).*")  # a remark on a country's name
SUMMED = "World total (ilmenite and rutile, rounded)"  # printed of two series that are one good
CALLED = {  # as the Survey calls them, where `states.csv` does otherwise
    "Bolivia": "BOL", "Burma": "MMR", "Congo (Kinshasa)": "COD", "Côte d’Ivoire": "CIV",
    "Iran": "IRN", "Korea, North": "PRK", "Korea, Republic of": "KOR", "Laos": "LAO",
    "Russia": "RUS", "Syria": "SYR", "Tanzania": "TZA", "Turkey": "TUR",
    "United Kingdom": "GBR", "United States": "USA", "Vietnam": "VNM",
}  # fmt: skip

Row = dict[str, str]
Rows = dict[tuple[str, int, str], Row]  # by good, year and state


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One figure of a release, as it is printed."""

    country: str
    year: int
    value: str
    estimated: bool
    whole: bool = False  # of all series of the good: not added up, but as it is printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(ABC):
    """A release's file, and the key of its source."""

    file: Path
    source: str

    @abstractmethod
    def counted(self, stage: Row) -> Iterator[Counted]:
        """Give the figures of one good."""


class Release2026(Release):
    """A row a figure, each year by itself."""

    def counted(self, stage: Row) -> Iterator[Counted]:
        """Give what stands in the sections on the world."""
        table = pl.read_csv(self.file, encoding="cp1252", infer_schema=False)
        of = table.filter(
            (pl.col("Statistics") == "Production")
            & pl.col("Section").str.contains("(?i)world")
            & (pl.col("MCS chapter") == stage["chapter"])
            & (pl.col("Commodity") == stage["commodity"])
        )
        named = re.compile(rf"{re.escape(stage['detail'])}( and [^:,]*)?([:,]|$)", re.IGNORECASE)
        for r in of.iter_rows(named=True):
            if found := named.match(r["Statistics_detail"]):
                yield Counted(
                    country=r["Country"],
                    year=int(r["Year"]),
                    value=r["Value"],
                    estimated="estimated" in (r["Notes"] or "").lower(),
                    whole=bool(found[1]),
                )


class Release2025(Release):
    """A row a country, the years side by side; of these the one that was no estimate yet."""

    def counted(self, stage: Row) -> Iterator[Counted]:
        """Give the figures of 2023."""
        table = pl.read_csv(self.file, encoding="utf8-lossy", infer_schema=False)
        of = table.filter(
            pl.col("COMMODITY").str.strip_chars().is_in(stage["commodity_2025"].split("|"))
            & (pl.col("TYPE").str.strip_chars() == stage["type_2025"])
            & pl.col("PROD_2023").is_not_null()
        )
        for r in of.iter_rows(named=True):
            said = f"{r['TYPE']} {r['PROD_NOTES'] or ''}".lower()
            yield Counted(
                country=BESIDE.sub("", r["COUNTRY"]).replace("\xa0", " ").strip(),
                year=2023,
                value=r["PROD_2023"],
                estimated="estimated" in said,
                whole=r["COUNTRY"] == SUMMED,
            )


def rows(releases: tuple[Release, ...], stages: list[Row], states: dict[str, str]) -> list[Row]:
    """Turn the Survey's figures of world production into the rows of the table, in order."""
    found: Rows = {}
    whole: Rows = {}
    for release in releases:
        for stage in stages:
            figures = list(release.counted(stage))
            if not figures:
                raise InputError(f"{release.file}: nothing of {stage['good']}")
            for one in figures:
                into = whole if one.whole else found
                _add(into, stage, one, release.source, _state(one.country, states, release.file))
    for key, row in whole.items():
        found[key] |= {column: row[column] for column in ("quantity", "mark")}
    return [found[key] for key in sorted(found)]


def _add(found: Rows, stage: Row, one: Counted, source: str, state: str) -> None:
    quantity = _number(one.value)
    if quantity is None:
        return
    quantity *= float(stage["factor"])
    key = (stage["good"], one.year, state)
    material = f"{stage['commodity']}: {stage['detail']}"
    if key in found:  # ilmenite and rutile are one good
        quantity += float(found[key]["quantity"])
        material = f"{found[key]['material']} and {stage['detail'].split(': ')[-1]}"
    found[key] = {
        "good": stage["good"],
        "year": str(one.year),
        "state": state,
        "quantity": f"{quantity:.10g}",
        "unit": stage["unit"],
        "mark": "estimated" if one.estimated else "reported",
        "material": material,
        "same_stage": stage["same"],
        "source": source,
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


def main(newest: Path, before: Path) -> None:
    """Write the table and list it."""
    releases = (
        Release2026(file=newest, source="usgs-mcs-2026"),
        Release2025(file=before, source="usgs-mcs-2025"),
    )
    states = {r["name"]: r["iso3"] for r in _read(TABLES / "states.csv")}
    with (TABLES / TABLE).open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows(releases, _read(STAGES), states))
    write_listing()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
