"""Retaliation: what adversaries do once they see who is in, and when that makes joining not pay.

Adversaries choose one action each; a profile is one choice by all of them, profile 0 being nothing.
With w the market payoffs of every subset S and profile t:

    damage_i = max(0, w_i(S, 0) - w_i(S, t))                members of S only
    v_j      = w_j(S, t) - cost_j(a_j) + phi_j * sum_i damage_i

and phi_j the value to j of a dollar of damage. Played is the pure Nash profile. Where there are
several or none, profiles are weighted by the logit response to the others' even mixture, with the
caller's precision, and the answer says for which S.

Two regimes, to be shown side by side: *credible*, the best response after the fact (`respond`), and
*committed*, a threat that is believed and carried out (`committed`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, Mask
from accord.engines.coalition.subsets import Count, candidates, checked, members
from accord.errors import ParameterError, QuantityError


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What adversaries answer to every subset."""

    value: Array  # (..., m, 2^k, T) v_j
    equilibria: Mask  # (..., 2^k, T) pure Nash profiles
    weight: Array  # (..., 2^k, T) chance of each profile, adding up to 1

    @property
    def unique(self) -> Mask:
        """(..., 2^k): exactly one pure Nash profile."""
        return np.asarray(self.equilibria.sum(axis=-1) == 1)

    @property
    def profile(self) -> Count:
        """(..., 2^k): the profile played, or the likeliest where `unique` is False."""
        return np.asarray(self.weight.argmax(axis=-1), dtype=np.int64)


def respond(
    w_candidates: ArrayLike,
    w_adversaries: ArrayLike,
    *,
    actions: ArrayLike,
    cost: ArrayLike,
    phi: ArrayLike,
    precision: float = 0.0,
    eps: float = 1e-9,
) -> Response:
    """Find what adversaries do in every subset.

    Parameters
    ----------
    w_candidates : (..., k, 2^k, T), market payoff of each candidate, profile 0 being no retaliation
    w_adversaries : (..., m, 2^k, T)
    actions : (T, m) int, what each adversary does in each profile; every combination once
    cost : (..., m, A), of each action to its adversary, in the unit of w
    phi : (..., m), 0..1
    precision : of the logit weights where no profile or several are Nash, per unit of w; 0 is even
    eps : gain by which a deviation counts

    Returns
    -------
    Response

    Raises
    ------
    QuantityError, ParameterError : axes do not fit, phi is outside of 0..1, a profile is missing

    Examples
    --------
    One candidate; pushing back costs 1 and does 10 of damage, a half of which is worth it.

    >>> answer = respond(
    ...     np.array([[[0.0, 0.0], [4.0, -6.0]]]),
    ...     np.zeros((1, 2, 2)),
    ...     actions=[[0], [1]], cost=[[0.0, 1.0]], phi=[0.5],
    ... )
    >>> answer.profile, answer.unique
    (array([0, 1]), array([ True,  True]))
    """
    w, rivals = np.asarray(w_candidates, float), np.asarray(w_adversaries, float)
    table = np.asarray(actions, dtype=np.int64)
    harm, price = checked_rivals(w, rivals, table, np.asarray(phi, float), np.asarray(cost, float))
    k = candidates(w[..., 0])
    damage = np.where(members(k)[:, :, None], np.maximum(0, w[..., :1] - w), 0).sum(axis=-3)
    value = rivals - price[..., :, None, :] + harm[..., :, None, None] * damage[..., None, :, :]
    nash = np.ones(value.shape[:-3] + value.shape[-2:], dtype=bool)
    logit = np.zeros(nash.shape)
    for j in range(table.shape[1]):
        nash &= value[..., j, :, :] >= best_of(value[..., j, :, :], table, j) - eps
        logit += precision * own_mean(value[..., j, :, :], table, j)
    likely = np.exp(logit - logit.max(axis=-1, keepdims=True))
    several = nash.sum(axis=-1, keepdims=True) > 1
    likely = np.where(several & ~nash, 0.0, likely)  # several: among these only
    weight = np.where(nash.sum(axis=-1, keepdims=True) == 1, nash, likely)
    return Response(
        value=value, equilibria=nash, weight=weight / weight.sum(axis=-1, keepdims=True)
    )


def checked_rivals(
    w: Array, rivals: Array, actions: Count, phi: Array, cost: Array
) -> tuple[Array, Array]:
    """Check that the tables fit, and give phi and the cost of each profile (..., m, T)."""
    if w.ndim < 3 or rivals.ndim < 3 or w.shape[-2:] != rivals.shape[-2:]:
        raise QuantityError(
            f"w_candidates {w.shape} and w_adversaries {rivals.shape} do not end in the same "
            "subsets and profiles"
        )
    checked(w[..., 0], "w_candidates")
    if not (np.isfinite(w).all() and np.isfinite(rivals).all()):
        raise QuantityError("a market payoff is not finite; a draw without a solution is taken out")
    m, profiles = rivals.shape[-3], w.shape[-1]
    if actions.shape != (profiles, m):
        raise QuantityError(f"actions has shape {actions.shape}, and {(profiles, m)} is needed")
    combinations = {tuple(row) for row in actions.tolist()}
    if len(combinations) != profiles or profiles != np.prod(actions.max(axis=0) + 1):
        raise ParameterError("actions do not hold every combination of the adversaries' once")
    if not ((phi >= 0) & (phi <= 1)).all():
        raise ParameterError("phi is the value of a dollar of damage to an adversary, 0..1")
    price = np.stack([cost[..., j, actions[:, j]] for j in range(m)], axis=-2)
    return phi, price


def best_of(value: Array, actions: Count, j: int) -> Array:
    """Give the best that adversary j can get against what the others do in each profile."""
    best = np.empty_like(value)
    others = np.delete(actions, j, axis=1)
    for against in np.unique(others, axis=0):
        where = (others == against).all(axis=1)
        best[..., where] = value[..., where].max(axis=-1, keepdims=True)
    return best


def own_mean(value: Array, actions: Count, j: int) -> Array:
    """Give the mean value of j's action in each profile over all that the others may do."""
    mean = np.empty_like(value)
    for action in np.unique(actions[:, j]):
        where = actions[:, j] == action
        mean[..., where] = value[..., where].mean(axis=-1, keepdims=True)
    return mean


def payoffs_under(w_candidates: ArrayLike, weight: ArrayLike, terms: ArrayLike) -> Array:
    """Give U_i(S): the market payoff expected under retaliation, and the terms of those who are in.

    Parameters
    ----------
    w_candidates : (..., k, 2^k, T)
    weight : (..., 2^k, T), as `Response.weight` or `committed`
    terms : (..., k), what being in is worth beside the market: assumptions, each with a name; or
        (..., k, 2^k), where that hangs on who else is in

    Returns
    -------
    (..., k, 2^k), for `gains`, `stable` and all else here

    Examples
    --------
    >>> w = np.array([[[0.0, 0.0], [4.0, -6.0]]])
    >>> payoffs_under(w, np.array([[1.0, 0.0], [0.5, 0.5]]), [3.0])
    array([[0., 2.]])
    """
    return with_terms(market_under(w_candidates, weight), terms)


def market_under(w: ArrayLike, weight: ArrayLike) -> Array:
    """Give the market payoff that groups can expect under retaliation: (..., P, 2^k).

    Parameters
    ----------
    w : (..., P, 2^k, T)
    weight : (..., 2^k, T), as `Response.weight` or `committed`
    """
    payoff, chance = np.asarray(w, float), np.asarray(weight, float)
    market: Array = (payoff * chance[..., None, :, :]).sum(axis=-1)
    return market


def with_terms(market: Array, terms: ArrayLike) -> Array:
    """Add the terms of those who are in, as `payoffs_under` has them, to market payoffs."""
    given = np.asarray(terms, float)
    added = given if given.shape[-1] == market.shape[-1] else given[..., None]
    utility: Array = market + np.where(members(candidates(market)), added, 0.0)
    return utility


def committed(profile: int, *, k: int, profiles: int) -> Array:
    """Give the weights of a threat that is carried out as soon as anybody is in.

    Parameters
    ----------
    profile : what is threatened, 0..profiles - 1
    k, profiles : number of candidates and of profiles

    Returns
    -------
    (2^k, T)

    Examples
    --------
    >>> committed(1, k=1, profiles=2)
    array([[1., 0.],
           [0., 1.]])
    """
    weight = np.zeros((1 << k, profiles))
    weight[0, 0] = 1.0
    weight[1:, profile] = 1.0
    return weight


def break_even_chance(gain: ArrayLike, loss: ArrayLike) -> Array:
    """Give the chance of retaliation at which joining stops paying, p* = gain / (gain + loss).

    Parameters
    ----------
    gain : (...), of joining without retaliation
    loss : (...), of joining with it, as a positive number in the same unit

    Returns
    -------
    (...), 0..1: 0 where joining never pays, 1 where it pays even under retaliation; nan where
    neither gains nor loses

    Examples
    --------
    A 5 % better price on 777 M$, against a month of 2.7 G$.

    >>> break_even_chance(38.85, 2700.0).round(4).item()
    0.0142
    """
    won, lost = np.asarray(gain, float), np.asarray(loss, float)
    up, down = np.maximum(won, 0), np.maximum(lost, 0)
    with np.errstate(invalid="ignore"):  # 0 / 0: nothing at stake
        chance: Array = np.asarray(up / (up + down))
    return chance
