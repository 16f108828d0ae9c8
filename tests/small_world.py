"""Small Worlds for tests: three or four states, every number written where the test can be read.

    world = small_world(
        trade=\"\"\"
            supplier  buyer  value_usd  mass_t
            AZE       ISR    600        2
            KAZ       ISR    200        1
        \"\"\",
        production=\"\"\"
            state  quantity
            AZE    5
        \"\"\",
        blocs=\"\"\"
            bloc  state  start       end
            PACT  ISR    2021-06-01  -
        \"\"\",
    )
    world.share("AZE", "ISR", "oil")  # 0.75

A table is text: a line of column names, then a line a row; `-` is empty, a value with blanks
stands in quotes. Columns that a test does not care for may be left out, see `FILLED`. A table that
is not given at all is empty, and there are no rules on rows and no tests of balances unless `also`
names the package's files, so that what a test wrote is what it gets.
"""

import atexit
import shlex
import shutil
import tempfile
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from accord.data import Tables
from accord.data.build.listing import write_listing
from accord.data.catalogue import TABLES
from accord.data.corridors import EDGES, LINES
from accord.world import World, load

Text = str
Rows = list[dict[str, str | None]]

SOURCE = """\
[made-up]
title = "Made up for a test"
publisher = "tests"
version = "1"
licence = "none"
terms = "read"
link = ""
"""
SAID = {"source": "made-up", "status": "verified"}
SAID_OF_LINES = {"source": "made-up", "source_status": "verified"}

GOOD = {
    "title": "Made-up good",
    "codes": ["270900"],
    "production": ["oil"],
    "conversion": {
        "low": 1.0,
        "central": 1.0,
        "high": 1.0,
        "unit": "t/t",
        "source": "made-up",
        "status": "exact",
    },
    "closing": "production",
    "stage": "the same on both sides",
    "priced": True,
    "critical_eu": False,
    "critical_us": False,
}

FILLED: Mapping[str, Mapping[str, str | None]] = {  # what stands in a column that is left out
    "trade": {"hs6": "270900", "year": None, "mass_t": None},  # year: of the World
    "production": {"series": "oil", "year": None, "unit": "t", "status": "reported"},
    "governance": {"year": None, "stderr": "0.1"},
    "states": {"name": None, "m49_region": "Here", "m49_subregion": "There"},  # name: the code
    "blocs": {"start": None, "end": None, **SAID},
    "ties": {
        **dict.fromkeys(("start", "end", "announced", "signed", "ratified", "in_force", "note")),
        **SAID,
    },
    "figures": {**dict.fromkeys(("state", "year", "low", "high", "note")), "unit": "t", **SAID},
    "elasticities": {"horizon": "long", **SAID},  # low, high: the central value
    "instruments": {
        **dict.fromkeys(
            ("date", "parties", "defence_obligation", "transit_or_route_clause", "note")
        ),
        **SAID,
    },
    "projects": {"what": "a project", "year": None, **SAID},
    "critical_lists": {"kind": "critical", "goods": None, **SAID},
    "ideal_points": {"year": None, **SAID},  # low, high: the point
    "holes": {
        **dict.fromkeys(("low", "central", "high", "note")),
        "first": "1995",
        "last": "2030",
        "measure": "flow",
        "kind": "missing",
        "unit": "t",
        **SAID,
    },
    "in_force": {
        **dict.fromkeys(("on", "end", "size", "unit", "note")),
        "direction": "imports",
        **SAID,
    },
    "second_count": {"year": None, "unit": "t", "mark": "reported", "material": "oil"}
    | {"same_stage": "1", **SAID},
    "nodes": {
        **dict.fromkeys(("name", "lon", "lat", "handles", "gives", "takes", "aliases")),
        "kind": "place",
        "hub": "0",
        "source": "made-up",
    },
    "edges": {
        **dict.fromkeys(
            (
                *("edge", "line", "title", "aliases", "gauge", "good", "capacity", "oil_capacity"),
                *("unit", "first_year", "last_year", "operator", "path"),
            )
        ),
        "both": "1",
        "status": "running",
        "km_basis": "line",
        **SAID_OF_LINES,
    },
    "passages": {
        **dict.fromkeys(("title", "nodes", "lines", "aliases")),
        "kind": "strait",
        **SAID_OF_LINES,
    },
    "terminals": {**dict.fromkeys(("first_year", "last_year")), "unit": "Mt/a", **SAID_OF_LINES},
    "events": {"open_share": "0", **SAID_OF_LINES},
    "splits": {
        **dict.fromkeys(("note",)),
        "direction": "export",
        "year": None,
        "route": "a route",
        "unit": "Mt",
        **SAID_OF_LINES,
    },
    "corridor_goods": {},
    "rates": {"scope": None, "unit": "as said", **SAID_OF_LINES},
}

CORRIDOR_GOODS = """
    good      cargo      modes                    pipeline  terminal   starts  ends  unit
    any       container  rail;road;ferry;sea      -         container  -       -     Mt/a
    oil       oil        oil-pipeline;rail;sea    oil       oil        oil     oil   Mt/a
    gas       gas        gas-pipeline;sea         gas       lng        gas     gas   bcm/a
"""
MODES = ("rail", "road", "sea", "ferry", "oil-pipeline", "gas-pipeline")
CHANGES = ("gauge", "road-rail", "ferry", "sea", "ferry-sea", "oil-terminal", "lng-terminal")
RATES = "\n".join(  # 50 km/h and 1 US$ a tonne for 100 km, whatever the mode; no wait, no transfer
    [
        "rate of value",
        *(f"speed {mode} 50" for mode in MODES),
        *(f"cost {mode} 0.01" for mode in MODES),
        *(f"transfer-{what} {change} 0" for what in ("hours", "cost") for change in CHANGES),
    ]
)
UNITS = "unit,into,factor\nMt/a,Mt/a,1\nbcm/a,bcm/a,1\nMb/d,Mt/a,50\nkb/d,Mt/a,0.05\n"
UNITS += "t/a,Mt/a,0.000001\nTEU/a,Mt/a,0.00001\n"


def small_world(
    *,
    year: int = 2023,
    goods: Mapping[str, Mapping[str, Any]] | None = None,
    states: Iterable[str] = (),
    also: Iterable[str] = (),
    **tables: Text,
) -> World:
    """Make the World of a year out of tables that the test writes; arguments as `small_tables`."""
    return load(year, small_tables(year=year, goods=goods, states=states, also=also, **tables))


def small_tables(
    *,
    year: int = 2023,
    goods: Mapping[str, Mapping[str, Any]] | None = None,
    states: Iterable[str] = (),
    also: Iterable[str] = (),
    folder: Path | None = None,
    **tables: Text,
) -> Tables:
    """Write small tables into a folder and open it.

    Parameters
    ----------
    year : of rows that name none, and the default year
    goods : what differs from `GOOD`, by name; None drops a key. One good, "oil", where None
    states : codes that have to be on the axes though they neither trade nor produce
    also : files of the package to copy in, such as "rules.toml" and "balance-tests.toml"
    folder : to write to; one of its own, which is removed when the process ends, where None
    tables : the text of any table of `FILLED`. trade: supplier, buyer, value_usd, mass_t (as
        many tonnes as US$ where left out). production, in t: state, quantity. edges: from, to,
        km, mode, and any column of lines; an edge is a line of its own unless it names one
    """
    if unknown := set(tables) - set(FILLED):
        raise TypeError(f"no table {sorted(unknown)}; there are {', '.join(FILLED)}")
    where = folder or _own_folder()
    rows = {name: _filled(name, text, year) for name, text in tables.items()}
    rows["states"] = rows.get("states") or _named(rows, states)
    _write_counts(where, rows, year, states)
    _write_corridors(where, rows)
    for name in set(rows) & {*FACTS}:
        _csv(where / FACTS[name], rows[name])
    (where / "sources.toml").write_text(SOURCE, "utf-8")
    listed = {"oil": {}} if goods is None else goods
    (where / "goods.toml").write_text("".join(_good(n, given) for n, given in listed.items()))
    for file in also:
        shutil.copy(TABLES / file, where / file)
    write_listing(where)
    return Tables.open(where)


FACTS = {
    **{f: f"{f}.csv" for f in ("states", "blocs", "ties", "figures", "elasticities")},
    **{f: f"{f}.csv" for f in ("instruments", "projects", "ideal_points", "critical_lists")},
    "splits": "corridor-splits.csv",
    "events": "corridor-events.csv",
    "holes": "holes.csv",
    "in_force": "in-force.csv",
    "second_count": "production-usgs.csv",
    "passages": "corridor-passages.csv",
    "terminals": "corridor-terminals.csv",
}


def _own_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="small-world-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def parsed(text: Text) -> Rows:
    """Read a table of words: a line of column names, then a line a row; `-` is empty."""
    lines = [shlex.split(line) for line in textwrap.dedent(text).splitlines() if line.strip()]
    if not lines:
        return []
    head, *rows = lines
    wrong = [row for row in rows if len(row) != len(head)]
    if wrong:
        raise ValueError(f"a row of {len(wrong[0])} values under {len(head)} columns: {wrong[0]}")
    return [{c: None if v == "-" else v for c, v in zip(head, row, strict=True)} for row in rows]


def _filled(table: str, text: Text, year: int) -> Rows:
    """Fill in the columns that a test left out."""
    return [
        {**FILLED[table], **({"year": str(year)} if "year" in FILLED[table] else {}), **row}
        | _followed(table, row)
        for row in parsed(text)
    ]


def _followed(table: str, row: Mapping[str, str | None]) -> dict[str, str | None]:
    """Columns that take another's value where they are left out."""
    follows = {
        "trade": {"mass_t": "value_usd"},
        "states": {"name": "iso3"},
        "elasticities": {"low": "central", "high": "central"},
        "ideal_points": {"low": "point", "high": "point"},
    }
    return {to: row[of] for to, of in follows.get(table, {}).items() if to not in row}


def _named(rows: Mapping[str, Rows], states: Iterable[str]) -> Rows:
    """Describe every state that any table names."""
    columns = ("supplier", "buyer", "state", "subject", "object", "partner")
    told = {r.get(c) for table in rows.values() for r in table for c in columns}
    codes = sorted({*states, *(c for c in told if c and len(c) == 3 and c.isupper())})
    fill = FILLED["states"]
    return [{"iso3": code, **fill, "name": code} for code in codes]


def _write_counts(where: Path, rows: Mapping[str, Rows], year: int, states: Iterable[str]) -> None:
    """Write what is counted: trade, production, ratings, who is there, and which years."""
    trade = _columns(rows.get("trade", []), ("hs6", "year", "supplier", "buyer", "value_usd"))
    trade["mass_kg"] = [
        None if r["mass_t"] is None else float(r["mass_t"]) * 1000 for r in rows.get("trade", [])
    ]
    frame = pl.DataFrame(
        trade,
        schema_overrides={
            **dict.fromkeys(("hs6", "supplier", "buyer"), pl.String),
            "mass_kg": pl.Float64,
        },
    ).with_columns(pl.col("year").cast(pl.Int16), pl.col("value_usd").cast(pl.Float64))
    frame = frame.sort("hs6", "year", "supplier", "buyer")
    frame.write_parquet(where / "baci.parquet")
    made = rows.get("production", [])
    _parquet(
        where / "production.parquet",
        made,
        {
            "series": pl.String,
            "year": pl.Int16,
            "state": pl.String,
            "quantity": pl.Float64,
            "unit": pl.String,
            "status": pl.String,
        },
    )
    rated = {"year": pl.Int16, "state": pl.String, "estimate": pl.Float64, "stderr": pl.Float64}
    _parquet(where / "governance.parquet", rows.get("governance", []), rated)
    there = sorted({*states, *frame["supplier"], *frame["buyer"]})
    pl.DataFrame(
        {"year": [year] * len(there), "state": there, "supplied": 0, "bought": 0},
        schema={"year": pl.Int16, "state": pl.String, "supplied": pl.UInt32, "bought": pl.UInt32},
    ).write_parquet(where / "presence.parquet")
    traded = [year, *frame["year"]]
    closed = [int(r["year"] or year) for r in made] or [year]
    (where / "years.toml").write_text(
        f"default = {year}\nfirst = {min(traded)}\nlast = {max(traded)}\n"
        f"markets = [{min(closed)}, {max(closed)}]\n[gaps]\n"
    )


def _write_corridors(where: Path, rows: Mapping[str, Rows]) -> None:
    """Write the network's places, lines and edges, with rates that can be reckoned by heart."""
    edges = [
        {**row, "edge": row["edge"] or f"{row['from']}-{row['to']}"}
        for row in rows.get("edges", [])
    ]
    edges = [{**e, "line": e["line"] or e["edge"]} for e in edges]
    nodes = [
        {**n, "name": n["name"] or n["node"], "lon": n["lon"] or str(i), "lat": n["lat"] or "0"}
        for i, n in enumerate(rows.get("nodes", []))
    ]
    lines = {e["line"]: {**e, "title": e["title"] or e["line"], "km": None} for e in edges}
    passages = [{**p, "title": p["title"] or p["passage"]} for p in rows.get("passages", [])]
    if nodes:
        _csv(where / "corridor-nodes.csv", nodes)
        _csv(where / "corridor-lines.csv", [{c: r.get(c) for c in LINES} for r in lines.values()])
        _csv(where / "corridor-edges.csv", [{c: r.get(c) for c in EDGES} for r in edges])
    if passages:
        rows["passages"][:] = passages
    goods = rows.get("corridor_goods") or parsed(CORRIDOR_GOODS)
    _csv(where / "corridor-goods.csv", goods)
    _csv(where / "corridor-rates.csv", rows.get("rates") or _filled("rates", RATES, 0))
    (where / "corridor-units.csv").write_text(UNITS)


def _columns(rows: Rows, names: Iterable[str]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in names}


def _parquet(path: Path, rows: Rows, schema: Mapping[str, Any]) -> None:
    text = pl.DataFrame(_columns(rows, schema), schema=dict.fromkeys(schema, pl.String))
    text.with_columns(pl.col(c).cast(kind) for c, kind in schema.items()).write_parquet(path)


def _csv(path: Path, rows: Rows) -> None:
    if not rows:
        return  # no file is an empty table
    columns = list(dict.fromkeys(c for row in rows for c in row))
    pl.DataFrame(_columns(rows, columns), schema=dict.fromkeys(columns, pl.String)).write_csv(path)


def _good(name: str, given: Mapping[str, Any]) -> str:
    """Write a good as TOML: `GOOD`, and what differs."""
    told = {k: v for k, v in {**GOOD, "title": name, **given}.items() if v is not None}
    return f"[{name}]\n" + "".join(f"{k} = {_toml(v)}\n" for k, v in told.items())


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{k} = {_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return repr(value)
