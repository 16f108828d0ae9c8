"""Clear a one-good market for many draws: chord steps with a shared slope, Newton for strays.

Draws are put in the order of (eta + epsilon) / (sigma - eta): up to a factor, that number and the
shares make the whole slope, so draws that are neighbours in it can share a factored one. The middle
draw of each block is solved first by Newton's method with line search; its solution and slope
serve its neighbours. Who isn't there after some steps gets a slope of its own.
"""

from dataclasses import dataclass

import numpy as np
from scipy import linalg

from accord.axes import Array
from accord.engines.market.arguments import Index
from accord.engines.market.hat import Block, Hat, block, evaluate, slopes
from accord.engines.market.onegood import OneGood

GOAL = 1e-12  # misfit, in logs, at which a draw is left alone
TOLERANCE = 1e-10  # misfit that counts as cleared where rounding forbids the goal
NEWTON_STEPS = 80
CHORD_STEPS = 14
HALVINGS = 12
LONGEST = 2.0  # greatest change of a log price in one step
BLOCK = 256  # draws that share a slope
STRAYS = 16  # draws whose own slopes are held at a time


@dataclass(frozen=True, slots=True)
class Cleared:
    """Prices that clear a block."""

    log_price: Array  # (S, n)
    hat: Hat
    steps: Index  # (n,)
    residual: Array  # (n,)


def residual(hat: Hat) -> Array:
    """Give the largest misfit of each draw; inf where it is no number."""
    worst: Array = np.abs(hat.misfit).max(axis=0)
    return np.where(np.isfinite(worst), worst, np.inf)


def in_order(good: OneGood, draws: Index) -> Index:
    """Put draws with like slopes beside one another."""
    sigma, demand = (
        _mean(good.sigma.at(draws), good.spending),
        _mean(good.demand.at(draws), good.spending),
    )
    supply = _mean(good.supply.at(draws), good.output)
    key = np.broadcast_to((demand + supply) / _gap(sigma, demand), len(draws))
    return draws[np.argsort(key, kind="stable")]


def _mean(values: Array, weights: Array) -> Array:
    """Average over states: (1 or n,)."""
    mean: Array = values[0] if len(values) == 1 else weights @ values / weights.sum()
    return mean


def _gap(sigma: Array, demand: Array) -> Array:
    """Give sigma - eta, kept away from 0: it only orders draws and scales a first guess."""
    gap: Array = np.maximum(sigma - demand, 0.2)
    return gap


def clear(good: OneGood, draws: Index) -> list[tuple[Block, Cleared]]:
    """Find the prices of these draws, in blocks."""
    ordered = in_order(good, draws)
    parts = [ordered[at : at + BLOCK] for at in range(0, len(ordered), BLOCK)]
    middles = block(good, np.array([part[len(part) // 2] for part in parts]))
    guide = newton(middles, np.zeros((len(good.suppliers), len(parts))))
    blocks = []
    for at, part in enumerate(parts):
        here = block(good, part)
        blocks.append((here, _clear_block(here, middles, guide, at)))
    return blocks


def _clear_block(here: Block, middles: Block, guide: Cleared, at: int) -> Cleared:
    start = np.repeat(guide.log_price[:, [at]], here.size, axis=1)
    if here.idle is not None:
        start[here.idle] = 0.0
    if here.size == 1:
        return Cleared(start, evaluate(here, start), guide.steps[[at]], guide.residual[[at]])
    if not np.isfinite(start).all() or guide.residual[at] > TOLERANCE:
        return newton(here, np.zeros_like(start))
    slope = slopes(middles, guide.hat, guide.log_price, np.array([at]))[0]
    near = _chord(here, start, linalg.lu_factor(slope, check_finite=False))
    strays = np.flatnonzero(near.residual > GOAL)
    if not len(strays):
        return near
    log_price, steps = near.log_price, near.steps.copy()
    for some in np.array_split(strays, -(-len(strays) // STRAYS)):
        found = newton(here.take(some), start[:, some])
        log_price[:, some] = found.log_price
        steps[some] += found.steps
    hat = evaluate(here, log_price)
    return Cleared(log_price, hat, steps, residual(hat))


def _chord(here: Block, log_price: Array, slope: tuple[Array, Index]) -> Cleared:
    """Step with one slope for all draws of the block."""
    steps = np.zeros(here.size, np.intp)
    hat = evaluate(here, log_price)
    worst = residual(hat)
    for _ in range(CHORD_STEPS):
        todo = worst > GOAL
        if not todo.any():
            break
        step = linalg.lu_solve(slope, hat.misfit, check_finite=False)
        log_price = log_price - np.where(todo, step, 0.0)
        steps += todo
        hat = evaluate(here, log_price)
        worst = residual(hat)
    return Cleared(log_price, hat, steps, worst)


def newton(here: Block, log_price: Array) -> Cleared:
    """Step with each draw's own slope, halved until the misfit shrinks."""
    steps = np.zeros(here.size, np.intp)
    hat = evaluate(here, log_price)
    worst = residual(hat)
    stuck = np.zeros(here.size, bool)
    for _ in range(NEWTON_STEPS):
        todo = np.flatnonzero((worst > GOAL) & ~stuck)
        if not len(todo):
            break
        slope = slopes(here, hat, log_price, todo)
        step = np.zeros_like(log_price)
        step[:, todo] = -_solve(slope, hat.misfit[:, todo].T).T
        longest = np.abs(step).max(axis=0)
        length = np.minimum(1.0, LONGEST / np.maximum(longest, 1e-300))
        better = np.ones(here.size, bool)
        for _ in range(HALVINGS):
            trial = log_price + length * step
            after = evaluate(here, trial)
            left = residual(after)
            better = (left < worst) | (longest == 0)
            if better.all():
                break
            length = np.where(better, length, length / 2)
        stuck |= ~better
        log_price = np.where(better, trial, log_price)
        steps[todo] += 1
        hat = after if better.all() else evaluate(here, log_price)
        worst = residual(hat)
    return Cleared(log_price, hat, steps, worst)


def _solve(slope: Array, right: Array) -> Array:
    try:
        return np.asarray(np.linalg.solve(slope, right[..., None])[..., 0], float)
    except np.linalg.LinAlgError:  # flat somewhere: lean against it, the line search judges
        leaned = slope - 1e-8 * np.eye(slope.shape[-1])
        return np.asarray(np.linalg.solve(leaned, right[..., None])[..., 0], float)
