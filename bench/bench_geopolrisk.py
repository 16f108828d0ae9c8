"""GeoPolRisk of 53 materials x 38 states x 3 years, on what geopolrisk-py read: time, and scores.

`python bench/peers/geopolrisk_sweep.py FILE.npz` runs the peer, where it is installed, and keeps
what it was given and what it gave; ACCORD_GEOPOLRISK=FILE.npz names that file here.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from bench.rows import Row, warm_median

from accord.engines.security import GeoPolRisk, geopolrisk

FILE = "ACCORD_GEOPOLRISK"
TIMES = 1000  # how many times faster than the peer is asked for
TONNES = {"metr. t": 1.0, "kg": 1e-3, "Mio m3": 735.0}  # a unit of output; gas: 700 to 800
EQUAL = 1e-9  # of the score
SPARE = 0  # no state's number
NAME = "GeoPolRisk, {:,} scores from rows of trade and output"


@dataclass(frozen=True)
class Sweep:
    """What the peer was given and gave: see `geopolrisk_sweep`."""

    of: dict[str, np.ndarray]

    @cached_property
    def states(self) -> np.ndarray:
        """Every state that makes, sells or buys, by its number, and a spare place in front."""
        seen = ([SPARE], self.of["production"][:, 1], self.of["trade"][:, 3], self.of["states"])
        return np.unique(np.concatenate(seen)).astype(int)

    def scores(
        self, tonnes: dict[str, float], *, whole: bool = False, apart: bool = False
    ) -> GeoPolRisk:
        """Score all in one call: axes material, year, state.

        Parameters
        ----------
        tonnes : what a unit of output weighs
        whole : whether output is cut to whole units before it is squared, as the peer has it
        apart : whether two rows of one state are two states, as the peer has them
        """
        of, states = self.of, self.states
        shape = (len(of["materials"]), len(of["years"]), len(states))
        m, s, y, made = of["production"].T
        if apart:
            first = np.unique(of["production"][:, :3], axis=0, return_index=True)[1]
            s = np.where(np.isin(np.arange(len(s)), first), s, SPARE)
        output = np.zeros(shape)
        np.add.at(output, (m.astype(int), self._year(y), np.searchsorted(states, s)), made)
        m, y, buyer, supplier, mass, value, rating = of["trade"].T
        buyers = np.sort(of["states"])
        at = (
            m.astype(int),
            self._year(y),
            np.searchsorted(states, supplier),
            np.searchsorted(buyers, buyer),
        )
        bought, paid = np.zeros((2, *shape, len(buyers)))
        np.add.at(bought, at, mass)
        np.add.at(paid, at, value)
        unstable = np.full(shape[1:], 0.5)  # without a rating, as the method has it
        rated = np.isfinite(rating)
        unstable[at[1][rated], at[2][rated]] = rating[rated]
        total = bought.sum(axis=2)
        each = np.array([tonnes[unit] for unit in of["units"]])[:, None, None]
        return geopolrisk(
            production=np.trunc(output) if whole else output,
            imports=bought,
            domestic=output[:, :, np.searchsorted(states, buyers)] * each,
            instability=unstable[None],
            price=np.divide(paid.sum(axis=2), total, out=np.zeros_like(total), where=total > 0),
        )

    def _year(self, year: np.ndarray) -> np.ndarray:
        return np.searchsorted(self.of["years"], year)


def rows() -> Iterator[Row]:
    """Measure the sweep, and hold every score against the peer's."""
    path = os.environ.get(FILE, "")
    if not Path(path).is_file():
        yield Row(NAME.format(6042), None, note=f"{FILE} names no sweep of the peer: see the head")
        return
    with np.load(path) as read:
        sweep = Sweep(dict(read))
    peer, theirs = float(sweep.of["seconds"]), sweep.of["scores"][..., 2]
    seconds = warm_median(lambda: sweep.scores(TONNES))
    note = f"geopolrisk-py: {peer:.0f} s, {peer / seconds:,.0f} times as long"
    yield Row(NAME.format(theirs.size), seconds, goal=peer / TIMES, note=note)
    mine = sweep.scores(TONNES).score
    none, alike = np.isnan(mine), _alike(mine, theirs)
    yield Row("  equal to nine digits", None, note=f"{alike.sum():,}")
    yield Row("  neither imports nor output: none here, 0 there", None, note=f"{none.sum():,}")
    gas = (sweep.of["units"] == "Mio m3")[:, None, None] & ~alike & ~none
    yield Row("  it adds million m3 to tonnes", None, note=f"{gas.sum():,}, of natural gas")
    apart = sweep.scores(TONNES, apart=True).score
    twice = ~alike & ~none & ~gas & _alike(apart, theirs)
    yield Row("  one number for two states", None, note=_of(twice, sweep))
    cut = ~alike & ~none & ~gas & ~twice
    yield Row("  it cuts output to whole units", None, note=_of(cut, sweep))
    tonnes = {**TONNES, "Mio m3": 1.0}
    as_it_reads = sweep.scores(tonnes, whole=True, apart=True).score
    left = (~_alike(as_it_reads, theirs) & ~none).sum()
    yield Row("  not equal where all three are read as it does", None, note=f"{left:,}")


def _of(some: np.ndarray, sweep: Sweep) -> str:
    return f"{some.sum():,}, of {', '.join(sweep.of['materials'][some.any(axis=(1, 2))])}"


def _alike(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.abs(one - other) <= EQUAL * np.maximum(np.abs(one), np.abs(other))
