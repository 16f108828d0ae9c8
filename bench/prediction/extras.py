"""Mechanisms that were tried beside the six: who else may take lost trade, dated before the event.

    votes      the counterpart's trade, the less the further apart both vote (ideal points)
    sides      the same, the more the nearer it votes to the agent than to those who stop
    sanctions  the counterpart's trade; a tenth of it where either has sanctions on the other; more
               for those who are under sanctions of the same senders
    refining   crude: capacity of refineries; other codes: the most that was taken in ten years
    spare      the most that was traded in ten years, less what is traded now
    network    the counterpart's trade over the distance by the network of corridors
    learned    a transport plan: cost and affinity fitted on the year's flows, lost links shut

Each is a share of every counterpart, as the six are. The tables behind the first four aren't in
the package: their files are named on the command line.
"""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from accord.axes import Array, Mask
from accord.backtest.cases import Case
from accord.data import Tables
from accord.engines.corridor.least_costs import least_costs
from accord.engines.reallocation.balancing import balanced
from accord.engines.reallocation.mechanisms import shares
from accord.engines.reallocation.situation import told
from accord.solve.corridors import network_of
from accord.solve.pool import seen
from accord.world import load
from accord.world.history import Ledger, Surroundings

Extra = Callable[[Ledger, Case], Array]  # (K + 1,) shares of a case's counterparts

CRUDE = "270900"
PEAK = 10  # years in which the most is looked for
DISTANT = 1.0  # of ideal points, whose standard deviation is 1: where trade falls to exp(-1)
UNDER = 0.1  # of its trade that a counterpart counts where one has sanctions on the other
STEPS, SWEEPS = 12, 15  # of the fit of a transport cost, and of balancing within each
FAINT = 1e-3  # of a mean: added before a logarithm is taken
SENDERS = {"EU": "EU", "European Union": "EU", "EEC": "EU", "EU, Norway": "EU"}


@dataclass(frozen=True)
class Trade:
    """A case's trade, seen from its own side, and who may still deal with the agent."""

    ledger: Ledger
    case: Case

    @cached_property
    def agent(self) -> int:
        """Its place."""
        return self.ledger.states.index(self.case.agent)

    @cached_property
    def flows(self) -> Array:
        """(Y, S, S): the agent's kind in rows, up to the baseline year."""
        return seen(self.ledger, self.case.side, self.case.before).flows

    @cached_property
    def open(self) -> Mask:
        """(S,): who stays."""
        stays: Mask = ~np.isin(np.array(self.ledger.states), (*self.case.stopped, self.case.agent))
        return stays

    @cached_property
    def size(self) -> Array:
        """(S,): each counterpart's trade with everybody else."""
        now = self.flows[-1]
        return now.sum(axis=0) - now[self.agent]

    def told(self, amounts: Array) -> Array:
        """Give amounts (S,) as shares of the case's counterparts."""
        return told(shares(amounts * self.open), self.case.of.counterparts)


def spare(ledger: Ledger, case: Case) -> Array:
    """Give what each counterpart traded at most in ten years, less what it trades now."""
    of = Trade(ledger, case)
    total = of.flows[-PEAK:].sum(axis=1)
    return of.told(total.max(axis=0) - total[-1])


def peak(ledger: Ledger, case: Case) -> Array:
    """Give what each counterpart traded at most in ten years."""
    of = Trade(ledger, case)
    return of.told(of.flows[-PEAK:].sum(axis=1).max(axis=0))


@dataclass(frozen=True, slots=True)
class Votes:
    """Ideal points of the General Assembly: state -> year -> point."""

    points: Mapping[str, Mapping[int, float]]

    @staticmethod
    def read(path: Path) -> "Votes":
        """Read Bailey, Strezhnev and Voeten's table; session 1 was in 1946."""
        points: dict[str, dict[int, float]] = {}
        with path.open(encoding="latin-1", newline="") as lines:
            for row in csv.DictReader(lines):
                year = int(row["session"]) + 1945
                points.setdefault(row["iso3c"], {})[year] = float(row["IdealPoint"])
        return Votes(points)

    def known(self, ledger: Ledger, year: int) -> Array:
        """Give every state's last point by a year: (S,); the median where it has none."""
        found = np.full(len(ledger.states), np.nan)
        for n, state in enumerate(ledger.states):
            past = [y for y in self.points.get(state, ()) if y <= year]
            if past:
                found[n] = self.points[state][max(past)]
        return np.where(np.isnan(found), np.nanmedian(found), found)

    def alike(self, ledger: Ledger, case: Case) -> Array:
        """Count trade the less the further apart both vote."""
        of, point = Trade(ledger, case), self.known(ledger, case.before)
        return of.told(of.size * np.exp(-np.abs(point - point[of.agent]) / DISTANT))

    def sides(self, ledger: Ledger, case: Case) -> Array:
        """Count trade the more the nearer the counterpart votes to the agent than to the others."""
        of, point = Trade(ledger, case), self.known(ledger, case.before)
        others = point[np.isin(np.array(ledger.states), case.stopped)].mean()
        nearer = np.abs(point - others) - np.abs(point - point[of.agent])
        return of.told(of.size * np.exp(nearer / DISTANT))


@dataclass(frozen=True, slots=True)
class Sanctions:
    """Who has sanctions of trade or finance on whom: (sender, target, first year, last year)."""

    rows: tuple[tuple[str, str, int, int], ...]

    @staticmethod
    def read(path: Path, tables: Tables) -> "Sanctions":
        """Read the Global Sanctions Data Base, third release; the United Nations are left out."""
        rows = []
        with path.open(encoding="latin-1", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["trade"] != "1" and row["financial"] != "1":
                    continue
                years = int(row["begin"]), int(row["end"])
                for sender in _states(row["sanctioning_state"], tables):
                    targets = _states(row["sanctioned_state"], tables)
                    rows += [(sender, target, *years) for target in targets]
        return Sanctions(tuple(rows))

    def on(self, ledger: Ledger, year: int) -> Array:
        """Give who has sanctions on whom in a year: (S, S) of 0 or 1, senders in rows."""
        place = {state: n for n, state in enumerate(ledger.states)}
        found = np.zeros((len(place), len(place)))
        members = load(year, ledger.around.tables).expand("EU")
        for sender, target, first, last in self.rows:
            if first <= year <= last and target in place:
                for state in members if sender == "EU" else (sender,):
                    if state in place:
                        found[place[state], place[target]] = 1.0
        return found

    def alike(self, ledger: Ledger, case: Case) -> Array:
        """Count trade of those without sanctions either way, more of those under the same."""
        of, on = Trade(ledger, case), self.on(ledger, case.before)
        between = on[of.agent] + on[:, of.agent] > 0
        both = on.T @ on[:, of.agent]
        either = on.sum(axis=0) + on[:, of.agent].sum() - both
        same = np.divide(both, either, out=np.zeros_like(both), where=either > 0)
        return of.told(of.size * np.where(between, UNDER, 1.0) * (1 + same))


def _states(listed: str, tables: Tables) -> set[str]:
    """Read names of states, and of the European Union, out of a list with commas."""
    if listed in SENDERS:
        return {SENDERS[listed]}
    if whole := tables.state_called(listed):
        return {whole}
    names = (name.strip() for name in listed.split(","))
    return {code for name in names if (code := SENDERS.get(name) or tables.state_called(name))}


@dataclass(frozen=True, slots=True)
class Refining:
    """Capacity of refineries: state -> year -> thousand barrels a day."""

    of: Mapping[str, Mapping[int, float]]

    @staticmethod
    def read(path: Path) -> "Refining":
        """Read a table of state, year, capacity."""
        found: dict[str, dict[int, float]] = {}
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                found.setdefault(row["state"], {})[int(row["year"])] = float(row["capacity"])
        return Refining(found)

    def capacity(self, ledger: Ledger, case: Case) -> Array:
        """Give who can refine a seller's crude; for all else the most that was traded."""
        if case.code != CRUDE or case.side != "sales":
            return peak(ledger, case)
        by_year = [self.of.get(state, {}) for state in ledger.states]
        last = [max((y for y in years if y <= case.before), default=None) for years in by_year]
        amounts = [0.0 if y is None else years[y] for years, y in zip(by_year, last, strict=True)]
        return Trade(ledger, case).told(np.array(amounts))


@dataclass(frozen=True)
class Network:
    """Distances by the network of corridors, of the year that the package's world has."""

    tables: Tables

    @cached_property
    def km(self) -> Array:
        """(S, S); the great circle, longer by the median detour, where there is no way."""
        around = Surroundings(self.tables)
        network = network_of(load(None, self.tables))
        found = least_costs(network, around.states, around.states, by="km")
        known = np.isfinite(found) & (found > 0)
        detour = np.median(found[known] / around.km[known])
        return np.where(known, found, detour * around.km)

    def near(self, ledger: Ledger, case: Case) -> Array:
        """Count trade over distance."""
        of = Trade(ledger, case)
        return of.told(of.size / self.km[of.agent])


def learned(ledger: Ledger, case: Case) -> Array:
    """Fit what links cost on the year's flows, shut the lost ones, and balance again.

    The cost of a link is a weighted sum of: the logarithm of its distance, of what it carried in
    the five years before, of what both deal in all other goods. The weights are those under which
    the plan of least cost, with entropy, has the same sums of each as the flows have (an inverse
    optimal transport; the first-order conditions of a Poisson fit with effects of both ends).
    """
    of = Trade(ledger, case)
    trade = seen(ledger, case.side, case.before)
    now = trade.flows[-1]
    sold, bought = now.sum(axis=1), now.sum(axis=0)
    rows, columns = np.flatnonzero(sold), np.flatnonzero(bought)
    here = np.ix_(rows, columns)
    past = trade.flows[-6:-1].mean(axis=0) if len(trade.flows) > 1 else np.zeros_like(now)
    reasons = np.array([_logarithm(x[here]) for x in (trade.km, past, trade.elsewhere)])
    flows = now[here] / now.sum()
    itself = rows[:, None] == columns
    weights = np.zeros(len(reasons))
    for _ in range(STEPS):
        plan = _plan(weights, reasons, itself, flows)
        off = ((flows - plan) * reasons).sum(axis=(1, 2))
        slope = np.einsum("ars,brs,rs->ab", reasons, reasons, plan)
        weights = weights + np.linalg.solve(slope + 1e-6 * np.eye(len(weights)), off)
    shut = itself | ((rows[:, None] == of.agent) & ~of.open[columns])
    plan = _plan(weights, reasons, shut, flows)
    found = np.zeros(len(bought))
    found[columns] = plan[rows == of.agent][0] if (rows == of.agent).any() else 0.0
    return of.told(found)


def _plan(weights: Array, reasons: Array, shut: Mask, flows: Array) -> Array:
    kernel = np.where(shut, 0.0, np.exp(np.clip(np.einsum("a,ars->rs", weights, reasons), -30, 30)))
    return balanced(kernel, flows.sum(axis=1), flows.sum(axis=0), sweeps=SWEEPS)


def _logarithm(amounts: Array) -> Array:
    """Take logarithms, of nothing too, and centre them."""
    found = np.log(amounts + FAINT * max(amounts.mean(), np.finfo(float).tiny))
    return found - found.mean()
