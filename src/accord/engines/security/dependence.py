"""Import dependency: what part of a state's use of a good comes from abroad.

    net    (M - X) / (P + M - X)      below 0 for a net exporter
    gross  M / (P + M)                where X > P: exports then hold re-exports or transit, and the
                                      net number says nothing of them

Source: the energy dependency rate of Eurostat (net imports over gross available energy; table
nrg_ind_id), without stock changes, which trade data do not have.

Production and trade must be of one stage: ore against ore, refined against refined.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, Labels, Mask
from accord.engines.security.quantities import broadcast, quantities, ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """Import dependency, and by which of the two formulas."""

    share: Array  # (...), at most 1; below 0 for a net exporter
    gross: Mask  # (...), True where the share is M / (P + M), for exports exceed production


def dependence(
    production: ArrayLike, imports: ArrayLike, exports: ArrayLike, *, labels: Labels | None = None
) -> Dependence:
    """Compare imports, less exports, with use.

    Parameters
    ----------
    production, imports, exports : (...) or (..., S), in one unit and of one stage
        P, M, X. With `labels`, the last axis is states.
    labels : codes of the states, for messages

    Returns
    -------
    Dependence, with a share of nan where nothing is produced or traded

    Raises
    ------
    QuantityError : something is negative or not finite

    Examples
    --------
    The first makes 6, buys 5 and sells 1; the second is a hub that makes 1 and sells 9.

    >>> found = dependence(np.array([6.0, 1.0]), np.array([5.0, 9.0]), np.array([1.0, 9.0]))
    >>> found.share, found.gross
    (array([0.4, 0.9]), array([False,  True]))
    """
    axes, codes = (0, None) if labels is None else (1, [labels])
    made = quantities(production, "production", axes=axes, labels=codes)
    bought = quantities(imports, "imports", axes=axes, labels=codes)
    sold = quantities(exports, "exports", axes=axes, labels=codes)
    broadcast(production=made, imports=bought, exports=sold)
    gross: Mask = np.asarray(sold > made)
    counted = np.where(gross, 0.0, sold)
    share = ratio(bought - counted, made + bought - counted)
    return Dependence(share=share, gross=gross)
