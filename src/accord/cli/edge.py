"""The edge of a process: interruptions that are noted, streams that may be closed or broken."""

import io
import os
import signal
import sys
import threading
from collections.abc import Iterator
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


def abandon(stream: TextIO) -> None:
    """Let what could not be written be forgotten, so that no second failure comes of it."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
