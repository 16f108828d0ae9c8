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
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.record import enough_exports, one_stage, output_of, record
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import own, percent, sentence
from accord.world import World


@implements(HHI)
def hhi(p: Supply, q: Inquiry) -> Reading:
    """Square and add the shares of suppliers."""
    supply, year = _supply(p, q)
    buyer, what = wording.states(p.buyer, q.world), wording.good(p.good, q.world)
    return Reading(
        values=float(security.hhi(supply)[0]),
        text=f"concentration of {own(buyer)} recorded imports of {what} by {p.by}, {year}",
        finding=sentence(
            f"{own(buyer)} recorded imports of {what} were concentrated at {{value}}, of 1 for a "
            f"single supplier, by {p.by} in {year}."
        ),
        sources=("baci",),
        year=year,
        table=_largest(supply, q.world, f"suppliers of {buyer}, {year}"),
    )


@implements(EFFECTIVE_SUPPLIERS)
def effective_suppliers(p: Supply, q: Inquiry) -> Reading:
    """Turn the concentration round."""
    supply, year = _supply(p, q)
    buyer, what = wording.states(p.buyer, q.world), wording.good(p.good, q.world)
    return Reading(
        values=float(security.effective_suppliers(supply)[0]),
        text=f"effective number of suppliers of {what} to {buyer} by {p.by}, {year}",
        finding=sentence(
            f"{buyer} was as exposed as if {{value}} equal suppliers sold it {what}, by {p.by} in "
            f"{year}."
        ),
        sources=("baci",),
        year=year,
        table=_largest(supply, q.world, f"suppliers of {buyer}, {year}"),
    )


def _supply(p: Supply, q: Inquiry) -> tuple[Array, int]:
    """Recorded imports of a buyer by supplier, a bloc as one market: (S, 1), and the year."""
    year = p.year or q.world.year
    trade = record(q, p.good)
    supply = trade.imports(p.buyer, year, p.by)
    if supply.sum() == 0:
        raise Untestable(f"{wording.states(p.buyer, q.world)} imports no {trade.title} in {year}")
    return supply[:, None], year


def _largest(supply: Array, world: World, caption: str) -> Table:
    """Show the suppliers that count."""
    shares = supply[:, 0] / supply.sum()
    order = np.argsort(-shares, kind="stable")[:10]
    return Table(
        caption=caption,
        columns=(("supplier", ""), ("share", "share")),
        rows=tuple((world.name(world.states[i]), float(shares[i])) for i in order if shares[i] > 0),
    )


@implements(IMPORT_DEPENDENCY)
def import_dependency(p: ImportDependency, q: Inquiry) -> Reading:
    """Hold imports and exports against production, all by mass."""
    world = q.world
    year = p.year or world.year
    who, what = wording.states(p.state, world), wording.good(p.good, world)
    one_stage(p.good, q)
    trade = record(q, p.good)
    made = output_of(p.good, year, q)[world.mask(p.state, year)].sum(keepdims=True)
    bought = trade.imports(p.state, year, "mass").sum(keepdims=True)
    sold = trade.exports(p.state, year, "mass").sum(keepdims=True)
    found = security.dependence(made, bought, sold)
    if not np.isfinite(found.share[0]):
        raise Untestable(f"{who} neither makes nor buys {what} in {year}")
    return Reading(
        values=float(found.share[0]),
        text=f"import dependency of {who} for {what}, {year}",
        finding=sentence(
            f"{who} imported {{value}} of the {what} that it used in {year}, net of exports."
            if found.share[0] >= 0
            else f"{who} exported {what}, net, in {year}: its import dependency is {{value}}."
        ),
        sources=("baci", "world-mining-data"),
        year=year,
        table=Table(
            caption=f"{what} of {who}, {year}",
            columns=(("produced", "t"), ("imported", "t"), ("exported", "t")),
            rows=((float(made[0]), float(bought[0]), float(sold[0])),),
        ),
        notes=("exports exceed production: re-exports; M / (P + M) is shown",)
        if found.gross[0]
        else (),
    )


@implements(LEVERAGE)
def leverage(p: LeverageOf, q: Inquiry) -> Reading:
    """Take the supplier's dependence on the buyer from the buyer's on the supplier."""
    year = p.year or q.world.year
    trade = record(q, p.good)
    exports = float(trade.exports(p.supplier, year).sum())
    imports = float(trade.imports(p.buyer, year).sum())
    seller, buyer = wording.states(p.supplier, q.world), wording.states(p.buyer, q.world)
    if not exports or not imports:
        raise Untestable(f"{seller} exports or {buyer} imports no {trade.title} in {year}")
    enough_exports((p.supplier,), p.good, year, q)
    found = security.leverage(trade.links(p.supplier, p.buyer, year), exports, imports)
    c, a = float(found.c), float(found.a)
    return Reading(
        values=float(found.asymmetry),
        text=f"asymmetry of dependence in {trade.title} between {seller} and {buyer}, {year}",
        finding=sentence(
            f"{buyer} got {percent(c)} of its recorded imports of {trade.title} from {seller}, "
            f"which sent it {percent(a)} of its exports: {{value}} more in {year}."
        ),
        sources=("baci",),
        year=year,
        table=Table(
            caption="dependence, this good alone",
            columns=(("c, buyer on supplier", "share"), ("a, supplier on buyer", "share")),
            rows=((c, a),),
        ),
    )
