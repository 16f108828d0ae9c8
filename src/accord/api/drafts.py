"""Drafts: from a text to a case to be reviewed."""

import datetime as dt
from typing import Any

from accord import drafting
from accord.api.tables import load_world
from accord.drafting import Draft, Written
from accord.world import World

MOST_BYTES = drafting.reading.MOST_BYTES


def draft(text: str, *, world: World | None = None) -> Draft:
    """Find what a text asserts that data could decide, and propose a test of each.

    Nothing is judged: a claim that is drafted has no verdict before a person has reviewed it.

    Parameters
    ----------
    text : English prose, plain or Markdown; a line is a paragraph
    world : whose names are known and whose goods can be read; the default year's where None

    Raises
    ------
    InputError
        where the text is empty, too long, or in another language
    """
    drafting.reading.check(text, "the text")
    return drafting.draft(text, world or load_world())


def read(held: bytes, name: str) -> str:
    """Turn the bytes of a file into a text; `accord.drafting.reading` says what it refuses."""
    return drafting.read(held, name)


def written(
    found: Draft, *, name: str, date: dt.date | None = None, world: World | None = None
) -> Written:
    """Write a draft as a case file that `accord check` accepts."""
    return drafting.written(found, world or load_world(), name=name, date=date)


def spans(found: Draft) -> list[dict[str, Any]]:
    """Give the claims of a draft as JSON has them; `start` and `end` count code points."""
    return [
        {
            "start": one.start,
            "end": one.end,
            "quote": one.quote,
            "paragraph": one.paragraph,
            "kind": one.kind,
            "entities": list(one.entities),
            "candidates": [
                {
                    "metric": c.metric,
                    "parameters": c.parameters,
                    "holds": c.lines.holds if c.lines else None,
                    "fails": c.lines.fails if c.lines else None,
                    "gaps": list(c.gaps),
                }
                for c in one.candidates
            ],
            "gaps": list(one.candidates[0].gaps) if one.candidates else [],
            "untestable": one.reason or None,
            "would_take": one.would_take or None,
        }
        for one in found.claims
    ]
