"""Numbers that were chosen and not fitted stand in a table, every one of them read by somebody."""

from dataclasses import fields

import pytest
from tests.data.curated_tables import rows, sources
from tests.small_world import small_tables

from accord.backtest.judged import Grid, Rules, Scan
from accord.data import Tables
from accord.data.build.listing import write_listing
from accord.data.catalogue import TABLES
from accord.data.judged import JUDGED
from accord.engines.reallocation import Judged
from accord.errors import DataError, InputError

READERS = {"pool": Judged, "fit": Rules, "update": Grid, "scan": Scan}


def tables_of(folder, change):
    """Open the package's table with its text changed, and nothing else."""
    small_tables(folder=folder, trade="supplier buyer value_usd\nAAA BBB 1")
    (folder / JUDGED).write_text(change((TABLES / JUDGED).read_text("utf-8")), "utf-8")
    write_listing(folder)
    return Tables.open(folder)


def test_every_number_is_read_and_every_number_that_is_read_is_there():
    wanted = {
        (use, field.name.replace("_", "-"))
        for use, kind in READERS.items()
        for field in fields(kind)
    }
    assert {(row["use"], row["number"]) for row in rows("pool-judged")} == wanted


def test_every_number_has_a_unit_a_source_and_a_reason_and_lies_in_its_range():
    for row in rows("pool-judged"):
        assert row["unit"]
        assert row["note"]
        assert row["source"] in sources()
        low, high = (float(row[end] or row["value"]) for end in ("low", "high"))
        assert low <= float(row["value"]) <= high


def test_a_number_that_is_moved_in_the_table_moves_what_is_read(tmp_path):
    tables = tables_of(tmp_path, lambda text: text.replace("told-apart,45,", "told-apart,40,"))
    assert tables.judged("pool", Judged).told_apart == 40
    assert Tables.open().judged("pool", Judged).told_apart == 45


def test_what_was_tried_is_read_in_the_order_of_the_table():
    assert Tables.open().judged("fit", Rules).alpha == (0.7, 1.5, 3.0)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("pool,nearest,", "pool,farthest,", "has 0 values of pool nearest"),
        ("pool,key-size,", "pool,key-share,", "has 2 values of pool key-share"),
        ("told-apart,45,", "told-apart,45.5,", "told-apart is a whole number, not 45.5"),
        ("told-apart,45,", "told-apart,,", "has 0 values of pool told-apart"),
    ],
)
def test_a_table_that_lacks_a_number_or_has_it_twice_is_refused(tmp_path, old, new, says):
    tables = tables_of(tmp_path, lambda text: text.replace(old, new, 1))
    with pytest.raises(DataError, match=says):
        tables.judged("pool", Judged)


def test_tables_without_it_say_so():
    bare = small_tables(trade="supplier buyer value_usd\nAAA BBB 1")
    with pytest.raises(InputError, match="don't say by which numbers trade is foretold"):
        bare.judged("pool", Judged)
