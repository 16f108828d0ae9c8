"""Tables of columns become a network; what does not fit together is refused."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from accord.axes import Array
from accord.engines.corridor.network import ALWAYS, NEVER, Cargo, Edges, Limits, Network, Passage
from accord.errors import InputError
from accord.names import fold, require, suggestion

Tables = Mapping[str, Mapping[str, Sequence[Any]]]


def _bearing(e: Edges) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for i, names in enumerate(zip(e.name, e.line, strict=True)):
        for name in names:
            found[name].append(i)
    return MappingProxyType(found)


def load(tables: Tables) -> Network:
    """Make a network of tables of columns: nodes, edges, passages, terminals, goods, transfers.

    `accord.data.Tables.corridors` and `read_network()` give such tables; anything that answers
    `tables["nodes"]["lon"]` with a sequence will do.

    Raises
    ------
    InputError
        An edge to a place that isn't there, a length below 0, a name that stands twice, a limit
        or passage that names nothing.
    """
    nodes = {k: list(tables["nodes"][k]) for k in ("node", "state", "lon", "lat")}
    count = len(nodes["node"])
    index = {n: i for i, n in enumerate(nodes["node"])}
    if len(index) < count:
        raise InputError(f'the place "{_first_twice(nodes["node"])}" stands twice in the nodes')
    edges = _edges(tables["edges"], index)
    passages = _passages(tables["passages"], index, edges, count)
    titles = _column(tables["nodes"], "name", count, "")
    aliases = _column(tables["nodes"], "aliases", count, "")
    places = _names(nodes["node"], titles, aliases)
    return Network(
        node=tuple(nodes["node"]),
        title=tuple(t or n for t, n in zip(titles, nodes["node"], strict=True)),
        state=tuple(s or "" for s in nodes["state"]),
        states=tuple(sorted({s for s in nodes["state"] if s})),
        meets=(_members(passages, "nodes"), _members(passages, "edges")),
        kind=tuple(_column(tables["nodes"], "kind", count, "place")),
        lon=_frozen(nodes["lon"]),
        lat=_frozen(nodes["lat"]),
        hub=np.array([bool(h) for h in _column(tables["nodes"], "hub", count, 0)], dtype=bool),
        handles=_sets(_column(tables["nodes"], "handles", count, "")),
        gives=_sets(_column(tables["nodes"], "gives", count, "")),
        takes=_sets(_column(tables["nodes"], "takes", count, "")),
        edges=edges,
        bearing=_bearing(edges),
        passages=passages,
        cargoes=_cargoes(tables["goods"]),
        transfers=_transfers(tables["transfers"]),
        limits=_limits(tables["terminals"], index),
        events=tuple(_records(tables["events"])) if "events" in tables else (),
        source_status=tuple(
            "from memory" if s == "memory" else "verified"
            for s in _column(tables["nodes"], "source", count, "")
        ),
        places=MappingProxyType(places),
        named=MappingProxyType(_all_named(nodes["node"], titles, aliases)),
        shut=MappingProxyType(_closable(tables, passages, edges, places, nodes["node"])),
    )


def _column(table: Mapping[str, Sequence[Any]], name: str, count: int, default: Any) -> list[Any]:
    """Column of a table, with the default where a value or the whole column is missing."""
    try:
        found = list(table[name])
    except Exception:  # each kind of table has its own error for "no such column"
        return [default] * count
    return [default if v is None else v for v in found]


def _frozen(values: Sequence[Any]) -> Array:
    array = np.array(values, dtype=float)
    array.setflags(write=False)
    return array


def _sets(values: Iterable[str]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(filter(None, v.split(";"))) for v in values)


def _first_twice(names: Sequence[str]) -> str:
    seen: set[str] = set()
    return next(n for n in names if n in seen or seen.add(n))  # type: ignore[func-returns-value]


def _titles(table: Mapping[str, Sequence[Any]]) -> list[str]:
    return list(getattr(table, "columns", None) or table)


def _records(table: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    names = _titles(table)
    return [
        dict(zip(names, row, strict=True)) for row in zip(*(table[n] for n in names), strict=True)
    ]


def _edges(table: Mapping[str, Sequence[Any]], index: Mapping[str, int]) -> Edges:
    name, count = list(table["edge"]), len(list(table["edge"]))
    if len(set(name)) < count:
        raise InputError(f'the edge "{_first_twice(name)}" stands twice')
    ends = []
    for side in ("from", "to"):
        lost = [(e, p) for e, p in zip(name, table[side], strict=True) if p not in index]
        if lost:
            raise InputError(
                f'edge "{lost[0][0]}" ends at "{lost[0][1]}", which is no place; '
                + suggestion(lost[0][1], index)
            )
        ends.append(np.array([index[p] for p in table[side]], dtype=np.int64))
    km = _frozen(list(table["km"]))
    if not (km >= 0).all():
        bad = int(np.flatnonzero(~(km >= 0))[0])
        raise InputError(f'edge "{name[bad]}" has a length of {km[bad]:g} km; 0 or more is right')

    def column(key: str, default: Any) -> list[Any]:
        return _column(table, key, count, default)

    by_cargo = {"container": "", "oil": "_oil", "gas": "_gas"}
    hours = {c: column(f"hours{t}", None) for c, t in by_cargo.items()}
    cost = {c: column(f"cost{t}", None) for c, t in by_cargo.items()}
    for book in (hours, cost):
        for c in ("oil", "gas"):  # a network that prices one cargo only
            book[c] = [
                b if b is not None else a for a, b in zip(book["container"], book[c], strict=True)
            ]
    return Edges(
        name=tuple(name),
        line=tuple(column("line", "")),
        title=tuple(column("title", "")),
        tail=ends[0],
        head=ends[1],
        mode=tuple(table["mode"]),
        gauge=np.array(column("gauge", 0), dtype=np.int64),
        good=tuple(column("good", "")),
        both=np.array([bool(b) for b in column("both", 1)], dtype=bool),
        km=km,
        hours={c: _frozen(v) for c, v in hours.items()},
        cost={c: _frozen(v) for c, v in cost.items()},
        capacity=_frozen(column("capacity", np.inf)),
        oil=_frozen(
            column("oil_capacity" if "oil_capacity" in _titles(table) else "capacity", np.inf)
        ),
        unit=tuple(column("unit", "")),
        status=tuple(column("status", "running")),
        first=np.array(column("first_year", NEVER), dtype=np.int64),
        last=np.array(column("last_year", ALWAYS), dtype=np.int64),
        source=tuple(column("source", "")),
        source_status=tuple(column("source_status", "")),
        path=tuple(column("path", "")),
    )


def _passages(
    table: Mapping[str, Sequence[Any]], index: Mapping[str, int], edges: Edges, count: int
) -> Mapping[str, Passage]:
    found = {}
    for row in _records(table):
        nodes, on = np.zeros(count, dtype=bool), np.zeros(len(edges.name), dtype=bool)
        for place in filter(None, (row["nodes"] or "").split(";")):
            require("place", place, index, where=f"for the passage {row['passage']}")
            nodes[index[place]] = True
        for line in filter(None, (row["lines"] or "").split(";")):
            require("line", line, set(edges.line), where=f"for the passage {row['passage']}")
            on |= np.array([own == line for own in edges.line])
        found[row["passage"]] = Passage(row["passage"], row["title"], row["kind"], nodes, on)
    return MappingProxyType(found)


def _members(passages: Mapping[str, Passage], side: str) -> dict[int, tuple[str, ...]]:
    """Passages by the places or edges that they hold."""
    found: dict[int, tuple[str, ...]] = {}
    for name, passage in passages.items():
        for i in np.flatnonzero(getattr(passage, side)).tolist():
            found[i] = (*found.get(i, ()), name)
    return found


def _names(nodes: Sequence[str], titles: Sequence[str], aliases: Sequence[str]) -> dict[str, int]:
    """Give folded names their place; a place's own name goes before another's by-name."""
    names: dict[str, int] = {fold(n): i for i, n in enumerate(nodes)}
    for i, (title, others) in enumerate(zip(titles, aliases, strict=True)):
        for name in (title, *(others or "").split(";")):
            if fold(name):
                names.setdefault(fold(name), i)
    return names


def _all_named(
    nodes: Sequence[str], titles: Sequence[str], aliases: Sequence[str]
) -> dict[str, tuple[int, ...]]:
    """Give folded names all places that bear them."""
    found: dict[str, tuple[int, ...]] = {}
    for i, (node, title, others) in enumerate(zip(nodes, titles, aliases, strict=True)):
        for name in {fold(one) for one in (node, title, *(others or "").split(";"))} - {""}:
            found[name] = (*found.get(name, ()), i)
    return found


def _closable(
    tables: Tables,
    passages: Mapping[str, Passage],
    edges: Edges,
    places: Mapping[str, int],
    nodes: Sequence[str],
) -> dict[str, str]:
    """Give folded names what they close: passages first, then lines, places and edges."""
    names = {fold(p): p for p in passages}
    for row in _records(tables["passages"]):
        for other in (row["title"], *(row["aliases"] or "").split(";")):
            names.setdefault(fold(other), row["passage"])
    others = _column(tables["edges"], "aliases", len(edges.name), "")
    for line, title, by in dict.fromkeys(zip(edges.line, edges.title, others, strict=True)):
        for name in (line, title, *by.split(",")):
            names.setdefault(fold(name), line)
    for folded, i in places.items():
        names.setdefault(folded, nodes[i])
    for edge in edges.name:
        names.setdefault(fold(edge), edge)
    names.pop("", None)
    return names


def _cargoes(table: Mapping[str, Sequence[Any]]) -> Mapping[str, Cargo]:
    return MappingProxyType(
        {
            r["good"]: Cargo(
                good=r["good"],
                cargo=r["cargo"],
                modes=frozenset(r["modes"].split(";")),
                pipeline=r["pipeline"] or "",
                terminal=r["terminal"] or "",
                starts=frozenset(filter(None, (r["starts"] or "").split(";"))),
                ends=frozenset(filter(None, (r["ends"] or "").split(";"))),
                unit=r["unit"],
            )
            for r in _records(table)
        }
    )


def _transfers(
    table: Mapping[str, Sequence[Any]],
) -> Mapping[tuple[str, str, str], tuple[float, float]]:
    found = {}
    for r in _records(table):
        for one, two in ((r["one"], r["two"]), (r["two"], r["one"])):
            found[one, two, r["cargo"]] = (float(r["hours"]), float(r["cost"]))
    return MappingProxyType(found)


def _limits(table: Mapping[str, Sequence[Any]], index: Mapping[str, int]) -> Limits:
    rows = _records(table)
    for r in rows:
        require("place", r["node"], index, where="for the capacity of a terminal")
    return Limits(
        node=np.array([index[r["node"]] for r in rows], dtype=np.int64),
        handle=tuple(r["handle"] for r in rows),
        capacity=_frozen([r["capacity"] for r in rows]),
        unit=tuple(r["unit"] for r in rows),
        first=np.array([r["first_year"] or NEVER for r in rows], dtype=np.int64),
        last=np.array([r["last_year"] or ALWAYS for r in rows], dtype=np.int64),
    )
