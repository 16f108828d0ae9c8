"""What is asked of the network: vetoes, closures, modes, the good, by which measure, when."""

from collections.abc import Iterable
from dataclasses import dataclass

from accord.engines.corridor.network import Network, Opening
from accord.names import require

BY = ("hours", "km", "cost")
MODES = ("rail", "road", "sea", "ferry", "oil-pipeline", "gas-pipeline")
STATUSES = ("running", "idle", "under construction", "proposed", "optional", "out")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the network, apart from origin and destination."""

    avoid: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    modes: tuple[str, ...] | None = None
    good: str | None = None
    by: str = "hours"
    year: int | None = None
    also: tuple[str, ...] = ()  # statuses that count as running too: "idle", "proposed" ...
    use: tuple[str, ...] = ()  # lines that run though they don't in that year
    lines: tuple[str, ...] = ()  # by these lines alone; () for any

    def __post_init__(self) -> None:
        require("measure", self.by, BY)
        for mode in self.modes or ():
            require("mode", mode, MODES)
        for status in self.also:
            require("status", status, STATUSES)

    def opening(self, network: Network) -> Opening:
        """Masks of what is open under its vetoes and closures, in its year."""
        return network.opening(
            avoid=self.avoid, close=self.close, year=self.year, also=self.also, use=self.use
        )


def put(
    *,
    avoid: Iterable[str] = (),
    close: Iterable[str] = (),
    modes: Iterable[str] | None = None,
    good: str | None = None,
    by: str = "hours",
    year: int | None = None,
    also: Iterable[str] = (),
    use: Iterable[str] = (),
) -> Question:
    """Put a question as `route` is asked it: of any iterables, states in any case."""
    return Question(
        avoid=tuple(dict.fromkeys(s.upper() for s in avoid)),
        close=tuple(close),
        modes=None if modes is None else tuple(modes),
        good=good,
        by=by,
        year=year,
        also=tuple(also),
        use=tuple(use),
    )
