"""Numbers that a clause states: 40 %, a fifth, nine tenths, 4.5 million tonnes, 15 days, 2021.

A number keeps its unit as a case file writes it, and the word before it that says which way the
line lies ("more than", "up to"). Years are told apart.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Way = Literal[">=", ">", "<=", "<", "=="]

UP_TO_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
CARDINALS = {word: n for n, word in enumerate(UP_TO_TWENTY.split())} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "a": 1,
    "an": 1,
    "dozen": 12,
}
FRACTIONS = {
    "half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5,
    "sixth": 6, "sixths": 6, "seventh": 7, "eighth": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
SCALES = {"thousand": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
SCALES |= {"trillion": 1e12}
MORE = r"more than|over|above|exceed(?:s|ed|ing)?|at least|no less than|greater than|upwards of"
LESS = r"less than|under|below|fewer than|at most|no more than|up to|not more than|barely"
ABOUT = r"about|around|roughly|some|nearly|almost|approximately|close to|an estimated|only|just"
WAYS: tuple[tuple[str, Way], ...] = (
    (r"at least|no less than|upwards of", ">="),
    (MORE, ">"),
    (r"at most|no more than|up to|not more than", "<="),
    (LESS, "<"),
)
DIGITS = r"\d{1,3}(?:[,  ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
WORD = "|".join(sorted(CARDINALS, key=len, reverse=True))
FRACTION = "|".join(sorted(FRACTIONS, key=len, reverse=True))
UNITS = (
    ("%", r"\s?%|\s?per ?cent\b|\s?percent\b"),
    ("pp", r"\s(?:percentage )?points?\b|\s?pp\b"),
    ("bcm", r"\sbcm\b"),
    ("m3", r"\scubic met(?:re|er)s\b(?!,? (?:a|per) day)"),
    ("kb/d", r"\s(?:barrels (?:of \w+ )?(?:a|per) day|bpd|b/d)"),
    ("Mb/d", r"\s?(?:mb/d|mbd|Mb/d)\b"),
    ("t", r"\s(?:metric )?(?:tonnes?|tons?|t)\b"),
    ("days", r"\s?-?days?\b"),
    ("hours", r"\s?-?hours?\b"),
    ("km", r"\s?-?(?:km|kilomet(?:re|er)s?)\b"),
    ("usd", r"\s(?:US )?dollars\b"),
    ("months", r"\s?-?months?\b"),
    ("years", r"\s?-?years?\b"),
)
UNIT = re.compile(
    "|".join(f"(?P<u{at}>{pattern})" for at, (_, pattern) in enumerate(UNITS)), re.IGNORECASE
)
NUMBER = re.compile(
    rf"(?P<before>\b(?:{MORE}|{LESS}|{ABOUT})\s)?(?P<money>(?:US)?[$€£]\s?)?"
    rf"(?:(?P<digits>{DIGITS})|\b(?P<word>{WORD})\b(?![ -](?:{FRACTION})))"
    rf"(?P<scale>[\s-]?(?:{'|'.join(SCALES)})\b)?",
    re.IGNORECASE,
)
PART = re.compile(
    rf"(?P<before>\b(?:{MORE}|{LESS}|{ABOUT})\s)?\b(?:(?P<many>{WORD})[ -])?(?P<part>{FRACTION})\b"
    r"(?=[ -](?:of|its|their|the|share)|\b)",
    re.IGNORECASE,
)
RATES = ("years", "months", "days", "hours")
# A number with nothing after it but "and" or a comma, and names: the next one has the unit.
BARE = re.compile(r"[\d.,\u202f\u00a0]+,?(\s+and)?(\s+[A-Z][\w’'-]*){0,4}\s+")
YEAR = re.compile(r"\b(19[89]\d|20[0-4]\d)\b")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit, as a case file would write them."""

    value: float
    unit: str  # "" where none is said
    way: Way | None  # what the words before it say of the line
    start: int
    told: str = ""  # as the text has it, where it was turned into another unit

    def __str__(self) -> str:
        """Write it as a case file does: 40 %, 4.5e6 t."""
        return f"{self.value:.6g} {self.unit}".strip()


IN_TONNES = ("bcm", "kb/d", "Mb/d")  # units that a year's tonnes can be given for


def in_tonnes(found: Sequence[Number], tonnes: Callable[[str], float]) -> list[Number]:
    """Turn volumes of gas and barrels a day into tonnes, or tonnes a year.

    Parameters
    ----------
    tonnes : how many there are in one of a unit
    """
    return [
        replace(n, value=n.value * tonnes(n.unit), unit="t", told=str(n))
        if n.unit in IN_TONNES
        else n
        for n in found
    ]


def numbers(clause: str) -> list[Number]:
    """Find every number that has a unit or is a fraction, in order; years are no numbers."""
    found = []
    years = {m.start() for m in YEAR.finditer(clause)}
    for match in NUMBER.finditer(clause):
        unit = _unit(clause[match.end() :], bool(match["money"]))
        at = match.start("digits") if match["digits"] else match.start("word")
        if (at in years and unit in ("", "years", "t")) or (match["word"] and not unit):
            continue
        if match["word"] and match["word"].casefold() in ("a", "an") and unit in RATES:
            continue  # "4 t a year" has one number
        value = _value(match)
        if unit == "kb/d":
            value /= 1e3
        if unit == "m3":
            unit, value = "bcm", value / 1e9
        found.append(Number(value, unit, _way(match["before"]), match.start()))
    for match in PART.finditer(clause):
        many = CARDINALS.get((match["many"] or "a").casefold(), 1)
        share = 100 * many / FRACTIONS[match["part"].casefold()]
        if share <= 100:
            found.append(Number(round(share, 1), "%", _way(match["before"]), match.start()))
    return _sharing(clause, sorted(found, key=lambda n: n.start))


def _sharing(clause: str, found: list[Number]) -> list[Number]:
    """Let the numbers of a list have the unit of its last: "95 and 70 percent"."""
    for at in range(len(found) - 2, -1, -1):
        one, following = found[at], found[at + 1]
        between = clause[one.start : following.start]
        if not one.unit and following.unit and BARE.fullmatch(between):
            found[at] = replace(one, unit=following.unit)
    return found


def years(clause: str) -> list[int]:
    """Find the years that a clause names, in order."""
    return [int(m[1]) for m in YEAR.finditer(clause)]


def _value(match: re.Match[str]) -> float:
    word, digits, scale = match["word"], match["digits"], match["scale"]
    value = float(CARDINALS[word.casefold()]) if word else float(re.sub(r"[,  ]", "", digits))
    return value * SCALES[scale.strip(" -\u00a0\u202f").casefold()] if scale else value


def _unit(rest: str, money: bool) -> str:
    found = UNIT.match(rest)
    return UNITS[int(found.lastgroup[1:])][0] if found and found.lastgroup else "usd" * money


def _way(before: str | None) -> Way | None:
    said = (before or "").strip().casefold()
    return next((way for words, way in WAYS if said and re.fullmatch(words, said)), None)
