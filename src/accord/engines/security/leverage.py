"""Leverage: who would miss the trade less.

    a = F / X_i   the exporter's dependence on this market
    c = F / M_j   the importer's dependence on this source
    asymmetry c - a   above 0: the importer would miss it more, influence is with the exporter

Sources: Hirschman (1945), "National Power and the Structure of Foreign Trade", part I, ch. II, the
influence effect; Barbieri (1996), J. Peace Research 33(1), 29-49: salience sqrt(a c), symmetry
1 - |a - c|, interdependence their product.

The denominators are the caller's, and the number means nothing without them: of this good, of all
goods covered, of all trade. Beside the shares stands what stopping would cost the importer,
`importer_loss`: with good substitutes a large share is little leverage.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array
from accord.engines.security.quantities import broadcast, quantities, ratio, shares
from accord.errors import ParameterError, QuantityError

ROUNDING = 1e-9  # relative: sums of the same flows in another order


@dataclass(frozen=True, slots=True, kw_only=True)
class Leverage:
    """Dependence on both sides of one trade, each a share 0..1, nan where there is no trade."""

    a: Array  # (...) flow / exports
    c: Array  # (...) flow / imports

    @property
    def asymmetry(self) -> Array:
        """c - a, in -1..1; above 0 the exporter has the influence (Hirschman 1945)."""
        return np.asarray(self.c - self.a)

    @property
    def salience(self) -> Array:
        """sqrt(a c), 0..1: how much the trade matters to both (Barbieri 1996)."""
        return np.asarray(np.sqrt(self.a * self.c))

    @property
    def symmetry(self) -> Array:
        """1 - |a - c|, 0..1 (Barbieri 1996)."""
        return np.asarray(1 - np.abs(self.a - self.c))

    @property
    def interdependence(self) -> Array:
        """Salience times symmetry, 0..1 (Barbieri 1996)."""
        return np.asarray(self.salience * self.symmetry)


def leverage(flow: ArrayLike, exports: ArrayLike, imports: ArrayLike) -> Leverage:
    """Set one trade against all that the exporter sells, and all that the importer buys.

    Parameters
    ----------
    flow : (...), from exporter to importer
    exports : (...), all exports of the exporter, the flow among them
    imports : (...), all imports of the importer, the flow among them
        In one unit, broadcast against each other: for a table (S, B) of flows give exports as
        (S, 1) and imports as (B,).

    Returns
    -------
    Leverage

    Raises
    ------
    QuantityError : something is negative or not finite, or the flow exceeds what it is part of

    Examples
    --------
    >>> found = leverage(2.0, exports=20.0, imports=5.0)
    >>> found.a.item(), found.c.item(), round(found.asymmetry.item(), 12)
    (0.1, 0.4, 0.3)
    """
    part = quantities(flow, "flow")
    wholes = {"exports": quantities(exports, "exports"), "imports": quantities(imports, "imports")}
    broadcast(flow=part, **wholes)
    for name, whole in wholes.items():
        over = np.asarray(part > whole * (1 + ROUNDING))
        if over.any():
            flows, totals = np.broadcast_arrays(part, whole)
            cell = tuple(np.argwhere(over)[0])
            raise QuantityError(
                f"a flow of {flows[cell]:g} exceeds the {name} of {totals[cell]:g} that it is part "
                "of; are they of one good, year and unit?"
            )
    dependence = {k: np.minimum(ratio(part, whole), 1.0) for k, whole in wholes.items()}
    return Leverage(a=np.asarray(dependence["exports"]), c=np.asarray(dependence["imports"]))


def importer_loss(share: ArrayLike, sigma: ArrayLike) -> Array:
    """Say by how much the importer's price index rises when a source of this share stops.

    (1 - s)^(-1 / (sigma - 1)) - 1 with the prices of the other sources fixed: the gain from a
    variety of Feenstra (1994), Am. Econ. Rev. 84(1), 157-177, turned round.

    Parameters
    ----------
    share : (...), of the source in the importer's spending, 0..1
    sigma : (...), elasticity of substitution between sources, above 1; inf for a homogeneous good

    Returns
    -------
    (...), 0.1 for a tenth more; 0 for a homogeneous good, that others deliver at the same price;
    inf where there is no other source, whatever sigma

    Raises
    ------
    ParameterError : sigma is 1 or less, where no finite price makes up for a lost source

    Examples
    --------
    >>> importer_loss(0.19, np.array([3.0, np.inf])).round(4)
    array([0.1111, 0.    ])
    """
    lost = shares(share, "share")
    substitution = np.asarray(sigma, dtype=np.float64)
    if not (substitution > 1).all():
        raise ParameterError(
            f"sigma = {substitution[~(substitution > 1)][0]:g}; with an elasticity of substitution "
            "of 1 or less no finite price makes up for a lost source"
        )
    broadcast(share=lost, sigma=substitution)
    with np.errstate(divide="ignore", invalid="ignore"):  # all lost: inf, settled below
        loss = np.expm1(-np.log1p(-lost) / (substitution - 1))
    return np.asarray(np.where(lost == 1, np.inf, loss))
