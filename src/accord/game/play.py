"""The game played through: what adversaries answer, which sets are stable, and who follows whom.

Draw by draw, with the draws in which some market had no equilibrium left out of what is played and
handed back as nan. Two regimes stand side by side: *credible*, in which adversaries do what is best
for them once they see who is in, and *committed*, in which a threat is believed and carried out
against whoever joins. A third, *none*, says what joining would be without any answer.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar

import numpy as np

from accord.axes import Array, Mask, Places
from accord.draws import Draws, priced, stream
from accord.engines.coalition import (
    Response,
    Stability,
    break_even_chance,
    committed,
    core,
    end_sets,
    gains,
    market_under,
    qre,
    respond,
    shapley,
    stability,
    steps,
    supermodular,
    triggers,
    with_terms,
)
from accord.engines.coalition.path import ALL_ORDERS, walk
from accord.engines.coalition.subsets import members
from accord.game.payoffs import Payoffs, assumed, payoffs
from accord.game.scenarios import Players
from accord.later import Later
from accord.memo import Memo
from accord.names import StateName
from accord.study import Inquiry

if TYPE_CHECKING:
    from accord.engines.market import newton
else:
    newton = Later("accord.engines.market.newton")

Regime = Literal["credible", "committed", "none"]
Numbers = TypeVar("Numbers", Array, Mask)
TIES = 10  # solver's tolerances below which a gain is a tie


@dataclass(frozen=True, kw_only=True, eq=False)
class Answered:
    """What markets pay in every draw, and what adversaries answer: all but what is assumed.

    payoffs : of all draws
    known : (D,) draws in which every market was solved; arrays of `Answered` have these draws only
    eps : gain, US$ a year, below which nobody moves: ten times what the solver can tell apart
    """

    payoffs: Payoffs
    known: Mask
    eps: float
    _kept: Memo = field(default_factory=Memo, repr=False)

    @property
    def players(self) -> Players:
        """Who plays."""
        return self.payoffs.players

    @property
    def k(self) -> int:
        """How many candidates there are."""
        return len(self.players.candidates)

    @cached_property
    def market(self) -> Array:
        """The market part of all payoffs in solved draws: (D, P, 2^k, T)."""
        return self.payoffs.market if self.known.all() else self.payoffs.market[self.known]

    @cached_property
    def cost(self) -> Array:
        """What actions cost adversaries beyond markets: (D, m, A)."""
        return self.payoffs.cost[self.known]

    @cached_property
    def response(self) -> Response:
        """What adversaries do once they see who is in."""
        m = len(self.players.adversaries)
        return respond(
            self.market[:, : self.k],
            self.market[:, self.k : self.k + m] if m else self.market[:, :0],
            actions=self.players.actions,
            cost=self.cost,
            phi=self.payoffs.damage_worth[self.known],
            eps=self.eps,
        )

    @cached_property
    def damage(self) -> Array:
        """What joiners lose by each profile: (D, 2^k, T)."""
        w = self.market[:, : self.k]
        lost = np.maximum(0.0, w[..., :1] - w)
        return np.asarray(np.where(members(self.k)[:, :, None], lost, 0.0).sum(axis=1))

    def weight(self, carried_out: int | None) -> Array:
        """Give the chance of each profile, by who is in: (1 or D, 2^k, T).

        Parameters
        ----------
        carried_out : the profile that is, once anybody is in; None where adversaries respond
        """
        if carried_out is None:
            return self.response.weight
        return committed(carried_out, k=self.k, profiles=len(self.players.profiles))[None]

    def expected(self, carried_out: int | None) -> Array:
        """Give the market part of every group's payoff by who is in: (D, P, 2^k)."""
        return self._kept.get(
            carried_out, lambda: market_under(self.market, self.weight(carried_out))
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Play:
    """One game, played in every draw that could be solved.

    answered : without what is assumed
    terms : (D, P, 2^k), US$ a year, what is assumed beside the market, in all draws
    seed : of random orders, where there are too many to run them all
    place : (D,) which draw of `answered` each one is; each its own where None
    """

    answered: Answered
    terms: Array
    seed: int
    place: Places | None = None
    _kept: Memo = field(default_factory=Memo, repr=False)

    @staticmethod
    def of(q: Inquiry) -> "Play":
        """Solve the game of an inquiry's case, once for all who ask in the same draws.

        Raises InputError as `payoffs` does.
        """
        return q.gathered(_play)

    @property
    def payoffs(self) -> Payoffs:
        """The payoffs of what is answered, in its draws."""
        return self.answered.payoffs

    @property
    def players(self) -> Players:
        """Who plays."""
        return self.payoffs.players

    @property
    def eps(self) -> float:
        """Gain, US$ a year, below which nobody moves."""
        return self.answered.eps

    @property
    def k(self) -> int:
        """How many candidates there are."""
        return self.answered.k

    @cached_property
    def known(self) -> Mask:
        """Draws in which every market was solved, (D,); arrays of `Play` have these draws only."""
        known = self.answered.known
        return known if self.place is None else known[self.place]

    def _here(self, found: Numbers) -> Numbers:
        """Give what is known of each draw that was answered of each that is played: (D, ...)."""
        if self.place is None:
            return found
        row = np.cumsum(self.answered.known) - 1  # of a draw among those that were solved
        here: Numbers = found[row[self.place[self.known]]]
        return here

    @cached_property
    def market(self) -> Array:
        """The market part of all payoffs in solved draws: (D, P, 2^k, T)."""
        return self._here(self.answered.market)

    @cached_property
    def assumed(self) -> Array:
        """The assumed part: (D, P, 2^k)."""
        return self.terms[self.known]

    @cached_property
    def response(self) -> Response:
        """What adversaries do once they see who is in."""
        found = self.answered.response
        return Response(
            value=self._here(found.value),
            equilibria=self._here(found.equilibria),
            weight=self._here(found.weight),
        )

    @cached_property
    def damage(self) -> Array:
        """What joiners lose by each profile: (D, 2^k, T)."""
        return self._here(self.answered.damage)

    def both_sides(self, j: int, a: int, joined: int, profile: int) -> tuple[Array, Array]:
        """Give what joiners lose by an action of adversary j and what that costs it: (D,) each.

        Parameters
        ----------
        a : the action, by its place among the adversary's choices
        profile : the one in which it is taken and nobody else answers
        """
        market = self.market[:, self.k + j, joined]
        paid = market[:, 0] - market[:, profile] + self._here(self.answered.cost[:, j, a])
        return self.damage[:, joined, profile], paid

    @cached_property
    def harshest(self) -> int:
        """The profile in which every adversary does what hurts joiners most, all being in."""
        hurts = Draws(self.damage[:, -1]).median()
        return int(np.argmax(hurts)) if hurts.max() > 0 else 0

    def weight(self, regime: Regime, threat: int | None = None) -> Array:
        """Give the chance of each profile, by who is in: (1 or D, 2^k, T).

        Parameters
        ----------
        threat : the profile that adversaries are committed to; the harshest where None
        """
        weight = self.answered.weight(self._carried_out(regime, threat))
        return weight if len(weight) == 1 else self._here(weight)

    def _carried_out(self, regime: Regime, threat: int | None = None) -> int | None:
        """Give the profile that is carried out; None where adversaries do what is best."""
        if regime == "credible" and len(self.players.profiles) > 1:
            return None
        return 0 if regime != "committed" else self.harshest if threat is None else threat

    def in_markets(self, regime: Regime, threat: int | None = None) -> Array:
        """Give the market part of every group's payoff by who is in: (D, P, 2^k)."""
        return self._here(self.answered.expected(self._carried_out(regime, threat)))

    def group_payoffs(self, regime: Regime, threat: int | None = None) -> Array:
        """Give every group's payoff by who is in, market and assumed together: (D, P, 2^k)."""
        return self.in_markets(regime, threat) + self.assumed

    def utilities(self, regime: Regime, threat: int | None = None) -> Array:
        """Give U_i(S) of the candidates: (D, k, 2^k)."""
        own = np.s_[:, : self.k]
        return self._kept.get(
            (regime, threat),
            lambda: with_terms(self.in_markets(regime, threat)[own], self.assumed[own]),
        )

    def stability(self, regime: Regime) -> Stability:
        """Judge every set by every rule, with the vetoes that the case gives: (D, 2^k) each."""
        game = self.players.game
        veto = None
        if game.veto and game.sponsor:
            veto = self.group_payoffs(regime)[:, [self.payoffs.at(game.sponsor)]]
        return stability(self.utilities(regime), self.eps, unanimity=game.unanimity, veto=veto)

    def gain(self, regime: Regime) -> Array:
        """Give D_i(S), what being in rather than out brings a candidate: (D, k, 2^k)."""
        return gains(self.utilities(regime))

    def supermodular(self, regime: Regime) -> Mask:
        """Say in which draws no candidate's gain falls as the set grows: (D,)."""
        return supermodular(self.utilities(regime), eps=self.eps)

    def triggers(self, regime: Regime, start: int = 0) -> Mask:
        """Say whose accession makes whom want to follow: (D, k, k)."""
        return triggers(self.utilities(regime), start=start)

    def steps(self, regime: Regime) -> Array | None:
        """Give the share of orders in which each comes while just a set is in: (D, k, 2^k).

        From nobody in, and nobody leaves. None for more than 7 candidates, of whom all orders are
        too many to run.
        """
        return None if self.k > ALL_ORDERS else steps(self.utilities(regime), eps=self.eps)

    def ends(self, regime: Regime, *, start: int = 0, out: int = 0, leaving: bool = False) -> Array:
        """Give the share of orders that end in each set: (D, 2^k); what cycles is in none.

        Where the game is supermodular and nobody leaves, one order stands for all. Else all are
        run, up to 7 candidates, or 1,000 random ones.

        Parameters
        ----------
        start : who is in from the start
        out : who never comes
        leaving : members may go again
        """
        utilities = self.utilities(regime)
        stays = [i for i in range(self.k) if not out >> i & 1]
        inside = np.array([spread(s, stays) for s in range(1 << len(stays))])
        few = utilities[:, stays][..., inside]
        begin = int(np.flatnonzero(inside == start & ~out)[0])
        ended = np.zeros(utilities.shape[:1] + utilities.shape[-1:])
        rng = stream(self.seed, "orders of joining") if len(stays) > ALL_ORDERS else None
        alike = supermodular(few, eps=self.eps) & (not leaving)
        if alike.any():
            one = walk(
                gains(few[alike]),
                np.arange(len(stays))[None],
                start=begin,
                leaving=False,
                eps=self.eps,
            )
            ended[np.flatnonzero(alike), inside[one.end[0]]] = 1.0
        if not alike.all():
            ended[np.ix_(~alike, inside)] = end_sets(
                few[~alike], start=begin, leaving=leaving, eps=self.eps, rng=rng
            )
        return ended

    def break_even(self, candidate: StateName, answer: int, *, assumed: bool) -> Array:
        """Give the chance of an answer at which joining alone stops paying: (D,), 0..1.

        gain / (gain + loss), the gain without an answer and the loss with it; nan where nothing is
        at stake.

        Parameters
        ----------
        answer : the profile
        assumed : whether what isn't market counts beside it
        """
        i = self.players.candidates.index(candidate)
        beside = self.assumed[:, i, 1 << i] if assumed else 0.0
        paid = self.market[:, i, 1 << i, 0] + beside
        left = self.market[:, i, 1 << i, answer] + beside
        return break_even(paid, left)

    def worth(self, regime: Regime) -> Array:
        """Give v(S): what those in and the accord's members have together, the rest single."""
        of_all = self.group_payoffs(regime)
        inside = members(self.k)
        members_at = len(self.payoffs.groups) - 2  # the accord's members, before everybody else
        own: Array = np.where(inside, of_all[:, : self.k], 0.0).sum(axis=1)
        return own + of_all[:, members_at]

    def least_core(self, regime: Regime) -> tuple[Array, Array]:
        """Give epsilon (D,) and an allocation (D, k) of the least core, US$ a year."""
        found = core(self.worth(regime))
        return found.epsilon, found.allocation

    def attribution(self, regime: Regime) -> Array:
        """Say whose accession gave whom what, by Shapley: (D, P, k). No forecast."""
        return shapley(self.group_payoffs(regime))

    def chances(
        self,
        regime: Regime,
        *,
        precision: Array,
        base_rate: Array,
        scale: Array,
        inside: int = 0,
        out: int = 0,
    ) -> Array:
        """Give how likely each candidate joins, some being in or out for sure: (D, k).

        Parameters
        ----------
        precision : (D,), 1 over percent of GDP
        base_rate : (D, k), of accessions at the candidate's stage
        scale : (k,), a hundredth of GDP, US$
        inside, out : who is in, and who stays out, whatever it pays
        """
        utilities = self.utilities(regime)
        free = [i for i in range(self.k) if not (inside | out) >> i & 1]
        at = np.array([inside | spread(s, free) for s in range(1 << len(free))])
        chance = np.zeros((len(utilities), self.k))
        chance[:, [i for i in range(self.k) if inside >> i & 1]] = 1.0
        if free:
            chance[:, free] = qre(
                utilities[:, free][..., at],
                precision,
                base_rate=base_rate[:, free],
                scale=scale[free],
            ).probability
        return chance

    def everywhere(self, solved: Array | Mask) -> Array:
        """Give what solved draws say as all draws, nan in those that failed: (D, ...)."""
        whole = np.full((len(self.known), *solved.shape[1:]), np.nan)
        whole[self.known] = solved
        return whole


def _play(q: Inquiry) -> Play:
    """Solve the game of an inquiry's case; where only terms moved, markets stand as they were."""
    answered, place = q.gathered_once(_answered)
    found = answered.payoffs
    return Play(
        answered=answered,
        terms=assumed(found.players, found.groups, q),
        seed=q.study.seed,
        place=place,
    )


def _answered(q: Inquiry) -> Answered:
    """Solve the markets of the game of an inquiry's case."""
    found = payoffs(q)
    turnover = sum(float(q.world.market(good).flows.sum()) for good in priced(q.case, q.world))
    return Answered(
        payoffs=found,
        known=np.asarray(np.isfinite(found.market).all(axis=(1, 2, 3))),
        eps=TIES * newton.TOLERANCE * turnover,
    )


def break_even(paid: Array, left: Array) -> Array:
    """Give the chance of an answer at which joining stops paying, gain / (gain + loss): (D,), 0..1.

    Parameters
    ----------
    paid, left : (D,), what joining brings without an answer and with it, in one unit
    """
    return break_even_chance(np.maximum(paid, 0.0), np.maximum(-left, 0.0))


def spread(mask: int, places: list[int]) -> int:
    """Give a set of some candidates as one of all: bit n of the mask is candidate places[n].

    >>> spread(0b11, [0, 3])
    9
    """
    return sum(1 << place for n, place in enumerate(places) if mask >> n & 1)
