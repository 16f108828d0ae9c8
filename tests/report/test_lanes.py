"""No lane crosses land, but for canals and the rivers that ports lie up."""

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np
from tests.report.land import rings, world

import accord
from accord.result.made.chart import LINE_OFF
from accord.result.made.drawn import thinned, unbroken

TABLES = Path(accord.__file__).parent / "data" / "tables"
KM = 111.195
STEP = 10.0  # km between two looks
ROUGH = 55.0  # km of land that a coast drawn as roughly as the map's may put under a lane
PORT = 60.0  # km from an end within which a port's river may lie


def rows(name):
    with (TABLES / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def sea_legs():
    """Each leg at sea as it is drawn: its name, and its points."""
    nodes = {r["node"]: (float(r["lon"]), float(r["lat"])) for r in rows("corridor-nodes.csv")}
    lines = {r["line"] for r in rows("corridor-lines.csv") if r["mode"] == "sea"}
    for row in rows("corridor-edges.csv"):
        if row["line"] in lines and "canal" not in row["line"]:
            pairs = (p.split() for p in filter(None, row["path"].split(";")))
            bends = [(float(x), float(y)) for x, y in pairs]
            leg = unbroken([nodes[row["from"]], *bends, nodes[row["to"]]])
            yield row["edge"], thinned(leg, LINE_OFF)


def looked_at(points):
    """Points along a leg, and how far along each is, km."""
    found, along, far = [], [], 0.0
    for (ax, ay), (bx, by) in pairwise(points):
        km = KM * float(np.hypot((bx - ax) * np.cos(np.radians((ay + by) / 2)), by - ay))
        count = max(1, int(km / STEP))
        share = (np.arange(count) + 0.5) / count
        found.append(np.stack([ax + (bx - ax) * share, ay + (by - ay) * share], axis=1))
        along.append(far + km * share)
        far += km
    return np.concatenate(found), np.concatenate(along), far


def on_land(points):
    x, y = (points[:, 0] + 180) % 360 - 180, points[:, 1]
    found = np.zeros(len(points), dtype=bool)
    for polygon in (p for state in world()["states"] for p in rings(state)):
        ring = np.array(polygon[0])
        (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
        near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north) & ~found)
        if not len(near):
            continue
        (ax, ay), (bx, by) = ring.T[:, None], np.roll(ring, -1, axis=0).T[:, None]
        px, py = x[near, None], y[near, None]
        crosses = (ay > py) != (by > py)
        with np.errstate(divide="ignore", invalid="ignore"):
            west_of = px < ax + (py - ay) * (bx - ax) / (by - ay)
        found[near] = (crosses & west_of).sum(axis=1) % 2 == 1
    return found


def test_no_lane_crosses_land():
    legs = list(sea_legs())
    looks = [looked_at(points) for _, points in legs]
    wet = ~on_land(np.concatenate([points for points, _, _ in looks]))
    wrong, at = [], 0
    for (name, _), (points, along, far) in zip(legs, looks, strict=True):
        sea, at = wet[at : at + len(points)], at + len(points)
        offing = (along > PORT) & (along < far - PORT)
        run = 0.0
        for here, amid in zip(~sea, offing, strict=True):
            run = run + STEP if here and amid else 0.0
            if run > ROUGH:
                wrong.append(name)
                break
    assert len(legs) > 500
    assert wrong == []
