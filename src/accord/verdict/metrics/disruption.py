"""Metrics of disruption as a chance: what protection is worth, and when joining stops paying."""

import numpy as np

from accord.axes import Array, Mask
from accord.case.model import Scenario
from accord.draws import Draws
from accord.game import answered_gains, break_even
from accord.measures.disruption import PROTECTION_WORTH, PUSHBACK_MARGIN, Protection, Pushback
from accord.names import GoodName, Horizon
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.market import ONE_GOOD, exports, solvable, touching
from accord.verdict.metrics.record import enough_exports
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import own, percent

SOURCES = ("baci", "world-mining-data", "accord-corridors")


@implements(PROTECTION_WORTH)
def protection_worth(p: Protection, q: Inquiry) -> Reading:
    """Multiply chance, protection and loss, and divide by export revenue."""
    solvable(p.good, q)
    here = q.world.mask(p.state)
    who, what = wording.states(p.state, q.world), wording.good(p.good, q.world)
    revenue = float(exports(q.world.market(p.good).flows, np.flatnonzero(here)).sum())
    if revenue == 0:
        raise Untestable(f"{who} exports no {what} in {q.world.year}")
    enough_exports((p.state,), p.good, q.world.year, q)
    solved = q.outcome(p.scenario, p.horizon, good=p.good, model="partial")
    outcome = touching(p.scenario, solved, (p.good,), q)
    loss, beside = _loss(p.scenario, p.horizon, p.good, here, q)
    expected = q.drawn(p.chance) * loss
    avoided = expected * q.drawn(p.protection)
    title = wording.scenario(p.scenario, q.case)
    return Reading(
        values=avoided / revenue,
        text=f"worth a year of protecting exports of {what} of {who} from '{title}', over export "
        f"revenue, {outcome.horizon} run",
        finding=f"Protection from '{title}' is worth {{value}} of {own(who)} export revenue from "
        f"{what} a year, in the {outcome.horizon} run.",
        sources=SOURCES,
        year=q.world.year,
        table=_bands(
            who,
            ("loss if it happens", loss),
            *beside,
            ("expected loss a year", expected),
            ("avoided by protection", avoided),
        ),
        notes=(*_read_in(beside), ONE_GOOD),
    )


Rows = tuple[tuple[str, Array], ...]  # of the table of bands


def _loss(
    scenario: str | Scenario, horizon: Horizon | None, good: GoodName, here: Mask, q: Inquiry
) -> tuple[Array, Rows]:
    """Give what states lose by a stop, (D,), and the other market's answer where there are two.

    Where output can't get out the loss is read in one world market. Told apart by origin, what is
    left of a state's own good gets scarce and dear, and a stop pays who is stopped in some draws.
    """
    by_origin = -q.outcome(scenario, horizon, good=good, model="partial").gain(here)
    one_market = q.outcome(scenario, horizon, good=good, model="pooled")
    if q.study.model == "pooled" or good not in one_market.goods:
        return by_origin, ()
    return -one_market.gain(here), (("loss, the good told apart by origin", by_origin),)


def _read_in(beside: Rows) -> tuple[str, ...]:
    """Say in which market a loss is read, where there are two."""
    return tuple(
        "the loss is read in one world market; told apart by origin, what is left gets scarce, and "
        f"the stop pays who is stopped in {percent(Draws(other).share_of(other < 0))} of draws"
        for _, other in beside
    )


def _bands(who: str, *rows: tuple[str, Array]) -> Table:
    """Show amounts with their intervals."""
    return Table(
        caption=f"{who}, US$ a year",
        columns=(("what", ""), ("median", "usd"), ("5 %", "usd"), ("95 %", "usd")),
        rows=tuple((name, *Draws(x).quantile([0.5, 0.05, 0.95]).tolist()) for name, x in rows),
    )


@implements(PUSHBACK_MARGIN)
def pushback_margin(p: Pushback, q: Inquiry) -> Reading:
    """Solve joining with and without the answer, in one run of response, and compare."""
    solvable(p.good, q)
    joining, answer = q.case.scenario(p.gain_scenario), q.case.scenario(p.loss_scenario)
    runs = {joining.default_horizon, answer.default_horizon}
    both = Scenario(
        name=joining.name,
        shocks=(*joining.shocks, *answer.shocks),
        horizon="short" if "short" in runs else "long",
    )
    here, good = q.world.mask(p.state), p.good
    for scenario in (joining, answer):
        solved = q.outcome(scenario, both.default_horizon, good=good, model="partial")
        touching(scenario.name, solved, (good,), q)
    asked = [(joining.shocks, ()), (joining.shocks, answer.shocks)]
    gain, left = answered_gains(asked, good, both.default_horizon, here[None], q)[..., 0]
    even = break_even(gain, left)
    _, beside = _loss(both, both.default_horizon, good, here, q)
    low, _, high = Draws(even).band()
    who = wording.states(p.state, q.world)
    answers = wording.scenario(p.loss_scenario, q.case)
    return Reading(
        values=q.drawn(p.chance) - even,
        text=f"chance of '{answers}' less the chance at which joining stops paying for {who}, "
        f"{both.default_horizon} run",
        finding=f"The chance of '{answers}' is {{value}} above the one at which joining stops "
        f"paying for {who}, in the {both.default_horizon} run.",
        sources=SOURCES,
        year=q.world.year,
        table=_bands(
            who,
            ("gain of joining", gain),
            ("gain of joining, the answer given", left),
            ("loss by the answer", gain - left),
        ),
        notes=(
            *_read_in(beside),
            "in nine of ten draws joining stops paying at a chance between "
            f"{percent(float(low))} and {percent(float(high))} a year",
            "market payoffs alone: the decision sits in terms that no data here hold",
            ONE_GOOD,
        ),
    )
