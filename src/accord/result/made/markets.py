"""What each scenario does, at each horizon it was solved at."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import get_args

import numpy as np

from accord.axes import Array, Mask
from accord.case.model import Case
from accord.draws import Draws, priced
from accord.errors import InputError, ParameterError
from accord.result.made.values import number
from accord.result.market import Interval, Market, Scenario, StateRow
from accord.shocks import Horizon
from accord.shocks.change import mask_of
from accord.solve import GoodOutcome, Outcome
from accord.study import Study
from accord.world import World

HORIZONS: tuple[Horizon, ...] = get_args(Horizon)
MOVERS = 8  # states outside the case that are shown because they move most
CENT = 0.01  # US$: less is what rounding leaves of sums that come to nothing
ROUNDING = 1e-9  # of a ratio, likewise: numbers hold to nine digits
NOTICED = 1e-6  # of a market's value: below it nobody would notice, and no table is shown


def scenarios(study: Study) -> tuple[Scenario, ...]:
    """Say what each scenario of the case does, on the first batch of draws."""
    return tuple(
        _scenario(study.case, study.world, name, tuple(_outcomes(study, name)))
        for name in study.case.scenarios
    )


def _outcomes(study: Study, name: str) -> Iterator[Outcome]:
    """Give a scenario's outcomes at the horizons at which it has any.

    None, where elasticities define no market or something is shut that isn't in use that year:
    claims that ask for one are untestable, and say why.
    """
    for horizon in HORIZONS:
        with suppress(ParameterError, InputError):
            yield study.inquire().outcome(name, horizon)


def _scenario(case: Case, world: World, name: str, outcomes: Sequence[Outcome]) -> Scenario:
    """Say what one scenario does; a good that it moves by next to nothing is named, not shown."""
    scenario = case.scenario(name)
    solved = [(o, g, Draws(g.gain).median()) for o in outcomes for g in o.goods.values()]
    moved = [(o, g, gains) for o, g, gains in solved if _noticed(world, g, gains)]
    shown = {good.good for _, good, _ in moved}
    return Scenario(
        id=name,
        title=scenario.title or name,
        shocks=tuple(str(shock) for shock in scenario.shocks),
        horizon=scenario.default_horizon,
        failed_draws=sum(int(o.failed.sum()) for o in outcomes),
        unchanged=tuple(
            good
            for good in priced(case, world)
            if good not in shown and len(outcomes) == len(HORIZONS)
        ),
        results=tuple(_market(case, world, o, good, gains) for o, good, gains in moved),
    )


def _noticed(world: World, good: GoodOutcome, gains: Array) -> bool:
    """Whether anybody gains or loses more than a millionth of what the market is worth."""
    return bool((np.abs(gains) > NOTICED * world.market(good.good).flows.sum()).any())


def _market(case: Case, world: World, outcome: Outcome, good: GoodOutcome, gains: Array) -> Market:
    """Say what one market does to those whom the case names, and to the largest movers."""
    named = (*case.candidates, *case.parties, *case.adversaries)
    single = [n for n in named if n in world.states]
    movers = [world.states[i] for i in np.argsort(-np.abs(gains)) if world.states[i] not in single]
    blocs = [n for n in dict.fromkeys(named) if n not in world.states]
    return Market(
        good=good.good,
        horizon=outcome.horizon,
        model=good.model,
        assumptions=tuple(sorted(good.used)),
        capped=float(good.capped),
        states=tuple(_row(world, good, n) for n in (*dict.fromkeys(single), *movers[:MOVERS])),
        blocs=tuple(_row(world, good, n) for n in blocs),
    )


def _row(world: World, good: GoodOutcome, name: str) -> StateRow:
    """One state or bloc in one market: sums over its members; a price only for a single state."""
    s, here = good.solution, mask_of(world, (name,))
    output = float(world.market(good.good).flows[here].sum())
    alone = int(here.sum()) == 1
    return StateRow(
        state=name,
        output_usd=output,
        price=change(s.price[:, here][:, 0]) if alone and output else None,
        price_index=change(s.price_index[:, here][:, 0]) if alone else None,
        revenue_change=change(s.revenue[:, here].sum(axis=1) / output) if output else None,
        consumer_surplus=money(_sum(s.consumer_surplus, here)),
        producer_surplus=money(_sum(s.producer_surplus, here)),
        rents=money(_sum(good.received, here)),
        total=money(good.gain_of(here)),
    )


def _sum(values: Array, here: Mask) -> Array:
    total: Array = values[:, here].sum(axis=1)
    return total


def money(values: Array) -> Interval:
    """Band of US$, in which less than a cent is nothing."""
    return band(np.where(np.abs(values) < CENT, 0.0, values))


def change(ratios: Array) -> Interval:
    """Band of a change by ratios of after to before, in which less than a billionth is nothing."""
    moved = ratios - 1
    return band(np.where(np.abs(moved) < ROUNDING, 0.0, moved))


def band(values: Array) -> Interval:
    """Median and 90 % band over the draws that were solved."""
    low, middle, high = (number(float(end)) for end in Draws(values).band())
    return Interval(value=middle, low=low, high=high)
