"""A flow table is read as written, and a row that is wrong is named."""

import numpy as np
import polars as pl
import pytest
from numpy.testing import assert_array_equal

from accord.data.flow_rows import flow_table
from accord.errors import DataError, InputError

GOOD = "exporter,importer,value\nKAZ,ITA,5.5\nKAZ,KAZ,10\nITA,ITA,20\n"


@pytest.fixture
def write(tmp_path):
    def put(text, name="trade.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return put


def test_pairs_without_a_row_are_0_and_states_are_in_order(write):
    states, flows = flow_table(write(GOOD))
    assert states == ("ITA", "KAZ")
    assert_array_equal(flows, [[20.0, 0.0], [5.5, 10.0]])


def test_parquet_says_the_same_as_csv(write, tmp_path):
    pl.read_csv(write(GOOD)).write_parquet(tmp_path / "trade.parquet")
    states, flows = flow_table(tmp_path / "trade.parquet")
    assert states == ("ITA", "KAZ")
    assert flows.dtype == np.float64
    assert flows.sum() == 35.5


@pytest.mark.parametrize("bit", [1, 8, 64])
def test_a_parquet_file_whose_lengths_are_damaged_is_refused_and_ends_nobody(write, tmp_path, bit):
    # Byte 48 is in the head of the first page. By it polars either gives up with an exception that
    # is none, or asks for 2 exabytes and takes the process with it.
    path = tmp_path / "trade.parquet"
    pl.read_csv(write(GOOD)).write_parquet(path)
    held = bytearray(path.read_bytes())
    held[48] ^= bit
    path.write_bytes(held)
    with pytest.raises(DataError, match=r"trade\.parquet: cannot be read as a table: \S+"):
        flow_table(path)


def test_other_columns_are_left_alone_and_the_code_of_norway_stays_a_code(write):
    states, _ = flow_table(write("year,importer,exporter,value\n2023,NO,NA,1\n"))
    assert states == ("NA", "NO")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("exporter,importer,trade\nA,B,1\n", r"trade.csv: no column value"),
        ("exporter,importer,value\n", r"no rows"),
        ("", r"no column exporter, importer, value; .* its first row is nothing"),
        (GOOD + "ITA\rKAZ,1,2,3\n", r"trade.csv:5: is no row of a table"),
        ("exporter,importer,value\rKAZ,ITA,5\n", r"trade.csv:1: the header is no row"),
        (
            GOOD + "ITA,KAZ,-4\n",
            r"trade.csv:5: value of ITA -> KAZ is -4; write a number of 0 or more",
        ),
        (GOOD + "ITA,KAZ,many\n", r"trade.csv:5: value of .* is many"),
        (GOOD + "ITA,KAZ,\n", r"trade.csv:5: value of .* is empty"),
        (GOOD + "ITA,KAZ,nan\n", r"trade.csv:5"),
        (GOOD + "ITA,KAZ,inf\n", r"trade.csv:5"),
        (GOOD + ",KAZ,1\n", r"trade.csv:5: no exporter"),
        (GOOD + "KAZ,ITA,1\n", r"trade.csv:5: KAZ, ITA stands twice, first in row 2"),
    ],
)
def test_a_row_that_is_wrong_is_named(write, text, message):
    with pytest.raises(DataError, match=message):
        flow_table(write(text))


def test_a_file_that_is_not_there_or_of_another_kind_is_named(write, tmp_path):
    with pytest.raises(InputError, match="no file"):
        flow_table(tmp_path / "nothing.csv")
    with pytest.raises(InputError, match=r"is \.csv, \.tsv, \.txt"):
        flow_table(write(GOOD, "trade.xlsx"))
    with pytest.raises(DataError, match="cannot be read"):
        flow_table(write(GOOD, "trade.parquet"))
