"""Which HS6 codes a case needs of an archive of all goods."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from accord.case.known import HS_CODE
from accord.case.model import Case
from accord.data import Good


def codes_needed(case: Case, goods: Mapping[str, Good]) -> set[str]:
    """Give the codes of all goods that there are, and those that the case names by code.

    A metric may count over goods that the case doesn't name, so that none of them is left out.
    """
    named = {text for text in _texts(case.claims) if HS_CODE.fullmatch(text)}
    return named.union(*(good.codes for good in goods.values()))


def _texts(value: Any) -> Iterator[str]:
    """Give every text in a value of dataclasses, mappings and tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))
