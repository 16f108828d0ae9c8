"""Payoffs: what each set of candidates with each answer brings to whom, market and assumed apart.

The market part is change of surplus, rents, tolls and tariffs in the case's goods, US$ a year:
what joining and answers do on links in the market told apart by origin; what an answer stops at
its source, and can't be brought out, in one world market. Told apart by origin, what is left of a
state's own good would get scarce, and a stop pay who is stopped. Where one world market has nothing
to say of a good (a way round is dearer, nothing is stranded), origin decides there too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from accord.axes import Array, Mask
from accord.case.model import Scenario
from accord.draws import priced
from accord.engines.coalition.subsets import members
from accord.errors import InputError
from accord.game.scenarios import Players, Profile
from accord.names import GoodName, Horizon, StateName
from accord.shocks import Shock
from accord.study import Inquiry

MOST_CELLS = 1 << 28  # of payoffs that are in memory at a time: 2 GB
EVERYBODY_ELSE = "everybody else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payoffs:
    """What every set and profile brings in markets, and what answers cost, draw by draw.

    What is assumed beside the market isn't here, so that it stands where only that moves.

    groups : whose payoffs these are: candidates first, then adversaries, sponsor, parties, the
        accord's members, and everybody else
    market : (D, P, 2^k, T), US$ a year against nobody in; nan in draws without equilibrium
    cost : (D, m, A), what an action costs its adversary beyond markets, US$ a year
    damage_worth : (D, m), 0..1
    """

    players: Players
    groups: tuple[str, ...]
    market: Array
    cost: Array
    damage_worth: Array

    def at(self, group: str) -> int:
        """Give the place of a group."""
        return self.groups.index(group)


def payoffs(q: Inquiry) -> Payoffs:
    """Solve the markets of every set and profile, all in one batch.

    Raises
    ------
    InputError
        where the case has no game, no good of it has a market, or its payoffs don't fit in memory
    """
    players = Players.of(q.case)
    groups = _groups(players, q)
    cells = q.draws * len(groups) * players.sets * len(players.profiles)
    if cells > MOST_CELLS:
        raise InputError(
            f"{players.sets:,} sets of candidates x {len(players.profiles)} profiles of answers x "
            f"{q.draws} draws are {cells:,} payoffs, {cells * 8 / 2**30:.0f} GB; fewer candidates, "
            "actions or draws are asked for"
        )
    asked = [(s, profile) for s in range(players.sets) for profile in players.profiles]
    market = market_parts(players, groups, asked, q)
    market = market.reshape(players.sets, len(players.profiles), q.draws, len(groups))
    return Payoffs(
        players=players,
        groups=groups,
        market=np.ascontiguousarray(market.transpose(2, 3, 0, 1)),
        cost=_cost(players, q),
        damage_worth=_worth(players, q),
    )


def _groups(players: Players, q: Inquiry) -> tuple[str, ...]:
    """Name whose payoffs are counted, each once."""
    assert q.case.accord is not None
    sponsor = (players.game.sponsor,) if players.game.sponsor else ()
    named = (
        *players.candidates,
        *players.game.answering(q.case.adversaries),
        *sponsor,
        *q.case.parties,
        q.case.accord.name,
    )
    return (*dict.fromkeys(named), EVERYBODY_ELSE)


def market_parts(
    players: Players,
    groups: Sequence[str],
    asked: Sequence[tuple[int, Profile]],
    q: Inquiry,
) -> Array:
    """Solve the market part of some sets and profiles, all goods added up: (N, D, P), US$ a year.

    Raises InputError where no good of the case has a market.
    """
    goods = priced(q.case, q.world)
    if not goods:
        raise InputError("no good of the case has a market, so that nobody has a payoff")
    named = [name for name in groups if name != EVERYBODY_ELSE]
    of = np.stack([q.world.mask(name, q.case.day) for name in named])
    if len(named) < len(groups):
        of = np.concatenate([of, ~of.any(axis=0, keepdims=True)])
    shocks = [
        (players.game.joining(players.members(mask)), players.answer(mask, profile))
        for mask, profile in asked
    ]
    horizon = players.game.default_horizon
    first, *others = goods
    total = answered_gains(shocks, first, horizon, of, q)
    for good in others:
        total += answered_gains(shocks, good, horizon, of, q)
    return total


def answered_gains(
    asked: Sequence[tuple[tuple[Shock, ...], tuple[Shock, ...]]],
    good: GoodName,
    horizon: Horizon,
    of: Mask,
    q: Inquiry,
) -> Array:
    """Give what groups gain where something is done and something answers it.

    The one place that says in which market an answer is read; see the head of this module.

    Parameters
    ----------
    asked : for each question the shocks of what is done, and of what answers
    of : (P, S) bool, the states of each group

    Returns
    -------
    (N, D, P), US$ a year
    """
    if q.study.model == "pooled":  # nothing is told apart by origin: joining leaves no trace
        nothing = np.zeros((q.draws, len(of)))
        found = [_in_one_market((*done, *answer), good, horizon, of, q) for done, answer in asked]
        return np.stack([nothing if one is None else one for one in found])
    answers = dict.fromkeys(answer for _, answer in asked)
    on_supply = {a: tuple(s for s in a if _on_supply(s, good, q)) for a in answers}
    shut = [on_supply[answer] for _, answer in asked]
    one_market = {shocks: _in_one_market(shocks, good, horizon, of, q) for shocks in set(shut)}
    by_origin = [
        Scenario(
            name="",
            shocks=(
                *done,
                *(s for s in answer if one_market[stopped] is None or s not in stopped),
            ),
        )
        for (done, answer), stopped in zip(asked, shut, strict=True)
    ]
    gained = q.gains(by_origin, good, horizon, of)
    for n, stopped in enumerate(shut):
        if (beside := one_market[stopped]) is not None:
            gained[n] += beside
    return gained


def _on_supply(shock: Shock, good: GoodName, q: Inquiry) -> bool:
    """Whether a shock acts on what can be supplied or brought out, and not on links alone."""
    effects = q.scenario_effects(Scenario(name="", shocks=(shock,)))
    return bool(effects.suppliers(good) or effects.closings(good))


def _in_one_market(
    shocks: tuple[Shock, ...], good: GoodName, horizon: Horizon, of: Mask, q: Inquiry
) -> Array | None:
    """Give what groups gain in one world market, (D, P); None where it has nothing to say."""
    if not shocks:
        return None
    scenario = Scenario(name="", shocks=shocks)
    outcome = q.outcome(scenario, horizon, good=good, model="pooled")
    found = outcome.goods.get(good)
    return None if found is None else np.stack([found.gain_of(mask) for mask in of], axis=1)


def assumed(players: Players, groups: tuple[str, ...], q: Inquiry) -> Array:
    """Give what isn't market, by who is in: (D, P, 2^k).

    A candidate has its terms once it is in; the sponsor has its own for each newcomer, and pays
    what it pays.
    """
    inside = members(len(players.candidates)).astype(float)
    found = np.zeros((q.draws, len(groups), players.sets))
    sponsor = players.game.sponsor
    for term in players.game.terms:
        others = [inside[players.candidates.index(name)] for name in term.for_each]
        worth = q.drawn(term.worth)[:, None] * (sum(others) if others else 1.0)
        if term.state in players.candidates:
            here = inside[players.candidates.index(term.state)]
            found[:, groups.index(term.state)] += worth * here
            if term.kind == "payment" and sponsor:
                found[:, groups.index(sponsor)] -= worth * here
        else:
            found[:, groups.index(term.state)] += worth * inside.sum(axis=0)
    return found


def own_terms(players: Players, candidate: StateName, q: Inquiry) -> Array:
    """Give what a candidate has beside the market where it joins alone: (D,), US$ a year."""
    alone = players.mask((candidate,))
    terms: Array = assumed(players, _groups(players, q), q)[:, :, alone]
    return terms[:, _groups(players, q).index(candidate)]


def _cost(players: Players, q: Inquiry) -> Array:
    """Give what actions cost their adversaries beyond markets: (D, m, A), 0 where one has fewer."""
    most = max((len(choice) for choice in players.choices), default=1)
    cost = np.zeros((q.draws, len(players.adversaries), most))
    for j, choice in enumerate(players.choices):
        for a, action in enumerate(choice):
            if action is not None:
                cost[:, j, a] = q.drawn(action.cost)
    return cost


def _worth(players: Players, q: Inquiry) -> Array:
    """Give what a dollar of joiners' damage is worth to each adversary: (D, m)."""
    worth = players.game.damage_worth
    drawn = [q.drawn(worth.get(StateName(one), 0.0)) for one in players.adversaries]
    return np.stack(drawn, axis=1) if drawn else np.zeros((q.draws, 0))
