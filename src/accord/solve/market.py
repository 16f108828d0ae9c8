"""One good's market under a scenario: set up once, solved for any draws by any market model.

This is the only place that knows both what a shock says and what the market engines take. Draws in
which the engine would be given the same numbers are solved once: along an assumption that a market
doesn't hang on, or beyond a cap, that is most of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from accord.axes import Array, Mask, Places
from accord.case.model import Case, GoodSettings
from accord.draws import Parameter, Sample, market_parameters, takers
from accord.later import Later
from accord.memo import Memo
from accord.names import GoodName, Horizon, Model, Reads, Why
from accord.solve.corridors import Corridors
from accord.solve.effects import Effects
from accord.solve.instruments import Instruments, Sizes, elastic
from accord.threads import one_thread_each
from accord.world import World

if TYPE_CHECKING:
    from accord.engines.market import partial, pooled, reallocating
    from accord.engines.market.types import MarketSolution
    from accord.solve import library as libraries
    from accord.solve import pool
else:  # a fact needs no engine, and to load them takes as long as to judge it
    partial, pooled, reallocating = (
        Later(f"accord.engines.market.{model}") for model in ("partial", "pooled", "reallocating")
    )
    libraries, pool = Later("accord.solve.library"), Later("accord.solve.pool")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodOutcome:
    """What a scenario does to one good's market, for every draw.

    received : (D, S), tariffs, tolls and rents of capacities by the state that gets them, US$
    capped : share of draws in which a cut of cost was larger than the margin allows
    used : names of the assumptions that the result rests on
    undrawn : (S,) suppliers of whose remaining sales no past event says who takes them; None where
        displaced trade isn't dealt anew
    """

    good: GoodName
    model: Model
    solution: "MarketSolution"
    received: Array
    capped: float
    used: frozenset[str]
    undrawn: Mask | None = None

    @property
    def gain(self) -> Array:
        """Change of consumers' and producers' surplus, and what is received: (D, S), US$ a year."""
        total: Array = (
            self.solution.consumer_surplus + self.solution.producer_surplus + self.received
        )
        return total

    def gain_of(self, states: Mask) -> Array:
        """Sum what the states marked gain: (D,), US$ a year."""
        s, marked = self.solution, np.flatnonzero(states)
        parts = (s.consumer_surplus, s.producer_surplus, self.received)
        sums = (np.einsum("ds->d", part[:, marked]) for part in parts)
        return sum(sums, np.zeros(len(s.failed)))

    def exports(self, sellers: Places, *to: Mask) -> Array:
        """Exports of some states, at what they get for them, domestic sales left out, US$.

        Returns
        -------
        (D, sellers), to all buyers; with masks of buyers (S,), (D, 1 + masks, sellers): to all and
        to each of these, in one look at the links

        Raises
        ------
        NotAnswered
            where the model doesn't determine who sells to whom
        """
        shape = self.solution.shape
        everybody = np.ones(shape[1], dtype=bool)
        buyers = np.stack([everybody, *to])
        count = len(sellers)
        links = np.zeros((len(buyers), count, *shape), dtype=bool)
        links[:, np.arange(count), sellers] = buyers[:, None]
        links[:, np.arange(count), sellers, sellers] = False
        revenue = self.solution.revenue_on(links.reshape(-1, *shape))
        found: Array = revenue.reshape(-1, len(buyers), count)
        return found if to else found[:, 0]

    def take(self, draws: Places) -> "GoodOutcome":
        """Give these draws, in this order, one as often as it is named."""
        return replace(self, solution=self.solution.take(draws), received=self.received[draws])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Market:
    """One good's market with all that a scenario does to it, before anything is drawn."""

    good: GoodName
    world: World
    settings: GoodSettings
    parameters: Mapping[Parameter, str]  # at the horizon that was asked for
    instruments: Instruments
    horizon: Horizon
    takers: tuple[str, str] | None  # the assumptions that say who takes what is displaced
    observed: int | None  # the year after the shock, where its trade is known
    _memo: Memo = field(default_factory=Memo, repr=False)

    @staticmethod
    def of(
        case: Case, corridors: Corridors, effects: Effects, good: GoodName, horizon: Horizon
    ) -> "Market":
        """Set up a good's market."""
        return Market(
            good=good,
            world=corridors.world,
            settings=case.goods[good],
            parameters=market_parameters(case, good, horizon),
            instruments=Instruments.of(effects, good, corridors),
            horizon=horizon,
            takers=takers(case, good, corridors.world),
            observed=effects.observed,
        )

    def read_by(self, reads: Reads, *, displaces: bool) -> tuple[Model, Why]:
        """Say by which model something is read where nobody names one, and why.

        Displaced trade in a good that is the same whoever sells it goes where past events had it
        go (`reallocating`), at the price of one world market (`pooled`, the same price). A link is
        worth nothing there: while nothing is lost, what a ban costs is read of origins told apart.

        Parameters
        ----------
        displaces : whether a shock that reaches the good takes trade from somebody, who then deals
            with others
        """
        if self.settings.model is not None:
            return self.settings.model, "case"
        i = self.instruments
        anew = displaces and self.takers and pool.pool_reaches(self.world)
        if not anew or not (i.shut.any() or i.struck.any()):
            return "partial", "nothing displaced"
        if i.narrows or not i.moves_cargoes:
            return "partial", "links"
        if reads in ("worth", "revenue") and not i.on_suppliers:
            return "partial", "nothing lost"
        links = reads in ("trade", "revenue") or i.may_strand
        return "reallocating" if links else "pooled", "displaced"

    def rests_on(self, model: Model) -> frozenset[str]:
        """Name the assumptions that its outcome rests on by a model."""
        return self.names | set((self.takers or ()) if model == "reallocating" else ())

    @property
    def library(self) -> "libraries.Library":
        """Who takes what the scenario displaces, drawn once."""
        i = self.instruments
        return self._memo.get(
            "library",
            lambda: libraries.library(
                self.world,
                self.good,
                self.horizon,
                i.shut,
                i.struck,
                willing=sorted(i.willing),
                observed=self.observed,
            ),
        )

    @property
    def names(self) -> frozenset[str]:
        """The assumptions that its outcome rests on, whoever takes what is displaced."""
        own = {*self.settings.demand_of.values(), *self.settings.supply_of.values()}
        instruments = self.instruments.names(self.settings.margin)
        return frozenset({*self.parameters.values(), *own, *instruments})

    @one_thread_each()
    def solve(self, sample: Sample, model: Model = "partial") -> GoodOutcome | None:
        """Solve for all draws of a sample; None where nothing touches the market.

        Parameters
        ----------
        sample : the assumptions in `names`, at least
        model : partial tells goods apart by origin; pooled is one world market, where what happens
            on links leaves no trace, because cargoes are swapped around it; reallocating has the
            pooled market's prices and says who takes what is displaced

        Raises
        ------
        AccordError
            where the market is refused as a whole; a draw that fails alone is marked, not raised
        """
        if not (self.instruments.on_suppliers if model == "pooled" else self.instruments):
            return None
        arguments, sizes = self.arguments(sample, model)
        first, place = distinct(sizes.drawn)
        few = sizes
        if len(first) < sizes.draws:
            names = self.rests_on(model)
            arguments, few = self.arguments({name: sample[name][first] for name in names}, model)
        solve = {"partial": self._partial, "pooled": self._pooled}.get(model, self._reallocating)
        found = solve(arguments, few)
        whole = found if len(first) == sizes.draws else found.take(place)
        used = self.rests_on(model)
        return replace(whole, model=model, capped=float(sizes.capped.mean()), used=used)

    def arguments(self, sample: Sample, model: Model = "partial") -> tuple[dict[str, Any], Sizes]:
        """Draw what the engine is given."""
        sizes = Sizes(sample=sample, margin=self.settings.margin)
        sigma, demand, supply = (
            sizes.number(self.parameters[p]) for p in ("sigma", "demand", "supply")
        )
        supplies = elastic(supply, self.settings.supply_of, self.world, sizes)
        arguments = {
            "sigma": sigma,
            "demand": elastic(demand, self.settings.demand_of, self.world, sizes),
            "supply": supplies,
            "choke": self.world.choke if sigma.min() > 1 else np.inf,  # steeper than the rest
            **self.instruments.arguments(sizes, supplies),
        }
        if model == "reallocating" and self.takers:
            anew, who = (sizes.number(name) for name in self.takers)
            arguments["dealt"] = self.library.dealt(anew, who)
        return arguments, sizes

    def _partial(self, arguments: dict[str, Any], sizes: Sizes) -> GoodOutcome:
        flows, labels = self.instruments.with_traces(), self.world.states
        solution = partial.solve(flows, labels=labels, on_failure="mark", **arguments)
        received = self.instruments.received(solution, self.world)
        stocks = self.instruments.from_stocks(solution, arguments["supply"], sizes, self.world)
        return self._outcome(solution, received + stocks)

    def _pooled(self, arguments: dict[str, Any], sizes: Sizes) -> GoodOutcome:
        flows, labels = self.instruments.flows, self.world.states
        solution = pooled.solve(flows, labels=labels, on_failure="mark", **arguments)
        rents = self.instruments.rents(solution.capacity_rent, self.world)
        stocks = self.instruments.from_stocks(solution, arguments["supply"], sizes, self.world)
        return self._outcome(solution, rents + stocks)

    def _reallocating(self, arguments: dict[str, Any], sizes: Sizes) -> GoodOutcome:
        flows, labels = self.instruments.flows, self.world.states
        solution = reallocating.solve(flows, labels=labels, on_failure="mark", **arguments)
        rents = self.instruments.rents(solution.capacity_rent, self.world)
        stocks = self.instruments.from_stocks(solution, arguments["supply"], sizes, self.world)
        found = self._outcome(solution, rents + stocks)
        return replace(found, undrawn=self.library.undrawn) if self.takers else found

    def _outcome(self, solution: "MarketSolution", received: Array) -> GoodOutcome:
        return GoodOutcome(
            good=self.good,
            model="partial",
            solution=solution,
            received=received,
            capped=0.0,
            used=self.names,
        )


def distinct(columns: Sequence[Array]) -> tuple[Places, Places]:
    """Find the draws that differ in any of some numbers: the first of each kind, in their order.

    Returns
    -------
    (N,) places of the first of each kind, (D,) the kind of every draw

    >>> distinct([np.array([5.0, 4.0, 5.0]), np.array([1.0, 1.0, 1.0])])
    (array([0, 1]), array([0, 1, 0]))
    """
    everyone = np.arange(len(columns[0]))
    if any(len(np.unique(column)) == len(everyone) for column in columns):
        return everyone, everyone
    rows = np.stack(columns, axis=1)
    _, first, kind = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return first[order], rank[kind.reshape(-1)]
