"""Commands as a user starts them: a process each, cold."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from time import perf_counter

from bench.rows import Row

ACCORD = [sys.executable, "-m", "accord"]


def rows() -> Iterator[Row]:
    """Measure help, a check, the World's crude and the shipped case."""
    yield Row(name="python -c pass, for comparison", seconds=_median([sys.executable, "-c", ""]))
    yield Row(name="accord --help", seconds=_median([*ACCORD, "--help"]), goal=0.1)
    yield Row(name="accord check", seconds=_median([*ACCORD, "check"]))
    yield Row(name="one year of crude, beyond the imports", seconds=_crude(), goal=0.2)
    with tempfile.TemporaryDirectory() as folder:
        command = [*ACCORD, "run", "--out", folder]
        yield Row(
            name="accord run, shipped case, 1,000 draws", seconds=_median(command, 3), goal=10.0
        )


def _median(command: list[str], times: int = 5) -> float:
    """Median time of a process from start to end."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(perf_counter() - start)
    return sorted(taken)[times // 2]


def _crude() -> float:
    """Time to load a World and its crude market in a fresh process, imports left out."""
    code = (
        "import accord.world as w; from time import perf_counter as t; s = t(); "
        "w.load(2023).market('crude-oil'); print(t() - s)"
    )
    found = [
        float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout)
        for _ in range(5)
    ]
    return sorted(found)[2]
