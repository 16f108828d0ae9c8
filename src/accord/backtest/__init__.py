"""Back-tests: does a forecast of who takes displaced trade hold against what happened?

events      sudden changes that a scan finds, and those that the public record names
cases       what is to be foretold of each, and what was known before it
opponents   simple rules, dressed with the errors that they make in quiet years
fit         the pool's parameters, from events that are over
forward     every event foretold from those before it; strict: without its own code
scores      CRPS, energy score, ranks, and gains with their intervals
prices      what the pooled market says of past losses of supply, and what prices did
second      the second year of an event, its first being known
tables      all of it written down; `board` reads it, `own` foretells a user's own shocks
"""

from accord.backtest.board import Board, board, find
from accord.backtest.events import event_of
from accord.backtest.own import Answer, Shock, answer, read
from accord.backtest.prices import Scored as PriceMove
from accord.backtest.prices import scored as price_moves
from accord.backtest.second import Whole, second_year
from accord.data import Tables

__all__ = [
    "Answer",
    "Board",
    "PriceMove",
    "Shock",
    "Whole",
    "answer",
    "board",
    "event_of",
    "find",
    "price_moves",
    "read",
    "second_year",
    "told_of",
]


def told_of(tables: Tables, event: str) -> list[dict[str, object]]:
    """Give what was foretold of each counterpart of an event that counts, and what came."""
    return tables.backtest_links.filter(event=event).to_dicts()
