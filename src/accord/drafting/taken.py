"""Who takes what somebody else sells: "Japan took a third of our exports".

The taker buys. Whose exports they are a pronoun says, and that is never the taker.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from accord.drafting.mentions import Mention
from accord.drafting.verbs import FINITE, verbs

TAKES = (
    r"\b(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )(?<!\bbeen )"
    rf"{verbs('take')}\b"
)
OURS = r"(?:our|its|their|his|her|your|my)"
SOLD = rf"{verbs('sell', *FINITE)}\b"
OWNED = (  # "of our platinum exports", "of what they sell", "of the oil that its wells sell"
    rf"(?:(?:of|half|all)\s+(?:all\s+)?(?P<whose>{OURS})\s+(?:[\w’'-]+\s+){{0,4}}?"
    r"(?:exports|shipments|deliveries|sales)\b(?!\s+(?:earnings|income|revenue))|"
    r"of\s+(?:all|everything|what|(?:all\s+)?the\s+[\w-]+(?:\s+[\w-]+)?)\s+(?:that\s+|which\s+)?"
    rf"(?P<who>we|they|it|he|she|you|{OURS}(?:\s+[\w’'-]+){{1,3}}?)\s+{SOLD})"
)
TAKEN = re.compile(
    rf"{TAKES}(?:(?!\bfrom\b)[^;:]){{0,50}}?\b{OWNED}(?![^;:]*\bfrom\b)", re.IGNORECASE
)
FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
SPEAKER = ("our", "my", "your", "we", "you")  # not named in the text, whoever speaks
ONE = ("its", "it", "his", "her", "he", "she")


@dataclass(frozen=True, slots=True)
class Taken:
    """Who takes, and who may be meant by the owner of what is taken."""

    takers: tuple[str, ...]
    owners: tuple[str, ...]  # none where the words leave it open


def taken(
    clause: str, lists: Sequence[Sequence[Mention]], subjects: Sequence[str], before: Sequence[str]
) -> Taken | None:
    """Tell the taker from the owner, where a clause says that somebody takes of another's exports.

    Parameters
    ----------
    lists : the actors of the clause, those named together in one list
    subjects : of the clause, its own or those that it takes over
    before : subjects of the clause before, in the same sentence
    """
    match = TAKEN.search(clause)
    if match is None:
        return None
    ahead = [several for several in lists if several[-1].span.end <= match.start()]
    if ahead and FROM.search(clause[: ahead[-1][0].span.start]):
        return None  # "bought coal from B and took half of its exports": the verbs tell both
    takers = tuple(m.name for m in ahead[-1]) if ahead else tuple(subjects)
    if not takers:
        return None
    word = (match["whose"] or match["who"]).casefold().split()[0]
    own = [name for name in subjects if name not in takers]
    owners = tuple(own or (name for name in dict.fromkeys(before) if name not in takers))
    unsure = word in SPEAKER or (word in ONE and len(owners) > 1)
    return Taken(takers, () if unsure else owners)
