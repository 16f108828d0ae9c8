"""Ties to poles before and after a scenario, in the same draws: what an accession changes.

Memberships by construction, so that it is arithmetic; trade through the market engine; votes and
ways not at all.
"""

from dataclasses import dataclass

import numpy as np

from accord.draws import Draws, priced
from accord.engines.security import Alignment, alignment
from accord.measures.alignment import EFFECTIVE_POLES_CHANGE, PolesChange
from accord.names import Horizon, StateName
from accord.shocks import Accession
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.alignment import CHANNEL, value_of
from accord.verdict.metrics.channels import Joining, Ties, member_ties, poles_of
from accord.verdict.metrics.market import touching
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import own, sentence


@implements(EFFECTIVE_POLES_CHANGE)
def effective_poles_change(p: PolesChange, q: Inquiry) -> Reading:
    """Take the difference draw by draw, so that what moves both sides drops out."""
    who, what = wording.states(p.state, q.world), CHANNEL[p.channel]
    found = (memberships_change if p.channel == "memberships" else trade_change)(
        p.state, p.scenario, q, p.horizon
    )
    return Reading(
        values=value_of(found.after.n1 - found.before.n1),
        text=f"change of the effective number of poles in {own(who)} {what}, "
        f"'{wording.scenario(p.scenario, q.case)}'",
        finding=sentence(
            f"{wording.scenario(p.scenario, q.case)}: the effective number of poles in {own(who)} "
            f"{what} changes by {{value}}."
        ),
        sources=found.ties.sources,
        year=found.ties.year,
        table=Table(
            caption=f"shares of poles in {own(who)} {what}, median",
            columns=(("pole", ""), ("before", "share"), ("after", "share")),
            rows=tuple(
                zip(
                    found.ties.poles,
                    *(
                        Draws(np.atleast_2d(one.shares)).median().tolist()
                        for one in (found.before, found.after)
                    ),
                    strict=True,
                )
            ),
        ),
        notes=found.notes,
        remembered=found.ties.remembered,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A channel before and after, in the same draws."""

    ties: Ties
    before: Alignment
    after: Alignment
    notes: tuple[str, ...]


def memberships_change(
    state: StateName, scenario: str, q: Inquiry, _horizon: Horizon | None = None
) -> Changed:
    """Add the accord's own bond where the scenario lets the state in: arithmetic, no finding."""
    case, who = q.case, wording.states(state, q.world)
    joins = {
        member
        for shock in case.scenario(scenario).shocks
        if isinstance(shock, Accession)
        for name in shock.candidates
        for member in q.world.expand(name, case.day)
    }
    title = wording.scenario(scenario, case)
    poles = poles_of(state, q, case.day)
    own = {q.world.states[s] for s in np.flatnonzero(poles.own)}
    if not own & joins or case.accord is None:
        raise Untestable(
            f"'{title}' lets {who} into nothing", "a scenario in which it joins the accord"
        )
    name, aligned = case.accord.name, case.alignment
    if aligned is None or all(bond.to != name for bond in aligned.bonds):
        raise Untestable(
            f"the case's [alignment] says not what {name} binds to", f'a bond with to = "{name}"'
        )
    ties = member_ties(state, q, poles)
    after = member_ties(state, q, poles, Joining(to=name, joiners=frozenset(joins)))
    return Changed(
        ties=ties,
        before=ties.spread(),
        after=after.spread(),
        notes=(*ties.notes, "joining adds a bond by construction: arithmetic, and no finding"),
    )


def trade_change(
    state: StateName, scenario: str, q: Inquiry, horizon: Horizon | None = None
) -> Changed:
    """Hold trade in the case's goods under the scenario against the baseline's, draw by draw."""
    world, goods = q.world, tuple(priced(q.case, q.world))
    outcome = touching(scenario, q.outcome(scenario, horizon, reads="trade"), goods, q)
    poles = poles_of(state, q, world.year)
    mine, at = poles.own, np.flatnonzero(poles.own)
    before = np.zeros(len(poles.names))
    after = np.zeros((q.draws, len(poles.names)))
    for good in goods:
        flows, found = world.market(good).flows, outcome.goods.get(good)
        both = flows[at].sum(axis=0) + flows[:, at].sum(axis=1)
        now = poles.members @ np.where(mine, 0.0, both)
        before = before + now
        if found is None:
            after = after + now
            continue
        sold = found.exports(at, *poles.members)[:, 1:].sum(axis=-1)
        bought = [found.exports(np.flatnonzero(m), mine)[:, 1].sum(axis=1) for m in poles.members]
        after = after + sold + np.stack(bought, axis=1)
    who = wording.states(state, world)
    if not before.any():
        what = wording.listed(wording.good(good, world) for good in goods)
        raise Untestable(f"{who} trades {what} with none of the poles in {world.year}")
    ties = Ties(
        channel="trade",
        poles=poles.names,
        ties=before,
        unit="usd",
        year=world.year,
        sources=("baci", "world-mining-data"),
    )
    notes = ("trade in the case's goods alone, at producer prices, domestic sales left out",)
    return Changed(ties=ties, before=ties.spread(), after=alignment(after), notes=notes)
