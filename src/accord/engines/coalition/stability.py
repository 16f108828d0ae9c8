"""Stability: from which set of members would nobody leave, and to which would nobody come?

With D_i(S) the gain of i from being in rather than out:

    internal   D_i(S) >= -eps for all i in S        external   D_i(S) <= eps for all i outside

Source: d'Aspremont, Jacquemin, Gabszewicz and Weymark (1983), Can. J. Econ. 16(1), 17-25; for
accords Barrett (1994), Oxf. Econ. Pap. 46, 878-894, and Finus, van Ierland and Dellink (2006),
Group Decis. Negot. 15(4). With open membership, the sets that are both are the pure Nash equilibria
of the joining game. The share of draws in which a set is stable is its stability likelihood
(Dellink, Finus and Olieman 2008, Comput. Econ.): the mean of these masks over the axis of draws.

eps is the caller's, about ten times the tolerance of what made the payoffs: textbook cases sit on
an exact tie.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, Mask
from accord.engines.coalition.subsets import (
    candidates,
    checked,
    checked_payoffs,
    gains,
    members,
    without_and_with,
)
from accord.errors import ParameterError


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """Every subset judged, (..., 2^k) bool each."""

    internal: Mask
    external: Mask
    strict: Mask  # stable, and each member loses more than eps by leaving: in only if it pays
    potentially_internal: Mask  # members together have what each would get by leaving alone

    @property
    def stable(self) -> Mask:
        """Internal and external: the weak rule."""
        return np.asarray(self.internal & self.external)

    @property
    def indifferent(self) -> Mask:
        """Stable by the weak rule only: some member could as well leave."""
        return np.asarray(self.stable & ~self.strict)


def stable(payoffs: ArrayLike, eps: float) -> Mask:
    """Say which sets are internally and externally stable, with open membership.

    Parameters
    ----------
    payoffs : (..., k, 2^k), of each candidate for each subset, in any unit
    eps : gain, in that unit, below which a candidate does not move; 0 or more

    Returns
    -------
    (..., 2^k) bool

    Raises
    ------
    QuantityError, ParameterError : payoffs are no game, eps is negative

    Examples
    --------
    Each gains 1 if both are in and loses 1 alone: nobody, and both, are stable.

    >>> stable(np.array([[0.0, -1.0, 0.0, 1.0], [0.0, 0.0, -1.0, 1.0]]), 1e-9)
    array([ True, False, False,  True])
    """
    return stability(payoffs, eps).stable


def stability(
    payoffs: ArrayLike,
    eps: float,
    *,
    unanimity: bool = False,
    veto: ArrayLike | None = None,
) -> Stability:
    """Judge every subset by every rule.

    Parameters
    ----------
    payoffs : (..., k, 2^k)
    eps : as for `stable`
    unanimity : candidates that are in may refuse a newcomer by whom they would lose
    veto : (..., n, 2^k), payoffs of others who may refuse, such as a sponsor or fixed members

    Returns
    -------
    Stability; who may refuse makes external stability easier, and nothing else
    """
    if not (eps >= 0):
        raise ParameterError(f"eps = {eps:g}; a gain below which nobody moves is 0 or more")
    u = checked_payoffs(payoffs)
    k = candidates(u)
    gain, inside = gains(u), members(k)
    may_come = admitted(u, eps, unanimity=unanimity, veto=veto)
    kept = (gain >= -eps) | ~inside
    comes = (gain > eps) & ~inside & may_come
    # U_i(S) - D_i(S) is what a member would get by leaving alone.
    surplus = np.where(inside, gain, 0.0).sum(axis=-2)
    return Stability(
        internal=np.asarray(kept.all(axis=-2)),
        external=np.asarray(~comes.any(axis=-2)),
        strict=np.asarray((((gain > eps) | ~inside) & ~comes).all(axis=-2)),
        potentially_internal=np.asarray(surplus >= -eps),
    )


def admitted(payoffs: Array, eps: float, *, unanimity: bool, veto: ArrayLike | None) -> Mask:
    """Say whom those who may refuse let in: (..., k, 2^k), read where the candidate is outside."""
    k = candidates(payoffs)
    others = [payoffs] if unanimity else []
    if veto is not None:
        others.append(checked(veto, "veto"))
    allowed: Mask = np.ones(payoffs.shape, dtype=bool)
    for i in range(k):
        for n, utility in enumerate(others):
            without, joined = without_and_with(utility, i)
            content = joined - without >= -eps
            if unanimity and n == 0:  # only those who are in are asked
                asked = without_and_with(members(k).astype(np.float64), i)[0] > 0
                content |= ~asked
            allowed[..., i, :] &= spread(np.asarray(content.all(axis=-2)), i)
    return allowed


def spread(of_others: Mask, i: int) -> Mask:
    """Give a function of the others' subsets (..., 2^(k-1)) as one of all (..., 2^k)."""
    *lead, cells = of_others.shape
    halves = of_others.reshape(*lead, cells >> i, 1, 1 << i)
    return np.repeat(halves, 2, axis=-2).reshape(*lead, 2 * cells)
