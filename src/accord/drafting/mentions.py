"""What a text names: states, blocs, regions, goods, lines and passages, in one pass.

The longest name wins, once over the text, so that "South Korean" is no Korean and "Suez Canal" no
canal of Suez's own. Names come from the package's tables (states with their demonyms and capitals,
goods, lines and passages of the network) and from `words.toml`.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from accord.drafting.sentences import Span

Kind = Literal["state", "bloc", "region", "good", "group", "passage", "line", "inside"]
WORDS = "words.toml"


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
    exact: frozenset[str]

    def mentions(self, text: str) -> list[Mention]:
        """Find every name in a text, in its order; none overlaps another."""
        return [m for found in self.pattern.finditer(text) if (m := self._mention(found))]

    def _mention(self, found: re.Match[str]) -> Mention | None:
        written = found.group(1)
        if written.casefold() in self._exact_folded and written not in self.exact:
            return None
        kind, name, adjective = self.by_name[_folded(written)][0]
        if kind == "inside":
            return None
        return Mention(Span(*found.span(1)), kind, name, adjective)

    @property
    def _exact_folded(self) -> frozenset[str]:
        return frozenset(name.casefold() for name in self.exact)


def gazetteer(
    states: Iterable[tuple[str, str, str]],
    goods: Mapping[str, str],
    passages: Mapping[str, str],
    lines: Mapping[str, str],
) -> Gazetteer:
    """Gather the names.

    Parameters
    ----------
    states : (code, name, kind), kind one of name, demonym, capital
    goods, passages, lines : name of the table -> title
    """
    words = tomllib.loads(files(__package__).joinpath(WORDS).read_text(encoding="utf-8"))
    by_name: dict[str, list[tuple[Kind, str, bool]]] = {}
    for written, kind, name, adjective in _all(words, states, goods, passages, lines):
        by_name.setdefault(_folded(written), []).append((kind, name, adjective))
    longest = sorted(by_name, key=len, reverse=True)
    # A plural or a genitive of a name is that name: "Russians", "Kazakhstan's".
    one_of = "|".join(re.escape(name).replace(r"\ ", r"[\s-]+") for name in longest)
    pattern = re.compile(rf"(?<![\w-])({one_of})(?=s?(?:['’]s?)?(?![\w]))", re.IGNORECASE)
    return Gazetteer(
        pattern=pattern,
        by_name={name: tuple(found) for name, found in by_name.items()},
        exact=frozenset(words["exact"]["names"]),
    )


def _all(
    words: Mapping[str, Mapping[str, list[str]]],
    states: Iterable[tuple[str, str, str]],
    goods: Mapping[str, str],
    passages: Mapping[str, str],
    lines: Mapping[str, str],
) -> Iterator[tuple[str, Kind, str, bool]]:
    """Give every name with what it names, the surest reading first."""
    for written in words["inside"]["words"]:
        yield written, "inside", written, False
    for section, kind in (("goods", "good"), ("groups", "group"), ("blocs", "bloc")):
        for name, several in words[section].items():
            for written in several:
                yield written, kind, name, written.endswith(("an", "ic", "ern"))  # type: ignore[misc]
    for name, several in words["regions"].items():
        for written in several:
            yield written, "region", name, False
    for code, written, kind in states:
        yield written, "state", code, kind == "demonym"
    for name, title in goods.items():
        for written in {title, name.replace("-", " ")}:
            yield written, "good", name, False
    for name, title in passages.items():
        for written in {title, re.sub(r"^(Strait of|Crossing of the) ", "", title)}:
            yield written, "passage", name, False
    for name, title in lines.items():
        for written in _line_names(name, title):
            yield written, "line", name, False


def _line_names(name: str, title: str) -> set[str]:
    """Give the everyday names of a line: its title, with and without what kind of line it is."""
    bare = re.sub(r"\s*\(.*\)$", "", title)
    short = re.sub(r"\s+(oil |gas )?(pipeline|railway|line|corridor|system)$", "", bare, flags=re.I)
    found = {bare, short} if len(short) > 4 else {bare}
    if re.fullmatch(r"[a-z]{3,5}", name):
        found.add(name.upper())
    return found


def _folded(written: str) -> str:
    return re.sub(r"[\s-]+", " ", written).casefold()
