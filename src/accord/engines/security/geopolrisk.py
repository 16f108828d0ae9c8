"""GeoPolRisk: concentrated output in the world, times imports from unstable states.

    score  = H_production * import_risk,   import_risk = sum_i q_i g_i / (sum_i q_i + P)
    factor = score * price / 0.409412948   in kg of copper equivalent per kg

with q_i the imports from state i, g_i its political instability on 0..1, P the domestic output,
H_production the Herfindahl-Hirschman index of the states' output, price the import price in US$/kg.

Sources: Gemechu, Helbig, Sonnemann, Thorenz and Tuma (2016), J. Ind. Ecol. 20(1), 154-165; domestic
output Helbig et al. (2016), J. Clean. Prod. 137, 1170-1178; the factor Koyamparambath, Loubet,
Young and Sonnemann (2024), Resour. Conserv. Recycl., 107801, doi 10.1016/j.resconrec.2024.107801.
The rating is that of the Worldwide Governance Indicators (political stability and absence of
violence, Kaufmann, Kraay and Mastruzzi 2010); it is a rating, not a probability.

Imports and domestic output are added, so they must be in one unit. Natural gas in tonnes plus
million m3 gives an import risk that is sixty times too large for a producer of gas.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, Labels, StateLabels
from accord.engines.security.concentration import hhi
from accord.engines.security.quantities import broadcast, fit, quantities, ratio, sides, with_axes
from accord.errors import QuantityError

COPPER = 0.409412948
"""US$/kg: score times price of copper, mean of the OECD states 2017-2021, that the method's authors
fixed as the unit of the factor (Koyamparambath et al. 2024)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GeoPolRisk:
    """The parts of the score, and the score; `factor` is None where no price was given."""

    hhi: Array  # (...,) of the world's production, 1/S..1
    import_risk: Array  # (..., B)
    score: Array  # (..., B)
    factor: Array | None  # (..., B), kg of copper equivalent per kg


def wgi_instability(estimate: ArrayLike) -> Array:
    """Turn the WGI estimate of political stability, about -2.5..2.5, to instability, about 0..1.

    0.5 - 0.2 * estimate, and 0.5 where there is none (nan), as the method has it. Not clipped: an
    estimate below -2.5 gives more than 1.

    Examples
    --------
    >>> wgi_instability(np.array([-2.5, 0.0, 2.5, np.nan]))
    array([1. , 0.5, 0. , 0.5])
    """
    known = np.asarray(estimate, dtype=np.float64)
    rating: Array = np.where(np.isnan(known), 0.5, 0.5 - 0.2 * known)
    return rating


def geopolrisk(
    *,
    production: ArrayLike,
    imports: ArrayLike,
    domestic: ArrayLike,
    instability: ArrayLike,
    price: ArrayLike | None = None,
    labels: StateLabels | None = None,
) -> GeoPolRisk:
    """Score each buyer's supply of one good in one year.

    Parameters
    ----------
    production : (..., S), output of each state; no row for the total, which would halve each share
    imports : (..., S, B), in one unit with `domestic`, without the buyers' own output
    domestic : (..., B), output of each buyer
    instability : (..., S), as `wgi_instability` gives it; 0 or more, and known
    price : (..., B), US$/kg of the imports; needed for the factor only
    labels : codes of suppliers and buyers, for messages

    Returns
    -------
    GeoPolRisk, with nan where a buyer has neither imports nor output

    Raises
    ------
    QuantityError : something is negative or not finite, the axes do not fit, or a state that
        `labels` name on both sides imports from itself (its output would count twice)

    Examples
    --------
    Half of the supply is bought from a state rated 0.6, half is the buyer's own.

    >>> risk = geopolrisk(
    ...     production=np.array([3.0, 1.0]),
    ...     imports=np.array([[5.0], [0.0]]),
    ...     domestic=np.array([5.0]),
    ...     instability=np.array([0.6, 0.2]),
    ... )
    >>> risk.hhi.item(), risk.import_risk, risk.score
    (0.625, array([0.3]), array([0.1875]))
    """
    named = sides(labels)
    origins, destinations = (named[:1], named[1:]) if named else (None, None)
    output = quantities(production, "production", axes=1, labels=origins)
    bought = quantities(imports, "imports", axes=2, labels=named)
    own = quantities(domestic, "domestic output", axes=1, labels=destinations)
    rating = rated(instability, origins)
    fit(production=output.shape[-1], imports=bought.shape[-2], instability=rating.shape[-1])
    fit(imports=bought.shape[-1], domestic=own.shape[-1])
    if named is not None:
        refuse_own(bought, named)
    total = bought.sum(axis=-2)
    broadcast(production=output[..., :1], imports=total, domestic=own, instability=rating[..., :1])
    concentration: Array = hhi(output[..., None])[..., 0]
    weighed = (bought * rating[..., None]).sum(axis=-2)
    import_risk = ratio(weighed, total + own)
    score: Array = concentration[..., None] * import_risk
    factor: Array | None = None
    if price is not None:
        factor = score * quantities(price, "price") / COPPER
    return GeoPolRisk(hhi=concentration, import_risk=import_risk, score=score, factor=factor)


def rated(instability: ArrayLike, labels: tuple[Labels, ...] | None) -> Array:
    """Check the ratings; a missing one is for `wgi_instability` to settle, not to be skipped."""
    rating = with_axes(instability, "instability", axes=1, labels=labels)
    if not np.isfinite(rating).all():
        cell = int(np.argwhere(~np.isfinite(rating))[0][-1])
        state = labels[0][cell] if labels else cell
        raise QuantityError(
            f"no instability for {state}; the method gives 0.5 to a state without rating, "
            "see wgi_instability"
        )
    return quantities(rating, "instability", axes=1, labels=labels)


def refuse_own(bought: Array, labels: tuple[Labels, Labels]) -> None:
    """Refuse imports of a state from itself: the formula adds domestic output on its own."""
    suppliers, buyers = labels
    for s, state in enumerate(suppliers):
        for b in (n for n, buyer in enumerate(buyers) if buyer == state):
            if (bought[..., s, b] > 0).any():
                raise QuantityError(
                    f"imports hold {state} -> {state} = {bought[..., s, b].max():g}; "
                    "own output goes into `domestic`, here it would count twice"
                )
