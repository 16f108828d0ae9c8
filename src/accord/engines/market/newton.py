"""Clear a one-good market for many draws: steps with a shared slope, Newton's for strays.

Draws are put in the order of f = (eta + epsilon) / (sigma - eta): up to a factor, that number and
the shares make the whole slope, so draws that are neighbours in it can share one. The middle draws
of all blocks are solved first, as a block; the solution and slope of each then serve its
neighbours, turned from its f to theirs in the modes of the baseline (`Modes`).
Broyden's method ("good", without matrices: Kelley 1995, "Iterative methods for linear and
nonlinear equations", ch. 7) corrects the shared slope for each draw by its own steps. Who isn't
there after some steps gets slopes of its own and a line search.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

from accord.axes import Array, Mask
from accord.engines.market.arguments import Index
from accord.engines.market.foreseen import Foreseen, telling
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
BLOCK = 512  # most draws that share a slope
# From so many blocks on threads share them. Of fewer, each waits for the other more than it works:
# with 2 to 5 blocks two threads took a fifth more of the processor and as long on the clock.
MANY_BLOCKS = 8
CELLS = 1 << 16  # kinds times draws of a block: half a megabyte an array
ROUGH = np.float32  # of steps by a shared slope, which is wrong by some hundredths anyway
NEXT_TO_NOTHING = 1e-37  # a product of steps by which can be divided
Rough = NDArray[np.floating[Any]]
MANY = 300  # draws of which some are solved first, to foresee the others
GUIDES = 64  # draws that are solved first
STRAYS = 16  # draws whose own slopes are held at a time: 16 * 226^2 numbers are 7 MB


@dataclass(frozen=True, slots=True)
class Modes:
    """How prices move together: with V the baseline's flows, the modes of V E^-1 V' / Y.

    Where all states have the same elasticities and shares are the baseline's, the slope is
    (sigma - eta) (V E^-1 V' / Y - 1 - f). Its modes are the same for every f, and real, as the
    matrix is a symmetric one but for its rows' scale; the largest is the price level, at 1.
    """

    root: Array  # (S,)
    out_of: Array  # (S, S) prices from modes
    into: Array  # (S, S) modes from prices

    @staticmethod
    def of(good: OneGood) -> "Modes":
        """Find the modes of a market's baseline."""
        bought = np.bincount(good.buyer, good.value)
        linked = np.zeros((len(good.suppliers), len(good.buyers)))
        linked[good.supplier, good.buyer] = (
            good.value / np.sqrt(good.output[good.supplier]) / np.sqrt(bought[good.buyer])
        )
        root, modes = np.linalg.eigh(linked @ linked.T)
        size = np.sqrt(good.output / good.output.sum())[:, None]
        return Modes(np.minimum(root, 1.0), modes / size, (modes * size).T)


@dataclass(frozen=True, slots=True)
class Shared:
    """The inverse slope of one draw, turned into about that of each of its neighbours."""

    inverse: Rough  # (S + C, S + C) prices as modes, rents as they are
    out_of: Rough  # (S, S) prices from modes
    turn: Rough  # (S, n) what each mode counts for in each draw
    scale: Rough  # (n,) sigma - eta

    @staticmethod
    def of(
        inverse: Array, modes: Modes, one: tuple[float, float], each: tuple[Array, Array]
    ) -> "Shared":
        """Share an inverse slope, given sigma - eta and f of its draw, and of each (n,)."""
        states, (scale, flat), (scales, flats) = len(modes.root), one, each
        own = inverse * scale
        own[:states] = modes.into @ own[:states]
        beneath = modes.root[:, None] - 1
        turn = (beneath - flat) / (beneath - flats)
        return Shared(*(part.astype(ROUGH) for part in (own, modes.out_of, turn, scales)))

    def take(self, some: Index) -> "Shared":
        """Give what serves these draws."""
        return replace(self, turn=self.turn[:, some], scale=self.scale[some])

    def __matmul__(self, misfit: Array) -> Rough:
        """Give the steps that undo misfits (S + C, n)."""
        step: Rough = self.inverse @ misfit.astype(ROUGH)
        states = len(self.turn)
        step[:states] = self.out_of @ (step[:states] * self.turn)
        step /= self.scale
        return step


Inverse = Shared | Array | tuple[Array, Index]


@dataclass(frozen=True, slots=True)
class Cleared:
    """What clears a block."""

    unknowns: Array  # (S + C, n) log prices and rents
    log_index: Array  # (B, n) of what each buyer pays
    sold: Array  # (S, n) US$ at baseline producer prices
    steps: Index  # (n,)
    residual: Array  # (n,)

    def put(self, some: Index, found: "Cleared") -> None:
        """Write what was found of some draws, after further steps, into their places."""
        self.unknowns[:, some] = found.unknowns
        self.log_index[:, some] = found.log_index
        self.sold[:, some] = found.sold
        self.residual[some] = found.residual
        self.steps[some] += found.steps


@dataclass(slots=True)
class Learnt:
    """Steps that draws have taken, and their products: what tells each slope from the shared."""

    steps: Rough  # (most, S + C, n)
    products: Rough  # (most, most, n) of each step with each
    count: int = 0

    @staticmethod
    def nothing(most: int, size: int, draws: int) -> "Learnt":
        """Make room for so many steps."""
        return Learnt(np.empty((most, size, draws), ROUGH), np.empty((most, most, draws), ROUGH))

    def take(self, some: Index) -> "Learnt":
        """Give what these draws of the block have learnt."""
        most, size, n = len(self.steps), self.steps.shape[1], self.count
        part = Learnt.nothing(most, size, len(some))
        part.steps[:n], part.products[:n, :n] = self.steps[:n, :, some], self.products[:n, :n, some]
        part.count = n
        return part

    def correct(self, step: Rough) -> None:
        """Turn a step of the shared slope (S + C, n) into one of each draw's own.

        Every earlier step s and the next one s' add s' (s . step) / (s . s), one after another. As
        products of steps are known, they are followed on products alone, and added up at once.
        """
        if not (n := self.count):
            return
        along = np.einsum("kin,in->kn", self.steps[:n], step)
        for k in range(n - 1):
            along[k] /= self.products[k, k]
            along[k + 1 :] += along[k] * self.products[k + 1, k + 1 : n]
        step += np.einsum("kin,kn->in", self.steps[1:n], along[:-1])
        shrink = 1 - along[-1] / self.products[n - 1, n - 1]
        step /= np.where(np.abs(shrink) > 0.1, shrink, 1.0)

    def add(self, step: Rough) -> None:
        """Keep a step that is taken (S + C, n)."""
        n = self.count
        self.steps[n] = step
        self.products[n, : n + 1] = np.einsum("kin,in->kn", self.steps[: n + 1], step)
        self.products[:n, n] = self.products[n, :n]
        np.maximum(self.products[n, n], NEXT_TO_NOTHING, out=self.products[n, n])
        self.count += 1


def residual(hat: Hat) -> Array:
    """Give the largest misfit of each draw; inf where it is no number."""
    worst: Array = np.maximum(hat.misfit.max(axis=0), -hat.misfit.min(axis=0))
    worst[~np.isfinite(worst)] = np.inf
    return worst


def clear(good: OneGood, draws: Index) -> list[tuple[Block, Cleared]]:
    """Find prices and rents of these draws, in blocks."""
    scale = _gap(good, draws)
    flat = _flatness(good, draws) / scale
    ordered = np.argsort(flat, kind="stable")
    size = min(BLOCK, max(32, CELLS // len(good.first)))
    parts = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    middles = np.array([part[len(part) // 2] for part in parts])
    first = block(good, draws[middles[[len(middles) // 2]]])
    guide = newton(first, np.zeros((first.unknowns, 1)))
    if guide.residual[0] > TOLERANCE:
        guide = from_afar(first)
    if len(draws) == 1:
        return [(first, guide)]
    modes = Modes.of(good)
    apart = telling(good, draws) if len(draws) >= MANY else None

    def shared(inverse: Array, of: int, some: Index) -> Shared:
        return Shared.of(inverse, modes, (scale[of], flat[of]), (scale[some], flat[some]))

    guides, guided, middle = first, guide, middles[len(middles) // 2]
    if apart is not None:
        between = ordered[np.linspace(0, len(draws) - 1, GUIDES).astype(np.intp)]
        middles = np.concatenate([middles, np.setdiff1d(between, middles)])
    if len(middles) > 1:
        guides = block(good, draws[middles])
        inverse = _inverse(first, guide, evaluate(first, guide.unknowns), 0)
        guided = _spread(guides, guide.unknowns, shared(inverse, middle, middles))
    hat = evaluate(guides, guided.unknowns)
    foreseen = None
    if apart is not None and (guided.residual <= TOLERANCE).all():
        foreseen = Foreseen.of(apart[middles], guided.unknowns)

    def one_block(at: int) -> tuple[Block, Cleared]:
        here = block(good, draws[parts[at]])
        inverse = _inverse(guides, guided, hat, at)
        start = guided.unknowns[:, [at]]
        if foreseen is not None and apart is not None:
            start = foreseen.unknowns(apart[parts[at]])
        found = _spread(here, start, shared(inverse, middles[at], parts[at]))
        found.steps[len(parts[at]) // 2] += guided.steps[at]
        return here, found

    if len(parts) < MANY_BLOCKS:
        return [one_block(at) for at in range(len(parts))]
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


def _inverse(here: Block, found: Cleared, hat: Hat, at: int) -> Array:
    """Invert the slope of one solved draw; zeros where it wasn't solved."""
    if found.residual[at] > TOLERANCE:
        return np.zeros((here.unknowns, here.unknowns))
    slope = slopes(here, hat, found.unknowns, np.array([at]))[0]
    try:
        return np.asarray(np.linalg.inv(slope), float)
    except np.linalg.LinAlgError:
        return np.zeros_like(slope)


def _spread(here: Block, start: Array, shared: Shared) -> Cleared:
    """Solve a block from a start (S + C, 1 or n) and the inverse slope of one of its draws."""
    unknowns = np.repeat(start, here.size, axis=1) if start.shape[1] == 1 else start
    if here.idle is not None:
        unknowns[: len(here.idle)][here.idle] = 0.0
    found = broyden(here, unknowns, shared, most=SHARED_STEPS if shared.inverse.any() else 0)
    strays = np.flatnonzero(found.residual > GOAL)
    for some in np.array_split(strays, -(-len(strays) // STRAYS)) if len(strays) else ():
        sub = here.take(some)
        alone = newton(sub, found.unknowns[:, some])
        lost = np.flatnonzero(alone.residual > TOLERANCE)
        if len(lost):
            alone.put(lost, from_afar(sub.take(lost)))
        found.put(some, alone)
    return found


def broyden(here: Block, start: Array, inverse: Inverse, *, most: int) -> Cleared:
    """Step with given inverse slopes, and what each draw has learnt from its own steps.

    inverse shared by all draws, (n, S + C, S + C) of each, or the factors of an only draw. Each
    draw ends at the best point that it met; when most have arrived, the others go on without them.
    """
    hat = evaluate(here, start)
    found = there = _at(start.copy(), hat)
    todo = np.flatnonzero((found.residual > GOAL) & np.isfinite(found.residual))
    at, misfit, block_, of = start, hat.misfit, here, np.arange(here.size)
    index, steps = found.log_index, np.zeros(here.size, np.intp)
    learnt = Learnt.nothing(most if len(todo) else 0, *start.shape)
    for _ in range(most):
        if not len(todo):
            break
        if 2 * len(todo) <= len(of):
            keep = np.searchsorted(of, todo)
            of, block_, learnt = todo, block_.take(keep), learnt.take(keep)
            at, misfit, index = at[:, keep], misfit[:, keep], index[:, keep]
            if not isinstance(inverse, tuple):
                inverse = inverse.take(keep) if isinstance(inverse, Shared) else inverse[keep]
        step = -_times(inverse, misfit).astype(ROUGH, copy=False)
        learnt.correct(step)
        np.clip(step, -LONGEST, LONGEST, out=step)
        learnt.add(step)
        at = at + step
        hat = evaluate(block_, at, index)
        there = _at(at, hat)
        left, index = there.residual, there.log_index
        misfit = hat.misfit
        np.copyto(misfit, 0.0, where=~((left > GOAL) & (left < FAR)))  # the others stay there
        steps[todo] += 1
        found = _better(found, there, of)
        todo = of[(found.residual[of] > GOAL) & (left < FAR)]
    return replace(found, steps=steps)


def _at(unknowns: Array, hat: Hat) -> Cleared:
    """Give the market as it is found at some unknowns."""
    steps = np.zeros(unknowns.shape[1], np.intp)
    return Cleared(unknowns, hat.log_index, hat.sold, steps, residual(hat))


def _better(found: Cleared, there: Cleared, of: Index) -> Cleared:
    """Give each draw the better of two points; the second one is of some draws, those in `of`."""
    better = there.residual <= found.residual[of]
    if len(of) == len(found.residual) and better.all():
        return there  # nothing needs to be copied
    mine = (found.unknowns, found.log_index, found.sold, found.residual)
    theirs = (there.unknowns, there.log_index, there.sold, there.residual)
    for values, others in zip(mine, theirs, strict=True):
        if len(of) == len(found.residual):
            np.copyto(values, others, where=better)
        else:
            values[..., of[better]] = others[..., better]
    return found


def _times(inverse: Inverse, misfit: Array) -> Rough:
    if isinstance(inverse, tuple):
        return np.asarray(lapack.dgetrs(*inverse, misfit)[0], float)
    if isinstance(inverse, Shared):
        return inverse @ misfit
    each: Array = (inverse @ misfit.T[:, :, None])[:, :, 0].T
    return each


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
        on = broyden(sub, at, inverse, most=OWN_STEPS)
        unknowns = unknowns.copy()
        unknowns[:, todo] = on.unknowns
        steps[todo] += 1 + on.steps
        hat, before = evaluate(here, unknowns), worst
        worst = residual(hat)
        stuck |= (worst <= TOLERANCE) & (2 * worst > before)  # by rounding
    return Cleared(unknowns, hat.log_index, hat.sold, steps, worst)


def from_afar(here: Block) -> Cleared:
    """Start from the baseline with goods that differ, and make them alike step by step.

    The larger sigma, the more a price too high or low by a little turns all buyers at once.
    """
    unknowns, steps = _start(here), np.zeros(here.size, np.intp)
    for part in LADDER:
        found = newton(here.with_sigma_cut(part), unknowns)
        unknowns, steps = found.unknowns, steps + found.steps
    return replace(found, steps=steps)


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


def _line_search(here: Block, unknowns: Array, step: Rough, worst: Array) -> tuple[Array, Mask]:
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
