"""Which answers outlive a revision of the case, by the key that they are kept under."""

from collections.abc import Hashable
from dataclasses import fields

from accord.case.model import Case
from accord.study.question import MarketQ, RouteQ

# By value, as they are before anything is drawn; and gains, whose key holds what was drawn.
SET_UP = ("market", "effects", "reaches", "reaching", "names", "world", "gains")
# What of a case says which numbers are drawn and what is asked of them, or is text for readers.
NUMBERS = {"assumptions", "draws", "claims", "source", "file", "where"}


def outlives(key: Hashable) -> bool:
    """Whether an answer stands for another case too that brings and sells the same goods."""
    return key == "corridors" or (isinstance(key, tuple) and isinstance(key[0], MarketQ))


def undrawn(key: Hashable) -> bool:
    """Whether an answer stands for the same case too with other numbers for its assumptions."""
    set_up = isinstance(key, RouteQ) or (isinstance(key, tuple) and key[0] in SET_UP)
    return set_up or outlives(key)


def differ_in_numbers(one: Case, other: Case) -> bool:
    """Whether two cases are the same but for numbers of assumptions, and for what is claimed."""
    names = {f.name for f in fields(Case)} - NUMBERS - {"beside"}  # rows of it are in `own`
    return one.assumptions.keys() == other.assumptions.keys() and all(
        getattr(one, name) == getattr(other, name) for name in names
    )
