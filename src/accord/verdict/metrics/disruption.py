"""Metrics of disruption as a chance: what protection is worth, and when joining stops paying."""

import numpy as np

from accord.axes import Array
from accord.engines.coalition import break_even_chance
from accord.measures.disruption import PROTECTION_WORTH, PUSHBACK_MARGIN, Protection, Pushback
from accord.names import GoodName, ScenarioName, StateName
from accord.shocks import Horizon
from accord.shocks.change import mask_of
from accord.solve import Outcome
from accord.verdict.evidence import Evidence
from accord.verdict.metrics.market import ONE_GOOD, exports, solvable
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements, percent


@implements(PROTECTION_WORTH)
def protection_worth(p: Protection, evidence: Evidence) -> Reading:
    """What protection from a disruption is worth a year, over the state's export revenue."""
    loss, revenue, outcome = _loss(p.state, p.scenario, p.good, p.horizon, evidence)
    chance, protection = evidence.drawn(p.chance), evidence.drawn(p.protection)
    expected = chance * loss
    bands = [
        (name, *np.nanquantile(x, [0.5, 0.05, 0.95]).tolist())
        for name, x in (
            ("loss if it happens", loss),
            ("expected loss a year", expected),
            ("avoided by protection", expected * protection),
        )
    ]
    return Reading(
        values=expected * protection / revenue,
        text=f"worth of protecting {p.state}'s {p.good} exports from {p.scenario}, a year, over "
        f"export revenue, {outcome.horizon} run",
        sources=("baci", "world-mining-data", "accord-corridors"),
        year=evidence.world.year,
        table=Table(
            caption=f"{p.state}, US$ a year",
            columns=(("what", ""), ("median", "usd"), ("5 %", "usd"), ("95 %", "usd")),
            rows=tuple(bands),
        ),
        notes=(ONE_GOOD,),
    )


def _loss(
    state: StateName,
    scenario: ScenarioName,
    good: GoodName,
    horizon: Horizon | None,
    evidence: Evidence,
) -> tuple[Array, float, Outcome]:
    """What a state loses in one market under a scenario: (D,) US$, and its export revenue."""
    solvable(good, evidence)
    world = evidence.world
    outcome = evidence.outcome(scenario, horizon, good=good)
    here = mask_of(world, (state,))
    revenue = float(exports(world.market(good).flows, np.flatnonzero(here)).sum())
    if revenue == 0:
        raise Untestable(f"{state} exports no {good} in {world.year}")
    return -outcome.gain(here), revenue, outcome


@implements(PUSHBACK_MARGIN)
def pushback_margin(p: Pushback, evidence: Evidence) -> Reading:
    """By how much the chance of pushback exceeds the one at which joining stops paying."""
    loss, _, _ = _loss(p.state, p.loss_scenario, p.good, None, evidence)
    less, _, _ = _loss(p.state, p.gain_scenario, p.good, None, evidence)
    even = break_even_chance(np.maximum(-less, 0.0), np.maximum(loss, 0.0))
    chance = evidence.drawn(p.chance)
    rows = tuple(
        (name, *np.nanquantile(x, [0.5, 0.05, 0.95]).tolist())
        for name, x in (("gain of joining", -less), ("loss under the answer", loss))
    )
    low, middle, high = np.nanquantile(even, [0.05, 0.5, 0.95])
    return Reading(
        values=chance - even,
        text=f"chance of {p.loss_scenario} less the chance at which {p.state}'s joining stops "
        "paying",
        sources=("baci", "world-mining-data", "accord-corridors"),
        year=evidence.world.year,
        table=Table(
            caption=f"{p.state}, US$ a year",
            columns=(("what", ""), ("median", "usd"), ("5 %", "usd"), ("95 %", "usd")),
            rows=rows,
        ),
        notes=(
            f"joining stops paying at a chance of {percent(middle, 2)} a year "
            f"[{percent(low, 2)}, {percent(high, 2)}]",
            "market payoffs alone: the decision sits in terms that no data here hold",
            ONE_GOOD,
        ),
    )
