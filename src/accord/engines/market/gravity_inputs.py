"""What the general engine accepts of flows, margins and words; messages name states."""

import numpy as np

from accord.axes import Array, Labels, StateLabels
from accord.engines.market.arguments import floats, refuse_overflow, state_names
from accord.engines.market.connection import listed, refuse_apart
from accord.engines.market.gravity import Closure
from accord.errors import ParameterError, QuantityError

_CLOSURES: dict[str, Closure] = {
    "additive": "additive",
    "multiplicative": "multiplicative",
    "multiplicative-balanced": "multiplicative",
    "none": "none",
}
_SAME_SUM = 1e-6  # relative difference of world output and expenditure that is rounding


def checked_flows(flows: Array, labels: StateLabels | None) -> tuple[Array, Labels]:
    """Give flows as (1 or D, N, N) and the names of the states, or say what is wrong with them."""
    given = floats("flows", flows, QuantityError)
    if given.ndim not in (2, 3) or given.shape[-2] != given.shape[-1] or given.size == 0:
        raise QuantityError(
            f"flows have shape {given.shape}; they are (N, N) or (D, N, N), exporters in rows, "
            "importers in columns, domestic sales on the diagonal"
        )
    given = given[None] if given.ndim == 2 else given
    names = checked_labels(labels, given.shape[1])
    refuse_bad_cells(given, names, "flow")
    refuse_overflow(given)
    for axis, does in ((2, "sells nothing to anybody"), (1, "buys nothing from anybody")):
        empty = (given.sum(axis=axis) == 0).any(axis=0)
        if empty.any():
            raise QuantityError(f"{listed(names, empty)} {does}; leave such a state out")
    closed = (np.einsum("dii->di", given) == 0).any(axis=0)
    if closed.any():
        raise QuantityError(
            f"{listed(names, closed)}: domestic sales are 0; gravity needs what a state sells to "
            "itself (output less exports), on the diagonal"
        )
    refuse_apart(given, names)
    return given, names


def checked_labels(labels: StateLabels | None, states: int) -> Labels:
    """Name the states, by number where nobody named them."""
    names, buyers = state_names((states, states), labels, unnamed=("state", "state"))
    if names != buyers:
        raise QuantityError("labels name suppliers and buyers differently; here they are the same")
    return names


def refuse_bad_cells(
    cells: Array, labels: Labels, what: str, columns: Labels | None = None
) -> None:
    """Refuse negative and unknown cells of (..., N, N) quantities, naming the first."""
    bad = ~(np.isfinite(cells) & (cells >= 0))
    if bad.any():
        *_, i, j = cell = tuple(np.argwhere(bad)[0])
        raise QuantityError(
            f"{bad.sum()} of {bad.size} {what} cells are negative or not finite, the first "
            f"{labels[i]} -> {(columns or labels)[j]} = {cells[cell]:g}; a {what} is 0 or more"
        )


def closure(deficits: str, income: str) -> Closure:
    """Read the two words that say how spending follows income."""
    if income not in ("full", "fixed"):
        raise ParameterError(f'income is "full" or "fixed", not "{income}"')
    if deficits not in _CLOSURES:
        known = ", ".join(f'"{word}"' for word in _CLOSURES)
        raise ParameterError(f'deficits is one of {known}, not "{deficits}"')
    return "fixed" if income == "fixed" else _CLOSURES[deficits]


def checked_margins(
    output: Array, expenditure: Array, power: Array, labels: StateLabels | None
) -> tuple[Array, Array, Array, Labels]:
    """Give margins (N,) and trade costs (D, N, N) that can be fitted to each other."""
    made = floats("output", output, QuantityError)
    spent = floats("expenditure", expenditure, QuantityError)
    costs = floats("trade_cost_power", power, QuantityError)
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
