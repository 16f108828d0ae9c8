"""What a map of the case shows: lines, passages, places and ways, and what scenarios close.

Coordinates are degrees, east and north. Nothing is measured on a drawn line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Point = tuple[float, float]
Kind = Literal["rail", "road", "ferry", "sea", "oil", "gas"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What a state sent by a line in a year, as published."""

    state: str
    good: str
    quantity: float
    unit: str
    year: int
    source: str
    source_status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a line: its points, and the scenarios that close it."""

    points: tuple[Point, ...]
    closed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLine:
    """A line of the network."""

    id: str
    title: str
    kind: Kind
    status: str
    capacity: float | None
    unit: str | None
    states: tuple[str, ...]
    flows: tuple[Flow, ...]
    source: str
    source_status: str
    parts: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A strait, canal, cape or border crossing."""

    id: str
    title: str
    kind: str
    at: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A place where so many ways begin, end or change their mode."""

    id: str
    title: str
    state: str
    at: Point
    ways: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way from end to end; `good` None is goods in containers.

    from_memory : how many of its legs are only remembered
    avoid : states that it has to go around
    """

    feasible: bool
    good: str | None
    by: str
    km: float | None
    hours: float | None
    cost: float | None
    states: tuple[str, ...]
    passages: tuple[str, ...]
    from_memory: int
    ends: tuple[str, ...]
    avoid: tuple[str, ...]
    lines: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """A line that is closed, what by, and the point at which."""

    line: str
    by: str
    at: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """What a candidate sent of a good by lines that a scenario closes, as published for a year."""

    state: str
    good: str
    quantity: float
    unit: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapScenario:
    """What a scenario closes and opens; `routes`: by its number, each way that is another then.

    blocked : a route that goes by several closed lines counts once
    """

    goods: tuple[str, ...]
    vetoes: tuple[str, ...]
    passages: tuple[str, ...]
    opened: tuple[str, ...]
    closed: tuple[Closure, ...]
    blocked: tuple[Blocked, ...]
    routes: Mapping[str, Way]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The map of a case."""

    year: int
    lines: tuple[MapLine, ...]
    passages: tuple[Passage, ...]
    places: tuple[Stop, ...]
    routes: tuple[Way, ...]
    scenarios: Mapping[str, MapScenario]
