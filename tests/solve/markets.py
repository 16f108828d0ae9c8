"""A case of one market, crude oil in the real World, and ways to solve a scenario of it."""

import numpy as np

import accord
from accord import case as cases
from accord.axes import Array, Mask
from accord.case.model import Case
from accord.draws import Sample, assumptions, central, sample
from accord.names import GoodName, Horizon, Model
from accord.solve import Outcome
from accord.study import Study
from accord.world import World

TEXT = """\
format = 1
title = "One market"
year = 2023

[accord]
name = "abraham-accords"
as_of = 2025-08-01
candidates = ["AZE", "KAZ"]
parties = ["ISR", "USA"]

[goods.crude-oil]
sigma = "sigma"
demand = "demand"
supply = "supply"

[assumptions]
sigma = { distribution = "uniform", low = 3, high = 20 }
demand = { distribution = "uniform", low = 0.1, high = 0.8 }
supply = { distribution = "uniform", low = 0.05, high = 1.0 }
size = { distribution = "uniform", low = 0, high = 0.2, unit = "share" }
margin = { distribution = "uniform", low = 0.05, high = 0.15, unit = "share" }

[scenarios]
"""
JOIN = 'kind = "accession", candidates = ["AZE", "KAZ"], with = ["ISR", "USA"], cost_cut = '
BAN = (
    'kind = "embargo", by = ["RUS", "CHN"], on = ["KAZ", "AZE"], direction = "both", '
    "evasion = 0.2, evasion_cost = 0.1"
)


def world() -> World:
    return accord.load_world(2023)


def read(margin: bool = False, **scenarios: tuple[str, ...] | str) -> Case:
    """Read a case with scenarios by name, each one shock or several, as TOML without braces."""
    several = {n: (s,) if isinstance(s, str) else s for n, s in scenarios.items()}
    written = "\n".join(
        f"{name} = {{ shocks = [{', '.join(f'{{ {one} }}' for one in shocks)}] }}"
        for name, shocks in several.items()
    )
    text = TEXT.replace(
        "[assumptions]", 'margin = "margin"\n[assumptions]' * margin or "[assumptions]"
    )
    return cases.parse(text + written, name="one", file="one.toml", world=world())


def solve(
    case: Case,
    of: World,
    scenario: str,
    drawn: Sample,
    horizon: Horizon | None = None,
    *,
    good: GoodName | None = None,
    model: Model = "partial",
) -> Outcome:
    """Solve a scenario of a case for given draws."""
    study = Study(case=case, world=of, assumed=assumptions(case, of), sample=drawn)
    return study.inquire().outcome(scenario, horizon, good=good, model=model)


def solved(case: Case, scenario: str, draws: int = 12, **more: object) -> Outcome:
    """Solve a scenario for a few draws."""
    drawn = sample(assumptions(case, world()), draws=draws, seed=1)
    return solve(case, world(), scenario, drawn, **more)


def along(case: Case, scenario: str, **path: Array) -> Outcome:
    """Solve a scenario with some assumptions on a path and the rest at their centre."""
    return solve(case, world(), scenario, central(assumptions(case, world()), path))


def at(*states: str) -> list[int]:
    return [world().index(s) for s in states]


def here(*states: str) -> Mask:
    return np.isin(world().states, states)
