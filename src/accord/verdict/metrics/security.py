"""Security of supply as metrics: concentration, dependency, leverage, supply risk."""

import numpy as np

from accord.axes import Array
from accord.engines import security
from accord.measures.security import (
    EFFECTIVE_SUPPLIERS,
    HHI,
    IMPORT_DEPENDENCY,
    LEVERAGE,
    ImportDependency,
    LeverageOf,
    Supply,
)
from accord.shocks.change import mask_of
from accord.verdict.evidence import Evidence
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.trade import traded
from accord.world import World


def _supply(p: Supply, evidence: Evidence) -> tuple[Array, int]:
    """Recorded imports of a buyer by supplier, a bloc as one market: (S, 1), and the year."""
    world = evidence.world
    year = p.year or world.year
    trade = world.recorded(traded(p.good, world), year)
    amount = trade.value_usd if p.by == "value" else trade.mass_t
    inside = mask_of(world, (p.buyer,))
    supply = np.where(inside, 0.0, amount[:, inside].sum(axis=1))[:, None]
    if supply.sum() == 0:
        raise Untestable(f"{p.buyer} imports no {p.good} in {year}")
    return supply, year


def _largest(supply: Array, world: World, caption: str) -> Table:
    """Show the suppliers that count."""
    shares = supply[:, 0] / supply.sum()
    order = np.argsort(-shares)[:10]
    return Table(
        caption=caption,
        columns=(("supplier", ""), ("share", "share")),
        rows=tuple((world.states[i], float(shares[i])) for i in order if shares[i] > 0),
    )


@implements(HHI)
def hhi(p: Supply, evidence: Evidence) -> Reading:
    """Concentration of a buyer's recorded imports; a bloc is one market, trade inside dropped."""
    supply, year = _supply(p, evidence)
    return Reading(
        values=float(security.hhi(supply)[0]),
        text=f"concentration of {p.buyer}'s recorded imports of {p.good} by {p.by}, {year}",
        sources=("baci",),
        year=year,
        table=_largest(supply, evidence.world, f"suppliers of {p.buyer}, {year}"),
    )


@implements(EFFECTIVE_SUPPLIERS)
def effective_suppliers(p: Supply, evidence: Evidence) -> Reading:
    """How many equal suppliers would leave a buyer as exposed as it is."""
    supply, year = _supply(p, evidence)
    return Reading(
        values=float(security.effective_suppliers(supply)[0]),
        text=f"effective number of suppliers of {p.good} to {p.buyer} by {p.by}, {year}",
        sources=("baci",),
        year=year,
        table=_largest(supply, evidence.world, f"suppliers of {p.buyer}, {year}"),
    )


@implements(IMPORT_DEPENDENCY)
def import_dependency(p: ImportDependency, evidence: Evidence) -> Reading:
    """Share of a state's use of a good that is imported; negative for a net exporter."""
    world = evidence.world
    year = p.year or world.year
    if world.goods[p.good].conversion is None:
        raise Untestable(f"production and trade of {p.good} are of different stages")
    inside = mask_of(world, (p.state,))
    mass = world.recorded(traded(p.good, world), year).mass_t
    made = np.array([world.production(p.good, year)[inside].sum()])
    bought = np.array([mass[~inside][:, inside].sum()])
    sold = np.array([mass[inside][:, ~inside].sum()])
    found = security.dependence(made, bought, sold)
    if not np.isfinite(found.share[0]):
        raise Untestable(f"{p.state} neither makes nor buys {p.good} in {year}")
    return Reading(
        values=float(found.share[0]),
        text=f"import dependency of {p.state} for {p.good}, {year}",
        sources=("baci", "world-mining-data"),
        year=year,
        table=Table(
            caption=f"{p.good} of {p.state}, {year}",
            columns=(("produced", "t"), ("imported", "t"), ("exported", "t")),
            rows=((float(made[0]), float(bought[0]), float(sold[0])),),
        ),
        notes=("exports exceed production: re-exports; M / (P + M) is shown",)
        if found.gross[0]
        else (),
    )


@implements(LEVERAGE)
def leverage(p: LeverageOf, evidence: Evidence) -> Reading:
    """By how much more a buyer depends on a supplier than the supplier on it, for one good."""
    world = evidence.world
    year = p.year or world.year
    value = world.recorded(traded(p.good, world), year).value_usd
    here, there = mask_of(world, (p.supplier,)), mask_of(world, (p.buyer,))
    flow, exports, imports = (
        float(value[here][:, there].sum()),
        float(value[here][:, ~here].sum()),
        float(value[~there][:, there].sum()),
    )
    if not exports or not imports:
        raise Untestable(f"{p.supplier} exports or {p.buyer} imports no {p.good} in {year}")
    found = security.leverage(flow, exports, imports)
    return Reading(
        values=float(found.asymmetry),
        text=f"asymmetry of {p.good} between {p.supplier} and {p.buyer}, {year}",
        sources=("baci",),
        year=year,
        table=Table(
            caption="dependence, this good alone",
            columns=(("c, buyer on supplier", "share"), ("a, supplier on buyer", "share")),
            rows=((float(found.c), float(found.a)),),
        ),
    )
