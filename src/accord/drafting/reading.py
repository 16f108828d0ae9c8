"""A file becomes a text that can be drafted, or an error that says why it can't.

Plain text and Markdown are read as they are. What is no text, too long for a draft, or not in
English is refused: the words that drafts are made with are English ones.
"""

import re

from accord.errors import InputError

MOST_BYTES = 1_000_000  # of a text: some 160,000 words
PAGES = re.compile(r"\s*(<!doctype html|<html\b)", re.IGNORECASE)
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
        size = f"{len(held) / 1e6:.1f} MB"
        raise InputError(f"{name} has {size}; a text has at most {MOST_BYTES / 1e6:g} MB")
    if held.startswith(b"%PDF"):
        raise InputError(f"{name} is a PDF; save its words as a text file, and draft that")
    if b"\0" in held:
        raise InputError(f"{name} is binary; a text is wanted")
    try:
        text = held.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = held[: error.start].count(b"\n") + 1
        wrong = f"line {line} of {name} is not UTF-8: byte 0x{held[error.start]:02x}"
        raise InputError(f"{wrong}; save it as UTF-8") from None
    check(text, name)
    return text


def check(text: str, name: str) -> None:
    """Refuse a text that can't be drafted.

    Raises
    ------
    InputError
        where there is nothing, too much of it, a web page, or another language
    """
    if not text.strip():
        raise InputError(f"{name} is empty; a text is wanted")
    if len(text) > MOST_BYTES:
        raise InputError(f"{name} is too long; a text has at most {MOST_BYTES:,} characters")
    if "\0" in text:
        raise InputError(f"{name} is binary; a text is wanted")
    if PAGES.match(text):
        raise InputError(f"{name} is a web page; save its words as a text file, and draft that")
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
    common = sum(word in COMMON for word in words)
    if len(words) >= ENOUGH_WORDS and common < LEAST * len(words):
        share = f"{100 * common / len(words):.0f} %"
        raise InputError(
            f"{name} doesn't read as English prose: {share} of its words are the commonest of "
            f"English, where prose has {LEAST:.0%} and more; draft an English text"
        )
