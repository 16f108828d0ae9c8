"""`accord backtest`: the scoreboard, one event, a user's own shocks."""

import json
import re

import pytest
from tests.backtest.test_own import RUSSIA
from tests.cli.command import accord, inside


def test_the_scoreboard_prints_gains_with_intervals_and_every_named_miss():
    done = accord("backtest")
    assert (done.returncode, done.stderr) == (0, "")
    assert "a supplier's sales, each event foretold from those before it" in done.stdout
    assert "Embargo on Russian crude 2022" in done.stdout
    assert "RUS: IND" in done.stdout


def test_the_same_as_json_has_every_row():
    board = json.loads(inside("backtest", "--json").stdout)
    assert {r["scheme"] for r in board["rows"]} == {"forward", "strict", "quiet"}
    assert board["events"] > board["named"] > 25


def test_one_event_tells_what_was_foretold_and_what_came():
    done = inside("backtest", "RUS-270900-2021-2023")
    assert done.returncode == 0
    india = next(line for line in done.stdout.splitlines() if line.startswith("IND"))
    assert india.split()[1].startswith("46.")
    told = json.loads(inside("backtest", "RUS-270900-2021-2023", "--json").stdout)
    assert told[0]["foretold"]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ((), "\u221212.9 %"),
        (("--prices",), "\u221221 %"),
        (("RUS-270900-2021-2023",), "loses buyers of 49 % of its exports"),
        (("--case", "own.toml"), "58 % of the trade of 2021"),
    ],
)
def test_signs_and_units_are_those_of_every_other_table(asked, says, tmp_path):
    (tmp_path / "own.toml").write_text(RUSSIA, encoding="utf-8")
    printed = inside("backtest", *asked, cwd=tmp_path).stdout
    assert says in printed
    assert not re.findall(r"\d%|(?<![\w-])-\d", printed)


def test_a_wrong_name_ends_with_the_nearest_right_one():
    done = inside("backtest", "RUS-270900-2021-2022")
    assert done.returncode == 2
    assert 'did you mean "RUS-270900-2021-2023"' in done.stderr


def test_own_shocks_are_foretold_with_and_without_who_steps_in(tmp_path):
    (tmp_path / "own.toml").write_text(RUSSIA, encoding="utf-8")
    done = inside("backtest", "--case", "own.toml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "given that IND, CHN step in: an assumption; source: judgement" in done.stdout
    one = json.loads(inside("backtest", "--case", "own.toml", "--json", cwd=tmp_path).stdout)
    assert one[0]["shock"]["agent"] == "RUS"


def test_a_file_that_is_not_there_is_one_message():
    done = inside("backtest", "--case", "nowhere.toml")
    assert done.returncode == 2
    assert "nowhere.toml can't be read" in done.stderr


def test_two_things_at_once_are_refused():
    assert inside("backtest", "RUS-270900-2021-2023", "--fit").returncode == 2


def test_prices_after_losses_of_supply_are_told_with_those_that_missed():
    done = inside("backtest", "--prices")
    assert done.returncode == 0
    assert "12 of 14 lie inside their interval of 90 %" in done.stdout
    assert "Hormuz shut" in done.stdout
    assert len(json.loads(inside("backtest", "--prices", "--json").stdout)) == 14


def test_the_second_year_is_told_before_and_after_the_first_is_known():
    done = inside("backtest", "RUS-270900-2021-2023", "--observed", "2022")
    assert done.returncode == 0
    assert "sales of RUS in 2023, shares in %; 2022 is known" in done.stdout
    assert "if nothing changed" in done.stdout


def test_a_year_that_is_known_needs_an_event_and_must_be_its_first():
    assert "name one" in inside("backtest", "--observed", "2022").stderr
    done = inside("backtest", "RUS-270900-2021-2023", "--observed", "2023")
    assert done.returncode == 2
    assert "the year after the baseline, 2022, is meant" in done.stderr
