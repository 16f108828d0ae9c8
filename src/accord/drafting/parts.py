"""A sentence of several like it: parallel lists, "each", "respectively".

"Japan and Korea bought 95 and 70 percent of their crude in the Gulf" is two statements of one form:
two names in one role, and as many numbers in the same order. "Both ... each more than 10 %" is
two with one number; "AZE and KAZ sell to Italy and China, respectively" two with a pair of names
each. The claim then has a part for each, and holds where all of them do.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accord.drafting.conventions import Lines, lines_for
from accord.drafting.numbers import Number
from accord.measures import Measure

ROLES = (
    "suppliers",
    "states",
    "subjects",
    "buyers",
    "buyer",
    "state",
)  # in which names may be many
SINGLE = {"buyer": "buyers", "state": "states"}  # parameters of one name
RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
EACH = re.compile(r"\b(each|apiece)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the statements that a sentence joins."""

    name: str
    parameters: Mapping[str, Any]
    lines: Lines


def parts(
    measure: Measure,
    parameters: Mapping[str, Any],
    text: str,
    numbers: Sequence[Number],
    named: Mapping[str, Sequence[str]],
) -> tuple[Part, ...]:
    """Split a binding where its clause lists as many numbers as names, or says "each".

    Parameters
    ----------
    parameters : of the metric, as bound to the whole clause
    numbers : of the clause, in its order
    named : role -> all names in it, of which a parameter of one name has the first
    """
    pairs = _paired(parameters, named) if RESPECTIVELY.search(text) else []
    if pairs:
        lines = lines_for(measure.name, str(measure.unit), text, numbers)
        return _made(pairs, [lines] * len(pairs))
    for role in ROLES:
        names = named.get(SINGLE.get(role, role), ())
        if role not in parameters or len(names) < 2:
            continue
        single = [{**parameters, role: name if role in SINGLE else [name]} for name in names]
        own = [lines_for(measure.name, str(measure.unit), text, [one]) for one in _like(numbers)]
        if len(own) == len(names):
            return _made(single, own)
        if EACH.search(text):
            lines = lines_for(measure.name, str(measure.unit), text, numbers)
            return _made(single, [lines] * len(names))
    return ()


def _paired(
    parameters: Mapping[str, Any], named: Mapping[str, Sequence[str]]
) -> list[dict[str, Any]]:
    """Pair sellers with buyers of whom as many are named "respectively"."""
    sellers, buyers = named["suppliers"], named["buyers"]
    if len(sellers) != len(buyers) or len(sellers) < 2 or "suppliers" not in parameters:
        return []
    single = "buyer" in parameters
    return [
        {
            **parameters,
            "suppliers": [seller],
            **({"buyer": buyer} if single else {"buyers": [buyer]}),
        }
        for seller, buyer in zip(sellers, buyers, strict=True)
    ]


def _like(numbers: Sequence[Number]) -> list[Number]:
    """Give the numbers that have the unit of the first with one."""
    unit = next((n.unit for n in numbers if n.unit), "")
    return [n for n in numbers if unit and n.unit == unit]


def _made(several: Sequence[Mapping[str, Any]], lines: Sequence[Lines | None]) -> tuple[Part, ...]:
    found = []
    for parameters, own in zip(several, lines, strict=True):
        if own is None:
            return ()
        found.append(Part(name=_named(parameters), parameters=parameters, lines=own))
    return tuple(found) if len({part.name for part in found}) == len(found) else ()


def _named(parameters: Mapping[str, Any]) -> str:
    """Name a part after the names that it is about."""
    names = [parameters[role] for role in ROLES if role in parameters]
    flat = [name for one in names for name in ([one] if isinstance(one, str) else one)]
    return re.sub(r"[^a-z0-9]+", "-", "-".join(flat).casefold()).strip("-")
