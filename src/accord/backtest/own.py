"""A user's own shocks: foretold by the pool as it was known in the baseline year, and scored.

[[shock]]
name = "Embargo on Russian crude"
supplier = "RUS"               # who loses buyers; or buyer = ..., who loses suppliers
good = "crude-oil"             # a good, or an HS6 code
before = 2021                  # the baseline year
after = 2023                   # one or two years later; without data of it: a forecast alone
stopped = ["EU-27", "GBR"]     # who stops, states or blocs of the baseline year
willing = ["IND", "CHN"]       # who is said to step in, with a source: a second forecast
source = "https://..."
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from accord.axes import Array, Mask
from accord.backtest.forward import BAND, DRAWS, SEED, SHOWN
from accord.backtest.scores import crps, energy, ranks
from accord.data import Tables
from accord.engines.reallocation import MECHANISMS, Situation, draw, situation
from accord.engines.reallocation.mechanisms import shares
from accord.engines.reallocation.situation import told
from accord.errors import AccordError, InputError
from accord.solve.pool import Side, fitted_pool, judged, seen, stepping_in
from accord.world import World, load
from accord.world.history import Surroundings

KEYS = {"name", "supplier", "buyer", "good", "before", "after", "stopped", "willing", "source"}
NEEDED = ("good", "before", "after", "stopped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shock:
    """One shock of a user, checked."""

    name: str
    side: Side
    agent: str
    codes: tuple[str, ...]
    good: str
    before: int
    after: int
    stopped: tuple[str, ...]
    willing: tuple[str, ...]
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """One counterpart: what was foretold, and what came where that is known."""

    counterpart: str
    observed: float | None
    rank: float | None  # share of draws below what came
    share: float  # the rule of no change: proportional to the baseline
    ipf: float  # the rule of balanced ties
    mean: float
    low: float
    median: float
    high: float
    willing_mean: float | None  # given the named counterparts that step in
    willing_low: float | None
    willing_high: float | None
    willing_rank: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the pool says of a shock."""

    shock: Shock
    lost: float
    trained_on: int  # events
    of_good: int  # of them, of the good itself
    rows: tuple[Foretold, ...]
    crps: float | None
    crps_willing: float | None
    crps_no_change: float | None
    energy: float | None


def read(path: str | Path, tables: Tables) -> tuple[Shock, ...]:
    """Read shocks from a TOML file; InputError names file, shock and what would be right."""
    try:
        found = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} can't be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path} is no TOML: {error}") from error
    entries = found.get("shock")
    if not isinstance(entries, list) or not entries or set(found) != {"shock"}:
        raise InputError(f"{path}: one or more tables [[shock]] are meant, and nothing else")
    shocks = []
    for number, entry in enumerate(entries, 1):
        try:
            shocks.append(_shock(entry, tables))
        except AccordError as error:
            raise InputError(f"{path}: shock {number}: {error}") from error
    return tuple(shocks)


def _shock(entry: Any, tables: Tables) -> Shock:
    if not isinstance(entry, dict) or (stray := sorted(set(entry) - KEYS)):
        raise InputError(f"unknown key {stray[0]}; there are {', '.join(sorted(KEYS))}")
    if missing := [key for key in NEEDED if key not in entry]:
        raise InputError(f"{missing[0]} is missing")
    if ("supplier" in entry) == ("buyer" in entry):
        raise InputError("either a supplier, who loses buyers, or a buyer, who loses suppliers")
    before, after = entry["before"], entry["after"]
    if not all(type(year) is int for year in (before, after)) or after - before not in (1, 2):
        raise InputError("before and after are years, after one or two years later")
    world = load(before, tables)
    agent = str(entry.get("supplier", entry.get("buyer")))
    side: Side = "sales" if "supplier" in entry else "purchases"
    stopped, willing = (_states(entry, key, world) for key in ("stopped", "willing"))
    world.index(agent)
    if agent in stopped:
        raise InputError(f"{agent} is among those who stop dealing with it; leave it out")
    if not stopped:
        raise InputError("stopped names nobody; who stops is what the forecast is conditional on")
    if both := sorted({*stopped} & {*willing}):
        raise InputError(f"{both[0]} stops and is willing; it can be one of them only")
    if agent in willing:
        raise InputError(f"{agent} can't step in for itself; leave it out of willing")
    if willing and not entry.get("source"):
        raise InputError("willing is an assumption: name its source, or write judgement")
    good = str(entry["good"])
    codes = (good,) if good.isdigit() else tables.good(good).codes
    if not codes:
        raise InputError(f"no trade of {good} is recorded: {tables.good(good).why_not}")
    return Shock(
        name=str(entry.get("name", f"{agent} {good} {before}")),
        side=side,
        agent=agent,
        codes=codes,
        good=good,
        before=before,
        after=after,
        stopped=stopped,
        willing=willing,
        source=entry.get("source"),
    )


def _states(entry: dict[str, Any], key: str, world: World) -> tuple[str, ...]:
    """Read a list of states and blocs as states."""
    listed = entry.get(key, [])
    if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
        raise InputError(f'{key} is a list of states and blocs, as ["EU-27", "GBR"]')
    return tuple(dict.fromkeys(s for name in listed for s in sorted(world.expand(name))))


def answer(shock: Shock, tables: Tables) -> Answer:
    """Foretell one shock, with and without those who are said to step in, and score it.

    Raises
    ------
    InputError
        where too few events were over by the baseline year, codes are unknown, or nothing is lost
    ParameterError
        where nothing is traded, or more than 97 % of it is lost
    """
    around = Surroundings(tables)
    ledger = around.ledger(*shock.codes)
    states = np.array(around.states)
    agent = around.states.index(shock.agent)
    y = ledger.place(shock.before)
    trade, stopped = seen(ledger, shock.side, shock.before), np.isin(states, shock.stopped)
    _something_lost(shock, trade.flows[-1, agent], stopped)
    try:
        of = situation(
            trade,
            agent,
            stopped,
            horizon=shock.after - shock.before,
            world=float(ledger.value[y].sum()),
            judged=judged(tables),
        )
        given, past, events = fitted_pool(tables, shock.side, shock.before)
    except AccordError as error:
        raise type(error)(f"{shock.name}: {error}") from error
    names = (*states[of.counterparts].tolist(), "others")
    willing = stepping_in(tables, np.isin(np.array(names), shock.willing))
    rng = np.random.default_rng([SEED, *f"{shock.agent} {shock.good} {shock.before}".encode()])
    plain = draw(of, given, past, rng, DRAWS)
    stepped = None if willing is None else draw(of, given, past, rng, DRAWS, willing=willing)
    came = _came(ledger.mass, of, shock, agent, around)
    return Answer(
        shock=shock,
        lost=of.lost,
        trained_on=events,
        of_good=_of_good(shock, tables),
        rows=_rows(names, of, plain, stepped, came, rng),
        crps=None if came is None else float(crps(plain, came).sum()),
        crps_willing=(
            None if came is None or stepped is None else float(crps(stepped, came).sum())
        ),
        crps_no_change=None if came is None else float(100 * np.abs(of.share - came).sum()),
        energy=None if came is None else energy(plain, came),
    )


def _of_good(shock: Shock, tables: Tables) -> int:
    """Count the events of the shock's own codes that the pool knew by its baseline year."""
    over = pl.col("after") <= shock.before
    here = tables.backtest_scores.filter(over, scheme="strict", side=shock.side)
    return here.filter(pl.col("code").is_in(shock.codes))["event"].n_unique()


def _something_lost(shock: Shock, now: Array, stopped: Mask) -> None:
    """Refuse a shock that takes nothing: a forecast of what is lost would be one of a quiet year.

    Raises
    ------
    InputError
        where no trade is recorded at all, or none with those who stop
    """
    deals = "sold" if shock.side == "sales" else "bought"
    here = f"{shock.name}: {shock.agent} {deals} no {shock.good}"
    if now.sum() <= 0:
        raise InputError(f"{here} in {shock.before}, as recorded: there is nothing to lose")
    if now[stopped].sum() <= 0:
        whom = "to" if shock.side == "sales" else "from"
        raise InputError(
            f"{here} {whom} those who stop in {shock.before}, as recorded: nothing is lost. Name "
            "somebody who did trade; of some goods (gas in pipes) not all trade is recorded"
        )


def _came(
    mass: Array, of: Situation, shock: Shock, agent: int, around: Surroundings
) -> Array | None:
    """Give what came, over those that stay: (K + 1,); None where the year has no data."""
    if shock.after not in around.years:
        return None
    table = mass[around.years.index(shock.after)]
    later = table[agent] if shock.side == "sales" else table[:, agent]
    stays = ~np.isin(np.array(around.states), (*shock.stopped, shock.agent))
    return told(shares(later * stays), of.counterparts)


def _rows(
    names: tuple[str, ...],
    of: Situation,
    plain: Array,
    stepped: Array | None,
    came: Array | None,
    rng: np.random.Generator,
) -> tuple[Foretold, ...]:
    """Tell of each counterpart that counts, the largest first."""
    low, _, median, _, high = np.quantile(plain, BAND, axis=0)
    mean = plain.mean(axis=0)
    rank = None if came is None else ranks(plain, came, rng)
    given = None if stepped is None else np.quantile(stepped, BAND, axis=0)
    given_rank = None if came is None or stepped is None else ranks(stepped, came, rng)
    weight = mean if came is None else np.maximum(mean, came)
    if stepped is not None:
        weight = np.maximum(weight, stepped.mean(axis=0))
    return tuple(
        Foretold(
            counterpart=names[n],
            observed=None if came is None else float(came[n]),
            rank=None if rank is None else float(rank[n]),
            share=float(of.share[n]),
            ipf=float(of.mechanisms[MECHANISMS.index("ipf"), n]),
            mean=float(mean[n]),
            low=float(low[n]),
            median=float(median[n]),
            high=float(high[n]),
            willing_mean=None if stepped is None else float(stepped[:, n].mean()),
            willing_low=None if given is None else float(given[0, n]),
            willing_high=None if given is None else float(given[-1, n]),
            willing_rank=None if given_rank is None else float(given_rank[n]),
        )
        for n in np.argsort(-weight, kind="stable")
        if weight[n] > SHOWN
    )
