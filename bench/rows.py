"""One line of the benchmark, and how a time is taken."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, beside the goal and the peer."""

    name: str
    seconds: float | None  # None: not measured, `note` says why
    goal: float | None = None  # seconds; None where only the peer's time sets it
    peer: str = ""  # key of the peer's own measurement
    times: float | None = None  # how many times faster than the peer the goal is
    note: str = ""


def warm_median(work: Callable[[], object], runs: int = 5) -> float:
    """Seconds of the middle run of five, after one that warms up."""
    work()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)
