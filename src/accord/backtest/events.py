"""Events: sudden changes of trade that a scan finds, and those that the public record names.

    E  a supplier loses buyers that made 30 % or more of its exports, and sells on
    S  a supplier's exports fall by half or more
    B  a buyer's imports fall by half or more

within one or two years, seen in tonnes and, less sharply, in US$ too, so that a wrong unit is no
event. What was found says what happened and not why: its coalition is whoever stopped. An event
of the table of named shocks has a cause, a coalition and a source, and takes the place of what the
scan found of the same trade.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

import numpy as np

from accord.axes import Array, Mask, Places
from accord.backtest.judged import Scan
from accord.data import Tables
from accord.world import load
from accord.world.history import Ledger

Kind = Literal["E", "S", "B"]
KINDS: tuple[Kind, ...] = ("E", "S", "B")
HORIZONS = (1, 2)  # years within which it happens
LEFT_OUT = ("271121", "710812", "711290")  # pipeline gas; gold, precious scrap: no market of a good
SUPPRESSED = {"TUR": ("270900", "271111"), "BLR": ("270900", "271111")}  # origins not published


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One sudden change."""

    kind: Kind
    code: str
    agent: str  # who loses buyers, whose exports or imports fall
    before: int  # the baseline year
    after: int
    world_share: float  # of the agent, in the baseline year
    lost: float  # E: of its exports, with those who stop; S, B: of its total
    kept: float  # total after over before
    affected: tuple[str, ...]  # E: who stops
    name: str | None = None  # None: found, and named by nobody
    source: str | None = None
    status: str = "found"

    @property
    def key(self) -> str:
        """What the event is called on the command line: RUS-270900-2021-2023."""
        return f"{self.agent}-{self.code}-{self.before}-{self.after}"


def event_of(row: Mapping[str, Any]) -> Event:
    """Read an event from a row of the table of events."""
    given = {field.name: row[field.name] for field in fields(Event)}
    return Event(**given | {"affected": tuple((row["affected"] or "").split())})


def codes(tables: Tables) -> tuple[str, ...]:
    """List the codes that are scanned: of goods that have a stage, without what is no market."""
    of_goods = {code for good in tables.goods.values() for code in good.codes}
    return tuple(sorted(of_goods - set(LEFT_OUT)))


def found(ledger: Ledger) -> list[Event]:
    """Scan one code, the largest events first, none within some years of a larger one.

    A state that trades nothing of anything any more is reported under another name: no event.
    """
    scan = Scan.of(ledger.around.tables)
    every = [e for kind in KINDS for h in HORIZONS for e in _of(ledger, kind, h, scan)]
    events = [e for e in every if _reports(ledger, e.agent, e.after)]
    return _apart(sorted(events, key=lambda e: -e.world_share * e.lost), scan)


def _of(ledger: Ledger, kind: Kind, h: int, scan: Scan) -> list[Event]:
    """Find all events of one kind and horizon."""
    last = len([y for y in ledger.years if y < scan.thin_year])
    t = np.arange(1, last - h)
    trades = np.flatnonzero(ledger.value.any(axis=(0, 1)) | ledger.value.any(axis=(0, 2)))
    tables = (table[:, trades][:, :, trades] for table in (ledger.mass, ledger.value))
    mass, value = (
        _Fall(table.transpose(0, 2, 1) if kind == "B" else table, t, h, scan) for table in tables
    )
    traded = value.world[:, None] >= scan.least_world
    big = (mass.world_share >= scan.least_share(kind)) & traded
    stopped = mass.stopped
    if kind == "E":
        lost = mass.lost(stopped)
        sharply = (lost >= scan.lost) & (value.lost(stopped) >= scan.lost_value)
        happened = sharply & (mass.kept >= scan.sold_on)
    else:
        lost = 1 - mass.kept
        once = mass.after.sum(2) < scan.fall_from * mass.earlier.sum(2)
        happened = (mass.kept < scan.fell) & (value.kept < scan.fell_value) & once
    states = np.array(ledger.states)[trades]
    return [
        Event(
            kind=kind,
            code=ledger.code,
            agent=str(states[agent]),
            before=ledger.years[t[at]],
            after=ledger.years[t[at] + h],
            world_share=float(mass.world_share[at, agent]),
            lost=float(lost[at, agent]),
            kept=float(mass.kept[at, agent]),
            affected=tuple(states[stopped[at, agent]].tolist()) if kind == "E" else (),
        )
        for at, agent in np.argwhere(big & happened)
        if ledger.code not in SUPPRESSED.get(str(states[agent]), ())
    ]


def _reports(ledger: Ledger, state: str, year: int) -> bool:
    """Whether a state trades any of the codes in a year."""
    traded, n = ledger.around.traded(year), ledger.states.index(state)
    return bool(traded[n].any() or traded[:, n].any())


class _Fall:
    """Trade before and after, for all baseline years and agents at once."""

    def __init__(self, table: Array, t: Places, h: int, scan: Scan) -> None:
        self.scan = scan
        self.earlier, self.before, self.after = table[t - 1], table[t], table[t + h]
        self.total = self.before.sum(axis=2)
        self.world = self.total.sum(axis=1)
        self.world_share = _over(self.total, self.world[:, None])
        self.kept = _over(self.after.sum(axis=2), self.total, np.inf)

    @property
    def stopped(self) -> Mask:
        """(T, S, S): who was a buyer and is hardly one any more."""
        was = self.before >= self.scan.buyer * self.total[:, :, None]
        hardly = self.after <= self.scan.stopped * self.before
        stopped: Mask = was & (self.before > 0) & hardly
        return stopped

    def lost(self, links: Mask) -> Array:
        """(T, S): the share of the total that was lost over some links."""
        fell = np.where(links, self.before - self.after, 0.0).sum(axis=2)
        return _over(fell, self.total)


def _over(part: Array, whole: Array, nothing: float = 0.0) -> Array:
    part, whole = np.broadcast_arrays(part, whole)
    ratio: Array = np.divide(part, whole, out=np.full(part.shape, nothing), where=whole > 0)
    return ratio


def _apart(events: Iterable[Event], scan: Scan) -> list[Event]:
    """Keep an event where no larger one of the same state, code and side is near."""
    taken: dict[tuple[str, str, bool], list[int]] = {}
    kept = []
    for event in events:
        years = taken.setdefault((event.code, event.agent, event.kind == "B"), [])
        if all(abs(event.before - year) >= scan.apart for year in years):
            years.append(event.before)
            kept.append(event)
    return kept


def named(tables: Tables, ledger: Ledger) -> list[Event]:
    """Read the named shocks of a code, measured on the ledger; a bloc is its members that year."""
    events = []
    for row in tables.named_shocks.filter(hs6=ledger.code).iter_rows(named=True):
        world = load(row["before"], tables)
        who = tuple((row["affected"] or "").split())
        event_year = row["after"]
        affected = tuple(
            dict.fromkeys(s for name in who for s in sorted(world.expand(name, event_year)))
        )
        events.append(_measured(ledger, row, affected))
    return events


def _measured(ledger: Ledger, row: dict[str, object], affected: tuple[str, ...]) -> Event:
    kind, agent = str(row["kind"]), str(row["agent"])
    table = ledger.mass.transpose(0, 2, 1) if kind == "B" else ledger.mass
    before, after = int(str(row["before"])), int(str(row["after"]))
    y, z, i = ledger.place(before), ledger.place(after), ledger.states.index(agent)
    was, left = table[y, i], table[z, i]
    stops = np.isin(np.array(ledger.states), affected)
    kept = float(left.sum() / was.sum())
    return Event(
        kind=kind,  # type: ignore[arg-type]
        code=ledger.code,
        agent=agent,
        before=before,
        after=after,
        world_share=float(was.sum() / table[y].sum()),
        lost=float((was - left)[stops].sum() / was.sum()) if kind == "E" else 1 - kept,
        kept=kept,
        affected=affected,
        name=str(row["name"]),
        source=str(row["source"]),
        status=str(row["status"]),
    )


def events(tables: Tables, ledger: Ledger) -> list[Event]:
    """Give the events of a code: the named ones, and what the scan found apart from them."""
    known = named(tables, ledger)
    others = _apart([*known, *found(ledger)], Scan.of(tables))
    return known + [e for e in others if e.name is None]
