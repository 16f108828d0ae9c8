"""What a map of the case needs: lines, passages and places, and what each scenario closes.

Of the network only what the case touches: pipelines and plans of its candidates; the ways on which
their goods reach the largest buyers and the parties, and those that claims ask for, each with and
without what its scenarios shut; and whatever these shut. Coordinates are degrees, east and north.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from accord.case.model import BASELINE
from accord.result import chart as said
from accord.result.made.drawn import Line, Point, joined, middle, rounded, thinned, unbroken
from accord.result.verdict import Verdict
from accord.solve import Effects, closed_edges
from accord.solve.routes import routes
from accord.study import RouteQ, Study

KINDS: Mapping[str, said.Kind] = {
    "oil-pipeline": "oil", "gas-pipeline": "gas", "rail": "rail", "road": "road", "ferry": "ferry",
    "sea": "sea",
}  # fmt: skip
PIPES = ("oil-pipeline", "gas-pipeline")
BUYERS = 4  # the largest of a candidate's good that have a way on the map, beside the parties
LEAST_SHARE = 0.01  # of a candidate's exports, below which a buyer has none
LINE_OFF = 0.03  # degrees that a drawn line may be off
PLANNED = ("proposed", "under construction")
MARKED = ("strait", "canal", "cape", "border")  # passages that are points on a map


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A way that the map shows: its ends, what travels, and what it has to go around."""

    origin: str
    destination: str
    good: str | None
    by: str
    avoid: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()

    def find(self, study: Study, scenario: str = BASELINE) -> dict[str, Any]:
        """Find the way, under what a scenario shuts and opens."""
        return study.way(
            RouteQ(
                scenario=study.case.scenario(scenario),
                origin=self.origin,
                destination=self.destination,
                good=self.good,
                by=self.by,
                avoid=self.avoid,
                modes=self.modes,
            )
        )


@dataclass(slots=True, kw_only=True)
class Edge:
    """An edge of the network's table, and what travels on it on the map."""

    name: str
    line: str
    mode: str
    good: str  # of a pipeline
    ends: tuple[str, str]
    states: tuple[str, str]
    points: Line
    goods: set[str | None] = field(default_factory=set)


def chart(study: Study, verdicts: Sequence[Verdict]) -> said.Chart | None:
    """Gather what the maps of a report show; None for a case without candidates.

    Parameters
    ----------
    verdicts : of the document; a claim that asks for a way names its ends
    """
    case, world = study.case, study.world
    if not case.candidates:
        return None
    scenarios = {name: study.effects(case.scenario(name)) for name in case.scenarios}
    scenarios = {name: found for name, found in scenarios.items() if found.passages}
    asked = list(dict.fromkeys([*_trade(study, verdicts), *_claimed(verdicts)]))
    before = [(one, one.find(study)) for one in asked]
    before = [(one, way) for one, way in before if way["feasible"]]
    after = {
        name: {
            n: one.find(study, name)
            for n, (one, _) in enumerate(before)
            if one.good in found.goods_shut
        }
        for name, found in scenarios.items()
    }
    drawn = Drawn(study)
    for way in (*(w for _, w in before), *(w for ways in after.values() for w in ways.values())):
        drawn.take(way)
    closed = {name: drawn.closed_by(found) for name, found in scenarios.items()}
    return said.Chart(
        year=world.year,
        lines=drawn.lines(closed),
        passages=drawn.passages([n for one in scenarios.values() for n in drawn.named(one)]),
        places=drawn.places(),
        routes=tuple(_told(way, one.avoid) for one, way in before),
        scenarios={
            name: said.MapScenario(
                goods=tuple(sorted(found.goods_shut)),
                vetoes=tuple(dict.fromkeys(s for e in found.passages for s in e.avoid)),
                passages=drawn.named(found),
                opened=drawn.named(found, opened=True),
                closed=drawn.crosses(closed[name]),
                blocked=drawn.blocked(closed[name]),
                routes={
                    str(n): _told(way)
                    for n, way in after[name].items()
                    if way["legs"] != before[n][1]["legs"]
                },
            )
            for name, found in scenarios.items()
        },
    )


def _trade(study: Study, verdicts: Sequence[Verdict]) -> Iterator[Asked]:
    """Ask for the ways of each candidate's goods to its largest buyers and to the parties.

    Goods are those of the case and of its claims that the network knows a way of their own for.
    """
    case, world, network = study.case, study.world, study.network
    named = [str(v.metric_params.get("good")) for v in verdicts]
    goods = [g for g in dict.fromkeys((*case.goods, *named)) if g in network.cargoes]
    known = np.isin(np.array(world.states), network.states)
    for good in goods:
        if not world.traded(good):
            continue
        mass = np.where(known, world.recorded(good).mass_t, 0.0)
        for candidate in (c for c in case.candidates if c in network.states):
            row = mass[world.index(candidate)]
            large = [i for i in np.argsort(-row)[:BUYERS] if row[i] > LEAST_SHARE * row.sum()]
            parties = [world.index(p) for p in case.parties if p in world.states]
            buyers = dict.fromkeys((*large, *(p for p in parties if row[p] > 0)))
            for buyer in buyers:
                yield Asked(origin=candidate, destination=world.states[buyer], good=good, by="cost")


def _claimed(verdicts: Sequence[Verdict]) -> Iterator[Asked]:
    """Ask for the ways of claims, as they ask and without their vetoes."""
    for v in verdicts:
        p = v.metric_params
        if v.metric in ("route-exists", "route-days"):
            ends = {"origin": p["origin"], "destination": p["destination"]}
            modes = tuple(p.get("modes", ()))
            for avoid in (tuple(p.get("avoid", ())), ()):
                yield Asked(**ends, good=p.get("good"), by="hours", avoid=avoid, modes=modes)


def _told(way: Mapping[str, Any], avoid: tuple[str, ...] = ()) -> said.Way:
    """Give what a reader wants to know of a way."""
    legs = [leg for leg in way["legs"] if leg["mode"] != "transfer"]
    return said.Way(
        feasible=way["feasible"],
        good=way["good"],
        by=way["by"],
        km=way["km"],
        hours=way["hours"],
        cost=way["cost"],
        states=tuple(way["states"]),
        passages=tuple(way["passages"]),
        from_memory=way["from_memory"],
        ends=(legs[0]["from_title"], legs[-1]["to_title"]) if legs else (),
        avoid=avoid,
        lines=tuple(dict.fromkeys(leg["line"] for leg in legs)),
        reason="" if way["feasible"] else way["says"],
    )


class Drawn:
    """The edges of the map, gathered way by way."""

    def __init__(self, study: Study) -> None:
        self.case, self.world, self.corridors = study.case, study.world, study.corridors
        self.network = study.network
        tables = study.world.corridors
        self.nodes = {row["node"]: row for row in tables["nodes"].iter_rows(named=True)}
        self.rows = {row["edge"]: row for row in tables["edges"].iter_rows(named=True)}
        self.between = {
            (row["line"], frozenset((row["from"], row["to"]))): name
            for name, row in self.rows.items()
        }
        running = self.network.running(study.world.year)
        self.running = {n for n, on in zip(self.network.edges.name, running, strict=True) if on}
        self.edges: dict[str, Edge] = {}
        self.met: dict[str, None] = {}  # passages on the ways
        self.stops: dict[str, int] = {}  # places where a way begins, ends or changes its mode
        for name, row in self.rows.items():
            shown = row["mode"] in PIPES or row["status"] in PLANNED
            if shown and set(self._states(row)) & set(study.case.candidates):
                self._edge(name)
        lines = {edge.line for edge in self.edges.values()}
        for name, row in self.rows.items():
            if row["line"] in lines:
                self._edge(name)

    def _states(self, row: Mapping[str, Any]) -> tuple[str, str]:
        return self.nodes[row["from"]]["state"], self.nodes[row["to"]]["state"]

    def _at(self, place: str) -> Point:
        return self.nodes[place]["lon"], self.nodes[place]["lat"]

    def _edge(self, name: str) -> Edge:
        """Put an edge on the map, with its bends."""
        row = self.rows[name]
        bends = [
            (float(x), float(y))
            for x, y in (bend.split() for bend in filter(None, (row["path"] or "").split(";")))
        ]
        return self.edges.setdefault(
            name,
            Edge(
                name=name,
                line=row["line"],
                mode=row["mode"],
                good=row["good"] or "",
                ends=(row["from"], row["to"]),
                states=self._states(row),
                points=unbroken([self._at(row["from"]), *bends, self._at(row["to"])]),
            ),
        )

    def take(self, way: Mapping[str, Any]) -> None:
        """Put the edges, passages and stops of a way on the map."""
        self.met |= dict.fromkeys(way["passages"])
        for leg in way["legs"]:
            for stop in (leg["from"], leg["to"]):
                if leg["mode"] == "transfer" or stop in (way["origin"], way["destination"]):
                    self.stops[stop] = self.stops.get(stop, 0) + 1
            for ends in pairwise(leg["places"]):
                if (name := self.between.get((leg["line"], frozenset(ends)))) is not None:
                    self._edge(name).goods.add(way["good"])

    # ------------------------------------------------------------ what closes

    def closed_by(self, effects: Effects) -> dict[str, str]:
        """Edges on the map that a scenario closes to others' trade, and what by."""
        names = self.network.edges.name
        found: dict[str, str] = {}
        for good in effects.goods_shut:
            for edge, by in closed_edges(self.network, effects.shut(good), good).items():
                if names[edge] in self.edges and not self._own(self.edges[names[edge]], by):
                    found.setdefault(names[edge], by)
        return found

    def _own(self, edge: Edge, state: str) -> bool:
        """Say whether a pipeline begins in a state and no way of others goes by it."""
        if edge.mode not in PIPES or edge.goods:
            return False
        first = next(row for row in self.rows.values() if row["line"] == edge.line)
        return bool(self.nodes[first["from"]]["state"] == state)

    def named(self, effects: Effects, *, opened: bool = False) -> tuple[str, ...]:
        """Passages and lines that a scenario closes, or opens, by the network's names."""
        asked = (n for e in effects.passages for n in (e.open if opened else e.close))
        return tuple(dict.fromkeys(self.network.passage(name).name for name in asked))

    def crosses(self, closed: Mapping[str, str]) -> tuple[said.Closure, ...]:
        """Say for each closed line what by, and the point at which: a border, or its middle."""
        by_line: dict[str, list[Edge]] = {}
        for name in closed:
            by_line.setdefault(self.edges[name].line, []).append(self.edges[name])
        found = []
        for line, edges in by_line.items():
            by = closed[edges[0].name]
            border = next((e for e in edges if by in e.states and e.states[0] != e.states[1]), None)
            if edges[0].mode == "sea":  # it is the port that can't be reached
                continue
            whole = max(joined(e.points for e in edges), key=len)
            at = middle(border.points if border else whole)
            found.append(said.Closure(line=line, by=by, at=rounded(at)))
        return tuple(found)

    # ------------------------------------------------------------ what is told

    def lines(self, closed: Mapping[str, Mapping[str, str]]) -> tuple[said.MapLine, ...]:
        """Describe the lines, with their parts by the scenarios that close them."""
        flows, found = self._flows(), []
        for line in dict.fromkeys(edge.line for edge in self.edges.values()):
            edges = [e for e in self.edges.values() if e.line == line]
            row = self.rows[edges[0].name]
            parts: dict[tuple[str, ...], list[Line]] = {}
            for edge in edges:
                by = tuple(name for name, some in closed.items() if edge.name in some)
                parts.setdefault(by, []).append(edge.points)
            found.append(
                said.MapLine(
                    id=line,
                    title=row["title"] or line,
                    kind=KINDS[row["mode"]],
                    status=self._status(edges[0].name),
                    capacity=row["capacity"],
                    unit=row["unit"] if row["capacity"] is not None else None,
                    states=tuple(sorted({s for e in edges for s in e.states} - {""})),
                    flows=tuple(flows.get(line, ())),
                    source=row["source"],
                    source_status=row["source_status"],
                    parts=tuple(
                        said.Stretch(
                            points=tuple(rounded(p) for p in thinned(one, LINE_OFF)), closed=by
                        )
                        for by, stretches in parts.items()
                        for one in joined(stretches)
                    ),
                )
            )
        return tuple(found)

    def _status(self, edge: str) -> str:
        """Say whether an edge runs in the World's year: running, idle, or as the table says."""
        row = self.rows[edge]
        if edge in self.running:
            return "running"
        if row["status"] == "running" and (row["first_year"] or 0) > self.world.year:
            return f"from {row['first_year']} on"
        return "idle" if row["status"] in ("running", "out") else str(row["status"])

    def _sent(self) -> list[tuple[Mapping[str, Any], tuple[str, ...]]]:
        """What candidates sent, as published, in the World's year or the last before; its lines."""
        rows = [
            row
            for row in self.world.splits().iter_rows(named=True)
            if row["state"] in self.case.candidates
            and row["direction"] == "export"
            and row["year"] <= self.world.year
        ]
        last: dict[tuple[str, str], int] = {}
        for row in rows:
            key = (row["state"], row["good"])
            last[key] = max(last.get(key, 0), row["year"])
        return [
            (row, tuple(dict.fromkeys(self._named(row))))
            for row in rows
            if row["year"] == last[row["state"], row["good"]]
        ]

    def _flows(self) -> dict[str, list[said.Flow]]:
        """What candidates sent by each line."""
        found: dict[str, list[said.Flow]] = {}
        names = ("state", "good", "quantity", "unit", "year", "source", "source_status")
        for row, lines in self._sent():
            for line in lines:
                found.setdefault(line, []).append(said.Flow(**{name: row[name] for name in names}))
        return found

    def blocked(self, closed: Mapping[str, str]) -> tuple[said.Blocked, ...]:
        """Add up what went by lines that are closed; a port that can't be reached closes none."""
        shut = {self.edges[name].line for name in closed if self.edges[name].mode != "sea"}
        total: dict[tuple[str, str, str, int], float] = {}
        for row, lines in self._sent():
            if shut.intersection(lines) and row["quantity"] is not None:
                key = (row["state"], row["good"], row["unit"], row["year"])
                total[key] = total.get(key, 0.0) + row["quantity"]
        return tuple(
            said.Blocked(state=state, good=good, unit=unit, year=year, quantity=quantity)
            for (state, good, unit, year), quantity in total.items()
        )

    def _named(self, row: Mapping[str, Any]) -> Iterator[str]:
        """Lines of a published route: those that it names, and pipelines between its places."""
        lines = {edge.line for edge in self.edges.values()}
        via = row["via"].split(";")
        yield from (name for name in via if name in lines)
        for one, two in pairwise(via):
            if one in self.nodes and two in self.nodes:
                way = routes(
                    self.corridors, one, two, good=row["good"], by="cost", year=row["year"]
                )
                yield from (leg["line"] for leg in way["legs"] if leg["mode"] in PIPES)

    def passages(self, named: Iterable[str]) -> tuple[said.Passage, ...]:
        """Describe the straits, canals and borders on the ways, and those that are named."""
        found, covered = list[said.Passage](), set[str]()
        table = {row["passage"]: row for row in self.world.corridors["passages"].to_dicts()}
        wanted = [table[n] for n in dict.fromkeys((*self.met, *named)) if n in table]
        for row in sorted(wanted, key=lambda row: -len(row["nodes"] or "")):
            nodes = list(filter(None, (row["nodes"] or "").split(";")))
            if row["kind"] not in MARKED or (nodes and covered >= set(nodes)):
                continue
            covered |= set(nodes)
            lines = (row["lines"] or "").split(";")
            ends = [
                p for r in self.rows.values() if r["line"] in lines for p in (r["from"], r["to"])
            ]
            x, y = np.mean([self._at(place) for place in nodes or ends], axis=0)
            found.append(
                said.Passage(
                    id=row["passage"],
                    title=row["title"],
                    kind=row["kind"],
                    at=rounded((float(x), float(y))),
                )
            )
        return tuple(found)

    def places(self) -> tuple[said.Stop, ...]:
        """Describe where ways begin, end and change their mode, the busiest first."""
        return tuple(
            said.Stop(
                id=place,
                title=self.nodes[place]["name"] or place,
                state=self.nodes[place]["state"],
                at=rounded(self._at(place)),
                ways=ways,
            )
            for place, ways in sorted(self.stops.items(), key=lambda item: (-item[1], item[0]))
        )
