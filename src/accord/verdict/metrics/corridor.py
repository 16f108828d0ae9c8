"""Metrics read off the network of corridors: what fits, what a closure takes or makes dearer."""

from dataclasses import dataclass
from typing import TypedDict

import numpy as np

from accord.axes import Array, Mask
from accord.engines import corridor
from accord.engines.corridor import Carried, Demand, Flows
from accord.measures.corridor import (
    CLOSURE_LOSS,
    CORRIDOR_CAPACITY,
    LINE_CAPACITY,
    TRADE_HIT,
    ClosureLoss,
    CorridorCapacity,
    LineCapacity,
    TradeHit,
)
from accord.names import CONTAINERS, GoodName
from accord.numbers import value_text
from accord.solve import Shut
from accord.solve.corridors import NOTICED_COST
from accord.solve.routes import place_of
from accord.study import Cells, Inquiry
from accord.verdict.metrics import room, wording
from accord.verdict.metrics.record import between, members
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.ways import APPROXIMATE, place
from accord.verdict.metrics.wording import percent, plain, sentence

EVERYTHING = 1e4  # Mt or bcm a year: more than any way of known capacity carries
MOST_TRIED = 6  # legs of a way without a limit that are shut in turn
NAMED = 5  # lines of unknown room that a message names
LISTED = 12  # rows of a table that are shown


@implements(LINE_CAPACITY)
def line_capacity(p: LineCapacity, q: Inquiry) -> Reading:
    """Take the narrowest stretch of the line, of those whose capacity is known."""
    year = p.year or q.world.year
    edges, line = q.network.edges, q.network.passage(p.line)
    known = np.flatnonzero(line.edges & np.isfinite(edges.capacity))
    if not known.size:
        raise Untestable(f"no capacity of {plain(p.line)} is known", "its capacity, with a source")
    narrowest = int(known[np.argmin(edges.capacity[known])])
    unit, least = edges.unit[narrowest], float(edges.capacity[narrowest])
    runs = bool(q.network.running(year)[line.edges].any())
    stands = "could carry" if runs else f"({edges.status[narrowest]}) would carry"
    q.note(Cells(table="corridors", line=line.name, years=(year,)))
    rows = tuple(
        (edges.name[e], float(edges.km[e]), float(edges.capacity[e]), edges.status[e],
         edges.source[e], edges.source_status[e])
        for e in known
    )  # fmt: skip
    return Reading(
        values=least if unit == "bcm/a" else least * q.world.tonnes_in(unit),
        text=f"capacity of {plain(p.line)}, {year}",
        finding=sentence(f"{plain(p.line)} {stands} {{value}}, in {year}."),
        sources=("accord-corridors",),
        year=year,
        table=Table(
            caption=f"stretches with a known capacity, {unit}",
            columns=(("stretch", ""), ("length", "km"), (unit, ""), ("status", ""), ("source", ""),
                     ("status of source", "")),
            rows=rows,
        ),
        notes=("what the line has room for, not what flows in it",),
        remembered=all(edges.source_status[e] == "from memory" for e in known),
        ranged=room.ranges(room.limits([edges.name[narrowest]], q)),
    )  # fmt: skip


class _Barred(TypedDict):
    avoid: list[str]
    close: list[str]


def _barred(
    p: CorridorCapacity | ClosureLoss, ends: list[str], year: int, q: Inquiry
) -> tuple[_Barred, tuple[str, ...]]:
    """Give what is shut, with what the scenario shuts beside, and the lines that it opens.

    A veto of the scenario's is no bar to the trade of the state itself.
    """
    good = None if p.good == CONTAINERS else p.good
    shut = q.scenario_effects(p.scenario).shut(good) if p.scenario else Shut()
    around = (*members(p.avoid, year, q.world), *sorted(shut.avoid - set(ends)))
    barred = _Barred(
        avoid=[state for state in around if state in q.network.states],
        close=[*p.close, *sorted(shut.close)],
    )
    return barred, tuple(sorted(shut.use))


def _around(p: CorridorCapacity | ClosureLoss, q: Inquiry) -> list[str]:
    """Name what is shut, in words."""
    named = [*map(plain, p.close), *(wording.states(s, q.world) for s in p.avoid)]
    return [*named, *([f"'{wording.scenario(p.scenario, q.case)}'"] if p.scenario else [])]


@implements(CORRIDOR_CAPACITY)
def corridor_capacity(p: CorridorCapacity, q: Inquiry) -> Reading:
    """Send more than any way carries to every member that is on the network, and add up.

    What no known limit holds is unknown and not endless: then the number is what other ways carry,
    and the true one that or more.
    """
    year = p.year or q.world.year
    unit = q.network.cargo(p.good).unit
    start, end = place(p.origin, q), place(p.destination, q)
    around = _around(p, q)
    without = f" without {wording.listed(around, 'or')}" if around else ""
    what = wording.good(p.good, q.world)
    found, endless = _limited(p, year, unit, q)
    delivered = float(found.delivered.sum())
    if endless and not delivered:
        raise Untestable(
            f"no limit is known of any way for {what} from {start} to {end}{without}, in {year}: "
            f"they lead over {wording.some([plain(leg) for leg in endless], NAMED)}",
            "the capacity of one part of each way",
        )
    carried = [c for c in found.carried if c.quantity > 0]
    q.note(*(Cells(table="corridors", line=n, years=(year,)) for c in carried for n in c.lines))
    full = room.limits(found.prices, q)
    least = "at least " if endless else ""
    carriers = "Pipes and ports" if q.network.cargo(p.good).pipeline else "Lines and ports"
    return Reading(
        values=delivered * q.world.tonnes_in(unit),
        text=f"room for {what} from {start} to {end}{without}, {year}",
        finding=f"{carriers} had room for {least}{{value}} of {what} from {start} to "
        f"{end}{without}, in {year}.",
        sources=("accord-corridors",),
        year=year,
        table=Table(
            caption="ways that fill up",
            columns=(("through", ""), ("lines", ""), (unit, "")),
            rows=tuple(
                (wording.states(c.states, q.world), ", ".join(dict.fromkeys(c.lines)), c.quantity)
                for c in sorted(carried, key=lambda c: -c.quantity)[:LISTED]
            ),
        ),
        notes=(
            f"room in {carriers.lower()}, not what flows in them",
            *(
                (
                    f"no published capacity of {wording.some([plain(x) for x in endless], NAMED)}: "
                    "ways over them are not counted",
                )
                if endless
                else ()
            ),
            *room.weight_of_boxes(p.good, q),
            *room.unread(full),
            APPROXIMATE,
        ),
        remembered=room.remembered(full),
        endless=endless,
        ranged=room.ranges(full),
    )


def _limited(
    p: CorridorCapacity, year: int, unit: str, q: Inquiry
) -> tuple[Flows, tuple[str, ...]]:
    """Give what fits on ways that a known limit holds, and what was left out to find it.

    A way without any is shut at one leg after the other until none is left, each time at the leg
    that has the cheapest way around it: so a corridor is looked at, and no detour of the world.
    """
    starts, ends = (_there(name, year, q) for name in (p.origin, p.destination))
    wanted = [
        Demand(good=p.good, origins=origins, destination=s, quantity=EVERYTHING, unit=unit)
        for s in ends
        if (origins := tuple(o for o in starts if o != s))
    ]
    if not wanted:
        raise Untestable("origin and destination are one state")
    held = [state for name in (*starts, *ends) for state in _states_of(name, p.good, q)]
    barred, use = _barred(p, held, year, q)

    def flows(left_out: tuple[str, ...]) -> Flows:
        return corridor.capacity(
            q.network,
            wanted,
            avoid=barred["avoid"],
            close=(*barred["close"], *left_out),
            use=use,
            modes=p.modes or None,
            year=year,
        )

    left_out: tuple[str, ...] = ()
    found = flows(left_out)
    while ways := [way for way in found.carried if not way.limited]:
        tried = [(leg, flows((*left_out, leg))) for leg in _legs(ways[0], q)[:MOST_TRIED]]
        leg, found = min(tried, key=lambda one: _cheapest_left(one[1]))
        left_out = (*left_out, leg)
    return found, left_out


def _cheapest_left(flows: Flows) -> float:
    """Give what the cheapest way costs that is left, US$ a tonne; inf where there is none."""
    return min((way.cost for way in flows.carried), default=np.inf)


def _legs(way: Carried, q: Inquiry) -> list[str]:
    """Name what of a way may be shut, the shortest first: its crossings and ferries, or else its
    other lines on land, or else its places.
    """
    edges, state = q.network.edges, np.array(q.network.state)
    km, crossings, on_land = dict.fromkeys(way.lines, 0.0), set(), set()
    for line, mode, length, tail, head in zip(
        edges.line, edges.mode, edges.km, edges.tail, edges.head, strict=True
    ):
        if line in km and mode != "sea":
            km[line] += float(length)
            on_land.add(line)
            if mode == "ferry" or state[tail] != state[head]:
                crossings.add(line)
    return sorted(crossings or on_land, key=lambda line: km[line]) or list(way.places)


def _there(name: str, year: int, q: Inquiry) -> list[str]:
    """Give a place or state, of a bloc the states that are on the network."""
    if name not in q.world.blocs:
        return [place_of(q.corridors, name)]
    return [s for s in q.world.bloc(name, year) if s in q.network.states]


def _states_of(name: str, good: str, q: Inquiry) -> set[str]:
    """Give the states in which a name lies."""
    return {q.network.state[p] for p in q.network.ends(name, good, start=True)}


@implements(CLOSURE_LOSS)
def closure_loss(p: ClosureLoss, q: Inquiry) -> Reading:
    """Carry recorded imports at least cost with and without the closure, and compare."""
    year = p.year or q.world.year
    unit = q.network.cargo(p.good).unit
    wanted, sent = demands_of(_wanted(p, year, q), p.good, q)
    buyer, who = wording.states(p.buyer, q.world), wording.states(p.suppliers, q.world)
    what = wording.good(p.good, q.world)
    if not wanted:
        raise Untestable(f"{buyer} has no recorded imports of {what} from {who} in {year}")
    ends = [*members(p.suppliers, year, q.world), *members(p.buyer, year, q.world)]
    barred, _ = _barred(p, ends, year, q)
    found = corridor.closure(
        q.network,
        wanted,
        **barred,
        supplies={seller: amount * (1 + p.spare) for seller, amount in sent.items()},
        year=year,
    )
    carried = found.before.carried
    q.note(*(Cells(table="corridors", line=n, years=(year,)) for c in carried for n in c.lines))
    total = sum(d.quantity for d in wanted)
    shut = wording.listed(_around(p, q))
    return Reading(
        values=round(float(found.lost.sum() / total), 9),
        text=f"share of {what} of {buyer} from {who} lost for good when {shut} closes, {year}",
        finding=sentence(
            f"{shut} shut, {buyer} would lose {{value}} of its recorded {what} from {who} for "
            f"good, as in {year}."
        ),
        sources=("baci", "accord-corridors"),
        year=year,
        table=Table(
            caption=f"by buyer, {unit}",
            columns=(("buyer", ""), ("wanted", ""), ("ran through", ""), ("lost", "")),
            rows=tuple(
                (wording.states(d.destination, q.world), d.quantity, float(hit), float(lost))
                for d, hit, lost in zip(wanted, found.hit, found.lost, strict=True)
            ),
        ),
        notes=(
            "the most that other ways could give back: no contract or pressure limits them here",
            APPROXIMATE,
        ),
    )


def _wanted(p: ClosureLoss, year: int, q: Inquiry) -> Array:
    """Recorded imports of the buyers from the suppliers, without what suppliers buy: (S, B), t."""
    world = q.world
    sell = world.mask(p.suppliers, year)
    buy = world.mask(p.buyer, year) & ~sell
    amount = between(p.good, p.suppliers, (p.buyer,), "mass", q, year)
    wanted: Array = np.where(np.outer(sell, buy), amount, 0.0)
    return wanted


def demands_of(
    amount: Array, good: GoodName, q: Inquiry
) -> tuple[list[Demand], dict[tuple[str | None, str], float]]:
    """Turn trade (S, B), t a year, into what each buyer wants and what each supplier can send.

    In the unit of capacities, and of states that the network holds.
    """
    unit = q.network.cargo(good).unit
    there = np.isin(np.array(q.world.states), q.network.states)
    wanted = np.where(np.outer(there, there), amount, 0.0) / q.world.tonnes_in(unit)
    np.fill_diagonal(wanted, 0.0)
    states = q.world.states
    demands = [
        Demand(
            good=good,
            origins=tuple(states[s] for s in np.flatnonzero(wanted[:, b])),
            destination=states[b],
            quantity=float(wanted[:, b].sum()),
            unit=unit,
        )
        for b in np.flatnonzero(wanted.any(axis=0))
    ]
    sent = wanted.sum(axis=1)
    return demands, {(good, states[s]): float(sent[s]) for s in np.flatnonzero(sent)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ways:
    """What a scenario does to the ways between states: (S, B) each, nan where nobody knows."""

    dearer: Array  # US$ a tonne
    longer: Array  # days
    cut_off: Mask

    @property
    def known(self) -> Mask:
        """Links of which the network holds both ends, with a way today."""
        return np.isfinite(self.dearer) | self.cut_off

    def hit(self, fate: str) -> Mask:
        """Mark the links with this fate."""
        with np.errstate(invalid="ignore"):  # nan is never more
            fates = {
                "rerouted": self.dearer > NOTICED_COST,
                "delayed": self.longer > NOTICED_COST,
                "cut-off": self.cut_off,
            }
        found: Mask = np.any([*fates.values()], axis=0) if fate == "any" else fates[fate]
        return found


FATES = {
    "rerouted": "takes a dearer way",
    "delayed": "takes a longer way",
    "cut-off": "has no way left",
    "any": "takes a dearer or longer way, or has none left",
}


@implements(TRADE_HIT)
def trade_hit(p: TradeHit, q: Inquiry) -> Reading:
    """Add up recorded trade by what happens to the way that it takes."""
    year, world = q.world.year, q.world
    what, title = wording.good(p.good, world), wording.scenario(p.scenario, q.case)
    effects = q.scenario_effects(p.scenario)
    closings = effects.closings(p.good)
    if not closings:
        raise Untestable(f"'{title}' shuts and opens no way of {what}", "what it shuts or opens")
    trade = between(p.good, p.suppliers, p.buyers, p.by, q)
    if not trade.any():
        raise Untestable(f"no {what} between them is recorded in {year}")
    ways = _ways(effects.shut(p.good), p, q)
    amount = np.where(ways.hit(p.fate), trade, 0.0)
    sizes = {closing.size for closing in closings}
    part = q.size(next(iter(sizes))) if len(sizes) == 1 else np.ones(q.draws)
    unknown = float(trade[~ways.known].sum() / trade.sum())
    unit = "t" if p.by == "mass" else "usd"
    return Reading(
        values=part * float(amount.sum()),
        text=f"recorded {what} that {FATES[p.fate]}, '{title}', {year}",
        finding=sentence(f"{title}: {{value}} a year of recorded {what} {FATES[p.fate]}."),
        sources=("baci", "accord-corridors"),
        year=year,
        table=_links(amount, ways, unit, q),
        notes=(
            f"of {value_text(float(trade.sum()), unit=unit)} that are recorded between them",
            *((f"{percent(unknown)} are between states of which the network holds no way",)
              if unknown else ()),
            *(("what is shut is taken as shut all year",) if len(sizes) > 1 else ()),
            "room on other ways is not looked at: closure-loss does",
            APPROXIMATE,
        ),
    )  # fmt: skip


def _ways(shut: Shut, p: TradeHit, q: Inquiry) -> _Ways:
    """Compare the least costs and hours with and without what is shut."""
    cost0, cost1 = (q.corridors.least(p.good, "cost", s) for s in (Shut(), shut))
    hours0, hours1 = (q.corridors.least(p.good, "hours", s) for s in (Shut(), shut))
    with np.errstate(invalid="ignore"):  # inf - inf: no way before or after
        dearer, longer = cost1 - cost0, (hours1 - hours0) / 24
    return _Ways(
        dearer=np.where(np.isfinite(dearer), dearer, np.nan),
        longer=np.where(np.isfinite(longer), longer, np.nan),
        cut_off=np.isfinite(cost0) & np.isinf(cost1),
    )


def _links(amount: Array, ways: _Ways, unit: str, q: Inquiry) -> Table:
    """Show the largest links that are hit."""
    states = q.world.states
    order = np.argsort(-amount, axis=None, kind="stable")[:LISTED]
    cells = [divmod(int(at), len(states)) for at in order if amount.flat[at] > 0]
    return Table(
        caption="largest links, with what their way costs and takes more",
        columns=(("supplier", ""), ("buyer", ""), ("trade", unit), ("dearer", "usd_per_t"),
                 ("longer", "days"), ("a way is left", "")),
        rows=tuple(
            (wording.states(states[s], q.world), wording.states(states[b], q.world),
             float(amount[s, b]), _number(ways.dearer[s, b]), _number(ways.longer[s, b]),
             "no" if ways.cut_off[s, b] else "yes")
            for s, b in cells
        ),
    )  # fmt: skip


def _number(x: float) -> float | None:
    """Give a number, None where there is none."""
    return float(x) if np.isfinite(x) else None
