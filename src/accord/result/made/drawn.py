"""Lines as they are drawn: edges joined end to end, and bends left out that nobody would see.

Points are (longitude, latitude) in degrees. Nothing is measured on a drawn line.
"""

from collections.abc import Iterable
from itertools import pairwise
from math import cos, hypot, radians

Point = tuple[float, float]
Line = list[Point]

DIGITS = 2  # of a degree


def joined(stretches: Iterable[Line]) -> list[Line]:
    """Join stretches that meet end to end into as few lines as a plain search finds."""
    lines: list[Line] = []
    for stretch in stretches:
        at = next((n for n, line in enumerate(lines) if _meet(line, stretch)), None)
        if at is None:
            lines.append(list(stretch))
        else:
            lines[at] = _meet(lines[at], stretch)
    return lines


def _meet(one: Line, two: Line) -> Line:
    """Join two lines at an end that they share; an empty line where they share none."""
    if one[-1] == two[0]:
        return one + two[1:]
    if one[-1] == two[-1]:
        return one + two[-2::-1]
    if one[0] == two[-1]:
        return two + one[1:]
    return two[::-1] + one[1:] if one[0] == two[0] else []


def unbroken(line: Line) -> Line:
    """Let a line over the date line go on beyond 180 degrees instead of around the world."""
    turns, found = 0, line[:1]
    for (before, _), (x, y) in pairwise(line):
        turns -= round((x - before) / 360)
        found.append((x + 360 * turns, y))
    return found


def thinned(line: Line, most: float) -> Line:
    """Leave out points that are nearer than `most` degrees to the line without them.

    Douglas and Peucker (1973), Cartographica 10(2), 112-122.
    """
    if len(line) <= 2:
        return line
    off, at = max((_off(p, line[0], line[-1]), n) for n, p in enumerate(line[1:-1], 1))
    if off <= most:
        return [line[0], line[-1]]
    return thinned(line[: at + 1], most)[:-1] + thinned(line[at:], most)


def _off(point: Point, start: Point, end: Point) -> float:
    """Distance of a point from a straight stretch, degrees of latitude."""
    shrink = cos(radians(point[1]))
    (x, y), (dx, dy) = (((p[0] - start[0]) * shrink, p[1] - start[1]) for p in (point, end))
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, (x * dx + y * dy) / length)) if length else 0.0
    return hypot(x - along * dx, y - along * dy)


def rounded(point: Point) -> Point:
    """Give a point with as many digits as a map shows."""
    return round(point[0], DIGITS), round(point[1], DIGITS)


def middle(line: Line) -> Point:
    """Give the point halfway along a line."""
    lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line)]
    left = sum(lengths) / 2
    for (ax, ay), (bx, by), length in zip(line, line[1:], lengths, strict=False):
        if length >= left > 0:
            share = left / length
            return ax + share * (bx - ax), ay + share * (by - ay)
        left -= length
    return line[0]
