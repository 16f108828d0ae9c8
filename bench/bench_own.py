"""A whole archive of BACI of full size, added as a set: time, and the most memory that it took.

The archive is drawn from a seed (see `baci_archive`). It is added in a process of its own, as a
user does, so that its memory is its own.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.baci_archive import ROWS, YEAR, write_archive
from bench.rows import Row

GOAL = 60.0  # seconds a year


def rows() -> Iterator[Row]:
    """Add a year of all goods, then read one good of it."""
    with tempfile.TemporaryDirectory() as folder:
        archive = write_archive(Path(folder, "BACI_HS92_V202601"))
        size = next(Path(folder, "BACI_HS92_V202601").glob("BACI*")).stat().st_size
        took = _timed("data", "add", str(archive), "--into", folder, "--name", "whole")
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
        note = f"{size >> 20} MB of text, at most {most:,} MB of memory"
        yield Row(f"add {ROWS / 1e6:.0f} million rows of {YEAR}", took, goal=GOAL, note=note)
        took = _timed("flows", "crude-oil", "--data", f"{folder}/whole", "--json")
        yield Row("flows of one good of it, a process of its own", took, goal=2.0)


def _timed(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "accord", *arguments], check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - start
