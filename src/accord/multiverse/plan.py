"""Which universes there are: years x models x seeds x lines x assumptions, parted into tasks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import product
from typing import Any, Literal, TypeVar, cast, get_args

from scipy.stats import qmc

from accord.case.model import Case
from accord.draws import Assumed
from accord.errors import InputError
from accord.names import Model, require
from accord.study import Study
from accord.world import World, no_world

MOST = 1_000_000  # universes of one sweep
LEAST_DRAWS = 20  # as of a run
CORNERS = 12  # assumptions whose corners are all visited; 2^12 is 4,096
TOGETHER = 8  # settings of one task: enough to share what a market doesn't hang on, some seconds
AS_DRAWN = "as drawn"
Value = TypeVar("Value")
WAYS = f"none, one-at-a-time, corners (up to {CORNERS} assumptions), sobol:N (N a power of two)"


RUN: Literal["run"] = "run"
Swept = Model | Literal["run"]  # what a universe reads markets by


@dataclass(frozen=True, slots=True)
class Setting:
    """What is held fixed: assumptions with their values; every other one is drawn."""

    name: str
    values: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A piece of work that stands alone: some settings in one year, model and seed."""

    year: int
    model: Swept
    seed: int
    number: int  # among those of the same year, model and seed
    settings: tuple[Setting, ...]

    @property
    def key(self) -> str:
        """Name the task, the same in every run of the same plan; keys sort as tasks do."""
        return f"{self.year}-{self.model}-{self.seed:06}-{self.number:06}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What is varied, each over all of its values.

    years : of the World; the case's own where none is named
    models : market models, each for all that is read; `run`: each thing by its own, as a run does
    seeds : how many, from 0 on
    lines : factors on the lines that are shares, money, tonnes or ratios; at zero, counts, dates
        and yes or no they stay as they are
    assumptions : none; one-at-a-time, each at either end of its range; corners; sobol:N
    claims : ids of those to judge; all where none is named
    draws : of the assumptions that a universe leaves open
    """

    years: tuple[int, ...] = ()
    models: tuple[str, ...] = (RUN,)
    seeds: int = 1
    lines: tuple[float, ...] = (1.0,)
    assumptions: str = "none"
    claims: tuple[str, ...] = ()
    draws: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All universes of a sweep: the choices, checked, and what the assumptions are set to."""

    choices: Choices
    settings: tuple[Setting, ...]

    @staticmethod
    def of(case: Case, world: World, choices: Choices) -> "Plan":
        """Check what is asked and list the settings.

        Raises
        ------
        UnknownNameError
            for a model or claim that there isn't
        InputError
            for a year without a world, a factor that is none, or more universes than can be
        """
        _check(choices, case, world)
        assumed = Study.of(case, world, draws=LEAST_DRAWS, seed=0).assumed
        plan = Plan(
            choices=replace(
                choices,
                years=_each(choices.years) or (case.year,),
                models=_each(choices.models),
                lines=_each(choices.lines),
                claims=_each(choices.claims) or tuple(case.claims),
            ),
            settings=tuple(_settings(choices.assumptions, case, assumed)),
        )
        if plan.size > MOST:
            raise InputError(f"that is {plan.size:,} universes; a sweep has at most {MOST:,}")
        return plan

    @property
    def size(self) -> int:
        """How many universes there are."""
        of = self.choices
        return len(of.years) * len(of.models) * of.seeds * len(of.lines) * len(self.settings)

    def tasks(self) -> Iterator[Task]:
        """Part the universes into tasks, always the same ones; those of a world lie together."""
        parts = range(0, len(self.settings), TOGETHER)
        of = self.choices
        for year, model, seed in product(of.years, of.models, range(of.seeds)):
            for number, start in enumerate(parts):
                yield Task(
                    year=year,
                    model=cast(Swept, model),  # one of them: the plan was checked
                    seed=seed,
                    number=number,
                    settings=self.settings[start : start + TOGETHER],
                )

    def as_json(self) -> Mapping[str, Any]:
        """Say the plan as plain values."""
        counts = {"settings": len(self.settings), "universes": self.size}
        return {**asdict(self.choices), **counts}


def _each(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """Give each value once, in the order in which they were named."""
    return tuple(dict.fromkeys(values))


def _check(choices: Choices, case: Case, world: World) -> None:
    known = world.tables.years.trade
    for year in choices.years:
        if year not in known:
            raise no_world(year, world.tables)
    for model in choices.models:
        require("model", model, (RUN, *get_args(Model)))
    for claim in choices.claims:
        require("claim", claim, case.claims, where=f"in the case {case.name}")
    if choices.seeds < 1:
        raise InputError(f"seeds is {choices.seeds}; write how many, 1 or more")
    if choices.draws < LEAST_DRAWS:
        raise InputError(f"draws is {choices.draws}; write {LEAST_DRAWS} or more")
    if not choices.lines or not all(0 < factor < float("inf") for factor in choices.lines):
        raise InputError("a line is multiplied by a factor above 0, such as 0.5x,1x,2x")


def _settings(how: str, case: Case, assumed: Assumed) -> Iterator[Setting]:
    """List the settings of a way to go through the case's assumptions."""
    ranges = {
        name: assumed[name].distribution.range
        for name in case.assumptions
        if assumed[name].distribution.range[0] < assumed[name].distribution.range[1]
    }
    yield Setting(AS_DRAWN)
    if how == "one-at-a-time":
        for name, ends in ranges.items():
            for end, value in zip(("low", "high"), ends, strict=True):
                yield Setting(f"{name} {end}", ((name, value),))
    elif how == "corners":
        if len(ranges) > CORNERS:
            many = f"{len(ranges)} assumptions have {2 ** len(ranges):,} corners"
            raise InputError(f"{many}; corners are for up to {CORNERS}: write sobol:4096 instead")
        for number, values in enumerate(product(*ranges.values())):
            yield Setting(f"corner {number}", tuple(zip(ranges, values, strict=True)))
    elif found := re.fullmatch(r"sobol:(\d{1,6})", how):
        yield from _spread(int(found[1]), ranges)
    elif how != "none":
        raise InputError(f'assumptions is "{how}"; write one of {WAYS}')


def _spread(points: int, ranges: Mapping[str, tuple[float, float]]) -> Iterator[Setting]:
    """Spread points evenly over all ranges together, the same ones each time (Sobol 1967)."""
    if points < 1 or points & (points - 1):
        raise InputError(f"sobol:{points} is no power of two, which is what spreads evenly")
    if not ranges:
        return
    unit = qmc.Sobol(len(ranges), scramble=False).random(points)
    for number, row in enumerate(unit.tolist()):
        at = (
            (name, low + share * (high - low))
            for share, (name, (low, high)) in zip(row, ranges.items(), strict=True)
        )
        yield Setting(f"sobol {number}", tuple(at))
