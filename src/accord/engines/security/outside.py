"""Supply outside of a bloc: by production, by trade, and by passage. Always the three together.

    O_P    = 1 - sum_B P / sum P                 where it is mined or pumped
    O_M(j) = 1 - sum_B M_bj / sum_i M_ij         who sells it to j
    O_T(j) = O_M(j) less what must cross B       what gets to j without the bloc

The three differ: Kazakh crude that leaves through Russia is outside of Russia by production and by
trade, and not by passage. Who owns a mine is a fourth layer that the data do not have, and output
of mines says nothing of refining: O_P is an upper bound for rare earths, cobalt, lithium, nickel
and manganese. Definitions of this project; nobody's index.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, Mask, StateLabels
from accord.engines.security.passage import crossed
from accord.engines.security.quantities import broadcast, fit, quantities, ratio, shares, sides


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Three shares of supply that a bloc does not hold, 0..1."""

    by_production: Array  # (...,), one for the world
    by_trade: Array  # (..., B)
    by_passage: Array  # (..., B), nan where nobody knows what crosses the bloc


def outside(
    production: ArrayLike,
    imports: ArrayLike,
    *,
    bloc: ArrayLike,
    crossing: ArrayLike | None = None,
    labels: StateLabels | None = None,
) -> Outside:
    """Say what part of a good is outside of a bloc, in three ways.

    Parameters
    ----------
    production : (..., S), output of each state; no row for the total
    imports : (..., S, B), in any one unit
    bloc : (S,) bool, which states are in it
    crossing : (..., S, B) in 0..1, part of each flow that must cross the bloc's territory
        As routes have it; nan where that is not known. None: nobody knows, and `by_passage` is nan.
    labels : codes of suppliers and buyers, for messages

    Returns
    -------
    Outside, with nan where nothing is made, or nothing bought

    Raises
    ------
    QuantityError : something is negative or not finite, or the axes do not fit
    ParameterError : a crossing is outside of 0..1

    Examples
    --------
    Half of the output is the bloc's (first row). Of 10 bought, 2 are; 4 of the rest cross it.

    >>> found = outside(
    ...     np.array([5.0, 5.0]),
    ...     np.array([[2.0], [8.0]]),
    ...     bloc=np.array([True, False]),
    ...     crossing=np.array([[1.0], [0.5]]),
    ... )
    >>> found.by_production.item(), found.by_trade.item(), found.by_passage.item()
    (0.5, 0.8, 0.4)
    """
    named = sides(labels)
    output = quantities(production, "production", axes=1, labels=named and named[:1])
    bought = quantities(imports, "imports", axes=2, labels=named)
    inside: Mask = np.asarray(bloc, dtype=bool)
    fit(production=output.shape[-1], imports=bought.shape[-2], bloc=inside.size)
    through = shares(
        np.full(bought.shape, np.nan) if crossing is None else crossing,
        "crossing",
        axes=2,
        labels=named,
        unknown=True,
    )
    broadcast(imports=bought, crossing=through)
    others = np.where(inside[:, None], 0.0, bought)
    total = bought.sum(axis=-2)
    return Outside(
        by_production=ratio((output * ~inside).sum(axis=-1), output.sum(axis=-1)),
        by_trade=ratio(others.sum(axis=-2), total),
        by_passage=ratio((others - crossed(others, through)).sum(axis=-2), total),
    )


def part_of_outside(production: ArrayLike, *, of: ArrayLike, bloc: ArrayLike) -> Array:
    """Say what part of the output outside of a bloc some states hold: P_of / (P - P_bloc).

    Parameters
    ----------
    production : (..., S)
    of, bloc : (S,) bool; a state in both counts as the bloc's

    Returns
    -------
    (...,), 0..1; nan where the bloc makes all

    Examples
    --------
    >>> bloc, of = np.array([True, False, False]), np.array([False, True, False])
    >>> part_of_outside(np.array([6.0, 1.0, 3.0]), of=of, bloc=bloc).item()
    0.25
    """
    output = quantities(production, "production", axes=1)
    inside, asked = np.asarray(bloc, dtype=bool), np.asarray(of, dtype=bool)
    fit(production=output.shape[-1], bloc=inside.size, of=asked.size)
    rest = output * ~inside
    return ratio((rest * asked).sum(axis=-1), rest.sum(axis=-1))
