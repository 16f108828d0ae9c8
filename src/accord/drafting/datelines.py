"""Where a report was filed stands ahead of its first sentence, and is no part of what that says.

"NAIROBI, Oct 9 (Agency) -", "LONDON (Reuters) —", "BERLIN —", "NEW DELHI, 14 October 2026:". Words
in capitals that name something else than a city ("OPEC — the cartel —") are no dateline.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from accord.drafting.mentions import Mention
from accord.drafting.sentences import Span

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
DATE = rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:,? \d{{4}})?"
CAPITALS = r"[A-Z][A-Z.’'-]+"
DATELINE = re.compile(
    rf"(?P<city>(?=[A-Z .’'-]{{4}}){CAPITALS}(?:[ /]{CAPITALS}){{0,3}})(?:, [A-Z][\w.]+)?"
    rf"(?:(?P<date>,? {DATE}))?(?: \((?P<agency>[A-Z][^()\d]{{1,40}})\))?"
    r"(?:\s+[-–—]+\s+|(?P<colon>:)\s+)(?=\S)"
)
NO_CITY = ("bloc", "good", "group", "line", "passage", "region")


def dateline(
    text: str, paragraph: Span, named: Sequence[Mention], countries: Collection[str]
) -> Span | None:
    """Find the dateline that a paragraph begins with, with the mark and spaces after it.

    Parameters
    ----------
    named : what the text names, in its order
    countries : names of states in small letters: "CHINA — " opens no report
    """
    match = DATELINE.match(text, paragraph.start, paragraph.end)
    if match is None or (match["colon"] and not match["date"]):
        return None
    if match["city"].casefold() in countries and not (match["date"] or match["agency"]):
        return None
    first = bisect_left(named, match.start(), key=_start)
    inside = named[first : bisect_left(named, match.end(), lo=first, key=_start)]
    within_agency = [m for m in inside if m.span.start >= match.start("agency") >= 0]
    if within_agency or any(m.kind in NO_CITY for m in inside):
        return None
    return Span(match.start(), match.end())


def _start(mention: Mention) -> int:
    return mention.span.start
