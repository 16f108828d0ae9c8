"""Over how many poles a state's ties are spread, channel by channel; no channel is averaged.

Shares run 0..1; effective poles count from 1 up to as many as there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from accord.result.market import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Toward:
    """What share of a state's ties of one channel is a pole's."""

    pole: str
    share: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class PoleChannel:
    """One channel of a state.

    width : of the kernel over votes, "sd" or "half-sd"; None in other channels
    leading : the pole with the largest share, by medians
    corrected : effective poles where those that vote alike count as less than two
    coverage : which part of all ties goes to any pole; None where nobody counts all
    """

    channel: str
    width: str | None
    year: int
    leading: str
    poles: tuple[Toward, ...]
    effective: Interval
    corrected: Interval | None
    lean: Interval | None
    coverage: float | None
    sources: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRead:
    """A channel of which nothing is known, and why."""

    channel: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolesChanged:
    """By how many effective poles a scenario changes a channel, in the same draws."""

    scenario: str
    channel: str
    change: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class StateTies:
    """A state's channels side by side.

    balanced : in how many channels it is spread over two effective poles or more, the widest kernel
        of votes counting; leaders : how many different poles lead in any; median over draws
    """

    state: str
    channels: tuple[PoleChannel, ...]
    not_read: tuple[NotRead, ...]
    balanced: float
    leaders: float
    changes: tuple[PolesChanged, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The poles of the case, and how the states that it names are spread over them."""

    poles: Mapping[str, tuple[str, ...]]
    lean: Mapping[str, float]
    states: tuple[StateTies, ...]
