"""Forked children, each of which runs some tests in a process that has imported all but accord.

Numpy, scipy, polars, pytest and Hypothesis take two seconds to import, a test a hundredth of one.
So they are imported once, nothing is read, and every mutant, and every test file that is measured,
gets a fork of that. A child is bounded in time of the processor, by which a loaded machine or a
loop that doesn't end is told from a slow test, and in memory.
"""

import contextlib
import importlib
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

ROOT = Path(__file__).resolve().parents[2]
WORKERS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
MEMORY = 8 << 30  # bytes of addresses; most of them are never touched
LOADED = 60.0  # times its seconds on the processor: how long a child may take on a busy machine
OURS = ("accord", "bench", "tests")
PYTEST = ("-x", "-q", "-m", "not browser", "-p", "no:cacheprovider", "-p", "no:xdist")
ALL_IMPORTED = ("-W", "ignore::pytest.PytestAssertRewriteWarning")  # before pytest could rewrite
QUIET = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "POLARS_MAX_THREADS": "1",
    "PYTHONHASHSEED": "0",
}
# What a test run says by its exit code: a test failed, or a module of tests couldn't be imported.
NOTICED = (1, 2)
NOT_FOUND = (4, 5)  # a test that was named isn't there
CRASHED = 70

Item = TypeVar("Item")


@dataclass(frozen=True)
class Ended(Generic[Item]):
    """A child that ended.

    code : its exit code; None where it ran out of its time, CRASHED where it broke off otherwise
    seconds : of the processor, of the child alone
    """

    item: Item
    code: int | None
    seconds: float


def fresh() -> None:
    """Start again in quiet surroundings, where that isn't so: variables count from the start."""
    if any(os.environ.get(name) != value for name, value in QUIET.items()):
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], os.environ | QUIET)


def import_all(files: Sequence[str]) -> None:
    """Import what the tests in some files import, but ours."""
    told = "import sys, pytest; pytest.main(sys.argv[1:]); print('\\n'.join(['', *sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-c", told, *PYTEST, "--collect-only", *files],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in done.stdout.split():
        if name.isascii() and name.replace(".", "").replace("_", "").isalnum():
            ours = name.split(".")[0] in (*OURS, "__main__", "conftest")
            if not ours:
                with contextlib.suppress(Exception):
                    importlib.import_module(name)


def in_children(
    items: Sequence[Item],
    work: Callable[[Item], int],
    seconds: Callable[[Item], float],
    workers: int = WORKERS,
) -> Iterator[Ended[Item]]:
    """Do work on items, each in a forked child, as many at a time as there are processors.

    Parameters
    ----------
    work : gives the exit code
    seconds : of the processor, that a child may take
    workers : children at a time
    """
    waiting, running = list(reversed(items)), dict[int, tuple[Item, float, float]]()
    while waiting or running:
        while waiting and len(running) < workers:
            item = waiting.pop()
            limit = seconds(item)
            running[_forked(lambda item=item: work(item), limit)] = (
                item, time.monotonic(), limit
            )  # fmt: skip
        time.sleep(0.02)
        for pid, (item, begun, limit) in list(running.items()):
            if time.monotonic() - begun > LOADED * limit:
                os.kill(pid, 9)
            gone, status, used = os.wait4(pid, os.WNOHANG)
            if gone:
                del running[pid]
                spent = used.ru_utime + used.ru_stime
                late = spent >= int(limit) or time.monotonic() - begun > LOADED * limit
                cut = None if late else CRASHED
                yield Ended(item, os.WEXITSTATUS(status) if os.WIFEXITED(status) else cut, spent)


def _forked(work: Callable[[], int], seconds: float) -> int:
    """Start a child in bounds; give its number."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    code = CRASHED
    try:
        limit = int(seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        os.chdir(ROOT)
        code = work()
    finally:
        os._exit(code)
    return 0
