"""What the general engine accepts: checks, messages that name states, and one shape for shocks."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from accord.axes import Array, Groups, Labels, Mask
from accord.engines.market.gravity import Closure
from accord.errors import ParameterError, QuantityError

_CLOSURES: dict[str, Closure] = {
    "additive": "additive",
    "multiplicative": "multiplicative",
    "multiplicative-balanced": "multiplicative",
    "none": "none",
}
_SAME_SUM = 1e-6  # relative difference of world output and expenditure that is rounding


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
        """Spending shares x exp(partial effect), (d, N, N); refuse what cuts a state off."""
        effect = self.effect(first, last)
        with np.errstate(over="ignore"):
            weights = np.broadcast_to(shares * np.exp(effect), (last - first, *shares.shape))
        _refuse_overflow(weights, labels, first)
        if not (weights > 0).all(where=shares > 0):
            _refuse_cut_off(weights, labels, first)
        return weights


def checked_flows(flows: Array, labels: Labels | None) -> tuple[Array, Labels]:
    """Give flows as floats and the names of the states, or say what is wrong with them."""
    given = np.asarray(flows, dtype=float)
    if given.ndim != 2 or given.shape[0] != given.shape[1] or given.size == 0:
        raise QuantityError(
            f"flows have shape {given.shape}; they are (N, N), exporters in rows, importers in "
            "columns, domestic sales on the diagonal"
        )
    names = checked_labels(labels, len(given))
    refuse_bad_cells(given, names, "flow")
    for axis, does in ((1, "sells nothing to anybody"), (0, "buys nothing from anybody")):
        empty = given.sum(axis=axis) == 0
        if empty.any():
            raise QuantityError(f"{_listed(names, empty)} {does}; leave such a state out")
    closed = np.diag(given) == 0
    if closed.any():
        raise QuantityError(
            f"{_listed(names, closed)}: domestic sales are 0; gravity needs what a state sells to "
            "itself (output less exports), on the diagonal"
        )
    _refuse_apart(given, names)
    return given, names


def checked_labels(labels: Labels | None, states: int) -> Labels:
    """Name the states, by number where nobody named them."""
    names = [f"state {i}" for i in range(states)] if labels is None else list(labels)
    if len(names) != states:
        raise QuantityError(f"{len(names)} labels for {states} states")
    return names


def refuse_bad_cells(cells: Array, labels: Labels, what: str) -> None:
    """Refuse negative and unknown cells of a matrix of quantities, naming the first."""
    bad = ~(np.isfinite(cells) & (cells >= 0))
    if bad.any():
        i, j = np.argwhere(bad)[0]
        raise QuantityError(
            f"{bad.sum()} of {bad.size} {what} cells are negative or not finite, the first "
            f"{labels[i]} -> {labels[j]} = {cells[i, j]:g}; a {what} is 0 or more"
        )


def closure(deficits: str, income: str) -> Closure:
    """Read the two words that say how spending follows income."""
    if income not in ("full", "fixed"):
        raise ParameterError(f'income is "full" or "fixed", not "{income}"')
    if deficits not in _CLOSURES:
        known = ", ".join(f'"{word}"' for word in _CLOSURES)
        raise ParameterError(f'deficits is one of {known}, not "{deficits}"')
    return "fixed" if income == "fixed" else _CLOSURES[deficits]


def checked_shock(
    flows: Array,
    labels: Labels,
    cost: Array | Groups | float | None,
    partial_effect: Array | Groups | float | None,
    theta: Array | float,
    psi: Array | float,
) -> Shock:
    """Bring cost or partial effect, theta and psi to one number of draws."""
    if (cost is None) == (partial_effect is None):
        raise ParameterError("give cost or partial_effect, one of the two")
    theta, psi = _per_draw(theta, "theta"), _per_draw(psi, "psi")
    _refuse(~(theta > 0), theta, "theta", "is above 0 (theta = sigma - 1)")
    _refuse(~(psi >= 0), psi, "psi", "is 0 or more (0: an endowment)")
    if cost is None:
        size, block = _effects(partial_effect, "partial_effect", labels)
    else:
        size, block = _effects(cost, "cost", labels)
    draws = _common(size, len(theta), len(psi))
    theta, psi = np.broadcast_to(theta, draws), np.broadcast_to(psi, draws)
    if cost is None:
        return Shock(theta=theta, psi=psi, effect=block)

    def effect(first: int, last: int) -> Array:
        return -theta[first:last, None, None] * block(first, last)

    return Shock(theta=theta, psi=psi, effect=effect)


def _per_draw(value: Array | float, name: str) -> Array:
    """A scalar or (D,) as (1 or D,)."""
    given = np.atleast_1d(np.asarray(value, dtype=float))
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
    value: Array | Groups | float | None, name: str, labels: Labels
) -> tuple[int, Callable[[int, int], Array]]:
    """Count the draws of a shock, and give it in logs for any stretch of them."""
    states = len(labels)
    if isinstance(value, Groups):
        mask = np.asarray(value.mask, dtype=bool)
        factor = np.atleast_2d(_logs(np.asarray(value.factor, dtype=float), name, None))
        if mask.shape != (factor.shape[1], states, states):
            raise QuantityError(
                f"{name}: mask {mask.shape} and factor {factor.shape} of the groups do not fit "
                f"{states} states; they are (G, N, N) and (D, G)"
            )
        return len(factor), lambda first, last: _spread(mask, _stretch(factor, first, last))
    given = np.asarray(value, dtype=float)
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
    links = np.where(mask[None], factor[:, :, None, None], 0.0) if np.isinf(factor).any() else None
    if links is not None:
        closed: Array = links.sum(axis=1)
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


def imbalance(flows: Array) -> float:
    """The largest deficit or surplus as a share of output."""
    output = flows.sum(axis=1)
    return float(np.abs((flows.sum(axis=0) - output) / output).max())


def refuse_one_way(flows: Array, labels: Labels) -> None:
    """Without deficits, whoever sells must also buy: each state reaches each other."""
    reach = _reach(flows[None] > 0)[0]
    apart = ~(reach & reach.T).all(axis=1)
    if apart.any():
        raise QuantityError(
            f"{_listed(labels, ~reach[np.argmax(apart)] | ~reach[:, np.argmax(apart)])} and "
            f"{labels[int(np.argmax(apart))]} trade one way only, even through others; with "
            'deficits "none" each must earn what it spends'
        )


def _refuse_apart(flows: Array, labels: Labels) -> None:
    linked = flows > 0
    reach = _reach((linked | linked.T)[None])[0]
    if not reach[0].all():
        raise QuantityError(
            f"{_listed(labels, ~reach[0])} trade with none of the others; prices of markets that "
            "are not connected cannot be compared: solve them apart"
        )


def _refuse_overflow(weights: Array, labels: Labels, first: int) -> None:
    offers = weights.sum(axis=1)
    if np.isfinite(offers).all():
        return
    draw, state = np.argwhere(~np.isfinite(offers))[0]
    raise ParameterError(
        f"draw {first + draw}: the effect on purchases of {labels[state]} is too large to compute "
        "with; a partial effect is in log points"
    )


def _refuse_cut_off(weights: Array, labels: Labels, first: int) -> None:
    """Say which state a draw's closed links leave alone."""
    for axis, left in ((2, "without a buyer"), (1, "without a supplier")):
        empty = weights.sum(axis=axis) <= 0
        if empty.any():
            draw, state = np.argwhere(empty)[0]
            raise QuantityError(f"draw {first + draw}: the shock leaves {labels[state]} {left}")
    linked = weights > 0
    reach = _reach(linked | linked.transpose(0, 2, 1))
    apart = ~reach[:, 0]
    if apart.any():
        draw = int(np.argmax(apart.any(axis=1)))
        raise QuantityError(
            f"draw {first + draw}: the shock cuts {_listed(labels, apart[draw])} off from the "
            "rest; prices of markets that are not connected cannot be compared"
        )


def _reach(linked: Mask) -> Mask:
    """Which state reaches which along links, (D, N, N), by squaring."""
    reach = (linked | np.eye(linked.shape[1], dtype=bool)).astype(np.float32)
    for _ in range(max(1, int(np.ceil(np.log2(linked.shape[1]))))):
        reach = (reach @ reach > 0).astype(np.float32)
    found: Mask = reach > 0
    return found


def _listed(labels: Labels, chosen: Mask) -> str:
    names = [labels[i] for i in np.flatnonzero(chosen)]
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def checked_margins(
    output: Array, expenditure: Array, power: Array, labels: Labels | None
) -> tuple[Array, Array, Array, Labels]:
    """Give margins (N,) and trade costs (D, N, N) that can be fitted to each other."""
    made, spent = np.asarray(output, dtype=float), np.asarray(expenditure, dtype=float)
    costs = np.asarray(power, dtype=float)
    costs = costs[None] if costs.ndim == 2 else costs
    states = made.size
    if made.shape != (states,) or spent.shape != (states,) or costs.shape[1:] != (states, states):
        raise QuantityError(
            f"output {made.shape}, expenditure {spent.shape} and trade costs {np.shape(power)} do "
            "not fit; they are (N,), (N,) and (N, N)"
        )
    names = checked_labels(labels, states)
    for what, values in (("output", made), ("expenditure", spent)):
        bad = ~(np.isfinite(values) & (values > 0))
        if bad.any():
            i = int(np.argmax(bad))
            raise QuantityError(f"{what} of {names[i]} = {values[i]:g}; it is above 0")
    bad = ~(np.isfinite(costs) & (costs > 0))
    if bad.any():
        draw, i, j = np.argwhere(bad)[0]
        raise QuantityError(
            f"trade_cost_power {names[i]} -> {names[j]} = {costs[draw, i, j]:g}; it is above 0"
        )
    if abs(made.sum() / spent.sum() - 1) > _SAME_SUM:
        raise QuantityError(
            f"output adds up to {made.sum():g} and expenditure to {spent.sum():g}; the world "
            "spends what it makes"
        )
    return made, spent * (made.sum() / spent.sum()), costs, names
