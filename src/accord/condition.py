"""Conditions: one metric compared with one number, as in ">= 10 %".

A condition is parsed once, when a case is read, against the unit of the metric beside it in the
table: `of_line` is for the metric `of`, any other for the first metric there is. A value
within 1e-9 of the line, relative to the line, counts as on it: digits that differ from processor to
processor decide nothing. Next to a line at 0 there is nothing to be relative to; 0 alone is on it.
A metric that is yes or no is held against one of the two: "= yes".
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from accord.axes import Array, Mask
from accord.later import np
from accord.numbers import MASS, MONEY, PERCENTS, THIN

ON_THE_LINE = 1e-9  # relative to the line
OPPOSITE = {">=": "<", "<=": ">", ">": "<=", "<": ">=", "==": "!="}
FACTORS = {"": 1.0, "%": 0.01, "pp": 0.01}
# What a number may be written in beside the base unit: the units that verdicts are printed in.
STEPS = {
    "t": {step.strip(THIN): size for size, step in MASS},
    "t_per_year": {"t/a": 1.0, **{f"{step.strip(THIN)}/a": size for size, step in MASS}},
    "usd": {"US$": 1.0, **{f"US$ {step.strip(THIN)}": size for size, step in MONEY}},
    "usd_per_t": {"US$/t": 1.0},
}
NO_MORE: Mapping[str, float] = MappingProxyType({})
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SIGN = r"\s*(>=|<=|==|=|>|<)\s*"
FORM = re.compile(SIGN + r"(\d{4}-\d{2}-\d{2}|[-+]?[\d.,]+(?:[eE][-+]?\d+)?)\s*(\S.*?)?\s*")
MONEY_FIRST = re.compile(SIGN + r"US\$\s*([-+]?[\d.,]+(?:[eE][-+]?\d+)?)\s*(\S*)\s*")
ANSWER = re.compile(r"\s*==?\s*(yes|no)\s*")
ANSWERS = {"yes": 1.0, "no": 0.0}


@dataclass(frozen=True, slots=True)
class Condition:
    """`metric <operator> <number>`, the number in base units (a date as its ordinal)."""

    operator: str
    number: float
    text: str  # as written

    def of(self, values: Array) -> Mask:
        """Say where the condition is true; nan is never true."""
        found: Mask = self._true(np.asarray(values, dtype=float))
        return found

    def at(self, value: float) -> bool:
        """Say whether the condition is true of one value; nan is never true."""
        return bool(self._true(value))

    def _true(self, values: Any) -> Any:
        on = abs(values - self.number) <= ON_THE_LINE * abs(self.number)
        off = on ^ True
        above, below = off & (values > self.number), off & (values < self.number)
        true = {"==": on, ">": above, "<": below, ">=": above | on, "<=": below | on}
        return (above | below) if self.operator == "!=" else true[self.operator]

    def __str__(self) -> str:
        """Give it as written."""
        return self.text

    def opposite(self) -> "Condition":
        """Give the condition that is true exactly where this one is false."""
        if answer := ANSWER.fullmatch(self.text):
            other = "no" if answer[1] == "yes" else "yes"
            return Condition("==", ANSWERS[other], f"= {other}")
        turned = OPPOSITE[self.operator]
        return Condition(turned, self.number, re.sub(SIGN, f"{turned} ", self.text, count=1))


def parse(text: str, unit: str | None, more: Mapping[str, float] = NO_MORE) -> Condition:
    """Read a condition on a metric of this unit; where nobody knows the unit, any will do.

    Raises ValueError with what would be right: the form, or the units that fit. A metric in
    `percent` (N-1) takes `%` as its own unit; shares, ratios and points take `%` and `pp` as 0.01.
    Tonnes and US$ may be written as verdicts print them: `>= 1.5 Mt`, `>= 20 Mt/a`, `> US$ 5 bn`.
    `more` are further units that fit, with how many of the metric's are in one: barrels of crude.
    """
    if answer := ANSWER.fullmatch(text):
        return _answer(answer[1], text, unit)
    found = FORM.fullmatch(MONEY_FIRST.sub(_money_last, text))
    if not found:
        right = "= yes or = no" if unit == "yes" else "one of >= > <= < == and a number"
        raise ValueError(f'"{text}" is no condition; write {right}')
    sign, number, written = found[1], found[2], found[3] or ""
    sign = "==" if sign == "=" else sign
    if unit is None:
        unit = "date" if DAY.fullmatch(number) else "share" if written in FACTORS else written
    if unit == "date" or DAY.fullmatch(number):
        return Condition(sign, _ordinal(number, unit), text.strip())
    steps = {**STEPS.get(unit, {}), **more}
    factors = {**FACTORS, unit: 1.0, **steps, **({"%": 1.0} if unit == "percent" else {})}
    of_parts = unit in (*PERCENTS, "ratio")
    if written not in factors or (written in ("%", "pp") and not of_parts):
        right = " or ".join([unit, *steps, *(["%"] if of_parts else [])])
        raise ValueError(f'unit "{written}" does not fit a metric in {unit}; write {right}')
    try:
        return Condition(sign, float(number) * factors[written], text.strip())
    except ValueError:
        raise ValueError(f'"{number}" is no number; write it with a decimal point') from None


def _money_last(found: re.Match[str]) -> str:
    """Put the unit of `> US$ 5 bn` behind its number, where every other unit stands."""
    sign, number, step = found.groups()
    joined = "" if step.startswith("/") else " "
    return f"{sign} {number} US${joined}{step}".rstrip()


def _answer(written: str, text: str, unit: str | None) -> Condition:
    """Read a condition on a metric that is yes or no."""
    if unit not in ("yes", None):
        raise ValueError(f'"{written}" does not fit a metric in {unit}; write a number')
    return Condition("==", ANSWERS[written], text.strip())


def _ordinal(number: str, unit: str) -> float:
    """Turn a date into the number of its day, for a metric that is a date."""
    if unit != "date":
        raise ValueError(f"a date does not fit a metric in {unit}")
    try:
        return float(dt.date.fromisoformat(number).toordinal())
    except ValueError:
        raise ValueError(f'"{number}" is no date; write it as 2026-08-01') from None
