"""What the linear engine accepts: checks, and every argument brought to its axes."""

from dataclasses import dataclass

import numpy as np

from accord.axes import Array, Labels, StateLabels
from accord.engines.market.arguments import (
    PerState,
    floats,
    refuse_overflow,
    state_names,
)
from accord.engines.market.gravity_inputs import refuse_bad_cells
from accord.engines.market.refusals import refuse_flat
from accord.errors import ParameterError, QuantityError


@dataclass(frozen=True, slots=True, kw_only=True)
class GsimInput:
    """Everything checked and with its axes: D, S, B."""

    flows: Array  # (S, B)
    demand: Array  # (D or 1, B)
    supply: Array  # (D or 1, S)
    substitution: Array  # (D or 1, B)
    before: Array  # (D or 1, S, B) tariff rates
    after: Array
    draws: int | None  # None where no argument had an axis of draws
    suppliers: Labels


def checked(
    flows: Array,
    demand: Array | float,
    supply: Array | float,
    substitution: Array | float,
    before: Array | float,
    after: Array | float,
    labels: StateLabels | None,
) -> GsimInput:
    """Check every argument and bring it to its axes."""
    trade = floats("flows", flows, QuantityError)
    if trade.ndim != 2 or trade.size == 0:
        raise QuantityError(f"flows have shape {trade.shape}; they are (S, B), suppliers in rows")
    shape = (trade.shape[0], trade.shape[1])
    suppliers, buyers = state_names(shape, labels, unnamed=("supplier", "buyer"))
    refuse_bad_cells(trade, suppliers, "flow", buyers)
    if not trade.any():
        raise QuantityError("flows are all 0: there is no market")
    refuse_overflow(trade)
    elastic = {
        "demand": _elasticity(demand, "demand", trade.shape[1]),
        "supply": _elasticity(supply, "supply", trade.shape[0]),
        "substitution": _elasticity(substitution, "substitution", trade.shape[1]),
    }
    tariffs = {
        "before": _tariff(before, "tariff_before", trade.shape),
        "after": _tariff(after, "tariff_after", trade.shape),
    }
    raw = (demand, supply, substitution, before, after)
    sizes = {len(values) for values in (*elastic.values(), *tariffs.values())} - {1}
    if len(sizes) > 1:
        raise ParameterError(f"arguments have {sorted(sizes)} draws; all have one or the same")
    _refuse_flat(trade, elastic["demand"], elastic["supply"], suppliers)
    batched = bool(sizes) or any(np.ndim(value) in (1, 3) for value in raw)
    return GsimInput(
        flows=trade,
        **elastic,
        **tariffs,
        draws=max(sizes, default=1) if batched else None,
        suppliers=suppliers,
    )


def _refuse_flat(trade: Array, demand: Array, supply: Array, suppliers: Labels) -> None:
    """Refuse, as the exact engine does, a market whose price level nothing fixes."""
    sells, buys = np.flatnonzero(trade.any(axis=1)), np.flatnonzero(trade.any(axis=0))
    active = trade[np.ix_(sells, buys)]
    ends = np.nonzero(active)
    refuse_flat(
        (
            PerState(demand if demand.shape[1] == 1 else demand[:, buys]),
            PerState(supply if supply.shape[1] == 1 else supply[:, sells]),
        ),
        (ends[0], ends[1]),
        (active.sum(axis=1), active.sum(axis=0)),
        [suppliers[i] for i in sells.tolist()],
    )


def _elasticity(value: Array | float, name: str, states: int) -> Array:
    """A magnitude as (D or 1, 1 or states)."""
    given = floats(name, value)
    given = given[:, None] if given.ndim == 1 else np.atleast_2d(given)
    if given.ndim != 2 or given.shape[1] not in (1, states) or given.size == 0:
        raise ParameterError(
            f"{name} has shape {np.shape(value)}; it is a number, (D,), or (1 or D, {states})"
        )
    bad = ~(np.isfinite(given) & (given >= 0))
    if bad.any():
        raise ParameterError(
            f"{name} = {given[bad][0]:g}; elasticities are magnitudes, 1.25 and not -1.25"
        )
    return given


def _tariff(value: Array | float, name: str, shape: tuple[int, ...]) -> Array:
    """Rates as (D or 1, S, B)."""
    given = floats(name, value)
    if given.ndim == 0:
        given = np.full((1, *shape), float(given))
    if given.ndim == 2:
        given = given[None]
    if given.ndim != 3 or given.shape[1:] != tuple(shape) or given.size == 0:
        raise ParameterError(
            f"{name} has shape {np.shape(value)}; it is a rate, {shape} or (D, S, B)"
        )
    if not (np.isfinite(given) & (given > -1)).all():
        raise ParameterError(f"{name} holds a rate that is not finite or not above -1")
    if (given >= 1).all():
        raise ParameterError(
            f"{name} is 1 or more everywhere; tariffs are rates, 0.21 and not 1.21"
        )
    return given
