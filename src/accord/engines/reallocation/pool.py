"""The pool: draws of where lost trade goes, from mechanisms and from what happened elsewhere.

A share of the draws, `part`, are *analogues*: the counterpart's share moves as that of one of the
hundred past counterparts most like it did. What they gained is added; what they lost is taken in
proportion, and who was left with nothing is left with nothing.

The others are *switches*. Some counterparts stay or come in, others don't (`alive`, a logit); of
the trade with those a part

    logit delta = b0 + b1 logit volatility + b2 lost + b3 (horizon - 1) + shift + s N(0, 1)

is dealt anew, by Dirichlet(2 alpha base) with base three quarters one mechanism, drawn by its
weight, and a quarter all of them; the rest stays in proportion to ties, each times
exp((sigma + sigma_v volatility) N(0, 1)).

A recorded zero is a number like any other: without `alive` every draw is positive everywhere, and
a 90 % interval holds 80 % of what happens. Numbers come as `Parameters`, fitted on past events, and
as `Judged`, which a situation brings with it; none stands here.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from accord.axes import Array, Mask, Places
from accord.engines.reallocation.judged import Judged
from accord.engines.reallocation.mechanisms import MECHANISMS, shares
from accord.engines.reallocation.situation import Situation

SMALLEST = 1e-9  # keeps a Dirichlet's parameters, and sums that are divided by, above 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """What past events say of a side: suppliers that lose buyers, or buyers that lose suppliers."""

    delta: Array  # (4,) b0 .. b3
    spread: float  # s
    shift: float
    sigma: float
    sigma_v: float
    alpha: float
    part: float  # of the draws that are analogues
    weights: Array  # (6,) of the mechanisms
    alive: Array  # (A,) of the logit, in the order of `reasons`


@dataclass(frozen=True, slots=True, kw_only=True)
class Analogues:
    """Counterparts of past events, (N,) each: shares before and after, and what they are like."""

    key: Array  # (N, 6), see `keys`
    before: Array
    after: Array

    def nearest(self, of: Situation) -> Places:
        """Find those most like each counterpart: (K + 1, `nearest`), all of fewer."""
        from scipy.spatial import cKDTree  # rarely asked for

        count = min(of.judged.nearest, len(self.before))
        found = cKDTree(self.key).query(keys(of), count)[1]
        return np.asarray(found, np.intp).reshape(-1, count)


def keys(of: Situation) -> Array:
    """Say in what a situation's counterparts are like others: (K + 1, 6)."""
    width = len(of.share)
    return key_of(
        share=of.share,
        size=of.size,
        world=np.full(width, of.world),
        horizon=np.full(width, float(of.horizon)),
        volatility=np.full(width, of.volatility),
        lost=np.full(width, of.lost),
        judged=of.judged,
    )


def key_of(
    *,
    share: Array,
    size: Array,
    world: Array,
    horizon: Array,
    volatility: Array,
    lost: Array,
    judged: Judged,
) -> Array:
    """Put counterparts (N,) into a space in which a distance of 1 is alike in any: (N, 6)."""
    return np.column_stack(
        [
            judged.key_share * np.log(share + judged.key_least),
            judged.key_size * np.log(size + judged.key_least),
            judged.key_world * np.log(world),
            judged.key_horizon * horizon,
            judged.key_volatility * logit(volatility),
            judged.key_lost * lost,
        ]
    )


def reasons(of: Situation) -> Array:
    """Say what speaks for trade with each counterpart that is told apart: (K, 12)."""
    width, faint = len(of.share) - 1, of.judged.faint
    speak = [MECHANISMS.index(name) for name in ("ipf", "cf", "xg", "grav")]
    ipf, alike, elsewhere, near = np.log(of.mechanisms[speak, :-1] + 10 * faint)
    return np.column_stack(
        [
            np.ones(width),
            np.log(of.ties[:-1] + faint),
            of.ties[:-1] > 0,
            of.share[:-1] > 0,
            np.log(of.size[:-1] + faint),
            ipf,
            alike,
            elsewhere,
            near,
            np.full(width, of.horizon - 1.0),
            np.full(width, of.lost),
            np.full(width, np.log(of.world)),
        ]
    )


def terms(of: Situation) -> Array:
    """Give what the part that is dealt anew hangs on: (4,)."""
    return np.array([1.0, logit(of.volatility), of.lost, of.horizon - 1.0])


def draw(
    of: Situation,
    given: Parameters,
    past: Analogues,
    rng: np.random.Generator,
    draws: int,
    *,
    willing: Array | None = None,
) -> Array:
    """Draw shares of a state's remaining trade.

    Parameters
    ----------
    past : counterparts of events that were over by the baseline year; none is an answer too
    willing : (K + 1,) what part of the base each counterpart gets that is said to step in, less
        than 1 together; None where nobody is

    Returns
    -------
    (D, K + 1), each draw summing to 1. Analogues and switches are mixed at random over the draws.
    """
    switched = switches(of, given, rng, draws, willing=willing)
    if not len(past.before):
        return switched
    like = analogues(of, past, rng, draws)
    if willing is not None:
        like = _stepping_in(of, like, given, willing, rng)
    take: Mask = rng.random(draws) < given.part
    return np.where(take[:, None], like, switched)


def switches(
    of: Situation,
    given: Parameters,
    rng: np.random.Generator,
    draws: int,
    *,
    willing: Array | None = None,
) -> Array:
    """Draw by mechanisms alone: (D, K + 1)."""
    width = len(of.share)
    alive = np.append(expit(reasons(of) @ given.alive), 1.0)
    who = rng.random((draws, width)) < alive
    which = rng.choice(len(given.weights), draws, p=given.weights)
    own = of.judged.own_mechanism
    base = own * of.mechanisms[which] + (1 - own) * (given.weights @ of.mechanisms)
    base = shares(base / np.maximum(alive, of.judged.rarest))
    if willing is not None:
        base, who = (1 - willing.sum()) * base + willing, who | (willing > 0)
    anew = shares(who * (rng.standard_gamma(2 * given.alpha * base + SMALLEST) + SMALLEST * base))
    noise = given.sigma + given.sigma_v * of.volatility
    kept = shares(who * of.ties * np.exp(noise * rng.standard_normal((draws, width))))
    delta = _dealt_anew(of, given, rng, draws)
    return _whole((1 - delta) * kept + delta * anew, of)


def analogues(of: Situation, past: Analogues, rng: np.random.Generator, draws: int) -> Array:
    """Draw by what happened to counterparts like these: (D, K + 1)."""
    near = past.nearest(of)
    width = len(of.share)
    one = near[np.arange(width), rng.integers(0, near.shape[1], (draws, width))]
    before, after = past.before[one], past.after[one]
    part = after / np.maximum(before, SMALLEST)
    moved = np.where(after >= before, of.share + after - before, of.share * part)
    return _whole(np.where(after == 0, 0.0, moved), of)


def _dealt_anew(of: Situation, given: Parameters, rng: np.random.Generator, draws: int) -> Array:
    """Draw the part of trade that is dealt anew: (D, 1)."""
    middle = terms(of) @ given.delta + given.shift
    part: Array = expit(middle + given.spread * rng.standard_normal(draws))[:, None]
    return part


def _stepping_in(
    of: Situation, like: Array, given: Parameters, willing: Array, rng: np.random.Generator
) -> Array:
    """Give the willing their part of what an analogue deals anew."""
    dealt = _dealt_anew(of, given, rng, len(like)) * willing.sum()
    stepping = willing > 0
    their = rng.dirichlet(np.full(int(stepping.sum()), given.alpha), len(like))
    stepped = np.zeros_like(like)
    stepped[:, stepping] = their
    mixed: Array = (1 - dealt) * like + dealt * stepped
    return mixed


def _whole(amounts: Array, of: Situation) -> Array:
    """Make each draw sum to 1; one in which nobody is left goes as the ties do."""
    return np.where(amounts.sum(axis=1, keepdims=True) > 0, shares(amounts), of.ties)
