"""Close a good's market in a year: its rows, its production and the rules, put together.

A market that can be closed need not be one that can be trusted: see `trust`.
"""

from dataclasses import dataclass

import polars as pl

from accord.axes import Array
from accord.data.closing import Closed, close
from accord.data.domestic import domestic
from accord.data.flows import Flows, flows_of, net_exporters_output, produced, producer_price
from accord.data.goods import Good
from accord.data.production import row_count
from accord.data.rules import MASS, TRANSIT, rules
from accord.data.shelf import Shelf
from accord.data.trade import lacks, trade
from accord.data.years import laid_over, spans, years


@dataclass(frozen=True, slots=True, kw_only=True)
class Balanced:
    """A market's arrays before prices are changed: mass from origin to final buyer."""

    states: tuple[str, ...]
    recorded: Flows
    production: Array  # (S,) t
    closed: Closed
    price: Array  # (S,) US$/t at the producer


def cannot_close(shelf: Shelf, good: Good, year: int) -> str | None:
    """Say why a market cannot be closed at all; None where it can."""
    known = years(shelf).markets
    if good.closing is None:
        return f"no market of {good.name}: {good.why_not}"
    if year not in known:
        return (
            f"no market of {good.name} in {year}: production is known for {spans(known)} only; "
            "earlier years serve facts and shares"
        )
    if lacking := lacks(shelf, good.codes):
        return (
            f"no market of {good.name}: the data hold none of its HS code {lacking}, "
            "so that part of its trade would be missing"
        )
    return _masses_missing(shelf, good, year)


def _masses_missing(shelf: Shelf, good: Good, year: int) -> str | None:
    """Say how many rows have no mass where no rule puts one there: they would count as 0 t."""
    own = [code for code in good.codes if year in shelf.brought.years_of({code})]
    codes = own if MASS in rules(shelf) else good.codes
    rows = trade(shelf, years=[year], codes=codes)
    missing = rows.filter(pl.col("mass_t").is_null(), pl.col("value_usd") > 0).height
    if not missing:
        return None
    return f"no market of {good.name} in {year}: {missing} of {rows.height} rows have no mass"


def closed_market(shelf: Shelf, good: Good, year: int, recorded: Flows | None = None) -> Balanced:
    """Close the market of a good in a year for which `cannot_close` finds nothing."""
    recorded = flows_of(shelf, good.codes, year) if recorded is None else recorded
    made = _made(shelf, good, year, recorded.mass)
    return Balanced(
        states=recorded.states,
        recorded=recorded,
        production=made,
        closed=close(recorded.mass, made, transit=transit(shelf, good, year, recorded.states)),
        price=producer_price(recorded.value, recorded.mass),
    )


def _made(shelf: Shelf, good: Good, year: int, traded: Array) -> Array:
    """Give what states make of a good: (S,) t, by the best that is known of it."""
    sold_at_home = domestic(shelf, good.codes, year)
    if sold_at_home is not None:
        made: Array = traded.sum(axis=1) + sold_at_home
        return made
    if good.closing == "production" and not exports_only(shelf, good, year):
        return produced(shelf, good, year)
    return net_exporters_output(traded)


def exports_only(shelf: Shelf, good: Good, year: int) -> bool:
    """Whether nothing is known of a good's production but that what is sold was made.

    So it is of trade that a user brings, of a year that no production is known of. What states sell
    at home is then missing, in a market that production would close.
    """
    if good.closing != "production" or not laid_over(shelf):
        return False
    if domestic(shelf, good.codes, year) is not None:
        return False
    return not any(row_count(shelf, series, year) for series in good.production or ())


def transit(shelf: Shelf, good: Good, year: int, states: tuple[str, ...]) -> list[tuple[int, int]]:
    """List the pairs (via, buyer), as places, where the recorded flow only crosses `via`."""
    known = rules(shelf)
    if TRANSIT not in known or known[TRANSIT].settings["code"] not in good.codes:
        return []
    rule = known[TRANSIT].settings
    if year in shelf.brought.years_of({rule["code"]}):
        return []  # a case says who sold it
    here = [via for via in rule["via"] if {via, rule["buyer"]} <= set(states)]
    return [(states.index(via), states.index(rule["buyer"])) for via in here]
