"""Base rates of accession: how many of those at a stage joined, in past accords.

The stage is what tells: a rate pooled over accords scores worse than one half, by stage it is
clearly better. p = (joined + 1/2) / (n + 1), the mean of a Jeffreys posterior: no rate is 0. Named
in the press and eligible by the accord's own terms are one stage: neither has asked to join.
"""

from dataclasses import dataclass

import polars as pl

from accord.memo import kept
from accord.world import World

ONE_STAGE = {"named": "named or eligible", "eligible": "named or eligible"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many of those at a stage joined."""

    stage: str
    joined: int
    of: int

    @property
    def value(self) -> float:
        """The base rate, 0..1, never 0 or 1."""
        return (self.joined + 0.5) / (self.of + 1)


def stage_of(stage: str) -> str:
    """Give the stage that a rate is taken of."""
    return ONE_STAGE.get(stage, stage)


def rate(accessions: pl.DataFrame, stage: str) -> Rate:
    """Count who joined of those at a stage.

    Parameters
    ----------
    accessions : `Tables.accessions`, or a part of it
    stage : as the table has it
    """
    alike = [name for name in accessions["stage"].unique() if stage_of(name) == stage_of(stage)]
    here = accessions.filter(pl.col("stage").is_in(alike))
    return Rate(
        stage=stage_of(stage),
        joined=here.filter(pl.col("joined") == "yes").height,
        of=here.height,
    )


def rate_on_record(stage: str, world: World) -> Rate:
    """Count who joined of those at a stage, over all accords on record; once for a World."""
    return _rate(world, stage)


@kept
def _rate(world: World, stage: str) -> Rate:
    return rate(world.tables.accessions, stage)


def percent_of_gdp(state: str, world: World) -> float | None:
    """Give a hundredth of a state's GDP, US$, of the World's year or the newest.

    Of a bloc its own, else its members' added up. None where nobody counted it. Raises
    UnknownNameError where no state's is in the tables.
    """
    return _percent_of_gdp(world, state)


@kept
def _percent_of_gdp(world: World, state: str) -> float | None:
    found = world.figures("gdp", state, world.year) or world.figures("gdp", state)
    return sum(float(one.value) for one in found) / 100 if found else None
