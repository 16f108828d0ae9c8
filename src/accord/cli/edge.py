"""The edge of a process: interruptions that are noted, streams that may be closed or broken."""

import gc
import io
import os
import resource
import signal
import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import TextIO

from accord.errors import InputError


@dataclass(slots=True)
class Interruption:
    """Whether Ctrl-C was pressed, whatever has become of the exception since."""

    noted: bool = False

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        """Note it, and break off what is being done."""
        self.noted = True
        raise KeyboardInterrupt


@contextmanager
def noting_interruptions() -> Iterator[Interruption]:
    """Note Ctrl-C within; outside of the main thread, where no signal comes, nothing is changed."""
    interruption = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield interruption
        return
    before = signal.signal(signal.SIGINT, interruption)
    try:
        yield interruption
    finally:
        signal.signal(signal.SIGINT, before)


NEW_OBJECTS = 100_000  # between two looks of the garbage collector; Python's own number is 700
LEAST_MEMORY = 3 << 29  # bytes of addresses: with less, libraries abort or wait for ever, untold


def enough_memory(arguments: Collection[str]) -> None:
    """See that the process may have as much memory as reading any table takes.

    Raises InputError where it may not (`ulimit -v`, a job's limit): what is loaded later can't say.
    """
    if {"--help", "-h", "--version"} & set(arguments):  # which load nothing
        return
    allowed, _ = resource.getrlimit(resource.RLIMIT_AS)
    if allowed != resource.RLIM_INFINITY and allowed < LEAST_MEMORY:
        raise InputError(
            f"this process may have {allowed >> 20:,} MB of memory; allow it "
            f"{LEAST_MEMORY >> 20:,} MB or more: ulimit -v unlimited"
        )


class Closed(io.TextIOBase):
    """Standard output where it was closed: what is printed there can't be read by anybody."""

    encoding = "utf-8"

    def write(self, _text: str) -> int:
        """Refuse."""
        raise InputError("standard output is closed, so that the answer can't be written")


def open_streams() -> None:
    """Put something in the place of standard streams that were closed before the start."""
    if sys.stdout is None:
        sys.stdout = Closed()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  for the whole process


def collect_rarely() -> None:
    """Look for what is out of reach only after many new objects: imports alone make thousands."""
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])


def leave_to_the_system() -> None:
    """Let memory go with the process: to look through it at the end is a tenth of `check`."""
    gc.freeze()


def abandon(stream: TextIO) -> None:
    """Let what could not be written be forgotten, so that no second failure comes of it."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
