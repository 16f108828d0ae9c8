"""A file is written whole or not at all."""

import os

import pytest

from accord import files
from accord.errors import InputError


def test_the_old_file_stays_where_the_new_one_cannot_be_put(tmp_path, monkeypatch):
    target = tmp_path / "result.json"
    target.write_text("old")

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(InputError, match="No space left on device"):
        files.write_text(target, "new")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]


def test_a_full_disk_is_told_of_the_folder_that_was_given_and_not_of_a_hidden_one(
    tmp_path, monkeypatch
):
    given = tmp_path / "out"
    given.mkdir()

    def refuse(*_):
        raise OSError(28, "No space left on device")

    with (  # noqa: PT012 - the stage is what writes
        pytest.raises(InputError) as told,
        files.one_set(given, frozenset({"result.json"})) as stage,
    ):
        monkeypatch.setattr(os, "replace", refuse)
        files.write_text(stage / "result.json", "new")
    assert str(told.value) == f"cannot write {given / 'result.json'}: No space left on device"
    assert list(tmp_path.iterdir()) == [given]


def test_an_interruption_leaves_nothing_behind(tmp_path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.write_text(tmp_path / "result.json", "new")
    assert list(tmp_path.iterdir()) == []


def test_line_ends_stay_as_they_are(tmp_path):
    assert files.write_text(tmp_path / "a", "a\nb\r\n").read_bytes() == b"a\nb\r\n"


def test_a_written_file_can_be_read_by_whom_the_umask_allows(tmp_path):
    mask = os.umask(0o022)
    try:
        path = files.write_text(tmp_path / "a", "a")
    finally:
        os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o644
