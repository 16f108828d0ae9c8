"""Dated facts and figures of a World: members of blocs, ties, which row of a figure is meant."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from accord import names
from accord.errors import UnknownNameError
from accord.later import pl
from accord.memo import kept
from accord.world.columns import Figure

if TYPE_CHECKING:
    from accord.data.keys import Of
    from accord.world.world import World


@kept
def members(world: "World", bloc: str, day: dt.date) -> tuple[str, ...]:
    """Name the members of a bloc on a day, sorted."""
    return tuple(sorted(one.state for one in world.tables.members_of(bloc) if one.on(day)))


@kept
def ties(
    world: "World",
    relation: str | None,
    subject: str | None,
    object: str | None,
    on: dt.date | None,
) -> "pl.DataFrame":
    """Read the ties that match; of no day all of them."""
    asked = {"relation": relation, "subject": subject, "object": object}
    return _that(world.tables.ties, asked, on)


@kept
def memberships(
    world: "World", bloc: str | None, state: str | None, on: dt.date | None
) -> "pl.DataFrame":
    """Read the memberships that match; of no day all of them."""
    return _that(world.tables.blocs, {"bloc": bloc, "state": state}, on)


@kept
def ideal_points(world: "World", until: int | None) -> "pl.DataFrame":
    """Read the ideal points of the newest year, or the newest until one."""
    frame = world.tables.ideal_points
    if until is not None:
        frame = frame.filter(pl.col("year") <= until)
    return frame.filter(pl.col("year") == pl.col("year").max())


def bonds(world: "World", state: str, other: str, on: dt.date) -> list[dict[str, Any]]:
    """Give what binds a state to another or to a bloc on a day: rows of ties and memberships."""
    rows = world.tables.bonds.get((state, other), ())
    return [dict(row) for row in rows if _holds(row, on)]


def _holds(row: Mapping[str, Any], day: dt.date) -> bool:
    """Whether a row holds on a day, as `_that` has it."""
    return (row["start"] is None or row["start"] <= day) and (
        row["end"] is None or row["end"] > day
    )


def _that(
    frame: "pl.DataFrame", asked: Mapping[str, str | None], day: dt.date | None
) -> "pl.DataFrame":
    """Keep the rows that match, and hold on a day: start <= day < end, an open side always.

    Of no day all that match.
    """
    wanted = [pl.col(column) == one for column, one in asked.items() if one is not None]
    if day is not None:
        wanted.append(pl.col("start").is_null() | (pl.col("start") <= day))
        wanted.append(pl.col("end").is_null() | (pl.col("end") > day))
    return frame.filter(wanted) if wanted else frame


@kept
def figure(world: "World", name: str, state: str | None, year: int | None) -> Figure | None:
    """Read a figure of a state and year; None where there is none."""
    of = figure_of(world, name, state, year)
    if of is None:
        return None
    return Figure(**_only_fields(world.tables.figure_rows[name, of.state, of.year]))


def figure_of(world: "World", name: str, state: str | None, year: int | None) -> "Of | None":
    """Find which row of a figure is meant: of no year before that of the newest."""
    known = world.tables.figures_of(name)
    if not known:
        every = world.tables.names("sourced")
        raise UnknownNameError(f'no figure "{name}"; {names.suggestion(name, every)}')
    found = [of for of in known if of.state == state and year in (None, of.year)]
    return max(found, key=lambda of: (of.year is None, of.year or 0), default=None)


def _only_fields(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in Figure.__dataclass_fields__}
