"""Goods: which HS6 codes and which production series are one thing, and in which units.

The table is `tables/goods.toml`; its head says what each key means. Two goods overlap where
they share a code or a production series (LNG and all gas; coking coal and coal): together in one
case they would count the same tonne twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from accord import names
from accord.data.shelf import Shelf
from accord.errors import DataError
from accord.memo import kept

CLOSINGS = ("production", "net-exports")
STATUSES = ("exact", "verified", "judgement", "from memory")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """Tonnes of the traded product per unit of the production series."""

    low: float
    central: float
    high: float
    unit: str  # "t/t", "t/kg" or "t/Mm3"
    source: str  # key of a source
    status: str  # exact, verified, judgement or from memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """What is traded and balanced."""

    name: str
    title: str
    codes: tuple[str, ...]  # HS6; empty: shares by production only
    production: tuple[str, ...] | None  # series of World Mining Data, summed
    conversion: Conversion | None  # None: series and trade are of different stages
    closing: str | None  # "production", "net-exports", or None: no market
    stage: str
    priced: bool
    why_not: str | None  # why no prices are solved
    critical_eu: bool  # on the European Union's list of 2023
    critical_us: bool  # on the list of the United States of 2022
    parts: tuple[str, ...] = ()  # goods that it is the sum of
    notes: tuple[str, ...] = ()


@kept
def goods(shelf: Shelf) -> Mapping[str, Good]:
    """Read every good, by name, those of a case below; DataError where the table is damaged."""
    entries = shelf.settings("goods.toml")
    try:
        listed = {name: _good(name, entry) for name, entry in entries.items()}
    except (TypeError, KeyError) as error:
        raise DataError(f"goods.toml is damaged: {error}") from error
    return MappingProxyType(listed | {one.name: one for one in shelf.brought.goods})


def _good(name: str, entry: dict[str, Any]) -> Good:
    conversion = entry.get("conversion")
    series = entry.get("production")
    good = Good(
        name=name,
        conversion=Conversion(**conversion) if conversion else None,
        production=tuple(series) if series else None,
        closing=entry.get("closing"),
        why_not=entry.get("why_not"),
        codes=tuple(entry["codes"]),
        parts=tuple(entry.get("parts", ())),
        notes=tuple(entry.get("notes", ())),
        **{k: entry[k] for k in ("title", "stage", "priced", "critical_eu", "critical_us")},
    )
    _check(good, set(entry) - set(Good.__dataclass_fields__))
    return good


def _check(good: Good, unknown: set[str]) -> None:
    conversion, closing = good.conversion, good.closing
    faults = {
        f"unknown keys {sorted(unknown)}": bool(unknown),
        "a code is not six digits": not all(len(c) == 6 and c.isdigit() for c in good.codes),
        "neither codes nor production": not (good.codes or good.production),
        "closing is production or net-exports": closing not in (None, *CLOSINGS),
        "closing by production needs codes, a series and a conversion": closing == "production"
        and not (good.codes and good.production and conversion),
        "a priced good needs a closing": good.priced and closing is None,
        "why_not is for goods that are not priced": good.priced is (good.why_not is not None),
        "conversion is not low <= central <= high with a known status": conversion is not None
        and not (
            0 < conversion.low <= conversion.central <= conversion.high
            and conversion.status in STATUSES
        ),
    }
    if wrong := [text for text, is_wrong in faults.items() if is_wrong]:
        raise DataError(f"goods.toml: {good.name}: {wrong[0]}")


def good(shelf: Shelf, name: str) -> Good:
    """Give one good by name; a wrong name is answered with the nearest right one."""
    known = goods(shelf)
    return known[names.require("good", name, known)]


def overlaps(first: Good, second: Good) -> bool:
    """Tell whether two goods count some of the same tonnes."""
    series = set(first.production or ()) & set(second.production or ())
    return bool(set(first.codes) & set(second.codes) or series)
