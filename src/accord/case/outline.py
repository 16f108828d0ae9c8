"""A case file as a form: its scenarios' shocks and its assumptions, field by field.

What a form changes is written back into the text, and the rest of the file, comments too, stays as
it is. Nothing is judged here: whether it is a case then, `parse` says, with the faults of `check`.
"""

import json
import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, get_args

from accord.case import form
from accord.case.edit import SHOCKS, table_lines
from accord.case.wording import kind_words
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
            "shocks": [_shown(shock) for shock in _shocks(one)],
        }
        for id_, one in _tables(raw, "scenarios")
    ]
    assumptions = [
        {
            "id": id_,
            "label": str(one.get("label", id_)),
            "unit": str(one.get("unit", "")),
            "distribution": str(one.get("distribution", "")),
            "numbers": {k: one[k] for k in NUMBERS if _is_number(one.get(k))},
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

    JSON has fewer kinds of values than TOML: what the form left as it was stays as the text has
    it, a date too, and what it changed where a date stood is a date where it reads as one.

    Raises
    ------
    InputError
        where they aren't written as `shocks = [ … ]` in a table of the scenario
    """
    lines = text.split("\n")
    start, end = table_lines(lines, f"scenarios.{scenario}")
    first = next((n for n in range(start, end) if SHOCKS.match(lines[n])), None)
    before = _shocks(dict(_tables(_read(text), "scenarios")).get(scenario, {}))
    written = "".join(f"  {_inline(one)},\n" for one in _as_written(shocks, before))
    if first is None:
        if _tables_of_shocks(lines, scenario):
            raise InputError(
                f"the shocks of {scenario} are tables of their own; change them in the text"
            )
        return "\n".join([*lines[:start], f"shocks = [\n{written}]", *lines[start:]])
    head = "\n".join(lines[:first])
    rest = "\n".join(lines[first:])
    return f"{head}\nshocks = [\n{written}]{rest[_end(rest) :]}"


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


def _shocks(scenario: Table) -> list[Table]:
    """Give the shocks of a scenario; what is none is left to `check`."""
    found = scenario.get("shocks", [])
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _shown(value: Any) -> Any:
    """Give a value of TOML as JSON has it: a date, and what is no finite number, as its text."""
    if isinstance(value, dict):
        return {key: _shown(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_shown(one) for one in value]
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _as_written(shocks: Sequence[Table], before: Sequence[Table]) -> list[Table]:
    """Give shocks that came as JSON the values that the text has for them."""
    if len(shocks) == len(before):
        return [_restored(one, old) for one, old in zip(shocks, before, strict=True)]
    shown = [
        _shown(old) for old in before
    ]  # one was added or left out: the others are as they were
    return [before[shown.index(one)] if one in shown else one for one in shocks]


def _restored(shock: Table, old: Table) -> Table:
    return {key: _typed(value, old.get(key)) for key, value in shock.items()}


def _typed(value: Any, old: Any) -> Any:
    """Give a value the type that the text has for it, where it still reads as one."""
    if value == _shown(old):
        return old
    if isinstance(value, str) and isinstance(old, date | time):
        for kind in (type(old), date, datetime):
            try:
                return kind.fromisoformat(value)
            except ValueError:
                continue
    return value


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
    """Write a value as TOML; strings, numbers, truths and lists are written as JSON has them."""
    if isinstance(value, dict):
        return _inline(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # nan, inf and -inf, as TOML has them
    if value is None or not isinstance(value, str | int | float | bool):
        raise InputError("a field of a shock is a text, a number, a list, or true or false")
    return json.dumps(value, ensure_ascii=False)
