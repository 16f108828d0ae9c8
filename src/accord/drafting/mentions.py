"""What a text names: states, blocs, regions, goods, lines and passages, in one pass.

The longest name wins, once over the text, so that "South Korean" is no Korean and "Suez Canal" no
canal of Suez's own. Names come from the package's tables (states with their demonyms and capitals,
goods, lines and passages of the network) and from `words.toml`.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import chain
from typing import Literal

from accord.drafting.sentences import Span

Kind = Literal["state", "bloc", "region", "good", "group", "passage", "line", "place", "inside"]
WORDS = "words.toml"
SHORTEST = 3  # letters of a name
# What a title is short for may be the name of something larger: the island, the sea, a state.
OTHER_THINGS = frozenset(
    {"Taiwan", "Singapore", "Korea", "Florida", "Sicily", "Caspian", "Black Sea", "Panama", "Kiel",
     "Bangladesh", "Brotherhood", "Adria", "East-West"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: where it stands, what kind of thing it is, and which."""

    span: Span
    kind: Kind
    name: str  # the code of a state, the name of a bloc, good, line or passage
    adjective: bool = False  # a demonym: "Russian supplies"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names that are known, ready to be looked for."""

    pattern: re.Pattern[str]
    by_name: Mapping[str, tuple[tuple[Kind, str, bool], ...]]
    exact: frozenset[str]  # names that are meant only as they are written
    folded: frozenset[str]  # the same, whatever their case
    ambiguous: Mapping[str, Mapping[str, re.Pattern[str]]]  # name -> state -> words that tell it

    def within(self, text: str) -> "Gazetteer":
        """Settle names of two states by the words of a text; those that stay open name nothing."""
        settled = dict(self.by_name)
        for name, states in self.ambiguous.items():
            meant = [state for state, words in states.items() if words.search(text)]
            sure = len(meant) == 1
            settled[_folded(name)] = (
                ("state", meant[0], False) if sure else ("inside", name, False),
            )
        return replace(self, by_name=settled)

    def mentions(self, text: str) -> list[Mention]:
        """Find every name in a text, in its order; none overlaps another."""
        small = _small(text)
        return [m for found in self.pattern.finditer(small) if (m := self._mention(text, found))]

    def _mention(self, text: str, found: re.Match[str]) -> Mention | None:
        written = text[found.start(1) : found.end(1)]
        if found[1] in self.folded and written not in self.exact:
            return None
        kind, name, adjective = self.by_name[_folded(written)][0]
        if kind == "inside":
            return None
        return Mention(Span(*found.span(1)), kind, name, adjective)


Titled = Iterable[tuple[str, str, str | None]]  # id, title, other names after , or ;


def gazetteer(
    states: Iterable[tuple[str, str, str]],
    goods: Mapping[str, str],
    passages: Mapping[str, str],
    lines: Titled,
    places: Titled,
) -> Gazetteer:
    """Gather the names.

    Parameters
    ----------
    states : (code, name, kind), kind one of name, demonym, capital
    goods, passages : name of the table -> title
    lines, places : with their titles and other names
    """
    words = tomllib.loads(files(__package__).joinpath(WORDS).read_text(encoding="utf-8"))
    exact = set(words["exact"]["names"])
    by_name: dict[str, list[tuple[Kind, str, bool]]] = {}
    spelt: dict[str, set[str]] = {}
    cased: set[str] = set()  # often common words besides: "Sur", "Tag", "Sol"
    named = chain(
        _words(words),
        ((written, "state", code, kind == "demonym") for code, written, kind in states),
        _titles("good", ((name, title, name.replace("-", " ")) for name, title in goods.items())),
        ((written, "passage", name, False) for name, written in _passages(passages)),
        _lines(lines),
        _titles("place", places),
    )
    for written, kind, name, adjective in named:
        folded = _folded(written)
        by_name.setdefault(folded, []).append((kind, name, adjective))
        spelt.setdefault(folded, set()).add(written)
        if kind in ("line", "place"):
            cased.add(folded)
    # "Danish Straits" is a passage and "Danish straits" a line: as any of them has it.
    exact |= {written for folded in cased for written in spelt[folded]}
    longest = sorted(by_name, key=len, reverse=True)
    # Small letters on both sides: only where case counts does `re` skip what begins otherwise.
    # A plural or a genitive of a name is that name: "Russians", "Kazakhstan's".
    one_of = "|".join(re.escape(name).replace(r"\ ", r"[\s–-]+") for name in longest)
    pattern = re.compile(rf"(?<![\w-])({one_of})(?=s?(?:['’]s?)?(?![\w$]))")
    return Gazetteer(
        pattern=pattern,
        by_name={name: tuple(found) for name, found in by_name.items()},
        exact=frozenset(exact),
        folded=frozenset(map(_small, exact)),
        ambiguous={
            name: {
                state: re.compile(rf"\b({'|'.join(map(re.escape, several))})\b")
                for state, several in states.items()
            }
            for name, states in words["ambiguous"].items()
        },
    )


Named = Iterator[tuple[str, Kind, str, bool]]  # as written, kind, name, whether it is a demonym


def _words(words: Mapping[str, Mapping[str, list[str]]]) -> Named:
    """Give the names of `words.toml`, the surest reading first."""
    for written in words["inside"]["words"]:
        yield written, "inside", written, False
    sections: tuple[tuple[str, Kind], ...] = (
        ("goods", "good"), ("groups", "group"), ("states", "state"),
        ("blocs", "bloc"), ("regions", "region"), ("lines", "line"),
    )  # fmt: skip
    for section, kind in sections:
        for name, several in words[section].items():
            for written in several:
                demonym = kind == "bloc" and written.endswith(("an", "ic", "ern"))
                yield written, kind, name, demonym


def _titles(kind: Kind, titled: Titled) -> Named:
    for name, title, others in titled:
        for written in (title, *re.split(r"\s*[,;]\s*", others or "")):
            if len(written) >= SHORTEST:
                yield written, kind, name, False


def _passages(passages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give a passage's title, and that without what sort of passage it is: "Hormuz", "Suez"."""
    for name, title in passages.items():
        yield name, title
        bare = re.sub(r"^(Strait of|Crossing of the) | (Strait|Canal|pipeline|railway)$", "", title)
        if bare not in OTHER_THINGS:
            yield name, bare


def _lines(lines: Titled) -> Named:
    """Give the everyday names of a line: its title, without and with what kind of line it is."""
    for name, title, others in lines:
        head = re.sub(r"\s*(\(.*\)|[:,;].*)$", "", title)
        short = re.sub(
            r"\s+(oil |gas )?(pipeline|railway|line|corridor|system)$", "", head, flags=re.I
        )
        several = {head, short, *re.split(r"\s*[,;]\s*", others or "")}
        if re.fullmatch(r"[a-z]{3,5}", name):
            several.add(name.upper())
        for written in sorted(several):
            if len(written) >= SHORTEST and written not in OTHER_THINGS:
                yield written, "line", name, False


def _folded(written: str) -> str:
    return re.sub(r"[\s–-]+", " ", _small(written))


def _small(text: str) -> str:
    """Write small letters, each in the place of one: spans hold in the text as it was."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
