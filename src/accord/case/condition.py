"""Conditions: one metric compared with one number, as in ">= 10 %"."""

import datetime as dt
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.axes import Array, Mask

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
}
OPPOSITE = {">=": "<", "<=": ">", ">": "<=", "<": ">=", "==": "!="}
FACTORS = {"": 1.0, "%": 0.01, "pp": 0.01}
FORM = re.compile(
    r"\s*(>=|<=|==|>|<)\s*(\d{4}-\d{2}-\d{2}|[-+]?[\d.,]+(?:[eE][-+]?\d+)?)\s*(\S.*?)?\s*"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """`metric <operator> <number>`, the number in base units (a date as its ordinal)."""

    operator: str
    number: float
    text: str  # as written

    def of(self, values: Array) -> Mask:
        """Say where the condition is true; nan is never true."""
        if self.operator == "!=":
            differs: Mask = np.isfinite(values) & (values != self.number)
            return differs
        return np.asarray(OPERATORS[self.operator](values, self.number), dtype=bool)

    def opposite(self) -> "Condition":
        """Give the condition that is true exactly where this one is false."""
        turned = OPPOSITE[self.operator]
        return Condition(turned, self.number, self.text.replace(self.operator, turned, 1).strip())


def parse(text: str, unit: str) -> Condition:
    """Read a condition on a metric of this unit.

    Raises ValueError with what would be right: the form, or the units that fit. A metric in
    `percent` (N-1) takes `%` as its own unit; any other takes `%` and `pp` as 0.01.
    """
    found = FORM.fullmatch(text)
    if not found:
        raise ValueError(f'"{text}" is no condition; write one of >= > <= < == and a number')
    sign, number, written = found[1], found[2], found[3] or ""
    if unit == "date" or "-" in number[1:]:
        return Condition(sign, _ordinal(number, unit), text.strip())
    factors = {**FACTORS, unit: 1.0, **({"%": 1.0} if unit == "percent" else {})}
    if written not in factors:
        raise ValueError(f'unit "{written}" does not fit a metric in {unit}; write {unit} or %')
    if written in ("%", "pp") and unit not in ("share", "ratio", "percent"):
        raise ValueError(f'"{written}" does not fit a metric in {unit}')
    try:
        return Condition(sign, float(number) * factors[written], text.strip())
    except ValueError:
        raise ValueError(f'"{number}" is no number; write it with a decimal point') from None


def _ordinal(number: str, unit: str) -> float:
    """Turn a date into the number of its day, for a metric that is a date."""
    if unit != "date":
        raise ValueError(f"a date does not fit a metric in {unit}")
    try:
        return float(dt.date.fromisoformat(number).toordinal())
    except ValueError:
        raise ValueError(f'"{number}" is no date; write it as 2026-08-01') from None
