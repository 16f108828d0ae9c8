"""The equations of one-sector gravity in ratios after/before, and their derivatives.

Every quantity is a ratio to the baseline unless it says otherwise ("exact hat algebra":
Dekle, Eaton and Kortum (2008), IMF Staff Papers 55(3)). With p the price at the factory gate,
theta the trade elasticity and psi the supply elasticity (Allen, Arkolakis and Takahashi (2020),
"Universal Gravity", J. Pol. Econ. 128(2); Campos, Reggio and Timini (2025), Stata J. 25(4)):

    weights a_ij = share of i in j's spending before x exp(partial effect)
    price index   P_j = (sum_i a_ij p_i^-theta)^(-1/theta)
    output        Y'_i = Y_i p_i (p_i / P_i)^psi                        in money
    spending      E'_j : what the closure makes of Y'_j                 in money
    flows         X'_ij = a_ij (p_i / P_j)^-theta E'_j
    clearing      sum_j X'_ij = Y'_i

Clearing has one equation more than it needs (Walras), and the numeraire takes its place: the
value of world output does not change. Everything is batched over a leading axis of draws.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from accord.axes import Array, Mask

Draws = NDArray[np.intp] | Mask  # some of the draws, by number or by mask
Closure = Literal["additive", "multiplicative", "none", "fixed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What follows from one guess of prices; `excess` is 0 in equilibrium."""

    log_price: Array  # (D, N)
    log_index: Array  # (D, N)
    pull: Array  # (D, N) p_i^-theta
    offers: Array  # (D, N) sum_i a_ij p_i^-theta
    output: Array  # (D, N) money
    spending: Array  # (D, N) money
    demand: Array  # (D, N) money, what all buyers together want of i
    excess: Array  # (D, N) ln demand - ln output
    drift: Array  # (D,) ln of the world's output, 0 under the numeraire
    misfit: Array  # (D,) the largest of all these in absolute value; inf for a guess out of bounds

    def take(self, draws: Draws) -> "State":
        """Keep some of the draws."""
        return State(**{name: getattr(self, name)[draws] for name in State.__slots__})


@dataclass(frozen=True, slots=True, kw_only=True)
class Economy:
    """D draws of one economy of N states."""

    weights: Array  # (D, N, N) a_ij, exporters in rows
    output: Array  # (1 or D, N) money, before
    spending: Array  # (1 or D, N) money, before
    theta: Array  # (D, 1)
    psi: Array  # (D, 1)
    closure: Closure

    def take(self, draws: Draws) -> "Economy":
        """Keep some of the draws."""
        return Economy(
            weights=self.weights[draws],
            output=self.output if len(self.output) == 1 else self.output[draws],
            spending=self.spending if len(self.spending) == 1 else self.spending[draws],
            theta=self.theta[draws],
            psi=self.psi[draws],
            closure=self.closure,
        )

    def at(self, log_price: Array) -> State:
        """Work out everything that follows from prices (D, N) in logs."""
        with np.errstate(all="ignore"):  # a wild guess may overflow: its misfit is then inf
            pull = np.exp(-self.theta * log_price)
            offers = (pull[:, None, :] @ self.weights)[:, 0, :]
            log_index = -np.log(offers) / self.theta
            output, spending, drift = self._money(log_price, log_index)
            demand = pull * (self.weights @ (spending / offers)[:, :, None])[:, :, 0]
            excess = np.log(demand / output)
            misfit = np.maximum(np.abs(excess).max(axis=1), np.abs(drift))
        lost = ~np.isfinite(misfit) | (spending <= 0).any(axis=1)
        return State(
            log_price=log_price,
            log_index=log_index,
            pull=pull,
            offers=offers,
            output=output,
            spending=spending,
            demand=demand,
            excess=excess,
            drift=drift,
            misfit=np.where(lost, np.inf, misfit),
        )

    def _money(self, log_price: Array, log_index: Array) -> tuple[Array, Array, Array]:
        """Output, spending and the drift of the numeraire under the closure."""
        if self.closure == "fixed":  # quantities move so that no output in money does
            level = (self.output * np.exp(log_price)).sum(axis=1)
            drift = np.log(level / self.output.sum(axis=1))
            shape = log_price.shape
            fixed = np.broadcast_to(self.output, shape), np.broadcast_to(self.spending, shape)
            return *fixed, drift
        output = self.output * np.exp((1 + self.psi) * log_price - self.psi * log_index)
        drift = np.log(output.sum(axis=1) / self.output.sum(axis=1))
        if self.closure == "additive":
            return output, output + (self.spending - self.output), drift
        if self.closure == "none":
            return output, output, drift
        wanted = output * (self.spending / self.output)
        # Without this factor the world would spend more, or less, than it earns.
        scale = output.sum(axis=1, keepdims=True) / wanted.sum(axis=1, keepdims=True)
        return output, scale * wanted, drift

    def flows(self, state: State) -> Array:
        """Flows (D, N, N) in money; columns add up to spending exactly, rows to demand."""
        paid: Array = state.spending / state.offers
        flows: Array = state.pull[:, :, None] * self.weights * paid[:, None, :]
        return flows

    def slope(self, state: State) -> Array:
        """d (excess - k drift) / d log price, (D, N, N); k as in `gap`, which it belongs to.

        Without the drift the matrix is singular: excess does not see the level of all prices.
        """
        theta, psi = self.theta[:, :, None], self.psi[:, :, None]
        bought = state.pull[:, :, None] * self.weights
        bought /= state.offers[:, None, :]
        sold = bought * (state.spending[:, None, :] / state.demand[:, :, None])
        index = bought.transpose(0, 2, 1)  # d ln P_j / d ln p_i
        own = np.arange(bought.shape[1])
        row = -self._weight_of_drift() * self._world_shares(state)
        if self.closure == "fixed":
            fixed: Array = theta * (sold @ index) + row[:, None, :]
            fixed[:, own, own] -= self.theta
            return fixed
        passed = sold  # x d ln E' / d ln Y'
        if self.closure == "additive":
            passed = sold * (state.output / state.spending)[:, None, :]
        if self.closure == "multiplicative":
            row += self._world_shares(state)
            row -= state.spending / state.spending.sum(axis=1, keepdims=True)
        by_output = passed + row[:, None, :]  # d (excess - k drift) / d ln Y' at given P
        by_output[:, own, own] -= 1
        slope: Array = theta * (sold @ index) + (1 + psi) * by_output
        if psi.any():
            slope -= psi * (by_output @ index)
        slope[:, own, own] -= self.theta
        return slope

    def _world_shares(self, state: State) -> Array:
        """How much each state weighs in the drift of the numeraire, (D, N)."""
        level = state.output
        if self.closure == "fixed":
            level = self.output * np.exp(state.log_price)
        shares: Array = level / level.sum(axis=1, keepdims=True)
        return shares

    def gap(self, state: State) -> Array:
        """What a root finder sets to 0, (D, N): excess, and the drift of the numeraire with it."""
        gap: Array = state.excess - self._weight_of_drift() * state.drift[:, None]
        return gap

    def _weight_of_drift(self) -> Array:
        """Bring the drift to the scale of the other equations, (D, 1)."""
        weight: Array = 1 + self.theta + self.psi
        return weight
