"""One task: a case judged in a few universes that share year, model and seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from accord.case.model import Case, Claim, Part, StatusQuo, Test
from accord.condition import Condition
from accord.errors import AccordError, DataError
from accord.measures import measures
from accord.multiverse.plan import RUN, Plan, Setting, Task
from accord.study import Study
from accord.verdict import Drawn, Fact, Judge, Verdict
from accord.world import World, load

# Sizes, whose lines are a judgement of how much is much; a count, a date, a yes or no is not.
SIZES = frozenset({"share", "points", "usd", "usd_per_t", "t", "t_per_year", "ratio", "percent"})
SCHEMA = pl.Schema(
    {
        "year": pl.Int32,
        "model": pl.String,
        "seed": pl.Int32,
        "lines": pl.Float64,
        "setting": pl.String,
        "claim": pl.String,
        "verdict": pl.String,  # null where the model can't answer
        "value": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "probability": pl.Float64,
        "unit": pl.String,
        "reason": pl.String,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What all tasks of a sweep share: the case, the plan, and what its data must be."""

    case: Case
    plan: Plan
    data: str  # `Tables.digest`


def judged(task: Task, around: Around, world: World | None = None) -> pl.DataFrame:
    """Judge the claims in each universe of a task: a row for each universe, claim and part.

    Parameters
    ----------
    world : in whose tables; the package's own where None, whose checksums are compared first

    Raises
    ------
    DataError
        where the tables here are not those that the sweep was planned with
    """
    here = load(task.year, world.tables if world else None)
    if here.tables.digest != around.data:
        raise DataError("the tables of this worker are not those of the sweep: install one version")
    case = replace(around.case, year=task.year)
    study = Study.of(case, here, draws=around.plan.choices.draws, seed=task.seed)
    study = replace(study, model=None if task.model == RUN else task.model)
    rows = [
        row
        for setting in task.settings
        for factor in around.plan.choices.lines
        for row in _universe(study, setting, factor, around.plan.choices.claims)
    ]
    head = {"year": task.year, "model": task.model, "seed": task.seed}
    return pl.DataFrame([{**head, **row} for row in rows], schema=SCHEMA)


def _universe(
    study: Study, setting: Setting, factor: float, claims: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Judge the claims in one universe."""
    case = study.case
    scaled = {id_: _scaled(case.claims[id_], factor, study.world) for id_ in claims}
    settled = {id_: _settled(claim, study.world) for id_, claim in scaled.items() if factor != 1}
    here = replace(study, case=replace(case, claims=scaled)).fixed(**dict(setting.values))
    judge = Judge(here, words_only=True)
    for id_, claim in scaled.items():
        rows = _rows(judge, claim)
        if line := settled.get(id_):
            rows = iter(
                [{"claim": id_, "verdict": None, "reason": f"no value could decide {line}"}]
            )
        for row in rows:
            yield {"lines": factor, "setting": setting.name, **row}


def _rows(judge: Judge, claim: Claim) -> Iterator[dict[str, Any]]:
    """Give a claim's verdicts; none, with the reason, where the model can't answer."""
    try:
        found = judge.claim(claim)
    except AccordError as error:
        yield {"claim": claim.id, "verdict": None, "reason": str(error)}
        return
    for verdict in found:
        yield {"claim": verdict.id, **_said(verdict)}


def _said(verdict: Verdict) -> dict[str, Any]:
    said: dict[str, Any] = {
        "verdict": verdict.word,
        "reason": getattr(verdict, "reason", "") or None,
    }
    if isinstance(verdict, Drawn | Fact):
        unit = verdict.tested.unit if verdict.tested else None
        said |= {"value": verdict.value, "low": verdict.low, "high": verdict.high, "unit": unit}
    if isinstance(verdict, Drawn):
        said["probability"] = verdict.probability
    return said


def _scaled(claim: Claim, factor: float, world: World) -> Claim:
    """Move a claim's lines, and those of its parts, by a factor, where they are sizes."""
    if factor == 1:
        return claim
    parts = tuple(replace(part, **_moved(part, factor, world)) for part in claim.parts)
    return replace(claim, parts=parts, **_moved(claim, factor, world))


def _moved(asked: Claim | Part, factor: float, world: World) -> dict[str, Any]:
    moved: dict[str, Any] = {}
    if isinstance(asked.test, Test) and is_size(asked.test, world):
        fails = asked.test.failing
        holds = _line(asked.test.holds, factor)
        moved["test"] = replace(asked.test, holds=holds, fails=_line(fails, factor))
    quo = asked.status_quo
    if isinstance(quo, StatusQuo) and is_size(quo, world):
        moved["status_quo"] = replace(quo, holds=_line(quo.holds, factor))
    return moved


def is_size(test: Test | StatusQuo, world: World) -> bool:
    """Say whether a line is a size that a factor moves, and not at zero."""
    call = test.metric
    unit = measures()[call.name].unit_of(call.parameters, world)
    return unit in SIZES and test.holds.number != 0


def _settled(claim: Claim, world: World) -> Condition | None:
    """Find a line on both sides of which no value of its metric can lie: a share above 1.2."""
    return next((line for of, line in _lines(claim) if _beyond(line, _ends(of, world))), None)


def _lines(claim: Claim) -> Iterator[tuple[Test | StatusQuo, Condition]]:
    each: tuple[Claim | Part, ...] = (claim, *claim.parts)
    for asked in each:
        if isinstance(asked.test, Test):
            yield from ((asked.test, line) for line in (asked.test.holds, asked.test.failing))
        if isinstance(asked.status_quo, StatusQuo):
            yield asked.status_quo, asked.status_quo.holds


def _ends(test: Test | StatusQuo, world: World) -> tuple[float, float] | None:
    measure, parameters = measures()[test.metric.name], test.metric.parameters
    return measure.ends(measure.unit_of(parameters, world))


def _beyond(line: Condition, ends: tuple[float, float] | None) -> bool:
    if ends is None:
        return False
    low, high = ends
    above, below = line.of(np.array(ends))
    return not low <= line.number <= high or (line.operator != "==" and above == below)


def _line(line: Condition, factor: float) -> Condition:
    number = line.number * factor
    return Condition(line.operator, number, f"{line.text} x {factor:g}")
