"""N-1: is there gas enough on a cold day when the largest piece of infrastructure fails?

    N-1 [%] = 100 * (EP_m + P_m + S_m + LNG_m - I_m) / (D_max - D_eff)

Source: Regulation (EU) 2017/1938, Annex II, points 2 and 4; the standard is met at 100 (Art. 5).
All in one unit of gas a day, as million m3 a day. Storage is taken at 30 % and at 100 % of its
working volume (Art. 7): two calls.

The letters are capacities and a demand. An agreement that adds no capacity and moves no demand
cannot move the number.
"""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array
from accord.engines.security.quantities import broadcast, fit, quantities
from accord.errors import QuantityError
from accord.threads import one_thread_each


def n_minus_1(
    *,
    entry: ArrayLike,
    production: ArrayLike,
    storage: ArrayLike,
    lng: ArrayLike,
    largest: ArrayLike,
    demand: ArrayLike,
    demand_side: ArrayLike = 0.0,
) -> Array:
    """Divide what is left without the largest infrastructure by the demand of the coldest day.

    Parameters
    ----------
    entry : (...), technical capacity of entry points not counted in the next three (EP_m)
    production : (...), maximal daily production that can be delivered to the entry points (P_m)
    storage : (...), maximal daily withdrawal from storage, at the filling looked at (S_m)
    lng : (...), maximal daily send-out of LNG terminals (LNG_m)
    largest : (...), the single largest infrastructure (I_m), see `largest_infrastructure`
    demand : (...), of a day of exceptionally high demand, once in 20 years (D_max)
    demand_side : (...), what market-based measures take off it (D_eff)

    Returns
    -------
    (...), percent; below 0 where the largest exceeds all that is counted, as may happen with
    storage nearly empty

    Raises
    ------
    QuantityError : a capacity or demand is negative or not finite, or nothing is left of demand

    Examples
    --------
    >>> day = dict(entry=100, production=10, storage=60, lng=30, largest=50)
    >>> n_minus_1(**day, demand=140).round(2).item()
    107.14
    >>> n_minus_1(**day, demand=140, demand_side=5).round(2).item()
    111.11
    """
    named = {"entry": entry, "production": production, "storage": storage, "lng": lng}
    named |= {"largest": largest, "demand": demand, "demand_side": demand_side}
    day = {name: quantities(value, name) for name, value in named.items()}
    broadcast(**day)
    left = day["entry"] + day["production"] + day["storage"] + day["lng"] - day["largest"]
    wanted = day["demand"] - day["demand_side"]
    if not (wanted > 0).all():
        raise QuantityError(
            f"demand less demand_side is {wanted.min():g}; N-1 is defined for a demand above 0"
        )
    percent: Array = np.asarray(100 * left / wanted)
    return percent


@one_thread_each()
def largest_infrastructure(capacity: ArrayLike, *, upstream: Sequence[Hashable]) -> Array:
    """Find the single largest infrastructure, parts that cannot run apart counted as one.

    Parameters
    ----------
    capacity : (..., K), of each piece, in one unit of gas a day
    upstream : K names
        What each piece hangs on. Pieces on one upstream pipe bear one name and fail together.

    Returns
    -------
    (...), I_m in the unit of `capacity`

    Examples
    --------
    Two entry points of 30 on one pipe weigh more than a terminal of 50.

    >>> largest_infrastructure(np.array([30.0, 30.0, 50.0]), upstream=["pipe", "pipe", "lng"])
    array(60.)
    """
    pieces = quantities(capacity, "capacity", axes=1)
    fit(capacity=pieces.shape[-1], upstream=len(upstream))
    names = list(dict.fromkeys(upstream))
    belongs = np.array([[name == piece for piece in upstream] for name in names], dtype=np.float64)
    largest: Array = np.asarray((pieces @ belongs.T).max(axis=-1))
    return largest
