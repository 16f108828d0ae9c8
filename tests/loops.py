"""An event loop of one's own: a browser of another test may hold the one of this thread."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def call_apart(call: Callable[..., T], *given: object, **named: object) -> T:
    """Call what starts a loop in a thread beside, whatever runs in this one."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(call, *given, **named).result()


def run_apart(asked: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a thread beside."""
    return call_apart(asyncio.run, asked)
