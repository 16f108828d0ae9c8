"""The ledger of `docs/read-again`: which rows that said verified were looked up again.

A file for each table, with the columns

    row      the row's key, its parts joined by |, or `source:KEY`: every verified row of that
             source that has no line of its own
    outcome  found, elsewhere (another readable source says it), wrong-mended (it was wrong, and
             the row as named is what is right), not-found
    where    the page, section or file that was read; of a row that was wrong also what it said
    date     the day on which it was looked up
"""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.data.curated_tables import Row, rows, sources

DOCS = Path(__file__).resolve().parents[2] / "docs"
FOLDER = DOCS / "read-again"
LEDGERS = sorted(path.stem for path in FOLDER.glob("*.csv"))
OUTCOMES = {"found", "elsewhere", "wrong-mended", "not-found"}
NOT_KEPT = "not kept"  # of a page that was read, in a row's note or its source's
KEYS = {
    "accessions": ("case", "state"),
    "blocs": ("bloc", "state", "start"),
    "corridor-events": ("event", "passage"),
    "corridor-lines": ("line",),
    "corridor-passages": ("passage",),
    "corridor-rates": ("rate", "of", "scope"),
    "corridor-splits": ("state", "good", "direction", "year", "route", "via"),
    "corridor-terminals": ("node", "handle", "kind"),
    "corridor-units": ("unit", "into"),
    "critical_lists": ("list", "mineral"),
    "elasticities": ("good", "parameter", "horizon"),
    "event-names": ("event",),
    "figures": ("figure", "state", "year"),
    "holes": ("id",),
    "ideal_points": ("state", "year"),
    "in-force": ("id",),
    "instruments": ("instrument",),
    "lng-terminals": ("state", "kind", "state_of"),
    "named-shocks": ("kind", "hs6", "agent", "before"),
    "production-usgs": ("good", "year", "state"),
    "projects": ("state", "partner", "what"),
    "regions": ("region", "state"),
    "supply-shocks": ("id",),
    "ties": ("subject", "relation", "object", "start"),
}
SET = "source:"
WHOLE = (  # of these every row that says verified has been looked up
    "accessions", "blocs", "corridor-events", "corridor-lines", "corridor-passages",
    "corridor-rates", "corridor-splits", "corridor-terminals", "corridor-units",
    "critical_lists", "elasticities", "event-names", "figures", "holes", "ideal_points",
    "in-force", "instruments", "lng-terminals", "named-shocks", "production-usgs", "projects",
    "regions", "supply-shocks", "ties",
)  # fmt: skip
PRINTED = re.compile(
    r"^\| `([\w-]+)\.csv` \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$"
)


def ledger(table: str) -> list[Row]:
    """Read the ledger of a table."""
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def named(table: str) -> dict[str, Row]:
    """Name every row of a table by its key, which no other row has."""
    found = {"|".join(row[column] for column in KEYS[table]): row for row in rows(table)}
    assert len(found) == len(rows(table)), table
    return found


def is_verified(row: Row) -> bool:
    """Say whether the row says so."""
    return "verified" in (row.get("status"), row.get("source_status"))


def outcomes(table: str) -> dict[str, str]:
    """Say of every row that was looked up how it ended."""
    by_line = {line["row"]: line["outcome"] for line in ledger(table)}
    by_set = {
        key: by_line[SET + row["source"]]
        for key, row in named(table).items()
        if is_verified(row) and SET + row["source"] in by_line
    }
    return by_set | {key: ended for key, ended in by_line.items() if not key.startswith(SET)}


@pytest.mark.parametrize("table", KEYS)
def test_a_key_names_one_row(table):
    assert named(table)


@pytest.mark.parametrize("table", LEDGERS)
def test_a_ledger_names_what_there_is_and_says_how_it_ended(table):
    there, of_sources = named(table), {row["source"] for row in rows(table)}
    lines = ledger(table)
    assert lines
    assert [row for row, times in Counter(line["row"] for line in lines).items() if times > 1] == []
    for line in lines:
        assert set(line) == {"row", "outcome", "where", "date"}, line
        assert line["outcome"] in OUTCOMES, line
        assert line["where"].strip(), line
        assert date.fromisoformat(line["date"]) >= date(2026, 11, 26), line
        if line["row"].startswith(SET):
            assert line["row"].removeprefix(SET) in of_sources, line
        else:
            assert line["row"] in there, line


@pytest.mark.parametrize("table", LEDGERS)
def test_what_was_not_found_again_is_not_called_verified(table):
    there, told, lines = named(table), sources(), ledger(table)
    lost = {line["row"] for line in lines if line["outcome"] == "not-found"}
    alone = {line["row"] for line in lines}
    for key, row in there.items():
        of_set = SET + row["source"] in lost and key not in alone
        if is_verified(row) and (key in lost or of_set):
            notes = row.get("note", "") + str(told[row["source"]].get("note", ""))
            assert NOT_KEPT in notes, (table, key)


@pytest.mark.parametrize("table", WHOLE)
def test_no_verified_row_of_a_table_that_was_read_whole_is_left_out(table):
    verified = {key for key, row in named(table).items() if is_verified(row)}
    assert verified - outcomes(table).keys() == set()


def test_the_page_on_data_counts_what_the_ledgers_say():
    lines = (DOCS / "data.md").read_text(encoding="utf-8").splitlines()
    printed = {found[1]: found for line in lines if (found := PRINTED.match(line))}
    assert set(WHOLE) <= set(printed)
    for table, found in printed.items():
        ended = Counter(outcomes(table).values())
        counts = [int(number.replace(",", "")) for number in found.groups()[1:]]
        assert counts == [
            sum(ended.values()),
            *(ended[one] for one in ("found", "elsewhere", "wrong-mended", "not-found")),
        ], table
