"""Who depends on whom, as pictures show it: a trade from both ends, and suppliers over years.

Both are of what is recorded. Shares run 0..1; states and blocs stand by their codes; `claims` are
those that a picture belongs to.
"""

from dataclasses import dataclass
from typing import Literal

Counted = Literal["value", "mass", "output"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A trade from both ends: which part of what each has would be gone without it.

    of_exports : of all that the supplier sells; None where that is next to nothing beside what it
        makes. of_imports : of all that the buyer buys
    dearer : of one good, by how much the buyer's price index would rise, the prices of others as
        they are: where sources are nearly alike (sigma 20), and where they are not (sigma 3); None
        where nobody else sells it
    """

    supplier: str
    buyer: str
    value_usd: float
    of_exports: float | None
    of_imports: float
    dearer: tuple[float | None, float | None] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """What each side of some trade would lose without it, by value.

    finding, says : a title that says whose loss is larger, and what the picture shows
    """

    finding: str
    says: str
    what: str
    year: int
    pairs: tuple[Pair, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """A state's share in each year; None in a year without any supply."""

    state: str
    shares: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplies:
    """Who supplied a buyer, year by year; the world's output where `buyer` is None.

    by : what is counted, US$ or t of trade, or t of output
    bloc : those whom the claim asks about; `together` is their share
    largest : of all suppliers those that supplied most over the years
    total : of each year, in US$ or t
    finding, says : as of a dependence
    """

    finding: str
    says: str
    what: str
    buyer: str | None
    by: Counted
    bloc: tuple[str, ...]
    years: tuple[int, ...]
    together: tuple[float | None, ...]
    largest: tuple[Supplier, ...]
    total: tuple[float, ...]
    claims: tuple[str, ...]
