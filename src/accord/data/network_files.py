"""A user's own network: two CSV files, nodes and edges, checked row by row, all faults at once."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from accord.data.corridors import (
    EDGES,
    LINES,
    MODES,
    NODES,
    RANGE,
    REAL,
    ROUNDING,
    STATUSES,
    WHOLE,
    corridors,
    in_units,
    places_of,
    with_prices,
)
from accord.data.great_circle import great_circle, km_between
from accord.data.shelf import Shelf
from accord.data.units import units
from accord.errors import CaseError, Fault


def read_network(shelf: Shelf, nodes: Path, edges: Path) -> Mapping[str, pl.DataFrame]:
    """Read a user's network from two CSV files, checked row by row.

    nodes : node, state, lon, lat; and, where wanted, name, kind, handles, gives, takes, aliases
    edges : edge, from, to, mode, km; and line, gauge, good, both, hours, cost, capacity,
        oil_capacity (of a railway, for crude; capacity where left out), unit, status,
        first_year, last_year, operator, source, source_status

    Raises
    ------
    CaseError
        With every fault, its file and row: an unknown place, a length below the great circle or
        0 and less, an unknown mode, status or unit, a name that stands twice, a border that the
        same place is on both sides of.
    """
    faults: list[Fault] = []
    places = _rows(nodes, ("node", "state", "lon", "lat"), faults)
    ways = _rows(edges, ("edge", "from", "to", "mode", "km"), faults)
    at = {row["node"]: row for _, row in places}
    faults += [f for line, row in places for f in _node_faults(shelf, str(nodes), line, row)]
    faults += _twice(str(nodes), "node", places) + _twice(str(edges), "edge", ways)
    for line, row in ways:
        faults += _edge_faults(shelf, str(edges), line, row, at)
    if faults:
        raise CaseError(faults)
    node_table = pl.DataFrame([_filled(row, NODES) for _, row in places], schema=NODES)
    wide = {**LINES, **RANGE, **EDGES, "hours": REAL, "cost": REAL}
    edge_table = pl.DataFrame([_filled(row, wide) for _, row in ways], schema=wide)
    edge_table = edge_table.with_columns(
        pl.col("line").fill_null(pl.col("edge")), pl.col("status").fill_null("running")
    ).with_columns(pl.col("both").fill_null(1), pl.col("title").fill_null(pl.col("line")))
    edge_table = edge_table.with_columns(pl.col("oil_capacity").fill_null(pl.col("capacity")))
    given = edge_table.select("hours", "cost")
    priced = with_prices(shelf, node_table, in_units(shelf, edge_table.drop("hours", "cost")))
    for what in ("hours", "cost"):
        for tail in ("", "_oil", "_gas"):
            priced = priced.with_columns(
                given[what].fill_null(priced[f"{what}{tail}"]).alias(f"{what}{tail}")
            )
    package = corridors(shelf)
    empty = {k: package[k].clear() for k in ("passages", "terminals", "events")}
    kept = {k: package[k] for k in ("transfers", "goods")}
    return {"nodes": node_table, "edges": priced, **kept, **empty}


def _rows(
    path: Path, needed: tuple[str, ...], faults: list[Fault]
) -> list[tuple[int, dict[str, str]]]:
    """Rows with their line numbers; a file without the columns is one fault and no rows."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            missing = [c for c in needed if c not in (reader.fieldnames or ())]
            if not missing:
                return [(i, row) for i, row in enumerate(reader, start=2)]
    except (OSError, UnicodeDecodeError) as error:
        faults.append(_fault(str(path), None, "", f"cannot be read: {error}"))
        return []
    faults.append(
        _fault(
            str(path), 1, missing[0], f"lacks the column {missing[0]}", "needs " + ", ".join(needed)
        )
    )
    return []


def _fault(
    file: str, line: int | None, key: str, wrong: str, right: str = "", text: str = ""
) -> Fault:
    return Fault(file=file, line=line, key=key, text=text, wrong=wrong, right=right)


def _filled(row: Mapping[str, str], kinds: Mapping[str, type[pl.DataType]]) -> dict[str, Any]:
    cast: dict[Any, Any] = {WHOLE: int, REAL: float}
    return {
        c: (cast.get(kind, str)(row[c]) if row.get(c) else ("" if c == "state" else None))
        for c, kind in kinds.items()
    }


def _number(row: Mapping[str, str], key: str) -> float:
    try:
        return float(row.get(key) or "nan")
    except ValueError:
        return float("nan")


def _node_faults(shelf: Shelf, file: str, line: int, row: Mapping[str, str]) -> Iterator[Fault]:
    text = ",".join(v or "" for v in row.values())
    lon, lat = _number(row, "lon"), _number(row, "lat")
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        yield _fault(file, line, "lon", f"{row['lon']}, {row['lat']} is no place on Earth",
                     "lon -180..180 and lat -90..90, degrees", text)  # fmt: skip
        return
    state = row["state"] or ""
    if state and not (len(state) == 3 and state.isupper()):
        yield _fault(file, line, "state", f'"{state}" is no code of a state',
                     "ISO 3166 alpha-3, or empty on the high seas", text)  # fmt: skip
    elif wrong := _elsewhere(shelf, state, lon, lat):
        yield _fault(file, line, "state", wrong, "correct the state or the coordinates", text)


def _elsewhere(shelf: Shelf, state: str, lon: float, lat: float) -> str:
    """Say where a place lies if that is far from all that is known of its state; else ""."""
    if not state:
        return ""
    known = places_of(shelf)
    away = great_circle(known["lon"].to_numpy(), known["lat"].to_numpy(), lon, lat)
    own = away[(known["state"] == state).to_numpy()]
    other = known.filter(pl.col("state") != "")
    far = great_circle(other["lon"].to_numpy(), other["lat"].to_numpy(), lon, lat)
    near = int(np.argmin(far))
    there = other["state"][near]
    # Without polygons at run time: the nearest known place tells, where the own state's is far.
    if own.size and own.min() > 4 * max(far[near], 40.0) and there != state:
        return (
            f"{lon:g}, {lat:g} is not in {state}: it is {far[near]:.0f} km from "
            f"{other['name'][near]} ({there}) and {own.min():.0f} km from the nearest place "
            f"known in {state}"
        )
    return ""


def _edge_faults(
    shelf: Shelf, file: str, line: int, row: Mapping[str, str], at: Mapping[str, Mapping[str, str]]
) -> Iterator[Fault]:
    text = ",".join(v or "" for v in row.values())
    lost = [end for end in ("from", "to") if row[end] not in at]
    for end in lost:
        yield _fault(file, line, end, f'no node "{row[end]}" in the file of nodes', "", text)
    for key, allowed in (("mode", MODES), ("status", STATUSES), ("unit", tuple(units(shelf)))):
        value = row.get(key) or ""
        if (value or key == "mode") and value not in allowed:
            yield _fault(
                file, line, key, f'no {key} "{value}"', "one of " + ", ".join(allowed), text
            )
    if (row.get("capacity") or row.get("oil_capacity")) and not row.get("unit"):
        yield _fault(file, line, "unit", "a capacity without a unit",
                     "one of " + ", ".join(units(shelf)), text)  # fmt: skip
    km = _number(row, "km")
    if not km > 0 and not (
        km == 0 and not lost and at[row["from"]]["state"] != at[row["to"]]["state"]
    ):
        yield _fault(file, line, "km", f'a length of "{row["km"]}"', "km above 0", text)
    elif not lost:
        one, two = at[row["from"]], at[row["to"]]
        arc = km_between(*(_number(end, axis) for end in (one, two) for axis in ("lon", "lat")))
        if km < ROUNDING * arc:
            yield _fault(file, line, "km", f"{km:g} km is shorter than the great circle",
                         f"{arc:.0f} km or more", text)  # fmt: skip
    for key in ("hours", "cost", "capacity", "oil_capacity"):
        if row.get(key) and not _number(row, key) >= 0:
            yield _fault(file, line, key, f'{key} is "{row[key]}"', "0 or more", text)


def _twice(file: str, key: str, rows: list[tuple[int, dict[str, str]]]) -> list[Fault]:
    seen: dict[str, int] = {}
    found = []
    for line, row in rows:
        if row[key] in seen:
            found.append(
                _fault(file, line, key, f'"{row[key]}" stands in row {seen[row[key]]} too')
            )
        seen.setdefault(row[key], line)
    return found
