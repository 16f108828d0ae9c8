"""Whether a good's balance in a year can be trusted: tests, each by name, each with its line.

`tables/balance-tests.toml` holds the lines and why they are where they are; here is what is
measured. Trade is the mass recorded after the rules on rows; exports from origin are what is left
of it once hubs handed on what they bought. All measures are dimensionless.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from accord.axes import Array
from accord.data.goods import Good
from accord.data.market import Balanced
from accord.data.rules import MASS
from accord.data.shelf import Shelf
from accord.data.trade import cleaned
from accord.data.years import years
from accord.errors import DataError
from accord.memo import kept

MEASURES = MappingProxyType(  # test: what it measures
    {
        "exports-above-production": "clipped",
        "re-exports": "passed-on",
        "masses-put-right": "put-right",
        "more-exported-than-made": "exported",
        "thin-trade": "exported",
        "exports-above-usual": "usual",
        "exports-below-usual": "usual",
    }
)
TABLE = "balance-tests.toml"
ENOUGH_YEARS = "enough-years"
ROUNDING = 1e-9  # a sum of masses may miss the line by its last digits
NAMED = 3  # states that a message names
WORTH_NAMING = 0.01  # of trade


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceTest:
    """One test that a balance has to pass: at most `most`, or at least `least`."""

    name: str
    says: str  # how a failure is put, with {value} and {line}
    why: str
    source: str
    status: str
    most: float | None = None
    least: float | None = None

    @property
    def line(self) -> float:
        """The most, or the least, that may be."""
        return self.most if self.most is not None else float(self.least or 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A test, and what it found."""

    test: str
    value: float  # a share, or a ratio
    line: float
    passed: bool
    says: str  # the finding in words, passed or not
    states: tuple[tuple[str, float], ...] = ()  # most to blame, and their part of the value


@kept
def balance_tests(shelf: Shelf) -> tuple[BalanceTest, ...]:
    """Read every test; DataError where the table is damaged or incomplete.

    A folder without the table has no tests: every balance that can be closed is trusted.
    """
    if not shelf.has(TABLE):
        return ()
    table = shelf.settings(TABLE)
    try:
        found = tuple(_test(name, entry) for name, entry in table.items())
    except TypeError as error:
        raise DataError(f"{TABLE} is damaged: {error}") from error
    if {test.name for test in found} != {*MEASURES, ENOUGH_YEARS}:
        needed = ", ".join(sorted({*MEASURES, ENOUGH_YEARS}))
        raise DataError(f"{TABLE}: the tests are {needed}")
    return found


def enough_years(shelf: Shelf) -> int:
    """Give the number of market years in which the balance of a priced good must pass."""
    lines = (test.line for test in balance_tests(shelf) if test.name == ENOUGH_YEARS)
    return int(next(lines, 0))


def _test(name: str, entry: dict[str, Any]) -> BalanceTest:
    test = BalanceTest(name=name, **entry)
    if (test.most is None) == (test.least is None):
        raise DataError(f"{TABLE}: {name}: either most or least")
    return test


def tried(shelf: Shelf, good: Good, year: int, market: Balanced) -> tuple[Measured, ...]:
    """Try the balance of a good in a year, closed as `market`, by every test."""
    closed, made = market.closed, float(market.production.sum())
    by_year = _by_year(shelf, good.codes)
    trade = float(market.recorded.mass.sum())
    exported = float(closed.mass.sum() - np.trace(closed.mass))
    value = {
        "clipped": _part(closed.clipped.sum(), trade),
        "passed-on": _part(closed.passed_on.sum(), trade),
        "put-right": by_year.put_right.get(year, 0.0),
        "exported": _part(exported, made),
        "usual": _part(trade, by_year.usual(year)),
    }
    to_blame = {"clipped": closed.clipped, "passed-on": closed.passed_on}
    return tuple(
        _measured(
            test, value[what], _named(to_blame[what] / trade, market) if what in to_blame else ()
        )
        for test in balance_tests(shelf)
        if test.name in MEASURES and (trade > 0 or test.name == "thin-trade")
        for what in (MEASURES[test.name],)
    )


def _part(part: float, whole: float) -> float:
    return float(part / whole) if whole > 0 else 0.0


def _named(shares: Array, market: Balanced) -> tuple[tuple[str, float], ...]:
    most = np.argsort(-shares, kind="stable")[:NAMED]
    return tuple((market.states[s], float(shares[s])) for s in most if shares[s] >= WORTH_NAMING)


def _measured(test: BalanceTest, value: float, states: tuple[tuple[str, float], ...]) -> Measured:
    above = test.most is not None and value > test.most + ROUNDING
    below = test.least is not None and value < test.least - ROUNDING
    blamed = ", ".join(f"{state} {_percent(share)}" for state, share in states)
    says = test.says.format(value=_percent(value), line=_percent(test.line))
    return Measured(
        test=test.name,
        value=value,
        line=test.line,
        passed=not (above or below),
        says=f"{says} ({blamed})" if blamed else says,
        states=states,
    )


def _percent(share: float) -> str:
    """Print a share so that it never reads as the line that it misses."""
    return f"{100 * share:.3g} %"


@dataclass(frozen=True, slots=True, kw_only=True)
class _ByYear:
    """Trade of some codes over the market years."""

    mass: Mapping[int, float]  # traded in a year, t
    put_right: Mapping[int, float]  # year: share of the value whose mass was put right
    own: frozenset[int]  # years of which a case brings the trade: they are measured by one another

    def usual(self, year: int) -> float:
        """Give the median of the mass traded in the years that say what is usual in one, t."""
        alike = [
            mass for other, mass in self.mass.items() if (other in self.own) == (year in self.own)
        ]
        return float(np.median(alike)) if alike else 0.0


@kept
def _by_year(shelf: Shelf, codes: tuple[str, ...]) -> _ByYear:
    """Sum up trade by market year, row by row: no number of threads moves a digit."""
    rows = cleaned(shelf, years=list(years(shelf).markets), codes=codes)
    listed, of = np.unique(rows["year"].to_numpy(), return_inverse=True)
    touched = rows["adjusted"].str.contains(MASS, literal=True).fill_null(False).to_numpy()
    value = rows["value_usd"].to_numpy()
    mass, all_value, touched_value = (
        np.bincount(of, weights, len(listed))
        for weights in (rows["mass_t"].fill_null(0.0).to_numpy(), value, value * touched)
    )
    shares = touched_value / all_value
    return _ByYear(
        mass=MappingProxyType(dict(zip(listed.tolist(), mass.tolist(), strict=True))),
        put_right=MappingProxyType(dict(zip(listed.tolist(), shares.tolist(), strict=True))),
        own=shelf.brought.years_of(codes),
    )
