"""Logit quantal response: how likely each joins when all may err, and know it of each other.

    p_i = logistic(logit(b_i) + lam * E[D_i] / Y_i)

with D_i the gain of i, the expectation over the others' p, b_i the base rate of such accessions and
Y_i what the gain is measured against. Without a base rate (b = 1/2) and with Y = 1 it is the logit
equilibrium of a game with two actions each: McKelvey and Palfrey (1995), Games Econ. Behav. 10,
6-38. lam is free, shown over a range and never tuned on the case; its unit is 1 over that of D/Y.

The fixed point need not be the only one. `qre` follows the principal branch, the curve that starts
at the base rates with lam = 0, through its turns by pseudo-arclength (Turocy 2005, Games Econ.
Behav. 51(2), 243-263); `fixed_points` looks for the others. With several candidates, strong pulls
and a high lam, branches lie close together: of 1,000 random games of five (gains of standard
deviation 4, lam 10) four ended on a neighbour of the branch that ten times smaller steps follow; of
as many games of two and of three none.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, logit

from accord.axes import Array, Mask
from accord.engines.coalition.subsets import Count, candidates, gains, without_and_with
from accord.errors import NoEquilibrium, ParameterError, QuantityError
from accord.threads import one_thread_each

EXACT = 1e-12  # residual in log-odds, relative to their size, at which a point is on the branch
ROUGH = 1e-6  # the same on the way there
TINY = 1e-12  # step at which a walk is given up
CARE = (0.1, 0.01, 0.001)  # how far from its tangent a branch may be found, as part of the step;
# a branch that is lost is walked again ten times as carefully
STEPS = 20_000  # along the branch; a smooth game needs tens
STARTS = 256  # points from which other fixed points are looked for, spread over the cube


@dataclass(frozen=True, slots=True, kw_only=True)
class LogitQuantalResponse:
    """Probabilities of joining on the principal branch."""

    probability: Array  # (..., k)
    residual: Array  # (...,) max |log-odds less what they should be|, relative to their size
    turned: Mask  # (...,) the branch turned back in lam on its way: other fixed points exist


@one_thread_each()
def qre(
    payoffs: ArrayLike,
    lam: ArrayLike,
    *,
    base_rate: ArrayLike = 0.5,
    scale: ArrayLike = 1.0,
) -> LogitQuantalResponse:
    """Follow the principal branch from lam = 0 to lam.

    Parameters
    ----------
    payoffs : (..., k, 2^k); a game of two actions each is one, "in" being the first action
    lam : scalar or (...,), 0 or more, per unit of D/Y
    base_rate : scalar or (..., k), between 0 and 1, neither of which can be moved
    scale : scalar or (..., k), Y_i above 0: GDP / 100 for a gain in percent of GDP

    Returns
    -------
    LogitQuantalResponse

    Raises
    ------
    QuantityError, ParameterError : payoffs are no game, a parameter is out of range
    NoEquilibrium : the branch could not be followed to lam

    Examples
    --------
    Who gains 1 by joining does so with logistic(lam).

    >>> qre(np.array([[0.0, 1.0]]), 2.0).probability.round(4)
    array([0.8808])
    """
    gain = gains(payoffs)
    k = candidates(gain)
    pull, prior = checked_response(gain, lam, base_rate, scale)
    flat = pull.reshape(-1, k, pull.shape[-1])
    odds, turned = follow(flat, prior.reshape(-1, k))
    want = prior.reshape(-1, k) + expected(flat, expit(odds))
    residual = np.abs(odds - want).max(axis=-1) / (1 + np.abs(odds).max(axis=-1))
    lead = pull.shape[:-2]
    return LogitQuantalResponse(
        probability=expit(odds).reshape(*lead, k),
        residual=residual.reshape(lead),
        turned=turned.reshape(lead),
    )


@one_thread_each()
def fixed_points(
    payoffs: ArrayLike, lam: float, *, base_rate: ArrayLike = 0.5, scale: ArrayLike = 1.0
) -> Array:
    """Look for all fixed points of one game, from corners and points spread over the cube.

    What is found is one; that nothing else is found is no proof.

    Parameters
    ----------
    payoffs : (k, 2^k)
    lam, base_rate, scale : as for `qre`

    Returns
    -------
    (n, k) probabilities, in rising order

    Examples
    --------
    Two who lose 1 alone and gain 1 together: nobody, a coin, or both.

    >>> both = np.array([[0.0, -1.0, 0.0, 1.0], [0.0, 0.0, -1.0, 1.0]])
    >>> fixed_points(both, 1.0).round(6)
    array([[0.5, 0.5]])
    >>> fixed_points(both, 5.0).round(6)
    array([[0.007188, 0.007188],
           [0.5     , 0.5     ],
           [0.992812, 0.992812]])
    """
    gain = gains(payoffs)
    if gain.ndim != 2:
        raise QuantityError(f"fixed points are of one game (k, 2^k), not of {gain.shape}")
    k = candidates(gain)
    pull, prior = checked_response(gain, lam, base_rate, scale)

    def off(odds: Array) -> Array:
        distance: Array = odds - prior - expected(pull[None], expit(odds)[None])[0]
        return distance

    def slope(odds: Array) -> Array:
        p = expit(odds)
        inner: Array = jacobian(pull[None], p[None])[0] * (p * (1 - p))
        return np.eye(k) - inner

    from scipy.optimize import root
    from scipy.stats import qmc  # half a second to import, and rarely asked for

    spread = qmc.Halton(k, scramble=False).random(STARTS)
    found: list[Array] = []
    for start in (expected(pull[None], p[None])[0] + prior for p in spread):
        solved = root(off, start, jac=slope, method="hybr", options={"xtol": 1e-14})
        odds = np.asarray(solved.x)
        size = 1 + np.abs(odds).max()
        if np.abs(off(odds)).max() > 1e-9 * size:
            continue
        if all(np.abs(expit(odds) - p).max() > 1e-6 for p in found):
            found.append(np.asarray(expit(odds)))
    return np.array(sorted(found, key=tuple)).reshape(-1, k)


def checked_response(
    gain: Array, lam: ArrayLike, base_rate: ArrayLike, scale: ArrayLike
) -> tuple[Array, Array]:
    """Give lam * D / Y (..., k, 2^k) and the log-odds of the base rates (..., k)."""
    precision, rate, unit = (np.asarray(x, dtype=np.float64) for x in (lam, base_rate, scale))
    if not ((precision >= 0) & np.isfinite(precision)).all():
        raise ParameterError(f"lam = {precision.min():g}; a precision is 0 or more, and finite")
    if not ((rate > 0) & (rate < 1)).all():
        raise ParameterError("a base rate is 0, 1 or outside; from there no payoff moves anybody")
    if not ((unit > 0) & np.isfinite(unit)).all():
        raise ParameterError(f"scale = {unit.min():g}; what a gain is measured against is above 0")
    try:
        pull: Array = precision[..., None, None] * (gain / unit[..., None])
        prior: Array = np.broadcast_to(logit(rate), pull.shape[:-1])
    except ValueError:
        raise QuantityError(
            f"payoffs {gain.shape}, lam {precision.shape}, base_rate {rate.shape} and scale "
            f"{unit.shape} do not fit; per draw is (D,), per candidate (k,) or (D, k)"
        ) from None
    return pull, prior


def expected(gain: Array, p: Array) -> Array:
    """Give E[D_i] (N, k) where candidate j is in with chance p_j (N, k), on its own."""
    for j in reversed(range(p.shape[-1])):
        half = gain.shape[-1] // 2
        chance = p[:, None, j, None]
        gain = gain[..., :half] * (1 - chance) + gain[..., half:] * chance
    return gain[..., 0]


def jacobian(gain: Array, p: Array) -> Array:
    """Give dE[D_i] / dp_j (N, k, k): E where j is in, less E where j is out."""
    k = p.shape[-1]
    slope = np.empty((*p.shape, k))
    for j in range(k):
        out, in_ = without_and_with(gain, j)
        others = np.delete(p, j, axis=1)
        slope[..., j] = expected(in_, others) - expected(out, others)
    return slope


def by_game(of: Array) -> Array:
    """Lay an array (N, ...) out so that games stand side by side: all is done game by game."""
    return np.asfortranarray(of)


def follow(pull: Array, prior: Array) -> tuple[Array, Mask]:
    """Walk to t = 1 in every game, and once more with more care in those where the branch was lost.

    Gives the log-odds x at t = 1 (N, k), and whether t ever fell on the way.
    """
    x, turned = np.empty(prior.shape), np.zeros(len(prior), dtype=bool)
    todo: Count = np.arange(len(prior))
    for care in CARE:
        x[todo], turned[todo], lost = walk(pull[todo], prior[todo], care)
        todo = todo[lost]
        if not todo.size:
            return x, turned
    raise NoEquilibrium(
        f"the principal branch was lost in {todo.size} of {len(prior)} games, the first of them "
        f"number {todo[0]}; a smaller lam, or `fixed_points`, still answers"
    )


def walk(pull: Array, prior: Array, care: float) -> tuple[Array, Mask, Mask]:
    """Walk along H(x, t) = x - prior - t E[pull] = 0 from t = 0 to t = 1, all games at once.

    A step is taken back where Newton moves the point by more than `care` of it, or the direction
    turns by much: it may have landed on another branch. Gives x, whether t fell, and what was lost.
    """
    count, k = prior.shape
    pull, prior = by_game(pull), by_game(prior)
    x, t = prior.copy(order="K"), np.zeros(count)
    ahead = np.concatenate([expected(pull, expit(x)), np.ones((count, 1))], axis=1)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    step, turned = np.full(count, care), np.zeros(count, dtype=bool)
    lost = np.ones(count, dtype=bool)  # until found
    active: Count = np.arange(count)
    for _ in range(STEPS):
        a = active
        # The last step goes to t = 1 and no further.
        reach = np.where(ahead[a, k] > 0, (1 - t[a]) / np.maximum(ahead[a, k], TINY), np.inf)
        last = reach <= step[a]
        h = np.minimum(step[a], reach)
        guess_x, guess_t = x[a] + h[:, None] * ahead[a, :k], t[a] + h * ahead[a, k]
        guess_t = np.where(last, 1.0, guess_t)
        way = np.where(last[:, None], np.eye(k + 1)[k], ahead[a])
        own = pull if a.size == count else by_game(pull[a])
        new_x, new_t, good, effort = correct(own, prior[a], guess_x, guess_t, way)
        tangent = direction(own, new_x, new_t, ahead[a])
        good &= (tangent * ahead[a]).sum(axis=1) > 1 - care / 2
        good &= np.abs(new_x - guess_x).max(axis=1) <= care * h
        good &= new_t <= 1
        kept = a[good]
        x[kept], t[kept], ahead[kept] = new_x[good], new_t[good], tangent[good]
        turned[kept] |= ahead[kept, k] < 0
        lost[a[good & last]] = False
        step[a] = np.where(good, h * np.where(effort <= 3, 2.0, 1.0), h * 0.4)
        # Back at the start, or at a step of nothing: this walk has left the branch.
        active = a[~(good & last) & (t[a] >= 0) & (step[a] > TINY)]
        if not active.size:
            break
    return x, turned, lost


def correct(
    pull: Array, prior: Array, x: Array, t: Array, way: Array
) -> tuple[Array, Array, Mask, Count]:
    """Newton back to the branch, at right angles to `way`; where way is t alone, t stays."""
    origin_x, origin_t = x.copy(), t.copy()
    good, effort = np.zeros(len(t), dtype=bool), np.zeros(len(t), dtype=np.int64)
    for _ in range(12):
        p = expit(x)
        mean = expected(pull, p)
        off = x - prior - t[:, None] * mean
        drift = ((x - origin_x) * way[:, :-1]).sum(axis=1) + (t - origin_t) * way[:, -1]
        size = 1 + np.abs(x).max(axis=1)
        good = (np.abs(off).max(axis=1) <= EXACT * size) & (np.abs(drift) <= ROUGH * size)
        if good.all():
            break
        matrix = bordered(pull, p, mean, t, way)
        wrong = np.concatenate([off, drift[:, None]], axis=1)
        move = np.where(good[:, None], 0.0, solve(matrix, wrong))
        x, t = x - move[:, :-1], t - move[:, -1]
        effort += ~good
    return x, t, good, effort


def direction(pull: Array, x: Array, t: Array, ahead: Array) -> Array:
    """Give the unit tangent of the branch that points the way walked so far."""
    p = expit(x)
    matrix = bordered(pull, p, expected(pull, p), t, ahead)
    right = np.zeros_like(ahead)
    right[:, -1] = 1.0
    tangent = solve(matrix, right)
    length = np.linalg.norm(tangent, axis=1, keepdims=True)
    unit: Array = tangent / np.where(length > 0, length, 1.0)
    return unit


def bordered(pull: Array, p: Array, mean: Array, t: Array, way: Array) -> Array:
    """Give the derivative of H by (x, t), with `way` as last row (N, k + 1, k + 1)."""
    count, k = p.shape
    matrix = np.empty((count, k + 1, k + 1))
    inner = jacobian(pull, p) * (p * (1 - p))[:, None, :]
    matrix[:, :k, :k] = np.eye(k) - t[:, None, None] * inner
    matrix[:, :k, k] = -mean
    matrix[:, k, :] = way
    return matrix


def solve(matrix: Array, right: Array) -> Array:
    """Solve each system; one that is singular to the bit is nudged, and its step then judged."""
    try:
        answer = np.linalg.solve(matrix, right[..., None])
    except np.linalg.LinAlgError:
        nudged = matrix + 1e-12 * np.eye(matrix.shape[-1])
        answer = np.linalg.solve(nudged, right[..., None])
    return np.asarray(answer[..., 0], dtype=np.float64)
