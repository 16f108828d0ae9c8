"""Makes `src/types.ts` of the result's JSON Schema: `python front/result_types.py`.

The schema is drawn from the dataclasses of `accord.result`, so that the pages can't know a key that
the result doesn't have. tests/result/test_schema.py holds all three against each other.
"""

import json
import re
from pathlib import Path
from typing import Any

FRONT = Path(__file__).resolve().parent
SCHEMA = FRONT.parent / "src" / "accord" / "result" / "result.schema.json"
TYPES = FRONT / "src" / "types.ts"
HEAD = """/**
 * The result, format 1: what `accord run --json` prints and the report carries.
 *
 * Made by front/result_types.py of src/accord/result/result.schema.json; don't edit.
 */
"""
SIMPLE = {
    "string": "string",
    "boolean": "boolean",
    "integer": "number",
    "number": "number",
    "null": "null",
}


def types(schema: dict[str, Any]) -> str:
    """Write every definition of a schema as TypeScript."""
    named = (_definition(name, drawn) for name, drawn in schema["$defs"].items())
    return "\n".join([HEAD, *named])


def _definition(name: str, drawn: dict[str, Any]) -> str:
    """Write an object as an interface, and anything else as a type."""
    if "properties" not in drawn:
        return f"export type {name} = {_type(drawn)};\n"
    rows = [f"  {key}: {_type(one)};\n" for key, one in drawn["properties"].items()]
    return f"{_comment(drawn['description'])}export interface {name} {{\n{''.join(rows)}}}\n"


def _comment(text: str) -> str:
    """Give the first paragraph of a docstring as a comment."""
    first = re.sub(r"\s+", " ", text.split("\n\n")[0])
    return f"/** {first} */\n" if first else ""


def _type(drawn: dict[str, Any]) -> str:
    """Write one annotation."""
    if "$ref" in drawn:
        return str(drawn["$ref"]).rsplit("/", 1)[-1]
    if "enum" in drawn:
        return " | ".join(json.dumps(one) for one in drawn["enum"])
    if "anyOf" in drawn:
        return " | ".join(dict.fromkeys(_type(one) for one in drawn["anyOf"]))
    if "prefixItems" in drawn:
        return f"[{', '.join(_type(one) for one in drawn['prefixItems'])}]"
    if drawn.get("type") == "array":
        inner = _type(drawn["items"])
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    if drawn.get("type") == "object":
        return f"Record<string, {_type(drawn['additionalProperties'])}>"
    return SIMPLE[drawn["type"]] if drawn else "unknown"


if __name__ == "__main__":
    TYPES.write_text(types(json.loads(SCHEMA.read_text(encoding="utf-8"))), encoding="utf-8")
