"""Fit the pool on events that are over: each parameter by the plainest method that has one answer.

    b0 .. b3, s   least squares of the logit of how much moved
    weights       shares of the mechanisms in what was gained, by expectation and maximisation
    alive         logit of which links are recorded, with a ridge, by Newton's method
    shift, alpha, part   the trial with the least CRPS on events that are over, each foretold by
                  what was known before it
    sigma, sigma-volatility   chosen, as are bounds, the ridge and what is tried: `Rules`

Standard errors come from drawing events anew. A forecast for year t uses events over by t alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

import numpy as np
from scipy.special import expit, logit

from accord.axes import Array
from accord.backtest.cases import Case
from accord.backtest.judged import Rules
from accord.engines.reallocation import MECHANISMS, Analogues, Parameters
from accord.engines.reallocation.pool import keys, reasons, terms

STEPS = 60  # of expectation and maximisation
NEWTON = 25
AGAIN = 20  # times that events are drawn anew


@dataclass(frozen=True, slots=True)
class Trial:
    """Parameters that no formula gives: tried, and the best kept."""

    shift: float
    alpha: float
    sigma: float
    sigma_v: float
    part: float

    def put(self, given: Parameters) -> Parameters:
        """Set them."""
        return replace(
            given, shift=self.shift, alpha=self.alpha, sigma=self.sigma,
            sigma_v=self.sigma_v, part=self.part,
        )  # fmt: skip


@cache
def trials(rules: Rules) -> tuple[Trial, ...]:
    """List what is tried; the first is what is used where nothing was over to choose by."""
    return tuple(
        Trial(shift, alpha, rules.sigma, rules.sigma_volatility, part)
        for shift, alpha, part in product(rules.shift, rules.alpha, rules.part)
    )


def fitted(cases: Sequence[Case], trial: Trial, rules: Rules) -> Parameters:
    """Fit one side on cases that are over."""
    delta, spread = _moved(cases, rules)
    plain = Parameters(
        delta=delta,
        spread=spread,
        weights=_weights(cases, rules.floor),
        alive=_alive(cases, rules.ridge),
        shift=0.0, sigma=0.0, sigma_v=0.0, alpha=1.0, part=0.0,
    )  # fmt: skip
    return trial.put(plain)


def _moved(cases: Sequence[Case], rules: Rules) -> tuple[Array, float]:
    """Regress the logit of how much moved; give coefficients and the spread about them."""
    moved = [np.abs(c.observed - c.of.ties).sum() / 2 for c in cases]
    y = logit(np.clip(moved, rules.least_moved, rules.most_moved))
    x = np.array([terms(c.of) for c in cases])
    found = np.linalg.lstsq(x, y, rcond=None)[0]
    return found, float((y - x @ found).std())


def _weights(cases: Sequence[Case], floor: float) -> Array:
    """Find the mixture of mechanisms under which what was gained is likeliest."""
    of_each = np.array([c.of.mechanisms for c in cases]) + floor
    gained = np.array([np.maximum(c.observed - c.of.ties, 0.0) for c in cases])
    weights = np.full(of_each.shape[1], 1 / of_each.shape[1])
    for _ in range(STEPS):
        mixed = np.einsum("m,cmk->ck", weights, of_each)
        weights = weights * np.einsum("cmk,ck->m", of_each, gained / mixed)
        weights = weights / weights.sum()
    return weights


def _alive(cases: Sequence[Case], ridge: float) -> Array:
    """Fit the logit of whether a link is recorded afterwards."""
    x = np.concatenate([reasons(c.of) for c in cases])
    y = np.concatenate([c.observed[:-1] > 0 for c in cases]).astype(float)
    middle, scale = x.mean(axis=0), x.std(axis=0)
    middle[0], scale[scale == 0] = 0.0, 1.0
    x = (x - middle) / scale
    found = np.zeros(x.shape[1])
    penalty = ridge * np.eye(len(found))
    for _ in range(NEWTON):
        chance = expit(x @ found)
        slope = (x * (chance * (1 - chance))[:, None]).T @ x + penalty
        found = found + np.linalg.solve(slope, x.T @ (y - chance) - ridge * found)
    plain: Array = found / scale
    plain[0] -= (plain[1:] * middle[1:]).sum()
    return plain


def analogues_of(cases: Sequence[Case]) -> Analogues:
    """Collect the counterparts of cases."""
    if not cases:
        return Analogues(key=np.zeros((0, 6)), before=np.zeros(0), after=np.zeros(0))
    return Analogues(
        key=np.concatenate([keys(c.of) for c in cases]),
        before=np.concatenate([c.of.share for c in cases]),
        after=np.concatenate([c.observed for c in cases]),
    )


def named_numbers(given: Parameters) -> dict[str, float]:
    """List the parameters by name, as the table holds them."""
    numbers = {f"b{n}": float(b) for n, b in enumerate(given.delta)}
    numbers |= {"s": given.spread, "shift": given.shift, "alpha": given.alpha, "part": given.part}
    numbers |= {"sigma": given.sigma, "sigma-volatility": given.sigma_v}
    numbers |= {f"weight-{m}": float(w) for m, w in zip(MECHANISMS, given.weights, strict=True)}
    return numbers | {f"alive-{n}": float(a) for n, a in enumerate(given.alive)}


def errors(cases: Sequence[Case], rules: Rules, rng: np.random.Generator) -> dict[str, float]:
    """Give the standard errors of what is fitted by formula, events drawn anew: name -> error."""
    by_event: dict[str, list[Case]] = {}
    for case in cases:
        by_event.setdefault(case.event, []).append(case)
    groups = list(by_event.values())
    again = []
    for _ in range(AGAIN):
        drawn = [c for n in rng.integers(0, len(groups), len(groups)) for c in groups[n]]
        again.append(named_numbers(fitted(drawn, trials(rules)[0], rules)))
    tried = {"shift", "alpha", "part", "sigma", "sigma-volatility"}
    return {
        name: float(np.std([numbers[name] for numbers in again], ddof=1))
        for name in again[0]
        if name not in tried
    }
