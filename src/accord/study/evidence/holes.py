"""Known holes (kind 1): trade that no record has, sized by an outside total less what is recorded.

A hole applies where a cell that was read is the hole's: good, supplier, buyer and year. With an
outside total the World is read again with the hole filled to both of its ends; without one the
verdict says no more than *depends*. Below a fiftieth of what the number is measured against, a
hole is a note.

What the named suppliers of a claim have and what others have may be wrong in opposite directions,
so the ends are filled apart. Of a buyer's total whose origins nobody knows, all may be the named
suppliers', or nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np

from accord.axes import Array, Mask
from accord.errors import InputError, UnknownNameError
from accord.memo import kept
from accord.study.evidence.found import Effect, Evidence, Kind, in_words, states
from accord.study.question import Cells
from accord.world import Added, Variant, World

TRADE = "baci"
OF_TRADE = (TRADE, "market")  # cells that are read of rows of trade
EVERYBODY = "all"
NEGLIGIBLE = 0.02  # of what the number is measured against: below it a hole is a note
MILLION = 1e6
TINY = float(np.finfo(float).eps)
NAMED = 3  # holes that a sentence names


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hole:
    """One hole in one year, sized; masses in t.

    low, high : what is missing, least and most; nan where no total was read
    share : of what the number is measured against
    """

    row: Mapping[str, Any]
    codes: tuple[str, ...]
    year: int
    suppliers: Mask  # (S,)
    buyers: Mask
    low: float
    high: float
    share: float
    placed: bool  # whether both its ends are in what was read, not somewhere among others

    @property
    def sized(self) -> bool:
        """Whether an outside total was read."""
        return bool(np.isfinite(self.low))

    def tells(self, years: Set[int]) -> bool:
        """Whether it tells of a number over some years; one thin year among several doesn't."""
        return self.row["kind"] != "thin" or years <= {self.year}

    def told(self, world: World) -> str:
        """Say it in a few words."""
        good, whose, whom = in_words(self.row["good"]), self.row["supplier"], self.row["buyer"]
        good = "all goods" if good == EVERYBODY else good
        what = f"{good} of {states(whose, world)}"
        if whose == EVERYBODY:
            what = f"origins of {good}"
        to = "" if whom == EVERYBODY else f" to {states(whom, world)}"
        size = "of unknown size"
        if self.sized:
            size = f"{_megatonnes(self.low)} to {_megatonnes(self.high)} Mt"
            if _megatonnes(self.low) == _megatonnes(self.high):
                size = f"{_megatonnes(self.low)} Mt"
        return f"{what}{to} in {self.year}: {self.row['kind']}, {size}"


def _megatonnes(mass: float) -> str:
    return f"{mass / MILLION:.3g}".replace("-", "\u2212")


def holes_in(cells: Sequence[Cells], about: tuple[str, ...], world: World) -> tuple[Evidence, ...]:
    """Find the holes in what was read, and how they would be filled.

    Parameters
    ----------
    about : whom the number is about, the upper part of a share
    """
    years = {year for one in cells for year in one.years}
    of_trade = (one for one in cells if one.table in OF_TRADE)
    return _holes_in(world, tuple(of_trade), frozenset(years), about)


@kept
def _holes_in(
    world: World, cells: tuple[Cells, ...], years: frozenset[int], about: tuple[str, ...]
) -> tuple[Evidence, ...]:
    return tuple(_found(cells, years, about, world))


def _found(
    cells: Sequence[Cells], years: frozenset[int], about: tuple[str, ...], world: World
) -> Iterator[Evidence]:
    """Tell holes with a size, those that cap, and those that are only said."""
    found = list(_unique(hole for one in cells for hole in _matching(one, about, world)))
    noticed = [hole for hole in found if not hole.share < NEGLIGIBLE]
    sized = [hole for hole in noticed if hole.sized]
    bare = [hole for hole in noticed if not hole.sized and not _covered(hole, sized)]
    if sized:
        ends = tuple(dict.fromkeys(_filled(sized, about, world)))
        yield _evidence(Effect.WIDEN, sized, world, ends=ends)
    capping = [hole for hole in bare if hole.placed and hole.tells(years)]
    if capping:
        yield _evidence(Effect.CAP, capping, world)
    if said := [hole for hole in found if hole not in sized and hole not in capping]:
        yield _evidence(Effect.NOTE, said, world)


def _evidence(
    effect: Effect, holes: list[Hole], world: World, ends: tuple[Variant, ...] = ()
) -> Evidence:
    holes = sorted(holes, key=lambda hole: -np.nan_to_num(hole.share, nan=np.inf))
    more = f" and {len(holes) - NAMED} more" if len(holes) > NAMED else ""
    listed = "; ".join(hole.told(world) for hole in holes[:NAMED])
    return Evidence(
        kind=Kind.HOLE,
        effect=effect,
        says=f"known hole in recorded trade: {listed}{more}",
        sources=tuple(sorted({str(hole.row["source"]) for hole in holes})),
        remembered=all(hole.row["status"] == "from memory" for hole in holes),
        ends=ends,
    )


def _covered(bare: Hole, sized: Iterable[Hole]) -> bool:
    """Whether a hole without a size is told by one of the same links that has one."""
    return any(
        other.year == bare.year
        and bool((other.buyers & bare.buyers).any())
        and bool((other.suppliers & bare.suppliers).any())
        for other in sized
    )


def _unique(holes: Iterable[Hole]) -> Iterator[Hole]:
    seen: set[tuple[str, int]] = set()
    for hole in holes:
        key = (str(hole.row["id"]), hole.year)
        if key not in seen:
            seen.add(key)
            yield hole


def _matching(cells: Cells, about: tuple[str, ...], world: World) -> Iterator[Hole]:
    """Give the holes of the cells that were read, those of a bloc before those of its members."""
    known = _rows(world)
    of = _codes_by_good(world)
    for year in cells.years:
        codes = {code for code in _codes(cells, world) if not world.brought_trade(code, year)}
        goods = {good for good, theirs in of.items() if codes & theirs}
        here = [r for r in known if r["good"] in goods and r["first"] <= year <= r["last"]]
        sized = [hole for row in here if (hole := _sized(row, codes, year, (cells, about), world))]
        merged = list(_merged(hole for hole in sized if not _of_a_member(hole, sized)))
        yield from merged


@kept
def _rows(world: World) -> tuple[dict[str, Any], ...]:
    """Give all holes, a row each."""
    return tuple(world.tables.holes.iter_rows(named=True))


@kept
def _codes_by_good(world: World) -> dict[str, set[str]]:
    """Give the codes of each good of which a hole is known."""
    return {row["good"]: set(_codes_of(row["good"], world)) for row in _rows(world)}


def _merged(holes: Iterable[Hole]) -> Iterator[Hole]:
    """Join what several sources say of the same links: the least and the most of them."""
    same: dict[tuple[str, str, tuple[str, ...], bool], list[Hole]] = {}
    for hole in holes:
        row = hole.row
        same.setdefault((row["supplier"], row["buyer"], hole.codes, hole.sized), []).append(hole)
    for several in same.values():
        low, high = min(h.low for h in several), max(h.high for h in several)
        yield replace(several[0], low=low, high=high, share=max(h.share for h in several))


def _of_a_member(hole: Hole, others: Sequence[Hole]) -> bool:
    """Whether a sized hole of a whole bloc tells the same, of the same supplier or of all."""
    return any(
        other is not hole
        and other.sized
        and other.row["buyer"] != EVERYBODY
        and hole.row["supplier"] in (other.row["supplier"], EVERYBODY)
        and other.buyers.sum() > hole.buyers.sum()
        and bool((other.buyers >= hole.buyers).all())
        for other in others
    )


def _codes(cells: Cells, world: World) -> tuple[str, ...]:
    if cells.codes:
        return cells.codes
    return world.goods[cells.good].codes if cells.good else world.tables.covered_codes


def _codes_of(good: str, world: World) -> tuple[str, ...]:
    return world.tables.covered_codes if good == EVERYBODY else world.goods[good].codes


def _named(names: str, year: int, world: World) -> Mask:
    """Mark who is named in a row: states and blocs with blanks between, or everybody."""
    if names == EVERYBODY:
        return np.ones(len(world.states), dtype=bool)
    known = tuple(n for n in names.split() if n in world.states or n in world.blocs)
    return world.mask(known, year)


def _sized(
    row: Mapping[str, Any],
    codes: set[str],
    year: int,
    read_of: tuple[Cells, tuple[str, ...]],
    world: World,
) -> Hole | None:
    """Size a hole in a year against what was read; None where it isn't in the cells at all."""
    cells, about = read_of
    suppliers, buyers = (_named(row[side], year, world) for side in ("supplier", "buyer"))
    sellers = world.mask(cells.suppliers, year) if cells.suppliers else np.ones_like(suppliers)
    takers = world.mask(cells.buyers, year) if cells.buyers else np.ones_like(buyers)
    nobody_knows_where = row["buyer"] == EVERYBODY and bool(cells.buyers)
    nobody_knows_whose = row["supplier"] == EVERYBODY and bool(cells.suppliers)
    if not (suppliers & sellers).any() or not (buyers & takers).any():
        return None
    if nobody_knows_where and not (suppliers & world.mask(about, year)).any():
        return None
    if nobody_knows_where and row["supplier"] == EVERYBODY and row["kind"] != "thin":
        return None
    mine = tuple(sorted(codes & set(_codes_of(row["good"], world))))
    mass = world.recorded(mine, year).mass_t
    recorded = _crossing(mass, suppliers, buyers)
    read = _crossing(mass, sellers, takers)
    whole = set(_codes_of(row["good"], world)) <= codes  # a total of all gas sizes no pipeline
    if nobody_knows_where or nobody_knows_whose or not whole or row["kind"] == "thin":
        low, high = np.nan, np.nan
    else:
        imports = _crossing(mass, np.ones_like(buyers), buyers)
        low, high = _missing(row, recorded, imports)
    size = max(abs(low), abs(high)) if np.isfinite(low) else np.nan
    if np.isnan(size):
        size = _unexported(row, suppliers, year, world)
    return Hole(
        row=row,
        codes=mine,
        year=year,
        suppliers=suppliers & sellers,
        buyers=buyers & takers,
        low=low,
        high=high,
        share=size / (read + size) if np.isfinite(size) and read + size > 0 else np.nan,
        placed=row["kind"] == "thin"
        or (not nobody_knows_where and not nobody_knows_whose and (whole or bool(cells.buyers))),
    )


def _crossing(mass: Array, suppliers: Mask, buyers: Mask) -> float:
    """Sum what suppliers sell to buyers, t; among the members of one bloc nothing crosses."""
    everybody = bool(buyers.all())
    links = np.outer(suppliers, buyers) & (everybody | ~np.outer(buyers, buyers))
    return float(mass[links].sum())


def _missing(row: Mapping[str, Any], recorded: float, imports: float) -> tuple[float, float]:
    """Give what is missing, least and most, in t: the outside total less what is recorded."""
    of_imports = row["measure"] == "share"
    middle, *ends = (row[end if of_imports else f"{end}_t"] for end in ("central", "low", "high"))
    totals = [middle if end is None else end for end in ends]
    if any(total is None for total in totals):
        return np.nan, np.nan
    if of_imports:  # with what the others sell as it is recorded
        totals = [share / max(1 - share, TINY) * (imports - recorded) for share in totals]
    low, high = sorted(total - recorded for total in totals)
    return low, high


def _unexported(row: Mapping[str, Any], suppliers: Mask, year: int, world: World) -> float:
    """Size a hole without a total: production less what is recorded as sold."""
    if row["good"] == EVERYBODY or row["supplier"] == EVERYBODY:
        return np.nan
    good = world.goods[row["good"]]
    if not good.production or good.conversion is None or year not in world.tables.years.production:
        return np.nan
    try:
        made = float(world.production(good.name, year)[suppliers].sum())
    except (InputError, UnknownNameError):  # tables without this series
        return np.nan
    sold = float(world.recorded(good.name, year).mass_t[suppliers].sum())
    return max(made - sold, 0.0) if made > 0 else np.nan  # nobody counted what they make


def _filled(holes: list[Hole], about: tuple[str, ...], world: World) -> Iterator[Variant]:
    """Fill all holes to their ends: those of the named suppliers apart from all others."""
    for mine, others in product((0, 1), repeat=2):
        added: list[Added] = []
        for year in sorted({hole.year for hole in holes}):
            now = [hole for hole in holes if hole.year == year]
            named = world.mask(about, year) if about else np.zeros(len(world.states), bool)
            added += _fill(now, named, (mine, others), world)
        yield Variant(added=tuple(added))


def _fill(holes: list[Hole], named: Mask, ends: tuple[int, int], world: World) -> Iterator[Added]:
    """Fill the holes of one year, each with what narrower ones inside of it have left."""
    mine, others = ends
    filled: list[tuple[Hole, float]] = []
    for hole in sorted(holes, key=_breadth):  # one link, then all of a supplier's, then a total
        of_nobody = hole.row["supplier"] == EVERYBODY
        mentioned = bool((hole.suppliers & named).any() or (hole.buyers & named).any())
        of_claim = mentioned and not of_nobody
        end = max(mine, others) if of_nobody else mine if of_claim else others
        within = sum(mass for other, mass in filled if _within_total(other, hole))
        mass = (hole.low, hole.high)[end] - within
        if within and mass <= 0:
            continue
        theirs = named.any() and (mine > others or mine == others == 1)
        origin = hole.suppliers & (named if theirs else ~named) if of_nobody else hole.suppliers
        filled.append((hole, mass))
        yield from _spread(hole, mass, origin, world)


def _breadth(hole: Hole) -> tuple[bool, bool]:
    return hole.row["supplier"] == EVERYBODY, hole.row["buyer"] == EVERYBODY


def _within_total(part: Hole, total: Hole) -> bool:
    """Whether what one hole is filled with is a part of what another is missing."""
    return bool((part.suppliers <= total.suppliers).all() and (part.buyers <= total.buyers).all())


def _spread(hole: Hole, mass: float, origin: Mask, world: World) -> Iterator[Added]:
    """Lay a hole's tonnes on its links, in proportion to what they carry, else to who buys."""
    flows = world.recorded(hole.codes, hole.year).mass_t
    links = np.outer(origin & ~hole.buyers, hole.buyers)
    if not links.any():  # everybody sells to everybody
        links = np.outer(origin, hole.buyers) & ~np.eye(len(origin), dtype=bool)
    weight: Array = np.where(links, flows, 0.0)
    if not weight.sum() > 0:
        first = np.zeros_like(origin)
        first[np.argmax(np.where(origin, flows.sum(axis=1) + 1.0, 0.0))] = True
        weight = np.outer(first, flows.sum(axis=0) + 1.0) * links
    if not weight.sum() > 0:
        return
    for i, j in np.argwhere(weight > weight.sum() * 1e-3):
        yield Added(
            codes=hole.codes,
            supplier=world.states[i],
            buyer=world.states[j],
            year=hole.year,
            mass=float(mass * weight[i, j] / weight.sum()),
        )
