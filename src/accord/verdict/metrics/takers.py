"""Who takes what a shock displaces, and what the other model says of it."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from accord.axes import Array
from accord.case.model import Scenario
from accord.draws import Draws, takers
from accord.measures.takers import BUYER_SHARE_AFTER, BuyerShareAfter
from accord.names import Model
from accord.shocks import Embargo
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.market import against, solvable, touching, under
from accord.verdict.metrics.record import enough_exports
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import own, percent

READ_BY: Mapping[Model, str] = {
    "reallocating": "drawn as past events had it",
    "partial": "origins told apart, as today",
    "pooled": "one world market",
}
SOURCES = ("baci", "world-mining-data", "accord-backtest")


@implements(BUYER_SHARE_AFTER)
def buyer_share_after(p: BuyerShareAfter, q: Inquiry) -> Reading:
    """Add up what arrives at the buyers, over all that the supplier exports, in every draw."""
    solvable(p.good, q)
    who, whom = wording.states(p.supplier, q.world), wording.states(p.buyers, q.world)
    what = wording.good(p.good, q.world)
    chosen = p.model or q.study.model or q.case.goods[p.good].model
    model: Model = chosen or "reallocating"
    if model == "reallocating" and takers(q.case, p.good, q.world) is None:
        raise Untestable(
            f"who takes displaced {what} isn't drawn: it differs by who sells it, or no shock of "
            "the case displaces any",
            'model = "partial", which leaves it to today\'s ties',
        )
    enough_exports((p.supplier,), p.good, q.world.year, q)
    scenario = q.case.scenario(p.scenario)
    outcome = q.outcome(scenario, p.horizon, good=p.good, model=model)
    if chosen is None:
        q.models.add((p.good, model, "displaced"))
    touching(p.scenario, outcome, (p.good,), q)
    values = _share(scenario, model, p, q)
    other: Model = "partial" if model == "reallocating" else "reallocating"
    others = None if other == "reallocating" and takers(q.case, p.good, q.world) is None else other
    rows = [(READ_BY[model], values)]
    if named := _willing(scenario):
        said = wording.states(named, q.world)
        rows = [
            (f"{READ_BY[model]}, given that {said} step in", values),
            (f"{READ_BY[model]}, nobody named", _share(_unnamed(scenario), model, p, q)),
        ]
    if others:
        rows.append((READ_BY[others], _share(scenario, others, p, q)))
    return Reading(
        values=values,
        text=f"share of {whom} in {own(who)} exports of {what} by mass, "
        f"{against(p.scenario, outcome, q)}, by the {model} model",
        finding=under(
            p.scenario, outcome, q, f"{{value}} of {own(who)} exports of {what} go to {whom}"
        ),
        sources=SOURCES,
        year=q.world.year,
        table=Table(
            caption=f"share of {whom} in exports",
            columns=(("read", ""), ("median", "share"), ("5 %", "share"), ("95 %", "share")),
            rows=(
                *((name, *Draws(x).quantile([0.5, 0.05, 0.95]).tolist()) for name, x in rows),
                ("today", *[_today(p, q)] * 3),
            ),
        ),
        notes=(
            *(("who steps in is an assumption of the case",) if named else ()),
            *(_disagreement(model, values, rows[-1][1], others) if others else ()),
        ),
    )


def _share(scenario: Scenario, model: Model, p: BuyerShareAfter, q: Inquiry) -> Array:
    """Give the buyers' share in what the supplier exports: (D,)."""
    supplier, buyers = q.world.mask(p.supplier), q.world.mask(p.buyers)
    found = q.outcome(scenario, p.horizon, good=p.good, model=model).goods.get(p.good)
    if found is None:
        return np.full(q.draws, _today(p, q))
    abroad = np.outer(supplier, ~supplier)
    links = np.stack([np.outer(supplier, buyers) & abroad, abroad])
    part, whole = found.solution.quantity_on(links).T
    if (whole == 0).all():
        who, what = wording.states(p.supplier, q.world), wording.good(p.good, q.world)
        raise Untestable(
            f"nobody is left who may buy {own(who)} {what}: a share of no exports is no number",
            "fewer who stop, or a claim on what the supplier sells at all",
        )
    with np.errstate(invalid="ignore"):  # nothing is exported in some draw: no share
        share: Array = part / whole
    return share


def _today(p: BuyerShareAfter, q: Inquiry) -> float:
    supplier, buyers = q.world.mask(p.supplier), q.world.mask(p.buyers)
    flows = q.world.market(p.good).flows[supplier][:, ~supplier]
    total = float(flows.sum())
    if total == 0:
        who = wording.states(p.supplier, q.world)
        raise Untestable(f"{who} exports no {wording.good(p.good, q.world)} in {q.world.year}")
    return float(flows[:, buyers[~supplier]].sum() / total)


def _willing(scenario: Scenario) -> tuple[str, ...]:
    """Name who is said to step in."""
    return tuple(
        s for shock in scenario.shocks if isinstance(shock, Embargo) for s in shock.willing
    )


def _unnamed(scenario: Scenario) -> Scenario:
    """Give the same scenario with nobody said to step in."""
    shocks = (
        replace(s, willing=(), willing_source=None) if isinstance(s, Embargo) else s
        for s in scenario.shocks
    )
    return replace(scenario, shocks=tuple(shocks))


def _disagreement(model: Model, values: Array, others: Array, other: Model) -> tuple[str, ...]:
    """Say where the models are farther apart than either leaves open."""
    low, _, high = (float(x) for x in Draws(values).band())
    their_low, their_median, their_high = (float(x) for x in Draws(others).band())
    if their_low <= high and low <= their_high:
        return ()
    return (
        f"the models disagree: the {other} model says {percent(their_median)}, and its interval "
        f"does not meet that of the {model} one",
    )
