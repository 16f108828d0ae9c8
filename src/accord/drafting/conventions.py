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
CHANGES = ("import-share-change", "export-share-change")
FROM, TO = (re.compile(rf"\b{word}\W+(?:\w+\W+)?$") for word in ("from", "to"))
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

    metrics: tuple[str, ...]
    words: re.Pattern[str]
    lines: Lines


@cache
def conventions() -> tuple[Convention, ...]:
    """Read the table of conventional lines, in its order."""
    table = tomllib.loads(files(__package__).joinpath("lines.toml").read_text(encoding="utf-8"))
    return tuple(
        Convention(
            metrics=tuple(row["metrics"]),
            words=re.compile(row["words"], re.IGNORECASE),
            lines=Lines(row["holds"], row["fails"], f"{row['why']} ({_told(row)})"),
        )
        for row in table["lines"]
    )


def _told(row: dict[str, str]) -> str:
    return row["source"] if row["status"] == row["source"] else f"{row['source']}, {row['status']}"


def lines_for(metric: str, unit: str, clause: str, found: Sequence[Number]) -> Lines | None:
    """Draw the lines of a clause: by its own number where it has one that fits the unit."""
    fitting = [n for n in found if n.unit in FITTING.get(unit, ())]
    usual = next(
        (c.lines for c in conventions() if metric in c.metrics and c.words.search(clause)), None
    )
    if metric not in CHANGES or not fitting:
        return _own(fitting[0], unit) if fitting else usual
    first = fitting[0]
    if len(fitting) > 1 and _between(clause, first, fitting[1]):
        return _changed(fitting[1].value - first.value, "what lies between the text's numbers")
    if _reached(clause, first):
        return usual
    if usual and usual.holds.startswith("<") and first.way in (None, ">", ">="):
        return _changed(-first.value, "the text's own number")
    return _own(first, unit)


def _between(clause: str, first: Number, last: Number) -> bool:
    """Whether something moves from one number to the other: from 45 to 19 %, 45 % → 19 %."""
    moves = "→" in clause[first.start : last.start]
    return moves or (FROM.search(clause[: first.start]) is not None and _reached(clause, last))


def _reached(clause: str, number: Number) -> bool:
    """Whether a number is where something came to, and not by how much it moved."""
    return TO.search(clause[: number.start]) is not None


def _changed(points: float, why: str) -> Lines:
    """Hold a clause to a change, less a tenth; half of it is where nobody would say it."""
    way, back = ("<=", ">") if points < 0 else (">=", "<")
    return Lines(
        f"{way} {points * 0.9:.4g} pp", f"{back} {points * FAILS_AT:.4g} pp", f"{why}, less a tenth"
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
