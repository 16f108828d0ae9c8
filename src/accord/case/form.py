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

from accord.condition import Condition

FLAT = {"written": "flat"}  # the keys of the value stand in the table itself
BY_KEY = {"written": "key"}  # the value is the key of the table: ID in [claims.ID]
UNWRITTEN = {"written": "never"}  # the reader fills it in
IN_THE_TABLE = (None, "flat")  # marks of fields that something in the table stands for
HIDDEN = "\0"  # begins a step of a path that no file has: a flat field, a member of a union

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
def hints(model: Any) -> dict[str, Any]:
    """Give the annotations of a dataclass, notes included."""
    return get_type_hints(model, include_extras=True)


def required(field: "Field[Any]") -> bool:
    """Say whether a field has no value of its own."""
    return field.default is MISSING and field.default_factory is MISSING


def default(field: "Field[Any]") -> Any:
    """Give what a field holds where nothing was written."""
    if field.default_factory is not MISSING:
        return field.default_factory()
    return None if field.default is MISSING else field.default


def alias(field: "Field[Any]") -> str:
    """Give the key of a field; one that no file can hold where its keys stand in the table."""
    return f"{HIDDEN}{field.name}" if field.metadata else field.name.removesuffix("_")


def nested(model: Any, raw: Any) -> Any:
    """Move the keys of flat fields into tables of their own."""
    if not isinstance(raw, dict):
        return raw
    rest = dict(raw)
    for held in flat(model):
        its = {key: rest.pop(key) for key in held.keys() & rest.keys()}
        if its or held.required:
            rest[held.alias] = its
    return rest


def keys(model: Any) -> Mapping[str, Key]:
    """Give the keys that stand for a dataclass's own fields, in their order."""
    return _keys(model)


@cache
def _keys(model: Any) -> Mapping[str, Key]:
    return {
        name: Key(
            name=name,
            field=f.name,
            kind=hints(model)[f.name],
            required=required(f),
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

    @property
    def alias(self) -> str:
        """Give the key under which the reader keeps its keys."""
        return HIDDEN + self.field

    def keys(self) -> set[str]:
        """Give the keys that the value may have, whichever it is."""
        return {key for model in self.models for key in keys(model)}


def marked(model: Any, mark: Mapping[str, str]) -> list[str]:
    """Give the fields of a dataclass that bear a mark."""
    return [f.name for f in fields(model) if f.metadata.get("written") == mark["written"]]


@cache
def flat(model: Any) -> tuple[Flat, ...]:
    """Give the flat fields of a dataclass."""
    return tuple(
        Flat(field=f.name, models=models(hints(model)[f.name]), required=required(f))
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


def only(kind: Any) -> Any:
    """Give the one thing that an annotation asks for, notes taken off; a union stays as it is."""
    several = options(kind)
    return bare(several[0]) if len(several) == 1 else kind


def models(kind: Any) -> tuple[type[Any], ...]:
    """Give the dataclasses among the members of a union."""
    members = map(bare, options(kind))
    return tuple(m for m in members if is_table(m))


def is_table(kind: Any) -> bool:
    """Say whether an annotation is a dataclass that stands for a table; a condition is a text."""
    return isinstance(kind, type) and is_dataclass(kind) and kind is not Condition


def tag(model: Any) -> tuple[str, str] | None:
    """Give the key and the word that tell this member of a union: ("kind", "embargo")."""
    for key in keys(model).values():
        if get_origin(key.kind) is Literal and key.required and len(get_args(key.kind)) == 1:
            return key.name, get_args(key.kind)[0]
    return None


@cache
def variants(kind: Any) -> dict[str, Any]:
    """Give the members of a union by what tells them apart: their word, or the type of a value."""
    several = options(kind)
    if len(several) == 1:
        return {"": several[0]}
    return {HIDDEN + _told_by(one): one for one in several}


def _told_by(kind: Any) -> str:
    found = tag(bare(kind)) if is_table(bare(kind)) else None
    return found[1] if found else shape(kind).__name__


def chosen(kind: Any, raw: Any) -> str | None:
    """Say which member of a union a value is, by its word or its type; None where it is none."""
    if models(kind):
        return _chosen_by_word(kind, raw)
    whole = type(raw) is int and HIDDEN + "int" not in variants(kind)
    return HIDDEN + ("float" if whole else type(raw).__name__)


def _chosen_by_word(kind: Any, raw: Any) -> str | None:
    """Read the word that tells tables apart, under the first of their keys that is there."""
    words = (raw[key] for key in tags(kind) if key in raw) if isinstance(raw, dict) else ()
    word = next(iter(words), None)
    return HIDDEN + word if isinstance(word, str) else None


@cache
def tags(kind: Any) -> dict[str, tuple[str, ...]]:
    """Give the keys that tell the members of a union of tables apart, each with its words."""
    found: dict[str, tuple[str, ...]] = {}
    for key, word in filter(None, map(tag, models(kind))):
        found[key] = (*found.get(key, ()), word)
    return found


def shape(kind: Any) -> type[Any]:
    """Give the type that a value of this kind has in parsed TOML."""
    one = bare(options(kind)[0])
    origin = get_origin(one)
    if is_name(one) or origin is Literal or one is Condition:
        return str
    if origin is tuple:
        return list
    if is_table(one) or origin is not None:
        return dict
    found: type[Any] = one
    return found


def holds(kind: Any, name: Any) -> bool:
    """Say whether an annotation holds a kind of name, itself or in a list or union."""
    return kind is name or any(holds(one, name) for one in get_args(kind))


def is_name(kind: Any) -> bool:
    """Say whether an annotation is a kind of name (`accord.names`)."""
    return isinstance(kind, NewType)
