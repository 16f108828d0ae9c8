"""A situation: what is known of one state's trade before a part of it is lost.

All of it is dated before the event but who stops (`lost`): a forecast is conditional on the shock.
Shares are over the counterparts that stay; the K likeliest of them are told apart, and the last
column holds the rest together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from accord.axes import Array, Mask
from accord.engines.reallocation.judged import Judged
from accord.engines.reallocation.mechanisms import Trade, mechanisms, shares
from accord.errors import ParameterError
from accord.numbers import percent_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One state's trade in one good, K counterparts and the rest: K + 1 columns."""

    counterparts: NDArray[np.intp]  # (K,) their places; the rest have none
    share: Array  # (K + 1,) of the baseline year, over those that stay
    ties: Array  # (K + 1,) the same, with a part of the year before
    size: Array  # (K + 1,) the counterpart's share in the trade of all others
    mechanisms: Array  # (6, K + 1)
    volatility: float  # how far shares moved, 0..1: half over six years, half in the last one
    lost: float  # share of the state's trade with those who stop, 0..`most_lost`
    horizon: int  # years from baseline to what is foretold
    world: float  # world trade in the good, US$
    judged: Judged  # the numbers by which it was described


def situation(
    trade: Trade, agent: int, lost: Mask, *, horizon: int, world: float, judged: Judged
) -> Situation:
    """Describe a state that loses some counterparts.

    Parameters
    ----------
    trade : seen from the state's own side, up to the baseline year
    agent : its place
    lost : (S,) who stops dealing with it; nobody in a quiet year
    horizon : years to what is foretold, 1 or 2
    world : US$ of trade in the good

    Raises
    ------
    ParameterError
        where nothing is traded, or more of it is lost than leaves anything to say (97 %)
    """
    now = trade.flows[-1, agent]
    open_ = ~lost
    open_[agent] = False
    total = now.sum()
    gone = float(now[lost].sum() / total) if total > 0 else np.nan
    if not gone <= judged.most_lost:
        what = (
            "nothing is traded" if np.isnan(gone) else f"{percent_text(gone)} of the trade is lost"
        )
        raise ParameterError(
            f"{what}: no more than {percent_text(judged.most_lost)} may be, or nobody is left of "
            "whom it could be said what they take; name fewer who stop"
        )
    share = shares(now * open_)
    past = trade.flows[-2, agent] * open_ if len(trade.flows) > 1 else np.zeros_like(now)
    before = judged.ties_before
    ties = shares((1 - before) * share + before * shares(past)) if past.any() else share
    lately = np.abs(share - shares(past)).sum() / 2 if past.any() else None
    found = mechanisms(trade, agent, open_, judged)
    likeliest = np.argsort(-(found.mean(axis=0) + ties), kind="stable")[: judged.told_apart]
    size = shares(trade.flows[-1].sum(axis=0) - now)
    return Situation(
        counterparts=likeliest,
        share=told(share, likeliest),
        ties=told(ties, likeliest),
        size=told(size, likeliest),
        mechanisms=told(found, likeliest),
        volatility=_volatility(trade.flows[:, agent], horizon, lately, judged),
        lost=gone,
        horizon=horizon,
        world=world,
        judged=judged,
    )


def told(amounts: Array, counterparts: NDArray[np.intp]) -> Array:
    """Keep some counterparts apart and add up the rest: (..., S) to (..., K + 1)."""
    here = amounts[..., counterparts]
    rest = np.maximum(amounts.sum(axis=-1) - here.sum(axis=-1), 0.0)
    return np.concatenate([here, rest[..., None]], axis=-1)


def _volatility(rows: Array, horizon: int, lately: float | None, judged: Judged) -> float:
    """Say how far shares move: over the horizon in the last years, and in the very last: 0..1.

    A state whose trade has just moved is likelier to go on moving than its six years tell.

    Parameters
    ----------
    rows : (Y, S), the state's trade by year
    lately : half-distance of the last year's shares from those before; None where there are none
    """
    years, calm, wild = judged.volatility_years, judged.volatility_least, judged.volatility_most
    later, earlier = rows[horizon:][-years:], rows[: len(rows) - horizon][-years:]
    both = (later.sum(axis=1) > 0) & (earlier.sum(axis=1) > 0)
    usual = judged.volatility_unknown
    if both.any():
        moved = np.abs(shares(later[both]) - shares(earlier[both])).sum(axis=1) / 2
        usual = float(np.clip(moved.mean(), calm, wild))
    if lately is None:
        return usual
    last, part = logit(np.clip(lately, calm, wild)), judged.volatility_lately
    return float(expit((1 - part) * logit(usual) + part * last))
