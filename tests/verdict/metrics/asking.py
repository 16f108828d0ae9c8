"""Reads one metric on a small World, as a claim of a small case would.

Everything that an answer hangs on stands in the test: the World's tables, the call, the draws of
each assumption. Elasticities are single numbers, so that a market can be worked out by hand.
"""

from typing import Any

import numpy as np
from tests.small_world import small_world

from accord import case as cases
from accord.measures import MetricCall, measures
from accord.study import Inquiry, Study
from accord.verdict.metrics import Reading, Untestable, read
from accord.world import World

ONE_LINK = "supplier buyer value_usd mass_t\nAZE ISR 100 50"
CASE = """\
format = 1
title = "A made case"
year = {year}

[accord]
name = "PACT"
as_of = 2023-06-30
facts_until = 2023-12-31
candidates = ["AZE"]
parties = ["ISR"]

[goods.oil]
sigma = "sigma"
demand = "demand"
supply = "supply"

[assumptions]
sigma = {{ distribution = "discrete", values = [3] }}
demand = {{ distribution = "discrete", values = {demand} }}
supply = {{ distribution = "discrete", values = [1] }}
"""
# The same with the elasticities that the World's table has, each by its run.
BY_RUN = CASE.replace('sigma = "sigma"\ndemand = "demand"\nsupply = "supply"\n', "")


def made(blocs: str = "bloc state start end", states: tuple[str, ...] = (), **tables: Any) -> World:
    """Make a small World that has the case's accord and the states that it names."""
    columns = blocs.strip().splitlines()[0].split()
    accord = " ".join(["PACT AZE - -", *("verified" for _ in columns[4:])])
    tables.setdefault("production", "state quantity\nAZE 1")
    return small_world(blocs=f"{blocs}\n{accord}", states=("AZE", "ISR", *states), **tables)


def inquiry(
    world: World, more: str = "", draws: int = 4, demand: tuple[float, ...] = (0.5,)
) -> Inquiry:
    """Open an inquiry of the case on a World; `more` is TOML that is added to it."""
    text = CASE.format(year=world.year, demand=list(demand)) + more
    case = cases.parse(text, name="made", file="made.toml", world=world)
    return Study.of(case, world, draws=draws, seed=0).inquire()


def ask(world: World, metric: str, /, more: str = "", draws: int = 4, **parameters: Any) -> Reading:
    """Read a metric."""
    return ask_of(inquiry(world, more, draws), metric, **parameters)


def ask_of(q: Inquiry, metric: str, /, **parameters: Any) -> Reading:
    """Read a metric in an inquiry."""
    made = measures()[metric].parameters(**parameters)
    return read(MetricCall(name=metric, parameters=made), q)


def refusal(world: World, metric: str, /, more: str = "", **parameters: Any) -> str:
    """Give the reason why a metric can't be read; fail where it can."""
    try:
        found = ask(world, metric, more, **parameters)
    except Untestable as no:
        return no.reason
    raise AssertionError(f"{metric} was read: {found.finding}")


def drawn(reading: Reading) -> list[float]:
    """Give the different values that the draws have, rounded to what is worth comparing."""
    return sorted({round(float(v), 12) for v in np.atleast_1d(np.asarray(reading.values))})
