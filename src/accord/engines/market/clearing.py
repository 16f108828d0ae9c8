"""Find the prices that clear every market of an economy: Newton's method in logs, batched.

Each draw walks on its own: who else is in the batch does not matter, beyond the last bit.
A draw keeps the slope of an earlier point as long as that brings its misfit down tenfold a
step, else the slope is renewed: a step without renewing costs N^2, one with it N^3. A step
that does not help is halved; where no halving helps, the draw makes the plain step of the
fixed point that the Stata packages take, which is slow and safe.
"""

import numpy as np
from numpy.typing import NDArray

from accord.axes import Array, Labels, Mask
from accord.engines.market.gravity import Economy, State
from accord.errors import NoEquilibrium
from accord.numbers import percent_text

GOAL = 1e-12  # misfit at which a draw stops
TOLERANCE = 1e-10  # misfit that is accepted where rounding keeps a draw from the goal
_MOST_STEPS = 300  # the plain step of the fixed point, where only that helps, needs hundreds
_HALVINGS = 8  # of a step that doesn't help, before the plain step is taken
_SLOW = 0.1  # a step that leaves more than this of the misfit asks for a new slope
_LONGEST = 5.0  # longest step in theta ln p
_HEAVY = 0.5  # surplus, as a share of output, that may explain why nothing clears


def clear(economy: Economy, start: Array, labels: Labels, first: int = 0) -> State:
    """Solve all draws from a first guess of log prices (D, N).

    Raises
    ------
    NoEquilibrium
        naming the draw (counted from `first`) and the state that stays furthest from clearing
    """
    draws, n = start.shape
    log_price = start.copy()
    live, part, here = np.arange(draws), economy, economy.at(start)
    inverse, stale = np.empty((draws, n, n)), np.ones(draws, dtype=bool)
    finished = here.misfit <= GOAL
    for _ in range(_MOST_STEPS):
        if finished.any():
            left = ~finished
            live, part, here = live[left], part.take(left), here.take(left)
            inverse, stale = inverse[left], stale[left]
        if live.size == 0:
            return economy.at(log_price)
        if stale.any():
            inverse[stale] = _inverse(part, here, stale)
        there = _step(part, here, inverse)
        # Rounding can keep a draw a hair above the goal for ever: it stays where it is.
        stuck = (here.misfit <= TOLERANCE) & (there.misfit >= here.misfit)
        log_price[live] = np.where(stuck[:, None], here.log_price, there.log_price)
        finished = stuck | (there.misfit <= GOAL)
        stale = there.misfit > _SLOW * here.misfit
        here = there
    raise _refusal(part, here, live + first, labels)


def _inverse(economy: Economy, state: State, draws: Mask) -> Array:
    """Invert the slope of some draws at the prices of `state`."""
    if not draws.all():
        economy, state = economy.take(draws), state.take(draws)
    try:
        return np.asarray(np.linalg.inv(economy.slope(state)), dtype=float)
    except np.linalg.LinAlgError:  # at least one is singular: no Newton step from here
        return np.zeros(economy.weights.shape)


def _step(economy: Economy, state: State, inverse: Array) -> State:
    """Go the longest step that helps."""
    step = -(inverse @ economy.gap(state)[:, :, None])[:, :, 0]
    reach = np.abs(economy.theta * step).max(axis=1, keepdims=True)
    step *= _LONGEST / np.maximum(reach, _LONGEST)
    there = economy.at(state.log_price + step)
    helps = there.misfit < state.misfit
    if helps.all():
        return there
    for _ in range(_HALVINGS):
        worse = np.flatnonzero(~helps)
        step[worse] *= 0.5
        tried = economy.take(worse).at((state.log_price + step)[worse])
        helps[worse] = tried.misfit < state.misfit[worse]
        if helps.all():
            return economy.at(state.log_price + step)
    worse = np.flatnonzero(~helps)
    step[worse] = _plain_step(economy.take(worse), state.take(worse))
    return economy.at(state.log_price + step)


def _plain_step(economy: Economy, state: State) -> Array:
    """The step of the fixed point, short enough to stay where every state can spend."""
    step: Array = state.excess / (1 + economy.theta + economy.psi) - state.drift[:, None]
    for _ in range(_HALVINGS):
        outside = ~np.isfinite(economy.at(state.log_price + step).misfit)
        step[outside] *= 0.5
    inside = np.isfinite(economy.at(state.log_price + step).misfit)
    return np.where(inside[:, None], step, 0.0)


def _refusal(
    economy: Economy, state: State, draws: NDArray[np.intp], labels: Labels
) -> NoEquilibrium:
    """Say which draw did not clear, by how much, and where."""
    worst = int(np.argmax(state.misfit))
    excess = np.nan_to_num(np.abs(state.excess[worst]), nan=np.inf)
    why = f"ln demand - ln supply of {labels[int(excess.argmax())]} stays {excess.max():.2g}"
    kept = economy.take(np.array([worst]))
    surplus = 1 - kept.spending[0] / kept.output[0]
    if economy.closure == "additive" and surplus.max() > _HEAVY:
        why += (
            f"; additive deficits make {labels[int(surplus.argmax())]} keep a trade surplus of "
            f"{percent_text(surplus.max())} of its output, which no prices may allow: try "
            "multiplicative ones"
        )
    return NoEquilibrium(
        f"no equilibrium of one-sector gravity in {len(draws)} draws; the worst is draw "
        f"{int(draws[worst])}, residual {state.misfit[worst]:.2g} after {_MOST_STEPS} steps: {why}"
    )
