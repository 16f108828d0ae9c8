"""A text becomes a draft: every clause that data could decide, with its kind, names and tests.

Nothing is judged here. A drafted claim is a proposal until a person has reviewed it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from accord.drafting.antecedents import resolved
from accord.drafting.binding import Candidate, Clause, candidates, readable
from accord.drafting.datelines import dateline
from accord.drafting.features import features, read
from accord.drafting.likely import model
from accord.drafting.mentions import Gazetteer, Mention, gazetteer
from accord.drafting.nothing import empty
from accord.drafting.numbers import in_tonnes
from accord.drafting.roles import Roles, roles_of
from accord.drafting.sentences import Span, clauses, sentences
from accord.memo import kept
from accord.world import World

OF_JOINING = ("membership", "follows", "relation")  # kinds in which the bloc itself is meant
PLACES = ("place", "port", "terminal")  # nodes of the network that a text may name
FEW = 4  # words under which a line without a full stop is a heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """One clause that is worth a test."""

    start: int  # in code points of the text
    end: int
    quote: str
    paragraph: int  # as readers count: without title and headings
    kind: str
    entities: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    reason: str  # why nothing here can test it, "" where something can
    would_take: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was found in a text."""

    title: str
    accord: str | None  # the bloc that it proposes to join
    candidates: tuple[str, ...]  # who would join
    claims: tuple[Drafted, ...]
    sentences: int  # that were read
    text: str


def draft(text: str, world: World) -> Draft:
    """Draft a text.

    Parameters
    ----------
    text : plain; paragraphs are told by line ends
    world : whose names are known and whose goods can be read
    """
    named = known_names(world).within(text).mentions(text)
    title, paragraphs = _paragraphs(text)
    named, paragraphs = _without_datelines(text, named, paragraphs, world)
    accord, joiners = _proposal(text, named)
    reader = _Reader(text, resolved(text, named, joiners), world, accord, joiners)
    claims: list[Drafted] = []
    count = 0
    for number, paragraph in enumerate(paragraphs, 1):
        for sentence in sentences(text, paragraph):
            count += 1
            before: Roles | None = None
            for span in clauses(text, sentence):
                found, before = reader.clause(span, number, before)
                claims += [found] if found else []
    return Draft(
        title=title,
        accord=accord,
        candidates=joiners,
        claims=tuple(claims),
        sentences=count,
        text=text,
    )


def _without_datelines(
    text: str, named: list[Mention], paragraphs: Sequence[Span], world: World
) -> tuple[list[Mention], list[Span]]:
    """Leave datelines out of the paragraphs, and the cities in them out of the names."""
    countries = {name.casefold() for _, name, kind in world.state_names if kind != "capital"}
    filed = [dateline(text, paragraph, named, countries) for paragraph in paragraphs]
    within = {at for one in filed if one for at in range(one.start, one.end)}
    return (
        [m for m in named if m.span.start not in within],
        [
            Span(one.end, paragraph.end) if one else paragraph
            for paragraph, one in zip(paragraphs, filed, strict=True)
        ],
    )


class _Reader:
    """Reads clauses of one text, of which all names have been found."""

    def __init__(
        self,
        text: str,
        named: Sequence[Mention],
        world: World,
        accord: str | None,
        joiners: Sequence[str],
    ) -> None:
        self.text = text
        self.named = named
        self.starts = [m.span.start for m in named]
        self.lacking = readable(world.goods)
        self.tonnes = world.tonnes_in
        self.accord = accord
        self.joiners = joiners

    def clause(
        self, span: Span, paragraph: int, before: Roles | None
    ) -> tuple[Drafted | None, Roles]:
        """Read one clause: what it names, asserts, and which metrics could test it."""
        words = span.of(self.text).replace("\n", " ")
        mentions = self._mentions(span)
        roles = roles_of(words, mentions, before)
        seen = read(words, mentions, roles)
        likely = model().likely(features(seen))
        if not likely.worthy or empty(words):
            return None, roles
        kind = likely.kind
        if self.accord and kind not in OF_JOINING:
            roles.leave_out(self.accord)
        clause = Clause(
            text=words,
            kind=kind,
            likely=likely,
            roles=roles,
            numbers=in_tonnes(seen.numbers, self.tonnes),
            years=seen.years,
            accord=self.accord,
            candidates=self.joiners,
        )
        proposed = tuple(candidates(clause, self.lacking))
        reason, would_take = (
            ("", "") if proposed else UNTESTABLE.get(kind, UNTESTABLE["background"])
        )
        entities = [m.name for m in mentions if m.kind not in ("region", "place")]
        drafted = Drafted(
            start=span.start,
            end=span.end,
            quote=span.of(self.text),
            paragraph=paragraph,
            kind=kind,
            entities=tuple(dict.fromkeys(entities)),
            candidates=proposed,
            reason=reason,
            would_take=would_take,
        )
        return drafted, roles

    def _mentions(self, span: Span) -> list[Mention]:
        """Give the names in a stretch, with their places in it."""
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return [
            replace(m, span=Span(m.span.start - span.start, m.span.end - span.start))
            for m in self.named[first:last]
        ]


# Why a kind without a metric can't be tested, and what would make it testable.
UNTESTABLE = {
    "law": (
        "what a law or ban says is a fact of the text of that law, not of trade data",
        "the instrument, its date and its size, as a scenario or a sourced figure",
    ),
    "vague": (
        "no measure follows from the words: who would gain how much of what by when isn't said",
        "a quantity, a date, and the way in which one follows from the other",
    ),
    "quantity": (
        "the quantity is of something that no table here holds",
        "a sourced figure of it, as [figures.NAME] in the case",
    ),
    "opinion": ("an opinion, which no data decide", "a statement of fact that it rests on"),
    "background": (
        "no metric here reads what the sentence asserts",
        "a measure, a source for it, and a line",
    ),
}


@kept
def known_names(world: World) -> Gazetteer:
    """Gather the names that the World knows, once for all texts."""
    tables = world.corridors
    edges = tables["edges"].select("line", "title", "aliases").unique(maintain_order=True)
    nodes = tables["nodes"].filter(pl.col("kind").is_in(PLACES)).select("node", "name", "aliases")
    return gazetteer(
        states=world.state_names,
        goods={name: good.title for name, good in world.goods.items()},
        passages=dict(tables["passages"].select("passage", "title").iter_rows()),
        lines=list(edges.iter_rows()),
        places=list(nodes.iter_rows()),
    )


JOIN = re.compile(
    r"\b(?:joins?|joining|acced\w+|accession|membership|candidates?|"
    r"(?P<done>joined|members?)(?! by\b))\b",
    re.IGNORECASE,
)
SUPPOSED = re.compile(r"\b(?:if|were|should|once|would|could|may|might|had)\b", re.IGNORECASE)


def _proposal(text: str, named: Sequence[Mention]) -> tuple[str | None, tuple[str, ...]]:
    """Find which bloc the text would have whom join: those named nearest before the word."""
    for match in JOIN.finditer(text):
        start, end = _sentence_around(text, match.start())
        if match["done"] and not SUPPOSED.search(text, start, end):
            continue  # a fact, not a proposal
        here = [m for m in named if start <= m.span.start < end]
        bloc = next(
            (m.name for m in here if m.kind == "bloc" and m.span.start > match.start()), None
        )
        who = [m.name for m in here if m.kind == "state" and m.span.start < match.start()]
        if bloc and who:
            return bloc, tuple(dict.fromkeys(who))
    return None, ()


def _sentence_around(text: str, at: int) -> tuple[int, int]:
    start = max(text.rfind(stop, 0, at) for stop in (". ", "\n", "! ", "? ")) + 1
    ends = [e for stop in (". ", "\n", "! ", "? ") if (e := text.find(stop, at)) >= 0]
    return start, min(ends, default=len(text))


BULLET = re.compile(r"\s*[-*+•–]\s+(?=\S)")
LIST_MARK = re.compile(rf"{BULLET.pattern}|\s*\d{{1,2}}[.)]\s+(?=\S)")
STOPS = ".!?…:;\"”’')"
WRAPPED = 0.8  # of a block's longest line: one that is as long is broken off, not a heading


def _paragraphs(text: str) -> tuple[str, list[Span]]:
    """Give the title and the stretches that are paragraphs: no heading, list mark or blank line.

    A line is a paragraph, but lines that are broken off in the middle of a sentence belong
    together, up to the next blank line.
    """
    title, found = "", []
    for block in _blocks(text):
        lines = [line for line in block if not _is_heading(text, line, block)]
        if len(lines) < len(block):
            title = title or re.sub(r"^#+\s*", "", block[0].of(text))
        found += _joined(text, lines)
    return title, found


def _blocks(text: str) -> list[list[Span]]:
    """Gather the lines between blank ones, each without its list mark."""
    found: list[list[Span]] = [[]]
    at = 0
    for line in text.splitlines(keepends=True):
        mark = LIST_MARK.match(line)
        start = at + (mark.end() if mark else len(line) - len(line.lstrip()))
        span = Span(start, at + len(line.rstrip()))
        at += len(line)
        if span.end <= span.start:
            found.append([])
        elif mark:
            found.append([span])
        else:
            found[-1].append(span)
    return [block for block in found if block]


def _joined(text: str, lines: Sequence[Span]) -> list[Span]:
    """Join lines of which one breaks a sentence off; else each is a paragraph."""
    if any(line.of(text)[-1] not in STOPS for line in lines[:-1]):
        return [Span(lines[0].start, lines[-1].end)]
    return list(lines)


def _is_heading(text: str, line: Span, block: Sequence[Span]) -> bool:
    """A line of few words without a stop is a heading, if no item of a list and not broken off."""
    words = line.of(text)
    if words.startswith("#"):
        return True
    if BULLET.match(text, text.rfind("\n", 0, line.start) + 1, line.end):
        return False
    longest = max(line.end - line.start for line in block)
    broken = len(block) > 1 and len(words) >= WRAPPED * longest
    return words[-1] not in STOPS and len(words.split()) <= 3 * FEW and not broken
