"""What was judged, on disk: a Parquet file for each task, written once, and what was planned.

A sweep that is broken off goes on where it stopped: a task whose part is there isn't done again. A
folder holds one sweep; another plan, case, version or data in it is refused.
"""

import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

import accord
from accord.errors import DataError, InputError
from accord.files import write_bytes, write_text
from accord.multiverse.plan import Task
from accord.multiverse.task import SCHEMA, Around

PLAN = "sweep.json"
PARTS = "parts"
FORMAT = 2  # of the folder: since 2 the name of a part ends in its checksum


@dataclass(frozen=True, slots=True)
class Store:
    """The folder of a sweep."""

    folder: Path

    def open(self, around: Around) -> None:
        """Write down what is planned, or find just that.

        Raises
        ------
        InputError
            where the folder holds another sweep, or can't be written to
        """
        path, planned = self.folder / PLAN, identity(around)
        if not path.exists():
            write_text(path, json.dumps(planned, ensure_ascii=False, indent=1) + "\n")
            return
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(f"{path} can't be read: {error}; choose another folder") from None
        other = [key for key in planned if held.get(key) != planned[key]]
        if other:
            differs = ", ".join(other)
            raise InputError(f"{self.folder} holds another sweep ({differs}); choose another --out")

    def missing(self, tasks: Iterable[Task]) -> list[Task]:
        """Give the tasks of which there is no part."""
        held = self._held()
        return [task for task in tasks if task.key not in held]

    def keep(self, task: Task, found: pl.DataFrame) -> None:
        """Write the part of a task, whole or not at all."""
        held = io.BytesIO()
        found.write_parquet(held, compression="zstd")
        content = held.getvalue()
        write_bytes(self.folder / PARTS / f"{task.key}.{_digest(content)}.parquet", content)

    def gathered(self, tasks: Iterable[Task]) -> pl.DataFrame:
        """Give all rows, in the order of the tasks. Raises DataError where a part is damaged."""
        held = self._held()
        return pl.concat([_read(held[task.key]) for task in tasks])

    def _held(self) -> dict[str, Path]:
        """Find the parts by their task's key; a part's name ends in the checksum of its content."""
        return {path.name.split(".")[0]: path for path in (self.folder / PARTS).glob("*.parquet")}


def _read(part: Path) -> pl.DataFrame:
    content = part.read_bytes()
    if part.name.split(".")[1] != _digest(content):
        raise DataError(f"{part} is damaged; remove it, and the same command does it again")
    return pl.read_parquet(content).match_to_schema(SCHEMA)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]


def identity(around: Around) -> dict[str, Any]:
    """Say what a sweep's numbers depend on; nothing of the machine."""
    settings = json.dumps([asdict(one) for one in around.plan.settings], ensure_ascii=False)
    return {
        "format": FORMAT,
        "accord": accord.__version__,
        "case": around.case.name,
        "case_sha256": sha256(around.case.source.encode()).hexdigest(),
        "data_sha256": around.data,
        "plan": dict(json.loads(json.dumps(around.plan.as_json()))),
        "settings_sha256": sha256(settings.encode()).hexdigest(),
    }
