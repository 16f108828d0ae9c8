"""One thread for each matrix product: the same bits on any number of cores.

A BLAS splits a product among its threads, and the last bits of the result depend on how many there
are; and threads that wait for one another spin, which on a busy machine costs ten times the work.
So whatever decides a number runs within `one_thread_each()`, as a block or around a function:

    with one_thread_each():
        total = weights @ values

    @one_thread_each()
    def solve(...): ...

How many threads a BLAS has is a setting of the process, not of a thread of Python. The guard is
therefore one for all: who enters first sets it, who leaves last puts it back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any


@cache
def _libraries() -> tuple[Any, ...]:
    """Find the loaded BLAS once; the search takes milliseconds.

    numpy and scipy bring one each. Who only imports this room, and solves nothing, loads neither.
    """
    import numpy as _numpy  # noqa: F401  both are loaded before the search
    import scipy.linalg as _scipy  # noqa: F401
    from threadpoolctl import ThreadpoolController

    return tuple(ThreadpoolController().select(user_api="blas").lib_controllers)


class _Guard:
    """Counts who is inside; the first one in sets the BLAS, the last one out puts it back."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._before: list[int] = []  # threads of each BLAS

    def enter(self) -> None:
        """Hold every BLAS to one thread, where nobody does so already."""
        with self._lock:
            if self._inside == 0:
                self._before = [blas.get_num_threads() for blas in _libraries()]
                for blas in _libraries():
                    _set(blas, 1)
            self._inside += 1

    def leave(self) -> None:
        """Give every BLAS its own number of threads back, where nobody else is inside."""
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                for blas, threads in zip(_libraries(), self._before, strict=True):
                    _set(blas, threads)


def _set(blas: Any, threads: int) -> None:
    """Set a BLAS, from whichever thread of Python.

    Newer versions of threadpoolctl listen to the thread that set an OpenBLAS first, and silently to
    no other. Who leaves last need not be who entered first, so control is given up each time.
    """
    release = getattr(blas, "clear_controlling_thread", _nobody)
    release(force=True)
    blas.set_num_threads(threads)
    release(force=True)


def _nobody(*, force: bool) -> None:
    """Give up control where there is none, as in older versions."""


_guard = _Guard()  # the process has this setting once, so that it has one guard


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Hold every BLAS of this process to one thread within, whoever else comes and goes."""
    _guard.enter()
    try:
        yield
    finally:
        _guard.leave()
