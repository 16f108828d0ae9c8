"""A list of events that somebody else made, as a CSV file, and what is asked of each.

The columns are id, type (E, S, B), hs6, agent, t0, t1, world_share, lost, total_ratio,
world_trade_musd, auto, name, affected (states, for type E).
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from bench.prediction.extras import Extra

from accord.axes import Array
from accord.backtest.cases import Case, cases, quiet
from accord.backtest.events import Event
from accord.backtest.forward import SEED, Material
from accord.backtest.judged import Rules
from accord.data import Tables
from accord.world.history import Surroundings


@dataclass(frozen=True, slots=True)
class Laid:
    """All cases of a list, and what the extra mechanisms say of each, in the same order."""

    material: Material
    extras: list[Mapping[str, Array]]

    def with_extras(self, names: Iterable[str]) -> Material:
        """Give the cases as if these had been among the mechanisms."""
        wanted = tuple(names)
        return replace(
            self.material,
            cases=[
                _with(case, [extra[name] for name in wanted])
                for case, extra in zip(self.material.cases, self.extras, strict=True)
            ],
        )


def _with(case: Case, rows: list[Array]) -> Case:
    of = replace(case.of, mechanisms=np.vstack([case.of.mechanisms, *rows]))
    return replace(case, of=of)


def listed(path: Path) -> list[Event]:
    """Read the events of a list."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Event(
                kind=row["type"],
                code=row["hs6"],
                agent=row["agent"],
                before=int(row["t0"]),
                after=int(row["t1"]),
                world_share=float(row["world_share"]),
                lost=float(row["lost"]),
                kept=float(row["total_ratio"]),
                affected=tuple(row["affected"].split()),
                name=row["name"] or None,
            )
            for row in csv.DictReader(lines)
        ]


def laid(tables: Tables, events: Iterable[Event], extras: Mapping[str, Extra]) -> Laid:
    """Lay out the trade of every code that a list names, and make its cases."""
    around = Surroundings(tables)
    _ = around.value  # all years at once: each case asks for its own
    of = Laid(Material([], [], [], Rules.of(tables)), [])
    for code, here in _by_code(events):
        ledger = around.ledger(code)
        of.material.events.extend(here)
        for case in cases(ledger, here):
            of.material.cases.append(case)
            of.extras.append({name: extra(ledger, case) for name, extra in extras.items()})
        rng = np.random.default_rng([SEED, int(code)])
        of.material.quiet.extend(quiet(ledger, here, rng))
    return of


def _by_code(events: Iterable[Event]) -> Iterator[tuple[str, list[Event]]]:
    of: dict[str, list[Event]] = {}
    for event in events:
        of.setdefault(event.code, []).append(event)
    yield from sorted(of.items())
