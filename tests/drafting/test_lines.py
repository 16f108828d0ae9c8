"""Which way the line of a drafted claim lies."""

import pytest
from tests.cli.command import accord as accord_command

import accord


def lines_of(text, metric):
    (claim,) = accord.draft(text).claims
    return next((c.lines.holds, c.lines.fails) for c in claim.candidates if c.metric == metric)


@pytest.mark.parametrize(
    ("text", "holds", "fails"),
    [
        ("Israel and Kazakhstan have diplomatic relations.", ">= 1", "== 0"),
        ("Algeria and Morocco broke off diplomatic relations in 2021.", "== 0", ">= 1"),
        ("Armenia and Azerbaijan have no diplomatic relations.", "== 0", ">= 1"),
        ("Israel has a border not only with Egypt but with Jordan.", ">= 2", "== 0"),
        ("Kazakhstan borders Russia but not Iran.", ">= 1", "== 0"),
    ],
)
def test_a_tie_that_is_denied_holds_where_there_is_none(text, holds, fails):
    assert lines_of(text, "count-of-ties") == (holds, fails)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Saudi Arabia has no diplomatic relations with Israel.", False),
        ("Morocco broke off diplomatic relations with Iran.", False),
        ("Saudi Arabia will establish diplomatic relations with Israel.", True),
    ],
)
def test_no_new_tie_is_offered_beside_one_that_is_denied(tmp_path, text, offered):
    (tmp_path / "ties.txt").write_text(text + "\n", encoding="utf-8")
    done = accord_command("draft", tmp_path / "ties.txt")
    assert ('name = "new-ties"' in done.stdout) is offered


@pytest.mark.parametrize(
    ("said", "holds", "fails"),
    [
        # 19 - 45 = -26 points: nine tenths of that, and half of it
        ("fell from 45 % in 2021 to 19 % in 2024", "<= -23.4 pp", "> -13 pp"),
        ("rose from 20 % in 2021 to 30 % in 2024", ">= 9 pp", "< 5 pp"),
        ("fell by 26 points between 2021 and 2024", "<= -23.4 pp", "> -13 pp"),
    ],
)
def test_a_change_is_held_to_what_lies_between_its_two_numbers(said, holds, fails):
    text = f"The EU's dependence on Russian gas {said}."
    assert lines_of(text, "import-share-change") == (holds, fails)


def test_where_a_share_came_to_is_no_change_that_is_claimed():
    text = "The EU's dependence on Russian gas fell to 19 % between 2021 and 2024."
    assert lines_of(text, "import-share-change") == ("<= -5 pp", "> 0 pp")
