"""Metrics read off production: who mines what, and what lies outside a bloc's control."""

import numpy as np

from accord.axes import Array
from accord.engines.security import part_of_outside
from accord.measures.production import (
    PRODUCTION_OUTSIDE,
    PRODUCTION_SHARE,
    SHARE_OF_OUTSIDE,
    ProductionOutside,
    ProductionShare,
    ShareOfOutside,
)
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.figures import known
from accord.verdict.metrics.record import output_of
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import sentence
from accord.world import World

MINES_ONLY = "mine output says nothing of refining: an upper bound; ownership is not in the data"
SOURCES = ("world-mining-data",)


@implements(PRODUCTION_SHARE)
def production_share(p: ProductionShare, q: Inquiry) -> Reading:
    """Divide what the states produce by what the world does."""
    year = p.year or q.world.year
    output = output_of(p.good, year, q)
    who, what = wording.states(p.states, q.world), wording.good(p.good, q.world)
    return Reading(
        values=float(output[q.world.mask(p.states, year)].sum() / output.sum()),
        text=f"share of {who} in world production of {what}, {year}",
        finding=sentence(f"{who} produced {{value}} of the world's {what} in {year}."),
        sources=SOURCES,
        year=year,
        table=_largest(q.world, what, year, output),
    )


@implements(PRODUCTION_OUTSIDE)
def production_outside(p: ProductionOutside, q: Inquiry) -> Reading:
    """Take off what lies in the bloc, then what producers outside sell it or send through it."""
    world = q.world
    year = p.year or world.year
    output = output_of(p.good, year, q)
    by_territory = 1 - float(output[world.mask(p.bloc, year)].sum() / output.sum())
    crossing, sources, remembered = 0.0, set(SOURCES), False
    rows = [("outside by territory", by_territory)]
    for state, figures in p.not_crossing.items():
        avoids, whole = (known(name, state, year, q) for name in figures)
        made = float(output[world.mask(state, year)].sum() / output.sum())
        part = made * (1 - avoids.value / whole.value)
        rows.append((f"{wording.states(state, world)}: sold to the bloc or crossing it", -part))
        crossing += part
        sources |= avoids.sources | whole.sources
        remembered |= avoids.remembered or whole.remembered
    what, bloc = wording.good(p.good, world), wording.states(p.bloc, world)
    ways = f", and not crossing {bloc}" if p.not_crossing else ""
    return Reading(
        values=by_territory - crossing,
        text=f"share of {what} production outside {bloc}{ways}, {year}",
        finding=sentence(
            f"{{value}} of the world's {what} was produced outside {bloc}{ways} in {year}."
        ),
        sources=tuple(sorted(sources)),
        year=year,
        table=Table(
            caption="how the share comes about",
            columns=(("what", ""), ("share of world", "share")),
            rows=tuple(rows),
        ),
        notes=(MINES_ONLY,),
        remembered=remembered,
    )


@implements(SHARE_OF_OUTSIDE)
def share_of_outside(p: ShareOfOutside, q: Inquiry) -> Reading:
    """Divide what the states produce by what is produced outside the bloc."""
    year, world = p.year or q.world.year, q.world
    output = output_of(p.good, year, q)
    part = part_of_outside(output, of=world.mask(p.states, year), bloc=world.mask(p.bloc, year))
    who, what = wording.states(p.states, world), wording.good(p.good, world)
    bloc = wording.states(p.bloc, world)
    if not np.isfinite(part):
        raise Untestable(f"nobody outside {bloc} produces {what}")
    return Reading(
        values=float(part),
        text=f"share of {who} in {what} production outside {bloc}, {year}",
        finding=sentence(
            f"{who} produced {{value}} of the {what} that was produced outside {bloc} in {year}."
        ),
        sources=SOURCES,
        year=year,
        notes=(MINES_ONLY,),
    )


def _largest(world: World, what: str, year: int, output: Array, most: int = 8) -> Table:
    """Show the largest producers."""
    order = np.argsort(-output, kind="stable")[:most]
    return Table(
        caption=f"largest producers of {what}, {year}",
        columns=(("state", ""), ("output", "t"), ("share", "share")),
        rows=tuple(
            (world.name(world.states[i]), float(output[i]), float(output[i] / output.sum()))
            for i in order
            if output[i] > 0
        ),
    )
