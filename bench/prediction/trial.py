"""One way to foretell a list of events, forward, and what it gains on another: paired by event."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from accord.axes import Array
from accord.backtest.cases import SIDES, Case
from accord.backtest.fit import Trial
from accord.backtest.forward import Known, Material, learnt, stream
from accord.backtest.opponents import OPPONENT, Quiet, dressed
from accord.backtest.scores import crps, gain
from accord.data import Tables
from accord.engines.reallocation import draw
from accord.solve.pool import Side, fitted_pool

DRAWS = 400
SEED = 13

Way = Callable[[Case, Known, np.random.Generator], Array]  # draws (D, K + 1)
Trials = Mapping[tuple[Side, int], Trial]  # what was chosen by a year


@dataclass(frozen=True, slots=True)
class Scores:
    """Points of each event, mean over its cases, in the order of their keys."""

    event: tuple[str, ...]
    code: Array  # (E,)
    crps: Array  # (E,)

    def gain_on(self, other: "Scores") -> tuple[float, float, float]:
        """Give 1 - this / other with its interval of 90 %, events drawn anew."""
        if self.event != other.event:
            raise ValueError("two ways are held against each other on the same events")
        return gain(self.crps, other.crps, np.random.default_rng(SEED))

    def where(self, family: Callable[[str], bool]) -> "Scores":
        """Keep the events of some codes."""
        kept = [n for n, code in enumerate(self.code) if family(str(code))]
        return Scores(tuple(self.event[n] for n in kept), self.code[kept], self.crps[kept])


def pool(case: Case, known: Known, rng: np.random.Generator) -> Array:
    """Draw from what the list's own events taught."""
    return draw(case.of, known.given, known.past, rng, DRAWS)


def shipped(tables: Tables) -> Way:
    """Draw as the package does: from what its own events had taught by the baseline year."""
    fitted = cache(lambda side, year: fitted_pool(tables, side, year))

    def foretell(case: Case, _: Known, rng: np.random.Generator) -> Array:
        given, past = fitted(case.side, case.before)[:2]
        return draw(case.of, given, past, rng, DRAWS)

    return foretell


def opponent(case: Case, known: Known, rng: np.random.Generator) -> Array:
    """Draw proportional shares, dressed with the errors of quiet years."""
    return dressed(case, known.quiet, rng, DRAWS)[OPPONENT]


def opponent_as_it_falls(case: Case, known: Known, rng: np.random.Generator) -> Array:
    """Draw the same, each counterpart by itself: shares that needn't sum to one."""
    residual = known.quiet.like(case)
    width = len(case.observed)
    one = rng.integers(0, residual.shape[1], (DRAWS, width))
    return (case.of.share + residual[np.arange(width), one]).clip(0.0, 1.0)


def opponent_counted_alike(of: Material) -> Way:
    """Draw proportional shares, dressed with the errors of quiet years that are nearest where the
    four parts of a distance count alike: how they count isn't written in the list's own account."""

    @cache
    def quiet(side: Side, year: int) -> Quiet:
        calm = (c for c in of.quiet if c.side == side and c.after <= year)
        return Quiet.of([_counted_alike(c) for c in calm])

    def foretell(case: Case, _: Known, rng: np.random.Generator) -> Array:
        return dressed(_counted_alike(case), quiet(case.side, case.before), rng, DRAWS)[OPPONENT]

    return foretell


def _counted_alike(case: Case) -> Case:
    even = {"key_share": 1.0, "key_size": 1.0, "key_world": 1.0, "key_horizon": 1.0}
    return replace(case, of=replace(case.of, judged=replace(case.of.judged, **even)))


def foretold(of: Material, trials: Trials) -> Iterator[tuple[Case, Known]]:
    """Give every case of every event with what was known by its baseline year."""
    for side in SIDES:
        calm = [c for c in of.quiet if c.side == side]
        for year in sorted({c.before for c in of.cases if c.side == side}):
            if (side, year) not in trials:
                continue
            over, still = of.over(side, year), [c for c in calm if c.after <= year]
            known = learnt(over, still, trials[side, year], of.rules)
            if known is not None:
                yield from (
                    (case, known) for case in of.cases if (case.side, case.before) == (side, year)
                )


def scores(of: Material, trials: Trials, way: Way = pool) -> dict[Side, Scores]:
    """Foretell all cases in a way, and score."""
    found: dict[Side, dict[tuple[str, str], list[float]]] = {side: {} for side in SIDES}
    for case, known in foretold(of, trials):
        score = crps(way(case, known, stream(case)), case.observed).sum()
        found[case.side].setdefault((case.event, case.code), []).append(score)
    return {side: _by_event(of_side) for side, of_side in found.items()}


def _by_event(of: Mapping[tuple[str, str], list[float]]) -> Scores:
    keys = sorted(of)
    return Scores(
        event=tuple(event for event, _ in keys),
        code=np.array([code for _, code in keys]),
        crps=np.array([np.mean(of[key]) for key in keys]),
    )
