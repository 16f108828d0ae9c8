"""The faults that could be put into a module, and a sample of them.

A place is any part of a function's body that one of mutmut's operators can change; a sample takes
places at random and then one change of each, so that a call with ten arguments counts once. Left
out are annotations, defaults and decorators (they run at import, and nothing works after), and
words for a reader: texts with a blank in them, captions, headings and findings, and whatever a
`raise` says.
"""

import difflib
import random
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators, operator_string

TOUCHY = {"len", "isinstance"}  # their arguments decide what is asked, hardly ever a number
WORDS = {"caption", "columns", "finding", "text"}  # arguments that a reader reads
SIGNS = (  # what mutmut's operators for any node look for, asked first, since that is fast
    cst.AugAssign,
    cst.BaseCompOp,
    cst.BinaryOperation,
    cst.BooleanOperation,
    cst.Break,
    cst.ComparisonTarget,
    cst.Continue,
    cst.UnaryOperation,
)


@dataclass(frozen=True)
class Place:
    """A node that can be changed, in which ways, and the lines by which a test would pass it."""

    node: cst.CSTNode
    changes: tuple[cst.CSTNode, ...]
    lines: frozenset[int]


@dataclass(frozen=True)
class Mutant:
    """A module with one fault in it."""

    room: str
    module: str  # path from the top of the sources
    lines: frozenset[int]
    text: str
    diff: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Module, the lines that went and those that came: what it is, wherever it stands."""
        went, came = (
            " ".join(x[1:].strip() for x in self.diff.splitlines()[2:] if x.startswith(sign))
            for sign in "-+"
        )
        return self.module, went, came

    @property
    def name(self) -> str:
        """A short name, the same wherever it stands, by which it can be tried again."""
        return f"{zlib.crc32(' '.join(self.key).encode()):08x}"


class Finder(cst.CSTVisitor):
    """Walk a module and note every place in a function's body."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.statements: list[int] = []  # first lines of those around us
        self.functions = 0

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Annotation | cst.Decorator | cst.Parameters | cst.Raise):
            return False
        if isinstance(node, cst.Call) and getattr(node.func, "value", None) in TOUCHY:
            return False
        if isinstance(node, cst.Arg) and node.keyword and node.keyword.value in WORDS:
            return False
        if isinstance(node, cst.BaseStatement | cst.BaseSmallStatement):
            self.statements.append(self._line(node))
        if self.functions:
            self._note(node)
        self.functions += isinstance(node, cst.FunctionDef)
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.Raise):
            return
        if isinstance(original_node, cst.BaseStatement | cst.BaseSmallStatement):
            self.statements.pop()
        self.functions -= isinstance(original_node, cst.FunctionDef)

    def _note(self, node: cst.CSTNode) -> None:
        changes = tuple(_changes(node))
        if changes:
            lines = {self._line(node), self.statements[-1]} - {0}
            self.places.append(Place(node, changes, frozenset(lines)))

    def _line(self, node: cst.CSTNode) -> int:
        position = self.get_metadata(PositionProvider, node, None)
        return position.start.line if position else 0


def _changes(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if isinstance(node, cst.SimpleString):
        if " " not in node.value and '"""' not in node.value:
            yield next(iter(operator_string(node)))
        return
    for kind, operator in mutation_operators:
        if isinstance(node, kind if kind is not cst.CSTNode else SIGNS):
            yield from operator(node)


def places(path: Path) -> list[tuple[Place, cst.Module]]:
    """Find the places of a module."""
    wrapper = MetadataWrapper(cst.parse_module(path.read_text(encoding="utf-8")))
    finder = Finder()
    wrapper.visit(finder)
    return [(place, wrapper.module) for place in finder.places]


def shares(sizes: Mapping[str, int], number: int) -> dict[str, int]:
    """Share a number out over rooms by the square root of their size, so that small ones count.

    >>> shares({"engines": 9000, "study": 1000}, 100)
    {'engines': 75, 'study': 25}
    """
    roots = {room: size**0.5 for room, size in sizes.items()}
    whole = sum(roots.values())
    return {room: round(number * root / whole) for room, root in roots.items()}


def sample(top: Path, rooms: Sequence[str], number: int, seed: int) -> list[Mutant]:
    """Take a seeded sample over rooms: the same code and seed give the same mutants."""
    found = {
        room: [
            (path, place, module)
            for path in sorted((top / "accord" / room).rglob("*.py"))
            for place, module in places(path)
        ]
        for room in rooms
    }
    wanted = shares({room: len(there) for room, there in found.items()}, number)
    taken = []
    for room, there in found.items():
        rng = random.Random(f"{seed} {room}")
        for path, place, module in rng.sample(there, min(wanted[room], len(there))):
            taken.append(_mutant(path, top, room, place, module, rng))
    random.Random(seed).shuffle(taken)
    return taken


def _mutant(
    path: Path, top: Path, room: str, place: Place, module: cst.Module, rng: random.Random
) -> Mutant:
    name = str(path.relative_to(top))
    changed = module.deep_replace(place.node, rng.choice(place.changes))
    assert isinstance(changed, cst.Module)
    lines = difflib.unified_diff(
        module.code.splitlines(), changed.code.splitlines(), name, name, "", "", 2, ""
    )
    return Mutant(room, name, place.lines, changed.code, "\n".join(lines))
