"""An event loop of one's own: a browser of another test may hold the one of this thread."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run_apart(asked: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a thread beside, whatever runs in this one."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, asked).result()
