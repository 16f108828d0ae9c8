"""How often a verdict stands, and what turns it, counted by hand."""

import polars as pl
import pytest

from accord import load_case, load_world
from accord.multiverse import Choices, Multiverse, Plan
from accord.multiverse.task import SCHEMA


def multiverse(rows):
    case = load_case("abraham-accords")
    head = {"model": "partial", "setting": "as drawn", "claim": "c"}
    frame = pl.DataFrame([{**head, **row} for row in rows], schema=SCHEMA)
    return Multiverse(rows=frame, plan=Plan.of(case, load_world(), Choices()), case=case)


def test_a_dimension_turns_a_claim_in_the_groups_where_it_alone_changes_the_word():
    # Two years x two seeds. 2022: both supported; 2023: seed 0 depends, seed 1 contradicted.
    # Of the two groups of equal seed the year turns both (1.0); of the two groups of equal year the
    # seed turns one (0.5).
    made = multiverse(
        [
            {"year": 2022, "seed": 0, "lines": 1.0, "verdict": "supported"},
            {"year": 2022, "seed": 1, "lines": 1.0, "verdict": "supported"},
            {"year": 2023, "seed": 0, "lines": 1.0, "verdict": "depends"},
            {"year": 2023, "seed": 1, "lines": 1.0, "verdict": "contradicted"},
        ]
    )
    (row,) = made.claims.iter_rows(named=True)
    assert (row["year"], row["seed"], row["lines"]) == (1.0, 0.5, None)
    assert row["turned_by"] == "year"
    assert (row["stands"], row["share"], row["universes"]) == ("supported", 0.5, 4)


def test_a_universe_in_which_the_model_can_not_answer_counts_for_nothing():
    made = multiverse(
        [
            {"year": 2022, "seed": 0, "lines": 1.0, "verdict": "supported"},
            {"year": 2023, "seed": 0, "lines": 1.0, "verdict": None},
        ]
    )
    (row,) = made.claims.iter_rows(named=True)
    assert (row["universes"], row["share"], row["turned_by"]) == (1, 1.0, None)


def test_a_claim_that_no_universe_answers_stands_nowhere():
    (row,) = multiverse([{"year": 2022, "seed": 0, "lines": 1.0}]).claims.iter_rows(named=True)
    assert (row["universes"], row["stands"], row["share"]) == (0, None, None)


def test_a_curve_has_its_values_in_order_and_universes_without_one_last():
    made = multiverse(
        [
            {"year": 2021, "seed": 0, "lines": 1.0, "verdict": "untestable", "value": None},
            {"year": 2022, "seed": 0, "lines": 1.0, "verdict": "supported", "value": 2.0},
            {"year": 2023, "seed": 0, "lines": 1.0, "verdict": "depends", "value": 1.0},
        ]
    )
    assert made.curve("c")["value"].to_list() == pytest.approx([1.0, 2.0, None])
