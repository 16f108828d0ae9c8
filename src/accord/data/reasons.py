"""Why a good has no market in a year: found when the data were built, by the tests of its balance.

The table is read by the standard library: whoever checks a case waits for no column. Where it was
made of other tables than are here now, the market is closed and tried instead.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from accord.data.goods import Good
from accord.data.shelf import Shelf
from accord.later import Later
from accord.memo import kept

if TYPE_CHECKING:
    from accord.data import balance
else:
    balance = Later("accord.data.balance")

REASONS = "market-reasons.csv"
COLUMNS = ("good", "year", "reason")


def no_market(shelf: Shelf, good: Good, year: int) -> str | None:
    """Say why a good has no market in a year that could be trusted; None where it has one."""
    built = None if shelf.brought.touches(good) else reasons(shelf)
    if built is not None and (good.name, year) in built:
        return built[good.name, year]
    return balance.why_not(shelf, good, year)


@kept
def reasons(shelf: Shelf) -> Mapping[tuple[str, int], str | None] | None:
    """Read why goods have no market, by good and year; None where that was not built of these.

    A pair that is absent was not looked at; a reason of None says that there is a market.
    """
    if not shelf.current(REASONS):
        return None
    rows = shelf.rows(REASONS, COLUMNS)
    return {(good, int(year)): reason or None for good, year, reason in rows}
