"""What no one-good market can mean, refused by the name of the argument.

A caller meets these before anything is solved; what a single draw makes impossible (a buyer whose
suppliers are all shut, say) is left to the solver, which names the draw.
"""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from accord.axes import Array, Mask
from accord.engines.market.arguments import Index, PerState
from accord.errors import ParameterError

FLATTEST = 0.02  # least demand plus supply elasticity at which the price level is determined
NEAR_ONE = 1e-6  # closer to one, the power 1 / (1 - sigma) is noise


def refuse_elasticities(**values: PerState) -> None:
    """Refuse elasticities for which the curves are not defined."""
    for name, value in values.items():
        low, high = value.values.min(), value.values.max()
        if not np.isfinite(high):
            raise ParameterError(f"{name} = {high:g}; an elasticity is finite")
        if name == "sigma" and low <= 0:
            raise ParameterError(f"sigma = {low:g}; an elasticity of substitution is above 0")
        if low < 0:
            raise ParameterError(
                f"{name} = {low:g}; elasticities are magnitudes, 0 or more (0.3, not -0.3)"
            )
        if name == "sigma" and (np.abs(value.values - 1) < NEAR_ONE).any():
            raise ParameterError("sigma = 1 is another function (Cobb-Douglas); 0.99 or 1.01 serve")


def refuse_outside(
    name: str, values: Array, *, above: float = -np.inf, least: float = -np.inf, finite: bool = True
) -> None:
    """Refuse numbers at or below `above`, below `least`, or infinite."""
    if values.size == 0:
        return
    low, high = float(values.min()), float(values.max())
    if low <= above:
        raise ParameterError(f"{name} = {low:g}; it must be above {above:g}")
    if low < least:
        raise ParameterError(f"{name} = {low:g}; it must be {least:g} or more")
    if finite and not np.isfinite(high):
        raise ParameterError(f"{name} = {high:g}; it must be finite")


def refuse_closing(sigma: PerState, closes: dict[str, Mask]) -> None:
    """Refuse a closed link (per draw, by the argument that closes it) where sigma <= 1."""
    low = sigma.values.min(axis=1)
    for name, closed in closes.items():
        if (closed & (low <= 1)).any():
            raise ParameterError(
                f"{name} closes a link while sigma = {low.min():g}; with sigma of 1 or less no "
                "supplier can be done without, so the price index has no finite value"
            )


def refuse_flat(
    elasticities: tuple[PerState, PerState],
    ends: tuple[Index, Index],
    sizes: tuple[Array, Array],
    suppliers: Sequence[str],
) -> None:
    """Refuse a market, or a part that trades with no other, whose price level nothing fixes."""
    from scipy.sparse.csgraph import (
        connected_components,
    )  # a tenth of a second to import, and rarely asked for

    demand, supply = elasticities
    output, spending = sizes
    if ((demand.values.min(axis=1) + supply.values.min(axis=1)) >= FLATTEST).all():
        return
    states = len(output) + len(spending)
    links = (np.ones(len(ends[0])), (ends[0], ends[1] + len(output)))
    parts, part = connected_components(sparse.coo_matrix(links, (states, states)), directed=False)
    member = part[None, :] == np.arange(parts)[:, None]
    slope = _means(demand.values, member[:, len(output) :] * spending)
    slope = slope + _means(supply.values, member[:, : len(output)] * output)  # (1 or D, parts)
    if (slope < FLATTEST).any():
        draw, worst = np.unravel_index(slope.argmin(), slope.shape)
        around = suppliers[int(member[worst, : len(output)].argmax())]
        where = f" in the part of the market around {around}" if parts > 1 else ""
        raise ParameterError(
            f"demand plus supply elasticity{where} is {slope.min():g} in draw {draw}, below "
            f"{FLATTEST}: the price level is not determined"
        )


def _means(values: Array, weights: Array) -> Array:
    """Average a number per state (1 or D, 1 or n) over each part's states: (1 or D, parts)."""
    if values.shape[1] == 1:
        return np.repeat(values, len(weights), axis=1)
    means: Array = values @ weights.T / weights.sum(axis=1)
    return means
