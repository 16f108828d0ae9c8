"""Memo: what was asked before is answered at once, and asked by many at a time it is found once.

The key is what was asked, by value. Nobody waits for an answer to another question: the lock is
held to look a key up, never while an answer is being found. An answer that raised isn't kept.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, fields, is_dataclass
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

from accord import fork

Found = TypeVar("Found")
P = ParamSpec("P")


@dataclass(slots=True, eq=False)
class _Answer:
    """An answer that was found: what it is, to be had without waiting for anybody."""

    found: Any


@dataclass(slots=True, eq=False)
class Memo:
    """Answers by question; of more than `most`, those that nobody asked for longest are let go."""

    most: int | None = None
    _lock: Lock = field(default_factory=Lock, repr=False)
    _flights: "OrderedDict[Hashable, Future[Any] | _Answer]" = field(
        default_factory=OrderedDict, repr=False
    )

    def get(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """Give the answer to a question, found now unless it was before.

        Raises what `find` raises, to all who wait for it.
        """
        fork.ask()
        mine: Future[Any] | None = None
        with self._lock:
            flight = self._flights.get(key)
            if flight is None:
                flight = self._flights[key] = mine = Future()
            elif self.most is not None:  # else none is ever let go; a key can be long to hash
                self._flights.move_to_end(key)
        if isinstance(flight, _Answer):
            return cast(Found, flight.found)
        if mine is not None:
            self._fly(key, mine, find)
        return cast(Found, flight.result())

    def some(self, wanted: Callable[[Hashable], bool]) -> "Memo":
        """Give a memo of its own that begins with those answers whose question is wanted."""
        with self._lock:
            begun: OrderedDict[Hashable, Future[Any] | _Answer] = OrderedDict(
                (key, flight)
                for key, flight in self._flights.items()
                if wanted(key) and isinstance(flight, _Answer)
            )
        return Memo(most=self.most, _flights=begun)

    def answers(self) -> list[tuple[Hashable, Any]]:
        """Give every question that was answered, with its answer."""
        with self._lock:
            return [
                (key, flight.found)
                for key, flight in self._flights.items()
                if isinstance(flight, _Answer)
            ]

    def _fly(self, key: Hashable, flight: "Future[Any]", find: Callable[[], Any]) -> None:
        """Find an answer, and make room for it."""
        try:
            found = find()
        except BaseException as error:
            with self._lock:
                self._flights.pop(key, None)
            flight.set_exception(error)
            return
        flight.set_result(found)
        with self._lock:
            if self._flights.get(key) is flight:
                self._flights[key] = _Answer(found)
            while self.most is not None and len(self._flights) > self.most:
                self._flights.popitem(last=False)


class Owner(Protocol):
    """A value that owns a memo, as a folder of tables does, or a World."""

    @property
    def memo(self) -> Memo:
        """What was found of it."""


Holder = TypeVar("Holder", bound=Owner)


def kept(find: Callable[Concatenate[Holder, P], Found]) -> Callable[Concatenate[Holder, P], Found]:
    """Let a function of a memo's owner be computed once for each owner and arguments.

    The key is the function itself with its arguments: nobody else can write there, and two owners
    never see each other's.
    """

    @wraps(find)
    def asked(owner: Holder, /, *args: P.args, **kwargs: P.kwargs) -> Found:
        key = (find, args, tuple(sorted(kwargs.items())))
        return owner.memo.get(key, lambda: find(owner, *args, **kwargs))

    return asked


def by_value(what: Any) -> Hashable:
    """Give what was asked as a key: dataclasses, mappings and lists by what they hold.

    >>> by_value({"poles": ["USA", "CHN"]}) == by_value({"poles": ("USA", "CHN")})
    True
    """
    if is_dataclass(what) and not isinstance(what, type):
        held = (by_value(getattr(what, f.name)) for f in fields(what))
        return (type(what), *held)
    if isinstance(what, Mapping):
        return (Mapping, frozenset((k, by_value(v)) for k, v in what.items()))
    if isinstance(what, list | tuple):
        return tuple(by_value(one) for one in what)
    return cast(Hashable, what)
