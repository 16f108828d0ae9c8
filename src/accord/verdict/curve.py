"""How a metric answers along one assumption."""

from dataclasses import dataclass

from accord.axes import Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A metric along one assumption: median and 90 % band over the other assumptions.

    All (N,), nan where nothing could be solved.
    """

    assumption: str
    x: Array
    median: Array
    low: Array
    high: Array
