"""The second year of a shock, its first being known: what an update is worth on past events.

The forecast of the second year is conditioned on the first (`engines.reallocation.update`) by the
weights of `Draws.weights`; nothing else in the package has any.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import polars as pl

from accord.axes import Array
from accord.backtest.cases import Case, asked, made
from accord.backtest.events import Event, event_of
from accord.backtest.forward import BAND, DRAWS, SEED, SHOWN, TRIED
from accord.backtest.judged import Grid, Scan
from accord.backtest.scores import weighed_crps
from accord.data import Tables
from accord.data.reallocation import UPDATED
from accord.draws import Draws
from accord.engines.reallocation.situation import told
from accord.engines.reallocation.update import joined
from accord.errors import InputError
from accord.solve.pool import Side, fitted_pool, seen
from accord.solve.update import (
    CARRIED,
    NEAR,
    FirstYear,
    first_year,
    fitted_update,
    foretold_and_carried,
)
from accord.world.history import Ledger, Surroundings

SOURCE = "accord-backtest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """What is to be foretold of the second year of a shock, and what its first year showed."""

    case: Case  # from the baseline year to the second
    first: FirstYear

    @property
    def came(self) -> Array:
        """Shares of the first year, over those who stay: (K + 1,)."""
        return told(self.first.known, self.case.of.counterparts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """Draws of the second year (D, K + 1), and their weights (D,), which sum to 1."""

    drawn: Array
    weights: Array

    def quantiles(self, q: tuple[float, ...]) -> Array:
        """Give quantiles of each counterpart: (Q, K + 1)."""
        each = [Draws(x, self.weights).quantile(q) for x in self.drawn.T]
        return np.stack(each, axis=1)

    def ranks(self, observed: Array, rng: np.random.Generator) -> Array:
        """Give the rank of what came among the draws by weight, ties broken at random: (K + 1,)."""
        below = self.weights @ (self.drawn < observed)
        same = self.weights @ (self.drawn == observed)
        rank: Array = below + rng.random(len(observed)) * same
        return rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One counterpart in the second year: before and after the first one was known."""

    side: Side
    agent: str
    counterpart: str
    first: float  # share in the year that is known
    observed: float | None  # in the second; None where it has no data
    before: tuple[float, float, float]  # 5th percentile, median, 95th, nothing known
    after: tuple[float, float, float]  # the same, the first year known
    rank_before: float | None
    rank_after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """One state's second year: its counterparts, and scores in points where it is known."""

    rows: tuple[Told, ...]
    crps_before: float | None
    crps_after: float | None
    crps_first: float | None  # of the first year's shares, unchanged


def seconds(ledger: Ledger, event: Event) -> Iterator[Second]:
    """Make what is to be foretold of an event's second year."""
    for side, agent, stopped in asked(ledger, event):
        case = made(
            ledger, side, agent, stopped, event.before, event.before + 2,
            event=event.key, name=event.name,
        )  # fmt: skip
        if case is None:
            continue
        year = event.before + 1
        trade, world = seen(ledger, side, year), float(ledger.value[ledger.place(year)].sum())
        first = first_year(trade, agent, stopped, world=world, judged=case.of.judged)
        if first is not None:
            yield Second(case=case, first=first)


def updated(
    of: Second, tables: Tables, rng: np.random.Generator, draws: int = DRAWS
) -> tuple[Array, Updated]:
    """Foretell the second year: nothing known (D, K + 1), and given the first.

    Raises
    ------
    InputError
        where the tables have no pool, or too few events were over by the baseline year
    """
    near, part = fitted_update(tables, of.case.side)
    foretold, carried = _both(of, tables, rng, draws)
    drawn, weights = joined(foretold, carried, of.came, near, part)
    return foretold, Updated(drawn=drawn, weights=weights)


def _both(of: Second, tables: Tables, rng: np.random.Generator, draws: int) -> tuple[Array, Array]:
    """Draw what was foretold in the baseline year, and what is carried on: (D, K + 1) each."""
    side, year = of.case.side, of.case.before
    known = fitted_pool(tables, side, year), fitted_pool(tables, side, year + 1)
    return foretold_and_carried(of.case.of, of.first, known, rng, draws)


def second_year(event: Event, observed: int, tables: Tables) -> list[Whole]:
    """Foretell the second year of an event, its first being known.

    Raises
    ------
    InputError
        where the year is not the first after the baseline, or the next has no data
    """
    if observed != event.before + 1:
        raise InputError(
            f"observed is {observed}; the year after the baseline, {event.before + 1}, is meant: "
            "what it shows conditions the forecast of the next"
        )
    ledger = Surroundings(tables).ledger(event.code)
    ledger.place(event.before + 2)
    found = []
    for of in seconds(ledger, event):
        rng = np.random.default_rng([SEED, *f"{event.key} {of.case.side} {of.case.agent}".encode()])
        found.append(_whole(of, *updated(of, tables, rng), rng))
    return found


def _whole(of: Second, foretold: Array, after: Updated, rng: np.random.Generator) -> Whole:
    """Tell of the counterparts that count, the largest first, and score."""
    came = of.case.observed
    plain = Updated(drawn=foretold, weights=np.full(len(foretold), 1 / len(foretold)))
    ends = (BAND[0], BAND[2], BAND[-1])
    before, then = plain.quantiles(ends), after.quantiles(ends)
    ranks = plain.ranks(came, rng), after.ranks(came, rng)
    weight = np.maximum(np.maximum(came, of.came), then[1])
    names = (*of.case.states, "others")
    rows = tuple(
        Told(
            side=of.case.side,
            agent=of.case.agent,
            counterpart=names[n],
            first=float(of.came[n]),
            observed=float(came[n]),
            before=(float(before[0, n]), float(before[1, n]), float(before[2, n])),
            after=(float(then[0, n]), float(then[1, n]), float(then[2, n])),
            rank_before=float(ranks[0][n]),
            rank_after=float(ranks[1][n]),
        )
        for n in np.argsort(-weight, kind="stable")
        if weight[n] > SHOWN
    )
    return Whole(
        rows=rows,
        crps_before=float(weighed_crps(foretold, came, plain.weights).sum()),
        crps_after=float(weighed_crps(after.drawn, came, after.weights).sum()),
        crps_first=float(100 * np.abs(of.came - came).sum()),
    )


def fit(tables: Tables, codes: tuple[str, ...]) -> pl.DataFrame:
    """Try what is near and what is carried on the events of some codes, keep the best of each side.

    Two numbers are tried on a grid, so that they have no standard error; what the best of them is
    worth is told by the scores before and after: means by event, points.
    """
    around = Surroundings(tables)
    _ = around.value  # all years at once: each case asks for its own
    by, thin = Grid.of(tables), Scan.of(tables).thin_year
    grid = tuple(product(by.near, by.carried))
    tried: dict[Side, dict[str, list[Array]]] = {"sales": {}, "purchases": {}}
    for code in codes:
        ledger = around.ledger(code)
        for row in tables.backtest_events.filter(code=code).to_dicts():
            event = event_of(row)
            if event.before + 2 >= thin:
                continue
            for of in seconds(ledger, event):
                if (scores := _tried(of, tables, grid)) is not None:
                    tried[of.case.side].setdefault(event.key, []).append(scores)
    rows: list[tuple[object, ...]] = []
    for side, by_event in tried.items():
        if not by_event:
            continue
        mean = np.mean([np.mean(scores, axis=0) for scores in by_event.values()], axis=0)
        best = int(mean[1:].argmin())
        for name, value in zip((NEAR, CARRIED), grid[best], strict=True):
            rows.append(
                (side, name, value, None, len(by_event), *mean[[0, best + 1]], SOURCE, "fitted")
            )
    return pl.DataFrame(rows, schema=dict(UPDATED), orient="row").with_columns(
        pl.col("crps_before", "crps_after").round_sig_figs(4)
    )


def _tried(of: Second, tables: Tables, grid: Sequence[tuple[float, float]]) -> Array | None:
    """Score a case with nothing known, then for each point of the grid; None before the pool."""
    key = f"{of.case.event} {of.case.side} {of.case.agent}".encode()
    rng = np.random.default_rng([SEED, *key])
    try:
        foretold, carried = _both(of, tables, rng, TRIED)
    except InputError:
        return None
    came = of.case.observed
    even = np.full(len(foretold), 1 / len(foretold))
    found = [weighed_crps(foretold, came, even).sum()]
    for near, part in grid:
        drawn, weights = joined(foretold, carried, of.came, near, part)
        found.append(weighed_crps(drawn, came, weights).sum())
    return np.array(found)
