"""Reads the land that maps are drawn on, as `front/src/land.ts` does."""

import json
from functools import cache
from itertools import pairwise
from math import radians, sin
from pathlib import Path
from typing import Any

import accord

WORLD = Path(accord.__file__).parent / "report" / "static" / "world.json"
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
EARTH_KM = 6371.0088

Ring = list[tuple[float, float]]


@cache
def world() -> dict[str, Any]:
    """The file."""
    return json.loads(WORLD.read_text(encoding="utf-8"))


def decoded(text: str, grid: int) -> Ring:
    """Points of an arc."""
    numbers, value, shift = [], 0, 0
    for letter in text:
        bits = DIGITS.index(letter)
        value |= (bits & 31) << shift
        shift += 5
        if not bits & 32:
            numbers.append(-(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    points, x, y = [], 0, 0
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / grid, y / grid))
    return points


@cache
def rings(state: str) -> list[list[Ring]]:
    """Polygons of a state, each its rings."""
    arcs = world()["arcs"]

    def ring(ids: list[int]) -> Ring:
        points: Ring = []
        for i in ids:
            arc = decoded(arcs[i if i >= 0 else ~i], world()["grid"])
            points += (arc if i >= 0 else arc[::-1])[bool(points) :]
        turns, found = 0, points[:1]
        for (before, _), (x, y) in pairwise(points):  # a ring over the date line goes on
            turns -= (x - before > 180) - (x - before < -180)
            found.append((x + 360 * turns, y))
        return found

    return [[ring(ids) for ids in polygon] for polygon in world()["states"][state]]


def area(ring: Ring) -> float:
    """Area of a ring on the sphere, km2: positive where it runs clockwise."""
    total = 0.0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        turn = (bx - ax + 180) % 360 - 180
        total += radians(turn) * (sin(radians(ay)) + sin(radians(by))) / 2
    return total * EARTH_KM**2


def holds(ring: Ring, x: float, y: float) -> bool:
    """Whether a point lies inside."""
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


def state_at(x: float, y: float) -> set[str]:
    """States that a point lies in."""
    return {
        code
        for code in world()["states"]
        for polygon in rings(code)
        if holds(polygon[0], x, y) and not any(holds(hole, x, y) for hole in polygon[1:])
    }
