"""Goods without prices, as gas in pipes: what a scenario takes off trade, or adds to it.

No market responds: what is banned is gone but for what evades, what a closure stops goes other ways
as far as they have room, a new line adds the room between buyer and sellers. Contracts, fields and
prices limit nothing here, so that what is added is the most that there could be.
"""

from dataclasses import dataclass

import numpy as np

from accord.axes import Array
from accord.draws import Draws
from accord.engines import corridor
from accord.engines.corridor import Demand
from accord.measures.quantity import QuantityChange
from accord.numbers import value_text
from accord.shocks import LinkEffect, SupplierEffect
from accord.solve import Shut
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.corridor import EVERYTHING, NAMED, demands_of
from accord.verdict.metrics.record import between, members
from accord.verdict.metrics.registry import Table, Untestable
from accord.verdict.metrics.ways import APPROXIMATE

MOVES = ("ration", "quota")  # instruments on links that take volume; others move prices alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Volumes:
    """Tonnes before, their change in every draw (D,), and how it comes about."""

    before: float
    change: Array
    table: Table
    notes: tuple[str, ...]


def change(p: QuantityChange, q: Inquiry) -> Volumes:
    """Take what is banned, then what has no way, and add what new lines have room for."""
    effects = q.scenario_effects(p.scenario)
    what, title = wording.good(p.good, q.world), wording.scenario(p.scenario, q.case)
    bans = [*(e for e in effects.links(p.good) if e.instrument in MOVES)]
    bans_of = [*(e for e in effects.suppliers(p.good) if e.instrument != "price-cap")]
    closings = effects.closings(p.good)
    if not (bans or bans_of or closings):
        raise Untestable(
            f"'{title}' moves no volume of {what}: it bans nothing, shuts nothing, opens nothing",
            "an embargo, a quota, a closure, a lost supply or a new line",
        )
    recorded = between(p.good, p.suppliers, p.buyers, "mass", q)
    before = float(recorded.sum())
    left = np.ones(q.draws)
    if before and (bans or bans_of):
        left = _left(recorded, bans, bans_of, q) / before
    lost, added = np.zeros(q.draws), np.zeros(q.draws)
    for closing in closings:
        size, shut = q.size(closing.size), closing.shut
        lost = lost + size * left * _without_room(recorded, p, shut, q)
        added = added + size * _room(p, shut, q)
    parts = (
        ("banned, or not supplied", (left - 1) * before),
        ("no other way has room", -lost),
        ("room on new lines", added),
    )
    return Volumes(
        before=before,
        change=sum((x for _, x in parts), np.zeros(q.draws)),
        table=Table(
            caption=f"{what}, a year: {value_text(before, unit='t')} are recorded",
            columns=(("what", ""), ("median", "t")),
            rows=tuple((name, float(Draws(x).median())) for name, x in parts),
        ),
        notes=(
            "volume by record and by room: no prices, contracts or fields",
            *(("what is added is the most that new lines have room for",) if added.any() else ()),
            APPROXIMATE,
        ),
    )


def _left(
    recorded: Array, bans: list[LinkEffect], bans_of: list[SupplierEffect], q: Inquiry
) -> Array:
    """Trade that is left by bans and lost supply: (D,), t. What evades a ban still arrives."""
    links = np.nonzero(recorded)
    kept = np.repeat(recorded[links][None], q.draws, axis=0)
    for ban in bans:
        most = np.minimum(q.size(ban.size), 1.0)
        kept = np.where(ban.mask[links], kept * most[:, None], kept)
    for effect in bans_of:
        size = q.size(effect.size)
        most = size if effect.instrument == "keep" else np.minimum(size, 1.0)
        kept = np.where(effect.mask[links[0]], kept * most[:, None], kept)
    total: Array = kept.sum(axis=1)
    return total


def _without_room(recorded: Array, p: QuantityChange, shut: Shut, q: Inquiry) -> float:
    """Recorded trade that other ways can't carry, t; 0 where nothing shuts."""
    if not (shut.close or shut.avoid) or not recorded.any():
        return 0.0
    demands, supplies = demands_of(recorded, p.good, q)
    found = corridor.closure(
        q.network,
        demands,
        avoid=sorted(shut.avoid),
        close=sorted(shut.close),
        supplies=supplies,
        year=q.world.year,
    )
    unit = q.network.cargo(p.good).unit
    return float(found.lost.sum()) * q.world.tonnes_in(unit)


def _room(p: QuantityChange, shut: Shut, q: Inquiry) -> float:
    """Room that new lines add from the suppliers to the buyers, t a year; 0 without any."""
    if not shut.use:
        return 0.0
    unit = q.network.cargo(p.good).unit
    starts, ends = (
        [s for s in (members(names, q.world.year, q.world) if names else able)
         if s in q.network.states]
        for names, able in (
            (p.suppliers, q.network.traders(p.good, start=True)),
            (p.buyers, q.network.traders(p.good, start=False)),
        )
    )  # fmt: skip
    wanted = [
        Demand(
            good=p.good,
            origins=tuple(sorted(set(starts) - set(ends))),
            destination=tuple(sorted(ends)),
            quantity=EVERYTHING,
            unit=unit,
        )
    ]
    with_it, without = (
        corridor.capacity(q.network, wanted, use=use, year=q.world.year)
        for use in (sorted(shut.use), ())
    )
    endless = {line for way in (*with_it.carried, *without.carried) if not way.limited
               for line in way.lines}  # fmt: skip
    if endless:
        raise Untestable(
            f"no limit is known of a way that leads over {wording.some(sorted(endless), NAMED)}",
            "the capacity of one part of each way",
        )
    return float(with_it.delivered.sum() - without.delivered.sum()) * q.world.tonnes_in(unit)
