"""Accession path: who follows whom, and where it ends.

From a set of members, candidates answer in a fixed order with what is best for them, round after
round, until nobody moves. If no gain falls as the set grows (supermodular), the end does not depend
on the order: Topkis (1979), SIAM J. Control Optim. 17(6), 773-787; Milgrom and Roberts (1990),
Econometrica 58(6), 1255-1277. Otherwise `end_sets` counts the ends over orders.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, permutations

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, Mask
from accord.engines.coalition.subsets import Count, candidates, gains, members, without_and_with
from accord.errors import ParameterError

ALL_ORDERS = 7  # candidates up to which all orders are run, 5,040
SOME_ORDERS = 1000  # of so many random ones else
BLOCK = 1 << 20  # cells of (orders, draws) at once, to bound memory


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessionPath:
    """Where best replies end, and by which steps."""

    end: Count  # (...,) bit mask; where `cycles`, one of the sets of the cycle
    joined: Count  # (..., k) round in which a member of `end` came, 0 from the start; -1 for others
    rounds: Count  # (...,) rounds until nobody moved
    cycles: Mask  # (...,) comings and goings that never end


def accession_path(
    payoffs: ArrayLike,
    *,
    start: int = 0,
    order: Sequence[int] | None = None,
    leaving: bool = False,
    eps: float = 0.0,
) -> AccessionPath:
    """Follow best replies in rounds, one candidate after the other.

    Parameters
    ----------
    payoffs : (..., k, 2^k)
    start : bit mask of the candidates that are in already
    order : of the candidates within a round; by number unless said
    leaving : members may go again; cycles are then possible, and found
    eps : gain above which a candidate moves

    Returns
    -------
    AccessionPath

    Raises
    ------
    QuantityError, ParameterError : payoffs are no game; start or order is not of these candidates

    Examples
    --------
    The second comes only after the first: in one round if asked after it, else in two.

    >>> game = np.array([[0.0, 1.0, 0.0, 1.0], [0.0, 0.0, -1.0, 2.0]])
    >>> accession_path(game).joined
    array([1, 1])
    >>> accession_path(game, order=[1, 0]).joined
    array([1, 2])
    """
    gain = gains(payoffs)
    k = candidates(gain)
    turn = np.arange(k) if order is None else np.asarray(order, dtype=np.int64)
    if sorted(turn.tolist()) != list(range(k)):
        raise ParameterError(f"order {turn.tolist()} is not of the {k} candidates, each once")
    found = walk(gain, turn[None, :], start=start, leaving=leaving, eps=eps)
    return AccessionPath(
        end=found.end[0], joined=found.joined[0], rounds=found.rounds[0], cycles=found.cycles[0]
    )


def end_sets(
    payoffs: ArrayLike,
    *,
    start: int = 0,
    leaving: bool = False,
    eps: float = 0.0,
    rng: np.random.Generator | None = None,
) -> Array:
    """Count where the path ends over orders: all of them up to 7 candidates, else 1,000 random.

    Parameters
    ----------
    payoffs, start, leaving, eps : as for `accession_path`
    rng : for the random orders; needed with more than 7 candidates

    Returns
    -------
    (..., 2^k), share of the orders that end in each set; orders that cycle are in none

    Examples
    --------
    Each gains by coming only while the other is out: who is asked first comes.

    >>> end_sets(np.array([[0.0, 1.0, 0.0, -1.0], [0.0, 0.0, 1.0, -1.0]]))
    array([0. , 0.5, 0.5, 0. ])
    """
    gain = gains(payoffs)
    k = candidates(gain)
    lead = gain.shape[:-2]
    ended = np.zeros((*lead, 1 << k))
    total = 0
    for orders in blocks_of_orders(k, max(1, BLOCK // max(1, int(np.prod(lead)))), rng):
        found = walk(gain, orders, start=start, leaving=leaving, eps=eps)
        total += len(orders)
        for end, cycles in zip(found.end, found.cycles, strict=True):
            np.put_along_axis(
                ended,
                end[..., None],
                np.take_along_axis(ended, end[..., None], axis=-1) + ~cycles[..., None],
                axis=-1,
            )
    return np.asarray(ended / total)


def steps(
    payoffs: ArrayLike,
    *,
    start: int = 0,
    eps: float = 0.0,
    rng: np.random.Generator | None = None,
) -> Array:
    """Count who comes to whom on the path, over orders as `end_sets` counts them; nobody leaves.

    Parameters
    ----------
    payoffs, start, eps, rng : as for `end_sets`

    Returns
    -------
    (..., k, 2^k), share of the orders in which i comes while just the set S is in

    Examples
    --------
    The second comes to the first, in whatever order they are asked.

    >>> steps(np.array([[0.0, 1.0, 0.0, 1.0], [0.0, 0.0, -1.0, 2.0]]))
    array([[1., 0., 0., 0.],
           [0., 1., 0., 0.]])
    """
    gain = gains(payoffs)
    k = candidates(gain)
    lead = gain.shape[:-2]
    games = int(np.prod(lead))
    counted = np.zeros(games * k << k)
    game = np.arange(games).reshape(*lead, 1)
    total = 0
    for orders in blocks_of_orders(k, max(1, BLOCK // max(1, games * k)), rng):
        found = walk(gain, orders, start=start, leaving=False, eps=eps)
        total += len(orders)
        turn = np.argsort(orders, axis=1).reshape(len(orders), *(1,) * len(lead), k)
        comes = found.joined > 0
        when = np.where(comes, found.joined * k + turn, k * (found.rounds.max() + 2))
        first = when[..., None, :] < when[..., :, None]  # [i, j]: j came before i
        before = start | (first @ (1 << np.arange(k)))
        cells = ((game * k + np.arange(k)) << k) + before
        counted += np.bincount(cells[comes], minlength=len(counted))
    return counted.reshape(*lead, k, 1 << k) / total


def blocks_of_orders(k: int, most: int, rng: np.random.Generator | None) -> Iterator[Count]:
    """Give the orders to run, (O, k) at a time."""
    if k > ALL_ORDERS and rng is None:
        raise ParameterError(
            f"{k} candidates have too many orders to run them all; give rng for random ones"
        )
    if k <= ALL_ORDERS or rng is None:
        every = permutations(range(k))
        while block := list(islice(every, most)):
            yield np.array(block, dtype=np.int64).reshape(len(block), k)
        return
    for first in range(0, SOME_ORDERS, most):
        count = min(most, SOME_ORDERS - first)
        yield rng.permuted(np.tile(np.arange(k), (count, 1)), axis=1)


def walk(gain: Array, orders: Count, *, start: int, leaving: bool, eps: float) -> AccessionPath:
    """Run best replies for O orders at once; every axis of the answer starts with them."""
    k, cells = candidates(gain), gain.shape[-1]
    if not 0 <= start < cells:
        raise ParameterError(f"start {start:#b} is no subset of {k} candidates")
    shape = (len(orders), *gain.shape[:-2])
    table = np.broadcast_to(gain.reshape(*gain.shape[:-2], k * cells), (*shape, k * cells))
    turn = orders.reshape(len(orders), *(1,) * (gain.ndim - 2), k)
    now = np.full(shape, start, dtype=np.int64)
    came = np.where(members(k)[:, start], 0, -1) * np.ones((*shape, 1), dtype=np.int64)
    rounds, cycles = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=bool)
    anchor, number = now.copy(), 0
    moving = np.ones(shape, dtype=bool)
    while moving.any():
        number += 1
        before = now.copy()
        for place in range(k):
            who = np.broadcast_to(turn[..., place], shape)
            value = np.take_along_axis(table, (who * cells + now)[..., None], axis=-1)[..., 0]
            inside = (now >> who) & 1 == 1
            comes, goes = ~inside & (value > eps), inside & (value < -eps) & leaving
            now = np.where(comes | goes, now ^ (1 << who), now)
            note(came, who, comes & moving, number)
            note(came, who, goes & moving, -1)
        moving &= now != before
        rounds[moving] = number
        # Brent (1980): a set seen again, held against one that is renewed at powers of two.
        cycles |= moving & (now == anchor)
        moving &= ~cycles
        if number & (number - 1) == 0:
            anchor = now.copy()
    return AccessionPath(end=now, joined=came, rounds=rounds, cycles=cycles)


def note(came: Count, who: Count, where: Mask, number: int) -> None:
    """Write the round beside the candidate whose turn it is, where it moved."""
    old = np.take_along_axis(came, who[..., None], axis=-1)
    np.put_along_axis(came, who[..., None], np.where(where[..., None], number, old), axis=-1)


def triggers(payoffs: ArrayLike, *, start: int = 0) -> Mask:
    """Say whose accession makes whom want to follow: D_y(S) <= 0 < D_y(S with x).

    Parameters
    ----------
    payoffs : (..., k, 2^k)
    start : S, bit mask of those that are in already

    Returns
    -------
    (..., k, k) bool, [x, y] where x triggers y; False where either is in already

    Examples
    --------
    >>> triggers(np.array([[0.0, 1.0, 0.0, 1.0], [0.0, 0.0, -1.0, 2.0]]))
    array([[False,  True],
           [False, False]])
    """
    gain = gains(payoffs)
    k = candidates(gain)
    outside = ~members(k)[:, start]
    before = gain[..., start]
    after = gain[..., [start | 1 << x for x in range(k)]].swapaxes(-1, -2)
    pulls = (before[..., None, :] <= 0) & (after > 0)
    return np.asarray(pulls & outside[:, None] & outside & ~np.eye(k, dtype=bool))


def supermodular(payoffs: ArrayLike, *, eps: float = 0.0) -> Mask:
    """Say whether no candidate's gain falls as the set grows: then order does not matter.

    Parameters
    ----------
    payoffs : (..., k, 2^k)
    eps : fall of a gain that counts as none

    Returns
    -------
    (...,) bool

    Examples
    --------
    >>> supermodular(np.array([[0.0, 1.0, 0.0, 1.0], [0.0, 0.0, -1.0, 2.0]])).item()
    True
    """
    gain = gains(payoffs)
    rises: Mask = np.ones(gain.shape[:-2], dtype=bool)
    for j in range(candidates(gain)):
        without, joined = without_and_with(gain, j)
        rises &= (joined - without >= -eps).all(axis=(-1, -2))
    return rises


def cascade(thresholds: ArrayLike) -> Count:
    """Count who joins in the end, where each joins once enough others have (Granovetter 1978).

    For many candidates of whom only a threshold is known, so that 2^k sets are out of reach.
    Am. J. Sociol. 83(6), 1420-1443.

    Parameters
    ----------
    thresholds : (..., n), how many must be in before this one joins

    Returns
    -------
    (...,) count

    Examples
    --------
    >>> cascade(np.arange(100)).item(), cascade(np.r_[0, 2, np.arange(2, 100)]).item()
    (100, 1)
    """
    needed = np.sort(np.asarray(thresholds, dtype=np.float64), axis=-1)
    stops = needed > np.arange(needed.shape[-1])
    never = np.ones((*stops.shape[:-1], 1), dtype=bool)
    return np.asarray(np.concatenate([stops, never], axis=-1).argmax(axis=-1), dtype=np.int64)
