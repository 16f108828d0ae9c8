"""A World read otherwise: holes filled, tonnes as recorded, another publisher's count, other room.

What the tables say is one reading of the world; where they are known to be wrong there are others.
A variant is a value that says how one differs, so that any question can be asked of both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from accord.axes import Array, Mask
from accord.errors import AccordError
from accord.later import np, pl

if TYPE_CHECKING:
    from accord.data import Good, Tables
    from accord.data.flows import Flows

Masses = Literal["repaired", "recorded", "by value"]
Count = Literal["first", "second"]
Room = Literal["central", "least", "most"]
ENDS: Mapping[Room, str] = {"least": "low", "most": "high"}  # columns of a range


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Tonnes that no record has, or that it has too many of (below 0), on one link in one year."""

    codes: tuple[str, ...]  # of the good that it is of
    supplier: str
    buyer: str
    year: int
    mass: float  # t

    def of(self, codes: tuple[str, ...], year: int) -> bool:
        """Whether it is of a good of these codes, in a year."""
        return self.year == year and set(self.codes) <= set(codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """How a World is read otherwise.

    added : what holes are filled with
    masses : tonnes as the rules repair them, as they were recorded, or in proportion to value
    count : production by the first publisher, or by the second where it counts the same stage
    room : of lines and ports, where their capacity or its unit is published as a range
    """

    added: tuple[Added, ...] = ()
    masses: Masses = "repaired"
    count: Count = "first"
    room: Room = "central"

    @property
    def of_trade(self) -> bool:
        """Whether recorded trade reads otherwise."""
        return bool(self.added) or self.masses != "repaired"

    def touches(self, codes: tuple[str, ...], year: int) -> bool:
        """Whether recorded trade in a good of these codes reads otherwise in a year."""
        return self.masses != "repaired" or any(one.of(codes, year) for one in self.added)


AS_IT_IS = Variant()
LIMITED = ("edges", "terminals")  # tables of the network that have capacities
OTHERS = "other"  # the row of states that a publisher doesn't list


def varied(flows: "Flows", codes: tuple[str, ...], year: int, variant: Variant) -> "Flows":
    """Read recorded flows otherwise: tonnes first, then what is added, priced as the rest is.

    A link has the price of what else it carries, or of what the world does; none falls below 0.
    Where nobody recorded a tonne, nothing says what an added one is worth, and none is added.
    """
    mass = _masses(flows, variant.masses)
    if not mass.any():
        return replace(flows, mass=mass)
    value = flows.value.copy()
    world = value.sum() / mass.sum()
    for added in variant.added:
        if not added.of(codes, year):
            continue
        at = flows.states.index(added.supplier), flows.states.index(added.buyer)
        more = max(added.mass, -mass[at])
        price = value[at] / mass[at] if mass[at] > 0 and value[at] > 0 else world
        mass[at] += more
        value[at] += more * price
    return replace(flows, value=value, mass=mass)


def roomy(tables: "Mapping[str, pl.DataFrame]", room: Room) -> "Mapping[str, pl.DataFrame]":
    """Read the tables of the network with capacities at one end of their ranges."""
    if room == "central":
        return tables
    capacity = pl.coalesce(ENDS[room], "capacity").alias("capacity")
    return {**tables, **{name: tables[name].with_columns(capacity) for name in LIMITED}}


def _masses(flows: "Flows", masses: Masses) -> Array:
    if masses == "recorded":
        recorded: Array = np.where(flows.mass_as_recorded > 0, flows.mass_as_recorded, flows.mass)
        return recorded
    if masses == "by value":
        a_dollar = flows.mass.sum() / max(flows.value.sum(), np.finfo(float).tiny)
        return np.asarray(flows.value * a_dollar, dtype=float)
    return flows.mass.copy()


def second_count(tables: "Tables", good: "Good", year: int) -> tuple[Array, int] | None:
    """Give a second publisher's production by state, and its year, the nearest there is.

    Where that is another year than the one asked for, each state's is moved as the first publisher
    has it move between the two: what is left apart is the publishers, not the years.

    None where it has no count of the same stage. Quantities are in its own unit: for shares.
    """
    known = tables.counted_second(good.name)
    if not known:
        return None
    nearest = min(known, key=lambda one: (abs(one - year), one))
    counted = known[nearest]
    output = np.array([counted.get(state, 0.0) for state in tables.all_states])
    first = _first_count(tables, good, nearest)
    if rest := counted.get(OTHERS):
        unlisted = _first_count(tables, good, year) if first is None else first
        output += rest * _among(output == 0, unlisted)
    if nearest != year and first is not None:
        output = output * _moved(first, _first_count(tables, good, year))
    return output, nearest


def _first_count(tables: "Tables", good: "Good", year: int) -> Array | None:
    """Give the first publisher's production by state; None where it has none of that year."""
    try:
        made = tables.produced(good, year)
    except AccordError:
        return None
    return made if made.any() else None


def _among(states: Mask, first: Array | None) -> Array:
    """Divide what a publisher puts under others among those it doesn't list, as the first does."""
    if first is None:
        return np.zeros(states.shape)
    theirs = np.where(states, first, 0.0)
    return theirs / theirs.sum() if theirs.sum() > 0 else theirs


def _moved(then: Array, now: Array | None) -> Array:
    """Say by which factor each state's output moved, 1 where the first count doesn't tell."""
    if now is None:
        return np.ones(then.shape)
    factor: Array = np.divide(now, then, out=np.ones(then.shape), where=then > 0)
    return factor
