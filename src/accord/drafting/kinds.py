"""What a clause asserts, and whether data could decide it at all.

`kinds.toml` holds the patterns, in order: the first that fits names the kind. A clause is worth a
test where what speaks for a statement about the world (names, numbers, words of a kind) outweighs
what speaks against it (a question, an opinion, an order, a line of contact details).
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from accord.drafting.mentions import Mention
from accord.drafting.numbers import Number

BACKGROUND = "background"
ENOUGH = 1.0  # of what speaks for a test
NAMED = {"state": 0.45, "bloc": 0.4, "good": 0.4, "group": 0.3, "passage": 0.5, "line": 0.5}
NUMBERED = 0.6  # a number with a unit; the second one adds nothing
DATED = 0.15
ABOUT = 0.35  # a word of the field
ACTS = 0.6  # a named actor and a verb: something is said of it
ACTORS = frozenset({"state", "bloc", "line", "passage"})
# What asserts nothing: contact details, orders, what somebody declined to say, headings of forms.
NOTHING = re.compile(
    r"\b(for more information|please|contact|subscribe|press office|declined to comment|"
    r"will (?:meet|take place)|target price|price target|share price|dividends?|"
    r"(sell|buy|hold) rating|"
    r"e-?mail|read more|click|copyright|all rights reserved|thank you|"
    r"ladies and gentlemen|it is (?:an honou?r|a pleasure)|"
    r"flew to|"
    r"(?:rose|fell|gained|lost|up|down) [\d.]+ ?(?:%|per ?cent) in (?:London|New York|Shanghai)|"
    r"the author is|"
    r"further research|about the author|\w+@\w+|https?:)|"
    r"^[^.]{1,60}\s[>›»|]\s",  # where in a site a page lies
    re.IGNORECASE,
)
SPEECH = re.compile(
    r"^[\"“'‘].*[\"”'’]?,?[\"”]?\s+(said|says|told|added|wrote|according to)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of statement: the words that tell it, and which names it can't do without."""

    name: str
    words: re.Pattern[str]
    needs: tuple[str, ...]
    weight: float

    def fits(self, clause: str, named: set[str]) -> bool:
        """Say whether a clause is of this kind."""
        return (not self.needs or bool(named & set(self.needs))) and bool(self.words.search(clause))


@dataclass(frozen=True, slots=True)
class Kinds:
    """The table of kinds, read once."""

    ordered: tuple[Pattern, ...]
    about: re.Pattern[str]  # a word of the field
    states: re.Pattern[str]  # a verb that states something


@cache
def kinds() -> Kinds:
    """Read the kinds, in their order."""
    table = tomllib.loads(files(__package__).joinpath("kinds.toml").read_text(encoding="utf-8"))
    return Kinds(
        ordered=tuple(
            Pattern(
                name=kind["name"],
                words=re.compile(kind["pattern"], re.IGNORECASE),
                needs=tuple(kind.get("needs", ())),
                weight=kind["weight"],
            )
            for kind in table["kinds"]
        ),
        about=re.compile(table["about"], re.IGNORECASE),
        states=re.compile(table["states"], re.IGNORECASE),
    )


JOINING = r"(?:join\w*|acced\w+|accession|sign\w*|membership)"
WHERE = r"(?:if|by|when|once|after|through|should|were)"
MODAL = r"(?:would|could|will|may|might|can|should)"
CONDITION = re.compile(rf"^{WHERE}\b[^,;]*\b{JOINING}\b[^,;]*,\s*", re.IGNORECASE)
GERUND = re.compile(
    rf"^(?:\W*\w+\b){{0,6}}?\W*\b{JOINING}\b[^;]*?\b(?={MODAL}\b(?! {JOINING}))", re.IGNORECASE
)
# Actors without a name: of a kind that needs one, but no more than that is known of them.
UNNAMED = re.compile(
    r"\b(?:the two(?= (?:states|countries|nations|sides|partners|governments|capitals|presidents|"
    r"leaders|ministers|(?:have |had )?(?:signed|agreed|concluded|ratified|initialled))\b)|"
    r"everyone|everybody|nobody|"
    r"(?:both|the (?:two )?) ?(?:sides|countries|governments|capitals|presidents|parties))",
    re.IGNORECASE,
)
LEFT = 3  # words that a main clause has at least


def main(clause: str) -> str:
    """Give what a clause asserts of joining: "If A joined B, C would gain" is about C's gain."""
    for head in (CONDITION, GERUND):
        found = head.match(clause)
        if found and len(clause[found.end() :].split()) >= LEFT:
            return clause[found.end() :]
    return clause


def kind_of(
    clause: str,
    mentions: Sequence[Mention],
    found: Sequence[Number],
    dated: bool,
    *,
    inherited: bool = False,
) -> tuple[str, float]:
    """Name a clause's kind, and how much speaks for a test; `ENOUGH` and more is worth one.

    Parameters
    ----------
    found : numbers in it; `dated`, whether it names a year
    inherited : its "it" or "they" is a state that the clause before names
    """
    clause = main(clause)
    named = {str(m.kind) for m in mentions} | ({"state"} if inherited else set())
    unnamed = UNNAMED.search(clause) is not None
    fitting = [
        p for p in kinds().ordered if p.fits(clause, named | {"state"} if unnamed else named)
    ]
    first = next((p for p in fitting if p.name != "opinion"), None)
    opinion = any(p.name == "opinion" for p in fitting)
    score = _named(clause, named, found, unnamed=unnamed) + DATED * dated
    score += max((p.weight for p in fitting if p.weight > 0), default=0.0)
    score += sum(p.weight for p in fitting if p.weight < 0)
    if clause.rstrip("\"”'’ ").endswith("?") or NOTHING.search(clause):
        score -= 2
    if opinion and score < ENOUGH:
        return "opinion", score
    return first.name if first else BACKGROUND, score


def _named(clause: str, named: set[str], found: Sequence[Number], *, unnamed: bool) -> float:
    """Weigh what a clause names: actors that do something, things of the field, quantities."""
    quantity = any(n.unit for n in found)
    about = bool(kinds().about.search(clause))
    score = sum(NAMED.get(kind, 0.0) for kind in named) + NUMBERED * quantity + ABOUT * about
    if named & ACTORS and kinds().states.search(clause):
        score += ACTS
    if unnamed and "state" not in named:
        score += NAMED["state"]
    return score if named or quantity or about or unnamed else score - 1
