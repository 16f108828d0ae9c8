"""Replay: what was shut or narrowed on a day, from the dated events of the tables.

An event leaves a share of a passage open, 0 for shut. A day's state is what routes and flows take:
`close`, `open_share` and `year`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accord.engines.corridor.network import Network


@dataclass(frozen=True, slots=True)
class Day:
    """What held on a day."""

    on: date
    close: tuple[str, ...]
    open_share: dict[str, float]
    events: tuple[str, ...]

    def asked(self) -> dict[str, Any]:
        """Arguments for `capacity`; `route` takes year and close."""
        return {"year": self.on.year, "close": self.close, "open_share": self.open_share}


def replay(network: Network, on: date) -> Day:
    """Say what was shut or narrowed on a day.

    What doesn't run in that year at all needs no closing and is left out. Of several events on one
    passage the narrowest counts.
    """
    running = network.running(on.year)
    narrowest: dict[str, float] = {}
    found = []
    for event in network.events:
        if not event["start"] <= on <= (event["end"] or date.max):
            continue
        found.append(event["event"])
        passage = network.passage(event["passage"])
        if passage.nodes.any() or (passage.edges & running).any():
            share = float(event["open_share"])
            name = event["passage"]
            narrowest[name] = min(share, narrowest.get(name, 1.0))
    return Day(
        on=on,
        close=tuple(p for p, share in narrowest.items() if share == 0),
        open_share={p: s for p, s in narrowest.items() if 0 < s < 1},
        events=tuple(found),
    )
