"""The JSON Schema of `result.json`, drawn from its dataclasses.

The one that ships beside this module, `result.schema.json`, is made by
`python -m accord.result.schema`; the front end's types are made of it in turn.
"""

import inspect
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from accord.names import Horizon, Word
from accord.result.chart import Kind, Point
from accord.result.document import Document
from accord.result.verdict import Cell, State

FILE = Path(__file__).with_name("result.schema.json")
NAMED: dict[str, Any] = {
    "Cell": Cell,
    "Horizon": Horizon,
    "Kind": Kind,
    "Point": Point,
    "State": State,
    "Word": Word,
}
SIMPLE = {str: "string", bool: "boolean", int: "integer", float: "number", NoneType: "null"}


def schema() -> dict[str, Any]:
    """Draw the schema of the whole document."""
    known: dict[str, Any] = {name: _drawn(hint, {}) for name, hint in NAMED.items()}
    reference = _of(Document, known)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The result of a run of accord, format 1",
        **reference,
        "$defs": dict(sorted(known.items())),
    }


def as_text() -> str:
    """Write the schema as its file has it."""
    return json.dumps(schema(), indent=1) + "\n"


def _of(hint: Any, known: dict[str, Any]) -> dict[str, Any]:
    """Refer to what has a name, and draw what has none."""
    for name, named in NAMED.items():
        if hint == named:
            return {"$ref": f"#/$defs/{name}"}
    if not is_dataclass(hint):
        return _drawn(hint, known)
    name = hint.__name__  # type: ignore[union-attr]  # a class, never an instance
    if name not in known:
        known[name] = {}  # taken, while its fields are drawn
        known[name] = _object(hint, known)
    return {"$ref": f"#/$defs/{name}"}


def _object(kind: Any, known: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {
        "type": "object",
        "description": inspect.getdoc(kind) or "",
        "properties": {f.name: _of(hints[f.name], known) for f in fields(kind)},
        "required": [f.name for f in fields(kind)],
    }


def _drawn(hint: Any, known: dict[str, Any]) -> dict[str, Any]:
    """Draw an annotation that is no dataclass."""
    if hint is Any:
        return {}
    if hint in SIMPLE:
        return {"type": SIMPLE[hint]}
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(inside)}
    if origin in (Union, UnionType):
        return {"anyOf": [_of(one, known) for one in inside]}
    if origin is tuple and inside[-1] is ...:
        return {"type": "array", "items": _of(inside[0], known)}
    if origin is tuple:
        items = [_of(one, known) for one in inside]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "items": False}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _of(inside[1], known)}
    raise TypeError(f"no JSON for {hint}")


if __name__ == "__main__":
    FILE.write_text(as_text(), encoding="utf-8")
