"""A study: a case on a World with draws. Everything that asks, asks here.

A question is a value, and so is the draw that it is asked in: the answer to a market is kept under
the question and the numbers of those assumptions that it rests on. Whoever asks the same gets the
same, in whatever order and from whatever thread; what is solved with an assumption held fixed is
shared with all that don't depend on it.

Answers of the first batch are kept, about 15 MB for a market of 226 states; of later batches and of
fixed assumptions only the last few, so that memory stays bounded however many draws there are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import blake2b
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, Mask, Places
from accord.case.model import Case, Scenario
from accord.draws import BATCH, Assumed, Sample, assumptions, central, sample, size
from accord.engines.corridor import Network
from accord.measures import MetricCall
from accord.memo import Memo, by_value
from accord.names import GoodName, Horizon, Model, Reads, Why, require
from accord.shocks import DISPLACING, Shock
from accord.solve import (
    Corridors,
    Effects,
    GoodOutcome,
    Market,
    Shut,
    effects_of,
    gains_together,
    of_groups,
)
from accord.study.evidence import Evidence, known_of
from accord.study.inquiry import Inquiry
from accord.study.outlives import differ_in_numbers, outlives, undrawn
from accord.study.picked import AT_ONCE, Gains, Picked
from accord.study.question import Cells, MarketQ, RouteQ, is_asked, nameless
from accord.study.ways import way_of, without_ends
from accord.world import AS_IT_IS, Variant, World, load

READ_AS = "read as"
RECENT = 6  # answers of later batches, and of fixed assumptions, that are kept
BY_STATE = 8  # scenarios of which each state's gain is kept, 2 MB each; of more, those of groups
LARGE = 2  # the same of what is gathered from many answers, such as a game

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Study:
    """A case on a World with draws; `of` makes it.

    sample : every assumption in every draw, name -> (D,)
    model : by which everything is read of markets; None where each thing is by its own
    seed : of the sample
    held : assumptions that are not drawn but set, by `fixed`, `along` or `centred`
    picked : whose draws these are, where they are those of another study; what doesn't hang on the
        assumption that moved is not solved again
    worlds : gives the World of another year
    as_it_is : the study of the World that this one reads otherwise, which answers for every market
        that is the same there; None where nothing is read otherwise
    """

    case: Case
    world: World
    assumed: Assumed
    sample: Sample
    seed: int = 0
    model: Model | None = None
    held: frozenset[str] = frozenset()
    picked: Picked | None = None
    worlds: Callable[[int], World] = load
    as_it_is: "Study | None" = None
    _kept: Memo = field(default_factory=Memo, repr=False)
    _recent: Memo = field(default_factory=lambda: Memo(most=RECENT), repr=False)
    _large: Memo = field(default_factory=lambda: Memo(most=LARGE), repr=False)

    def __repr__(self) -> str:
        """Name the case, the World and the draws: the sample alone would fill many screens."""
        told = f"world {self.world.year}, {self.draws:,} draws, seed {self.seed}"
        return f"<Study of {self.case.name}: {told}>"

    @staticmethod
    def of(case: Case, world: World, *, draws: int, seed: int) -> "Study":
        """Draw a case's assumptions and put it on a World.

        Raises
        ------
        InputError
            where the table has no elasticity for a good that the case solves
        """
        world = world.laid(case.own.brought)
        assumed = assumptions(case, world)
        drawn = sample(assumed, draws=draws, seed=seed, sampling=case.draws)
        return Study(
            case=case,
            world=world,
            assumed=assumed,
            sample=drawn,
            seed=seed,
            worlds=partial(load, tables=world.tables),
        )

    def grown(self, times: int) -> "Study":
        """Give the same study with so many times the draws; the first ones are these."""
        if times == 1:
            return self
        draws, sampling = self.draws * times, self.case.draws

        def more() -> Sample:
            return sample(self.assumed, draws=draws, seed=self.seed, sampling=sampling)

        return replace(self, sample=self._kept.get(("sample", draws), more))

    # ------------------------------------------------------------------------------- draws

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return size(self.sample)

    @property
    def batches(self) -> range:
        """The numbers of the batches of draws."""
        return range(-(-self.draws // self._at_once))

    @property
    def _at_once(self) -> int:
        return AT_ONCE if self.picked else BATCH

    def drawn(self, batch: int) -> Sample:
        """Give the draws of one batch: name -> (D,)."""
        return {name: self.drawn_of(name, batch) for name in self.sample}

    def drawn_of(self, name: str, batch: int) -> Array:
        """Give one assumption in the draws of a batch: (D,)."""
        at = batch * self._at_once
        return self.sample[name][at : at + self._at_once]

    def drawn_in(self, batch: int) -> int:
        """How many draws a batch has."""
        return min(self._at_once, self.draws - batch * self._at_once)

    def fixed(self, **assumptions: float) -> "Study":
        """Set assumptions to one value in every draw: a slider, or an end of an interval."""
        for name in assumptions:
            require("assumption", name, self.sample)
        return self._with(
            {name: np.full(self.draws, float(value)) for name, value in assumptions.items()}
        )

    def along(self, name: str, x: ArrayLike, draws: int) -> "Study":
        """Set one assumption to each of some values, each with the same first draws of the others.

        The first draw at every value, then the second at every value: (draws x N,). So draws that
        differ in nothing that a market hangs on are neighbours, and it is solved for one of them.
        """
        values = np.atleast_1d(np.asarray(x, dtype=float))
        first = np.arange(min(draws, self.draws))
        return self.at(name, np.tile(values, first.size), np.repeat(first, values.size))

    def at(self, name: str, x: Array, draws: Places) -> "Study":
        """Set one assumption, in each of some draws (N,) of the others, to a value of its own."""
        moved = self._with({n: drawn[draws] for n, drawn in self.sample.items()} | {name: x})
        picked = Picked(study=self, draws=np.asarray(draws), moved=frozenset({name}))
        return replace(moved, picked=picked)

    def centred(self, **assumptions: Array) -> "Study":
        """Hold every assumption at its centre but those that are given, all of one length."""
        return self._with(central(self.assumed, assumptions))

    def revised(self, case: Case) -> "Study":
        """Ask of a case that has other assumptions or shocks and is else the same.

        The key of a market's answer is its scenario and the numbers drawn for it, both by value: so
        what the revision doesn't touch is there already, and what it touches is solved anew. Where
        assumptions alone have other numbers, markets and ways stay set up too, as they are before
        anything is drawn.
        """
        if case.goods != self.case.goods or case.own != self.case.own:
            return Study.of(case, self.world, draws=self.draws, seed=self.seed)
        assumed = assumptions(case, self.world)
        stands = undrawn if differ_in_numbers(case, self.case) else outlives
        revised = replace(
            self,
            case=case,
            as_it_is=None,
            assumed=assumed,
            sample=sample(assumed, draws=self.draws, seed=self.seed, sampling=case.draws),
            _kept=self._kept.some(stands),
            _recent=Memo(most=RECENT),
            _large=Memo(most=LARGE),
        )
        for key, answer in self._kept.answers():
            if isinstance(key, tuple) and key[0] == READ_AS:
                varied = revised._varied(answer.world, answer._kept.some(stands))
                revised._kept.get(key, lambda varied=varied: varied)  # type: ignore[misc]
        return revised

    def at_centre(self) -> "Study":
        """Hold every assumption at its centre, in one draw."""
        first = next(iter(self.assumed))
        return self.centred(**{first: np.array([self.assumed[first].distribution.central])})

    def pooled(self) -> "Study":
        """Ask the same of one world market for each good, where origin doesn't matter."""
        return replace(self, model="pooled")

    def told_apart(self) -> "Study":
        """Ask the same of markets in which every origin is a good of its own."""
        return replace(self, model="partial")

    def read_by(
        self, scenario: Scenario, good: GoodName, horizon: Horizon, reads: Reads
    ) -> tuple[Model, Why]:
        """Say by which model something is read of a good's market under a scenario, and why."""
        if self.model is not None:
            return self.model, "case"
        asked = self.as_all_ask(MarketQ(scenario=scenario, good=good, horizon=horizon))
        displaces = any(shock.kind in DISPLACING for shock in asked.scenario.shocks)
        market = self._market(asked)
        return market.read_by(reads, displaces=displaces)

    def touches(self, scenario: Scenario, good: GoodName, horizon: Horizon) -> bool:
        """Whether anything that happens reaches a good's market, by whichever model."""
        question = MarketQ(scenario=scenario, good=good, horizon=horizon)
        return bool(self._market(self.as_all_ask(question)).instruments)

    def lines(self, scenario: Scenario, good: GoodName, horizon: Horizon) -> frozenset[str]:
        """Name the lines that carry more or less of a good for what a scenario closes and opens."""
        question = MarketQ(scenario=scenario, good=good, horizon=horizon)
        return self._market(self.as_all_ask(question)).instruments.lines

    def read_as(self, variant: Variant) -> "Study":
        """Ask the same of the World read otherwise; what was asked of it before is kept."""
        if variant == self.world.variant:
            return self
        return self._kept.get(
            (READ_AS, variant), lambda: self._varied(self.world.read_as(variant), Memo())
        )

    def _varied(self, world: World, kept: Memo) -> "Study":
        """Make a study of its own on the World read otherwise, and of what is known of that."""
        return replace(
            self,
            world=world,
            worlds=lambda year: self.world_of(year).read_as(world.variant),
            as_it_is=self if self.world.variant == AS_IT_IS else None,
            picked=None,
            _kept=kept,
            _recent=Memo(most=RECENT),
            _large=Memo(most=LARGE),
        )

    def rests_on(
        self, call: MetricCall, cells: tuple[Cells, ...], year: int | None = None
    ) -> tuple[Evidence, ...]:
        """Find what is known against a number, in the order of kinds.

        Parameters
        ----------
        cells : that it was read from, as an Inquiry noted them
        year : of the number; None where it has none
        """
        key = ("rests on", by_value(call), cells, year)
        return self._kept.get(key, lambda: known_of(call, cells, year, self))

    def _with(self, changed: Mapping[str, Array]) -> "Study":
        held = self.held | changed.keys()
        return replace(self, sample={**self.sample, **changed}, held=held, picked=None)

    # ----------------------------------------------------------------------------- answers

    def inquire(self, batch: int = 0) -> Inquiry:
        """Open an account for one reading of one batch of draws."""
        return Inquiry(study=self, batch=batch)

    def ask(self, question: MarketQ, batch: int = 0) -> GoodOutcome | None:
        """Answer a question in the draws of a batch; None where nothing touches the market.

        Raises
        ------
        AccordError
            where a market is refused as a whole; a draw that fails alone is marked
        InputError
            where it is no question
        """
        is_asked(question, MarketQ, self.case.goods)
        question = self.as_all_ask(question)
        if (other := self._alike(question.good)) is not None:
            return other.ask(question, batch)
        market = self._market(question)
        names = market.rests_on(question.model)
        drawn = {name: self.drawn_of(name, batch) for name in sorted(names)}
        key = (question, _digest(drawn))
        memo = self._recent if batch or self.held & names else self._kept
        if self.picked and (draws := self.picked.unmoved(names, batch)) is not None:
            first = self.picked.study.ask(question)
            return memo.get(key, lambda: None if first is None else first.take(draws))
        return memo.get(key, lambda: market.solve(drawn, question.model))

    def gathered(self, find: Callable[[Inquiry], Found], batch: int = 0) -> tuple[Found, Inquiry]:
        """Give what is gathered from many answers, with its account; once in the same draws.

        Parameters
        ----------
        find : a function of a module, which asks for the same assumptions whatever is drawn
        """

        def ask() -> tuple[Found, Inquiry]:
            account = self.inquire(batch)
            return find(account), account

        def learn() -> frozenset[str]:
            found = ask()
            names = frozenset(found[1].used)
            self._gathered(find, names, batch, lambda: found)
            return names

        names = self._kept.get(("rests on", find), learn)
        return self._gathered(find, names, batch, ask)

    def gathered_once(
        self, find: Callable[[Inquiry], Found], batch: int = 0
    ) -> tuple[Found, Inquiry, Places | None]:
        """Give what is gathered; that of the study whose draws these are, where nothing has moved.

        With it comes which of its draws each of these is; None where each is its own.
        """
        if self.picked:
            first, account = self.picked.study.gathered(find)
            draws = self.picked.unmoved(frozenset(account.used), batch)
            if draws is not None:
                return first, account, draws
        return *self.gathered(find, batch), None

    def _gathered(
        self,
        find: Callable[[Inquiry], Found],
        names: frozenset[str],
        batch: int,
        ask: Callable[[], tuple[Found, Inquiry]],
    ) -> tuple[Found, Inquiry]:
        drawn = {name: self.drawn_of(name, batch) for name in sorted(names)}
        memo = self._large if batch or self.held & names else self._kept
        return memo.get((find, _digest(drawn)), ask)

    def assumptions_of(self, question: MarketQ) -> frozenset[str]:
        """Name the assumptions that the answer to a question hangs on."""
        return self._market(self.as_all_ask(question)).rests_on(question.model)

    def as_all_ask(self, question: MarketQ) -> MarketQ:
        """Give a question as all ask it who ask the same: with what reaches the good, nameless."""

        def find() -> Scenario:
            (shocks,) = self._reaching([question.scenario], question.good)
            return replace(nameless(question.scenario), shocks=shocks, stages=())

        key = ("reaching", question.scenario, question.good)
        return replace(question, scenario=self._kept.get(key, find))

    def _market(self, question: MarketQ) -> Market:
        """Set a market up, once for all draws and models."""
        scenario, good, horizon = question.scenario, question.good, question.horizon

        def find() -> Market:
            return Market.of(self.case, self.corridors, self.effects(scenario), good, horizon)

        return self._kept.get(("market", scenario, good, horizon), find)

    def gains(
        self,
        scenarios: Sequence[Scenario],
        good: GoodName,
        horizon: Horizon,
        of: Mask,
        batch: int = 0,
    ) -> Gains:
        """Give what groups of states gain in one good under many scenarios, origins told apart.

        Scenarios whose shocks reach the good alike are one; those that differ are solved together.

        Parameters
        ----------
        of : (P, S) bool, the states of each group

        """
        if (other := self._alike(good)) is not None:
            return other.gains(scenarios, good, horizon, of, batch)
        asked = self._reaching(scenarios, good)
        each = tuple(dict.fromkeys(asked))
        found = self._gained(each, good, horizon, of, batch)
        place = {shocks: n for n, shocks in enumerate(each)}
        return replace(found, values=found.values[[place[shocks] for shocks in asked]])

    def _gained(
        self,
        each: tuple[tuple[Shock, ...], ...],
        good: GoodName,
        horizon: Horizon,
        of: Mask,
        batch: int,
    ) -> Gains:
        """Give what groups gain under each of some sets of shocks, of which no two are one."""

        def markets() -> list[Market]:
            return self._markets(each, good, horizon)

        names = self._kept.get(
            ("names", each, good, horizon),
            lambda: frozenset().union(*(market.names for market in markets())),
        )
        if self.picked and (draws := self.picked.unmoved(names, batch)) is not None:
            first = self.picked.study._gained(each, good, horizon, of, 0)
            return replace(first, values=first.values[:, draws])
        drawn = {name: self.drawn_of(name, batch) for name in sorted(names)}
        by_state = len(each) <= BY_STATE
        key = ("gains", each, good, horizon, None if by_state else of.tobytes(), _digest(drawn))
        memo = self._recent if batch or self.held & names else self._kept
        found = memo.get(
            key, lambda: np.stack(gains_together(markets(), drawn, None if by_state else of))
        )
        return Gains(values=of_groups(found, of) if by_state else found, used=names)

    def _alike(self, good: GoodName) -> "Study | None":
        """Give the study of the World as it is where that has the same market and draws."""
        world, other = self.world, self.as_it_is
        if other is None or world.variant.touches(world.good(good).codes, world.year):
            return None
        same = other.sample is self.sample
        if same:
            return other
        picked = self.picked and replace(self.picked, study=self.picked.study._alike(good) or other)
        return replace(other, sample=self.sample, held=self.held, picked=picked)

    def _reaching(self, scenarios: Sequence[Scenario], good: GoodName) -> list[tuple[Shock, ...]]:
        """Give the shocks of each scenario that reach a good, in an order that is theirs."""
        every = dict.fromkeys(shock for scenario in scenarios for shock in scenario.shocks)
        reaching = sorted((shock for shock in every if self._reaches(shock, good)), key=repr)
        rank = {shock: n for n, shock in enumerate(reaching)}
        return [
            tuple(sorted((s for s in scenario.shocks if s in rank), key=rank.__getitem__))
            for scenario in scenarios
        ]

    def _reaches(self, shock: Shock, good: GoodName) -> bool:
        """Whether a shock does anything in a good's market; what shuts may, with others."""

        def find() -> bool:
            effects = self.effects(Scenario(name="", shocks=(shock,)))
            if effects.closings(good):
                return True
            alone = Market.of(self.case, self.corridors, effects, good, shock.horizon)
            return bool(alone.instruments)

        return self._kept.get(("reaches", shock, good), find)

    def _markets(
        self, each: Sequence[tuple[Shock, ...]], good: GoodName, horizon: Horizon
    ) -> list[Market]:
        """Set up a market under each of many sets of shocks; what one shock touches is shared."""
        touched = {
            shock: self.effects(Scenario(name="", shocks=(shock,))).changes
            for shocks in each
            for shock in shocks
        }
        effects = (Effects(changes=tuple(c for s in shocks for c in touched[s])) for shocks in each)
        return [Market.of(self.case, self.corridors, one, good, horizon) for one in effects]

    def effects(self, scenario: Scenario) -> Effects:
        """Give what a scenario does, before anything is drawn."""
        asked = nameless(scenario)
        return self._kept.get(("effects", asked), lambda: effects_of(self.case, self.world, asked))

    def way(self, question: RouteQ) -> dict[str, Any]:
        """Find a way under what a scenario shuts and opens, as `solve.routes` tells it.

        A veto stops what passes through: it is no bar to a way that begins or ends in its state.
        """
        is_asked(question, RouteQ, self.case.goods)
        asked = replace(question, scenario=nameless(question.scenario))
        return self._kept.get(asked, lambda: way_of(asked, self._shut_on(asked), self.corridors))

    def _shut_on(self, asked: RouteQ) -> Shut:
        return self.shut_on_way(asked.scenario, asked.origin, asked.destination, asked.good)

    def shut_on_way(
        self,
        scenario: Scenario,
        origin: str | tuple[str, ...],
        destination: str | tuple[str, ...],
        good: str | None,
    ) -> Shut:
        """Give what a scenario shuts and opens for a way, without vetoes by where it may end."""
        shut = self.effects(scenario).shut(good)
        return without_ends(shut, self.corridors, (origin, destination), good)

    def world_of(self, year: int) -> World:
        """Give the World of a year."""
        if year == self.world.year:
            return self.world
        return self._kept.get(("world", year), lambda: self.worlds(year))

    @property
    def corridors(self) -> Corridors:
        """The network of the World, and what follows from it."""

        def find() -> Corridors:
            other = self.as_it_is
            return Corridors(self.world, as_it_is=None if other is None else other.corridors)

        return self._kept.get("corridors", find)

    @property
    def network(self) -> Network:
        """The network of corridors."""
        return self.corridors.network


def _digest(drawn: Sample) -> bytes:
    """Give a short name to numbers by their value."""
    digest = blake2b(digest_size=16)
    for name in sorted(drawn):
        digest.update(name.encode() + b"\0" + np.ascontiguousarray(drawn[name]).tobytes())
    return digest.digest()
