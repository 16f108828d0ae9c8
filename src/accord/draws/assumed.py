"""Every assumption that a case rests on: those it names, and elasticities left to the table.

A good whose settings name no assumption for a parameter gets the row of the table of
elasticities, under the name "<good>.<parameter>.<horizon>", so that nothing is assumed unseen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast, get_args

from accord.case.assumptions import (
    JUDGEMENT,
    Assumption,
    Drawn,
    Elasticity,
    Parameter,
    Triangular,
    Uniform,
)
from accord.case.model import Case
from accord.errors import InputError
from accord.names import GoodName
from accord.shocks import DISPLACING, Horizon
from accord.world import World

CALLED = {
    "sigma": "substitution between suppliers of",
    "demand": "elasticity of demand for",
    "supply": "elasticity of supply of",
}

# Where a value may lie at all, for break-evens that the case's own range doesn't hold.
PHYSICAL = {"share": (0.0, 1.0), "percent": (0.0, 100.0)}
BEYOND = 10.0  # without a physical bound: a tenth of the low end to ten times the high end
CES_FROM = 1.05  # an elasticity of substitution of 1 and less has no market of its own here


@dataclass(frozen=True, slots=True, kw_only=True)
class SolvedAssumption:
    """An assumption with its distribution resolved against the World."""

    name: str
    distribution: Drawn
    unit: str
    source: str
    note: str
    bounds: tuple[float, float]
    label: str = ""  # what it is called where a reader meets it; its name where unsaid

    @property
    def judgement(self) -> bool:
        """Whether nobody but the author of the case, or memory, vouches for it."""
        return self.source == JUDGEMENT or "judgement" in self.note or "memory" in self.note


Assumed = Mapping[str, SolvedAssumption]


def assumptions(case: Case, world: World) -> dict[str, SolvedAssumption]:
    """List all assumptions of the case, named ones first, elasticities of the table after.

    Raises
    ------
    InputError
        where the table has no elasticity for a good that the case solves
    """
    found = {name: _resolve(a, world) for name, a in case.assumptions.items()}
    for good in priced(case, world):
        for parameter in get_args(Parameter):
            for horizon in get_args(Horizon):
                name = _name(case, good, parameter, horizon)
                if name not in found:
                    found[name] = _of_table(name, world)
        if drawn := takers(case, good, world):
            anew, to_whom = drawn
            found[anew] = _taking(anew, "how far displaced {} moves", good, world)
            found[to_whom] = _taking(to_whom, "who takes displaced {}", good, world)
    return found


def takers(case: Case, good: GoodName, world: World) -> tuple[str, str] | None:
    """Name what picks who takes a good's displaced trade: how far it moves, and to whom of many.

    None where nothing is drawn: no shock of the case displaces trade, or the good isn't one that is
    the same whoever sells it.
    """
    kinds = {shock.kind for scenario in case.scenarios.values() for shock in scenario.shocks}
    if good not in world.tables.one_price_goods or not kinds & DISPLACING:
        return None
    return f"{good}.dealt-anew", f"{good}.takers"


def _taking(name: str, label: str, good: GoodName, world: World) -> SolvedAssumption:
    return SolvedAssumption(
        name=name,
        distribution=Uniform(distribution="uniform", low=0.0, high=1.0),
        unit="share",
        source="accord-backtest",
        note="drawn by the pool of mechanisms that past events were fitted with",
        label=label.format(world.goods[good].title.lower()),
        bounds=(0.0, 1.0),
    )


def priced(case: Case, world: World) -> tuple[GoodName, ...]:
    """Give the goods of the case whose market is solved, in the order of the case.

    A good is left out where its stage isn't settled or its balance of the year can't be trusted;
    `world.market_reason` says which.
    """
    return tuple(good for good in case.goods if world.market_reason(good) is None)


def market_parameters(case: Case, good: GoodName, horizon: Horizon) -> dict[Parameter, str]:
    """Name the assumption behind each parameter of a good's market at a horizon."""
    return {p: _name(case, good, p, horizon) for p in get_args(Parameter)}


def _name(case: Case, good: GoodName, parameter: Parameter, horizon: Horizon) -> str:
    named = cast("str | None", getattr(case.goods[good], parameter))
    return named or f"{good}.{parameter}.{horizon}"


def _of_table(name: str, world: World) -> SolvedAssumption:
    """Look up what "<good>.<parameter>.<horizon>" says, whichever market asks for it."""
    good, parameter, horizon = name.rsplit(".", 2)
    return _from_table(name, good, cast(Parameter, parameter), cast(Horizon, horizon), world)


def _from_table(
    name: str, good: str, parameter: Parameter, horizon: Horizon, world: World
) -> SolvedAssumption:
    row = world.elasticity(good, parameter, horizon)
    if row is None:
        raise InputError(
            f"the table of elasticities has no {parameter} for {good} in the {horizon} run; "
            f'name an assumption: [goods.{good}] {parameter} = "…"'
        )
    return SolvedAssumption(
        name=name,
        distribution=Triangular(
            distribution="triangular", low=row.low, mode=row.central, high=row.high
        ),
        unit="ratio",
        source=row.source,
        note=f"elasticity of the table, {row.status}",
        label=f"{CALLED[parameter]} {world.goods[good].title.lower()}, {horizon} run",
        bounds=(CES_FROM if parameter == "sigma" else row.low / BEYOND, BEYOND * row.high),
    )


def _resolve(assumption: Assumption, world: World) -> SolvedAssumption:
    """Look an elasticity up in the table; take any other distribution as it stands."""
    drawn = assumption.distribution
    if isinstance(drawn, Elasticity):
        read = _from_table(assumption.name, drawn.good, drawn.parameter, drawn.horizon, world)
        return replace(read, label=assumption.label or read.label)
    low, high = drawn.range
    return SolvedAssumption(
        name=assumption.name,
        distribution=drawn,
        unit=assumption.unit,
        source=assumption.source,
        note=assumption.note,
        label=assumption.label,
        bounds=assumption.bounds
        or PHYSICAL.get(assumption.unit, (min(low / BEYOND, low * BEYOND), BEYOND * high)),
    )
