"""An inquiry: one account of one reading, and what it rests on.

A metric is handed an Inquiry and nothing else. What it asks for is answered by the Study, so that
it is the same whoever asks; what it asked for is noted here: assumptions, draws that failed, cells.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from accord.axes import Array, Mask, Places
from accord.case.model import Case, Scenario
from accord.draws import Sample, priced
from accord.engines.corridor import Network
from accord.errors import NotAnswered
from accord.names import AssumptionName, GoodName, Horizon, Magnitude, Model, Reads, Why
from accord.shocks import Size
from accord.solve import Corridors, Effects, Outcome, Shut
from accord.solve.instruments import Sizes, named
from accord.study.question import Cells, MarketQ
from accord.world import World

if TYPE_CHECKING:
    from accord.study.study import Study

Found = TypeVar("Found")


@dataclass(slots=True, kw_only=True)
class Inquiry:
    """What a metric may ask, over one batch of draws.

    used : assumptions that were asked for
    failed : (D,) draws in which a market that was asked for has no answer; None where none was
    cells : what was read of the tables
    asked : the markets that were asked for
    models : by which model a good's market was read, and why, where nobody named one
    """

    study: "Study" = field(repr=False)
    batch: int = 0
    used: set[str] = field(default_factory=set)
    failed: Mask | None = None
    cells: list[Cells] = field(default_factory=list)
    asked: set[MarketQ] = field(default_factory=set)
    models: set[tuple[GoodName, Model, Why]] = field(default_factory=set)

    @property
    def case(self) -> Case:
        """The case that is tested."""
        return self.study.case

    @property
    def world(self) -> World:
        """The World of the case's year."""
        return self.study.world

    def world_of(self, year: int) -> World:
        """Give the World of another year."""
        return self.study.world_of(year)

    @property
    def network(self) -> Network:
        """The corridors of the World."""
        return self.study.network

    @property
    def corridors(self) -> Corridors:
        """The network, and what follows from it for markets."""
        return self.study.corridors

    @property
    def sample(self) -> Sample:
        """The draws of this batch: assumption -> (D,)."""
        return self.study.drawn(self.batch)

    @property
    def draws(self) -> int:
        """How many draws this batch has."""
        return self.study.drawn_in(self.batch)

    def drawn(self, magnitude: Magnitude) -> Array:
        """Give a number or an assumption in every draw: (D,)."""
        if isinstance(magnitude, str):
            self.used.add(magnitude)
            return self.study.drawn_of(magnitude, self.batch)
        return np.full(self.draws, float(magnitude))

    def median_of(self, name: AssumptionName) -> Array:
        """Give the median that a case assumes, (), whatever is drawn, or held to another value."""
        self.used.add(name)
        (middle,) = self.study.assumed[name].distribution.quantile(np.array([0.5]))
        return np.asarray(middle)

    def outcome(
        self,
        scenario: str | Scenario,
        horizon: Horizon | None = None,
        *,
        good: GoodName | None = None,
        model: Model | None = None,
        reads: Reads | None = "worth",
    ) -> Outcome:
        """Give a scenario's outcome, at its own horizon unless another is asked for.

        With a good, of that market alone: no other is solved, or counted as used. The model of the
        market is the Study's own where it has one, else the one that is named, else the one that
        such a thing is read by.
        """
        chosen = self._scenario(scenario)
        horizon = horizon or chosen.default_horizon
        wanted = priced(self.case, self.world) if good is None else (good,)
        model = self.study.model or model or (None if reads else "partial")
        for one in wanted:
            self.note(
                Cells(table="market", good=one, years=(self.world.year,), by="mass"),
                *self._lines(chosen, one, horizon),
            )
        asked = {
            one: MarketQ(
                scenario=chosen,
                good=one,
                horizon=horizon,
                model=model or self.model_of(chosen, one, horizon, reads or "worth"),
            )
            for one in wanted
        }
        found = {one: self.study.ask(question, self.batch) for one, question in asked.items()}
        for one, question in asked.items():
            if found[one] is None and self._has_no_links(question, reads):
                raise NotAnswered(
                    f"the case has {one} read as one world market (pooled), which doesn't say who "
                    "sells to whom"
                )
        self.asked |= set(asked.values())
        whole = Outcome(
            scenario=chosen.name,
            horizon=horizon,
            draws=self.draws,
            goods={name: market for name, market in found.items() if market is not None},
        )
        self.used |= whole.used
        self.fail(whole.failed)
        return whole

    def _has_no_links(self, question: MarketQ, reads: Reads | None) -> bool:
        """Whether what is read of links is asked of a model that the case chose and has none."""
        return (
            self.study.model is None
            and question.model == "pooled"
            and reads in ("trade", "revenue")
            and self.touches(question.scenario, question.good, question.horizon)
        )

    def _lines(self, scenario: Scenario, good: GoodName, horizon: Horizon) -> Iterator[Cells]:
        """Give the lines that a market hangs on where something closes or opens."""
        for line in sorted(self.study.lines(scenario, good, horizon)):
            yield Cells(table="corridors", line=line, years=(self.world.year,))

    def model_of(self, scenario: Scenario, good: GoodName, horizon: Horizon, reads: Reads) -> Model:
        """Say by which model something is read of a good's market, and note why."""
        model, why = self.study.read_by(scenario, good, horizon, reads)
        self.models.add((good, model, why))
        return model

    def touches(self, scenario: str | Scenario, good: GoodName, horizon: Horizon) -> bool:
        """Whether anything that happens reaches a good's market, by whichever model."""
        return self.study.touches(self._scenario(scenario), good, horizon)

    def gains(
        self, scenarios: Sequence[Scenario], good: GoodName, horizon: Horizon, of: Mask
    ) -> Array:
        """Give what groups of states (P, S) gain in one good under many scenarios: (N, D, P).

        Of the markets that were asked for the last is noted, which has most happen in it.
        """
        self.note(Cells(table="market", good=good, years=(self.world.year,), by="mass"))
        lines = {line for one in scenarios for line in self._lines(one, good, horizon)}
        self.note(*sorted(lines, key=lambda cells: cells.line or ""))
        found = self.study.gains(scenarios, good, horizon, of, self.batch)
        self.asked.add(MarketQ(scenario=scenarios[-1], good=good, horizon=horizon))
        self.used |= found.used
        self.fail(np.asarray(~np.isfinite(found.values).all(axis=(0, 2))))
        return found.values

    def gathered(self, find: Callable[["Inquiry"], Found]) -> Found:
        """Give what a function gathers from an inquiry; once for all who ask in the same draws."""
        found, account = self.study.gathered(find, self.batch)
        self._count(account, None)
        return found

    def gathered_once(self, find: Callable[["Inquiry"], Found]) -> tuple[Found, Places | None]:
        """Give what a function gathers, as `Study.gathered_once` does: which of its draws each is.

        Parameters
        ----------
        find : what it gives holds draws, and isn't turned into these unless somebody asks
        """
        found, account, draws = self.study.gathered_once(find, self.batch)
        self._count(account, draws)
        return found, draws

    def _count(self, account: "Inquiry", draws: Places | None) -> None:
        """Take another account into this one, each of whose draws is one of its."""
        self.used |= account.used
        self.asked |= account.asked
        self.models |= account.models
        self.note(*account.cells)
        if account.failed is not None:
            self.fail(account.failed if draws is None else account.failed[draws])

    def fail(self, draws: Mask) -> None:
        """Note draws (D,) in which something that was asked for has no answer."""
        self.failed = draws if self.failed is None else self.failed | draws

    def scenario_effects(self, scenario: str | Scenario) -> Effects:
        """Give what a scenario does, before anything is drawn."""
        return self.study.effects(self._scenario(scenario))

    def shut_on_way(
        self,
        scenario: str | None,
        origin: str | tuple[str, ...],
        destination: str | tuple[str, ...],
        good: str | None,
    ) -> Shut:
        """Give what a scenario shuts and opens for a way; nothing where none is named."""
        if scenario is None:
            return Shut()
        return self.study.shut_on_way(self._scenario(scenario), origin, destination, good)

    def size(self, what: Size) -> Array:
        """Give the size of an effect in every draw: (D,)."""
        self.used |= named(what)
        return Sizes(sample=self.sample, margin=None).of(what)

    def _scenario(self, scenario: str | Scenario) -> Scenario:
        return self.case.scenario(scenario) if isinstance(scenario, str) else scenario

    def note(self, *cells: Cells) -> None:
        """Note what was read of the tables."""
        self.cells.extend(cells)
