"""Metrics of amounts: tonnes bought and sold, money earned, what use is met from, days of stock."""

from typing import TYPE_CHECKING, Literal

import numpy as np

from accord.axes import Array, Mask
from accord.draws import Draws
from accord.later import Later
from accord.measures.quantity import (
    CONSUMPTION_SHARE,
    DAYS_OF_STOCK,
    EXPORT_REVENUE,
    QUANTITY_CHANGE,
    UNMET_DEMAND,
    ConsumptionShare,
    DaysOfStock,
    ExportRevenue,
    QuantityChange,
    UnmetDemand,
)
from accord.names import GoodName, ScenarioName
from accord.numbers import value_text
from accord.solve import GoodOutcome
from accord.study import Inquiry
from accord.verdict.metrics import volumes, wording
from accord.verdict.metrics.figures import ENDS, end_of, published
from accord.verdict.metrics.market import (
    ONE_GOOD,
    SOURCES,
    against,
    capped,
    exports,
    solvable,
    touching,
    under,
)
from accord.verdict.metrics.record import (
    enough_exports,
    one_stage,
    output_of,
    record,
)
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import plain, sentence
from accord.world import Figure

if TYPE_CHECKING:
    from accord.engines.market import partial
else:
    partial = Later("accord.engines.market.partial")

DAYS = 365
LISTED = 12  # suppliers that are shown
WORTH = "tonnes are counted at what they are worth to who buys: in all no more than it uses"


@implements(QUANTITY_CHANGE)
def quantity_change(p: QuantityChange, q: Inquiry) -> Reading:
    """Add up tonnes before and after: of the market, or of what routes carry where it has none."""
    if q.world.good(p.good).priced:
        return _in_the_market(p, q)
    found = volumes.change(p, q)
    if not found.before and p.measure == "share":
        raise Untestable(
            f"no {wording.good(p.good, q.world)} is traded between them in {q.world.year}: nothing "
            "for a share to be of"
        )
    values = found.change if p.measure == "mass" else found.change / found.before
    return Reading(
        values=values,
        text=f"change of tonnes of {_trade(p, q)}, '{wording.scenario(p.scenario, q.case)}'",
        finding=sentence(
            f"{wording.scenario(p.scenario, q.case)}: {_trade(p, q)} changes by {{value}}, as "
            "volume lost or added: no prices move."
        ),
        sources=("baci", "accord-corridors"),
        year=q.world.year,
        table=found.table,
        notes=found.notes,
    )


def _in_the_market(p: QuantityChange, q: Inquiry) -> Reading:
    """Hold tonnes under the scenario against the baseline's, draw by draw."""
    solvable(p.good, q)
    solved = q.outcome(p.scenario, p.horizon, good=p.good, reads=QUANTITY_CHANGE.reads)
    outcome = touching(p.scenario, solved, (p.good,), q)
    market = q.world.market(p.good)
    links = _links(p, q) & (market.mass > 0)
    before = np.where(links, market.mass, 0.0).sum(axis=1)
    if not before.any():
        raise Untestable(f"no {_trade(p, q)} in {q.world.year}")
    if p.suppliers:
        enough_exports(p.suppliers, p.good, q.world.year, q)
    found = outcome.goods.get(p.good)
    sellers = np.flatnonzero(before)
    after = np.broadcast_to(before[sellers], (q.draws, len(sellers)))
    in_all = bool(p.buyers) and not p.suppliers  # what a buyer uses, not what anybody sells it
    solution = None if found is None else found.solution
    if solution is not None:
        each = np.zeros((len(sellers), *links.shape), dtype=bool)
        each[np.arange(len(sellers)), sellers] = links[sellers]
        counted = solution.bought_on if in_all else solution.quantity_on
        after = counted(each) / market.producer_price[sellers]
    total = float(before.sum())
    change = after.sum(axis=1) - total
    moved = Draws(after - before[sellers]).median()
    order = np.argsort(-before[sellers], kind="stable")[:LISTED]
    return Reading(
        values=change / total if p.measure == "share" else change,
        text=f"change of tonnes of {_trade(p, q)}, '{wording.scenario(p.scenario, q.case)}'",
        finding=under(p.scenario, outcome, q, f"{_trade(p, q)} changes by {{value}} in tonnes"),
        sources=SOURCES,
        year=q.world.year,
        table=Table(
            caption=f"tonnes by supplier, {q.world.year}",
            columns=(("supplier", ""), ("baseline", "t"), ("change, median", "t")),
            rows=tuple(
                (
                    wording.states(q.world.states[sellers[k]], q.world),
                    float(before[sellers[k]]),
                    float(moved[k]),
                )
                for k in order
            ),
        ),
        notes=(
            *capped(found),
            *((WORTH,) if in_all and isinstance(solution, partial.Solution) else ()),
            *_short(p, found, q),
            ONE_GOOD,
        ),
    )


def _short(p: QuantityChange, found: GoodOutcome | None, q: Inquiry) -> tuple[str, ...]:
    """Say what the buyers want and can't be given, where there is any."""
    if found is None or not p.buyers or p.suppliers:
        return ()
    here = q.world.mask(p.buyers)
    lacking = float(Draws(found.solution.unmet[:, here].sum(axis=1)).median())
    if not lacking > 0:
        return ()
    market = q.world.market(p.good)
    price = market.flows[:, here].sum() / market.mass[:, here].sum()
    tonnes = lacking / price
    return (f"{value_text(tonnes, unit='t')} a year of what they want are unmet (median)",)


def _links(p: QuantityChange, q: Inquiry) -> Mask:
    """Mark the links from the suppliers to the buyers: (S, B), domestic ones where asked for."""
    world = q.world
    everybody = np.ones(len(world.states), dtype=bool)
    links = np.outer(
        world.mask(p.suppliers) if p.suppliers else everybody,
        world.mask(p.buyers) if p.buyers else everybody,
    )
    if not p.home:
        np.fill_diagonal(links, False)
    return links


def _trade(p: QuantityChange, q: Inquiry) -> str:
    """Name the trade: from whom, to whom."""
    what = wording.good(p.good, q.world)
    by = f" from {wording.states(p.suppliers, q.world)}" if p.suppliers else ""
    to = f" to {wording.states(p.buyers, q.world)}" if p.buyers else ""
    return f"{'sales' if p.home else 'trade'} of {what}{by}{to}"


@implements(UNMET_DEMAND)
def unmet_demand(p: UnmetDemand, q: Inquiry) -> Reading:
    """Read what is wanted at the bound of prices and can't be had; or volume that has no way."""
    if q.world.good(p.good).priced:
        return _unmet_in_the_market(p, q)
    asked = QuantityChange(scenario=p.scenario, good=p.good, buyers=(p.buyer,), measure=p.measure)
    found = volumes.change(asked, q)
    who, what = wording.states(p.buyer, q.world), wording.good(p.good, q.world)
    if not found.before:
        raise Untestable(f"{who} has no recorded imports of {what} in {q.world.year}")
    lack = np.maximum(-found.change, 0.0)
    return Reading(
        values=lack if p.measure == "mass" else lack / found.before,
        text=f"unmet demand of {who} for {what}, '{wording.scenario(p.scenario, q.case)}'",
        finding=sentence(
            f"{wording.scenario(p.scenario, q.case)}: {{value}} of the {what} that {who} imports "
            f"has no way or no seller left, as in {q.world.year}."
        ),
        sources=("baci", "accord-corridors"),
        year=q.world.year,
        table=found.table,
        notes=found.notes,
    )


def _unmet_in_the_market(p: UnmetDemand, q: Inquiry) -> Reading:
    """Split what was used into what is had, given up and unmet, draw by draw."""
    solvable(p.good, q)
    solved = q.outcome(p.scenario, p.horizon, good=p.good, reads=UNMET_DEMAND.reads)
    outcome = touching(p.scenario, solved, (p.good,), q)
    market, here = q.world.market(p.good), q.world.mask(p.buyer)
    who, what = wording.states(p.buyer, q.world), wording.good(p.good, q.world)
    worth, mass = float(market.flows[:, here].sum()), float(market.mass[:, here].sum())
    if not worth:
        raise Untestable(f"{who} uses no {what} in {q.world.year}")
    found = outcome.goods.get(p.good)
    lack, had = np.zeros(q.draws), np.ones(q.draws)
    if found is not None:
        lack = found.solution.unmet[:, here].sum(axis=1) / worth
        had = np.full(q.draws, np.nan)
        if isinstance(found.solution, partial.Solution):
            had = found.solution.bought_on(np.broadcast_to(here, market.flows.shape)) / worth
    parts = (("still had", had), ("given up as the price rises", 1 - had - lack), ("unmet", lack))
    return Reading(
        values=lack * mass if p.measure == "mass" else lack,
        text=f"unmet demand of {who} for {what}, {against(p.scenario, outcome, q)}",
        finding=under(
            p.scenario,
            outcome,
            q,
            f"of the {what} that {who} used, {{value}} is unmet"
            if p.measure == "share"
            else f"{who} lacks {{value}} of {what}",
        ),
        sources=SOURCES,
        year=q.world.year,
        table=Table(
            caption=f"{what} that {who} used, {q.world.year}",
            columns=(("part", ""), ("median", "t"), ("share", "share")),
            rows=tuple(
                (name, float(Draws(x).median()) * mass, float(Draws(x).median()))
                for name, x in parts
                if np.isfinite(x).all()
            ),
        ),
        notes=(
            f"beyond {q.world.choke:g} times the base year's price buyers give up: no price above "
            "it is given, and what they want at it and can't have is unmet",
            *capped(found),
            ONE_GOOD,
        ),
    )


@implements(EXPORT_REVENUE)
def export_revenue(p: ExportRevenue, q: Inquiry) -> Reading:
    """Add up exports at producer prices, less those under another scenario where one is named."""
    solvable(p.good, q)
    sellers = np.flatnonzero(q.world.mask(p.states))
    today = exports(q.world.market(p.good).flows, sellers)
    who, what = wording.states(p.states, q.world), wording.good(p.good, q.world)
    if today.sum() == 0:
        raise Untestable(f"{who} export no {what} in {q.world.year}")
    enough_exports(p.states, p.good, q.world.year, q)
    values = _revenue(p, p.scenario, today, q)
    title = wording.scenario(p.scenario, q.case) if p.scenario else "as it was"
    more = ""
    if p.against is not None:
        values = values - _revenue(p, p.against, today, q)
        more = f" more than under '{wording.scenario(p.against, q.case)}'"
    return Reading(
        values=np.broadcast_to(values.sum(axis=1), (q.draws,)),
        text=f"export revenue of {who} from {what}, {title}{more}",
        finding=sentence(
            f"{title}: exporting {what} earns {who} {{value}} a year{more}, at producer prices of "
            f"{q.world.year}."
        ),
        sources=SOURCES,
        year=q.world.year,
        table=Table(
            caption=f"exports of {what} at producer prices, {q.world.year}",
            columns=(("state", ""), ("today", "usd"), ("median", "usd")),
            rows=tuple(
                (wording.states(q.world.states[s], q.world), float(now), float(then))
                for s, now, then in zip(sellers, today, Draws(values).median(), strict=True)
            ),
        ),
        notes=(ONE_GOOD,),
    )


def _revenue(p: ExportRevenue, scenario: ScenarioName | None, today: Array, q: Inquiry) -> Array:
    """Exports of each state under a scenario: (D, sellers), US$."""
    unchanged: Array = np.broadcast_to(today, (q.draws, len(today)))
    if scenario is None:
        return unchanged
    solved = q.outcome(scenario, p.horizon, good=p.good, reads=EXPORT_REVENUE.reads)
    outcome = touching(scenario, solved, (p.good,), q)
    found = outcome.goods.get(p.good)
    return unchanged if found is None else found.exports(np.flatnonzero(q.world.mask(p.states)))


@implements(CONSUMPTION_SHARE)
def consumption_share(p: ConsumptionShare, q: Inquiry) -> Reading:
    """Divide what suppliers send, and what the buyer keeps of its own, by what it uses."""
    world = q.world
    year = p.year or world.year
    buyer, what = wording.states(p.buyer, world), wording.good(p.good, world)
    who = wording.states(p.suppliers, world)
    bought = record(q, p.good).imports(p.buyer, year, "mass")
    made, sold = _made_and_sold(p.buyer, p.good, year, q)
    kept = made - sold if sold <= made else made
    use = kept + float(bought.sum())
    if not use > 0:
        raise Untestable(f"{buyer} neither makes nor buys {what} in {year}")
    here = world.mask(p.buyer, year)
    chosen = world.mask(p.suppliers, year)
    of_its_own = kept if (chosen & here).any() else 0.0
    sent = float(bought[chosen & ~here].sum())
    return Reading(
        values=(sent + of_its_own) / use,
        text=f"share of {who} in what {buyer} uses of {what}, {year}",
        finding=sentence(
            f"{{value}} of the {what} that {buyer} used in {year} came from {who}, of record."
        ),
        sources=("baci", "world-mining-data"),
        year=year,
        table=Table(
            caption=f"{what} of {buyer}, {year}",
            columns=(("what", ""), ("mass", "t")),
            rows=(
                ("produced", made),
                ("exported", sold),
                ("imported", float(bought.sum())),
                (f"sent by {who}", sent),
                ("used", use),
            ),
        ),
        notes=(
            "without change of stocks",
            *(("exports exceed production: re-exports, and left out of use",) * (sold > made)),
        ),
    )


def _made_and_sold(state: str, good: GoodName, year: int, q: Inquiry) -> tuple[float, float]:
    """Production and recorded exports of a state, or of a bloc as one market, t of one stage."""
    one_stage(good, q)
    made = float(output_of(good, year, q)[q.world.mask(state, year)].sum())
    return made, float(record(q, good).exports(state, year, "mass").sum())


@implements(DAYS_OF_STOCK)
def days_of_stock(p: DaysOfStock, q: Inquiry) -> Reading:
    """Divide the stock by what it stands in for in a day, both in one unit."""
    year = p.year or q.world.year
    stocks = published(p.stock, p.state, p.year, q)
    stock = sum(_tonnes(figure, q) for figure in stocks)
    a_year, from_figures = _wanted_a_year(p, year, q)
    who = wording.states(p.state, q.world)
    over = "use" if p.over == "use" else "net imports"
    if not a_year > 0:
        raise Untestable(f"{who} has no {over} to stand in for in {year}")
    figures = (*stocks, *from_figures)
    return Reading(
        values=stock / (a_year / DAYS),
        span=_ends_of_days(stocks, from_figures, a_year, q),
        text=f"days of {over} that {plain(p.stock)} of {who} would stand in for, {year}",
        finding=sentence(
            f"{plain(p.stock)} of {who} would stand in for {over} of {{value}}, in {year}."
        ),
        sources=tuple(sorted({f.source for f in figures} | ({"baci"} if p.use is None else set()))),
        year=year,
        table=Table(
            caption="what is divided by what",
            columns=(("what", ""), ("mass", "t")),
            rows=((plain(p.stock), stock), (f"{over} a day", a_year / DAYS)),
        ),
        notes=("how fast it can be drawn is another question",),
        remembered=any(f.remembered for f in figures),
    )


def _ends_of_days(
    stocks: tuple[Figure, ...], use: tuple[Figure, ...], a_year: float, q: Inquiry
) -> tuple[float, float] | None:
    """Divide the ends of what is stored by those of use; None where neither is a range."""
    if all(figure.low is None for figure in (*stocks, *use)):
        return None

    def total(figures: tuple[Figure, ...], end: Literal["low", "high"]) -> float:
        return sum(end_of(one, end) * q.world.tonnes_in(one.unit) for one in figures)

    least, most = (total(stocks, end) for end in ENDS)
    few, many = (total(use, end) or a_year for end in ENDS)
    return least / many * DAYS, most / few * DAYS


def _wanted_a_year(p: DaysOfStock, year: int, q: Inquiry) -> tuple[float, tuple[Figure, ...]]:
    """Use, or net imports, a year in t, and the figures that they were read from."""
    if p.use is not None:
        figures = published(p.use, p.state, p.year, q)
        return sum(_tonnes(figure, q) for figure in figures), figures
    if p.good is None:
        raise Untestable("the metric names neither a figure of use nor a good", "one of the two")
    bought = float(record(q, p.good).imports(p.state, year, "mass").sum())
    made, sold = _made_and_sold(p.state, p.good, year, q)
    return (bought - sold if p.over == "net-imports" else made + bought - sold), ()


def _tonnes(figure: Figure, q: Inquiry) -> float:
    """Turn a figure of a stock, or of a flow a year, into tonnes."""
    return figure.value * q.world.tonnes_in(figure.unit)
