"""Recorded trade and production of a World, by state; arrays are read-only.

A bloc trades as its members of the year asked about together, without what they sell each other.
"""

from typing import TYPE_CHECKING, Literal

from accord.axes import Array, Mask
from accord.later import np
from accord.memo import kept
from accord.world.columns import Recorded, recorded_of
from accord.world.variant import second_count

if TYPE_CHECKING:
    from accord.world.world import World

What = str | tuple[str, ...] | None  # a good, HS6 codes, or all covered codes
Names = str | tuple[str, ...]  # states and blocs
By = Literal["value", "mass"]


@kept
def recorded(world: "World", codes: tuple[str, ...], year: int) -> Recorded:
    """Read recorded trade of some codes in a year."""
    return recorded_of(world.tables, codes, year, world.variant)


@kept
def imports(world: "World", buyers: tuple[str, ...], what: What, year: int, by: By) -> Array:
    """Sum what buyers took of record, by supplier: (S,)."""
    links, amount = _crossing(world, buyers, year).T, _amount(world, what, year, by)
    return read_only(np.where(links, amount, 0.0).sum(axis=1))


@kept
def exports(world: "World", suppliers: tuple[str, ...], what: What, year: int, by: By) -> Array:
    """Sum what suppliers sold of record, by buyer: (S,)."""
    links, amount = _crossing(world, suppliers, year), _amount(world, what, year, by)
    return read_only(np.where(links, amount, 0.0).sum(axis=0))


def _amount(world: "World", what: What, year: int, by: By) -> Array:
    trade = world.recorded(what, year)
    return trade.value_usd if by == "value" else trade.mass_t


def _crossing(world: "World", wanted: tuple[str, ...], year: int) -> Mask:
    """Mark links out of any of the names, from a member to somebody who is none: (S, S)."""
    inside = [world.mask(name, year) for name in wanted]
    crossing: Mask = np.any([np.outer(here, ~here) for here in inside], axis=0)
    return crossing


def listed(names: Names) -> tuple[str, ...]:
    """Give one name, or several, as several."""
    return (names,) if isinstance(names, str) else tuple(names)


@kept
def production(world: "World", good: str, year: int) -> Array:
    """Give production of a good by state: (S,)."""
    of = world.good(good)
    if world.variant.count == "second" and (other := second_count(world.tables, of, year)):
        return read_only(other[0])
    return read_only(world.tables.produced(of, year))


def read_only(array: Array) -> Array:
    """Lock an array: a World is frozen."""
    array.setflags(write=False)
    return array
