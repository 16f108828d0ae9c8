"""Corridors: the network of railways, roads, pipelines and sea lanes, as columns for the engine.

The package's tables (`corridor-*.csv`) are joined and made ready: hours and cost of every edge from
the rates, capacities in million tonnes or billion cubic metres a year. A user's own network is two
CSV files, nodes and edges, checked row by row; all that is wrong is told at once.

`accord.engines.corridor.load(tables.corridors)` makes a network of them. Nothing here routes.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from accord.axes import Array
from accord.data.facts import blocs
from accord.data.shelf import Kinds, Shelf, collect
from accord.data.units import units
from accord.errors import CaseError, DataError, Fault
from accord.memo import kept

Columns = Mapping[str, Sequence[Any]]

PRICED = "corridor-priced.parquet"  # computed beforehand, see `computed`
EARTH_KM = 6371.0088
CARGOES = ("container", "oil", "gas")
MODES = ("rail", "road", "sea", "ferry", "oil-pipeline", "gas-pipeline")
STATUSES = ("running", "idle", "under construction", "proposed", "optional", "out")
CUSTOMS = ("EU", "EAEU")  # blocs inside of which a border costs little
CAREC = ("CHN", "MNG", "KAZ", "KGZ", "TJK", "UZB", "TKM", "AZE", "GEO", "PAK", "AFG")
ROUNDING = 0.99  # a written length may be this much short of the great circle: coordinates round

_TEXT, _WHOLE, _REAL = pl.String, pl.Int64, pl.Float64
_NODES = {
    "node": _TEXT, "name": _TEXT, "state": _TEXT, "kind": _TEXT, "lon": _REAL, "lat": _REAL,
    "hub": _WHOLE, "handles": _TEXT, "gives": _TEXT, "takes": _TEXT, "aliases": _TEXT,
    "source": _TEXT,
}  # fmt: skip
_LINES = {
    "line": _TEXT, "title": _TEXT, "aliases": _TEXT, "mode": _TEXT, "gauge": _WHOLE,
    "good": _TEXT, "both": _WHOLE, "capacity": _REAL, "oil_capacity": _REAL,
    "unit": _TEXT, "km": _REAL, "status": _TEXT, "first_year": _WHOLE,
    "last_year": _WHOLE, "operator": _TEXT, "source": _TEXT, "source_status": _TEXT,
}  # fmt: skip
_RANGE = {"low": _REAL, "high": _REAL}  # of a capacity; may be absent
_BACK = {**_RANGE, "reverse": _REAL, "reverse_basis": _TEXT, "as_of": _TEXT, "note": _TEXT}  # too
_UNITS = {"unit": _TEXT, "into": _TEXT, "factor": _REAL}
_SAID = {"source": _TEXT, "source_status": _TEXT}  # may be absent, of units
_EDGES = {
    "edge": _TEXT, "line": _TEXT, "from": _TEXT, "to": _TEXT, "km": _REAL, "km_basis": _TEXT,
    "path": _TEXT,
}  # fmt: skip
_RATES = {"rate": _TEXT, "of": _TEXT, "scope": _TEXT, "value": _REAL, "unit": _TEXT}
_GOODS = dict.fromkeys(
    ("good", "cargo", "modes", "pipeline", "terminal", "starts", "ends", "unit"), _TEXT
)
_TERMINALS = {
    "node": _TEXT, "handle": _TEXT, "capacity": _REAL, "unit": _TEXT,
    "first_year": _WHOLE, "last_year": _WHOLE, "source": _TEXT, "source_status": _TEXT,
}  # fmt: skip
_LNG = {
    "state": _TEXT, "kind": _TEXT, "state_of": _TEXT, "capacity": _REAL, "unit": _TEXT,
    "terminals": _WHOLE, "first_year": _WHOLE, "source": _TEXT, "source_status": _TEXT,
}  # fmt: skip
_PASSAGES = dict.fromkeys(
    ("passage", "title", "kind", "nodes", "lines", "aliases", "source", "source_status"), _TEXT
)
_EVENTS = {
    "event": _TEXT, "passage": _TEXT, "start": pl.Date, "end": pl.Date, "open_share": _REAL,
    "source": _TEXT, "source_status": _TEXT,
}  # fmt: skip
_SPLITS = {
    "state": _TEXT, "good": _TEXT, "direction": _TEXT, "year": _WHOLE, "route": _TEXT,
    "via": _TEXT, "quantity": _REAL, "unit": _TEXT, "source": _TEXT, "source_status": _TEXT,
    "note": _TEXT,
}  # fmt: skip


@kept
def rates(shelf: Shelf) -> pl.DataFrame:
    """Speeds, waiting times and costs: rate, of, scope, value, low, high, unit, source."""
    return shelf.text_table("corridor-rates.csv", _RATES)


@kept
def unit_table(shelf: Shelf) -> pl.DataFrame:
    """Units of capacity: unit, into, factor, its low and high, source, source_status."""
    table = _with_all(shelf.text_table("corridor-units.csv", _UNITS), {**_RANGE, **_SAID})
    return table.with_columns(pl.col("low", "high").fill_null(pl.col("factor")))


def lng_terminals(shelf: Shelf) -> pl.DataFrame:
    """LNG plants and terminals: state, kind, state_of, capacity in Mt of LNG a year.

    Terminals at the network's places are in `corridors["terminals"]`, with the same kinds.
    """
    return shelf.text_table("lng-terminals.csv", _LNG)


def events(shelf: Shelf) -> pl.DataFrame:
    """What closed or narrowed a passage: event, passage, start, end, open_share 0..1, source."""
    return shelf.text_table("corridor-events.csv", _EVENTS)


def splits(shelf: Shelf, state: str | None = None, good: str | None = None) -> pl.DataFrame:
    """How exports or imports were split over routes: quantity by state, good, year and route."""
    table = shelf.text_table("corridor-splits.csv", _SPLITS)
    if state is not None:
        table = table.filter(pl.col("state") == state)
    return table if good is None else table.filter(pl.col("good") == good)


@kept
def corridors(shelf: Shelf) -> Mapping[str, pl.DataFrame]:
    """Tables of the package's network, as `accord.engines.corridor.load` takes them.

    nodes      node, name, state, kind, lon, lat, hub, handles, gives, takes, aliases, source
    edges      edge, line, from, to, mode, gauge, good, both, km, hours and cost (and _oil, _gas),
               capacity in Mt/a or bcm/a, oil_capacity (of a railway, for crude), unit, status,
               first_year, last_year, operator, source, source_status, km_basis, path; cost in
               US$ a tonne
    transfers  one, two, cargo, hours, cost: from mode to mode at a place
    goods, passages, terminals, events as in their files, capacities in Mt/a or bcm/a
    """
    built = shelf.current(PRICED)
    edges = collect(shelf.scan(PRICED, {}), PRICED) if built else priced_edges(shelf)
    own = _own_edges(shelf)
    return {
        "nodes": _nodes(shelf),
        "edges": pl.concat([edges, own], how="diagonal_relaxed") if own.height else edges,
        "transfers": _transfers(shelf),
        "goods": shelf.text_table("corridor-goods.csv", _GOODS),
        "passages": shelf.text_table("corridor-passages.csv", _PASSAGES),
        "terminals": _in_units(
            shelf,
            _with_all(
                shelf.text_table("corridor-terminals.csv", _TERMINALS), {"kind": _TEXT, **_RANGE}
            ),
        ),
        "events": events(shelf),
    }


def priced_edges(shelf: Shelf) -> pl.DataFrame:
    """Join edges to their lines and give each hours and cost; capacities in Mt/a or bcm/a."""
    edges = _joined(shelf, shelf.text_table("corridor-edges.csv", _EDGES))
    lost = edges.filter(pl.col("mode").is_null())
    if lost.height:
        raise DataError(f"corridor-edges.csv: no line {lost['line'][0]} in corridor-lines.csv")
    return _priced(shelf, _nodes(shelf), _in_units(shelf, edges))


def _joined(shelf: Shelf, edges: pl.DataFrame) -> pl.DataFrame:
    """Join edges to what their lines say."""
    lines = _with_all(shelf.text_table("corridor-lines.csv", _LINES), _BACK)
    of_line = lines.rename({"km": "line_km"})
    return edges.join(of_line, on="line", how="left", maintain_order="left")


def _own_edges(shelf: Shelf) -> pl.DataFrame:
    """Lay the lines that a case brings: an edge from each stop to the next, with hours and cost.

    The line's length is shared out by great circle; where it has none, the great circle is it.
    """
    laid = [
        {"edge": f"{line}-{i}", "line": line, "from": one, "to": other}
        for line, stops in shelf.brought.stops
        for i, (one, other) in enumerate(pairwise(stops), start=1)
    ]
    if not laid:
        return pl.DataFrame()
    nodes = _nodes(shelf)
    arcs = [_between(nodes, leg["from"], leg["to"]) for leg in laid]
    edges = _joined(shelf, pl.DataFrame(laid).with_columns(pl.Series("km", arcs)))
    whole = pl.col("km").sum().over("line")
    basis = pl.when(pl.col("line_km").is_null()).then(pl.lit("great circle"))
    edges = edges.with_columns(
        km=pl.coalesce(pl.col("line_km") * pl.col("km") / whole, "km"),
        km_basis=basis.otherwise(pl.lit("shared out")),
        path=pl.lit(None, dtype=_TEXT),
    )
    return _priced(shelf, nodes, _in_units(shelf, edges))


def least_km(shelf: Shelf, stops: Sequence[str]) -> float:
    """Add up the great circles from place to place, less what rounding of coordinates takes."""
    nodes = _nodes(shelf)
    return ROUNDING * sum(_between(nodes, one, other) for one, other in pairwise(stops))


def _between(nodes: pl.DataFrame, one: str, other: str) -> float:
    ends = (nodes.filter(node=end).select("lon", "lat").row(0) for end in (one, other))
    return _arc(*(degrees for end in ends for degrees in end))


def _with_all(table: pl.DataFrame, kinds: Kinds) -> pl.DataFrame:
    """Give a table the columns that a folder's own may lack, of their kind."""
    return table.with_columns(
        (pl.col(c).cast(k) if c in table.columns else pl.lit(None, dtype=k)).alias(c)
        for c, k in kinds.items()
    )


@kept
def _nodes(shelf: Shelf) -> pl.DataFrame:
    nodes = shelf.text_table("corridor-nodes.csv", _NODES)
    return nodes.with_columns(pl.col("state").fill_null(""))


def _in_units(shelf: Shelf, table: pl.DataFrame) -> pl.DataFrame:
    """Turn capacities into Mt/a or bcm/a, and say how low and high they may be: both ranges' ends.

    low and high are the capacity itself where neither it nor its unit has a range.
    """
    known = units(shelf)
    wrong = [u for u in table["unit"].drop_nulls().unique() if u not in known]
    if wrong:
        raise DataError(f'a capacity is in "{wrong[0]}"; units are {", ".join(known)}')
    if not known:  # nor any capacity: without units there is none to turn
        return table
    unit, of = pl.col("unit"), unit_table(shelf)
    factor, low, high = (
        unit.replace_strict(of["unit"], of[end], return_dtype=_REAL)
        for end in ("factor", "low", "high")
    )
    capacities = [c for c in ("capacity", "oil_capacity", "reverse") if c in table.columns]
    return table.with_columns(
        *(pl.col(c) * factor for c in capacities),
        low=pl.coalesce("low", "capacity") * low,
        high=pl.coalesce("high", "capacity") * high,
        unit=unit.replace_strict({u: i for u, (i, _) in known.items()}, return_dtype=_TEXT),
    )


def _transfers(shelf: Shelf) -> pl.DataFrame:
    """List what changing the mode takes, in hours and US$ a tonne."""
    pairs = [
        ("rail", "rail", "container", "gauge"), ("rail", "rail", "oil", "gauge"),
        ("rail", "road", "container", "road-rail"), ("rail", "road", "oil", "road-rail"),
        ("rail", "ferry", "container", "ferry"), ("road", "ferry", "container", "ferry"),
        ("rail", "sea", "container", "sea"), ("road", "sea", "container", "sea"),
        ("ferry", "sea", "container", "ferry-sea"),
        ("oil-pipeline", "sea", "oil", "oil-terminal"), ("rail", "sea", "oil", "oil-terminal"),
        ("rail", "oil-pipeline", "oil", "oil-terminal"), ("road", "sea", "oil", "oil-terminal"),
        ("gas-pipeline", "sea", "gas", "lng-terminal"),
    ]  # fmt: skip
    table = {(r["rate"], r["of"]): r["value"] for r in rates(shelf).iter_rows(named=True)}
    rows = [
        (one, two, cargo, table["transfer-hours", key], table["transfer-cost", key])
        for one, two, cargo, key in (pairs if table else ())
    ]
    return pl.DataFrame(rows, schema=["one", "two", "cargo", "hours", "cost"], orient="row")


class _Rates:
    """Rates by mode and scope, with the customs areas that borders depend on."""

    def __init__(self, shelf: Shelf) -> None:
        self._value = {
            (r["rate"], r["of"], r["scope"] or ""): float(r["value"])
            for r in rates(shelf).iter_rows(named=True)
        }
        inside = blocs(shelf).filter(pl.col("end").is_null())
        self._areas = {
            area: set(inside.filter(pl.col("bloc") == area)["state"].to_list()) for area in CUSTOMS
        }

    def get(self, rate: str, of: str, *scopes: str) -> float:
        """Value of the first scope that has one; nan where nothing has."""
        for scope in (*scopes, ""):
            if (rate, of, scope) in self._value:
                return self._value[rate, of, scope]
        return float("nan")

    def area(self, state: str) -> str:
        """Customs area of a state, "" for none."""
        return next((a for a, members in self._areas.items() if state in members), "")

    def border(self, rate: str, mode: str, a: str, b: str) -> float:
        """Hours or cost of passing from state to state by a mode; 0 where there is no border."""
        if a == b or not a or not b or mode not in ("rail", "road"):
            return 0.0
        if self.area(a) and self.area(a) == self.area(b):
            return self.get(rate, mode, self.area(a))
        inside = "CAREC" if {a, b} <= set(CAREC) else ""
        return self.get(rate, mode, f"{a}-{b}", f"{b}-{a}", inside)

    def passage(self, rate: str, a: str, b: str) -> float:
        """Half of what a canal or strait at either end takes: its two edges make the whole."""
        found = (self._value.get((rate, place, ""), 0.0) for place in (a, b))
        return sum(found) / 2


def _scopes(line: str, cargo: str, state: str, book: _Rates) -> tuple[str, ...]:
    """List what a rate may be given for, narrowest first: line and cargo, cargo, state, area."""
    return (f"{line}-{cargo}", line, cargo or "-", state or "-", book.area(state) or "-")


def _priced(shelf: Shelf, nodes: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Give each edge hours and cost, for containers, oil and gas."""
    state = dict(zip(nodes["node"], nodes["state"], strict=True))
    book = _Rates(shelf)
    new: dict[str, list[float]] = {
        f"{what}{tail}": [] for what in ("hours", "cost") for tail in ("", "_oil", "_gas")
    }
    for e in edges.select("mode", "line", "from", "to", "km").iter_rows(named=True):
        mode, a, b = e["mode"], state.get(e["from"], ""), state.get(e["to"], "")
        where = a or b
        wait = book.border("border-hours", mode, a, b)
        dues = book.border("border-cost", mode, a, b)
        if mode == "sea":
            wait += book.passage("passage-hours", e["from"], e["to"])
            dues += book.passage("passage-cost", e["from"], e["to"])
        for tail in ("", "_oil", "_gas"):
            scopes = _scopes(e["line"], tail[1:], where, book)
            new[f"hours{tail}"].append(e["km"] / book.get("speed", mode, *scopes) + wait)
            new[f"cost{tail}"].append(e["km"] * book.get("cost", mode, *scopes) + dues)
    return edges.with_columns(pl.Series(name, values) for name, values in new.items())


# ---------------------------------------------------------------- a user's own network


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
    node_table = pl.DataFrame([_filled(row, _NODES) for _, row in places], schema=_NODES)
    wide = {**_LINES, **_RANGE, **_EDGES, "hours": _REAL, "cost": _REAL}
    edge_table = pl.DataFrame([_filled(row, wide) for _, row in ways], schema=wide)
    edge_table = edge_table.with_columns(
        pl.col("line").fill_null(pl.col("edge")), pl.col("status").fill_null("running")
    ).with_columns(pl.col("both").fill_null(1), pl.col("title").fill_null(pl.col("line")))
    edge_table = edge_table.with_columns(pl.col("oil_capacity").fill_null(pl.col("capacity")))
    given = edge_table.select("hours", "cost")
    priced = _priced(shelf, node_table, _in_units(shelf, edge_table.drop("hours", "cost")))
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
    cast: dict[Any, Any] = {_WHOLE: int, _REAL: float}
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
    known = _nodes(shelf)
    away = _great_circle(known["lon"].to_numpy(), known["lat"].to_numpy(), lon, lat)
    own = away[(known["state"] == state).to_numpy()]
    other = known.filter(pl.col("state") != "")
    far = _great_circle(other["lon"].to_numpy(), other["lat"].to_numpy(), lon, lat)
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


def _great_circle(lon: Array, lat: Array, to_lon: float, to_lat: float) -> Array:
    x, y, u, v = (np.radians(a) for a in (lon, lat, to_lon, to_lat))
    chord = np.sin((v - y) / 2) ** 2 + np.cos(y) * np.cos(v) * np.sin((u - x) / 2) ** 2
    arc: Array = 2 * EARTH_KM * np.arcsin(np.sqrt(chord))
    return arc


def _arc(lon: float, lat: float, to_lon: float, to_lat: float) -> float:
    """Measure the great circle between two places, km."""
    return float(_great_circle(np.array([lon]), np.array([lat]), to_lon, to_lat)[0])


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
        arc = _arc(*(_number(end, axis) for end in (one, two) for axis in ("lon", "lat")))
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
