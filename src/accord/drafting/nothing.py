"""What asserts nothing, whatever it names: questions, contact details, ratings, orders, menus."""

import re

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


WORDS = re.compile(r"[^\W\d_]{2,}")
FEWEST = 2  # words of an assertion; a row of a table has fewer
TARGET = re.compile(r"\]\([^)\s]*\)")  # where a link in Markdown leads, which isn't said


def empty(clause: str) -> bool:
    """Say whether a clause is a question or a phrase that asserts nothing, whatever it names."""
    said = TARGET.sub("]", clause)
    return (
        said.rstrip("\"”'’ ").endswith("?")
        or len(WORDS.findall(said)) < FEWEST
        or NOTHING.search(said) is not None
    )
