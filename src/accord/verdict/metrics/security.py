"""Security of supply as metrics: concentration, dependency, leverage, supply risk."""

from collections.abc import Mapping, Sequence

import numpy as np

from accord.axes import Array
from accord.engines import security
from accord.measures.security import (
    EFFECTIVE_SUPPLIERS,
    GEOPOLRISK,
    HHI,
    IMPORT_DEPENDENCY,
    LEVERAGE,
    N_MINUS_1,
    SUPPLY_OUTSIDE,
    GasInfrastructure,
    ImportDependency,
    LeverageOf,
    Supply,
    SupplyOutside,
    SupplyRisk,
)
from accord.solve import Shut
from accord.study import Cells, Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.figures import ENDS, end_of, published
from accord.verdict.metrics.production import MINES_ONLY
from accord.verdict.metrics.record import (
    Record,
    enough_exports,
    members,
    one_stage,
    output_of,
    record,
)
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import own, percent, plain, sentence
from accord.world import Figure, World

KILOGRAMS = 1000  # in a tonne
STANDARD = 100  # %, of N-1 (article 5)
MOST_UNKNOWN = 0.1  # of imports, whose way nobody knows, for a share that passes
SIDES = {"buyer": "buyer's side", "supplier": "supplier's side"}


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
        who = wording.states(p.buyer, q.world)
        raise Untestable(f"{who} has no recorded imports of {trade.title} in {year}")
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
    """Hold one trade against all that the supplier sells, and all that the buyer buys."""
    year = p.year or q.world.year
    trade = record(q, p.good) if p.good else Record(q=q)
    seller, buyer = wording.states(p.supplier, q.world), wording.states(p.buyer, q.world)
    shared = set(members(p.supplier, year, q.world)) & set(members(p.buyer, year, q.world))
    if shared:
        raise Untestable(f"{wording.states(sorted(shared), q.world)} would depend on itself")
    exports = float(trade.exports(p.supplier, year).sum())
    imports = float(trade.imports(p.buyer, year).sum())
    if not exports or not imports:
        raise Untestable(
            f"{seller} has no recorded exports, or {buyer} no imports, of {trade.title} in {year}"
        )
    if p.good:
        enough_exports((p.supplier,), p.good, year, q)
    found = security.leverage(trade.links(p.supplier, p.buyer, year), exports, imports)
    c, a = float(found.c), float(found.a)
    both = (
        f"{buyer} got {percent(c)} of its recorded imports of {trade.title} from {seller}, "
        f"which sent it {percent(a)} of its exports"
    )
    said = {
        "asymmetry": f"{both}: {{value}} more in {year}.",
        "buyer": f"{buyer} got {{value}} of its recorded imports of {trade.title} from {seller}, "
        f"in {year}; {seller} sent it {percent(a)} of its exports.",
        "supplier": f"{seller} sent {buyer} {{value}} of its recorded exports of {trade.title}, in "
        f"{year}; {buyer} got {percent(c)} of its imports from it.",
    }
    one_side = {"buyer": found.c, "supplier": found.a}
    return Reading(
        values=float(one_side[p.of] if p.of in one_side else getattr(found, p.of)),
        text=f"{SIDES.get(p.of, p.of)} of dependence in {trade.title} between "
        f"{seller} and {buyer}, {year}",
        finding=sentence(said.get(p.of, f"{both}: {p.of} {{value}} in {year}.")),
        sources=("baci",),
        year=year,
        table=Table(
            caption=f"dependence, {trade.title} alone",
            columns=(
                ("c, buyer on supplier", "share"),
                ("a, supplier on buyer", "share"),
                ("salience", "share"),
                ("symmetry", "share"),
                ("interdependence", "share"),
            ),
            rows=(
                (
                    *(c, a, float(found.salience), float(found.symmetry)),
                    float(found.interdependence),
                ),
            ),
        ),
    )


@implements(SUPPLY_OUTSIDE)
def supply_outside(p: SupplyOutside, q: Inquiry) -> Reading:
    """Read the share outside by who makes it, by who sells it, and by what must cross the bloc."""
    world, year = q.world, p.year or q.world.year
    bought = record(q, p.good).imports(p.buyer, year, "mass")
    buyer, bloc = wording.states(p.buyer, world), wording.states(p.bloc, world)
    what = wording.good(p.good, world)
    if not bought.any():
        raise Untestable(f"{buyer} has no recorded imports of {what} in {year}")
    inside = world.mask(p.bloc, year)
    crossing, unknown = _crossing(p, bought, year, q)
    found = security.outside(
        output_of(p.good, year, q),
        bought[:, None],
        bloc=inside,
        crossing=np.nan_to_num(crossing)[:, None],
    )
    shares = {
        "production": float(found.by_production),
        "trade": float(found.by_trade[0]),
        "passage": float(found.by_passage[0]) if unknown <= MOST_UNKNOWN else None,
    }
    value = shares[p.by]
    if value is None:
        raise Untestable(
            f"{percent(unknown)} of imports come from where the network holds no way: too much to "
            "say what must cross",
            "ways to these suppliers",
        )
    how = {
        "production": f"{{value}} of the world's {what} was produced outside {bloc}",
        "trade": f"{buyer} bought {{value}} of its recorded imports of {what} outside {bloc}",
        "passage": f"{{value}} of {own(buyer)} recorded imports of {what} came from outside {bloc} "
        f"and had a way around it",
    }
    return Reading(
        values=value,
        text=f"{what} outside {bloc} for {buyer}, by {p.by}, {year}",
        finding=sentence(f"{how[p.by]}, in {year}."),
        sources=("accord-corridors", "baci", "world-mining-data"),
        year=year,
        table=Table(
            caption=f"{what} outside {bloc}, {year}",
            columns=(("by", ""), ("share", "share")),
            rows=tuple(shares.items()),
        ),
        notes=(
            MINES_ONLY,
            *((f"{percent(unknown)} of imports come from where the network holds no way",)
              if unknown else ()),
            "what must cross has no other way on the network, whatever room there is",
        ),
    )  # fmt: skip


def _crossing(p: SupplyOutside, bought: Array, year: int, q: Inquiry) -> tuple[Array, float]:
    """Say of each supplier whether its way to the buyer must cross the bloc, by the buyer's own.

    Returns
    -------
    (S,), 1 or 0, nan where the network holds no way even today; and the share of these in imports
    """
    here = q.world.mask(p.buyer, year)
    there = frozenset(members(p.bloc, year, q.world)) & set(q.network.states)
    way, around = (
        np.where(here & ~np.isnan(least), least, np.inf).min(axis=1)
        for least in (q.corridors.least(p.good, "cost", s) for s in (Shut(), Shut(avoid=there)))
    )
    crossing = np.where(np.isfinite(way), (~np.isfinite(around)).astype(float), np.nan)
    return crossing, float(bought[np.isnan(crossing)].sum() / bought.sum())


@implements(GEOPOLRISK)
def geopolrisk(p: SupplyRisk, q: Inquiry) -> Reading:
    """Multiply the concentration of output by the instability of who is bought from."""
    world, year = q.world, p.year or q.world.year
    one_stage(p.good, q)
    trade, what = record(q, p.good), wording.good(p.good, world)
    bought = trade.imports(p.buyer, year, "mass")
    if p.masses == "recorded":
        written = world.recorded(p.good, year).mass_as_recorded_t
        inside = world.mask(p.buyer, year)
        bought = np.where(inside, 0.0, written[:, inside].sum(axis=1))
    paid = float(trade.imports(p.buyer, year).sum())
    output = output_of(p.good, year, q)
    here = world.mask(p.buyer, year)
    rating = security.wgi_instability(world.stability(year))
    q.note(Cells(table="governance", years=(year,)))
    found = security.geopolrisk(
        production=output,
        imports=bought[:, None],
        domestic=output[here].sum(keepdims=True),
        instability=np.maximum(rating, 0.0),
        price=np.array([paid / bought.sum() / KILOGRAMS if bought.sum() else 0.0]),
    )
    buyer = wording.states(p.buyer, world)
    if not np.isfinite(found.score[0]):
        raise Untestable(f"{buyer} neither makes nor buys {what} in {year}")
    assert found.factor is not None
    numbers = {
        "score": float(found.score[0]),
        "import-risk": float(found.import_risk[0]),
        "factor": float(found.factor[0]),
    }
    order = np.argsort(-bought, kind="stable")[:10]
    return Reading(
        values=numbers[p.of],
        text=f"GeoPolRisk ({p.of}) of {what} for {buyer}, {year}",
        finding=sentence(
            f"{own(buyer)} supply of {what} had a GeoPolRisk {plain(p.of)} of {{value}} in {year}: "
            f"production concentrated at {float(found.hhi):.4f}, import risk "
            f"{numbers['import-risk']:.4f}."
        ),
        sources=("baci", "wgi", "world-mining-data"),
        year=year,
        table=Table(
            caption=f"who {buyer} buys from, and how unstable each is rated",
            columns=(("supplier", ""), ("imports", "t"), ("instability, 0..1", "ratio")),
            rows=tuple(
                (world.name(world.states[i]), float(bought[i]), float(rating[i]))
                for i in order
                if bought[i] > 0
            ),
        ),
        notes=(
            "a rating of perceived stability, not a probability of disruption",
            "kg of copper equivalent per kg" if p.of == "factor" else "of one good, in tonnes",
        ),
    )


@implements(N_MINUS_1)
def n_minus_1(p: GasInfrastructure, q: Inquiry) -> Reading:
    """Divide what is left without the largest infrastructure by the demand of the coldest day."""
    named = {"entry": p.entry, "production": p.production, "storage": p.storage, "lng": p.lng,
             "largest": p.largest, "demand": p.demand}  # fmt: skip
    named |= {"demand_side": p.demand_side} if p.demand_side else {}
    read = {part: published(name, p.state, p.year, q) for part, name in named.items()}
    figures = [figure for several in read.values() for figure in several]
    if len(units := {figure.unit for figure in figures}) > 1:
        raise Untestable(f"the figures are in {wording.listed(sorted(units))}: no one unit of gas")
    day = {
        part: (max if part == "largest" else sum)(figure.value for figure in several)
        for part, several in read.items()
    }
    who, (unit,) = wording.states(p.state, q.world), tuple(units)
    year = max((f.year for f in figures if f.year), default=None)
    found, span = float(security.n_minus_1(**day)), _ends_of_day(read)
    met = "is met" if found >= STANDARD else "is not met"
    return Reading(
        values=found,
        span=span,
        text=f"N-1 of gas in {who}",
        finding=sentence(
            f"without its largest infrastructure {who} could meet {{value}} of its demand for gas "
            f"on a day once in 20 years: the standard of {STANDARD} {met}."
        ),
        sources=tuple(sorted({figure.source for figure in figures})),
        year=year,
        table=Table(
            caption=f"inputs, {unit}",
            columns=(("what", ""), (unit, ""), ("source", "")),
            rows=tuple(
                (plain(named[part]), day[part], ", ".join(sorted({f.source for f in several})))
                for part, several in read.items()
            ),
        ),
        notes=("Regulation (EU) 2017/1938, annex II",),
        remembered=any(figure.remembered for figure in figures),
    )


def _ends_of_day(read: Mapping[str, Sequence[Figure]]) -> tuple[float, float] | None:
    """Give the least and the most that N-1 can be over published ranges; None where none is one.

    Least where capacities are low and the largest of them is high. What more demand does hangs on
    whether anything is left, so that both of its ends are tried.
    """
    if all(figure.low is None for several in read.values() for figure in several):
        return None
    day = {}
    for part, several in read.items():
        total = max if part == "largest" else sum
        low, high = (total(end_of(figure, end) for figure in several) for end in ENDS)
        day[part] = {
            "largest": [high, high, low, low],
            "demand": [low, high, low, high],
            "demand_side": [high, low, high, low],
        }.get(part, [low, low, high, high])
    found = security.n_minus_1(**day)
    return float(found.min()), float(found.max())
