"""The first year after a shock as the tables hold it, and the pool's draws of the second given it.

What counts how much was fitted on past events: `pool-update.csv`.
"""

from dataclasses import dataclass

import numpy as np

from accord.axes import Array, Mask
from accord.data import Tables
from accord.engines.reallocation import Judged, Situation, Trade, draw, situation
from accord.engines.reallocation.mechanisms import shares
from accord.engines.reallocation.situation import told
from accord.engines.reallocation.update import evenly, joined, laid
from accord.errors import InputError
from accord.solve.pool import Fitted, Side

NEAR = "near"  # half-distance of shares at which a draw's weight has fallen to exp(-1/2)
CARRIED = "carried"  # part of the weight of what is carried on
AFTER = 2  # years from the baseline to the year that is foretold


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstYear:
    """What the year after the baseline showed of one state's trade."""

    known: Array  # (S,) shares of it, over those who stay
    then: Situation  # of it, to the second year


def first_year(
    trade: Trade, agent: int, stopped: Mask, *, world: float, judged: Judged
) -> FirstYear | None:
    """See a state's trade in the year after the shock; None where too little is left of it.

    Parameters
    ----------
    trade : up to that year, seen from the state's side
    agent : its place
    stopped : (S,) who stopped dealing with it
    world : US$ of trade in the good in that year
    """
    traded = trade.flows[-1, agent]
    stays = ~stopped
    stays[agent] = False
    known = shares(traded * stays)
    if not known.any() or traded[stays].sum() < (1 - judged.most_lost) * traded.sum():
        return None
    then = situation(trade, agent, stopped, horizon=1, world=world, judged=judged)
    return FirstYear(known=known, then=then)


def fitted_update(tables: Tables, side: Side) -> tuple[float, float]:
    """Give what is near and what is carried on, as fitted; InputError where they weren't."""
    numbers = dict(tables.pool_update.filter(side=side).select("parameter", "value").iter_rows())
    if not numbers:
        raise InputError("the tables have no parameters of an update: pool-update.csv")
    return numbers[NEAR], numbers[CARRIED]


def foretold_and_carried(
    of: Situation,
    first: FirstYear,
    known: tuple[Fitted, Fitted],
    rng: np.random.Generator,
    draws: int,
) -> tuple[Array, Array]:
    """Draw what was foretold in the baseline year, and what is carried on: (D, K + 1) each.

    Parameters
    ----------
    known : by the baseline year, and by the first
    """
    (given, past, _), (later, more, _) = known
    foretold = draw(of, given, past, rng, draws)
    onward = laid(draw(first.then, later, more, rng, draws), first.then, first.known)
    return foretold, told(onward, of.counterparts)


def conditioned(
    of: Situation,
    first: FirstYear,
    known: tuple[Fitted, Fitted],
    update: tuple[float, float],
    rng: np.random.Generator,
    draws: int,
) -> Array:
    """Draw the second year given the first: (D, K + 1), draws of equal weight.

    Parameters
    ----------
    known : by the baseline year, and by the first
    update : as `fitted_update` gives it
    """
    foretold, carried = foretold_and_carried(of, first, known, rng, draws)
    came = told(first.known, of.counterparts)
    return evenly(*joined(foretold, carried, came, *update), draws, rng)
