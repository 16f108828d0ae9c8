"""A case file as a form: its scenarios' shocks and its assumptions, field by field.

What a form changes is written back into the text, and the rest of the file, comments too, stays as
it is. Nothing is judged here: whether it is a case then, `parse` says, with the faults of `check`.
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from accord.case import form
from accord.case.edit import SHOCKS, table_lines
from accord.case.reference import kind_words
from accord.errors import InputError
from accord.shocks import Shock

Table = Mapping[str, Any]
BARE = re.compile(r"[A-Za-z0-9_-]+")
TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[\]]|\n')
NUMBERS = ("low", "mode", "high", "median", "mean", "sd", "p05", "p95", "value")


def outline(text: str) -> dict[str, Any]:
    """Give the scenarios with their shocks, the assumptions, and the fields of each kind of shock.

    Raises
    ------
    InputError
        where the text is no TOML
    """
    raw = _read(text)
    scenarios = [
        {
            "id": id_,
            "title": str(one.get("title", "")),
            "shocks": [s for s in shocks if isinstance(s, dict)]
            if isinstance(shocks, list)
            else [],
        }
        for id_, one in _tables(raw, "scenarios")
        for shocks in [one.get("shocks", [])]
    ]
    assumptions = [
        {
            "id": id_,
            "label": str(one.get("label", id_)),
            "unit": str(one.get("unit", "")),
            "distribution": str(one.get("distribution", "")),
            "numbers": {k: one[k] for k in NUMBERS if isinstance(one.get(k), int | float)},
        }
        for id_, one in _tables(raw, "assumptions")
    ]
    return {"scenarios": scenarios, "assumptions": assumptions, "kinds": kinds()}


def kinds() -> dict[str, list[dict[str, Any]]]:
    """Give the fields of each kind of shock: name, what it is in words, whether it is needed."""
    return {
        get_args(form.hints(model)["kind"])[0]: [
            {
                "name": name,
                "is": kind_words(key.kind).replace("`", ""),
                "many": kind_words(key.kind).startswith("a list"),
                "needed": key.required,
            }
            for name, key in form.keys(model).items()
            if name != "kind"
        ]
        for model in get_args(Shock)
    }


def with_shocks(text: str, scenario: str, shocks: Sequence[Table]) -> str:
    """Write the shocks of a scenario anew, one a line.

    Raises
    ------
    InputError
        where they aren't written as `shocks = [ … ]` in a table of the scenario
    """
    lines = text.split("\n")
    start, end = table_lines(lines, f"scenarios.{scenario}")
    first = next((n for n in range(start, end) if SHOCKS.match(lines[n])), None)
    written = "".join(f"  {_inline(one)},\n" for one in shocks)
    if first is None:
        if _tables_of_shocks(lines, scenario):
            raise InputError(
                f"the shocks of {scenario} are tables of their own; change them in the text"
            )
        return "\n".join([*lines[:start], f"shocks = [\n{written}]", *lines[start:]])
    before = "\n".join(lines[:first])
    rest = "\n".join(lines[first:])
    return f"{before}\nshocks = [\n{written}]{rest[_end(rest) :]}"


def with_number(text: str, assumption: str, key: str, value: float) -> str:
    """Write a number of an assumption's distribution.

    Raises
    ------
    InputError
        where it isn't written on a line of its own
    """
    lines = text.split("\n")
    start, end = table_lines(lines, f"assumptions.{assumption}")
    for n in range(start, end):
        if found := re.match(rf"(\s*{re.escape(key)}\s*=\s*)[^#\s]+(.*)", lines[n]):
            lines[n] = f"{found[1]}{value:.12g}{found[2]}"
            return "\n".join(lines)
    raise InputError(f"{key} of {assumption} has no line of its own; change it in the text")


def _read(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise InputError("the text is no TOML yet; its faults stand beside it") from None


def _tables(raw: Table, name: str) -> list[tuple[str, Table]]:
    """Give the tables of a section; what is no table is left to `check`."""
    found = raw.get(name)
    if not isinstance(found, dict):
        return []
    return [(id_, one) for id_, one in found.items() if isinstance(one, dict)]


def _tables_of_shocks(lines: Sequence[str], scenario: str) -> bool:
    return any(line.strip().startswith(f"[[scenarios.{scenario}.shocks]]") for line in lines)


def _end(text: str) -> int:
    """Where the first list of a text ends: after the bracket that closes it."""
    deep = 0
    for token in TOKEN.finditer(text):
        if token[0] == "[":
            deep += 1
        elif token[0] == "]":
            deep -= 1
            if not deep:
                return token.end()
    raise InputError("the list of shocks has no end; change it in the text")


def _inline(shock: Table) -> str:
    """Write a shock as an inline table; what is empty is left out."""
    pairs = (f"{_key(k)} = {_value(v)}" for k, v in shock.items() if v not in ("", [], None))
    return f"{{ {', '.join(pairs)} }}"


def _key(name: str) -> str:
    return name if BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _value(value: Any) -> str:
    """Write a value as TOML: JSON has the same strings, numbers, truths and lists."""
    if isinstance(value, dict):
        return _inline(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if value is None or not isinstance(value, str | int | float | bool):
        raise InputError("a field of a shock is a text, a number, a list, or true or false")
    return json.dumps(value, ensure_ascii=False)
