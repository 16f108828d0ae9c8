"""Alignment: over how many poles a state's ties are spread.

For one channel (votes, trade, memberships, ...), with s_p the share of a state's ties that goes to
pole p:

    N1  = exp(-sum s ln s)             Hill number of order 1: equal ties to n poles give n
    N2  = 1 / sum s^2                  order 2
    B   = 1 - max s                    balance
    N1z = exp(-sum s ln((Z s)_p))      corrected by the likeness Z of the poles: two that act as one
                                       count as one

Sources: Hill (1973), Ecology 54(2), 427-432, for orders 1 and 2; Leinster and Cobbold (2012),
Ecology 93(3), 477-489, for q = 1. Standard measurement of diversity, applied here; no index of
multi-vector policy that others use was found.

One vector per channel, and the channels side by side: they disagree, and the disagreement is the
finding (`balancing`); they are never averaged. Votes become ties by a kernel over ideal points
(Bailey, Strezhnev and Voeten 2017, J. Confl. Resolut. 61(2), 430-456), whose width alone moves N1
by a third: show two widths.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, Labels, Mask, Places
from accord.engines.security.quantities import broadcast, fit, quantities, ratio, shares, with_axes
from accord.errors import ParameterError, QuantityError
from accord.threads import one_thread_each

NORMAL_90 = 3.29  # standard deviations between the 5 % and 95 % quantiles of a normal


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Ties of states to poles in one channel, and their spread; nan where a state has no tie."""

    shares: Array  # (..., P), 0..1, adding up to 1; nan for a pole that is not counted
    n1: Array  # (...,), 1..P
    n2: Array  # (...,), 1..n1
    balance: Array  # (...,), 0..1 - 1/P
    n1z: Array | None  # (...,), 1..n1; None without likeness


@one_thread_each()
def alignment(
    ties: ArrayLike,
    *,
    counted: ArrayLike | None = None,
    likeness: ArrayLike | None = None,
    labels: tuple[Labels, Labels] | None = None,
) -> Alignment:
    """Count the poles that a state's ties of one channel are spread over.

    Parameters
    ----------
    ties : (..., P) or (..., N, P), 0 or more, in the channel's unit
    counted : bool, broadcast against ties; False drops a pole, as a state's own
    likeness : (P, P) or (..., P, P) in 0..1, with a diagonal of 1
    labels : codes of the N states and names of the P poles, for messages

    Returns
    -------
    Alignment

    Raises
    ------
    QuantityError : a tie is negative or not finite
    ParameterError : a likeness is outside of 0..1, or a pole is not like itself

    Examples
    --------
    Two poles that act as one are one; three equal ties count as three without that.

    >>> found = alignment(
    ...     np.array([1.0, 1.0, 1.0]), likeness=np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1.0]])
    ... )
    >>> found.n1.round(3).item(), found.n2.round(3).item(), found.n1z.round(3).item()
    (3.0, 3.0, 1.89)
    """
    checked = quantities(ties, "tie", axes=1 if labels is None else 2, labels=labels)
    kept: Mask = np.asarray(True if counted is None else counted, dtype=bool)
    broadcast(ties=checked, counted=kept.astype(np.float64))
    weight = np.where(kept, checked, 0.0)
    share = ratio(weight, weight.sum(axis=-1, keepdims=True))
    z = None if likeness is None else alike(likeness, share.shape[-1])
    return Alignment(
        shares=np.where(kept, share, np.nan),
        n1=spread(share, share),
        n2=np.asarray(1 / (share**2).sum(axis=-1)),
        balance=np.asarray(1 - share.max(axis=-1)),
        n1z=None if z is None else spread(share, (z @ share[..., None])[..., 0]),
    )


def spread(share: Array, ordinary: Array) -> Array:
    """exp(-sum s ln o): the count of poles, o being how ordinary a pole is to this state."""
    # 0 ln 0 = 0: a pole without ties is not counted. nan stays nan.
    terms = np.where(share == 0, 0.0, share * np.log(np.where(share == 0, 1.0, ordinary)))
    count: Array = np.asarray(np.exp(-terms.sum(axis=-1)))
    return count


def alike(likeness: ArrayLike, poles: int) -> Array:
    """Check the likeness of poles: square, 0..1, and 1 on the diagonal."""
    z = shares(likeness, "likeness", axes=2)
    fit(poles=poles, likeness=z.shape[-2], columns=z.shape[-1])
    if not (np.diagonal(z, axis1=-2, axis2=-1) == 1).all():
        raise ParameterError("a pole is not like itself; the diagonal of likeness is 1")
    return z


def net_lean(share: ArrayLike, side: ArrayLike) -> Array:
    """Add up the shares of one side's poles, less those of the other.

    Parameters
    ----------
    share : (..., P), as `alignment` gives it; a pole that is not counted (nan) adds nothing
    side : (P,), 1 for USA and EU, -1 for RUS, CHN and IRN, 0 for the rest, or as the case says

    Returns
    -------
    (...,), -1..1

    Examples
    --------
    >>> net_lean(np.array([0.5, 0.3, 0.2]), np.array([1.0, -1.0, 0.0])).round(3).item()
    0.2
    """
    known = np.asarray(share, dtype=np.float64)
    sides = with_axes(side, "side", axes=1)
    fit(share=known.shape[-1], side=sides.shape[-1])
    lean = np.nansum(known * sides, axis=-1)
    return np.asarray(np.where(np.isnan(known).all(axis=-1), np.nan, lean))


def pole_coverage(ties: ArrayLike, total: ArrayLike) -> Array:
    """Say what part of all ties of a state goes to any pole at all.

    Parameters
    ----------
    ties : (..., P), to the poles, in one unit with `total`
    total : (...,), to anybody

    Returns
    -------
    (...,), 0..1; nan where a state has no ties

    Examples
    --------
    >>> pole_coverage(np.array([3.0, 1.0]), 5.0).item()
    0.8
    """
    to_poles = quantities(ties, "tie", axes=1).sum(axis=-1)
    whole = quantities(total, "total")
    over = np.asarray(to_poles > whole * (1 + 1e-9))
    if over.any():
        raise QuantityError(
            f"ties to poles exceed all ties in {over.sum()} of {over.size} cells; "
            "does a state belong to two poles?"
        )
    return ratio(to_poles, whole)


def vote_ties(position: ArrayLike, pole: ArrayLike, width: ArrayLike) -> Array:
    """Turn ideal points into ties: exp(-|x_i - x_p| / width).

    Parameters
    ----------
    position : (..., N), ideal points of states
    pole : (..., P), ideal points of poles, the mean of the members where a pole is a bloc
    width : scalar or (...,), above 0, in the unit of ideal points; leading axes as of the others

    Returns
    -------
    (..., N, P), in 0..1; for `alignment`, which makes them shares

    Examples
    --------
    >>> vote_ties(np.array([0.0]), np.array([0.0, 1.0]), 1.0).round(3)
    array([[1.   , 0.368]])
    """
    states, poles = (np.asarray(x, dtype=np.float64) for x in (position, pole))
    tau = np.asarray(width, dtype=np.float64)
    if not ((tau > 0) & np.isfinite(tau)).all():
        raise ParameterError(f"width of the vote kernel is {tau.min():g}; it is above 0 and finite")
    if not (np.isfinite(states).all() and np.isfinite(poles).all()):
        raise QuantityError("an ideal point is not finite; leave out a state without votes")
    distance = np.abs(states[..., :, None] - poles[..., None, :])
    ties: Array = np.asarray(np.exp(-distance / tau[..., None, None]))
    return ties


def pole_likeness(pole: ArrayLike, width: ArrayLike) -> Array:
    """Give the likeness Z of poles by their ideal points, exp(-|x_p - x_q| / width).

    Parameters
    ----------
    pole : (..., P), ideal points
    width : scalar or (...,), above 0

    Returns
    -------
    (..., P, P), 1 on the diagonal

    Examples
    --------
    >>> pole_likeness(np.array([0.0, 1.0]), 1.0).round(3)
    array([[1.   , 0.368],
           [0.368, 1.   ]])
    """
    return vote_ties(pole, pole, width)


def drawn_points(point: ArrayLike, low: ArrayLike, high: ArrayLike, standard: ArrayLike) -> Array:
    """Draw ideal points from what is known of them: normal about the point.

    Parameters
    ----------
    point, low, high : (N,), the estimate with the 5 % and 95 % quantiles of its posterior
    standard : (..., N), standard normal numbers, independent over states

    Returns
    -------
    (..., N), in the unit of ideal points; the standard deviation is (high - low) / 3.29, as the
    quantiles of a normal lie 1.645 of them to either side

    Raises
    ------
    QuantityError : a point is not finite, or its quantiles are the wrong way round

    Examples
    --------
    >>> drawn_points([0.0], [-1.645], [1.645], [[0.0], [2.0]]).round(3).tolist()
    [[0.0], [2.0]]
    """
    middle, lower, upper = (np.asarray(x, dtype=np.float64) for x in (point, low, high))
    fit(point=len(middle), low=len(lower), high=len(upper))
    if not (np.isfinite(middle).all() and (upper >= lower).all()):
        raise QuantityError("an ideal point is not finite, or its 5 % lies above its 95 %")
    drawn: Array = middle + (upper - lower) / NORMAL_90 * np.asarray(standard, dtype=np.float64)
    return drawn


def bond_ties(held: ArrayLike, weight: ArrayLike, part: ArrayLike) -> Array:
    """Turn memberships into ties: each binds to its poles by its weight, as far as it is held.

    Parameters
    ----------
    held : (..., B), 0..1: 1 for a full member, less for an observer or partner
    weight : (..., B), 0 or more: how much full membership binds; a judgement
    part : (B, P), 0..1: which part of the weight is which pole's; a row adds up to 1

    Returns
    -------
    (..., P), for `alignment`, which makes them shares

    Raises
    ------
    ParameterError : a part or what is held is outside of 0..1, or parts do not add up to 1
    QuantityError : a weight is negative or not finite

    Examples
    --------
    A full member of one (weight 4) and an observer of another (weight 2, a quarter of it to the
    first pole).

    >>> bond_ties([1.0, 0.5], [4.0, 2.0], [[1.0, 0.0], [0.25, 0.75]])
    array([4.25, 0.75])
    """
    status = shares(held, "membership", axes=1)
    weights = quantities(weight, "weight of membership", axes=1)
    parts = shares(part, "part of a membership", axes=2)
    fit(memberships=status.shape[-1], weights=weights.shape[-1], parts=parts.shape[-2])
    if not np.isclose(parts.sum(axis=-1), 1).all():
        raise ParameterError("the parts of a membership's weight do not add up to 1")
    ties: Array = np.asarray(np.einsum("...b,bp->...p", status * weights, parts))
    return ties


@dataclass(frozen=True, slots=True, kw_only=True)
class Balancing:
    """Channels side by side: over how many poles each is spread, and which leads in it.

    spread : (C, ...) whether the channel is spread over `least` poles or more
    leading : (C, ...) place of the pole with most ties; -1 where the state has none
    balanced : (...,) how many channels are spread
    leaders : (...,) how many different poles lead in any of the channels
    """

    spread: Mask
    leading: Places
    balanced: Array
    leaders: Array


def balancing(channels: Sequence[Alignment], *, least: float = 2.0) -> Balancing:
    """Look at channels side by side: no number is averaged over them.

    A state that balances in a channel spreads that over several poles; one that balances between
    channels is led by different poles in different ones. Both are counts, not a score.

    Parameters
    ----------
    channels : of one state, all over the same poles (..., P)
    least : effective poles from which a channel counts as spread, above 1

    Raises
    ------
    ParameterError : no channel, or `least` is no number above 1
    QuantityError : channels are over different numbers of poles

    Examples
    --------
    Trade goes to one pole, memberships to two: one channel is spread, and two poles lead.

    >>> found = balancing([alignment([9.0, 1.0, 0.0]), alignment([1.0, 2.0, 2.5])])
    >>> found.spread.tolist(), found.leading.tolist(), found.balanced.item(), found.leaders.item()
    ([False, True], [0, 2], 1.0, 2.0)
    """
    if not channels:
        raise ParameterError("no channel to look at; give one alignment or more")
    if not (np.isfinite(least) and least > 1):
        raise ParameterError(f"least is {least:g} effective poles; one pole is no balance, above 1")
    poles = {one.shares.shape[-1] for one in channels}
    if len(poles) > 1:
        raise QuantityError(f"channels are over {' and '.join(map(str, sorted(poles)))} poles")
    share = np.stack(np.broadcast_arrays(*(np.nan_to_num(one.shares, nan=0.0) for one in channels)))
    n1 = np.stack(np.broadcast_arrays(*(one.n1 for one in channels)))
    leading = np.where(share.any(axis=-1), share.argmax(axis=-1), -1)
    spread_ = n1 >= least  # nan is not
    leads = leading[..., None] == np.arange(poles.pop())
    return Balancing(
        spread=spread_,
        leading=leading,
        balanced=np.asarray(spread_.sum(axis=0), dtype=np.float64),
        leaders=np.asarray(leads.any(axis=0).sum(axis=-1), dtype=np.float64),
    )
