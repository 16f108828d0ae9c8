"""Passage: the part of a state's exports, or imports, that must cross a state or a strait.

    exports of i   sum_j V_ij x_ij / sum_j V_ij          imports of j the same, over i

with x_ij the part of the flow that has no way around, from the corridors. A metric of its own,
shown beside the origin: who sells and whose territory it crosses are two questions.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, StateLabels
from accord.engines.security.quantities import broadcast, quantities, ratio, shares, sides


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Shares of trade that must pass, 0..1; nan where a flow's way is not known, or no trade."""

    exports: Array  # (..., S)
    imports: Array  # (..., B)


def passage_share(
    flows: ArrayLike, crossing: ArrayLike, *, labels: StateLabels | None = None
) -> Passage:
    """Weigh what part of each flow must pass by the size of the flow.

    Parameters
    ----------
    flows : (..., S, B), in any one unit; domestic sales left out
    crossing : (..., S, B) in 0..1, part of each flow that must pass; nan where not known
    labels : codes of suppliers and buyers, for messages

    Returns
    -------
    Passage

    Raises
    ------
    QuantityError, ParameterError : a flow cannot be one, a crossing is outside of 0..1

    Examples
    --------
    >>> found = passage_share(np.array([[8.0, 2.0]]), np.array([[1.0, 0.0]]))
    >>> found.exports, found.imports
    (array([0.8]), array([1., 0.]))
    """
    named = sides(labels)
    sold = quantities(flows, "flow", axes=2, labels=named)
    through = shares(crossing, "crossing", axes=2, labels=named, unknown=True)
    broadcast(flows=sold, crossing=through)
    passing = crossed(sold, through)
    return Passage(
        exports=ratio(passing.sum(axis=-1), sold.sum(axis=-1)),
        imports=ratio(passing.sum(axis=-2), sold.sum(axis=-2)),
    )


def crossed(flows: Array, crossing: Array) -> Array:
    """Multiply flow by crossing; a way that nobody knows does not matter where nothing flows."""
    passing: Array = np.where(flows > 0, flows * crossing, 0.0)
    return passing
