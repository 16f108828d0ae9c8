"""Small cases and toy metrics, registered for as long as a test of verdicts runs.

A toy says what it is told to: an assumption's draws, a fact, a failure, or that it can't say.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

import accord
from accord import case as cases
from accord.case.model import Case
from accord.measures import declare, registry
from accord.names import AssumptionName
from accord.study import Inquiry, Study
from accord.verdict import Judge, Reading, implements
from accord.verdict.metrics import registry as readers

HEAD = """\
format = 1
title = "A made case"
year = 2023

[accord]
name = "abraham-accords"
as_of = 2025-08-01
candidates = ["AZE"]
parties = ["ISR"]

[goods.uranium]
"""
X = """
[assumptions.x]
distribution = "uniform"
low = 0
high = 1
unit = "share"
"""

SAID = {"text": "toy", "finding": "The toy says {value}."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    x: AssumptionName
    y: AssumptionName | None = None
    fails_below: float = -1.0
    remembered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    is_: float | None = None
    remembered: bool = False


def _drawn(p: Drawn, q: Inquiry) -> Reading:
    """Add two assumptions, draw by draw; nan below a value of the first."""
    x = q.drawn(p.x)
    values = np.where(x < p.fails_below, np.nan, x + (q.drawn(p.y) if p.y else 0.0))
    return Reading(values=values, sources=(), **SAID, remembered=p.remembered)


def _fact(p: Fact, q: Inquiry) -> Reading:
    """Give a number, or say that there is none."""
    if p.is_ is None:
        raise readers.Untestable("nobody counted", "a count")
    number = np.nan if p.is_ == -99 else p.is_
    return Reading(values=number, sources=(), **SAID, remembered=p.remembered)


@contextmanager
def registered() -> Iterator[None]:
    """Register the toys, and take them away again."""
    told = {"unit": "share", "engine": "facts", "formula": "as told"}
    implements(declare("toy-drawn", Drawn, doc="Says what it is told to.", **told))(_drawn)
    implements(declare("toy-fact", Fact, doc="Says what it is told to.", **told))(_fact)
    try:
        yield
    finally:
        for name in ("toy-drawn", "toy-fact"):
            del registry._MEASURES[name], readers._READERS[name]


def read(claims: str, more: str = X) -> Case:
    """Read a case of these claims and assumptions."""
    return cases.parse(
        HEAD + more + claims,
        name="made",
        file="made.toml",
        world=accord.load_world(2023),
    )


def study(case: Case, draws: int = 1000, seed: int = 0) -> Study:
    """Put a case on its World."""
    return Study.of(case, accord.load_world(case.year), draws=draws, seed=seed)


def verdicts(claims: str, more: str = X, draws: int = 1000, *, quick: bool = False) -> list[Any]:
    """Judge the one claim of a case, parts and all."""
    case = read(claims, more)
    (claim,) = case.claims.values()
    return Judge(study(case, draws), quick=quick).claim(claim)


def verdict(test: str, more: str = X, draws: int = 1000, *, quick: bool = False) -> Any:
    """Judge one claim without parts, of which only the lines of the test are given."""
    text = f'[claims.it]\nquote = "so it is"\nwhy = "so"\n{test}\n'
    (found,) = verdicts(text, more, draws, quick=quick)
    return found
