"""Sources: who says a number, in which version, under which licence, and when it was read.

Every table and every curated row names a source by its key. The keys live in
`tables/sources*.toml`, one table a source:

    [baci]
    title = "BACI: international trade database at the product level"
    publisher = "CEPII"
    version = "HS92, 1995-2024"
    licence = "Etalab 2.0"
    terms = "read"                 # or "not read": the licence could not be opened and checked
    link = "https://..."           # "" where there is none
    retrieved = 2025-12-12         # day of access
    citation = "Gaulier and Zignago (2010) ..."    # optional: how the publisher asks to be cited
    note = "..."                                   # optional: known defects, what was left out

A key stands once among all of those files: the same name for two things is a fault.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from types import MappingProxyType
from typing import Any

from accord.data.shelf import Shelf
from accord.errors import DataError
from accord.memo import kept

TERMS = ("read", "not read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something that was read, or the word judgement."""

    key: str
    title: str
    publisher: str
    version: str
    licence: str
    terms: str  # "read" or "not read"
    link: str
    retrieved: date | None  # None for a judgement: nothing was retrieved
    citation: str = ""
    note: str = ""


@kept
def sources(shelf: Shelf) -> Mapping[str, Source]:
    """Read every source, by key; a key of this folder stands before one of the folder below.

    Raises
    ------
    DataError
        A file is damaged, a key stands twice, or a field is missing, unknown or of the wrong
        kind.
    """
    found: dict[str, Source] = {}
    for file in sorted(
        f for f in shelf.catalogue if f.startswith("sources") and f.endswith(".toml")
    ):
        for key, entry in shelf.settings(file).items():
            if key in found:
                raise DataError(f'{file}: source "{key}" is also in another sources file')
            found[key] = _source(key, entry, file)
    below = sources(shelf.below) if shelf.below else {}
    brought = {one.key: one for one in shelf.brought.sources}
    return MappingProxyType({**below, **found, **brought})


def _source(key: str, entry: Any, file: str) -> Source:
    known = {f.name for f in fields(Source)} - {"key"}
    needed = known - {"citation", "note", "retrieved"}
    if not isinstance(entry, dict) or set(entry) - known or needed - set(entry):
        raise DataError(
            f'{file}: source "{key}" needs {", ".join(sorted(needed))} and may have '
            "retrieved, citation, note; nothing else"
        )
    if entry["terms"] not in TERMS:
        raise DataError(f'{file}: source "{key}": terms is "read" or "not read"')
    retrieved = entry.get("retrieved")
    if retrieved is not None and type(retrieved) is not date:
        raise DataError(f'{file}: source "{key}": retrieved is a date, as 2025-12-12')
    texts = {k: v for k, v in entry.items() if k != "retrieved"}
    if not all(isinstance(v, str) for v in texts.values()):
        raise DataError(f'{file}: source "{key}": every field but retrieved is a text')
    return Source(key=key, retrieved=retrieved, **texts)
