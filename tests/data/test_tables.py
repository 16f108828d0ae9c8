"""A folder of tables is a value: two can be open at once, and neither sees the other's."""

import ast
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.small_world import small_tables

import accord
from accord.data import Tables
from accord.data.build.listing import write_listing
from accord.data.shelf import Shelf
from accord.errors import DataError, InputError

OIL = "supplier buyer value_usd\n AZE ISR {value}"


def test_two_folders_are_open_at_once_and_each_has_its_own_rows():
    ten, seven = (small_tables(trade=OIL.format(value=v)) for v in (10, 7))
    package = Tables.open()
    for _ in range(2):  # the second time from what is kept
        assert ten.trade()["value_usd"].sum() == 10
        assert seven.trade()["value_usd"].sum() == 7
        assert (len(ten.goods), len(package.goods) > 50) == (1, True)
        assert (ten.all_states, len(package.all_states) > 200) == (("AZE", "ISR"), True)


def test_the_packages_own_are_opened_once_a_process():
    assert Tables.open() is Tables.open()
    assert Tables.open().corridors is Tables.open().corridors


def test_what_a_folder_lacks_comes_from_the_one_that_it_lies_over(tmp_path):
    small_tables(folder=tmp_path, trade=OIL.format(value=3))
    for name in ("goods.toml", "years.toml", "production.parquet", "presence.parquet"):
        (tmp_path / name).unlink()
    for file in tmp_path.glob("corridor-*.csv"):
        file.unlink()
    (tmp_path / "catalogue.toml").unlink()
    write_listing(tmp_path)
    mine = Tables.open(tmp_path, over=Tables.open())
    assert mine.trade(codes=["270900"])["value_usd"].to_list() == [3]
    assert mine.presence(2023)["state"].sort().to_list() == ["AZE", "ISR"]  # counted of these rows
    assert mine.goods["crude-oil"].codes == ("270900",)
    assert mine.ties.height == Tables.open().ties.height
    assert {"made-up", "baci"} <= set(mine.sources)
    assert mine.catalogue["baci.parquet"] != Tables.open().catalogue["baci.parquet"]
    assert Tables.open().trade(years=[2023], codes=["270900"]).height > 1000


def test_a_source_of_ones_own_stands_before_one_of_the_same_key_below(tmp_path):
    small_tables(folder=tmp_path)
    text = (tmp_path / "sources.toml").read_text("utf-8").replace("[made-up]", "[baci]")
    (tmp_path / "sources.toml").write_text(text, "utf-8")
    write_listing(tmp_path)
    mine = Tables.open(tmp_path, over=Tables.open())
    assert mine.sources["baci"].title == "Made up for a test"
    assert mine.sources["wgi"] == Tables.open().sources["wgi"]


def test_a_table_that_is_neither_there_nor_listed_is_empty(tmp_path):
    (tmp_path / "note.csv").write_text("a\n1\n")
    write_listing(tmp_path)
    nothing = Tables.open(tmp_path)
    frames = (nothing.ties, nothing.blocs, nothing.figures, nothing.trade(), nothing.governance())
    assert [frame.height for frame in frames] == [0] * 5
    assert (len(nothing.goods), len(nothing.rules), len(nothing.sources)) == (0, 0, 0)
    assert (nothing.covered_codes, nothing.all_states, nothing.balance_tests) == ((), (), ())
    assert nothing.corridors["edges"].height == nothing.corridors["transfers"].height == 0
    with pytest.raises(DataError, match=r"no years\.toml in .*, and no trade"):
        _ = nothing.years


def test_years_without_a_table_of_years_are_those_of_the_rows(tmp_path):
    trade = "year supplier buyer value_usd\n 2019 AZE ISR 1\n 2021 AZE ISR 1"
    small_tables(folder=tmp_path, trade=trade, production="year state quantity\n 2020 AZE 5")
    (tmp_path / "years.toml").unlink()
    (tmp_path / "catalogue.toml").unlink()
    write_listing(tmp_path)
    years = Tables.open(tmp_path).years
    assert (years.default, years.trade, years.markets) == (
        2021,
        (2019, 2021),
        (2020,),
    )


def test_a_table_that_is_listed_and_gone_or_there_and_unlisted_is_damage(tmp_path):
    small_tables(folder=tmp_path, ties="subject relation object\n AZE friend-of ISR")
    (tmp_path / "ties.csv").rename(tmp_path / "projects.csv")
    opened = Tables.open(tmp_path)
    with pytest.raises(DataError, match=r"ties\.csv is missing"):
        _ = opened.ties
    with pytest.raises(DataError, match=r"projects\.csv is not in the catalogue"):
        _ = opened.projects


def test_a_changed_byte_is_told_where_it_is_read(tmp_path):
    small_tables(folder=tmp_path, trade=OIL.format(value=3))
    path = tmp_path / "baci.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"baci\.parquet differs"):
        Tables.open(tmp_path).trade()


def test_a_folder_that_is_not_there_or_has_no_catalogue_is_refused(tmp_path):
    with pytest.raises(InputError, match="no folder"):
        Tables.open(tmp_path / "absent")
    with pytest.raises(DataError, match=r"catalogue\.toml is missing from"):
        _ = Tables.open(tmp_path).ties


def test_tables_travel_to_another_process_as_their_folders(tmp_path):
    mine = small_tables(folder=tmp_path, trade=OIL.format(value=3))
    over = Tables.open(tmp_path, over=Tables.open())
    back = pickle.loads(pickle.dumps((mine, over, Tables.open())))
    assert back[0].trade()["value_usd"].to_list() == [3]
    assert repr(back[1]) == repr(over)
    assert back[2] is Tables.open()


def test_a_table_is_read_once_however_many_threads_ask_for_it(monkeypatch):
    tables, opened, start = small_tables(trade=OIL.format(value=3)), [], threading.Barrier(8)
    read = Shelf.settings
    monkeypatch.setattr(Shelf, "settings", lambda shelf, f: opened.append(f) or read(shelf, f))

    def ask(_: int) -> object:
        start.wait()
        return tables.goods

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    assert opened == ["goods.toml"]
    assert all(one is found[0] for one in found)


@pytest.mark.parametrize("room", ["data", "world"])
def test_no_module_keeps_anything(room):
    """A cache of a module is shared by all folders; what is kept belongs to a value."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in (Path(accord.__file__).parent / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if ast.unparse(decorator).split("(")[0].split(".")[-1] in ("cache", "lru_cache")
    ]
    assert not found
