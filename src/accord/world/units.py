"""Units of amounts as tonnes: of what flows in a year, and of what lies in store.

A rate is turned by the table of units (`corridor-units.csv`), a volume of gas by the conversion of
natural gas, a store of so many barrels by the same barrels a tonne as a rate of them.
"""

from collections.abc import Mapping

from accord.data import Tables
from accord.errors import InputError

MEGATONNE = 1e6  # t
MILLION_M3 = 1e3  # in a bcm
GAS = "natural-gas"  # its conversion, t per million m3, serves LNG too
DAYS = 365  # of the rates that the table turns
STORES: Mapping[str, tuple[str, float]] = {  # a store as the rate that would empty it in a year
    "t": ("t/a", 1.0),
    "kt": ("kt/a", 1.0),
    "Mt": ("Mt/a", 1.0),
    "bbl": ("kb/d", 1e-3 / DAYS),
    "kb": ("kb/d", 1.0 / DAYS),
    "Mb": ("Mb/d", 1.0 / DAYS),
    "mcm": ("bcm/a", 1e-3),
    "bcm": ("bcm/a", 1.0),
}


VOLUMES: Mapping[str, tuple[str, ...]] = {  # in which a year's tonnes of a cargo are told too
    "oil": ("Mb/d", "kb/d"),
    "gas": ("bcm/a", "mcm/d"),
}


def volumes_of(good: str, tables: Tables) -> dict[str, float]:
    """Give the tonnes a year in a unit of volume of a good that pipes carry; {} of any other.

    Of oil products there are as many barrels a tonne as there are products.
    """
    how = tables.carried.get(good)
    if how is None or not (how.pipeline or how.cargo == "gas"):
        return {}
    return {unit: tonnes_in(unit, tables) for unit in VOLUMES.get(how.cargo, ())}


def tonnes_in(unit: str, tables: Tables) -> float:
    """Give the tonnes in one of a unit: a year's for a rate.

    Raises InputError where the unit is of no mass and no volume of gas, or the data don't say what
    gas weighs.
    """
    rate, factor = STORES.get(unit, (unit, 1.0))
    known = {"Mt/a": ("Mt/a", 1.0), "bcm/a": ("bcm/a", 1.0), **tables.units}
    if rate not in known:
        raise InputError(f'no tonnes in a "{unit}"; there are {", ".join([*known, *STORES])}')
    into, times = known[rate]
    if into == "Mt/a":
        return factor * times * MEGATONNE
    gas = tables.goods[GAS].conversion if GAS in tables.goods else None
    if gas is None:
        raise InputError(f"no conversion of {GAS} from volume to mass")
    return factor * times * gas.central * MILLION_M3
