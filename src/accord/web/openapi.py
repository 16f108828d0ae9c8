"""The contract of the HTTP API, as OpenAPI 3.1; the result in it is the schema that ships."""

import json
from typing import Any

import accord
from accord.result.schema import FILE

TEXT = {"type": "string"}
CASE: dict[str, Any] = {
    "type": "object",
    "description": "A shipped case by name, or a case as text with a name of your own.",
    "properties": {"case": TEXT, "text": TEXT, "name": TEXT},
}
DRAWS = {"type": "integer", "minimum": 20, "maximum": 2000, "default": 1000}
SEED = {"type": "integer", "minimum": 0, "default": 0}
PAGE = {"type": "string", "description": "A page's newer request cancels its older one."}
ONLY = {"type": "boolean", "description": "204 where it wasn't solved before."}
BARE = (202, 204)  # answers that are no result: that it runs, or nothing
FAULTS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "format": {"const": 1},
        "faults": {"type": "array", "items": {"$ref": "#/components/schemas/Fault"}},
    },
}
EDIT: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "assumptions": {"type": "object", "additionalProperties": {"type": "number"}},
        "close": {"type": "array", "items": TEXT},
        "off": {"type": "array", "items": TEXT},
    },
}


def openapi() -> dict[str, Any]:
    """Write the contract."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "accord", "version": accord.__version__},
        "paths": _paths(),
        "components": {"schemas": _schemas()},
    }


def _schemas() -> dict[str, Any]:
    """Take the schema of the result, and add what only the API says."""
    text = FILE.read_text(encoding="utf-8").replace("#/$defs/", "#/components/schemas/")
    fault = dict.fromkeys(("file", "key", "text", "wrong", "right"), TEXT)
    return {
        **json.loads(text)["$defs"],
        "Fault": {
            "type": "object",
            "properties": {**fault, "line": {"type": ["integer", "null"]}},
        },
        "Faults": FAULTS,
        "Edit": EDIT,
    }


def _paths() -> dict[str, Any]:
    case = CASE["properties"]
    solving = {**case, "draws": DRAWS, "seed": SEED, "page": PAGE}
    result, anything = {"$ref": "#/components/schemas/Document"}, {"type": "object"}
    return {
        "/api/cases": {"get": _answer("The shipped cases.", anything)},
        "/api/cases/{name}": {"get": _answer("The text of a shipped case.", anything, "name")},
        "/api/check": {"post": _answer("All faults of a case.", FAULTS, body=case)},
        "/api/runs": {
            "post": _answer(
                "Start a run; gives its id.",
                anything,
                body={**solving, "only_kept": ONLY},
                gives=(202, 204),
            )
        },
        "/api/runs/{id}": {
            "get": _answer(
                "The result of a run; 202 while it runs.", result, "id", gives=(200, 202)
            ),
            "delete": _answer("Cancel a run.", None, "id", gives=(204,)),
        },
        "/api/runs/{id}/events": {
            "get": _answer(
                "What becomes of it, as Server-Sent Events.", TEXT, "id", kind="text/event-stream"
            )
        },
        "/api/runs/{id}/verdicts": {
            "get": _answer("The verdicts of a run.", anything, "id", gives=(200, 202))
        },
        "/api/form": {
            "post": _answer(
                "A case as a form has it, after a change of one scenario or assumption.",
                anything,
                body={"text": TEXT, "page": PAGE, "change": {"type": "object"}},
            )
        },
        "/api/preview": {
            "post": _answer(
                "What an edit turns, at few draws; as a stream, a line for what is known so far.",
                anything,
                body={
                    **case,
                    "seed": SEED,
                    "page": PAGE,
                    "edit": EDIT,
                    "first": {"type": "array", "items": TEXT},
                    "passages": {"type": "boolean", "default": False},
                    "stream": {"type": "boolean", "default": False},
                },
            )
        },
        "/api/compare": {
            "post": _answer(
                "Two to four scenarios, or two cases, draw by draw.",
                anything,
                body={**solving, "scenarios": {"type": "array", "items": TEXT}, "other": CASE},
            )
        },
        "/api/draft": {
            "post": _answer("A text as a case to review.", anything, body={"text": TEXT})
        },
        "/api/flows": {
            "get": _answer("Recorded flows.", anything, query=("good", "from", "to", "year"))
        },
        "/api/routes": {
            "get": _answer(
                "The way between two places.",
                anything,
                query=("from", "to", "good", "by", "avoid", "close", "mode"),
            )
        },
        "/api/sources": {"get": _answer("Who says the numbers.", anything)},
        "/api/saved": {
            "post": _answer(
                "Save a case or a run's result.",
                anything,
                body={"name": TEXT, "text": TEXT, "run": TEXT},
                gives=(201,),
            ),
            "get": _answer("What is saved under these ids.", anything, query=("ids",)),
        },
        "/api/saved/{id}": {
            "get": _answer("What was saved.", anything, "id"),
            "delete": _answer("Delete it.", None, "id", gives=(204,)),
        },
    }


def _answer(
    says: str,
    schema: dict[str, Any] | None,
    *inside: str,
    query: tuple[str, ...] = (),
    body: dict[str, Any] | None = None,
    gives: tuple[int, ...] = (200,),
    kind: str = "application/json",
) -> dict[str, Any]:
    """Describe one operation by the statuses it gives; what is wrong always comes as faults."""
    parameters = [
        *({"name": name, "in": "path", "required": True, "schema": TEXT} for name in inside),
        *({"name": name, "in": "query", "schema": TEXT} for name in query),
    ]
    good: dict[str, Any] = {"description": says}
    if schema is not None:
        good["content"] = {kind: {"schema": schema}}
    wrong = {
        "description": "What is wrong, and what would be right.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Faults"}}},
    }
    bare = {"description": says}
    answers = {str(status): bare if status in BARE else good for status in gives}
    found: dict[str, Any] = {"summary": says, "responses": {**answers, "default": wrong}}
    if parameters:
        found["parameters"] = parameters
    if body is not None:
        content = {"application/json": {"schema": {"type": "object", "properties": body}}}
        found["requestBody"] = {"required": True, "content": content}
    return found
