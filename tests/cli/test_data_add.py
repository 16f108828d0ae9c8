"""`accord data add`: what a user brings is checked, kept in a folder of theirs, and catalogued."""

import json

import pytest
from tests.cli.command import accord, inside

from accord.data import verify

FLOWS = "exporter,importer,value\nAZE,ISR,5\nKAZ,ISR,3\nAZE,AZE,2\n"


@pytest.fixture
def here(tmp_path):
    """Give a folder with a table of flows in it."""
    (tmp_path / "mine.csv").write_text(FLOWS, encoding="utf-8")
    return tmp_path


def test_a_table_of_flows_is_kept_in_a_folder_here_and_verifies(here):
    done = accord("data", "add", "mine.csv", "--kind", "flows", "--publisher", "me", cwd=here)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("accord-data/mine.parquet: 3 rows, SHA-256 ")
    assert all(one.matches for one in verify(here / "accord-data"))
    assert 'publisher = "me"' in (here / "accord-data" / "sources-mine.toml").read_text()


def test_json_tells_what_was_written(here):
    asked = ("data", "add", "mine.csv", "--kind", "flows", "--into", "x", "--title", "Mine")
    (table,) = json.loads(inside(*asked, "--json", cwd=here).stdout)
    assert (table["file"], table["title"], table["rows"]) == ("mine.parquet", "Mine", 3)
    assert (here / "x" / "mine.parquet").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("mine.csv", "--kind", "flow"), 2, 'no kind of data "flow"; did you mean "flows"?'),
        (("mine.csv",), 2, "missing option '--kind'"),
        (("none.csv", "--kind", "flows"), 2, "no file or folder none.csv"),
        (("bad.csv", "--kind", "flows"), 3, "value"),
        (("mine.csv", "--kind", "flows", "--retrieved", "May"), 2, "'May' does not match"),
        (("mine.csv", "--kind", "flows", "--into", "mine.csv"), 2, "cannot write to mine.csv"),
    ],
)
def test_a_slip_is_one_message_and_writes_nothing(here, arguments, code, said):
    (here / "bad.csv").write_text("exporter,importer,value\nAZE,ISR,-5\n", encoding="utf-8")
    done = inside("data", "add", *arguments, cwd=here)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert not [p for p in here.rglob("*") if p.suffix == ".parquet"]
