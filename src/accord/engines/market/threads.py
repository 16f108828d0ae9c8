"""One thread for each matrix product: small matrices, the same bits on any number of cores.

A BLAS splits a product among its threads, and the last bits of the result depend on how many there
are; and threads that wait for one another spin, which on a busy machine costs ten times the work.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import numpy as _numpy  # noqa: F401  loads the BLAS that is looked for
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]


@cache
def _libraries() -> ThreadpoolController:
    """Find the loaded BLAS once; the search takes milliseconds."""
    return ThreadpoolController()


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Hold the BLAS of this process to one thread within."""
    with _libraries().limit(limits=1, user_api="blas"):
        yield
