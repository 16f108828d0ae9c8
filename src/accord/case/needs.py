"""Which HS6 codes a case needs of an archive of all goods."""

from collections.abc import Iterator, Mapping
from typing import Any

from accord.case.find import find, text_of
from accord.case.known import HS_CODE
from accord.case.parsing import Reading
from accord.data import Good


def codes_needed(name_or_path: str, goods: Mapping[str, Good]) -> set[str]:
    """Give the codes of all goods that there are, and those that the case names by code.

    A metric may count over goods that the case doesn't name, so that none of them is left out. The
    file is read and not checked: a good of the case's own may be made of codes that only the
    archive has.

    Raises UnknownNameError where there is no such case, CaseError where it is no TOML.
    """
    path, _ = find(name_or_path)
    reading = Reading(path.name, text_of(path), None)
    raw = reading.toml()
    reading.stop_at_faults()
    named = {text for text in _texts(raw) if HS_CODE.fullmatch(text)}
    return named.union(*(good.codes for good in goods.values()))


def _texts(value: Any) -> Iterator[str]:
    """Give every text in a value of TOML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
