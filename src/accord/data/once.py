"""What is made once and kept: by key, one maker a key, safe across threads.

A value that reads files (a folder of tables, a World) owns one such memo, so that two of them
never see each other's. No lock is held over the whole memo while something is made: two keys are
made side by side, and whoever asks for a key that is being made waits for that one alone. What
fails is not kept; the next who asks tries anew.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import wraps
from threading import Lock, RLock
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True, eq=False)
class _Cell:
    """One key's place: empty until its value is made."""

    lock: RLock = field(default_factory=RLock)
    made: list[Any] = field(default_factory=list)


class Once:
    """A memo with one owner."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._cells: dict[Hashable, _Cell] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what was made under the key before, or make it."""
        with self._lock:
            cell = self._cells.setdefault(key, _Cell())
        with cell.lock:
            if not cell.made:
                cell.made.append(make())
            value: T = cell.made[0]
        return value


class Owner(Protocol):
    """Whatever owns a memo."""

    @property
    def once(self) -> Once:
        """The memo."""


Holder = TypeVar("Holder", bound=Owner)


def kept(make: Callable[Concatenate[Holder, P], T]) -> Callable[Concatenate[Holder, P], T]:
    """Let a function of a memo's owner be computed once for each owner and arguments.

    The key is the function itself with its arguments, so that nobody else can write there.
    """

    @wraps(make)
    def asked(owner: Holder, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (make, args, tuple(sorted(kwargs.items())))
        return owner.once.get(key, lambda: make(owner, *args, **kwargs))

    return asked
