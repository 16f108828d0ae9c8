"""What a user brings is checked and catalogued like the package's own data, outside of it."""

import datetime as dt

import polars as pl
import pytest
from tests.data.archives import write_archive

from accord.data import Tables, add, flow_table, verify
from accord.data.catalogue import TABLES, sha256
from accord.errors import DataError, InputError, UnknownNameError

FLOWS = "exporter,importer,value\nAZE,ISR,5\nKAZ,ISR,3\nAZE,AZE,2\n"


def test_an_official_archive_is_built_listed_and_read_in_place_of_the_packages_rows(tmp_path):
    tables = add(write_archive(tmp_path / "BACI_HS92_V202501"), "baci", into=tmp_path / "mine")
    assert [t.file for t in tables] == ["baci.parquet", "presence.parquet"]
    assert tables[0].columns["mass_kg"].startswith("kg")
    assert all(v.matches for v in verify(tmp_path / "mine"))
    rows = Tables.open(tmp_path / "mine").trade(codes=["270900"])
    assert rows.height == tables[0].rows == 6
    assert Tables.open(tmp_path / "mine").cleaned(codes=["270900"]).height == 6


def test_a_flow_table_is_kept_and_read_back(tmp_path):
    (tmp_path / "My flows.csv").write_text(FLOWS)
    (table,) = add(
        tmp_path / "My flows.csv",
        "flows",
        into=tmp_path / "mine",
        title="Flows of my own",
        publisher="me",
        licence="CC0",
        retrieved=dt.date(2026, 1, 2),
    )
    assert (table.file, table.title, table.rows) == ("my-flows.parquet", "Flows of my own", 3)
    assert table.sources == ("my-flows",)
    assert all(v.matches for v in verify(tmp_path / "mine"))
    states, flows = flow_table(tmp_path / "mine" / "my-flows.parquet")
    assert states == ("AZE", "ISR", "KAZ")
    assert flows.tolist() == [[2, 5, 0], [0, 0, 0], [0, 3, 0]]
    said = (tmp_path / "mine" / "sources-my-flows.toml").read_text()
    assert 'licence = "CC0"' in said
    assert "retrieved = 2026-01-02" in said


def test_adding_twice_gives_the_same_bytes_and_keeps_what_was_there(tmp_path):
    (tmp_path / "a.csv").write_text(FLOWS)
    (tmp_path / "b.csv").write_text(FLOWS)
    add(tmp_path / "a.csv", "flows", into=tmp_path / "mine", title="the first")
    add(tmp_path / "b.csv", "flows", into=tmp_path / "mine")
    before = {p.name: sha256(p) for p in (tmp_path / "mine").iterdir()}
    (table,) = add(tmp_path / "a.csv", "flows", into=tmp_path / "mine", title="the first")
    assert table.title == "the first"
    assert {p.name: sha256(p) for p in (tmp_path / "mine").iterdir()} == before


def test_damage_done_later_shows_and_is_not_read(tmp_path):
    add(write_archive(tmp_path / "archive"), "baci", into=tmp_path / "mine")
    path = tmp_path / "mine" / "baci.parquet"
    pl.DataFrame({"hs6": ["270900"]}).write_parquet(path)
    assert [v.file for v in verify(tmp_path / "mine") if not v.matches] == ["baci.parquet"]
    with pytest.raises(DataError, match=r"baci\.parquet differs"):
        Tables.open(tmp_path / "mine").trade()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("exporter,importer\nAZE,ISR\n", "no column value"),
        ("exporter,importer,value\n", "no rows"),
        ("exporter,importer,value\nAZE,ISR,-5\n", "0 or more"),
        ("exporter,importer,value\nAZE,ISR,5\nAZE,ISR,6\n", "twice"),
    ],
)
def test_a_table_that_holds_no_flows_is_refused_and_nothing_is_written(tmp_path, content, says):
    (tmp_path / "bad.csv").write_text(content)
    with pytest.raises(DataError, match=says):
        add(tmp_path / "bad.csv", "flows", into=tmp_path / "mine")
    assert not list((tmp_path / "mine").iterdir())


def test_what_is_not_there_or_of_no_known_kind_is_refused(tmp_path):
    with pytest.raises(InputError, match="no file or folder"):
        add(tmp_path / "absent.csv", "flows", into=tmp_path / "mine")
    (tmp_path / "a.csv").write_text(FLOWS)
    with pytest.raises(UnknownNameError, match='did you mean "flows"'):
        add(tmp_path / "a.csv", "flow", into=tmp_path / "mine")
    with pytest.raises(InputError, match="neither"):
        add(tmp_path / "a.csv", "baci", into=tmp_path / "mine")


def test_the_packages_own_folder_takes_no_additions(tmp_path):
    (tmp_path / "a.csv").write_text(FLOWS)
    with pytest.raises(InputError, match="name another folder"):
        add(tmp_path / "a.csv", "flows", into=TABLES)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text(FLOWS)
    with pytest.raises(InputError, match="cannot write to"):
        add(tmp_path / "a.csv", "flows", into=tmp_path / "a.csv" / "mine")
