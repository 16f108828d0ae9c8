"""A study: a case on a World with draws. Everything that asks, asks here.

A question is a value, and so is the draw that it is asked in: the answer to a market is kept under
the question and the numbers of those assumptions that it rests on. Whoever asks the same gets the
same, in whatever order and from whatever thread; what is solved with an assumption held fixed is
shared with all that don't depend on it.

Answers of the first batch are kept, about 15 MB for a market of 226 states; of later batches and of
fixed assumptions only the last few, so that memory stays bounded however many draws there are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array
from accord.case.model import Case
from accord.draws import BATCH, Assumed, Sample, assumptions, central, sample, size
from accord.engines.corridor import Network
from accord.memo import Memo
from accord.solve import Outcome, limit, network_of, solve
from accord.study.inquiry import Inquiry
from accord.study.question import MarketQ, Model, nameless
from accord.world import World, load

RECENT = 40  # answers of later batches, and of fixed assumptions, that are kept


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Study:
    """A case on a World with draws; `of` makes it.

    sample : every assumption in every draw, name -> (D,)
    model : the market model where a question names none
    held : assumptions that are not drawn but set, by `fixed`, `along` or `centred`
    worlds : gives the World of another year
    """

    case: Case
    world: World
    assumed: Assumed
    sample: Sample
    model: Model = "partial"
    held: frozenset[str] = frozenset()
    worlds: Callable[[int], World] = load
    _kept: Memo = field(default_factory=Memo, repr=False)
    _recent: Memo = field(default_factory=lambda: Memo(most=RECENT), repr=False)

    @staticmethod
    def of(case: Case, world: World, *, draws: int, seed: int) -> "Study":
        """Draw a case's assumptions and put it on a World.

        Raises
        ------
        InputError
            where the table has no elasticity for a good that the case solves
        """
        assumed = assumptions(case, world)
        drawn = sample(assumed, draws=draws, seed=seed, sampling=case.draws)
        return Study(case=case, world=world, assumed=assumed, sample=drawn)

    # ------------------------------------------------------------------------------- draws

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return size(self.sample)

    @property
    def batches(self) -> range:
        """The numbers of the batches of draws."""
        return range(-(-self.draws // BATCH))

    def drawn(self, batch: int) -> Sample:
        """Give the draws of one batch: name -> (D,)."""
        at = batch * BATCH
        return {name: values[at : at + BATCH] for name, values in self.sample.items()}

    def fixed(self, **assumptions: float) -> "Study":
        """Set assumptions to one value in every draw: a slider, or an end of an interval."""
        return self._with(
            {name: np.full(self.draws, float(value)) for name, value in assumptions.items()}
        )

    def along(self, name: str, x: ArrayLike, draws: int) -> "Study":
        """Set one assumption to each of some values, each with the same first draws of the others.

        Its draws are those of the first value, then of the second: (N x draws,).
        """
        values = np.atleast_1d(np.asarray(x, dtype=float))
        first = {n: drawn[:draws] for n, drawn in self.sample.items()}
        tiled = {n: np.tile(drawn, values.size) for n, drawn in first.items()}
        return self._with(tiled | {name: np.repeat(values, size(first))})

    def centred(self, **assumptions: Array) -> "Study":
        """Hold every assumption at its centre but those that are given, all of one length."""
        return self._with(central(self.assumed, assumptions))

    def pooled(self) -> "Study":
        """Ask the same of one world market for each good, where origin doesn't matter."""
        return replace(self, model="pooled")

    def _with(self, changed: Mapping[str, Array]) -> "Study":
        held = self.held | changed.keys()
        return replace(self, sample={**self.sample, **changed}, held=held)

    # ----------------------------------------------------------------------------- answers

    def inquire(self, batch: int = 0) -> Inquiry:
        """Open an account for one reading of one batch of draws."""
        return Inquiry(study=self, batch=batch)

    def ask(self, question: MarketQ, batch: int = 0) -> Outcome:
        """Answer a question in the draws of a batch.

        Raises
        ------
        AccordError
            where a market is refused as a whole; a draw that fails alone is marked
        """
        drawn = self.drawn(batch)
        of_all = replace(question, scenario=nameless(question.scenario))
        key = (of_all, _digest(drawn))
        memo = self._recent if batch or self.held else self._kept
        return memo.get(key, lambda: self._solved(question, drawn))

    def _solved(self, question: MarketQ, drawn: Sample) -> Outcome:
        """Solve one market."""
        solver = {"partial": solve, "pooled": limit}[question.model]
        goods = (question.good,)
        return solver(self.case, self.world, question.scenario, drawn, question.horizon, goods)

    def world_of(self, year: int) -> World:
        """Give the World of a year."""
        if year == self.world.year:
            return self.world
        return self._kept.get(("world", year), lambda: self.worlds(year))

    @property
    def network(self) -> Network:
        """The corridors of the World."""
        return network_of(self.world)


def _digest(drawn: Sample) -> bytes:
    """Give a short name to numbers by their value."""
    digest = blake2b(digest_size=16)
    for name in sorted(drawn):
        digest.update(name.encode() + b"\0" + np.ascontiguousarray(drawn[name]).tobytes())
    return digest.digest()
