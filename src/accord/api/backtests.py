"""Back-tests: the scoreboard, one event, a user's own shocks, and the fit behind them."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from accord import backtest
from accord.backtest import Answer, Board, PriceMove, Whole
from accord.backtest.forward import NO_CHANGE, POOL
from accord.backtest.opponents import OPPONENT
from accord.data import Tables
from accord.data.catalogue import TABLES

__all__ = [
    "NO_CHANGE",
    "OPPONENT",
    "POOL",
    "Answer",
    "Board",
    "PriceMove",
    "SecondYear",
    "event",
    "own",
    "plain",
    "prices",
    "refit",
    "scoreboard",
    "second_year",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondYear:
    """An event whose first year is known: what is foretold of each state's second."""

    event: str
    name: str | None
    states: tuple[Whole, ...]


def scoreboard(tables: Tables | None = None) -> Board:
    """Read the scoreboard off the tables.

    Raises
    ------
    InputError
        where no back-tests were made of these tables
    """
    return backtest.board(tables or Tables.open())


def event(asked: str, tables: Tables | None = None) -> list[dict[str, Any]]:
    """Tell of the events that a key or a part of a name means: each with what was foretold.

    Returns
    -------
    an event each: kind, code, agent, years, shares, name, source, status, and `foretold`, a row for
    each counterpart that counts: observed, rank, and what pool and rules said

    Raises
    ------
    UnknownNameError
        where no event is called so
    """
    of = tables or Tables.open()
    found = backtest.find(of, asked).to_dicts()
    return [row | {"foretold": backtest.told_of(of, row["event"])} for row in found]


def second_year(asked: str, observed: int, tables: Tables | None = None) -> list[SecondYear]:
    """Foretell the second year of events that a key or a part of a name means, the first known.

    Parameters
    ----------
    observed : the year after the baseline, whose trade is known

    Raises
    ------
    UnknownNameError
        where no event is called so
    InputError
        where it is another year, or the next one has no data
    """
    of = tables or Tables.open()
    rows = backtest.find(of, asked).to_dicts()
    return [
        SecondYear(event=row["event"], name=row["name"], states=tuple(states))
        for row in rows
        for states in [backtest.second_year(backtest.event_of(row), observed, of)]
    ]


def own(path: str | Path, tables: Tables | None = None) -> list[Answer]:
    """Foretell the shocks of a file, and score them where the outcome is known.

    Raises
    ------
    InputError
        naming file, shock, what is wrong and what would be right
    """
    of = tables or Tables.open()
    return [backtest.answer(shock, of) for shock in backtest.read(path, of)]


def prices(tables: Tables | None = None) -> tuple[PriceMove, ...]:
    """Hold what the pooled market says of past losses of supply against what prices did."""
    return backtest.price_moves(tables or Tables.open())


def refit(say: Callable[[str], None], folder: Path = TABLES) -> None:
    """Scan, fit and score anew, from the tables of a folder, into it."""
    from accord.backtest.tables import write_tables

    write_tables(Tables.open(None if folder == TABLES else folder), folder, say)


def plain(board: Board) -> dict[str, Any]:
    """Give the scoreboard as plain values, for JSON."""
    return asdict(board)
