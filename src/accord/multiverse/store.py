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
        return [task for task in tasks if not self._part(task).exists()]

    def keep(self, task: Task, found: pl.DataFrame) -> None:
        """Write the part of a task, whole or not at all."""
        held = io.BytesIO()
        found.write_parquet(held, compression="zstd")
        write_bytes(self._part(task), held.getvalue())

    def gathered(self, tasks: Iterable[Task]) -> pl.DataFrame:
        """Give all rows, in the order of the tasks. Raises DataError where a part is damaged."""
        return pl.concat([self._read(task) for task in tasks])

    def _read(self, task: Task) -> pl.DataFrame:
        path = self._part(task)
        try:
            return pl.read_parquet(path).match_to_schema(SCHEMA)
        except (pl.exceptions.PolarsError, OSError) as error:
            why = str(error).splitlines()[0]
            raise DataError(
                f"{path} is damaged: {why}; remove it, and the same command does it again"
            ) from None

    def _part(self, task: Task) -> Path:
        return self.folder / PARTS / f"{task.key}.parquet"


def identity(around: Around) -> dict[str, Any]:
    """Say what a sweep's numbers depend on; nothing of the machine."""
    settings = json.dumps([asdict(one) for one in around.plan.settings], ensure_ascii=False)
    return {
        "format": 1,
        "accord": accord.__version__,
        "case": around.case.name,
        "case_sha256": sha256(around.case.source.encode()).hexdigest(),
        "data_sha256": around.data,
        "plan": dict(json.loads(json.dumps(around.plan.as_json()))),
        "settings_sha256": sha256(settings.encode()).hexdigest(),
    }
