"""JSON Schema of a case file, for editors that check TOML while it is written.

It is drawn from the same dataclasses that the reader fills. What one table says about another
(a name that has to be declared, two lines that must not overlap) only the reader can see:
`accord check` stays the judge.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any, Literal, get_args, get_origin

from accord.case import form
from accord.case.comments import comment, sentence
from accord.case.known import HS_CODE, SLUG
from accord.case.model import FORMAT, Case
from accord.condition import Condition
from accord.measures import Fills, MetricCall, measures
from accord.names import AssumptionName, HsCode, ScenarioName, Within

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PATTERNS: dict[Any, re.Pattern[str]] = {HsCode: HS_CODE, ScenarioName: SLUG, AssumptionName: SLUG}
PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    dt.date: {"type": "string", "format": "date"},
    Condition: {"type": "string"},
}

Json = dict[str, Any]


def schema() -> Json:
    """Give the schema, the parameters of every metric in it."""
    drawing = _Drawing()
    case = drawing.table(Case)
    case["properties"] = {"format": {"const": FORMAT}, **case["properties"]}
    case["required"] = ["format", *case["required"]]
    return {
        "$schema": DIALECT,
        "title": f"accord case file, format {FORMAT}",
        **case,
        "$defs": dict(sorted(drawing.drawn.items())),
    }


class _Drawing:
    """Draws each dataclass once, under `$defs`, and refers to it from then on."""

    def __init__(self) -> None:
        self.drawn: dict[str, Json] = {}

    def value(self, kind: Any) -> Json:
        """Draw a value of any annotation."""
        notes = getattr(kind, "__metadata__", ())
        if notes:
            return self._noted(get_args(kind)[0], notes)
        choices = form.options(kind)
        if len(choices) > 1:
            return {"anyOf": [self.value(choice) for choice in choices]}
        one, origin = choices[0], get_origin(choices[0])
        if getattr(one, "__metadata__", ()):
            return self.value(one)
        if form.is_name(one):
            found = PATTERNS.get(one)
            return {"type": "string", **({"pattern": f"^{found.pattern}$"} if found else {})}
        if origin is Literal:
            return {"enum": list(get_args(one))}
        if origin is tuple:
            return self._list(get_args(one))
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(*get_args(one))
        if one is MetricCall:
            return self._metric(())
        return self._named(one) if form.is_table(one) else dict(PLAIN[one])

    def table(self, model: Any) -> Json:
        """Draw a dataclass whose flat fields hold one kind of thing each."""
        keys = form.all_keys(model)
        own = form.keys(model)
        needs = {n: k.required for n, k in keys.items()}
        flat = [k for held in form.flat(model) for m in held.models for k in form.keys(m)]
        drawn: Json = {
            "type": "object",
            "description": sentence(model),
            "properties": {name: self._key(key) for name, key in keys.items()},
            "required": [name for name in keys if needs[name] and name in own],
            "additionalProperties": False,
        }
        if flat:
            asked = [name for name in flat if needs[name]]
            drawn["dependentRequired"] = dict.fromkeys(flat, asked)
        return drawn

    def _key(self, key: form.Key) -> Json:
        said = comment(key.within, key.field)
        drawn = self.value(key.kind)
        return {**drawn, "description": said} if said and "$ref" not in drawn else drawn

    def _named(self, model: Any) -> Json:
        """Refer to a dataclass, and draw it where nobody has yet."""
        name = model.__name__
        if name not in self.drawn:
            self.drawn[name] = {}  # so that a dataclass may hold itself
            several = [h for h in form.flat(model) if len(h.models) > 1]
            self.drawn[name] = self._variants(model) if several else self.table(model)
        return {"$ref": f"#/$defs/{name}"}

    def _variants(self, model: Any) -> Json:
        """Draw a dataclass with a flat field that may hold several kinds of thing."""
        (held,) = form.flat(model)
        return {"oneOf": [self._merged(model, one) for one in held.models]}

    def _merged(self, model: Any, one: Any) -> Json:
        keys = {**form.keys(one), **form.keys(model)}
        return {
            "type": "object",
            "description": sentence(one),
            "properties": {name: self._key(key) for name, key in keys.items()},
            "required": [name for name, key in keys.items() if key.required],
            "additionalProperties": False,
        }

    def _noted(self, kind: Any, notes: tuple[Any, ...]) -> Json:
        """Draw a value with limits, or a metric of which a parameter is filled in."""
        fills = tuple(note.parameter for note in notes if isinstance(note, Fills))
        if fills:
            return self._metric(fills)
        drawn = self.value(kind)
        for limit in [note for note in notes if isinstance(note, Within)]:
            for one in drawn.get("anyOf", [drawn]):
                if one.get("type") in ("number", "integer"):
                    one.update(limits(limit))
        return drawn

    def _list(self, kinds: tuple[Any, ...]) -> Json:
        items = self.value(kinds[0])
        if kinds[-1] is not Ellipsis:
            return {"type": "array", "items": items, "minItems": len(kinds), "maxItems": len(kinds)}
        return {"type": "array", "items": items}

    def _mapping(self, key: Any, kind: Any) -> Json:
        drawn: Json = {"type": "object", "additionalProperties": self.value(kind)}
        if get_origin(key) is Literal:
            drawn["propertyNames"] = {"enum": list(get_args(key))}
        elif is_dataclass(kind) and form.marked(kind, form.BY_KEY):
            drawn["propertyNames"] = {"pattern": f"^{SLUG.pattern}$"}
        return drawn

    def _metric(self, fills: tuple[str, ...]) -> Json:
        """Refer to the metrics, all or those that have the parameters which are filled in."""
        name = "-without-".join(["metric", *fills])
        if name not in self.drawn:
            self.drawn[name] = {}
            self.drawn[name] = self._metrics(fills)
        return {"$ref": f"#/$defs/{name}"}

    def _metrics(self, fills: tuple[str, ...]) -> Json:
        calls = []
        for metric in measures().values():
            keys = dict(form.keys(metric.parameters))
            if not set(fills) <= set(keys):
                continue
            kept = {name: key for name, key in keys.items() if name not in fills}
            calls.append(
                {
                    "type": "object",
                    "properties": {
                        "name": {"const": metric.name},
                        **{name: self._key(key) for name, key in kept.items()},
                    },
                    "required": ["name", *(name for name, key in kept.items() if key.required)],
                    "additionalProperties": False,
                }
            )
        return {"oneOf": calls}


def limits(limit: Within) -> Json:
    """Give what a number may be, in words of the schema."""
    drawn: Json = {}
    if limit.low > float("-inf"):
        drawn["exclusiveMinimum" if limit.above else "minimum"] = limit.low
    if limit.high < float("inf"):
        drawn["maximum"] = limit.high
    return drawn
