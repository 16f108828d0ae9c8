"""Exposure: how much of a state's trade in a good must pass a given state or passage.

As used: the split over routes that somebody published, each traced through the network, and the
share that runs through. What must: the share that is left over when everything else is used up to
its capacity. The first says what a closure would hit today, the second what it could cut for good.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from accord.engines.corridor.capacities import Demand, capacity
from accord.engines.corridor.network import Network
from accord.engines.corridor.question import Question
from accord.engines.corridor.routes import answer
from accord.errors import InputError, QuantityError
from accord.names import require

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Way:
    """A route of a published split, traced."""

    route: str
    quantity: float
    states: tuple[str, ...]
    passages: tuple[str, ...]
    lines: tuple[str, ...]
    source: str
    source_status: str

    def meets(self, through: str) -> bool:
        """Whether it runs through a state, passage or line, by its name in the tables."""
        return through in (*self.states, *self.passages, *self.lines)


@dataclass(frozen=True, slots=True)
class Exposure:
    """Shares 0..1 of a trade that pass a state or passage.

    used : as the routes are used; nan where no split is known
    must : with all other ways at their capacity; nan where no quantity is known
    quantity : what the shares are of, in `unit`; delivered : what other ways can carry
    """

    state: str
    good: str
    direction: str
    through: str
    year: int | None
    used: float
    must: float
    quantity: float
    delivered: float
    unit: str
    ways: tuple[Way, ...]


def exposure(
    network: Network,
    state: str,
    good: str,
    through: str | Sequence[str],
    *,
    splits: Iterable[Mapping[str, Any]] = (),
    direction: str = "export",
    quantity: float | None = None,
    year: int | None = None,
    also: Iterable[str] = (),
    use: Iterable[str] = (),
    partners: Sequence[str] | None = None,
) -> Exposure:
    """Say how much of a state's exports or imports of a good passes a state or passage.

    Parameters
    ----------
    through : a state's code, or the name of a passage or line; of several, any of them
    splits : rows of state, good, direction, year, route, via (places, ";" between), quantity,
        unit, source, source_status: how the trade was split. Rows of other states, goods,
        directions and years are passed over
    quantity : total to be carried a year, in the good's unit; None for the sum of the split
    partners : states that it may go to or come from; None for all that take or give the good
    also : statuses taken as running too, such as "proposed": how all new lines would change it
    use : lines taken as running too, by name: how these would change it

    Raises
    ------
    UnknownNameError, InputError
        A state or passage that isn't there; a split whose route can't be traced.
    """
    require("direction", direction, ("export", "import"))
    passed = (through,) if isinstance(through, str) else tuple(through)
    passed = tuple(_named(network, one) for one in passed)
    rows = [
        r
        for r in splits
        if (r["state"], r["good"], r["direction"]) == (state, good, direction)
        and (year is None or r["year"] == year)
    ]
    ways = tuple(trace(network, r) for r in rows)
    total = sum(w.quantity for w in ways)
    met = sum(w.quantity for w in ways if any(map(w.meets, passed)))
    used = met / total if total else NAN
    asked = total if quantity is None else quantity
    delivered = (
        _without(
            network, state, good, passed, asked, direction, year, tuple(also), tuple(use), partners
        )
        if asked
        else NAN
    )
    return Exposure(
        state=state,
        good=good,
        direction=direction,
        through=" or ".join(passed),
        year=year,
        used=used,
        must=max(0.0, 1 - delivered / asked) if asked else NAN,
        quantity=asked,
        delivered=delivered,
        unit=network.cargo(good).unit,
        ways=ways,
    )


def over_years(
    network: Network, state: str, good: str, through: str, splits: Iterable[Mapping[str, Any]],
    **asked: Any,
) -> tuple[Exposure, ...]:  # fmt: skip
    """Exposure in each year that the splits have, in order."""
    rows = [r for r in splits if (r["state"], r["good"]) == (state, good)]
    years = sorted({r["year"] for r in rows if r["direction"] == asked.get("direction", "export")})
    return tuple(
        exposure(network, state, good, through, splits=rows, year=y, **asked) for y in years
    )


def _named(network: Network, through: str) -> str:
    if through.upper() in network.states:
        return through.upper()
    return network.passage(through).name


def trace(network: Network, row: Mapping[str, Any]) -> Way:
    """Follow a route of a split from place to place, each stretch by its cheapest way that year.

    Lines that are named between two places are what the stretch goes by: of "sangachal;btc;ceyhan"
    none but BTC, however cheap another way may be.
    """
    if not row["quantity"] >= 0:
        raise QuantityError(f"{row['route']} of {row['year']}: a quantity of {row['quantity']:g}")
    places, by = _via(network, row["via"])
    question = Question(good=row["good"], by="cost", year=row["year"])
    states: list[str] = []
    passages: list[str] = []
    lines: list[str] = []
    for (start, end), own in zip(pairwise(places), by, strict=True):
        stretch = answer(network, start, end, replace(question, lines=own))
        if not stretch.feasible:
            raise InputError(
                f"{row['state']} {row['good']} by {row['route']} in {row['year']}: {stretch.reason}"
            )
        states += [s for s in stretch.states if not states or states[-1] != s]
        passages += stretch.passages
        lines += [leg.line for leg in stretch.legs if leg.mode != "transfer"]
    return Way(
        route=row["route"],
        quantity=float(row["quantity"]),
        states=tuple(states),
        passages=tuple(dict.fromkeys(passages)),
        lines=tuple(dict.fromkeys(lines)),
        source=row.get("source", ""),
        source_status=row.get("source_status", ""),
    )


def _via(network: Network, via: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """Split what a row goes by into places, and the lines named between each two of them."""
    places: list[str] = []
    by: list[tuple[str, ...]] = []
    for name in via.split(";"):
        if name in network.edges.line and name not in network.node:
            by[-1] += (name,)
        else:
            places.append(name)
            by.append(())
    return places, by[:-1]


def _without(
    network: Network,
    state: str,
    good: str,
    through: tuple[str, ...],
    quantity: float,
    direction: str,
    year: int | None,
    also: tuple[str, ...],
    use: tuple[str, ...],
    partners: Sequence[str] | None,
) -> float:
    """Carry as much as can be carried around states and passages."""
    if state in through:
        return 0.0
    cargo = network.cargo(good)
    others = network.traders(good, start=direction == "import") - {state, *through}
    chosen = tuple(sorted(others if partners is None else others & set(partners)))
    if not chosen:
        return 0.0
    demand = Demand(
        good=good,
        origins=(state,) if direction == "export" else chosen,
        destination=chosen if direction == "export" else state,
        quantity=quantity,
        unit=cargo.unit,
    )
    avoid = [name for name in through if name in network.states]
    close = [name for name in through if name not in network.states]
    flows = capacity(network, (demand,), year=year, also=also, use=use, avoid=avoid, close=close)
    return float(flows.delivered[0])
