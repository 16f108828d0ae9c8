"""The list of names is what the tables say, as it was built and with a case's rows over it."""

import datetime as dt

import polars as pl
import pytest
from tests.case import test_own_names, test_own_network

from accord import case
from accord.data import Tables
from accord.data.abilities import NAMES, TABLE, listed, said
from accord.data.build.computed import COMPUTED
from accord.data.catalogue import TABLES
from accord.world import load

PACKAGE = Tables.open()
REGION = """
[regions.far]
title = "the far side"
members = ["ATG", "AZE"]

[goods.ferro-vanadium]
title = "Ferro-vanadium"
codes = ["720292"]
"""
TEXTS = {
    "names": test_own_names.TEXT.replace("[blocs.pact]", f"{REGION}[blocs.pact]"),
    "network": test_own_network.TEXT,
}


def gathered(rows):
    found = {}
    for kind, of, name in rows:
        found.setdefault((kind, of), set()).add(name)
    return found


def test_the_list_that_was_built_is_the_one_that_is_worked_out():
    assert PACKAGE.shelf.current(TABLE)
    built = {key: set(names) for key, names in listed(PACKAGE.shelf).items()}
    assert built == gathered(said(PACKAGE.shelf))
    for kind, read in NAMES.items():
        assert list(PACKAGE.names(kind)) == list(read(PACKAGE.shelf))


@pytest.mark.parametrize("text", TEXTS)
def test_a_case_s_rows_over_the_list_give_what_its_tables_would(text):
    brought = case.parse(TEXTS[text], name="x", file="x.toml", world=load).own.brought
    shelf = load(2022).laid(brought).tables.shelf
    laid = {key: set(names) for key, names in listed(shelf).items()}
    assert laid == gathered(said(shelf))
    assert laid != {key: set(names) for key, names in listed(PACKAGE.shelf).items()}


@pytest.mark.parametrize("name", case.shipped())
def test_names_of_a_shipped_case_are_those_of_its_tables(name):
    brought = case.read(name, world=load).own.brought
    shelf = load(2022).laid(brought).tables.shelf
    assert {key: set(names) for key, names in listed(shelf).items()} == gathered(said(shelf))


def test_whoever_was_a_member_on_a_day_is_one_by_the_list_too():
    world = load(2023)
    table = PACKAGE.blocs
    for bloc in world.blocs:
        for day in (dt.date(2004, 4, 30), dt.date(2004, 5, 1), dt.date(2020, 1, 31), 2023):
            on = day if isinstance(day, dt.date) else dt.date(day, 12, 31)
            held = table.filter(
                pl.col("bloc") == bloc,
                pl.col("start").is_null() | (pl.col("start") <= on),
                pl.col("end").is_null() | (pl.col("end") > on),
            )
            assert world.bloc(bloc, day) == tuple(held["state"].sort())


def test_a_figure_that_the_list_names_is_the_row_of_the_table():
    world = load(2023)
    for row in PACKAGE.figures.iter_rows(named=True):
        found = world.figure(row["figure"], row["state"], row["year"])
        assert found.unit == row["unit"] == world.figure_unit(*_asked(row))
        assert found.value == row["value"] or row["year"] is None
    newest = PACKAGE.figures.filter(pl.col("figure") == "capacity-cpc")["year"].max()
    assert world.figure("capacity-cpc").year == newest


def _asked(row):
    return row["figure"], row["state"], row["year"]


def test_no_name_holds_what_stands_between_names():
    for _, _, name in said(PACKAGE.shelf):
        assert name
        assert ";" not in name


def test_every_file_of_sources_is_among_what_the_list_is_made_of():
    files = {p.name for p in TABLES.glob("sources*.toml")}
    assert files <= set(COMPUTED[TABLE].inputs)
