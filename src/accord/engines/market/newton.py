"""Clear a one-good market for many draws: steps with a shared slope, Newton's for strays.

Draws are put in the order of (eta + epsilon) / (sigma - eta): up to a factor, that number and the
shares make the whole slope, so draws that are neighbours in it can share one. The middle draws of
all blocks are solved first, as a block; the solution and slope of each then serve its neighbours.
Broyden's method ("good", without matrices: Kelley 1995, "Iterative methods for linear and
nonlinear equations", ch. 7) corrects the shared slope for each draw by its own steps. Who isn't
there after some steps gets slopes of its own and a line search.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy.linalg import lapack

from accord.axes import Array, Mask
from accord.engines.market.arguments import Index
from accord.engines.market.hat import NOTHING, Block, Hat, block, evaluate, log_supply
from accord.engines.market.onegood import OneGood
from accord.engines.market.slopes import slopes

GOAL = 1e-12  # misfit, in logs, at which a draw is left alone
TOLERANCE = 1e-10  # misfit that counts as cleared where rounding forbids the goal
SLOPES = 50  # most own slopes of a stray, before it is tried from afar
# A step with a shared slope costs a product, an own slope and its inverse ten such steps. So who
# isn't there after 24 gets its own, and a newer one where that hasn't done within 8.
SHARED_STEPS = 24
OWN_STEPS = 8
FAR = 50.0  # misfit at which a draw has lost its way: e^50 too much is asked for
# Parts of sigma - 2, from none to all: each rung is a market whose solution starts the next.
LADDER = (0.0, *(0.7**step for step in range(16, -1, -1)))
HALVINGS = 12  # of a step that doesn't help: to a four-thousandth of it
# Greatest change of a log price in one step, a factor of seven: farther off, the slope where a step
# began says nothing of where it ends, and with sigma 20 a power of it is out of range.
LONGEST = 2.0
BLOCK = 128  # most draws that share a slope: beyond, the farthest neighbour strays
CELLS = 1 << 15  # kinds times draws of a block: what the nearest memory holds
STRAYS = 16  # draws whose own slopes are held at a time: 16 * 226^2 numbers are 7 MB

Inverse = Array | tuple[Array, Index]


@dataclass(frozen=True, slots=True)
class Cleared:
    """What clears a block."""

    unknowns: Array  # (S + C, n) log prices and rents
    hat: Hat
    steps: Index  # (n,)
    residual: Array  # (n,)


def residual(hat: Hat) -> Array:
    """Give the largest misfit of each draw; inf where it is no number."""
    worst: Array = np.abs(hat.misfit).max(axis=0)
    return np.where(np.isfinite(worst), worst, np.inf)


def clear(good: OneGood, draws: Index) -> list[tuple[Block, Cleared]]:
    """Find prices and rents of these draws, in blocks."""
    scale = _gap(good, draws)
    ordered = np.argsort(_flatness(good, draws) / scale, kind="stable")
    size = min(BLOCK, max(32, CELLS // len(good.first)))
    parts = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    middles = np.array([part[len(part) // 2] for part in parts])
    first = block(good, draws[middles[[len(middles) // 2]]])
    guide = newton(first, np.zeros((first.unknowns, 1)))
    if guide.residual[0] > TOLERANCE:
        guide = from_afar(first)
    if len(draws) == 1:
        return [(first, guide)]
    guides = block(good, draws[middles])
    start = scale[middles[len(middles) // 2]]
    guided = _spread(guides, guide.unknowns, _inverse(first, guide, 0) * start, scale[middles])

    def one_block(at: int) -> tuple[Block, Cleared]:
        here = block(good, draws[parts[at]])
        inverse = _inverse(guides, guided, at) * scale[middles[at]]
        found = _spread(here, guided.unknowns[:, [at]], inverse, scale[parts[at]])
        found.steps[len(parts[at]) // 2] += guided.steps[at]
        return here, found

    if len(parts) == 1:
        return [one_block(0)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # each block is the same whoever solves it
        return list(pool.map(one_block, range(len(parts))))


def _gap(good: OneGood, draws: Index) -> Array:
    """Give sigma - eta, kept away from 0: it only orders draws and scales a first guess."""
    sigma, demand = (_mean(e.at(draws), good.spending) for e in (good.sigma, good.demand))
    return np.broadcast_to(np.maximum(sigma - demand, 0.2), len(draws))


def _flatness(good: OneGood, draws: Index) -> Array:
    """Give eta + epsilon."""
    demand = _mean(good.demand.at(draws), good.spending)
    return demand + _mean(good.supply.at(draws), good.output)


def _mean(values: Array, weights: Array) -> Array:
    """Average over states: (1 or n,)."""
    mean: Array = values[0] if len(values) == 1 else weights @ values / weights.sum()
    return mean


def _inverse(here: Block, found: Cleared, at: int) -> Array:
    """Invert the slope of one solved draw; zeros where it wasn't solved."""
    if found.residual[at] > TOLERANCE:
        return np.zeros((here.unknowns, here.unknowns))
    slope = slopes(here, found.hat, found.unknowns, np.array([at]))[0]
    try:
        return np.asarray(np.linalg.inv(slope), float)
    except np.linalg.LinAlgError:
        return np.zeros_like(slope)


def _spread(here: Block, start: Array, inverse: Array, scale: Array) -> Cleared:
    """Solve a block from the solution (S + C, 1) and inverse slope of one of its draws."""
    unknowns = np.repeat(start, here.size, axis=1)
    if here.idle is not None:
        unknowns[: len(here.idle)][here.idle] = 0.0
    near = broyden(here, unknowns, inverse, scale, most=SHARED_STEPS if inverse.any() else 0)
    solved, steps = near.unknowns, near.steps
    strays = np.flatnonzero(near.residual > GOAL)
    if not len(strays):
        return near
    for some in np.array_split(strays, -(-len(strays) // STRAYS)):
        sub = here.take(some)
        found = newton(sub, unknowns[:, some])
        solved[:, some], steps[some] = found.unknowns, steps[some] + found.steps
        lost = np.flatnonzero(found.residual > TOLERANCE)
        if len(lost):
            again = from_afar(sub.take(lost))
            solved[:, some[lost]] = again.unknowns
            steps[some[lost]] += again.steps
    hat = evaluate(here, solved)
    return Cleared(solved, hat, steps, residual(hat))


def broyden(here: Block, start: Array, inverse: Inverse, scale: Array, *, most: int) -> Cleared:
    """Step with given inverse slopes, and what each draw has learnt from its own steps.

    inverse (S + C, S + C) of all draws, (n, S + C, S + C), or the factors of an only draw;
    scale (n,) divides it. Each draw ends
    at the best point that it met; when most have arrived, the others go on without them.
    """
    unknowns, steps = start.copy(), np.zeros(here.size, np.intp)
    hat = evaluate(here, unknowns)
    best = residual(hat)
    todo = np.flatnonzero((best > GOAL) & np.isfinite(best))
    at, misfit, index, block_, of = unknowns, hat.misfit, hat.log_index, here, np.arange(here.size)
    taken: list[Array] = []  # steps (S + C, n)
    squares: list[Array] = []  # their squared lengths (n,)
    for _ in range(most):
        if not len(todo):
            break
        if 2 * len(todo) <= len(of):
            keep = np.searchsorted(of, todo)
            of, block_ = todo, block_.take(keep)
            at, misfit, index = at[:, keep], misfit[:, keep], index[:, keep]
            taken = [step[:, keep] for step in taken]
            squares = [square[keep] for square in squares]
            if isinstance(inverse, np.ndarray) and inverse.ndim == 3:
                inverse = inverse[keep]
        step = -_times(inverse, misfit) / scale[of]
        for before, after, square in zip(taken, taken[1:], squares, strict=False):
            step += after * (_dot(before, step) / square)
        if taken:
            shrink = 1 - _dot(taken[-1], step) / squares[-1]
            step /= np.where(np.abs(shrink) > 0.1, shrink, 1.0)
        np.clip(step, -LONGEST, LONGEST, out=step)
        taken.append(step)
        squares.append(np.maximum(_dot(step, step), 1e-300))
        at = at + step
        after_step = evaluate(block_, at, index)
        left, index = residual(after_step), after_step.log_index
        misfit = np.where(left < FAR, after_step.misfit, 0.0)
        steps[todo] += 1
        better = left < best[of]
        unknowns[:, of[better]] = at[:, better]
        best[of[better]] = left[better]
        todo = of[(best[of] > GOAL) & (left < FAR)]
    hat = evaluate(here, unknowns)
    return Cleared(unknowns, hat, steps, residual(hat))


def _times(inverse: Inverse, misfit: Array) -> Array:
    if isinstance(inverse, tuple):
        return np.asarray(lapack.dgetrs(*inverse, misfit)[0], float)
    if inverse.ndim == 2:
        return inverse @ misfit
    each: Array = (inverse @ misfit.T[:, :, None])[:, :, 0].T
    return each


def _dot(one: Array, other: Array) -> Array:
    dot: Array = np.einsum("in,in->n", one, other)
    return dot


def newton(here: Block, unknowns: Array) -> Cleared:
    """Step with each draw's own slope, halved until the misfit shrinks; then on as in `broyden`.

    A slope and its inverse cost as much as ten steps.
    """
    steps = np.zeros(here.size, np.intp)
    hat = evaluate(here, unknowns)
    worst = residual(hat)
    stuck: Mask = np.zeros(here.size, bool)
    for _ in range(SLOPES):
        todo = np.flatnonzero((worst > GOAL) & np.isfinite(worst) & ~stuck)
        if not len(todo):
            break
        inverse = _inverses(slopes(here, hat, unknowns, todo))
        sub, step = here.take(todo), -_times(inverse, hat.misfit[:, todo])
        at, better = _line_search(sub, unknowns[:, todo], step, worst[todo])
        stuck[todo] = ~better
        on = broyden(sub, at, inverse, np.ones(len(todo)), most=OWN_STEPS)
        unknowns = unknowns.copy()
        unknowns[:, todo] = on.unknowns
        steps[todo] += 1 + on.steps
        hat = evaluate(here, unknowns)
        worst = residual(hat)
    return Cleared(unknowns, hat, steps, worst)


def from_afar(here: Block) -> Cleared:
    """Start from the baseline with goods that differ, and make them alike step by step.

    The larger sigma, the more a price too high or low by a little turns all buyers at once.
    """
    unknowns, steps = _start(here), np.zeros(here.size, np.intp)
    for part in LADDER:
        found = newton(here.with_sigma_cut(part), unknowns)
        unknowns, steps = found.unknowns, steps + found.steps
    return Cleared(unknowns, found.hat, steps, found.residual)


def _start(here: Block) -> Array:
    """Give the baseline, (S + C, n); but the price of what a supplier can't sell under its quotas.

    Where all of its outlets are under quotas it comes down to where it offers what they let in.
    If supply is rigid that is next to nothing, and nothing on the way would lead there.
    """
    unknowns, states = np.zeros((here.unknowns, here.size)), len(here.good.suppliers)
    if here.log_quota is None:
        return unknowns
    under = here.good.under.toarray() > 0  # (C, K)
    all_under = np.logical_and.reduceat(under.any(axis=0), here.good.kind_starts)
    of_supplier = np.logical_or.reduceat(under, here.good.kind_starts, axis=1).T  # (S, C)
    let_in = np.log(np.maximum(of_supplier.astype(float) @ np.exp(here.log_quota), 1e-300))
    short = let_in - log_supply(here, np.full((states, 1), NOTHING))  # (S, n), of next to nothing
    above = (let_in - here.log_output) / np.maximum(here.supply, 1e-300)
    price = np.where(short < 0, NOTHING + short / (1 + here.supply), above)
    unsold = all_under[:, None] & (price < 0)
    unknowns[:states] = np.where(unsold, price, 0.0)
    unknowns[states:] = of_supplier.T.astype(float) @ unsold > 0
    return unknowns


def _line_search(here: Block, unknowns: Array, step: Array, worst: Array) -> tuple[Array, Mask]:
    """Halve the steps that don't help; stay where none does."""
    longest = np.abs(step).max(axis=0)
    length = np.minimum(1.0, LONGEST / np.maximum(longest, 1e-300))
    better = np.zeros(here.size, bool)
    for _ in range(HALVINGS):
        trial = unknowns + length * step
        better = residual(evaluate(here, trial)) < worst
        if better.all():
            return trial, better
        length = np.where(better, length, length / 2)
    return np.where(better, trial, unknowns), better


def _inverses(slope: Array) -> Inverse:
    """Invert slopes (n, S + C, S + C); an only one is factored, which is quicker."""
    if len(slope) == 1:
        factors, swaps, flat = lapack.dgetrf(slope[0])
        if flat == 0:
            return factors, swaps
    try:
        return np.asarray(np.linalg.inv(slope), float)
    except np.linalg.LinAlgError:  # flat somewhere: lean against it, the line search judges
        leaned = slope - 1e-8 * np.eye(slope.shape[-1])
        return np.asarray(np.linalg.inv(leaned), float)
