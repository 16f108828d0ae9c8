"""Metrics read off market outcomes: prices, revenues, surplus, who gains in every draw."""

import numpy as np

from accord.axes import Array, Mask, Places
from accord.case.model import BASELINE
from accord.draws import Draws, priced
from accord.engines.security import importer_loss
from accord.measures.market import (
    DIVERSION_DROP,
    EXPORT_REVENUE_CHANGE,
    EXPORT_SHARE_CHANGE,
    GAIN,
    LOSS_PRICE_RISE,
    PRICE_CHANGE,
    SMALLEST_GAIN,
    WORLD_PRICE,
    WORLD_PRICE_CHANGE,
    DiversionDrop,
    ExportRevenueChange,
    ExportShareChange,
    Gain,
    LossPriceRise,
    PriceChange,
    WorldPrice,
)
from accord.measures.trade import ImportShare
from accord.names import GoodName
from accord.numbers import value_text
from accord.shocks import NewLink
from accord.solve import GoodOutcome, Outcome
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.record import Record, enough_exports, record
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.trade import import_share
from accord.verdict.metrics.wording import own, percent, sentence

LISTED = 12  # states that are shown
ONE_GOOD = "goods are markets of their own: no cross-price terms"
SOURCES = ("baci", "world-mining-data")


@implements(EXPORT_REVENUE_CHANGE)
def export_revenue_change(p: ExportRevenueChange, q: Inquiry) -> Reading:
    """Hold export revenue under the scenario against the baseline's, draw by draw."""
    solvable(p.good, q)
    solved = q.outcome(p.scenario, p.horizon, good=p.good, reads=EXPORT_REVENUE_CHANGE.reads)
    outcome = touching(p.scenario, solved, (p.good,), q)
    sellers = np.flatnonzero(q.world.mask(p.states))
    before = exports(q.world.market(p.good).flows, sellers)
    who, what = wording.states(p.states, q.world), wording.good(p.good, q.world)
    if before.sum() == 0:
        raise Untestable(f"{who} export no {what} in {q.world.year}")
    enough_exports(p.states, p.good, q.world.year, q)
    found = outcome.goods.get(p.good)
    after = before[None] if found is None else found.exports(sellers)
    change = Draws(after - before).median()
    return Reading(
        values=np.broadcast_to(after.sum(axis=1) / before.sum() - 1, (q.draws,)),
        text=f"change of export revenue from {what}, {who}, {against(p.scenario, outcome, q)}",
        finding=under(
            p.scenario, outcome, q, f"export revenue of {who} from {what} changes by {{value}}"
        ),
        sources=SOURCES,
        year=q.world.year,
        table=Table(
            caption=f"exports of {what} at producer prices, {q.world.year}",
            columns=(("state", ""), ("baseline", "usd"), ("change, median", "usd")),
            rows=tuple(
                (wording.states(q.world.states[s], q.world), float(b), float(c))
                for s, b, c in zip(sellers, before, change, strict=True)
            ),
        ),
        notes=(*capped(found), ONE_GOOD),
    )


def solvable(good: GoodName, q: Inquiry) -> None:
    """Refuse a good whose market can't be solved, with the reason."""
    if good not in q.case.goods:
        raise Untestable(f"{wording.good(good, q.world)} is not among the goods of the case")
    if reason := q.world.market_reason(good):
        raise Untestable(reason)


def touching(scenario: str, outcome: Outcome, goods: tuple[GoodName, ...], q: Inquiry) -> Outcome:
    """Refuse a scenario that touches nothing in the markets that are read: it isn't 'no effect'.

    The baseline has no shocks and is what it is; in one world market what happens on links alone
    is nothing by what that model says.
    """
    touched = any(q.touches(scenario, good, outcome.horizon) for good in goods)
    if scenario != BASELINE and not touched:
        what = wording.listed((wording.good(g, q.world) for g in goods), "or")
        raise Untestable(
            f"'{wording.scenario(scenario, q.case)}' touches nothing in the market of {what}",
            f"a shock to whom and what {what} is traded by",
        )
    return outcome


def exports(flows: Array, sellers: Places) -> Array:
    """Baseline exports of some states, domestic sales left out: (sellers,), US$."""
    total: Array = flows[sellers].sum(axis=1) - flows[sellers, sellers]
    return total


def against(scenario: str, outcome: Outcome, q: Inquiry) -> str:
    """Say which scenario a change is of, and in which run."""
    return f"'{wording.scenario(scenario, q.case)}' against the baseline, {outcome.horizon} run"


def under(scenario: str, outcome: Outcome, q: Inquiry, what: str) -> str:
    """Say what happens under a scenario."""
    title = wording.scenario(scenario, q.case)
    return sentence(f"{title}: {what}, in the {outcome.horizon} run.")


def capped(found: GoodOutcome | None) -> tuple[str, ...]:
    """Say in how many draws a cut of cost was capped at the margin."""
    if found is None or found.capped == 0:
        return ()
    return (f"the cut exceeds the margin in {percent(found.capped)} of draws and is capped there",)


@implements(PRICE_CHANGE)
def price_change(p: PriceChange, q: Inquiry) -> Reading:
    """Read a price off the solution; a buyer's without what a new source alone takes off it."""
    solvable(p.good, q)
    solved = q.outcome(p.scenario, p.horizon, good=p.good, reads=PRICE_CHANGE.reads)
    outcome = touching(p.scenario, solved, (p.good,), q)
    found = outcome.goods.get(p.good)
    weight = _weights(p, q)
    states = np.flatnonzero(weight)
    each = np.ones((q.draws, len(states)))
    if found is not None and p.side == "producer":
        each = found.solution.price[:, states]
    elif found is not None:
        each = _index_of_old_sources(p, found, q)[:, states]
    what, who = wording.good(p.good, q.world), wording.states(p.state, q.world)
    said = "producer price" if p.side == "producer" else "price to buyers"
    several = p.state in q.world.blocs
    return Reading(
        values=each @ weight[states] - 1,
        text=f"change of the {said} of {what} in {who}, {against(p.scenario, outcome, q)}",
        finding=under(
            p.scenario, outcome, q, f"the {said} of {what} in {who} changes by {{value}}"
        ),
        sources=SOURCES,
        year=q.world.year,
        table=_by_state("change of price by member", states, each, weight, q) if several else None,
        notes=(
            *capped(found),
            *_unmet(p, found, q),
            *(("read over today's sources alone",) if _new(p, q) else ()),
            *(("weighed by what each member trades today",) if several else ()),
        ),
    )


def _weights(p: PriceChange, q: Inquiry) -> Array:
    """Shares of a party's states in what it sells, or spends, today: (S,), 1 in sum."""
    here = q.world.mask(p.state)
    traded = q.world.market(p.good).flows.sum(axis=1 if p.side == "producer" else 0)
    weight: Array = np.where(here, traded, 0.0)
    if not weight.any():  # who trades nothing has the price that nothing moves
        weight = here.astype(float)
    shares: Array = weight / weight.sum()
    return shares


def _by_state(caption: str, states: Places, each: Array, weight: Array, q: Inquiry) -> Table:
    """Show the prices behind an index: the median change of each, and its weight."""
    changes = Draws(each - 1).median()
    order = np.argsort(-weight[states], kind="stable")[:LISTED]
    return Table(
        caption=caption,
        columns=(("state", ""), ("change, median", "share"), ("weight", "share")),
        rows=tuple(
            (
                wording.states(q.world.states[states[k]], q.world),
                float(changes[k]),
                float(weight[states[k]]),
            )
            for k in order
        ),
    )


def _new(p: PriceChange, q: Inquiry) -> list[NewLink]:
    """Give the links to the buyer that the scenario opens."""
    shocks = q.case.scenario(p.scenario).shocks if p.side == "buyer" else ()
    members = q.world.expand(p.state)
    return [s for s in shocks if isinstance(s, NewLink) and s.good == p.good and s.buyer in members]


def _index_of_old_sources(p: PriceChange, found: GoodOutcome, q: Inquiry) -> Array:
    """Give buyers' price indices over the sources that they have today: (D, B).

    One more source lowers a CES index by itself, at unchanged prices (Feenstra 1994).
    """
    if not (opened := _new(p, q)):
        return found.solution.price_index
    links = np.ones(found.solution.shape, dtype=bool)
    for link in opened:
        links[q.world.index(link.supplier), q.world.index(link.buyer)] = False
    return found.solution.price_index_over(links)


def _unmet(p: PriceChange, found: GoodOutcome | None, q: Inquiry) -> tuple[str, ...]:
    """Say where a buyer's price stands at the bound, and what it can't get there."""
    here = q.world.mask(p.state)
    if found is None or p.side == "producer" or not (found.solution.unmet[:, here] > 0).any():
        return ()
    market = q.world.market(p.good)
    unmet = found.solution.unmet[:, here].sum(axis=1) / market.flows[:, here].sum()
    stands = unmet > 0
    share = float(Draws(unmet[stands]).median())
    tonnes = value_text(share * float(market.mass[:, here].sum()), unit="t")
    return (
        f"the price stands at {q.world.choke:g} times the base year's in "
        f"{percent(float(stands.mean()))} of draws, where buyers give up: {percent(share)} of what "
        f"was bought, {tonnes}, is unmet (median of these)",
    )


@implements(WORLD_PRICE_CHANGE)
def world_price_change(p: WorldPrice, q: Inquiry) -> Reading:
    """Weigh producers' prices by what each exports today."""
    return _world_price(p, q, level=False)


@implements(WORLD_PRICE)
def world_price(p: WorldPrice, q: Inquiry) -> Reading:
    """Put the benchmark in US$ a tonne, from today's price of exports."""
    return _world_price(p, q, level=True)


def _world_price(p: WorldPrice, q: Inquiry, *, level: bool) -> Reading:
    """Read the benchmark, and show what buyers pay beside it."""
    solvable(p.good, q)
    solved = q.outcome(p.scenario, p.horizon, good=p.good, reads=WORLD_PRICE.reads)
    outcome = touching(p.scenario, solved, (p.good,), q)
    market, what = q.world.market(p.good), wording.good(p.good, q.world)
    flows = exports(market.flows, np.arange(len(q.world.states)))
    tonnes = exports(market.mass, np.arange(len(q.world.states)))
    sellers = np.flatnonzero(flows)
    if not sellers.size:
        raise Untestable(f"nobody exports {what} in {q.world.year}")
    found = outcome.goods.get(p.good)
    ratio = np.ones(q.draws)
    if found is not None:
        ratio = found.solution.price[:, sellers] @ (flows[sellers] / flows.sum())
    today = float(flows.sum() / tonnes.sum())
    return Reading(
        values=ratio * today if level else ratio - 1,
        text=f"trade-weighted price of {what} of all exporters, {against(p.scenario, outcome, q)}",
        finding=under(
            p.scenario,
            outcome,
            q,
            f"the trade-weighted price of {what} on the world market "
            + ("is {value}" if level else "changes by {value}"),
        ),
        sources=SOURCES,
        year=q.world.year,
        table=_beside(p, ratio, found, q),
        notes=(
            f"{value_text(today, unit='usd_per_t')} today: the mean of all exports at producer "
            "prices, no quotation of an exchange",
            *capped(found),
            ONE_GOOD,
        ),
    )


def _beside(p: WorldPrice, ratio: Array, found: GoodOutcome | None, q: Inquiry) -> Table:
    """Show the benchmark, then the price to each buyer that is named, a bloc weighed."""
    rows = [("world, as exporters get it", float(Draws(ratio - 1).median()))]
    for name in p.buyers:
        asked = PriceChange(state=name, scenario=p.scenario, good=p.good)
        weight = _weights(asked, q)
        paid = weight.sum() * np.ones(q.draws)
        if found is not None:
            paid = np.nan_to_num(_index_of_old_sources(asked, found, q), nan=1.0) @ weight
        rows.append((wording.states(name, q.world), float(Draws(paid - 1).median())))
    return Table(
        caption="change of price, median",
        columns=(("whose", ""), ("change", "share")),
        rows=tuple(rows),
    )


@implements(GAIN)
def gain(p: Gain, q: Inquiry) -> Reading:
    """Add up what the parties gain, a state that is in two of them once."""
    outcome = _gains(p, q)
    values = outcome.gain(q.world.mask(p.parties))
    who = wording.states(p.parties, q.world)
    return _gain_reading(p, q, outcome, values, "gain together", f"{who} gain {{value}} together")


@implements(SMALLEST_GAIN)
def smallest_gain(p: Gain, q: Inquiry) -> Reading:
    """Take the least of the parties' gains in every draw."""
    outcome = _gains(p, q)
    each = np.stack([outcome.gain(q.world.mask(party)) for party in p.parties], axis=1)
    who = wording.states(p.parties, q.world)
    finding = f"whoever gains least of {who} gains {{value}}"
    return _gain_reading(p, q, outcome, each.min(axis=1), "gain of whoever gains least", finding)


def _gains(p: Gain, q: Inquiry) -> Outcome:
    """Solve what the parties gain in, or refuse."""
    goods = priced(q.case, q.world)
    if not goods:
        reasons = {q.world.market_reason(g) for g in q.case.goods}
        raise Untestable("; ".join(sorted(r for r in reasons if r)) or "the case counts no good")
    return touching(p.scenario, q.outcome(p.scenario, p.horizon, reads=GAIN.reads), tuple(goods), q)


def _gain_reading(
    p: Gain, q: Inquiry, outcome: Outcome, values: Array, what: str, finding: str
) -> Reading:
    """Show who gains, in how many draws, and what everybody else pays."""
    rest: Mask = ~q.world.mask(p.parties)
    columns = [(sentence(wording.states(n, q.world)), q.world.mask(n)) for n in p.parties]
    rows = tuple(
        (name, *Draws(x).quantile([0.5, 0.05, 0.95]).tolist(), Draws(x).share_of(x > 0))
        for name, mask in [*columns, ("Everybody else", rest)]
        for x in [outcome.gain(mask)]
    )
    who = wording.states(p.parties, q.world)
    return Reading(
        values=values,
        text=f"{what}, {who}, {against(p.scenario, outcome, q)}",
        finding=under(p.scenario, outcome, q, f"{finding} a year"),
        sources=SOURCES,
        year=q.world.year,
        table=Table(
            caption="gain a year by party",
            columns=(
                ("party", ""),
                ("median", "usd"),
                ("5 %", "usd"),
                ("95 %", "usd"),
                ("draws with a gain", "share"),
            ),
            rows=rows,
        ),
        notes=(
            "market payoffs only: security, technology and standing are not in them",
            *(n for g in outcome.goods.values() for n in capped(g)),
            ONE_GOOD,
        ),
    )


@implements(EXPORT_SHARE_CHANGE)
def export_share_change(p: ExportShareChange, q: Inquiry) -> Reading:
    """Add up exports over goods, to all and to the buyers, before and after."""
    world, goods = q.world, tuple(priced(q.case, q.world))
    outcome = touching(
        p.scenario, q.outcome(p.scenario, p.horizon, reads=EXPORT_SHARE_CHANGE.reads), goods, q
    )
    sellers = np.flatnonzero(world.mask(p.states))
    to = world.mask(p.buyers)
    taken, total = np.zeros(q.draws), np.zeros(q.draws)
    taken0 = total0 = 0.0
    for good in goods:
        flows, found = world.market(good).flows, outcome.goods.get(good)
        before_to = float(exports(np.where(to, flows, 0.0), sellers).sum())
        before = float(exports(flows, sellers).sum())
        taken0, total0 = taken0 + before_to, total0 + before
        if found is None:
            taken, total = taken + before_to, total + before
            continue
        after = found.exports(sellers, to).sum(axis=2)
        taken, total = taken + after[:, 1], total + after[:, 0]
    who, whom = wording.states(p.states, world), wording.states(p.buyers, world)
    what = wording.listed(wording.good(g, world) for g in goods)
    if total0 == 0:
        raise Untestable(f"{who} export no {what} in {world.year}")
    return Reading(
        values=taken / total - taken0 / total0,
        text=f"change of {own(whom)} share in export revenue of {who} from {what}, "
        f"{against(p.scenario, outcome, q)}",
        finding=under(
            p.scenario,
            outcome,
            q,
            f"the share of {whom} in export revenue of {who} from {what} changes by {{value}}",
        ),
        sources=SOURCES,
        year=world.year,
        notes=(f"baseline share {percent(taken0 / total0)}", ONE_GOOD),
    )


@implements(LOSS_PRICE_RISE)
def loss_price_rise(p: LossPriceRise, q: Inquiry) -> Reading:
    """Turn the share that stops into the rise of the buyer's price index."""
    asked = ImportShare(
        suppliers=p.suppliers,
        buyer=p.buyer,
        good=p.good,
        outside=p.outside,
        unrecorded=p.unrecorded,
        year=p.year,
    )
    share = import_share(asked, q)
    values = importer_loss(np.asarray(share.values), q.drawn(p.sigma))
    year = p.year or q.world.year
    bought = record(q, p.good).imports(p.buyer, year, "mass")
    gap = float(bought[q.world.mask(p.suppliers, year)].sum())
    who, buyer = wording.states(p.suppliers, q.world), wording.states(p.buyer, q.world)
    what = wording.good(p.good, q.world)
    return Reading(
        values=np.broadcast_to(values, (q.draws,)),
        text=f"rise of {own(buyer)} price index of {what} if {who} stop selling, {year}",
        finding=sentence(
            f"were {who} to stop selling it {what}, {own(buyer)} price index would rise by "
            f"{{value}}, the others' prices as they were in {year}."
        ),
        sources=share.sources,
        year=share.year,
        table=share.table,
        notes=(
            f"{value_text(gap, unit='t')} a year are recorded from them, to be found elsewhere",
            *share.notes,
        ),
    )


def dearer(share: float, sigma: float) -> float:
    """Say by how much a buyer's price index rises when a source of this share stops."""
    return float(importer_loss(share, sigma))


@implements(DIVERSION_DROP)
def diversion_drop(p: DiversionDrop, q: Inquiry) -> Reading:
    """Let all that the redirected states export push out what the bloc sells to the buyer."""
    year = p.year or q.world.year
    trade: Record = record(q, p.good)
    bought = trade.imports(p.buyer, year)
    total = float(bought.sum())
    buyer, bloc = wording.states(p.buyer, q.world), wording.states(p.bloc, q.world)
    if total == 0:
        raise Untestable(f"{buyer} has no recorded imports of {trade.title} in {year}")
    from_bloc = float(bought[q.world.mask(p.bloc, year)].sum())
    extra = float(trade.exports(p.redirected, year).sum()) - trade.links(
        p.redirected, p.buyer, year
    )
    drop = from_bloc - max(0.0, from_bloc - extra)
    others = wording.states(p.redirected, q.world)
    return Reading(
        values=drop / total,
        text=f"largest possible fall of {own(bloc)} share in {own(buyer)} recorded imports of "
        f"{trade.title} by value, {year}",
        finding=sentence(
            f"were all exports of {trade.title} of {others} sent to {buyer}, the share of {bloc} "
            f"in its recorded imports would have fallen by at most {{value}} in {year}."
        ),
        sources=("baci",),
        year=year,
    )
