"""Which kinds of statement a clause's words speak for, and what asserts nothing at all.

`kinds.toml` holds the patterns. Each that fits is a vote, no more: `likely` weighs the votes with
the words of the clause.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that speak for a kind of statement, and which names they can't do without."""

    vote: str  # the kind, and a number among the patterns of that kind: "share-2"
    words: re.Pattern[str]
    needs: tuple[str, ...]

    def fits(self, clause: str, named: Set[str]) -> bool:
        """Say whether a clause that names these kinds of things has the words."""
        return (not self.needs or bool(named & set(self.needs))) and bool(self.words.search(clause))


@cache
def patterns() -> tuple[Pattern, ...]:
    """Read the patterns, in their order."""
    table = tomllib.loads(files(__package__).joinpath("kinds.toml").read_text(encoding="utf-8"))
    return tuple(_patterns(table["kinds"]))


def _patterns(rows: list[dict[str, str]]) -> Iterator[Pattern]:
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row["name"]] += 1
        yield Pattern(
            vote=f"{row['name']}-{seen[row['name']]}",
            words=re.compile(row["pattern"], re.IGNORECASE),
            needs=tuple(row.get("needs", ())),
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


def empty(clause: str) -> bool:
    """Say whether a clause is a question or a phrase that asserts nothing, whatever it names."""
    return clause.rstrip("\"”'’ ").endswith("?") or NOTHING.search(clause) is not None


def votes(clause: str, named: Set[str]) -> list[str]:
    """Name the patterns that fit.

    Parameters
    ----------
    named : kinds of names in the clause; an actor whom "it" or "they" means counts as a state
    """
    known = named | {"state"} if UNNAMED.search(clause) else named
    stated = main(clause)
    return [p.vote for p in patterns() if p.fits(stated, known)]
