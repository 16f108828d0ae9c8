"""Corridors: the network of railways, roads, pipelines and sea lanes, as columns for the engine.

The package's tables (`corridor-*.csv`) are joined and made ready: hours and cost of every edge from
the rates, capacities in million tonnes or billion cubic metres a year. A user's own network is read
by `network_files`.

`accord.engines.corridor.load(tables.corridors)` makes a network of them. Nothing here routes.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import polars as pl

from accord.data.facts import blocs
from accord.data.great_circle import km_between
from accord.data.shelf import Kinds, Shelf, collect
from accord.data.units import units
from accord.errors import DataError
from accord.memo import kept

Columns = Mapping[str, Sequence[Any]]

PRICED = "corridor-priced.parquet"  # computed beforehand, see `computed`
CARGOES = ("container", "oil", "gas")
MODES = ("rail", "road", "sea", "ferry", "oil-pipeline", "gas-pipeline")
STATUSES = ("running", "idle", "under construction", "proposed", "optional", "out")
CUSTOMS = ("EU", "EAEU")  # blocs inside of which a border costs little
CAREC = ("CHN", "MNG", "KAZ", "KGZ", "TJK", "UZB", "TKM", "AZE", "GEO", "PAK", "AFG")
ROUNDING = 0.99  # a written length may be this much short of the great circle: coordinates round

TEXT, WHOLE, REAL = pl.String, pl.Int64, pl.Float64
NODES = {
    "node": TEXT, "name": TEXT, "state": TEXT, "kind": TEXT, "lon": REAL, "lat": REAL,
    "hub": WHOLE, "handles": TEXT, "gives": TEXT, "takes": TEXT, "aliases": TEXT,
    "source": TEXT,
}  # fmt: skip
LINES = {
    "line": TEXT, "title": TEXT, "aliases": TEXT, "mode": TEXT, "gauge": WHOLE,
    "good": TEXT, "both": WHOLE, "capacity": REAL, "oil_capacity": REAL,
    "unit": TEXT, "km": REAL, "status": TEXT, "first_year": WHOLE,
    "last_year": WHOLE, "operator": TEXT, "source": TEXT, "source_status": TEXT,
}  # fmt: skip
RANGE = {"low": REAL, "high": REAL}  # of a capacity; may be absent
_BACK = {**RANGE, "reverse": REAL, "reverse_basis": TEXT, "as_of": TEXT, "note": TEXT}  # too
_UNITS = {"unit": TEXT, "into": TEXT, "factor": REAL}
_SAID = {"source": TEXT, "source_status": TEXT}  # may be absent, of units
EDGES = {
    "edge": TEXT, "line": TEXT, "from": TEXT, "to": TEXT, "km": REAL, "km_basis": TEXT,
    "path": TEXT,
}  # fmt: skip
_RATES = {"rate": TEXT, "of": TEXT, "scope": TEXT, "value": REAL, "unit": TEXT}
_GOODS = dict.fromkeys(
    ("good", "cargo", "modes", "pipeline", "terminal", "starts", "ends", "unit"), TEXT
)
_TERMINALS = {
    "node": TEXT, "handle": TEXT, "capacity": REAL, "unit": TEXT,
    "first_year": WHOLE, "last_year": WHOLE, "source": TEXT, "source_status": TEXT,
}  # fmt: skip
_LNG = {
    "state": TEXT, "kind": TEXT, "state_of": TEXT, "capacity": REAL, "unit": TEXT,
    "terminals": WHOLE, "first_year": WHOLE, "source": TEXT, "source_status": TEXT,
}  # fmt: skip
_PASSAGES = dict.fromkeys(
    ("passage", "title", "kind", "nodes", "lines", "aliases", "source", "source_status"), TEXT
)
_EVENTS = {
    "event": TEXT, "passage": TEXT, "start": pl.Date, "end": pl.Date, "open_share": REAL,
    "source": TEXT, "source_status": TEXT,
}  # fmt: skip
_SPLITS = {
    "state": TEXT, "good": TEXT, "direction": TEXT, "year": WHOLE, "route": TEXT,
    "via": TEXT, "quantity": REAL, "unit": TEXT, "source": TEXT, "source_status": TEXT,
    "note": TEXT,
}  # fmt: skip


@kept
def rates(shelf: Shelf) -> pl.DataFrame:
    """Speeds, waiting times and costs: rate, of, scope, value, low, high, unit, source."""
    return shelf.text_table("corridor-rates.csv", _RATES)


@kept
def unit_table(shelf: Shelf) -> pl.DataFrame:
    """Units of capacity: unit, into, factor, its low and high, source, source_status."""
    table = _with_all(shelf.text_table("corridor-units.csv", _UNITS), {**RANGE, **_SAID})
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
    table = _all_splits(shelf)
    if state is not None:
        table = table.filter(pl.col("state") == state)
    return table if good is None else table.filter(pl.col("good") == good)


@kept
def _all_splits(shelf: Shelf) -> pl.DataFrame:
    return shelf.text_table("corridor-splits.csv", _SPLITS)


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
        "nodes": places_of(shelf),
        "edges": pl.concat([edges, own], how="diagonal_relaxed") if own.height else edges,
        "transfers": _transfers(shelf),
        "goods": shelf.text_table("corridor-goods.csv", _GOODS),
        "passages": shelf.text_table("corridor-passages.csv", _PASSAGES),
        "terminals": in_units(
            shelf,
            _with_all(
                shelf.text_table("corridor-terminals.csv", _TERMINALS), {"kind": TEXT, **RANGE}
            ),
        ),
        "events": events(shelf),
    }


def priced_edges(shelf: Shelf) -> pl.DataFrame:
    """Join edges to their lines and give each hours and cost; capacities in Mt/a or bcm/a."""
    edges = _joined(shelf, shelf.text_table("corridor-edges.csv", EDGES))
    lost = edges.filter(pl.col("mode").is_null())
    if lost.height:
        raise DataError(f"corridor-edges.csv: no line {lost['line'][0]} in corridor-lines.csv")
    return with_prices(shelf, places_of(shelf), in_units(shelf, edges))


def _joined(shelf: Shelf, edges: pl.DataFrame) -> pl.DataFrame:
    """Join edges to what their lines say."""
    lines = _with_all(shelf.text_table("corridor-lines.csv", LINES), _BACK)
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
    nodes = places_of(shelf)
    arcs = [_between(nodes, leg["from"], leg["to"]) for leg in laid]
    edges = _joined(shelf, pl.DataFrame(laid).with_columns(pl.Series("km", arcs)))
    whole = pl.col("km").sum().over("line")
    basis = pl.when(pl.col("line_km").is_null()).then(pl.lit("great circle"))
    edges = edges.with_columns(
        km=pl.coalesce(pl.col("line_km") * pl.col("km") / whole, "km"),
        km_basis=basis.otherwise(pl.lit("shared out")),
        path=pl.lit(None, dtype=TEXT),
    )
    return with_prices(shelf, nodes, in_units(shelf, edges))


def least_km(shelf: Shelf, stops: Sequence[str]) -> float:
    """Add up the great circles from place to place, less what rounding of coordinates takes."""
    nodes = places_of(shelf)
    return ROUNDING * sum(_between(nodes, one, other) for one, other in pairwise(stops))


def _between(nodes: pl.DataFrame, one: str, other: str) -> float:
    ends = (nodes.filter(node=end).select("lon", "lat").row(0) for end in (one, other))
    return km_between(*(degrees for end in ends for degrees in end))


def _with_all(table: pl.DataFrame, kinds: Kinds) -> pl.DataFrame:
    """Give a table the columns that a folder's own may lack, of their kind."""
    return table.with_columns(
        (pl.col(c).cast(k) if c in table.columns else pl.lit(None, dtype=k)).alias(c)
        for c, k in kinds.items()
    )


@kept
def places_of(shelf: Shelf) -> pl.DataFrame:
    """Read the places of the network: columns as `corridors` says of nodes."""
    nodes = shelf.text_table("corridor-nodes.csv", NODES)
    return nodes.with_columns(pl.col("state").fill_null(""))


def in_units(shelf: Shelf, table: pl.DataFrame) -> pl.DataFrame:
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
        unit.replace_strict(of["unit"], of[end], return_dtype=REAL)
        for end in ("factor", "low", "high")
    )
    capacities = [c for c in ("capacity", "oil_capacity", "reverse") if c in table.columns]
    return table.with_columns(
        *(pl.col(c) * factor for c in capacities),
        low=pl.coalesce("low", "capacity") * low,
        high=pl.coalesce("high", "capacity") * high,
        unit=unit.replace_strict({u: i for u, (i, _) in known.items()}, return_dtype=TEXT),
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


def with_prices(shelf: Shelf, nodes: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
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
