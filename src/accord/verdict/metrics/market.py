"""Metrics read off market outcomes: prices, revenues, surplus, who gains in every draw."""

import numpy as np

from accord.axes import Array, Mask, Places
from accord.draws import priced
from accord.engines.security import importer_loss
from accord.measures.market import (
    DIVERSION_DROP,
    EXPORT_REVENUE_CHANGE,
    EXPORT_SHARE_CHANGE,
    GAIN,
    LOSS_PRICE_RISE,
    PRICE_CHANGE,
    SMALLEST_GAIN,
    DiversionDrop,
    ExportRevenueChange,
    ExportShareChange,
    Gain,
    LossPriceRise,
    PriceChange,
)
from accord.measures.trade import ImportShare
from accord.names import GoodName
from accord.shocks.change import mask_of
from accord.solve import GoodOutcome
from accord.verdict.evidence import Evidence
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements, percent
from accord.verdict.metrics.trade import import_share, traded

ONE_GOOD = "goods are markets of their own: no cross-price terms"


@implements(EXPORT_REVENUE_CHANGE)
def export_revenue_change(p: ExportRevenueChange, evidence: Evidence) -> Reading:
    """Change of the states' export revenue from a good, scenario against baseline."""
    solvable(p.good, evidence)
    outcome = evidence.outcome(p.scenario, p.horizon, good=p.good)
    market = evidence.world.market(p.good)
    sellers = np.flatnonzero(mask_of(evidence.world, p.states))
    before = exports(market.flows, sellers)
    if before.sum() == 0:
        raise Untestable(f"{', '.join(p.states)} export no {p.good} in {evidence.world.year}")
    found = outcome.goods.get(p.good)
    after = before[None] if found is None else found.exports(sellers)
    values = after.sum(axis=1) / before.sum() - 1
    return Reading(
        values=np.broadcast_to(values, (evidence.draws,)),
        text=f"change of {p.good} export revenue, {' + '.join(p.states)}, {p.scenario} against "
        f"baseline, {outcome.horizon} run",
        sources=("baci", "world-mining-data"),
        year=evidence.world.year,
        table=Table(
            caption=f"{p.good} exports at producer prices, {evidence.world.year}",
            columns=(("state", ""), ("baseline", "usd"), ("change, median", "usd")),
            rows=tuple(
                (evidence.world.states[s], float(before[n]), float(c))
                for n, (s, c) in enumerate(
                    zip(sellers, np.nanmedian(after - before, axis=0), strict=True)
                )
            ),
        ),
        notes=(*_capped(found), ONE_GOOD),
    )


def solvable(good: GoodName, evidence: Evidence) -> None:
    """Refuse a good whose market can't be solved, with the reason."""
    if good not in evidence.case.goods:
        raise Untestable(f"{good} is not among the goods of the case")
    if reason := evidence.world.market_reason(good):
        raise Untestable(reason)


def exports(flows: Array, sellers: Places) -> Array:
    """Baseline exports of some states, domestic sales left out: (sellers,), US$."""
    total: Array = flows[sellers].sum(axis=1) - flows[sellers, sellers]
    return total


def _capped(found: GoodOutcome | None) -> tuple[str, ...]:
    """Say in how many draws a cut of cost was capped at the margin."""
    if found is None or found.capped == 0:
        return ()
    return (f"the cut exceeds the margin in {percent(found.capped)} of draws and is capped there",)


@implements(PRICE_CHANGE)
def price_change(p: PriceChange, evidence: Evidence) -> Reading:
    """Change of a state's producer price, or of the price index that it buys at."""
    solvable(p.good, evidence)
    outcome = evidence.outcome(p.scenario, p.horizon, good=p.good)
    found = outcome.goods.get(p.good)
    at = evidence.world.index(p.state)
    values = np.zeros(evidence.draws)
    if found is not None:
        prices = found.solution.price if p.side == "producer" else found.solution.price_index
        values = prices[:, at] - 1
    return Reading(
        values=values,
        text=f"change of {p.state}'s {p.side} price of {p.good}, {p.scenario}, "
        f"{outcome.horizon} run",
        sources=("baci", "world-mining-data"),
        year=evidence.world.year,
        notes=_capped(found),
    )


@implements(GAIN)
def gain(p: Gain, evidence: Evidence) -> Reading:
    """What the parties gain together in the markets of the case, US$ a year."""
    each = _gains(p, evidence)
    return _gain_reading(p, evidence, each, each.sum(axis=1), "gain together")


@implements(SMALLEST_GAIN)
def smallest_gain(p: Gain, evidence: Evidence) -> Reading:
    """What the party that gains least gains, draw by draw, US$ a year."""
    each = _gains(p, evidence)
    return _gain_reading(p, evidence, each, each.min(axis=1), "gain of whoever gains least")


def _gains(p: Gain, evidence: Evidence) -> Array:
    """Each party's gain: (D, parties)."""
    if not priced(evidence.case, evidence.world):
        reasons = {evidence.world.market_reason(g) for g in evidence.case.goods}
        raise Untestable("; ".join(sorted(r for r in reasons if r)) or "the case counts no good")
    outcome = evidence.outcome(p.scenario, p.horizon)
    return np.stack([outcome.gain(mask_of(evidence.world, (s,))) for s in p.parties], axis=1)


def _gain_reading(p: Gain, evidence: Evidence, each: Array, values: Array, what: str) -> Reading:
    """Show who gains, in how many draws, and what everybody else pays."""
    outcome = evidence.outcome(p.scenario, p.horizon)
    rest: Mask = ~mask_of(evidence.world, p.parties)
    columns = [*zip(p.parties, each.T, strict=True), ("everybody else", outcome.gain(rest))]
    rows = tuple(
        (name, *np.nanquantile(x, [0.5, 0.05, 0.95]).tolist(), float((x > 0).mean()))
        for name, x in columns
    )
    return Reading(
        values=values,
        text=f"{what}, {', '.join(p.parties)}, {p.scenario}, {outcome.horizon} run",
        sources=("baci", "world-mining-data"),
        year=evidence.world.year,
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
            *(n for g in outcome.goods.values() for n in _capped(g)),
            ONE_GOOD,
        ),
    )


@implements(EXPORT_SHARE_CHANGE)
def export_share_change(p: ExportShareChange, evidence: Evidence) -> Reading:
    """Change of the buyers' share in the states' export revenue from the priced goods."""
    world = evidence.world
    outcome = evidence.outcome(p.scenario, p.horizon)
    sellers = np.flatnonzero(mask_of(world, p.states))
    to = mask_of(world, p.buyers)
    taken, total = np.zeros(evidence.draws), np.zeros(evidence.draws)
    taken0 = total0 = 0.0
    for good in priced(evidence.case, world):
        flows, found = world.market(good).flows, outcome.goods.get(good)
        before_to = float(exports(np.where(to, flows, 0.0), sellers).sum())
        before = float(exports(flows, sellers).sum())
        taken0, total0 = taken0 + before_to, total0 + before
        if found is None:
            taken, total = taken + before_to, total + before
            continue
        after = found.exports(sellers, to).sum(axis=2)
        taken, total = taken + after[:, 1], total + after[:, 0]
    if total0 == 0:
        raise Untestable(f"{', '.join(p.states)} export none of the case's priced goods")
    return Reading(
        values=taken / total - taken0 / total0,
        text=f"change of {' + '.join(p.buyers)}'s share in {' + '.join(p.states)}'s export "
        f"revenue, {p.scenario}, {outcome.horizon} run",
        sources=("baci", "world-mining-data"),
        year=world.year,
        notes=(f"baseline share {percent(taken0 / total0)}", ONE_GOOD),
    )


@implements(LOSS_PRICE_RISE)
def loss_price_rise(p: LossPriceRise, evidence: Evidence) -> Reading:
    """Rise of a buyer's price index when the suppliers stop selling to it."""
    asked = ImportShare(
        suppliers=p.suppliers,
        buyer=p.buyer,
        good=p.good,
        outside=p.outside,
        unrecorded=p.unrecorded,
        year=p.year,
    )
    share = import_share(asked, evidence)
    values = importer_loss(np.asarray(share.values), evidence.drawn(p.sigma))
    trade = evidence.world.recorded(p.good, p.year or evidence.world.year)
    gap = trade.mass_t[mask_of(evidence.world, p.suppliers)][
        :, mask_of(evidence.world, (p.buyer,))
    ].sum()
    return Reading(
        values=np.broadcast_to(values, (evidence.draws,)),
        text=f"rise of {p.buyer}'s {p.good} price index if {' + '.join(p.suppliers)} stop selling",
        sources=share.sources,
        year=share.year,
        table=share.table,
        notes=(
            f"{gap / 1e6:.2f} Mt a year are recorded from them, to be found elsewhere",
            *share.notes,
        ),
    )


@implements(DIVERSION_DROP)
def diversion_drop(p: DiversionDrop, evidence: Evidence) -> Reading:
    """By how much a bloc's share in a buyer's imports could fall if others sent it everything."""
    world = evidence.world
    year = p.year or world.year
    value = world.recorded(traded(p.good, world), year).value_usd
    at = mask_of(world, (p.buyer,))
    total = float(value[~at][:, at].sum())
    if total == 0:
        raise Untestable(f"{p.buyer} imports no {p.good} in {year}")
    from_bloc = float(value[mask_of(world, p.bloc)][:, at].sum())
    others = mask_of(world, p.redirected)
    extra = float(value[others].sum() - value[others][:, at].sum())
    drop = from_bloc - max(0.0, from_bloc - extra)
    return Reading(
        values=drop / total,
        text=f"largest possible fall of {' + '.join(p.bloc)}'s share in {p.buyer}'s imports of "
        f"{p.good}, {year}",
        sources=("baci",),
        year=year,
    )
