"""What is saved is on the disk, whole, and only its id leads to it."""

import os
import signal
import sqlite3
import subprocess
import sys

import pytest

from accord.errors import DataError, InputError
from accord.web.shelf import Shelf

SAVING = """
import sys
from pathlib import Path
from accord.web.shelf import Shelf
shelf = Shelf(Path(sys.argv[1]))
for n in range(10**6):
    shelf.save(str(n), "case", "a case", "x" * 1000)
    if n < 500:
        print(n, flush=True)
    else:
        shelf.delete(str(n))
"""


def test_what_was_saved_is_given_back_and_deleted(tmp_path):
    shelf = Shelf(tmp_path / "saved.sqlite")
    shelf.save("a", "case", "mine", "format = 1")
    shelf.save("b", "result", "yours", "{}")
    assert shelf.text("a") == "format = 1"
    assert [one["id"] for one in shelf.listed(["a", "nonsense"])] == ["a"]
    assert shelf.delete("a")
    assert not shelf.delete("a")
    assert shelf.text("a") is None
    assert Shelf(tmp_path / "saved.sqlite").text("b") == "{}"


def test_a_kill_loses_nothing_that_was_said_to_be_saved(tmp_path):
    path = tmp_path / "saved.sqlite"
    saving = subprocess.Popen([sys.executable, "-c", SAVING, path], stdout=subprocess.PIPE)
    said = [saving.stdout.readline().strip().decode() for _ in range(20)]
    os.kill(saving.pid, signal.SIGKILL)
    saving.wait()
    saving.stdout.close()
    shelf = Shelf(path)
    assert all(shelf.text(id_) == "x" * 1000 for id_ in said)
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    db.close()


def test_hostile_names_and_texts_are_values_and_no_sql(tmp_path):
    shelf = Shelf(tmp_path / "saved.sqlite")
    hostile = "'; DROP TABLE saved; --"
    shelf.save(hostile, "case", hostile, hostile)
    assert shelf.text(hostile) == hostile
    assert shelf.listed([hostile, "' OR 1=1 --"])[0]["name"] == hostile


def test_a_full_disk_is_a_sentence(tmp_path):
    shelf = Shelf(tmp_path / "saved.sqlite")
    shelf.save("a", "case", "mine", "x")
    with shelf._open() as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
    limited = sqlite3.connect

    def full(*args, **kwargs):
        db = limited(*args, **kwargs)
        db.execute(f"PRAGMA max_page_count={pages}")
        return db

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", full)
        with pytest.raises(InputError, match=r"nothing was saved in .*full"):
            shelf.save("b", "case", "large", "x" * 10**6)
    assert shelf.text("a") == "x"
    assert shelf.text("b") is None


def test_a_damaged_file_and_a_folder_that_cannot_be_are_said(tmp_path):
    (tmp_path / "saved.sqlite").write_bytes(b"no database at all, but long enough to be one" * 100)
    with pytest.raises(DataError, match="is damaged"):
        Shelf(tmp_path / "saved.sqlite")
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot write to"):
        Shelf(tmp_path / "file" / "saved.sqlite")
