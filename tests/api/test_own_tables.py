"""A case can be read and run on tables of one's own, and nothing of the package's gets in."""

import pytest
from tests.small_world import small_tables

import accord
from accord.errors import CaseError

CASE = """\
format = 1
title = "A case on tables of its own"
year = 2021

[accord]
name = "PACT"
as_of = 2021-06-01
candidates = ["QAA"]
parties = ["QBB"]

[goods.oil]

[claims.share]
quote = "QAA supplies three quarters of the pact's oil."
metric = { name = "import-share", suppliers = ["QAA"], buyer = "PACT", good = "oil" }
holds = ">= 70 %"
fails = "< 60 %"
why = "three quarters, give or take"
"""
# QAA and QCC are no states of anybody's but this test's.
TABLES = {
    "trade": """
        supplier  buyer  value_usd
        QAA       QBB    75
        QCC       QBB    25
        QBB       QDD    11
    """,
    "elasticities": """
        good  parameter  horizon  central
        oil   sigma      long     10
        oil   demand     long     0.5
        oil   supply     long     0.5
        oil   sigma      short    10
        oil   demand     short    0.1
        oil   supply     short    0.1
    """,
    "blocs": """
        bloc  state  start       end
        PACT  QBB    2020-01-01  -
        PACT  QDD    2020-01-01  -
    """,
}


@pytest.fixture
def path(tmp_path):
    (tmp_path / "mine.toml").write_text(CASE, encoding="utf-8")
    return tmp_path / "mine.toml"


def test_a_case_is_judged_on_the_tables_that_it_is_given(path):
    tables = small_tables(year=2021, **TABLES)
    case = accord.load_case(path, tables=tables)
    result = accord.run(case, world=accord.load_world(2021, tables), draws=20)
    row = result.to_frame().row(0, named=True)
    # The pact buys 75 of QAA and 25 of QCC; what QBB sells QDD stays inside.
    assert (row["verdict"], row["value"]) == ("supported", pytest.approx(0.75))
    assert set(result.manifest["tables"]) == set(tables.catalogue)


def test_a_path_with_a_world_is_read_on_the_worlds_tables(path):
    tables = small_tables(year=2021, **TABLES)
    result = accord.run(path, world=accord.load_world(2021, tables), draws=20)
    assert result.to_frame()["value"].to_list() == [pytest.approx(0.75)]


def test_names_and_years_are_checked_against_the_tables_that_are_given(path):
    with pytest.raises(CaseError, match='no state or bloc "QAA" in the world of 2021'):
        accord.load_case(path)
    with pytest.raises(CaseError, match="no world of 2021: trade is known for 2019") as told:
        accord.load_case(path, tables=small_tables(year=2019, **TABLES))
    assert [fault.right for fault in told.value.faults] == ["write 2019"]  # and no choice of years
