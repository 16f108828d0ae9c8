"""A clause as features that a linear model can weigh: its words, with names masked, and its roles.

"Norway covered 48 percent of Germany's gas imports in 2024" becomes the words and pairs of words of
"STATE covered NUMBER percent of STATE GOOD imports in YEAR", each cut back to a stem, so that what
was learnt of Norway holds for Gabon; then the classes of `classes.toml` that the words are in, so
that what was learnt of "ban" holds for "embargo", and their order; the words as they are written,
also those that no clause of the training has; who was found in which role, which units and how many
years there are.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from accord.drafting.mentions import Mention
from accord.drafting.numbers import YEAR, Number, numbers, years
from accord.drafting.roles import Roles

# Endings that are cut off a word, the first that fits; what is left has three letters and more.
ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("ing", ""), ("edly", ""), ("ed", ""), ("es", ""), ("s", ""),
    ("e", ""),
)  # fmt: skip
SHORTEST = 3
TOKEN = re.compile(r"[a-z]+|[A-Z]+|[?!:;]")
WRITTEN = "v="  # before a word as it is written
HEAD = 4  # letters by which words of one family are told: "diversify", "diversification"
LENGTH = 7  # words by which clauses are told short and long, in so many steps
LONGEST = 3
ROLES = (
    "suppliers", "buyers", "avoided", "through", "subjects", "others", "goods", "groups", "blocs",
    "passages", "lines", "regions",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read off the words of one clause, before anybody asks what it asserts."""

    text: str
    mentions: Sequence[Mention]
    numbers: Sequence[Number]
    years: Sequence[int]
    roles: Roles


def read(text: str, mentions: Sequence[Mention], roles: Roles) -> Read:
    """Put together what is read off a clause."""
    return Read(text=text, mentions=mentions, numbers=numbers(text), years=years(text), roles=roles)


def features(clause: Read) -> list[str]:
    """Give the features of a clause, each once, in a fixed order."""
    return list(dict.fromkeys(_features(clause)))


def _features(clause: Read) -> Iterator[str]:
    written = TOKEN.findall(masked(clause.text, clause.mentions))
    words = [stem(word) for word in written]
    yield f"first={words[0] if words else ''}"
    yield from (f"{WRITTEN}{word}" for word in written if word.islower())
    yield from (f"w={word}" for word in words)
    yield from (f"p={word[:HEAD]}" for word in words if len(word) >= HEAD and word.islower())
    yield from (f"b={one}_{following}" for one, following in pairwise(words))
    means = [meaning for word in words for meaning in classes().get(word, ())]
    yield from (f"c={meaning}" for meaning in means)
    outline = [m for word in words for m in _outlined(word)]
    yield from (f"o={one}_{following}" for one, following in pairwise(outline))
    yield from (f"s={one}_{later}" for one, later in zip(outline, outline[2:], strict=False))
    yield from (f"l={meaning}" for meaning in outline[-2:])
    yield from (f"f={meaning}" for meaning in outline[:2])
    yield f"long={min(LONGEST, len(words) // LENGTH)}"
    roles = clause.roles
    for name in ROLES:
        several = getattr(roles, name)
        if several:
            yield f"r={name}"
        if len(several) > 1:
            yield f"rr={name}"
    yield f"of={roles.of}"
    if roles.output:
        yield "makes"
    if roles.ends:
        yield "ends"
    yield from (f"u={number.unit}" for number in clause.numbers)
    if clause.years:
        yield "year"
    if len(set(clause.years)) > 1:
        yield "years"


def _outlined(word: str) -> Sequence[str]:
    """Give what a word adds to the outline of a clause: what kind of name it is, or its class."""
    return (word,) if word.isupper() else classes().get(word, ())[:1]


@cache
def classes() -> Mapping[str, tuple[str, ...]]:
    """Read the classes of words: stem -> all classes that it is in, in the order of the table."""
    table = tomllib.loads(files(__package__).joinpath("classes.toml").read_text(encoding="utf-8"))
    found: dict[str, dict[str, None]] = {}
    for name, words in table.items():
        for word in words.split():
            found.setdefault(stem(word), {})[name] = None
    return {word: tuple(several) for word, several in found.items()}


def masked(text: str, mentions: Sequence[Mention]) -> str:
    """Write a text in small letters, its names, years and numbers as kinds in capitals."""
    spans = [(m.span.start, m.span.end, _kind(m)) for m in mentions]
    spans += [(m.start(), m.end(), "YEAR") for m in YEAR.finditer(text)]
    pieces, at = [], 0
    for start, end, kind in sorted(spans):
        if start >= at:
            pieces += [_plain(text[at:start]), f" {kind} "]
            at = end
    return "".join([*pieces, _plain(text[at:])])


def _kind(mention: Mention) -> str:
    return "OF" * (mention.adjective and mention.kind == "state") + mention.kind.upper()


# "has gone up from 2 to 35 %" says what "has risen" says, in words of other classes.
GONE = re.compile(r"\b(gone|went) (up|down)(?= (?:from|by)\b)")
MOVED = {"gone up": "risen", "went up": "rose", "gone down": "fallen", "went down": "fell"}


def _plain(text: str) -> str:
    text = text.replace("→", " to ")
    text = GONE.sub(lambda found: MOVED[found[0]], text.lower())
    text = re.sub(r"['’]s\b", "", text).replace("%", " percent ")
    return re.sub(r"\d[\d,.]*", " NUMBER ", re.sub(r"[$€£]", " money ", text))


def stem(word: str) -> str:
    """Cut an ending off: "supplied", "supplies" and "supply" are one feature."""
    if not word.islower() or len(word) <= SHORTEST:
        return word
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= SHORTEST:
            return word[: len(word) - len(ending)] + instead
    return word
