"""Units of what is carried, and how each good is carried: small tables, read without a column.

`corridor-units.csv` says what a unit becomes, Mt/a or bcm/a, and by which factor; its ranges are
read with the rest of the network (`corridors`).
"""

from collections.abc import Mapping
from typing import NamedTuple

from accord.data.shelf import Shelf
from accord.errors import DataError
from accord.memo import kept

UNITS, GOODS = "corridor-units.csv", "corridor-goods.csv"


class Carried(NamedTuple):
    """How a good is carried: as a cargo, and through which pipelines, if any."""

    cargo: str
    pipeline: str


@kept
def units(shelf: Shelf) -> dict[str, tuple[str, float]]:
    """Units of capacity that are understood: unit -> (unit that it becomes, factor)."""
    try:
        rows = shelf.rows(UNITS, ("unit", "into", "factor"))
        return {unit: (into, float(factor)) for unit, into, factor in rows}
    except ValueError as error:
        raise DataError(f"{UNITS} is damaged: {error}") from error


@kept
def carried(shelf: Shelf) -> Mapping[str, Carried]:
    """How each good is carried that the network knows by name."""
    rows = shelf.rows(GOODS, ("good", "cargo", "pipeline"))
    return {good: Carried(cargo, pipeline) for good, cargo, pipeline in rows}
