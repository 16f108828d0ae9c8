"""What was computed beforehand is what would be computed now, or it is not read."""

import shutil

import numpy as np
import polars as pl
import pytest
from tests.small_world import small_tables

from accord.data import Tables
from accord.data.build.computed import COMPUTED, write_computed
from accord.data.build.listing import write_listing
from accord.data.catalogue import TABLES, sha256
from accord.data.computed import MARKETS, built_closing, closing_of
from accord.data.corridors import priced_edges
from accord.data.repairs import REPAIRS, repairs_of
from accord.data.shelf import collect
from accord.data.trade import REPAIR_TABLE, recoded
from accord.world import load

PACKAGE = Tables.open()
HOW = "after an edit of goods, rules or tests: python -m accord.data.build.computed"
OIL = """
    supplier  buyer  value_usd  mass_t
    AZE       ISR    600        2
    KAZ       ISR    200        1
    KAZ       TUR    100        1
    TUR       ISR    100        0.5
"""
MADE = "state quantity\n AZE 5\n KAZ 4"


@pytest.mark.parametrize("file", COMPUTED)
def test_the_packages_computed_tables_are_made_of_the_tables_beside_them(file):
    assert PACKAGE.shelf.current(file), HOW
    assert PACKAGE.catalogue[file].made_from.keys() == set(COMPUTED[file].inputs), HOW


def test_the_package_stays_below_twenty_one_megabytes():
    assert sum(p.stat().st_size for p in TABLES.iterdir()) < 21e6


@pytest.mark.parametrize(
    ("name", "year"), [("crude-oil", 2021), ("coal", 2018), ("lng", 2024), ("natural-gas", 2022)]
)
def test_a_market_that_was_built_is_the_one_that_is_computed(name, year):
    good = PACKAGE.good(name)
    read = built_closing(PACKAGE.shelf, good, year)
    closed = closing_of(PACKAGE.closed_market(good, year))
    assert read is not None, HOW
    for field in closed.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(read, field), getattr(closed, field))


@pytest.mark.parametrize(("name", "year"), [("bauxite", 2023), ("zircon", 2023), ("coal", 2020)])
def test_a_reason_that_was_built_is_the_one_that_is_computed(name, year):
    good = PACKAGE.good(name)
    tests = PACKAGE.tried(good, year, PACKAGE.closed_market(good, year))
    failed = "; ".join(found.says for found in tests if not found.passed)
    expected = f"no market of {name} in {year}: {failed}" if failed else None
    assert PACKAGE.no_market(good, year) == expected


def test_edges_that_were_built_are_those_that_are_computed():
    assert PACKAGE.corridors["edges"].equals(priced_edges(PACKAGE.shelf))


@pytest.mark.parametrize("code", ["270900", "271111", "260300"])
def test_repairs_that_were_built_are_those_that_are_computed(code):
    assert PACKAGE.shelf.current(REPAIR_TABLE), HOW
    built = collect(PACKAGE.shelf.scan(REPAIR_TABLE, REPAIRS), REPAIR_TABLE)
    computed = repairs_of(recoded(PACKAGE.shelf, codes=[code]), PACKAGE.rules)
    built = built.filter(pl.col("hs6") == code)
    assert built.drop("repaired_t").equals(computed.drop("repaired_t"))
    # The logarithms and powers behind a repair have their last digit from the processor.
    was, now = (one["repaired_t"].to_numpy() for one in (built, computed))
    np.testing.assert_allclose(now, was, rtol=1e-12)


def test_a_market_is_read_from_the_table_that_was_built_for_it(tmp_path):
    """Mass is doubled in the table, honestly listed: the World then reads twice as much."""
    small_tables(folder=tmp_path, trade=OIL, production=MADE)
    before = load(2023, Tables.open(tmp_path)).market("oil")
    write_computed(tmp_path)
    built = load(2023, Tables.open(tmp_path)).market("oil")
    np.testing.assert_array_equal(built.flows, before.flows)
    np.testing.assert_array_equal(built.producer_price, before.producer_price)
    path = tmp_path / MARKETS
    pl.read_parquet(path).with_columns(pl.col("mass_t") * 2).write_parquet(path)
    write_listing(tmp_path)
    doubled = load(2023, Tables.open(tmp_path)).market("oil")
    np.testing.assert_array_equal(doubled.mass, 2 * before.mass)


def test_a_table_whose_inputs_have_changed_since_is_not_read(tmp_path):
    small_tables(folder=tmp_path, trade=OIL, production=MADE)
    write_computed(tmp_path)
    small_tables(folder=tmp_path, trade=OIL, production="state quantity\n AZE 7\n KAZ 4")
    assert (tmp_path / MARKETS).exists()
    tables = Tables.open(tmp_path)
    assert not tables.shelf.current(MARKETS)
    assert load(2023, tables).market("oil").mass.sum() == 11


def test_computing_twice_gives_the_same_bytes(tmp_path):
    def sums() -> dict[str, str]:
        return {p.name: sha256(p) for p in tmp_path.iterdir()}

    also = ["rules.toml", "balance-tests.toml"]
    small_tables(folder=tmp_path, trade=OIL, production=MADE, also=also)
    assert set(write_computed(tmp_path)) == set(COMPUTED)
    before = sums()
    write_computed(tmp_path)
    assert sums() == before


def test_a_table_that_was_absent_and_is_there_now_is_a_change_too(tmp_path):
    small_tables(folder=tmp_path, trade=OIL)
    write_computed(tmp_path)
    assert Tables.open(tmp_path).shelf.current(REPAIR_TABLE)
    shutil.copy(TABLES / "rules.toml", tmp_path)
    write_listing(tmp_path)
    assert not Tables.open(tmp_path).shelf.current(REPAIR_TABLE)
