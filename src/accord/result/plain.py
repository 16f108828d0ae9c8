"""The result as JSON, and back.

A number is written with 12 significant digits: what is beyond them differs from one type of
processor to the next. What is not finite is null.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from accord.errors import InputError
from accord.result.document import Answer, Document

DIGITS = 12
WORDS = {str: "text", bool: "true or false", int: "a whole number", float: "a number"}


def plain(value: Any) -> Any:
    """Turn dataclasses into dicts, tuples into lists and numbers into written ones."""
    if value is None or isinstance(value, str | int):  # most are
        return value
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if is_dataclass(value):
        kind: Any = type(value)
        return {name: plain(getattr(value, name)) for name in _names(kind)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    return value


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def text(document: Answer | Document) -> str:
    """Write `result.json`: the same document, the same bytes."""
    return json.dumps(plain(document), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def read(values: Mapping[str, Any]) -> Document:
    """Make the document of what `result.json` holds; keys that it doesn't know are left out.

    Raises
    ------
    InputError
        Something is absent, or of another kind than it should be; says where.
    """
    found: Document = _read(Document, values, "result")
    return found


def _read(hint: Any, value: Any, where: str) -> Any:
    """Read one value as the annotation says."""
    if hint is Any:
        return value
    if is_dataclass(hint):
        return _read_fields(hint, value, where)
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _read_one_of(inside, value, where)
    if origin is Literal and value in inside:
        return value
    if origin is tuple and isinstance(value, list | tuple):
        kinds = (inside[0],) * len(value) if inside[-1] is ... else inside
        if len(kinds) == len(value):
            pairs = zip(kinds, value, strict=True)
            return tuple(_read(kind, v, f"{where}[{n}]") for n, (kind, v) in enumerate(pairs))
    if origin is Mapping and isinstance(value, Mapping):
        return {key: _read(inside[1], v, f"{where}.{key}") for key, v in value.items()}
    if hint in (str, bool, int) and type(value) is hint:
        return value
    if hint is float and type(value) in (int, float):
        return value
    raise InputError(f"{where} is {str(value)[:60]!r}; it should be {_said(hint)}")


def _read_one_of(hints: tuple[Any, ...], value: Any, where: str) -> Any:
    """Read a value as the first of several annotations that fits it."""
    if value is None and NoneType in hints:
        return None
    rest = [hint for hint in hints if hint is not NoneType]
    for hint in rest[:-1]:
        try:
            return _read(hint, value, where)
        except InputError:
            continue
    return _read(rest[-1], value, where)


def _read_fields(kind: Any, value: Any, where: str) -> Any:
    """Read a dataclass from its keys."""
    if not isinstance(value, Mapping):
        raise InputError(f"{where} is {str(value)[:60]!r}; it should be an object")
    hints, found = _hints(kind), {}
    for f in fields(kind):
        if f.name in value:
            found[f.name] = _read(hints[f.name], value[f.name], f"{where}.{f.name}")
        elif f.default is MISSING:
            raise InputError(f"{where}.{f.name} is absent; it should be {_said(hints[f.name])}")
    return kind(**found)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _said(hint: Any) -> str:
    """Say what a value should be."""
    if is_dataclass(hint) or get_origin(hint) is Mapping:
        return "an object"
    if get_origin(hint) is Literal:
        return " or ".join(str(one) for one in get_args(hint))
    if get_origin(hint) is tuple:
        return "a list"
    return WORDS.get(hint, str(hint))
