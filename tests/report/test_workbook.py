"""A workbook holds texts as texts and numbers as numbers; a CSV disarms what would be a formula."""

import io
import zipfile
from xml.etree import ElementTree

import polars as pl
import pytest
from tests.report.fixture import document

from accord.report import tables
from accord.report.workbook import MAIN, workbook

ARMED = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]
TABLE = pl.DataFrame(
    {"text": [*ARMED, "a & <b>", None, "bell \x07"], "number": [1.5, -2, 0, 3, 4, 5, 6, None, 7]}
)


def sheet(held, n=1):
    """Read a sheet back: rows of (kind, text)."""
    with zipfile.ZipFile(io.BytesIO(held)) as package:
        assert package.testzip() is None
        tree = ElementTree.fromstring(package.read(f"xl/worksheets/sheet{n}.xml"))
    cells = f"{{{MAIN}}}c"
    return [
        [(cell.get("t", "n"), "".join(cell.itertext())) for cell in row.iter(cells)]
        for row in tree.iter(f"{{{MAIN}}}row")
    ]


def test_a_text_is_text_whatever_it_begins_with_and_a_number_is_a_number():
    rows = sheet(workbook({"a": TABLE}))
    assert [row[0] for row in rows[1:7]] == [
        ("inlineStr", text.replace("\r", "\n")) for text in ARMED
    ]
    assert rows[1][1] == ("n", "1.5")
    assert rows[2][1] == ("n", "-2.0")
    assert rows[7][0] == ("inlineStr", "a & <b>")
    assert rows[8] == [("n", ""), ("n", "")]
    assert rows[9][0] == ("inlineStr", "bell ")
    with zipfile.ZipFile(io.BytesIO(workbook({"a": TABLE}))) as package:
        assert b"<f>" not in b"".join(package.read(name) for name in package.namelist())


def test_the_same_tables_give_the_same_bytes_and_each_has_its_sheet():
    both = {"one": TABLE, "two & more": TABLE.head(1)}
    assert workbook(both) == workbook(both)
    assert len(sheet(workbook(both), 2)) == 2


def test_a_run_writes_both_tables_as_one_workbook(tmp_path):
    written = tables.write(document(), tmp_path)
    assert tmp_path / "tables.xlsx" in written
    held = (tmp_path / "tables.xlsx").read_bytes()
    assert [text for _, text in sheet(held)[0]] == list(tables.VERDICTS)
    assert len(sheet(held)) == len(document().verdicts) + 1


@pytest.mark.parametrize("text", ARMED)
def test_a_csv_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(text):
    found = tables.disarmed(pl.DataFrame({"text": [text, "plain"], "number": [-1.0, 2.0]}))
    assert found["text"].to_list() == [f"'{text}", "plain"]
    assert found["number"].to_list() == [-1.0, 2.0]
