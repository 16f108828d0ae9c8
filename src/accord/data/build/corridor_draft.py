"""The network of corridors while it is made: places, stops, edges, and distances on a sphere."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from accord.axes import Array
from accord.data.great_circle import EARTH_KM

TABLES = Path(__file__).parent.parent / "tables"


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

    def join(self, node: Node) -> None:
        """Add a place, or what is newly known of it."""
        old = self.nodes.setdefault(node.id, node)
        if old is node:
            return
        if old.state != node.state:
            self.troubles.append(f"{node.id}: both {old.state} and {node.state}")
        if np.isnan(old.lon) and not np.isnan(node.lon):
            old.lon, old.lat, old.source = node.lon, node.lat, node.source
        for name in ("gives", "takes", "handles", "aliases"):
            parts = [p for p in (getattr(old, name), getattr(node, name)) if p]
            setattr(old, name, ";".join(dict.fromkeys(";".join(parts).split(";"))) if parts else "")
        if old.kind == "place":
            old.kind = node.kind


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
