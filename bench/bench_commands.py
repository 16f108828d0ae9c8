"""Commands as a user starts them: a process each, cold."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from time import perf_counter, process_time

from bench.rows import Row

from accord.api.cases import load_case
from accord.api.whatif import AHEAD, WhatIf

ACCORD = [sys.executable, "-m", "accord"]
# What is edited, the goal, and edits of the kind that differ, so that none is answered from memory.
WHAT_IFS: tuple[tuple[str, float, tuple[dict[str, object], ...]], ...] = (
    (
        "a number of a fact",
        0.3,
        tuple({"assumptions": {"israel-crude-use": x}} for x in (3.3e5, 3.4e5, 3.5e5)),
    ),
    (
        "a number of markets",
        1.0,
        tuple({"assumptions": {"crude-margin": x}} for x in (0.08, 0.085, 0.09)),
    ),
    ("a scenario left out", 1.0, ({"off": ["accession"]}, {"off": ["accession-and-stop"]})),
)


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
    yield from _what_ifs()


def _what_ifs() -> Iterator[Row]:
    """Measure previews of the shipped case, seconds of one core, after the case was judged."""
    warm = WhatIf(load_case("abraham-accords"))
    start = process_time()
    for _ in warm.case.claims:
        warm.ahead()
    yield Row(name="what if, judged ahead of the first edit", seconds=process_time() - start)
    for what, goal, edits in WHAT_IFS:
        taken = []
        for edit in edits:
            start = process_time()
            warm.preview(edit)
            taken.append(process_time() - start)
        yield Row(name=f"what if, {what}", seconds=min(taken), goal=goal)
    yield from _passages(warm)


def _passages(warm: WhatIf) -> Iterator[Row]:
    """Measure each passage that is judged ahead: what that costs, and what is left to who asks."""
    for passage in warm.passages()[:AHEAD]:
        known, start = len(warm._shut), process_time()
        while len(warm._shut) == known:
            warm.ahead()
        name = f"what if, {passage.name} shut"
        yield Row(name=f"{name}, ahead of the first edit", seconds=process_time() - start)
        start = process_time()
        warm.preview({"close": [passage.name]})
        yield Row(name=name, seconds=process_time() - start, goal=1.0)


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
