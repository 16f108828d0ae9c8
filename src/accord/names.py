"""Names: the kinds that there are, and how a wrong one is answered with the nearest right one.

The kinds are types: a field annotated with one of them is checked against the World or the case
wherever a case file is read, and nowhere else.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from typing import Annotated, Literal, NewType

from accord.errors import UnknownNameError

StateName = NewType("StateName", str)  # ISO 3166 alpha-3, or a bloc, which stands for its members
GoodName = NewType("GoodName", str)  # a good of the catalogue, "crude-oil"
CargoName = NewType("CargoName", str)  # a good, or "containers": whatever travels in boxes
HsCode = NewType("HsCode", str)  # six digits, "270900"
ScenarioName = NewType("ScenarioName", str)  # a scenario of the case
AssumptionName = NewType("AssumptionName", str)  # an assumption of the case
FigureName = NewType("FigureName", str)  # a curated single figure, "muslim-share"
RelationName = NewType("RelationName", str)  # a kind of tie, "land-border"
PlaceName = NewType("PlaceName", str)  # a place of the network, "turkmenbashi"
PassageName = NewType("PassageName", str)  # a strait, canal, border station, pipeline or line
TransitName = NewType("TransitName", str)  # who or what trade passes: a state, bloc or passage
BlocName = NewType("BlocName", str)  # a named set of states with dated membership
ActionName = NewType("ActionName", str)  # what an adversary of the case's game may do
SourceName = NewType("SourceName", str)  # a key of the catalogue, or judgement, or from memory

Horizon = Literal["long", "short"]  # of the response that a market is solved with
Model = Literal["partial", "pooled", "reallocating"]  # of a market
# What a metric reads of a market: who sells to whom; what anybody pays or gets a unit; what states
# gain; what they earn by selling abroad.
Reads = Literal["trade", "prices", "worth", "revenue"]
# Why it is read by the model that it is: the case says so; no trade is displaced; trade of a good
# that is the same whoever sells it is; it is, but a shock changes what links cost, which one price
# doesn't see; it is, but nothing is lost, so that one price has nothing to say of worth.
Why = Literal["case", "nothing displaced", "displaced", "links", "nothing lost"]
Magnitude = float | AssumptionName  # a number, or the assumption that it is drawn from


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """What a magnitude may be: `low` to `high`, both included unless `above` says otherwise.

    Put into an annotation, it is checked wherever a case file is read: a number must lie inside,
    an assumption must not range beyond, and be in one of the units.
    """

    low: float = float("-inf")
    high: float = float("inf")
    above: bool = False  # `low` itself is not allowed
    units: tuple[str, ...] = ("share", "ratio")  # of an assumption that may stand there

    def holds(self, number: float) -> bool:
        """Say whether a number is allowed."""
        return self.low <= number <= self.high and not (self.above and number == self.low)

    def __str__(self) -> str:
        """Say it in words; "" where every number will do."""
        if self.high == float("inf"):
            if self.low == float("-inf"):
                return ""
            return f"above {self.low:g}" if self.above else f"{self.low:g} or more"
        return f"{'above ' * self.above}{self.low:g} to {self.high:g}"


Share = Annotated[Magnitude, Within(low=0, high=1)]  # part of a whole, 0..1
Extra = Annotated[Magnitude, Within(low=0)]  # what comes on top, 0 or more
DAYS_A_YEAR = 365
Days = Annotated[Magnitude, Within(low=0, high=DAYS_A_YEAR, units=("days",))]  # of a year
Cost = Annotated[Magnitude, Within(low=0, units=("usd",))]  # US$ a year, 0 or more
Worth = Annotated[AssumptionName, Within(units=("usd",))]  # US$ a year, to gain or to lose


Word = Literal["supported", "depends", "contradicted", "untestable"]
Mark = Word | Literal["not reviewed"]
MARKS: dict[Mark, str] = {
    "supported": "●",
    "depends": "◐",
    "contradicted": "✕",
    "untestable": "?",
    "not reviewed": "·",
}

NO_MARKS = {code: None for code in range(128) if not chr(code).isalnum()}  # of ASCII


@lru_cache(maxsize=1 << 15)  # all names of the tables, which every network and reader asks anew
def fold(name: str) -> str:
    """Letters and digits alone: "Xi'an", "Xian" and "xi-an" are one name."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return name.lower().translate(NO_MARKS)


CONTAINERS = "containers"  # what a corridor carries that is no one good
USUAL = 0.6  # of two names that is the same where one may have been meant
SLIP = 0.75  # of two names that is the same where one is a slip of the other
OF_PASSAGES = re.compile(r"\b(straits?|canal|channel|pipeline)( of( the)?)?\b", re.IGNORECASE)


def nearest(name: str, known: Iterable[str], *, alike: float = USUAL) -> str | None:
    """Find the known name that looks most like this one; None where none comes close.

    alike : how much of both has to be the same, 0..1; above what is usual, names that only hold all
        words of this one, as n-minus-1 those of n-1, don't count
    """
    by_fold = {k.casefold().replace("_", "-").replace(" ", "-"): k for k in known}
    folded = name.casefold().replace("_", "-").replace(" ", "-")
    close = get_close_matches(folded, by_fold, n=8, cutoff=alike)
    if not close:
        words = set(folded.split("-"))
        holding = [k for k in by_fold if words <= set(k.split("-"))] if alike <= USUAL else []
        return by_fold[min(holding, key=len)] if holding else None
    # Of several as close, the one that begins alike: people err at the end of a word.
    return by_fold[max(close, key=lambda found: _likeness(found, folded))]


def slip_of(name: str, known: Iterable[str]) -> str | None:
    """Find the known name of which this one is a slip; None where it is more than that.

    Only what is nearly the same is a slip: Kolwezi is no Koblenz. What kind of passage it is counts
    for nothing: "Bab el Mandab Strait" is a slip of "bab-el-mandeb".
    """
    known = tuple(known)
    bare = OF_PASSAGES.sub("", name).strip()
    return nearest(name, known, alike=SLIP) or nearest(bare, known, alike=SLIP)


def _likeness(one: str, other: str) -> tuple[float, int]:
    """Score two names: how much they share, then how far they begin alike."""
    same = [a == b for a, b in zip(one, other, strict=False)]
    begin = same.index(False) if False in same else len(same)
    return SequenceMatcher(None, one, other).ratio(), begin


def suggestion(name: str, known: Iterable[str], *, most: int = 8) -> str:
    """Say what would be right: the nearest name, or the list where it is short."""
    known = sorted(known)
    if match := nearest(name, known):
        return f'did you mean "{match}"?'
    if not known:
        return "there are none"
    listed = ", ".join(known[:most])
    return f"there are: {listed}" + (f" and {len(known) - most} more" if len(known) > most else "")


def require(kind: str, name: str, known: Iterable[str], *, where: str = "") -> str:
    """Return the name if it is known.

    Raises UnknownNameError with the nearest known name otherwise; `where` completes the sentence,
    as in "in the world of 2023".
    """
    known = tuple(known)
    if name in known:
        return name
    place = f" {where}" if where else ""
    raise UnknownNameError(f'no {kind} "{name}"{place}; {suggestion(name, known)}')
