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
from accord.shocks.change import mask_of
from accord.verdict.evidence import Evidence
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.world import Figure, World

MINES_ONLY = "mine output says nothing of refining: an upper bound; ownership is not in the data"


@implements(PRODUCTION_SHARE)
def production_share(p: ProductionShare, evidence: Evidence) -> Reading:
    """Share of the world's production of a good that lies in the states."""
    year = p.year or evidence.world.year
    output = _production(evidence.world, p.good, year)
    here = mask_of(evidence.world, p.states)
    return Reading(
        values=float(output[here].sum() / output.sum()),
        text=f"share of {' + '.join(p.states)} in world production of {p.good}, {year}",
        sources=("world-mining-data",),
        year=year,
        table=_largest(evidence.world, p.good, year, output),
    )


@implements(PRODUCTION_OUTSIDE)
def production_outside(p: ProductionOutside, evidence: Evidence) -> Reading:
    """Share of a good's production outside a bloc's territory, and outside its transit."""
    world = evidence.world
    year = p.year or world.year
    output = _production(world, p.good, year)
    inside = mask_of(world, p.bloc)
    by_territory = 1 - float(output[inside].sum() / output.sum())
    crossing, sources, remembered = 0.0, {"world-mining-data"}, False
    rows = [("outside by territory", by_territory)]
    for state, figures in p.not_crossing.items():
        avoids, whole = (_figure(world, name, state, year) for name in figures)
        part = float(output[world.index(state)] / output.sum()) * (1 - avoids.value / whole.value)
        rows.append((f"{state}: sold to the bloc or crossing it", -part))
        crossing += part
        sources |= {avoids.source, whole.source}
        remembered |= avoids.remembered or whole.remembered
    return Reading(
        values=by_territory - crossing,
        text=f"share of {p.good} production outside {' + '.join(p.bloc)}"
        + (", and not crossing it" if p.not_crossing else "")
        + f", {year}",
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


def _figure(world: World, name: str, state: str, year: int) -> Figure:
    """Look up a figure that the share can't do without."""
    found = world.figure(name, state=state, year=year)
    if found is None:
        raise Untestable(f"no figure {name} for {state} in {year}", "exports by route")
    return found


@implements(SHARE_OF_OUTSIDE)
def share_of_outside(p: ShareOfOutside, evidence: Evidence) -> Reading:
    """Share of the states in that part of world production that lies outside a bloc."""
    year = p.year or evidence.world.year
    world = evidence.world
    output = _production(world, p.good, year)
    part = part_of_outside(output, of=mask_of(world, p.states), bloc=mask_of(world, p.bloc))
    if not np.isfinite(part):
        raise Untestable(f"nobody outside {' + '.join(p.bloc)} produces {p.good}")
    return Reading(
        values=float(part),
        text=f"share of {' + '.join(p.states)} in {p.good} production outside "
        f"{' + '.join(p.bloc)}, {year}",
        sources=("world-mining-data",),
        year=year,
        notes=(MINES_ONLY,),
    )


def _production(world: World, good: str, year: int) -> Array:
    """World production of a good, refused where nobody produces."""
    if not world.goods[good].production:
        raise Untestable(f"no production series of {good}")
    output = world.production(good, year)
    if not np.nansum(output) > 0:
        raise Untestable(f"no production of {good} is recorded for {year}")
    return np.nan_to_num(output)


def _largest(world: World, good: str, year: int, output: Array, most: int = 8) -> Table:
    """Show the largest producers."""
    order = np.argsort(-output)[:most]
    return Table(
        caption=f"largest producers of {good}, {year}",
        columns=(("state", ""), ("output", "t"), ("share", "share")),
        rows=tuple(
            (world.states[i], float(output[i]), float(output[i] / output.sum())) for i in order
        ),
    )
