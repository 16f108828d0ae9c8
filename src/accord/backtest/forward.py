"""The forward scheme: every event is foretold from events that were over by its baseline year.

One pass from the first year to the last. In each the pool is fitted anew; which trial of it is used
(`fit.trials`) is decided by the scores that the trials had on events that are over by then, so that
nothing is chosen in hindsight. `strict` leaves whole codes out instead, and what befell the same
states within a year: it says how much of a gain is memory.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from accord.axes import Array
from accord.backtest.cases import SIDES, Case, cases, quiet
from accord.backtest.events import Event, codes, events
from accord.backtest.fit import Trial, analogues_of, fitted
from accord.backtest.fit import trials as tried_of
from accord.backtest.judged import Rules
from accord.backtest.opponents import Quiet, dressed
from accord.backtest.scores import POINTS, crps, energy, inside, ranks
from accord.data import Tables
from accord.engines.reallocation import Analogues, Parameters, draw
from accord.engines.reallocation.pool import analogues, switches
from accord.solve.pool import Side
from accord.world.history import Surroundings

POOL = "pool"
NO_CHANGE = "no change"
DRAWS = 1000
TRIED = 200  # draws of a trial
APART = 300  # draws in the strict scheme
QUIET_SCORED = 400  # quiet cases that are scored, of each side
SHOWN = 0.01  # share, foretold or observed, above which a counterpart is shown
SEED = 13
FOLDS = 10  # of codes, in the strict scheme
BAND = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Material:
    """All cases of all codes, and the events that they come from."""

    events: list[Event]
    cases: list[Case]
    quiet: list[Case]
    rules: Rules

    def over(self, side: Side, year: int) -> list[Case]:
        """Give the cases of a side whose outcome was known in a year."""
        return [c for c in self.cases if c.side == side and c.after <= year]


def material(tables: Tables, wanted: Iterable[str] | None = None) -> Material:
    """Scan codes, by default all, and make the cases of what is found."""
    around = Surroundings(tables)
    _ = around.value  # all years at once: each case asks for its own
    of_all = Material([], [], [], Rules.of(tables))
    for code in codes(tables) if wanted is None else wanted:
        ledger = around.ledger(code)
        here = events(tables, ledger)
        of_all.events.extend(here)
        of_all.cases.extend(cases(ledger, here))
        rng = np.random.default_rng([SEED, int(ledger.code)])
        of_all.quiet.extend(quiet(ledger, here, rng))
    return of_all


@dataclass(slots=True)
class Tried:
    """The scores of all trials, case by case."""

    trials: tuple[Trial, ...]
    after: list[int] = field(default_factory=list)
    event: list[str] = field(default_factory=list)
    score: list[Array] = field(default_factory=list)

    def best(self, year: int) -> Trial:
        """Give the trial with the least mean score by event on what is over by a year."""
        known = [n for n, after in enumerate(self.after) if after <= year]
        if not known:
            return self.trials[0]
        groups, place = np.unique([self.event[n] for n in known], return_inverse=True)
        total = np.zeros((len(groups), len(self.trials)))
        np.add.at(total, place, np.array([self.score[n] for n in known]))
        mean = (total / np.bincount(place)[:, None]).mean(axis=0)
        return self.trials[int(mean.argmin())]


@dataclass(frozen=True, slots=True)
class Known:
    """What a forecast may use: parameters, past counterparts, quiet ones; and its training."""

    given: Parameters
    past: Analogues
    quiet: Quiet
    events: int  # that it was fitted on
    trial: Trial


def learnt(
    training: Sequence[Case], calm: Sequence[Case], trial: Trial, rules: Rules
) -> Known | None:
    """Fit what is known on cases that are over; None where there are too few events."""
    count = len({c.event for c in training})
    if count < rules.few or not calm:
        return None
    return Known(
        given=fitted(training, trial, rules),
        past=analogues_of(training),
        quiet=Quiet.of(list(calm)),
        events=count,
        trial=trial,
    )


@dataclass(frozen=True, slots=True)
class Scored:
    """One case, foretold: a row for each model, and one for each counterpart worth showing."""

    models: list[dict[str, object]]
    shown: list[dict[str, object]]


def forward(of: Material) -> Iterator[tuple[Case, Known, Scored]]:
    """Foretell every case of every event, and some quiet ones, from what was over before."""
    for side in SIDES:
        tried = Tried(tried_of(of.rules))
        calm = [c for c in of.quiet if c.side == side]
        kept = np.random.default_rng([SEED, SIDES.index(side)]).permutation(len(calm))
        placebo = [calm[n] for n in sorted(kept[:QUIET_SCORED])]
        here = [c for c in of.cases if c.side == side]
        for year in sorted({c.before for c in here}):
            over, still = of.over(side, year), [c for c in calm if c.after <= year]
            known = learnt(over, still, tried.best(year), of.rules)
            if known is None:
                continue
            for case in (c for c in [*here, *placebo] if c.before == year):
                rng = stream(case)
                if case.event:
                    tried.after.append(case.after)
                    tried.event.append(case.event)
                    tried.score.append(trials(case, known, tried.trials, rng))
                yield case, known, scored(case, known, rng)


def strict(of: Material, trial: dict[Side, Trial]) -> Iterator[tuple[Case, Scored]]:
    """Foretell every case from other codes, without what befell the same states within a year.

    Codes are left out in `FOLDS` parts, one of `FOLDS` after the other: a fit for each code would
    say the same and take ten times as long.
    """
    for side in SIDES:
        calm = [c for c in of.quiet if c.side == side]
        here = [c for c in of.cases if c.side == side]
        fold = {code: n % FOLDS for n, code in enumerate(sorted({c.code for c in here}))}
        for part in range(FOLDS):
            out = [c for c in here if fold[c.code] == part]
            near = {(c.agent, c.before + off) for c in out for off in (-1, 0, 1)}
            training = [c for c in here if fold[c.code] != part and (c.agent, c.before) not in near]
            still = [c for c in calm if fold.get(c.code) != part]
            known = learnt(training, still, trial[side], of.rules)
            if known is not None:
                for case in out:
                    yield case, scored(case, known, stream(case), APART)


def stream(case: Case) -> np.random.Generator:
    """Give a case its own stream of numbers, whatever else is foretold."""
    words = f"{case.group} {case.side} {case.agent}".encode()
    return np.random.default_rng([SEED, *words])


def trials(case: Case, known: Known, each: Iterable[Trial], rng: np.random.Generator) -> Array:
    """Score every trial on a case: (T,)."""
    like = analogues(case.of, known.past, rng, TRIED)
    found, drawn = [], {}
    for trial in each:
        how = (trial.shift, trial.alpha)
        if how not in drawn:
            drawn[how] = switches(case.of, trial.put(known.given), rng, TRIED)
        cut = int(trial.part * TRIED)
        both = np.concatenate([like[:cut], drawn[how][cut:]])
        found.append(crps(both, case.observed).sum())
    return np.array(found)


def scored(case: Case, known: Known, rng: np.random.Generator, draws: int = DRAWS) -> Scored:
    """Foretell a case by the pool and by every rule, and score all."""
    foretold = {POOL: draw(case.of, known.given, known.past, rng, draws)}
    foretold |= dressed(case, known.quiet, rng, draws)
    rank = {model: ranks(drawn, case.observed, rng) for model, drawn in foretold.items()}
    label: dict[str, object] = {
        "event": case.event, "name": case.name, "code": case.code, "side": case.side,
        "agent": case.agent, "before": case.before, "after": case.after,
        "stopped": " ".join(case.stopped), "lost": case.of.lost, "trained_on": known.events,
    }  # fmt: skip
    models: list[dict[str, object]] = [
        label
        | {
            "model": model,
            "crps": float(crps(drawn, case.observed).sum()),
            "energy": energy(drawn, case.observed),
            "in_50": float(inside(rank[model], 0.5).mean()),
            "in_90": float(inside(rank[model], 0.9).mean()),
            **_of_large(drawn, rank[model]),
        }
        for model, drawn in foretold.items()
    ]
    still = POINTS * float(np.abs(case.of.share - case.observed).sum())
    models.append(label | {"model": NO_CHANGE, "crps": still})
    return Scored(models, _shown(case, foretold[POOL], rank[POOL]) if case.event else [])


def _of_large(drawn: Array, rank: Array) -> dict[str, float | None]:
    """Count what lies inside among counterparts foretold to have more than 1 %."""
    large = drawn.mean(axis=0) > SHOWN
    return {
        f"in_{name}_large": float(inside(rank[large], part).mean()) if large.any() else None
        for name, part in (("50", 0.5), ("90", 0.9))
    }


def _shown(case: Case, drawn: Array, rank: Array) -> list[dict[str, object]]:
    """Tell of each counterpart that counts what was foretold, and what came."""
    low, low50, middle, high50, high = np.quantile(drawn, BAND, axis=0)
    mean, ipf = drawn.mean(axis=0), case.of.mechanisms[0]
    worth = (mean > SHOWN) | (case.observed > SHOWN)
    return [
        {
            "event": case.event, "side": case.side, "agent": case.agent,
            "counterpart": (*case.states, "others")[n],
            "observed": case.observed[n], "share": case.of.share[n], "trend": case.trend[n],
            "ipf": ipf[n], "mean": mean[n], "low": low[n], "low50": low50[n],
            "median": middle[n], "high50": high50[n], "high": high[n], "rank": rank[n],
        }
        for n in np.flatnonzero(worth)
    ]  # fmt: skip
