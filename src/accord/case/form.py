"""How a dataclass is written in a case file: its keys, and which of them may be left out.

A field's key is its name without a trailing underscore (`with_` is written `with`). Three marks in
a field's metadata say that it is written in another way; everything that reads, checks or
describes case files asks here, so that none can differ from the rest.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

FLAT = {"written": "flat"}  # the keys of the value stand in the table itself
BY_KEY = {"written": "key"}  # the value is the key of the table: ID in [claims.ID]
UNWRITTEN = {"written": "never"}  # the reader fills it in

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of a table in a case file."""

    name: str  # as the file writes it
    field: str  # of the dataclass
    kind: Any  # annotation
    required: bool
    default: Any
    within: type[Any]  # the dataclass that has the field


@cache
def _hints(model: Any) -> dict[str, Any]:
    return get_type_hints(model, include_extras=True)


def _required(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def keys(model: Any) -> Mapping[str, Key]:
    """Give the keys that stand for a dataclass's own fields, in their order."""
    return _keys(model)


@cache
def _keys(model: Any) -> Mapping[str, Key]:
    return {
        name: Key(
            name=name,
            field=f.name,
            kind=_hints(model)[f.name],
            required=_required(f),
            default=None if f.default is MISSING else f.default,
            within=model,
        )
        for f in fields(model)
        if not f.metadata.get("written")
        for name in [f.name.removesuffix("_")]
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """A field whose value's own keys stand in the table of the dataclass that has it."""

    field: str
    models: tuple[type[Any], ...]  # one, or several told apart by a word
    required: bool


def marked(model: Any, mark: Mapping[str, str]) -> list[str]:
    """Give the fields of a dataclass that bear a mark."""
    return [f.name for f in fields(model) if f.metadata.get("written") == mark["written"]]


def defaults(model: Any) -> dict[str, Any]:
    """Give the values of the fields that may be left out."""
    return {
        f.name: f.default if f.default_factory is MISSING else f.default_factory()
        for f in fields(model)
        if not _required(f)
    }


def flat(model: Any) -> tuple[Flat, ...]:
    """Give the flat fields of a dataclass."""
    return tuple(
        Flat(field=f.name, models=models(_hints(model)[f.name]), required=_required(f))
        for f in fields(model)
        if f.metadata.get("written") == FLAT["written"]
    )


def all_keys(model: Any) -> dict[str, Key]:
    """Give the keys of a table, those of its flat fields included, whichever is held."""
    found = dict(keys(model))
    for held in flat(model):
        for one in held.models:
            found |= {name: key for name, key in all_keys(one).items() if name not in found}
    return found


def bare(kind: Any) -> Any:
    """Take the notes off an annotation: Annotated[float, ...] → float."""
    return bare(get_args(kind)[0]) if get_origin(kind) is Annotated else kind


def options(kind: Any) -> tuple[Any, ...]:
    """Give the members of a union, without None, which TOML doesn't have; else the kind itself.

    Notes about the union are dropped, notes about a member stay.
    """
    if get_origin(bare(kind)) in (Union, types.UnionType):
        return tuple(o for a in get_args(bare(kind)) if a is not type(None) for o in options(a))
    return (kind,)


def models(kind: Any) -> tuple[type[Any], ...]:
    """Give the dataclasses among the members of a union."""
    members = map(bare, options(kind))
    return tuple(m for m in members if isinstance(m, type) and is_dataclass(m))


def tag(model: Any) -> tuple[str, str] | None:
    """Give the key and the word that tell this member of a union: ("kind", "embargo")."""
    for key in keys(model).values():
        if get_origin(key.kind) is Literal and key.required and len(get_args(key.kind)) == 1:
            return key.name, get_args(key.kind)[0]
    return None


def is_name(kind: Any) -> bool:
    """Say whether an annotation is a kind of name (`accord.names`)."""
    return isinstance(kind, NewType)
