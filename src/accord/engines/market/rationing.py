"""Rationed links: what still arrives at most, and what it is worth to who gets it.

A ban that is evaded in part, or a passage that is open in part, lets a stated share of a link's
baseline flow through, and no price brings more. The buyer's choice is then the one that it would
make, free, at a *virtual* price of the rationed link that is just high enough to want no more than
the ration (Neary and Roberts 1980, "The theory of household behaviour under rationing", European
Economic Review 13(1), 25-42). With m the ration, a ratio to the baseline flow,

    q_ij = w_ij v_ij^(-sigma) P_j^(sigma - eta) = m_ij           v_ij the virtual price
    P_j^(1 - sigma) = sum_i w_ij s_ij max(p_ij, v_ij)^(1 - sigma)

is one equation in P_j for each buyer that is rationed. The difference of its sides, in logs, rises
in ln P_j with a slope between eta / sigma and 1 (or above 1 where eta > sigma), so that there is
exactly one root, at or above the index of a buyer that is free. Prices of suppliers remain the only
unknowns of the market, and more than m never arrives, whatever the elasticities. Tastes stay what
they were: the loss is measured on what the buyer gets.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.axes import Array, Mask, Places

ROUNDS = 80  # Newton needs five or so, and a bracket halved as often is beyond the last bit
LONGEST = 50.0  # longest step, in logs: only without any free supplier is the root so far off
LAST = 1e-8  # a step of Newton as short as this leaves an error of its square


@dataclass(frozen=True, slots=True, kw_only=True)
class Rationed:
    """R rationed links, in the order of the J buyers that they lead to."""

    link: Places  # (R,) into links
    kind: Places  # (R,) into kinds: each is a kind of its own
    buyers: Places  # (J,) into buyers, each once
    starts: Places  # (J,) the first link of each
    place: Places  # (R,) into the J buyers
    share: Array  # (R, 1) in the buyer's baseline spending
    others: Any  # (J, K) shares of all kinds but the rationed

    def by_buyer(self, values: Array) -> Array:
        """Pick what is said of buyers, (B or 1, n): (J or 1, n)."""
        return values if len(values) == 1 else values[self.buyers]

    def by_link(self, values: Array) -> Array:
        """Spread what is said of the J buyers over their links: (R or 1, n)."""
        return values if len(values) == 1 else values[self.place]

    def add_up(self, values: Array) -> Array:
        """Sum what is said of links, (R, n), over those of each buyer: (J, n)."""
        total: Array = np.add.reduceat(values, self.starts, axis=0)
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyers:
    """How the J rationed buyers choose, in n draws: (J or 1, n or 1) each."""

    sigma: Array
    demand: Array
    log_choke: Array | None

    def pull(self, log_index: Array) -> tuple[Array, Array | Mask]:
        """Give (1 - eta / sigma) ln P as far as a choke price lets it rise, and its slope."""
        rate = 1 - self.demand / self.sigma
        if self.log_choke is None:
            return rate * log_index, rate
        return rate * np.minimum(log_index, self.log_choke), rate * (log_index < self.log_choke)


def virtual_prices(
    rationed: Rationed,
    buyers: Buyers,
    *,
    log_price: Array,
    log_ration: Array,
    weight: Array | float,
    others: Array,
    level: Array,
    near: Array | None = None,
) -> tuple[Array, Mask]:
    """Find the price at which each rationed link is wanted as much as arrives.

    Parameters
    ----------
    log_price : (R, n) delivered; it and `others` relative to `level` (n,)
    log_ration, weight : (R, n or 1), or a number
    others : (J, n) weighted shares times price^(1 - sigma), summed over the buyer's free links
    near : (J, n) log indices from which to set out, such as those of a step before; nan where
        nobody knows any

    Returns
    -------
    (R, n) the log of the virtual price relative to level, or the price itself where no more than
    the ration is wanted at it; (R, n) True where the ration binds
    """
    power = 1 - buyers.sigma
    sigma_of, power_of = rationed.by_link(buyers.sigma), rationed.by_link(power)
    part = rationed.share * weight
    with np.errstate(divide="ignore"):
        log_others = np.log(others)
        at_no_index = (np.log(weight) - log_ration) / sigma_of - level

    def paid(index: Array) -> tuple[Array, Mask, Array]:
        """Give prices, virtual where they bind, at indices relative to level; and the slope."""
        pull, slope = buyers.pull(index + level)
        virtual = at_no_index + rationed.by_link(pull)
        binds = virtual > log_price
        return np.where(binds, virtual, log_price), binds, np.asarray(slope, float)

    low = np.log(others + rationed.add_up(part * np.exp(power_of * log_price))) / power
    # Without the rationed links at all an index is too high, and Newton comes down to the root.
    without = log_others / power
    index = np.where(np.isfinite(without), np.maximum(without, low), low)
    if near is not None:
        index = np.where(np.isfinite(near), np.maximum(near - level, low), index)
    # Who is bound at the lowest index by nothing is free: there the root is known, and on the other
    # side of a kink, where Newton's steps from above lead astray.
    bound = np.logical_or.reduceat(paid(low)[1], rationed.starts, axis=0)
    index = np.where(bound, index, low)
    high = np.full(low.shape, np.inf)
    for _ in range(ROUNDS):
        price, binds, slope = paid(index)
        # Relative to the index itself, powers of a large sigma stay in range wherever it is tried.
        spent = part * np.exp(power_of * (price - rationed.by_link(index)))
        total = np.exp(log_others - power * index) + rationed.add_up(spent)
        gap = np.log(total) / power
        low, high = np.where(gap > 0, index, low), np.where(gap > 0, high, index)
        held = rationed.add_up(spent * binds) / total
        step = np.minimum(gap / (1 - held * slope), LONGEST)
        tried = index + step
        inside = (tried >= low) & (tried <= high)  # not so where a trial was out of range, and nan
        if not inside.all():
            halfway = np.where(np.isfinite(high), (low + high) / 2, low + LONGEST)
            tried = np.where(inside, tried, halfway)
        longest = np.abs(tried - index).max()
        index = tried
        if longest <= LAST:
            break
    price, binds, _ = paid(index)
    return price, binds
