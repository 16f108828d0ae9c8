"""On a terminal: tables that use its width, and progress that says how long is left."""

import sys

import pytest

from accord.cli import progress, screen


@pytest.mark.parametrize(("columns", "used"), [(40, 60), (80, 80), (140, 140), (300, 200)])
def test_a_table_fits_the_terminal_and_uses_up_to_200_columns(monkeypatch, columns, used):
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert screen.width() == used


def test_a_pipe_gets_the_same_columns_whatever_the_terminal_has(monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    assert screen.width() == 100


def test_the_time_left_is_said_once_a_run_is_older_than_a_second():
    shown = progress.Progress()
    assert shown._left(10, 50, shown.started + 0.5) == ""
    assert shown._left(0, 50, shown.started + 4) == ""
    assert shown._left(10, 50, shown.started + 4) == ", about 16 s left"
    assert shown._left(49, 50, shown.started + 4) == ", about 1 s left"
