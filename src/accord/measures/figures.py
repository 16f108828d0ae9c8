"""Metrics read off curated single figures, and off the tables of regions, texts and projects."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accord.measures.needs import Need, Quality
from accord.measures.plural import Plural
from accord.measures.registry import declare
from accord.names import FigureName, StateName

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureOf:
    """Parameters of figure."""

    figure: FigureName  # which figure
    state: StateName | None = None  # of whom
    year: int | None = None  # the newest where unsaid


def _unit(p: FigureOf, world: "World") -> str:
    """Give the unit of the table's row."""
    return world.figure_unit(p.figure, p.state, p.year) or "ratio"


FIGURE = declare(
    "figure",
    FigureOf,
    unit=_unit,
    part=True,
    engine="facts",
    formula="a sourced figure, as published",
    needs=(Need(Quality.SOURCED, "figure"),),
    blocs={"state": Plural.PUBLISHED},
    doc="A single figure from a named source.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRank:
    """Parameters of figure-rank."""

    figure: FigureName  # which figure
    state: StateName  # of whom
    among: StateName  # a bloc
    year: int | None = None  # the case's where unsaid


FIGURE_RANK = declare(
    "figure-rank",
    FigureRank,
    unit="count",
    engine="facts",
    formula="1 + number of members with a larger figure",
    needs=(
        Need(Quality.SOURCED, "figure"),
        Need(Quality.MEMBERS, "among"),
    ),
    blocs={"state": Plural.PUBLISHED, "among": Plural.EACH},
    doc="Rank of a state among the members of a bloc, the largest figure first.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRatio:
    """Parameters of figure-ratio."""

    part: FigureName  # the figure above the line
    whole: FigureName  # the figure below it
    part_of: StateName | None = None  # the state that the figure is of, where it is of one
    whole_of: StateName | None = None  # whose
    year: int | None = None  # of both; each one's newest where unsaid


FIGURE_RATIO = declare(
    "figure-ratio",
    FigureRatio,
    unit="share",
    engine="facts",
    formula="part / whole, both as published",
    needs=(
        Need(Quality.SOURCED, "part"),
        Need(Quality.SOURCED, "whole"),
    ),
    blocs={"part_of": Plural.PUBLISHED, "whole_of": Plural.PUBLISHED},
    doc="""One published figure over another, in the same unit.

    Untestable where one is missing or their units differ.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureReplacement:
    """Parameters of figure-replacement."""

    gained: FigureName  # the figure that rose
    gained_by: StateName  # whose
    lost: FigureName  # the figure that fell
    lost_by: StateName  # whose
    since: int  # the first year
    until: int  # the last year


FIGURE_REPLACEMENT = declare(
    "figure-replacement",
    FigureReplacement,
    unit="share",
    engine="facts",
    formula="(gained(until) - gained(since)) / (lost(since) - lost(until))",
    needs=(
        Need(Quality.SOURCED, "gained"),
        Need(Quality.SOURCED, "lost"),
    ),
    blocs={"gained_by": Plural.PUBLISHED, "lost_by": Plural.PUBLISHED},
    doc="""Part of a loss that a gain made up, both as published, where trade records have gaps.

    Untestable where a figure is missing or nothing was lost.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InRegion:
    """Parameters of in-region."""

    states: tuple[StateName, ...]  # which states, a bloc as each of its members
    region: str  # as the UN writes it, "Central Asia"; or a region or bloc of the data or the case


IN_REGION = declare(
    "in-region",
    InRegion,
    unit="count",
    engine="facts",
    formula="number of states in the region",
    method="UN Statistics Division, Standard country or area codes (M49)",
    blocs={"states": Plural.EACH, "region": Plural.ANY},
    doc="""How many of the states lie in a region or subregion of the UN geoscheme.

    Or in a region of the data or the case's own, or a bloc: there by its members.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseCount:
    """Parameters of instruments-with-clause."""

    clause: str  # a yes/no column of the table of instruments


INSTRUMENTS_WITH_CLAUSE = declare(
    "instruments-with-clause",
    ClauseCount,
    unit="count",
    engine="facts",
    formula="number of the accord's instruments whose text has the clause",
    needs=(Need(Quality.ACCORD),),
    doc="How many instruments of the accord have a clause, by their text.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Projects:
    """Parameters of projects."""

    state: StateName  # of whom; of a bloc, of any of its members
    partner: StateName  # with whom; likewise
    sector: str  # of the projects


PROJECTS = declare(
    "projects",
    Projects,
    unit="count",
    engine="facts",
    formula="number of sourced projects or agreements in the sector",
    blocs={"state": Plural.ANY, "partner": Plural.ANY},
    doc="How many projects between two states in a sector have a source that was read.",
)
