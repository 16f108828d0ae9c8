"""Keys of small tables: members of blocs and when, whose a figure is and of when, ties with whom.

They stand in the list of names (`accord.data.abilities`), a row's key as a text, so that a day's
members and the unit of a figure are known without the tables themselves.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from accord.data.brought import Brought
from accord.data.laid import Laid
from accord.data.shelf import Shelf
from accord.later import Later
from accord.memo import kept

if TYPE_CHECKING:
    from accord.data import abilities, facts
else:
    abilities, facts = Later("accord.data.abilities"), Later("accord.data.facts")

NOBODY = "-"  # of nobody in particular, of no year, since or until no day
# Kinds of names in the list: `of` is the bloc, the unit, or the relation.
KEYS = MEMBER, UNIT, TIED = "member", "unit", "tied"

K = TypeVar("K")


class Of(NamedTuple):
    """Of whom and of when a figure is, None where of nobody or no year; and its unit."""

    state: str | None
    year: int | None
    unit: str


class Member(NamedTuple):
    """A member of a bloc: from the first day until before the last, None where nobody says."""

    state: str
    start: dt.date | None
    end: dt.date | None

    def on(self, day: dt.date) -> bool:
        """Whether it is one on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@kept
def figures(shelf: Shelf) -> Mapping[str, tuple[Of, ...]]:
    """Say of whom, of when and in which unit there is each figure, by its name."""
    if isinstance(shelf, Laid):
        return _by_name(own_figures(shelf.own), figures(shelf.under))
    if not shelf.current(abilities.TABLE):
        return _by_name(figures_of(shelf))
    return _by_name(_read_figure(text, unit) for unit, text in _written(shelf, UNIT))


@kept
def members(shelf: Shelf) -> Mapping[str, tuple[Member, ...]]:
    """Say who is, was or will be a member of each bloc or region, by its name."""
    if isinstance(shelf, Laid):
        return _by_name(own_members(shelf.own), members(shelf.under))
    if not shelf.current(abilities.TABLE):
        return _by_name(members_of(shelf))
    return _by_name((bloc, _read_member(text)) for bloc, text in _written(shelf, MEMBER))


@kept
def tied(shelf: Shelf) -> Mapping[str, tuple[str, ...]]:
    """Say with whom or what there are ties, by relation."""
    if isinstance(shelf, Laid):
        return _by_name(own_ties(shelf.own), tied(shelf.under))
    return _by_name(_written(shelf, TIED) if shelf.current(abilities.TABLE) else ties_of(shelf))


def ties_of(shelf: Shelf) -> list[tuple[str, str]]:
    """Read from their table with whom or what there are ties, by relation."""
    return sorted(set(facts.ties(shelf).select("relation", "object").iter_rows()))


def own_ties(own: Brought) -> list[tuple[str, str]]:
    """Give with whom or what there are ties that a case brings, by relation."""
    ties = [(tie.get("relation"), tie.get("object")) for tie in map(dict, own.ties)]
    return [(relation, other) for relation, other in ties if relation and other]


def figures_of(shelf: Shelf) -> list[tuple[str, Of]]:
    """Read the keys of the figures from their table."""
    rows = facts.figures(shelf).select("figure", "state", "year", "unit").iter_rows()
    return [(name, Of(state, year, unit)) for name, state, year, unit in rows]


def members_of(shelf: Shelf) -> list[tuple[str, Member]]:
    """Read the members of blocs and regions from their tables."""
    rows = facts.blocs(shelf).select("bloc", "state", "start", "end").iter_rows()
    return [(bloc, Member(state, start, end)) for bloc, state, start, end in rows]


def own_figures(own: Brought) -> Iterator[tuple[str, Of]]:
    """Give the keys of the figures that a case brings."""
    for row in map(dict, own.figures):
        year = int(row["year"]) if "year" in row else None
        yield row["figure"], Of(row.get("state"), year, row.get("unit", ""))


def own_members(own: Brought) -> Iterator[tuple[str, Member]]:
    """Give the members of the blocs and regions that a case brings."""
    for row in map(dict, own.blocs):
        start, end = (_day(row.get(column, NOBODY)) for column in ("start", "end"))
        yield row["bloc"], Member(row["state"], start, end)
    for row in map(dict, own.regions):
        yield row["region"], Member(row["state"], None, None)


def written_figure(name: str, of: Of) -> str:
    """Write the key of a figure as the list has it."""
    return f"{name} {of.state or NOBODY} {NOBODY if of.year is None else of.year}"


def written_member(one: Member) -> str:
    """Write a membership as the list has it."""
    return f"{one.state} {one.start or NOBODY} {one.end or NOBODY}"


def _read_figure(text: str, unit: str) -> tuple[str, Of]:
    name, state, year = text.rsplit(" ", 2)
    whom = None if state == NOBODY else state
    return name, Of(whom, None if year == NOBODY else int(year), unit)


def _read_member(text: str) -> Member:
    state, start, end = text.split(" ")
    return Member(state, _day(start), _day(end))


def _day(text: str) -> dt.date | None:
    return None if text == NOBODY else dt.date.fromisoformat(text)


def _written(shelf: Shelf, kind: str) -> Iterator[tuple[str, str]]:
    for (found, of), texts in abilities.listed(shelf).items():
        if found == kind:
            yield from ((of, text) for text in texts)


def _by_name(
    rows: Iterable[tuple[str, K]], below: Mapping[str, tuple[K, ...]] | None = None
) -> Mapping[str, tuple[K, ...]]:
    found = dict(below or {})
    for name, one in rows:
        found[name] = (*found.get(name, ()), one)
    return found
