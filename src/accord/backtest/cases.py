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
from accord.backtest.events import LEAST_WORLD, THIN, Event
from accord.engines.reallocation import Situation, situation
from accord.engines.reallocation.mechanisms import shares
from accord.engines.reallocation.situation import MOST_LOST, told
from accord.solve.pool import Side, seen
from accord.world.history import Ledger

SIDES: tuple[Side, ...] = ("sales", "purchases")
MOST = 3  # cases of those who deal with the agent
LEANS = 0.05  # of its own trade that such a one must have had with the agent
CUT = 0.50  # of what it was, at most, that is left of that link
LEFT = 0.01  # of the baseline that must still be traded, or there are no shares
QUIET_SHARE = 0.03  # of world trade, of a quiet case
QUIET_A_CODE = 60  # quiet cases tried for each code and side
NEAR = (2, 1)  # years before and after an event that are not quiet
TREND = 4  # years


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
    leans = partners & (was > 0) & (was >= LEANS * total) & (left <= CUT * was)
    order = np.argsort(-np.where(leans, was - left, -1.0), kind="stable")[:MOST]
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
    total = now.sum()
    if total <= 0 or now[stopped].sum() > MOST_LOST * total or (later * stays).sum() < LEFT * total:
        return None
    world = float(ledger.value[y].sum())
    of = situation(trade, agent, stopped, horizon=after - before, world=world)
    share = shares(now * stays)
    past = shares(trade.flows[max(0, y - TREND), agent] * stays)
    slope = (share - past) / TREND if past.any() else np.zeros_like(share)
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
    busy = [(e.agent, e.before - NEAR[0], e.after + NEAR[1]) for e in events]
    last = len([y for y in ledger.years if y < THIN])
    for side in SIDES:
        table = ledger.mass if side == "sales" else ledger.mass.transpose(0, 2, 1)
        total = table[2 : last - 1].sum(axis=2)
        world = ledger.value[2 : last - 1].sum(axis=(1, 2)) >= LEAST_WORLD
        big = (total >= QUIET_SHARE * total.sum(axis=1, keepdims=True)) & world[:, None]
        found = np.argwhere(big & (total > 0))
        for y, agent in rng.permutation(found)[:QUIET_A_CODE]:
            before = ledger.years[2 + y]
            after = min(before + int(rng.integers(1, 3)), ledger.years[last - 1])
            who = ledger.states[agent]
            if any(who == a and before <= e and after >= b for a, b, e in busy):
                continue
            nobody = np.zeros(len(ledger.states), bool)
            case = made(ledger, side, int(agent), nobody, before, after)
            if case is not None:
                yield case
