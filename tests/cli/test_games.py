"""`accord game` and `accord forecast` answer on one page, and in JSON alone."""

import json

import pytest
from tests.cli.command import inside as accord

GAMELESS = """format = 1
title = "no game"
year = 2023
[goods.crude-oil]
"""


@pytest.fixture(scope="module")
def printed():
    return accord("game", "--draws", "20")


def test_the_page_shows_payoffs_in_parts_before_any_chance(printed):
    text = printed.stdout
    assert printed.returncode == 0, printed.stderr
    assert text.index("market") < text.index("stable in draws") < text.index("chance of joining")
    assert "joining stops paying" in text
    assert text.index("dominoes: where is in") < text.index("dominoes end with")
    assert "no forecast" in text


def test_a_case_without_a_game_says_so(tmp_path):
    (tmp_path / "none.toml").write_text(GAMELESS, encoding="utf-8")
    found = accord("game", str(tmp_path / "none.toml"))
    assert found.returncode == 2
    assert "has no [game]" in found.stderr


def test_forecasts_are_printed_with_their_verdict():
    found = accord("forecast")
    assert found.returncode == 0, found.stderr
    assert "no model beats the stage rate" in " ".join(found.stdout.split())


def test_forecasts_of_a_file_are_json_alone(tmp_path):
    path = tmp_path / "cases.csv"
    head = "case,accord,as_of,until,state,stage,joined\n"
    path.write_text(f"{head}x,NATO,2020-01-01,2024-12-31,FIN,applicant,yes\n", encoding="utf-8")
    found = accord("forecast", "--cases", str(path), "--json")
    assert found.returncode == 0, found.stderr
    answer = json.loads(found.stdout)
    assert answer["forecasts"][0]["state"] == "FIN"
    assert answer["cases"][0]["joined"] == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--cases", "none.csv"), "cannot read"),
        (("--stage", "x"), "write it as CASE=STAGE"),
    ],
)
def test_what_cannot_be_scored_is_one_message(arguments, says):
    found = accord("forecast", *arguments)
    assert found.returncode == 2
    assert says in found.stderr
    assert "Traceback" not in found.stderr
