"""The review of a case as text: which claims wait, and their text accepted, changed or dropped.

Only the lines of the claim in hand change; comments and order of the rest stay as they are.
"""

import re
from collections.abc import Mapping

from accord.case.model import Case
from accord.case.review import unreviewed
from accord.errors import InputError

HEADER = re.compile(r"\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
MARK = re.compile(r"\s*review\s*=\s*true\s*(?:#.*)?$")


def waiting(case: Case) -> Mapping[str, str]:
    """Give the claims that nobody has reviewed: id to quote, in the order of the file."""
    return {name: one.quote for name, one in case.claims.items() if unreviewed(one)}


def block(text: str, claim: str) -> tuple[int, int]:
    """Find the lines of a claim: from its header to the next one that isn't of its parts.

    Raises InputError where the claim isn't written as a table of its own.
    """
    lines, start = text.split("\n"), None
    for at, line in enumerate(lines):
        header = HEADER.match(line)
        if not header:
            continue
        if start is not None and not header[1].startswith(f"claims.{claim}."):
            return start, at
        if header[1] == f"claims.{claim}":
            start = at
    if start is None:
        raise InputError(f"[claims.{claim}] has no table of its own; review it in an editor")
    return start, len(lines)


def shown(text: str, claim: str) -> str:
    """Give the text of a claim."""
    start, end = block(text, claim)
    return "\n".join(text.split("\n")[start:end])


def changed(text: str, claim: str, into: str) -> str:
    """Put another text in a claim's place."""
    start, end = block(text, claim)
    lines = text.split("\n")
    return "\n".join([*lines[:start], *into.split("\n"), *lines[end:]])


def accepted(text: str, claim: str) -> str:
    """Take the mark off a claim and its parts."""
    kept = (line for line in shown(text, claim).split("\n") if not MARK.match(line))
    return changed(text, claim, "\n".join(kept))


def dropped(text: str, claim: str) -> str:
    """Leave a claim out."""
    start, end = block(text, claim)
    lines = text.split("\n")
    return "\n".join([*lines[:start], *lines[end:]])
