"""Sentences and clauses of a text, as exact stretches of it.

A sentence ends at `.`, `!` or `?` before a space and a capital, but not after an abbreviation, an
initial or a number that goes on. A clause ends where a sentence joins two statements that could
each stand alone. Every piece is told by its two ends in the text, counted in code points, so that a
quote is always a substring.
"""

import re
from dataclasses import dataclass

# Words with a full stop that ends no sentence.
WITH_A_STOP = (
    "mr mrs ms dr prof st gen col sen rep gov lt capt sgt messrs jr sr vs etc approx "
    "ca cf al no nos fig eq vol pp ed eds inc ltd corp co est dept min max jan feb "
    "mar apr jun jul aug sep sept oct nov dec u.s u.k u.n e.u u.a.e i.e e.g a.m p.m "
    "d.c"
)
ABBREVIATIONS = frozenset(WITH_A_STOP.split())
ENDS = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
# What joins two statements: a semicolon, a colon, a conjunction after a comma that opens a new
# one, a relative pronoun whose clause ends the sentence, a participle that says what follows from
# what was said, or a reason.
AUXILIARY = r"(?:is|are|was|were|has|have|had|will|would|could|can|may|might|do|does|did)"
SUBJECT = r"(?:[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*|a|an|some|most|many|no|both|such|these|those)"
PARTICIPLE = (
    r"(?!(?:includ|accord|dur|regard|exclud|depend|concern|follow|begin|start|stand|be)ing\b)"
    r"[a-z]+ing\b"
)
JOINS = re.compile(
    r"[;:]\s+|\s+[–—]\s+|"
    r",\s+(?=(?:but|yet|while|whereas|although|though|so that|and (?:it|they|the|its))\b)|"
    rf",\s+(?=(?:which|who)\b[^,;]*(?:,\s{PARTICIPLE}[^,;]*)?[.!?]?$)|"
    rf",\s+(?=and\s{SUBJECT}(?:\s[\w’'-]+){{0,4}}?\s{AUXILIARY}\b)|"
    rf",\s+(?=(?:thereby |thus |\w+ly )?{PARTICIPLE}\s[^,;]*$)|"
    rf"\s+(?=while\s{PARTICIPLE})|"
    rf",\s+(?=with\s[A-Z][\w’'-]*\s{PARTICIPLE})|"
    r",?\s+(?=(?:because|given (?:that|the)|even though)\s)|"
    r",\s+(?=(?:as|since|for)\s(?:the|its|their|both|it|they|most|no|nearly|almost|[A-Z]))|"
    r"\s+(?=and (?:also|actively|already|still|then|now)\s)"
)
# "For them, joining is a gain": what comes after is the subject, not what follows from it.
OPENING = re.compile(r"(?:For|In|After|Before|Under|At|On|By|If|When|With|Without|To)\s[^,]*")
# "As A does, B does": what is said first stands on its own.
LEADS = re.compile(
    r"(?!As (?:part|a|an|of|well|such|regards)\b)(?:As|While|Although|Though|Because|Since|Whereas)"
    r"\s[^,;:]{15,140}(,\s+)"
)
# What comes after a colon and states nothing by itself: names, one after another.
NAMED = r"(?:[A-Z][\w.'’-]*|and|or|the|of)"
NAMES = re.compile(rf"(?:{NAMED}[,\s]+)*{NAMED}[.!?]?")
# What is put in between dashes and states nothing: "– through this and other funds –".
PHRASE = re.compile(
    r"(?:to|through|by|via|with|without|from|in|at|on|for|including|especially|notably|such as|"
    r"namely|among)\s",
    re.IGNORECASE,
)
DASH = re.compile(r"\s[–—]\s")
# A label and its value are one statement: "Dependence on Russian gas: 45 % in 2021".
VALUE = re.compile(
    r"(?:(?:ca\.?|about|around|roughly|some|nearly|over|above|below|under|(?:more|less) than|"
    r"up to|[~≈<>])\s*)?[$€£]?\d"
)
STATES = re.compile(rf"\b{AUXILIARY}\b")
LABEL = 10  # words that a label has at most
DASHES = ("–", "—")
LABELS = (":", *DASHES)  # what may stand after a label
# "The head of A, and that of B, signed it": before the comma nothing is stated yet.
VERB = re.compile(rf"\b{AUXILIARY}\b|\b[a-z]{{2,}}(?:ed|s)\b|\b(?:sold|bought|sent|took|made)\b")
# "and the parliaments of the states": of a list, where nothing in it can be a verb
DOES = re.compile(
    rf"\b{AUXILIARY}\b|\b[a-z]{{2,}}ed\b|\b[a-z]{{2,}}s\s+(?!(?:of|and|or|in|from|for|with)\b)\w|"
    r"\b(?:sold|bought|sent|took|made|gave|grew|rose|fell|came|went|buy|sell|send|take|make|carry|"
    r"give|get|need|depend|rely|lie|come|go|hold|share|run|remain|supply|cross|keep)\b|"
    r"^and the (?:rest|remainder|balance|others?\b)"  # does what was said before
)
SHORTEST = 4  # words that a clause has at least


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: `text[start:end]`, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Give the words."""
        return text[self.start : self.end]


def sentences(text: str, within: Span) -> list[Span]:
    """Split a stretch of text into sentences, without the white space between them."""
    found, start = [], within.start
    for match in ENDS.finditer(text, within.start, within.end):
        if _goes_on(text, match.start(), match.end(), within.end):
            continue
        found.append(_trimmed(text, start, match.end()))
        start = match.end()
    found.append(_trimmed(text, start, within.end))
    return [span for span in found if span.end > span.start]


def _goes_on(text: str, stop: int, after: int, end: int) -> bool:
    """Say whether a stop ends no sentence: an abbreviation, an initial, a small letter next."""
    rest = text[after:end].lstrip()
    if not rest:
        return False
    if text[stop] != ".":
        return rest[0].islower()
    word = re.search(r"([\w.]+)$", text[max(0, stop - 20) : stop])
    last = word.group(1).casefold() if word else ""
    initial = len(last) == 1 and last.isalpha() and text[stop - 1].isupper()
    return rest[0].islower() or last in ABBREVIATIONS or initial


def clauses(text: str, sentence: Span) -> list[Span]:
    """Split a sentence where it joins statements; one clause where it doesn't."""
    at = sentence.start
    words = sentence.of(text)
    cuts = [(m.start() + at, m.end() + at) for m in JOINS.finditer(words)]
    if lead := LEADS.match(words):
        cuts = sorted({*cuts, (lead.start(1) + at, lead.end(1) + at)})
    found, start, shut = [], sentence.start, -1
    for stop, after in cuts:
        rest = text[after : sentence.end]
        mark = text[stop:after].strip()[:1]
        if stop == shut or not _joins(text[start:stop], mark, rest):
            continue
        if mark in DASHES and (inside := _put_in(rest)):
            shut = after + len(inside) if len(inside) < len(rest) else -1
            continue
        found.append(_trimmed(text, start, stop))
        start = after
    found.append(_trimmed(text, start, sentence.end))
    return found


def _put_in(rest: str) -> str:
    """Give what stands between a dash and the next, where it is names or a phrase; else nothing."""
    inside = DASH.split(rest, maxsplit=1)[0]
    phrase = PHRASE.match(inside) and not STATES.search(inside)
    return inside if phrase or NAMES.fullmatch(inside) else ""


def _joins(before: str, mark: str, after: str) -> bool:
    """Say whether a cut lies between two statements, not within a list, a name or a subject."""
    shortest = SHORTEST - 1 if after.startswith(("which ", "who ")) else SHORTEST
    if len(before.split()) < SHORTEST or len(after.split()) < shortest:
        return False
    if mark in LABELS:  # "Volumes from A to B: 8 bcm" states nothing ahead of the colon
        label = len(before.split()) <= LABEL and not STATES.search(before)
        if label and VALUE.match(after) and not STATES.search(after):
            return False
    if mark == ":":
        return VERB.search(before) is not None and NAMES.fullmatch(after) is None
    if mark == "," and after.startswith("and "):
        return VERB.search(before) is not None and DOES.search(after) is not None
    if mark == "," and LEADS.match(before + ", "):
        return DOES.search(before) is not None
    return mark != "," or OPENING.fullmatch(before) is None


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
