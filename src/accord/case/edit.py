"""What if: the text of a case with an assumption set, a passage shut or a scenario left out.

An edit changes the text and nothing else, so that what a page shows is what the same text gives on
the command line; the rest of the file, comments too, stays as it is.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accord.case.model import BASELINE, Case
from accord.errors import InputError
from accord.names import require

MOST = 100  # changes of one edit
SAID = "what if: set to one value"
KEPT = re.compile(r"\s*(label|bounds)\s*=")  # of an assumption whose number is set
SHOCKS = re.compile(r"\s*shocks\s*=\s*\[")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What is changed: assumptions set to a value in the case's unit, passages shut all year in
    every scenario, scenarios whose claims are asked of the world as it is.
    """

    assumptions: Mapping[str, float] = field(default_factory=dict)
    close: tuple[str, ...] = ()
    off: tuple[str, ...] = ()


def read(raw: Mapping[str, Any]) -> Edit:
    """Read an edit from JSON. Raises InputError where it is none."""
    known = set(Edit.__dataclass_fields__)
    if not isinstance(raw, Mapping) or not set(raw) <= known:
        raise InputError(f"an edit has the keys {', '.join(sorted(known))}, and no other")
    values, close, off = raw.get("assumptions", {}), raw.get("close", []), raw.get("off", [])
    if not isinstance(values, Mapping) or not all(
        isinstance(v, int | float) and not isinstance(v, bool) and abs(v) < float("inf")
        for v in values.values()
    ):
        raise InputError("assumptions of an edit are names, each with a number")
    for name, listed in (("close", close), ("off", off)):
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            raise InputError(f"{name} of an edit is a list of names")
    if len(values) + len(close) + len(off) > MOST:
        raise InputError(f"an edit has at most {MOST} changes")
    return Edit(
        assumptions={str(k): float(v) for k, v in values.items()},
        close=tuple(close),
        off=tuple(off),
    )


def edited(case: Case, edit: Edit) -> str:
    """Give the text of a case with an edit carried out; whether it is a case then, `parse` says.

    Raises
    ------
    UnknownNameError
        where the case has no such assumption or scenario
    InputError
        where an assumption or a scenario isn't written as a table of its own
    """
    text = case.source
    for name, value in edit.assumptions.items():
        require("assumption", name, case.assumptions, where=f"in the case {case.name}")
        text = _set(text, name, value, case.assumptions[name].unit)
    for name in edit.off:
        require("scenario", name, case.scenarios, where=f"in the case {case.name}")
        text = re.sub(rf'(\bscenario\s*=\s*)"{re.escape(name)}"', rf'\1"{BASELINE}"', text)
    for passage in edit.close:
        for name in case.scenarios:
            text = _shut(text, name, passage)
    return text


def table_lines(lines: list[str], header: str) -> tuple[int, int]:
    """Find the lines of a table: after its header, up to the next."""
    found = [n for n, line in enumerate(lines) if line.split("#")[0].strip() == f"[{header}]"]
    if not found:
        raise InputError(f"[{header}] has no table of its own in the case; change it in the text")
    start = found[0] + 1
    ends = (n for n in range(start, len(lines)) if lines[n].lstrip().startswith("["))
    return start, next(ends, len(lines))


def _set(text: str, name: str, value: float, unit: str) -> str:
    """Write an assumption as one value, with its label, and with the word judgement as source."""
    lines = text.split("\n")
    start, end = table_lines(lines, f"assumptions.{name}")
    while end > start and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1  # what stands before the next table belongs to that one
    kept = [line for line in lines[start:end] if KEPT.match(line)]
    now = [
        'distribution = "discrete"',
        f"values = [{value:.12g}]",
        f"unit = {json.dumps(unit, ensure_ascii=False)}",
        'source = "judgement"',
        f'note = "{SAID}"',
    ]
    return "\n".join([*lines[:start], *kept, *now, *lines[end:]])


def _shut(text: str, scenario: str, passage: str) -> str:
    """Add the closure of a passage to the shocks of a scenario."""
    lines = text.split("\n")
    start, end = table_lines(lines, f"scenarios.{scenario}")
    shock = f'kind = "closure", passages = [{json.dumps(passage, ensure_ascii=False)}]'
    for n in range(start, end):
        if found := SHOCKS.match(lines[n]):
            rest = lines[n][found.end() :]
            lines[n] = f"{lines[n][: found.end()]}\n  {{ {shock} }},{rest}"
            return "\n".join(lines)
    block = ["", f"[[scenarios.{scenario}.shocks]]", *shock.split(", ", 1), ""]
    return "\n".join([*lines[:end], *block, *lines[end:]])
