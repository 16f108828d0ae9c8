"""Bends sea legs around land, so that no drawn lane crosses it; their lengths stay as they are.

    python -m accord.data.build.offshore LAND

A stretch over land is replaced by the shortest way over the cells of a grid whose middles are sea.
Canals lie on land, and so do the ends of a leg whose port lies up a river. LAND is the file that
`accord.data.build.corridors` takes; nothing is measured on a drawn line.
"""

import csv
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.ndimage import binary_dilation
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from accord.axes import Array, Mask
from accord.data.build.corridor_draft import TABLES
from accord.data.build.land import KM_PER_DEGREE, Land

STEP = 5.0  # km between two looks at a leg
LEAST = 12.0  # km over land that are more than a coast drawn roughly
PORT = 40.0  # km from an end within which a port's river may lie
GRIDS = ((0.05, 0.7), (0.05, 2.0))  # degrees of a cell, and around the stretch
OFF = 0.045  # degrees that a bend may be off, less than the cells kept free beside land

EDGES = TABLES / "corridor-edges.csv"


def looked_at(line: Array) -> Array:
    """Points along a line, STEP km apart at most: (N, 2) from (P, 2), both in degrees."""
    found = [line[:1]]
    for a, b in pairwise(line):
        count = max(1, int(np.ceil(_km(a, b) / STEP)))
        found.append(a + (b - a) * (np.arange(1, count + 1) / count)[:, None])
    return np.concatenate(found)


def _km(a: Array, b: Array) -> float:
    shrink = np.cos(np.radians((a[1] + b[1]) / 2))
    return float(np.hypot((b[0] - a[0]) * shrink, b[1] - a[1]) * KM_PER_DEGREE)


def over_land(points: Array, land: Land) -> list[tuple[int, int]]:
    """Stretches of looked-at points that cross land: first and last of each, ports left out."""
    on = land.covers(points)
    steps = [_km(a, b) for a, b in pairwise(points)]
    along = np.concatenate([[0.0], np.cumsum(steps)])
    found, start = [], None
    for n in range(len(points) + 1):
        here = n < len(points) and bool(on[n])
        if here and start is None:
            start = n
        if not here and start is not None:
            last = n - 1
            near = along[last] < PORT or along[-1] - along[start] < PORT
            if along[last] - along[start] >= LEAST and not near:
                found.append((start, last))
            start = None
    return found


def offshore(line: Array, land: Land) -> Array:
    """Give a line that goes around the land that it crossed; (P, 2), degrees."""
    points = looked_at(_thinned(line))  # as it is drawn
    stretches = over_land(points, land)
    if not stretches:
        return line
    pieces, at = [], 0
    for first, last in stretches:
        start, end = max(first - 1, 0), min(last + 1, len(points) - 1)
        pieces += [points[at : start + 1], _around(points[start], points[end], land)]
        at = end
    pieces.append(points[at:])
    return _thinned(np.concatenate(pieces))


def _around(a: Array, b: Array, land: Land) -> Array:
    """Find the shortest way between two points over cells of sea; none where no grid has one."""
    for cell, air in GRIDS:
        west, south = np.minimum(a, b) - air
        east, north = np.maximum(a, b) + air
        x, y = np.arange(west, east, cell), np.arange(south, north, cell)
        cells = np.stack(np.meshgrid(x, y, indexing="ij"), axis=-1).reshape(-1, 2)
        sea = ~land.covers(cells).reshape(len(x), len(y))
        for open_sea in (~binary_dilation(~sea, iterations=2), sea):  # a thinned bend cuts corners
            start, end = (_nearest(cells, open_sea, one) for one in (a, b))
            way = _through(open_sea, cell, start, end, south) if open_sea.any() else None
            if way is not None:
                return np.asarray(cells[way])
    return np.empty((0, 2))


def _nearest(cells: Array, sea: Mask, point: Array) -> int:
    far = np.hypot(*(cells - point).T)
    return int(np.where(sea.ravel(), far, np.inf).argmin())


def _through(sea: Mask, cell: float, start: int, end: int, south: float) -> list[int] | None:
    """Shortest way through a grid, cell by cell with its eight neighbours; None where none."""
    wide, high = sea.shape
    ids = np.arange(wide * high).reshape(wide, high)
    shrink = np.cos(np.radians(south + cell * np.arange(high)))
    tails, heads, costs = [], [], []
    for dx, dy in ((1, 0), (0, 1), (1, 1), (1, -1)):
        rows = slice(max(0, -dy), high - max(0, dy))
        other = slice(max(0, dy), high + min(0, dy))
        both = sea[: wide - dx, rows] & sea[dx:, other]
        tails.append(ids[: wide - dx, rows][both])
        heads.append(ids[dx:, other][both])
        length = np.broadcast_to(np.hypot(dx * shrink[rows], dy), both.shape)
        costs.append(length[both])
    graph = coo_array(
        (np.concatenate(costs), (np.concatenate(tails), np.concatenate(heads))),
        shape=(wide * high, wide * high),
    ).tocsr()
    far, before = dijkstra(graph, directed=False, indices=start, return_predecessors=True)
    if not np.isfinite(far[end]):
        return None
    way = [end]
    while way[-1] != start:
        way.append(int(before[way[-1]]))
    return way[::-1]


def _thinned(line: Array) -> Array:
    """Leave out points nearer than OFF to the line without them (Douglas and Peucker 1973)."""
    if len(line) <= 2:
        return line
    a, d = line[0], line[-1] - line[0]
    rest = line[1:-1] - a
    along = np.clip(rest @ d / max(float(d @ d), 1e-12), 0, 1)
    off = np.hypot(*(rest - along[:, None] * d).T)
    worst = int(off.argmax())
    if off[worst] <= OFF:
        return line[[0, -1]]
    return np.concatenate([_thinned(line[: worst + 2])[:-1], _thinned(line[worst + 1 :])])


def main(land_file: str) -> None:
    """Bend the legs of the table, and write it anew."""
    land = Land(Path(land_file))
    with (TABLES / "corridor-nodes.csv").open(encoding="utf-8") as file:
        nodes = {r["node"]: (float(r["lon"]), float(r["lat"])) for r in csv.DictReader(file)}
    with (TABLES / "corridor-lines.csv").open(encoding="utf-8") as file:
        sea = {r["line"] for r in csv.DictReader(file) if r["mode"] == "sea"}
    with EDGES.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    bent = 0
    for row in rows:
        if row["line"] in sea and "canal" not in row["line"]:
            bends = [tuple(map(float, p.split())) for p in filter(None, row["path"].split(";"))]
            line = np.array([nodes[row["from"]], *bends, nodes[row["to"]]])
            line[:, 0] = np.unwrap(line[:, 0], period=360)  # over the date line it goes on
            now = offshore(line, land)
            if now is not line:
                row["path"] = ";".join(f"{x:.2f} {y:.2f}" for x, y in now[1:-1].tolist())
                bent += 1
    with EDGES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{bent} legs bent around land")


if __name__ == "__main__":
    main(sys.argv[1])
