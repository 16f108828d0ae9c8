"""What no one-good market can mean, refused by the name of the argument.

A caller meets these before anything is solved; what a single draw makes impossible (a buyer whose
suppliers are all shut, say) is left to the solver, which names the draw.
"""

import numpy as np

from accord.axes import Array, Mask
from accord.engines.market.arguments import PerState
from accord.errors import ParameterError

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
