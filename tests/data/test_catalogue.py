"""Every table is listed, whole, and of known origin; what is damaged is never used."""

import shutil

import polars as pl
import pytest
from tests.data.curated_tables import rows, sources

from accord.data import Tables, verify
from accord.data.build.listing import FILL_IN, write_listing
from accord.data.catalogue import CATALOGUE, TABLES
from accord.data.shelf import Shelf
from accord.errors import DataError

PACKAGE = Tables.open()

HOW = "after an edit of a table, run: python -m accord.data.build.listing"


@pytest.fixture
def copy(tmp_path):
    for name in ("goods.toml", "blocs.csv", "presence.parquet", CATALOGUE):
        shutil.copy(TABLES / name, tmp_path / name)
    write_listing(tmp_path)
    return tmp_path


def test_every_table_matches_its_checksum_and_none_is_unlisted():
    assert [(v.file, v.wrong) for v in verify() if not v.matches] == [], HOW


def test_every_table_names_sources_that_are_known_and_describes_its_columns():
    known = PACKAGE.sources
    for table in PACKAGE.catalogue.values():
        assert set(table.sources) <= set(known), table.file
        assert table.title != FILL_IN, table.file
        assert FILL_IN not in table.columns.values(), table.file
        assert table.sources or table.file.startswith("sources"), table.file


def test_what_is_verified_says_where_it_was_read():
    # A page that is linked; one that was read and isn't kept, which is said; or accord's own count.
    told, unread = sources(), set()
    for table in sorted(path.stem for path in TABLES.glob("*.csv")):
        for row in rows(table):
            if "verified" not in (row.get("status"), row.get("source_status")):
                continue
            source = told[row["source"]]
            kept = source["link"] or "the page itself is not kept" in str(source.get("note"))
            if not kept and source["publisher"] != "accord":
                unread.add((table, row["source"]))
            assert row["source"] not in ("memory", "accord-judgement"), (table, row)
    assert not unread


def test_rows_are_counted():
    table = PACKAGE.catalogue["baci.parquet"]
    assert table.rows == pl.scan_parquet(TABLES / "baci.parquet").select(pl.len()).collect().item()
    assert table.rows == 1_264_888
    assert table.years == (1995, 2024)


def test_trade_data_stay_within_ten_megabytes():
    assert (TABLES / "baci.parquet").stat().st_size < 10e6


def test_world_mining_data_says_that_its_terms_were_not_read():
    assert PACKAGE.sources["world-mining-data"].terms == "not read"
    assert PACKAGE.sources["baci"].licence == "Etalab Open Licence 2.0"


def test_a_changed_byte_shows(copy):
    path = copy / "presence.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    wrong = {v.file: v.wrong for v in verify(copy) if not v.matches}
    assert list(wrong) == ["presence.parquet"]
    assert "differs" in wrong["presence.parquet"]


def test_a_missing_and_an_unlisted_file_show(copy):
    (copy / "goods.toml").unlink()
    (copy / "extra.csv").write_text("a\n1\n")
    wrong = {v.file: v.wrong for v in verify(copy) if not v.matches}
    assert wrong == {"goods.toml": "is missing", "extra.csv": "is not in the catalogue"}


@pytest.mark.parametrize("content", ["[", "[goods]\nrows = 3\n", "\N{REPLACEMENT CHARACTER}"])
def test_a_damaged_catalogue_is_a_data_error(copy, content):
    (copy / CATALOGUE).write_text(content)
    with pytest.raises(DataError, match="catalogue"):
        verify(copy)


def test_no_catalogue_is_a_data_error(tmp_path):
    with pytest.raises(DataError, match="missing"):
        verify(tmp_path)


def test_listing_twice_changes_nothing(copy):
    before = (copy / CATALOGUE).read_bytes()
    write_listing(copy)
    assert (copy / CATALOGUE).read_bytes() == before


FILES = sorted(PACKAGE.catalogue)
HARM = {
    "flipped": lambda path, _other: path.write_bytes(_flipped(path.read_bytes())),
    "cut": lambda path, _other: path.write_bytes(path.read_bytes()[:-1]),
    "swapped": lambda path, other: shutil.copyfile(TABLES / other, path),
    "deleted": lambda path, _other: path.unlink(),
}


def _flipped(content):
    return content[:-1] + bytes([content[-1] ^ 1])


@pytest.fixture(scope="module")
def all_tables(tmp_path_factory):
    return shutil.copytree(TABLES, tmp_path_factory.mktemp("all") / "tables")


@pytest.mark.parametrize("file", FILES)
def test_a_table_that_is_harmed_is_refused_where_it_is_read(all_tables, file):
    path, other = all_tables / file, FILES[FILES.index(file) - 1]
    for harm, do in HARM.items():
        do(path, other)
        says = "is missing" if harm == "deleted" else "differs"
        with pytest.raises(DataError, match=f"{file} {says}") as caught:
            Shelf(all_tables).path(file)
        assert caught.value.exit_code == 3
        shutil.copyfile(TABLES / file, path)
    assert Shelf(all_tables).path(file) == path


@pytest.mark.parametrize("harm", HARM)
def test_all_tables_that_are_harmed_are_found_at_once(all_tables, harm):
    for at, file in enumerate(FILES):
        HARM[harm](all_tables / file, FILES[at - 1])
    assert [v.file for v in verify(all_tables) if not v.matches] == FILES
    shutil.copytree(TABLES, all_tables, dirs_exist_ok=True)
