"""Sea legs between the ports of a basin, from searoute, drawn off land.

The traps are that searoute goes round by the Arctic, answers 0 km when it is blocked, and runs
through a strait whose node it was not told of; `_sea_leg` refuses all three.
"""

import csv
from collections.abc import Collection
from importlib import import_module
from itertools import combinations, product
from typing import Any
from warnings import catch_warnings, simplefilter

import numpy as np

from accord.axes import Array
from accord.data.build.corridor_draft import TABLES, Draft, Edge, Node, great_circle
from accord.data.build.land import Land
from accord.data.build.off_land import around, touches

SHORT_KM = 150.0  # ends this near that share a point of the lanes are joined directly
ROUND = 1.1  # and this much longer than the great circle
SHORTER = 1.05  # a leg that is matched within this by legs already kept is not kept
MOOR_KM = 60.0  # a turning point further than this from a lane stays where it was put
APART_KM = 80.0  # junctions of sea lanes are no nearer to each other and to ports
DRAWN = 0.1  # degrees that the drawn line of a leg may be off its way around land
PASSAGE_KM = 30.0  # a computed leg that comes this near a passage must go through it


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
        draft.join(Node(name, "", "sea", *spot, "searoute"))
        made.append(name)
        taken.append(spot)
    return made


def basin_line(basin: dict[str, Any]) -> dict[str, Any]:
    """Row of corridor-lines.csv of the legs of a basin."""
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
                draft.join(Node(row["node"], "", "sea", *at, row["source"]))
    with (TABLES / "corridor-edges.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["line"] in {f"sea-{b['id']}" for b in basins}:
                leg = (row["from"], row["to"], row["line"], float(row["km"]), row["km_basis"])
                draft.edges.append(Edge(*leg, row["path"]))
