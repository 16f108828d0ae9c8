"""A change of trade costs in one shape: partial effects in log points, draw by draw.

cost = exp(-effect / theta), the iceberg ratio, is the other way to say the same.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from accord.axes import Array, Groups, Labels, Mask
from accord.engines.market.arguments import floats
from accord.engines.market.connection import refuse_cut_off
from accord.errors import ParameterError, QuantityError


@dataclass(frozen=True, slots=True, kw_only=True)
class Shock:
    """Partial effects of all draws, brought out block by block."""

    theta: Array  # (D,)
    psi: Array  # (D,)
    effect: Callable[[int, int], Array]  # (first, last) -> log points (1 or d, N, N)

    @property
    def size(self) -> int:
        """Count the draws."""
        return len(self.theta)

    def weights(self, shares: Array, labels: Labels, first: int, last: int) -> Array:
        """Shares (1 or d, N, N) x exp(partial effect); refuse what cuts a state off."""
        effect = self.effect(first, last)
        with np.errstate(over="ignore"):
            weights = np.broadcast_to(shares * np.exp(effect), (last - first, *shares.shape[1:]))
        _refuse_overflow(weights, labels, first)
        if not (weights > 0).all(where=shares > 0):
            refuse_cut_off(weights, labels, first)
        return weights


def checked_shock(
    flows: Array,
    labels: Labels,
    cost: Array | Groups | float | None,
    partial_effect: Array | Groups | float | None,
    theta: Array | float,
    psi: Array | float,
) -> Shock:
    """Bring cost or partial effect, theta and psi to one number of draws."""
    theta, psi = _per_draw(theta, "theta"), _per_draw(psi, "psi")
    _refuse(~(theta > 0), theta, "theta", "is above 0 (theta = sigma - 1)")
    _refuse(~(psi >= 0), psi, "psi", "is 0 or more (0: an endowment)")
    if cost is None and partial_effect is not None:
        size, block = _effects(partial_effect, "partial_effect", labels)
    elif cost is not None and partial_effect is None:
        size, block = _effects(cost, "cost", labels)
    else:
        raise ParameterError("give cost or partial_effect, one of the two")
    draws = _common(size, len(theta), len(psi), len(flows))
    theta, psi = np.broadcast_to(theta, draws), np.broadcast_to(psi, draws)
    if cost is None:
        return Shock(theta=theta, psi=psi, effect=block)

    def effect(first: int, last: int) -> Array:
        return -theta[first:last, None, None] * block(first, last)

    return Shock(theta=theta, psi=psi, effect=effect)


def _per_draw(value: Array | float, name: str) -> Array:
    """A scalar or (D,) as (1 or D,)."""
    given = np.atleast_1d(floats(name, value))
    if given.ndim != 1 or given.size == 0:
        raise ParameterError(
            f"{name} has shape {given.shape}; it is a number, or one per draw (D,)"
        )
    if np.isinf(given).any():
        raise ParameterError(f"{name} is infinite in draw {int(np.argmax(np.isinf(given)))}")
    return given


def _refuse(bad: Mask, value: Array, name: str, rule: str) -> None:
    if bad.any():
        draw = int(np.argmax(bad))
        raise ParameterError(f"{name} = {value[draw]:g} in draw {draw}; {name} {rule}")


def _common(*sizes: int) -> int:
    """The number of draws that all arguments agree on."""
    many = {size for size in sizes if size != 1}
    if len(many) > 1:
        raise ParameterError(
            f"arguments have {', '.join(map(str, sorted(many)))} draws; all have one or the same"
        )
    return many.pop() if many else 1


def _effects(
    value: Array | Groups | float, name: str, labels: Labels
) -> tuple[int, Callable[[int, int], Array]]:
    """Count the draws of a shock, and give it in logs for any stretch of them."""
    states = len(labels)
    if isinstance(value, Groups):
        mask = np.asarray(value.mask, dtype=bool)
        factor = np.atleast_2d(_logs(floats(name, value.factor), name, None))
        if mask.shape != (factor.shape[1], states, states):
            raise QuantityError(
                f"{name}: mask {mask.shape} and factor {factor.shape} of the groups do not fit "
                f"{states} states; they are (G, N, N) and (D, G)"
            )
        return len(factor), lambda first, last: _spread(mask, _stretch(factor, first, last))
    given = floats(name, value)
    if given.ndim == 1:
        given = given[:, None, None]
    if given.ndim == 0:
        given = given[None, None, None]
    if given.ndim == 2:
        given = given[None]
    if given.ndim != 3 or given.shape[1:] not in ((1, 1), (states, states)) or given.size == 0:
        raise QuantityError(
            f"{name} has shape {np.shape(value)}; for {states} states it is a number, (D,), "
            "(N, N) or (D, N, N)"
        )
    logs = _logs(given, name, labels)
    return len(logs), lambda first, last: _stretch(logs, first, last)


def _stretch(values: Array, first: int, last: int) -> Array:
    return values if len(values) == 1 else values[first:last]


def _spread(mask: Mask, factor: Array) -> Array:
    """Give every link the sum of its groups' logs; -inf x no member is nothing."""
    if np.isinf(factor).any():
        closed: Array = np.where(mask[None], factor[:, :, None, None], 0.0).sum(axis=1)
        return closed
    spread: Array = np.tensordot(factor, mask.astype(float), axes=1)
    return spread


def _logs(given: Array, name: str, labels: Labels | None) -> Array:
    """Refuse what no cost or effect can be; give ln cost, or the effect itself."""
    with np.errstate(invalid="ignore"):
        bad = ~(given > 0) if name == "cost" else ~(given < np.inf)
    if bad.any():
        cell = tuple(np.argwhere(bad)[0])
        link = ""
        if labels is not None and given.shape[1:] != (1, 1):
            link = f" {labels[cell[1]]} -> {labels[cell[2]]}"
        rule = "a ratio above 0" if name == "cost" else "a number below infinity, in log points"
        raise ParameterError(f"{name}{link} = {given[cell]:g} in draw {cell[0]}; it is {rule}")
    return np.log(given) if name == "cost" else given


def _refuse_overflow(weights: Array, labels: Labels, first: int) -> None:
    offers = weights.sum(axis=1)
    if np.isfinite(offers).all():
        return
    draw, state = np.argwhere(~np.isfinite(offers))[0]
    raise ParameterError(
        f"draw {first + draw}: the effect on purchases of {labels[state]} is too large to compute "
        "with; a partial effect is in log points"
    )
