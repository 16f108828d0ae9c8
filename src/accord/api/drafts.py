"""Drafts: from a text to a case to be reviewed."""

import datetime as dt
from pathlib import Path
from typing import Any

from accord import case, drafting
from accord.api.tables import load_world
from accord.case.find import text_of
from accord.case.model import Case
from accord.drafting import Draft, Proposed, Written, review
from accord.drafting.write import named
from accord.files import write_text
from accord.world import World

MOST_BYTES = drafting.reading.MOST_BYTES
too_large = drafting.reading.too_large


def draft(text: str, *, world: World | None = None) -> Draft:
    """Find what a text asserts that data could decide, and propose a test of each.

    Nothing is judged: a claim that is drafted has no verdict before a person has reviewed it.

    Parameters
    ----------
    text : English prose, plain or Markdown, a line a paragraph; or a web page as HTML, of which
        the words are drafted: `Draft.text` has them
    world : whose names are known and whose goods can be read; the default year's where None

    Raises
    ------
    InputError
        where the text is empty, too long, or in another language
    """
    return drafting.draft(drafting.reading.words(text, "the text"), world or load_world())


def read(held: bytes, name: str) -> str:
    """Turn the bytes of a file into a text; `accord.drafting.reading` says what it refuses."""
    return drafting.read(held, name)


def proposed(found: Draft, *, url: str, model: str, key: str = "") -> Proposed:
    """Let a language model add proposals to a draft: those that pass, the others are counted.

    Parameters
    ----------
    url : of any endpoint that speaks OpenAI's chat format, without /chat/completions
    model : which of its models
    key : sent as a bearer token where there is one

    Raises
    ------
    InputError
        where the endpoint can't be asked
    """
    endpoint = drafting.Endpoint(url=url, model=model, key=key)
    return drafting.proposed(found, load_world(), endpoint)


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
                    "parts": [
                        {
                            "id": part.name,
                            "parameters": part.parameters,
                            "holds": part.lines.holds,
                            "fails": part.lines.fails,
                        }
                        for part in c.parts
                    ],
                }
                for c in one.candidates
            ],
            "gaps": list(one.candidates[0].gaps) if one.candidates else [],
            "untestable": one.reason or None,
            "would_take": one.would_take or None,
        }
        for one in found.claims
    ]


def pieces(made: Written) -> tuple[str, list[dict[str, str]]]:
    """Give what stands before the claims of a drafted case, and each claim with its own text.

    Claims have the order of the draft's; a case that is cut at its largest size has fewer.
    """
    names = [name for name, _ in named(made.draft) if f"\n[claims.{name}]\n" in made.text]
    head = made.text.partition("\n[claims.")[0]
    return head, [{"claim": name, "toml": review.shown(made.text, name)} for name in names]


class Review:
    """The review of a case file, claim by claim; the file is written when it is saved."""

    def __init__(self, path: Path) -> None:
        """Read a case file. Raises CaseError or InputError where it can't be."""
        self.path = path
        self.text = text_of(path)
        self.waiting = dict(review.waiting(self._read(self.text)))

    def _read(self, text: str) -> Case:
        return case.parse(
            text,
            name=self.path.stem,
            file=self.path.name,
            world=load_world,
            folder=self.path.parent,
        )

    def shown(self, claim: str) -> str:
        """Give the text of a claim."""
        return review.shown(self.text, claim)

    def accept(self, claim: str) -> None:
        """Take the mark off a claim. Raises CaseError where a gap or another fault is left."""
        self._become(review.accepted(self.text, claim))

    def change(self, claim: str, into: str) -> None:
        """Put another text in a claim's place. Raises CaseError where that has faults."""
        self._become(review.changed(self.text, claim, into))

    def drop(self, claim: str) -> None:
        """Leave a claim out."""
        self._become(review.dropped(self.text, claim))

    def _become(self, text: str) -> None:
        self.waiting = dict(review.waiting(self._read(text)))
        self.text = text

    def save(self) -> None:
        """Write the file, whole or not at all."""
        write_text(self.path, self.text)
