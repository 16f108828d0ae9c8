"""The fitted pool as the tables hold it, a state's trade as the pool sees it, and what it deals.

A scenario's draws come from a library of joint draws, made once for what it shuts. Two assumptions
pick one of them for each draw of the case's sample (`takers`): `dealt-anew` by how far trade moves
from where it was, `takers` among those that move alike. So who takes displaced trade is drawn with
all else, held fixed and followed like any assumption, and no more draws move the first ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from accord.axes import Array, Mask, Places
from accord.data import Tables
from accord.engines.market.reallocating import NOBODY, Dealt, Drawn
from accord.engines.reallocation import (
    MECHANISMS,
    Analogues,
    Parameters,
    Situation,
    Trade,
    draw,
    situation,
)
from accord.engines.reallocation.pool import key_of
from accord.engines.reallocation.situation import MOST_LOST, TOLD_APART
from accord.errors import InputError
from accord.memo import kept
from accord.names import GoodName, Horizon
from accord.world import World
from accord.world.history import Ledger, Surroundings

Side = Literal["sales", "purchases"]
REFIT = "accord backtest --fit"
SEED = 1
TIERS, EACH = 50, 40  # of the library: by how far trade moves, and draws that move alike
# Share of a trade that is lost in the events that the pool was fitted on, at least: of a supplier's
# sales (`backtest.events.LOST`), of a buyer's purchases (`backtest.cases.LEANS`).
FULL: dict[Side, float] = {"sales": 0.30, "purchases": 0.05}
FAINT = 0.01  # share lost below which nothing is drawn: it would count for next to nothing
SMALL = 1e-5  # of the market: a trade below it is left as it is balanced
YEARS: dict[Horizon, int] = {"short": 1, "long": 2}  # from the baseline to what is foretold


def seen(ledger: Ledger, side: Side, year: int) -> Trade:
    """See all trade up to a year from one side."""
    y, around = ledger.place(year), ledger.around
    trade = Trade(
        flows=ledger.mass[: y + 1],
        elsewhere=around.traded(year) - ledger.value[y],
        km=around.km,
    )
    return trade.turned() if side == "purchases" else trade


def pool_reaches(world: World) -> bool:
    """Whether enough events were over by a World's year to say who takes displaced trade."""
    since = world.tables.pool_parameters["until"].min()
    return since is not None and world.year >= int(str(since))


def fitted_pool(tables: Tables, side: Side, year: int) -> tuple[Parameters, Analogues, int]:
    """Give what was known by a year: parameters, past counterparts, and the number of events.

    Raises
    ------
    InputError
        where the tables have no pool, or too few events were over by then
    """
    known = tables.pool_parameters.filter(side=side)
    if known.is_empty():
        raise InputError(f"no pool was fitted on these tables; fit it: {REFIT}")
    first = int(str(known["until"].min()))
    if year < first:
        raise InputError(
            f"too few events were over by {year} to say who takes displaced trade; "
            f"the pool is fitted from {first} on"
        )
    here = known.filter(until=known.filter(pl.col("until") <= year)["until"].max())
    value = dict(here.select("parameter", "value").iter_rows())
    past = tables.pool_analogues.filter(pl.col("after") <= year, side=side)
    return _parameters(value), _analogues(past), int(here["events"][0])


def _parameters(value: dict[str, float]) -> Parameters:
    weights = np.array([value[f"weight-{m}"] for m in MECHANISMS])
    count = sum(name.startswith("alive-") for name in value)
    return Parameters(
        delta=np.array([value[f"b{n}"] for n in range(4)]),
        spread=value["s"],
        shift=value["shift"],
        sigma=value["sigma"],
        sigma_v=value["sigma-volatility"],
        alpha=value["alpha"],
        part=value["part"],
        weights=weights / weights.sum(),
        alive=np.array([value[f"alive-{n}"] for n in range(count)]),
    )


def _analogues(past: pl.DataFrame) -> Analogues:
    def column(name: str) -> Array:
        return past[name].to_numpy().astype(float)

    key = key_of(
        share=column("share"),
        size=column("size"),
        world=column("world"),
        horizon=column("horizon"),
        volatility=column("volatility"),
        lost=column("lost"),
    )
    return Analogues(key=key, before=column("share"), after=column("observed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Joint draws of who takes what a scenario displaces: TIERS * EACH of them."""

    sales: Drawn
    purchases: Drawn
    hit: Mask  # (S, B) links that the scenario takes from

    def dealt(self, anew: Array, takers: Array) -> Dealt:
        """Pick a draw of the library for each draw of the sample, by two numbers in 0..1 (D,)."""
        tier, each = (
            np.minimum((x * count).astype(np.intp), count - 1)
            for x, count in ((anew, TIERS), (takers, EACH))
        )
        return Dealt(
            sales=self.sales, purchases=self.purchases, hit=self.hit, row=tier * EACH + each
        )


def library(
    world: World,
    good: GoodName,
    horizon: Horizon,
    shut: Mask,
    struck: Mask,
    willing: Iterable[str] = (),
) -> Library:
    """Draw where a good's trade goes when links are shut and suppliers lose output.

    Parameters
    ----------
    shut : (S, B) links that carry less than they did
    struck : (S,) suppliers that can bring out less
    willing : states that are said to step in for a supplier that lost buyers

    Raises
    ------
    InputError
        where the tables have no pool for the World's year, or no trade of the good
    """
    flows = world.market(good).flows.copy()
    np.fill_diagonal(flows, 0.0)
    hit = shut | struck[:, None]
    steps_in = world.mask(tuple(willing)) if willing else np.zeros(len(flows), bool)
    ledger = _ledger(world, good)
    sides: dict[Side, Drawn] = {}
    moved = []
    for side, table, links in (("sales", flows, shut), ("purchases", flows.T, hit.T)):
        drawn, apart = _drawn(world, ledger, side, table, links, YEARS[horizon], steps_in)  # type: ignore[arg-type]
        sides[side] = drawn  # type: ignore[index]
        moved.append(apart)
    order = _tiers(moved)
    sales, purchases = (
        Drawn(
            agents=d.agents, counterparts=d.counterparts, full=d.full,
            shares=d.shares[order] if len(d.agents) else d.shares[[0] * len(order)],
        )
        for d in (sides["sales"], sides["purchases"])
    )  # fmt: skip
    return Library(sales=sales, purchases=purchases, hit=hit)


@kept
def _surroundings(world: World) -> Surroundings:
    return Surroundings(world.tables)


def _ledger(world: World, good: GoodName) -> Ledger:
    codes = world.goods[good].codes
    if not codes:
        raise InputError(f"no trade of {good} is recorded: who takes it can't be said")
    return _surroundings(world).ledger(*codes)


def _drawn(
    world: World,
    ledger: Ledger,
    side: Side,
    flows: Array,
    links: Mask,
    horizon: int,
    willing: Mask,
) -> tuple[Drawn, Array]:
    """Draw for all states of a side that lose enough: and how far each draw moves, weighed."""
    total, market = flows.sum(axis=1), flows.sum()
    lost = np.where(links, flows, 0.0).sum(axis=1) / np.maximum(total, SMALL * market)
    asked = np.flatnonzero((lost >= FAINT) & (lost <= MOST_LOST) & (total >= SMALL * market))
    found: list[tuple[int, Situation, Array]] = []
    if len(asked):
        trade = seen(ledger, side, world.year)
        given, past, _ = fitted_pool(world.tables, side, world.year)
        value = float(ledger.value[ledger.place(world.year)].sum())
        for agent in asked:
            recorded = trade.flows[-1, agent]
            gone = links[agent] & (np.arange(len(links)) != agent)
            if not recorded.sum() > 0 or recorded[gone].sum() > MOST_LOST * recorded.sum():
                continue
            of = situation(trade, int(agent), gone, horizon=horizon, world=value)
            key = f"{side} {world.states[agent]} {ledger.code}".encode()
            rng = np.random.default_rng([SEED, world.year, *key])
            named = np.append(willing[of.counterparts] & ~gone[of.counterparts], False)
            steps_in = named if side == "sales" and named.any() else None
            drawn = draw(of, given, past, rng, TIERS * EACH, willing=steps_in)
            found.append((int(agent), of, drawn))
    if not found:
        return NOBODY, np.zeros(TIERS * EACH)
    agents = np.array([agent for agent, _, _ in found], np.intp)
    counterparts = np.full((len(found), TOLD_APART), -1, np.intp)
    shares = np.zeros((TIERS * EACH, len(found), TOLD_APART + 1))
    apart = np.zeros(TIERS * EACH)
    for n, (state, of, drawn) in enumerate(found):
        told = len(of.counterparts)
        counterparts[n, :told] = of.counterparts
        shares[:, n, :told], shares[:, n, -1] = drawn[:, :told], drawn[:, told]
        apart += lost[state] * total[state] * np.abs(drawn - of.share).sum(axis=1)
    whole = Drawn(agents=agents, counterparts=counterparts, shares=shares, full=FULL[side])
    return whole, apart


def _tiers(moved: list[Array]) -> Places:
    """Order draws by how far suppliers' trade moves, or buyers' where no supplier is drawn for."""
    sales, purchases = moved
    return np.argsort(sales if sales.any() else purchases, kind="stable")
