"""What limits a corridor: stretches and ports that fill up, their ranges, and who says so."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import polars as pl

from accord.names import CONTAINERS
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.wording import plain

BOX, MEGATONNE = "TEU/a", 1e6
REMEMBERED = "from memory"
UNREAD = {REMEMBERED: "from memory", "judgement": "by judgement"}
NAMED = 5  # limits that a note names

Limits = Mapping[str, Mapping[str, Any]]  # name: the row of a stretch or of a port's cranes


def limits(names: Collection[str], q: Inquiry) -> Limits:
    """Find what the tables say of some limits: stretches by name, ports as "alat (teu)"."""
    edges, terminals = (q.world.corridors[name] for name in ("edges", "terminals"))
    ports = {f"{row['node']} ({row['handle']})": row for row in terminals.iter_rows(named=True)}
    stretches = edges.filter(pl.col("edge").is_in(list(names))).iter_rows(named=True)
    rows = ports | {row["edge"]: row for row in stretches}
    return {name: rows[name] for name in names if name in rows}


def ranges(found: Limits) -> tuple[str, ...]:
    """Name the limits that are published as a range, with both its ends: a line once."""
    named = (
        f"{plain(row.get('line') or name)} {row['low']:.3g} to {row['high']:.3g} {row['unit']}"
        for name, row in found.items()
        if row["low"] < row["high"]
    )
    return tuple(dict.fromkeys(named))


def remembered(found: Limits) -> bool:
    """Whether nobody has read any of them."""
    return bool(found) and all(row["source_status"] == REMEMBERED for row in found.values())


def unread(found: Limits) -> Iterator[str]:
    """Say which of them are from memory, and which by judgement."""
    for status, by in UNREAD.items():
        if named := [plain(name) for name, row in found.items() if row["source_status"] == status]:
            yield f"{len(named)} of {len(found)} limits {by}: {wording.some(named, NAMED)}"


def weight_of_boxes(good: str, q: Inquiry) -> Iterator[str]:
    """Say what a box is taken to hold, and how sure that is; nothing of other goods."""
    for row in q.world.tables.unit_table.filter(unit=BOX).iter_rows(named=True):
        if good == CONTAINERS:
            central, low, high = (row[end] * MEGATONNE for end in ("factor", "low", "high"))
            status = UNREAD.get(row["source_status"] or REMEMBERED, "as read")
            yield f"a box (TEU) is {central:.2g} t, {low:.2g} to {high:.2g}, {status}"
