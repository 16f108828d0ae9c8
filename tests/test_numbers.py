"""Numbers are written by one rule, in Python and in the browser alike."""

import doctest
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.front import run_node

from accord import numbers

TABLE = Path(__file__).with_name("numbers.json")
finite = st.floats(-1e15, 1e15, allow_nan=False)
units = st.sampled_from(
    ["share", "points", "percent", "usd", "t", "ratio", "count", "days", "kb/d"]
)

PYTHON = {
    "value": numbers.value_text,
    "signed": lambda *a: numbers.value_text(*a, signed=True),
    "interval": numbers.interval_text,
    "words": lambda *a: numbers.interval_text(*a, words=True),
    "level": numbers.level_text,
    "line": numbers.line_text,
    "range": numbers.range_text,
    "span": numbers.span_text,
    "draws": numbers.draws_text,
    "chance": numbers.chance_words,
}
# The same table, in the browser's functions; spreads a row's arguments over each of them.
SCRIPT = """
import * as n from "./src/numbers";
declare const process: { argv: string[]; stdout: { write(text: string): void } };
const functions: Record<string, (...a: any[]) => string> = {
  value: (v, l, h, u) => n.valueText(v, l, h, u),
  signed: (v, l, h, u) => n.valueText(v, l, h, u, { signed: true }),
  interval: (v, l, h, u) => n.intervalText(v, l, h, u),
  words: (v, l, h, u) => n.intervalText(v, l, h, u, { words: true }),
  level: (v, u) => n.levelText(v, u),
  line: (op, number, unit) => n.lineText({ op, number, unit }),
  range: (l, h, u) => n.rangeText(l, h, u),
  span: (l, h, u) => n.spanText(l, h, u),
  draws: (p) => n.drawsText(p),
  chance: (p) => n.chanceWords(p),
};
const asked: [string, any[]][] = JSON.parse(process.argv[1]!);
process.stdout.write(JSON.stringify(asked.map(([name, args]) => functions[name]!(...args))));
"""


def rows() -> list[tuple[str, list[Any], str]]:
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    return [(name, arguments, _spelled(text)) for name in PYTHON for arguments, text in table[name]]


def _spelled(text: str) -> str:
    """Put the real space and minus into a text of the table."""
    text = text.replace("_", numbers.THIN)
    for before in ("", numbers.THIN, "[", ", ", "e"):
        text = text.replace(f"{before}-", f"{before}{numbers.MINUS}")
    return text


def in_browser(asked: list[tuple[str, list[Any]]]) -> list[str]:
    """Ask the front end's own functions, built as the pages are."""
    run = (
        'import { buildSync } from "esbuild";'
        "const built = buildSync({ stdin: { contents: process.argv[1], resolveDir: process.cwd(),"
        ' loader: "ts" }, bundle: true, write: false, format: "iife" });'
        "process.argv.splice(1, 1);"
        "new Function('process', built.outputFiles[0].text)(process);"
    )
    answer = run_node("--input-type=module", "-e", run, SCRIPT, json.dumps(asked))
    return list(json.loads(answer))


@pytest.mark.parametrize(("name", "arguments", "text"), rows())
def test_the_table_is_what_python_writes(name, arguments, text):
    assert PYTHON[name](*arguments) == text


def test_the_table_is_what_the_browser_writes():
    table = rows()
    written = in_browser([(name, arguments) for name, arguments, _ in table])
    assert written == [text for *_, text in table]


def test_python_and_browser_agree_on_a_thousand_other_numbers():
    import random

    rng = random.Random(1)
    asked: list[tuple[str, list[Any]]] = []
    for _ in range(500):
        value = rng.choice([-1, 1]) * 10 ** rng.uniform(-6, 13)
        half = abs(value) * 10 ** rng.uniform(-5, 2)
        unit = rng.choice(["share", "pp", "usd", "t", "ratio", "count", "kb/d", "percent", "days"])
        asked += [
            (name, [value, value - half, value + rng.random() * half, unit])
            for name in ("value", "interval")
        ]
    assert in_browser(asked) == [PYTHON[name](*arguments) for name, arguments in asked]


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(numbers).failed == 0


@given(finite, finite, finite, units)
def test_zero_is_never_written_for_what_is_not_zero(value, low, high, unit):
    low, value, high = sorted((low, value, high))
    text = numbers.value_text(value, low, high, unit)
    digits = [c for c in text.split(numbers.THIN + "(")[0] if c.isdigit()]
    if value != 0:
        assert set(digits) != {"0"}


@given(finite, st.floats(0.001, 1e9), units)
def test_both_ends_have_the_same_decimals_unless_one_is_near_zero(value, half, unit):
    ends = numbers.interval_text(value, value - half, value + half, unit).strip("[]").split(", ")
    written = [end.replace(numbers.MINUS, "").replace(numbers.THIN, "") for end in ends]
    fewest = min((len(end.partition(".")[2]) for end in written if end != "0"), default=0)
    for end in written:
        if len(end.partition(".")[2]) > fewest or "e" in end:
            assert float(end.replace("e", "e-")) < 10**-fewest
            assert len(end.partition("e")[0].replace(".", "").lstrip("0")) == 1


@given(finite, finite, finite, units)
def test_no_number_is_said_to_be_above_a_negative_one(value, low, high, unit):
    low, value, high = sorted((low, value, high))
    assert ">" not in numbers.quantity_text(value, low, high, unit)


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), None, True])
def test_what_is_no_number_is_a_dash(odd):
    assert numbers.value_text(odd, None, None, "share") == numbers.NONE


@pytest.mark.parametrize("number", [3e28, 1e300, -1e305, 5e-324])
@pytest.mark.parametrize("unit", ["usd_per_t", "share", "count", ""])
def test_no_number_is_too_large_to_be_written(number, unit):
    assert numbers.value_text(number, None, None, unit)
    assert numbers.interval_text(number, 0.0, abs(number), unit)
