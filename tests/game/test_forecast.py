"""Forecasts of accession are scored against a rate that the case itself had no part in."""

import csv
import datetime as dt

import numpy as np
import polars as pl
import pytest
from tests.game.small import world
from tests.reference import reference_data

import accord
from accord.api.forecasts import read_cases
from accord.errors import InputError
from accord.game import score
from accord.game.forecast import BASELINE, apart_from
from accord.game.rates import rate

HEAD = "case,accord,as_of,until,state,stage,joined\n"


def record(*cases):
    """Decisions by case: name, stage, how many, how many joined."""
    rows = [
        {
            "case": name,
            "accord": name,
            "as_of": dt.date(2000, 1, 1),
            "until": dt.date(2001, 1, 1),
            "state": f"S{n:02d}",
            "stage": stage,
            "joined": "yes" if n < joined else "no",
        }
        for name, stage, count, joined in cases
        for n in range(count)
    ]
    return pl.DataFrame(rows)


def test_a_stage_of_which_nothing_is_known_has_even_odds():
    found = rate(record(("a", "applicant", 3, 1)), "formal-candidate")
    assert (found.joined, found.of, found.value) == (0, 0, 0.5)


def test_named_and_eligible_are_one_stage():
    found = rate(record(("a", "named", 4, 1), ("b", "eligible", 5, 2)), "named")
    assert (found.joined, found.of) == (3, 9)
    assert found.value == 3.5 / 10


def test_each_case_is_forecast_from_the_others_alone():
    # a: 1 of 4, b: 3 of 4. a is given (3 + 1/2) / 5 = 0.7, b (1 + 1/2) / 5 = 0.3.
    found = score(record(("a", "applicant", 4, 1), ("b", "applicant", 4, 3)), world())
    chance = {one.case: one.chance[BASELINE] for one in found.forecasts}
    assert chance == pytest.approx({"a": 0.7, "b": 0.3})
    # Brier: a (0.3^2 + 3 x 0.7^2) / 4, b the mirror image.
    (own,) = [one for one in found.scores if one.model == BASELINE]
    assert own.brier == pytest.approx((0.09 + 3 * 0.49) / 4)
    assert own.log == pytest.approx(-(np.log(0.7) + 3 * np.log(0.3)) / 4)
    assert own.skill == 0


def test_a_case_is_left_out_under_whatever_name_it_has():
    known = record(("a", "applicant", 4, 1), ("b", "applicant", 4, 3))
    again = record(("a", "applicant", 4, 1)).with_columns(case=pl.lit("other"))
    assert set(apart_from(known, again)["case"]) == {"b"}


def test_without_ties_to_read_every_model_of_ties_is_the_stage_rate():
    found = score(record(("a", "applicant", 4, 1), ("b", "applicant", 4, 3)), world())
    tied = [one for one in found.scores if one.model.startswith(("trade", "border"))]
    assert [one.difference for one in tied] == pytest.approx([0] * len(tied))
    assert found.without_evidence == ("a", "b")
    assert not any(one.beats for one in tied)


@pytest.fixture(scope="module")
def scored():
    of = accord.load_world()
    return score(of.tables.accessions, of)


def test_a_pooled_rate_is_worse_than_a_coin_and_the_stage_is_better(scored):
    brier = {one.model: one.brier for one in scored.scores}
    assert brier["pooled rate"] > brier["one half"] == 0.25 > brier[BASELINE]


def test_no_model_beats_the_stage_rate_on_the_table(scored):
    assert not any(one.beats for one in scored.scores)


@pytest.mark.reference
def test_cases_and_hindsight_are_those_of_the_reference(scored):
    with reference_data("politics/base_rate_scores.csv").open(encoding="utf-8") as file:
        told = list(csv.DictReader(file))
    for mine, theirs in zip(scored.cases, told, strict=True):
        assert (mine.of, mine.joined) == (int(theirs["n"]), int(theirs["joined"]))
        assert mine.hindsight == pytest.approx(float(theirs["brier_own_rate"]), abs=5e-5)
        assert mine.brier["one half"] == pytest.approx(float(theirs["brier_half"]), abs=5e-5)


@pytest.mark.reference
def test_a_file_in_the_form_of_the_reference_is_read():
    path = reference_data("politics/accession_backtests.csv")
    found = read_cases(path, {"eu_2004": "formal-candidate", "wto_ten_years": "applicant"})
    of = accord.load_world()
    # The reference counts all who could join the WTO as applicants; six had not applied yet.
    wto = pl.col("case") == "wto-1995-2004"
    record = of.tables.accessions.with_columns(
        stage=pl.when(wto).then(pl.lit("applicant")).otherwise("stage")
    )
    again, as_there = score(record, of, found), score(record, of)
    (own,) = [one for one in again.scores if one.model == BASELINE]
    (before,) = [one for one in as_there.scores if one.model == BASELINE]
    assert own.brier == pytest.approx(before.brier)  # the same decisions, left out alike


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no CSV"),
        ("case,accord\na,b\n", "lacks the column as_of"),
        (HEAD, "has no rows"),
        (f"{HEAD}a,b,2000-01-01,2001-01-01,AZE,friend,yes\n", r'f.csv:2: no stage "friend"'),
        (f"{HEAD}a,b,2000-01-01,2001-01-01,AZE,named,maybe\n", "write yes or no"),
        (f"{HEAD}a,b,2000-13-01,2001-01-01,AZE,named,yes\n", "write a day such as"),
        (f"{HEAD}a,b,2002-01-01,2001-01-01,AZE,named,yes\n", "is not after as_of"),
        (f"{HEAD}a,b,2000-01-01,2001-01-01,,named,yes\n", "state is empty"),
        (f"{HEAD}{2 * 'a,b,2000-01-01,2001-01-01,AZE,named,yes,'[:-1]}", "no CSV|write yes or no"),
    ],
)
def test_a_file_that_cannot_be_scored_is_refused_with_its_line(tmp_path, text, says):
    path = tmp_path / "f.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        read_cases(path, {})


def test_a_row_without_a_stage_is_eligible_and_another_name_of_a_stage_is_read(tmp_path):
    path = tmp_path / "f.csv"
    rows = "a,b,2000-01-01,2001-01-01,AZE,,1\na,b,2000-01-01,2001-01-01,KAZ,formal candidate,0\n"
    path.write_text(HEAD + rows, encoding="utf-8")
    found = read_cases(path, {})
    assert found["stage"].to_list() == ["eligible", "formal-candidate"]
    assert found["joined"].to_list() == ["yes", "no"]


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="cannot read"):
        read_cases(tmp_path / "none.csv", {})


def test_of_a_single_case_nothing_follows(tmp_path):
    (tmp_path / "one.csv").write_text(
        f"{HEAD}x,ASEAN,1990-01-01,1999-12-31,LAO,applicant,yes\n", encoding="utf-8"
    )
    cases = read_cases(tmp_path / "one.csv", {})
    found = score(record(("a", "applicant", 9, 3), ("b", "named", 4, 1)), world(), cases)
    assert np.isnan(found.scores[0].low)
    assert not any(one.beats for one in found.scores)  # one half is nearer to 1 than the rate is
    assert "of a single case nothing follows" in found.says


def test_who_is_no_state_here_is_named(tmp_path):
    (tmp_path / "two.csv").write_text(
        f"{HEAD}x,ASEAN,1990-01-01,1999-12-31,ZZZ,applicant,yes\n"
        "y,ASEAN,1995-01-01,1999-12-31,AZE,applicant,no\n",
        encoding="utf-8",
    )
    found = score(record(("a", "applicant", 9, 3)), world(), read_cases(tmp_path / "two.csv", {}))
    assert found.unknown == ("ZZZ",)


def test_a_case_is_of_one_accord_from_one_day(tmp_path):
    (tmp_path / "two.csv").write_text(
        f"{HEAD}x,ASEAN,1990-01-01,1999-12-31,LAO,applicant,yes\n"
        "x,NATO,1990-01-01,1999-12-31,POL,applicant,yes\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="x is of two accords or days"):
        read_cases(tmp_path / "two.csv", {})
