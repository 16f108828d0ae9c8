"""Cases: what is to be foretold of an event, and what was known before it.

    sales      the shares of a supplier's sales over the buyers that stay
    purchases  the shares of a buyer's purchases over the suppliers that stay

An event of kind E is one case of sales and up to three of purchases, of the buyers that stopped;
S is purchases of the buyers that leaned on the supplier most, B sales of its suppliers likewise.
A quiet case is a state that nothing of the kind happened to: what the forecast says of it is held
against the same scores, or a wide interval would pass for a good one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from accord.axes import Array, Mask
from accord.backtest.events import Event
from accord.backtest.judged import Scan
from accord.engines.reallocation import Situation, situation
from accord.engines.reallocation.mechanisms import shares
from accord.engines.reallocation.situation import told
from accord.solve.pool import Side, judged, seen
from accord.world.history import Ledger

SIDES: tuple[Side, ...] = ("sales", "purchases")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One thing to be foretold."""

    event: str  # key of the event; "" in a quiet year
    name: str | None  # of the event
    side: Side
    code: str
    agent: str
    stopped: tuple[str, ...]
    before: int
    after: int
    of: Situation
    observed: Array  # (K + 1,) shares
    trend: Array  # (K + 1,) shares if those of the last four years went on
    states: tuple[str, ...]  # (K,) names of the counterparts that are told apart

    @property
    def group(self) -> str:
        """What is drawn together in a bootstrap: an event, or a quiet case by itself."""
        return self.event or f"{self.agent}-{self.code}-{self.before}-{self.side}"


def cases(ledger: Ledger, events: Iterable[Event]) -> Iterator[Case]:
    """Make the cases of a code's events."""
    for event in events:
        for side, agent, stopped in asked(ledger, event):
            case = made(
                ledger, side, agent, stopped, event.before, event.after,
                event=event.key, name=event.name,
            )  # fmt: skip
            if case is not None:
                yield case


def asked(ledger: Ledger, event: Event) -> Iterator[tuple[Side, int, Mask]]:
    """Say of whom an event asks: side, place, and who stops dealing with it."""
    states = np.array(ledger.states)
    agent = ledger.states.index(event.agent)
    alone = states == event.agent
    if event.kind == "E":
        stops = np.isin(states, event.affected)
        yield "sales", agent, stops
        partners = stops
    else:
        partners = np.ones(len(states), bool)
    side: Side = "sales" if event.kind == "B" else "purchases"
    for partner in _leaning(ledger, event, agent, partners):
        yield side, partner, alone


def _leaning(ledger: Ledger, event: Event, agent: int, partners: Mask) -> list[int]:
    """Find who lost most with the agent and leaned on it."""
    y, z = ledger.place(event.before), ledger.place(event.after)
    table = ledger.mass.transpose(0, 2, 1) if event.kind == "B" else ledger.mass
    was, left = table[y, agent], table[z, agent]
    total = table[y].sum(axis=0)
    scan = Scan.of(ledger.around.tables)
    leans = partners & (was > 0) & (was >= scan.leans * total) & (left <= scan.cut * was)
    order = np.argsort(-np.where(leans, was - left, -1.0), kind="stable")[: scan.most_cases]
    return [int(p) for p in order if leans[p]]


def made(
    ledger: Ledger,
    side: Side,
    agent: int,
    stopped: Mask,
    before: int,
    after: int,
    *,
    event: str = "",
    name: str | None = None,
) -> Case | None:
    """Make one case; None where too little was traded before or after to have shares."""
    trade = seen(ledger, side, before)
    y, z = len(trade.flows) - 1, ledger.place(after)
    later = ledger.mass[z, agent] if side == "sales" else ledger.mass[z, :, agent]
    stays = ~stopped
    stays[agent] = False
    now = trade.flows[y, agent]
    total, by, scan = now.sum(), judged(ledger.around.tables), Scan.of(ledger.around.tables)
    if total <= 0 or now[stopped].sum() > by.most_lost * total:
        return None
    if (later * stays).sum() < scan.least_left * total:
        return None
    world = float(ledger.value[y].sum())
    of = situation(trade, agent, stopped, horizon=after - before, world=world, judged=by)
    share = shares(now * stays)
    past = shares(trade.flows[max(0, y - scan.trend), agent] * stays)
    slope = (share - past) / scan.trend if past.any() else np.zeros_like(share)
    states = np.array(ledger.states)
    return Case(
        event=event,
        name=name,
        side=side,
        code=ledger.code,
        agent=ledger.states[agent],
        stopped=tuple(states[stopped].tolist()),
        before=before,
        after=after,
        of=of,
        observed=told(shares(later * stays), of.counterparts),
        trend=told(shares(np.maximum(share + of.horizon * slope, 0.0)), of.counterparts),
        states=tuple(states[of.counterparts].tolist()),
    )


def quiet(ledger: Ledger, events: Iterable[Event], rng: np.random.Generator) -> Iterator[Case]:
    """Draw quiet cases of a code: large traders in years in which nothing happened to them."""
    scan = Scan.of(ledger.around.tables)
    busy = [(e.agent, e.before - scan.quiet_before, e.after + scan.quiet_after) for e in events]
    last = len([y for y in ledger.years if y < scan.thin_year])
    for side in SIDES:
        table = ledger.mass if side == "sales" else ledger.mass.transpose(0, 2, 1)
        total = table[2 : last - 1].sum(axis=2)
        world = ledger.value[2 : last - 1].sum(axis=(1, 2)) >= scan.least_world
        big = (total >= scan.quiet_share * total.sum(axis=1, keepdims=True)) & world[:, None]
        found = np.argwhere(big & (total > 0))
        for y, agent in rng.permutation(found)[: scan.quiet_cases]:
            before = ledger.years[2 + y]
            after = min(before + int(rng.integers(1, 3)), ledger.years[last - 1])
            who = ledger.states[agent]
            if any(who == a and before <= e and after >= b for a, b, e in busy):
                continue
            nobody = np.zeros(len(ledger.states), bool)
            case = made(ledger, side, int(agent), nobody, before, after)
            if case is not None:
                yield case
