"""How a number is written for a reader: digits, unit, sign, interval.

One rule for the page, the terminal and the plain table: never more digits than the interval
supports. Two significant digits of the interval's half-width decide for the value and both ends
alike, four digits in all being the most; without an interval there are three, and a count is
whole. `front/src/numbers.ts` does the same in the browser, and both are held against the table
`tests/report/numbers.json`.

Values come in base units (a share on 0..1, US$, t) and leave in the reader's (%, US$ bn, Mt).
Narrow no-break spaces stand before a unit and between thousands, and a minus is a minus.
`0` is written only where the value is exactly 0. What rounds to it is `< 0.1`; below zero, and at
the ends of an interval, where `> −0.1` would read as a riddle, it has its own first digit: `−0.04`.
`–` is no value; a value in `yes` is yes or no.
"""

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

Value = float | int | str | None

THIN = "\u202f"  # narrow no-break space
MINUS = "\u2212"
NONE = "\u2013"
MOST_DIGITS = 4  # of a value, however narrow its interval is
PLAIN_DIGITS = 3  # of a value without an interval
FEWEST_PERCENT = 0.1  # a share below this many % is written as below it, where it has no interval
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SIGNS = {">=": "≥", "<=": "≤", "==": "=", "!=": "≠"}
MONEY = ((1e12, f"{THIN}tn"), (1e9, f"{THIN}bn"), (1e6, f"{THIN}m"))
MASS = ((1e9, f"{THIN}Gt"), (1e6, f"{THIN}Mt"), (1e3, f"{THIN}kt"))
POINTS = ("points", "pp")  # shares subtracted; pp is what case files of format 1 also say
PERCENTS = ("share", "percent", *POINTS)
BARE = (None, "", "ratio", "count", "date", "yes")
ANSWERS = {1: "yes", 0: "no"}
SMALLEST = 6  # decimals, beyond which a power of ten is clearer
CHANCES = (
    (0.95, "in nearly every draw"),
    (0.67, "in most draws"),
    (0.33, "in about half of the draws"),
    (0.05, "in some draws"),
)
EXACT = Context(prec=700)  # digits of the largest number, and decimals of the smallest
WHOLE = ("count", "days")


@dataclass(frozen=True, slots=True)
class _Scale:
    """What a base unit becomes on paper."""

    factor: float
    divisor: float
    prefix: str
    suffix: str


def _scale(unit: str | None, largest: float) -> _Scale:
    """Choose the written unit for values of which `largest` is the greatest magnitude."""
    if unit in PERCENTS:
        factor = 1.0 if unit == "percent" else 100.0
        return _Scale(factor, 1.0, "", THIN + ("pp" if unit in POINTS else "%"))
    if unit in ("usd", "t", "t_per_year"):
        steps = MONEY if unit == "usd" else MASS
        prefix = f"US${THIN}" if unit == "usd" else ""
        a_year = "/a" if unit == "t_per_year" else ""
        for size, suffix in steps:
            if largest >= size:
                return _Scale(1.0, size, prefix, suffix + a_year)
        return _Scale(1.0, 1.0, prefix, "" if unit == "usd" else f"{THIN}t{a_year}")
    if unit == "usd_per_t":
        return _Scale(1.0, 1.0, f"US${THIN}", "/t")
    if unit in BARE:
        return _Scale(1.0, 1.0, "", "")
    return _Scale(1.0, 1.0, "", THIN + str(unit))


def _exponent(number: float, digits: int) -> int:
    """Power of ten of the first digit, after rounding to so many digits."""
    return int(f"{number:.{digits - 1}e}".split("e")[1])


def _decimals(values: list[float], half: float, unit: str | None) -> int:
    """Count the decimals that scaled values deserve; below 0, whole tens or hundreds."""
    largest = max(map(abs, values))
    if unit in WHOLE and all(value == int(value) for value in values):
        return 0 if half == 0 else min(0, 1 - _exponent(half, 2))
    if largest == 0:
        return 0
    if half > 0:
        most = MOST_DIGITS - 1 - _exponent(largest, MOST_DIGITS)
        return min(1 - _exponent(half, 2), most)
    plain = PLAIN_DIGITS - 1 - _exponent(largest, PLAIN_DIGITS)
    return min(plain, 2) if unit in PERCENTS else max(plain, 0)


def _fixed(number: float, decimals: int) -> str:
    """Write digits with thousands apart; halves go away from zero, as in a browser."""
    if decimals < 0:
        step = 10.0**-decimals
        text = _fixed_plain(number / step, 0) + "0" * -decimals
        text = "0" if set(text) == {"0"} else text
    else:
        text = _fixed_plain(number, decimals)
    whole, dot, rest = text.partition(".")
    groups: list[str] = []
    while len(whole) > 3:
        whole, group = whole[:-3], whole[-3:]
        groups.insert(0, group)
    return THIN.join([whole, *groups]) + dot + rest


def _fixed_plain(number: float, decimals: int) -> str:
    return f"{Decimal(number).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, EXACT):f}"


def _text(
    number: float, decimals: int, scale: _Scale, *, signed: bool, least: float, end: bool = False
) -> str:
    """Write one scaled number with prefix and suffix; `end`: it stands in an interval."""
    size = abs(number)
    digits = _fixed(size, decimals) if number else "0"
    small = number != 0 and (not digits.strip(f"0.{THIN}") or size < least)
    if small and number > 0 and not end:
        edge = _fixed(max(10.0**-decimals, least), decimals if least == 0 else 1)
        return f"<{THIN}{scale.prefix}{edge}{scale.suffix}"
    if small:
        digits = _first_digit(size)
    sign = MINUS if number < 0 else "+" if signed and number > 0 else ""
    return f"{sign}{scale.prefix}{digits}{scale.suffix}"


def _first_digit(size: float) -> str:
    """Write a small number with its own first digit; a very small one as a power of ten."""
    power = _exponent(size, 1)
    if -power <= SMALLEST:
        return _fixed(size, -power)
    return f"{f'{size:.0e}'[0]}e{MINUS}{-power}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _prepare(
    value: Value, low: Value, high: Value, unit: str | None
) -> tuple[_Scale, int, float, bool]:
    """Scale, decimals, factor to the written unit and whether there is an interval."""
    given = [float(v) for v in (value, low, high) if _is_number(v)]  # type: ignore[arg-type]
    scale = _scale(unit, max(map(abs, given), default=0.0))
    scaled = [v * scale.factor / scale.divisor for v in given]
    with_interval = _is_number(low) and _is_number(high)
    half = 0.0
    if with_interval:
        half = (
            (float(high) - float(low)) * scale.factor / scale.divisor / 2  # type: ignore[arg-type]
        )
    decimals = _decimals(scaled, half, unit) if scaled else 0
    return scale, decimals, half, with_interval


def date_text(iso: str) -> str:
    """Write an ISO date for a reader; a year or a year and month stay as short as they are.

    >>> date_text("2025-11-06")
    '6 Nov 2025'
    """
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) not in (2, 3):
        return iso
    month = int(parts[1])
    if not 1 <= month <= 12:
        return iso
    day = f"{int(parts[2])} " if len(parts) == 3 else ""
    return f"{day}{MONTHS[month - 1]} {parts[0]}"


def value_text(
    value: Value,
    low: Value = None,
    high: Value = None,
    unit: str | None = None,
    *,
    signed: bool = False,
    year: int | None = None,
) -> str:
    """Write a value with its unit, in no more digits than its interval supports.

    Parameters
    ----------
    value : in base units; a date is an ISO string; None is no value
    low, high : ends of the interval, in the same unit; None for a fact
    unit : of a verdict (`share`, `points`, `percent`, `usd`, `usd_per_t`, `t`, `t_per_year`,
        `ratio`, `count`, `yes`, `days`, `date` …), or a name that is written as it is (`kb/d`)
    signed : write a plus before a gain, for changes
    year : of the money or of the fact, written behind in brackets

    Examples
    --------
    >>> value_text(0.42317, 0.398, 0.449, "share").replace(THIN, " ")
    '42.3 %'
    >>> value_text(1.668e9, None, None, "usd", year=2023).replace(THIN, " ")
    'US$ 1.67 bn (2023)'
    """
    if value is None:
        return NONE
    if isinstance(value, str):
        return date_text(value) if unit == "date" else value
    if not _is_number(value):
        return NONE
    if unit == "yes" and value in ANSWERS:
        return ANSWERS[int(value)]
    scale, decimals, half, with_interval = _prepare(value, low, high, unit)
    plain_share = unit in PERCENTS and not (with_interval and half > 0)
    text = _text(
        value * scale.factor / scale.divisor,
        decimals,
        scale,
        signed=signed,
        least=FEWEST_PERCENT if plain_share else 0.0,
    )
    if unit == "days" and text in ("1" + THIN + "days", MINUS + "1" + THIN + "days"):
        text = text[:-1]
    return text if year is None else f"{text} ({year})"


def interval_text(
    value: Value,
    low: Value,
    high: Value,
    unit: str | None = None,
    *,
    signed: bool = False,
    words: bool = False,
) -> str:
    """Write the ends of an interval in the unit and digits of its value, without the unit.

    In brackets for tables, `0.3 to 7.9` with `words`; empty where there is no interval, or the same
    yes or no at both ends.

    >>> interval_text(0.021, 0.003, 0.079, "share")
    '[0.3, 7.9]'
    >>> interval_text(0.021, 0.003, 0.079, "share", words=True)
    '0.3 to 7.9'
    """
    if not (_is_number(low) and _is_number(high)):
        return ""
    if unit == "yes" and {low, high} <= set(ANSWERS):
        if low == high:
            return ""
        ends = [value_text(end, unit=unit) for end in (low, high)]
        return " to ".join(ends) if words else f"[{', '.join(ends)}]"
    scale, decimals, _, _ = _prepare(value, low, high, unit)
    bare = _Scale(scale.factor, scale.divisor, "", "")
    first, last = (
        _text(
            float(end) * scale.factor / scale.divisor,  # type: ignore[arg-type]
            decimals,
            bare,
            signed=signed,
            least=0.0,
            end=True,
        )
        for end in (low, high)
    )
    return f"{first} to {last}" if words else f"[{first}, {last}]"


def quantity_text(value: Value, low: Value, high: Value, unit: str | None) -> str:
    """Write value, unit and interval as a table does: `2.1 % [0.3, 7.9]`."""
    return f"{value_text(value, low, high, unit)} {interval_text(value, low, high, unit)}".rstrip()


def span_text(low: Value, high: Value, unit: str | None) -> str:
    """Write an interval that has no value in it: `16 to 79 %`, in the digits that it supports.

    >>> span_text(0.1573, 0.7925, "share").replace(THIN, " ")
    '16 to 79 %'
    >>> span_text(0, 0, "points").replace(THIN, " ")
    '0 pp'
    """
    if not (_is_number(low) and _is_number(high)):
        return NONE
    if low == high:
        return value_text(low, None, None, unit)
    if unit == "yes" and {low, high} <= set(ANSWERS):
        return interval_text(low, low, high, unit, words=True)
    middle = (float(low) + float(high)) / 2  # type: ignore[arg-type]
    scale, *_ = _prepare(middle, low, high, unit)
    return f"{scale.prefix}{interval_text(middle, low, high, unit, words=True)}{scale.suffix}"


def level_text(value: Value, unit: str | None) -> str:
    """Write a line, a break-even or an end of a range: three digits at most, no zeros behind.

    >>> level_text(0.05, "share").replace(THIN, " "), level_text(0.0314, "share")[:4]
    ('5 %', '3.14')
    """
    text = value_text(value, None, None, unit)
    return re.sub(r"\.(?=\D|$)", "", re.sub(r"(\.\d*?)0+(?=\D|$)", r"\1", text))


def range_text(low: Value, high: Value, unit: str | None) -> str:
    """Write a range with its unit once, as a table does: `0 – 10 %`.

    >>> range_text(0, 0.1, "share").replace(THIN, " ")
    '0 – 10 %'
    """
    if not (_is_number(low) and _is_number(high)):
        return ""
    scale = _scale(unit, max(abs(float(low)), abs(float(high))))  # type: ignore[arg-type]
    first, last = (_exact(float(end), scale) for end in (low, high))  # type: ignore[arg-type]
    return f"{scale.prefix}{first} {NONE} {last}{scale.suffix}"


def line_text(op: str, number: float | str, unit: str | None) -> str:
    """Write a line of a claim with every digit that it has: `≥ 10 %`, `yes`, `< 6 Nov 2025`.

    >>> line_text(">=", 0.1, "share").replace(THIN, " "), line_text("==", 0, "yes")
    ('≥ 10 %', 'no')
    """
    if unit == "yes" and isinstance(number, int | float):
        return ANSWERS[int(_holds_for_one(op, number))]
    sign = SIGNS.get(op, op)
    if isinstance(number, str):
        return f"{sign}{THIN}{date_text(number)}"
    scale = _scale(unit, abs(number))
    text = _exact(abs(number), scale)
    minus = MINUS if number < 0 else ""
    return f"{sign}{THIN}{minus}" + (f"{scale.prefix}{text}{scale.suffix}" if number else text)


def _holds_for_one(op: str, number: float) -> bool:
    """Say whether 1 lies on the side of the line that it asks for."""
    return {
        ">=": number <= 1,
        ">": number < 1,
        "<=": number >= 1,
        "<": number > 1,
        "==": number == 1,
        "!=": number != 1,
    }[op]


def _exact(number: float, scale: _Scale) -> str:
    """Write all digits of a scaled number, at most twelve that count."""
    size = Decimal(f"{abs(number) * scale.factor / scale.divisor:.12g}")
    text = f"{size:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    whole, dot, rest = text.partition(".")
    grouped = _fixed(float(whole), 0)
    return (MINUS if number < 0 else "") + grouped + dot + rest


def draws_text(probability: float | None) -> str:
    """Write a share of draws in %, never 100 short of all, 0 past none, or 95 short of 95.

    >>> draws_text(0.9996).replace(THIN, " "), draws_text(0.949).replace(THIN, " ")
    ('> 99 %', '94.9 %')
    """
    if probability is None:
        return NONE
    return f"{draws_of_100(probability)}{THIN}%"


def draws_of_100(probability: float) -> str:
    """Write how many of 100 draws, for a sentence: `31`, `> 99`, `< 1`, `94.9`."""
    percent = probability * 100
    rounded = _fixed_plain(percent, 0)
    if rounded == "100" and probability < 1:
        return f">{THIN}99"
    if rounded == "0" and probability > 0:
        return f"<{THIN}1"
    if rounded == "95" and probability < 0.95:
        return f"{math.floor(percent * 10 + 1e-9) / 10:.1f}"
    return rounded


def percent_text(
    share: float, decimals: int = 0, *, signed: bool = False, bare: bool = False
) -> str:
    """Write a share in % with as many decimals as its column has; without the sign % where bare.

    For what is read down a column, or in a sentence: an amount of its own is `value_text`'s.

    >>> percent_text(0.4902).replace(THIN, " "), percent_text(-0.1291, 1, bare=True)
    ('49 %', '−12.9')
    >>> percent_text(0.002, signed=True).replace(THIN, " ")  # neither more nor less
    '0 %'
    """
    digits = _fixed(abs(share) * 100, decimals)
    moved = bool(digits.strip("0."))
    sign = MINUS if share < 0 else "+" if signed else ""
    return f"{sign if moved else ''}{digits}{'' if bare else f'{THIN}%'}"


def chance_words(probability: float) -> str:
    """Say a chance in the words that always go with it; the number stands beside.

    >>> chance_words(0.31)
    'in some draws'
    """
    for least, words in CHANCES:
        if probability >= least:
            return words
    return "in hardly any draw"
