"""The balance of a good in a year: who made it, who used it, and what was adjusted on the way.

`balanced` gives the arrays that a market is made of, where it can be trusted; `balance` says the
same in sums and words, as `accord data balance` prints it, and which test a balance failed. Masses
are tonnes of the traded product.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from accord.axes import Array
from accord.data.brought import PRODUCTION
from accord.data.computed import Closing, built_closing, closing_of
from accord.data.goods import Good, good
from accord.data.market import Balanced, cannot_close, closed_market, transit
from accord.data.reasons import no_market
from accord.data.rules import (
    CLIPPED,
    HUBS,
    MASS,
    NET_EXPORTS,
    RECODED,
    TRANSIT,
    Rules,
    rules,
    wrongly_coded,
)
from accord.data.shelf import Shelf
from accord.data.trade import put_right, recoded, trade
from accord.data.trust import Measured, tried
from accord.data.years import gaps, years
from accord.errors import InputError

MOST = 12  # residuals that are listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What one rule did to a good in a year."""

    rule: str
    says: str
    works_on: str  # "rows", "flows" or "states"
    count: int  # how many it touched
    of: int  # how many it looked at
    mass_before: float  # t, of what it touched, as far as known
    mass_after: float  # t; of hubs and transit: what was given to its origins


@dataclass(frozen=True, slots=True, kw_only=True)
class Residual:
    """Where a state's own figures do not add up."""

    state: str
    mass: float  # t
    kind: str  # "re-exports", "transit" or "exports above production"


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The world's and each state's balance of a good in a year, in tonnes.

    Where the good has no market in the year, `why_no_market` says so. If none can be closed, what
    a market would need (produced, domestic, consumed, gap) is None, and `by_state` has exports and
    imports only; if one can be closed but not be trusted, `tests` tell which failed.
    """

    good: str
    title: str
    year: int
    produced: float | None
    consumed: float | None
    gap: float | None  # consumed / produced - 1: what was clipped, as a share
    domestic: float | None
    exported_as_recorded: float  # sum of the masses that were recorded
    exported: float  # after the rules on rows
    exported_from_origin: float | None  # after hubs handed on what they bought
    residuals: tuple[Residual, ...]  # falling in mass, the largest dozen
    adjustments: tuple[Adjustment, ...]
    by_state: pl.DataFrame  # state, produced, domestic, exports, imports, consumed
    tests: tuple[Measured, ...]  # that the balance passed or failed; none where there is none
    notes: tuple[str, ...]  # of the good; known gaps of the year, and of the good in any year
    why_no_market: str | None


def why_not(shelf: Shelf, good: Good, year: int) -> str | None:
    """Find the reason that `no_market` gives by closing the market and trying its balance."""
    return cannot_close(shelf, good, year) or _distrust(
        shelf, good, year, closed_market(shelf, good, year)
    )


def _distrust(shelf: Shelf, good: Good, year: int, market: Balanced) -> str | None:
    failed = [found.says for found in tried(shelf, good, year, market) if not found.passed]
    if failed and year in shelf.brought.years_of(good.codes):
        failed.append(_own_rows(shelf, good, year))
    return f"no market of {good.name} in {year}: {'; '.join(failed)}" if failed else None


def _own_rows(shelf: Shelf, good: Good, year: int) -> str:
    """Say that the trade is the case's own, and what it was held against."""
    made = shelf.brought.cells(PRODUCTION)
    if all((series, year) in made for series in good.production or ()):
        return "trade and production are the case's own: they don't fit each other"
    return (
        "the trade is the case's own and the production accord's: bring [production] of the same "
        "states too, or rows of what each sells at home"
    )


def balanced(shelf: Shelf, good: Good, year: int) -> Balanced:
    """Close the market of a good in a year.

    Raises InputError where there is none, or none that can be trusted, with the reason that
    `no_market` gives.
    """
    if reason := cannot_close(shelf, good, year):
        raise InputError(reason)
    market = closed_market(shelf, good, year)
    if reason := _distrust(shelf, good, year, market):
        raise InputError(reason)
    return market


def closing(shelf: Shelf, good: Good, year: int) -> Closing:
    """Give what a market needs of a good's balance, as it was built or else closed now.

    Raises InputError where there is none, or none that can be trusted.
    """
    if reason := no_market(shelf, good, year):
        raise InputError(reason)
    built = built_closing(shelf, good, year)
    return built or closing_of(closed_market(shelf, good, year))


def balance(shelf: Shelf, name: str, year: int | None = None) -> Balance:
    """Balance a good in a year, by default the data's default year, with every rule and its effect.

    Raises
    ------
    UnknownNameError
        No such good.
    InputError
        No trade data of the year, or the good has no HS6 codes.
    """
    of, year = good(shelf, name), years(shelf).default if year is None else year
    if not of.codes:
        raise InputError(f"no trade of {of.name} to balance: {of.why_not}")
    raw = recoded(shelf, years=[year], codes=of.codes)
    rows = put_right(shelf, raw)
    reason = cannot_close(shelf, of, year)
    market = None if reason else closed_market(shelf, of, year)
    closed = market.closed if market else None
    made = float(market.production.sum()) if market else None
    used = float(closed.mass.sum()) if closed else None
    return Balance(
        good=of.name,
        title=of.title,
        year=year,
        produced=made,
        consumed=used,
        gap=used / made - 1 if used is not None and made else None,
        domestic=float(np.trace(closed.mass)) if closed else None,
        exported_as_recorded=_total(trade(shelf, years=[year], codes=of.codes)),
        exported=_total(rows),
        exported_from_origin=float(closed.mass.sum() - np.trace(closed.mass)) if closed else None,
        residuals=tuple(_residuals(market)) if market else (),
        adjustments=tuple(_on_rows(shelf, of, raw, rows))
        + (tuple(_on_market(shelf, of, year, market)) if market else ()),
        by_state=_by_state(market) if market else _traded(rows),
        notes=of.notes + gaps(shelf, year, of.name),
        tests=tried(shelf, of, year, market) if market else (),
        why_no_market=_distrust(shelf, of, year, market) if market else reason,
    )


def _residuals(market: Balanced) -> list[Residual]:
    closed = market.closed
    kinds = {
        "re-exports": closed.passed_on,
        "transit": closed.transit,
        "exports above production": closed.clipped,
    }
    found = [
        Residual(state=state, mass=float(mass), kind=kind)
        for kind, masses in kinds.items()
        for state, mass in zip(market.states, masses, strict=True)
        if mass > 0
    ]
    return sorted(found, key=lambda r: (-r.mass, r.state, r.kind))[:MOST]


def _total(rows: pl.DataFrame) -> float:
    """Sum masses in the order of the rows: polars' own sum depends on its number of threads."""
    return float(rows["mass_t"].fill_null(0.0).to_numpy().sum())


def _on_rows(shelf: Shelf, of: Good, raw: pl.DataFrame, rows: pl.DataFrame) -> Iterator[Adjustment]:
    """Count what the rules on rows did; `raw` and `rows` stand row by row side by side."""
    known = rules(shelf)
    yield from _recodings(shelf, of, raw)
    touched = rows["adjusted"].str.contains(MASS, literal=True).fill_null(False)
    before, after = (_total(r.filter(touched)) for r in (raw, rows))
    yield _adjustment(known, MASS, "rows", int(touched.sum()), rows.height, before, after)


def _recodings(shelf: Shelf, of: Good, raw: pl.DataFrame) -> Iterator[Adjustment]:
    """Count the rows that came in from another code, or left for one."""
    years, known = raw["year"].unique(), rules(shelf)
    for name in (n for n in RECODED if n in known):
        rule = known[name].settings
        sides = ("recorded", "counted")
        if raw.height and {rule[side] for side in sides} & set(of.codes):
            rows = trade(shelf, years=years, codes=[rule["recorded"]])
            moved = rows.filter(wrongly_coded(known[name]))
            mass = _total(moved)
            before, after = (mass if rule[side] in of.codes else 0.0 for side in sides)
            yield _adjustment(known, name, "rows", moved.height, raw.height, before, after)


def _on_market(shelf: Shelf, of: Good, year: int, market: Balanced) -> Iterator[Adjustment]:
    known, closed, recorded = rules(shelf), market.closed, market.recorded.mass
    sellers = int((recorded.sum(axis=1) > 0).sum())
    crossed = transit(shelf, of, year, market.states)
    if crossed:
        yield _moved(known, TRANSIT, closed.transit, len(crossed))
    if of.closing == "net-exports":
        yield _moved(known, NET_EXPORTS, market.production, sellers)
    yield _moved(known, HUBS, closed.passed_on, sellers)
    yield _moved(known, CLIPPED, closed.clipped, sellers)


def _moved(known: Rules, name: str, masses: Array, of: int) -> Adjustment:
    total = float(masses.sum())
    return _adjustment(known, name, "states", int((masses > 0).sum()), of, total, total)


def _adjustment(
    known: Rules, name: str, works_on: str, count: int, of: int, before: float, after: float
) -> Adjustment:
    return Adjustment(
        rule=name,
        says=known[name].says if name in known else "",
        works_on=works_on,
        count=count,
        of=of,
        mass_before=before,
        mass_after=after,
    )


def _by_state(market: Balanced) -> pl.DataFrame:
    mass = market.closed.mass
    domestic = np.diagonal(mass)
    frame = pl.DataFrame(
        {
            "state": market.states,
            "produced": market.production,
            "domestic": domestic,
            "exports": mass.sum(axis=1) - domestic,
            "imports": mass.sum(axis=0) - domestic,
            "consumed": mass.sum(axis=0),
        }
    )
    return _present(frame)


def _traded(rows: pl.DataFrame) -> pl.DataFrame:
    """Sum what each state sold and bought, row by row: no number of threads moves a digit."""
    states = sorted({*rows["supplier"], *rows["buyer"]})
    place = {state: i for i, state in enumerate(states)}
    mass = rows["mass_t"].fill_null(0.0).to_numpy()
    sold, bought = (
        np.bincount([place[state] for state in rows[side]], mass, len(states))
        for side in ("supplier", "buyer")
    )
    unknown = pl.lit(None, pl.Float64)
    return _present(
        pl.DataFrame({"state": states, "exports": sold, "imports": bought}).select(
            "state",
            unknown.alias("produced"),
            unknown.alias("domestic"),
            "exports",
            "imports",
            unknown.alias("consumed"),
        )
    )


def _present(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.sum_horizontal(pl.all().exclude("state")) > 0)
