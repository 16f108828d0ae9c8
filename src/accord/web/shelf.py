"""What was saved: cases and results in one SQLite file in the user's data folder.

A write is whole or not at all, and on the disk before it is answered (WAL, synchronous FULL): a
server that is killed loses nothing that it said was saved.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from accord.errors import DataError, InputError

FORMAT = 1
MOST = 500  # saved cases and results of each kind
SOLVED = 40  # results kept so that nobody waits twice for the same, about 1 MB each
SCHEMA = """
CREATE TABLE IF NOT EXISTS saved (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('case', 'result')),
  name TEXT NOT NULL, made REAL NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS solved (
  key TEXT PRIMARY KEY, asked REAL NOT NULL, text TEXT NOT NULL
) STRICT;
"""


def data_folder() -> Path:
    """Give the user's folder for data: ACCORD_DATA, else as the XDG base directories say."""
    if named := os.environ.get("ACCORD_DATA"):
        return Path(named)
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "accord"


class Shelf:
    """The file, opened anew for each thing that is asked of it: threads and processes may share."""

    def __init__(self, path: Path) -> None:
        """Raises InputError where the file can't be made, DataError where it is damaged."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"cannot write to {path.parent}: {error.strerror}") from None
        with self._open() as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version > FORMAT:
                raise DataError(f"{path} was written by a later accord (format {version})")
            db.execute("PRAGMA journal_mode=WAL")
            db.executescript(SCHEMA)
            db.execute(f"PRAGMA user_version={FORMAT}")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open, commit, close; what the disk says becomes a sentence."""
        try:
            db = sqlite3.connect(self.path, timeout=10)
        except sqlite3.Error as error:
            raise InputError(f"cannot open {self.path}: {error}") from None
        try:
            db.execute("PRAGMA synchronous=FULL")
            with db:
                yield db
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise InputError(f"nothing was saved in {self.path}: {error}") from None
            raise DataError(f"{self.path} is damaged: {error}") from None
        finally:
            db.close()

    def save(self, id_: str, kind: str, name: str, text: str) -> None:
        """Keep a case or a result. Raises InputError where there is no room for it."""
        with self._open() as db:
            held = db.execute(
                "SELECT count(*) FROM saved WHERE kind = ? AND id != ?", (kind, id_)
            ).fetchone()[0]
            if held >= MOST:
                raise InputError(f"{MOST} of this kind are saved; delete one first")
            db.execute(
                "INSERT OR REPLACE INTO saved VALUES (?, ?, ?, ?, ?)",
                (id_, kind, name, time.time(), text),
            )

    def text(self, id_: str) -> str | None:
        """Give what was saved under an id; None where there is nothing."""
        rows = self._rows("SELECT text FROM saved WHERE id = ?", [id_])
        return str(rows[0][0]) if rows else None

    def listed(self, ids: list[str]) -> list[dict[str, Any]]:
        """Say what is saved under the ids that somebody holds, the newest first.

        Nobody can ask what else there is: an id is the only key to what it names.
        """
        marks = ", ".join("?" * len(ids))
        rows = self._rows(
            f"SELECT id, kind, name, made FROM saved WHERE id IN ({marks}) ORDER BY made DESC", ids
        )
        return [dict(zip(("id", "kind", "name", "made"), row, strict=True)) for row in rows]

    def _rows(self, query: str, values: list[str]) -> list[tuple[Any, ...]]:
        """Read, on a full disk too, which has no room for the index that a reader makes."""
        try:
            with self._open() as db:
                return db.execute(query, values).fetchall()
        except InputError:
            unchanged = f"{self.path.resolve().as_uri()}?immutable=1"
            with closing(sqlite3.connect(unchanged, uri=True)) as db:
                return db.execute(query, values).fetchall()

    def solved(self, key: str) -> str | None:
        """Give the result of what was solved before; the key says all that it hangs on."""
        with self._open() as db:
            row = db.execute("SELECT text FROM solved WHERE key = ?", (key,)).fetchone()
            db.execute("UPDATE solved SET asked = ? WHERE key = ?", (time.time(), key))
        return None if row is None else str(row[0])

    def keep_solved(self, key: str, text: str) -> None:
        """Keep a result for whoever asks the same; those long not asked for make room."""
        with self._open() as db:
            db.execute("INSERT OR REPLACE INTO solved VALUES (?, ?, ?)", (key, time.time(), text))
            db.execute(
                "DELETE FROM solved WHERE key NOT IN "
                "(SELECT key FROM solved ORDER BY asked DESC LIMIT ?)",
                (SOLVED,),
            )

    def delete(self, id_: str) -> bool:
        """Take something off the shelf; says whether it was there."""
        with self._open() as db:
            return db.execute("DELETE FROM saved WHERE id = ?", (id_,)).rowcount > 0
