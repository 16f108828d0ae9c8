"""Coverage: what recorded trade can say when part of the trade is not recorded.

With c the recorded part of a known outside total, s a state's share of what is recorded and u its
share of the rest, the share of all is

    c s + (1 - c) u          between c s (u = 0) and c s + 1 - c (u = 1)

The bounds are those of Manski (1989), J. Hum. Resour. 24(3), 343-360, for a share with data
missing: no assumption on the missing part, and as wide as it is. Below a least median coverage the
answer is refused, for the unrecorded part would then decide it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array
from accord.engines.security.quantities import broadcast, quantities, shares
from accord.errors import QuantityError

LEAST = 0.25  # rule of this project: median coverage below which no verdict is given


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A share of all trade, with what is recorded and what could be the case."""

    recorded: Array  # (...) s, the share of recorded trade
    coverage: Array  # (D, ...) c, capped at 1
    share: Array  # (D, ...) c s + (1 - c) u
    low: Array  # (D, ...) c s
    high: Array  # (D, ...) c s + 1 - c
    capped: int  # draws, or cells, in which more is recorded than the outside total
    refused: bool  # the median coverage is below the least


def coverage(
    share: ArrayLike,
    *,
    recorded: ArrayLike,
    total: ArrayLike,
    unrecorded_share: ArrayLike,
    least: float = LEAST,
) -> Coverage:
    """Widen a recorded share by what is not recorded.

    Parameters
    ----------
    share : (...), s of recorded trade, 0..1
    recorded : (...), all recorded trade
    total : (D, ...), the outside total, above 0, in the unit of `recorded`; draws lead
    unrecorded_share : (D, ...), u, 0..1
    least : median coverage over all draws below which `refused` is True

    Returns
    -------
    Coverage
        Where more is recorded than the total, c is 1 and the cell counted in `capped`: the outside
        number is then too low, and a negative unrecorded part would widen nothing.

    Raises
    ------
    QuantityError, ParameterError : a quantity or share cannot be one, or a total is 0

    Examples
    --------
    Of 10 Mt used, 4 are on record, three quarters of these from the named states.

    >>> found = coverage(0.75, recorded=4.0, total=10.0, unrecorded_share=0.5)
    >>> [x.round(2).item() for x in (found.coverage, found.low, found.share, found.high)]
    [0.4, 0.3, 0.6, 0.9]
    >>> found.refused
    False
    """
    s, u = shares(share, "share"), shares(unrecorded_share, "unrecorded_share")
    known, whole = quantities(recorded, "recorded"), quantities(total, "total")
    broadcast(share=s, recorded=known, total=whole, unrecorded_share=u)
    if not (whole > 0).all():
        raise QuantityError("an outside total is 0; there is nothing to cover")
    raw = np.asarray(known / whole)
    c = np.minimum(raw, 1.0)
    low = np.asarray(c * s)
    return Coverage(
        recorded=s,
        coverage=np.asarray(c),
        share=np.asarray(low + (1 - c) * u),
        low=low,
        high=np.asarray(low + 1 - c),
        capped=int((raw > 1).sum()),
        refused=bool(np.median(raw) < least),
    )
