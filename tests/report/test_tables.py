"""The tables for other tools hold what the result holds."""

from dataclasses import replace

import polars as pl
import pytest
from tests.report.fixture import HOSTILE, document

from accord.errors import InputError
from accord.report import tables
from accord.result import plain


def test_every_verdict_has_a_row_in_the_order_of_the_result():
    table = tables.verdict_table(document())
    assert table["claim"].to_list() == [verdict.claim for verdict in document().verdicts]


def test_numbers_have_twelve_digits_and_a_date_is_no_number():
    table = tables.verdict_table(document())
    by_claim = {verdict["claim"]: verdict for verdict in plain(document())["verdicts"]}
    row = table.row(by_predicate=pl.col("claim") == "oil-suppliers", named=True)
    assert (row["value"], row["low"]) == tuple(
        by_claim["oil-suppliers"][k] for k in ("value", "low")
    )
    date = table.row(by_predicate=pl.col("claim") == "accession-date", named=True)
    assert (date["value"], date["date"]) == (None, "2025-11-06")


def test_every_quantity_of_every_state_has_a_row():
    table = tables.scenario_table(document())
    found = table.filter(
        (pl.col("scenario") == "embargo") & (pl.col("good") == "lng") & (pl.col("state") == "OTS")
    )
    assert found.height == 2 * len(tables.QUANTITIES)
    assert found["bloc"].all()


def test_csv_and_parquet_hold_the_same_and_hostile_texts_survive(tmp_path):
    paths = {path.name: path for path in tables.write(document(), tmp_path)}
    read = pl.read_csv(paths["verdicts.csv"], schema=tables.VERDICTS)
    assert read.equals(pl.read_parquet(paths["verdicts.parquet"]))
    assert HOSTILE in read["label"].to_list()


def test_a_result_without_claims_and_scenarios_gives_empty_tables():
    empty = replace(document(), verdicts=(), scenarios=())
    assert tables.verdict_table(empty).shape == (0, len(tables.VERDICTS))
    assert tables.scenario_table(empty).shape == (0, len(tables.SCENARIOS))


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(InputError, match="cannot write"):
        tables.write(document(), tmp_path / "out")
