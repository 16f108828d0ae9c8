"""Numbers of the pool and of its back-tests that were chosen and not fitted: `pool-judged.csv`.

A row says what a number is for (`use`: pool, fit, update, scan), what it is called, its value, the
range that is as good a choice where one was thought of, unit, source and status. Who needs them
says so by a dataclass whose fields are called as the numbers are; a number that has several rows
was tried at each of them.
"""

from dataclasses import fields
from typing import TypeVar, cast

from accord.data.shelf import Kinds, Shelf
from accord.errors import DataError, InputError
from accord.later import pl
from accord.memo import kept

JUDGED = "pool-judged.csv"
ROW: Kinds = {
    **dict.fromkeys(("use", "number"), pl.String),
    **dict.fromkeys(("value", "low", "high"), pl.Float64),
    **dict.fromkeys(("unit", "source", "status", "note"), pl.String),
}
Wanted = TypeVar("Wanted")


@kept
def judged(shelf: Shelf, use: str, wanted: type[Wanted]) -> Wanted:
    """Fill a dataclass with the numbers of one use: an int, a float, or a tuple of what was tried.

    Raises
    ------
    InputError
        where there is no such table
    DataError
        where it lacks a number, has one that is no whole number, or one twice that was not tried
    """
    table = shelf.text_table(JUDGED, ROW).filter(use=use)
    if table.is_empty():
        raise InputError(f"these tables don't say by which numbers trade is foretold: {JUDGED}")
    given: dict[str, object] = {}
    for field in fields(wanted):  # type: ignore[arg-type]
        name = field.name.replace("_", "-")
        values = table.filter(number=name)["value"].drop_nulls().to_list()
        many = field.type not in (int, float)
        if not values or (len(values) > 1 and not many):
            raise DataError(f"{JUDGED} has {len(values)} values of {use} {name}")
        if field.type is int and values[0] != int(values[0]):
            raise DataError(f"{JUDGED}: {use} {name} is a whole number, not {values[0]}")
        given[field.name] = tuple(values) if many else cast(type, field.type)(values[0])
    return wanted(**given)
