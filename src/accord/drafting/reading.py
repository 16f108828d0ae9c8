"""A file becomes a text that can be drafted, or an error that says why it can't.

Plain text and Markdown are read as they are, web pages and PDF through `pages`. What is no text,
too long for a draft, or not in English is refused: drafts are made with English words.
"""

import re

from accord.drafting import pages
from accord.errors import InputError
from accord.numbers import percent_text

MOST_BYTES = 20_000_000  # of a file; a page or PDF is mostly not its words
MOST = 1_000_000  # characters of a text: some 160,000 words
# The commonest words of English; in any English prose they are a fifth of all and more.
WORDS = (
    "the of and to in a is that for it as was with be by on not he his but at are this have from "
    "or had an they which you were her she all will would there been has their its more who"
)
COMMON = frozenset(WORDS.split())
LEAST = 0.15  # of all words, below which a text is taken for another language
ENOUGH_WORDS = 25  # to tell a language by


def read(held: bytes, name: str) -> str:
    """Turn bytes into a text to be drafted.

    Raises
    ------
    InputError
        where there is nothing, no text, too much of it, or another language
    """
    if len(held) > MOST_BYTES:
        raise too_large(len(held), name)
    if held.startswith(pages.PDF):
        return words(pages.of_pdf(held, name), name)
    if b"\0" in held:
        raise InputError(f"{name} is binary; a text is wanted")
    try:
        text = held.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = held[: error.start].count(b"\n") + 1
        wrong = f"line {line} of {name} is not UTF-8: byte 0x{held[error.start]:02x}"
        raise InputError(f"{wrong}; save it as UTF-8") from None
    return words(text, name)


def too_large(size: int, name: str) -> InputError:
    """Say that a file has too many bytes to be read at all."""
    return InputError(
        f"{name} has {size / 1e6:.1f} MB; a file has at most {MOST_BYTES / 1e6:g} MB here"
    )


def words(text: str, name: str) -> str:
    """Give the text to be drafted: itself, or the words of the web page that it is.

    Raises
    ------
    InputError
        where there is nothing, too much of it, or another language
    """
    if not text.strip():
        raise InputError(f"{name} is empty; a text is wanted")
    if "\0" in text:
        raise InputError(f"{name} is binary; a text is wanted")
    if pages.PAGE.match(text):
        text = pages.of_web_page(text, name)
    if len(text) > MOST:
        raise InputError(f"{name} has {len(text):,} characters; a text has at most {MOST:,}")
    every = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
    common = sum(word in COMMON for word in every)
    if len(every) >= ENOUGH_WORDS and common < LEAST * len(every):
        share = percent_text(common / len(every))
        raise InputError(
            f"{name} doesn't read as English prose: {share} of its words are the commonest of "
            f"English, where prose has {percent_text(LEAST)} and more; draft an English text"
        )
    return text
