"""Mechanisms: six guesses at who takes a state's lost trade, each a share of every counterpart.

    ipf    all trade of the year, a tenth of it moved to gravity, balanced with the lost links shut
    hist   whom the state dealt with two to ten years before
    cf     whom those deal with whose own trade looks like the state's (cosine of root shares)
    xg     whom the state deals with in all other goods
    size   the counterpart's trade with everybody else
    grav   the same over distance

None is right: each explains between a twentieth and a third of what was gained in past events. A
state's trade is looked at from its own side: rows are states of its kind (suppliers, where it is a
supplier), columns its counterparts. A buyer is looked at with all tables turned over.
"""

from dataclasses import dataclass

import numpy as np

from accord.axes import Array, Mask
from accord.engines.reallocation.balancing import balanced
from accord.engines.reallocation.judged import Judged

MECHANISMS = ("ipf", "hist", "cf", "xg", "size", "grav")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """Trade of one good, S states, seen from one side.

    flows : (Y, S, S), any one unit: the state's own kind by its counterparts; the last year is
        the baseline
    elsewhere : (S, S), what they deal with each other in all other goods, in the baseline year
    km : (S, S)
    """

    flows: Array
    elsewhere: Array
    km: Array

    def turned(self) -> "Trade":
        """Look at the same trade from the other side."""
        return Trade(flows=self.flows.transpose(0, 2, 1), elsewhere=self.elsewhere.T, km=self.km.T)


def shares(amounts: Array) -> Array:
    """Divide by the sum over the last axis; 0 where that is 0."""
    total = amounts.sum(axis=-1, keepdims=True)
    part: Array = np.divide(amounts, total, out=np.zeros_like(amounts), where=total > 0)
    return part


def mechanisms(trade: Trade, agent: int, open_: Mask, judged: Judged) -> Array:
    """Give what each mechanism says of one state's trade.

    Parameters
    ----------
    agent : the place of the state whose trade is moved
    open_ : (S,) the counterparts that it may still deal with, itself not among them

    Returns
    -------
    (6, S), in the order of `MECHANISMS`, each summing to 1, or all 0 where it knows nobody
    """
    now = trade.flows[-1]
    size = now.sum(axis=0) - now[agent]
    found = np.array(
        [
            _balanced(now, trade.km, agent, open_, judged.gravity_share),
            _before(trade.flows, agent, open_, judged),
            _alike(now, agent),
            trade.elsewhere[agent],
            size,
            size / trade.km[agent],
        ]
    )
    return shares(found * open_)


def _balanced(now: Array, km: Array, agent: int, open_: Mask, near: float) -> Array:
    """Balance flows and some gravity with the lost links shut, where anybody trades."""
    sold, bought = now.sum(axis=1), now.sum(axis=0)
    rows, columns = np.flatnonzero(sold), np.flatnonzero(bought)
    here = np.ix_(rows, columns)
    gravity = sold[rows, None] * bought[columns] / km[here]
    gravity[rows[:, None] == columns] = 0.0
    total = gravity.sum()
    pattern = (1 - near) * now[here] + near * gravity * (now.sum() / total if total else 0.0)
    pattern[rows == agent] *= open_[columns]
    found = np.zeros(len(bought))
    row = balanced(pattern, sold[rows], bought[columns])[rows == agent]
    found[columns] = row[0] if len(row) else 0.0
    return found


def _before(flows: Array, agent: int, open_: Mask, judged: Judged) -> Array:
    """Average the shares of earlier years."""
    first, last = len(flows) - 1 - judged.history_first, len(flows) - judged.history_last
    past = flows[max(0, first) : max(0, last), agent] * open_
    mean: Array = shares(past).sum(axis=0)
    return mean


def _alike(now: Array, agent: int) -> Array:
    """Add up the shares of others, weighted by how alike their trade is."""
    of_each = shares(now)
    root = np.sqrt(of_each)
    alike = root @ root[agent]
    alike[agent] = 0.0
    found: Array = alike @ of_each
    return found
