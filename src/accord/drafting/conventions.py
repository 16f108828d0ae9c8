"""Where the line lies: the text's own number first, else a conventional one for the words."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from accord.drafting.numbers import Number

OPPOSITE = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "==": "!="}
# Half of what is said is where nobody would say it any more.
FAILS_AT = 0.5
AT_LEAST = ("share", "points", "t", "t_per_year", "usd")  # units of what is claimed to be much
FITTING = {  # units of a text's own number by unit of the metric
    "share": ("%",),
    "points": ("%", "pp"),
    "days": ("days",),
    "km": ("km",),
    "hours": ("hours", "days"),
    "usd": ("usd",),
    "t": ("t",),
    "t_per_year": ("t",),
}


@dataclass(frozen=True, slots=True)
class Lines:
    """Where a claim holds and where it fails, and why just there."""

    holds: str
    fails: str
    why: str


@dataclass(frozen=True, slots=True)
class Convention:
    """A line that is drawn where the text names no number."""

    metric: str
    words: re.Pattern[str]
    lines: Lines


@cache
def conventions() -> tuple[Convention, ...]:
    """Read the table of conventional lines, in its order."""
    table = tomllib.loads(files(__package__).joinpath("lines.toml").read_text(encoding="utf-8"))
    return tuple(
        Convention(
            metric=row["metric"],
            words=re.compile(row["words"], re.IGNORECASE),
            lines=Lines(row["holds"], row["fails"], f"{row['why']} ({_told(row)})"),
        )
        for row in table["lines"]
    )


def _told(row: dict[str, str]) -> str:
    return row["source"] if row["status"] == row["source"] else f"{row['source']}, {row['status']}"


def lines_for(metric: str, unit: str, clause: str, found: Sequence[Number]) -> Lines | None:
    """Draw the lines of a clause: by its own number where it has one that fits the unit."""
    own = next((n for n in found if n.unit in FITTING.get(unit, ())), None)
    if own is not None:
        return _own(own, unit)
    return next(
        (c.lines for c in conventions() if c.metric == metric and c.words.search(clause)), None
    )


def _own(number: Number, unit: str) -> Lines:
    """Hold a clause to its own number: what it says, and half of it where nobody would."""
    way = number.way or (">=" if unit in AT_LEAST else "<=")
    written = unit if unit == "t_per_year" else number.unit
    if unit == "points" and number.unit == "%":
        written = "pp"
    why = "the text's own number"
    if number.told:
        why += f", {number.told}, in tonnes"
    bound = f"{number.value:.6g} {written}"
    low, high = number.value * FAILS_AT, number.value / FAILS_AT
    if number.way is None and way == ">=":
        near = f"{number.value * 0.9:.4g} {written}"  # "around 40 %" is true of 37
        return Lines(f">= {near}", f"< {low:.4g} {written}", f"{why}, less a tenth")
    if way in (">", ">="):
        return Lines(f"{way} {bound}", f"< {low:.4g} {written}", why)
    return Lines(f"{way} {bound}", f"> {high:.4g} {written}", why)
