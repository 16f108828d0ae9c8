"""A user's own shocks: what is wrong is said with the shock's number; what is right is foretold."""

from dataclasses import replace

import numpy as np
import pytest

from accord.backtest.own import answer, read
from accord.cli.backtests import answer_text
from accord.data import Tables
from accord.errors import InputError, ParameterError

RUSSIA = """
[[shock]]
name = "Embargo"
supplier = "RUS"
good = "crude-oil"
before = 2021
after = 2023
stopped = ["EU-27", "GBR", "USA", "JPN", "KOR", "CAN", "AUS", "NOR"]
willing = ["IND", "CHN"]
source = "judgement"
"""


def shocks(tmp_path, text):
    """Read shocks from a file with this text."""
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return read(path, Tables.open())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('supplier = "RUS"', 'supplier = "FRA"', "FRA is among those who stop dealing with it"),
        ('"CHN"]', '"DEU"]', "DEU stops and is willing; it can be one of them only"),
        ('"CHN"]', '"RUS"]', "RUS can't step in for itself"),
        ("2021\nafter = 2023", "1980\nafter = 1981", "no world of 1980: trade is known for 1995"),
        ("after = 2023", "after = 2029", "after one or two years later"),
        ('source = "judgement"', "", "name its source, or write judgement"),
        ('supplier = "RUS"', "", "either a supplier, who loses buyers, or a buyer"),
        ('"crude-oil"', '"crude-oils"', 'did you mean "crude-oil"'),
        ('name = "Embargo"', 'named = "x"', "unknown key named; there are after, before"),
        ('good = "crude-oil"', "", "good is missing"),
        ('"GBR", ', '"GBX", ', 'no state or bloc "GBX"'),
        ("[[shock]]", "[shock]", "one or more tables [[shock]] are meant"),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(tmp_path, old, new, said):
    with pytest.raises(InputError) as refused:
        shocks(tmp_path, RUSSIA.replace(old, new))
    assert said in str(refused.value)
    assert "own.toml" in str(refused.value)


def test_an_embargo_that_stops_everybody_is_refused_and_no_nan(tmp_path):
    everybody = ", ".join(f'"{s}"' for s in Tables.open().all_states if s != "RUS")
    text = RUSSIA.replace('"EU-27", "GBR", "USA", "JPN", "KOR", "CAN", "AUS", "NOR"', everybody)
    (shock,) = shocks(tmp_path, text.replace('willing = ["IND", "CHN"]', ""))
    with pytest.raises(
        ParameterError, match="Embargo: 100\u202f% of the trade is lost: no more than 97\u202f%"
    ):
        answer(shock, Tables.open())


def test_too_few_events_before_the_baseline_are_said(tmp_path):
    years = RUSSIA.replace("2021", "1996").replace("2023", "1998").replace('"EU-27", ', "")
    (shock,) = shocks(tmp_path, years)
    with pytest.raises(InputError, match="Embargo: too few events were over by 1996"):
        answer(shock, Tables.open())


def test_russias_crude_is_foretold_with_india_far_out_and_less_so_given_that_it_steps_in(tmp_path):
    (shock,) = shocks(tmp_path, RUSSIA)
    told = answer(shock, Tables.open())
    india, china = (next(r for r in told.rows if r.counterpart == s) for s in ("IND", "CHN"))
    assert india.observed == pytest.approx(0.46, abs=0.02)
    assert india.rank > 0.95
    assert india.low <= india.median <= india.high < india.observed
    assert 0.05 < china.rank < 0.95
    assert india.willing_mean > india.mean
    assert india.willing_high > india.high
    assert told.crps_willing < told.crps < told.crps_no_change
    assert np.isfinite([told.crps, told.energy]).all()


def test_a_year_that_has_no_data_yet_is_a_forecast_without_score(tmp_path):
    (shock,) = shocks(tmp_path, RUSSIA.replace("2021", "2024").replace("2023", "2026"))
    told = answer(shock, Tables.open())
    assert told.crps is None
    assert all(row.observed is None and row.rank is None for row in told.rows)
    assert sum(row.mean for row in told.rows) <= 1.0001


def test_a_shock_that_takes_nothing_is_refused(tmp_path):
    text = RUSSIA.replace("crude-oil", "natural-gas").replace('willing = ["IND", "CHN"]', "")
    others = '"EU-27", "GBR", "USA", "JPN", "KOR", "CAN", "AUS", "NOR"'
    (shock,) = shocks(tmp_path, text.replace(others, '"DEU"'))
    with pytest.raises(InputError, match="RUS sold no natural-gas to those who stop in 2021"):
        answer(shock, Tables.open())


def test_a_good_of_which_no_event_was_over_says_so_and_is_foretold_from_others(tmp_path):
    (crude,) = shocks(tmp_path, RUSSIA)
    told = answer(crude, Tables.open())
    assert 0 < told.of_good < told.trained_on
    assert f", {told.of_good} of them of this good." in " ".join(answer_text(told).split())
    bare = answer_text(replace(told, of_good=0))
    assert ", none of them of this good." in " ".join(bare.split())
