"""Changes of an input: of its bytes, of the values in a text, of a JSON value."""

import json
import random
import re
from collections.abc import Callable, Sequence
from typing import Any

NOISE = [
    '"', "'", '"""', "[", "]", "[[", "{", "}", "=", ",", ";", "#", "\n", "\r", "\t", ".", "-", "?",
    "\0", "\ufeff", "\u202e", "\u0000", "\\", "é", "А", "\U0001f6e2", "e\u0301", "nan", "inf", "-0",
    "1e400", "9" * 5000, "0.0000001", "true", "2025-13-45", "1979-05-27T07:32:00Z", "%", "%s",
    "$(id)", "<script>", "&nbsp;", "=1+1", "../..", "[[claims.x.parts]]", "each = true",
    "review = true",
]  # fmt: skip
VALUES = [
    "0", "-1", "1", "20", "1e-300", "1e300", "nan", "-inf", "9223372036854775807", '""', '"?"',
    "[]", "{}", "true", '"> 0"', '"< -1e9 %"', '"AZE"', '["AZE", "AZE"]', '["ISR"]', '"crude-oil"',
    '"natural-gas"', '"EU-27"', "1995", "2023", "2024", '"long"', '"short"', "2025-08-01",
]  # fmt: skip
ODD: list[Any] = [
    None, True, 0, -1, 1e300, 2**40, "", "?", "x" * 5000, "\ud800", "\0", "AZE", "crude-oil", [],
    {}, [[]], [None], {"a": {"b": [1]}}, ["AZE", "ISR"], "long", "2023",
]  # fmt: skip
DEEPEST = 12  # levels of a JSON value that are gone into
LONGEST = 400_000  # bytes that a mutant may have

Change = Callable[[bytes, Sequence[bytes], random.Random], bytes]


def of_bytes(held: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
    """Flip, cut, double, insert or swap in, from another input, in one to four places."""
    for _ in range(dice.randint(1, 4)):
        a = dice.randrange(len(held) + 1)
        b = min(len(held), a + dice.choice([1, 1, 3, 20, 200]))
        match dice.randrange(5):
            case 0 if held:
                at = min(a, len(held) - 1)
                held = held[:at] + bytes([held[at] ^ 1 << dice.randrange(8)]) + held[at + 1 :]
            case 1:
                held = held[:a] + held[b:]
            case 2:
                held = held[:b] + held[a:b] * dice.choice([1, 1, 30]) + held[b:]
            case 3:
                other = dice.choice(others)
                c = dice.randrange(len(other) + 1)
                held = held[:a] + other[c : c + dice.choice([3, 40, 400])] + held[b:]
            case _:
                noise = dice.choice(NOISE).encode("utf-8", "replace")
                held = held[:a] + noise + held[b if dice.random() < 0.5 else a :]
    return held[:LONGEST]


NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
WORD = re.compile(rb'"[^"\n]{1,40}"')


def of_values(held: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
    """Change a value or two and leave the form: what comes is often still valid."""
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        lines = held.split(b"\n")
        match dice.randrange(6):
            case 0 | 1 if found := list(NUMBER.finditer(held)):
                at = dice.choice(found)
                held = held[: at.start()] + _number(at.group(), dice) + held[at.end() :]
            case 2 if found := list(WORD.finditer(held)):  # a name for another of the same file
                at, other = dice.choice(found), dice.choice(found)
                held = held[: at.start()] + other.group() + held[at.end() :]
            case 3 if settings := [i for i, line in enumerate(lines) if b" = " in line]:
                i = dice.choice(settings)
                key = lines[i].split(b" = ")[0]
                lines[i] = key + b" = " + dice.choice(VALUES).encode()
                held = b"\n".join(lines)
            case 4:  # a block left out
                blocks = held.split(b"\n\n")
                del blocks[dice.randrange(len(blocks))]
                held = b"\n\n".join(blocks)
            case _:  # a line of another input, or of this one, once more
                lines.insert(
                    dice.randrange(len(lines) + 1),
                    dice.choice(dice.choice([held, *others]).split(b"\n")),
                )
                held = b"\n".join(lines)
    return held[:LONGEST]


STATE = re.compile(rb'"[A-Z]{3}"')
QUANTITY = re.compile(rb"(?<![\w.-])\d+(?:\.\d+)?(?![\w.-])")
STATES = [
    b"AGO", b"ARE", b"ARG", b"AUS", b"AZE", b"BRA", b"CHL", b"CHN", b"COD", b"DEU", b"EGY", b"FRA",
    b"GEO", b"IDN", b"IND", b"IRN", b"ISR", b"ITA", b"JPN", b"KAZ", b"KOR", b"NOR", b"POL", b"QAT",
    b"RUS", b"SAU", b"TKM", b"TUR", b"USA", b"ZAF",
]  # fmt: skip
GOODS = [b"crude-oil", b"natural-gas", b"cobalt", b"lithium-carbonate", b"copper-ore", b"uranium"]


def of_sense(held: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
    """Change a case so that it mostly stays one: a line, a range, who it is about, what, when."""
    for _ in range(dice.choice([1, 1, 2])):
        match dice.randrange(6):
            case 0 | 1 if found := list(QUANTITY.finditer(held)):
                at = dice.choice(found)
                new = f"{float(at.group()) * dice.choice([0.5, 0.9, 1.1, 2.0]):g}".encode()
                held = held[: at.start()] + new + held[at.end() :]
            case 2 | 3 if found := list(STATE.finditer(held)):
                at = dice.choice(found)
                held = held[: at.start()] + b'"%b"' % dice.choice(STATES) + held[at.end() :]
            case 4:  # everywhere, so that what is claimed is among the goods
                old = [good for good in GOODS if good in held]
                if old:
                    held = held.replace(dice.choice(old), dice.choice(GOODS))
            case _:
                year = b"year = %d" % dice.randrange(2017, 2025)
                held = re.sub(rb"(?m)^year = \d+", year, held, count=1)
    return held


def _number(was: bytes, dice: random.Random) -> bytes:
    """Give another number of about the size, or one at an edge."""
    value = float(was) if len(was) < 300 else 1.0
    found = dice.choice([value * 2, value / 2, -value, value + 1, 0.0, 1e-9, 1e9, 100.0])
    return f"{found:g}".encode()


def of_json(held: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
    """Change a JSON value in one to three places; what is no JSON is changed as bytes."""
    try:
        value = json.loads(held)
    except (ValueError, RecursionError):
        return of_bytes(held, others, dice)
    for _ in range(dice.randint(1, 3)):
        value = _elsewhere(value, dice)
    try:
        return json.dumps(value).encode()[:LONGEST]
    except RecursionError:
        return held


def _elsewhere(value: Any, dice: random.Random, depth: int = 0) -> Any:
    if isinstance(value, dict) and value and depth < DEEPEST and dice.random() < 0.9:
        key = dice.choice(list(value))
        match dice.randrange(6):
            case 0:
                return {k: v for k, v in value.items() if k != key}
            case 1:
                return {**value, dice.choice(NOISE): dice.choice(ODD)}
            case _:
                return {**value, key: _elsewhere(value[key], dice, depth + 1)}
    if isinstance(value, list) and value and depth < DEEPEST and dice.random() < 0.8:
        i = dice.randrange(len(value))
        return [*value[:i], _elsewhere(value[i], dice, depth + 1), *value[i + dice.randint(0, 1) :]]
    if isinstance(value, str) and "\n" in value:  # a text within: as one
        held = value.encode("utf-8", "replace")
        return dice.choice([of_bytes, of_values])(held, [held], dice).decode("utf-8", "replace")
    return dice.choice(ODD)


def either(*ways: Change) -> Change:
    """Change in one of some ways."""

    def change(held: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
        return dice.choice(ways)(held, others, dice)

    return change
